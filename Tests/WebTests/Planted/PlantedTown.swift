import Actions
import DatabaseKit
import Domain
import Foundation
import HummingbirdTesting
import PictureKit
import TestSupport
import Testing
import Web

@testable import SecretsKit

/// A small town in which every private field carries a mark.
struct PlantedTown {
  let town: TestTown
  let privateMatter: ID<Matter>
  let sealedMatter: ID<Matter>
  let publishedMatter: ID<Matter>
  let otherMatter: ID<Matter>
  /// By matter: number and link.
  let receipts: [ID<Matter>: SubmitMatter.Receipt]
  let photos: [String]
  let request: ID<InformationRequest>
  let roster: ID<ImportRun>
  let congressWork: PlantedCongressWork
  let values: [Mark: [String]]

  var matters: [ID<Matter>] { [privateMatter, sealedMatter, publishedMatter, otherMatter] }

  init(_ town: TestTown) async throws {
    let plant = Planting(town: town)
    self.town = town
    let first = try await plant.privateMatter()
    let sealed = try await plant.submit(
      text: "\(plant.value(.accusation))：他收了钱。", .accuserName, .accuserPhone, isAccusation: true)
    let published = try await plant.publishedMatter()
    let other = try await plant.submit(text: "\(plant.value(.otherWords))：水管漏水。", .publishedWords, .otherPhone)
    (privateMatter, sealedMatter, publishedMatter, otherMatter) = (
      first.matter, sealed.matter, published.matter, other.matter
    )
    receipts = Dictionary(uniqueKeysWithValues: [first, sealed, published, other].map { ($0.matter, $0) })
    photos = try await town.database.read { tx in
      try tx.rows("SELECT id FROM matter_files ORDER BY id").map { "\(try $0.first(as: Int64.self))" }
    }
    request = try await plant.request(on: first.matter)
    roster = try await plant.people()
    congressWork = try await PlantedCongressWork(town)
    var values: [Mark: [String]] = [:]
    for mark in Mark.allCases { if let value = mark.chosen { values[mark] = [value] } }
    // Numbers may be written in groups.
    for (mark, value) in values where mark.isNumber {
      let digits = value[0]
      let groups = [digits.prefix(3), digits.dropFirst(3).prefix(4), digits.dropFirst(7)].map { String($0) }
      values[mark] = [digits, groups.joined(separator: " "), groups.joined(separator: "-")]
    }
    let code = first.lookupCode
    values[.lookupCode] = [
      "\(code.prefix(2)) \(code.dropFirst(2).prefix(2)) \(code.dropFirst(4))", "value=\"\(code)\"", ">\(code)<",
      "=\(code)",
    ]
    values[.capability] = [Base64URL.encode(first.capability)]
    values[.slip] = [try await plant.slip()]
    (values[.keyBase64], values[.keyHex]) = try Self.keys()
    self.values = values
  }

  /// Every key of the installation, as somebody would print it.
  private static func keys() throws -> ([String], [String]) {
    struct File: Decodable {
      struct Key: Decodable { let key: [UInt8] }
      let fieldKeys: [Key]
      let indexKey: [UInt8]
      let tokenKey: [UInt8]
      let sealKey: [UInt8]
      let secretKey: [UInt8]
    }
    let file = try JSONDecoder().decode(File.self, from: TestTown.keys.encoded())
    let keys = file.fieldKeys.map(\.key) + [file.indexKey, file.tokenKey, file.sealKey, file.secretKey]
    func hex(_ bytes: [UInt8]) -> String {
      bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
    return (
      keys.flatMap { [String(Data($0).base64EncodedString().prefix(40)), Base64URL.encode($0)] },
      keys.flatMap { [hex($0), hex($0).uppercased(), "\($0)"] }
    )
  }
}

/// Takes pictures as they come: what a decoder takes off is its own test's business.
struct MarkedPictures: PictureMaking {
  func prepare(_ bytes: [UInt8]) async throws(PictureProblem) -> PreparedPicture {
    PreparedPicture(
      main: bytes, mainWidth: 40, mainHeight: 30, thumbnail: bytes + [1], thumbWidth: 4, thumbHeight: 3)
  }
}

/// The acts by which things are planted.
private struct Planting {
  let town: TestTown
  var places: TestPlaces { town.places }
  var environment: AppEnvironment { town.environment }

  func value(_ mark: Mark) -> String { mark.chosen ?? "" }
  func key(_ name: String) -> RequestKey { RequestKey(hash: Array("planted \(name)........".utf8.prefix(16))) }
  func request(_ actor: Actor) -> MatterRequest { MatterRequest(actor: actor, seen: nil) }

  func submit(
    text: String, _ name: Mark, _ phone: Mark, guardian: Mark? = nil, place: String = "东村",
    visibility: MatterVisibility = .hidden, photos: [PhotoTicket] = [], isAccusation: Bool = false
  ) async throws -> SubmitMatter.Receipt {
    try await SubmitMatter.run(
      SubmitMatter.Input(
        addressee: .venue(places.station), channel: .code, text: text, place: place,
        name: name == .publishedWords ? "赵大爷" : value(name), phone: value(phone), guardian: guardian.map(value),
        visibility: visibility, photos: photos, isAccusation: isAccusation, grid: places.grid),
      by: .visitor, key: key(text), in: environment)
  }

