import Actions
import DatabaseKit
import Domain
import Foundation
import HummingbirdTesting
import TestSupport
import Testing
import Web

/// The site map: what there is and who may come in, as every role and as a stranger.
@Suite struct RouteTests {
  enum Role: String, CaseIterable {
    case stranger, deputy, liaison, chief, clerk, chair, upperclerk, admin, unit, drafter, unithead, coordinator
    case security, auditor
    case grid, secretary
  }

  /// Where the handler narrows the coarse gate: the directory is not the system administrator's, holidays are not the
  /// station's.
  private static let narrowed = ["/work/directory", "/work/codes", "/work/holidays"]

  private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  /// A new route changes this file in the same commit, so that nobody adds one unseen.
  @Test("路由表与金标文件一致")
  func tableIsGolden() throws {
    let lines = SiteServer.table().lines.map(\.text).sorted()
    let file = Self.golden.appendingPathComponent("routes.txt")
    let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { String($0) }
    let added = Set(lines).subtracting(expected).sorted()
    let missing = Set(expected).subtracting(lines).sorted()
    #expect(added == [], "not in \(file.lastPathComponent)")
    #expect(missing == [], "only in \(file.lastPathComponent)")
    #expect(lines.count == expected.count)
  }

  @Test("每条路由、每种身份：该进的进，不该进的不进", arguments: DatabaseEngine.allCases)
  func everyRouteAsEveryRole(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let paths = try await RouteSamples(town: town, browser: SiteBrowser(client))
      for role in Role.allCases {
        // So that the wrong slip codes of one role do not count against the next.
        town.clock.move(to: town.now.adding(seconds: 3700))
        let browser = SiteBrowser(client)
        let actor = try await enter(as: role, browser, town)
        for line in SiteServer.table().lines {
          let path = paths.path(line.pattern)
          let answer =
            line.method == "GET"
            ? try await browser.get(path) : try await browser.post(path, [(name: "words", value: "没有令牌的表单")])
          let label = "\(role.rawValue) \(line.method) \(path)"
          #expect(answer.status < 500, "\(label): \(answer.status)")
          check(line, admitted: line.access.admits(actor), isStranger: role == .stranger, answer, label)
        }
      }
    }
  }

  private func check(_ line: RouteLine, admitted: Bool, isStranger: Bool, _ answer: SiteAnswer, _ label: String) {
    switch (line.method, admitted) {
    case ("GET", true):
      // A slip that nobody printed is gone; some pages of the staff are for some posts only, which the handler decides.
      let mayRefuse = line.access == .staff && Self.narrowed.contains { line.pattern.hasPrefix($0) }
      let expected = [200, 303, 304, 404, line.pattern == "/work/slip/:code" ? 410 : 200, mayRefuse ? 403 : 200]
      #expect(expected.contains(answer.status), "\(label): \(answer.status)")
      if line.access != .open, line.access != .receipt {
        #expect(!answer.location.hasPrefix("/work/sign-in"), "\(label) was sent to sign in")
      }
    case ("GET", false):
      if isStranger {
        #expect(answer.status == 303 && answer.location.hasPrefix("/work/sign-in"), "\(label): \(answer.status)")
      } else {
        #expect(answer.status == 403, "\(label): \(answer.status)")
      }
    case (_, true):
      // Without the form's own token nothing is carried out; visitors' forms come back with a sentence.
      #expect(
        [403, 422, 404].contains(answer.status) || (line.pattern == "/elder-mode" && answer.status == 303),
        "\(label): \(answer.status)")
    default: #expect(answer.status == 403, "\(label): \(answer.status)")
    }
  }

  /// Signs in and gives the actor that the access is decided for.
  private func enter(as role: Role, _ browser: SiteBrowser, _ town: TestTown) async throws -> Actor {
    switch role {
    case .stranger: return .visitor
    case .deputy:
      try await SlipSteps.redeem(for: town.places.deputy, town, browser)
      return town.places.deputy.actor(isDevice: true)
    default:
      let staff = try #require(town.places.staff.first { $0.username == role.rawValue })
      try await browser.signIn(staff.username)
      return staff.actor
    }
  }

  @Test("没有的地址给出中文页面，不泄露任何东西")
  func wrongAddresses() async throws {
    try await withSite { _, client in
      let browser = SiteBrowser(client)
      for path in [
        "/nothing", "/deputies/1", "/deputies/abc", "/matters/99999999999999999999", "/c/forged", "/r/forged",
        "/mine/SQ000000000000", "/venues/-1", "/numbers/nothing", "/matters/1/photos/2", "/%00", "/assets/../style.css",
      ] {
        let answer = try await browser.get(path)
        #expect(answer.status == 404, "\(path): \(answer.status)")
        #expect(answer.text.contains("没有") || answer.text.contains("不用了"), "\(path)")
      }
    }
  }
}

/// Real addresses for the patterns of the route table.
struct RouteSamples {
  private let values: [String: String]
  private let special: [String: String]

