import Domain
import HTMLKit
import HTTPKit

/// A form on its way to the page: what was typed, and what is wrong with it.
struct FormDraft: Sendable {
  var values: [String: String] = [:]
  /// Field and sentence, in the order of the page.
  var problems: [(field: String, words: String)] = []

  subscript(name: String) -> String { values[name] ?? "" }

  func problem(_ field: String) -> String? { problems.first { $0.field == field }?.words }

  /// The typed values of a form that came back.
  init(_ form: PostedForm) {
    for field in form.fields.fields where values[field.name] == nil { values[field.name] = field.value }
  }

  init(_ values: [String: String] = [:]) { self.values = values }
}

extension HTMLWriter {
  /// The form element with its hidden token.
  mutating func form(
    _ action: String, token: String, multipart: Bool = false, class names: StaticString = "form",
    content: (inout HTMLWriter) -> Void
  ) {
    var attributes: [Attribute] = [
      .class(names), .fixed("method", "post"), .other("action", action), .flag("novalidate"),
    ]
    if multipart { attributes.append(.fixed("enctype", "multipart/form-data")) }
    element("form", attributes) { h in
      h.hidden(FormToken.field, token)
      content(&h)
    }
  }

  mutating func hidden(_ name: String, _ value: String) {
    void("input", [.type("hidden"), .name(name), .value(value)])
  }

  /// What is wrong, at the top, each line leading to its field. A `title` says what did not work where nothing is left to
  /// fill in, such as a wrong password.
  mutating func errorSummary(_ draft: FormDraft, title: String? = nil) {
    if draft.problems.isEmpty { return }
    let count = draft.problems.count
    div(.class("error-summary"), .fixed("role", "alert"), .labelledBy(fieldID("errors")), .fixed("tabindex", "-1")) {
      h in
      h.h2(.id(h.fieldID("errors"))) { h in
        h.icon(.warning)
        h.text(title ?? "还有\(count)处要补一补")
      }
      if title == nil { h.p(text: "您已经填写的内容都还在，改好后再提交一次。") }
      h.ul { h in
        for problem in draft.problems { h.li { h in h.link("#" + h.fieldID(problem.field), problem.words) } }
      }
    }
  }

  private mutating func h2(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("h2", attributes, content)
  }

  private mutating func fieldError(_ name: String, _ words: String?) {
    guard let words else { return }
    p(.class("err"), .id(fieldID(name) + "-err")) { h in
      h.icon(.warning)
      h.span(text: words)
    }
  }

  private func described(_ name: String, hint: String?, problem: String?) -> String? {
    let ids = [problem == nil ? nil : fieldID(name) + "-err", hint == nil ? nil : fieldID(name) + "-hint"].compactMap {
      $0
    }
    return ids.isEmpty ? nil : ids.joined(separator: " ")
  }

  private mutating func hint(_ name: String, _ words: String?) {
    if let words { p(.class("hint"), .id(fieldID(name) + "-hint"), text: words) }
  }

  /// A line of text.
  mutating func input(
    _ label: String, _ name: String, _ draft: FormDraft, hint words: String? = nil, number: String? = nil,
    optional: Bool = false, maximum: Int? = nil, type: StaticString = "text", mode: StaticString? = nil,
    complete: StaticString = "off", options: [String]? = nil
  ) {
    let problem = draft.problem(name)
    div(.class(problem == nil ? "field" : "field bad")) { h in
      h.fieldLabel(label, name, number: number, optional: optional)
      h.hint(name, words)
      h.fieldError(name, problem)
      h.inputElement(
        name, draft[name], type, mode: mode, complete: complete, maximum: maximum, required: !optional,
        described: h.described(name, hint: words, problem: problem), invalid: problem != nil,
        list: options == nil ? nil : h.fieldID(name) + "-list")
      if let options {
        h.element("datalist", [.id(h.fieldID(name) + "-list")]) { h in
          for option in options { h.element("option", [.value(option)]) { _ in } }
        }
      }
    }
  }

  private mutating func inputElement(
    _ name: String, _ value: String, _ type: StaticString, mode: StaticString?, complete: StaticString, maximum: Int?,
    required: Bool, described: String?, invalid: Bool, list: String?
  ) {
    void(
      "input",
      [
        .class("input"), .id(fieldID(name)), .name(name), .type(type), .value(value),
        mode.map { .fixed("inputmode", $0) } ?? .flag("data-none", false), .fixed("autocomplete", complete),
        .other("maxlength", maximum.map { String($0) }), .flag("required", required), .describedBy(described),
        invalid ? .fixed("aria-invalid", "true") : .flag("aria-invalid", false), .other("list", list),
      ])
  }

  private mutating func fieldLabel(_ label: String, _ name: String, number: String?, optional: Bool) {
    element("label", [.other("for", fieldID(name))]) { h in
      if let number { h.span(.class("n"), .fixed("aria-hidden", "true"), text: number) }
      h.text(label)
      if optional { h.span(.class("opt"), text: "选填") }
    }
  }

