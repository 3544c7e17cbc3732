import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import PaperKit
import SecretsKit

/// Every error as a page with one h1, a sentence and a way on. Details go to the log under the request's number.
enum ErrorPages {
  struct Page: HTMLKit.Page {
    let title: String
    let words: String
    var requestID: String?
    var kept: [(label: String, text: String)] = []
    var back: (url: String, words: String)?

    func body(_ h: inout HTMLWriter) {
      h.div(.class("wrap narrow")) { h in
        h.section(.class("section")) { h in
          h.h1(.class("page-title"), text: title)
          h.p(.class("page-lead"), text: words)
          if let requestID { h.p(.class("small mute"), text: "问题编号：" + requestID) }
          keptText(&h)
          h.p(.class("row section-s")) { h in
            if let back { h.link(back.url, back.words, class: "btn btn-main") }
            h.link(SitePath.home.string, "回到首页", class: "btn")
          }
        }
      }
    }

    private func keptValue(_ text: String, _ id: String, _ h: inout HTMLWriter) {
      if text.count <= 30, !text.contains(where: \.isNewline) {
        h.void("input", [.class("input"), .id(id), .type("text"), .flag("readonly"), .value(text)])
      } else {
        h.element("textarea", [.class("textarea textarea-s"), .id(id), .flag("readonly")], text: "\n" + text)
      }
    }

    /// What was typed, to be copied: nothing is lost with a form that could not be taken.
    private func keptText(_ h: inout HTMLWriter) {
      if kept.isEmpty { return }
      h.section(.class("section-s"), .labelledBy("kept")) { h in
        h.div(.class("section-head")) { h in h.h2(.id("kept"), text: "您刚才写的内容，可以复制后再填") }
        h.div(.class("form")) { h in
          for (index, item) in kept.enumerated() {
            h.div(.class("field")) { h in
              h.element("label", [.other("for", "kept\(index)")], text: item.label)
              keptValue(item.text, "kept\(index)", &h)
            }
          }
        }
      }
    }
  }

  /// - Parameter form: what was sent; where trying again may help it is given back.
  static func response(to error: any Error, _ visit: Visit, _ form: PostedForm? = nil, log: Logger) -> Response {
    switch error {
    case ActionError.busy where form != nil, ActionError.readOnly where form != nil: break
    case let error as ActionError: return page(for: error, visit)
    case let error as BodyError: return page(for: error, visit)
    case let error as LimitReached: return page(for: error, visit)
    case let error as InformationRefusal:
      return show(Page(title: "现在不能这样做", words: PrivacyWords.sentence(error) + "。"), visit, .conflict)
    case let error as PaperProblem: return page(for: error, visit, log)
    case SecretsError.unknownKey(let id): return missingKey(id, visit, log)
    default: break
    }
    if let form, let error = error as? ActionError {
      return error == .busy ? busy(form, visit) : readOnly(form, visit)
    }
    var (status, page) = unforeseen(error, visit.requestID, log)
    if let form, status == .serviceUnavailable { page.kept = FieldNames.words(in: form.fields) }
    var response = show(page, visit, status)
    if status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
    return response
  }

  private static func page(for error: ActionError, _ visit: Visit) -> Response {
    switch error {
    case .notFound: return notFound(visit)
    case .refused(let reason):
      if reason == .pinNeeded { return Respond.redirect(SitePath.pin.with([("next", visit.path)])) }
      if reason == .dutiesApart {
        return show(Page(title: "不能由一个人担任", words: ProblemWords.sentence(reason) + "。"), visit, .forbidden)
      }
      let words =
        reason == .notYours ? "您登录的身份不能做这一步，可以请本站的联络员、站长或镇人大办公室来做。" : ProblemWords.sentence(reason) + "。"
      return show(Page(title: "这一步不由您办理", words: words), visit, .forbidden)
    case .rule(let refusal):
      return show(Page(title: "现在不能这样做", words: ProblemWords.sentence(refusal) + "。"), visit, .conflict)
    case .motion(let refusal):
      return show(Page(title: "现在不能这样做", words: ProblemWords.sentence(refusal) + "。"), visit, .conflict)
    case .suggestion(let refusal):
      return show(Page(title: "现在不能这样做", words: ProblemWords.sentence(refusal) + "。"), visit, .conflict)
    case .changedMeanwhile:
      return show(
        Page(title: "刚才有人更新了这条记录", words: "请回到记录看看最新情况，再决定要不要继续。"), visit, .conflict)
    case .locked:
      return show(
        Page(title: "试的次数太多了", words: "为了安全，请过一会儿再试。忘了密码请找系统管理员，急用请安全管理员解锁，丢了回执请找联络站补发。"), visit,
        .tooManyRequests)
    case .wrongSecret: return show(Page(title: "没有对上", words: "请核对后再输入一次。"), visit, .unprocessableContent)
    case .duplicate: return show(Page(title: "已经有了", words: "同样的内容已经存在，没有重复保存。"), visit, .conflict)
    case .busy: return busy(nil, visit)
    case .readOnly: return readOnly(nil, visit)
    case .invalid(let problems):
      let words = problems.map { ProblemWords.sentence($0, label: "这一项") }.joined(separator: "；")
      return show(Page(title: "有内容需要改一改", words: words + "。"), visit, .unprocessableContent)
    }
  }

