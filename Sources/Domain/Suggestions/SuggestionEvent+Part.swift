extension SuggestionEvent {
  /// The part that it is about; nil for the whole.
  package var part: Int? {
    switch self {
    case .signedFor(let facts): facts.part
    case .appointed(let part, _), .returnSettled(let part, _), .reassigned(let part, _), .opinionGiven(let part, _),
      .opinionReturned(let part, _), .itemized(let part, _), .extensionAsked(let part, _), .extended(let part, _),
      .letterDrafted(let part, _, _):
      part
    case .extensionRefused(let part), .letterChecked(let part), .letterReturned(let part), .raterReminded(let part),
      .closedUnrated(let part):
      part
    case .returnAsked(let facts): facts.part
    case .contacted(let facts): facts.part
    case .promised(let promise): promise.part
    case .promiseLetterDrafted(let part, _), .promiseRaterReminded(let part, _), .promiseClosedUnrated(let part, _):
      part
    case .promiseLetterSigned(let facts): facts.part
    case .letterSigned(let facts): facts.part
    case .rated(let facts): facts.rating.part
    case .studied(let facts), .disputeSettled(let facts): facts.part
    case .photoRemoved(_, let part): part
    default: nil
    }
  }

  /// The part that it is about, of a promise or a numbered item that of the unit whose it is.
  package func part(of status: SuggestionStatus) -> Int? {
    switch self {
    case .itemSettled(let number): status.items.first { $0.number == number }?.part
    case .promiseKept(let number, _): status.promises.first { $0.number == number }?.part
    case .promiseRated(let rating, _): status.promises.first { $0.number == rating.promise }?.part
    default: part
    }
  }
}
