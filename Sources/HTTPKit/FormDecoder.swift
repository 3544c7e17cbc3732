/// How much of a form or query is accepted. Both limits are inclusive.
package struct FormLimits: Sendable, Hashable {
  /// The number of fields.
  package var maxFields: Int
  /// Bytes of the encoded text.
  package var maxBytes: Int

  /// The defaults: 200 fields, 256 KiB.
  package init(maxFields: Int = 200, maxBytes: Int = 256 << 10) {
    self.maxFields = maxFields
    self.maxBytes = maxBytes
  }
}

/// Why a form or query was refused.
package enum FormError: Error, Sendable, Hashable {
  /// More fields than `FormLimits.maxFields`.
  case tooManyFields
  /// The encoded text is longer than `FormLimits.maxBytes`.
  case tooLong
  /// This field's name or value is not valid UTF-8; a name that is invalid itself is given repaired.
  case invalidUTF8(name: String)
}

/// What to do with names and values that are not valid UTF-8.
package enum InvalidUTF8Policy: Sendable, Hashable {
  /// Throw `FormError.invalidUTF8`.
  case refuse
  /// Repair the text with U+FFFD and set `FormField.wasInvalidUTF8`, for showing the form again.
  case repair
}

/// Decodes `application/x-www-form-urlencoded` bodies (WHATWG URL, section 5.1).
package enum FormDecoder {
  /// Decodes a body: pairs between `&`, empty ones skipped; name and value parted by the first `=`, the value empty
  /// without one; `+` a space; a `%` that begins no escape kept. A pair may have an empty name.
  /// - Throws: `FormError.tooLong`, `.tooManyFields`, and with `.refuse` `.invalidUTF8`; the first that applies
  ///   reading from the start.
  package static func decode(
    _ bytes: [UInt8], limits: FormLimits = FormLimits(), invalidUTF8 policy: InvalidUTF8Policy = .refuse
  ) throws(FormError) -> FormFields {
    guard bytes.count <= limits.maxBytes else { throw .tooLong }
    var fields: [FormField] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let pair = rest.prefix { $0 != ASCII.ampersand }
      rest = rest[pair.endIndex...].dropFirst()
      if pair.isEmpty { continue }
      guard fields.count < limits.maxFields else { throw .tooManyFields }
      let name = pair.prefix { $0 != ASCII.equals }
      let value = pair[name.endIndex...].dropFirst()
      let field = FormField(name: PercentEncoding.decodeForm(name), value: PercentEncoding.decodeForm(value))
      if policy == .refuse, field.wasInvalidUTF8 { throw .invalidUTF8(name: field.name) }
      fields.append(field)
    }
    return FormFields(fields)
  }
}

/// Decodes the query string of a URL, by the rules of `FormDecoder`.
package enum QueryDecoder {
  /// Decodes a query without its `?`; nil (no query) gives no fields.
  /// - Throws: as `FormDecoder.decode`.
  package static func decode(
    _ query: String?, limits: FormLimits = FormLimits(), invalidUTF8 policy: InvalidUTF8Policy = .refuse
  ) throws(FormError) -> FormFields {
    try FormDecoder.decode(Array((query ?? "").utf8), limits: limits, invalidUTF8: policy)
  }
}
