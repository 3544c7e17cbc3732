/// What of a matter can be erased. Facts, dates, counts and the chain of hashes stay.
package enum ErasedPart: String, CaseIterable, Sendable, Codable {
  /// Name, telephone, guardian.
  case contact
  /// What was written: the sender's words, title, notes, answers. Where something is published, the published words stay.
  case words
  /// Those that are not on a public page.
  case photos
  /// The redacted version, its answer and its pictures.
  case published
}

/// Why something was erased.
package enum ErasureBasis: String, Sendable, Codable {
  /// Staff, on what was asked in writing or in person.
  case office
  /// A request that the person made through his receipt (个人信息保护法 47).
  case request
  /// The time of keeping is over (个人信息保护法 19, 47).
  case retention
}

extension MatterEvent {
  package struct Erased: Sendable, Equatable, Codable {
    package var reason: String
    /// The numbers of the events whose words were erased.
    package var seqs: [Int]
    /// Nil in entries made before parts were told apart: all of them.
    package var parts: [ErasedPart]?
    package var basis: ErasureBasis?
    /// The matter that was erased, when this one came in the same form and has the same words.
    package var with: ID<Matter>?

    package var taken: Set<ErasedPart> { Set(parts ?? ErasedPart.allCases) }

    package init(
      reason: String, seqs: [Int], parts: [ErasedPart]? = nil, basis: ErasureBasis? = nil, with: ID<Matter>? = nil
    ) {
      self.reason = reason
      self.seqs = seqs
      self.parts = parts
      self.basis = basis
      self.with = with
    }
  }

  /// 更正: what was put right. Both masks stand in the words, so that they can be erased with everything else.
  package struct Corrected: Sendable, Equatable, Codable {
    package var fields: [CorrectedField]
    package var request: ID<InformationRequest>?

    package init(fields: [CorrectedField], request: ID<InformationRequest>?) {
      self.fields = fields
      self.request = request
    }
  }
}

/// What can be put right. The sender's words are not written anew: a correction stands beside them.
package enum CorrectedField: String, CaseIterable, Sendable, Codable {
  case name, phone, guardian, words
}

extension ErasedPart {
  /// Whether the words of an act go with these parts. Where something is published, its words and its answer are read by
  /// everybody and go with the public page.
  package static func takes(_ parts: Set<ErasedPart>, wordsOf act: MatterAct, isPublished: Bool) -> Bool {
    switch act {
    // Both masks of a contact and a correction of the words stand together.
    case .correct: !parts.isDisjoint(with: [.contact, .words])
    case .redact, .reply: parts.contains(isPublished ? .published : .words)
    default: parts.contains(.words)
    }
  }

  /// The acts whose words are those of the form, which all that came in it have.
  package static func isOfForm(_ act: MatterAct) -> Bool {
    switch act {
    case .submit, .accept, .classify, .redact: true
    default: false
    }
  }

  /// What a page shows where a title was.
  package static let titleErased = "（已依法删除）"
}
