/// A date that somebody owes something by. All queues are lists of these, soonest first.
package struct SuggestionClock: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable, Codable {
    /// 待审查、待交办.
    case handOver = "hand_over"
    /// 待签收; the day on which it counts as received anyway.
    case signFor = "sign_for"
    /// 退回待处理.
    case reassign
    /// 与代表沟通.
    case contact
    /// 协办意见.
    case opinion
    /// 答复代表.
    case reply
    /// 延期申请待处理.
    case extend
    /// 测评.
    case rating
    /// 不满意待研究.
    case study
    /// 再次不满意.
    case dispute
    /// 承诺事项: to be kept, or kept and to be answered.
    case promise
    /// 对承诺落实情况的评价.
    case promiseRating = "promise_rating"
    /// 联名邀请.
    case sign
    /// 退回修改.
    case revise
    /// 撤回要联名代表同意.
    case agree

    /// It runs for a promise, by whose number it goes; the others go by the unit's part.
    package var isOfPromise: Bool { self == .promise || self == .promiseRating }
  }

  /// Whose queue it stands in.
  package enum Debtor: Sendable, Hashable {
    case person(ID<Person>)
    case unit(ID<HandlingUnit>)
    /// Whoever takes in and hands over.
    case receiver(SuggestionReceiver)
  }

  package let kind: Kind
  /// 0 for the whole suggestion.
  package let part: Int
  package let debtor: Debtor
  package let due: CivilDate?

  package init(_ kind: Kind, part: Int = 0, _ debtor: Debtor, due: CivilDate?) {
    self.kind = kind
    self.part = part
    self.debtor = debtor
    self.due = due
  }
}

extension SuggestionStatus {
  /// The clocks that run now.
  package var clocks: [SuggestionClock] {
    switch state {
    case .drafting: return signing
    case .returned: return [SuggestionClock(.revise, .person(proposer.person), due: nil)] + signing
    case .submitted, .registered:
      return [SuggestionClock(.handOver, .receiver(receiver), due: handOverDue?.date)] + agreeing
    case .handling, .replied, .studying, .disputed, .closed:
      return agreeing + parts.flatMap { clocks(of: $0) } + promises.flatMap { clocks(of: $0) }
    case .refused, .letter, .merged, .split, .withdrawn, .discarded: return []
    }
  }

  private var signing: [SuggestionClock] {
    coSigners.filter { $0.answer == .invited }.map { SuggestionClock(.sign, .person($0.person), due: nil) }
  }

  private var agreeing: [SuggestionClock] {
    guard withdrawalAskedOn != nil, state != .closed else { return [] }
    return signed.filter { !$0.agreesToWithdraw }.map { SuggestionClock(.agree, .person($0.person), due: nil) }
  }

  /// 渝 28: the deputies have as long for what they think of a promise as for the answer itself.
  private func clocks(of promise: SuggestionPromise) -> [SuggestionClock] {
    guard let part = part(promise.part), part.hasCome else { return [] }
    if promise.keptOn == nil || promise.owesLetter {
      return [SuggestionClock(.promise, part: promise.number, .unit(part.unit), due: promise.due)]
    }
    guard let answer = promise.answer else { return [] }
    return missingRaters(of: promise).map {
      SuggestionClock(.promiseRating, part: promise.number, .person($0), due: answer.ratingDue)
    }
  }

  private func clocks(of part: SuggestionPart) -> [SuggestionClock] {
    let unit = SuggestionClock.Debtor.unit(part.unit)
    let desk = SuggestionClock.Debtor.receiver(receiver == .secretariat ? .workBody : receiver)
    var clocks: [SuggestionClock] = []
    if part.state == .handedOver, isOwed(part) {
      clocks.append(.init(.signFor, part: part.number, unit, due: part.deemedReceivedOn.date))
    }
    if part.state == .returnAsked, isOwed(part) {
      clocks.append(.init(.reassign, part: part.number, desk, due: part.reassignDue?.date))
    }
    if part.extensionAsked != nil { clocks.append(.init(.extend, part: part.number, desk, due: part.replyDue)) }
    if isOwed(part) {
      if part.role.answers {
        clocks.append(.init(.reply, part: part.number, unit, due: part.replyDue))
        if part.contactedOn == nil, let due = part.contactDue {
          clocks.append(.init(.contact, part: part.number, unit, due: due.date))
        }
      } else {
        clocks.append(.init(.opinion, part: part.number, unit, due: part.opinionDue?.date))
      }
    }
    switch part.verdict {
    case .awaiting:
      clocks += missingRaters(of: part).map {
        SuggestionClock(.rating, part: part.number, .person($0), due: part.ratingDue?.date)
      }
    case .studying: clocks.append(.init(.study, part: part.number, desk, due: nil))
    case .disputed: clocks.append(.init(.dispute, part: part.number, desk, due: nil))
    case .none, .content, .unrated, .upheld, .settled: break
    }
    return clocks
  }
}
