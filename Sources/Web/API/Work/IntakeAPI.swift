import Actions
import Domain
import HTTPKit
import HTTPTypes
import SecretsKit

/// What people at work bring up: for somebody at the desk, or a deputy himself.
enum IntakeAPI {
  static let routes: [APIRoute] = [intake, raise, grids, registerInGrid]

  private static let contact = InputField.group(
    "contact", "怎么联系；不愿留的可以空着",
    [.line("name", "称呼", 40, required: false), .line("phone", "电话", 30, required: false)])

  private static let deskFields =
    ResidentAPI.common + [
      .value("channel", .words(MatterChannel.desk.map(\.rawValue), "怎么来的")), .line("place", "在哪里", 120, in: "where"),
      contact,
    ]

  private static let intake = APIRoute(
    method: .post, path: "/work/matters", name: "intake", summary: "代录来访诉求", chapter: .work,
    access: .token(.work, .desk),
    body: .json(
      InputField.schema(deskFields),
      example: [
        "text": "自来水发黄，已经一个星期了。", "place": "东村三组", "channel": "visit",
        "contact": ["name": "王大爷", "phone": "13800005678"],
      ]), success: .created, content: .json(ReceiptView.shape.schema),
    refusals: [.readOnly, .duplicate, .notFound, .passwordOutdated]
  ) { call in
    let (input, _) = try await call.entered(deskFields)
    return try await ResidentAPI.receipt(deskFields, call) {
      try await SubmitMatter.run(input, by: call.actor, key: call.key, in: call.environment)
    }
  }

  // MARK: 随手提

  private static let resident: [InputField] = [
    .line("name", "称呼", 40, in: "name"), .line("phone", "手机号", 30, in: "phone", required: false),
  ]

  /// The residents of a deputy's form: each has fields of his own number.
  private static let residents = InputField(
    property: .init(
      "residents",
      .list(InputField.schema(resident), 0...RaiseMatter.mostResidents, "替谁反映，每人一张回执；征得本人同意后写"),
      isRequired: false),
    places: (1...RaiseMatter.mostResidents).flatMap { number in
      ["name", "phone"].map { (SubmitMatterForm.residentField(number, $0), "/\(number - 1)/\($0)") }
    },
    fill: { value, form in
      for (index, person) in (value.list ?? []).enumerated() {
        for part in ["name", "phone"] {
          form.append(
            FormField(name: SubmitMatterForm.residentField(index + 1, part), value: person[part]?.text ?? ""))
        }
      }
    })

  private static let raiseFields: [InputField] = [
    .words("text", "什么事", 2000, in: "what"), .line("place", "在哪里", 120, in: "where"),
    .id("category", "类别", required: false), .flag("public", "办理情况可以公开"), .photos, residents,
    .id("campaign", "征集活动", required: false),
  ]

  private static let raisedShape = Shape<(own: ReceiptView, residents: [ReceiptView])>(
    "RaisedReceipts", "回执：代表自己的，和替反映的每位群众的",
    [
      .shape("own", "代表自己的", ReceiptView.shape) { $0.own },
      .shapes("residents", "替反映的群众的，按写的顺序", ReceiptView.shape) { $0.residents },
    ])

