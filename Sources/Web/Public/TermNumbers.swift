import Actions
import Domain
import HTMLKit

/// 本届以来: what residents brought and what deputies raised, side by side, and the two together named as what they are.
struct TermSection {
  let numbers: TermNumbers

  func write(_ h: inout HTMLWriter) {
    h.headed("term", "本届以来") { h in
      h.p(
        .class("small mute"),
        text: "第\(numbers.term.number)届，\(DateWords.long(numbers.term.beganOn))起。两列是两件事，分开数；每个数字点开就是清单。")
      h.element("table", [.class("count-table count-table--wide")]) { h in
        h.element("thead") { h in
          h.element("tr") { h in
            for heading in ["数的是什么", "群众诉求", "代表随手提", "两项合计"] {
              h.element("th", [.fixed("scope", "col")], text: heading)
            }
          }
        }
        h.element("tbody") { h in
          for figure in TermFigure.allCases {
            h.element("tr") { h in
              h.element("th", [.fixed("scope", "row")], text: Words.term(figure))
              for stream in MatterStream.allCases { cell(figure, stream, &h) }
            }
          }
          h.element("tr") { h in
            h.element("th", [.fixed("scope", "row")], text: "办结满意率")
            for stream in MatterStream.allCases { h.element("td", [.class("num")], text: rate(stream)) }
          }
        }
      }
      h.p(
        .class("small"),
        text:
          "办结满意率＝满意和基本满意÷办结并由提出人评价，合计为\(numbers[.content, .both])÷\(numbers[.concluded, .both])。两项合计是群众提的和代表随手提的件数放在一起，不含代表建议。"
      )
    }
  }

  private func cell(_ figure: TermFigure, _ stream: MatterStream, _ h: inout HTMLWriter) {
    h.element("td", [.class("num")]) { h in
      if figure.measures(stream).isEmpty {
        h.text("—")
      } else {
        h.link(
          SitePath.termNumber(figure).with([("stream", stream.rawValue)]), "\(numbers[figure, stream])",
          class: "row-link")
      }
    }
  }

  private func rate(_ stream: MatterStream) -> String {
    let (part, whole) = (numbers[.content, stream], numbers[.concluded, stream])
    guard whole > 0 else { return "—" }
    let parts = (part * 10_000 + whole / 2) / whole
    let digits = String(100 + parts % 100).dropFirst()
    return "\(parts / 100).\(digits)%"
  }
}

extension Words {
  /// What a number of a term counts.
  static func term(_ figure: TermFigure) -> String {
    switch figure {
    case .brought: "收到"
    case .inCampaign: "其中在征集活动中提的"
    case .concluded: "办结并由提出人评价"
    case .content: "其中满意、基本满意"
    }
  }

  static func stream(_ stream: MatterStream) -> String {
    switch stream {
    case .residents: "群众诉求"
    case .deputies: "代表随手提"
    case .both: "群众诉求和代表随手提合计"
    }
  }
}
