import HTTPKit
import Testing

@Suite struct HTTPKitMultipartHeaderTests {
  @Test(
    arguments: [
      ("multipart/form-data; boundary=abc", "abc"), ("multipart/form-data;boundary=abc", "abc"),
      ("Multipart/Form-Data; Boundary=aBc", "aBc"), ("multipart/form-data; charset=utf-8; boundary=abc; x=y", "abc"),
      ("multipart/form-data; boundary=\"abc\"", "abc"), ("multipart/form-data; boundary=\"a b?c\" ; x=1", "a b?c"),
      ("multipart/form-data; boundary=\"a;b\"", nil), ("multipart/form-data; boundary=a:b=c;", "a:b=c"),
      ("multipart/form-data; boundary=----WebKitFormBoundary7MA4Y", "----WebKitFormBoundary7MA4Y"),
      ("multipart/form-data; boundary=\(String(repeating: "a", count: 70))", String(repeating: "a", count: 70)),
      ("multipart/form-data; boundary=\(String(repeating: "a", count: 71))", nil),
      ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
      ("multipart/form-data; boundary=\"\"", nil),
      ("multipart/form-data; boundary=\"abc", nil), ("multipart/form-data; boundary=\"abc\"d", nil),
      ("multipart/form-data; boundary=\"abc \"", nil), ("multipart/form-data; boundary=a b", nil),
      ("multipart/form-data; boundary=abc; boundary=abc", nil), ("multipart/form-data; boundary=猫", nil),
      ("multipart/form-data; boundary=a\"b", nil), ("multipart/form-data; boundary=\"a\\\\b\"", nil),
      ("multipart/form-data; boundary", nil), ("multipart/form-data; boundary=a\r\nb", nil),
    ] as [(String, String?)])
  func boundary(contentType: String, expected: String?) throws {
    if let expected {
      #expect(try MultipartBoundary.parse(contentType: contentType).value == expected)
    } else {
      #expect(throws: MultipartError.badBoundary) { try MultipartBoundary.parse(contentType: contentType) }
    }
  }

  @Test(
    arguments: [
      nil, "", "text/plain; boundary=abc", "multipart/mixed; boundary=abc", "multipart/form-datax; boundary=abc",
      "application/x-www-form-urlencoded", "; boundary=abc",
    ] as [String?])
  func notMultipart(contentType: String?) {
    #expect(throws: MultipartError.notMultipart) { try MultipartBoundary.parse(contentType: contentType) }
  }

  /// A boundary may hold spaces and dashes, and be the longest there is.
  @Test(arguments: ["a", "-", "--", "----", "a b", "a b-", String(repeating: "-", count: 70)])
  func unusualBoundariesWork(boundary: String) {
    let body = "--\(boundary)\r\nContent-Disposition: form-data; name=n\r\n\r\n\r\n-x\r\n--\(boundary)--\r\n"
    for size in [1, 2, 3, 1000] {
      let pieces = Multipart.pieces(Array(body.utf8), of: size)
      #expect(Multipart.parse(pieces, boundary: boundary) == .success([MultipartSample("n", "\r\n-x")]))
    }
  }

  private func filename(_ parameters: String) throws -> String? {
    try Multipart.parse(Multipart.body(disposition: Array("form-data; name=\"f\"\(parameters)".utf8))).get()
      .first?.filename
  }

