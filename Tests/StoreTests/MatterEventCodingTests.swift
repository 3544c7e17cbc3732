import Foundation
import Store
import Testing

@testable import Domain

/// The facts of every kind of event, stored and read again.
@Suite struct MatterEventCodingTests {
  private static let due = DueDate(date: CivilDate(daysSinceEpoch: 20_000), isProvisional: true)
  private static let date = CivilDate(daysSinceEpoch: 20_001)
  private static let deputy = MatterOwner.deputy(ID(40), ID(50))
  private static let files: [ID<MatterFile>] = [ID(80), ID(81)]

  private static let transfer = Transfer(
    parts: [
      UnitHandling(
        part: 1, unit: ID(90), round: 1, isLead: true, sentOn: date, resultDue: date, returnDue: due, sharing: .needed),
      UnitHandling(
        part: 2, unit: ID(91), round: 1, isLead: false, sentOn: date, resultDue: date, returnDue: due,
        sharing: .needed),
    ], replyDue: due, sharingReason: "要上门施工")

  private static let events: [MatterEvent] = [
    .submitted(
      .init(
        channel: .visit, congress: ID(10), venue: nil, owner: .desk, category: ID(70), visibility: .named,
        replyWay: .inPerson, receivedAt: Instant(milliseconds: 1_741_140_000_000), countsFrom: date, acceptDue: due,
        replyDue: due, divertDue: date, seal: .bypass, files: files, isMinor: true, previous: ID(61),
        held: [.trap, .sameText])),
    .accepted(.init(grade: .transfer, urgency: .urgent, category: ID(70))),
    .declined(.init(reason: .conflictOfInterest, nextVenue: ID(20), nextDeputy: ID(50))),
    .diverted(.init(kind: .enforcement, organ: "县信访局", inTime: false)),
    .sealed(.init(reason: .accusation, congress: ID(11), accused: [ID(50), ID(51)])),
    .assigned(.init(owner: deputy, congress: ID(10), venue: ID(20), acceptDue: due)),
    .classified(.init(grade: nil, urgency: .normal, category: nil)), .noted(.init(files: files)),
    .asked(.init(from: date)), .supplemented(.init(files: [], until: date, acceptDue: due, replyDue: due)),
    .transferred(transfer), .recalled(.init(part: 2)), .signedFor(.init(part: 1)),
    .appointed(.init(part: 1, drafter: ID(50))),
    .returnAsked(.init(part: 1, reason: .otherLeads, proposed: ID(91), isDisputed: true)),
    .returnSettled(.init(part: 1, agreed: true, isFinal: true, next: transfer)),
    .resultDrafted(.init(part: 1, outcome: .solved, files: files)), .sentBack(.init(part: 1)),
    .resultSigned(.init(part: 1, outcome: .planned, inTime: false, replyDue: due)),
    .resultRecorded(.init(outcome: .planned, files: files)),
    .replied(
      .init(
        oral: .init(teller: "某代表", toldOn: date), outcome: .solved, inTime: true, isEntered: true, feedbackDue: due,
        closableAfter: due)),
    .rated(.init(attitude: .basic, result: .dissatisfied, isFlagged: true, rehandleDue: due)),
    .feedbackRecorded(
      .init(attitude: .satisfied, result: .basic, asker: "联络员", askedOn: date, how: .inPerson, rehandleDue: nil)),
    .closedUnrated(.init(asker: "联络员", askedOn: date, how: .message)),
    .reopened(.init(owner: .group(ID(30)), replyDue: due)), .withdrawn, .urged, .redacted(.init(files: files)),
    .published(.init(isPublic: false)), .archived(ArchiveMark(venue: ID(20), year: 2025, number: 7)),
    .objected(.init(seq: 3, isSettled: true)), .revealed(.init(reason: "回访")), .reissued(.init(verifiedBy: "身份证")),

    .erased(.init(reason: "本人申请", seqs: [1], parts: [.contact, .words], basis: .request, with: ID(62))),
    .corrected(.init(fields: [.name, .words], request: ID(63))), .lapsed(.init(owner: deputy)),
    .handedOver(.init(owner: .venue, from: deputy, venue: ID(21))),
    .offered(.init(groups: [ID(30), ID(31)])), .claimed(.init(group: ID(31))),
    .handedBack(.init(owner: .group(ID(30)))),
    .escalated(
      .init(
        step: Escalation(
          number: 1, round: 2, from: MatterPlace(congress: ID(10), venue: ID(20)), fromOwner: deputy,
          to: .venue(ID(22), ID(11)), sentOn: date, resultDue: date, isRepeat: true), acceptDue: due, replyDue: due)),
    .passedDown(.init(number: 1, outcome: nil, replyDue: due)),
    .merged(.init(followers: [ID(61), ID(62)], acceptDue: due, replyDue: due)),
    .joined(
      .init(lead: ID(60), owner: deputy, place: MatterPlace(congress: ID(10), venue: nil), replyDue: due)), .parted,
    .risen(.init(venue: ID(22), due: date)),
    .recounted(.init(tableVersion: 2, acceptDue: due, replyDue: due, feedbackDue: nil, closableAfter: due)),
    .released(.init(acceptFrom: date, acceptDue: due)),
  ]

