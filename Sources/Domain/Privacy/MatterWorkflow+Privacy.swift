/// What is put right or erased of a matter. Whether it may be was decided before: by a request's own rules, by the time of
/// keeping, or by the office.
extension MatterWorkflow {
  func decideOnPrivacy(_ command: MatterCommand) throws(MatterRefusal) -> MatterEvent {
    switch command {
    case .correct(let fields, let request):
      guard !fields.isEmpty else { throw .nothingChanged }
      return .corrected(.init(fields: fields, request: request))
    case .erase(let reason, let seqs, let parts, let basis, let with):
      return .erased(.init(reason: reason, seqs: seqs, parts: parts, basis: basis, with: with))
    default: throw .notInThisState
    }
  }

  /// There is something that a redacted version could be made of.
  static func hasWords(_ matter: MatterStatus) -> Bool {
    matter.erased.isDisjoint(with: [.words, .published])
  }
}
