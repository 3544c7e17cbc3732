import Actions
import Domain
import TestSupport
import Testing
import Web

/// Everybody who has to do with a suggestion, each before his own screen.
struct SuggestionTown {
  let journey: Journey
  let liaison: Visitor
  /// The deputy who puts it forward.
  let lead: Visitor
  let signers: [(visitor: Visitor, deputy: TestDeputy)]
  let registrar: Visitor
  let drafter: Visitor
  let head: Visitor
  /// 财政所, which nobody thought of at first.
  let third: ID<HandlingUnit>
  let finance: TestStaff

  static func build(_ journey: Journey) async throws -> SuggestionTown {
    let (places, environment) = (journey.places, journey.town.environment)
    let third = try await SaveStructure.saveUnit(
      nil, of: places.congress, name: "三河镇财政所", telephone: "0000-1234569", by: .system, in: environment)
    let person = try await SavePerson.run(
      SavePerson.Input(id: nil, name: "钱会计", occupation: "干部"), by: .system, in: environment)
    let post = Post(role: .unitRegistrar, congress: places.congress, unit: third)
    try await ManageAccounts.grant(post, to: person, by: .system, in: environment)
    _ = try await ManageAccounts.add(
      username: "finance", password: TestPlaces.password, for: person, mustChange: false, by: .system, in: environment)
    let liaison = try await journey.staff(places.liaison)
    let otherLiaison = try await journey.staff(places.otherLiaison)
    return SuggestionTown(
      journey: journey, liaison: liaison, lead: try await journey.deputy(places.deputy, slipFrom: liaison),
      signers: [
        (try await journey.deputy(places.secondDeputy, slipFrom: liaison), places.secondDeputy),
        (try await journey.deputy(places.otherDeputy, slipFrom: otherLiaison), places.otherDeputy),
      ],
      registrar: try await journey.staff(places.unitRegistrar),
      drafter: try await journey.staff(places.unitDrafter, .phone),
      head: try await journey.staff(places.unitHead, .phone), third: third,
      finance: TestStaff(person: person, name: "钱会计", username: "finance", post: post))
  }

  /// Two residents write to the deputy about the same canal; he takes both up.
  func twoResidents() async throws -> [(Visitor, Receipt)] {
    let pleas = [
      Plea(what: "东村水渠漏水，我家半亩秧田浇不上水，盼着早点修。", place: "东村渠口"),
      Plea(what: "渠边的路被水渠漏的水泡软了，拖拉机陷在里面。", place: "东村机耕路", name: "李大爷", phone: "13800005678"),
    ]
    var receipts: [(Visitor, Receipt)] = []
    for plea in pleas {
      let resident = try await journey.visitor()
      try await resident.open(journey.printed(journey.places.deputyCode))
      receipts.append((resident, try await resident.submit(plea)))
      try await lead.open(.work)
      try await lead.press(String(plea.what.prefix(8)))
      try await lead.act(MatterAct.accept, ["grade": "in_group"])
    }
    return receipts
  }
}

extension Visitor {
  /// Carries out an act of the open suggestion.
  func act(
    _ act: SuggestionAct, part: Int? = nil, _ fields: KeyValuePairs<String, String> = [:], status: Int = 200,
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    let form = "form[action$='\(part.map { "/parts/\($0)" } ?? "")/\(act.rawValue)']"
    try await fill(form, fields)
    try await unfold("\(form) button[type=submit]")
    try await follow("\(form) button[type=submit]", status: status, at: location)
  }

  /// Puts the picture of a paper into an act's form.
  func scan(_ act: SuggestionAct, part: Int) async throws {
    let field = "form[action$='/parts/\(part)/\(act.rawValue)'] input[type=file]"
    try await unfold(field)
    try await page.upload(field, [try await takePhoto()])
  }
}
