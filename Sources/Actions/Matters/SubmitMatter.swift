import DatabaseKit
package import Domain
import SecretsKit
import Store

/// A resident brings a matter to a deputy or a station, himself or through staff who key it in.
package enum SubmitMatter {
  package struct Input: Sendable {
    package var addressee: Addressee
    package var channel: MatterChannel
    /// The resident's own words.
    package var text: String
    package var place: String
    package var name: String
    /// Digits only; empty when there is none.
    package var phone: String
    /// For a sender under fourteen (个人信息保护法 31).
    package var guardian: String?
    package var category: ID<MatterCategory>?
    package var visibility: MatterVisibility
    package var replyWay: ReplyWay
    package var photos: [PhotoTicket]
    /// 不经本站，直接送上一级.
    package var bypasses: Bool
    /// An accusation against a person: sealed at once.
    package var isAccusation: Bool
    package var previous: ID<Matter>?
    /// The grid that it comes from: of the code that was scanned, or of the worker who keyed it in.
    package var grid: ID<Region>?
    /// The campaign (征集活动) that it is brought in.
    package var campaign: ID<Campaign>?
    /// The public matter that it is the same thing as, by the sender's own choice (``JoinMatter``).
    package var joins: ID<Matter>?
    /// Why somebody looks at it before it comes into the queues; empty for what comes in as usual.
    package var held: [HoldReason] = []
    /// The sender wants to hear of it by short message.
    package var wantsMessages: Bool

    package init(
      addressee: Addressee, channel: MatterChannel, text: String, place: String, name: String, phone: String,
      guardian: String? = nil, category: ID<MatterCategory>? = nil, visibility: MatterVisibility = .hidden,
      replyWay: ReplyWay = .phone, photos: [PhotoTicket] = [], bypasses: Bool = false, isAccusation: Bool = false,
      previous: ID<Matter>? = nil, grid: ID<Region>? = nil,
      campaign: ID<Campaign>? = nil, wantsMessages: Bool = false
    ) {
      self.addressee = addressee
      self.channel = channel
      self.text = text
      self.place = place
      self.name = name
      self.phone = phone
      self.guardian = guardian
      self.category = category
      self.visibility = visibility
      self.replyWay = replyWay
      self.photos = photos
      self.bypasses = bypasses
      self.isAccusation = isAccusation
      self.previous = previous
      self.grid = grid
      self.campaign = campaign
      self.wantsMessages = wantsMessages
    }
  }

  package struct Receipt: Sendable, Equatable {
    package let matter: ID<Matter>
    package let number: String
    /// Opens the matter for whoever holds it: goes into the link and is stored only hashed.
    package let capability: [UInt8]
    package let lookupCode: String
  }

  /// Everything that is made before the transaction.
  private struct Draft: Sendable {
    let input: Input
    let actor: Actor
    let id: ID<Matter>
    /// The matter of the same form that leads; nil for that one.
    let lead: ID<Matter>?
    /// For the leading one: those that came with it.
    let followers: [ID<Matter>]
    let route: MatterRoute
    let settings: VersionedSettings
    let promise: MatterWorkflow.Promise
    let contact: StoredContact
    let capability: [UInt8]
    let receipts: [String]
    let now: Instant
    let ids: [Int64]
    let salt: [UInt8]
  }

  package static func run(_ input: Input, by actor: Actor, key: RequestKey, in environment: AppEnvironment) async throws
    -> Receipt
  {
    try await run(input, with: [], by: actor, key: key, in: environment)[0]
  }

  /// Matters of several senders about one thing, all or none: `others` go along with the first from the beginning and
  /// take its way.
  /// - Returns: their receipts, the leading one's first.
  static func run(
    _ input: Input, with others: [Input], by actor: Actor, key: RequestKey, in environment: AppEnvironment
  ) async throws -> [Receipt] {
    if environment.readOnly != nil { throw ActionError.readOnly }
    // What is sealed goes with nobody.
    let joins = input.isAccusation || input.bypasses ? nil : input.joins
    let plan = try await JoinMatter.plan(joins, in: environment)
    var input = input
    if let plan { input.addressee = .venue(plan.venue) }
    let drafts = try await prepare([input] + others, actor, key, in: environment)
    let saved = try await save(drafts, plan, key, in: environment)
    guard saved.count == drafts.count else { throw ActionError.duplicate }
    return zip(saved, drafts).map { matter, draft in
      Receipt(
        matter: matter.id, number: matter.receipt, capability: draft.capability,
        lookupCode: environment.tokens.lookupCode(capability: draft.capability))
    }
  }

  /// A number that is taken already shows when it is inserted: looking for it first would make every two submits on
  /// PostgreSQL lose against each other.
  private static func save(
    _ drafts: [Draft], _ plan: JoinMatter.Plan?, _ key: RequestKey, in environment: AppEnvironment
  ) async throws -> [Saved] {
    for attempt in 0..<triedNumbers - 1 {
      do { return try await save(drafts, plan, attempt, key, in: environment) } catch DatabaseError.uniqueViolation {}
    }
    return try await save(drafts, plan, triedNumbers - 1, key, in: environment)
  }

  private typealias Saved = (id: ID<Matter>, receipt: String)

  private static func save(
    _ drafts: [Draft], _ plan: JoinMatter.Plan?, _ attempt: Int, _ key: RequestKey, in environment: AppEnvironment
  ) async throws -> [Saved] {
    let tokens = environment.tokens
    let result = drafts.map(\.id.description).joined(separator: " ")
    // The same request sent twice at once meets at its key: the second waits there and finds the first one's result.
    // Whether a campaign takes it, or another matter takes it along, is decided from what is read.
    let addsOnly = drafts[0].input.campaign == nil && plan == nil
    return try await environment.database.write(
      locking: plan.map { [$0.lock] } ?? [], isolation: addsOnly ? .addsOnly : .serializable
    ) { tx in
      if let earlier = try Once.claim(key, result, at: drafts[0].now, in: tx) {
        return try saved(earlier, in: tx)
      }
      let saved = try drafts.map { draft -> Saved in
        let number = draft.receipts[attempt]
        try insert(draft, number, in: tx)
        let code = tokens.lookupCode(capability: draft.capability)
        try MatterPartStore.setReceipt(
          of: draft.id, capabilityHash: Tokens.hash(draft.capability),
          lookupHash: tokens.lookupHash(receipt: number, code: code), isNew: true, at: draft.now, in: tx)
        return (draft.id, number)
      }
      if let plan { try JoinMatter.carryOut(plan, drafts[0].id, in: tx) }
      return saved
    }
  }

  private static func prepare(
    _ inputs: [Input], _ actor: Actor, _ key: RequestKey, in environment: AppEnvironment
  ) async throws -> [Draft] {
    let input = inputs[0]
    let now = environment.now()
    let seal: SealReason? = input.isAccusation ? .accusation : input.bypasses ? .bypass : nil
    let found = try await environment.database.read { tx in
      let route = try MatterRoute.resolve(input.addressee, grid: input.grid, seal: seal, on: now.date, in: tx)
      if let category = input.category {
        // Categories are chosen from the congress's own list; anything else is a forged form.
        let known = try GroupStore.categories(of: try rulesCongress(route, in: tx), in: tx)
        guard known.contains(where: { $0.id == category && $0.isActive }) else {
          throw ActionError.invalid([FieldProblem("category", .notFound)])
        }
      }
      return route
    }
    let settings = try await environment.rules.current(of: found.congress)
    let rules = settings.settings.routing
    let route =
      rules.isEmpty
      ? found
      : try await environment.database.read { tx in
        try found.following(rules, addressee: input.addressee, category: input.category, in: tx)
      }
    let workflow = MatterWorkflow(rules: settings.settings.rules, calendar: try await environment.rules.calendar())
    let ids: [ID<Matter>] = environment.newIDs(inputs.count, at: now).map { ID($0) }
    return try inputs.enumerated().map { index, input in
      let id = ids[index]
      return Draft(
        input: input, actor: actor, id: id, lead: index == 0 ? nil : ids[0],
        followers: index == 0 ? Array(ids.dropFirst()) : [], route: route, settings: settings,
        promise: workflow.promise(received: now), contact: try sealed(input, id, in: environment),
        capability: capability(key, index, in: environment),
        receipts: (0..<triedNumbers).map { _ in receiptNumber(now, environment.random(8)) }, now: now,
        ids: environment.newIDs(17, at: now), salt: environment.random(16))
    }
  }

  /// The link follows from the request, so that the same request sent twice shows the same receipts.
  private static func capability(_ key: RequestKey, _ index: Int, in environment: AppEnvironment) -> [UInt8] {
    let part: [[UInt8]] = index == 0 ? [] : [[UInt8(truncatingIfNeeded: index)]]
    return environment.tokens.mac("receipt", [key.hash] + part)
  }

  /// Whether this request was carried out before: sent again it is answered, whatever limit was reached meanwhile.
  package static func isKnown(_ key: RequestKey, in environment: AppEnvironment) async throws -> Bool {
    try await environment.database.read { tx in try Once.earlier(key, in: tx) != nil }
  }

  /// The receipts that a request gave, for as long as it is remembered; empty when it is not. One that was issued anew
  /// since is left out: its old code opens nothing.
  static func receipts(of key: RequestKey, in environment: AppEnvironment) async throws -> [Receipt] {
    let found = try await environment.database.read { tx -> [Saved] in
      guard let earlier = try Once.earlier(key, in: tx) else { return [] }
      return try saved(earlier, in: tx)
    }
    let receipts = found.enumerated().map { index, matter in
      let capability = capability(key, index, in: environment)
      return Receipt(
        matter: matter.id, number: matter.receipt, capability: capability,
        lookupCode: environment.tokens.lookupCode(capability: capability))
    }
    let hashes = receipts.map { Tokens.hash($0.capability) }
    let live = try await environment.database.read { tx in
      Set(try MatterPartStore.matters(capabilityHashes: hashes, in: tx).map(\.matter))
    }
    return receipts.filter { live.contains($0.matter) }
  }

  private static func saved(_ result: String, in tx: any ReadTransaction) throws -> [Saved] {
    try result.split(separator: " ").map { text in
      guard let id = ID<Matter>(text: text), let matter = try MatterStore.matter(id, in: tx) else {
        throw ActionError.duplicate
      }
      return (matter.id, matter.receipt)
    }
  }

  /// As many receipt numbers are tried, in case one is taken.
  private static let triedNumbers = 4

  /// Categories of a sealed matter are those of the congress whose form was used.
  private static func rulesCongress(_ route: MatterRoute, in tx: any ReadTransaction) throws -> ID<Congress> {
    guard route.venue == nil else { return route.congress }
    return try CongressStore.all(in: tx).first { $0.parent == route.congress && $0.isRunHere }?.id ?? route.congress
  }

  private static func insert(_ draft: Draft, _ number: String, in tx: any WriteTransaction) throws {
    let input = draft.input
    let event = MatterEvent.Submitted(
      channel: input.channel, congress: draft.route.congress, venue: draft.route.venue, owner: draft.route.owner,
      category: input.category, visibility: input.visibility, replyWay: input.replyWay, receivedAt: draft.now,
      countsFrom: draft.promise.countsFrom, acceptDue: draft.promise.accept, replyDue: draft.promise.reply,
      divertDue: draft.promise.divert, seal: draft.route.seal, files: input.photos.map { ID($0.id) },
      isMinor: input.guardian != nil, previous: input.previous,
      raiser: input.channel.isFromDeputy ? draft.actor.person : nil,
      offered: draft.lead != nil || draft.route.offered.isEmpty ? nil : draft.route.offered, lead: draft.lead,
      followers: draft.followers.isEmpty ? nil : draft.followers,
      campaign: try CampaignMark.of(input, route: draft.route, on: draft.now.date, in: tx),
      held: input.held.isEmpty ? nil : input.held)
    let status = MatterStatus(submitted: event)
    let matter = Matter(
      id: draft.id, receipt: number, title: Matter.title(from: input.text), category: input.category,
      replyWay: input.replyWay, isMinor: input.guardian != nil,
      enteredBy: input.channel.isEntered || input.channel == .deputy ? draft.actor.person : nil,
      previous: input.previous,
      settings: draft.settings.id, revision: 1, status: status, grid: draft.route.levels.ids[.grid])
    let words = MatterWords(text: input.text, place: input.place)
    let head = try EventStore.append(
      NewEntry(
        id: ID(draft.ids[0]), kind: .matter, subject: draft.id.raw, act: MatterAct.submit.rawValue, at: draft.now,
        actor: draft.actor.recordActor, facts: try MatterEventCoding.facts(.submitted(event)),
        words: try JSONText.encode(words), salt: draft.salt),
      after: .start, in: tx)
    try MatterStore.insert(matter, levels: draft.route.levels, head: head, in: tx)
    try IndexMatter.insert(matter, saying: words, in: tx)
    try MatterWatchStore.save(status, after: nil, of: draft.id, in: tx)
    try MatterPartStore.insert(draft.contact, of: draft.id, in: tx)
    _ = try AttachPhotos.run(
      input.photos, to: draft.id, fromSender: !input.channel.isEntered, at: draft.now, in: tx)
    let changes = MatterStatus.changes(from: nil, to: status)
    try CountStore.add(changes, event: ID(draft.ids[0]), ids: Array(draft.ids[1...6]), in: tx)
    try enqueue(draft, event, status, in: tx)
  }

  private static func enqueue(
    _ draft: Draft, _ event: MatterEvent.Submitted, _ status: MatterStatus, in tx: any WriteTransaction
  ) throws {
    let grid = draft.lead == nil ? draft.route.levels.ids[.grid] : nil
    let messages =
      MatterMessages.after(.submitted(event), from: nil, to: status, onBehalf: nil)
      + MatterMessages.toGrid(grid, after: .submitted(event), status)
    if draft.input.wantsMessages {
      try ConsentStore.give(draft.id, at: draft.now, in: tx)
      if let kind = SenderMessages.after(.submitted(event), from: nil, to: status) {
        try SenderPayload.enqueue(
          kind, draft.id, status.congress, id: { draft.ids[16] }, at: draft.now, in: tx)
      }
    }
    for (message, id) in zip(messages, draft.ids[7..<16]) {
      let payload = OutboxPayload(
        message: message, matter: draft.id, congress: status.congress, except: draft.actor.person)
      try MessageStore.enqueue(
        id, topic: OutboxPayload.topic, payload: try JSONText.encode(payload), at: draft.now, in: tx)
    }
  }

  private static func sealed(_ input: Input, _ id: ID<Matter>, in environment: AppEnvironment) throws -> StoredContact {
    func seal(_ text: String?, _ field: StaticString) throws -> FieldCipher.Sealed? {
      guard let text, !text.isEmpty else { return nil }
      return try environment.cipher.seal(text, record: id.raw, field: field, nonce: environment.random(12))
    }
    let name = try seal(input.name, "matter_contacts.name")
    let phone = try seal(input.phone, "matter_contacts.phone")
    let guardian = try seal(input.guardian, "matter_contacts.guardian")
    return StoredContact(
      position: 0, name: name?.bytes, phone: phone?.bytes, guardian: guardian?.bytes,
      keyID: (name ?? phone ?? guardian)?.keyID ?? 0,
      // A deputy's name is public; who a resident is is not.
      mask: ContactMask(
        name: input.channel == .deputy ? input.name : ContactMask.mask(name: input.name),
        phone: ContactMask.mask(phone: input.phone)),
      phoneIndex: input.phone.isEmpty ? nil : environment.cipher.index(input.phone))
  }

  /// The year and eight random digits, such as 202648271930: easy to read out, impossible to count on from another.
  private static func receiptNumber(_ now: Instant, _ random: [UInt8]) -> String {
    let number = random.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 100_000_000
    let digits = String(number)
    return "\(now.date.year)" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
