import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// One form an edit of the directory: shown with what it concerns, saved, or shown again with what is wrong.
enum EditRoutes {
  static func show(
    _ visit: Visit, _ kind: DirectoryEditKind, _ draft: FormDraft, isNew: Bool, _ status: HTTPResponse.Status
  ) async throws -> Response {
    var filled = draft
    if isNew, kind == .venue, let id = ID<Venue>(text: draft["id"]),
      let venue = try await ReadDirectory.venue(id, in: visit.environment)
    {
      fill(&filled, from: venue)
    }
    let choices = try await EditChoices.load(kind, filled, visit)
    let page = EditPage(
      kind: kind, draft: filled, choices: choices, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func fill(_ draft: inout FormDraft, from venue: Venue) {
    draft.values.merge([
      "name": venue.name, "mark": venue.mark, "kind": venue.kind.rawValue, "tier": venue.tier.rawValue,
      "region": venue.region.description, "parent": venue.parent?.description ?? "", "host": venue.host,
      "address": venue.address, "telephone": venue.telephone, "hours": venue.openingHours,
      "workflow": venue.workflow.joined(separator: "\n"), "duties": venue.duties.joined(separator: "\n"),
      "rules": venue.rules.joined(separator: "\n"),
    ]) { _, stored in stored }
  }

  static func save(_ visit: Visit, _ kind: DirectoryEditKind, _ form: PostedForm) async throws -> Response {
    var draft = FormDraft(form)
    do {
      let back = try await EditSaving.run(kind, form, visit)
      return Respond.redirect(back.with([("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map {
        (field: $0.field, words: ProblemWords.sentence($0, label: EditPage.labels[$0.field] ?? "这一项"))
      }
    } catch ActionError.duplicate {
      draft.problems = [(field: "name", words: "已经有了，没有重复保存")]
    } catch ActionError.refused(.dutiesApart) {
      draft.problems = [(field: "role", words: ProblemWords.sentence(AccessRefusal.dutiesApart))]
    } catch ActionError.rule(let refusal) {
      draft.problems = [(field: "state", words: ProblemWords.sentence(refusal))]
    }
    return try await show(visit, kind, draft, isNew: false, .unprocessableContent)
  }
}

/// Lists that an edit chooses from.
struct EditChoices {
  var congresses: [(value: String, words: String)] = []
  var regions: [(value: String, words: String)] = []
  var venues: [(value: String, words: String)] = []
  var constituencies: [(value: String, words: String)] = []
  var units: [(value: String, words: String)] = []
  var categories: [(value: String, words: String)] = []
  var mandates: [(value: String, words: String)] = []
  var people: [(value: String, words: String)] = []
  var roles: [(value: String, words: String)] = []

  static func load(_ kind: DirectoryEditKind, _ draft: FormDraft, _ visit: Visit) async throws -> EditChoices {
    let environment = visit.environment
    let none = [(value: "", words: "请选择")]
    var choices = EditChoices()
    let congresses = try await ReadDirectory.congresses(in: environment)
    choices.congresses = none + congresses.map { ($0.id.description, $0.name) }
    let congress = ID<Congress>(text: draft["congress"]) ?? visit.site.congress.id
    switch kind {
    case .region, .congress, .constituency, .person, .venue:
      choices.regions =
        none
        + (try await ReadDirectory.regions(in: environment)).filter { $0.validTo == nil }.map {
          ($0.id.description, String(repeating: "　", count: $0.level.rawValue) + $0.name)
        }
      if kind == .venue { choices.venues = try await venueOptions(visit) }
    case .mandate:
      if let detail = try await ReadDirectory.congress(congress, in: environment) {
        choices.constituencies = [("", "不是直接选举")] + detail.constituencies.map { ($0.id.description, $0.name) }
        choices.units = [("", "不是间接选举")] + detail.electingUnits.map { ($0.id.description, $0.name) }
      }
    case .category:
      let all = try await ReadDirectory.categories(of: congress, in: environment)
      choices.categories = [("", "顶层")] + all.filter { $0.parent == nil }.map { ($0.id.description, $0.name) }
    case .placement, .delegationMember:
      choices.mandates = none + (try await ReadPeople.mandates(in: environment)).map { ($0.id.description, $0.name) }
    case .reception: choices.people = none + (try await personOptions(visit))
    case .post:
      guard let person = ID<Person>(text: draft["person"]) else { throw ActionError.notFound }
      let vacant = try await AdministratorPosts.vacant(in: environment)
      choices.roles =
        none + PostChoices.roles(for: visit.actor, to: person, vacant: vacant).map { ($0.rawValue, Words.role($0)) }
      choices.venues = [("", "没有")]
      choices.units = [("", "没有")]
      for congress in PostChoices.congressesOfVenues(for: visit.actor) {
        choices.venues += try await ReadDirectory.venues(of: congress, in: environment).map {
          ($0.id.description, $0.name)
        }
        choices.units += try await ReadDirectory.units(of: congress, in: visit.environment).map {
          ($0.id.description, $0.name)
        }
      }
      let own = PostChoices.congresses(congresses, for: visit.actor, vacant: vacant)
      choices.congresses = own.isEmpty ? [] : none + own.map { ($0.id.description, $0.name) }
    case .term, .body, .electingUnit, .delegation, .unit, .contact, .mandateState: break
    }
    return choices
  }

  private static func venueOptions(_ visit: Visit) async throws -> [(value: String, words: String)] {
    [("", "没有")]
      + (try await ReadDirectory.venues(of: visit.site.congress.id, in: visit.environment)).map {
        ($0.id.description, $0.name)
      }
  }

  private static func personOptions(_ visit: Visit) async throws -> [(value: String, words: String)] {
    var options: [(value: String, words: String)] = []
    var cursor: ListCursor?
    repeat {
      let page = try await ReadPeople.list("", after: cursor, in: visit.environment)
      options += page.people.map { ($0.id.description, $0.name) }
      cursor = page.next
    } while cursor != nil && options.count < 2000
    return options
  }
}