  /// Several lines of text.
  mutating func area(
    _ label: String, _ name: String, _ draft: FormDraft, hint words: String? = nil, number: String? = nil,
    optional: Bool = false, maximum: Int = 2000, small: Bool = false, keepsDraft: Bool = false
  ) {
    let problem = draft.problem(name)
    div(.class(problem == nil ? "field" : "field bad")) { h in
      h.fieldLabel(label, name, number: number, optional: optional)
      h.hint(name, words)
      h.fieldError(name, problem)
      h.element(
        "textarea",
        [
          .class(small ? "textarea textarea-s" : "textarea"), .id(h.fieldID(name)), .name(name),
          .other("maxlength", String(maximum)), .flag("required", !optional),
          .describedBy(h.described(name, hint: words, problem: problem)), .flag("data-draft", keepsDraft),
          problem == nil ? .flag("aria-invalid", false) : .fixed("aria-invalid", "true"),
        ]
      ) { h in
        // A first line end directly after the tag is dropped by browsers; what was typed begins after it.
        h.raw("\n")
        h.text(draft[name])
      }
    }
  }

  /// One of a list.
  mutating func select(
    _ label: String, _ name: String, _ draft: FormDraft, options: [(value: String, words: String)],
    hint words: String? = nil, optional: Bool = false
  ) {
    let problem = draft.problem(name)
    div(.class(problem == nil ? "field" : "field bad")) { h in
      h.fieldLabel(label, name, number: nil, optional: optional)
      h.hint(name, words)
      h.fieldError(name, problem)
      h.element(
        "select",
        [
          .class("select"), .id(h.fieldID(name)), .name(name),
          .describedBy(h.described(name, hint: words, problem: problem)),
          problem == nil ? .flag("aria-invalid", false) : .fixed("aria-invalid", "true"),
        ]
      ) { h in
        for option in options {
          h.element(
            "option", [.value(option.value), .flag("selected", option.value == draft[name])], text: option.words)
        }
      }
    }
  }

  struct Choice {
    let value: String
    let words: String
    var detail: String?
  }

  /// One of a few, all to be seen.
  mutating func choices(
    _ legend: String, _ name: String, _ draft: FormDraft, _ options: [Choice], row: Bool = false,
    number: String? = nil, hint words: String? = nil, hiddenLegend: Bool = false
  ) {
    let problem = draft.problem(name)
    element(
      "fieldset",
      [
        .class(problem == nil ? "field" : "field bad"), .id(fieldID(name)),
        .describedBy(described(name, hint: words, problem: problem)),
      ]
    ) { h in
      h.element("legend", hiddenLegend ? [.class("sr")] : []) { h in
        if let number { h.span(.class("n"), .fixed("aria-hidden", "true"), text: number) }
        h.text(legend)
      }
      h.hint(name, words)
      h.fieldError(name, problem)
      h.div(.class(row ? HTMLWriter.rowClasses(options.count) : "choices")) { h in
        for option in options {
          h.element("label", [.class("choice")]) { h in
            h.void(
              "input",
              [.type("radio"), .name(name), .value(option.value), .flag("checked", draft[name] == option.value)])
            h.element("span") { h in
              h.text(option.words)
              if let detail = option.detail { h.small(detail) }
            }
          }
        }
      }
    }
  }

  private static func rowClasses(_ count: Int) -> StaticString {
    switch count {
    case 2: "choices choices-row choices-two"
    case 4: "choices choices-row choices-four"
    default: "choices choices-row"
    }
  }

  /// Several of many, each a box to tick.
  mutating func boxes(_ legend: String, _ name: String, _ draft: FormDraft, content: (inout HTMLWriter) -> Void) {
    let problem = draft.problem(name)
    element(
      "fieldset",
      [
        .class(problem == nil ? "field" : "field bad"), .id(fieldID(name)),
        .describedBy(described(name, hint: nil, problem: problem)),
      ]
    ) { h in
      h.element("legend", text: legend)
      h.fieldError(name, problem)
      h.div(.class("stack"), content: content)
    }
  }

  /// A box to tick.
  mutating func check(_ name: String, _ words: String, _ draft: FormDraft, value: String = "1", detail: String? = nil) {
    element("label", [.class("check")]) { h in
      h.void(
        "input", [.type("checkbox"), .name(name), .value(value), .flag("checked", draft[name] == value)])
      h.element("span") { h in
        h.text(words)
        if let detail { h.small(detail) }
      }
    }
  }

  mutating func submit(_ words: String, icon: Icon? = nil, class names: StaticString = "btn btn-main btn-block") {
    element("button", [.class(names), .type("submit"), .fixed("data-busy", "正在提交…")]) { h in
      if let icon { h.icon(icon) }
      h.text(words)
    }
  }

  /// A form that is only a button.
  mutating func buttonForm(
    _ action: String, token: String, _ words: String, icon: Icon? = nil, fields: [(String, String)] = [],
    class names: StaticString = "btn btn-s"
  ) {
    form(action, token: token, class: "inline-form") { h in
      for (name, value) in fields { h.hidden(name, value) }
      h.submit(words, icon: icon, class: names)
    }
  }
}
