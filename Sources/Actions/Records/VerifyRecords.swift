import DatabaseKit
import Domain
import Store

/// The checks of one page of records: values in, findings out.
struct VerifyPage {
  let number: Int
  let records: RawRecords
  /// The sums of counts to be counted one by one; nil when all are only summed up.
  var questioned: Set<CountPrints.Bucket>?

  func check(_ outcome: inout VerifyCrew.Outcome) throws {
    let histories = try records.histories()
    outcome.records += histories.count
    for history in histories {
      outcome.events += history.entries.count
      if let finding = try Self.check(history.entries, records.kind, history.subject) { add(finding, &outcome) }
    }
    if records.kind == .matter { try checkMatters(histories, &outcome) }
    if records.kind == .motion { try checkMotions(histories, &outcome) }
    if records.kind == .suggestion { try checkSuggestions(histories, &outcome) }
  }

  func add(_ what: String, _ outcome: inout VerifyCrew.Outcome) {
    outcome.findings.append((number, VerifyFinding(what)))
  }

  // MARK: Chains

  private static func check(_ history: [RecordEntry], _ kind: SubjectKind, _ subject: Int64) throws -> String? {
    var previous = ChainHead.start
    var erased: Set<Int> = []
    for entry in history where entry.act == MatterAct.erase.rawValue {
      switch entry.kind {
      case .matter:
        if case .erased(let facts) = try MatterEventCoding.event(.erase, entry.facts) { erased.formUnion(facts.seqs) }
      case .information:
        if case .erased(let seqs) = try InformationEventCoding.event(entry.act, entry.facts) { erased.formUnion(seqs) }
      default: break
      }
    }
    for entry in history {
      let name = "\(kind.rawValue) \(subject) 第\(entry.seq)条"
      if entry.seq != previous.seq + 1 { return "\(name)：前面少了一条" }
      if entry.previousHash != previous.hash { return "\(name)：与前一条接不上" }
      if try EventChain.hash(of: entry) != entry.hash { return "\(name)：内容被改动" }
      if let words = entry.words {
        if EventChain.commitment(words: words, salt: entry.salt ?? []) != entry.commitment {
          return "\(name)：文字被改动"
        }
      } else if entry.isErased, !erased.contains(entry.seq) {
        return "\(name)：文字没有了，但没有依法删除的记录"
      }
      previous = ChainHead(seq: entry.seq, hash: entry.hash)
    }
    return nil
  }

  // MARK: Status and counts

  /// Replays every matter against its rows, and sums up what it counts for.
  private func checkMatters(
    _ histories: [(subject: Int64, entries: [RecordEntry])], _ outcome: inout VerifyCrew.Outcome
  ) throws {
    var stored = try records.storedMatters()
    for (subject, history) in histories {
      guard let status = try Verify.replay(history) else { continue }
      count(status, &outcome)
      let rows = stored.removeValue(forKey: subject) ?? StoredMatter()
      guard let matter = rows.matter else {
        add("诉求 \(subject)：有历史，没有登记", &outcome)
        continue
      }
      outcome.matters += 1
      try outcome.together.add(matter, history)
      if !status.erased.isEmpty { outcome.erased.append(matter) }
      if status != matter.status { add("诉求 \(matter.receipt)：当前状态与历史不一致", &outcome) }
      if rows.handlings != status.handlings.map({ HandlingRow.expected($0, in: status.congress) }) {
        add("诉求 \(matter.receipt)：单位的办理清单与历史不一致", &outcome)
      }
      if rows.watchers != status.watchers || !rows.watchDates.isSubset(of: [status.sortDate]) {
        add("诉求 \(matter.receipt)：上报、认领的清单与历史不一致", &outcome)
      }
      if history.last?.hash != rows.lastHash { add("诉求 \(matter.receipt)：最后一条历史对不上", &outcome) }
    }
    for subject in stored.keys.sorted() {
      guard let matter = stored[subject]?.matter else { continue }
      outcome.matters += 1
      add("诉求 \(matter.receipt)：没有历史", &outcome)
    }
  }

  private func count(_ status: MatterStatus, _ outcome: inout VerifyCrew.Outcome) {
    for tally in status.tallies {
      for key in CountKey.keys(of: tally) {
        if let questioned {
          if questioned.contains(CountPrints.Bucket(key)) { outcome.expected[key, default: 0] += 1 }
        } else {
          outcome.prints.add(1, of: key)
        }
      }
    }
  }
}
