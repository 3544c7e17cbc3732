import Actions
import Domain
import HTTPKit
import HTTPTypes
import SecretsKit

/// 我的个人信息: what somebody asks about his own data through his receipt, and messages about his matter.
enum InformationAPI {
  static let routes: [APIRoute] = [own, prove, copy, correct, delete, withdraw, messages, setMessages]

  private static let refusals: [APIProblem] = [.wrongSecret, .locked]

  // MARK: What there is

  private static let requestShape = Shape<InformationRecord>(
    "InformationRequest", "您提出的一项请求",
    [
      .id("id", "编号") { $0.request.id },
      .word("kind", "哪一种") { $0.request.kind },
      .text("kindName", "哪一种，中文") { PrivacyWords.kind($0.request.kind) },
      .word("state", "状态") { $0.request.state },
      .text("stateName", "状态，中文") { PrivacyWords.state($0.request.state) },
      .instant("askedAt", "什么时候提出的") { $0.request.askedAt },
      .date("due", "哪天前答复您") { $0.request.due.date },
      .always("fields", .list(.word(CorrectedField.self), 0...4, "要更正的")) { record in
        .list(record.request.fields.map { .text($0.rawValue) })
      },
      .maybeText("said", "您写的") { $0.said },
      .maybeText("answer", "答复") { $0.answer },
      .maybeWord("ground", "没有全部同意的依据") { $0.request.ground },
      .maybeText("groundName", "依据，中文") { $0.request.ground.map(PrivacyWords.ground) },
    ])

  private static let ownShape = Shape<ReadInformation.Own>(
    "OwnInformation", "您提出过的请求，和要怎样确认是您本人",
    [
      .always("question", .words(["phone", "name", "nothing"], "和查询码一起要答什么：您留的电话、称呼，或者不用")) {
        .text("\($0.question)")
      },
      .flag("kept", "依法保全中，解除以前不能删除") { $0.isHeld },
      .shapes("requests", "您提出过的请求", requestShape) { $0.requests },
    ])

  private static let own = APIRoute(
    method: .get, path: "/matters/{receipt}/information", name: "information", summary: "我的个人信息：提出过的请求和答复",
    chapter: .residents, access: .receipt, parameters: [.receipt], content: .json(ownShape.schema), refusals: refusals
  ) { call in
    .json(ownShape.write(try await ReadInformation.own(of: call.ownMatter(), in: call.environment)))
  }

  // MARK: Who he is

  private static let proofField = InputField.value("proof", JSONSchema(.text(.opaque, 1...64), "确认本人的凭证，半小时内有效"))

  private static let proofShape = Shape<[UInt8]>(
    "InformationProof", "确认了是您本人",
    [.always("proof", JSONSchema(.text(.opaque, 32...32), "放进 proof，半小时内有效")) { .text(Base64URL.encode($0)) }])

  private static let proofFields: [InputField] = [
    .value("code", JSONSchema(.text(.digits, 6...6), "6位查询码")),
    .value("answer", .line(0...40, "您留的电话；没有留电话的是称呼"), required: false),
  ]

  private static let prove = APIRoute(
    method: .post, path: "/matters/{receipt}/information/proofs", name: "proveIdentity", summary: "确认是本人，再查阅、更正、删除",
    chapter: .residents, access: .receipt, detail: "只有回执不够：再核对查询码和您留的电话。试错有次数限制。",
    parameters: [.receipt],
    body: .json(InputField.schema(proofFields), example: ["code": "$CODE", "answer": "13800001234"]),
    success: .created, content: .json(proofShape.schema), refusals: refusals + [.wrongCredentials, .readOnly]
  ) { call in
    let matter = try await call.ownMatter()
    let form = try call.form(proofFields)
    let question = try await ProveIdentity.question(for: matter, in: call.environment)
    var problems: [FieldProblem] = []
    let answer =
      question == .phone
      ? SubmitMatterForm.phone("answer", form, isRequired: true, &problems) : form.text("answer")
    if !problems.isEmpty {
      throw call.refusal(
        of: problems.map { (field: $0.field, words: ProblemWords.sentence($0, label: "电话")) }, proofFields)
    }
    do {
      return .json(
        proofShape.write(
          try await ProveIdentity.run(
            code: form.text("code"), answer: answer, number: call.visit.parameter("receipt"), of: matter,
            in: call.environment)))
    } catch ActionError.wrongSecret {
      throw APIRefusal(.wrongCredentials, "查询码和您留的\(question == .name ? "称呼" : "电话")没有都对上，请核对后再试。")
    }
  }

