import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// Photos and scans of suggestions: taken in with the form of their act, shown beside the entry that they came with.
enum SuggestionPictures {
  /// As many as a form of matters takes.
  static let most = 6

  static func add(to table: inout RouteTable) {
    table.get("/work/suggestions/:id/photos/:file", access: .signedIn) { visit in try await show(visit, false) }
    table.get("/work/suggestions/:id/photos/:file/small", access: .signedIn) { visit in try await show(visit, true) }
    table.post("/work/suggestions/:id/remove-photo", access: .signedIn) { visit, form in
      try await remove(visit, form)
    }
  }

  private static func remove(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Suggestion> = try visit.id("id")
    let data = try await ReadSuggestion.run(id, by: visit.actor, in: visit.environment)
    guard let file: ID<SuggestionFile> = form.id("file") else { throw ActionError.notFound }
    var returned = SuggestionPage.Returned(act: .removePhoto, part: nil, draft: FormDraft(form))
    let reason = form.text("words", multiline: true)
    if reason.isEmpty || reason.count > longestReason {
      returned.draft.problems = [
        (field: "words", words: reason.isEmpty ? "请写明为什么移除，如：传错了别处的照片" : "原因最多\(longestReason)个字")
      ]
      return try await SuggestionActs.show(visit, data, returned: returned, status: .unprocessableContent)
    }
    _ = try await RemoveSuggestionPhoto.run(
      file, reason: reason, on: id, ProposalRequest(actor: visit.actor, seen: nil, key: form.key),
      in: visit.environment)
    return Respond.redirect(
      SitePath.suggestion(id).with([("done", "suggestion-" + SuggestionAct.removePhoto.rawValue)]))
  }

  private static let longestReason = 200

  /// Takes one of an entry's pictures away.
  static func removal(
    of item: SuggestionHistoryItem, _ data: SuggestionPageData, _ token: String, _ h: inout HTMLWriter
  ) {
    let draft = FormDraft()
    h.fold(.trash, "传错了，移除照片") { h in
      h.scopingIDs("photo-\(item.seq)") { h in
        h.form(SitePath.suggestionAct(data.suggestion.id, .removePhoto).string, token: token, class: "form-s") { h in
          h.p(.class("small mute"), text: "这条记录和移除的原因留在经过里，照片本身删除，不能恢复。")
          if item.photos.count > 1 {
            h.select(
              "移除哪一张", "file", draft,
              options: item.photos.enumerated().map { ("\($0.element.id)", "第\($0.offset + 1)张") })
          } else {
            h.hidden("file", item.photos.first.map { "\($0.id)" } ?? "")
          }
          h.area("移除的原因", "words", draft, maximum: longestReason, small: true)
          h.submit("移除照片", icon: .trash)
        }
      }
    }
  }

  private static func show(_ visit: Visit, _ thumbnail: Bool) async throws -> Response {
    let bytes = try await ReadSuggestionPhoto.run(
      visit.id("file"), of: visit.id("id"), thumbnail: thumbnail, by: visit.actor, in: visit.environment)
    return Respond.picture(bytes)
  }

  /// Makes the pictures of a form ready, if its act takes any and is offered to the visitor: what comes back holds them as
  /// tickets, which travel along when the form has to be shown again.
  static func take(_ act: SuggestionAct, _ part: Int?, _ form: PostedForm, _ data: SuggestionPageData, _ visit: Visit)
    async throws -> (form: PostedForm, problems: [(field: String, words: String)])
  {
    let isOffered = part.map { data.partActs[$0]?.contains(act) ?? false } ?? data.acts.contains(act)
    guard act.takesPictures, isOffered else { return (form, []) }
    let photos = try await form.takePhotos(limit: most, in: visit.environment)
    var fields = FormFields(form.fields.fields.filter { $0.name != "kept" })
    for ticket in photos.tickets {
      fields.append(FormField(name: "kept", value: ticket.text(visit.environment.tokens)))
    }
    return (
      PostedForm(fields: fields, files: [], problems: [], isGenuine: form.isGenuine, key: form.key),
      photos.problems.map { (field: "photo", words: ProblemWords.sentence($0, label: "照片")) }
    )
  }

  /// The tickets of a form, for its draft.
  static func kept(_ form: PostedForm) -> String { form.fields.all("kept").joined(separator: " ") }

  static func field(_ h: inout HTMLWriter, _ view: SuggestionView, _ label: String, isOptional: Bool = true) {
    let tickets = view.draft["kept"].split(separator: " ").map { (ticket: String($0), name: label) }
    PhotoField.write(&h, view.draft, label, kept: tickets, isOptional: isOptional)
    if view.status.keepsProposer { h.p(.class("small"), text: "代表要求保密，照片里不要出现代表本人和姓名。") }
  }

  /// The pictures of an entry.
  static func strip(_ item: SuggestionHistoryItem, of suggestion: ID<Suggestion>, _ h: inout HTMLWriter) {
    let noun = item.event.filesAreScans ? "扫描件" : "照片"
    PhotoStrip(
      items: item.photos.enumerated().map { index, photo in
        PhotoStrip.Item(
          small: SitePath.suggestionPhoto(suggestion, photo.id, thumbnail: true).string,
          large: SitePath.suggestionPhoto(suggestion, photo.id, thumbnail: false).string,
          words: "\(noun)\(index + 1)，点开看大图", caption: "\(noun)，" + DateWords.day(photo.at.date))
      }
    ).write(&h)
  }
}

extension SuggestionAct {
  /// Its form has a field for pictures.
  var takesPictures: Bool { [.rate, .contact, .urge].contains(self) }
}
