import Actions
import Documents
import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import PaperKit

/// The papers of a suggestion: 建议原件、交办单、答复函、征询意见表. Each is one value, shown and made into a PDF.
package enum SuggestionPaper: String, CaseIterable, Sendable {
  /// 代表建议、批评和意见专用纸.
  case original
  /// 交办单.
  case handOver = "hand-over"
  /// 办理情况征询意见表.
  case questionnaire
}

enum SuggestionPapers {
  static func add(to table: inout RouteTable) {
    for paper in SuggestionPaper.allCases {
      table.get("/work/suggestions/:id/papers/\(paper.rawValue)", access: .signedIn) { visit in
        try await show(paper, visit, asFile: false)
      }
      table.get("/work/suggestions/:id/papers/\(paper.rawValue)/pdf", access: .signedIn) { visit in
        try await show(paper, visit, asFile: true)
      }
    }
    table.get("/work/suggestions/:id/parts/:part/letters/:round", access: .signedIn) { visit in
      try await letter(visit, asFile: false)
    }
    table.get("/work/suggestions/:id/parts/:part/letters/:round/pdf", access: .signedIn) { visit in
      try await letter(visit, asFile: true)
    }
    table.get("/work/suggestions/:id/promises/:promise/letter", access: .signedIn) { visit in
      try await promiseLetter(visit, asFile: false)
    }
    table.get("/work/suggestions/:id/promises/:promise/letter/pdf", access: .signedIn) { visit in
      try await promiseLetter(visit, asFile: true)
    }
  }

  private static func show(_ kind: SuggestionPaper, _ visit: Visit, asFile: Bool) async throws -> Response {
    let data = try await ReadSuggestion.run(visit.id("id"), by: visit.actor, in: visit.environment)
    let id = data.suggestion.id
    let paper: Paper
    switch kind {
    case .original: paper = original(data)
    case .handOver:
      guard data.status.handedOverOn != nil else { throw ActionError.notFound }
      paper = handOver(data, url: visit.origin + SitePath.suggestion(id).string)
    case .questionnaire:
      guard data.seesWhole, data.parts.contains(where: { $0.answeredOn != nil }) else { throw ActionError.notFound }
      paper = questionnaire(data)
    }
    return try await answer(
      paper, visit, back: .suggestion(id), pdf: .suggestionPaperFile(id, kind), name: paper.title, asFile: asFile)
  }

  private static func letter(_ visit: Visit, asFile: Bool) async throws -> Response {
    let data = try await ReadSuggestion.run(visit.id("id"), by: visit.actor, in: visit.environment)
    guard let part = Int(try visit.parameter("part")), let round = Int(try visit.parameter("round")),
      let letter = data.letters.first(where: { $0.part == part && $0.round == round }),
      let handling = data.parts.first(where: { $0.number == part })
    else { throw ActionError.notFound }
    let paper = Self.letter(letter, handling, data)
    return try await answer(
      paper, visit, back: .suggestion(data.suggestion.id), pdf: .suggestionLetterFile(data.suggestion.id, part, round),
      name: paper.title, asFile: asFile)
  }

  /// 再次答复函 about a promise.
  private static func promiseLetter(_ visit: Visit, asFile: Bool) async throws -> Response {
    let data = try await ReadSuggestion.run(visit.id("id"), by: visit.actor, in: visit.environment)
    let id = data.suggestion.id
    guard let number = Int(try visit.parameter("promise")),
      let letter = data.promiseLetters.first(where: { $0.key == number }),
      let promise = data.status.promises.first(where: { $0.number == letter.promise }),
      let part = data.parts.first(where: { $0.number == promise.part })
    else { throw ActionError.notFound }
    let title = "关于\(subject(data.suggestion.title))（\(numberWords(data))）承诺事项落实情况的答复"
    let paper = Self.letter(
      letter.text, mark: "承诺事项落实情况", title: title, signedOn: letter.signedOn, part, data)
    return try await answer(
      paper, visit, back: .suggestion(id), pdf: .suggestionPages(.promiseLetterFile(id, number)), name: title,
      asFile: asFile)
  }

