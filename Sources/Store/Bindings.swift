package import DatabaseKit
package import Domain
import Foundation
import Synchronization

extension ID: SQLBindable {
  package static var sqlType: SQLType { .integer }
  package var sqlValue: SQLValue { .integer(raw) }
}

extension ID: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    guard case .integer(let raw)? = stored else { throw SQLMismatch() }
    self.init(raw)
  }
}

extension Instant: SQLBindable {
  package static var sqlType: SQLType { .integer }
  package var sqlValue: SQLValue { .integer(milliseconds) }
}

extension Instant: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    guard case .integer(let milliseconds)? = stored else { throw SQLMismatch() }
    self.init(milliseconds: milliseconds)
  }
}

extension CivilDate: SQLBindable {
  package static var sqlType: SQLType { .text }
  package var sqlValue: SQLValue { .text(description) }
}

extension CivilDate: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    guard case .text(let text)? = stored else { throw SQLMismatch() }
    guard let date = CivilDate(text: text) else { throw SQLMismatch() }
    self = date
  }
}

extension SQL {
  /// Whether a column contains a text, whatever the case of its Latin letters; the text is taken as it is written.
  package static func contains(_ column: SQL, _ text: String) -> SQL {
    var pattern = ""
    for character in text {
      if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
      pattern.append(character)
    }
    return "LOWER(\(column)) LIKE LOWER(\(bind: "%" + pattern + "%")) ESCAPE '\\'"
  }
}

/// JSON as it is stored: one text for one value, so that hashes over it can be checked again.
package enum JSONText {
  package static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  package static func decode<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}

/// Values as they were read last, by their text: pages show the same records again and again, and a text is found faster than
/// it is read. The same text is always the same value, so that nothing kept is ever old.
package final class ReadTexts<Value: Decodable & Sendable>: Sendable {
  private let kept = Mutex<[String: Value]>([:])
  private let most: Int

  /// - Parameter most: so many are kept before they are all forgotten.
  package init(most: Int) { self.most = most }

  package func value(of text: String) throws -> Value {
    if let hit = kept.withLock({ $0[text] }) { return hit }
    let value = try JSONText.decode(Value.self, from: text)
    kept.withLock { kept in
      if kept.count >= most { kept.removeAll(keepingCapacity: true) }
      kept[text] = value
    }
    return value
  }
}
