import Domain
import Store

/// Groups and what goes to them, where they are on duty, grids with their heads and workers, clusters and links.
extension DemoDistrictDirectory {
  func categories(_ congress: ID<Congress>) async throws -> [String: ID<MatterCategory>] {
    var ids: [String: ID<MatterCategory>] = [:]
    for (index, top) in DemoDistrictNames.categories.enumerated() {
      let parent = try await SaveStructure.saveCategory(
        nil, of: congress, parent: nil, name: top.name, position: index + 1, by: system, in: environment)
      ids[top.name] = parent
      for (number, child) in top.children.enumerated() {
        ids[top.name + "/" + child] = try await SaveStructure.saveCategory(
          nil, of: congress, parent: parent, name: child, position: number + 1, by: system, in: environment)
      }
    }
    return ids
  }

  /// By field where the delegation has such groups, otherwise all of it in one group by area.
  func group(
    _ delegation: inout DemoDistrict.Delegation, _ index: Int, _ congress: ID<Congress>,
    _ categories: [String: ID<MatterCategory>]
  ) async throws {
    let shape = delegation.shape
    let shapes = Self.groups(of: shape)
    for number in 0..<(shapes?.count ?? 1) {
      let field = shapes?[number]
      let input = SaveGroup.Input(
        kind: field == nil ? .territorial : .expertise,
        name: field.map { index == 3 ? $0.name : shape.name + $0.name } ?? shape.name + "代表小组",
        purpose: Self.purposes[index] ?? "闭会期间就近开展活动，每季度一次。", fields: field?.fields ?? [],
        categories: field?.categories.compactMap { categories[$0] } ?? [], reason: "代表团会议决定")
      let id = try await SaveGroup.run(input, of: congress, by: system, in: environment)
      delegation.groups.append(id)
      let members = delegation.deputies.indices.filter { $0 % (shapes?.count ?? 1) == number }
      for member in members {
        delegation.deputies[member].group = number
        try await join(
          delegation.deputies[member].person, member == members.first ? .convener : .member, id, congress,
          field == nil ? "按选区和居住地编组" : "按擅长领域编组")
      }
    }
  }

  private static let purposes: [Int: String] = [
    0: "按类别承接诉求：线上收集社情民意，线下及时解决反馈。", 2: "各网格分类、登记后上报本组，本组协调解决，第一时间反馈群众。",
    3: "按区域划分，按“事”找“组”：小事组内解决，大事协调帮办。",
  ]

  private func join(
    _ person: ID<Person>, _ role: GroupRole, _ group: ID<DeputyGroup>, _ congress: ID<Congress>, _ reason: String
  ) async throws {
    try await SaveGroupMember.join(
      SaveGroupMember.Input(person: person, role: role, reason: reason), group, congress: congress, by: system,
      in: environment)
  }

  /// 分办规则: by category in the first and third delegation, by community in the fourth.
  func route(
    _ delegations: [DemoDistrict.Delegation], _ categories: [String: ID<MatterCategory>], _ congress: ID<Congress>,
    by clerk: Actor
  ) async throws {
    var settings = CongressSettings()
    for delegation in delegations {
      for (number, field) in (Self.groups(of: delegation.shape) ?? []).enumerated() {
        let target = RoutingTarget.group(delegation.groups[number])
        if field.categories.isEmpty {
          settings.routing.append(
            RoutingRule(category: nil, region: delegation.communities[number], grade: nil, target: target))
        }
        for category in field.categories {
          settings.routing.append(
            RoutingRule(category: categories[category], region: delegation.region, grade: nil, target: target))
        }
      }
    }
    _ = try await ManageSettings.save(
      settings, reason: "按类别、按区域把诉求分给代表小组", of: congress, seen: 0, by: clerk, in: environment)
  }

  // MARK: Grids

  /// A worker for the grids of each community; at the head of every grid a deputy, one for each or two.
  func makeGrids(_ delegation: inout DemoDistrict.Delegation, _ congress: ID<Congress>) async throws {
    var number = 0
    for (community, count) in delegation.shape.grids.enumerated() {
      var made: [(region: ID<Region>, head: ID<Person>)] = []
      for grid in 0..<count {
        let region = try await town.region(
          "第" + Self.numerals[grid] + "网格", .grid, delegation.communities[community], nil)
        let head = delegation.deputies[number % delegation.deputies.count].person
        try await SaveGridHead.run(
          head, headOf: region, reason: "代表入网格，担任大网格长", by: system, in: environment)
        made.append((region, head))
        number += 1
      }
      let worker = try await staff(
        "网格员", made.map { Post(role: .gridWorker, congress: congress, region: $0.region) })
      delegation.grids += made.map {
        DemoTown.Grid(region: $0.region, village: community, head: $0.head, worker: worker)
      }
    }
  }

  // MARK: Duties, clusters, links

  func arrange(
    _ delegations: [DemoDistrict.Delegation], _ offices: Offices, _ congresses: Congresses
  ) async throws {
    let congress = congresses.district
    for (group, venue) in zip(delegations[3].groups, delegations[3].venues) {
      _ = try await SaveGroupDuty.add(
        SaveGroupDuty.Input(
          venue: venue.venue, kind: .resident, from: town.clock.now.date, reason: "进驻社区代表之家，就近联系群众"),
        to: group, congress: congress, by: system, in: environment)
    }
    let guidance = try await SaveGroup.run(
      SaveGroup.Input(
        kind: .guidance, name: "区人大常委会工作指导组", purpose: "指导各代表团和镇人大工作，参加小组活动。", reason: "常委会主任会议分工"),
      of: congress, by: system, in: environment)
    let roles: [GroupRole] = [.head, .deputyHead, .member, .member]
    try await join(offices.chair, .leadLeader, guidance, congress, "常委会主任会议分工")
    for (leader, role) in zip(offices.leaders, roles) {
      try await join(leader, role, guidance, congress, "常委会主任会议分工")
    }
    let guided = delegations.filter { $0.groups.count == 1 }.map { GuidedSubject.group($0.groups[0]) }
    for subject in guided + [.congress(congresses.township)] {
      _ = try await SaveGroupDuty.guide(
        subject, by: guidance, congress: congress, reason: "常委会主任会议分工", by: system, in: environment)
    }
    for delegation in [delegations[0]] + delegations.dropFirst(4) { try await cluster(delegation, congress) }
    try await link(delegations[1], offices, congress)
  }

