import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 提醒方式: what one is sent beside the notices inside the system, and where to.
package enum SavePreferences {
  package struct Page: Sendable {
    package let preferences: MessagePreferences
    package let mobile: String
    package let mail: String
    /// The channels that this place has.
    package let channels: Set<MessageChannel>
  }

  package static func read(of person: ID<Person>, in environment: AppEnvironment) async throws -> Page {
    let (preferences, stored) = try await environment.database.read { tx in
      (try DigestStore.preferences(of: person, in: tx), try PersonStore.contacts(of: person, in: tx))
    }
    func open(_ field: ContactField) throws -> String {
      guard let contact = stored.first(where: { $0.field == field }) else { return "" }
      return try environment.cipher.open(
        FieldCipher.Sealed(keyID: contact.keyID, bytes: contact.sealed), record: person.raw, field: "person_contacts")
    }
    return Page(
      preferences: preferences, mobile: try open(.mobile), mail: try open(.email),
      channels: environment.couriers.channels)
  }

  /// - Parameters:
  ///   - mobile: as it was typed; empty removes it. So does `mail`.
  package static func run(
    _ preferences: MessagePreferences, mobile: String, mail: String, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard let person = actor.person else { throw ActionError.refused(.notYours) }
    var problems: [FieldProblem] = []
    let number = MobileNumber.parse(mobile)
    if !mobile.isEmpty, number == nil {
      problems.append(FieldProblem("mobile", .notAPhone(digits: mobile.count { $0.isNumber })))
    }
    if !mail.isEmpty, MailAddress.parse(mail) == nil { problems.append(FieldProblem("mail", .wrong)) }
    // Answering in time is an office's duty: hearing of what is late is no choice.
    if preferences.overdue == .none { problems.append(FieldProblem("overdue", .notAllowed)) }
    guard problems.isEmpty else { throw ActionError.invalid(problems) }
    let before = try await read(of: person, in: environment)
    let isPublic = try await publicFields(of: person, in: environment)
    let fields = [(ContactField.mobile, number ?? "", before.mobile), (.email, mail, before.mail)]
    for (field, text, old) in fields where text != old {
      try await SaveContact.run(
        field, text, isPublic: isPublic.contains(field), of: person, by: actor, in: environment)
    }
    let now = environment.now()
    try await environment.database.write(locking: [LockKey(.person, person.raw)]) { tx in
      try DigestStore.save(preferences, of: person, at: now, in: tx)
    }
  }

  /// What residents may see stays as it was agreed.
  private static func publicFields(of person: ID<Person>, in environment: AppEnvironment) async throws
    -> Set<ContactField>
  {
    try await environment.database.read { tx in
      Set(try PersonStore.contacts(of: person, in: tx).filter(\.isPublic).map(\.field))
    }
  }
}
