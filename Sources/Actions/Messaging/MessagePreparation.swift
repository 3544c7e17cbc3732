import DatabaseKit
import Domain
import SecretsKit
import Store

/// A message that is being sent from now on, with what its words need.
struct ClaimedMessage: Sendable {
  let stored: StoredMessage
  /// Still encrypted; nil when there is none any more.
  let address: Address?
  let slots: [MessageTexts.Slot: String]

  struct Address: Sendable {
    let sealed: FieldCipher.Sealed
    let record: Int64
    let isOfMatter: Bool
  }
}

/// Looks at a message once more before it goes: whether it still says what is so, whether its receiver wants it and may have
/// it, and whether it is a time to send.
struct MessagePreparation: Sendable {
  private let couriers: Couriers
  private let settings: [ID<Congress>: CongressSettings.Messages]
  /// Where to call when a matter lies at no station.
  private let telephone: String

  init(_ channel: MessageChannel, in environment: AppEnvironment) async throws {
    couriers = environment.couriers
    let (congresses, telephone) = try await environment.database.read { tx in
      let here = try CongressStore.all(in: tx).filter(\.isRunHere)
      let main = here.min { $0.level < $1.level }
      let venues = try main.map { try VenueStore.venues(of: $0.id, in: tx) } ?? []
      return (here.map(\.id), (venues.first { $0.kind == .home } ?? venues.first)?.telephone ?? "")
    }
    self.telephone = telephone
    var settings: [ID<Congress>: CongressSettings.Messages] = [:]
    for congress in congresses {
      settings[congress] = try await environment.rules.current(of: congress).settings.messages
    }
    self.settings = settings
  }

  private func rules(_ congress: ID<Congress>) -> CongressSettings.Messages { settings[congress] ?? .init() }

  /// Whoever tries a channel out waits for it.
  func quiet(of congress: ID<Congress>, kind: MessageKind) -> QuietHours {
    kind == .test ? QuietHours(from: 0, until: 0) : rules(congress).quiet
  }

  /// Marks it as being sent, drops it with the reason, or puts it off; nil for the latter two.
  func claim(_ message: StoredMessage, at now: Instant, in tx: any WriteTransaction) throws -> ClaimedMessage? {
    func drop(_ reason: DropReason) throws -> ClaimedMessage? {
      try SendingStore.drop(message.id, reason, at: now, in: tx)
      return nil
    }
    if now > message.madeAt.adding(milliseconds: SendingRule.longest) { return try drop(.tooOld) }
    let opening = quiet(of: message.congress, kind: message.kind).opening(now)
    if opening > now {
      try SendingStore.postpone(message.id, until: opening, in: tx)
      return nil
    }
    let claimed: ClaimedMessage
    if message.kind.isForSender {
      switch try toSender(message, at: now, in: tx) {
      case .drop(let reason): return try drop(reason)
      case .tomorrow(let due):
        try SendingStore.postpone(message.id, until: due, in: tx)
        return nil
      case .send(let ready): claimed = ready
      }
    } else {
      switch try toPerson(message, at: now, in: tx) {
      case .drop(let reason): return try drop(reason)
      case .tomorrow: return nil
      case .send(let ready): claimed = ready
      }
    }
    return try SendingStore.begin(message, at: now, in: tx) ? claimed : nil
  }

  private enum Verdict {
    case send(ClaimedMessage)
    case drop(DropReason)
    case tomorrow(Instant)
  }

  // MARK: Senders

  private func toSender(_ message: StoredMessage, at now: Instant, in tx: any WriteTransaction) throws -> Verdict {
    guard let id = message.matter, let matter = try MatterStore.matter(id, in: tx), let number = message.numberIndex,
      let contact = try MatterPartStore.contacts(of: id, in: tx).first(where: { $0.phoneIndex == number }),
      let phone = contact.phone
    else { return .drop(.noAddress) }
    guard try ConsentStore.isGiven(id, in: tx) else { return .drop(.optedOut) }
    guard SenderMessages.stands(message.kind, matter.status) else { return .drop(.settled) }
    let history = try ConsentStore.history(of: number, on: now.date, except: message.id, in: tx)
    let rules = rules(message.congress)
    switch NumberRule.decide(message.kind, history, mostADay: rules.perNumberDaily) {
    case .drop(let reason): return .drop(reason)
    case .tomorrow: return .tomorrow(rules.quiet.opening(now.date.adding(days: 1).start))
    case .send: break
    }
    let venue = try matter.status.venue.flatMap { try VenueStore.venue($0, in: tx) }
    let slots: [MessageTexts.Slot: String] = [
      .receipt: matter.receipt, .date: MessageTexts.day(matter.status.acceptDue.date),
      .telephone: venue.map(\.telephone).flatMap { $0.isEmpty ? nil : $0 } ?? telephone,
      .stop: stopWords(try ConsentStore.stopCode(of: number, in: tx)),
    ]
    return .send(
      ClaimedMessage(
        stored: message,
        address: .init(
          sealed: FieldCipher.Sealed(keyID: contact.keyID, bytes: phone), record: id.raw, isOfMatter: true),
        slots: slots))
  }

