import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Portraits: kept by the clerk, replaced and taken down without leaving files behind.
struct PortraitTests {
  @Test("照片换了旧文件删掉，撤下就没有了", arguments: DatabaseEngine.allCases)
  func replacedAndRemoved(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment) = (town.places, town.environment)
      let (tell, clerk) = (MatterTeller(town), town.places.clerk.actor)
      let person = places.deputy.person
      func ticket(_ number: UInt8) async throws -> PhotoTicket {
        let made = try await PreparePhotos.run(
          [.init(name: "照片.jpg", bytes: PlainPictures.upload(number))], kept: [], limit: 1, in: environment)
        guard let ticket = made.tickets.first else { throw ActionError.notFound }
        return ticket
      }
      let first = try await ticket(1)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await SavePortrait.run(first, of: person, by: places.liaison.actor, in: environment)
      }
      try await SavePortrait.run(first, of: person, by: clerk, in: environment)
      let picture = try await ReadPortraits.picture(of: person, in: environment)
      #expect(!picture.isEmpty)
      let mark = try await ReadPortraits.marks(of: [person], in: environment)[person]
      // A ticket is good for one picture.
      await #expect(throws: ActionError.self) {
        try await SavePortrait.run(first, of: person, by: clerk, in: environment)
      }
      try await SavePortrait.run(try await ticket(2), of: person, by: clerk, in: environment)
      #expect(try await ReadPortraits.marks(of: [person], in: environment)[person] != mark)
      #expect(try await tell.findings() == [])
      // Nobody's portrait who is no deputy, and none of one whose mandate stands still.
      await #expect(throws: ActionError.notFound) {
        try await SavePortrait.run(try await ticket(3), of: places.liaison.person, by: clerk, in: environment)
      }
      try await SaveMandate.change(
        places.deputy.mandate, to: .suspended, reason: .detained, on: town.now.date, by: .system, in: environment)
      await #expect(throws: ActionError.notFound) { try await ReadPortraits.picture(of: person, in: environment) }
      try await SavePortrait.remove(of: person, by: clerk, in: environment)
      await #expect(throws: ActionError.notFound) {
        try await SavePortrait.remove(of: person, by: clerk, in: environment)
      }
      #expect(try await ReadPortraits.marks(of: [person], in: environment).isEmpty)
      #expect(try await tell.findings() == [])
    }
  }
}
