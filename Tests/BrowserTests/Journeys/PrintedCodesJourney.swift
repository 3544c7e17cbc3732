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

  /// Every kind of sheet in one batch for the township: each printed page has the codes it should, of the paper's size,
  /// and each leads where it says.
  @Test func everySheetOfABatchCanBeScanned() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let clerk = try await journey.staff(places.clerk)
      let phone = try await journey.visitor()
      let venues = ["三河镇人大代表之家", "东村人大代表联络站", "西村人大代表联络站"]
      let kinds: [(PrintedSheet, [String], (Double, Double))] = [
        (.posters, venues, (210, 297)), (.stands, venues, (148, 210)), (.boards, venues, (420, 297)),
        (.grids, ["您扫的是东村第一网格的码", "您扫的是东村第二网格的码"], (210, 297)),
      ]
      for (sheet, leads, size) in kinds {
        try await clerk.open(.printCodes(sheet))
        let printed = try await codes(onPrintOf: clerk)
        #expect(printed.count == leads.count && printed.allSatisfy { $0.count == 1 }, "\(sheet): \(printed)")
        let paper = try await CodeReader.size(ofPrinted: journey.path("print.pdf"))
        #expect(abs(paper.width - size.0) < 2 && abs(paper.height - size.1) < 2, "\(sheet): \(paper)")
        for (address, words) in zip(printed.flatMap { $0 }, leads) {
          try await phone.open(address)
          try await phone.sees(words)
        }
      }
    }
  }

  /// The codes on each sheet that the printer would give out.
  private func codes(onPrintOf visitor: Visitor) async throws -> [[String]] {
    let document = visitor.journey.path("print.pdf")
    try CodeReader.forget(document)
    try await visitor.page.pdf(to: document)
    var sheets: [[String]] = []
    for picture in try await CodeReader.pictures(ofPrinted: document) {
      sheets.append(try await CodeReader.read(picture))
    }
    return sheets
  }
}
