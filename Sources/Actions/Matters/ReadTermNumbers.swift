import DatabaseKit
package import Domain
import Store

/// The numbers of a congress's term so far: each is the length of a list that can be opened.
package struct TermNumbers: Sendable, Equatable {
  package let term: CongressTerm
  package let counts: [MatterMeasure: Int]

  package subscript(_ figure: TermFigure, _ stream: MatterStream) -> Int {
    figure.measures(stream).reduce(0) { $0 + (counts[$1] ?? 0) }
  }
}

package enum ReadTermNumbers {
  /// Nil where no term is entered.
  package static func run(of congress: ID<Congress>, in environment: AppEnvironment) async throws -> TermNumbers? {
    let today = environment.now().date
    let measures = Set(TermFigure.allCases.flatMap { figure in MatterStream.allCases.flatMap(figure.measures) })
    return try await environment.database.read { tx in
      guard let term = try current(of: congress, on: today, in: tx) else { return nil }
      let sums = try CountStore.totals(
        of: measures.map(\.rawValue).sorted(), for: .congress(congress), from: term.beganOn, through: today, in: tx)
      let counts = sums.compactMap { name, count in MatterMeasure(rawValue: name).map { ($0, count) } }
      return TermNumbers(term: term, counts: Dictionary(counts, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// The matters that a number counts, newest first; nil where no term is entered.
  package static func list(
    _ figure: TermFigure, _ stream: MatterStream, of congress: ID<Congress>, after cursor: ListCursor?,
    in environment: AppEnvironment
  ) async throws -> (rows: [CountedMatter], next: ListCursor?)? {
    let today = environment.now().date
    return try await environment.database.read { tx in
      guard let term = try current(of: congress, on: today, in: tx) else { return nil }
      let found = try MatterListStore.counted(
        figure.measures(stream), congress: congress, from: term.beganOn, through: today, after: cursor,
        limit: ReadNumbers.listed + 1, in: tx)
      return ReadNumbers.page(found)
    }
  }

  private static func current(of congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> CongressTerm?
  {
    try CongressStore.terms(of: congress, in: tx).first { $0.beganOn <= date && $0.endedOn == nil }
  }
}
