import HTMLKit
import PaperKit

/// Forms and tables of a paper. On a phone they scroll in a frame of their own.
extension HTMLWriter {
  private mutating func frame(_ label: String, isMany: Bool, _ table: (inout HTMLWriter) -> Void) {
    let scrolls: [Attribute] =
      isMany
      ? [.class("doc-wide"), .fixed("tabindex", "0"), .fixed("role", "region"), .label(label)] : [.class("doc-wide")]
    element("div", scrolls, table)
  }

  // MARK: Forms

  mutating func paperForm(_ form: PaperForm, _ label: String) {
    let isMany = form.pairs > 1
    frame(label + "表格", isMany: isMany) { h in
      h.element("table", [.class(isMany ? "sheet-table doc-many" : "sheet-table")]) { h in
        h.element("colgroup") { h in
          for _ in 0..<form.pairs {
            h.void("col", [.class("c-label")])
            h.void("col")
          }
        }
        h.element("tbody") { h in for row in form.rows { h.row(row, form.spans(of: row)) } }
      }
    }
  }

  private mutating func row(_ row: PaperForm.Row, _ spans: [Int]) {
    element("tr") { h in
      for (field, span) in zip(row.fields, spans) {
        if !field.label.isEmpty { h.element("th", [.fixed("scope", "row")], text: PaperText.clean(field.label)) }
        let width = span * 2 - (field.label.isEmpty ? 0 : 1)
        var attributes: [Attribute] = width > 1 ? [.other("colspan", String(width))] : []
        if row.lines > 1 { attributes.append(.class(row.lines > 5 ? "taller" : "tall")) }
        h.element("td", attributes) { h in h.value(field) }
      }
    }
  }

  private mutating func value(_ field: PaperField) {
    guard !field.foot.isEmpty else { return content(field.content) }
    div(.class("doc-signed")) { h in
      h.div { h in h.content(field.content) }
      h.p(.class("doc-foot"), text: PaperText.clean(field.foot))
    }
  }

  private mutating func content(_ content: PaperField.Content) {
    switch content {
    case .text(let words): lines(PaperText.clean(words))
    case .choices(let choices):
      for choice in choices {
        element("span", [.class("doc-choice")]) { h in
          h.span(.class("tickbox"), text: choice.isPicked ? "√" : "")
          h.text(PaperText.clean(choice.words))
        }
      }
    }
  }

  // MARK: Tables

  mutating func paperTable(_ table: PaperTable, _ label: String) {
    if !table.caption.isEmpty { p(.class("doc-caption"), text: PaperText.clean(table.caption)) }
    let isMany = table.columns.count > 3
    frame(table.caption.isEmpty ? label + "表格" : table.caption, isMany: isMany) { h in
      h.element("table", [.class(isMany ? "sheet-table sheet-list doc-many" : "sheet-table sheet-list")]) { h in
        h.element("thead") { h in
          h.element("tr") { h in
            for column in table.columns {
              h.element("th", [.fixed("scope", "col")], text: PaperText.clean(column.head))
            }
          }
        }
        h.element("tbody") { h in h.rows(table) }
      }
    }
  }

  private mutating func rows(_ table: PaperTable) {
    if table.rows.isEmpty {
      element("tr") { h in
        h.element(
          "td", [.class("doc-mid"), .other("colspan", String(max(table.columns.count, 1)))], text: table.emptyWords)
      }
    }
    for (index, cells) in table.rows.enumerated() {
      let isSum = table.hasTotal && index == table.rows.count - 1
      element("tr", isSum ? [.class("doc-sum")] : []) { h in
        for (place, column) in table.columns.enumerated() {
          h.element("td", Self.alignment(column)) { h in
            if place < cells.count { h.lines(PaperText.clean(cells[place])) }
          }
        }
      }
    }
  }

  private static func alignment(_ column: PaperTable.Column) -> [Attribute] {
    switch column.alignment {
    case .left: []
    case .center: [.class("doc-mid")]
    case .right: [.class("doc-right")]
    }
  }
}
