import Actions
import CourierKit
import DatabaseKit
import Domain
import Foundation
import Store
import TestSupport
import Testing

/// The server dies between sending a message and writing down that it was sent.
@Suite(.serialized) struct KilledSenderTests {
  @Test("发出之后、记下之前被杀：认编号的只到一次，不认的记为不确定、不再发", arguments: DatabaseEngine.allCases, [true, false])
  func killed(engine: DatabaseEngine, knowsIDs: Bool) async throws {
    try await TestInstallation.run(on: engine) { place in
      let gateway = try TestGateway(.hang)
      let relay = try TestRelay(.hang(.end))
      defer {
        gateway.stop()
        relay.stop()
      }
      try await queue(place)
      let server = try place.serve([
        "SMS_URL": gateway.url, "SMS_IDEMPOTENT": "\(knowsIDs)", "SMS_TIMEOUT": "30", "MAIL_URL": relay.url,
        "MAIL_FROM": "notice@town.example", "MAIL_TLS": "none", "MAIL_TIMEOUT": "30",
      ])
      // The other side has it, and the server waits for its word.
      for _ in 0..<600 where gateway.requests.isEmpty || relay.letters.isEmpty {
        try await Task.sleep(for: .milliseconds(50))
      }
      kill(server.processIdentifier, SIGKILL)
      server.waitUntilExit()
      #expect(gateway.requests.count == 1 && relay.letters.count == 1)
      #expect(try await states(place) == ["receipt sending", "test sending"])
      gateway.behave(.deduplicate)
      relay.behave(.accept)
      // The next server, when the leases of the first have run out.
      let sms = try MessageSendingTests.courier(gateway, knowsIDs: knowsIDs)
      let mail = MailCourier(
        relay: try Relay(
          url: relay.url, from: "notice@town.example", fromName: "联络", security: .none, user: "", password: "",
          patience: CourierPatience(seconds: 5)))
      let next = place.environment(later: 600, node: 9, couriers: Couriers(sms: sms, mail: mail))
      for _ in 0..<2 {
        for job in TimedJobs.sending { try await TimedJobs.runOnce(job, holder: "next", in: next) }
      }
      #expect(try await states(place) == [knowsIDs ? "receipt sent" : "receipt uncertain", "test uncertain"])
      let ids = gateway.requests.compactMap { $0.value("id") }
      #expect(ids.count == (knowsIDs ? 2 : 1) && Set(ids).count == 1)
      #expect(gateway.delivered.count == 1)
      #expect(relay.letters.count == 1)
      // It is shown to whoever looks after it, and cannot be sent again from there.
      let clerk = place.places.clerk.actor
      let page = try await ManageMessages.run(
        .trouble, of: place.places.congress, before: nil, by: clerk, in: next)
      #expect(page.lines.map(\.kind) == (knowsIDs ? [.test] : [.test, .receipt]))
      for line in page.lines {
        await #expect(throws: ActionError.changedMeanwhile) {
          try await ManageMessages.retry(line.id, by: clerk, in: next)
        }
      }
      await sms.shutDown()
      await mail.shutDown()
    }
  }

  /// A receipt for a sender and a letter for the clerk, both due.
  private func queue(_ place: TestInstallation) async throws {
    let couriers = Couriers(sms: RecordingCourier(), mail: RecordingCourier())
    let environment = place.environment(later: -5, node: 8, couriers: couriers)
    let (congress, clerk) = (place.places.congress, place.places.clerk)
    var settings = CongressSettings()
    settings.messages.quiet = QuietHours(from: 0, until: 0)
    _ = try await ManageSettings.save(
      settings, reason: "试", of: congress, seen: try await environment.rules.current(of: congress).number,
      by: clerk.actor, in: environment)
    _ = try await SubmitMatter.run(
      SubmitMatter.Input(
        addressee: .venue(place.places.station), channel: .web, text: "村口的路灯坏了三天。", place: "东村村口", name: "陈大娘",
        phone: "13800001234", wantsMessages: true),
      by: .visitor, key: RequestKey(hash: Array("killed..........".utf8)), in: environment)
    try await TimedJobs.runOnce(DeliverOutbox(), holder: "before", in: environment)
    try await SaveContact.run(
      .email, "zhou@example.com", isPublic: false, of: clerk.person, by: .system, in: environment)
    try await ManageMessages.test(.mail, of: congress, by: clerk.actor, in: environment)
    try await TimedJobs.release(holder: "before", in: environment)
  }

  private func states(_ place: TestInstallation) async throws -> [String] {
    try await place.environment(later: 0, node: 8, couriers: .none).database.read { tx in
      try tx.rows("SELECT kind, state FROM messages ORDER BY kind").map {
        try $0("kind", as: String.self) + " " + $0("state", as: String.self)
      }
    }
  }
}
