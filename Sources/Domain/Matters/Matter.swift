/// 群众诉求: what a resident brings to a deputy or a station, and all that is kept beside its status.
package struct Matter: Sendable, Equatable {
  package let id: ID<Matter>
  /// The number on the receipt: random digits, twelve of them, never derived from the id.
  package let receipt: String
  /// A short line for lists, made from the first words and corrected by staff.
  package var title: String
  package var category: ID<MatterCategory>?
  package let replyWay: ReplyWay
  package let isMinor: Bool
  /// Who keyed it in, for the channels of the desk.
  package let enteredBy: ID<Person>?
  package let previous: ID<Matter>?
  /// The version of the settings it is handled under; nil for the defaults.
  package let settings: ID<SettingsVersion>?
  /// The grid that it comes from; it stays with the matter wherever that goes.
  package let grid: ID<Region>?
  /// Grows with each change; an edit made on an older one is answered with what changed.
  package var revision: Int
  package var status: MatterStatus

  package init(
    id: ID<Matter>, receipt: String, title: String, category: ID<MatterCategory>?, replyWay: ReplyWay, isMinor: Bool,
    enteredBy: ID<Person>?, previous: ID<Matter>?, settings: ID<SettingsVersion>?, revision: Int, status: MatterStatus,
    grid: ID<Region>? = nil
  ) {
    self.id = id
    self.receipt = receipt
    self.title = title
    self.category = category
    self.replyWay = replyWay
    self.isMinor = isMinor
    self.enteredBy = enteredBy
    self.previous = previous
    self.settings = settings
    self.grid = grid
    self.revision = revision
    self.status = status
  }

  /// The first sentence or the first 24 characters of the text, for a list.
  package static func title(from text: String) -> String {
    let breaks: Set<Character> = ["。", "！", "？", "\n", "；", ";", "!", "?"]
    let trimmed = text.drop { $0.isWhitespace }
    let sentence = trimmed.prefix { !breaks.contains($0) }
    let short = sentence.prefix(24)
    return short.count < sentence.count ? String(short) + "…" : String(short)
  }
}
