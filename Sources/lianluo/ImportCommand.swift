import Actions
import ArgumentParser
import Domain
import Foundation
import TablesKit
import Web

/// Rosters from the command line: the same check, the same import, the same undoing as on the page.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring in a roster from XLSX or CSV, or take one back · 导入名单",
    discussion: """
      KIND is one of region, grid, constituency, venue, unit, deputy, group, post, account. Every finding is one line: place, what is \
      wrong, what was done. Exit code: 0 when every row can be (or was) brought in, 1 when some were left out, 65 when the file \
      is no such roster, 66 when it cannot be read.
      """)

  @OptionGroup var options: DataOptions
  @Option(help: "What the rows are made into.") var kind: String?
  @Option(help: "The congress, by name or short name. Default: the one that is run here.") var congress: String?
  @Flag(help: "Check only; the directory stays as it is.") var dryRun = false
  @Option(help: "Take back the import of this number.") var undo: String?
  @Argument(help: "The file.") var file: String?

  func run() async throws {
    try await reporting {
      let installation = try await UserCommands.open(options)
      let isWhole: Bool
      if let undo {
        guard let run = ID<ImportRun>(text: undo) else { throw Failure("没有这个导入编号：\(undo)", code: 64) }
        isWhole = try await takeBack(run, installation.environment)
      } else {
        isWhole = try await bringIn(installation.environment)
      }
      await installation.close()
      if !isWhole { throw ExitCode(1) }
    }
  }

  private func bringIn(_ environment: AppEnvironment) async throws -> Bool {
    let words = ImportKind.allCases.map(\.rawValue).joined(separator: "、")
    guard let kind = kind.flatMap({ ImportKind(rawValue: $0) }) else { throw Failure("请写 --kind：\(words)。", code: 64) }
    guard let file else { throw Failure("请写要导入的文件。", code: 64) }
    guard let data = FileManager.default.contents(atPath: file) else { throw Failure("读不到文件 \(file)。", code: 66) }
    let input = PrepareImport.Input(
      kind: kind, congress: try await place(environment), fileName: URL(fileURLWithPath: file).lastPathComponent,
      bytes: [UInt8](data))
    let run: ID<ImportRun>
    do {
      run = try await PrepareImport.run(input, by: .system, in: environment)
    } catch let problem as TableProblem {
      throw Failure(ImportWords.sentence(problem), code: 65)
    } catch let problem as ImportFileProblem {
      throw Failure(ImportWords.sentence(problem), code: 65)
    }
    let checked = try await page(run, environment)
    for finding in checked.findings {
      Console.out(
        "\(ImportWords.place(finding)) \(finding.head)：\(ImportWords.sentence(finding))"
          + (finding.isMended ? "" : "（不导入）"))
    }
    Console.out("共\(checked.run.rows)行，可以导入\(checked.run.ready)行，有问题\(checked.run.wrong)行。")
    if dryRun {
      try await DiscardImport.run(run, by: .system, in: environment)
      return checked.run.wrong == 0
    }
    try await ApplyImport.begin(run, by: .system, in: environment)
    while try await ApplyImport.step(run, in: environment) {
      let now = try await page(run, environment, findings: 0).run
      Console.progress("正在导入 \(now.done) / \(now.ready)…")
    }
    Console.endProgress()
    let done = try await page(run, environment, findings: 0).run
    Console.out("已导入\(done.done)行，写入\(done.made)项记录。撤销：lianluo import --undo \(run)")
    return checked.run.wrong == 0
  }

  private func takeBack(_ run: ID<ImportRun>, _ environment: AppEnvironment) async throws -> Bool {
    do { try await UndoImport.begin(run, by: .system, in: environment) } catch ActionError.changedMeanwhile {
      throw Failure("这一批没有导入，或者已经撤销。", code: 65)
    }
    while try await UndoImport.step(run, in: environment) {
      let now = try await page(run, environment, findings: 0).run
      Console.progress("正在撤销，还有\(now.left)项…")
    }
    Console.endProgress()
    let kept = try await page(run, environment, findings: 0).kept
    for item in kept { Console.out("保留 \(item.record.label)：\(ImportWords.kept(item))") }
    Console.out(kept.isEmpty ? "已整批撤销。" : "已撤销，\(kept.count)项因为有关联没有删除。")
    return kept.isEmpty
  }

  private func page(_ run: ID<ImportRun>, _ environment: AppEnvironment, findings: Int = 50_000) async throws
    -> ImportRunPage
  {
    try await ReadImports.page(run, fault: nil, after: 0, limit: findings, by: .system, in: environment)
  }

  private func place(_ environment: AppEnvironment) async throws -> ID<Congress> {
    let here = try await ReadDirectory.congresses(in: environment).filter(\.isRunHere)
    let found = congress.map { name in here.filter { $0.name == name || $0.shortName == name } } ?? here
    guard let first = found.min(by: { $0.level < $1.level }) else {
      throw Failure(congress.map { "没有在本系统管理的人大叫\($0)。" } ?? "还没有建立人民代表大会，先用 lianluo setup 建。", code: 65)
    }
    return first.id
  }
}
