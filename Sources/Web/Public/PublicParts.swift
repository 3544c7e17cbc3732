import Actions
import Domain
import HTMLKit

/// A day on which residents are received, as a leaf of a calendar.
struct ReceptionLeaf {
  let date: ReceptionDate
  let today: CivilDate
  let isNext: Bool

  func write(_ h: inout HTMLWriter) {
    let isPast = date.date < today
    h.li(.class(isNext ? "leaf leaf-next" : isPast ? "leaf leaf-past" : "leaf")) { h in
      h.div(.class("leaf-day")) { h in
        h.span(text: "\(date.date.month)月")
        h.b("\(date.date.day)")
        h.span(text: DateWords.weekdays[date.date.weekday.rawValue])
      }
      h.div(.class("leaf-body")) { h in
        h.element("h3") { h in
          h.text((date.topic.isEmpty ? "接待选民" : date.topic) + " ")
          if isNext { h.chip("下一次", .gold) } else if isPast { h.chip("已结束") }
        }
        h.p { h in
          for (index, person) in date.people.enumerated() {
            if index > 0 { h.text("、") }
            h.link(SitePath.deputy(person.id).string, person.name)
          }
        }
        h.p(
          text:
            "\(DateWords.clock(date.opens))–\(DateWords.clock(date.closes))　\(date.place.isEmpty ? date.venue.name : date.place)"
        )
      }
    }
  }
}

/// The four public numbers, each with its numerator and denominator and a link to the list it counts.
struct NumberFigures {
  let numbers: YearNumbers
  let countsBasic: Bool
  /// Also what was solved and what was sent up, each by itself.
  var isWhole = false

  static func percent(_ part: Int, _ whole: Int) -> String? {
    guard whole > 0 else { return nil }
    let thousandths = (part * 1000 + whole / 2) / whole
    return "\(thousandths / 10).\(thousandths % 10)"
  }

  var satisfied: Int {
    numbers[.satisfiedBySender] + (countsBasic ? numbers[.basicBySender] : 0)
  }

  func write(_ h: inout HTMLWriter) {
    h.dl(.class(isWhole ? "figures figures-six" : "figures")) { h in
      let isThisYear = numbers.year == numbers.asOf.date.year
      figure(
        (isThisYear ? "今年" : "\(numbers.year)年") + "收到诉求", "\(numbers[.received])", "件",
        "其中\(numbers[.diverted] + numbers[.declined])件已说明去处", .received, &h)
      figure(
        "已答复", "\(numbers[.answered])", "件", isWhole ? answerRate : "已解决\(numbers[.solved])件", .answered, &h)
      rate("按期答复", numbers[.answeredInTime], numbers[.answered], "件", .answeredInTime, &h)
      rate("群众满意", satisfied, numbers[.ratedBySender], countsBasic ? "件评价，含基本满意" : "件评价", .ratedBySender, &h)
      if isWhole {
        figure("已解决", "\(numbers[.solved])", "件", "办理结果是已解决，不只是答复", .solved, &h)
        figure("向上级提交", "\(numbers[.sentUp])", "件", "上报到上级站点或上级人大", .sentUp, &h)
      }
    }
  }

  /// Of what was received in the year and had to be answered.
  private var answerRate: String {
    guard let percent = Self.percent(numbers[.owedAnswered], numbers[.owed]) else { return "还没有应答复的" }
    return "答复率\(percent)%，\(numbers[.owedAnswered]) ÷ \(numbers[.owed])"
  }

  private func rate(
    _ words: String, _ part: Int, _ whole: Int, _ unit: String, _ measure: MatterMeasure, _ h: inout HTMLWriter
  ) {
    guard let percent = Self.percent(part, whole) else {
      figure(words, "—", "", "还没有", measure, &h)
      return
    }
    figure(words, percent, "%", "\(part) ÷ \(whole) \(unit)", measure, &h)
  }

  private func figure(
    _ words: String, _ value: String, _ unit: String, _ detail: String, _ measure: MatterMeasure, _ h: inout HTMLWriter
  ) {
    h.div { h in
      h.element("dt", text: words)
      h.element("dd") { h in
        h.a(.href(SitePath.number(measure).with([("year", "\(numbers.year)")]))) { h in
          h.b(value)
          h.span(.class("unit"), text: unit)
          h.small(detail)
        }
      }
    }
  }
}

/// An answered matter in a public list: its title and the first words of the answer.
struct PublicationCase {
  let publication: MatterPublication
  let today: CivilDate

  func write(_ h: inout HTMLWriter) {
    h.article(.class("case")) { h in
      h.element("h3") { h in h.link(SitePath.matter(publication.matter).string, publication.title) }
      if !publication.reply.isEmpty {
        h.element("blockquote", text: "“" + Self.shortened(publication.reply) + "”")
      }
      h.p(.class("tiny mute"), text: line)
    }
  }

  private var line: String {
    var parts: [String] = []
    if let venue = publication.venue { parts.append(venue.name) }
    if let deputy = publication.deputy { parts.append(deputy.name + "代表反馈") }
    if let category = publication.category { parts.append(category) }
    parts.append(DateWords.near(publication.publishedAt.date, today: today) + "公开")
    return parts.joined(separator: "　")
  }

  private static func shortened(_ text: String) -> String {
    let start = text.prefix(61).map { $0.isNewline ? " " : $0 }
    return start.count > 60 ? String(start.prefix(58)) + "…" : String(start)
  }
}
