import Actions
import Domain
import HTTPKit
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

/// Somebody who reads the site, and what of the planted he may see. The rule is the one by which the site decides
/// (`MatterAccess`), asked apart from any page.
struct PlantedReader {
  let name: String
  let browser: SiteBrowser
  let actor: Actor
  /// The matter whose receipt the browser keeps.
  var receipt: ID<Matter>?
  /// By which an application of his is known.
  var application: HTTPFields = [:]

  /// His token for the API.
  var token: String? { application[.authorization].map { String($0.dropFirst(7)) } }

  /// What permission is decided by, read once.
  struct Facts {
    let privateMatter: MatterFacts
    let sealedMatter: MatterFacts
    let publishedMatter: MatterFacts
    let otherMatter: MatterFacts
    let deputy: ID<Person>
    let liaison: ID<Person>
    let congressWork: PlantedCongressWork.Facts

    init(_ planted: PlantedTown) async throws {
      func facts(_ matter: ID<Matter>) async throws -> MatterFacts {
        try #require(try await planted.town.facts(of: matter))
      }
      privateMatter = try await facts(planted.privateMatter)
      sealedMatter = try await facts(planted.sealedMatter)
      publishedMatter = try await facts(planted.publishedMatter)
      otherMatter = try await facts(planted.otherMatter)
      deputy = planted.town.places.deputy.person
      liaison = planted.town.places.liaison.person
      congressWork = try await PlantedCongressWork.Facts(planted.congressWork, planted.town)
    }
  }

  /// Whether the reader may find the mark in something that he fetches.
  func sees(_ mark: Mark, in facts: Facts) -> Bool {
    let own = receipt == facts.privateMatter.id
    let sees = MatterAccess.sees(facts.privateMatter, actor)
    let part = MatterAccess.sees(part: 1, of: facts.privateMatter, actor)
    switch mark {
    // In plain only after a reason, which is no GET; on the pages stand masks.
    case .name, .phone, .guardian, .accuserName, .accuserPhone, .publishedName, .otherPhone, .requestName,
      .requestPhone:
      return false
    case .words, .place, .supplement, .photo: return own || sees || part
    case .note: return sees
    case .revealReason: return own || sees || holds(.auditor)
    case .askedOfUnit, .unitDraft: return sees || part
    case .fileName: return false
    case .accusation: return receipt == facts.sealedMatter.id || MatterAccess.sees(facts.sealedMatter, actor)
    case .originalWords: return receipt == facts.publishedMatter.id || MatterAccess.sees(facts.publishedMatter, actor)
    case .publishedWords: return true
    case .otherWords: return receipt == facts.otherMatter.id || MatterAccess.sees(facts.otherMatter, actor)
    // One's own, on a phone after the PIN.
    case .deputyMobile, .deputyAddress: return actor.person == facts.deputy
    case .holdReason: return holds(.clerk) || holds(.chair) || holds(.auditor)
    // His own receipt shows him the code, and the link as a drawing; nothing shows other secrets.
    case .lookupCode: return own
    case .staffMobile: return actor.person == facts.liaison
    case .rosterMobile, .capability, .password, .pin, .slip, .session, .keyBase64, .keyHex: return false
    case .requestWords:
      return own || InformationAccess.may(.decide, on: facts.privateMatter, by: actor)
    case .suggestionDraft, .earlierDraft, .proposerName, .suggestionText, .contactNote, .opinionWords, .letterWords,
      .ratingWords,
      .unsentRating, .objectionWords, .letterDraft, .refusalReason, .returnReason, .motionDraft, .motionText,
      .motionNote, .motionReason:
      return facts.congressWork.shows(mark, to: actor)
    }
  }

  private func holds(_ role: PostRole) -> Bool { actor.signedIn?.holds(role) ?? false }

  /// Everybody there is: a stranger, senders with their receipts, deputies on their phones, every post.
  static func all(_ planted: PlantedTown, _ client: any TestClientProtocol) async throws -> [PlantedReader] {
    let town = planted.town
    var readers = [PlantedReader(name: "stranger", browser: SiteBrowser(client), actor: .visitor)]
    for (name, matter) in [
      ("sender", planted.privateMatter), ("accuser", planted.sealedMatter), ("other sender", planted.otherMatter),
    ] {
      let browser = SiteBrowser(client)
      let receipt = try #require(planted.receipts[matter])
      let page = try await browser.open("/r/" + Base64.link(receipt))
      try #require(page.status == 200, "\(name): \(page.status)")
      var application = HTTPFields()
      if let field = HTTPField.Name("Lookup-Secret") { application[field] = Base64.link(receipt) }
      readers.append(
        PlantedReader(
          name: name, browser: browser, actor: .sender(matter), receipt: matter, application: application))
    }
    for deputy in town.places.deputies + [planted.congressWork.proposer] {
      let browser = SiteBrowser(client)
      try await SlipSteps.redeem(for: deputy, by: town.places.clerk.actor, town, browser)
      if deputy.person == town.places.deputy.person {
        let pin = Mark.pin.chosen ?? ""
        let set = try await browser.fill("/work/pin", on: "/work/pin", ["pin": pin, "repeat": pin])
        try #require(set.status == 303, "no PIN: \(set.status)")
      }
      let slip = try await IssueSlip.run(
        for: deputy.person, by: town.places.clerk.actor, key: RequestKey(hash: town.environment.random(16)),
        in: town.environment)
      readers.append(
        PlantedReader(
          name: deputy.name, browser: browser, actor: deputy.actor(isDevice: true),
          application: try await signedIn("/sessions/slip", ["code": .text(slip.code)], client)))
    }
    for staff in town.places.staff {
      let browser = SiteBrowser(client)
      try await browser.signIn(staff.username)
      let credentials: JSONValue = ["username": .text(staff.username), "password": .text(TestPlaces.password)]
      readers.append(
        PlantedReader(
          name: staff.username, browser: browser, actor: staff.actor,
          application: try await signedIn("/sessions", credentials, client)))
    }
    return readers
  }

  /// The header of an application after signing in.
  private static func signedIn(_ path: String, _ credentials: JSONValue, _ client: any TestClientProtocol)
    async throws -> HTTPFields
  {
    let answer = try await APIClient(client).post(path, credentials)
    return [.authorization: "Bearer " + (try #require(answer["token"]?.text))]
  }
}
