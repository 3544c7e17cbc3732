import Actions
package import Domain
import HTTPTypes
import Hummingbird

/// One line of the site map: method, pattern, who may come in.
package struct RouteLine: Sendable, Equatable {
  package let method: String
  package let pattern: String
  package let access: RouteAccess

  /// `POST /matters/:id  open`, as the golden file has it.
  package var text: String { "\(method) \(pattern) \(access.rawValue)" }
}

/// All routes of the site. Each carries its coarse access, which has no default; nothing is reachable that is not here.
package struct RouteTable {
  typealias Show = @Sendable (Visit) async throws -> Response
  typealias Take = @Sendable (Visit, PostedForm) async throws -> Response

  enum Handler: Sendable {
    case show(Show)
    /// `strict`: a form that is not genuine is turned away before the handler sees it.
    case take(Take, strict: Bool)
  }

  private(set) var routes: [(line: RouteLine, handler: Handler)] = []

  package var lines: [RouteLine] { routes.map(\.line) }

  mutating func get(_ pattern: String, access: RouteAccess, _ show: @escaping Show) {
    routes.append((RouteLine(method: "GET", pattern: pattern, access: access), .show(show)))
  }

  mutating func post(_ pattern: String, access: RouteAccess, _ take: @escaping Take) {
    routes.append((RouteLine(method: "POST", pattern: pattern, access: access), .take(take, strict: true)))
  }

  /// A form for visitors: the handler shows it again, with what was typed, when it was not genuine.
  mutating func postLenient(_ pattern: String, access: RouteAccess, _ take: @escaping Take) {
    routes.append((RouteLine(method: "POST", pattern: pattern, access: access), .take(take, strict: false)))
  }
}
