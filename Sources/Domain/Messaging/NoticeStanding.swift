extension NoticeKind {
  package var group: NoticeGroup {
    switch self {
    case .arrived, .assigned, .offered, .sealed, .transferred, .appointed, .escalated, .moved, .toReview, .toSign,
      .returnAsked, .returnDisputed, .returnRefused, .sentBack, .resultArrived, .supplemented, .handedBack, .objected,
      .actedFor, .held, .informationAsked, .leaveAsked:
      .arrivals
    case .coSignAsked, .sentForRevision, .withdrawalAsked, .partHandedOver, .opinionArrived, .opinionReturned,
      .extensionAsked, .letterToCheck, .letterToSign, .letterReturned, .letterToRate, .promiseToRate,
      .publicationObjected, .publicationAllowed, .committeeAsked:
      .arrivals
    case .rated, .withdrawn, .recalled, .returnAgreed, .claimed, .passedDown, .parted, .gridMoved, .raisedMoved,
      .mandateChanged, .leaveApproved, .leaveRefused:
      .progress
    case .coSigned, .coSignDeclined, .proposalRefused, .treatedAsLetter, .registered, .mergedInto, .split,
      .withdrawalRefused, .proposalWithdrawn, .extensionAgreed, .extensionRefused, .extended, .letterArrived,
      .deputyRated, .rehandling, .upheld, .promiseKept, .madeKey, .published, .motionReferred, .onAgenda,
      .becameSuggestion, .adopted, .notAdopted, .implementation:
      .progress
    case .reminder, .ratingReminder, .clockNear: .reminders
    case .lapsed, .dissatisfied, .urged, .risen, .absentTwice, .deputyDissatisfied, .toRehandle, .toKeepAgain,
      .clockLate:
      .overdue
    }
  }
}

/// Whether what a notice said still holds: what was settled meanwhile is taken out of a message before it goes.
package enum NoticeStanding {
  /// - Parameter status: of the matter that it is about, as it is now.
  package static func stands(_ kind: NoticeKind, _ status: MatterStatus) -> Bool {
    let open = status.handlings.filter(\.state.isOpen)
    switch kind {
    case .arrived, .lapsed, .moved, .escalated, .handedBack: return status.state == .submitted
    case .assigned: return status.runningClock != nil
    case .sealed: return status.seal != nil && !status.state.isEnded
    case .offered: return status.owner == .venue && !status.offered.isEmpty
    case .supplemented, .resultArrived: return status.runningClock != nil
    case .transferred: return open.contains { $0.state == .sent }
    case .appointed, .sentBack, .returnRefused: return open.contains { $0.state == .signedFor }
    case .returnAsked: return open.contains { $0.state == .returnAsked }
    case .returnDisputed: return open.contains { $0.state == .disputed }
    case .toSign: return open.contains { $0.state == .drafted }
    case .toReview: return status.publication == .redacted
    case .objected: return status.hasObjection
    case .dissatisfied: return status.state == .dissatisfied
    case .urged, .risen: return status.runningClock != nil
    case .held: return status.isHeld && !status.state.isEnded
    case .rated, .withdrawn, .recalled, .returnAgreed, .claimed, .passedDown, .parted, .gridMoved, .raisedMoved,
      .mandateChanged, .actedFor, .reminder, .informationAsked, .leaveAsked, .leaveApproved, .leaveRefused,
      .absentTwice:
      return true
    // Of suggestions and motions: see ``SuggestionMessages`` and ``MotionMessages``.
    case .coSignAsked, .coSigned, .coSignDeclined, .sentForRevision, .proposalRefused, .treatedAsLetter, .registered,
      .mergedInto, .split, .withdrawalAsked, .withdrawalRefused, .proposalWithdrawn, .partHandedOver, .opinionArrived,
      .opinionReturned, .extensionAsked, .extensionAgreed, .extensionRefused, .extended, .letterToCheck,
      .letterToSign, .letterReturned, .letterToRate, .letterArrived, .deputyRated, .deputyDissatisfied,
      .ratingReminder, .clockNear, .clockLate, .toRehandle, .toKeepAgain, .rehandling, .upheld, .promiseKept,
      .promiseToRate, .madeKey,
      .published,
      .publicationObjected, .publicationAllowed, .motionReferred, .committeeAsked, .onAgenda, .becameSuggestion,
      .adopted, .notAdopted, .implementation:
      return true
    }
  }
}
