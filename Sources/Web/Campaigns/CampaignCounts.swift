import Actions
import Domain
import HTMLKit
import HTTPKit

/// What a campaign has brought: each stream in tables of its own, never one sum of both.
struct CampaignCounts {
  let data: CampaignPageData
  /// Of one round only.
  let round: Int?
  /// Where the page is with another round.
  let url: (Int?) -> String
  /// Where the matters are, for whoever has a queue.
  var queue: String?
  /// Every category apart. Everybody reads the large ones: a one beside a rare matter could name a person.
  var isFine = false

  static func round(_ visit: Visit, of data: CampaignPageData) -> Int? {
    guard let number = Int(visit.query["round"] ?? ""), data.rounds.contains(where: { $0.number == number }) else {
      return nil
    }
    return number
  }

  func write(_ h: inout HTMLWriter) {
    h.headed("counts", "收到多少", more: queue.map { (url: $0, words: "看这些诉求") }) { h in
      if data.rounds.count > 1 { facets(&h) }
      for item in streams { stream(item, Self.words(item), &h) }
      h.p(
        .class("hint section-s"), text: (streams.count > 1 ? "群众提的和代表提的分开数，不相加。" : "") + "封存的事项不计。")
    }
  }

  private var streams: [CampaignStream] {
    CampaignStream.allCases.filter { takesPart($0) || tally($0).total > 0 }
  }

  private static func words(_ stream: CampaignStream) -> String { stream == .residents ? "群众提的" : "代表提的" }

  /// The same counts one below the other, as a file has them.
  var lines: [(stream: String, by: String, words: String, count: Int)] {
    streams.flatMap { stream -> [(stream: String, by: String, words: String, count: Int)] in
      let tally = tally(stream)
      let parts =
        [("合计", [(words: "合计", count: tally.total)])]
        + (stream == .residents ? [("来源", channels(tally))] : []) + [("类别", categories(tally))]
      return parts.flatMap { by, rows in
        rows.map { (stream: Self.words(stream), by: by, words: $0.words, count: $0.count) }
      }
    }
  }

  private func takesPart(_ stream: CampaignStream) -> Bool {
    stream == .residents ? data.campaign.audience.takesResidents : data.campaign.audience.takesDeputies
  }

  private func facets(_ h: inout HTMLWriter) {
    h.div(.class("facets")) { h in
      h.facet("期次") { h in
        h.facetOption("全部", round == nil, url(nil))
        for item in data.rounds {
          h.facetOption(CampaignWords.round(item.number), round == item.number, url(item.number))
        }
      }
    }
  }

  private func tally(_ stream: CampaignStream) -> CampaignTally {
    CampaignTally(stream, of: data.counts, round: round)
  }

  private func stream(_ stream: CampaignStream, _ words: String, _ h: inout HTMLWriter) {
    let tally = tally(stream)
    h.h3(.class("section-s"), text: "\(words)：\(tally.total)件")
    h.div(.class("two section-s")) { h in
      if stream == .residents {
        table("按来源", words + "，按来源", channels(tally), &h)
      }
      table("按类别", words + "，按类别", categories(tally), &h)
    }
  }

  private func channels(_ tally: CampaignTally) -> [(words: String, count: Int)] {
    MatterChannel.allCases.filter { channel in
      tally.stream.holds(channel) && (data.campaign.channels.contains(channel) || tally.channels[channel] != nil)
    }.map { (Words.channel($0), tally.channels[$0] ?? 0) }
  }

  /// What is asked about, and what came beside it.
  private func categories(_ tally: CampaignTally) -> [(words: String, count: Int)] {
    var rows: [(words: String, count: Int)] = []
    var places: [ID<MatterCategory>: Int] = [:]
    let asked = Set(data.categories.map(\.id))
    for category in data.categories + data.counted.filter({ !asked.contains($0.id) }) {
      let count = tally.categories[category.id] ?? 0
      if count == 0, !asked.contains(category.id) { continue }
      let shown = isFine ? Named(id: category.id, name: category.name) : category.top
      if let place = places[shown.id] {
        rows[place].count += count
      } else {
        places[shown.id] = rows.count
        rows.append((words: shown.name, count: count))
      }
    }
    if let unclassed = tally.categories[nil] { rows.append((words: "未分类", count: unclassed)) }
    return rows
  }

  private func table(
    _ column: String, _ caption: String, _ rows: [(words: String, count: Int)], _ h: inout HTMLWriter
  ) {
    h.div { h in
      h.element("table", [.class("count-table")]) { h in
        h.element("caption", [.class("sr")], text: caption)
        h.element("thead") { h in
          h.element("tr") { h in
            h.element("th", [.fixed("scope", "col")], text: column)
            h.element("th", [.fixed("scope", "col")], text: "件")
          }
        }
        h.element("tbody") { h in
          for row in rows.isEmpty ? [(words: "还没有", count: 0)] : rows {
            h.element("tr") { h in
              h.element("td", text: row.words)
              h.element("td", [.class("num")], text: "\(row.count)")
            }
          }
        }
      }
    }
  }
}