  private func stopWords(_ code: String?) -> String {
    guard let code, !couriers.stopURL.isEmpty else { return "回复无效，退订请打开回执。" }
    return "回复无效，退订 \(couriers.stopURL)\(code)"
  }

  // MARK: Staff and deputies

  private func toPerson(_ message: StoredMessage, at now: Instant, in tx: any WriteTransaction) throws -> Verdict {
    guard let person = message.person else { return .drop(.noAddress) }
    guard try !PersonStore.congresses(of: person, on: now.date, in: tx).isEmpty else { return .drop(.notEntitled) }
    let field: ContactField = message.channel == .sms ? .mobile : .email
    guard let contact = try PersonStore.contacts(of: person, in: tx).first(where: { $0.field == field }) else {
      return .drop(.noAddress)
    }
    var slots: [MessageTexts.Slot: String] = [:]
    if message.kind == .digest {
      let items = try DigestStore.items(of: message.id, in: tx)
      let (standing, settled) = try DigestStanding.split(items, person, on: now.date, in: tx)
      try DigestStore.remove(settled.map(\.id), in: tx)
      if standing.isEmpty { return .drop(.settled) }
      slots = try digestSlots(standing, person, in: tx)
    }
    return .send(
      ClaimedMessage(
        stored: message,
        address: .init(
          sealed: FieldCipher.Sealed(keyID: contact.keyID, bytes: contact.sealed), record: person.raw,
          isOfMatter: false), slots: slots))
  }

  /// Each matter, suggestion and motion once, under the most urgent of what was said about it.
  private func digestSlots(_ items: [DigestItem], _ person: ID<Person>, in tx: any ReadTransaction) throws
    -> [MessageTexts.Slot: String]
  {
    let reminders = try ReminderStore.entries(
      of: items.filter { $0.kind == .reminder }.map(\.notice), person: person, in: tx)
    let matters = try ReminderStore.matters(
      Array(Set(reminders.values.flatMap { $0.map(\.matter) })).sorted(), in: tx)
    var groups: [NoticeSubject: NoticeGroup] = [:]
    var others: [NoticeGroup: Int] = [:]
    func add(_ subject: NoticeSubject, _ group: NoticeGroup) {
      let order: [NoticeGroup] = [.progress, .arrivals, .reminders, .overdue]
      let known = groups[subject].flatMap { order.firstIndex(of: $0) } ?? -1
      if let place = order.firstIndex(of: group), place > known { groups[subject] = group }
    }
    for item in items {
      if let subject = item.subject {
        add(subject, item.group)
      } else if item.kind == .reminder {
        for entry in reminders[item.notice] ?? [] {
          let stands = matters[entry.matter].map {
            ReminderLadder.stands(entry.clock, part: entry.part, due: entry.due, $0.status)
          }
          if stands == true { add(.matter(entry.matter), entry.step.isOverdue ? .overdue : .reminders) }
        }
      } else {
        others[item.group, default: 0] += 1
      }
    }
    let counts = groups.values.reduce(into: others) { $0[$1, default: 0] += 1 }
    return [
      .count: "\(counts.values.reduce(0, +))", .summary: MessageTexts.summary(counts),
      .link: couriers.signInURL,
    ]
  }

  // MARK: Words

  /// With its words and its address in the clear; nil when the address cannot be read or is none.
  func outgoing(_ message: ClaimedMessage, in environment: AppEnvironment) -> OutgoingMessage? {
    guard let address = message.address else { return nil }
    let text: String
    do {
      text =
        address.isOfMatter
        ? try environment.cipher.open(address.sealed, record: address.record, field: "matter_contacts.phone")
        : try environment.cipher.open(address.sealed, record: address.record, field: "person_contacts")
    } catch {
      return nil  // A key that is gone: there is nobody to send it to, and the list says so.
    }
    let plain = message.stored.channel == .sms ? MobileNumber.parse(text) : MailAddress.parse(text)
    guard let plain else { return nil }
    return OutgoingMessage(
      reference: message.stored.reference, address: plain, kind: message.stored.kind,
      text: couriers.texts.text(message.stored.kind, message.slots), slots: message.slots, at: environment.now())
  }
}
