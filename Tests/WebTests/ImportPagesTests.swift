import Actions
import DatabaseKit
import Domain
import TablesKit
import TestSupport
import Testing
import Web

/// 导入名单 in the browser: upload, report, import, undo; and what comes back when something is wrong.
@Suite struct ImportPagesTests {
  private static let boundary = "----lianluoImport7MA4YWxk"
  private static let type = "multipart/form-data; boundary=\(boundary)"

  private func upload(_ browser: SiteBrowser, _ kind: String, _ name: String, _ bytes: [UInt8]) async throws
    -> SiteAnswer
  {
    let fields = try await browser.open("/work/imports").form("/work/imports")
    let merged = SiteBrowser.merge(fields.filter { $0.name != "file" }, ["kind": kind])
    var body: [UInt8] = []
    for field in merged {
      body += Array(
        "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n".utf8)
    }
    body += Array(
      "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8)
    return try await browser.post(
      "/work/imports", type: Self.type, body + bytes + Array("\r\n--\(Self.boundary)--\r\n".utf8))
  }

  @Test("上传、看报告、导入、撤销；重发不重复", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let bytes = Array("单位名称,电话\r\n水务局,0000-1112222\r\n=1+1,\r\n三河镇水利站,\r\n".utf8)
      let sent = try await upload(browser, "unit", "单位.csv", bytes)
      #expect(sent.status == 303)
      let report = try await browser.get(sent.location)
      #expect(report.status == 200 && report.text.contains("第4行A列") && report.text.contains("名录里已经有了"))
      #expect(report.text.contains("导入这2行") && report.text.contains("单位.csv"))
      let csv = try await browser.get(sent.location + "/report/csv")
      #expect(csv.header("content-disposition")?.hasPrefix("attachment") == true)
      #expect(csv.text.contains("三河镇水利站"))
      let applied = try await browser.fill(sent.location + "/apply", on: sent.location)
      #expect(applied.status == 303)
      let done = try await browser.get(sent.location)
      #expect(done.text.contains("已导入2行"))
      let names = try await ReadDirectory.units(of: town.places.congress, in: town.environment).map(\.name)
      #expect(names.contains("水务局") && names.contains("=1+1"))
      #expect(try await browser.fill(sent.location + "/undo", on: sent.location).status == 303)
      #expect(try await browser.get(sent.location).text.contains("已整批撤销"))
      #expect(try await ReadDirectory.units(of: town.places.congress, in: town.environment).count == names.count - 2)
    }
  }

  @Test("不对的文件说明为什么，选过的还在")
  func wrongFiles() async throws {
    try await withSite { _, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let table: [(String, String, [UInt8], String)] = [
        ("", "a.csv", Array("单位名称\r\nx\r\n".utf8), "请选择导入什么"), ("unit", "a.csv", [], "请选择文件"),
        ("unit", "a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0], "另存为.xlsx"),
        ("unit", "a.xlsx", Array("PK\u{3}\u{4}".utf8), "损坏"),
        ("deputy", "a.csv", Array("姓名,手机\r\n张,\r\n".utf8), "缺少必填的列：选区或选举单位、当选日期"),
        ("unit", "a.csv", [0xFF, 0xFF, 0x80, 0x81], "编码认不出来"),
        ("unit", "big.csv", [UInt8](repeating: 0x61, count: 10 * 1024 * 1024 + 1), "10MB"),
        ("unit", "a.xlsx", TestWorkbook([]).bytes, "文件是空的"),
      ]
      for (kind, name, bytes, words) in table {
        let answer = try await upload(browser, kind, name, bytes)
        #expect(answer.status == 422, "\(name) \(words): \(answer.status)")
        #expect(answer.text.contains(words), "\(name): \(words)")
        if !kind.isEmpty { #expect(answer.form("/work/imports").contains { $0.name == "kind" && $0.value == kind }) }
      }
    }
  }

  @Test("模板下载：表头就是认得的表头", arguments: ImportKind.allCases)
  func templates(kind: ImportKind) throws {
    for format in SheetFormat.allCases {
      let table = try TableReader.read(try ImportFiles.template(kind, format))
      let heads = table.rows[0].cells.map { cell -> String in
        if case .text(let text) = cell.content { return text }
        return ""
      }
      #expect(heads.count == kind.columns.count)
      for (head, column) in zip(heads, kind.columns) { #expect(column.answers(to: head)) }
    }
  }

  @Test("报告里等号开头的内容不会变成公式")
  func reportIsSafe() throws {
    let finding = ImportFinding(row: 3, column: 0, head: "姓名", fault: .badCharacters, shown: "=HYPERLINK(\"x\")")
    let csv = String(decoding: try ImportFiles.report([finding], .csv), as: UTF8.self)
    #expect(csv.contains("\"'=HYPERLINK(\"\"x\"\")\"") && !csv.contains(",=HYPERLINK"))
    let sheet = try TableReader.read(try ImportFiles.report([finding], .xlsx))
    #expect(sheet.rows[1][5] == .text("=HYPERLINK(\"x\")"))
  }

  @Test("系统管理员批量建账号并打印首次登录条；经办人看不到")
  func accounts() async throws {
    try await withSite { town, client in
      let administrator = SiteBrowser(client)
      try await administrator.signIn("admin")
      let bytes = Array("姓名,用户名\r\n张三,zhangsan\r\n".utf8)
      let sent = try await upload(administrator, "account", "账号.csv", bytes)
      #expect(sent.status == 303)
      #expect(try await administrator.fill(sent.location + "/apply", on: sent.location).status == 303)
      let paper = try await administrator.get(sent.location + "/slips")
      #expect(paper.status == 200 && paper.text.contains("zhangsan") && paper.text.contains("张三首次登录条"))
      let clerk = SiteBrowser(client)
      try await clerk.signIn("clerk")
      #expect(try await clerk.get(sent.location).status == 404)
      #expect(try await clerk.get(sent.location + "/slips").status == 404)
      #expect(try await upload(clerk, "account", "账号.csv", bytes).status == 403)
    }
  }
}
