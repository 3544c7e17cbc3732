package import CourierKit
package import Domain

/// Short messages through a gateway over HTTP.
package struct SMSCourier: MessageCourier {
  private let gateway: Gateway
  private let threads: CourierThreads
  private let signature: String
  private let templates: [MessageKind: String]
  package let knowsIDs: Bool

  /// - Parameters:
  ///   - signature: the name that stands in 【】 before the words; empty when the gateway puts it there.
  ///   - templates: the gateway's own numbers of the templates.
  package init(gateway: Gateway, signature: String, templates: [MessageKind: String], knowsIDs: Bool, width: Int = 4) {
    self.gateway = gateway
    threads = CourierThreads(width)
    self.signature = signature
    self.templates = templates
    self.knowsIDs = knowsIDs
  }

  package var longest: Int { gateway.patience.longest }
  package var width: Int { threads.count }
  package var host: String { CourierHost.of(gateway.url) }

  package func send(_ message: OutgoingMessage) async -> SendResult {
    guard let number = MobileNumber.parse(message.address) else { return SendResult(.refused(isFinal: true)) }
    let signed = signature.isEmpty ? message.text : "【\(signature)】\(message.text)"
    let values = [
      "phone": number, "text": signed, "template": templates[message.kind] ?? "", "id": message.reference,
      "signature": signature,
    ]
    let params = MessageTexts.Slot.allCases.compactMap { slot in
      message.slots[slot].map { (name: slot.rawValue, value: $0) }
    }
    return await CourierHost.result { try await gateway.send(values, params: params, on: threads) }
  }

  package func shutDown() async { await threads.shutDown() }
}

enum CourierHost {
  /// `sms.example.com` of an address, and nothing of its path, which may hold a secret.
  static func of(_ url: String) -> String {
    let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    return String(host.split(separator: "@").last ?? "")
  }

  /// A mistake of ours or of a setting is certain: nothing went out.
  static func result(_ send: () async throws -> CourierResult) async -> SendResult {
    do {
      switch try await send() {
      case .accepted: return SendResult(.accepted)
      case .refused(let reason, let isFinal): return SendResult(.refused(isFinal: isFinal), reason: reason)
      case .unknown(let reason): return SendResult(.unknown, reason: reason)
      }
    } catch let problem as CourierProblem {
      return SendResult(.refused(isFinal: true), reason: "\(problem)")
    } catch {
      // The threads are gone: the server is being stopped, and nothing went out.
      return SendResult(.refused(isFinal: false), reason: "stopped")
    }
  }
}