  @Test(
    arguments: [
      ("", nil), ("; filename=\"a.jpg\"", "a.jpg"), ("; filename=a.jpg", "a.jpg"), ("; FileName=\"a.jpg\"", "a.jpg"),
      ("; filename=\"\"", ""), ("; filename=", ""), ("; filename=\"李雷 的猫.jpg\"", "李雷 的猫.jpg"),
      ("; filename=\"照片（1）；.png\"", "照片（1）；.png"), ("; filename=\"a;b=c.jpg\"; x=y", "a;b=c.jpg"),
      ("; filename=\"C:\\fake\\a.jpg\"", "a.jpg"), ("; filename=\"C:\\\\fake\\\\a.jpg\"", "a.jpg"),
      ("; filename=\"C:\\fakepath\\新建 文件.docx\"", "新建 文件.docx"), ("; filename=\"../../x\"", "x"),
      ("; filename=\"/etc/passwd\"", "passwd"), ("; filename=\"..\\..\\x\"", "x"), ("; filename=\"a/b\\c/d\"", "d"),
      ("; filename=\"..\"", ""), ("; filename=\".\"", ""), ("; filename=\"dir/\"", ""), ("; filename=\"a/..\"", ""),
      ("; filename=\"..\u{200B}\"", ""), ("; filename=\"dir/\u{301}x\"", "\u{301}x"),
      ("; filename=\"..%2F..%5Cx\"", "x"), ("; filename=\"%2e%2e%2fx\"", "x"), ("; filename=\"%2e%2e\"", "%2e%2e"),
      ("; filename=\"say \\\"hi\\\".jpg\"", "say \"hi\".jpg"), ("; filename=\"say %22hi%22.jpg\"", "say \"hi\".jpg"),
      ("; filename=\"a%0D%0Ab.jpg\"", "a b.jpg"), ("; filename=\"50%20off.jpg\"", "50%20off.jpg"),
      ("; filename=\"100%\"", "100%"), ("; filename=\"%zz%4\"", "%zz%4"), ("; filename=\"ends\\\"", ""),
      ("; filename=\"%E7%8C%AB.jpg\"", "猫.jpg"), ("; filename=\"%E7%8C%AB%2Fa\"", "a"),
      ("; filename=\"猫%E7%8C%AB.jpg\"", "猫%E7%8C%AB.jpg"), ("; filename=\"%FF.jpg\"", "%FF.jpg"),
      ("; filename=\"a\tb.jpg\"", "a b.jpg"), ("; filename=\"  a.jpg \"", "a.jpg"),
      ("; filename=\"a\u{85}\u{202E}gpj.exe\"", "agpj.exe"), ("; filename=\".htaccess\"", ".htaccess"),
      ("; filename*=UTF-8''%E7%8C%AB.jpg", "猫.jpg"), ("; filename*=utf-8'zh-CN'%e7%8c%ab.jpg", "猫.jpg"),
      ("; filename=\"cat.jpg\"; filename*=UTF-8''%E7%8C%AB.jpg", "猫.jpg"),
      ("; filename*=UTF-8''%E7%8C%AB.jpg; filename=\"cat.jpg\"", "猫.jpg"),
      ("; filename=\"cat.jpg\"; filename*=GBK''%C3%A8.jpg", "cat.jpg"), ("; filename*=GBK''%C3%A8.jpg", ""),
      ("; filename=\"cat.jpg\"; filename*=UTF-8''%E7%8", "cat.jpg"), ("; filename=cat.jpg; filename*=x", "cat.jpg"),
      ("; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd%00", "passwd"), ("; filename*=UTF-8''it's", "it's"),
      ("; filename=\"\(String(repeating: "a", count: 255))\"", String(repeating: "a", count: 255)),
      ("; filename=\"\(String(repeating: "a", count: 256))\"", String(repeating: "a", count: 255)),
      ("; filename=\"a\(String(repeating: "猫", count: 85))\"", "a" + String(repeating: "猫", count: 84)),
    ] as [(String, String?)])
  func filenames(parameters: String, expected: String?) throws {
    let name = try filename(parameters)
    #expect(name.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }

  @Test(
    arguments: [
      ("form-data; name=a", "a"), ("form-data; name=\"a b\"", "a b"), ("form-data; name=\"姓名\"", "姓名"),
      ("form-data; name=\"a%22b%0\"", "a\"b%0"), ("form-data; name=\"a\\\"b\"", "a\"b"), ("form-data;name=a;", "a"),
      ("form-data; name=\"100%25\"", "100%25"), ("form-data; name=\"a/b\\c\"", "a/b\\c"),
      ("form-data; name=\"a\\\\b\"", "a\\b"), ("form-data; name=\"a\\\\\"; x=y", "a\\"),
      ("FORM-DATA; Name=a", "a"),
      ("form-data; filename=\"name=x\"; name=\"items[0].photo\"", "items[0].photo"),
    ] as [(String, String)])
  func names(disposition: String, expected: String) throws {
    let parts = try Multipart.parse(Multipart.body(disposition: Array(disposition.utf8))).get()
    #expect(parts.map(\.name) == [expected])
  }

  @Test(
    arguments: [
      ("form-data", MultipartFault.name), ("form-data; filename=a", .name), ("form-data; name=\"\"", .name),
      ("form-data; name=", .name), ("form-data; name=a; name=b", .name), ("form-data; name=\"a%0Ab\"", .name),
      ("form-data; name=\"a\u{85}\"", .name), ("form-data; name*=UTF-8''a", .name),
      ("attachment; name=a", .contentDisposition), ("form-data; name=\"a", .contentDisposition),
      ("form-data; name=\"a\"b", .contentDisposition), ("form-data; name=a b", .contentDisposition),
      ("form-data; name", .contentDisposition), ("form-data; =a", .contentDisposition), ("", .contentDisposition),
      ("form-data; name=a; filename=b; filename=c", .contentDisposition),
      ("form-data; name=a; filename*=UTF-8''b; filename*=UTF-8''b", .contentDisposition),
      ("form-data; name=a; filename*=UTF-8''%C3%28", .headerEncoding),
      ("form-data; name=a; filename*=UTF-8''%C0%AE", .headerEncoding),
    ] as [(String, MultipartFault)])
  func refusedDispositions(disposition: String, fault: MultipartFault) {
    #expect(Multipart.parse(Multipart.body(disposition: Array(disposition.utf8))) == .failure(.malformed(fault)))
  }

  /// Bytes of Latin-1, GBK, an overlong slash and a lone surrogate, in the name and in the file name.
  @Test(
    arguments: [[0xE9], [0xC3, 0xA8, 0xC4], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80]]
      as [[UInt8]])
  func namesThatAreNotUTF8(bytes: [UInt8]) {
    let quote = Array("\"".utf8)
    let name = Array("form-data; name=\"".utf8) + bytes + quote
    #expect(Multipart.parse(Multipart.body(disposition: name)) == .failure(.malformed(.headerEncoding)))
    let filename = Array("form-data; name=a; filename=\"".utf8) + bytes + quote
    #expect(Multipart.parse(Multipart.body(disposition: filename)) == .failure(.malformed(.headerEncoding)))
  }

  @Test func contentTypes() {
    for type in ["image/jpeg", "text/plain; charset=\"utf-8\"", "application/octet-stream"] {
      let part = MultipartSample("a", "x", filename: "b", contentType: type)
      #expect(Multipart.parse(Multipart.body([part])) == .success([part]))
    }
  }

  @Test func isFile() {
    #expect(PartHeaders(name: "a", filename: "").isFile)
    #expect(!PartHeaders(name: "a", contentType: "image/jpeg").isFile)
  }
}
