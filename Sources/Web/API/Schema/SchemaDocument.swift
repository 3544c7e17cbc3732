package import HTTPKit

extension JSONSchema {
  /// The schema as the document has it; named records are pointed to.
  package var document: JSONValue {
    if case .record(let name?, _) = kind {
      let reference = JSONValue.text("#/components/schemas/\(name)")
      // Beside a reference words may stand since 2020-12.
      return about.isEmpty ? ["$ref": reference] : ["$ref": reference, "description": .text(about)]
    }
    return whole
  }

  /// The same, with a named record written out.
  package var whole: JSONValue {
    .record(of: facts + [("description", about.isEmpty ? nil : .text(about))])
  }

  private var facts: [(String, JSONValue?)] {
    switch kind {
    case .text(let form, let length):
      return [
        ("type", "string"), ("minLength", length.lowerBound > 0 ? .integer(length.lowerBound) : nil),
        ("maxLength", .integer(length.upperBound)), ("pattern", form.pattern.map { .text($0) }),
        ("format", form.format.map { .text($0) }),
      ]
    case .word(let words): return [("type", "string"), ("enum", .list(words.map { .text($0) }))]
    case .integer(let range):
      return [
        ("type", "integer"), ("minimum", .integer(range.lowerBound)), ("maximum", .integer(range.upperBound)),
      ]
    case .flag: return [("type", "boolean")]
    case .list(let item, let range):
      return [
        ("type", "array"), ("items", item.document),
        ("minItems", range.lowerBound > 0 ? .integer(range.lowerBound) : nil), ("maxItems", .integer(range.upperBound)),
        ("uniqueItems", item.namesOnce ? true : nil),
      ]
    case .record(_, let properties): return Self.record(properties)
    case .choice(let properties):
      return Self.record(properties) + [("minProperties", 1), ("maxProperties", 1)]
    case .counts:
      return [("type", "object"), ("additionalProperties", ["type": "integer", "minimum": 0])]
    case .anyRecord: return [("type", "object")]
    }
  }

  private static func record(_ properties: [Property]) -> [(String, JSONValue?)] {
    let required = properties.filter(\.isRequired).map { JSONValue.text($0.name) }
    return [
      ("type", "object"), ("additionalProperties", false),
      ("required", required.isEmpty ? nil : .list(required)),
      ("properties", .record(of: properties.map { ($0.name, $0.schema.document) })),
    ]
  }

  /// The named records that the schema mentions, itself among them, by name.
  package func collect(into named: inout [String: JSONSchema]) {
    switch kind {
    case .list(let item, _): item.collect(into: &named)
    case .record(let name, let properties):
      if let name {
        if named[name] != nil { return }
        named[name] = about("")
      }
      for property in properties { property.schema.collect(into: &named) }
    case .choice(let properties): for property in properties { property.schema.collect(into: &named) }
    case .text, .word, .integer, .flag, .counts, .anyRecord: break
    }
  }
}
