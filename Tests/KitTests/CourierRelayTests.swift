import CourierKit
import Foundation
import TestSupport
import Testing

/// What a relay gets, and which of its failures are certain.
@Suite struct CourierRelayTests {
  private func letter(
    to: String = "zhao@example.com", subject: String = "联络提醒：3件事项待处理，请登录查看，其中有1件已经逾期",
    text: String = "您有3件事项。\n.\n.开头的一行",
    id: String = "0123abcd@town.example", from: String = "notice@town.example", name: String = "三河镇人大"
  ) -> MailLetter {
    MailLetter(
      id: id, from: from, fromName: name, to: to, subject: subject, text: text, date: TestTownDate.seconds)
  }

  /// 18 November 2026, 10:00 in Beijing.
  private enum TestTownDate { static let seconds: Int64 = 1_794_967_200 }

  private func send(
    _ letter: MailLetter, _ peer: TestRelay, user: String = "", seconds: Int = 2
  ) async throws -> CourierResult {
    let threads = CourierThreads(1)
    let relay = try Relay(
      url: peer.url, from: "notice@town.example", fromName: "三河镇人大", security: .none, user: user,
      password: user.isEmpty ? "" : "geheim", patience: CourierPatience(seconds: seconds))
    let result: Result<CourierResult, any Error>
    do { result = .success(try await relay.send(letter, on: threads)) } catch { result = .failure(error) }
    await threads.shutDown()
    return try result.get()
  }

  @Test("信封、信头、正文各归各位，点号开头的行不丢")
  func arrives() async throws {
    let peer = try TestRelay(takesSignIn: true)
    defer { peer.stop() }
    #expect(try await send(letter(), peer, user: "notice") == .accepted)
    let got = try #require(peer.letters.first)
    #expect(got.from.hasPrefix("<notice@town.example>"))
    #expect(got.to == ["<zhao@example.com>"])
    #expect(got.header("Message-ID") == "<0123abcd@town.example>")
    #expect(got.header("Date") == "Wed, 18 Nov 2026 10:00:00 +0800")
    #expect(got.header("Auto-Submitted") == "auto-generated")
    #expect(got.header("Content-Type") == "text/plain; charset=utf-8")
    let words = try #require(got.header("Subject"))
    #expect(words.utf8.allSatisfy { $0 < 128 })
    #expect(Self.decoded(words) == letter().subject)
    #expect(Self.decoded(String(try #require(got.header("From")).prefix { $0 != " " })) == "三河镇人大")
    #expect(got.text == "您有3件事项。\r\n.\r\n.开头的一行")
    #expect(got.credentials.flatMap { Data(base64Encoded: $0) } == Data("\0notice\0geheim".utf8))
    // Lines are short enough for every relay.
    #expect(got.data.split(separator: "\n").allSatisfy { $0.utf8.count <= 76 })
  }

  private static func decoded(_ words: String) -> String {
    words.split(separator: " ").map { word in
      let base64 = word.dropFirst("=?utf-8?B?".count).dropLast(2)
      return Data(base64Encoded: String(base64)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }.joined()
  }

  @Test(
    "每一步都可能被拒：5xx 不再试，4xx 过后再试，都肯定没送到",
    arguments: TestRelay.Step.allCases.filter { $0 != .signIn })
  func refused(step: TestRelay.Step) async throws {
    for (code, isFinal) in [(550, true), (451, false)] {
      let peer = try TestRelay(.refuse(step, code))
      #expect(try await send(letter(), peer) == .refused(reason: "\(code)", isFinal: isFinal), "\(step) \(code)")
      #expect(peer.letters.isEmpty && peer.sessions == 1)
      peer.stop()
    }
  }

  @Test("信没交完就断线、没声音的，肯定没送到；交完才断的说不准", arguments: TestRelay.Step.allCases.filter { $0 != .signIn })
  func broken(step: TestRelay.Step) async throws {
    for behaviour in [TestRelay.Behaviour.drop(step), .hang(step)] {
      let peer = try TestRelay(behaviour)
      let result = try await send(letter(), peer, seconds: 1)
      switch result {
      case .unknown: #expect(step == .end, "\(behaviour)")
      case .refused(_, let isFinal): #expect(step != .end && !isFinal, "\(behaviour): \(result)")
      case .accepted: Issue.record("\(behaviour)")
      }
      #expect(peer.sessions == 1)
      peer.stop()
    }
  }

  @Test("要求加密而对方不加密：一个字也不说，密码也不说")
  func withoutTLS() async throws {
    let relay = try TestRelay(takesSignIn: true)
    let gateway = try TestGateway()
    defer {
      relay.stop()
      gateway.stop()
    }
    let threads = CourierThreads(1)
    let strict = try Relay(
      url: relay.url, from: "notice@town.example", fromName: "", security: .required, user: "notice",
      password: "geheim", patience: CourierPatience(seconds: 2))
    guard case .refused(_, isFinal: false) = try await strict.send(letter(), on: threads) else {
      Issue.record("sent without TLS")
      return
    }
    #expect(relay.letters.isEmpty && !relay.steps.contains(.signIn) && !relay.steps.contains(.from))
    // The same of HTTPS where nobody speaks it.
    let https = try Gateway(
      url: gateway.url.replacing("http://", with: "https://"),
      template: RequestTemplate(format: .json, body: "{}"), headers: ["Authorization: secret"], seal: nil, success: "",
      patience: CourierPatience(seconds: 2))
    guard case .refused(_, isFinal: false) = try await https.send([:], params: [], on: threads) else {
      Issue.record("sent without TLS")
      return
    }
    // What it hears is the beginning of a handshake.
    #expect(!gateway.requests.contains { "\($0)".contains("secret") })
    await threads.shutDown()
  }

  @Test("密码不对：可以改好再试")
  func wrongPassword() async throws {
    let peer = try TestRelay(.refuse(.signIn, 535), takesSignIn: true)
    defer { peer.stop() }
    #expect(try await send(letter(), peer, user: "notice") == .refused(reason: "535", isFinal: false))
  }

  @Test("信头注入：换行、控制字符、尖括号和第二个地址都不发出去")
  func injection() async throws {
    let peer = try TestRelay()
    defer { peer.stop() }
    let hostile = [
      letter(to: "a@example.com\r\nBcc: b@example.com"), letter(to: "a@example.com,b@example.com"),
      letter(to: "<a@example.com>"), letter(to: "a b@example.com"), letter(to: "a@b@example.com"),
      letter(to: "a@example.com\u{0}"), letter(to: "张@example.com"), letter(to: ""), letter(to: "@"),
      letter(subject: "您好\r\nBcc: b@example.com"), letter(subject: "您好\nX: y"), letter(subject: "a\u{0}b"),
      letter(subject: "a\u{85}b"), letter(subject: "a\u{2028}Bcc: b@example.com"), letter(subject: "a\u{7F}"),
      letter(name: "镇\r\nBcc: b@example.com"), letter(id: "a@b>\r\nX: y"), letter(from: "a@b\r\nX: y"),
    ]
    for letter in hostile {
      await #expect(throws: CourierProblem.self, "\(letter.to) \(letter.subject)") { try await send(letter, peer) }
    }
    #expect(peer.letters.isEmpty && peer.sessions == 0)
    // What a body says is no head: it travels as base64.
    #expect(try await send(letter(text: "\r\nBcc: b@example.com\r\n\r\n.\r\nMAIL FROM:<x@y>"), peer) == .accepted)
    #expect(peer.letters.map(\.to) == [["<zhao@example.com>"]])
  }
}
