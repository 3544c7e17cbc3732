/// Writes HTML as escaped UTF-8 into one buffer. Elements nest by closures, text is escaped, and there is no way to put a
/// string into the page unescaped except ``raw(_:)``, which takes only text of the source code.
package struct HTMLWriter {
  package private(set) var bytes: [UInt8] = []
  /// Put before the ids of fields, so that several forms on a page may have fields of the same name.
  private var idScope = ""

  package init(capacity: Int = 16_384) { bytes.reserveCapacity(capacity) }

  /// The id of a field inside the current scope.
  package func fieldID(_ name: String) -> String { idScope.isEmpty ? name : idScope + "-" + name }

  /// Fields written inside have ids of their own.
  package mutating func scopingIDs(_ scope: String, _ content: (inout HTMLWriter) -> Void) {
    let outer = idScope
    idScope = scope
    content(&self)
    idScope = outer
  }

  // MARK: Text

  /// Escaped text.
  package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { HTMLWriter.escape($0, into: &bytes) }
  }

  /// Markup from the source code: icons and drawings.
  package mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Markup that another writer of this kit or a maker of SVG has escaped already.
  package mutating func raw(trusted markup: [UInt8]) { bytes.append(contentsOf: markup) }

  /// Text whose line ends become `<br>`.
  package mutating func lines(_ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { raw("<br>") }
      self.text(String(line))
    }
  }

  static func escape(_ source: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < source.count {
      let replacement: StaticString?
      switch source[index] {
      case 38: replacement = "&amp;"
      case 60: replacement = "&lt;"
      case 62: replacement = "&gt;"
      case 34: replacement = "&quot;"
      case 39: replacement = "&#39;"
      default: replacement = nil
      }
      if let replacement {
        if start < index { bytes.append(contentsOf: source[start..<index]) }
        replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
        start = index + 1
      }
      index += 1
    }
    if start < source.count { bytes.append(contentsOf: source[start...]) }
  }

  // MARK: Elements

  /// An element with content.
  package mutating func element(
    _ name: StaticString, _ attributes: [Attribute] = [], _ content: (inout HTMLWriter) -> Void
  ) {
    open(name, attributes)
    content(&self)
    close(name)
  }

  /// An element that holds only text.
  package mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], text content: String) {
    open(name, attributes)
    text(content)
    close(name)
  }

  /// An element without an end tag (`input`, `meta`, `img`, `hr`, `br`, `link`).
  package mutating func void(_ name: StaticString, _ attributes: [Attribute] = []) { open(name, attributes) }

  package mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    bytes.append(60)
    raw(name)
    for attribute in attributes { write(attribute) }
    bytes.append(62)
  }

  package mutating func close(_ name: StaticString) {
    raw("</")
    raw(name)
    bytes.append(62)
  }

  private mutating func write(_ attribute: Attribute) {
    switch attribute.value {
    case .absent: return
    case .flag:
      bytes.append(32)
      raw(attribute.name)
    case .text(let value):
      bytes.append(32)
      raw(attribute.name)
      raw("=\"")
      text(value)
      bytes.append(34)
    case .fixed(let value):
      bytes.append(32)
      raw(attribute.name)
      raw("=\"")
      raw(value)
      bytes.append(34)
    }
  }
}

/// An attribute of an element. Names come from the source code only.
package struct Attribute: Sendable {
  enum Value: Sendable {
    case text(String)
    case fixed(StaticString)
    case flag
    case absent
  }

  let name: StaticString
  let value: Value

  package init(_ name: StaticString, _ value: String) {
    self.name = name
    self.value = .text(value)
  }

  private init(_ name: StaticString, _ value: Value) {
    self.name = name
    self.value = value
  }

  package static func `class`(_ names: StaticString) -> Attribute { Attribute("class", .fixed(names)) }
  package static func classes(_ names: String) -> Attribute { Attribute("class", names) }
  package static func id(_ id: String) -> Attribute { Attribute("id", id) }
  package static func href(_ url: String) -> Attribute { Attribute("href", url) }
  package static func name(_ name: String) -> Attribute { Attribute("name", name) }
  package static func value(_ value: String) -> Attribute { Attribute("value", value) }
  package static func type(_ type: StaticString) -> Attribute { Attribute("type", .fixed(type)) }
  package static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }
  package static func labelledBy(_ id: String) -> Attribute { Attribute("aria-labelledby", id) }
  package static func describedBy(_ ids: String?) -> Attribute {
    ids.map { Attribute("aria-describedby", $0) } ?? Attribute("aria-describedby", .absent)
  }
  /// An attribute whose value is from the source code.
  package static func fixed(_ name: StaticString, _ value: StaticString) -> Attribute { Attribute(name, .fixed(value)) }
  /// A `data-` or other attribute with a value of the page.
  package static func other(_ name: StaticString, _ value: String?) -> Attribute {
    value.map { Attribute(name, $0) } ?? Attribute(name, .absent)
  }
  /// An attribute that is there or not.
  package static func flag(_ name: StaticString, _ isSet: Bool = true) -> Attribute {
    Attribute(name, isSet ? .flag : .absent)
  }
}

/// Something that can be shown as a whole document.
package protocol Page: Sendable {
  /// Begins the title; the page's one `h1` says the same.
  var title: String { get }
  func body(_ h: inout HTMLWriter)
}
