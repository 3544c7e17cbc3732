import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore
import SecretsKit

/// What somebody does about his own data, through his receipt.
package enum InformationAct: String, CaseIterable, Sendable {
  case copy, correction, deletion, withdraw
}

/// 我的个人信息: the page, the proof, copy, correction, deletion.
enum InformationRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/mine/:number/information", access: .receipt) { visit in
      try await show(visit, try await held(visit))
    }
    table.post("/mine/:number/information", access: .receipt) { visit, form in try await prove(visit, form) }
    table.post("/mine/:number/information/copy", access: .receipt) { visit, form in try await copy(visit, form) }
    table.post("/mine/:number/information/correction", access: .receipt) { visit, form in
      try await correct(visit, form)
    }
    table.post("/mine/:number/information/deletion", access: .receipt) { visit, form in try await delete(visit, form) }
    table.post("/mine/:number/information/withdraw", access: .receipt) { visit, form in
      try await withdraw(visit, form)
    }
  }

  private static func held(_ visit: Visit) async throws -> ReadReceipts.Held {
    let number = try visit.parameter("number")
    guard let held = try await ReadReceipts.find(number: number, among: visit.receipts, in: visit.environment) else {
      throw ActionError.notFound
    }
    return held
  }

  private static let done: [String: String] = [
    "correction": "更正的请求收到了，经办人核实后答复您。", "deletion": "删除的请求收到了，经办人核实后答复您。", "withdraw": "请求已撤回。",
  ]

  private static func show(
    _ visit: Visit, _ held: ReadReceipts.Held, proof: [UInt8]? = nil, form: InformationPage.Form? = nil,
    draft: FormDraft = FormDraft(), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let data = try await ReadMatterRecord.run(held.matter, by: .sender(held.matter), in: visit.environment)
    let congress = data.record.matter.status.congress
    let page = InformationPage(
      record: data.record, own: try await ReadInformation.own(of: held.matter, in: visit.environment),
      settings: try await visit.environment.rules.current(of: congress).settings, site: visit.site,
      proof: proof.map { Base64URL.encode($0) }, form: form, draft: draft,
      done: visit.query["done"].flatMap { done[$0] }, token: FormToken.make(for: visit), today: visit.today)
    return Respond.page(Document.render(page, visit, .open(tab: .mine)), for: visit, status: status)
  }

  // MARK: Who he is

  private static func digits(_ text: String) -> String {
    TextCleaning.toHalfWidthDigits(text).filter { $0.isASCII && $0.isNumber }
  }

  private static func prove(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let held = try await held(visit)
    var draft = FormDraft(form)
    let code = digits(form.text("code"))
    let question = try await ProveIdentity.question(for: held.matter, in: visit.environment)
    var problems: [FieldProblem] = []
    let answer =
      question == .phone
      ? SubmitMatterForm.phone("answer", form, isRequired: true, &problems) : form.text("answer")
    if code.count != 6 { draft.problems.append((field: "code", words: code.isEmpty ? "请填写查询码" : "查询码是6位数字")) }
    draft.problems += problems.map { (field: $0.field, words: ProblemWords.sentence($0, label: "电话")) }
    guard draft.problems.isEmpty else {
      return try await show(visit, held, form: .proof, draft: draft, status: .unprocessableContent)
    }
    do {
      let proof = try await ProveIdentity.run(
        code: code, answer: answer, number: visit.parameter("number"), of: held.matter, in: visit.environment)
      return try await show(visit, held, proof: proof)
    } catch ActionError.wrongSecret {
      draft.problems = [(field: "code", words: "查询码和您留的\(question == .name ? "称呼" : "电话")没有都对上，请核对后再试")]
      return try await show(visit, held, form: .proof, draft: draft, status: .unprocessableContent)
    } catch ActionError.locked {
      draft.problems = [(field: "code", words: "试的次数太多了，请一小时后再试，或者到联络站核对身份")]
      return try await show(visit, held, form: .proof, draft: draft, status: .tooManyRequests)
    }
  }

  /// What the form carries, if it still holds; nil sends him back to prove himself once more.
  private static func proof(_ visit: Visit, _ form: PostedForm, _ held: ReadReceipts.Held) -> [UInt8]? {
    guard let proof = Base64URL.decode(form.fields["proof"] ?? ""),
      ProveIdentity.holds(proof, for: held.matter, at: visit.now, in: visit.environment)
    else { return nil }
    return proof
  }

  private static func expired(_ visit: Visit, _ form: PostedForm, _ held: ReadReceipts.Held) async throws -> Response {
    var draft = FormDraft()
    draft.problems = [(field: "code", words: "离上次确认已经过了半小时，请再确认一次是您本人")]
    return try await show(visit, held, form: .proof, draft: draft, status: .unprocessableContent)
  }

  // MARK: Requests

  private static func copy(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let held = try await held(visit)
    guard proof(visit, form, held) != nil else { return try await expired(visit, form, held) }
    let asFile = form.fields["as"] == "file"
    let copy = try await CopyInformation.run(
      of: held.matter, key: form.key, withPhotos: asFile, words: copyWords(today: visit.today), in: visit.environment)
    if asFile { return download(try copy.file(), named: "我的个人信息-\(copy.receipt)") }
    let record = try await ReadMatterRecord.run(held.matter, by: .sender(held.matter), in: visit.environment).record
    let page = CopyPage(copy: copy, photos: record.photos.filter(\.isFromSender), today: visit.today)
    return Respond.page(Document.render(page, visit, .open(tab: .mine)), for: visit)
  }

  static func copyWords(today: CivilDate) -> InformationCopyWords {
    InformationCopyWords(
      act: { Words.act($0) }, office: { $0.officeWords },
      request: { request in
        "\(DateWords.moment(request.askedAt, today: today))　\(PrivacyWords.kind(request.kind))　"
          + PrivacyWords.state(request.state)
      })
  }

  private static func download(_ bytes: [UInt8], named name: String) -> Response {
    var headers = Respond.protective()
    headers[.contentType] = "application/json; charset=utf-8"
    headers[.contentDisposition] =
      "attachment; filename=\"lianluo.json\"; filename*=UTF-8''" + PercentEncoding.encodeQueryValue(name + ".json")
    headers[.cacheControl] = "no-store"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private static func correct(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let held = try await held(visit)
    guard let proof = proof(visit, form, held) else { return try await expired(visit, form, held) }
    var draft = FormDraft(form)
    let read = correction(form)
    draft.problems = read.problems
    return try await ask(read.input, .correction, visit, form, held, proof, draft)
  }

  typealias Read = (input: AskInformation.Input, problems: [(field: String, words: String)])

  static func correction(_ form: PostedForm) -> Read {
    var problems: [FieldProblem] = []
    let phone = SubmitMatterForm.phone("phone", form, isRequired: false, &problems)
    func text(_ name: String, _ maximum: Int, multiline: Bool = false) -> String {
      let text = form.text(name, multiline: multiline)
      if text.count > maximum { problems.append(FieldProblem(name, .tooLong(maximum: maximum, actual: text.count))) }
      if form.isBroken(name, multiline: multiline) { problems.append(FieldProblem(name, .badCharacters)) }
      return text
    }
    let (name, guardian, words) = (text("name", 30), text("guardian", 30), text("words", 1000, multiline: true))
    let labels = ["name": "称呼", "phone": "电话", "guardian": "监护人姓名", "words": "更正说明"]
    var sentences = problems.map { problem in
      (field: problem.field, words: ProblemWords.sentence(problem, label: labels[problem.field] ?? ""))
    }
    if problems.isEmpty, name.isEmpty, phone.isEmpty, guardian.isEmpty, words.isEmpty {
      sentences.append((field: "name", words: "请至少填一项要更正的"))
    }
    func filled(_ text: String) -> String? { text.isEmpty ? nil : text }
    let input = AskInformation.Input(
      kind: .correction, words: filled(words),
      correction: InformationCorrection(name: filled(name), phone: filled(phone), guardian: filled(guardian)),
      correctsWords: !words.isEmpty)
    return (input, sentences)
  }

  private static func delete(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let held = try await held(visit)
    guard let proof = proof(visit, form, held) else { return try await expired(visit, form, held) }
    var draft = FormDraft(form)
    let read = deletion(form)
    draft.problems = read.problems
    return try await ask(read.input, .deletion, visit, form, held, proof, draft)
  }

  static func deletion(_ form: PostedForm) -> Read {
    let words = form.text("words", multiline: true)
    var problems: [(field: String, words: String)] = []
    if words.count > 500 { problems.append((field: "words", words: "理由最多500个字")) }
    if form.isBroken("words", multiline: true) {
      problems.append((field: "words", words: "有无法显示的字符，请删去后再提交"))
    }
    return (.init(kind: .deletion, words: words.isEmpty ? nil : words), problems)
  }

  private static func ask(
    _ input: AskInformation.Input, _ kind: InformationPage.Form, _ visit: Visit, _ form: PostedForm,
    _ held: ReadReceipts.Held, _ proof: [UInt8], _ typed: FormDraft
  ) async throws -> Response {
    var draft = typed
    if draft.problems.isEmpty {
      do {
        _ = try await AskInformation.run(
          input, on: held.matter, by: .sender(held.matter), key: form.key, in: visit.environment)
        return Respond.redirect(SitePath.information(try visit.parameter("number")).with([("done", kind.rawValue)]))
      } catch let refusal as InformationRefusal {
        draft.problems = [(field: "words", words: PrivacyWords.sentence(refusal))]
      }
    }
    return try await show(visit, held, proof: proof, form: kind, draft: draft, status: .unprocessableContent)
  }

  private static func withdraw(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let held = try await held(visit)
    guard proof(visit, form, held) != nil else { return try await expired(visit, form, held) }
    guard let id: ID<InformationRequest> = form.id("request") else { throw ActionError.notFound }
    do {
      try await AskInformation.withdraw(id, on: held.matter, by: .sender(held.matter), in: visit.environment)
    } catch is InformationRefusal {
      // Decided a moment ago: the page says how.
      return Respond.redirect(SitePath.information(try visit.parameter("number")).string)
    }
    return Respond.redirect(SitePath.information(try visit.parameter("number")).with([("done", "withdraw")]))
  }
}