  private static func answer(
    _ paper: Paper, _ visit: Visit, back: SitePath, pdf: SitePath, name: String, asFile: Bool
  ) async throws -> Response {
    guard asFile else {
      return Respond.page(Document.render(PaperPage(paper: paper, pdf: pdf), visit, .paper(back: back)), for: visit)
    }
    let file = try await PaperMaker.pdf(paper, createdAt: visit.now.milliseconds)
    return Respond.pdf(file, named: name)
  }

  // MARK: The papers

  /// 答复函 in its fixed form: class mark top right, point by point, signatory, contact, copies.
  static func letter(_ letter: ReplyLetter, _ part: SuggestionPart, _ data: SuggestionPageData) -> Paper {
    Self.letter(
      letter.text, mark: "办理结果类别：\(letter.resultClass)",
      title: "关于\(subject(data.suggestion.title))（\(numberWords(data))）的答复", signedOn: letter.signedOn, part, data)
  }

  private static func letter(
    _ text: LetterText, mark: String, title: String, signedOn: CivilDate?, _ part: SuggestionPart,
    _ data: SuggestionPageData
  ) -> Paper {
    let unit = data.names.units[part.unit] ?? ""
    var blocks: [PaperBlock] = [
      .classMark(mark), .organ(unit), .number(text.documentNumber), .title(title), .addressee(addressee(data) + "："),
      .paragraph(text.opening),
    ]
    for point in text.points {
      blocks.append(.heading(firstLine(point))); rest(point).map { blocks.append(.paragraph($0)) }
    }
    if !text.opinions.isEmpty { blocks.append(.paragraph("协办单位意见：" + text.opinions)) }
    blocks.append(.paragraph(text.closing))
    blocks.append(.signature(organ: unit, date: signedOn.map(DateWords.long) ?? "（未签发）", seal: signedOn != nil))
    blocks.append(.note("签发人：\(text.signatory)"))
    blocks.append(.note("联系人及电话：\(text.contact)"))
    if !text.copies.isEmpty { blocks.append(.copies(["抄送：" + text.copies])) }
    return Paper(title: title, blocks: blocks)
  }

  private static func original(_ data: SuggestionPageData) -> Paper {
    let status = data.status
    let signers = status.signed.compactMap { data.names.people[$0.person] }
    let proposer = data.seesProposer ? data.names.people[status.proposer.person] ?? "" : "（要求保密）"
    return Paper(
      title: "代表建议、批评和意见", style: .compact,
      blocks: [
        .title("代表建议、批评和意见"), .number(numberWords(data)),
        .form(
          PaperForm([
            .row(.text("标题", data.suggestion.title)),
            .row(.text("领衔代表", proposer), .text("联名代表", data.seesProposer ? signers.joined(separator: "、") : "")),
            .row(
              .text("提交日期", status.submittedOn.map(DateWords.long) ?? ""), .text("类别", data.names.category ?? "未分类")),
            .row(
              .text(
                "建议承办单位", status.proposedUnits.compactMap { data.names.units[$0] }.joined(separator: "、"))),
          ])),
        .paragraph(data.suggestion.text), .note("代表签名：　　　　　　　　　　　　　　日期："),
      ] + (status.keepsProposer ? [.note("代表要求保密：这一份不得交给承办单位。")] : []))
  }

