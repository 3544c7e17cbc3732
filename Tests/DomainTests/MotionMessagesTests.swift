import Domain
import Testing

/// Which event of a motion tells whom what.
@Suite struct MotionMessagesTests {
  private static let congress = ID<Congress>(1)
  private static let committee = NoticeAudience.committees(congress)

  /// By act, in the state in which it happens: what all who stand behind it hear, and what others do.
  private static let table: [(MotionAct, MotionState, signers: NoticeKind?, others: [ProposalMessage])] = [
    (.invite, .drafting, nil, [ProposalMessage(.coSignAsked, .person(ID(180)))]),
    (.sign, .drafting, nil, [ProposalMessage(.coSigned, .person(ID(100)), about: ID(150))]),
    (.declineToSign, .drafting, nil, [ProposalMessage(.coSignDeclined, .person(ID(100)), about: ID(150))]),
    (.submit, .drafting, nil, []), (.discard, .drafting, nil, []),
    (.sendBack, .submitted, nil, [ProposalMessage(.sentForRevision, .person(ID(100)))]),
    (.register, .submitted, .registered, []),
    (.refer, .submitted, .motionReferred, [ProposalMessage(.committeeAsked, committee)]),
    (.referAfterSession, .submitted, .motionReferred, [ProposalMessage(.committeeAsked, committee)]),
    (.giveOpinion, .withCommittee, nil, []), (.putOnAgenda, .withCommittee, .onAgenda, []),
    (.becomeSuggestion, .withCommittee, .becameSuggestion, []), (.consider, .onAgenda, nil, []),
    (.vote, .considered, .adopted, []), (.withdraw, .submitted, .proposalWithdrawn, []),
    (
      .withdraw, .onAgenda, nil,
      [
        ProposalMessage(.withdrawalAsked, .secretaries(congress)), ProposalMessage(.withdrawalAsked, .clerks(congress)),
      ]
    ),
    (.settleWithdrawal, .onAgenda, .proposalWithdrawn, []),
    (.addMilestone, .adopted, nil, [ProposalMessage(.implementation, .person(ID(100)))]),
    (.moveMilestone, .implementing, nil, [ProposalMessage(.implementation, .person(ID(100)))]),
    (.finishMilestone, .implementing, nil, [ProposalMessage(.implementation, .person(ID(100)))]),
    (.nameLeader, .adopted, nil, []), (.note, .implementing, nil, []), (.publish, .adopted, nil, []),
  ]

  static var kinds: Set<NoticeKind> {
    Set(table.flatMap { [$0.signers].compactMap { $0 } + $0.others.map(\.kind) } + [.notAdopted, .withdrawalRefused])
  }

  private func after(_ command: MotionCommand, _ status: MotionStatus) throws -> (
    messages: [ProposalMessage], status: MotionStatus
  ) {
    let event = try MotionWorkflow(rules: MotionRules()).decide(command, on: status, at: MotionTests.start)
    var new = status
    new.apply(event, on: MotionTests.today)
    return (MotionMessages.after(event, from: status, to: new), new)
  }

  @Test("什么事告诉谁")
  func whoHearsOfWhat() throws {
    for (act, state, signers, others) in Self.table {
      var status = MotionTests.status(in: state)
      if status.state == .submitted, act != .sendBack, act != .register { status.number = 1 }
      if act == .settleWithdrawal { status.withdrawalAskedOn = MotionTests.today }
      let (messages, new) = try after(try #require(MotionTests.command(act)), status)
      let all = signers.map { kind in new.signers.map { ProposalMessage(kind, .person($0)) } } ?? []
      #expect(Set(messages) == Set(others + all) && messages.count == others.count + all.count, "\(act) \(state)")
    }
  }

  @Test("没有通过、不同意撤回、改了文字")
  func theOtherWay() throws {
    let lost = MotionVote(votesFor: 10, against: 60, abstained: 9, all: 100, on: MotionTests.today)
    let considered = MotionTests.status(in: .considered)
    #expect(Set(try after(.vote(lost), considered).messages.map(\.kind)) == [.notAdopted])
    var asking = MotionTests.status(in: .onAgenda)
    asking.withdrawalAskedOn = MotionTests.today
    let refused = try after(.settleWithdrawal(agrees: false), asking).messages
    #expect(refused == [ProposalMessage(.withdrawalRefused, .person(ID(100)))])
    let drafting = MotionTests.status(in: .drafting)
    let again = try after(.revise(asksAgain: true), drafting).messages
    #expect(again.map(\.audience) == drafting.signed.map { .person($0.person) })
    #expect(Set(again.map(\.kind)) == [.coSignAsked])
  }

  @Test("办好了的不再说；撤回了的只说撤回")
  func standing() throws {
    let drafting = MotionTests.status(in: .drafting)
    #expect(MotionMessages.stands(.coSignAsked, drafting, for: ID(150)))
    #expect(!MotionMessages.stands(.coSignAsked, drafting, for: ID(101)))
    let cases: [(NoticeKind, MotionState, Bool)] = [
      (.sentForRevision, .drafting, true), (.sentForRevision, .submitted, false), (.onAgenda, .adopted, true),
      (.onAgenda, .withdrawn, false), (.proposalWithdrawn, .withdrawn, true), (.coSignAsked, .discarded, false),
      (.withdrawalAsked, .onAgenda, false), (.committeeAsked, .withCommittee, false),
    ]
    for (kind, state, stands) in cases {
      #expect(
        MotionMessages.stands(kind, MotionTests.status(in: state), for: ID(100)) == stands, "\(kind) \(state)")
    }
    var asked = MotionTests.status(in: .withCommittee)
    asked.opinion = nil
    #expect(MotionMessages.stands(.committeeAsked, asked, for: ID(7)))
  }
}
