import Domain
import HTTPKit

/// A member of a request's record and the form fields that it becomes: pages and API have one reading of what was said,
/// and what is wrong with a field is told at the member.
struct InputField: Sendable {
  let property: JSONSchema.Property
  /// Form field and, below the member, where it comes from.
  let places: [(field: String, pointer: String)]
  let fill: @Sendable (JSONValue, inout FormFields) -> Void

  /// The form that a record stands for.
  static func form(of body: JSONValue, _ fields: [InputField]) -> FormFields {
    var form = FormFields()
    for field in fields {
      if let value = body[field.property.name] { field.fill(value, &form) }
    }
    return form
  }

  static func schema(_ fields: [InputField]) -> JSONSchema { .record(fields.map(\.property)) }

  /// Where in the record the field of a form comes from; nil for what is no member's.
  static func pointer(to field: String, _ fields: [InputField]) -> String? {
    for input in fields {
      if let place = input.places.first(where: { $0.field == field }) {
        return "/" + input.property.name + place.pointer
      }
    }
    return nil
  }

  // MARK: Kinds

  /// A text, word, id or date under one field.
  static func value(_ name: String, _ schema: JSONSchema, in field: String? = nil, required: Bool = true) -> InputField
  {
    let field = field ?? name
    return InputField(
      property: .init(name, schema, isRequired: required), places: [(field, "")],
      fill: { value, form in
        guard let text = value.text ?? value.integer.map({ String($0) }) else { return }
        form.append(FormField(name: field, value: text))
      })
  }

  static func words(_ name: String, _ about: String, _ most: Int, in field: String? = nil, required: Bool = true)
    -> InputField
  {
    value(name, .lines((required ? 1 : 0)...most, about), in: field, required: required)
  }

  static func line(_ name: String, _ about: String, _ most: Int, in field: String? = nil, required: Bool = true)
    -> InputField
  {
    value(name, .line((required ? 1 : 0)...most, about), in: field, required: required)
  }

  static func word<Word: CaseIterable & RawRepresentable>(
    _ name: String, _ type: Word.Type, _ about: String, in field: String? = nil, required: Bool = true
  ) -> InputField where Word.RawValue == String {
    value(name, .word(type, about), in: field, required: required)
  }

  static func id(_ name: String, _ about: String, in field: String? = nil, required: Bool = true) -> InputField {
    value(name, .id(about), in: field, required: required)
  }

  static func date(_ name: String, _ about: String, in field: String? = nil, required: Bool = true) -> InputField {
    value(name, .date(about), in: field, required: required)
  }

  /// A box: ticked or not there.
  static func flag(_ name: String, _ about: String, in field: String? = nil, required: Bool = false) -> InputField {
    let field = field ?? name
    return InputField(
      property: .init(name, .flag(about), isRequired: required), places: [(field, "")],
      fill: { value, form in if value.flag == true { form.append(FormField(name: field, value: "1")) } })
  }

  /// A yes or a no that has to be said.
  static func decision(_ name: String, _ about: String, in field: String? = nil) -> InputField {
    let field = field ?? name
    return InputField(
      property: .init(name, .flag(about), isRequired: true), places: [(field, "")],
      fill: { value, form in
        if let flag = value.flag { form.append(FormField(name: field, value: flag ? "1" : "0")) }
      })
  }

  /// Several texts that one field holds, each apart from the next by `separator`.
  static func joined(
    _ name: String, _ item: JSONSchema, _ range: ClosedRange<Int>, _ about: String, by separator: String,
    in field: String
  ) -> InputField {
    InputField(
      property: .init(name, .list(item, range, about), isRequired: range.lowerBound > 0), places: [(field, "")],
      fill: { value, form in
        let texts = (value.list ?? []).map { $0.text ?? "" }
        form.append(FormField(name: field, value: texts.joined(separator: separator)))
      })
  }

  /// Several values under one field.
  static func many(_ name: String, _ item: JSONSchema, _ range: ClosedRange<Int>, _ about: String, in field: String)
    -> InputField
  {
    InputField(
      property: .init(name, .list(item, range, about), isRequired: range.lowerBound > 0), places: [(field, "")],
      fill: { value, form in
        for item in value.list ?? [] { form.append(FormField(name: field, value: item.text ?? "")) }
      })
  }

  /// A box for each of several ids.
  static func ticks(_ name: String, _ about: String, prefix: String, most: Int, field: String) -> InputField {
    InputField(
      property: .init(name, .list(.id(), 1...most, about), isRequired: true), places: [(field, "")],
      fill: { value, form in
        for item in value.list ?? [] { form.append(FormField(name: prefix + (item.text ?? ""), value: "1")) }
      })
  }

  /// The same where there may be none. What is wrong is told under one of `fields`.
  static func marked(_ name: String, _ about: String, prefix: String, most: Int, fields: [String]) -> InputField {
    InputField(
      property: .init(name, .list(.id(), 0...most, about), isRequired: false), places: fields.map { ($0, "") },
      fill: ticks(name, about, prefix: prefix, most: most, field: name).fill)
  }

  /// Several values, each in a field of its own.
  static func spread(_ name: String, _ item: JSONSchema, _ about: String, over fields: [String]) -> InputField {
    InputField(
      property: .init(name, .list(item, 0...fields.count, about), isRequired: false),
      places: fields.enumerated().map { ($0.element, "/\($0.offset)") },
      fill: { value, form in
        for (field, item) in zip(fields, value.list ?? []) {
          form.append(FormField(name: field, value: item.text ?? ""))
        }
      })
  }

  /// Exactly one of several kinds, each with its mark before the id.
  static func choice(
    _ name: String, _ about: String, _ kinds: [(name: String, mark: String, about: String)], in field: String? = nil,
    required: Bool = true
  ) -> InputField {
    let field = field ?? name
    let properties = kinds.map { JSONSchema.Property($0.name, .id($0.about), isRequired: false) }
    return InputField(
      property: .init(name, JSONSchema(.choice(properties), about), isRequired: required), places: [(field, "")],
      fill: { value, form in
        for kind in kinds {
          if let id = value[kind.name]?.text { form.append(FormField(name: field, value: kind.mark + id)) }
        }
      })
  }

  /// A record inside the record; `mark` is the field that says that it is there.
  static func group(
    _ name: String, _ about: String, _ fields: [InputField], mark: String? = nil, required: Bool = false
  )
    -> InputField
  {
    InputField(
      property: .init(name, schema(fields).about(about), isRequired: required),
      places: fields.flatMap { field in
        field.places.map { ($0.field, "/" + field.property.name + $0.pointer) }
      } + (mark.map { [($0, "")] } ?? []),
      fill: { value, form in
        if let mark { form.append(FormField(name: mark, value: "1")) }
        for field in fields { if let value = value[field.property.name] { field.fill(value, &form) } }
      })
  }

  /// Photos that were uploaded before.
  static let photos = many(
    "photos", JSONSchema(.text(.opaque, 1...600)), 0...9, "照片，用 POST /photos 的回答", in: "kept")
}
