import Actions
import Domain
import HTTPKit

/// A suggestion at work as JSON: what the reader's page of it shows, and nothing besides.
enum SuggestionShapes {
  static let resultClass = Shape<ResultClass>(
    "ResultClass", "办理结果类别",
    [.text("code", "类别") { $0.code }, .text("meaning", "意思") { $0.meaning }])

  private struct Signer: Sendable {
    let signer: CoSigner
    let name: String

    static let shape = Shape<Signer>(
      "CoSigner", "被邀请联名的一位代表",
      [
        .named("deputy", "代表") { Named(id: $0.signer.person, name: $0.name) },
        .word("answer", "答复") { $0.signer.answer },
        .maybeDate("answeredOn", "哪天答复") { $0.signer.answeredOn },
      ])
  }

  private struct Stander: Sendable {
    let place: Int
    let name: String?

    static let shape = Shape<Stander>(
      "SuggestionPerson", "提出和联名的一位：登记沟通、录入征询意见表时用 place 指他",
      [.count("place", "第几位，从0起") { $0.place }, .maybeText("name", "姓名；要求保密的没有") { $0.name }])
  }

  private static let keyShape = Shape<KeyUrging>(
    "KeyUrging", "重点督办",
    [
      .date("decidedOn", "决定日期") { $0.decidedOn }, .text("decision", "哪次会议决定") { $0.decision },
      .text("leader", "领衔督办的领导") { $0.leader }, .text("committee", "负责督办的委员会") { $0.committee },
    ])

  private static let letterShape = Shape<ReplyLetter>(
    "ReplyLetter", "答复函",
    [
      .count("part", "第几项任务") { $0.part }, .count("round", "第几次答复") { $0.round },
      .text("class", "办理结果类别") { $0.resultClass },
      .maybeDate("signedOn", "哪天签发；草稿没有") { $0.signedOn },
      .text("document", "发文字号") { $0.text.documentNumber }, .text("opening", "开头") { $0.text.opening },
      .texts("points", "逐条答复") { $0.text.points }, .text("opinions", "协办单位的意见") { $0.text.opinions },
      .text("closing", "结尾") { $0.text.closing }, .text("signatory", "签发人") { $0.text.signatory },
      .text("contact", "联系人及电话") { $0.text.contact }, .text("copies", "抄送") { $0.text.copies },
    ])

  private static let promiseLetterShape = Shape<PromiseLetter>(
    "PromiseLetter", "承诺落实以后的答复函",
    [
      .count("promise", "第几项承诺") { $0.promise }, .count("round", "第几次落实") { $0.round },
      .maybeDate("signedOn", "哪天签发；草稿没有") { $0.signedOn },
      .text("document", "发文字号") { $0.text.documentNumber }, .text("opening", "开头") { $0.text.opening },
      .texts("points", "落实的情况") { $0.text.points }, .text("closing", "结尾") { $0.text.closing },
      .text("signatory", "签发人") { $0.text.signatory }, .text("contact", "联系人及电话") { $0.text.contact },
      .text("copies", "抄送") { $0.text.copies },
    ])

  private struct Line: Sendable {
    let item: SuggestionHistoryItem
    let lines: [String]

    static let shape = Shape<Line>(
      "SuggestionHistoryLine", "办理经过里的一步，看的人可以看到的",
      [
        .count("seq", "第几步") { $0.item.seq },
        .instant("at", "什么时候") { $0.item.at },
        .word("act", "做了什么") { $0.item.event.act },
        .text("title", "做了什么，中文") { Words.suggestion($0.item.event.act) },
        .maybeText("who", "谁做的；不告诉看的人的、系统做的没有") { $0.item.actorName },
        .maybeCount("part", "哪一项任务") { $0.item.event.part },
        .texts("details", "细节") { $0.lines },
        .maybeText("words", "写下的话") { $0.item.words.text },
      ])
  }

  // MARK: The whole

  private typealias Data = SuggestionPageData

  static let detail = Shape<SuggestionPageData>(
    "WorkSuggestion", "一件建议，工作台看到的：要求保密的，承办单位看不到提出人；没有签发的答复函只有承办单位看得到",
    head + people + course + [
      .shapes("parts", "承办任务：承办单位只看到自己的和自己主办的", SuggestionPartView.shape) { data in
        data.parts.map { SuggestionPartView(part: $0, data: data) }
      },
      .shapes("letters", "答复函", letterShape) { $0.letters },
      .shapes("promiseLetters", "承诺落实以后的答复函", promiseLetterShape) { $0.promiseLetters },
      .shapes("history", "办理经过，早的在前", Line.shape) { data in
        let timeline = SuggestionTimeline(data: data, today: data.today)
        return data.history.map { Line(item: $0, lines: timeline.lines($0)) }
      },
      .always("acts", .list(.words(SuggestionActAPI.wholeActs.map(\.rawValue)), 0...60, "您现在可以做的")) { data in
        .list(SuggestionActAPI.wholeActs.filter(data.acts.contains).map { .text($0.rawValue) })
      },
      .flag("mayTellResidents", "可以把答复转告群众") { $0.mayTellResidents },
    ])

