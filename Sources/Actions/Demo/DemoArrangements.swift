import Domain

/// Groups with what they take and where they are, a guidance group, clusters, and who is responsible for whom.
extension DemoDirectory {
  private static let expertise: [(name: String, fields: [String], categories: [String])] = [
    ("农业农村小组", ["农业农村", "水利", "村级事务"], ["农田水利/渠道清淤", "农田水利/机井灌溉", "农田水利/田间道路", "农田水利/农技与农资"]),
    ("民生服务小组", ["供水供电", "环境卫生", "教育医疗", "养老救助"], ["供水供电/自来水", "供水供电/农村用电", "环境卫生/垃圾清运", "教育医疗/村卫生室", "养老救助/养老服务"]),
    ("法律政策小组", ["法律服务", "政策咨询"], ["政策咨询/农业补贴", "政策咨询/房屋与用地", "社区生活/邻里与噪声"]),
  ]

  /// Three groups by field, two by area, and two delegations. Matters are handed to the first three.
  func groups(_ congress: ID<Congress>, _ mandates: Mandates, _ categories: [String: ID<MatterCategory>]) async throws
    -> [ID<DeputyGroup>]
  {
    var ids: [ID<DeputyGroup>] = []
    for (index, item) in Self.expertise.enumerated() {
      let id = try await SaveGroup.run(
        SaveGroup.Input(
          kind: .expertise, name: item.name, purpose: "按“事”找“组”，承接本领域的诉求，协调有关单位办理。", fields: item.fields,
          categories: item.categories.compactMap { categories[$0] }, reason: "镇人大主席团会议决定"),
        of: congress, by: system, in: environment)
      for (number, member) in mandates.township.enumerated() where number % 3 == index {
        try await join(member.person, number == index ? .convener : .member, id, congress, "按擅长领域编组")
      }
      ids.append(id)
    }
    for (index, name) in ["东片", "西片"].enumerated() {
      let delegation = try await SaveStructure.saveDelegation(
        nil, of: congress, name: name + "代表团", by: system, in: environment)
      let group = try await SaveGroup.run(
        SaveGroup.Input(kind: .territorial, name: name + "代表小组", purpose: "闭会期间就近开展活动，每季度一次。", reason: "镇人大主席团会议决定"),
        of: congress, by: system, in: environment)
      for (number, item) in mandates.township.enumerated() where number % 2 == index {
        try await SaveStructure.setDelegationMember(
          item.mandate, of: delegation, congress: congress, isHead: number == index, joins: true, by: system,
          in: environment)
        try await join(item.person, number == index + 2 ? .convener : .member, group, congress, "按选区和居住地编组")
      }
      ids.append(group)
    }
    return ids
  }

  private func join(
    _ person: ID<Person>, _ role: GroupRole, _ group: ID<DeputyGroup>, _ congress: ID<Congress>, _ reason: String
  ) async throws {
    try await SaveGroupMember.join(
      SaveGroupMember.Input(person: person, role: role, reason: reason), group, congress: congress, by: system,
      in: environment)
  }

  /// Resident groups, the guidance group, clusters, the county's constituencies on the map, and links.
  func arrange(
    _ congresses: Congresses, _ villages: [DemoTown.Village], _ people: People, _ mandates: Mandates,
    _ stations: [DemoTown.Station], _ groups: [ID<DeputyGroup>]
  ) async throws -> [ID<ResponsibilityLink>] {
    let congress = congresses.township
    for (index, group) in groups.prefix(3).enumerated() {
      _ = try await SaveGroupDuty.add(
        SaveGroupDuty.Input(
          venue: stations[index * 2 + 1].venue, kind: .resident, from: clock.now.date, reason: "进驻村站，就近联系群众"),
        to: group, congress: congress, by: system, in: environment)
    }
    try await guidance(congress, people, Array(groups.dropFirst(3)))
    try await clusters(congress, villages, stations)
    try await countyConstituencies(congresses, villages)
    return try await links(congress, villages, people, mandates, stations)
  }

  private func guidance(_ congress: ID<Congress>, _ people: People, _ guided: [ID<DeputyGroup>]) async throws {
    let id = try await SaveGroup.run(
      SaveGroup.Input(kind: .guidance, name: "镇人大工作指导组", purpose: "指导代表小组活动，走访慰问代表。", reason: "镇人大主席团会议分工"),
      of: congress, by: system, in: environment)
    for (index, role) in [(2, GroupRole.leadLeader), (4, .head), (3, .deputyHead), (5, .member)] {
      try await join(people.staff[index], role, id, congress, "主席团会议分工")
    }
    for group in guided {
      _ = try await SaveGroupDuty.guide(
        .group(group), by: id, congress: congress, reason: "主席团会议分工", by: system, in: environment)
    }
  }

