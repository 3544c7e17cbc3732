import Actions
import Domain
import HTMLKit

/// Whose code was scanned in a grid: its head, or the venue that answers as long as there is none.
struct GridCard {
  let area: GridArea

  func write(_ h: inout HTMLWriter) {
    h.element("aside", [.class("card person"), .label("您扫的网格")]) { h in
      h.span(.class("avatar"), .fixed("aria-hidden", "true"), text: area.head.map { String($0.name.prefix(1)) } ?? "格")
      h.div { h in
        h.p(.class("tiny"), text: "您扫的是\(area.grid.name)的码")
        if let head = area.head {
          h.p(.class("person-name"), text: "网格长 \(head.name)代表")
          h.p(text: "由\(area.venue.name)答复，本网格的网格员帮着跑、告诉您结果。")
        } else {
          h.p(.class("person-name"), text: area.venue.name)
          h.p(text: "这个网格现在没有网格长，由\(area.venue.name)受理和答复您。")
        }
      }
    }
  }
}
