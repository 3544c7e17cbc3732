import Actions
import Domain
import HTTPKit

/// The resident's form: what, where, name, phone; the rest has defaults. The same rules serve the desk, where name and
/// phone may be missing because the visitor did not give them.
struct SubmitMatterForm {
  let input: SubmitMatter.Input?
  let draft: FormDraft

  static let labels: [String: String] = [
    "what": "要说的事", "where": "地点", "name": "称呼", "phone": "手机号", "photo": "照片", "to": "交给谁", "guardian": "监护人姓名",
    "category": "类别", "campaign": "征集活动", "visibility": "公开方式", "via": "答复方式", "channel": "来源",
  ]

  /// The order in which problems are named: that of the page.
  private static let order =
    ["what", "where", "to", "channel", "name", "phone", "photo"]
    + (1...RaiseMatter.mostResidents).flatMap { [residentField($0, "name"), residentField($0, "phone")] }
    + ["via", "visibility", "category", "campaign", "guardian"]

  /// A field of the resident of that number on a deputy's form.
  static func residentField(_ number: Int, _ part: String) -> String { "resident-\(number)-\(part)" }

  private static func label(_ field: String) -> String {
    let parts = field.split(separator: "-")
    guard parts.count == 3, parts[0] == "resident" else { return labels[field] ?? "这一项" }
    return "第\(parts[1])位群众的" + (parts[2] == "name" ? "称呼" : "手机号")
  }

  static func parse(
    _ form: PostedForm, settings: CongressSettings, congress: ID<Congress>, photos: [PhotoTicket],
    photoProblems: [FieldProblem], scanned: Bool, atDesk: Bool, needsPlace: Bool = true
  ) -> SubmitMatterForm {
    var problems = photoProblems
    let text = required("what", form, settings.intake.textMinimum...settings.intake.textMaximum, true, &problems)
    let place =
      needsPlace ? required("where", form, 2...120, false, &problems) : optional("where", form, 120, &problems)
    let name = atDesk ? optional("name", form, 40, &problems) : required("name", form, 1...40, false, &problems)
    let phone = phone("phone", form, isRequired: !atDesk, &problems)
    let addressee = addressee(form, congress)
    if addressee == nil { problems.append(FieldProblem("to", .missing)) }
    var guardian: String?
    if form.has("minor") {
      guardian = required("guardian", form, 1...40, false, &problems)
    }
    let channel = channel(form, scanned: scanned, atDesk: atDesk)
    if channel == nil { problems.append(FieldProblem("channel", .missing)) }
    if form.has("tell"), problems.isEmpty, MobileNumber.parse(phone) == nil {
      problems.append(FieldProblem("phone", .notAPhone(digits: phone.count)))
    }
    var draft = FormDraft(form)
    draft.problems = sentences(problems)
    guard problems.isEmpty, let addressee, let channel else { return SubmitMatterForm(input: nil, draft: draft) }
    let isAccusation = form.has("accusation")
    return SubmitMatterForm(
      input: SubmitMatter.Input(
        addressee: addressee, channel: channel, text: text, place: place, name: name, phone: phone,
        guardian: guardian, category: form.id("category"),
        visibility: form.word("visibility") ?? settings.intake.defaultVisibility,
        replyWay: form.word("via") ?? .phone, photos: photos, bypasses: form.has("bypass"),
        isAccusation: isAccusation, previous: nil, campaign: form.id("campaign"),
        wantsMessages: form.has("tell")),
      draft: draft)
  }

  /// A deputy's own matter: what and where.
  static func raised(
    _ form: PostedForm, settings: CongressSettings, photos: [PhotoTicket], photoProblems: [FieldProblem]
  ) -> (input: RaiseMatter.Input?, draft: FormDraft) {
    var problems = photoProblems
    let text = required("what", form, settings.intake.textMinimum...settings.intake.textMaximum, true, &problems)
    let place = required("where", form, 2...120, false, &problems)
    let residents = residents(form, &problems)
    var draft = FormDraft(form)
    draft.problems = sentences(problems)
    guard problems.isEmpty else { return (nil, draft) }
    let input = RaiseMatter.Input(
      text: text, place: place, category: form.id("category"),
      visibility: form.has("public") ? .redacted : .hidden, photos: photos, residents: residents,
      campaign: form.id("campaign"))
    return (input, draft)
  }

