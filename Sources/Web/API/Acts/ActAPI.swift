import Actions
import Domain
import HTTPKit
import HTTPTypes
import SecretsKit

/// The acts on a matter: the sender's with the secret, those of people at work with a token. Each is carried out by the
/// form of its page.
enum ActAPI {
  static let routes: [APIRoute] = acts.map(route) + ActInputs.senderActs.filter { !acts.contains($0) }.map(route)

  /// Acts at the workbench in the order in which a page offers them.
  static let acts: [MatterAct] = ActForms.all.map { $0.act } + [.note, .reveal, .reissue]

  private static func route(_ act: MatterAct) -> APIRoute {
    let isStaff = acts.contains(act)
    let isSender = ActInputs.senderActs.contains(act)
    let fields = self.fields(act)
    return APIRoute(
      method: .post, path: "/matters/{receipt}/acts/\(act.rawValue)", name: "act-" + act.rawValue,
      summary: Words.act(act),
      chapter: isSender ? .residents : .acts,
      access: isStaff && isSender ? .receiptOrToken(.work) : isSender ? .receipt : .token(.work, gate(act)),
      parameters: [.receipt], body: .json(InputField.schema(fields), example: ActExamples.body(act)),
      content: .json(content(act)),
      refusals: [.notNow, .movedOn, .readOnly, .forbidden]
        + (isSender ? [.wrongSecret, .locked] : [])
        + (isStaff ? [.pinNeeded, .passwordOutdated, .unauthenticated] : []),
      tellsRevision: tellsOnlyChange(act), isConditional: isStaff
    ) { call in
      if isSender, call.secret != nil { return try await carryOutForSender(act, call) }
      return try await carryOut(act, fields, call)
    }
  }

  /// Of somebody with both, the sender may add photos.
  private static func fields(_ act: MatterAct) -> [InputField] {
    if ActInputs.senderActs.contains(act) { return ActInputs.fields(ofSender: act) }
    return ActInputs.fields(of: act) ?? []
  }

  /// Its answer is what it left behind; the other two show something once.
  private static func tellsOnlyChange(_ act: MatterAct) -> Bool { act != .reveal && act != .reissue }

  private static func gate(_ act: MatterAct) -> RouteAccess {
    if let form = ActForms.all.first(where: { $0.act == act }) { return form.access }
    return act == .reissue ? .desk : .signedIn
  }

  private static func content(_ act: MatterAct) -> JSONSchema {
    switch act {
    case .reveal: .list(RevealedContact.shape.schema, 0...50)
    case .reissue: ReissuedReceipt.shape.schema
    default: ActDone.shape.schema
    }
  }

  // MARK: The sender's

  private static func carryOutForSender(_ act: MatterAct, _ call: APICall) async throws -> APIAnswer {
    // The secret first: a key only names a request, and others may guess it.
    let matter = try await call.matter().record.matter
    if let earlier = try await call.earlier() { return earlier }
    let fields = ActInputs.fields(ofSender: act)
    try call.visit.require(call.visit.claim(.receipt))
    let submission = SenderSubmission(
      visit: call.visit, form: try call.form(fields), matter: matter.id,
      request: MatterRequest(actor: .sender(matter.id), seen: call.seen(matter.revision), key: call.key))
    return try await call.done(fields) {
      switch act {
      case .supplement: try await SenderForms.supplement(submission)
      case .rate: try await SenderForms.rate(submission)
      default: try await SenderForms.withdraw(submission)
      }
    }
  }

  // MARK: At work