  /// Communities without a place of their own form one area around the home or the central station.
  private func cluster(_ delegation: DemoDistrict.Delegation, _ congress: ID<Congress>) async throws {
    let id = try await SaveCluster.run(
      nil, of: congress, name: delegation.shape.name + "片区", purpose: "没有站点的村、社区，由中心站或代表之家联系。", by: system,
      in: environment)
    let served = Set(delegation.venues.compactMap(\.community))
    let communities = delegation.communities.indices.filter { !served.contains($0) }
    for subject in communities.map({ ClusterPart.Subject.region(delegation.communities[$0]) })
      + [.venue(delegation.venues[0].venue)]
    {
      _ = try await SaveCluster.add(
        subject, to: id, congress: congress, reason: "就近就便", by: system, in: environment)
    }
  }

  /// 双联系 of the second delegation: members of the standing committee and deputies, deputies and voters.
  private func link(_ delegation: DemoDistrict.Delegation, _ offices: Offices, _ congress: ID<Congress>) async throws {
    let deputies = try await mechanism(
      "双联系：常委会组成人员联系代表", "每季度至少联系一次。", .person, .deputy, .quarter, congress)
    let voters = try await mechanism("双联系：代表联系选民", "四个一之一：每月走访选民一次。", .deputy, .voters, .month, congress)
    for (index, deputy) in delegation.deputies.enumerated() {
      let community = index % delegation.communities.count
      let block = delegation.shape.community(community) + "\(index / 4 + 1)号楼"
      let targets: [(ID<LinkMechanism>, ID<Person>, ResponsibilityLink.Target)] = [
        (deputies, offices.leaders[index % offices.leaders.count], .person(deputy.person)),
        (voters, deputy.person, .voters(block)),
      ]
      for (mechanism, from, target) in targets {
        links.append(
          try await SaveLink.add(
            SaveLink.Input(from: from, to: target, reason: "“双联系”制度"), under: mechanism, congress: congress,
            by: system, in: environment))
      }
    }
  }

  private func mechanism(
    _ name: String, _ note: String, _ from: LinkEnd, _ to: LinkEnd, _ period: CadencePeriod, _ congress: ID<Congress>
  ) async throws -> ID<LinkMechanism> {
    try await SaveMechanism.add(
      SaveMechanism.Input(name: name, note: note, from: from, to: to, cadence: Cadence(contacts: 1, period: period)),
      of: congress, by: system, in: environment)
  }

  /// What was kept of contacts in the last months, and which group is on floating duty now.
  func keepContacts(_ place: DemoDistrict.Place) async throws {
    for (index, link) in links.enumerated() {
      // A few have fallen behind, so that the page of who is short is not empty.
      for number in 0..<(index % 7 == 6 ? 1 : 2) {
        let day = town.today.adding(days: -(number * 29 + town.chance.int(0...9) + (index % 7 == 6 ? 100 : 0)))
        _ = try await LogContact.run(
          LogContact.Input(
            date: day, way: LinkWay.allCases[town.chance.int(0...3)],
            what: ["走访选民，了解用水用暖情况。", "听取对物业服务的意见，已按程序登记。", "了解近期履职情况，征求对常委会工作的意见。"][(index + number) % 3]),
          on: link, by: .system, in: environment)
      }
    }
    let fourth = place.delegations[3]
    for (number, group) in fourth.groups.enumerated() {
      _ = try await SaveGroupDuty.add(
        SaveGroupDuty.Input(
          venue: fourth.venues[(number + 1) % fourth.venues.count].venue, kind: .floating,
          from: town.today.adding(days: -9), to: town.today.adding(days: 20), reason: "流动联络，到邻近社区听取意见"),
        to: group, congress: place.congress, by: place.clerk, in: environment)
    }
  }

  // MARK: Units

  func units(_ congress: ID<Congress>) async throws -> (units: [String: DemoUnit], coordinator: Actor) {
    var units: [String: DemoUnit] = [:]
    for (index, name) in DemoDistrictNames.units.enumerated() {
      let id = try await SaveStructure.saveUnit(
        nil, of: congress, name: name, telephone: "0990-000 0\(401 + index)", by: system, in: environment)
      func hold(_ roles: [PostRole]) async throws -> Actor {
        try await staff("区属单位干部", roles.map { Post(role: $0, congress: congress, unit: id) })
      }
      let head = try await hold([.unitHead])
      // In a small office one person signs for what comes and writes the answer.
      let registrar = try await hold(index == 0 ? [.unitRegistrar] : [.unitRegistrar, .unitDrafter])
      let drafter = index == 0 ? try await hold([.unitDrafter]) : registrar
      units[name] = DemoUnit(id: id, registrar: registrar, drafter: drafter, head: head)
    }
    return (units, try await staff("区政府办公室干部", [Post(role: .coordinator, congress: congress)]))
  }
}
