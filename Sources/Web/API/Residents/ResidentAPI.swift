import Actions
import Domain
import HTTPKit
import HTTPTypes
import SecretsKit

/// What a resident does: bring a matter up, see how far it is, supplement, rate, withdraw.
enum ResidentAPI {
  static let routes: [APIRoute] = [submit, uploadPhoto, lookUp, matter, photo]

  // MARK: Bringing it up

  static let addressee: [(name: String, mark: String, about: String)] = [
    ("deputy", "d-", "代表"), ("venue", "v-", "站点"), ("group", "g-", "代表小组"),
  ]

  /// The members that the resident's form and the desk's have in common.
  static let common: [InputField] = [
    .words("text", "什么事，用自己的话说", 2000, in: "what"),
    .id("category", "类别", required: false),
    .choice("addressee", "交给谁；不写就由联络站安排", addressee, in: "to", required: false),
    .word("visibility", MatterVisibility.self, "公开方式；不写就按这里的规则，一般是不公开", required: false),
    .word("replyWay", ReplyWay.self, "希望怎么答复，默认电话", in: "via", required: false),
    .photos,
    .group("minor", "提的人不满14周岁时写", [.line("guardian", "监护人姓名", 40)], mark: "minor"),
    .flag("bypass", "不经本站，直接送上一级"),
    .flag("accusation", "反映的是某个人的问题（检举控告）：立即封存"),
    .id("campaign", "征集活动", required: false),
  ]

  private static let fields =
    common + [
      .line("place", "在哪里", 120, in: "where", required: false),
      .group(
        "contact", "怎么联系您", [.line("name", "称呼", 40), .line("phone", "手机号，或者带区号的座机号", 30)], required: true),
      .id("joins", "公开的诉求里说的是同一件事：它的编号，和它一起办", in: "join", required: false),
      .value("code", CodeAPI.code.about("扫了印的码来的：那个码，见 GET /codes/{code}"), required: false),
      .flag("messages", "有进展发短信告诉我（只有手机号可以）", in: "tell"),
    ]

  private static let example: JSONValue = [
    "text": "村口的路灯坏了三天，晚上看不见。", "place": "东村村口", "contact": ["name": "陈大娘", "phone": "13800001234"],
    "visibility": "private",
  ]

  private static let submit = APIRoute(
    method: .post, path: "/matters", name: "submitMatter", summary: "提一件诉求，当场拿回执", chapter: .residents,
    access: .visitor,
    detail: "secret 是回执的凭证，只在这里给出，以后放在请求头 Lookup-Secret 里；请妥善保存，不要放进地址。code 是6位查询码，和回执号一起可以在网页上查进度。",
    body: .json(InputField.schema(fields), example: example), success: .created,
    content: .json(ReceiptView.shape.schema),
    refusals: [.readOnly, .duplicate, .notFound]
  ) { call in
    let congress = call.visit.site.congress.id
    let settings = try await call.environment.rules.current(of: congress).settings
    let form = try call.form(fields)
    let photos = try await form.takePhotos(limit: settings.intake.photoLimit, in: call.environment)
    let code = form.fields["code"].flatMap { PrintedCode.id(of: $0, in: call.environment) }
    if code == nil, form.fields["code"] != nil { throw APIRefusal.body([SchemaProblem("/code", "不是这里印的码")]) }
    let parsed = SubmitMatterForm.parse(
      form, settings: settings, congress: congress, photos: photos.tickets, photoProblems: photos.problems,
      scanned: code != nil, atDesk: false, needsPlace: false)
    guard var input = parsed.input else { throw call.refusal(of: parsed.draft.problems, fields) }
    input.joins = form.id("join")
    if let code { input.grid = try await ReadGrids.grid(ofCode: code, in: call.environment) }
    // Before the words are compared: a matter whose words are known is taken for one that is sent again.
    try await call.requireSubmit(phone: input.phone)
    input.held = SubmissionCheck.reasons(input, form, call.visit, settings.holds)
    let asked = input
    return try await receipt(fields, call) {
      try await SubmitMatter.run(asked, by: call.actor, key: call.key, in: call.environment)
    }
  }

  /// The receipt of what was carried out, or what is wrong with a form, at the members that it was made from. It was
  /// counted before (``APICall/requireSubmit(phone:)``).
  static func receipt(
    _ fields: [InputField], _ call: APICall, of act: () async throws -> SubmitMatter.Receipt
  ) async throws -> APIAnswer {
    do {
      let receipt = try await act()
      return .json(ReceiptView.shape.write(try await ReceiptView.read(receipt, in: call.environment)))
    } catch ActionError.invalid(let problems) {
      throw call.refusal(of: SubmitMatterForm.sentences(problems), fields)
    }
  }

  // MARK: Photos

  private static let photoShape = Shape<String>(
    "UploadedPhoto", "收下的照片，一天内有效",
    [.always("photo", JSONSchema(.text(.opaque, 1...600), "放进 photos")) { .text($0) }])

  private static let uploadPhoto = APIRoute(
    method: .post, path: "/photos", name: "uploadPhoto", summary: "上传一张照片，备以后用", chapter: .residents,
    access: .visitor, detail: "正文就是照片本身。拍摄地点等信息会自动去掉。", body: .picture, success: .created,
    content: .json(photoShape.schema), refusals: [.readOnly]
  ) { call in
    try call.visit.require(call.visit.claim(.photos, cost: max(1, call.bytes.count / 1024)))
    let outcome = try await PreparePhotos.run(
      [PreparePhotos.Upload(name: "photo", bytes: call.bytes)], kept: [], limit: 1, in: call.environment)
    guard let ticket = outcome.tickets.first else {
      let words = outcome.problems.first.map { ProblemWords.sentence($0, label: "照片") } ?? "没有收到照片"
      throw APIRefusal.body([SchemaProblem("", words)])
    }
    return .json(photoShape.write(ticket.text(call.environment.tokens)))
  }

