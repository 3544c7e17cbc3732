import Domain

/// Offices, categories, groups, sample accounts, codes.
extension DemoDirectory {
  struct Offices {
    let clerk: Actor
    let county: Actor
    let chair: ID<Person>
  }

  func offices(_ congresses: Congresses, _ people: People) async throws -> Offices {
    func hold(_ index: Int, _ role: PostRole, _ congress: ID<Congress>) async throws -> Actor {
      let post = Post(role: role, congress: congress)
      try await ManageAccounts.grant(post, to: people.staff[index], by: .system, in: environment)
      return .person(
        Actor.SignedIn(
          person: people.staff[index], name: people.staffNames[index], posts: [post], mandates: [], session: ID(1)))
    }
    _ = try await hold(2, .chair, congresses.township)
    let clerk = try await hold(4, .clerk, congresses.township)
    let county = try await hold(6, .upperClerk, congresses.county)
    _ = try await hold(13, .systemAdministrator, congresses.township)
    return Offices(clerk: clerk, county: county, chair: people.staff[2])
  }

  /// 安全管理员 and 审计员, apart from the system administrator.
  func guardians(_ congress: ID<Congress>) async throws -> [(username: String, person: ID<Person>)] {
    var people: [(username: String, person: ID<Person>)] = []
    for (username, name, role) in [
      ("security", "安守正", PostRole.securityAdministrator), ("auditor", "明察秋", .auditor),
    ] {
      let person = try await SavePerson.run(
        SavePerson.Input(id: nil, name: name, occupation: "镇机关干部"), by: system, in: environment)
      try await ManageAccounts.grant(Post(role: role, congress: congress), to: person, by: .system, in: environment)
      people.append((username, person))
    }
    return people
  }

  func categories(_ congress: ID<Congress>) async throws -> [String: ID<MatterCategory>] {
    var ids: [String: ID<MatterCategory>] = [:]
    for (index, top) in DemoCategories.tree.enumerated() {
      let parent = try await SaveStructure.saveCategory(
        nil, of: congress, parent: nil, name: top.name, position: index + 1, by: system, in: environment)
      for (number, child) in top.children.enumerated() {
        ids[top.name + "/" + child] = try await SaveStructure.saveCategory(
          nil, of: congress, parent: parent, name: child, position: number + 1, by: system, in: environment)
      }
    }
    return ids
  }

  func accounts(
    _ people: People, _ unitStaff: [ID<Person>], _ guardians: [(username: String, person: ID<Person>)],
    _ grids: [DemoTown.Grid]
  ) async throws -> [ID<Person>] {
    let workers = grids.first?.worker.person.map { [("grid", $0)] } ?? []
    let holders: [(String, ID<Person>)] =
      [
        ("admin", people.staff[13]), ("clerk", people.staff[4]), ("chair", people.staff[2]),
        ("chief", people.staff[1]), ("liaison", people.staff[0]), ("deputy", people.deputies[0]),
        ("convener", people.deputies[1]),
        ("countyclerk", people.staff[6]), ("unithead", unitStaff[0]), ("unit", unitStaff[1]),
        ("drafter", unitStaff[2]), ("coordinator", unitStaff[unitStaff.count - 1]),
      ] + guardians.map { ($0.username, $0.person) } + workers
    for (username, person) in holders {
      _ = try await ManageAccounts.add(
        username: username, password: DemoTown.password, for: person, mustChange: false, isDemo: true, by: .system,
        in: environment)
    }
    // One deputy has agreed to his number being public, the others have not.
    try await SaveContact.run(
      .mobile, "13800000001", isPublic: true, of: people.deputies[1], by: system, in: environment)
    try await SaveContact.run(
      .mobile, "13800000002", isPublic: false, of: people.deputies[0], by: system, in: environment)
    return holders.map(\.1)
  }

  func codes(_ congress: ID<Congress>, _ stations: [DemoTown.Station], _ mandates: Mandates) async throws {
    _ = try await ManageCodes.issue(.congress(congress), of: congress, by: system, in: environment)
    for station in stations {
      _ = try await ManageCodes.issue(.venue(station.venue), of: congress, by: system, in: environment)
    }
    let people = Set(mandates.township.map(\.person) + mandates.county.map(\.person)).sorted()
    for person in people { _ = try await ManageCodes.issue(.deputy(person), of: congress, by: system, in: environment) }
  }
}
