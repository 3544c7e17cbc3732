import Actions
import Domain
import HTMLKit

/// The bar under a queue: what was ticked, or the whole page or list, goes through one act or into a file.
struct QueueBar {
  let filter: QueueFilter
  let onPage: Int
  /// The list is longer than the page.
  let hasMore: Bool
  let acts: [BulkAct]
  let token: String

  private static let form: StaticString = "bulk"

  /// The box of a row, which belongs to the bar's form; with the revision that is shown.
  static func tick(_ line: MatterLine, _ h: inout HTMLWriter) {
    h.element("label", [.class("tick")]) { h in
      h.void(
        "input",
        [
          .type("checkbox"), .name("matter"), .value("\(line.id):\(line.revision)"), .fixed("form", form),
          .label("选中：" + line.title),
        ])
    }
  }

  func write(_ h: inout HTMLWriter) {
    // Several files can be asked for from one showing of the page: the server keeps twins of a run apart.
    h.element(
      "form",
      [
        .class("bulk"), .id("bulk"), .fixed("method", "post"), .other("action", SitePath.bulk.string),
        .flag("data-many"),
      ]
    ) { h in
      h.hidden(FormToken.field, token)
      for (name, value) in filter.fields { if let value, !value.isEmpty { h.hidden(name, value) } }
      h.element("label", [.class("tick"), .flag("hidden")]) { h in
        h.void("input", [.type("checkbox"), .fixed("data-select-all", "matter")])
        h.text("全选本页")
      }
      h.element("b", [.fixed("data-selected", "matter"), .fixed("data-unit", "件")], text: "勾选几件，一起办")
      h.element("label", [.class("sr"), .fixed("for", "range")], text: "办哪些")
      h.element("select", [.class("select"), .id("range"), .name("range")]) { h in
        h.element("option", [.value("")], text: "办勾选的")
        h.element("option", [.value("page")], text: "本页全部\(onPage)件")
        if hasMore { h.element("option", [.value("all")], text: "符合条件的全部") }
      }
      for act in acts {
        h.element(
          "button", [.class("btn btn-s"), .type("submit"), .name("act"), .value(act.rawValue)],
          text: BulkWords.button(act))
      }
      h.element(
        "button",
        [.class("btn btn-s"), .type("submit"), .other("formaction", SitePath.exportMatters.string)], text: "导出")
    }
  }
}
