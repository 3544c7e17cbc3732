import DatabaseKit
package import Domain
import Store

/// 勾选: takes matters of a list aside for one act. Nothing happens to them yet.
package enum ChooseMatters {
  package enum Choice: Sendable {
    /// What was ticked, with the revisions that the list showed.
    case ticked([(matter: ID<Matter>, seen: Int)])
    /// One page of a list, or the whole list from its begin.
    case listed(QueueFilter, wholeList: Bool)
  }

  package struct Input: Sendable {
    package let act: BulkAct
    package let choice: Choice
    /// The list in words.
    package let list: String

    package init(act: BulkAct, choice: Choice, list: String) {
      self.act = act
      self.choice = choice
      self.list = list
    }
  }

  /// - Throws: `invalid` on the field `matter` when nothing is chosen or too much.
  package static func run(_ input: Input, by actor: Actor, key: RequestKey, in environment: AppEnvironment) async throws
    -> ID<BulkRun>
  {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard let person = actor.person, BulkAccess.acts(for: actor).contains(input.act) else {
      throw ActionError.refused(.notYours)
    }
    let (chosen, hasMore) = try await chosen(input.choice, by: actor, in: environment)
    if chosen.isEmpty { throw ActionError.invalid([FieldProblem("matter", .missing)]) }
    if chosen.count > BulkRun.most {
      throw ActionError.invalid([FieldProblem("matter", .tooLong(maximum: BulkRun.most, actual: chosen.count))])
    }
    let now = environment.now()
    let run = BulkRun(
      id: environment.newID(at: now), act: input.act, list: input.list, hasMore: hasMore, state: .chosen,
      madeBy: person, madeAt: now, changedAt: now,
      counts: BulkCounts(waiting: chosen.count, done: 0, refused: 0))
    return try await environment.database.write(locking: [key.lock]) { tx in
      if let earlier = try Once.earlier(key, in: tx), let id = ID<BulkRun>(text: earlier) { return id }
      // What never was is a forged form; what is not his to see any more is told as such on the page.
      let known = try MatterStore.facts(of: chosen.map(\.matter), in: tx)
      let rows = chosen.filter { known[$0.matter] != nil }.enumerated().map { index, row in
        BulkRow(position: index + 1, matter: row.matter, seen: row.seen, outcome: .waiting)
      }
      if rows.isEmpty { throw ActionError.invalid([FieldProblem("matter", .missing)]) }
      try BulkStore.insert(run, rows: rows, in: tx)
      try Once.remember(key, run.id.description, at: now, in: tx)
      return run.id
    }
  }

  private static func chosen(_ choice: Choice, by actor: Actor, in environment: AppEnvironment) async throws
    -> (rows: [(matter: ID<Matter>, seen: Int)], hasMore: Bool)
  {
    switch choice {
    case .ticked(let rows):
      var seen: Set<ID<Matter>> = []
      return (rows.filter { seen.insert($0.matter).inserted }, false)
    case .listed(var filter, let wholeList):
      if wholeList { filter.cursor = nil }
      let limit = wholeList ? BulkRun.most : ReadQueue.pageSize
      let found = try await ReadQueue.lines(filter, limit: limit, by: actor, in: environment)
      return (found.lines.map { (matter: $0.id, seen: $0.revision) }, wholeList && found.next != nil)
    }
  }
}
