import Actions
import Domain
import Foundation
import TestSupport
import Testing
import Web

/// A town on a port, and a folder for what its people scan and upload.
struct Journey: Sendable {
  let site: TestSite
  let folder: URL

  var town: TestTown { site.town }
  var places: TestPlaces { site.town.places }

  static func run(_ body: @escaping @Sendable (Journey) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lianluo-journey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await TestSite.run { site in try await body(Journey(site: site, folder: folder)) }
  }

  /// Somebody with a device of his own: no cookie is shared with anybody.
  func visitor(_ device: Device = .phone, javaScript: Bool = true, cookiesOff: Bool = false) async throws -> Visitor {
    let page = try await Chromium.shared().newPage(device, cookiesOff: cookiesOff, javaScript: javaScript)
    return Visitor(journey: self, page: page)
  }

  /// Staff at a desk, signed in.
  func staff(_ member: TestStaff, _ device: Device = .desktop) async throws -> Visitor {
    let visitor = try await visitor(device)
    try await visitor.signIn(member)
    return visitor
  }

  /// A deputy's phone, signed in with a slip that the liaison has printed.
  func deputy(_ deputy: TestDeputy, slipFrom liaison: Visitor) async throws -> Visitor {
    let slip = try await liaison.printSlip(for: deputy)
    let phone = try await visitor()
    try await phone.redeem(slip, as: deputy)
    return phone
  }

  func absolute(_ path: SitePath) -> String { site.address + path.string }

  /// The address in a printed code.
  func printed(_ code: ID<Code>) -> String {
    absolute(.code(PrintedCode.token(code, in: town.environment)))
  }

  /// Time goes on: caches are a moment old, dates come nearer.
  func advance(days: Int = 0, minutes: Int = 1) {
    town.clock.move(to: town.now.adding(seconds: Int64(days) * 86_400 + Int64(minutes) * 60))
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}

/// What a resident takes home.
struct Receipt: Sendable, Equatable {
  /// Twelve digits.
  let number: String
  /// Six digits.
  let code: String
  /// The address in its QR code.
  let link: String
}

/// What a resident writes.
struct Plea: Sendable {
  var what = "村东头小学门口的路灯坏了三天，晚上孩子放学看不见路，希望尽快修好。"
  var place = "东村小学门口"
  var name = "陈大娘"
  var phone = "13800001234"
  var photos: [String] = []
}
