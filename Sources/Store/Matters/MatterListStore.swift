package import DatabaseKit
package import Domain

/// Queues at a desk and the lists behind the numbers: keyset paging over covering indexes, never an offset.
package enum MatterListStore {
  /// The keys of one page of a queue in one scope, in the order asked for.
  package static func queue(
    _ filter: QueueFilter, scope: QueueScope, reader: ID<Person>, today: CivilDate, soon: CivilDate, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [MatterKey] {
    var conditions = [seen(scope, by: reader)]
    let sort: SQL
    if let queue = filter.tab.queue {
      conditions.append("m.queue = \(word: queue)")
      sort = "m.sort_on"
    } else {
      sort = "m.clock_due_on"
      if filter.tab == .overdue {
        conditions.append("m.clock_due_on < \(bind: today)")
      } else {
        conditions.append("m.clock_due_on >= \(bind: today) AND m.clock_due_on <= \(bind: soon)")
      }
    }
    if let category = filter.category {
      conditions.append(
        """
        (m.category_id = \(bind: category)
          OR m.category_id IN (SELECT id FROM matter_categories WHERE parent_id = \(bind: category)))
        """)
    }
    if let campaign = filter.campaign { conditions.append("m.campaign_id = \(bind: campaign)") }
    if let channel = filter.channel { conditions.append("m.channel = \(bind: channel)") }
    if !filter.query.isEmpty {
      conditions.append(found(filter, scope, on: tx.engine))
    }
    if let cursor = filter.cursor {
      let sign: SQL = filter.newestFirst ? "<" : ">"
      conditions.append(
        """
        (\(sort) \(sign) \(bind: cursor.sort) OR (\(sort) = \(bind: cursor.sort) AND m.id \(sign) \(bind: cursor.id)))
        """)
    }
    let direction: SQL = filter.newestFirst ? "DESC" : "ASC"
    return try tx.rows(
      """
      SELECT m.id, m.revision, \(sort) AS sorted_on FROM matters m WHERE \(SQL.all(conditions))
      ORDER BY \(sort) \(direction), m.id \(direction) LIMIT \(bind: limit)
      """
    ).map { MatterKey(id: try $0("id"), revision: try $0("revision"), sortOn: try $0("sorted_on")) }
  }

  /// That the words looked for stand in a matter of the scope, as the index has it.
  private static func found(_ filter: QueueFilter, _ scope: QueueScope, on engine: DatabaseEngine) -> SQL {
    let query = SearchQuery(filter.query)
    if query.isEmpty { return "1 = 0" }
    let state = filter.tab.queue.map { [SearchExpression.scope([SearchScope.word(of: $0)])] } ?? []
    return SearchStore.contains(
      "m.id", .all([.scope(SearchScope.words(for: scope))] + state + [query.expression(withReceipt: true)]),
      in: .staff, on: engine)
  }

  /// One page of what is followed, by the date it is sorted by.
  package static func watched(
    _ kind: WatchKind, by watches: [MatterWatch], reader: ID<Person>, after cursor: ListCursor?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [MatterLine] {
    if watches.isEmpty { return [] }
    return try tx.rows(
      """
      \(columns) WHERE m.id IN (\(followed(kind, watches, reader, after: cursor, limit: limit)))
      ORDER BY m.sort_on, m.id
      """
    ).map(line)
  }

  package static func watchedCount(
    _ kind: WatchKind, by watches: [MatterWatch], reader: ID<Person>, in tx: any ReadTransaction
  ) throws -> Int {
    if watches.isEmpty { return 0 }
    return try tx.row("SELECT COUNT(*) AS n FROM (\(followed(kind, watches, reader, limit: 100))) AS found")?("n") ?? 0
  }

  /// The first ids of what is followed, each of the reader's watches read in its own order and no further than needed.
  private static func followed(
    _ kind: WatchKind, _ watches: [MatterWatch], _ reader: ID<Person>, after cursor: ListCursor? = nil, limit: Int
  ) -> SQL {
    let later: SQL =
      cursor.map {
        """
        AND (w.sort_on > \(bind: $0.sort) OR (w.sort_on = \(bind: $0.sort) AND w.matter_id > \(bind: $0.id)))
        """
      } ?? ""
    // Joined in this order: the watch's own index gives the order, and each matter is found by its id.
    let branches = watches.map { by -> SQL in
      """
      SELECT * FROM (SELECT w.sort_on, w.matter_id FROM matter_watchers w CROSS JOIN matters m
        WHERE \(MatterWatchStore.match(kind, by)) AND m.id = w.matter_id AND \(open(to: reader)) \(later)
        ORDER BY w.sort_on, w.matter_id LIMIT \(bind: limit)) AS branch
      """
    }
    return """
      SELECT matter_id FROM (\(SQL.joined(branches, by: " UNION "))) AS found
      ORDER BY sort_on, matter_id LIMIT \(bind: limit)
      """
  }

  /// Some matters as lines, in the order of their ids.
  package static func lines(of ids: [ID<Matter>], in tx: any ReadTransaction) throws -> [MatterLine] {
    if ids.isEmpty { return [] }
    return try tx.rows("\(columns) WHERE m.id IN \(SQL.list(ids)) ORDER BY m.id").map(line)
  }

  /// Answered matters of a venue within a time that nobody has called about, for the random call-back list.
  package static func answered(
    at venue: ID<Venue>, from first: CivilDate, through last: CivilDate, in tx: any ReadTransaction
  ) throws -> [MatterLine] {
    try tx.rows(
      """
      \(columns) WHERE m.venue_id = \(bind: venue) AND m.first_reply_on >= \(bind: first)
        AND m.first_reply_on <= \(bind: last) AND m.seal IS NULL ORDER BY m.id
      """
    ).map(line)
  }

  /// Matters with a redacted version that nobody has released yet.
  package static func redacted(
    in scope: QueueScope, reader: ID<Person>, limit: Int, in tx: any ReadTransaction
  ) throws -> [MatterLine] {
    try tx.rows(
      """
      \(columns) WHERE \(seen(scope, by: reader)) AND m.publication = 'redacted' AND NOT m.is_erased
        AND EXISTS (SELECT 1 FROM matter_publications b WHERE b.matter_id = m.id AND NOT b.is_public)
      ORDER BY m.id LIMIT \(bind: limit)
      """
    ).map(line)
  }

  /// What residents brought within a time, by the category it has now; nil for what has none yet.
  package static func byCategory(
    of congress: ID<Congress>, from first: CivilDate, through last: CivilDate, in tx: any ReadTransaction
  ) throws -> [ID<MatterCategory>?: Int] {
    let rows = try tx.rows(
      """
      SELECT m.category_id, COUNT(*) AS n FROM matters m
      WHERE m.counted_congress_id = \(bind: congress) AND m.received_on >= \(bind: first)
        AND m.received_on <= \(bind: last) AND m.channel <> 'deputy' AND m.held = '[]' GROUP BY m.category_id
      """)
    return try Dictionary(uniqueKeysWithValues: rows.map { (try $0("category_id"), try $0("n")) })
  }

  /// The list behind a public number: as many rows as the number says.
  package static func counted(
    _ measure: MatterMeasure, congress: ID<Congress>, category: CountedCategory = .any, from first: CivilDate,
    through last: CivilDate, after cursor: ListCursor?, limit: Int, in tx: any ReadTransaction
  ) throws -> [CountedMatter] {
    try counted(
      [measure], congress: congress, category: category, from: first, through: last, after: cursor, limit: limit, in: tx
    )
  }

  /// The list behind the sum of several measures that go by the same date and have no matter in common.
  package static func counted(
    _ measures: [MatterMeasure], congress: ID<Congress>, category: CountedCategory = .any, from first: CivilDate,
    through last: CivilDate, after cursor: ListCursor?, limit: Int, in tx: any ReadTransaction
  ) throws -> [CountedMatter] {
    let definitions = measures.compactMap(definition)
    guard let dateColumn = definitions.first?.date, definitions.count == measures.count else { return [] }
    let condition: SQL = "(\(SQL.joined(definitions.map { "(\($0.condition))" }, by: " OR ")))"
    var conditions: [SQL] = [
      "m.counted_congress_id = \(bind: congress)", "\(dateColumn) >= \(bind: first)", "\(dateColumn) <= \(bind: last)",
      condition, "m.held = '[]'",
    ]
    switch category {
    case .any: break
    case .none:
      // Sent elsewhere it may be classed by the list of another congress.
      conditions.append(
        """
        (m.category_id IS NULL
          OR m.category_id NOT IN (SELECT id FROM matter_categories WHERE congress_id = \(bind: congress)))
        """)
    case .top(let id):
      conditions.append(
        """
        (m.category_id = \(bind: id)
          OR m.category_id IN (SELECT id FROM matter_categories WHERE parent_id = \(bind: id)))
        """)
    }
    if let cursor {
      conditions.append(
        """
        (\(dateColumn) < \(bind: cursor.sort) OR (\(dateColumn) = \(bind: cursor.sort) AND m.id < \(bind: cursor.id)))
        """)
    }
    return try tx.rows(
      """
      SELECT m.id, CASE WHEN b.is_public THEN b.title ELSE NULL END AS title, k.name AS category_name, m.state,
        \(dateColumn) AS counted_on
      FROM matters m LEFT JOIN matter_publications b ON b.matter_id = m.id
      LEFT JOIN matter_categories k ON k.id = m.category_id
      WHERE \(SQL.all(conditions)) ORDER BY \(dateColumn) DESC, m.id DESC LIMIT \(bind: limit)
      """
    ).map {
      CountedMatter(
        id: try $0("id"), title: try $0("title"), category: try $0("category_name"), state: try $0.word("state"),
        date: try $0("counted_on"))
    }
  }

  /// The date a measure goes by and what a matter must be to count: the same rule as `MatterStatus.tallies`.
  private static func definition(_ measure: MatterMeasure) -> (date: SQL, condition: SQL)? {
    let isRaised = MatterMeasure.raisedByDeputies.contains(measure)
    let stream: SQL = isRaised ? "m.channel = 'deputy'" : "m.channel <> 'deputy'"
    let own: (date: SQL, condition: SQL)? =
      switch measure {
      case .received, .raised: ("m.received_on", "1 = 1")
      case .raisedInCampaign: ("m.received_on", "m.campaign_id IS NOT NULL")
      case .answered, .raisedAnswered: ("m.first_reply_on", "1 = 1")
      case .answeredInTime, .raisedAnsweredInTime: ("m.first_reply_on", "m.first_reply_in_time")
      case .answeredEntered: ("m.first_reply_on", "m.reply_entered")
      case .solved, .raisedSolved: ("m.result_on", "m.outcome = 'solved'")
      case .ratedBySender, .raisedRated: ("m.feedback_on", "m.feedback_source = 'sender'")
      case .satisfiedBySender, .raisedSatisfied:
        ("m.feedback_on", "m.feedback_source = 'sender' AND m.feedback_overall = 'satisfied'")
      case .basicBySender, .raisedBasic:
        ("m.feedback_on", "m.feedback_source = 'sender' AND m.feedback_overall = 'basic'")
      case .concluded, .raisedConcluded:
        ("m.feedback_on", "m.feedback_source = 'sender' AND m.state IN ('closed', 'archived')")
      case .ratedByStaff: ("m.feedback_on", "m.feedback_source = 'staff'")
      case .satisfiedByStaff: ("m.feedback_on", "m.feedback_source = 'staff' AND m.feedback_overall = 'satisfied'")
      case .basicByStaff: ("m.feedback_on", "m.feedback_source = 'staff' AND m.feedback_overall = 'basic'")
      case .unrated: ("m.feedback_on", "m.feedback_source = 'attempt'")
      case .declined: ("m.ended_on", "m.state = 'declined'")
      case .diverted: ("m.ended_on", "m.state = 'diverted'")
      case .withdrawn: ("m.ended_on", "m.state = 'withdrawn'")
      case .archived: ("m.ended_on", "m.state = 'archived'")
      case .owed:
        (
          "m.received_on",
          "(m.first_reply_on IS NOT NULL OR m.state NOT IN ('declined', 'diverted', 'withdrawn'))"
        )
      case .owedAnswered: ("m.received_on", "m.first_reply_on IS NOT NULL")
      case .sentUp: ("m.received_on", "m.escalations <> '[]'")
      case .toAccept, .toReply, .withUnit, .waiting, .toFeedback, .dissatisfied, .toArchive, .held: nil
      }
    return own.map { ($0.date, "\($0.condition) AND \(stream)") }
  }

  private static let columns: SQL = """
    SELECT m.id, m.receipt, m.title, c.name_mask, k.name AS category_name, v.name AS venue_name, p.name AS person_name,
      g.name AS group_name, m.state, m.channel, m.urgency, m.sort_on, m.clock_due_on, m.round, m.has_objection,
      m.merged_into_id IS NOT NULL AS is_merged, m.revision, m.received_on, CASE WHEN m.followers = '[]' THEN 0
        ELSE (SELECT COUNT(*) FROM matters o WHERE o.merged_into_id = m.id) END AS others
    FROM matters m LEFT JOIN matter_contacts c ON c.matter_id = m.id AND c.position = 0
    LEFT JOIN matter_categories k ON k.id = m.category_id LEFT JOIN venues v ON v.id = m.venue_id
    LEFT JOIN people p ON p.id = m.owner_person_id LEFT JOIN deputy_groups g ON g.id = m.owner_group_id
    """

  private static func line(_ row: Row) throws -> MatterLine {
    let person: String? = try row("person_name")
    let group: String? = try row("group_name")
    return MatterLine(
      id: try row("id"), receipt: try row("receipt"), title: try row("title"),
      sender: try row("name_mask", as: String?.self) ?? "", category: try row("category_name"),
      venue: try row("venue_name"), owner: person ?? group, state: try row.word("state"),
      channel: try row.word("channel"), urgency: try row.word("urgency"), sortOn: try row("sort_on"),
      clockDue: try row("clock_due_on"), round: try row("round"), hasObjection: try row("has_objection"),
      isMerged: try row("is_merged"), revision: try row("revision"), receivedOn: try row("received_on"),
      others: try row("others"))
  }
}