  /// Villages without a station share one; two are left without, so that the coverage says so.
  private func clusters(
    _ congress: ID<Congress>, _ villages: [DemoTown.Village], _ stations: [DemoTown.Station]
  ) async throws {
    for (name, members, station) in [("柳林片区", [6, 7, 8], 0), ("东岗片区", [9, 10, 11], 2)] {
      let id = try await SaveCluster.run(
        nil, of: congress, name: name, purpose: "分片建站：没有站点的村，由片区的联络站联系。", by: system, in: environment)
      guard let venue = stations.first(where: { $0.village == station })?.venue else { continue }
      let subjects = members.map { ClusterPart.Subject.region(villages[$0].region) } + [.venue(venue)]
      for subject in subjects {
        _ = try await SaveCluster.add(
          subject, to: id, congress: congress, reason: "就近就便", by: system, in: environment)
      }
    }
  }

  /// Which villages elect the county's deputies together.
  private func countyConstituencies(_ congresses: Congresses, _ villages: [DemoTown.Village]) async throws {
    let areas = [0..<3, 3..<5, 5..<8, 8..<11, 11..<13, 13..<15]
    for (index, id) in congresses.countyConstituencies.enumerated() {
      _ = try await SaveStructure.saveConstituency(
        id, of: congresses.county, name: DemoNames.countyConstituencies[index], seats: 3,
        regions: villages[areas[index]].map(\.region), by: system, in: environment)
    }
  }

  // MARK: Links

  private func links(
    _ congress: ID<Congress>, _ villages: [DemoTown.Village], _ people: People, _ mandates: Mandates,
    _ stations: [DemoTown.Station]
  ) async throws -> [ID<ResponsibilityLink>] {
    func mechanism(
      _ name: String, _ note: String, _ from: LinkEnd, _ to: LinkEnd, _ contacts: Int, _ period: CadencePeriod
    )
      async throws -> ID<LinkMechanism>
    {
      try await SaveMechanism.add(
        SaveMechanism.Input(
          name: name, note: note, from: from, to: to, cadence: Cadence(contacts: contacts, period: period)),
        of: congress, by: system, in: environment)
    }
    func link(_ from: ID<Person>, _ to: ResponsibilityLink.Target, _ id: ID<LinkMechanism>) async throws
      -> ID<ResponsibilityLink>
    {
      try await SaveLink.add(
        SaveLink.Input(from: from, to: to, reason: "主席团会议分工"), under: id, congress: congress, by: system,
        in: environment)
    }
    let double = try await mechanism("双联系", "主席团成员联系代表，代表联系群众。", .person, .deputy, 1, .quarter)
    let care = try await mechanism("包保站点", "领导包保联络站，每月到站一次。", .person, .venue, 1, .month)
    let voters = try await mechanism("分工联系选民", "乡镇代表分工联系选民（代表法第三十七条）。", .deputy, .voters, 2, .quarter)
    var ids: [ID<ResponsibilityLink>] = []
    for (number, item) in mandates.township.prefix(12).enumerated() {
      ids.append(try await link(people.staff[[2, 3, 4][number % 3]], .person(item.person), double))
      let village = villages[number].text.name
      ids.append(
        try await link(item.person, .voters("\(village)\(["一", "二", "三"][number % 3])组\(8 + number)户"), voters))
    }
    for (number, station) in stations.prefix(6).enumerated() {
      ids.append(try await link(people.staff[[2, 4][number % 2]], .venue(station.venue), care))
    }
    return ids
  }
}

/// What was kept of contacts in the last months, and who is on floating duty now.
struct DemoContacts {
  let town: DemoTown.Town
  let today: CivilDate
  let chance: DemoChance
  let environment: AppEnvironment

  private static let texts = [
    "了解近期履职情况，征求对镇人大工作的意见。", "走访了几户，反映机井电费和路灯的事，已按程序登记。", "到站里看接待记录，督促按期答复。", "宣讲惠农政策，收集对民生实事项目的意见。",
    "电话了解家里情况，约好下次到站时间。",
  ]

  func build() async throws {
    for (index, link) in town.links.enumerated() {
      // A few have fallen behind, so that the page of who is short is not empty.
      let count = index % 5 == 4 ? 1 : 3
      for number in 0..<count {
        let day = today.adding(days: -(number * 29 + chance.int(0...9) + (count == 1 ? 95 : 0)))
        let way = LinkWay.allCases[chance.int(0...3)]
        _ = try await LogContact.run(
          LogContact.Input(date: day, way: way, what: Self.texts[chance.int(0...(Self.texts.count - 1))]), on: link,
          by: .system, in: environment)
      }
    }
    guard let group = town.groups.first, let station = town.stations.dropFirst(4).first else { return }
    _ = try await SaveGroupDuty.add(
      SaveGroupDuty.Input(
        venue: station.venue, kind: .floating, from: today.adding(days: -9), to: today.adding(days: 20),
        reason: "冬修水利期间集中到站听取意见"),
      to: group, congress: town.congress, by: town.clerk, in: environment)
  }
}
