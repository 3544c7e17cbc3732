// What pages show of matters: plain values, names already found, private data already masked.

/// The sender as a list shows him.
package struct ContactMask: Sendable, Equatable {
  package let name: String
  package let phone: String

  package init(name: String, phone: String) {
    self.name = name
    self.phone = phone
  }

  /// 秦女士 stays, 秦秀谷 becomes 秦＊＊: the family name and as many marks as are hidden.
  package static func mask(name: String) -> String {
    let polite = ["先生", "女士", "大爷", "大妈", "奶奶", "爷爷", "阿姨", "叔叔", "师傅", "老师", "大哥", "大姐", "大娘", "大伯", "大叔", "大婶", "嫂子"]
    // Only a family name before the polite word: 张三先生 is a whole name.
    let before = name.dropLast(2)
    if polite.contains(String(name.suffix(2))), before.count == 1 || PinyinSurnames.compound[String(before)] != nil {
      return name
    }
    guard let first = name.first else { return "" }
    let family = PinyinSurnames.compound[String(name.prefix(2))] != nil ? String(name.prefix(2)) : String(first)
    return family + String(repeating: "＊", count: min(max(name.count - family.count, 1), 4))
  }

  /// 138****0000; short numbers show their last two digits.
  package static func mask(phone: String) -> String {
    guard phone.count >= 11 else { return phone.isEmpty ? "" : "****" + phone.suffix(2) }
    return phone.prefix(3) + "****" + phone.suffix(4)
  }
}

/// A matter in a queue.
package struct MatterLine: Sendable, Equatable {
  package let id: ID<Matter>
  package let receipt: String
  package let title: String
  package let sender: String
  package let category: String?
  package let venue: String?
  package let owner: String?
  package let state: MatterState
  package let channel: MatterChannel
  package let urgency: MatterUrgency
  package let sortOn: CivilDate
  package let clockDue: CivilDate?
  package let round: Int
  package let hasObjection: Bool
  /// It goes along with another one.
  package let isMerged: Bool
  /// What an act that rests on this line was shown.
  package let revision: Int
  package let receivedOn: CivilDate
  /// How many others go along with it: 另有 N 位居民反映.
  package let others: Int

  package init(
    id: ID<Matter>, receipt: String, title: String, sender: String, category: String?, venue: String?, owner: String?,
    state: MatterState, channel: MatterChannel, urgency: MatterUrgency, sortOn: CivilDate, clockDue: CivilDate?,
    round: Int, hasObjection: Bool, isMerged: Bool = false, revision: Int, receivedOn: CivilDate, others: Int = 0
  ) {
    self.id = id
    self.receipt = receipt
    self.title = title
    self.sender = sender
    self.category = category
    self.venue = venue
    self.owner = owner
    self.state = state
    self.channel = channel
    self.urgency = urgency
    self.sortOn = sortOn
    self.clockDue = clockDue
    self.round = round
    self.hasObjection = hasObjection
    self.isMerged = isMerged
    self.revision = revision
    self.receivedOn = receivedOn
    self.others = others
  }
}

/// Whose matters a list at a desk shows. Permission gives it (``MatterAccess/scopes(for:)``); a list never asks for more.
package enum QueueScope: Sendable, Hashable {
  /// What is not sealed.
  case congress(ID<Congress>)
  /// What is sealed: the desk of the congress above.
  case desk(ID<Congress>)
  case venue(ID<Venue>)
  /// What a deputy owes, by mandates in force.
  case deputy(ID<Person>, [ID<Mandate>])
  case group(ID<DeputyGroup>)
  /// What others have and is followed.
  case watched(WatchKind, MatterWatch)
  /// What comes from a grid.
  case grid(ID<Region>)
}

/// Of whom something public is read.
package enum MatterScope: Sendable, Hashable {
  case congress(ID<Congress>)
  case venue(ID<Venue>)
  case deputy(ID<Person>)
}

/// A tab of the workbench.
package enum QueueTab: String, CaseIterable, Sendable {
  case toAccept = "to-accept"
  case toReply = "to-reply"
  case dueSoon = "due-soon"
  case overdue
  case withUnit = "with-unit"
  case waiting
  case toFeedback = "to-feedback"
  case dissatisfied
  case toArchive = "to-archive"
  case ended
  case held

  package var queue: MatterQueue? {
    switch self {
    case .toAccept: .toAccept
    case .toReply: .toReply
    case .withUnit: .withUnit
    case .waiting: .waiting
    case .toFeedback: .toFeedback
    case .dissatisfied: .dissatisfied
    case .toArchive: .toArchive
    case .ended: .ended
    case .held: .held
    case .dueSoon, .overdue: nil
    }
  }
}

