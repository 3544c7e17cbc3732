import Domain
import Foundation
import TestSupport
import Testing
import Web

/// What is printed can be scanned, and leads to where it says.
@Suite(.serialized) struct PrintedCodesJourney {
  @Test func theStationsPosterLeadsToTheStation() async throws {
    try await Journey.run { journey in
      let liaison = try await journey.staff(journey.places.liaison)
      try await liaison.open(.codes)
      try await liaison.follow("a[href='\(SitePath.poster(journey.places.station).string)']")
      let address = journey.printed(journey.places.stationCode)
      #expect(try await liaison.codes() == [address])
      let printed = try await codes(onPrintOf: liaison)
      #expect(printed == [[address]], "one sheet with one code")

      let phone = try await journey.visitor()
      try await phone.open(address)
      try await phone.sees("您扫了这里的码", "东村人大代表联络站")
      _ = try await phone.submit()
      try await phone.sees("东村人大代表联络站将在")
    }
  }

  @Test func everyCardLeadsToItsDeputy() async throws {
    try await Journey.run { journey in
      let liaison = try await journey.staff(journey.places.liaison)
      try await liaison.open(.codes)
      try await liaison.press("打印代表联系卡")
      let onScreen = try await liaison.codes()
      #expect(onScreen.count == journey.places.deputies.count)
      #expect(onScreen.contains(journey.printed(journey.places.deputyCode)))
      let printed = try await codes(onPrintOf: liaison)
      #expect(printed.count == 1 && Set(printed.joined()) == Set(onScreen), "\(printed)")

      let phone = try await journey.visitor()
      var found: Set<String> = []
      for address in onScreen {
        try await phone.open(address)
        try await phone.sees("您扫了这位代表的码")
        found.insert(try await phone.page.text(of: ".person-name"))
      }
      #expect(found == Set(journey.places.deputies.map(\.name)))
    }
  }

  /// The codes on each sheet that the printer would give out.
  private func codes(onPrintOf visitor: Visitor) async throws -> [[String]] {
    let document = visitor.journey.path("print.pdf")
    try await visitor.page.pdf(to: document)
    var sheets: [[String]] = []
    for picture in try await CodeReader.pictures(ofPrinted: document) {
      sheets.append(try await CodeReader.read(picture))
    }
    return sheets
  }
}
