/// One submitted name and value.
package struct FormField: Sendable, Hashable {
  /// The name, repaired when it was not valid UTF-8.
  package let name: String
  /// The value. When the bytes were not valid UTF-8 this is a repaired text, each broken sequence replaced by U+FFFD:
  /// good for showing the form again, not for storing.
  package let value: String
  /// Whether the name or the value was not valid UTF-8.
  package let wasInvalidUTF8: Bool

  /// A field from text.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
    wasInvalidUTF8 = false
  }

  /// A field from decoded bytes, noting whether they are UTF-8.
  package init(name: [UInt8], value: [UInt8]) {
    let validName = String(validating: name, as: UTF8.self)
    let validValue = String(validating: value, as: UTF8.self)
    self.name = validName ?? String(decoding: name, as: UTF8.self)
    self.value = validValue ?? String(decoding: value, as: UTF8.self)
    wasInvalidUTF8 = validName == nil || validValue == nil
  }
}

/// The fields of a form in the order they were sent; names may repeat. Names compare byte by byte, so `é` written as
/// one or as two code points makes two names.
package struct FormFields: Sendable, Hashable {
  /// All fields in their order.
  package private(set) var fields: [FormField]

  /// Fields from a list, empty by default.
  package init(_ fields: [FormField] = []) {
    self.fields = fields
  }

  /// The first value of that name, nil when there is none. Check `requireValidUTF8` before trusting values that were
  /// decoded with `.repair` or appended from a multipart body.
  package subscript(name: String) -> String? {
    fields.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// All values of that name in their order, empty when there is none.
  package func all(_ name: String) -> [String] {
    fields.filter { $0.name.utf8.elementsEqual(name.utf8) }.map(\.value)
  }

  /// Adds a field at the end.
  package mutating func append(_ field: FormField) {
    fields.append(field)
  }

  /// Adds the content of a multipart part without a file name; bytes that are not UTF-8 are repaired and noted.
  package mutating func append(name: String, bytes: [UInt8]) {
    fields.append(FormField(name: Array(name.utf8), value: bytes))
  }

  /// Checks that every name and value was valid UTF-8.
  /// - Throws: `FormError.invalidUTF8` with the (repaired) name of the first field that was not.
  package func requireValidUTF8() throws(FormError) {
    for field in fields where field.wasInvalidUTF8 { throw .invalidUTF8(name: field.name) }
  }
}
