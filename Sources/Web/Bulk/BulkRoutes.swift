import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// What is done with a run.
package enum BulkStep: String, CaseIterable, Sendable {
  /// Says to whom and with which words.
  case prepare
  case start
  /// Goes on at once instead of waiting for the timer.
  case goOn = "go-on"
}

/// 批量办理: tick rows of a queue, say what is to happen, look at it row by row, confirm, see what became of each.
enum BulkRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/bulk", access: .staff) { visit in try await list(visit) }
    table.post("/work/bulk", access: .staff) { visit, form in try await choose(visit, form) }
    table.get("/work/bulk/:id", access: .staff) { visit in try await show(visit) }
    for step in BulkStep.allCases {
      table.post("/work/bulk/:id/\(step.rawValue)", access: .staff) { visit, form in
        try await carryOut(step, visit, form)
      }
    }
  }

  private static func list(_ visit: Visit) async throws -> Response {
    let runs = try await ReadBulk.list(by: visit.actor, in: visit.environment)
    return try await Workbench.page(BulkListPage(runs: runs, today: visit.today), visit)
  }

  // MARK: Choosing

  private static func choose(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let filter = QueueFilter { form.fields[$0] }
    guard let act: BulkAct = form.word("act") else { return Respond.redirect(SitePath.queue.with(filter.fields)) }
    do {
      let run = try await ChooseMatters.run(
        ChooseMatters.Input(act: act, choice: choice(form, filter), list: filter.words(in: visit.site)),
        by: visit.actor, key: form.key, in: visit.environment)
      return Respond.redirect(SitePath.bulkRun(run).string)
    } catch ActionError.invalid(let problems) {
      let isTooMany = problems.contains { if case .tooLong = $0.rule { true } else { false } }
      let sentence =
        isTooMany ? "一次最多办\(BulkRun.most)件，请少勾一些。" : "还没有勾选。请先勾选要一起办的诉求，或者在“办哪些”里选“本页全部”。"
      return try await QueueRoutes.page(filter, visit, problem: sentence, status: .unprocessableContent)
    }
  }

  /// 1234:5, a matter and the revision that the list showed.
  static func ticked(_ form: PostedForm) -> [(matter: ID<Matter>, seen: Int)] {
    form.fields.all("matter").compactMap { text in
      let parts = text.split(separator: ":")
      guard parts.count == 2, let id = ID<Matter>(text: parts[0]), let seen = Int(parts[1]) else { return nil }
      return (matter: id, seen: seen)
    }
  }

  private static func choice(_ form: PostedForm, _ filter: QueueFilter) -> ChooseMatters.Choice {
    switch form.fields["range"] {
    case "page": .listed(filter, wholeList: false)
    case "all": .listed(filter, wholeList: true)
    default: .ticked(ticked(form))
    }
  }

  // MARK: A run

  private static func show(
    _ visit: Visit, draft: FormDraft? = nil, problem: String? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let data = try await ReadBulk.page(visit.id("id"), by: visit.actor, in: visit.environment)
    let page = BulkPage(
      data: data, targets: try await BulkTargets.read(for: data, in: visit.environment), draft: draft, problem: problem,
      token: FormToken.make(for: visit), today: visit.today)
    var response = try await Workbench.page(page, visit, status: status)
    // Without a script, too, the page follows what goes on.
    if data.run.state == .running, let refresh = HTTPField.Name("Refresh") { response.headers[refresh] = "4" }
    return response
  }

  private static func carryOut(_ step: BulkStep, _ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<BulkRun> = try visit.id("id")
    do {
      switch step {
      case .prepare: try await prepare(id, visit, form)
      case .start:
        guard let seen = Int64(form.fields["seen"] ?? "") else { throw ActionError.changedMeanwhile }
        try await CarryOutBulk.start(
          id, seen: Instant(milliseconds: seen), by: visit.actor, in: visit.environment)
      case .goOn: try await CarryOutBulk.goOn(id, by: visit.actor, in: visit.environment)
      }
      return Respond.redirect(SitePath.bulkRun(id).string)
    } catch let sentences as FormSentences {
      var draft = FormDraft(form)
      draft.problems = sentences.problems
      return try await show(visit, draft: draft, status: .unprocessableContent)
    } catch ActionError.changedMeanwhile {
      return try await show(visit, problem: "您在别处改过或者确认过这一批，下面是现在的情况。", status: .conflict)
    }
  }

  private static func prepare(_ id: ID<BulkRun>, _ visit: Visit, _ form: PostedForm) async throws {
    let data = try await ReadBulk.page(id, by: visit.actor, in: visit.environment)
    var sentences = FormSentences()
    let submission = BulkSubmission(visit: visit, form: form)
    let input = submission.input(data.run.act, &sentences)
    try sentences.throwIfAny()
    guard let input else { return }
    try await CarryOutBulk.prepare(input, for: id, by: visit.actor, in: visit.environment)
  }
}

/// What a run's form was sent with.
struct BulkSubmission: FormReading {
  let visit: Visit
  let form: PostedForm

  func input(_ act: BulkAct, _ sentences: inout FormSentences) -> BulkInput? {
    switch act {
    case .assign:
      let to = assignee("to", &sentences)
      let words = words("words", "交代的话", &sentences, required: false, maximum: 500)
      return to.map { .assign(AssignMatter.Input(to: $0, words: words.isEmpty ? nil : words)) }
    case .transfer:
      let unit = unit("unit")
      if unit == nil { sentences.add("unit", "请选择主办单位") }
      let words = words("words", "请单位办什么", &sentences, maximum: 1000)
      let due = day("due", "办结日期", &sentences)
      guard let unit, let due else { return nil }
      return .transfer(
        TransferMatter.Input(
          lead: unit, others: [], resultDue: due, sharing: .none, sharingReason: nil, words: words))
    case .urge: return .urge(words("words", "催什么", &sentences, maximum: 500))
    }
  }
}

/// To whom the matters of a run can go.
struct BulkTargets: Sendable {
  /// Value and words, as the forms of one matter have them.
  var options: [(value: String, words: String)] = []
  /// 一般 so many working days from today.
  var due: CivilDate?

  static func read(for data: BulkPageData, in environment: AppEnvironment) async throws -> BulkTargets {
    guard data.run.state == .chosen || data.run.state == .prepared else { return BulkTargets() }
    var targets = BulkTargets()
    let congresses = data.places.reduce(into: [ID<Congress>]()) {
      if !$0.contains($1.congress) { $0.append($1.congress) }
    }
    for congress in congresses {
      let venues = data.places.filter { $0.congress == congress }.map(\.venue)
      switch data.run.act {
      case .assign:
        let found = try await ReadVenue.assignees(
          venue: venues.count == 1 ? venues[0] : nil, congress: congress, in: environment)
        targets.add(found.deputies.map { ("d-\($0.id)", $0.name + "代表") })
        targets.add(found.groups.map { ("g-\($0.id)", $0.name) })
        targets.add(found.venues.map { ("v-\($0.id)", "转到" + $0.name) })
      case .transfer:
        targets.add(
          try await ReadDirectory.units(of: congress, in: environment).map { ($0.id.description, $0.name) })
        let days = try await environment.rules.current(of: congress).settings.rules.unitResultWithin
        targets.due = try await environment.rules.calendar().due(workingDays: days, after: environment.now().date).date
      case .urge: break
      }
    }
    return targets
  }

  private mutating func add(_ more: [(String, String)]) {
    for (value, words) in more where !options.contains(where: { $0.value == value }) { options.append((value, words)) }
  }
}