  private static let head: [Shape<Data>.Field] = [
    .id("id", "编号") { $0.suggestion.id },
    .count("revision", "第几版；也是 ETag") { $0.suggestion.revision },
    .text("title", "标题") { $0.suggestion.title },
    .text("text", "内容") { $0.suggestion.text },
    .word("state", "状态") { $0.status.state },
    .text("stateName", "状态，中文") { Words.suggestion($0.status.state) },
    .named("congress", "向哪一级人大提") { $0.names.congress },
    .maybeText("number", "第几号，中文") { $0.status.number.map(Words.number) },
    .maybeID("session", "哪次会议") { $0.status.session },
    .maybeText("sessionName", "哪次会议，中文") { data in
      data.names.session.map { Words.session($0, term: data.names.termNumber) }
    },
    .word("period", "大会期间，或者闭会期间") { $0.status.period },
    .maybeID("category", "类别") { $0.status.category },
    .maybeText("categoryName", "类别，中文") { $0.names.category },
    .manyNamed("proposedUnits", "代表建议的承办单位") { data in
      data.status.proposedUnits.map { Named(id: $0, name: data.names.units[$0] ?? "") }
    },
    .flag("confidential", "要求为提出人保密") { $0.status.isConfidential },
  ]

  private static let people: [Shape<Data>.Field] = [
    .maybeNamed("proposer", "领衔的代表；要求保密的，不该知道的人没有") { data in
      let id = data.status.proposer.person
      return data.seesProposer ? Named(id: id, name: data.names.people[id] ?? "") : nil
    },
    .flag("delegation", "由代表团提出") { $0.seesProposer && $0.status.proposer.delegation != nil },
    .maybeNamed("enteredBy", "代为录入的人") { data -> Named<Person>? in
      guard data.seesProposer, let id = data.status.enteredBy else { return nil }
      return Named(id: id, name: data.names.people[id] ?? "")
    },
    .shapes("coSigners", "联名；要求保密的，不该知道的人是空的", Signer.shape) { data in
      data.seesProposer
        ? data.status.coSigners.map { Signer(signer: $0, name: data.names.people[$0.person] ?? "") } : []
    },
    .shapes("people", "提出和联名的各位，依次", Stander.shape) { data in
      data.status.people(leadsOnly: false).enumerated().map { place, person in
        Stander(place: place, name: data.seesProposer ? data.names.people[person] : nil)
      }
    },
    .manyNamed("matters", "来自哪些群众反映；承办单位看到的是空的") { data in
      data.seesWhole ? data.names.matters.map { Named(id: $0.id, name: $0.title) } : []
    },
  ]

  private static let course: [Shape<Data>.Field] = [
    .date("draftedOn", "哪天起草") { $0.status.draftedOn },
    .maybeDate("submittedOn", "哪天提交") { $0.status.submittedOn },
    .maybeDate("handOverDue", "交办期限") { $0.status.handOverDue?.date },
    .maybeWord("handling", "怎样交办") { $0.status.handling },
    .maybeDate("handedOverOn", "哪天交办") { $0.status.handedOverOn },
    .maybeDate("closedOn", "哪天办结") { $0.status.closedOn },
    .maybeDate("withdrawalAskedOn", "哪天要求撤回") { $0.status.withdrawalAskedOn },
    .maybeWord("overall", "代表测评") { $0.status.overall },
    .maybeShape("key", "重点督办", keyShape) { $0.status.key },
    .maybeNamed("mergedInto", "并入了哪一件") { data in data.other(data.status.mergedInto) },
    .maybeNamed("splitFrom", "分拆自哪一件") { data in data.other(data.status.splitFrom) },
    .manyNamed("merged", "一并办理的") { data in data.status.merged.compactMap { data.other($0.suggestion) } },
    .maybeID("motion", "由哪件议案转来") { $0.seesWhole ? $0.status.motion : nil },
    .word("publication", "公开到哪一步") { $0.status.publication },
    .flag("objectsToPublication", "提出人不同意公开；承办单位看不到") { $0.seesWhole && $0.status.objectsToPublication },
  ]
}

extension SuggestionPageData {
  fileprivate func other(_ id: ID<Suggestion>?) -> Named<Suggestion>? {
    id.map { Named(id: $0, name: names.others[$0] ?? "") }
  }
}

/// A unit's part as its reader sees it.
struct SuggestionPartView: Sendable {
  let part: SuggestionPart
  let data: SuggestionPageData