  /// The residents whom a deputy names beside himself. Rows left empty are nobody; one person is not named twice.
  private static func residents(_ form: PostedForm, _ problems: inout [FieldProblem]) -> [RaiseMatter.Resident] {
    var found: [RaiseMatter.Resident] = []
    for number in 1...RaiseMatter.mostResidents {
      let (name, phone) = (residentField(number, "name"), residentField(number, "phone"))
      if form.text(name).isEmpty, form.text(phone).isEmpty { continue }
      let resident = RaiseMatter.Resident(
        name: required(name, form, 1...40, false, &problems),
        phone: Self.phone(phone, form, isRequired: false, &problems))
      if found.contains(resident) { problems.append(FieldProblem(name, .taken)) }
      found.append(resident)
    }
    return found
  }

  static func sentences(_ problems: [FieldProblem]) -> [(field: String, words: String)] {
    let sorted = problems.enumerated().sorted { left, right in
      let a = (order.firstIndex(of: left.element.field) ?? 99, left.offset)
      let b = (order.firstIndex(of: right.element.field) ?? 99, right.offset)
      return a < b
    }
    return sorted.map { item in
      let field = item.element.field
      return (field: field, words: ProblemWords.sentence(item.element, label: label(field)))
    }
  }

  private static func required(
    _ field: String, _ form: PostedForm, _ length: ClosedRange<Int>, _ multiline: Bool, _ problems: inout [FieldProblem]
  ) -> String {
    let text = form.text(field, multiline: multiline)
    if form.isBroken(field, multiline: multiline) {
      problems.append(FieldProblem(field, .badCharacters))
    } else if text.isEmpty {
      problems.append(FieldProblem(field, .missing))
    } else if text.count < length.lowerBound {
      problems.append(FieldProblem(field, .tooShort(minimum: length.lowerBound, actual: text.count)))
    } else if text.count > length.upperBound {
      problems.append(FieldProblem(field, .tooLong(maximum: length.upperBound, actual: text.count)))
    }
    return text
  }

  private static func optional(_ field: String, _ form: PostedForm, _ maximum: Int, _ problems: inout [FieldProblem])
    -> String
  {
    let text = form.text(field)
    if form.isBroken(field) { problems.append(FieldProblem(field, .badCharacters)) }
    if text.count > maximum { problems.append(FieldProblem(field, .tooLong(maximum: maximum, actual: text.count))) }
    return text
  }

  /// A mobile number of eleven digits, or a telephone with area code; blanks, hyphens and full-width digits are fine.
  static func phone(
    _ field: String, _ form: PostedForm, isRequired: Bool, _ problems: inout [FieldProblem]
  ) -> String {
    let typed = TextCleaning.toHalfWidthDigits(form.text(field))
    var digits = typed.filter { $0.isASCII && $0.isNumber }
    let others = typed.filter { !($0.isASCII && $0.isNumber) && !" -+()".contains($0) }
    if digits.hasPrefix("86"), digits.count == 13 { digits = String(digits.dropFirst(2)) }
    if digits.isEmpty, others.isEmpty {
      if isRequired { problems.append(FieldProblem(field, .missing)) }
      return ""
    }
    let isMobile = digits.count == 11 && digits.hasPrefix("1")
    let isFixed = digits.hasPrefix("0") && (10...12).contains(digits.count)
    let isLocal = !digits.hasPrefix("0") && !digits.hasPrefix("1") && (7...8).contains(digits.count)
    if !others.isEmpty || !(isMobile || isFixed || isLocal) {
      problems.append(FieldProblem(field, .notAPhone(digits: digits.count)))
    }
    return digits
  }

  private static func addressee(_ form: PostedForm, _ congress: ID<Congress>) -> Addressee? {
    let to = form.fields["to"] ?? ""
    if to == "arrange" || to.isEmpty { return .arrange(congress) }
    if let id = ID<Person>(text: to.dropFirst(2)), to.hasPrefix("d-") { return .deputy(id) }
    if let id = ID<Venue>(text: to.dropFirst(2)), to.hasPrefix("v-") { return .venue(id) }
    if let id = ID<DeputyGroup>(text: to.dropFirst(2)), to.hasPrefix("g-") { return .group(id) }
    return nil
  }

  private static func channel(_ form: PostedForm, scanned: Bool, atDesk: Bool) -> MatterChannel? {
    guard atDesk else { return scanned ? .code : .web }
    return form.word("channel").flatMap { MatterChannel.desk.contains($0) ? $0 : nil }
  }
}
