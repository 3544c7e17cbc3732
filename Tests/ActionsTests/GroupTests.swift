import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Groups: members and roles with dates and reasons, duties, guidance, and their end.
@Suite struct GroupTests {
  private func make(_ kind: GroupKind, _ town: TestTown) async throws -> ID<DeputyGroup> {
    try await SaveGroup.run(
      SaveGroup.Input(kind: kind, name: "第一小组", reason: "主席团会议决定"), of: town.places.congress,
      by: town.places.clerk.actor, in: town.environment)
  }

  private func join(
    _ person: ID<Person>, _ role: GroupRole, _ group: ID<DeputyGroup>, _ town: TestTown, from: CivilDate? = nil,
    _ reason: String = "编组"
  ) async throws {
    try await SaveGroupMember.join(
      SaveGroupMember.Input(person: person, role: role, from: from, reason: reason), group,
      congress: town.places.congress, by: town.places.clerk.actor, in: town.environment)
  }

  private func record(_ group: ID<DeputyGroup>, _ town: TestTown) async throws -> ReadGroups.Record {
    try #require(try await ReadGroups.one(group, by: town.places.clerk.actor, in: town.environment))
  }

  @Test("成员有起止日期和理由，换职务是新的一段", arguments: DatabaseEngine.allCases)
  func members(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, today) = (town.places, town.now.date)
      let group = try await make(.territorial, town)
      try await join(places.deputy.person, .convener, group, town, from: today.adding(days: -60), "推选")
      try await join(places.secondDeputy.person, .member, group, town, from: today.adding(days: -60))
      try await join(places.deputy.person, .member, group, town, from: today.adding(days: -10), "不再召集")
      try await join(places.secondDeputy.person, .convener, group, town, "接任")
      var members = try await record(group, town).members
      #expect(
        members.filter { $0.tenure.to == nil }.map { "\($0.person.name) \($0.role)" }.sorted() == [
          "张三 member", "李四 convener",
        ])
      let first = try #require(members.first { $0.person.name == "张三" && $0.role == .convener })
      #expect(
        first.tenure
          == Tenure(from: today.adding(days: -60), to: today.adding(days: -10), reason: "推选", endReason: "不再召集"))
      try await SaveGroupMember.leave(
        places.deputy.person, group, congress: places.congress, reason: "调往外地", by: places.chair.actor,
        in: town.environment)
      members = try await record(group, town).members
      #expect(members.filter { $0.person.name == "张三" }.compactMap(\.tenure.endReason).sorted() == ["不再召集", "调往外地"])
      #expect(try await ReadGroups.groups(of: places.deputy.person, in: town.environment).isEmpty)
      let own = try await ReadGroups.groups(of: places.secondDeputy.person, in: town.environment)
      #expect(own.map(\.group.name) == ["农业小组", "第一小组"] && own[1].role == .convener)
      let acts = try await ReadDirectoryHistory.run(.group, group.raw, in: town.environment).map(\.act)
      #expect(acts == ["leave", "join", "join", "join", "join", "form"])
    }
  }

  @Test("不该有的都拒绝", arguments: DatabaseEngine.allCases)
  func refusals(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, today) = (town.places, town.now.date)
      let (group, guidance) = (try await make(.working, town), try await make(.guidance, town))
      try await join(places.deputy.person, .member, group, town, from: today.adding(days: -5))
      try await join(places.chair.person, .leadLeader, guidance, town)
      let wrong: [(ID<Person>, GroupRole, ID<DeputyGroup>, CivilDate?, String)] = [
        (places.clerk.person, .member, group, nil, "不是代表"), (places.secondDeputy.person, .head, group, nil, "没有这个职务"),
        (places.secondDeputy.person, .convener, guidance, nil, "没有这个职务"),
        (places.deputy.person, .member, group, nil, "已经是"),
        (places.deputy.person, .convener, group, today.adding(days: -6), "早于现在这一段"),
        (places.secondDeputy.person, .member, group, today.adding(days: 1), "以后"),
        (places.secondDeputy.person, .member, group, nil, ""), (ID(5), .member, guidance, nil, "没有这个人"),
        (places.clerk.person, .leadLeader, guidance, nil, "已有牵头领导"),
        (places.secondDeputy.person, .member, ID(5), nil, "没有这个组"),
      ]
      for (person, role, group, from, reason) in wrong {
        await #expect(throws: ActionError.self, "\(reason)") {
          try await join(person, role, group, town, from: from, reason)
        }
      }
      for actor in [places.liaison.actor, places.deputy.actor(), places.administrator.actor, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await SaveGroupMember.leave(
            places.deputy.person, group, congress: places.congress, reason: "退", by: actor, in: town.environment)
        }
      }
      #expect(try await record(group, town).members.count == 1)
      #expect(try await record(guidance, town).members.count == 1)
    }
  }

  @Test("驻站、流动联络和指导对象", arguments: DatabaseEngine.allCases)
  func dutiesAndGuidance(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment, clerk, today) = (town.places, town.environment, town.places.clerk.actor, town.now.date)
      let group = try await make(.expertise, town)
      func add(_ kind: GroupDutyKind, _ venue: ID<Venue>, _ from: Int, _ to: Int?) async throws -> ID<GroupDuty> {
        try await SaveGroupDuty.add(
          SaveGroupDuty.Input(
            venue: venue, kind: kind, from: today.adding(days: from), to: to.map { today.adding(days: $0) },
            reason: "分工"),
          to: group, congress: places.congress, by: clerk, in: environment)
      }
      let resident = try await add(.resident, places.station, -30, nil)
      _ = try await add(.floating, places.otherStation, 0, 6)
      _ = try await add(.floating, places.otherStation, 20, 30)
      for (kind, venue, from, to) in [
        (GroupDutyKind.floating, places.home, 3, nil as Int?), (.floating, places.home, 3, 2),
        (.resident, places.station, 0, nil), (.floating, places.otherStation, 6, 8),
        (.floating, places.otherStation, 10, 20),
        (.floating, ID(5), 0, 1),
      ] {
        await #expect(throws: ActionError.self, "\(kind) \(from) \(to ?? -1)") {
          _ = try await add(kind, venue, from, to)
        }
      }
      let there = try await ReadGroups.duties(at: places.otherStation, in: environment)
      #expect(there.map { $0.tenure.phase(on: today) }.sorted { "\($0)" < "\($1)" } == [.coming, .now])
      try await SaveGroupDuty.end(
        resident, of: group, congress: places.congress, reason: "站点调整", by: clerk, in: environment)
      #expect(try await ReadGroups.duties(at: places.station, in: environment).isEmpty)
      await #expect(throws: ActionError.rule(.nothingChanged)) {
        try await SaveGroupDuty.end(
          resident, of: group, congress: places.congress, reason: "再", by: clerk, in: environment)
      }

      let guidance = try await make(.guidance, town)
      for subject in [GuidedSubject.group(group), .congress(places.congress), .region(places.village)] {
        _ = try await SaveGroupDuty.guide(
          subject, by: guidance, congress: places.congress, reason: "分工", by: clerk, in: environment)
        await #expect(throws: ActionError.invalid([FieldProblem("subject", .taken)])) {
          _ = try await SaveGroupDuty.guide(
            subject, by: guidance, congress: places.congress, reason: "分工", by: clerk, in: environment)
        }
      }
      await #expect(throws: ActionError.self) {
        _ = try await SaveGroupDuty.guide(
          .group(guidance), by: guidance, congress: places.congress, reason: "自己", by: clerk, in: environment)
      }
      #expect(try await record(guidance, town).guided.map(\.name) == ["第一小组", "三河镇人民代表大会", "东村"])

      // Dissolved, a group ends with all that hangs on it; the reason stands everywhere.
      let seen = try await record(group, town).profile.revision
      try await SaveGroup.dissolve(
        group, congress: places.congress, reason: "重新编组", seen: seen, by: clerk, in: environment)
      let over = try await record(group, town)
      #expect(over.profile.group.validTo == today && over.profile.reason == "重新编组")
      #expect(over.duties.allSatisfy { $0.tenure.endReason != nil })
      await #expect(throws: ActionError.self) { try await join(places.deputy.person, .member, group, town) }
    }
  }

  @Test("同一张表单两次只建一个；旧表单不覆盖新内容", arguments: DatabaseEngine.allCases)
  func onceAndNotOver(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment) = (town.places, town.environment)
      let key = RequestKey(hash: [9, 9, 9, 9, 9, 9, 9, 9])
      let input = SaveGroup.Input(kind: .expertise, name: "教育组", fields: ["教育"], categories: [places.category])
      async let one = SaveGroup.run(input, of: places.congress, key: key, by: places.clerk.actor, in: environment)
      async let two = SaveGroup.run(
        input, of: places.congress, key: key, by: places.clerk.actor, in: town.secondServer())
      let made = try await [one, two]
      #expect(made[0] == made[1])
      let before = try await record(made[0], town)
      #expect(before.profile.fields == ["教育"] && before.profile.categories.map(\.name) == ["道路"])
      func save(_ name: String, seen: Int) async throws {
        _ = try await SaveGroup.run(
          SaveGroup.Input(id: made[0], kind: .expertise, name: name, fields: ["教育", "文化"], seen: seen),
          of: places.congress, by: places.clerk.actor, in: environment)
      }
      try await save("教育文化组", seen: before.profile.revision)
      await #expect(throws: ActionError.changedMeanwhile) { try await save("体育组", seen: before.profile.revision) }
      #expect(try await record(made[0], town).profile.group.name == "教育文化组")
      let list = try await ReadGroups.list(
        of: places.congress, kind: .expertise, ended: false, after: nil, by: places.clerk.actor, in: environment)
      #expect(list.groups.map(\.name) == ["农业小组", "教育文化组"] && list.counts[.expertise] == 2)
    }
  }
}
