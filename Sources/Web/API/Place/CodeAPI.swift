import Actions
import Domain
import HTTPKit
import HTTPTypes

/// What a printed code leads to: the first thing an application of residents meets.
enum CodeAPI {
  static let routes: [APIRoute] = [scan]

  static let code = JSONSchema(.text(.opaque, 1...64), "印的码：扫到的网址 /c/ 后面的部分")

  private enum Leads: String, CaseIterable { case deputy, venue, grid, congress, campaign, ended }

  private struct Scan: Sendable {
    let leads: Leads
    var deputy: ID<Person>?
    var venue: ID<Venue>?
    var campaign: ID<Campaign>?
    var end: CodeEnd?
  }

  private static let endShape = Shape<CodeEnd>(
    "EndedCode", "码不用了，请改找谁",
    [
      .always("reason", .words(["revoked", "mandate_ended", "suspended", "venue_closed", "grid_closed"], "为什么")) {
        .text(word($0.reason))
      },
      .text("subject", "原来是谁的") { $0.subject },
      .maybeNamed("venue", "可以找的站点") { $0.venue },
      .manyNamed("deputies", "可以找的代表") { $0.deputies },
    ])

  private static let scanShape = Shape<Scan>(
    "ScannedCode", "码通向哪里",
    [
      .word("leads", "是谁的码：代表、站点、网格、整个人大、征集活动；ended 已经不用了") { $0.leads },
      .maybeID("deputy", "诉求交给这位代表（addressee.deputy）") { $0.deputy },
      .maybeID("venue", "诉求交给这个站点（addressee.venue）") { $0.venue },
      .maybeID("campaign", "征集活动") { $0.campaign },
      .maybeShape("ended", "码不用了，请改找谁", endShape) { $0.end },
    ])

  private static func word(_ reason: CodeEnd.Reason) -> String {
    switch reason {
    case .revoked: "revoked"
    case .mandateEnded: "mandate_ended"
    case .suspended: "suspended"
    case .venueClosed: "venue_closed"
    case .gridClosed: "grid_closed"
    }
  }

  private static let scan = APIRoute(
    method: .get, path: "/codes/{code}", name: "scanCode", summary: "扫了印的码，看它通向哪里", chapter: .residents,
    access: .visitor, detail: "随后提诉求时把码放进 code，来源就记为扫码。只记这个码今天被扫过几次，不记是谁。",
    parameters: [.path("code", code, example: "$PRINTED_CODE")], content: .json(scanShape.schema)
  ) { call in
    let visit = call.visit
    let found = try await ScanCode.run(
      visit.parameter("code"), isCounted: visit.take([visit.claim(.scan)]).isAllowed, in: call.environment)
    switch found {
    case .deputy(let id, _): return .json(scanShape.write(Scan(leads: .deputy, deputy: id)))
    case .venue(let id, _): return .json(scanShape.write(Scan(leads: .venue, venue: id)))
    case .grid(let id, _):
      guard let area = try await ReadGrids.area(id, in: call.environment) else { throw ActionError.notFound }
      return .json(
        scanShape.write(
          Scan(leads: .grid, deputy: area.head?.id, venue: area.head == nil ? area.venue.id : nil)))
    case .congress: return .json(scanShape.write(Scan(leads: .congress)))
    case .campaign(let id): return .json(scanShape.write(Scan(leads: .campaign, campaign: id)))
    case .ended(let end): return .json(scanShape.write(Scan(leads: .ended, end: end)))
    }
  }
}
