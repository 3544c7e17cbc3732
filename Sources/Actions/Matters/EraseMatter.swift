package import Domain
import Store
import Synchronization

/// 依法删除: contact, words and photos go (个人信息保护法 47); facts, counts and the chain of hashes stay.
package enum EraseMatter {
  package static func run(
    reason: String, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    let orphans = Orphans()
    let changed = try await MatterChange(environment).run(.erase, on: matter, request) { work in
      let seqs = try EventStore.history(of: .matter, matter.raw, in: work.tx).filter { $0.words != nil }.map(\.seq)
      try work.carryOut(.erase(reason: reason, seqs: seqs))
      try EventStore.eraseWords(of: .matter, matter.raw, seqs: seqs, in: work.tx)
      try MatterPartStore.eraseContacts(of: matter, in: work.tx)
      try PublicationStore.delete(matter, in: work.tx)
      orphans.set(try MatterPartStore.erasePhotos(of: matter, in: work.tx))
      work.matter.title = "（已依法删除）"
    }
    // Files go after the commit: what a crash in between leaves is swept by the clean-up.
    for file in orphans.files { try await environment.files.delete(file) }
    return changed
  }
}

/// Carries the names of files out of a transaction that may run twice.
private final class Orphans: Sendable {
  private let names = Mutex<[String]>([])

  func set(_ files: [String]) { names.withLock { $0 = files } }
  var files: [String] { names.withLock { $0 } }
}
