import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// Ending a post, disabling an account, and the history of a record.
enum HandOverRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/directory/posts/:id/end", access: .posts) { visit in try await endPage(visit, FormDraft(), .ok) }
    table.post("/work/directory/posts/:id/end", access: .posts) { visit, form in try await end(visit, form) }
    table.get("/work/accounts/disable", access: .administrator) { visit in
      try await disablePage(visit, username: visit.queryText("username"), FormDraft(), .ok)
    }
    table.get("/work/directory/history/:kind/:id", access: .staff) { visit in try await history(visit) }
  }

  private static func endPage(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    guard let work = try await ReadOpenWork.one(visit.id("id"), in: visit.environment) else {
      throw ActionError.notFound
    }
    guard DirectoryAccess.mayGrant(work.post.post, to: work.post.person.id, by: visit.actor) else {
      throw ActionError.refused(.notYours)
    }
    let page = EndPostPage(
      work: work,
      candidates: try await ReadOpenWork.candidates(except: work.post.person.id, in: visit.environment),
      mayLook: !MatterAccess.scopes(for: visit.actor).isEmpty, draft: draft, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  private static func end(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<PostRecord> = try visit.id("id")
    var draft = FormDraft(form)
    guard let work = try await ReadOpenWork.one(id, in: visit.environment) else { throw ActionError.notFound }
    do {
      try await EndPost.run(id, successor: form.id("successor"), by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.directoryPerson(work.post.person.id).with([("done", "handed")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { problem in
        (
          field: "successor",
          words: problem.rule == .missing
            ? "还有未办结的事项，请选接替的人" : ProblemWords.sentence(problem, label: "接替的人")
        )
      }
    } catch ActionError.refused(.dutiesApart) {
      draft.problems = [(field: "successor", words: ProblemWords.sentence(AccessRefusal.dutiesApart))]
    }
    return try await endPage(visit, draft, .unprocessableContent)
  }

  static func disablePage(
    _ visit: Visit, username: String, _ draft: FormDraft, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let accounts = try await ManageAccounts.list(in: visit.environment)
    guard let line = accounts.first(where: { $0.account.username == username.lowercased() }),
      let data = try await ReadOpenWork.run(line.account.person, in: visit.environment)
    else { throw ActionError.notFound }
    guard DirectoryAccess.mayManageAccount(holding: line.posts.map(\.post), by: visit.actor) else {
      throw ActionError.refused(.notYours)
    }
    let drafters = data.posts.compactMap { work in
      work.post.role == .unitDrafter ? work.post.unit.map { (unit: $0, count: work.count, others: work.others) } : nil
    }
    let page = DisablePage(data: data, drafters: drafters, draft: draft, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  // MARK: History

  private static let kinds: Set<SubjectKind> = [
    .region, .congress, .constituency, .delegation, .unit, .category, .mandate, .venue, .person, .account,
  ]

  private static func history(_ visit: Visit) async throws -> Response {
    guard let kind = SubjectKind(rawValue: try visit.parameter("kind")), kinds.contains(kind),
      let id = Int64(try visit.parameter("id"))
    else { throw ActionError.notFound }
    let lines = try await ReadDirectoryHistory.run(kind, id, in: visit.environment)
    guard !lines.isEmpty else { throw ActionError.notFound }
    let name = lines.lazy.compactMap { $0.facts["name"] }.first { !$0.isEmpty }
    let page = RecordHistoryPage(
      name: name ?? RecordHistoryPage.words(kind), history: lines, today: visit.today)
    return try await Workbench.page(page, visit)
  }
}

extension RecordHistoryPage {
  static func words(_ kind: SubjectKind) -> String {
    switch kind {
    case .mandate: "代表资格"
    case .account: "账号和职务"
    case .person: "人员"
    case .venue: "站点"
    case .unit: "承办单位"
    default: "这条记录"
    }
  }
}
