import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Residents and everybody read which office acted, never the name of a member of staff.
@Suite struct StaffNameTests {
  @Test("公开页和群众的经过里没有工作人员的姓名", arguments: DatabaseEngine.allCases)
  func officesInsteadOfNames(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let browser = SiteBrowser(client)
      _ = try await SubmitSteps.submit(browser, ["visibility": "redacted"])
      let matter = try await SubmitSteps.newest(town)
      let receipt = try await handle(matter, in: town)
      let own = try await browser.open("/mine/\(receipt)")
      let published = try await SiteBrowser(client).open("/matters/\(matter)")
      for (page, name) in [(own, "receipt"), (published, "public page")] {
        #expect(page.status == 200, "\(name)")
        for staff in town.places.staff { #expect(!page.text.contains(staff.name), "\(staff.name) on the \(name)") }
        #expect(page.text.contains(town.places.deputy.name + "代表"), "\(name)")
      }
      #expect(own.text.contains("东村人大代表联络站于"))
      #expect(published.text.contains("联络站工作人员于"))
      // Who looked at the telephone number is told to the sender alone.
      #expect(own.text.contains("查看联系方式") && own.text.contains("三河镇人民代表大会经办人"))
      #expect(!published.text.contains("查看联系方式"))
    }
  }

  /// Accepted, looked up, answered on the deputy's word, asked about, published; gives the receipt's number.
  private func handle(_ matter: ID<Matter>, in town: TestTown) async throws -> String {
    let (places, environment) = (town.places, town.environment)
    func by(_ actor: Actor, _ onBehalf: OnBehalf? = nil) -> MatterRequest {
      MatterRequest(actor: actor, seen: nil, onBehalf: onBehalf)
    }
    let today = town.now.date
    _ = try await AssignMatter.run(
      .init(to: .venue(places.station)), on: matter, by(places.clerk.actor), in: environment)
    _ = try await AssignMatter.run(
      .init(to: .deputy(places.deputy.person)), on: matter, by(places.liaison.actor), in: environment)
    let word = OnBehalf(person: places.deputy.person, how: .phone, obtainedOn: today)
    _ = try await AcceptMatter.run(
      .init(grade: .inGroup, urgency: .normal, category: nil), on: matter, by(places.liaison.actor, word),
      in: environment)
    _ = try await RevealContact.run(reason: "电话核实情况", on: matter, by(places.clerk.actor), in: environment)
    _ = try await ReplyToMatter.run(
      .init(words: "路灯修好了。", oral: .init(teller: places.liaison.name, toldOn: today), outcome: .solved), on: matter,
      by(places.liaison.actor, word), in: environment)
    _ = try await RecordFeedback.run(
      .init(
        attitude: .satisfied, result: .satisfied, words: nil, asker: places.liaison.name, askedOn: today, how: .phone),
      on: matter, by(places.liaison.actor), in: environment)
    _ = try await RedactMatter.run(
      .init(title: "路灯不亮", text: "路灯坏了", place: "", reply: "修好了", photos: []), on: matter, by(places.liaison.actor),
      in: environment)
    _ = try await PublishMatter.run(
      isPublic: true, words: nil, on: matter, by(places.clerk.actor), in: environment)
    return try await ReadMatterRecord.run(matter, by: places.clerk.actor, in: environment).record.matter.receipt
  }
}
