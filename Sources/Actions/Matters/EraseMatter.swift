import DatabaseKit
package import Domain
import Store
import Synchronization

/// 依法删除: contact, words, photos and the published version go (个人信息保护法 47); facts, counts and the chain of hashes
/// stay. The office's own act; requests and the time of keeping go through ``MatterErasure``, too.
package enum EraseMatter {
  package static func run(
    reason: String, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    let form = try await environment.database.read { tx in try MatterForm.others(as: matter, in: tx) }
    let orphans = Orphans()
    let changed = try await MatterChange(environment).run(.erase, on: matter, request, others: form) { work in
      orphans.set(
        try MatterErasure.carryOut(
          Set(ErasedPart.allCases), reason: reason, basis: .office, on: work, sameForm: form))
    }
    try await orphans.delete(in: environment)
    return changed
  }
}

/// Erases parts of a matter inside the transaction that has decided to. What came in one form with it has the same words:
/// they go together, and not before all of them have ended.
enum MatterErasure {
  /// - Returns: the files that no row names any more.
  static func carryOut(
    _ parts: Set<ErasedPart>, reason: String, basis: ErasureBasis, on work: MatterWork, sameForm: [ID<Matter>]
  ) throws -> [String] {
    if try HoldStore.isHeld(work.matter.id, in: work.tx) { throw ActionError.rule(.held) }
    var files: [String] = []
    if parts.contains(.words) {
      for id in sameForm {
        let other = try work.other(id, goesAlone: true)
        if !other.matter.status.state.isEnded { throw ActionError.rule(.formOpen) }
        if try HoldStore.isHeld(id, in: work.tx) { throw ActionError.rule(.held) }
        if !other.matter.status.isErased { files += try eraseShared(other, reason, basis, with: work.matter.id) }
      }
    }
    let isPublished = work.matter.status.publication != .none
    let keepsPublished = isPublished && !parts.contains(.published)
    let kept = keepsPublished ? try PublicationStore.publication(work.matter.id, in: work.tx)?.title : nil
    let seqs = try seqs(of: work) { ErasedPart.takes(parts, wordsOf: $0, isPublished: isPublished) }
    try work.carryOut(.erase(reason: reason, seqs: seqs, parts: parts.sorted(), basis: basis))
    if parts.contains(.words) || work.matter.status.isErased { work.matter.title = kept ?? ErasedPart.titleErased }
    if !parts.isDisjoint(with: [.contact, .words]) { try eraseRequests(work, parts, basis) }
    return files
      + (try MatterPrivacyStore.erase(
        parts, of: work.matter.id, words: seqs, keepsPublished: keepsPublished, in: work.tx))
  }

  /// The words of the form in another matter that has them.
  private static func eraseShared(
    _ work: MatterWork, _ reason: String, _ basis: ErasureBasis, with matter: ID<Matter>
  ) throws -> [String] {
    let seqs = try seqs(of: work, if: ErasedPart.isOfForm)
    let parts: Set<ErasedPart> = [.photos, .published]
    if seqs.isEmpty, work.matter.status.erased.isSuperset(of: parts) { return [] }
    try work.carryOut(.erase(reason: reason, seqs: seqs, parts: parts.sorted(), basis: basis, with: matter))
    work.matter.title = ErasedPart.titleErased
    return try MatterPrivacyStore.erase(
      parts, of: work.matter.id, words: seqs, keepsPublished: false, in: work.tx)
  }

  private static func seqs(of work: MatterWork, if goes: (MatterAct) -> Bool) throws -> [Int] {
    try EventStore.history(of: .matter, work.matter.id.raw, in: work.tx).filter { entry in
      entry.words != nil && (MatterAct(rawValue: entry.act).map(goes) ?? true)
    }.map(\.seq)
  }

  /// What the person wrote in requests. What he was answered is for him to read, and goes with the time of keeping. One
  /// that is open keeps its reason as long as there is something left to decide.
  private static func eraseRequests(_ work: MatterWork, _ parts: Set<ErasedPart>, _ basis: ErasureBasis) throws {
    let acts = basis == .retention ? ["ask", "decide"] : ["ask"]
    for request in try InformationStore.requests(of: work.matter.id, in: work.tx) {
      if request.state == .open, !parts.contains(.words) { continue }
      let history = try EventStore.history(of: .information, request.id.raw, in: work.tx)
      let seqs = history.filter { $0.words != nil && acts.contains($0.act) }.map(\.seq)
      if seqs.isEmpty { continue }
      try InformationHistory.append(
        .erased(seqs: seqs), of: request.id, id: try work.newID(), salt: [], by: work.request.recordActor,
        at: work.now, in: work.tx)
      try EventStore.eraseWords(of: .information, request.id.raw, seqs: seqs, in: work.tx)
    }
  }
}

/// Carries the names of files out of a transaction that may run twice.
final class Orphans: Sendable {
  private let names = Mutex<[String]>([])

  func set(_ files: [String]) { names.withLock { $0 = files } }

  /// Files go after the commit: a crash in between leaves a file that no row names, which `verify` reports.
  func delete(in environment: AppEnvironment) async throws {
    for file in names.withLock({ $0 }) { try await environment.files.delete(file) }
  }
}

extension Set<ErasedPart> {
  /// In the order in which they are named everywhere.
  fileprivate func sorted() -> [ErasedPart] { ErasedPart.allCases.filter(contains) }
}
