import Actions
import Domain
import HTMLKit

/// What has happened to a suggestion, oldest first, in words.
struct SuggestionTimeline {
  let data: SuggestionPageData
  let today: CivilDate
  /// Of the page's forms; nil where there are none.
  var token: String?

  func write(_ h: inout HTMLWriter) {
    h.card("course", "办理经过") { h in
      h.ol(.class("timeline")) { h in
        for item in data.history {
          h.li { h in
            h.element("span", [.class("t-when")], text: DateWords.moment(item.at, today: today))
            h.h3(.class("t-act"), text: head(item))
            for line in lines(item) { h.p(text: line) }
            if let text = item.words.text, !text.isEmpty { h.p(.class("said")) { h in h.lines(text) } }
            if !item.photos.isEmpty {
              h.div(.class("section-s")) { h in
                SuggestionPictures.strip(item, of: data.suggestion.id, &h)
                if let token, item.mayRemovePhotos { SuggestionPictures.removal(of: item, data, token, &h) }
              }
            }
          }
        }
      }
    }
  }

  private func head(_ item: SuggestionHistoryItem) -> String {
    let actor = item.actorName ?? (data.seesProposer ? "系统" : "提出人")
    let unit = item.event.part.flatMap { data.status.part($0) }.flatMap { data.names.units[$0.unit] }
    let onBehalf = item.onBehalfName.map { "（代\($0)）" } ?? ""
    return [actor + onBehalf, Words.suggestion(item.event.act), data.parts.count > 1 ? unit : nil]
      .compactMap { $0 }.joined(separator: "　")
  }

  func lines(_ item: SuggestionHistoryItem) -> [String] {
    switch item.event {
    case .registered(let facts): [Words.number(facts.number)]
    case .handedOver(let facts):
      facts.parts.map { "\(Words.suggestionRole($0.role))：\(data.names.units[$0.unit] ?? "")" }
    case .reassigned(_, let next): ["改由\(data.names.units[next.unit] ?? "")承办"]
    case .returnSettled(_, let agrees): [agrees ? "同意退回" : "不同意退回，由原单位继续办理"]
    case .contacted(let facts): ["\(DateWords.long(facts.on))　\(Words.contactKind(facts.kind))"]
    case .promised(let promise): ["承诺\(promise.number)：\(DateWords.long(promise.due))前完成"]
    case .promiseKept(let number, _): ["承诺\(number)"]
    case .promiseLetterDrafted(_, let number): ["承诺\(number)"]
    case .promiseLetterSigned(let facts):
      ["承诺\(facts.number)的落实情况已书面答复代表，请在\(DateWords.long(facts.ratingDue.date))前评价"]
    case .promiseRated(let rating, let again):
      ["承诺\(rating.promise)：\(Words.satisfaction(rating.verdict))"]
        + (again.map { ["交承办单位继续落实，\(DateWords.long($0.date))前完成、再次答复"] } ?? [])
    case .promiseRaterReminded(_, let number), .promiseClosedUnrated(_, let number): ["承诺\(number)"]
    case .photoRemoved: ["照片已移除，当时的记录保留"]
    case .outletRecorded(let outlet): ["\(outlet.name)，\(DateWords.long(outlet.on))", outlet.address]
    case .extensionAsked(_, let until): ["申请延到\(DateWords.long(until))"]
    case .extended(_, let until): ["延到\(DateWords.long(until))"]
    case .extensionRefused: ["不同意延期"]
    case .letterSigned(let facts):
      ["办理结果类别：\(facts.resultClass)"] + (facts.inTime ? [] : ["超过答复期限"])
        + (facts.isWithoutOpinions ? ["没有等到协办意见"] : [])
    case .rated(let facts):
      [
        "办理态度\(Words.satisfaction(facts.rating.attitude))，办理结果\(Words.satisfaction(facts.rating.result))"
          + (facts.rating.isPaper ? "（征询意见表）" : "")
      ] + (facts.rehandleDue.map { ["重新办理，\(DateWords.long($0.date))前再次答复"] } ?? [])
    case .studied(let facts), .disputeSettled(let facts):
      [facts.rehandleDue.map { "重新办理，\(DateWords.long($0.date))前再次答复" } ?? "不再重新办理"]
    case .madeKey(let key): ["\(key.decision)，\(key.leader)领衔，\(key.committee)督办"]
    case .urged(let form, let on, _): ["\(Words.urgingForm(form))督办，\(DateWords.long(on))"]
    default: []
    }
  }
}
