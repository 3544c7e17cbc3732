/// What a roster in a file is made into.
package enum ImportKind: String, CaseIterable, Sendable, Codable {
  case region, grid, constituency, venue, unit, deputy, group, post, account
}

/// What a column of a roster holds.
package enum ImportField: String, CaseIterable, Sendable, Codable {
  case name, code, parent, from, seats, regions, kind, tier, mark, host, address, telephone, hours
  case citizenID = "citizen_id"
  case mobile, isPublic = "is_public"
  case electedBy = "elected_by"
  case residence, workplace, occupation, expertise, delegation, venue, namesake
  case convener, members, username, role, place
}

/// How the cells of a column are read.
package enum ImportForm: Sendable, Equatable {
  /// Names of places, venues, units; any words. At most so many characters.
  case text(Int)
  /// The name of a person.
  case person
  /// Several, parted by 、 or commas.
  case list(Int)
  case people
  /// Twelve digits.
  case regionCode
  case regionCodes
  case mobile
  case telephone
  case citizenID
  case date
  case number(ClosedRange<Int>)
  case username
  /// One of these words; the value stands for it in code.
  case choice([ImportChoice])
}

package struct ImportChoice: Sendable, Equatable {
  package let words: String
  package let value: String

  package init(_ words: String, _ value: String) {
    self.words = words
    self.value = value
  }
}

/// A column as the template has it.
package struct ImportColumn: Sendable, Equatable {
  package let field: ImportField
  package let head: String
  /// Other heads under which offices keep the same.
  package let aliases: [String]
  package let form: ImportForm
  package let isRequired: Bool
  /// For the notes of the template.
  package let hint: String

  init(
    _ field: ImportField, _ head: String, _ form: ImportForm, required: Bool = false, _ hint: String,
    aliases: [String] = []
  ) {
    self.field = field
    self.head = head
    self.form = form
    isRequired = required
    self.hint = hint
    self.aliases = aliases
  }

  /// Private data: never shown whole, never kept in a finding.
  package var isPrivate: Bool { form == .mobile || form == .citizenID }

  package var choices: [String] {
    if case .choice(let choices) = form { return choices.map(\.words) }
    return []
  }

  /// A head as it is compared: without blanks, marks of obligation and remarks in brackets.
  package static func normalised(_ head: String) -> String {
    var result = ""
    var depth = 0
    for character in head {
      switch character {
      case "(", "（", "[", "【": depth += 1
      case ")", "）", "]", "】": depth = max(0, depth - 1)
      case "*", "＊", ":", "：": break
      default: if depth == 0, !character.isWhitespace { result.append(character) }
      }
    }
    return result
  }

  package func answers(to head: String) -> Bool {
    let wanted = Self.normalised(head)
    return !wanted.isEmpty && ([self.head] + aliases).contains { Self.normalised($0) == wanted }
  }
}
