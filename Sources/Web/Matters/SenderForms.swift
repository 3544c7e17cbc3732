import Actions
import Domain
import HTTPKit

/// What the holder of a receipt sends: one reading for his page and for applications. What is wrong becomes sentences at
/// its fields (``FormSentences``).
struct SenderSubmission {
  let visit: Visit
  let form: PostedForm
  let matter: ID<Matter>
  let request: MatterRequest
}

enum SenderForms {
  static func supplement(_ submission: SenderSubmission) async throws {
    let form = submission.form
    var sentences = FormSentences()
    let words = form.text("words", multiline: true)
    let photos = try await form.takePhotos(limit: 6, in: submission.visit.environment)
    for problem in photos.problems { sentences.add("words", ProblemWords.sentence(problem, label: "照片")) }
    if words.isEmpty { sentences.add("words", "请写上要补充的情况") }
    if words.count > 2000 { sentences.add("words", "补充的情况最多2000个字") }
    if form.isBroken("words", multiline: true) { sentences.add("words", "有无法显示的字符，请删去后再提交") }
    try sentences.throwIfAny()
    _ = try await SupplementMatter.run(
      words, photos: photos.tickets, on: submission.matter, submission.request, in: submission.visit.environment)
  }

  static func rate(_ submission: SenderSubmission) async throws {
    let (form, visit) = (submission.form, submission.visit)
    var sentences = FormSentences()
    let attitude: Satisfaction? = form.word("attitude")
    let result: Satisfaction? = form.word("result")
    let reason = form.text("reason", multiline: true)
    if attitude == nil { sentences.add("attitude", "请选办理态度") }
    if result == nil { sentences.add("result", "请选办理结果") }
    let isBad = attitude == .dissatisfied || result == .dissatisfied
    if isBad, reason.isEmpty { sentences.add("reason", "选“不满意”时，请写明哪里没办好") }
    if reason.count > 1000 { sentences.add("reason", "最多1000个字") }
    if form.isBroken("reason", multiline: true) { sentences.add("reason", "有无法显示的字符，请删去后再提交") }
    try sentences.throwIfAny()
    guard let attitude, let result else { return }
    _ = try await RateMatter.run(
      RateMatter.Input(
        attitude: attitude, result: result, reason: reason.isEmpty ? nil : reason, isFlagged: visit.isStaffDevice,
        signedIn: visit.actor.signedIn?.person),
      on: submission.matter, submission.request, in: visit.environment)
  }

  static func withdraw(_ submission: SenderSubmission) async throws {
    let words = submission.form.text("words", multiline: true)
    _ = try await WithdrawMatter.run(
      words.isEmpty ? nil : String(words.prefix(500)), on: submission.matter, submission.request,
      in: submission.visit.environment)
  }
}
