package import CourierKit
import Domain

/// Mail through a relay. Our message id is its Message-ID, but a relay does not tell twice from once by it.
package struct MailCourier: MessageCourier {
  private let relay: Relay
  private let threads: CourierThreads

  package init(relay: Relay, width: Int = 2) {
    self.relay = relay
    threads = CourierThreads(width)
  }

  package var knowsIDs: Bool { false }
  package var longest: Int { relay.patience.longest }
  package var width: Int { threads.count }
  package var host: String { CourierHost.of(relay.url) }

  package func send(_ message: OutgoingMessage) async -> SendResult {
    guard let address = MailAddress.parse(message.address) else { return SendResult(.refused(isFinal: true)) }
    let letter = MailLetter(
      id: message.reference + "@" + relay.domain, from: relay.from, fromName: relay.fromName, to: address,
      subject: Self.subject(message), text: message.text + "\n\n这封邮件由系统发出，请不要回复。要少收提醒，请登录后打开“提醒方式”。\n",
      date: message.at.milliseconds / 1000)
    return await CourierHost.result { try await relay.send(letter, on: threads) }
  }

  private static func subject(_ message: OutgoingMessage) -> String {
    guard message.kind == .digest else { return "联络：测试信息" }
    return "联络提醒：" + (message.slots[.summary] ?? "有事项待处理")
  }

  package func shutDown() async { await threads.shutDown() }
}
