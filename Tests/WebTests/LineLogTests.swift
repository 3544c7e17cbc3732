import Domain
import Foundation
import Logging
import Synchronization
import Testing
import Web

/// A line an event, which a machine reads back.
@Suite struct LineLogTests {
  private final class Lines: Sendable {
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
    func take(_ bytes: [UInt8]) { kept.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
  }

  private func logger(_ format: LogFormat, _ lines: Lines, level: Logger.Level = .info) -> Logger {
    var logger = Logger(label: "test") { _ in
      LineLog(format: format, now: { Instant(milliseconds: 1_795_485_600_123) }, write: { lines.take($0) })
    }
    logger.logLevel = level
    return logger
  }

  private let tricky = "第一行\n第二行 \"引号\" \\ \u{0}\u{1B}[31m\u{2028}=x\t尾"

  @Test("JSON：一件事一行，读得回来，什么字符都不会断行")
  func json() throws {
    let lines = Lines()
    var logger = logger(.json, lines)
    logger[metadataKey: "a"] = "固定"
    logger.info(
      "request",
      metadata: [
        "text": .string(tricky), "number": .stringConvertible(12.5), "count": .stringConvertible(3),
        "list": .array([.string("一"), .stringConvertible(2)]), "inner": .dictionary(["x": .string("y")]),
      ])
    let line = try #require(lines.all.first)
    #expect(lines.all.count == 1 && line.hasSuffix("}\n") && line.dropLast().allSatisfy { !$0.isNewline })
    #expect(line.unicodeScalars.dropLast().allSatisfy { $0.value >= 0x20 })
    let read = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(read["text"] as? String == tricky && read["number"] as? Double == 12.5 && read["count"] as? Int == 3)
    #expect(read["event"] as? String == "request" && read["level"] as? String == "info" && read["a"] as? String == "固定")
    #expect(read["time"] as? String == "2026-11-24T02:00:00.123Z")
  }

  @Test("文字：等号分开，有空格的加引号；级别不够的不写")
  func text() throws {
    let lines = Lines()
    let logger = logger(.text, lines)
    logger.debug("hidden")
    logger.warning("job failed", metadata: ["what": "数据库 连不上", "job": "clean-up", "empty": ""])
    let expected =
      "time=2026-11-24T02:00:00.123Z level=warning event=\"job failed\" empty=\"\" job=clean-up what=\"数据库 连不上\"\n"
    #expect(lines.all == [expected])
    logger.info("x", metadata: ["text": .string(tricky)])
    #expect(lines.all[1].dropLast().allSatisfy { !$0.isNewline })
  }
}
