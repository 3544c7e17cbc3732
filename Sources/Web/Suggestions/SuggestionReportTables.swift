import Actions
import Domain

/// 办理情况报告 as tables: one value for the page, the paper and the workbook.
struct SuggestionReportTables: Sendable {
  enum Cell: Sendable {
    case words(String)
    case figure(SuggestionFigure)
  }

  struct Table: Sendable {
    let id: String
    let title: String
    /// How it was counted.
    var note = ""
    let head: [String]
    let rows: [[Cell]]
    /// The last row is the sum.
    var hasTotal = false
  }

  private typealias Kind = SuggestionFigure.Kind

  let data: ReadSuggestionReport.Data

  private var report: SuggestionReport { data.report }
  private var rules: SuggestionRules { data.rules }

  var all: [Table] { [overview, byCategory, byState, byClass, ratings, byUnit, classesByUnit] }

  /// 2026年1月1日至2026年6月30日提交; of a term: 第20届，…
  var period: String {
    let days = DateWords.long(data.scope.from) + "至" + DateWords.long(data.scope.through)
    let term = data.terms.first { $0.id == data.scope.term }
    return term.map { "第\(DateWords.ordinal($0.number))届" + "（\(days)）提交" } ?? days + "提交"
  }

  /// What the numbers come to in a sentence that holds for a year that is still running, too; nil where no unit had to
  /// answer yet.
  var headline: String? {
    let share = report.answeredShare
    guard share.rated > 0 else { return nil }
    let all = "应由承办单位答复的\(share.rated)件中，"
    guard share.satisfied < share.rated else {
      let closed = report[SuggestionFigure(.state, state: .closed)]
      return all + "已全部答复\(share.satisfied)件" + percent(share)
        + (closed == share.rated ? "，全部办结。" : closed > 0 ? "，\(closed)件已经办结，其余等代表测评。" : "，正在等代表测评。")
    }
    var parts = ["已答复\(share.satisfied)件" + (share.satisfied > 0 ? percent(share) : "")]
    if report[.notDue] > 0 { parts.append("\(report[.notDue])件正在办理、答复期限未到") }
    if report[.overdue] > 0 { parts.append("\(report[.overdue])件已超过答复期限") }
    return all + parts.joined(separator: "，") + "。"
  }

  private func percent(_ share: SuggestionShare) -> String {
    share.perMille.map { "（\($0 / 10).\($0 % 10)%）" } ?? ""
  }

  var title: String { "代表建议、批评和意见办理情况报告" }

  var reachNote: String? {
    data.scope.reach == .handedOver ? "只统计已经交办的建议。" : nil
  }

  // MARK: Suggestions

  private var overview: Table {
    let kinds: [Kind] = [
      .received, .inSession, .outOfSession, .registered, .handedOver, .answered, .notDue, .overdue, .rehandled, .key,
      .promisesOpen, .promisesKept,
    ]
    return Table(
      id: "overview", title: "总体情况",
      note: "“已全部答复”指承办单位都已答复；正在重新办理的，再次答复前不算。“答复期限未到”指还有单位要答复，都在期限以内。",
      head: ["项目", "件数"], rows: kinds.map { [.words(Words.figure($0)), .figure(SuggestionFigure($0))] })
  }

  private var byCategory: Table {
    let figures = report.counts.keys.filter { $0.kind == .category }.sorted {
      let (one, other) = (report[$0], report[$1])
      return one == other ? ($0.category?.raw ?? 0) < ($1.category?.raw ?? 0) : one > other
    }
    return Table(
      id: "by-category", title: "按类别", head: ["类别", "件数"],
      rows: figures.map { [.words(category($0)), .figure($0)] })
  }

  private var byState: Table {
    let figures = SuggestionState.allCases.map { SuggestionFigure(.state, state: $0) }.filter { report[$0] > 0 }
    return Table(
      id: "by-state", title: "按进展", note: "分拆出的各件另计。", head: ["进展", "件数"],
      rows: figures.map { [.words($0.state.map(Words.suggestion) ?? ""), .figure($0)] })
  }

  /// The codes of this congress in its order, then those of earlier versions of its rules.
  private var codes: [String] {
    let own = rules.classes.map(\.code)
    return own + report.classes.subtracting(own).sorted()
  }

  private var byClass: Table {
    Table(
      id: "by-class", title: "办理结果类别", note: "按各承办单位（不含协办）最近一次答复计；类别和含义由本级规定，不与其他地方相加比较。",
      head: ["类别", "含义", "件次"],
      rows: codes.map { code in
        let meaning = rules.classes.first { $0.code == code }?.meaning ?? "以前的规定，现在不用"
        return [.words(code), .words(meaning), .figure(SuggestionFigure(.partClass, resultClass: code))]
      })
  }

  // MARK: Ratings

  private func share(_ unit: ID<HandlingUnit>?) -> SuggestionShare {
    report.share(of: unit, countsBasic: data.countsBasic, excludesUnreturned: rules.excludesUnreturned)
  }

