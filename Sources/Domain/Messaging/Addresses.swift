/// A mobile number of the mainland: eleven digits.
package enum MobileNumber {
  /// Nil unless it is one; blanks, hyphens and +86 are taken off.
  package static func parse(_ text: String) -> String? {
    var digits = text.filter { !" -".contains($0) }
    if digits.hasPrefix("+86") { digits = String(digits.dropFirst(3)) }
    let isPlain = digits.utf8.count == 11 && digits.utf8.allSatisfy { (48...57).contains($0) }
    guard isPlain, digits.hasPrefix("1"), let second = digits.dropFirst().first, ("3"..."9").contains(second) else {
      return nil
    }
    return digits
  }
}

/// A mail address in its everyday form: no quotes, no comments, no address literals.
package enum MailAddress {
  package static func parse(_ text: String) -> String? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard text.utf8.count <= 254, parts.count == 2, isLocal(parts[0]), isDomain(parts[1]) else { return nil }
    return text
  }

  private static func isLocal(_ part: Substring) -> Bool {
    let atoms = part.split(separator: ".", omittingEmptySubsequences: false)
    return part.utf8.count <= 64
      && atoms.allSatisfy { atom in
        !atom.isEmpty && atom.utf8.allSatisfy { isLetterOrDigit($0) || Array("!#$%&'*+-/=?^_`{|}~".utf8).contains($0) }
      }
  }

  private static func isDomain(_ part: Substring) -> Bool {
    let labels = part.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last, last.utf8.contains(where: { !(48...57).contains($0) }) else {
      return false
    }
    return labels.allSatisfy { label in
      !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 45 }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...122).contains(byte | 32)
  }
}
