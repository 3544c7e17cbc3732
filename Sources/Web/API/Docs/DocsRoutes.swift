import Domain
import HTMLKit
import Hummingbird

/// The documentation of the API.
enum DocsRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/api", access: .open) { visit in
      Respond.page(
        Document.render(DocsPage(origin: visit.origin), visit, .open(tab: nil)), for: visit, keeping: .revalidate)
    }
  }
}
