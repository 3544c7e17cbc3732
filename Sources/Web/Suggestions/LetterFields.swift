import Domain
import HTMLKit

/// The fixed form of a letter to deputies, of an answer and of a promise that was kept: written and read in one place.
struct LetterFields {
  /// The field with the points, each by itself after an empty line.
  let points: String
  let label: String
  let hint: String
  let most: Int

  static let answer = LetterFields(
    points: "points", label: "逐条答复", hint: "针对代表提的每一条，空一行另写一条：采纳了什么、怎么办、进度、办不到的原因", most: 8000)
  static let promise = LetterFields(
    points: "words", label: "落实的情况", hint: "做了什么、什么时候做成的、效果怎样；空一行另写一条", most: 2000)

  /// What a letter fills the form with.
  func values(of text: LetterText) -> [String: String] {
    [
      "document": text.documentNumber, "opening": text.opening, points: text.points.joined(separator: "\n\n"),
      "opinions": text.opinions, "closing": text.closing, "signatory": text.signatory, "contact": text.contact,
      "copies": text.copies,
    ]
  }

  func write(_ h: inout HTMLWriter, _ draft: FormDraft, withOpinions: Bool = false) {
    h.input("发文字号", "document", draft, hint: "如：示住建函〔2026〕12号", maximum: 60)
    h.area("开头", "opening", draft, maximum: 500, small: true)
    h.area(label, points, draft, hint: hint, maximum: most, small: most <= 2000)
    if withOpinions { h.area("协办单位的意见", "opinions", draft, optional: true, maximum: 2000, small: true) }
    h.area("结尾", "closing", draft, maximum: 500, small: true)
    h.div(.class("pair")) { h in
      h.input("签发人", "signatory", draft, maximum: 40)
      h.input("联系人及电话", "contact", draft, maximum: 60)
    }
    h.input("抄送", "copies", draft, maximum: 200)
  }

  func read(_ submission: SuggestionSubmission, _ sentences: inout FormSentences) -> LetterText {
    let points = submission.words(points, label, &sentences, maximum: most)
    return LetterText(
      documentNumber: submission.words("document", "发文字号", &sentences, maximum: 60),
      opening: submission.words("opening", "开头", &sentences, maximum: 500),
      points: points.split(separator: "\n\n").map { String($0) },
      opinions: submission.words("opinions", "协办单位的意见", &sentences, required: false),
      closing: submission.words("closing", "结尾", &sentences, maximum: 500),
      signatory: submission.words("signatory", "签发人", &sentences, maximum: 40),
      contact: submission.words("contact", "联系人及电话", &sentences, maximum: 60),
      copies: submission.words("copies", "抄送", &sentences, required: false, maximum: 200))
  }
}
