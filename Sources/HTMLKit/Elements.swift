// The elements that pages use often, by name. Anything else goes through `element`.

extension HTMLWriter {
  package mutating func div(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("div", attributes, content)
  }
  package mutating func span(_ attributes: Attribute..., text content: String) {
    element("span", attributes, text: content)
  }
  package mutating func p(_ attributes: Attribute..., text content: String) { element("p", attributes, text: content) }
  package mutating func p(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("p", attributes, content)
  }
  package mutating func h1(_ attributes: Attribute..., text content: String) {
    element("h1", attributes, text: content)
  }
  package mutating func h2(_ attributes: Attribute..., text content: String) {
    element("h2", attributes, text: content)
  }
  package mutating func h3(_ attributes: Attribute..., text content: String) {
    element("h3", attributes, text: content)
  }
  package mutating func b(_ content: String) { element("b", [], text: content) }
  package mutating func small(_ content: String) { element("small", [], text: content) }
  package mutating func ul(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("ul", attributes, content)
  }
  package mutating func ol(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("ol", attributes, content)
  }
  package mutating func li(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("li", attributes, content)
  }
  package mutating func li(_ attributes: Attribute..., text content: String) {
    element("li", attributes, text: content)
  }
  package mutating func section(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("section", attributes, content)
  }
  package mutating func article(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("article", attributes, content)
  }
  package mutating func nav(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("nav", attributes, content)
  }
  package mutating func dl(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("dl", attributes, content)
  }
  package mutating func a(_ attributes: Attribute..., content: (inout HTMLWriter) -> Void) {
    element("a", attributes, content)
  }

  /// A link with words.
  package mutating func link(_ url: String, _ words: String, class names: StaticString? = nil) {
    element("a", names.map { [.href(url), .class($0)] } ?? [.href(url)], text: words)
  }

  /// A link to a file that is saved and not shown.
  package mutating func download(_ url: String, _ words: String) {
    element("a", [.href(url), .flag("download")], text: words)
  }

  /// An icon drawn beside words that carry the meaning.
  package mutating func icon(_ icon: Icon) {
    raw("<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">")
    raw(icon.path)
    raw("</svg>")
  }

  /// A term and its description in a `dl`.
  package mutating func fact(_ term: String, _ value: String) {
    element("dt", [], text: term)
    element("dd", [], text: value)
  }

  package mutating func fact(_ term: String, content: (inout HTMLWriter) -> Void) {
    element("dt", [], text: term)
    element("dd", [], content)
  }
}