  private static func busy(_ form: PostedForm?, _ visit: Visit) -> Response {
    var page = Page(title: "现在人多，请稍等", words: "请过一会儿再试，您的内容没有保存。")
    if let form { page.kept = FieldNames.words(in: form.fields) }
    var response = show(page, visit, .serviceUnavailable)
    response.headers[.retryAfter] = "5"
    return response
  }

  /// Nothing is taken at present: why, until when, and what was typed.
  static func readOnly(_ form: PostedForm?, _ visit: Visit) -> Response {
    let sentence = visit.environment.readOnly ?? "系统正在维护，现在只能查看，不能提交。"
    let kept = form.map { FieldNames.words(in: $0.fields) } ?? []
    let page = Page(
      title: "现在只能查看", words: sentence + (kept.isEmpty ? "" : "您写的内容没有提交，都在下面，恢复以后可以复制再填。"), kept: kept)
    var response = show(page, visit, .serviceUnavailable)
    response.headers[.retryAfter] = "\(visit.environment.maintenance?.retryAfter(at: visit.now) ?? 120)"
    return response
  }

  private static func page(for error: LimitReached, _ visit: Visit) -> Response {
    let words = LimitWords.sentence(error.standing, visit) + "。" + LimitWords.otherWay(visit)
    var response = show(Page(title: "请稍等一会儿再来", words: words), visit, .tooManyRequests)
    LimitWords.mark(&response, error.standing)
    return response
  }

  /// A row sealed with a key that this server has not got: nothing is lost, and whoever runs it has to know.
  private static func missingKey(_ id: Int, _ visit: Visit, _ log: Logger) -> Response {
    log.error("key missing", metadata: ["key": .stringConvertible(id), "id": .string(visit.requestID)])
    var response = show(
      Page(
        title: "联系方式现在打不开", words: "它是用第\(id)号密钥加密的，这台服务器上没有这把密钥。内容没有丢，请系统管理员核对密钥文件 keys.json 后再看。",
        requestID: visit.requestID), visit, .serviceUnavailable)
    response.headers[.retryAfter] = "120"
    return response
  }

  private static func page(for error: BodyError, _ visit: Visit) -> Response {
    switch error {
    case .tooLarge:
      return show(Page(title: "内容太多了", words: "请减少照片或文字后再提交。照片最多6张，每张不超过10兆。"), visit, .contentTooLarge)
    case .malformed:
      return show(Page(title: "没有收完整", words: "网络可能中断了，请返回后重新提交，已经写的内容一般还在。"), visit, .badRequest)
    case .tooSlow:
      var response = show(
        Page(title: "等得太久了", words: "内容很久没有传完，网络可能不好。请返回后重新提交，已经写的内容一般还在。"), visit, .requestTimeout)
      response.headers[.connection] = "close"
      return response
    case .unsupportedType:
      return show(Page(title: "没有看懂提交的内容", words: "请用网页上的表单提交。"), visit, .unsupportedMediaType)
    }
  }

  private static func page(for error: PaperProblem, _ visit: Visit, _ log: Logger) -> Response {
    let status: HTTPResponse.Status
    switch error {
    case .tooManyPages, .textTooLong: status = .unprocessableContent
    case .noChineseFont, .unevenTable, .notDrawn:
      log.error("no PDF", metadata: ["problem": "\(error)", "id": .string(visit.requestID)])
      status = .serviceUnavailable
    }
    return show(Page(title: "PDF 没有生成", words: error.sentence, requestID: visit.requestID), visit, status)
  }

  static func notFound(_ visit: Visit) -> Response {
    show(
      Page(title: "没有找到这个页面", words: "地址可能不完整，或者内容已经撤下。您可以从首页重新找，或者给联络站打电话。"), visit, .notFound)
  }

  static func forbidden(_ visit: Visit) -> Response {
    show(
      Page(
        title: "这里不由您办理", words: "您登录的身份没有这项工作。需要的话，请找系统管理员调整。",
        back: (SitePath.work.string, "回到工作台")), visit, .forbidden)
  }

