import Actions
import Domain
import HTTPKit
import HTTPTypes
import TestSupport
import Testing
import Web

/// How often somebody may ask.
@Suite struct APILimitTests {
  @Test("回答里写着限额；超过了回答 429，过一会儿又可以；各人算各人的")
  func limits() async throws {
    var options = ServerOptions()
    options.apiPerMinute = 12
    try await withSite(options: options) { town, client in
      let api = try await APIClient(client)
      let first = try await api.get("/venues")
      #expect(first.header("RateLimit-Policy") == "\"address\";q=12;w=60")
      #expect(first.header("RateLimit") == "\"address\";r=11;t=5")
      let liaison = try await api.signedIn(town.places.liaison)
      for _ in 0..<8 { #expect(try await api.get("/venues").status == 200) }
      let over = try await api.get("/venues")
      #expect(over.status == 429 && over.problem == "too-many")
      #expect(over.header("Retry-After") == "5" && over.header("RateLimit") == "\"address\";r=0;t=60")
      // Whoever has a token is counted by himself.
      let own = try await liaison.get("/me")
      #expect(own.status == 200 && own.header("RateLimit-Policy") == "\"person\";q=12;w=60")
      // Wrong tokens count for the address: guessing has an end.
      #expect(try await api.with(token: "wrong").get("/me").status == 429)
      let elsewhere = try await api.get("/venues", headers: [.forwarded: "192.0.2.7"])
      #expect(elsewhere.status == 200)
      town.clock.move(to: town.now.adding(seconds: 6))
      #expect(try await api.get("/venues").status == 200)
    }
  }
}

extension HTTPField.Name {
  static let forwarded = HTTPField.Name("X-Forwarded-For") ?? .accept
}
