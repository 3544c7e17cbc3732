import Actions
import Domain
import HTTPKit
import TestSupport
import Testing
import Web

/// Brings a matter to where an act can be done, and does it with the example of the documentation.
struct ActSteps {
  let api: APIClient
  let town: TestTown
  let examples: DocsExamples

  private var places: TestPlaces { town.places }

  /// Every act there is; those on a unit's part with `part` before.
  static let all = [
    "accept", "assign", "offer", "claim", "hand-back", "classify", "escalate", "pass-down", "merge", "part", "ask",
    "supplement", "urge", "decline", "divert", "seal", "transfer", "recall", "settle-return", "record-result", "reply",
    "record-feedback", "close-unrated", "rehandle", "archive", "redact", "publish", "object", "note", "reveal",
    "reissue", "release",
    "erase", "rate", "withdraw", "part sign-for", "part appoint", "part draft-result", "part send-back",
    "part sign-result", "part ask-return", "part settle-return", "part reveal",
  ]

  var values: [String: String] {
    [
      "DEPUTY": "\(places.deputy.person)", "VENUE": "\(places.station)", "GROUP": "\(places.group)",
      "ABOVE": "\(places.home)", "UNIT": "\(places.unit)", "DRAFTER": "\(places.unitDrafter.person)",
      "TODAY": town.now.date.description, "DUE": town.now.date.adding(days: 20).description,
    ]
  }

  func staff(_ staff: TestStaff) async throws -> APIClient { try await api.signedIn(staff) }

  func deputy(_ deputy: TestDeputy) async throws -> APIClient { try await api.signedIn(deputy, in: town) }

  // MARK: One act

  func carryOut(_ name: String) async throws -> APIResponse {
    if name.hasPrefix("part ") { return try await carryOutOnPart(String(name.dropFirst(5))) }
    let (who, receipt, more) = try await prepared(name)
    let isSender = who == nil
    let body = try examples.body(
      "POST /api/v1/matters/{receipt}/acts/\(name)", values.merging(more) { $1 })
    return try await (who ?? api).post(
      receipt.path + "/acts/" + name, body, secret: isSender ? receipt.secret : nil)
  }

  /// Does an act with the example, or with another body.
  private func act(_ name: String, _ receipt: APISteps.Receipt, by who: APIClient, _ body: JSONValue? = nil)
    async throws
  {
    let example = try examples.body("POST /api/v1/matters/{receipt}/acts/\(name)", values)
    let answer = try await who.post(receipt.path + "/acts/" + name, body ?? example)
    try #require(answer.status == 200, "\(name): \(answer.json.pretty)")
  }

  private func fresh() async throws -> APISteps.Receipt { try await APISteps.submit(api, town) }

  /// A matter that is looked at first: another's number, an address on the internet, no Chinese.
  private func held() async throws -> APISteps.Receipt {
    let receipt = try await APISteps.submit(
      api, addressee: ["venue": .text("\(places.station)")], text: "call 13911112222 or see www.example.com")
    let seen = try await staff(places.liaison).get("/work/matters/\(receipt.number)")
    try #require(seen["held"] == true)
    return receipt
  }

  private typealias Prepared = (who: APIClient?, receipt: APISteps.Receipt, values: [String: String])

  private func prepared(_ name: String) async throws -> Prepared {
    let liaison = try await staff(places.liaison)
    switch name {
    case "claim", "hand-back", "escalate", "pass-down", "merge", "part", "object":
      return try await moved(name, liaison)
    case "transfer", "recall", "settle-return": return try await toUnits(name, liaison)
    case "record-result": return try await byDeputy()
    case "record-feedback", "close-unrated", "rehandle", "archive", "rate": return try await replied(name, liaison)
    case "redact", "publish": return try await open(name, liaison)
    case "reply":
      let receipt = try await fresh()
      try await act("accept", receipt, by: liaison)
      return (liaison, receipt, [:])
    case "supplement":
      let receipt = try await fresh()
      try await act("ask", receipt, by: liaison)
      return (nil, receipt, [:])
    case "withdraw": return (nil, try await fresh(), [:])
    case "release": return (liaison, try await held(), [:])
    case "urge", "erase": return (try await staff(places.clerk), try await fresh(), [:])
    default: return (liaison, try await fresh(), [:])
    }
  }

  private func moved(_ name: String, _ liaison: APIClient) async throws -> Prepared {
    switch name {
    case "claim", "hand-back":
      let receipt = try await fresh()
      try await act("offer", receipt, by: liaison)
      let member = try await deputy(places.secondDeputy)
      if name == "hand-back" { try await act("claim", receipt, by: member) }
      return (member, receipt, [:])
    case "escalate", "pass-down":
      let receipt = try await fresh()
      if name == "escalate" { return (liaison, receipt, [:]) }
      try await act("escalate", receipt, by: liaison)
      return (try await staff(places.clerk), receipt, [:])
    case "merge", "part":
      let (lead, other) = (try await fresh(), try await fresh())
      if name == "merge" { return (liaison, lead, ["OTHER": other.id]) }
      try await act("merge", lead, by: liaison, ["matters": [.text(other.id)], "words": "同一盏灯。"])
      return (liaison, other, [:])
    default:
      let receipt = try await APISteps.submit(api, addressee: ["deputy": .text("\(places.deputy.person)")])
      try await act(
        "accept", receipt, by: liaison,
        [
          "grade": "in_group", "urgency": "normal",
          "onBehalf": ["how": "phone", "on": .text(town.now.date.description)],
        ])
      let phone = try await deputy(places.deputy)
      try #require(try await phone.post("/sessions/current/pin", ["pin": "135792"]).status == 204)
      return (phone, receipt, [:])
    }
  }

