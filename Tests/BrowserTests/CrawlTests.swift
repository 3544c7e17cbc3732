import Actions
import Domain
import TestSupport
import Testing
import Web

/// Every page that can be reached, looked at with the house checks.
@Suite(.serialized) struct CrawlTests {
  private static let publicPlaces = [
    "/", "/deputies", "/venues", "/submit", "/mine", "/lookup", "/matters", "/campaigns", "/numbers", "/privacy",
    "/accessibility",
    "/help", "/work/sign-in", "/work/slip",
  ]

  private static func isPublic(_ path: String) -> Bool {
    !path.hasPrefix("/work") || path == "/work/sign-in" || path == "/work/slip"
  }

  @Test func publicPages() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor()
      let receipts = try await open(FilledTown.fill(journey.town), by: resident)
      let crawler = Crawler(visitor: resident, takes: Self.isPublic)
      let own = receipts.map { SitePath.receipt($0.number).string }
      let visited = try await crawler.run(from: Self.publicPlaces)
      #expect(Set(visited).isSuperset(of: Self.publicPlaces))
      let kinds = Set(visited.map(Crawler.kind))
      #expect(
        kinds.isSuperset(of: ["/deputies/#?", "/venues/#?", "/matters/#?", "/campaigns/#?", "/numbers/archived?year"]),
        "\(kinds)")
      try await crawler.narrow(visited + own)
      try await dead(resident, journey)
    }
  }

  @Test func publicPagesInElderMode() async throws {
    try await Journey.run { journey in
      var elder = try await journey.visitor()
      let receipts = try await open(FilledTown.fill(journey.town), by: elder)
      try await elder.open(.home)
      elder.checks = .elder
      try await elder.press("长辈版")
      let crawler = Crawler(visitor: elder, takes: Self.isPublic)
      let visited = try await crawler.run(
        from: Self.publicPlaces + receipts.map { SitePath.receipt($0.number).string })
      #expect(Set(visited).isSuperset(of: Self.publicPlaces))
      try await dead(elder, journey)
    }
  }

  @Test(arguments: PostRole.allCases) func workPages(of role: PostRole) async throws {
    try await Journey.run { journey in
      _ = try await FilledTown.fill(journey.town)
      let member = try await holder(of: role, journey)
      let visitor = try await journey.staff(member, .phone)
      let crawler = Crawler(visitor: visitor) { $0.hasPrefix("/work") }
      let visited = try await crawler.run(from: ["/work"])
      #expect(visited.count >= Self.leastPages[role] ?? 0, "\(visited)")
      try await crawler.narrow(visited)
    }
  }

  /// So that a crawl that is turned away at the door is noticed.
  private static let leastPages: [PostRole: Int] = [
    .systemAdministrator: 3, .securityAdministrator: 3, .auditor: 3, .chair: 10, .clerk: 20, .upperClerk: 3, .chief: 15,
    .liaison: 15,
    .coordinator: 4, .unitRegistrar: 9, .unitDrafter: 6, .unitHead: 9, .gridWorker: 6, .director: 9, .committee: 7,
  ]

  /// A township has neither directors nor committees (组织法 18, 33): somebody is given the post for their pages' sake.
  private func holder(of role: PostRole, _ journey: Journey) async throws -> TestStaff {
    if let known = journey.places.staff.first(where: { $0.post.role == role }) { return known }
    let environment = journey.town.environment
    let post = Post(role: role, congress: journey.places.congress)
    let person = try await SavePerson.run(
      SavePerson.Input(id: nil, name: "任职人", occupation: "干部"), by: .system, in: environment)
    try await ManageAccounts.grant(post, to: person, by: .system, in: environment)
    _ = try await ManageAccounts.add(
      username: "crawler", password: TestPlaces.password, for: person, mustChange: false, by: .system, in: environment)
    return TestStaff(person: person, name: "任职人", username: "crawler", post: post)
  }

  @Test func workPagesOfADeputy() async throws {
    try await Journey.run { journey in
      _ = try await FilledTown.fill(journey.town)
      let slip = try await IssueSlip.run(
        for: journey.places.deputy.person, by: journey.places.liaison.actor,
        key: RequestKey(hash: journey.town.environment.random(16)), in: journey.town.environment)
      let phone = try await journey.visitor()
      try await phone.redeem(journey.absolute(.slip(slip.code)), as: journey.places.deputy)
      let crawler = Crawler(visitor: phone) { $0.hasPrefix("/work") }
      let visited = try await crawler.run(from: ["/work", "/work/pin"])
      #expect(visited.count >= 5, "\(visited)")
      try await crawler.narrow(visited)
    }
  }

  /// Opens the receipts, so that this browser keeps them.
  private func open(
    _ receipts: [SubmitMatter.Receipt], by resident: Visitor
  ) async throws -> [SubmitMatter.Receipt] {
    for receipt in receipts { try await resident.lookUp(number: receipt.number, code: receipt.lookupCode) }
    return receipts
  }

  /// Addresses that lead nowhere any more still say what to do.
  private func dead(_ visitor: Visitor, _ journey: Journey) async throws {
    try await visitor.open(journey.site.address + "/nowhere", status: 404)
    try await visitor.open(.code("nothing"), status: 404)
    try await visitor.open(.receiptLink("nothing"), status: 404)
    try await visitor.open(.slip("000000000000"), status: 410)
    try await ManageCodes.revoke(
      journey.places.stationCode, reason: "更换", by: journey.places.clerk.actor, in: journey.town.environment)
    try await visitor.open(journey.printed(journey.places.stationCode), status: 410)
  }
}