  @Test func everyKindOfEventIsHere() {
    #expect(Set(Self.events.map(\.act)) == Set(MatterAct.allCases) && Self.events.count == MatterAct.allCases.count)
  }

  @Test(arguments: MatterEventCodingTests.events.indices) func goesThroughItsFacts(_ index: Int) throws {
    let event = Self.events[index]
    let facts = try MatterEventCoding.facts(event)
    #expect(try MatterEventCoding.event(event.act, facts) == event)
    // The same facts are the same bytes, or the chain of hashes would break on a second look.
    #expect(try MatterEventCoding.facts(MatterEventCoding.event(event.act, facts)) == facts)
  }

  /// What was written before there were campaigns reads and writes as it did, or old chains would break.
  @Test func aSubmissionWithoutACampaignKeepsItsBytes() throws {
    let facts = try MatterEventCoding.facts(Self.events[0])
    #expect(!facts.contains("campaign"))
    #expect(try MatterEventCoding.event(.submit, facts) == Self.events[0])
    guard case .submitted(var submitted) = Self.events[0] else { return }
    submitted.campaign = CampaignMark(campaign: ID(95), round: 20_264)
    let marked = try MatterEventCoding.facts(.submitted(submitted))
    #expect(
      marked == #"{"acceptDue""#
        + facts.dropFirst(12).replacing(
          #""category":"#, with: #""campaign":{"campaign":"95","round":20264},"category":"#))
    #expect(try MatterEventCoding.event(.submit, marked) == .submitted(submitted))
  }

  @Test(arguments: [
    MatterOwner.venue, .desk, .group(ID(30)), .deputy(ID(9_223_372_036_854_775_807), ID(50)),
  ])
  func everyOwner(_ owner: MatterOwner) throws {
    let event = MatterEvent.reopened(.init(owner: owner, replyDue: Self.due))
    #expect(try MatterEventCoding.event(.rehandle, MatterEventCoding.facts(event)) == event)
  }

  /// What cannot be read is an error with a name, never a trap and never a guess.
  @Test(arguments: MatterAct.allCases) func otherFactsAreAnError(_ act: MatterAct) {
    guard act != .withdraw, act != .urge, act != .part else { return }  // They have no facts.
    for facts in [
      "", "null", "[]", "\"x\"", "{", #"{"grade":"huge","urgency":"normal","files":7,"reason":1,"deputy":0}"#,
    ] {
      #expect(throws: (any Error).self) { try MatterEventCoding.event(act, facts) }
    }
  }

  /// Facts are hashed as they are and can never be erased: the only free text in them is what is listed here, and
  /// it is about staff and organs. A resident's words belong into `MatterWords`.
  @Test func factsHoldNoWordsOfTheSender() {
    var found: Set<String> = []
    for event in Self.events { Self.strings(in: event, named: "\(event.act)", into: &found) }
    #expect(
      found == [
        "divert.organ", "reply.teller", "recordFeedback.asker", "closeUnrated.asker", "reveal.reason",
        "reissue.verifiedBy", "erase.reason", "transfer.sharingReason", "settleReturn.sharingReason",
      ])
  }

  private static func strings(in value: Any, named act: String, into found: inout Set<String>) {
    for child in Mirror(reflecting: value).children {
      if child.value is String, child.label != "some" { found.insert("\(act).\(child.label ?? "")") }
      strings(in: child.value, named: act, into: &found)
    }
  }
}
