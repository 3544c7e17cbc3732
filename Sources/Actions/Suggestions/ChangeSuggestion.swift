import DatabaseKit
package import Domain
import Store

/// The one way in which an act changes a suggestion: load, decide access, decide the workflow, append the event, write the
/// rows, put the messages into the outbox, all in one transaction.
struct SuggestionChange: Sendable {
  let environment: AppEnvironment
  private let prepared: PreparedEntries

  var now: Instant { prepared.now }
  var supply: EntrySupply { prepared.supply }

  /// - Parameter events: how many histories the act can write to.
  init(_ environment: AppEnvironment, events: Int = 2) {
    self.environment = environment
    prepared = PreparedEntries(environment, events: events)
  }

  /// Runs `body` on the suggestion if the actor may do `act`, and saves. `locks` are the places where people meet beyond
  /// this suggestion.
  func run(
    _ act: SuggestionAct, on id: ID<Suggestion>, part: Int? = nil, _ request: ProposalRequest,
    locks: [LockKey] = [], _ body: @escaping @Sendable (SuggestionWork) throws -> Void
  ) async throws -> ProposalChanged<Suggestion> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let known = try await environment.database.read { tx in try SuggestionStore.suggestion(id, in: tx) }
    guard let known else { throw ActionError.notFound }
    let workflow = try await environment.rules.suggestionWorkflow(for: known)
    let change = self
    defer { environment.suggestionTally.forget() }
    return try await environment.database.write(
      locking: [LockKey(.suggestion, id.raw)] + locks, isolation: act.restsOnItself ? .heldRows : .serializable
    ) { tx in
      if let earlier = try Once.earlier(request.key, in: tx) { return try ProposalChanged(result: earlier) }
      let work = try SuggestionWork(id, tx, workflow: workflow, supply: change.supply, request: request)
      try work.check(act, part: part)
      if let seen = request.seen, seen != work.suggestion.revision { throw ActionError.changedMeanwhile }
      try body(work)
      try work.save()
      let result = ProposalChanged(id: id, revision: work.suggestion.revision)
      try Once.remember(request.key, result.text, at: change.now, in: tx)
      return result
    }
  }
}

extension SuggestionAct {
  /// It decides from the suggestion's own rows, the series of its number and the units that it is handed to, whose locks it
  /// holds; the others look at what more than one suggestion shares.
  fileprivate var restsOnItself: Bool {
    switch self {
    case .sign, .declineToSign, .submit, .agreeToWithdraw, .sendBack, .refuse, .treatAsLetter, .register, .handOver,
      .signFor,
      .askReturn, .giveOpinion, .returnOpinion, .contact, .itemize, .settleItem, .promise, .keepPromise,
      .draftPromiseLetter, .signPromiseLetter, .remindPromiseRater, .closeUnratedPromise, .askExtension,
      .settleExtension, .draftLetter, .checkLetter, .returnLetter, .signLetter, .remindRater, .closeUnrated, .makeKey,
      .urge:
      true
    // What a unit owes anew, or somebody of it, is looked for when its posts end.
    case .rate, .ratePromise, .study, .settleDispute, .appoint: false
    case .draft, .revise, .invite, .discard, .withdraw, .merge, .split, .settleReturn, .reassign,
      .conceal, .redact, .objectToPublication, .publish, .recordOutlet, .removePhoto:
      false
    }
  }
}

extension RulesCache {
  /// The rules that a suggestion goes by: those of the settings under which it was handed in, of today while it is written.
  package func suggestionWorkflow(for suggestion: Suggestion) async throws -> SuggestionWorkflow {
    let settings =
      suggestion.status.submittedOn == nil || suggestion.status.state == .returned
      ? try await current(of: suggestion.status.congress).settings : try await version(suggestion.settings).settings
    return SuggestionWorkflow(rules: settings.suggestions, calendar: try await calendar())
  }
}

/// A suggestion inside the transaction that changes it.
final class SuggestionWork {
  let tx: any WriteTransaction
  let workflow: SuggestionWorkflow
  let request: ProposalRequest
  let supply: EntrySupply
  var suggestion: Suggestion
  private(set) var head: ChainHead
  private let before: SuggestionStatus
  private let began: ChainHead

  init(
    _ id: ID<Suggestion>, _ tx: any WriteTransaction, workflow: SuggestionWorkflow, supply: EntrySupply,
    request: ProposalRequest
  ) throws {
    guard let (suggestion, head) = try SuggestionStore.forChange(id, in: tx) else { throw ActionError.notFound }
    self.tx = tx
    self.workflow = workflow
    self.supply = supply
    self.request = request
    self.suggestion = suggestion
    self.head = head
    before = suggestion.status
    began = head
  }

  var now: Instant { supply.now }
  var status: SuggestionStatus { suggestion.status }
  var facts: SuggestionFacts { SuggestionFacts(id: suggestion.id, status: suggestion.status) }

  func check(_ act: SuggestionAct, part: Int?) throws {
    guard case .refused(let reason) = SuggestionAccess.decide(act, on: facts, by: request.actor, part: part) else {
      return
    }
    throw reason == .notVisible ? ActionError.notFound : ActionError.refused(reason)
  }

  /// Decides and appends one event. Access was decided before.
  func carryOut(_ command: SuggestionCommand, words: SuggestionWords = SuggestionWords()) throws {
    let event: SuggestionEvent
    do {
      event = try workflow.decide(command, on: suggestion.status, at: now)
    } catch {
      throw ActionError.suggestion(error)
    }
    try append(event, words: words)
  }

  func append(_ event: SuggestionEvent, words: SuggestionWords = SuggestionWords()) throws {
    head = try SuggestionHistory.append(
      event, words, to: suggestion.id, after: head, request, supply: supply, in: tx)
    let previous = suggestion.status
    suggestion.status.apply(event, on: now.date)
    try TellOfProposal.run(
      SuggestionMessages.after(event, from: previous, to: suggestion.status), of: .suggestion(suggestion.id),
      at: status.congress, request, supply: supply, in: tx)
  }

  /// The name that everybody reads; blank where the deputy, or one whose suggestion goes along, asked to be kept out of it.
  func publicProposer() throws -> String {
    if status.keepsProposer { return "" }
    return try PersonStore.names([status.proposer.person], in: tx)[status.proposer.person] ?? ""
  }

  func save() throws {
    guard head != began else { return }
    guard try SuggestionStore.update(suggestion, before: before, head: head, in: tx) else {
      throw ActionError.changedMeanwhile
    }
    // Objected to, withdrawn or answered anew: nobody reads the version that was public.
    if before.publication == .published, status.publication != .published {
      try SuggestionPublicationStore.setPublic(suggestion.id, false, at: now, in: tx)
    }
    if before.keepsProposer != status.keepsProposer, status.publication != .none {
      try SuggestionPublicationStore.setProposer(suggestion.id, try publicProposer(), in: tx)
    }
    suggestion.revision += 1
  }
}

enum SuggestionHistory {
  static func append(
    _ event: SuggestionEvent, _ words: SuggestionWords, to id: ID<Suggestion>, after head: ChainHead,
    _ request: ProposalRequest, supply: EntrySupply, in tx: any WriteTransaction
  ) throws -> ChainHead {
    try EventStore.append(
      NewEntry(
        id: ID(try supply.id()), kind: .suggestion, subject: id.raw, act: event.act.rawValue, at: supply.now,
        actor: request.actor.recordActor, onBehalf: request.onBehalf, facts: try JSONText.encode(event),
        words: words.isEmpty ? nil : try JSONText.encode(words), salt: try supply.salt()),
      after: head, in: tx)
  }
}