  private static let raise = APIRoute(
    method: .post, path: "/work/raised-matters", name: "raise", summary: "代表随手提", chapter: .work,
    access: .token(.work, .deputy),
    body: .json(
      InputField.schema(raiseFields), example: ["text": "河堤上有一段护栏倒了。", "place": "东村河堤", "public": true]),
    success: .created, content: .json(raisedShape.schema), refusals: [.readOnly, .duplicate, .notNow, .notFound]
  ) { call in
    let congress = call.visit.site.congress.id
    let settings = try await call.environment.rules.current(of: congress).settings
    let form = try call.form(raiseFields)
    let photos = try await form.takePhotos(limit: settings.intake.photoLimit, in: call.environment)
    let (input, draft) = SubmitMatterForm.raised(
      form, settings: settings, photos: photos.tickets, photoProblems: photos.problems)
    guard let input else { throw call.refusal(of: draft.problems, raiseFields) }
    try await call.requireSubmit(phone: "")
    do {
      let receipts = try await RaiseMatter.run(
        input, by: call.person(), at: congress, key: call.key, in: call.environment)
      var residents: [ReceiptView] = []
      for receipt in receipts.residents { residents.append(try await ReceiptView.read(receipt, in: call.environment)) }
      return .json(raisedShape.write((try await ReceiptView.read(receipts.own, in: call.environment), residents)))
    } catch ActionError.invalid(let problems) {
      throw call.refusal(of: SubmitMatterForm.sentences(problems), raiseFields)
    }
  }

  // MARK: 网格登记

  private static let gridShape = Shape<GridArea>(
    "Grid", "您的一个网格",
    [
      .shape("grid", "网格", NamedItem.shape) { NamedItem($0.grid) },
      .shape("venue", "归哪个站点", NamedItem.shape) { NamedItem($0.venue) },
      .maybeNamed("head", "网格长（人大代表）") { $0.head },
    ])

  private static let grids = APIRoute(
    method: .get, path: "/work/grids", name: "grids", summary: "您的网格", chapter: .work, access: .token(.read, .grid),
    content: .json(.list(gridShape.schema, 0...200)), refusals: [.passwordOutdated]
  ) { call in .json(gridShape.write(try await ReadGrids.areas(of: call.person(), in: call.environment))) }

  private static let grid = InputField(
    property: .init("grid", .id("哪个网格，见 GET /work/grids"), isRequired: true), places: [("grid", "")],
    fill: { value, form in
      form.append(FormField(name: "grid", value: value.text ?? ""))
      form.append(FormField(name: "channel", value: MatterChannel.grid.rawValue))
    })

  private static let gridFields: [InputField] =
    [grid, .line("place", "在哪里", 120, in: "where"), contact]
    + ResidentAPI.common.filter { !["addressee", "visibility", "replyWay"].contains($0.property.name) }

  private static let registerInGrid = APIRoute(
    method: .post, path: "/work/grid-matters", name: "registerInGrid", summary: "网格员登记群众的诉求", chapter: .work,
    access: .token(.work, .grid),
    body: .json(
      InputField.schema(gridFields),
      example: [
        "grid": "$GRID", "text": "楼道里的灯不亮了。", "place": "东村二组", "contact": ["name": "李大妈", "phone": "13800007890"],
      ]), success: .created, content: .json(ReceiptView.shape.schema),
    refusals: [.readOnly, .duplicate, .notFound, .passwordOutdated]
  ) { call in
    let (input, form) = try await call.entered(gridFields)
    guard let grid: ID<Region> = form.id("grid") else { throw ActionError.notFound }
    return try await ResidentAPI.receipt(gridFields, call) {
      try await RegisterInGrid.run(input, in: grid, by: call.person(), key: call.key, in: call.environment)
    }
  }
}

extension APICall {
  /// What somebody enters for a resident, counted against his limit.
  /// - Throws: ``APIRefusal`` with what is wrong, at the members.
  fileprivate func entered(_ fields: [InputField]) async throws -> (input: SubmitMatter.Input, form: PostedForm) {
    let congress = visit.site.congress.id
    let settings = try await environment.rules.current(of: congress).settings
    let form = try form(fields)
    let photos = try await form.takePhotos(limit: settings.intake.photoLimit, in: environment)
    let parsed = SubmitMatterForm.parse(
      form, settings: settings, congress: congress, photos: photos.tickets, photoProblems: photos.problems,
      scanned: false, atDesk: true)
    guard let input = parsed.input else { throw refusal(of: parsed.draft.problems, fields) }
    try await requireSubmit(phone: input.phone)
    return (input, form)
  }
}
