import Domain

/// Commands with which an act may be asked for: for every act the input that a person could choose.
enum MatterCandidates {
  static func commands(_ act: MatterAct, for status: MatterStatus, today: CivilDate) -> [MatterCommand] {
    switch act {
    case .submit: return []
    case .accept: return MatterGrade.allCases.map { .accept(grade: $0, urgency: .normal, category: nil) }
    case .decline: return [.decline(reason: .noSubstance, nextVenue: nil, nextDeputy: Sample.otherDeputy)]
    case .divert: return [.divert(kind: .petition, organ: "县信访局")]
    case .seal: return [.seal(reason: .accusation, to: Sample.county, accused: [Sample.deputy])]
    case .assign: return assignments
    case .offer: return [.offer(to: [Sample.group]), .offer(to: [Sample.group, Sample.otherGroup])]
    case .claim: return [.claim(by: Sample.group), .claim(by: Sample.otherGroup)]
    case .handBack: return [.handBack]
    case .classify: return MatterGrade.allCases.map { .classify(grade: $0, urgency: .urgent, category: nil) }
    case .note: return [.note(files: [])]
    case .urge: return [.urge]
    case .release: return [.release(isByTimer: false), .release(isByTimer: true)]
    case .ask: return [.ask]
    case .supplement: return [.supplement(files: [])]
    case .transfer:
      let fresh = ID<HandlingUnit>(Int64(200 + status.handlings.count))
      let leadDay = status.lead.map(\.resultDue).flatMap { $0 > today ? $0 : nil }
      return [true, false].map { isLead in
        .transfer(
          units: [TransferTarget(unit: fresh, isLead: isLead)], resultDue: leadDay ?? today.adding(days: 30),
          sharing: .none, sharingReason: nil)
      }
    case .recall: return parts(status).map { .recall(part: $0) }
    case .signFor: return parts(status).map { .signFor(part: $0) }
    case .appoint: return parts(status).flatMap { part in [301, 302].map { .appoint(part: part, drafter: ID($0)) } }
    case .askReturn: return parts(status).map { .askReturn(part: $0, reason: .notOurs, proposed: nil) }
    case .settleReturn:
      return parts(status).flatMap { part in
        [true, false].map { .settleReturn(part: part, agrees: $0, next: nil, resultDue: nil) }
          + [.settleReturn(part: part, agrees: true, next: ID(299), resultDue: today.adding(days: 10))]
      }
    case .draftResult: return parts(status).map { .draftResult(part: $0, outcome: .solved, files: []) }
    case .sendBack: return parts(status).map { .sendBack(part: $0) }
    case .signResult: return parts(status).map { .signResult(part: $0) }
    case .recordResult: return MatterOutcome.allCases.map { .recordResult(outcome: $0, files: []) }
    case .escalate:
      return [
        // One that it has not come through: there is always another one above.
        .escalate(
          to: .venue(ID(Int64(900 + status.escalations.count)), Sample.town), resultDue: today.adding(days: 30)),
        .escalate(to: .outside(Sample.county), resultDue: today.adding(days: 30)),
      ]
    case .passDown: return [.passDown(outcome: .solved), .passDown(outcome: nil)]
    case .merge: return [.merge(followers: [ID(61)], acceptDue: status.acceptDue, replyDue: status.replyDue)]
    case .join:
      return [.join(.init(lead: ID(62), owner: .venue, place: status.place, replyDue: status.replyDue))]
    case .part: return [.part]
    case .reply: return [Sample.reply, .reply(oral: .init(teller: "代表", toldOn: today), isEntered: true)]
    case .rate: return pairs.map { Sample.rate($0, $1) }
    case .recordFeedback: return pairs.map { Sample.feedback($0, $1, on: today) }
    case .closeUnrated: return [.closeUnrated(asker: "联络员", askedOn: today, how: .phone)]
    case .rehandle: return (owners + [.desk]).map { .rehandle(owner: $0) }
    case .withdraw: return [.withdraw]
    case .redact: return [.redact(files: [])]
    case .publish:
      return [Sample.liaison, Sample.chief].map { .publish(isPublic: true, reviewer: $0) }
        + [.publish(isPublic: false, reviewer: Sample.chief)]
    case .archive: return [.archive(number: 1)]
    case .object: return [.object(seq: 2, isSettled: false), .object(seq: 2, isSettled: true)]
    case .reveal: return [.reveal(reason: "回访")]
    case .reissue: return [.reissue(verifiedBy: "身份证")]
    case .correct: return [.correct(fields: [.phone], request: nil)]
    case .erase: return [.erase(reason: "本人申请", seqs: [1])]
    case .lapse: return [.lapse(owner: status.owner)]
    case .recount: return [.recount]
    case .handOver:
      return owners.map { .handOver(owner: $0, venue: nil) } + [.handOver(owner: .venue, venue: Sample.otherStation)]
    case .rise: return [.rise(to: Sample.home)]
    }
  }

  private static func parts(_ status: MatterStatus) -> [Int] {
    status.handlings.isEmpty ? [1] : status.handlings.map(\.part)
  }

  private static let pairs = Satisfaction.allCases.flatMap { attitude in
    Satisfaction.allCases.map { (attitude, $0) }
  }

  private static let owners: [MatterOwner] = [Sample.owner, Sample.otherOwner, .group(Sample.group), .venue]

  private static let assignments: [MatterCommand] =
    owners.map { .assign(owner: $0, venue: Sample.station, congress: Sample.town) }
    + [.assign(owner: .venue, venue: Sample.otherStation, congress: Sample.otherTown)]
}