  /// 83.3%（10÷12）; below the minimum sample only how many there are.
  private func rate(_ unit: ID<HandlingUnit>?) -> String {
    let share = share(unit)
    guard let value = share.perMille else {
      return share.rated == 0 ? "没有测评" : "测评不足\(SuggestionShare.minimumSample)件，不计算"
    }
    let waiting = unit == nil ? report[.awaiting] : 0
    return "\(value / 10).\(value % 10)%（\(share.satisfied)÷\(share.rated)）" + (waiting > 0 ? "，另有\(waiting)件待测评" : "")
  }

  /// The formula in words.
  var formula: String {
    let top = data.countsBasic ? "（满意＋基本满意）" : "满意"
    let bottom = rules.excludesUnreturned ? "（满意＋基本满意＋不满意）" : "（满意＋基本满意＋不满意＋经催促未反馈）"
    let unreturned = rules.excludesUnreturned ? "经催促仍未反馈的不计入" : "经催促仍未反馈的计入分母"
    return "满意率＝\(top)÷\(bottom)；\(unreturned)；少于\(SuggestionShare.minimumSample)件测评的不计算。"
  }

  private var ratings: Table {
    let kinds: [Kind] = [.satisfied, .basic, .dissatisfied, .awaiting, .unreturned]
    return Table(
      id: "ratings", title: "代表测评", note: "按每件建议最近一次测评计，几位代表或者几个单位不一致的，取最低的。" + formula,
      head: ["项目", "件数"],
      rows: kinds.map { [.words(Words.figure($0)), .figure(SuggestionFigure($0))] } + [
        [.words("满意率"), .words(rate(nil))]
      ])
  }

  // MARK: Units

  private var units: [ID<HandlingUnit>] {
    report.units.sorted {
      let (one, other) = (report[.parts, $0], report[.parts, $1])
      return one == other ? $0 < $1 : one > other
    }
  }

  private func rows(_ kinds: [Kind], more: (ID<HandlingUnit>?) -> [Cell]) -> [[Cell]] {
    let known = units.map { unit in
      [.words(data.units[unit] ?? "")] + kinds.map { .figure(SuggestionFigure($0, unit: unit)) } + more(unit)
    }
    return known.isEmpty ? [] : known + [[.words("合计")] + kinds.map { .figure(SuggestionFigure($0)) } + more(nil)]
  }

  private var byUnit: Table {
    let kinds: [Kind] = [
      .partAnswering, .partHelping, .partAnswered, .partInTime, .partRehandled, .partSatisfied, .partBasic,
      .partDissatisfied, .partUnreturned,
    ]
    return Table(
      id: "by-unit", title: "承办单位办理情况",
      note: "一件建议几个单位办理的，每个单位各计一次；“按期”指在法定期限（含依规定延长的）内答复。" + formula,
      head: ["承办单位"] + kinds.map(Words.figure) + ["满意率"],
      rows: rows(kinds) { unit in [.words(unit == nil ? "见“代表测评”" : rate(unit))] }, hasTotal: true)
  }

  private var classesByUnit: Table {
    let codes = codes
    return Table(
      id: "classes-by-unit", title: "承办单位办理结果", head: ["承办单位"] + codes,
      rows: rows([]) { unit in codes.map { .figure(SuggestionFigure(.partClass, unit: unit, resultClass: $0)) } },
      hasTotal: true)
  }

  // MARK: Words

  private func category(_ figure: SuggestionFigure) -> String {
    figure.category.map { data.categories[$0] ?? "" } ?? "未分类"
  }

  /// What a list is of: 市住建局，满意.
  func words(_ figure: SuggestionFigure) -> String {
    switch figure.kind {
    case .category: return "类别：" + category(figure)
    case .state: return "进展：" + (figure.state.map(Words.suggestion) ?? "")
    case .partClass: return unit(figure) + "结果类别：" + (figure.resultClass ?? "")
    default: return unit(figure) + Words.figure(figure.kind)
    }
  }

  private func unit(_ figure: SuggestionFigure) -> String {
    guard figure.kind.isOfParts else { return "" }
    return (figure.unit.map { data.units[$0] ?? "" } ?? "各承办单位") + "，"
  }

  /// A cell without its link.
  func text(_ cell: Cell) -> String {
    switch cell {
    case .words(let words): words
    case .figure(let figure): "\(report[figure])"
    }
  }
}

extension Words {
  static func figure(_ kind: SuggestionFigure.Kind) -> String {
    switch kind {
    case .received: "收到"
    case .inSession: "大会期间提出"
    case .outOfSession: "闭会期间提出"
    case .registered: "立案编号"
    case .handedOver: "已交办"
    case .answered: "已全部答复"
    case .notDue: "答复期限未到"
    case .overdue: "超过答复期限未答复"
    case .rehandled, .partRehandled: "重新办理"
    case .key: "重点督办"
    case .promisesOpen: "有承诺事项待落实"
    case .promisesKept: "有承诺事项已落实"
    case .satisfied, .partSatisfied: "满意"
    case .basic, .partBasic: "基本满意"
    case .dissatisfied, .partDissatisfied: "不满意"
    case .awaiting: "待测评"
    case .unreturned, .partUnreturned: "经催促未反馈"
    case .category: "类别"
    case .state: "进展"
    case .parts: "办理"
    case .partAnswering: "独办、主办、分办"
    case .partHelping: "协办"
    case .partAnswered: "已答复"
    case .partInTime: "按期答复"
    case .partClass: "结果类别"
    }
  }
}
