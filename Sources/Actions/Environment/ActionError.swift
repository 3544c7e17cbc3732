package import Domain

/// Why an action was not carried out. Every case is explained to a person in a sentence; nothing was changed.
package enum ActionError: Error, Sendable, Equatable {
  /// Single fields are wrong.
  case invalid([FieldProblem])
  case refused(AccessRefusal)
  case rule(MatterRefusal)
  case suggestion(SuggestionRefusal)
  case motion(MotionRefusal)
  case notFound
  /// Somebody was faster: the record is shown as it is now beside what was typed.
  case changedMeanwhile
  /// Too many failed tries.
  case locked
  /// The user name or the password, the receipt number or the code is wrong.
  case wrongSecret
  /// Something of this kind exists already.
  case duplicate
  /// The server has more of this kind of work than it takes.
  case busy
  case readOnly
}

/// What is wrong with a field, named so that the page can say it in words.
package struct FieldProblem: Error, Sendable, Equatable {
  package enum Rule: Sendable, Equatable {
    case missing
    case tooShort(minimum: Int, actual: Int)
    case tooLong(maximum: Int, actual: Int)
    case notAPhone(digits: Int)
    case notADate
    case notANumber(ClosedRange<Int>)
    case notAllowed
    case badCharacters
    case notFound
    case weakPIN
    case password(SignInPolicy.PasswordProblem)
    case taken
    case wrong
    case inFuture
    case tooManyPhotos(limit: Int)
    /// There are as many as there can be.
    case tooMany(limit: Int)
    case photo(name: String, PhotoProblem)
    case loop
    /// A day before the one that it has to follow.
    case beforeFirst
    /// A day that is over.
    case tooEarly
    /// Cannot be changed any more.
    case fixed
    /// Does not belong to the campaign that was named.
    case campaign(CampaignRefusal)
    /// Does not fit the sessions of the congress as they are.
    case session(SessionRefusal)
  }

  package enum PhotoProblem: Sendable, Equatable {
    case tooLarge(megabytes: Int)
    case notAPicture
    case heic
    case tooManyPixels
    case damaged
    case busy
  }

  package let field: String
  package let rule: Rule

  package init(_ field: String, _ rule: Rule) {
    self.field = field
    self.rule = rule
  }
}
