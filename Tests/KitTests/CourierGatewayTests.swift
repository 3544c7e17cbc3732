import CourierKit
import Foundation
import TestSupport
import Testing

/// What a gateway hears, and which of its failures are certain.
@Suite struct CourierGatewayTests {
  private static let values = [
    "phone": "13800001234", "text": "【三河镇】回执号\"2026\"\\，退订{id}", "template": "T1", "id": "0123abcd", "signature": "三河镇",
  ]

  private func gateway(
    _ url: String, _ format: RequestTemplate.Format = .json, body: String? = nil, success: String = "",
    seal: Gateway.Seal? = nil, seconds: Int = 2
  ) throws -> Gateway {
    let json = #"{"phone":"{phone}","text":"{text}","template":"{template}","params":{params},"id":"{id}"}"#
    let form = "phone={phone}&text={text}&params={params}&id={id}"
    return try Gateway(
      url: url, template: RequestTemplate(format: format, body: body ?? (format == .json ? json : form)),
      headers: ["Authorization: Bearer secret"], seal: seal, success: success,
      patience: CourierPatience(seconds: seconds))
  }

  private func send(_ gateway: Gateway) async throws -> CourierResult {
    let threads = CourierThreads(1)
    let result = try await gateway.send(Self.values, params: [("receipt", "2026"), ("date", "3月\"5日")], on: threads)
    await threads.shutDown()
    return result
  }

  @Test("JSON 的请求：每个值都转义，编号和密钥在各自的地方")
  func json() async throws {
    let peer = try TestGateway()
    defer { peer.stop() }
    #expect(try await send(gateway(peer.url, seal: Gateway.Seal(header: "X-Signature", key: "k"))) == .accepted)
    let request = try #require(peer.requests.first)
    #expect(request.target == "/send")
    #expect(request.headers["authorization"] == "Bearer secret")
    #expect(request.headers["content-type"] == "application/json; charset=utf-8")
    // HMAC-SHA256 over the very bytes: 64 hexadecimal digits.
    #expect(request.headers["x-signature"]?.count == 64)
    struct Body: Decodable {
      let phone: String
      let text: String
      let template: String
      let params: [String: String]
      let id: String
    }
    let body = try JSONDecoder().decode(Body.self, from: Data(request.body.utf8))
    #expect(body.phone == "13800001234" && body.template == "T1" && body.id == "0123abcd")
    #expect(body.text == Self.values["text"])
    #expect(body.params == ["receipt": "2026", "date": "3月\"5日"])
  }

  @Test("表单的请求：百分号编码，填进去的内容不会再被当成模板")
  func form() async throws {
    let peer = try TestGateway()
    defer { peer.stop() }
    #expect(try await send(gateway(peer.url, .form)) == .accepted)
    let body = try #require(peer.requests.first?.body)
    let fields = Dictionary(
      body.split(separator: "&").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1)
        return (String(parts[0]), String(parts[1]).removingPercentEncoding ?? "")
      }, uniquingKeysWith: { $1 })
    #expect(fields["text"] == Self.values["text"])
    #expect(fields["id"] == "0123abcd")
    #expect(fields["params"] == #"{"receipt":"2026","date":"3月\"5日"}"#)
  }

  @Test(
    "网关的回答：哪些算收下，哪些肯定没收，哪些说不准",
    arguments: [
      (200, "{\"code\" : \"OK\"}", CourierResult.accepted),
      (200, "{\"code\":\"LIMIT\"}", .refused(reason: "200", isFinal: false)),
      (302, "", .refused(reason: "302", isFinal: false)), (400, "", .refused(reason: "400", isFinal: true)),
      (401, "", .refused(reason: "401", isFinal: false)), (404, "", .refused(reason: "404", isFinal: true)),
      (429, "", .refused(reason: "429", isFinal: false)), (500, "", .unknown(reason: "500")),
      (502, "", .unknown(reason: "502")), (503, "", .refused(reason: "503", isFinal: false)),
    ])
  func answers(status: Int, body: String, expected: CourierResult) async throws {
    let peer = try TestGateway(.answer(status: status, body: body))
    defer { peer.stop() }
    #expect(try await send(gateway(peer.url, success: #""code":"OK""#)) == expected)
    // Once, and not followed anywhere.
    #expect(peer.requests.count == 1)
  }

  @Test("不出声、断了线的说不准；连不上的肯定没送到；都只说一遍")
  func silence() async throws {
    let hanging = try TestGateway(.hang)
    let result = try await send(gateway(hanging.url, seconds: 1))
    guard case .unknown = result else { throw Unexpected(result) }
    #expect(hanging.requests.count == 1)
    hanging.stop()
    let closing = try TestGateway(.close)
    let closed = try await send(gateway(closing.url))
    guard case .unknown = closed else { throw Unexpected(closed) }
    #expect(closing.requests.count == 1)
    closing.stop()
    let gone = try await send(gateway(closing.url))
    guard case .refused(_, isFinal: false) = gone else { throw Unexpected(gone) }
  }

  struct Unexpected: Error {
    let result: CourierResult
    init(_ result: CourierResult) { self.result = result }
  }

  @Test("只走 http 和 https；请求头里不能有换行")
  func refused() throws {
    for url in ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", ""] {
      #expect(throws: CourierProblem.badURL) { try gateway(url) }
    }
    #expect(throws: CourierProblem.controlCharacter(field: "header")) {
      try Gateway(
        url: "http://127.0.0.1/", template: RequestTemplate(format: .json, body: "{}"), headers: ["A: b\r\nC: d"],
        seal: nil, success: "", patience: CourierPatience(seconds: 1))
    }
  }
}