  static func foreignForm(_ visit: Visit) -> Response {
    show(Page(title: "这张表单不是本站的", words: "为了安全没有提交。请从本站页面重新填写。"), visit, .forbidden)
  }

  /// A form that was open too long, belongs to another sign-in, or was forged.
  static func staleForm(_ form: PostedForm, _ visit: Visit) -> Response {
    let signedOut = visit.actor.signedIn == nil && visit.path.hasPrefix("/work")
    let page = Page(
      title: signedOut ? "登录已经失效" : "这张表单已经过期",
      words: signedOut ? "太久没有操作，已自动退出。您写的内容在下面，登录后可以复制过去。" : "页面打开得太久，为了安全没有提交。请返回刷新后再提交。",
      kept: FieldNames.words(in: form.fields), back: signedOut ? (SitePath.signIn.string, "重新登录") : nil)
    return show(page, visit, .forbidden)
  }

  private static func unforeseen(_ error: any Error, _ id: String, _ log: Logger) -> (HTTPResponse.Status, Page) {
    if let database = DatabaseTrouble(error) {
      log.error("database", metadata: ["id": .string(id), "what": .string(database.what)])
      if database.isFull {
        let words = "服务器的存储空间满了，现在存不下新的内容，已有的内容都在。请过一会儿再提交一次，急事请给联络站打电话。"
        return (.serviceUnavailable, Page(title: "暂时存不下", words: words, requestID: id))
      }
      if database.isPassing {
        // It may have been kept all the same: the answer was lost, not the question.
        let words = "数据库暂时连不上，内容可能没有保存。请过几秒返回再提交一次：同一张表单提交几次都只算一次。"
        return (.serviceUnavailable, Page(title: "系统正忙，请稍后再试", words: words, requestID: id))
      }
    } else {
      log.error("unforeseen", metadata: ["id": .string(id), "type": .string(String(describing: type(of: error)))])
    }
    return (
      .internalServerError, Page(title: "系统出了点问题", words: "我们已经记下，请稍后再试。急事请给联络站打电话。", requestID: id)
    )
  }

  private static func show(_ page: Page, _ visit: Visit, _ status: HTTPResponse.Status) -> Response {
    var page = page
    if page.back == nil, visit.actor.signedIn != nil, visit.path.hasPrefix(SitePath.work.string) {
      page.back = (SitePath.work.string, "回到工作台")
    }
    return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, status: status)
  }

  /// Without a visit: the database is not there, or nothing is set up yet.
  static func plain(
    _ error: any Error, kept: [(label: String, text: String)] = [], requestID: String, log: Logger
  ) -> Response {
    var (status, page) = unforeseen(error, requestID, log)
    page.kept = kept
    var response = bare(page, status)
    if status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
    return response
  }

  static func notSetUp() -> Response {
    bare(Page(title: "还没有设置好", words: "这个网站还没有建立人民代表大会和代表之家，请管理员先完成设置。"), .serviceUnavailable)
  }

  private static func bare(_ page: Page, _ status: HTTPResponse.Status) -> Response {
    var h = HTMLWriter(capacity: 2048)
    h.raw("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
    h.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    h.element("title", text: page.title)
    h.void("link", [.fixed("rel", "stylesheet"), .href(Assets.path(Assets.style))])
    h.raw("</head><body class=\"public\"><main id=\"main\">")
    page.body(&h)
    h.raw("</main></body></html>")
    var headers = Respond.protective()
    headers[.contentType] = "text/html; charset=utf-8"
    headers[.cacheControl] = "no-store"
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: h.bytes)))
  }
}

/// Names of fields for the page that gives typed text back. Only these are given back: never a password, a code or a
/// hidden value.
enum FieldNames {
  /// What of a form was typed.
  static func words(in fields: FormFields) -> [(label: String, text: String)] {
    let typed = fields.fields.compactMap { field -> (label: String, text: String)? in
      guard field.value.count > 1, let label = words(field.name) else { return nil }
      return (label: label, text: String(field.value.prefix(4000)))
    }
    return Array(typed.prefix(12))
  }

  static func words(_ name: String) -> String? {
    switch name {
    case "what", "text": "什么事"
    case "where", "place": "在哪里"
    case "name": "称呼"
    case "phone": "手机号"
    case "words", "reply", "question", "note": "您写的话"
    case "reason": "理由"
    case "title": "标题"
    case "organ": "机关名称"
    case "source": "依据"
    case "csv": "放假安排"
    case "introduction": "介绍"
    default: nil
    }
  }
}