/// A place in a sorted list: everything after it follows on the next page.
package struct ListCursor: Sendable, Equatable {
  package let sort: String
  package let id: Int64

  package init(sort: String, id: Int64) {
    self.sort = sort
    self.id = id
  }

  /// `2026-11-20.12345`; nil for anything else.
  package init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = Int64(parts[1]), id > 0, parts[0].utf8.count <= 20,
      parts[0].utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 45 })
    else { return nil }
    sort = String(parts[0])
    self.id = id
  }

  package var text: String { "\(sort).\(id)" }
}

/// How a queue is narrowed and sorted.
package struct QueueFilter: Sendable, Equatable {
  package var tab = QueueTab.toAccept
  package var query = ""
  package var category: ID<MatterCategory>?
  package var channel: MatterChannel?
  package var campaign: ID<Campaign>?
  package var newestFirst = false
  package var cursor: ListCursor?
  package init() {}
}

/// In which office somebody acted, with its name: what is told to whoever is not told the names of staff.
package enum ActingOffice: Sendable, Equatable {
  /// The deputy who owed the step.
  case deputy(String)
  case venue(String)
  /// Clerk or chair of the congress.
  case congress(String)
  /// A handling unit.
  case unit(String)
  /// Who settles between units and stations.
  case coordinator
  /// The worker of the grid that it comes from.
  case grid(String)
  /// The desk of the congress above.
  case desk(String)
}

/// One entry of a matter's history, ready to show.
package struct MatterHistoryItem: Sendable, Equatable {
  package let seq: Int
  package let at: Instant
  package let actor: RecordActor
  package let actorName: String?
  /// Nil for the sender and the system.
  package let office: ActingOffice?
  package let onBehalf: OnBehalf?
  package let onBehalfName: String?
  package let event: MatterEvent
  package let words: MatterWords
  package let isErased: Bool

  package init(
    seq: Int, at: Instant, actor: RecordActor, actorName: String?, office: ActingOffice?, onBehalf: OnBehalf?,
    onBehalfName: String?, event: MatterEvent, words: MatterWords, isErased: Bool
  ) {
    self.seq = seq
    self.at = at
    self.actor = actor
    self.actorName = actorName
    self.office = office
    self.onBehalf = onBehalf
    self.onBehalfName = onBehalfName
    self.event = event
    self.words = words
    self.isErased = isErased
  }
}

extension MatterHistoryItem {
  /// A settlement as the unit reads it that takes the part on: a hand-over without what was said to the one before.
  package var handedOver: MatterHistoryItem {
    guard case .returnSettled(let settled) = event, let next = settled.next else { return self }
    return MatterHistoryItem(
      seq: seq, at: at, actor: actor, actorName: actorName, office: office, onBehalf: onBehalf,
      onBehalfName: onBehalfName, event: .transferred(next), words: MatterWords(), isErased: isErased)
  }
}

/// A photo of a matter.
package struct MatterPhoto: Sendable, Equatable {
  package let id: ID<MatterFile>
  package let isFromSender: Bool
  package let mainSHA256: String
  package let thumbSHA256: String
  package let width: Int
  package let height: Int
  package let at: Instant

  package init(
    id: ID<MatterFile>, isFromSender: Bool, mainSHA256: String, thumbSHA256: String, width: Int, height: Int,
    at: Instant
  ) {
    self.id = id
    self.isFromSender = isFromSender
    self.mainSHA256 = mainSHA256
    self.thumbSHA256 = thumbSHA256
    self.width = width
    self.height = height
    self.at = at
  }
}