  private func toUnits(_ name: String, _ liaison: APIClient) async throws -> Prepared {
    let receipt = try await fresh()
    try await act("accept", receipt, by: liaison, ["grade": "transfer", "urgency": "normal"])
    if name == "transfer" { return (liaison, receipt, [:]) }
    try await act("transfer", receipt, by: liaison)
    if name == "settle-return" { try await part("ask-return", receipt, by: try await staff(places.unitRegistrar)) }
    return (liaison, receipt, [:])
  }

  private func byDeputy() async throws -> Prepared {
    let receipt = try await APISteps.submit(api, addressee: ["deputy": .text("\(places.deputy.person)")])
    let phone = try await deputy(places.deputy)
    try await act("accept", receipt, by: phone)
    return (phone, receipt, [:])
  }

  private func replied(_ name: String, _ liaison: APIClient) async throws -> Prepared {
    let receipt = try await fresh()
    try await act("accept", receipt, by: liaison)
    try await act("reply", receipt, by: liaison)
    switch name {
    case "rate": return (nil, receipt, [:])
    case "close-unrated":
      town.clock.move(to: town.now.adding(days: 40))
      return (try await staff(places.liaison), receipt, [:])
    case "rehandle", "archive":
      let body: JSONValue =
        name == "archive"
        ? APISteps.rate : ["attitude": "satisfied", "result": "dissatisfied", "reason": "还是不亮。"]
      let rated = try await api.post(receipt.path + "/acts/rate", body, secret: receipt.secret)
      try #require(rated.status == 200)
      return (liaison, receipt, [:])
    default: return (liaison, receipt, [:])
    }
  }

  private func open(_ name: String, _ liaison: APIClient) async throws -> Prepared {
    let body = JSONValue.record(
      (APISteps.good.members ?? []) + [
        JSONMember("visibility", "redacted"), JSONMember("addressee", ["venue": .text("\(places.station)")]),
      ])
    let answer = try await api.post("/matters", body)
    let receipt = APISteps.Receipt(
      number: try #require(answer["receipt"]?.text), secret: try #require(answer["secret"]?.text), code: "",
      id: try #require(answer["id"]?.text))
    try await act("accept", receipt, by: liaison)
    if name == "redact" { return (liaison, receipt, [:]) }
    try await act("redact", receipt, by: liaison)
    return (try await staff(places.chief), receipt, [:])
  }

  /// A published matter's id.
  func published() async throws -> String {
    let (chief, receipt, _) = try await open("publish", try await staff(places.liaison))
    try await act("publish", receipt, by: try #require(chief))
    return receipt.id
  }

  /// A matter that a unit has.
  func withUnit() async throws -> APISteps.Receipt {
    try await toUnits("recall", try await staff(places.liaison)).receipt
  }

  // MARK: On a part

  private func part(_ name: String, _ receipt: APISteps.Receipt, by who: APIClient) async throws {
    let answer = try await onPart(name, receipt, by: who)
    try #require(answer.status == 200, "\(name): \(answer.json.pretty)")
  }

  private func onPart(_ name: String, _ receipt: APISteps.Receipt, by who: APIClient) async throws -> APIResponse {
    try await who.post(
      "/work/parts/\(receipt.number)/1/acts/" + name,
      try examples.body("POST /api/v1/work/parts/{receipt}/{part}/acts/\(name)", values))
  }

  private func carryOutOnPart(_ name: String) async throws -> APIResponse {
    let liaison = try await staff(places.liaison)
    let receipt = try await fresh()
    try await act("accept", receipt, by: liaison, ["grade": "transfer", "urgency": "normal"])
    try await act(
      "transfer", receipt, by: liaison,
      [
        "lead": .text("\(places.unit)"), "words": "请去修好。", "due": .text(town.now.date.adding(days: 20).description),
        "sharing": "agreed",
      ])
    let (registrar, head) = (try await staff(places.unitRegistrar), try await staff(places.unitHead))
    if name == "settle-return" {
      // Refused once and asked again: the coordinator decides.
      try await part("ask-return", receipt, by: registrar)
      try await act("settle-return", receipt, by: liaison)
      try await part("ask-return", receipt, by: registrar)
      return try await onPart(name, receipt, by: try await staff(places.coordinator))
    }
    if name != "sign-for", name != "ask-return" { try await part("sign-for", receipt, by: registrar) }
    if name == "send-back" || name == "sign-result" {
      try await part("draft-result", receipt, by: registrar)
      return try await onPart(name, receipt, by: head)
    }
    return try await onPart(name, receipt, by: registrar)
  }
}
