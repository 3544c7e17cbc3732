import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Every action of the directory refuses whoever has no post for the record's congress.
struct DirectoryRightsTests {
  /// A second township that is run here, with one record of every kind.
  private struct Neighbour {
    let congress: ID<Congress>
    let venue: ID<Venue>
    let constituency: ID<Constituency>
    let delegation: ID<Delegation>
    let group: ID<DeputyGroup>
    let category: ID<MatterCategory>
    let person: ID<Person>
    let mandate: ID<Mandate>

    static func make(in town: TestTown) async throws -> Neighbour {
      let (environment, places) = (town.environment, town.places)
      let region = try #require(try await ReadDirectory.regions(in: environment).first { $0.level == .township })
      let congress = try await SaveStructure.addCongress(
        { id in
          Congress(
            id: id, region: region.id, level: .township, name: "四河镇人民代表大会", shortName: "四河镇",
            parent: places.county, isRunHere: true)
        }, by: .system, in: environment)
      let venue = Venue(
        id: SaveVenue.newID(in: environment), congress: congress, region: region.id, kind: .home, name: "四河之家",
        mark: "四")
      try await SaveVenue.run(venue, by: .system, in: environment)
      let person = try await SavePerson.run(SavePerson.Input(id: nil, name: "邻居"), by: .system, in: environment)
      return Neighbour(
        congress: congress, venue: venue.id,
        constituency: try await SaveStructure.saveConstituency(
          nil, of: congress, name: "第一选区", seats: 1, regions: [], by: .system, in: environment),
        delegation: try await SaveStructure.saveDelegation(nil, of: congress, name: "一团", by: .system, in: environment),
        group: try await SaveGroup.run(
          SaveGroup.Input(kind: .working, name: "一组"), of: congress, by: .system, in: environment),
        category: try await SaveStructure.saveCategory(
          nil, of: congress, parent: nil, name: "路", position: 1, by: .system, in: environment),
        person: person,
        mandate: try await SaveMandate.add(
          SaveMandate.Input(person: person, congress: congress, beganOn: town.now.date), by: .system, in: environment))
    }