  /// 交办单, with the code of the record for whoever signs for it.
  private static func handOver(_ data: SuggestionPageData, url: String) -> Paper {
    let rows = data.parts.map { part in
      [
        data.names.units[part.unit] ?? "", Words.suggestionRole(part.role), DateWords.long(part.handedOverOn),
        DateWords.long(part.returnDue.date),
        part.role.answers ? DateWords.long(part.replyDue) : part.opinionDue.map { DateWords.long($0.date) } ?? "", "",
      ]
    }
    let handOver = data.history.first { if case .handedOver = $0.event { true } else { false } }
    var blocks: [PaperBlock] = [
      .title("代表建议交办单"), .number(numberWords(data)),
      .form(
        PaperForm([
          .row(.text("标题", data.suggestion.title)),
          .row(
            // It goes to the units, whoever prints it.
            .text(
              "领衔代表",
              data.status.keepsProposer ? "（要求保密）" : data.names.people[data.status.proposer.person] ?? ""),
            .text("办理方式", data.status.handling.map(Words.handlingKind) ?? "")),
          .row(.text("交办意见", handOver?.words.text ?? ""), lines: 2),
        ])),
      .table(
        PaperTable(
          columns: [
            .init("承办单位", weight: 2), .init("任务", alignment: .center), .init("交办日期", weight: 1.4),
            .init("申退期限", weight: 1.4), .init("答复（意见）期限", weight: 1.4), .init("签收", weight: 1.2),
          ], rows: rows)),
      .paragraph(data.suggestion.text),
      .note("答复期限自交办之日起计算，是否签收不影响期限。办理中请先与代表沟通，不得滞留或者自行转办。"),
    ]
    if let modules = QRCode.modules(url) {
      blocks.append(.code(PaperCode(modules: modules, caption: "扫码签收、查看和答复", label: "办理页面二维码")))
    }
    return Paper(title: "代表建议交办单", style: .compact, blocks: blocks)
  }

  /// 征询意见表: two copies, one for the body for deputies' work and one for the government.
  private static func questionnaire(_ data: SuggestionPageData) -> Paper {
    let part = data.parts.last { $0.answeredOn != nil && $0.role.answers }
    let scale = ["满意", "基本满意", "不满意"]
    return Paper(
      title: "代表建议办理情况征询意见表", style: .compact,
      blocks: [
        .title("代表建议办理情况征询意见表"), .number(numberWords(data)),
        .form(
          PaperForm([
            .row(.text("标题", data.suggestion.title)),
            .row(
              .text("主办单位", part.flatMap { data.names.units[$0.unit] } ?? ""),
              .text("答复日期", part?.answeredOn.map(DateWords.long) ?? "")),
            .row(.choices("是否收到答复", ["是", "否"]), .text("收到日期", "")),
            .row(.choices("答复前是否沟通", ["是", "否"])), .row(.choices("对办理态度", scale)), .row(.choices("对办理结果", scale)),
            .row(.text("对办理工作的意见（不满意的请写明）", ""), lines: 8),
            .row(.text("代表签名", ""), .text("日期", "")), .row(.text("通信地址、电话", "")),
          ])),
        .note("本表一式两份，一份交人大代表工作机构，一份交政府督查机构。由代表本人填写，承办单位不得代填、干预。"),
      ])
  }

  private static func numberWords(_ data: SuggestionPageData) -> String {
    guard let number = data.status.number else { return "" }
    return Words.session(data.names.session, term: data.names.termNumber) + Words.number(number)
  }

  private static func addressee(_ data: SuggestionPageData) -> String {
    guard data.seesProposer else { return "尊敬的代表" }
    let names = data.status.people(leadsOnly: false).compactMap { data.names.people[$0] }
    let shown = names.prefix(4).joined(separator: "、")
    return shown + (names.count > 4 ? "等\(names.count)位" : "") + "代表"
  }

  /// 关于……的建议 without a second 关于.
  private static func subject(_ title: String) -> String {
    let bare = title.hasPrefix("关于") ? String(title.dropFirst(2)) : title
    return bare.hasSuffix("建议") ? bare : bare + "的建议"
  }

  private static func firstLine(_ text: String) -> String {
    String(text.split(separator: "\n", maxSplits: 1).first ?? "")
  }

  private static func rest(_ text: String) -> String? {
    let parts = text.split(separator: "\n", maxSplits: 1)
    return parts.count > 1 ? String(parts[1]) : nil
  }
}