  /// Makes a matter through the site, so that its addresses exist.
  init(town: TestTown, browser: SiteBrowser) async throws {
    let receipt = try await SubmitSteps.submit(browser)
    let places = town.places
    // With a unit, so that the unit's pages exist.
    let request = MatterRequest(actor: places.clerk.actor, seen: nil)
    let liaison = MatterRequest(actor: places.liaison.actor, seen: nil)
    let stored = try await town.database.read { tx in try tx.row("SELECT id FROM matters")?.first(as: Int64.self) }
    let matter = ID<Matter>(try #require(stored))
    _ = try await AssignMatter.run(.init(to: .venue(places.station)), on: matter, request, in: town.environment)
    _ = try await AcceptMatter.run(
      .init(grade: .transfer, urgency: .normal, category: places.category), on: matter, liaison, in: town.environment)
    _ = try await TransferMatter.run(
      TransferMatter.Input(
        lead: places.unit, others: [], resultDue: town.now.date.adding(days: 20), sharing: .none, sharingReason: nil,
        words: "请到现场看看。"), on: matter, request, in: town.environment)
    let arranged = try await Self.arranged(town)
    let campaign = try await SaveCampaign.run(
      SaveCampaign.Input(
        theme: "征集民生诉求", text: "请说说身边的急难愁盼。", schedule: .once(town.now.date, town.now.date.adding(days: 20))),
      of: places.congress, by: places.clerk.actor, in: town.environment)
    try await SaveCampaign.publish(
      campaign, of: places.congress, seen: 1, by: places.clerk.actor, in: town.environment)
    let session = try await Self.session(town)
    let file = try await PrepareImport.run(
      .init(
        kind: .unit, congress: places.congress, fileName: "单位.csv", bytes: Array("单位名称,电话\n水务局,12\n".utf8)),
      by: places.clerk.actor, in: town.environment)
    values = [
      ":format": "csv",
      ":gap": "villages-without-venue", ":number": receipt.number, ":capability": receipt.capability, ":file": "1",
      ":measure": "received", ":meeting": "\(session.meeting)", ":leave": "\(session.leave)",
      ":kind": "region", ":part": "1", ":paper": "receipt", ":watch": "sent-up", ":sheet": "boards",
      ":code": "000000000000",
      ":token": try #require(try await SubmitSteps.stationToken(town)),
    ]
    special = [
      "/deputies/:id": "\(places.deputy.person)", "/venues/:id": "\(places.station)",
      "/campaigns/:id": "\(campaign)", "/work/campaigns/:id": "\(campaign)",
      "/congresses/:id": "\(places.congress)", "/work/retention/:id": "\(places.congress)",
      "/work/settings/:id": "\(places.congress)",
      "/work/directory/people/:id": "\(places.deputy.person)", "/work/directory/venues/:id": "\(places.station)",
      "/work/directory/congresses/:id": "\(places.congress)", "/work/codes/posters/:id": "\(places.station)",
      "/work/codes/:id": "\(places.stationCode)", "/work/matters/:id": "\(matter)",
      "/work/directory/groups/:id": "\(places.group)", "/work/directory/clusters/:id": "\(arranged.cluster)",
      "/work/directory/mechanisms/:id": "\(arranged.mechanism)", "/work/directory/links/:id": "\(arranged.link)",
      "/work/links/:id": "\(arranged.link)",
      "/work/unit/:id": "\(matter)", "/work/imports/:id": "\(file)", "/sessions/:id": "\(session.id)",
      "/work/sessions/:id": "\(session.id)", "/work/attendance/:id": "\(session.id)",
    ]
  }

  /// A session that sits, with a meeting and a request for leave.
  private static func session(_ town: TestTown) async throws
    -> (id: ID<CongressSession>, meeting: ID<SessionMeeting>, leave: ID<SessionLeave>)
  {
    let (places, environment, today) = (town.places, town.environment, town.now.date)
    let id = try await PlanSession.add(
      PlanSession.Input(beginsOn: today, endsOn: today.adding(days: 2)), of: places.congress, by: places.clerk.actor,
      in: environment)
    try await OpenSession.run(id, seen: 1, by: places.clerk.actor, in: environment)
    let meeting = try await SaveMeeting.run(
      SaveMeeting.Input(heldOn: today, starts: 540, title: "第一次全体会议"), in: id, by: places.secretary.actor,
      in: environment)
    let leave = try await AskLeave.run(
      AskLeave.Input(scope: .whole, reason: "住院治疗"), from: id, by: places.deputy.actor(), in: environment)
    return (id, meeting, leave)
  }

  /// A cluster, a mechanism and a link under it.
  private static func arranged(_ town: TestTown) async throws
    -> (cluster: ID<AreaCluster>, mechanism: ID<LinkMechanism>, link: ID<ResponsibilityLink>)
  {
    let (places, environment, clerk) = (town.places, town.environment, town.places.clerk.actor)
    let mechanism = try await SaveMechanism.add(
      SaveMechanism.Input(name: "双联系", from: .deputy, to: .venue, cadence: Cadence(contacts: 1, period: .month)),
      of: places.congress, by: clerk, in: environment)
    return (
      try await SaveCluster.run(nil, of: places.congress, name: "东片", purpose: "", by: clerk, in: environment),
      mechanism,
      try await SaveLink.add(
        SaveLink.Input(from: places.deputy.person, to: .venue(places.station), reason: "分工"), under: mechanism,
        congress: places.congress, by: clerk, in: environment)
    )
  }

  func path(_ pattern: String) -> String {
    let id = special.filter { pattern.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }?.value ?? "1"
    let isArranged = pattern.hasPrefix("/work/directory/arrange/")
    return pattern.split(separator: "/", omittingEmptySubsequences: false).map { part in
      part == ":id" ? id : part == ":kind" && isArranged ? "cluster" : values[String(part)] ?? String(part)
    }.joined(separator: "/")
  }
}