  func privateMatter() async throws -> SubmitMatter.Receipt {
    let upload = PreparePhotos.Upload(
      name: value(.fileName) + ".jpg", bytes: [0xFF, 0xD8, 0xFF] + Array(value(.photo).utf8))
    let photos = try await PreparePhotos.run([upload], kept: [], limit: 6, in: environment).tickets
    let receipt = try await submit(
      text: "\(value(.words))：村口的路灯坏了三天。", .name, .phone, guardian: .guardian, place: value(.place), photos: photos)
    let matter = receipt.matter
    let liaison = request(places.liaison.actor)
    _ = try await AcceptMatter.run(
      .init(grade: .transfer, urgency: .normal, category: places.category), on: matter, liaison, in: environment)
    _ = try await AskSender.run("请补充是哪一盏。", on: matter, liaison, in: environment)
    _ = try await SupplementMatter.run(
      value(.supplement) + "：东头第二盏。", photos: [], on: matter, request(.sender(matter)), in: environment)
    _ = try await AssignMatter.run(
      .init(to: .deputy(places.deputy.person), words: "请到现场看看。"), on: matter, liaison, in: environment)
    _ = try await NoteMatter.run(
      value(.note), photos: [], on: matter, liaison, in: environment)
    _ = try await RevealContact.run(reason: value(.revealReason), on: matter, liaison, in: environment)
    _ = try await TransferMatter.run(
      .init(
        lead: places.unit, others: [], resultDue: town.now.date.adding(days: 20), sharing: .none, sharingReason: nil,
        words: value(.askedOfUnit)), on: matter, request(places.clerk.actor), in: environment)
    let part = HandlingActs.Target(matter: matter, part: 1, seen: nil)
    _ = try await HandlingActs.signFor(part, request(places.unitRegistrar.actor), in: environment)
    _ = try await HandlingActs.appoint(
      places.unitDrafter.person, part, request(places.unitRegistrar.actor), in: environment)
    _ = try await HandlingActs.draftResult(
      .init(outcome: .solved, words: value(.unitDraft), photos: []), part, request(places.unitDrafter.actor),
      in: environment)
    return receipt
  }

  func publishedMatter() async throws -> SubmitMatter.Receipt {
    let receipt = try await submit(
      text: "\(value(.originalWords))：我家门口的路。", .publishedName, .otherPhone, visibility: .redacted)
    let matter = receipt.matter
    let liaison = request(places.liaison.actor)
    _ = try await AcceptMatter.run(
      .init(grade: .inGroup, urgency: .normal, category: places.category), on: matter, liaison, in: environment)
    _ = try await ReplyToMatter.run(.init(words: "路已经修好。", outcome: nil), on: matter, liaison, in: environment)
    _ = try await RedactMatter.run(
      .init(title: value(.publishedWords), text: value(.publishedWords), place: "东村", reply: "修好了。", photos: []),
      on: matter, liaison, in: environment)
    _ = try await PublishMatter.run(
      isPublic: true, words: nil, on: matter, request(places.chief.actor), in: environment)
    return receipt
  }

  /// A request that waits, and a hold.
  func request(on matter: ID<Matter>) async throws -> ID<InformationRequest> {
    _ = try await HoldMatters.place(
      .init(venue: places.otherStation), receipt: "", reason: value(.holdReason), of: places.congress,
      by: places.clerk.actor, key: nil, in: environment)
    return try await AskInformation.run(
      .init(
        kind: .correction, words: value(.requestWords),
        correction: .init(name: value(.requestName), phone: value(.requestPhone)), correctsWords: true), on: matter,
      by: .sender(matter), key: key("request"), in: environment)
  }

  /// Contact data of a deputy and of staff, a PIN, a roster that waits.
  func people() async throws -> ID<ImportRun> {
    let clerk = places.clerk.actor
    try await SaveContact.run(
      .mobile, value(.deputyMobile), isPublic: false, of: places.deputy.person, by: clerk, in: environment)
    try await SaveContact.run(
      .address, value(.deputyAddress), isPublic: false, of: places.deputy.person, by: clerk, in: environment)
    try await SaveContact.run(
      .mobile, value(.staffMobile), isPublic: false, of: places.liaison.person, by: places.liaison.actor,
      in: environment)
    let heads = ImportKind.deputy.columns.map(\.head)
    let cells = ImportKind.deputy.columns.map { column in
      column.field == .mobile ? value(.rosterMobile) : column.field == .name ? "吴新" : ""
    }
    let file = [heads, cells].map { $0.joined(separator: ",") }.joined(separator: "\n")
    return try await PrepareImport.run(
      .init(kind: .deputy, congress: places.congress, fileName: "代表.csv", bytes: Array(file.utf8)), by: clerk,
      in: environment)
  }

  func slip() async throws -> String {
    try await IssueSlip.run(
      for: places.secondDeputy.person, by: places.liaison.actor, key: key("slip"), in: environment
    ).code
  }
}
