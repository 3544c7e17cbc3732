import Domain
import HTTPKit

/// How a value is written as a record: its schema and its writing are one list, so that neither can say what the other does
/// not.
struct Shape<Value>: Sendable {
  struct Field: Sendable {
    let property: JSONSchema.Property
    /// Nil leaves the member out.
    let read: @Sendable (Value) -> JSONValue?
  }

  let name: String
  let about: String
  let fields: [Field]

  init(_ name: String, _ about: String = "", _ fields: [Field]) {
    self.name = name
    self.about = about
    self.fields = fields
  }

  var schema: JSONSchema { JSONSchema(.record(name: name, fields.map(\.property)), about) }

  func write(_ value: Value) -> JSONValue {
    .record(of: fields.map { ($0.property.name, $0.read(value)) })
  }

  func write(_ values: some Sequence<Value>) -> JSONValue { .list(values.map(write)) }
}

extension Shape.Field {
  /// Always there.
  static func always(_ name: String, _ schema: JSONSchema, _ read: @escaping @Sendable (Value) -> JSONValue) -> Self {
    Self(property: .init(name, schema, isRequired: true), read: { read($0) })
  }

  /// Left out when there is none.
  static func maybe(_ name: String, _ schema: JSONSchema, _ read: @escaping @Sendable (Value) -> JSONValue?) -> Self {
    Self(property: .init(name, schema, isRequired: false), read: read)
  }

  static func id<Subject>(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> ID<Subject>) -> Self {
    always(name, .id(about)) { .text(read($0).description) }
  }

  static func maybeID<Subject>(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> ID<Subject>?)
    -> Self
  {
    maybe(name, .id(about)) { read($0).map { .text($0.description) } }
  }

  /// Words that are always there, and may be empty.
  static func text(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> String) -> Self {
    always(name, .answered(about)) { .text(read($0)) }
  }

  static func maybeText(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> String?) -> Self {
    maybe(name, .answered(about)) { read($0).map { .text($0) } }
  }

  static func texts(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> [String]) -> Self {
    always(name, .list(.answered(""), 0...10_000, about)) { .list(read($0).map { .text($0) }) }
  }

  static func word<Word: CaseIterable & RawRepresentable & SendableMetatype>(
    _ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Word
  ) -> Self where Word.RawValue == String {
    always(name, .word(Word.self, about)) { .text(read($0).rawValue) }
  }

  static func maybeWord<Word: CaseIterable & RawRepresentable & SendableMetatype>(
    _ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Word?
  ) -> Self where Word.RawValue == String {
    maybe(name, .word(Word.self, about)) { read($0).map { .text($0.rawValue) } }
  }

  static func count(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Int) -> Self {
    always(name, .count(about)) { .integer(read($0)) }
  }

  static func maybeCount(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Int?) -> Self {
    maybe(name, .count(about)) { read($0).map { .integer($0) } }
  }

  static func flag(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Bool) -> Self {
    always(name, .flag(about)) { .flag(read($0)) }
  }

  static func date(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> CivilDate) -> Self {
    always(name, .date(about)) { .text(read($0).description) }
  }

  static func maybeDate(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> CivilDate?) -> Self {
    maybe(name, .date(about)) { read($0).map { .text($0.description) } }
  }

  static func instant(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Instant) -> Self {
    always(name, .instant(about)) { .text(InstantText.text(read($0))) }
  }

  static func maybeInstant(_ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Instant?) -> Self {
    maybe(name, .instant(about)) { read($0).map { .text(InstantText.text($0)) } }
  }

  static func shape<Other>(
    _ name: String, _ about: String, _ shape: Shape<Other>, _ read: @escaping @Sendable (Value) -> Other
  ) -> Self {
    always(name, shape.schema.about(about)) { shape.write(read($0)) }
  }

  static func maybeShape<Other>(
    _ name: String, _ about: String, _ shape: Shape<Other>, _ read: @escaping @Sendable (Value) -> Other?
  ) -> Self {
    maybe(name, shape.schema.about(about)) { read($0).map(shape.write) }
  }

  static func shapes<Other>(
    _ name: String, _ about: String, _ shape: Shape<Other>, _ read: @escaping @Sendable (Value) -> [Other]
  ) -> Self {
    always(name, .list(shape.schema, 0...10_000, about)) { shape.write(read($0)) }
  }
}

extension JSONSchema {
  /// What people wrote, as an answer gives it back.
  static func answered(_ about: String) -> JSONSchema { JSONSchema(.text(.anything, 0...20_000), about) }
}

/// Instants as the API writes them (RFC 3339): in Beijing time, to the second.
enum InstantText {
  static func text(_ instant: Instant) -> String {
    let local = instant.milliseconds + Instant.beijingOffset
    let second = Int(((local % 60_000) + 60_000) % 60_000) / 1000
    return "\(instant.date)T\(DateWords.clock(instant.minuteOfDay)):\(second < 10 ? "0" : "")\(second)+08:00"
  }
}