  // MARK: Requests

  private static let askedShape = Shape<ID<InformationRequest>>(
    "InformationAsked", "收到了，经办人核实后答复您", [.id("request", "请求的编号") { $0 }])

  private static func ask(
    _ name: String, _ summary: String, path: String, _ fields: [InputField], example: JSONValue,
    _ read: @escaping @Sendable (PostedForm) -> InformationRoutes.Read
  ) -> APIRoute {
    let fields = [proofField] + fields
    return APIRoute(
      method: .post, path: "/matters/{receipt}/information/\(path)", name: name, summary: summary, chapter: .residents,
      access: .receipt, detail: "\(InformationRequest.answerWithin)个工作日内答复您。", parameters: [.receipt],
      body: .json(InputField.schema(fields), example: example), success: .created, content: .json(askedShape.schema),
      refusals: refusals + [.notNow, .readOnly]
    ) { call in
      let matter = try await call.provedMatter()
      let form = try call.form(fields)
      let (input, problems) = read(form)
      if !problems.isEmpty { throw call.refusal(of: problems, fields) }
      return try await call.refusing {
        .json(
          askedShape.write(
            try await AskInformation.run(
              input, on: matter, by: .sender(matter), key: call.key, in: call.environment)))
      }
    }
  }

  private static let correct = ask(
    "correctInformation", "要求更正", path: "correction",
    [
      .line("name", "正确的称呼", 30, required: false), .line("phone", "正确的电话", 30, required: false),
      .line("guardian", "正确的监护人姓名", 30, required: false),
      .words("words", "原话里哪里不对，应当怎么说；原话不改动，更正写在旁边", 1000, required: false),
    ], example: ["proof": "$PROOF", "name": "陈大妈"]
  ) { InformationRoutes.correction($0) }

  private static let delete = ask(
    "deleteInformation", "要求删除", path: "deletion", [.words("words", "为什么要删", 500, required: false)],
    example: ["proof": "$PROOF", "words": "事情办完了，不想再留着。"]
  ) { InformationRoutes.deletion($0) }

  private static let withdrawFields = [proofField, .id("request", "哪一项请求")]

  private static let withdraw = APIRoute(
    method: .post, path: "/matters/{receipt}/information/withdraw", name: "withdrawInformationRequest",
    summary: "撤回一项还没有答复的请求", chapter: .residents, access: .receipt, parameters: [.receipt],
    body: .json(InputField.schema(withdrawFields), example: ["proof": "$PROOF", "request": "$REQUEST"]),
    success: .noContent, content: .none, refusals: refusals + [.notNow, .readOnly]
  ) { call in
    let matter = try await call.provedMatter()
    guard let id: ID<InformationRequest> = try call.form(withdrawFields).id("request") else {
      throw ActionError.notFound
    }
    return try await call.refusing {
      try await AskInformation.withdraw(id, on: matter, by: .sender(matter), in: call.environment)
      return .none
    }
  }

  // MARK: Copy

  private static let copy = APIRoute(
    method: .post, path: "/matters/{receipt}/information/copy", name: "copyInformation", summary: "查阅、复制这里关于您的全部内容",
    chapter: .residents, access: .receipt, detail: "马上给出，并记录您查阅过。照片用 GET /matters/{receipt}/photos/{file} 取。",
    parameters: [.receipt], body: .json(InputField.schema([proofField]), example: ["proof": "$PROOF"]),
    content: .json(InformationCopy.shape.schema), refusals: refusals + [.notNow, .readOnly]
  ) { call in
    let matter = try await call.provedMatter()
    return try await call.refusing {
      .json(
        InformationCopy.shape.write(
          try await CopyInformation.run(
            of: matter, key: call.key, withPhotos: false, words: InformationRoutes.copyWords(today: call.today),
            in: call.environment)))
    }
  }

  // MARK: Messages

  private static let messagesShape = Shape<StopMessages.Standing>(
    "MatterMessages", "有进展发不发短信",
    [
      .always(
        "standing",
        .words(["unavailable", "off", "on", "number_stopped"], "unavailable 没有开通或者没留手机号；number_stopped 这个号码不再收短信")
      ) { standing in
        .text(standing == .numberStopped ? "number_stopped" : "\(standing)")
      }
    ])

