import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import PictureKit
import TestSupport
import Testing

/// Bodies with files: cut, too large, too many parts, not pictures.
@Suite struct UploadTests {
  private static let boundary = "----lianluo7MA4YWxkTrZu0gW"
  private static let type = "multipart/form-data; boundary=\(boundary)"

  private static func part(_ name: String, _ value: String) -> [UInt8] {
    Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
  }

  private static func file(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    Array(
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"\(name)\"\r\nContent-Type: image/jpeg\r\n\r\n"
        .utf8) + bytes + Array("\r\n".utf8)
  }

  /// A whole form with these files.
  private func body(_ browser: SiteBrowser, _ files: [[UInt8]], _ values: [String: String] = [:]) async throws
    -> [UInt8]
  {
    let fields = try await browser.open("/submit").form("/submit")
    let merged = SiteBrowser.merge(fields, SubmitSteps.good.merging(values) { $1 })
    return merged.flatMap { Self.part($0.name, $0.value) } + files.flatMap { $0 }
      + Array("--\(Self.boundary)--\r\n".utf8)
  }

  @Test("照片随诉求保存；重发不重复", arguments: DatabaseEngine.allCases)
  func photosAreKept(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let browser = SiteBrowser(client)
      let bytes = try await body(
        browser, [Self.file("一.jpg", PlainPictures.upload(1)), Self.file("二.jpg", PlainPictures.upload(2))])
      let first = try await browser.post("/submit", type: Self.type, bytes)
      #expect(first.status == 303)
      #expect(try await browser.post("/submit", type: Self.type, bytes).location == first.location)
      let count = try await town.database.read { tx in try tx.rows("SELECT id FROM matter_files").count }
      #expect(count == 2)
      #expect(try await SubmitSteps.count(town) == 1)
    }
  }

  @Test("不是照片的说明是哪一个，别的照片和文字都留着")
  func oneBadPhoto() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let answer = try await browser.post(
        "/submit", type: Self.type,
        try await body(browser, [Self.file("好.jpg", PlainPictures.upload(1)), Self.file("坏.pdf", Array("%PDF".utf8))]))
      #expect(answer.status == 422)
      #expect(answer.text.contains("坏.pdf") && answer.text.contains("陈大娘"))
      let again = answer.form("/submit")
      #expect(again.filter { $0.name == "kept" }.count == 1)
      #expect(try await browser.post("/submit", again).status == 303)
      let count = try await town.database.read { tx in try tx.rows("SELECT id FROM matter_files").count }
      #expect(count == 1)
    }
  }

  @Test(
    "恶意照片经过真的解码子进程：说明是哪一张，文字留着，不写半件",
    arguments: [
      PictureFile.hollowPNG(width: 60_000, height: 60_000), PictureFile.hollowJPEG(width: 12_001, height: 12_001),
      PictureFile.hollowPNG(width: 7_000, height: 7_000), PictureFile.hollowJPEG(width: 7_000, height: 7_000),
      PictureFile.hollowWebP(width: 16_000_000, height: 16_000_000, animated: false),
      PictureFile.hollowWebP(width: 8, height: 8, animated: true), PictureFile.ftyp(major: "avif", compatible: []),
      Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".utf8),
    ])
  func hostilePhoto(bytes: [UInt8]) async throws {
    let child = PictureWorker(executable: try TestPictures.childExecutable())
    try await withSite(pictures: child) { town, client in
      let browser = SiteBrowser(client)
      let answer = try await browser.post(
        "/submit", type: Self.type, try await body(browser, [Self.file("村口.jpg", bytes)]))
      #expect(answer.status == 422)
      #expect(answer.text.contains("村口.jpg") && answer.text.contains("陈大娘"))
      #expect(try await SubmitSteps.count(town) == 0)
      let files = try await town.database.read { tx in
        try tx.rows("SELECT id FROM pending_uploads").count + tx.rows("SELECT id FROM matter_files").count
      }
      #expect(files == 0)
    }
  }

  @Test("七张照片、过大的照片都说明白，文字留着")
  func tooManyAndTooLarge() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let seven = (0..<7).map { Self.file("\($0).jpg", PlainPictures.upload(UInt8($0))) }
      let many = try await browser.post("/submit", type: Self.type, try await body(browser, seven))
      #expect(many.status == 422 && many.text.contains("6张") && many.text.contains("陈大娘"))
      let large = [UInt8](repeating: 7, count: 10 * 1024 * 1024 + 1)
      let big = try await browser.post("/submit", type: Self.type, try await body(browser, [Self.file("大.jpg", large)]))
      #expect(big.status == 422 && big.text.contains("大.jpg") && big.text.contains("陈大娘"))
      #expect(try await SubmitSteps.count(town) == 0)
    }
  }

  @Test("截断在任何地方都不写半件")
  func truncated() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let whole = try await body(browser, [Self.file("一.jpg", PlainPictures.upload(1))])
      for length in stride(from: 1, to: whole.count - 4, by: 37) {
        let answer = try await browser.post("/submit", type: Self.type, Array(whole.prefix(length)))
        #expect(answer.status == 400, "cut at \(length): \(answer.status)")
        #expect(answer.text.contains("没有收完整"))
      }
      #expect(try await SubmitSteps.count(town) == 0)
    }
  }

  @Test("五千个分段的表单拒绝，不占内存")
  func fiveThousandParts() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let parts = (0..<5000).flatMap { Self.part("f\($0)", "x") } + Array("--\(Self.boundary)--\r\n".utf8)
      let answer = try await browser.post("/submit", type: Self.type, parts)
      #expect(answer.status == 413)
      #expect(answer.text.contains("内容太多了"))
      let plain = Array(("what=" + String(repeating: "a", count: 300_000)).utf8)
      #expect(try await browser.post("/submit", type: "application/x-www-form-urlencoded", plain).status == 413)
      #expect(try await browser.post("/submit", type: "application/json", Array("{}".utf8)).status == 415)
      #expect(try await SubmitSteps.count(town) == 0)
    }
  }
}
