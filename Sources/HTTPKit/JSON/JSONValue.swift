/// A value of JSON (RFC 8259). Records keep the order of their members.
package enum JSONValue: Sendable, Hashable {
  case null
  case flag(Bool)
  /// A number without a fraction that fits.
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case record([JSONMember])

  /// A record from names and values; members without a value are left out.
  package static func record(of members: [(String, JSONValue?)]) -> JSONValue {
    .record(members.compactMap { name, value in value.map { JSONMember(name, $0) } })
  }

  /// The member with that name; nil for anything but a record that has one.
  package subscript(name: String) -> JSONValue? {
    guard case .record(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  package var integer: Int? {
    if case .integer(let number) = self { return number }
    return nil
  }

  package var flag: Bool? {
    if case .flag(let flag) = self { return flag }
    return nil
  }

  package var list: [JSONValue]? {
    if case .list(let items) = self { return items }
    return nil
  }

  package var members: [JSONMember]? {
    if case .record(let members) = self { return members }
    return nil
  }
}

/// A name and its value in a record.
package struct JSONMember: Sendable, Hashable {
  package let name: String
  package let value: JSONValue

  package init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .flag(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .record(elements.map { JSONMember($0.0, $0.1) })
  }
}
