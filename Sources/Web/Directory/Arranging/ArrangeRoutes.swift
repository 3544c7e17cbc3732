import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// One form each for what is arranged: shown with what it concerns, saved, or shown again with what is wrong.
enum ArrangeRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/directory/arrange/:kind", access: .congress) { visit in
      var draft = FormDraft()
      for field in visit.query.fields { draft.values[field.name] = field.value }
      let kind = try kind(visit)
      let context = try await ArrangeContext.load(kind, draft, visit)
      draft.values.merge(context.stored) { given, _ in given }
      return try await show(visit, kind, draft, context, .ok)
    }
    table.post("/work/directory/arrange/:kind", access: .congress) { visit, form in
      try await save(visit, kind(visit), form)
    }
  }

  private static func kind(_ visit: Visit) throws -> ArrangeKind {
    guard let kind = ArrangeKind(rawValue: try visit.parameter("kind")) else { throw ActionError.notFound }
    return kind
  }

  private static func show(
    _ visit: Visit, _ kind: ArrangeKind, _ draft: FormDraft, _ context: ArrangeContext, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let page = ArrangePage(
      kind: kind, draft: draft, context: context, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func save(_ visit: Visit, _ kind: ArrangeKind, _ form: PostedForm) async throws -> Response {
    var draft = FormDraft(form)
    var context = try await ArrangeContext.load(kind, draft, visit)
    var status = HTTPResponse.Status.unprocessableContent
    do {
      let back = try await ArrangeSaving.run(kind, form, context, visit)
      return Respond.redirect(back.with([("done", "saved")]))
    } catch let several as SeveralPeople {
      context.candidates[several.field] = several.people
      draft.problems = [(field: several.field, words: "有\(several.people.count)位，请选是哪一位")]
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { problem in
        let field = problem.field == "person" && draft.values["who"] != nil ? "who" : problem.field
        let shown = field == "target" && draft.values["target-who"] != nil ? "target-who" : field
        return (field: shown, words: ArrangeProblems.sentence(problem))
      }
    } catch ActionError.rule(let refusal) {
      draft.problems = [(field: "reason", words: ProblemWords.sentence(refusal))]
    } catch ActionError.changedMeanwhile {
      status = .conflict
      context = try await ArrangeContext.load(kind, draft, visit)
      draft.values["seen"] = context.stored["seen"]
      let now = [("name", "名称"), ("purpose", "内容"), ("note", "说明"), ("fields", "领域")].compactMap { name, label in
        context.stored[name].flatMap { $0.isEmpty ? nil : label + "“" + $0 + "”" }
      }
      draft.problems = [
        (field: "name", words: "刚才有人改过了，现在是：\(now.joined(separator: "，"))。您写的还在下面，核对后可以再保存。")
      ]
    }
    return try await show(visit, kind, draft, context, status)
  }
}

/// A name that several people bear.
struct SeveralPeople: Error {
  let field: String
  let people: [DeputyLine]
}
