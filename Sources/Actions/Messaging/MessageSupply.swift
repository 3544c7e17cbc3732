import DatabaseKit
import Domain
import SecretsKit
import Store

/// Ids, references and codes for one transaction, made before it, in the order in which they are taken.
struct MessageSupply: Sendable {
  let now: Instant
  private let ids: [Int64]
  private let random: [[UInt8]]

  init(_ environment: AppEnvironment, ids count: Int, messages: Int) {
    now = environment.now()
    ids = environment.newIDs(count, at: now)
    random = (0..<messages).map { _ in environment.random(25) }
  }

  func taker() -> Taker { Taker(ids: ids, random: random) }

  /// One per run of the transaction, which may run twice.
  final class Taker {
    private var ids: ArraySlice<Int64>
    private var random: ArraySlice<[UInt8]>

    fileprivate init(ids: [Int64], random: [[UInt8]]) {
      self.ids = ids[...]
      self.random = random[...]
    }

    var hasID: Bool { !ids.isEmpty }

    func id() throws -> Int64 {
      guard let id = ids.popFirst() else { throw DatabaseError.statement(code: "ids", message: "too few ids") }
      return id
    }

    /// Our id of a message at the other side, and the code that would stop its number.
    func names() throws -> (reference: String, stop: String) {
      guard let bytes = random.popFirst() else {
        throw DatabaseError.statement(code: "ids", message: "too few references")
      }
      let reference = bytes.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      return (reference, Base64URL.encode(Array(bytes.suffix(9))))
    }
  }
}

/// Puts messages and parts of digests beside the notices that they come from.
struct MessageQueuing: Sendable {
  let channels: Set<MessageChannel>
  let settings: [ID<Congress>: CongressSettings.Messages]
  /// Whose settings hold for staff, who may belong to several congresses.
  let main: ID<Congress>?

  init(_ environment: AppEnvironment, congresses: Set<ID<Congress>>) async throws {
    channels = environment.couriers.channels
    guard !channels.isEmpty else {
      settings = [:]
      main = nil
      return
    }
    main = try await MainCongress.id(in: environment)
    var read: [ID<Congress>: CongressSettings.Messages] = [:]
    for congress in congresses.union(main.map { [$0] } ?? []) {
      read[congress] = try await environment.rules.current(of: congress).settings.messages
    }
    settings = read
  }

  private func rules(_ congress: ID<Congress>) -> CongressSettings.Messages { settings[congress] ?? .init() }

  /// A message to a sender who still wants it. Whether the number may have it is decided when it goes.
  func queue(_ payload: SenderPayload, _ taker: MessageSupply.Taker, at now: Instant, in tx: any WriteTransaction)
    throws
  {
    guard channels.contains(.sms), try ConsentStore.isGiven(payload.matter, in: tx),
      let number = try ConsentStore.number(of: payload.matter, in: tx)
    else { return }
    let names = try taker.names()
    try ConsentStore.know(number.index, code: names.stop, at: now, in: tx)
    try SendingStore.insert(
      StoredMessage(
        id: ID(try taker.id()), reference: names.reference, channel: .sms, kind: payload.kind,
        congress: payload.congress, matter: payload.matter, numberIndex: number.index, mask: number.mask,
        dueAt: rules(payload.congress).quiet.opening(now), madeAt: now), in: tx)
  }

  /// The channels by which a notice goes to a person beside the list inside the system.
  func queue(
    _ notice: ID<Notice>, group: NoticeGroup, to person: ID<Person>, _ taker: MessageSupply.Taker, at now: Instant,
    in tx: any WriteTransaction
  ) throws {
    guard let main, !channels.isEmpty else { return }
    let reachable = try DigestStore.reachable(person, in: tx).intersection(channels)
    guard !reachable.isEmpty else { return }
    let preferences = try DigestStore.preferences(of: person, in: tx)
    let rules = rules(main)
    let due = preferences.due(group, at: now, gathering: Int64(rules.gatherMinutes) * 60, quiet: rules.quiet)
    for channel in preferences.channels(for: group, reachable: reachable).sorted(by: { $0.rawValue < $1.rawValue }) {
      try DigestStore.insert(
        try taker.id(), notice: notice, to: person, channel, congress: main, group: group, due: due, in: tx)
    }
  }
}

/// The congress that this place is about: the lowest of those that are run here.
enum MainCongress {
  static func id(in environment: AppEnvironment) async throws -> ID<Congress>? {
    try await environment.database.read { tx in
      try CongressStore.all(in: tx).filter(\.isRunHere).min { $0.level < $1.level }?.id
    }
  }
}