/// A matter with everything its page shows.
package struct MatterRecord: Sendable, Equatable {
  package let matter: Matter
  package let history: [MatterHistoryItem]
  package let photos: [MatterPhoto]
  package let contacts: [ContactMask]
  package let category: String?
  package let venue: Named<Venue>?
  package let congress: Named<Congress>
  package let ownerName: String?
  package let enteredByName: String?
  package let names: NameBook
  /// The grid that it comes from.
  package let grid: Named<Region>?
  /// The campaign that it was brought in.
  package let campaign: Named<Campaign>?

  package init(
    matter: Matter, history: [MatterHistoryItem], photos: [MatterPhoto], contacts: [ContactMask], category: String?,
    venue: Named<Venue>?, congress: Named<Congress>, ownerName: String?, enteredByName: String?, names: NameBook,
    grid: Named<Region>? = nil, campaign: Named<Campaign>? = nil
  ) {
    self.matter = matter
    self.history = history
    self.photos = photos
    self.contacts = contacts
    self.category = category
    self.venue = venue
    self.congress = congress
    self.ownerName = ownerName
    self.enteredByName = enteredByName
    self.names = names
    self.grid = grid
    self.campaign = campaign
  }

  /// The sender's own words; nil when they were erased.
  package var ownWords: String? { history.first?.words.text }
  package var place: String? { history.first?.words.place }

  /// What was asked of a unit: at the hand-over, or at that of the unit that it follows.
  package func asked(of part: Int) -> String? {
    for item in history.reversed() where item.event.transfer?.parts.contains(where: { $0.part == part }) ?? false {
      guard case .returnSettled(let settled) = item.event else { return item.words.text }
      return asked(of: settled.part)
    }
    return nil
  }

  /// The photos that the sender may see: his own and what was kept with his words, results, and what a unit has signed.
  /// Drafts and notes stay inside.
  package var photosForSender: [MatterPhoto] {
    var shown: Set<ID<MatterFile>> = []
    var drafted: [Int: [ID<MatterFile>]] = [:]
    for item in history {
      switch item.event {
      case .submitted(let facts): shown.formUnion(facts.files)
      case .supplemented(let facts): shown.formUnion(facts.files)
      case .resultRecorded(let facts): shown.formUnion(facts.files)
      case .resultDrafted(let facts): drafted[facts.part] = facts.files
      case .resultSigned(let facts): shown.formUnion(drafted[facts.part] ?? [])
      default: break
      }
    }
    return photos.filter { $0.isFromSender || shown.contains($0.id) }
  }
}

/// Names of the people, venues and groups that a page mentions.
package struct NameBook: Sendable, Equatable {
  package var people: [ID<Person>: String] = [:]
  package var venues: [ID<Venue>: String] = [:]
  package var groups: [ID<DeputyGroup>: String] = [:]
  package var congresses: [ID<Congress>: String] = [:]
  package var categories: [ID<MatterCategory>: String] = [:]
  package var units: [ID<HandlingUnit>: String] = [:]
  package var regions: [ID<Region>: String] = [:]
  package init() {}
}

/// The redacted version that everybody may read.
package struct MatterPublication: Sendable, Equatable {
  package let matter: ID<Matter>
  package let congress: ID<Congress>
  package let venue: Named<Venue>?
  package let deputy: Named<Person>?
  package let category: String?
  package let title: String
  package let text: String
  package let place: String
  package let reply: String
  package let formOfAddress: String
  package let publishedAt: Instant
  package let isPublic: Bool
  package let photos: [ID<MatterFile>]

  package init(
    matter: ID<Matter>, congress: ID<Congress>, venue: Named<Venue>?, deputy: Named<Person>?, category: String?,
    title: String, text: String, place: String, reply: String, formOfAddress: String, publishedAt: Instant,
    isPublic: Bool, photos: [ID<MatterFile>]
  ) {
    self.matter = matter
    self.congress = congress
    self.venue = venue
    self.deputy = deputy
    self.category = category
    self.title = title
    self.text = text
    self.place = place
    self.reply = reply
    self.formOfAddress = formOfAddress
    self.publishedAt = publishedAt
    self.isPublic = isPublic
    self.photos = photos
  }
}

/// Which part of a list behind a number is asked for.
package enum CountedCategory: Sendable, Equatable {
  case any
  /// What nobody has put into a category yet.
  case none
  /// A top category with those below it.
  case top(ID<MatterCategory>)
}

/// A row of a list behind a public number: published ones with their title, the others without a word of theirs.
package struct CountedMatter: Sendable, Equatable {
  package let id: ID<Matter>
  /// Nil when the matter is not public.
  package let title: String?
  package let category: String?
  package let state: MatterState
  package let date: CivilDate

  package init(id: ID<Matter>, title: String?, category: String?, state: MatterState, date: CivilDate) {
    self.id = id
    self.title = title
    self.category = category
    self.state = state
    self.date = date
  }
}
