/// How a gateway wants its request: a body with `{names}` in it, filled in one pass, so that what is filled in is never
/// looked at again.
package struct RequestTemplate: Sendable, Equatable {
  package enum Format: String, Sendable, CaseIterable { case json, form }

  package let format: Format
  package let body: String

  package init(format: Format, body: String) {
    self.format = format
    self.body = body
  }

  package static let known: Set<String> = ["phone", "text", "template", "params", "id", "signature"]

  /// Values are escaped for the format; `{params}` is a JSON object of the template's own slots. Other braces stay.
  package func render(_ values: [String: String], params: [(name: String, value: String)]) -> [UInt8] {
    let object = "{" + params.map { Self.quoted($0.name) + ":" + Self.quoted($0.value) }.joined(separator: ",") + "}"
    let filled = Self.fill(body) { name in
      guard Self.known.contains(name) else { return nil }
      if name == "params" { return format == .json ? object : Self.percentEncoded(object) }
      let value = values[name] ?? ""
      return format == .json ? Self.escaped(value) : Self.percentEncoded(value)
    }
    return Array(filled.utf8)
  }

  /// Replaces `{name}` where `value` knows the name.
  package static func fill(_ template: String, _ value: (String) -> String?) -> String {
    var result = ""
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let after = rest[rest.index(after: open)...]
      let name = after.prefix { ($0.isLetter || $0 == "-") && $0.isASCII }
      if after[name.endIndex...].first == "}", let filled = value(String(name)) {
        result += filled
        rest = after[after.index(after: name.endIndex)...]
      } else {
        result += "{"
        rest = after
      }
    }
    return result + rest
  }

  private static func quoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }

  /// The inside of a JSON string (RFC 8259 §7).
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: return String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "%0" + digits : "%" + digits
      }
    }.joined()
  }
}
