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
    var stored: DirectoryValues?
    if let record = record(kind, draft, visit) {
      stored = try await ReadDirectoryValues.run(record, in: visit.environment)
      // What the form begins with is what stands there now, not what the page before it showed.
      if isNew, let stored {
        if kind != .mandateState { filled.values.merge(stored.values) { _, now in now } }
        filled.values["seen"] = "\(stored.revision)"
      }
    }
    let choices = try await EditChoices.load(kind, filled, visit)
    var page = EditPage(
      kind: kind, draft: filled, choices: choices, token: FormToken.make(for: visit), today: visit.today)
    if status == .conflict, let stored {
      page.meanwhile = stored.values
      page.draft.values["seen"] = "\(stored.revision)"
    }
    if kind == .mandateState, let mandate = ID<Mandate>(text: draft["mandate"]),
      let person = ID<Person>(text: draft["person"])
    {
      let data = try await ReadOpenWork.run(person, in: visit.environment)
      page.waiting = data?.mandates.first { $0.mandate.id == mandate }?.count ?? 0
    }
    return try await Workbench.page(page, visit, status: status)
  }

  /// The record that a form changes; nil for a new one, and for edits that only add.
  private static func record(_ kind: DirectoryEditKind, _ draft: FormDraft, _ visit: Visit)
    -> ReadDirectoryValues.Record?
  {
    let congress = ID<Congress>(text: draft["congress"]) ?? visit.site.congress.id
    let id = draft["id"]
    switch kind {
    case .region: return ID<Region>(text: id).map { .region($0) }
    case .congress: return ID<Congress>(text: id).map { .congress($0) }
    case .constituency: return ID<Constituency>(text: id).map { .constituency($0, congress) }
    case .unit: return ID<HandlingUnit>(text: id).map { .unit($0) }
    case .category: return ID<MatterCategory>(text: id).map { .category($0, congress) }
    case .person: return ID<Person>(text: id).map { .person($0) }
    case .venue: return ID<Venue>(text: id).map { .venue($0) }
    case .mandateState: return ID<Mandate>(text: draft["mandate"]).map { .mandate($0) }
    default: return nil
    }
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
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "changed", words: "刚才有人改过这条记录，请对照下面的内容，再决定要不要保存您填的")]
      return try await show(visit, kind, draft, isNew: false, .conflict)
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
  var grids: [(value: String, words: String)] = []

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
        choices.grids += try await ReadGrids.choices(of: congress, in: environment)
        choices.units += try await ReadDirectory.units(of: congress, in: visit.environment).map {
          ($0.id.description, $0.name)
        }
      }
      let own = PostChoices.congresses(congresses, for: visit.actor, vacant: vacant)
      choices.congresses = own.isEmpty ? [] : none + own.map { ($0.id.description, $0.name) }
    case .mandateState:
      guard let person = ID<Person>(text: draft["person"]) else { throw ActionError.notFound }
      choices.people =
        [("", "交回联络站")]
        + (try await ReadOpenWork.deputies(instead: person, in: environment)).map { ($0.id.description, $0.name) }
    case .term, .body, .electingUnit, .delegation, .unit, .contact: break
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
