import Actions
import Domain
import HTTPKit
import HTTPTypes

/// The units' side: their parts, and the acts on one.
enum PartAPI {
  static let routes: [APIRoute] = [parts, part, photo] + (PartForms.acts + [.reveal]).map(route)

  private static let number = APIParameter.path("part", .integer(1...99, "第几份"), example: "1")

  private static let lineShape = Shape<HandlingLine>(
    "PartLine", "一份转办事项",
    [
      .text("receipt", "回执号") { $0.receipt },
      .count("part", "第几份") { $0.part },
      .text("title", "标题") { $0.title },
      .maybeText("category", "类别") { $0.category },
      .text("unit", "单位") { $0.unit },
      .flag("lead", "主办") { $0.isLead },
      .word("state", "状态") { $0.state },
      .text("stateName", "状态，中文") { Words.handling($0.state) },
      .word("urgency", "缓急") { $0.urgency },
      .date("sentOn", "哪天转来") { $0.sentOn },
      .date("due", "办结日期") { $0.due },
      .maybeDate("answeredOn", "哪天办结") { $0.answeredOn },
    ])

  private static let pageShape = Shape<(page: ReadHandling.Page, next: String?)>(
    "PartPage", "一页",
    [
      .shapes("items", "这一页", lineShape) { $0.page.lines },
      .always("counts", .counts("各状态的件数")) { item in
        .record(of: HandlingState.allCases.map { ($0.rawValue, .integer(item.page.counts[$0] ?? 0)) })
      },
      .maybe("next", JSONSchema(.text(.opaque, 1...300), "下一页从哪里开始，放进 after")) { $0.next.map { .text($0) } },
    ])

  private static let parts = APIRoute(
    method: .get, path: "/work/parts", name: "parts", summary: "本单位的转办事项", chapter: .parts,
    access: .token(.read, .parts),
    parameters: [.query("tab", .word(HandlingTab.self, "哪一栏，默认 to-sign-for"), example: "to-sign-for"), .after],
    content: .json(pageShape.schema)
  ) { call in
    let cursor = try call.cursor { CursorText.inner($0).flatMap { PartCursor(text: $0) } }
    let page = try await ReadHandling.list(
      call.word("tab") ?? .toSignFor, after: cursor, by: call.actor, in: call.environment)
    return .json(pageShape.write((page, page.next.map { CursorText.text($0.text) })))
  }

  // MARK: One

  private static let detailShape = Shape<HandlingPageData>(
    "Part", "一份转办事项，单位看到的：不写提出人是谁",
    [
      .text("receipt", "回执号") { $0.receipt },
      .count("part", "第几份") { $0.handling.part },
      .text("mark", "变了就是有了新进展；也是 ETag") { $0.handling.mark },
      .text("title", "标题") { $0.title },
      .maybeText("text", "群众的话，隐去能认出人的") { $0.text },
      .text("place", "地点") { $0.place },
      .maybeText("category", "类别") { $0.category },
      .word("urgency", "缓急") { $0.urgency },
      .text("unit", "单位") { $0.unit },
      .flag("lead", "主办") { $0.handling.isLead },
      .word("state", "状态") { $0.handling.state },
      .text("stateName", "状态，中文") { Words.handling($0.handling.state) },
      .text("from", "谁转来的") { $0.from },
      .text("telephone", "转来的站点的电话") { $0.telephone },
      .maybeText("asked", "请单位办什么") { $0.asked },
      .date("due", "办结日期") { $0.handling.resultDue },
      .date("returnDue", "哪天前可以申请退回") { $0.handling.returnDue.date },
      .word("sharing", "群众的联系方式给不给单位") { $0.handling.sharing },
      .maybeWord("outcome", "办理结果") { $0.handling.outcome },
      .maybeText("draft", "拟的办理情况") { $0.draftWords },
      .manyNamed("drafters", "可以指定的承办人") { $0.drafters },
      .manyNamed("units", "可以建议改派的单位") { data in
        data.units.filter { $0.id != data.handling.unit }.map { Named(id: $0.id, name: $0.name) }
      },
      .always("photos", .list(.id(), 0...200, "照片编号")) { .list($0.photos.map { .text($0.id.description) }) },
      .always("acts", .list(.words((PartForms.acts + [.reveal]).map(\.rawValue)), 0...20, "您现在可以做的")) { data in
        .list((PartForms.acts + [.reveal]).filter(data.allowed.contains).map { .text($0.rawValue) })
      },
    ])

  private static let part = APIRoute(
    method: .get, path: "/work/parts/{receipt}/{part}", name: "part", summary: "一份转办事项", chapter: .parts,
    access: .token(.read, .parts), parameters: [.receipt, number], content: .json(detailShape.schema),
    tellsRevision: true
  ) { call in
    let data = try await call.part()
    return .json(detailShape.write(data), revision: data.handling.mark)
  }

  private static let photo = APIRoute(
    method: .get, path: "/work/parts/{receipt}/{part}/photos/{file}", name: "partPhoto", summary: "转办事项的照片",
    chapter: .parts, access: .token(.read, .parts), parameters: [.receipt, number, .file, .small], content: .picture
  ) { call in
    let data = try await call.part()
    return .picture(
      try await ReadHandling.photo(
        call.visit.id("file"), of: data.matter, part: data.handling.part, thumbnail: call.flag("small"),
        by: call.actor, in: call.environment))
  }

  // MARK: Acts

  private static func route(_ act: MatterAct) -> APIRoute {
    let fields = ActInputs.fields(ofPart: act)
    return APIRoute(
      method: .post, path: "/work/parts/{receipt}/{part}/acts/\(act.rawValue)", name: "part-" + act.rawValue,
      summary: Words.act(act), chapter: .parts, access: .token(.work, .parts), parameters: [.receipt, number],
      body: .json(InputField.schema(fields), example: ActExamples.part(act)),
      content: .json(act == .reveal ? .list(RevealedContact.shape.schema, 0...50) : ActDone.shape.schema),
      refusals: [.notNow, .movedOn, .readOnly, .pinNeeded, .passwordOutdated], isConditional: true
    ) { call in
      // The entity tag of a part is its mark, not the matter's revision, which the answers of acts tell.
      if act != .reveal, let earlier = try await call.earlier() { return earlier.untagged }
      let data = try await call.part()
      if act == .reveal {
        let contacts = try await call.telling(fields) {
          try await RevealContact.run(
            reason: call.body["reason"]?.text ?? "", on: data.matter, part: data.handling.part,
            MatterRequest(actor: call.actor, seen: nil, key: call.key), in: call.environment)
        }
        return .json(RevealedContact.shape.write(contacts.map { RevealedContact(contact: $0) }))
      }
      let mark = data.handling.mark
      let seen = call.revisions.map { $0.contains(mark) ? mark : $0.first ?? "" }
      let submission = HandlingSubmission(
        visit: call.visit, form: try call.form(fields), data: data,
        target: HandlingActs.Target(matter: data.matter, part: data.handling.part, seen: seen))
      return try await call.done(fields) { try await PartForms.run(act, submission) }.untagged
    }
  }
}

extension APICall {
  /// The part in the address, for whoever may see it.
  func part() async throws -> HandlingPageData {
    guard let part = Int(try visit.parameter("part")) else { throw ActionError.notFound }
    return try await ReadHandling.run(
      receipt: visit.parameter("receipt"), part: part, by: actor, in: environment)
  }
}
