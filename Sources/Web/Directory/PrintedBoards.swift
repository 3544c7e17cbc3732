import Actions
import Domain
import HTMLKit

/// 公示牌 for the wall, A3: who the deputies are, when they receive, how it goes, and the code.
struct BoardsPage: HTMLKit.Page {
  let boards: [Board]

  var title: String { boards.count == 1 ? (boards.first?.venue.name ?? "") + "公示牌" : "站点公示牌" }

  func body(_ h: inout HTMLWriter) { for board in boards { board.write(&h) } }
}

/// The board of one venue: one sheet where it fits, further sheets for more deputies and longer rules.
struct Board {
  let data: BoardData
  let address: String
  let today: CivilDate

  /// What the room between the margins takes.
  private static let firstSheet = 24
  private static let furtherSheet = 32

  /// How much room there is: for few deputies the words stand large, for many small, and apart when they are too long.
  private enum Shape: Equatable {
    case roomy, dense, apart

    /// Characters of a line, and how many lines there are.
    var room: (line: Int, lines: Int) {
      switch self {
      case .roomy: (40, 19)
      case .dense, .apart: (29, 22)
      }
    }

    var main: StaticString { self == .roomy ? "board-main board-roomy" : "board-main" }
  }

  private var shape: Shape {
    let words = venue.workflow + venue.duties + venue.rules
    return [Shape.roomy, .dense].first { shape in
      let lines = words.reduce(0) { $0 + max(1, ($1.count + shape.room.line - 1) / shape.room.line) }
      return lines <= shape.room.lines && (shape == .dense || data.page.deputies.count <= 12)
    } ?? .apart
  }

  var venue: Venue { data.page.venue }

  func write(_ h: inout HTMLWriter) {
    let deputies = data.page.deputies
    var number = 1
    sheet(number, &h) { h in
      h.div(.class(shape.main)) { h in
        people(deputies.prefix(Self.firstSheet), &h)
        h.div(.class("board-side")) { h in
          receptions(&h)
          if shape != .apart { texts(&h) }
          h.element("figure", [.class("board-qr")]) { h in
            h.code(address, venue.name + "二维码，扫码提诉求")
            h.element("figcaption", text: "微信扫一扫，说一件事")
          }
        }
      }
    }
    var rest = deputies.dropFirst(Self.firstSheet)
    while !rest.isEmpty {
      let next = rest.prefix(Self.furtherSheet)
      rest = rest.dropFirst(Self.furtherSheet)
      number += 1
      sheet(number, &h) { h in people(next, &h) }
    }
    if shape == .apart {
      sheet(number + 1, &h) { h in h.div(.class("board-texts")) { h in texts(&h) } }
    }
  }

  private func sheet(_ number: Int, _ h: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void) {
    h.section(.class("paper board"), .label(venue.name + "公示牌" + (number == 1 ? "" : "第\(number)张"))) { h in
      h.div(.class("board-head")) { h in
        h.span(.class("seal"), .fixed("aria-hidden", "true"), text: "家")
        h.element("h2", text: venue.name)
        h.p(text: [data.page.congress.name, venue.telephone].filter { !$0.isEmpty }.joined(separator: "　电话 "))
      }
      content(&h)
    }
  }

  // MARK: Deputies

  private func people(_ deputies: ArraySlice<DeputyLine>, _ h: inout HTMLWriter) {
    if deputies.isEmpty {
      h.p(.class("board-none"), text: "进站代表正在编排。")
      return
    }
    let size: StaticString =
      shape != .roomy ? "board-people" : deputies.count <= 6 ? "board-people board-six" : "board-people board-twelve"
    h.ul(.class(size)) { h in
      for deputy in deputies {
        h.li { h in
          Portrait(person: deputy.id, name: deputy.name, mark: data.portraits[deputy.id]).write(&h, "board-photo")
          h.b(deputy.name)
          h.p(text: DeputyWords.levels(deputy))
          for contact in data.contacts[deputy.id] ?? [] { h.p(.class("num"), text: contact) }
        }
      }
    }
  }

  // MARK: Times and texts

  private func receptions(_ h: inout HTMLWriter) {
    h.h3(text: "接待选民日")
    if data.page.receptions.isEmpty { h.p(text: venue.openingHours.isEmpty ? "请打电话约定" : venue.openingHours) }
    h.ul { h in
      for date in data.page.receptions.prefix(3) {
        let people = date.people.map(\.name).joined(separator: "、")
        let hours = "\(DateWords.clock(date.opens))–\(DateWords.clock(date.closes))"
        h.li(
          text: "\(DateWords.full(date.date, today: today)) \(hours)" + (people.isEmpty ? "" : "　\(people)"))
      }
    }
  }

  private func texts(_ h: inout HTMLWriter) {
    for (words, lines) in [("工作流程", venue.workflow), ("主要职责", venue.duties), ("工作制度", venue.rules)]
    where !lines.isEmpty {
      h.h3(text: words)
      h.ol { h in for line in lines { h.li(text: line) } }
    }
  }
}
