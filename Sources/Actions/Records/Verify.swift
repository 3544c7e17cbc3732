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
  package var suggestions = 0
  package var counts = 0
  package var documents = 0
  package var files = 0
  package var findings: [VerifyFinding] = []
}

/// Checks the chains of all histories, the seals, the cached status against the events, the counters against a recount,
/// and the files against the rows. It changes nothing and may run while the server does.
package enum Verify {
  /// So many entries are read and held at a time.
  private static let page = 2500
  /// After so many findings it stops: the installation needs a person, not a longer list.
  private static let most = 100
  /// So many sums of counts are counted one by one.
  private static let mostQuestioned = 40

  package static func run(in environment: AppEnvironment, progress: @escaping @Sendable (String) -> Void) async throws
    -> VerifyReport
  {
    // The log first: a seal comes into it after its commit, so that what is read now has to be in the database.
    let log = try await environment.sealLog.read()
    // Without the keys nobody can say whether a seal was made with them.
    let tokens = environment.lacksKeys ? nil : environment.tokens
    // One snapshot for everything: people go on working meanwhile. On PostgreSQL it is a transaction that only reads and
    // lasts as long; it keeps nobody waiting, and dead rows a little longer.
    var report = try await environment.database.read(.long) { tx in
      var report = VerifyReport()
      try records(&report, progress, in: tx)
      try seals(log, tokens, &report, in: tx)
      progress("封存\(report.seals)个")
      if try IndexSearch.isComplete(in: tx) { try documents(&report, progress, in: tx) }
      let unlisted = try AuditStore.missing(in: tx)
      if unlisted > 0 { report.findings.append(VerifyFinding("审计日志缺少\(unlisted)条历史记录")) }
      return report
    }
    try await files(environment, &report)
    progress("文件\(report.files)个")
    return report
  }

  // MARK: Records and counts

  private static func records(
    _ report: inout VerifyReport, _ progress: @Sendable (String) -> Void, in tx: any ReadTransaction
  ) throws {
    let crew = VerifyCrew()
    var number = 0
    for kind in Set(try VerifyStore.kinds(in: tx) + [SubjectKind.matter, .suggestion, .motion].map(\.rawValue)).sorted()
    {
      guard let kind = SubjectKind(rawValue: kind) else { throw DatabaseError.decoding("kind of record \(kind)") }
      try walk(kind, with: crew, from: &number, progress, in: tx)
    }
    let outcome = try crew.finish()
    report.events = outcome.events
    report.records = outcome.records
    report.matters = outcome.matters
    report.suggestions = outcome.suggestions
    report.findings = outcome.findings.sorted { $0.page < $1.page }.map(\.finding)
    for matter in outcome.erased.sorted(by: { $0.id < $1.id }) { report.findings += try erasure(matter, in: tx) }
    if report.findings.count < most { report.findings += outcome.together.findings }
    progress("历史\(report.events)条，诉求\(report.matters)件，建议\(report.suggestions)件")
    // Of what was left out after many findings nothing can be said.
    if report.findings.count >= most { return }
    let total = try EventStore.count(in: tx)
    if total != report.events, report.findings.isEmpty {
      report.findings.append(VerifyFinding("有\(total - report.events)条历史不属于任何完整的记录，可能有记录的第一条被删去"))
    }
    try counters(outcome.prints, &report, in: tx)
    progress("计数\(report.counts)项")
  }

  /// Reads the records of a kind and has them checked, page by page.
  private static func walk(
    _ kind: SubjectKind, with crew: VerifyCrew, from number: inout Int, questioned: Set<CountPrints.Bucket>? = nil,
    _ progress: @Sendable (String) -> Void, in tx: any ReadTransaction
  ) throws {
    var last = Int64.min
    while crew.findings < most, !crew.hasTrouble {
      let records = try VerifyStore.records(of: kind, after: last, limit: page, in: tx)
      let check = VerifyPage(number: number, records: records, questioned: questioned)
      crew.take(number) { outcome in try check.check(&outcome) }
      number += 1
      if number % 8 == 0 { progress("历史约\(number * page)条") }
      guard let end = records.last else { return }
      last = end
    }
  }

  /// Compares sums, and where they differ each count.
  private static func counters(
    _ expected: CountPrints, _ report: inout VerifyReport, in tx: any ReadTransaction
  ) throws {
    let measures = Set(MatterMeasure.allCases.map(\.rawValue))
    var stored = CountPrints()
    var checked = 0
    try VerifyStore.counts(in: tx) { key, count in
      checked += 1
      if measures.contains(key.measure) { stored.add(count, of: key) }
    }
    report.counts = checked
    let differing = expected.differences(from: stored).sorted {
      ($0.kind, $0.measure, $0.month) < ($1.kind, $1.measure, $1.month)
    }
    if differing.isEmpty { return }
    let questioned = Set(differing.prefix(mostQuestioned))
    let crew = VerifyCrew()
    var number = 0
    try walk(.matter, with: crew, from: &number, questioned: questioned, { _ in }, in: tx)
    let counted = try crew.finish().expected
    var found: [CountKey: Int] = [:]
    try VerifyStore.counts(in: tx) { key, count in
      guard measures.contains(key.measure), questioned.contains(CountPrints.Bucket(key)) else { return }
      found[key, default: 0] += count
    }
    for key in Set(counted.keys).union(found.keys).sorted() {
      let (right, kept) = (counted[key] ?? 0, found[key] ?? 0)
      if right == kept { continue }
      report.findings.append(
        VerifyFinding("计数 \(key.kind) \(key.id) \(key.measure) \(key.date)：应为\(right)，记的是\(kept)"))
      if report.findings.count >= most { return }
    }
  }

  /// What a history says is gone is gone.
  private static func erasure(_ matter: Matter, in tx: any ReadTransaction) throws -> [VerifyFinding] {
    let erased = matter.status.erased
    var left: [String] = []
    if erased.contains(.contact),
      try MatterPartStore.contacts(of: matter.id, in: tx).contains(where: {
        $0.name != nil || $0.phone != nil || $0.guardian != nil || $0.phoneIndex != nil
      })
    {
      left.append("联系方式")
    }
    if erased.contains(.published), try PublicationStore.publication(matter.id, in: tx) != nil { left.append("公开稿") }
    if erased.isSuperset(of: [.photos, .published]), try !MatterPartStore.photos(of: matter.id, in: tx).isEmpty {
      left.append("照片")
    }
    return left.map { VerifyFinding("诉求 \(matter.receipt)：依法删除过，\($0)却还在") }
  }

  // MARK: What is found by searching

  private static func documents(
    _ report: inout VerifyReport, _ progress: @Sendable (String) -> Void, in tx: any ReadTransaction
  ) throws {
    for kind in SearchKind.allCases {
      let checked = try CheckSearch.run(kind, most: most, in: tx)
      report.documents += checked.count
      report.findings += checked.wrong.prefix(most).map { VerifyFinding("\($0)：检索用的词与内容不一致") }
    }
    let stored = try SearchIndex.allCases.reduce(0) { try $0 + SearchStore.count($1, tx) }
    if stored != report.documents, report.findings.isEmpty {
      report.findings.append(VerifyFinding("检索应有\(report.documents)份，实有\(stored)份，请运行 lianluo search"))
    }
    progress("检索\(report.documents)份")
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

  // MARK: Seals

  private static func seals(
    _ log: [Int: [UInt8]]?, _ tokens: Tokens?, _ report: inout VerifyReport, in tx: any ReadTransaction
  ) throws {
    let all = try SealStore.all(in: tx)
    let members = try sealed(in: tx)
    var previous: [UInt8] = []
    for (index, seal) in all.enumerated() {
      report.seals += 1
      let name = "封存第\(seal.number)号"
      let own = members[seal.id] ?? SealedDigest()
      if seal.number != index + 1 { report.findings.append(VerifyFinding("\(name)：前面少了一个")) }
      if seal.previousMAC != previous { report.findings.append(VerifyFinding("\(name)：与前一个接不上")) }
      if own.count != seal.count {
        report.findings.append(VerifyFinding("\(name)：封了\(seal.count)条历史，现在是\(own.count)条"))
      } else if own.digest != seal.digest {
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

  /// What each seal holds now: one walk over all events in the order of their ids, for a seal holds events of any time.
  private static func sealed(in tx: any ReadTransaction) throws -> [ID<Seal>: SealedDigest] {
    var digests: [ID<Seal>: SealedDigest] = [:]
    var last = Int64.min
    while true {
      let events = try VerifyStore.sealed(after: last, limit: 5000, in: tx)
      guard let end = events.last else { return digests }
      for event in events {
        if let seal = event.seal { digests[seal, default: SealedDigest()].add(event.id, event.hash) }
      }
      last = end.id.raw
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
