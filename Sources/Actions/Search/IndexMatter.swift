import DatabaseKit
import Domain
import Store

/// Keeps a matter's two documents in step with it, in the transaction that changes it.
enum IndexMatter {
  /// A matter that has just been brought: nothing of it is public.
  static func insert(_ matter: Matter, saying words: MatterWords, in tx: any WriteTransaction) throws {
    if SearchStore.isDeferred(in: tx) { return }
    let facts = MatterFacts(id: matter.id, status: matter.status, grid: matter.grid)
    let document = SearchDocument.staff(matter, facts: facts, words: [SpokenWords(act: .submit, words: words)])
    try SearchStore.insert([document].compactMap { $0 }, in: .staff, tx)
  }

  /// What changed since `before`, after all else was written.
  ///
  /// - Parameter isEntered: something was entered in a deputy's name, who sees the matter by that.
  static func update(
    _ matter: Matter, from before: MatterStatus, facts: MatterFacts, acts: Set<MatterAct>, hasNewTitle: Bool,
    isEntered: Bool, in tx: any WriteTransaction
  ) throws {
    if SearchStore.isDeferred(in: tx) { return }
    let old = MatterFacts(id: matter.id, status: before, actedFor: facts.actedFor, grid: matter.grid)
    let isPersonal = isEntered || acts.contains(.object)
    let now =
      isPersonal
      ? try MatterStore.facts(of: matter, in: tx)
      : MatterFacts(id: matter.id, status: matter.status, actedFor: facts.actedFor, grid: matter.grid)
    let moved = SearchScope.words(of: old) != SearchScope.words(of: now)
    let erased = acts.contains(.erase)
    if moved || hasNewTitle || erased || !acts.isDisjoint(with: SpokenWords.acts) {
      try saveStaff(matter, now, in: tx)
    }
    let touchesOpen = !acts.isDisjoint(with: [.redact, .publish, .seal, .erase])
    if touchesOpen || (moved && matter.status.publication == .published) { try saveOpen(matter, in: tx) }
  }

  private static func saveStaff(_ matter: Matter, _ facts: MatterFacts, in tx: any WriteTransaction) throws {
    try SearchStore.remove([matter.id.raw], from: .staff, tx)
    let words = try SearchSourceStore.words(of: [matter.id], in: tx)[matter.id] ?? []
    let document = SearchDocument.staff(matter, facts: facts, words: words)
    try SearchStore.insert([document].compactMap { $0 }, in: .staff, tx)
  }

  private static func saveOpen(_ matter: Matter, in tx: any WriteTransaction) throws {
    try SearchStore.remove([matter.id.raw], from: .open, tx)
    let publication = try SearchSourceStore.publications(of: [matter.id], in: tx)[matter.id]
    let document = SearchDocument.open(publication, of: matter.status)
    try SearchStore.insert([document].compactMap { $0 }, in: .open, tx)
  }
}