  private static func carryOut(_ act: MatterAct, _ fields: [InputField], _ call: APICall) async throws -> APIAnswer {
    if tellsOnlyChange(act), let earlier = try await call.earlier() { return earlier }
    // Whoever writes down what was said on the telephone has no photos of the sender's.
    if act == .supplement, call.body["photos"] != nil {
      throw APIRefusal.body([SchemaProblem("/photos", "代为登记的补充不附照片，请去掉")])
    }
    let data = try await call.matter()
    let form = try call.form(fields)
    let submission = try await call.telling(fields) {
      ActSubmission(
        visit: call.visit, form: form, data: data,
        request: MatterRequest(
          actor: call.actor, seen: call.seen(data.record.matter.revision), key: call.key,
          onBehalf: try RecordRoutes.onBehalf(form, data, call.visit)),
        above: act == .escalate ? try await RecordRoutes.above(data, call.visit) : [])
    }
    switch act {
    case .note:
      return try await call.done(fields) {
        var sentences = FormSentences()
        let words = submission.words("note", "备注", &sentences)
        try sentences.throwIfAny()
        _ = try await NoteMatter.run(
          words, photos: [], on: submission.matter, submission.request, in: call.environment)
      }
    case .reveal:
      let contacts = try await call.telling(fields) {
        try await RevealContact.run(
          reason: form.fields["reason"] ?? "", on: submission.matter, submission.request, in: call.environment)
      }
      return .json(RevealedContact.shape.write(contacts.map { RevealedContact(contact: $0) }))
    case .reissue:
      let receipt = try await call.telling(fields) {
        try await ReissueReceipt.run(
          verifiedBy: form.text("how"), on: submission.matter, submission.request, in: call.environment)
      }
      return .json(ReissuedReceipt.shape.write(ReissuedReceipt(receipt: receipt)))
    default:
      guard let type = ActForms.all.first(where: { $0.act == act }) else { throw ActionError.notFound }
      return try await call.done(fields) { try await type.run(submission) }
    }
  }
}

/// A contact that was looked up, and a receipt that was issued anew: shown in the one answer.
struct RevealedContact: Sendable {
  let contact: RevealContact.Contact

  static let shape = Shape<RevealedContact>(
    "RevealedContact", "联系方式；这次查看已经记录",
    [
      .text("name", "称呼") { $0.contact.name },
      .text("phone", "电话") { $0.contact.phone },
      .maybeText("guardian", "监护人") { $0.contact.guardian },
    ])
}

struct ReissuedReceipt: Sendable {
  let receipt: SubmitMatter.Receipt

  static let shape = Shape<ReissuedReceipt>(
    "ReissuedReceipt", "补发的回执；旧的凭证和查询码同时作废",
    [
      .text("receipt", "12位回执号") { $0.receipt.number },
      .always("secret", JSONSchema(.text(.opaque, 22...22), "凭证")) {
        .text(Base64URL.encode($0.receipt.capability))
      },
      .always("code", JSONSchema(.text(.digits, 6...6), "6位查询码")) { .text($0.receipt.lookupCode) },
    ])
}

extension APICall {
  /// What the same request left behind before: whatever became of the matter since, the answer is the same.
  func earlier() async throws -> APIAnswer? {
    try await ReadChange.run(of: key, in: environment).map { try answer($0) }
  }

  /// Runs a form and tells what it left behind.
  func done(_ fields: [InputField], _ run: () async throws -> Void) async throws -> APIAnswer {
    try await telling(fields, run)
    guard let changed = try await ReadChange.run(of: key, in: environment) else { throw ActionError.changedMeanwhile }
    return try answer(changed)
  }

  private func answer(_ changed: MatterChanged) throws -> APIAnswer {
    .json(
      ActDone.shape.write(ActDone(receipt: try visit.parameter("receipt"), changed: changed)),
      revision: "\(changed.revision)")
  }

  /// Runs a form; what is wrong is told at the members that its fields came from.
  func telling<Result>(_ fields: [InputField], _ run: () async throws -> Result) async throws -> Result {
    do {
      return try await run()
    } catch let sentences as FormSentences {
      throw refusal(of: sentences.problems, fields)
    } catch ActionError.invalid(let problems) {
      throw refusal(
        of: problems.map { (field: $0.field, words: ProblemWords.sentence($0, label: "这一项")) }, fields)
    } catch ActionError.changedMeanwhile where revisions != nil {
      throw APIRefusal(.changedMeanwhile, "请重新读取，看看变化后再决定。")
    }
  }

  /// The revision that was seen: the present one when `If-Match` names it, otherwise one that it names and that is over.
  func seen(_ revision: Int) -> Int? {
    guard let revisions else { return nil }
    return revisions.contains("\(revision)") ? revision : revisions.first.flatMap { Int($0) } ?? -1
  }
}
