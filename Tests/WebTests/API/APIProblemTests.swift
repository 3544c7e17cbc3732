import Actions
import Domain
import HTTPKit
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import Web

/// What is refused, and how it is told.
@Suite struct APIProblemTests {
  @Test("没有的地址、不对的方法：问题说明，不是网页")
  func wrongAddresses() async throws {
    try await withSite { _, client in
      let api = try await APIClient(client)
      for path in ["/nothing", "/deputies/abc", "/deputies/1", "/venues/0", "/matters/12/photos", "/api", "/numbers/x"]
      {
        let answer = try await api.get("/api/v1" + path)
        #expect(answer.status == 404 && answer.problem == "not-found", "\(path): \(answer.status)")
        #expect(answer.header("Content-Type") == "application/problem+json", "\(path)")
      }
      for (method, path, allowed) in [
        (HTTPRequest.Method.put, "/venues", "GET, HEAD"), (.delete, "/matters", "POST"), (.get, "/matters", "POST"),
        (.options, "/venues", "GET, HEAD"), (.post, "/api/openapi.json", "GET, HEAD"),
      ] {
        let answer = try await api.send(method, path, nil, nil, [:])
        #expect(answer.status == 405 && answer.header("Allow") == allowed, "\(method) \(path): \(answer.status)")
        #expect(answer.header("Access-Control-Allow-Origin") == nil)
      }
    }
  }

  @Test("HEAD 与 GET 一样，只是没有内容；没有变化就回答 304")
  func headsAndTags() async throws {
    try await withSite { _, client in
      let api = try await APIClient(client)
      for path in ["/venues", "/deputies", "/publications", "/api/openapi.json"] {
        let got = try await api.get(path)
        let head = try await api.send(.head, path, nil, nil, [:])
        #expect(head.status == 200 && head.bytes.isEmpty, "\(path)")
        let tag = try #require(got.header("ETag"), "\(path)")
        #expect(head.header("ETag") == tag, "\(path)")
        let again = try await api.get(path, headers: [.ifNoneMatch: tag])
        #expect(again.status == 304 && again.bytes.isEmpty, "\(path)")
        let packed = try await api.client.execute(
          uri: path.hasPrefix("/api") ? path : "/api/v1" + path, method: .get, headers: [.acceptEncoding: "gzip"]
        ) { $0.headers }
        if packed[.contentEncoding] != nil { #expect(packed[.eTag] != tag, "\(path)") }
      }
    }
  }

  @Test(
    "送来的内容逐项核对，哪里不对就指到哪里",
    arguments: [
      (#"{"text": "路灯坏了三天", "contact": {"name": "陈", "phone": "1380000123"}}"#, ["#/contact/phone"]),
      (#"{"text": "短", "contact": {"name": "陈", "phone": "13800001234"}}"#, ["#/text"]),
      (#"{"contact": {"name": "陈", "phone": "13800001234"}}"#, ["#/text"]),
      (#"{"text": 5, "contact": {"name": "陈", "phone": 138}, "more": 1}"#, ["#/text", "#/contact/phone", "#/more"]),
      (#"{"text": "路灯坏了三天", "contact": {"name": "", "phone": "13800001234"}}"#, ["#/contact/name"]),
      (
        #"{"text": "路灯坏了三天", "contact": {"name": "陈", "phone": "13800001234"}, "addressee": {}}"#, ["#/addressee"]
      ),
      (
        #"{"text": "路灯坏了三天", "contact": {"name": "陈", "phone": "13800001234"}, "addressee": {"venue": "1"}}"#,
        ["#/addressee"]
      ),
      (
        #"{"text": "路灯坏了三天", "contact": {"name": "陈", "phone": "13800001234"}, "category": "1"}"#, ["#/category"]
      ),
      (
        #"{"text": "路灯坏了三天", "contact": {"name": "陈", "phone": "13800001234"}, "visibility": "all"}"#,
        ["#/visibility"]
      ),
      (#"{"text": "路灯坏了三天", "contact": {"name": "陈\u0000", "phone": "13800001234"}}"#, ["#/contact/name"]),
      (#"["text"]"#, ["#"]),
    ])
  func wrongContents(body: String, places: [String]) async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let answer = try await api.send(
        .post, "/matters", Array(body.utf8), nil, [.contentType: "application/json; charset=utf-8"])
      #expect(answer.status == 422 && answer.problem == "invalid")
      #expect(Set(answer.pointers) == Set(places))
      let sentences = answer["errors"]?.list?.compactMap { $0["detail"]?.text } ?? []
      #expect(sentences.allSatisfy { !$0.isEmpty })
      #expect(try await SubmitSteps.count(town) == 0)
    }
  }

  @Test("不是 JSON、重复的名字、嵌套太深、格式不对、太大：各有各的说法")
  func unreadableContents() async throws {
    try await withSite { _, client in
      let api = try await APIClient(client)
      let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
      for body in ["", "{", "{}x", #"{"text": "a", "text": "b"}"#, deep, "\u{FEFF}{}", #"{"text": "\ud800"}"#] {
        let answer = try await api.send(
          .post, "/matters", Array(body.utf8), nil, [.contentType: "application/json"])
        #expect(answer.status == 400 && answer.problem == "malformed", "\(body.prefix(20)): \(answer.status)")
      }
      for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let headers: HTTPFields = type.isEmpty ? [:] : [.contentType: type]
        let answer = try await api.send(.post, "/matters", Array("{}".utf8), nil, headers)
        #expect(answer.status == 415 && answer.problem == "unsupported-type", "\(type): \(answer.status)")
      }
      let large = try await api.post("/matters", ["text": .text(String(repeating: "长", count: 100_000))])
      #expect(large.status == 413 && large.problem == "too-large")
    }
  }

  @Test("参数逐个核对：没有的、写错的、写两次的、不是这里给出的下一页")
  func wrongParameters() async throws {
    try await withSite { _, client in
      let api = try await APIClient(client)
      for (query, name) in [
        ("nothing=1", "nothing"), ("level=9", "level"), ("venue=abc", "venue"), ("query=a&query=b", "query"),
        ("after=xyz", "after"), ("query=%00", "query"),
      ] {
        let answer = try await api.get("/deputies?\(query)")
        #expect(answer.status == 422 && answer.pointers == [name], "\(query): \(answer.status) \(answer.pointers)")
      }
      #expect(try await api.get("/deputies?query=%FF").status == 400)
    }
  }

  @Test("不看 Cookie：浏览器自己带来的登录什么也办不了")
  func cookiesAreNotRead() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn(town.places.liaison.username)
      let session = try #require(browser.cookies["session"])
      let api = try await APIClient(client)
      let cookie: HTTPFields = [.cookie: "session=\(session)"]
      #expect(try await api.get("/me", headers: cookie).status == 401)
      #expect(try await api.post("/work/notices/read", headers: cookie).status == 401)
      // Nor does one's value open the door as a token.
      #expect(try await api.with(token: session).get("/me").status == 401)
    }
  }

  @Test("问题的种类都写在说明页上，地址不变")
  func typesAreExplained() async throws {
    try await withSite { _, client in
      let page = try await SiteBrowser(client).get("/api")
      #expect(page.status == 200)
      let api = try await APIClient(client)
      let types = api.document.document["components"]?["schemas"]?["Problem"]?["properties"]?["type"]?["enum"]?.list
      for type in try #require(types) {
        let anchor = try #require(type.text?.split(separator: "#").last)
        #expect(page.text.contains("id=\"\(anchor)\""), "\(anchor)")
      }
    }
  }
}
