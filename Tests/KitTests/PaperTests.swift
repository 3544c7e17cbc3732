import Foundation
import PaperKit
import TestSupport
import Testing

@Suite struct PaperTests {
  private func make(_ blocks: [PaperBlock], style: Paper.Style = .letter) throws -> PaperFile {
    try PaperMaker.draw(Paper(title: "测试", style: style, blocks: blocks), createdAt: PaperSamples.createdAt)
  }

  @Test("答复函：A4，标题和日期写进属性，每一个字都读得回来")
  func letter() async throws {
    let file = try await PaperMaker.pdf(PaperSamples.letter, createdAt: PaperSamples.createdAt)
    let information = try PaperReader.information(file.bytes)
    #expect(information["Title"] == "关于加快老旧小区加装电梯的建议（第12号）的答复")
    #expect(information["CreationDate"] == "20260305104000+08'00")
    #expect(information["Pages"] == "3" && file.pages == 3 && file.missing == [])
    #expect(information["Page size"] == "595.276 x 841.89 pts (A4)")
    let text = try PaperReader.text(file.bytes)
    for words in [
      "A类", "示范县住房和城乡建设局", "示住建函〔2026〕12号", "阿依古丽·买买提代表：", "一、办理情况", "（三）关于调解邻里分歧", "三、下一步安排",
      "办理时限由45个工作日压缩到15个工作日", "盖章处", "联系人：王五", "2026年5月20日印发", "—3—",
    ] {
      #expect(text.contains(words), "\(words)")
    }
    // The library names itself; no path and no machine.
    #expect(information["Producer"]?.hasPrefix("cairo") == true && information["Creator"] == nil)
  }

