import CCurl
import Crypto
import Foundation

/// A gateway for short messages over HTTP, as its operator describes it.
package struct Gateway: Sendable {
  package let url: String
  package let template: RequestTemplate
  /// Lines such as `Authorization: Bearer …`; secrets are in here, so it is never logged.
  let headers: [String]
  /// A header that gets an HMAC-SHA256 of the body in hexadecimal digits, and its key.
  let seal: Seal?
  /// What an answer has to contain to be a yes, blanks left out; empty: any 2xx is one.
  package let success: String
  package let patience: CourierPatience

  package struct Seal: Sendable {
    let header: String
    let key: String

    package init(header: String, key: String) {
      self.header = header
      self.key = key
    }
  }

  package init(
    url: String, template: RequestTemplate, headers: [String], seal: Seal?, success: String, patience: CourierPatience
  ) throws(CourierProblem) {
    guard ["http://", "https://"].contains(where: { url.hasPrefix($0) }) else { throw .badURL }
    for line in headers + [seal?.header ?? ""] where line.unicodeScalars.contains(where: { $0.value < 32 }) {
      throw .controlCharacter(field: "header")
    }
    self.url = url
    self.template = template
    self.headers = headers
    self.seal = seal
    self.success = success
    self.patience = patience
  }

  /// Says it once and reads the answer.
  package func send(
    _ values: [String: String], params: [(name: String, value: String)], on threads: CourierThreads
  ) async throws -> CourierResult {
    let body = template.render(values, params: params)
    let request = self
    return try await threads.run { try request.post(body) }
  }

  private func post(_ body: [UInt8]) throws -> CourierResult {
    guard let transfer = try CurlTransfer(url: url, protocols: "http,https", patience: patience, upload: body) else {
      return .refused(reason: "libcurl", isFinal: false)
    }
    try transfer.set(CURLOPT_POST, 1)
    try transfer.set(size: CURLOPT_POSTFIELDSIZE_LARGE, body.count)
    let type = template.format == .json ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded"
    var lines = ["Content-Type: \(type)", "Expect:"] + headers
    if let seal { lines.append("\(seal.header): \(Self.mac(body, seal.key))") }
    try transfer.set(CURLOPT_HTTPHEADER, lines: lines)
    return result(of: transfer.run())
  }

  static func mac(_ body: [UInt8], _ key: String) -> String {
    HMAC<SHA256>.authenticationCode(for: Data(body), using: SymmetricKey(data: Data(key.utf8))).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private func result(of outcome: CurlTransfer.Outcome) -> CourierResult {
    guard outcome.code == CURLE_OK else {
      // Nothing has gone out before the connection stood; after that it may have arrived.
      return outcome.hasSpoken
        ? .unknown(reason: outcome.reason) : .refused(reason: outcome.reason, isFinal: false)
    }
    switch outcome.status {
    case 200..<300:
      if success.isEmpty { return .accepted }
      let said = String(decoding: outcome.body, as: UTF8.self).filter { !$0.isWhitespace }
      return said.contains(success.filter { !$0.isWhitespace })
        ? .accepted : .refused(reason: "\(outcome.status)", isFinal: false)
    // A key that is put right, a limit that passes, a redirect that we do not follow: worth another try.
    case 300..<400, 401, 403, 408, 425, 429, 503: return .refused(reason: "\(outcome.status)", isFinal: false)
    case 400..<500: return .refused(reason: "\(outcome.status)", isFinal: true)
    default: return .unknown(reason: "\(outcome.status)")
    }
  }
}
