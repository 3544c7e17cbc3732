import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Tells messages in a test: a town whose messages go through a recorder.
struct MessageTeller {
  let tell: MatterTeller
  let sms: RecordingCourier
  let mail: RecordingCourier
  let environment: AppEnvironment
  var town: TestTown { tell.town }

  init(_ town: TestTown, sms: RecordingCourier = RecordingCourier(), log: LogRecorder? = nil) {
    tell = MatterTeller(town)
    self.sms = sms
    mail = RecordingCourier()
    environment = town.sending(
      Couriers(
        sms: sms, mail: mail, signInURL: "https://town.example/work/sign-in", stopURL: "https://town.example/t/"),
      log: log)
  }

  func submit(_ key: String = "submit", phone: String = "13800001234", wants: Bool = true) async throws -> ID<Matter> {
    var input = tell.input()
    input.phone = phone
    input.wantsMessages = wants
    return try await SubmitMatter.run(input, by: .visitor, key: tell.key(key), in: environment).matter
  }

  /// Everything between an act and the gateway.
  func deliver() async throws {
    for job in [DeliverOutbox(), RemindMatters(), GatherDigests()] as [any TimedJob] {
      try await TimedJobs.runOnce(job, holder: "test", in: environment)
    }
    for job in TimedJobs.sending { try await TimedJobs.runOnce(job, holder: "test", in: environment) }
  }

  /// State and reason of all messages, oldest first.
  func states() async throws -> [String] {
    try await town.database.read { tx in
      try tx.rows("SELECT kind, state, reason FROM messages ORDER BY id").map { row in
        let reason: String? = try row("reason")
        return try [row("kind", as: String.self), row("state", as: String.self), reason].compactMap { $0 }
          .joined(separator: " ")
      }
    }
  }

  func contact(_ person: ID<Person>, mobile: String = "13911112222", mail: String = "") async throws {
    for (field, text) in [(ContactField.mobile, mobile), (.email, mail)] where !text.isEmpty {
      try await SaveContact.run(field, text, isPublic: false, of: person, by: .system, in: environment)
    }
  }
}
