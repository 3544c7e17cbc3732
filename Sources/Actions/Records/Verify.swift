import DatabaseKit
package import Domain
import SecretsKit
import Store

/// Something that `verify` found wrong, in a sentence.
package struct VerifyFinding: Sendable, Equatable {
  package let what: String

  package init(_ what: String) { self.what = what }
}

/// How far a verification has come.
package struct VerifyReport: Sendable {
  package var events = 0
  package var records = 0
  package var seals = 0
  package var matters = 0
  package var counts = 0
  package var documents = 0
  package var files = 0
  package var findings: [VerifyFinding] = []
}

/// Checks the chains of all histories, the seals, the cached status against the events, the counters against a recount,
/// and the files against the rows. It changes nothing and may run while the server does.
package enum Verify {
  private static let page = 500
  /// After so many findings it stops: the installation needs a person, not a longer list.
  private static let most = 100

  package static func run(in environment: AppEnvironment, progress: @escaping @Sendable (String) -> Void) async throws
    -> VerifyReport
  {
    // The log first: a seal comes into it after its commit, so that what is read now has to be in the database.
    let log = try await environment.sealLog.read()
    // Without the keys nobody can say whether a seal was made with them.
    let tokens = environment.lacksKeys ? nil : environment.tokens
    // One snapshot for everything: people go on working meanwhile.
    var report = try await environment.database.read { tx in
      var report = VerifyReport()
      try chains(&report, progress, in: tx)
      try seals(log, tokens, &report, in: tx)
      progress("封存\(report.seals)个")
      let isIndexed = try IndexSearch.isComplete(in: tx)
      let expected = try matters(&report, isIndexed: isIndexed, progress, in: tx)
      if isIndexed { try directoryDocuments(&report, in: tx) }
      progress("检索\(report.documents)份")
      try counters(expected, &report, in: tx)
      progress("计数\(report.counts)项")
      let unlisted = try AuditStore.missing(in: tx)
      if unlisted > 0 { report.findings.append(VerifyFinding("审计日志缺少\(unlisted)条历史记录")) }
      return report
    }
    try await files(environment, &report)
    progress("文件\(report.files)个")
    return report
  }

  // MARK: Chains

  private static func chains(
    _ report: inout VerifyReport, _ progress: @Sendable (String) -> Void, in tx: any ReadTransaction
  ) throws {
    var last = (kind: "", subject: Int64(0))
    while report.findings.count < most {
      let subjects = try EventStore.subjects(after: last, limit: page, in: tx)
      guard let end = subjects.last else { break }
      for item in subjects {
        let history = try EventStore.history(of: item.kind, item.subject, in: tx)
        report.records += 1
        report.events += history.count
        if let finding = try check(history, item.kind, item.subject) { report.findings.append(finding) }
      }
      last = (end.kind.rawValue, end.subject)
      progress("历史\(report.events)条")
    }
    // A record whose first event was removed is in no list of subjects.
    let total = try EventStore.count(in: tx)
    if total != report.events, report.findings.isEmpty {
      report.findings.append(VerifyFinding("有\(total - report.events)条历史不属于任何完整的记录，可能有记录的第一条被删去"))
    }
  }

  private static func check(_ history: [RecordEntry], _ kind: SubjectKind, _ subject: Int64) throws -> VerifyFinding? {
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
      if entry.seq != previous.seq + 1 { return VerifyFinding("\(name)：前面少了一条") }
      if entry.previousHash != previous.hash { return VerifyFinding("\(name)：与前一条接不上") }
      if try EventChain.hash(of: entry) != entry.hash { return VerifyFinding("\(name)：内容被改动") }
      if let words = entry.words {
        if EventChain.commitment(words: words, salt: entry.salt ?? []) != entry.commitment {
          return VerifyFinding("\(name)：文字被改动")
        }
      } else if entry.isErased, !erased.contains(entry.seq) {
        return VerifyFinding("\(name)：文字没有了，但没有依法删除的记录")
      }
      previous = ChainHead(seq: entry.seq, hash: entry.hash)
    }
    return nil
  }

  // MARK: Seals

  private static func seals(
    _ log: [Int: [UInt8]]?, _ tokens: Tokens?, _ report: inout VerifyReport, in tx: any ReadTransaction
  ) throws {
    let all = try SealStore.all(in: tx)
    var previous: [UInt8] = []
    for (index, seal) in all.enumerated() {
      report.seals += 1
      let name = "封存第\(seal.number)号"
      let members = try SealStore.members(of: seal.id, in: tx)
      if seal.number != index + 1 { report.findings.append(VerifyFinding("\(name)：前面少了一个")) }
      if seal.previousMAC != previous { report.findings.append(VerifyFinding("\(name)：与前一个接不上")) }
      if members.count != seal.count {
        report.findings.append(VerifyFinding("\(name)：封了\(seal.count)条历史，现在是\(members.count)条"))
      } else if SealStore.digest(members) != seal.digest {
        report.findings.append(VerifyFinding("\(name)：所封的历史被改动"))
      }
      if let tokens, !Tokens.equal(tokens.seal(seal.sealedBytes), seal.mac) {
        report.findings.append(VerifyFinding("\(name)：印记不对"))
      }
      // The newest one may not be in the log yet: it is written after the commit.
      if let log, log[seal.number] != seal.mac, !(index == all.count - 1 && log[seal.number] == nil) {
        report.findings.append(VerifyFinding("\(name)：与库外的封存日志不一致"))
      }
      previous = seal.mac
    }
    if let log, log.keys.contains(where: { $0 > all.count }) {
      report.findings.append(VerifyFinding("封存日志里有库中没有的封存，可能有封存被删去"))
    }
  }

  // MARK: Status and counters

  /// Replays every matter; gives what the counters should be.
  private static func matters(
    _ report: inout VerifyReport, isIndexed: Bool, _ progress: @Sendable (String) -> Void,
    in tx: any ReadTransaction
  ) throws -> [CountKey: Int] {
    var expected: [CountKey: Int] = [:]
    var together = VerifyTogether()
    var last = ID<Matter>(0)
    while report.findings.count < most {
      let batch = try MatterStore.all(after: last, limit: page, in: tx)
      guard let end = batch.last else { break }
      var said: [ID<Matter>: [SpokenWords]] = [:]
      for (matter, head) in batch {
        let history = try EventStore.history(of: .matter, matter.id.raw, in: tx)
        report.matters += 1
        said[matter.id] = try spoken(history)
        try together.add(matter, history)
        if let status = try replay(history) {
          report.findings += try erasure(status, matter, in: tx)
          if status != matter.status { report.findings.append(VerifyFinding("诉求 \(matter.receipt)：当前状态与历史不一致")) }
          let parts = status.handlings.map { HandlingRow.expected($0, in: status.congress) }
          if try HandlingStore.rows(of: matter.id, in: tx) != parts {
            report.findings.append(VerifyFinding("诉求 \(matter.receipt)：单位的办理清单与历史不一致"))
          }
          if try !MatterWatchStore.isCurrent(status, of: matter.id, in: tx) {
            report.findings.append(VerifyFinding("诉求 \(matter.receipt)：上报、认领的清单与历史不一致"))
          }
          for tally in status.tallies { for key in CountKey.keys(of: tally) { expected[key, default: 0] += 1 } }
        } else {
          report.findings.append(VerifyFinding("诉求 \(matter.receipt)：没有历史"))
        }
        if history.last?.hash != head.hash { report.findings.append(VerifyFinding("诉求 \(matter.receipt)：最后一条历史对不上")) }
      }
      if isIndexed { try documents(of: batch.map(\.matter), said, &report, in: tx) }
      last = end.matter.id
      progress("诉求\(report.matters)件")
    }
    if report.findings.count < most { report.findings += together.findings }
    return expected
  }

  private static func spoken(_ history: [RecordEntry]) throws -> [SpokenWords] {
    try history.compactMap { entry in
      guard let words = entry.words, let act = MatterAct(rawValue: entry.act), SpokenWords.acts.contains(act) else {
        return nil
      }
      return SpokenWords(act: act, words: try JSONText.decode(MatterWords.self, from: words))
    }
  }

  private static func documents(
    of matters: [Matter], _ said: [ID<Matter>: [SpokenWords]], _ report: inout VerifyReport,
    in tx: any ReadTransaction
  ) throws {
    let made = try MakeDocuments.matters(matters.map(\.id), saying: { said[$0] ?? [] }, in: tx)
    report.documents += made.staff.count + made.open.count
    let wrong = Set(
      try CheckSearch.wrong(made.staff, in: .staff, tx) + CheckSearch.wrong(made.open, in: .open, tx))
    for matter in matters where wrong.contains(matter.id.raw) {
      report.findings.append(VerifyFinding("诉求 \(matter.receipt)：检索用的词与内容不一致"))
    }
  }

  /// After the matters, so that what the two indexes hold beside can be told.
  private static func directoryDocuments(_ report: inout VerifyReport, in tx: any ReadTransaction) throws {
    let directory = try CheckSearch.directory(in: tx)
    report.documents += directory.count
    for id in directory.wrong { report.findings.append(VerifyFinding("名录和征集活动 \(id)：检索用的词与内容不一致")) }
    let stored = try SearchIndex.allCases.reduce(0) { try $0 + SearchStore.count($1, tx) }
    if stored != report.documents, report.findings.isEmpty {
      report.findings.append(VerifyFinding("检索应有\(report.documents)份，实有\(stored)份，请运行 lianluo search"))
    }
  }

  /// What a history says is gone is gone.
  private static func erasure(_ status: MatterStatus, _ matter: Matter, in tx: any ReadTransaction) throws
    -> [VerifyFinding]
  {
    guard !status.erased.isEmpty else { return [] }
    var left: [String] = []
    if status.erased.contains(.contact),
      try MatterPartStore.contacts(of: matter.id, in: tx).contains(where: {
        $0.name != nil || $0.phone != nil || $0.guardian != nil || $0.phoneIndex != nil
      })
    {
      left.append("联系方式")
    }
    if status.erased.contains(.published), try PublicationStore.publication(matter.id, in: tx) != nil {
      left.append("公开稿")
    }
    if status.erased.isSuperset(of: [.photos, .published]), try !MatterPartStore.photos(of: matter.id, in: tx).isEmpty {
      left.append("照片")
    }
    return left.map { VerifyFinding("诉求 \(matter.receipt)：依法删除过，\($0)却还在") }
  }

  /// The status that a history gives; nil for an empty one.
  package static func replay(_ history: [RecordEntry]) throws -> MatterStatus? {
    var status: MatterStatus?
    for entry in history {
      guard let act = MatterAct(rawValue: entry.act) else { throw DatabaseError.decoding("act \(entry.act)") }
      let event = try MatterEventCoding.event(act, entry.facts)
      if case .submitted(let facts) = event {
        status = MatterStatus(submitted: facts)
      } else {
        status?.apply(event, at: entry.at, actor: entry.actor.person)
      }
    }
    return status
  }

  private static func counters(
    _ expected: [CountKey: Int], _ report: inout VerifyReport, in tx: any ReadTransaction
  ) throws {
    let stored = try CountStore.everything(in: tx)
    let measures = Set(MatterMeasure.allCases.map(\.rawValue))
    report.counts = expected.count
    for (key, count) in expected.sorted(by: { "\($0.key)" < "\($1.key)" }) where stored[key] != count {
      report.findings.append(
        VerifyFinding("计数 \(key.kind) \(key.id) \(key.measure) \(key.date)：应为\(count)，记的是\(stored[key] ?? 0)"))
      if report.findings.count >= most { return }
    }
    for (key, count) in stored where expected[key] == nil && measures.contains(key.measure) {
      report.findings.append(VerifyFinding("计数 \(key.kind) \(key.id) \(key.measure) \(key.date)：应为0，记的是\(count)"))
      if report.findings.count >= most { return }
    }
  }

  // MARK: Files

  private static func files(_ environment: AppEnvironment, _ report: inout VerifyReport) async throws {
    func named() async throws -> Set<String> {
      try await environment.database.read { tx in try MatterPartStore.namedFiles(in: tx) }
    }
    let before = try await named()
    var wrong: [String: String] = [:]
    for file in before.sorted() {
      report.files += 1
      if let bytes = try await environment.files.get(file) {
        if FolderFileStore.address(of: bytes) != file { wrong[file] = "内容被改动" }
      } else {
        wrong[file] = "不见了"
      }
    }
    // A younger one may be waiting for its row, or for the clean-up.
    let present = try await environment.files.untouched(since: environment.now().adding(hours: -26))
    let after = try await named()
    // What was erased or sent in meanwhile is no finding.
    for (file, problem) in wrong.sorted(by: { $0.key < $1.key }) where after.contains(file) {
      report.findings.append(VerifyFinding("文件 \(file.prefix(12))：\(problem)"))
    }
    let extra = present.subtracting(before).subtracting(after)
    if !extra.isEmpty { report.findings.append(VerifyFinding("有\(extra.count)个文件没有记录提到")) }
  }
}