  static let shape = Shape<SuggestionPartView>(
    "SuggestionPart", "一个单位的承办任务",
    facts + [
      .shapes("items", "分项", itemShape) { view in view.data.status.items.filter { $0.part == view.part.number } },
      .shapes("promises", "承诺事项", Promised.shape) { view in
        view.data.status.promises.filter { $0.part == view.part.number }.map {
          Promised(promise: $0, status: view.data.status)
        }
      },
      .shapes("ratings", "测评", Rated.shape) { view in
        view.data.status.ratings.filter { $0.part == view.part.number }.map { rating in
          Rated(rating: rating, name: view.data.seesProposer ? view.data.names.people[rating.person] : nil)
        }
      },
      .always("acts", .list(.words(SuggestionActAPI.partActs.map(\.rawValue)), 0...40, "您现在可以做的")) { view in
        let acts = view.data.partActs[view.part.number] ?? []
        return .list(SuggestionActAPI.partActs.filter(acts.contains).map { .text($0.rawValue) })
      },
    ])

  private static let facts: [Shape<SuggestionPartView>.Field] = [
    .count("number", "第几项") { $0.part.number },
    .named("unit", "单位") { Named(id: $0.part.unit, name: $0.data.names.units[$0.part.unit] ?? "") },
    .word("role", "独办、主办、协办、分办") { $0.part.role },
    .word("state", "状态") { $0.part.state },
    .text("stateName", "状态，中文") { Words.suggestionPart($0.part.state) },
    .count("round", "第几次办理") { $0.part.round },
    .date("handedOverOn", "哪天交办") { $0.part.handedOverOn },
    .maybeDate("signedForOn", "哪天签收") { $0.part.signedForOn },
    .date("deemedReceivedOn", "哪天视为收到") { $0.part.deemedReceivedOn.date },
    .date("returnDue", "哪天前可以申请退回") { $0.part.returnDue.date },
    .maybeDate("contactDue", "哪天前与代表沟通") { $0.part.contactDue?.date },
    .maybeDate("contactedOn", "哪天与代表沟通") { $0.part.contactedOn },
    .maybeDate("opinionDue", "哪天前提出协办意见") { $0.part.opinionDue?.date },
    .maybeDate("opinionGivenOn", "哪天提出协办意见") { $0.part.opinionGivenOn },
    .maybeDate("replyDue", "答复期限") { $0.part.role.answers ? $0.part.replyDue : nil },
    .flag("extended", "已延期") { $0.part.isExtended },
    .maybeDate("extensionAsked", "申请延到哪天") { $0.part.extensionAsked?.until },
    .maybeNamed("drafter", "承办人；只有本单位看得到") { view -> Named<Person>? in
      guard !view.data.seesWhole, let id = view.part.drafter else { return nil }
      return Named(id: id, name: view.data.names.people[id] ?? "")
    },
    .maybeText("class", "办理结果类别") { $0.data.resultClass(of: $0.part) },
    .maybeDate("answeredOn", "哪天答复") { $0.part.answeredOn },
    .maybeDate("ratingDue", "哪天前测评") { $0.part.ratingDue?.date },
    .word("verdict", "代表的意见") { $0.part.verdict },
  ]

  private static let itemShape = Shape<SuggestionItem>(
    "SuggestionItem", "一个分项",
    [.count("number", "第几项") { $0.number }, .maybeDate("settledOn", "哪天办结") { $0.settledOn }])

  private struct Promised: Sendable {
    let promise: SuggestionPromise
    let status: SuggestionStatus

    static let shape = Shape<Promised>(
      "SuggestionPromise", "一项承诺",
      [
        .count("number", "第几项") { $0.promise.number }, .date("due", "哪天前完成") { $0.promise.due },
        .count("round", "第几次落实；代表不满意的，要再落实一次") { $0.promise.turn },
        .maybeDate("keptOn", "哪天落实") { $0.promise.keptOn },
        .word("state", "到哪一步") { $0.status.state(of: $0.promise) },
        .maybeDate("answeredOn", "哪天再次答复") { $0.promise.answer?.signedOn },
        .maybeDate("ratingDue", "哪天前评价") { $0.promise.answer?.ratingDue },
        .maybeWord("overall", "代表的评价，几位不一致的取最低的") { $0.status.overall(of: $0.promise) },
        .maybeDate("closedUnratedOn", "哪天起不再等评价") { $0.promise.closedUnratedOn },
      ])
  }

  private struct Rated: Sendable {
    let rating: SuggestionRating
    let name: String?

    static let shape = Shape<Rated>(
      "SuggestionRating", "一位代表的测评",
      [
        .maybeText("name", "哪位代表；要求保密的没有") { $0.name }, .count("round", "第几次答复") { $0.rating.round },
        .word("attitude", "办理态度") { $0.rating.attitude }, .word("result", "办理结果") { $0.rating.result },
        .date("on", "哪天") { $0.rating.on }, .flag("paper", "征询意见表") { $0.rating.isPaper },
      ])
  }
}
