import DatabaseKit
import Domain
import Store
import TestSupport

/// Suggestions in every state there is, over two years, two periods, two units and with and without a category.
struct SuggestionReportFixture {
  let places: TestPlaces
  let year: Int
  /// Of all but the second round.
  var term: ID<CongressTerm>?

  static let stories = 21

  var all: [Suggestion] {
    (0..<3 * Self.stories).map { index in
      Suggestion(
        id: ID(Int64(index + 1)), title: "第\(index)件", text: "正文", settings: nil,
        status: status(index % Self.stories, round: index / Self.stories), revision: 1)
    }
  }

  /// The third round was handed in on the last day of the year before.
  private func day(_ round: Int) -> CivilDate {
    let first = CivilDate(year: year, month: 1, day: 1) ?? CivilDate(daysSinceEpoch: 0)
    return [first, first.adding(days: 200), first.adding(days: -1)][round]
  }

  func insert(_ suggestions: [Suggestion], in tx: any WriteTransaction) throws {
    let head = ChainHead(seq: 1, hash: [1, 2, 3])
    for suggestion in suggestions {
      try SuggestionStore.insert(suggestion, head: head, in: tx)
    }
  }

  // MARK: A story

  private func status(_ story: Int, round: Int) -> SuggestionStatus {
    let date = day(round)
    var status = SuggestionStatus(
      SuggestionEvent.Drafted(
        congress: places.congress, level: .township, term: round == 1 ? nil : term,
        proposer: SuggestionProposer(person: places.deputy.person, mandate: places.deputy.mandate),
        category: story % 3 == 0 ? nil : places.category), on: date)
    func apply(_ events: SuggestionEvent...) { for event in events { status.apply(event, on: date) } }
    if story == 0 { return status }
    if story == 1 {
      apply(.discarded)
      return status
    }
    let period: SuggestionPeriod = (story + round) % 2 == 0 ? .inSession : .outOfSession
    apply(.submitted(.init(session: nil, period: period, receiver: .presidium, handOverDue: nil)))
    switch story {
    case 2: break
    case 3: apply(.sentBack)
    case 4: apply(.refused(ground: "empty"))
    case 5: apply(.treatedAsLetter(ground: "personal"))
    case 6: apply(.withdrawn)
    default:
      let number = SuggestionNumber(session: nil, period: period, value: story)
      apply(.registered(.init(number: number, category: status.category)))
      handle(story, round, &status, date)
    }
    return status
  }

  private func handle(_ story: Int, _ round: Int, _ status: inout SuggestionStatus, _ date: CivilDate) {
    func apply(_ events: SuggestionEvent...) { for event in events { status.apply(event, on: date) } }
    let unit = (story + round) % 2 == 0 ? places.unit : places.otherUnit
    let helper = unit == places.unit ? places.otherUnit : places.unit
    switch story {
    case 7: return
    case 8: return apply(.merged(into: ID(1)))
    case 9: return apply(.split(into: [ID(2), ID(3)]))
    default: break
    }
    let withHelp = story % 4 == 0
    var parts = [part(1, unit, withHelp ? .lead : .sole, date)]
    if withHelp { parts.append(part(2, helper, .co, date)) }
    apply(.handedOver(.init(kind: withHelp ? .lead : .sole, parts: parts, inTime: true)))
    switch story {
    case 10: break
    case 11:
      apply(.returnAsked(.init(part: 1, proposed: helper, reassignDue: nil)))
      apply(.reassigned(part: 1, next: part(3, helper, .sole, date)))
    case 12: apply(.letterDrafted(part: 1, resultClass: "A", drafter: nil))
    case 13: answer("A", 1, &status, date)
    case 14: rated(.dissatisfied, .studying, "C", 1, &status, date)
    case 15:
      rated(.dissatisfied, nil, "B", 1, &status, date, rehandle: true)
      rated(.dissatisfied, .disputed, "B", 2, &status, date)
    case 16: rated(.satisfied, .content, "A", 1, &status, date)
    case 17: rated(.basic, .content, "A", 1, &status, date, inTime: false)
    case 18:
      rated(.dissatisfied, nil, "C", 1, &status, date, rehandle: true)
      rated(.satisfied, .content, "A", 2, &status, date)
    case 19:
      apply(.madeKey(.init(decidedOn: date, decision: "主任会议", leader: "某主任", committee: "某委")))
      apply(.promised(.init(number: 1, part: 1, due: date)), .promised(.init(number: 2, part: 1, due: date)))
      apply(.promiseKept(number: 1))
      answer("B", 1, &status, date)
      apply(.raterReminded(part: 1), .closedUnrated(part: 1))
    default:
      apply(.promised(.init(number: 1, part: 1, due: date)), .promiseKept(number: 1))
      rated(.dissatisfied, nil, "B", 1, &status, date, rehandle: true)
    }
  }

  private func answer(
    _ code: String, _ round: Int, _ status: inout SuggestionStatus, _ date: CivilDate, inTime: Bool = true
  ) {
    status.apply(.letterDrafted(part: 1, resultClass: code, drafter: nil), on: date)
    status.apply(
      .letterSigned(
        .init(
          part: 1, round: round, resultClass: code, recipients: [places.deputy.person], raters: [places.deputy.person],
          ratingDue: DueDate(date: date), inTime: inTime, isWithoutOpinions: true)), on: date)
  }

  private func rated(
    _ result: Satisfaction, _ verdict: SuggestionPart.Verdict?, _ code: String, _ round: Int,
    _ status: inout SuggestionStatus, _ date: CivilDate, inTime: Bool = true, rehandle: Bool = false
  ) {
    answer(code, round, &status, date, inTime: inTime)
    let rating = SuggestionRating(
      part: 1, round: round, person: places.deputy.person, attitude: .satisfied, result: result, on: date,
      isPaper: false)
    status.apply(
      .rated(
        .init(
          rating: rating, verdict: verdict, rehandleDue: rehandle ? DueDate(date: date.adding(days: 30)) : nil,
          keyedBy: nil)), on: date)
  }

  private func part(_ number: Int, _ unit: ID<HandlingUnit>, _ role: SuggestionRole, _ date: CivilDate)
    -> SuggestionPart
  {
    let received = DueDate(date: date.adding(days: 3))
    return SuggestionPart(
      number: number, unit: unit, role: role, firstHandedOverOn: date, handedOverOn: date, deemedReceivedOn: received,
      returnDue: received, contactDue: nil, opinionDue: nil, replyDue: date.adding(months: 3), isExtended: false)
  }
}