  @Test("国家标准的版心：一行28字，一页22行，段首空两字，两边对齐")
  func standard() throws {
    let file = try make([.paragraph(String(repeating: "国", count: 26 + 28 * 21 + 3))])
    let lines = try PaperReader.lines(file.bytes).filter { $0.text.contains("国") }
    #expect(lines.filter { $0.page == 1 }.count == 21 && file.pages == 2)
    #expect(lines[0].text.count == 26 && lines[1].text.count == 28)
    let millimetre = 72 / 25.4
    #expect(abs(lines[1].left - 28 * millimetre) < 1 && abs(lines[0].left - lines[1].left - 31.5) < 0.5)
    #expect(lines[0].top > 37 * millimetre && lines[20].bottom < (297 - 35) * millimetre)
    for line in lines.prefix(20) { #expect(abs(line.right - (210 - 26) * millimetre) < 1.2) }
    #expect(abs(lines[1].top - lines[0].top - 225 * millimetre / 22) < 0.05)
    // Two lines at least are carried over, so the first page has one less than it could.
    #expect(lines.filter { $0.page == 2 }.map(\.text.count) == [28, 3])
  }

  @Test("标题和正文不分开，落款不单独成页")
  func keeping() throws {
    let filler = PaperBlock.paragraph(Array(repeating: "填", count: 20).joined(separator: "\n"))
    let heading = try make([filler, .heading("跟着走"), .paragraph(String(repeating: "文", count: 60))])
    let pages = try PaperReader.pages(heading.bytes)
    #expect(pages.count == 2 && !pages[0].contains("跟着走") && pages[1].contains("一、跟着走"))
    let signed = try make([filler, .paragraph("末段"), .signature(organ: "示范县某局", date: "2026年1月1日")])
    let last = try #require(try PaperReader.pages(signed.bytes).last)
    #expect(last.contains("示范县某局") && last.contains("末段"))
    for count in 15...24 {
      let lines = PaperBlock.paragraph(Array(repeating: "填", count: count).joined(separator: "\n"))
      let noted = try PaperReader.pages(try make([lines, .note("签发人"), .note("联系人及电话")]).bytes)
      #expect(noted.contains { $0.contains("签发人") && $0.contains("联系人及电话") }, "\(count)")
    }
  }

  @Test("意见表：方框、打过的勾、留空的签名")
  func form() throws {
    let file = try PaperMaker.draw(PaperSamples.form, createdAt: PaperSamples.createdAt)
    #expect(file.pages == 1)
    let text = try PaperReader.text(file.bytes)
    for words in ["□不满意", "□召开座谈会", "代表签名：", "（盖章）", "示范县住房和城乡建设局（主办）县财政局（协办）"] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(text.filter { $0 == "□" }.count == 11)
    // Three in boxes, one in the note on how to fill it in.
    #expect(text.filter { $0 == "√" }.count == 4)
    #expect(try !PaperReader.pages(file.bytes)[0].contains("—"))
  }

  @Test("长表：每页有表头，一行不拆，一行不少，合计不落单")
  func table() throws {
    let file = try PaperMaker.draw(PaperSamples.report, createdAt: PaperSamples.createdAt)
    let pages = try PaperReader.pages(file.bytes)
    #expect(pages.count == file.pages && file.pages >= 3)
    for (index, page) in pages.enumerated() {
      #expect(page.contains("领衔代表") && page.contains("答复天数") && page.contains("12月1日制"))
      #expect(page.filter { !$0.isWhitespace }.hasSuffix("—\(index + 1)—"))
    }
    let last = try #require(pages.last)
    #expect(last.contains("合计") && last.contains("示范县人大常委会代表工作委员会") && last.contains("56"))
    let text = try PaperReader.text(file.bytes)
    #expect(text.components(separatedBy: "的建议").count - 1 >= 56)
    for number in 1...56 { #expect(pages.contains { $0.contains(" \(number) ") }) }
  }

  @Test("比一页长的一行接着往下排，没有字丢掉")
  func longRow() throws {
    let long = (0..<3000).map { "第\($0)句。" }.joined()
    let columns = [PaperTable.Column("号"), .init("内容", weight: 5)]
    let file = try make([.table(PaperTable(columns: columns, rows: [["甲", long], ["乙", "完"]]))])
    let pages = try PaperReader.pages(file.bytes)
    #expect(file.pages > 10 && pages.allSatisfy { $0.contains("内容") })
    let text = try PaperReader.text(file.bytes).replacing(/—\d+—号内容/, with: "")
    for number in 0..<3000 { #expect(text.contains("第\(number)句")) }
    let form = try make([.form(PaperForm([.row(.text("内容", long, foot: "签名："), lines: 4)]))], style: .compact)
    let written = try PaperReader.text(form.bytes)
    #expect(written.contains("第2999句") && written.contains("签名：") && form.pages > 5)
  }

  @Test(
    "什么都塞进来，也不丢字、不出错",
    arguments: [
      ("长词", String(repeating: "x", count: 3000)), ("长网址", "https://" + String(repeating: "a/b", count: 700)),
      ("万字", String(repeating: "代表建议办理答复", count: 1250)), ("引号", #"<b>&"'\u{0}%s%n</b>"#),
      ("少数民族", "阿依古丽·买买提，扎西དཀར་པོ，ئۇيغۇرچە"), ("空", ""), ("空行", "\n\n\n"),
      ("生僻", "𠮷野家，㙍，犇猋骉"), ("组合", "e\u{301}\u{302}\u{303}"),
    ])
  func hostile(name: String, text: String) throws {
    let table = PaperTable(columns: [.init("列"), .init("列")], rows: [[text, "尾"]])
    for block in [PaperBlock.paragraph(text), .title(text), .item(text), .table(table), .note(text), .organ(text)] {
      let file = try make([block, .paragraph("结束")])
      let read = try PaperReader.text(file.bytes)
      #expect(read.contains("结束"))
      // Latin and Chinese have to come back whole; page numbers stand between the pages.
      let (kept, wanted) = (Self.letters(read), Self.letters(text))
      if ["长词", "长网址", "万字"].contains(name) { #expect(kept.count >= wanted.count, "\(name) \(kept.count)") }
      if name == "引号" { #expect(read.contains(#"<b>&"'"#) && read.contains("%s%n</b>")) }
    }
  }

  private static func letters(_ text: String) -> String { text.filter { $0.isLetter } }

  @Test("控制符、改变方向的符号去掉，制表符变空格")
  func cleaned() throws {
    let file = try make([.paragraph("甲\u{0}\u{7}\u{1B}[31m乙\t丙\u{202E}丁\u{200B}\u{FEFF}\u{FFFF}戊\u{85}己\r\n庚")])
    let text = try PaperReader.text(file.bytes)
    #expect(text.hasPrefix("甲[31m乙丙丁戊己庚") && file.missing == [])
    #expect(PaperText.clean("a\tb\r\nc\rd\u{2028}e\u{202E}f") == "a b\nc\nd\ne" + "f")
  }

  @Test("没有哪个字体有的字，说得出来")
  func missing() throws {
    let file = try make([.paragraph("代表\u{10FFFD}，\u{E123}")])
    #expect(file.missing == ["\u{E123}", "\u{10FFFD}"])
    #expect(try make([.paragraph("阿依古丽·买买提")]).missing == [])
    let rare = try make([.paragraph("甲\u{F8F0}"), .table(PaperTable(columns: [.init("\u{E124}")], rows: []))])
    #expect(rare.missing == ["\u{E124}", "\u{F8F0}"])
  }

  @Test("空表写“无”，空文件也有一页")
  func empty() throws {
    let file = try make([.table(PaperTable(caption: "空表", columns: [.init("一"), .init("二")], rows: []))])
    #expect(try PaperReader.text(file.bytes).contains("（无）"))
    #expect(try make([]).pages == 1)
    #expect(try make([.pageBreak, .paragraph("只有一页"), .pageBreak, .pageBreak]).pages == 1)
    #expect(try make([.form(PaperForm([])), .copies([]), .form(PaperForm([.row()]))]).pages == 1)
    #expect(throws: PaperProblem.unevenTable) {
      try make([.table(PaperTable(columns: [.init("一")], rows: [["1", "2"]]))])
    }
    #expect(throws: PaperProblem.unevenTable) { try make([.table(PaperTable(columns: [], rows: []))]) }
  }

  @Test("横放的纸；横着也是 A4")
  func landscape() throws {
    let paper = Paper(title: "横", style: .compact, isLandscape: true, blocks: PaperSamples.report.blocks)
    let file = try PaperMaker.draw(paper, createdAt: 0)
    let information = try PaperReader.information(file.bytes)
    #expect(information["Page size"] == "841.89 x 595.276 pts (A4)")
    #expect(information["CreationDate"] == "19700101080000+08'00")
  }

  @Test("没有中文字体，说清楚缺什么，不出一页方框")
  func noFont() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lianluo-fonts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    await #expect(throws: PaperProblem.noChineseFont) {
      try await PaperMaker.pdf(PaperSamples.letter, createdAt: 0, fonts: PaperFonts(folder: folder.path))
    }
    #expect(PaperProblem.noChineseFont.sentence.contains("fonts-noto-cjk"))
  }

  @Test("太长的不做，说得出限度")
  func limits() throws {
    let page: [PaperBlock] = [.paragraph("页"), .pageBreak]
    #expect(throws: PaperProblem.tooManyPages(limit: 2000)) {
      try make(Array(repeating: page, count: 2001).flatMap { $0 })
    }
    #expect(try make(Array(repeating: page, count: 2000).flatMap { $0 }).pages == 2000)
    #expect(throws: PaperProblem.textTooLong(limit: 200_000)) {
      try make([.paragraph(String(repeating: "长", count: 200_001))])
    }
  }

  @Test("同样的内容、同样的时刻，一个字节都不差；八份一起做也一样")
  func sameBytes() async throws {
    let papers = [PaperSamples.letter, PaperSamples.form, PaperSamples.report]
    let alone = try papers.map { try PaperMaker.draw($0, createdAt: PaperSamples.createdAt) }
    let together = try await withThrowingTaskGroup(of: (Int, PaperFile).self) { group in
      for number in 0..<8 {
        let paper = papers[number % 3]
        group.addTask { (number % 3, try await PaperMaker.pdf(paper, createdAt: PaperSamples.createdAt)) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(together.count == 8)
    for (kind, file) in together { #expect(file == alone[kind]) }
    let later = try PaperMaker.draw(PaperSamples.form, createdAt: PaperSamples.createdAt + 1000)
    #expect(later.bytes != alone[1].bytes)
  }

  @Test("编号：一、（一）1.（1），上一级换了重新数")
  func numbers() {
    var numbers = PaperNumbers()
    #expect(
      [1, 2, 2, 3, 4, 4, 1, 2].map { numbers.next($0) } == ["一、", "（一）", "（二）", "1.", "（1）", "（2）", "二、", "（一）"])
    #expect([1, 10, 11, 20, 21, 99, 100].map(PaperNumbers.chinese) == ["一", "十", "十一", "二十", "二十一", "九十九", "100"])
  }

  @Test("表格的格子按比例占位，每格至少一份")
  func spans() {
    let form = PaperForm([
      .row(.text("a", ""), .text("b", ""), .text("c", "")), .row(.text("a", "", weight: 9), .text("b", "")),
      .row(.text("a", "")), .row(.text("a", ""), .text("b", "")),
    ])
    #expect(form.pairs == 3)
    #expect(form.rows.map(form.spans) == [[1, 1, 1], [2, 1], [3], [1, 2]])
  }
}
