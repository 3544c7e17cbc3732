import DatabaseKit
package import Domain
import Store

/// A held matter as the list of 待甄别 shows it: enough to decide without opening it.
package struct HeldLine: Sendable, Equatable {
  package let line: MatterLine
  package let reasons: [HoldReason]
  package let text: String
  package let place: String
  package let receivedAt: Instant
  /// It is released by itself after this day; nil when it waits for somebody.
  package let until: CivilDate?
}

package enum ReadHeld {
  package static let pageSize = 50

  package static func run(after cursor: ListCursor?, by actor: Actor, in environment: AppEnvironment) async throws
    -> (lines: [HeldLine], next: ListCursor?)
  {
    var filter = QueueFilter()
    filter.tab = .held
    filter.cursor = cursor
    let data = try await ReadQueue.run(filter, by: actor, in: environment)
    let found = try await environment.database.read { tx in
      try data.lines.compactMap { line -> (MatterLine, Matter, MatterWords)? in
        guard let matter = try MatterStore.matter(line.id, in: tx), matter.status.isHeld else { return nil }
        let first = try EventStore.history(of: .matter, line.id.raw, in: tx).first
        return (line, matter, try first?.words.map { try JSONText.decode(MatterWords.self, from: $0) } ?? MatterWords())
      }
    }
    var lines: [HeldLine] = []
    for (line, matter, words) in found {
      let workflow = try await environment.rules.workflow(settings: matter.settings)
      lines.append(
        HeldLine(
          line: line, reasons: matter.status.held, text: words.text ?? "", place: words.place ?? "",
          receivedAt: matter.status.receivedAt, until: workflow.releasedAfter(matter.status)))
    }
    return (lines, data.next)
  }

  /// Whoever has looked at the list knows of them.
  package static func markRead(of person: ID<Person>, in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { return }
    let now = environment.now()
    let isUnread = try await environment.database.read { tx in
      try MessageStore.hasUnread(.held, of: person, in: tx)
    }
    guard isUnread else { return }
    try await environment.database.write { tx in try MessageStore.markRead(of: person, kind: .held, at: now, in: tx) }
  }
}
