import Actions
import Domain
import HTTPKit

/// A queue's filter as an address, a form and a sentence say it: one place for all three.
extension QueueFilter {
  /// - Parameter value: the text that stands under a name, in the address or in a form.
  init(_ value: (String) -> String?) {
    self.init()
    func word<Word: RawRepresentable>(_ name: String) -> Word? where Word.RawValue == String {
      value(name).flatMap { Word(rawValue: $0) }
    }
    let cleaned = TextCleaning.clean(value("q") ?? "", multiline: false)
    tab = word("queue") ?? .toAccept
    query = cleaned.hasForbiddenCharacters ? "" : String(cleaned.text.prefix(100))
    category = value("category").flatMap { ID(text: $0) }
    channel = word("channel")
    campaign = value("campaign").flatMap { ID(text: $0) }
    newestFirst = value("sort") == "new"
    cursor = value("after").flatMap { ListCursor(text: $0) }
  }

  var fields: [(String, String?)] {
    [
      ("queue", tab.rawValue), ("q", query), ("category", category?.description), ("channel", channel?.rawValue),
      ("campaign", campaign?.description), ("sort", newestFirst ? "new" : nil), ("after", cursor?.text),
    ]
  }

  var isNarrowed: Bool {
    !query.isEmpty || category != nil || channel != nil || campaign != nil || newestFirst
  }

  /// 待受理，类别：道路: what is kept of it in words. Long numbers that somebody looked for are not.
  func words(in site: SiteInfo) -> String { ([Words.tab(tab)] + narrowing(in: site)).joined(separator: "，") }

  /// Without the queue itself.
  func narrowing(in site: SiteInfo) -> [String] {
    var parts: [String] = []
    if let category { parts.append("类别：" + (site.categories.first { $0.id == category }?.name ?? "已停用的类别")) }
    if let channel { parts.append("来源：" + Words.channel(channel)) }
    if let campaign { parts.append("征集活动：" + (site.campaigns.first { $0.id == campaign }?.name ?? "已停止的活动")) }
    if !query.isEmpty { parts.append("搜索：" + PrivateText.masked(query)) }
    return parts
  }
}
