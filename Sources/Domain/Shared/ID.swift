/// A number that names one record of the kind `Subject`: two kinds of ids cannot be mixed up.
///
/// Ids are made in Swift (see ``IDGenerator``), grow with time, fit a `BIGINT` and are strings in JSON and URLs.
/// They are never secrets and never shown to a person.
package struct ID<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let raw: Int64

  package init(_ raw: Int64) { self.raw = raw }

  /// Reads an id from a URL or a form; nil unless it is a plain positive decimal number.
  package init?(text: some StringProtocol) {
    guard text.utf8.count <= 19, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let raw = Int64(text), raw > 0
    else { return nil }
    self.raw = raw
  }

  package var description: String { String(raw) }

  package static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
}

extension ID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = ID(text: text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not an id"))
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
