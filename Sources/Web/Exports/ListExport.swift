import Actions
import Documents
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A list that leaves the system as a workbook: the rows and columns that its reader sees on the page, and nothing else.
struct ListExport: Sendable {
  /// What it is, as the file, the first line and the log name it: 待办队列-待受理.
  let list: String
  /// How it was narrowed, in words.
  let filter: String
  let columns: [ListWorkbook.Column]

  /// More rows than a spreadsheet is comfortable with, and than a reader needs.
  static let mostRows = 50_000
  /// How many rows are read at a time.
  static let piece = 500

  /// Writes the file, then the line of the log, and only then hands the file out.
  ///
  /// - Parameter next: the next rows; nil when there are none.
  func respond(_ visit: Visit, next: () async throws -> [[SheetCell]]?) async throws -> Response {
    if visit.environment.readOnly != nil { throw ActionError.readOnly }
    guard visit.options.exports.enter() else { throw ActionError.busy }
    defer { visit.options.exports.leave() }
    let book = try ListWorkbook(sheet: "名单", note: try note(visit), columns: columns)
    var count = 0
    var isCut = false
    while !isCut, let rows = try await next() {
      isCut = count + rows.count > Self.mostRows
      let taken = isCut ? Array(rows.prefix(Self.mostRows - count)) : rows
      try await book.append(taken)
      count += taken.count
    }
    try await book.append([[.text(isCut ? "共导出\(count)行，后面还有，没有导出；请缩小范围再导出" : "共\(count)行")]])
    let bytes = try await book.finish()
    try await RecordExport.run(list, filter: filter, rows: count, by: visit.actor, in: visit.environment)
    return Respond.download(bytes, .xlsx, named: "\(list)-\(visit.today)")
  }

  private func note(_ visit: Visit) throws -> String {
    let person = try visit.signedIn()
    let post = person.posts.first { $0.venue == nil } ?? person.posts.first
    let who = person.name + "（" + (post.map { Words.role($0.role) } ?? "人大代表") + "）"
    let narrowed = filter.isEmpty ? "" : "（\(filter)）"
    return "\(visit.site.name)　\(list)\(narrowed)　\(who)于\(visit.today) \(DateWords.clock(visit.now.minuteOfDay))导出　"
      + "含内部信息，请勿外传，用完删除"
  }
}

/// A few files at a time: each takes a thread and some memory.
package final class ExportGate: Sendable {
  private let running = Mutex(0)
  private static let most = 2

  func enter() -> Bool {
    running.withLock { running in
      guard running < Self.most else { return false }
      running += 1
      return true
    }
  }

  func leave() { running.withLock { $0 -= 1 } }
}

extension SheetCell {
  static func text(_ text: String?) -> SheetCell { text.map { .text($0) } ?? .empty }

  static func date(_ date: CivilDate?) -> SheetCell {
    guard let (year, month, day) = date?.parts else { return .empty }
    return .date(year: year, month: month, day: day)
  }

  static func moment(_ instant: Instant) -> SheetCell {
    let (year, month, day) = instant.date.parts
    let minute = instant.minuteOfDay
    return .moment(year: year, month: month, day: day, hour: minute / 60, minute: minute % 60)
  }
}

extension HTMLWriter {
  /// A button that fetches a list as a file; it can be pressed as often as one likes.
  mutating func exportButton(
    _ path: SitePath, token: String, _ words: String = "导出 Excel", fields: [(String, String?)] = []
  ) {
    element(
      "form",
      [.class("inline-form"), .fixed("method", "post"), .other("action", path.string), .flag("data-many")]
    ) { h in
      h.hidden(FormToken.field, token)
      for (name, value) in fields { if let value, !value.isEmpty { h.hidden(name, value) } }
      h.element("button", [.class("btn btn-s"), .type("submit")]) { h in
        h.icon(.download)
        h.text(words)
      }
    }
  }

  /// The button below a list, with what becomes of it.
  mutating func exportRow(
    _ path: SitePath, token: String, isInWeChat: Bool, fields: [(String, String?)] = []
  ) {
    div(.class("row section-s")) { h in
      h.exportButton(path, token: token, fields: fields)
      h.span(.class("small mute"), text: "导出这一栏的全部；每次导出都有记录。")
    }
    if isInWeChat { p(.class("small mute"), text: ExportWords.openInBrowser) }
  }
}
