import Actions
import DatabaseKit
import Domain
import Foundation
import HTTPKit
import HTTPTypes
import SecretsKit
import TestSupport
import Testing
import Web

/// What operations there are, and who may use them.
@Suite struct APIRouteTests {
  private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden").appendingPathComponent("api.txt")

  @Test("接口表与金标文件一致")
  func tableIsGolden() throws {
    let expected = try String(contentsOf: Self.golden, encoding: .utf8).split(separator: "\n").map { String($0) }
    #expect(Set(APITable.lines).subtracting(expected).sorted() == [], "not in api.txt")
    #expect(Set(expected).subtracting(APITable.lines).sorted() == [], "only in api.txt")
    #expect(APITable.lines.count == expected.count)
  }

  /// `POST /api/v1/matters/{receipt}/acts/accept work signed-in` in parts.
  struct Line {
    let method: HTTPRequest.Method
    let path: String
    let access: [String]

    init(_ text: String) {
      let parts = text.split(separator: " ", maxSplits: 2).map { String($0) }
      method = HTTPRequest.Method(parts[0]) ?? .get
      path = parts[1]
      access = parts[2].split(separator: " ").map { String($0) }
    }

    var takesToken: Bool { access.count == 2 }
    var takesSecret: Bool { access[0].hasPrefix("receipt") }
    var gate: RouteAccess? { access.count == 2 ? RouteAccess(rawValue: access[1]) : nil }
    var changes: Bool { method != .get }

    func address(_ receipt: APISteps.Receipt, _ town: TestTown) -> String {
      let id =
        path.hasPrefix("/api/v1/deputies")
        ? "\(town.places.deputy.person)" : path.hasPrefix("/api/v1/venues") ? "\(town.places.station)" : "1"
      return path.replacing("{receipt}", with: receipt.number).replacing("{id}", with: id)
        .replacing("{file}", with: "1").replacing("{part}", with: "1").replacing("{measure}", with: "received")
        .replacing("{kind}", with: "sent_up")
        .replacing("{code}", with: PrintedCode.token(town.places.stationCode, in: town.environment))
    }
  }

  @Test("每个接口、每种身份：没有令牌、令牌不对、身份不够、范围不够都有说法，从来不出错", arguments: DatabaseEngine.allCases)
  func everyOperationAsEverybody(engine: DatabaseEngine) async throws {
    try await withSite(on: engine, options: .patient) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let lines = APITable.lines.map { Line($0) }
      for line in lines { try await asStranger(line, api, receipt, town) }
      for staff in town.places.staff {
        let own = try await api.signedIn(staff)
        for line in lines where line.takesToken && !Self.ends(line) {
          let admitted = try #require(line.gate).admits(staff.actor)
          let answer = try await send(line, own, receipt, town)
          let label = "\(staff.username) \(line.method) \(line.path): \(answer.status)"
          if admitted {
            // 403 from the act itself, which decides on the facts.
            #expect(answer.status < 500 && answer.status != 401, "\(label)")
          } else {
            #expect(answer.status == 403 && answer.problem == "forbidden", "\(label)")
          }
        }
      }
    }
  }

  private static func ends(_ line: Line) -> Bool { line.method == .delete }

  private func asStranger(_ line: Line, _ api: APIClient, _ receipt: APISteps.Receipt, _ town: TestTown) async throws {
    let bare = try await send(line, api, receipt, town)
    let wrong = try await send(
      line, api.with(token: Base64URL.encode([UInt8](repeating: 7, count: 32))), receipt, town)
    let label = "\(line.method) \(line.path)"
    #expect(wrong.status == 401 && wrong.header("WWW-Authenticate") != nil, "\(label): \(wrong.status)")
    guard line.takesToken || line.takesSecret else {
      #expect(bare.status < 500 && bare.status != 401 || line.path.contains("/sessions"), "\(label): \(bare.status)")
      return
    }
    #expect(bare.status == 401 && bare.header("WWW-Authenticate") != nil, "\(label): \(bare.status)")
    if line.takesSecret {
      let other = try await send(line, api, receipt, town, secret: Base64URL.encode([UInt8](repeating: 7, count: 16)))
      #expect(other.status == 401 && other.problem == "wrong-secret", "\(label): \(other.status)")
    }
  }

  private func send(
    _ line: Line, _ api: APIClient, _ receipt: APISteps.Receipt, _ town: TestTown, secret: String? = nil
  ) async throws -> APIResponse {
    let path = line.address(receipt, town)
    switch line.method {
    case .get: return try await api.get(path, secret: secret)
    case .delete: return try await api.delete(path)
    default:
      return try await api.post(path, APIExamples.body(api.document, line.path, town), secret: secret)
    }
  }

  @Test("令牌只能查看的，办不了任何事")
  func readingTokensChangeNothing() async throws {
    try await withSite(options: .patient) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let liaison = try await api.signedIn(town.places.liaison)
      let made = try await liaison.post("/tokens", ["name": "只看", "scope": "read", "days": 30])
      let reader = api.with(token: made["secret"]?.text)
      for line in APITable.lines.map({ Line($0) }) where line.takesToken && line.access[0] == "work" {
        let answer = try await send(line, reader, receipt, town)
        #expect(answer.status == 403, "\(line.path): \(answer.status)")
      }
      #expect(try await reader.get("/work/matters?queue=to-accept").status == 200)
      let left = try await liaison.get("/work/matters/\(receipt.number)")
      #expect(left["revision"] == 1)
    }
  }
}

/// The examples of the document, with values of the small town.
enum APIExamples {
  static func body(_ document: APIDocumentCheck, _ path: String, _ town: TestTown) -> JSONValue? {
    document.operation("POST", path)?["requestBody"]?["content"]?["application/json"]?["example"]
  }
}