    /// Edits of this township's records, some of them said to be of the editor's own congress.
    func edits(pretending own: ID<Congress>) -> [(String, @Sendable (Actor, AppEnvironment) async throws -> Void)] {
      [
        ("rename", { try await SaveStructure.renameCongress(congress, name: "我的", shortName: "我", by: $0, in: $1) }),
        ("term", { _ = try await SaveStructure.addTerm(of: congress, number: 9, from: $1.now().date, by: $0, in: $1) }),
        ("body", { try await SaveStructure.addBody(of: congress, kind: .office, name: "办", by: $0, in: $1) }),
        (
          "constituency",
          {
            _ = try await SaveStructure.saveConstituency(
              constituency, of: own, name: "改", seats: 2, regions: [], by: $0, in: $1)
          }
        ),
        ("delegation", { _ = try await SaveStructure.saveDelegation(delegation, of: own, name: "改", by: $0, in: $1) }),
        (
          "delegation member",
          {
            try await SaveStructure.setDelegationMember(
              mandate, of: delegation, congress: own, isHead: true, joins: true, by: $0, in: $1)
          }
        ),
        (
          "group",
          {
            _ = try await SaveGroup.run(
              SaveGroup.Input(id: group, kind: .working, name: "改", seen: 1), of: own, by: $0, in: $1)
          }
        ),
        (
          "group member",
          {
            try await SaveGroupMember.join(
              SaveGroupMember.Input(person: person, role: .convener, reason: "推选"), group, congress: own, by: $0, in: $1
            )
          }
        ),
        (
          "category",
          {
            _ = try await SaveStructure.saveCategory(
              category, of: own, parent: nil, name: "改", position: 1, by: $0, in: $1)
          }
        ),
        ("unit", { _ = try await SaveStructure.saveUnit(nil, of: congress, name: "所", telephone: "", by: $0, in: $1) }),
        ("person", { _ = try await SavePerson.run(SavePerson.Input(id: person, name: "改"), by: $0, in: $1) }),
        ("contact", { try await SaveContact.run(.mobile, "13800000009", isPublic: true, of: person, by: $0, in: $1) }),
        (
          "mandate",
          { try await SaveMandate.change(mandate, to: .ended, reason: .resigned, on: $1.now().date, by: $0, in: $1) }
        ),
        ("placement", { try await SaveVenue.place(mandate, at: venue, by: $0, in: $1) }),
        ("code", { _ = try await ManageCodes.issue(.venue(venue), of: own, by: $0, in: $1) }),
        ("other's code", { _ = try await ManageCodes.issue(.venue(venue), of: congress, by: $0, in: $1) }),
        (
          "settings",
          { _ = try await ManageSettings.save(CongressSettings(), reason: "改", of: congress, seen: 0, by: $0, in: $1) }
        ),
      ]
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func nobodyEditsANeighboursRecords(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let neighbour = try await Neighbour.make(in: town)
      let actors =
        places.staff.map { ($0.username, $0.actor) } + [("deputy", places.deputy.actor()), ("visitor", .visitor)]
      for (name, edit) in neighbour.edits(pretending: places.congress) {
        for (who, actor) in actors {
          await #expect(throws: ActionError.self, "\(name) by \(who)") { try await edit(actor, town.environment) }
        }
      }
      let detail = try #require(try await ReadDirectory.congress(neighbour.congress, in: town.environment))
      #expect(detail.congress.name == "四河镇人民代表大会")
      #expect(detail.constituencies.map(\.name) == ["第一选区"])
      #expect(detail.groups.allSatisfy { $0.members.isEmpty })
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func theSameEditsAreItsOwnClerks(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let neighbour = try await Neighbour.make(in: town)
      let post = Post(role: .clerk, congress: neighbour.congress)
      let clerk = Actor.person(
        Actor.SignedIn(person: town.places.otherLiaison.person, name: "某", posts: [post], mandates: [], session: ID(1)))
      for (name, edit) in neighbour.edits(pretending: neighbour.congress) {
        if name == "mandate" { continue }
        await #expect(throws: Never.self, "\(name)") { try await edit(clerk, town.environment) }
      }
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func onlyKeepersEditAtAll(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment) = (town.places, town.environment)
      let idle = [
        places.liaison.actor, places.chief.actor, places.upperClerk.actor, places.administrator.actor,
        places.deputy.actor(), .visitor,
      ]
      for actor in idle {
        await #expect(throws: ActionError.refused(.notYours)) {
          _ = try await SavePerson.run(SavePerson.Input(id: nil, name: "新"), by: actor, in: environment)
        }
        await #expect(throws: ActionError.refused(.notYours)) {
          try await SaveStructure.renameRegion(places.village, to: "改", by: actor, in: environment)
        }
      }
      for actor in [places.liaison.actor, places.upperClerk.actor, places.deputy.actor(), .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await ImportHolidays.run(ShippedHolidays.days, source: "某", by: actor, in: environment)
        }
      }
      // A place that is run here becomes the site's own: a clerk only enters those that are not.
      for isHere in [true, false] {
        let add = { @Sendable in
          _ = try await SaveStructure.addCongress(
            { id in
              Congress(
                id: id, region: places.village, level: .county, name: "某县人民代表大会", shortName: "某县", parent: nil,
                isRunHere: isHere)
            }, by: places.clerk.actor, in: environment)
        }
        if isHere {
          await #expect(throws: ActionError.refused(.notYours)) { try await add() }
        } else {
          try await add()
        }
      }
      // One's own telephone number is one's own, and history says who changed it.
      try await SaveContact.run(
        .mobile, "13800000003", isPublic: false, of: places.deputy.person, by: places.deputy.actor(), in: environment)
      let history = try await ReadDirectoryHistory.run(.person, places.deputy.person.raw, in: environment)
      #expect(history.first?.act == "contact")
      #expect(history.first?.actor == places.deputy.name)
    }
  }
}
