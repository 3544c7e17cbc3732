import Actions
import Domain
import HTTPKit
import TestSupport
import Testing
import Web

/// What a resident planted is nowhere but where it belongs.
@Suite struct APIPrivacyTests {
  @Test("称呼、电话、原话：不该看到的人，翻遍接口也看不到；日志里没有凭证和令牌")
  func marksStayWhereTheyBelong() async throws {
    let log = LogRecorder()
    try await withSite(log: log, options: .patient) { town, client in
      let api = try await APIClient(client)
      let answer = try await api.post(
        "/matters",
        [
          "text": "紫藤巷的井盖翘起来了。", "place": "紫藤巷口", "contact": ["name": "欧阳紫藤", "phone": "13987654321"],
          "addressee": ["venue": .text("\(town.places.station)")],
        ])
      let (number, secret) = (try #require(answer["receipt"]?.text), try #require(answer["secret"]?.text))
      #expect(try await api.get("/matters/\(number)", secret: secret).status == 200)
      let own = String(
        decoding: try await api.get("/matters/\(number)/information", secret: secret).bytes, as: UTF8.self)
      #expect(!own.contains("13987654321") && !own.contains("欧阳紫藤"), "the receipt alone shows no contact")
      let marks = ["紫藤", "13987654321"]
      var readers: [(name: String, api: APIClient, sees: Bool)] = [("stranger", api, false)]
      for staff in town.places.staff {
        let sees = [
          town.places.liaison, town.places.chief, town.places.clerk, town.places.chair, town.places.gridWorker,
        ]
        .contains { $0.username == staff.username }
        readers.append((staff.username, try await api.signedIn(staff), sees))
      }
      let told: JSONValue = [
        "text": "紫藤巷的井盖翘起来了。", "place": "紫藤巷口", "addressee": ["venue": .text("\(town.places.station)")],
      ]
      for reader in readers {
        let alike = String(decoding: try await reader.api.post("/matters/similar", told).bytes, as: UTF8.self)
        for mark in marks { #expect(!alike.contains(mark), "\(reader.name) similar: \(mark)") }
        let searches = ["search", "work/search"].flatMap { path in
          marks.map { "GET /api/v1/\(path)?q=" + PercentEncoding.encodeQueryValue($0) }
        }
        for line in searches + APITable.lines where line.hasPrefix("GET ") {
          let path = String(line.split(separator: " ")[1]).replacing("{receipt}", with: number).replacing(
            "{id}", with: "1"
          )
          .replacing("{file}", with: "1").replacing("{part}", with: "1").replacing("{measure}", with: "received")
          .replacing("{kind}", with: "sent_up").replacing("{code}", with: "1")
          let text = String(decoding: try await reader.api.get(path).bytes, as: UTF8.self)
          #expect(!text.contains("13987654321") && !text.contains("欧阳紫藤"), "\(reader.name) \(path)")
          if !reader.sees {
            for mark in marks { #expect(!text.contains(mark), "\(reader.name) \(path): \(mark)") }
          }
        }
      }
      for mark in marks + [secret] + readers.compactMap(\.api.token) {
        #expect(!log.lines.contains { $0.contains(mark) }, "in the log")
      }
    }
  }
}