  // MARK: One's own

  private static let foundShape = Shape<(receipt: String, capability: [UInt8])>(
    "LookedUp", "查到了",
    [
      .text("receipt", "回执号") { $0.receipt },
      .always("secret", JSONSchema(.text(.opaque, 22...22), "凭证：以后放进 Lookup-Secret，不用再输查询码")) {
        .text(Base64URL.encode($0.capability))
      },
    ])

  private static let lookUp = APIRoute(
    method: .post, path: "/lookups", name: "lookUp", summary: "凭纸上的回执号和查询码换凭证", chapter: .residents,
    access: .visitor, detail: "试错的次数和网页上查进度一样有限制。再发一次给出另一个同样有效的凭证。",
    body: .json(
      .record([
        .init("receipt", JSONSchema(.text(.digits, 12...12), "12位回执号"), isRequired: true),
        .init("code", JSONSchema(.text(.digits, 6...6), "6位查询码"), isRequired: true),
      ]), example: ["receipt": "$RECEIPT", "code": "$CODE"]), success: .created, content: .json(foundShape.schema),
    refusals: [.wrongSecret, .locked, .readOnly]
  ) { call in
    try call.visit.require(call.visit.claim(.lookup))
    let number = call.body["receipt"]?.text ?? ""
    do {
      let capability = try await LookupMatter.run(
        number: number, code: call.body["code"]?.text ?? "", address: call.visit.client.text, in: call.environment)
      return .json(foundShape.write((number, capability)))
    } catch ActionError.wrongSecret {
      throw APIRefusal(.wrongSecret, "请核对回执号和查询码。")
    }
  }

  private static let matter = APIRoute(
    method: .get, path: "/matters/{receipt}", name: "matter", summary: "凭回执看进度", chapter: .residents, access: .receipt,
    parameters: [.receipt], content: .json(MatterView.forSender.schema), refusals: [.wrongSecret, .locked],
    tellsRevision: true
  ) { call in
    let view = MatterView(data: try await call.matter(), isForSender: true)
    return .json(MatterView.forSender.write(view), revision: "\(view.matter.revision)")
  }

  private static let photo = APIRoute(
    method: .get, path: "/matters/{receipt}/photos/{file}", name: "matterPhoto", summary: "诉求的照片", chapter: .residents,
    access: .receiptOrToken(.read), parameters: [.receipt, .file, .small], content: .picture,
    refusals: [.wrongSecret, .locked]
  ) { call in
    let matter = try await call.matter().record.matter.id
    return .picture(
      try await ReadPhoto.run(
        call.visit.id("file"), of: matter, thumbnail: call.flag("small"),
        for: .actor(call.secret == nil ? call.actor : .sender(matter)), in: call.environment))
  }
}

/// A receipt as it is given once.
struct ReceiptView: Sendable {
  let matter: ID<Matter>
  let number: String
  let secret: String
  let code: String
  let due: CivilDate
  let replyDue: CivilDate

  /// The dates are those of the first event: the same however often the request is sent.
  static func read(_ receipt: SubmitMatter.Receipt, in environment: AppEnvironment) async throws -> ReceiptView {
    let record = try await ReadMatterRecord.run(receipt.matter, by: .sender(receipt.matter), in: environment).record
    guard case .submitted(let facts)? = record.history.first?.event else { throw ActionError.notFound }
    return ReceiptView(
      matter: receipt.matter, number: receipt.number, secret: Base64URL.encode(receipt.capability),
      code: receipt.lookupCode, due: facts.acceptDue.date, replyDue: facts.replyDue.date)
  }

  static let shape = Shape<ReceiptView>(
    "Receipt", "回执",
    [
      .id("id", "编号") { $0.matter },
      .text("receipt", "12位回执号") { $0.number },
      .always("secret", JSONSchema(.text(.opaque, 22...22), "凭证：放进 Lookup-Secret")) { .text($0.secret) },
      .always("code", JSONSchema(.text(.digits, 6...6), "6位查询码")) { .text($0.code) },
      .date("due", "哪天前告诉您是否受理") { $0.due },
      .date("replyDue", "哪天前答复") { $0.replyDue },
    ])
}

extension APICall {
  /// - Throws: ``APIRefusal`` when too much came from here, or about this number.
  func requireSubmit(phone: String) async throws {
    guard let standing = try await visit.submitRefusal(phone: phone, key: key) else { return }
    throw APIRefusal.retry(
      .tooMany, after: max(1, standing.retryAfter ?? 1), LimitWords.sentence(standing, visit) + "。")
  }

  /// The form that the body stands for. A photo that is none of ours would be lost without a word.
  func form(_ fields: [InputField]) throws -> PostedForm {
    let form = InputField.form(of: body, fields)
    for (index, ticket) in form.all("kept").enumerated() where PhotoTicket(text: ticket, environment.tokens) == nil {
      throw APIRefusal.body([SchemaProblem("/photos/\(index)", "不是这里给出的照片，请重新上传")])
    }
    return PostedForm(fields: form, files: [], problems: [], isGenuine: true, key: key)
  }

  /// What is wrong with a form, at the members that its fields came from.
  func refusal(of problems: [(field: String, words: String)], _ fields: [InputField]) -> APIRefusal {
    .body(
      problems.map { SchemaProblem(InputField.pointer(to: $0.field, fields) ?? "", $0.words) })
  }
}
