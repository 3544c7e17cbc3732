import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// What is shown of similar matters: while a resident writes, on a public page, and to whoever sorts what came in.
enum SimilarRoutes {
  /// A piece of a page for the script: nothing when there is nothing to say. It changes nothing and keeps nothing.
  static func similar(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let found = try await find(visit, form)
    var h = HTMLWriter(capacity: 2048)
    SimilarWhileWriting(found: found, today: visit.today).write(&h)
    return Respond.page(h.bytes, for: visit)
  }

  /// - Throws: ``LimitReached`` when too much was asked from here.
  static func find(_ visit: Visit, _ form: PostedForm) async throws -> SimilarForResident {
    try visit.require(visit.claim(.similar))
    let text = String(form.text("what", multiline: true).prefix(2000))
    let place = String(form.text("where").prefix(120))
    let addressee = SubmitPage.addressee(form.fields["to"] ?? "", visit.site.congress.id)
    var venue: ID<Venue>?
    if case .venue(let id)? = addressee { venue = id }
    // Whoever reports a person, or goes past the station, is not led to others.
    let isAlone = form.has("accusation") || form.has("bypass") || text.count < 8
    if isAlone { return .nothing }
    return try await FindSimilar.forResident(
      text, place: place, category: form.id("category"), at: venue, of: visit.site.congress.id, in: visit.environment)
  }
}

/// Up to three public matters that could be the same thing, each with a button; of what is not public, only that some
/// residents brought something like it.
struct SimilarWhileWriting {
  let found: SimilarForResident
  let today: CivilDate

  func write(_ h: inout HTMLWriter) {
    if !found.published.isEmpty {
      h.div(.class("notice")) { h in
        h.p(.class("notice-title"), text: "是不是同一件事？")
        h.p(text: "是的话点一下，和它一起办；您照样有自己的回执、答复和评价。不是就接着写。")
        for item in found.published { published(item, &h) }
      }
    } else if found.unpublished > 0 {
      h.p(.class("notice"), text: "最近有\(Self.some(found.unpublished))居民反映过类似的事，联络站正在办。您接着写，站里会一起看。")
    }
  }

  /// Never the number itself.
  private static func some(_ count: Int) -> String { count < many ? "几位" : "好几位" }
  static let many = 5

  private func published(_ item: SimilarForResident.Published, _ h: inout HTMLWriter) {
    let matter = item.publication.matter
    h.article(.class("case")) { h in
      h.element("h3") { h in h.link(SitePath.matter(matter).string, item.publication.title) }
      h.p(
        .class("tiny mute"),
        text: [
          item.publication.place, DateWords.near(item.receivedOn, today: today) + "收到",
          Words.state(item.state), item.others > 0 ? Words.others(item.others) : "",
        ].filter { !$0.isEmpty }.joined(separator: "　"))
      h.element(
        "button",
        [.class("btn btn-s"), .type("button"), .other("data-join", "\(matter)"), .fixed("aria-pressed", "false")]
      ) { h in
        h.icon(.people)
        h.text("我也是这件事")
      }
    }
  }
}

/// On the form: what the matter will go along with.
struct JoinedCard {
  let lead: JoinMatter.Lead

  func write(_ h: inout HTMLWriter) {
    h.element("aside", [.class("notice"), .label("一起办理的事")]) { h in
      h.p(.class("notice-title"), text: "您说的和这件是同一件事")
      h.p { h in
        h.link(SitePath.matter(lead.matter).string, lead.title)
        h.text("　" + Words.state(lead.state))
      }
      h.p(text: "写上您那里的情况就行。两件一起办，您有自己的回执，答复单独给您，由您自己评价。")
      h.p { h in h.link(SitePath.submit.string, "不是同一件，单独提", class: "btn btn-s") }
    }
  }
}

/// On a public page: how many brought the same, and the way to join them, also without a script.
struct SameThing {
  let matter: Matter
  let others: Int

  func write(_ h: inout HTMLWriter) {
    if others == 0, !matter.status.takesOthers { return }
    h.div(.class("row")) { h in
      if others > 0 { h.chip(Words.others(others), .info, icon: .people) }
      if matter.status.takesOthers {
        h.a(.class("btn btn-s"), .href(SitePath.submit.with([("join", "\(matter.id)")]))) { h in
          h.icon(.people)
          h.text("我也是这件事")
        }
      }
    }
  }
}

/// At triage: open matters of the station that are told like this one, each with one press to handle both together.
struct SimilarCard {
  let record: MatterRecord
  let company: MatterCompany
  let token: String
  let today: CivilDate

  func write(_ h: inout HTMLWriter) {
    if company.alike.isEmpty { return }
    h.card("alike", "像是同一件事") { h in
      h.p(.class("small mute"), text: "按说法、地点和类别比出来的，合不合并请您看过再定。")
      for item in company.alike.prefix(1) { similar(item, &h) }
      let others = company.alike.dropFirst()
      // The next step stays in sight.
      if !others.isEmpty {
        h.fold(.people, "还有\(others.count)件像的") { h in for item in others { similar(item, &h) } }
      }
    }
  }

  private func similar(_ item: SimilarMatter, _ h: inout HTMLWriter) {
    let own = record.matter.id
    let (lead, follower) = item.leads ? (item.line.id, own) : (own, item.line.id)
    h.article(.class("case")) { h in
      h.element("h3") { h in h.link(SitePath.record(item.line.id).string, item.line.title) }
      h.p(.class("chips")) { h in
        h.chip(SearchWords.grade(item.grade), item.grade == .alike ? .gold : .info)
        h.chip(Words.state(item.line.state), .info)
        if item.line.others > 0 { h.chip(Words.others(item.line.others), .info, icon: .people) }
      }
      h.p(
        .class("tiny mute"),
        text: [
          DateWords.near(item.line.receivedOn, today: today) + "收到", DateWords.receipt(item.line.receipt),
          item.line.sender,
        ].filter { !$0.isEmpty }.joined(separator: "　"))
      h.form(SitePath.recordAct(lead, .merge).string, token: token, class: "form-s") { h in
        h.hidden("m-\(follower)", "on")
        h.hidden("words", "内容相似，是同一件事")
        h.submit(item.leads ? "合并办理：并到那一件" : "合并办理：并到这一件", icon: .merge, class: "btn btn-s")
      }
    }
  }
}

extension Optional {
  /// `flatMap` for a transform that waits.
  func asyncFlatMap<T>(_ transform: (Wrapped) async throws -> T?) async rethrows -> T? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