  private static let messages = APIRoute(
    method: .get, path: "/matters/{receipt}/messages", name: "messages", summary: "有进展发不发短信", chapter: .residents,
    access: .receipt, parameters: [.receipt], content: .json(messagesShape.schema), refusals: refusals
  ) { call in
    .json(messagesShape.write(try await StopMessages.standing(of: call.ownMatter(), in: call.environment)))
  }

  private static let setMessages = APIRoute(
    method: .post, path: "/matters/{receipt}/messages", name: "setMessages", summary: "改有进展发不发短信", chapter: .residents,
    access: .receipt, parameters: [.receipt],
    body: .json(
      .record([.init("wants", .flag("true 发；false 不发"), isRequired: true)]), example: ["wants": false]),
    success: .noContent, content: .none, refusals: refusals + [.readOnly]
  ) { call in
    let matter = try await call.ownMatter()
    try await StopMessages.set(
      call.body["wants"]?.flag ?? false, for: matter, by: .sender(matter), in: call.environment)
    return .none
  }
}

extension APICall {
  /// The matter of the receipt in the address, for whoever shows its secret.
  func ownMatter() async throws -> ID<Matter> { try await matterOfSecret(try visit.parameter("receipt")) }

  /// The same, for whoever has shown a short while ago that he is its sender.
  func provedMatter() async throws -> ID<Matter> {
    let matter = try await ownMatter()
    guard let proof = Base64URL.decode(body["proof"]?.text ?? ""),
      ProveIdentity.holds(proof, for: matter, at: visit.now, in: environment)
    else { throw APIRefusal.body([SchemaProblem("/proof", "不对，或者过了半小时，请再确认一次是您本人")]) }
    return matter
  }

  /// What the rules of such requests refuse is told as a problem.
  func refusing(_ run: () async throws -> APIAnswer) async throws -> APIAnswer {
    do { return try await run() } catch let refusal as InformationRefusal {
      throw APIRefusal(.notNow, PrivacyWords.sentence(refusal) + "。")
    }
  }
}

extension InformationCopy {
  private static let contactShape = Shape<Contact>(
    "OwnContact", "您留的",
    [
      .text("name", "称呼") { $0.name }, .text("phone", "电话") { $0.phone },
      .maybeText("guardian", "监护人") { $0.guardian },
    ])
  private static let entryShape = Shape<Entry>(
    "OwnEntry", "说过的一句",
    [
      .instant("at", "什么时候") { $0.at }, .text("what", "什么事") { $0.what }, .maybeText("text", "内容") { $0.text },
      .maybeText("place", "地点") { $0.place }, .maybeText("by", "由谁") { $0.by },
    ])
  private static let lookShape = Shape<Look>(
    "OwnLook", "看过联系方式的一次",
    [.instant("at", "什么时候") { $0.at }, .text("office", "由谁") { $0.office }, .text("reason", "事由") { $0.reason }])
  private static let handedShape = Shape<HandedTo>(
    "OwnHandedTo", "转给的一个单位",
    [
      .instant("at", "什么时候") { $0.at }, .text("unit", "单位") { $0.unit },
      .flag("withContact", "可以查看联系方式") { $0.withContact },
    ])

  static let shape = Shape<InformationCopy>(
    "InformationCopy", "这件诉求里关于您的全部内容",
    [
      .text("receipt", "回执号") { $0.receipt },
      .instant("receivedAt", "什么时候收到") { $0.receivedAt },
      .maybeText("category", "类别") { $0.category },
      .text("organ", "谁留存的") { $0.organ },
      .shapes("contacts", "您是谁，怎么联系您", contactShape) { $0.contacts },
      .shapes("said", "您说的", entryShape) { $0.said },
      .shapes("told", "告诉您的", entryShape) { $0.told },
      .always("photos", .list(.id(), 0...200, "您的照片（编号）")) { .list($0.photos.map { .text($0.id.description) }) },
      .shapes("looks", "谁看过您的联系方式", lookShape) { $0.looks },
      .shapes("handedTo", "转给了谁", handedShape) { $0.handedTo },
      .maybeText("published", "公开的内容") { $0.published },
      .texts("requests", "您提出过的请求") { $0.requests },
    ])
}
