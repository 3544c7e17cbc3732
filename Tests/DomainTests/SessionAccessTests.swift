import Domain
import Testing

/// Who may do what at a session: every right, in every state, for every post.
@Suite struct SessionAccessTests {
  private static let congress = Sample.town

  private static func holding(_ role: PostRole, of congress: ID<Congress> = congress) -> Actor {
    .person(
      Actor.SignedIn(
        person: ID(1), name: "某人",
        posts: [
          Post(
            role: role, congress: congress, venue: role.isOfVenue ? Sample.station : nil,
            unit: role.isOfUnit ? Sample.unit : nil, region: role.isOfGrid ? Sample.grid : nil)
        ], mandates: [Sample.mandate], session: ID(1)))
  }

  private static func expected(
    _ right: SessionAccess.Right, _ state: CongressSession.State?, _ hasSecretary: Bool
  ) -> Set<PostRole> {
    switch (right, state) {
    case (.look, _): [.secretary, .clerk, .chair, .director]
    case (.plan, _): [.clerk, .chair]
    case (.arrange, .planned), (.arrange, .open): [.secretary, .clerk, .chair]
    case (.keepAttendance, .open): [.secretary, .clerk]
    case (.keepAttendance, .closed): [.clerk]
    case (.enterLeave, .planned), (.enterLeave, .open), (.enterLeave, .closed): [.secretary, .clerk]
    case (.decideLeave, .open): hasSecretary ? [.secretary] : [.clerk, .chair]
    case (.decideLeave, .planned), (.decideLeave, .closed): [.clerk, .chair]
    default: []
    }
  }

  @Test("每项权利、每种状态、每个职务", arguments: SessionAccess.Right.allCases)
  func table(_ right: SessionAccess.Right) {
    for state in CongressSession.State.allCases.map(Optional.some) + [nil] {
      for hasSecretary in [true, false] {
        let expected = Self.expected(right, state, hasSecretary)
        for role in PostRole.allCases {
          func may(_ actor: Actor) -> Bool {
            SessionAccess.may(right, at: Self.congress, in: state, hasSecretary: hasSecretary, by: actor)
          }
          #expect(may(Self.holding(role)) == expected.contains(role), "\(role) \(String(describing: state))")
          // A post at another congress gives nothing here.
          #expect(!may(Self.holding(role, of: ID(4711))))
        }
        for actor in [Actor.visitor, .sender(Sample.matter)] {
          #expect(!SessionAccess.may(right, at: Self.congress, in: state, hasSecretary: hasSecretary, by: actor))
        }
      }
    }
  }

  @Test("谁也不能决定自己的请假，系统更不能")
  func nobodyDecidesHimself() {
    #expect(!SessionAccess.mayDecide(leaveOf: ID(1), by: Self.holding(.clerk)))
    #expect(SessionAccess.mayDecide(leaveOf: ID(2), by: Self.holding(.clerk)))
    #expect(!SessionAccess.mayDecide(leaveOf: ID(2), by: .system))
    #expect(!SessionAccess.mayDecide(leaveOf: ID(2), by: .visitor))
  }

  @Test("请假由本人提出，资格在的时候才能提")
  func ownMandatesOnly() {
    #expect(SessionAccess.mayAsk(for: Sample.mandate, by: Self.holding(.clerk)))
    #expect(!SessionAccess.mayAsk(for: ID(4711), by: Self.holding(.clerk)))
    #expect(!SessionAccess.mayAsk(for: Sample.mandate, by: .system))
  }

  @Test("请假告诉能决定的人")
  func deciders() {
    #expect(SessionAccess.deciders(in: .open, hasSecretary: true) == [.secretary])
    #expect(SessionAccess.deciders(in: .open, hasSecretary: false) == [.clerk, .chair])
    #expect(SessionAccess.deciders(in: .planned, hasSecretary: true) == [.clerk, .chair])
  }
}
