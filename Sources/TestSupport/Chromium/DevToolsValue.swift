/// A JSON value for the parameters of a command. Answers are decoded into structures of their own.
enum DevToolsValue: Encodable, Sendable {
  case text(String)
  case number(Double)
  case whole(Int)
  case flag(Bool)
  case list([DevToolsValue])
  case object([String: DevToolsValue])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .whole(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }
}

extension DevToolsValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .whole(value) }
  init(floatLiteral value: Double) { self = .number(value) }
}

extension DevToolsValue: ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(arrayLiteral values: DevToolsValue...) { self = .list(values) }
  init(dictionaryLiteral members: (String, DevToolsValue)...) {
    self = .object(Dictionary(members) { _, last in last })
  }
}
