import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// A town in which much was said: the demonstration's texts, brought to two stations and to a county's unit, some of them
/// published, some sealed, some gone.
struct SearchTown {
  let tell: MatterTeller
  var places: TestPlaces { tell.places }
  var environment: AppEnvironment { tell.environment }

  /// - Returns: the matters, oldest first.
  func build(_ count: Int) async throws -> [ID<Matter>] {
    let texts = DemoTexts.matters
    let villages = ["东村", "西河", "石桥", "上坝"]
    var matters: [ID<Matter>] = []
    for index in 0..<count {
      let text = texts[index % texts.count]
      let place = villages[index / texts.count % villages.count]
      var input = SubmitMatter.Input(
        addressee: .venue(index.isMultiple(of: 3) ? places.otherStation : places.station), channel: .web,
        text: DemoTexts.filled(text.body, place: place), place: DemoTexts.filled(text.place, place: place),
        name: text.sender ?? "王桂兰", phone: "13800001234", visibility: .redacted)
      input.isAccusation = index % 41 == 40
      let matter = try await SubmitMatter.run(
        input, by: .visitor, key: tell.key("m\(index)"), in: environment
      ).matter
      matters.append(matter)
      if !input.isAccusation { try await carryOn(matter, index, text, place) }
      tell.town.clock.move(to: tell.town.now.adding(seconds: 60))
    }
    return matters
  }

  private func carryOn(_ matter: ID<Matter>, _ index: Int, _ text: DemoMatterText, _ place: String) async throws {
    let liaison = index.isMultiple(of: 3) ? places.otherLiaison.actor : places.liaison.actor
    switch index % 8 {
    case 0, 1, 2:
      try await tell.accept(matter, by: liaison)
      try await tell.publish(
        matter, title: DemoTexts.filled(text.publicTitle ?? text.title, place: place),
        text: DemoTexts.filled(text.publicBody ?? "已隐去。", place: place), isPublic: index % 8 < 2)
    case 3, 4:
      try await tell.accept(matter, by: liaison, grade: .transfer)
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: places.unit, others: [], resultDue: tell.town.now.date.adding(days: 30), sharing: .none,
          sharingReason: nil, words: "请到现场看看"),
        on: matter, tell.request(liaison), in: environment)
    case 5 where !index.isMultiple(of: 3):
      try await tell.accept(matter, by: liaison)
      try await tell.assign(matter)
      try await tell.reply(matter)
    default: break
    }
  }
}

extension MatterTeller {
  /// Redacted by the clerk and, if it is to be, released by the chair.
  func publish(_ matter: ID<Matter>, title: String, text: String, reply: String = "", isPublic: Bool = true)
    async throws
  {
    _ = try await RedactMatter.run(
      .init(title: title, text: text, place: "村里", reply: reply, photos: []), on: matter, request(places.clerk.actor),
      in: environment)
    if isPublic {
      _ = try await PublishMatter.run(
        isPublic: true, words: nil, on: matter, request(places.chair.actor), in: environment)
    }
  }

  /// All that a search gives, page after page.
  func found(_ text: String, _ kind: SearchKind = .matters, by actor: Actor) async throws -> [Int64] {
    var ids: [Int64] = []
    var before: Int64?
    repeat {
      let page = try await SearchAnything.run(text, kind: kind, before: before, by: actor, in: environment)
      ids += page.hits.map(\.id)
      before = page.next
    } while before != nil
    return ids
  }
}
