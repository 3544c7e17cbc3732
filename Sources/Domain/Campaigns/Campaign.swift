/// 征集活动: a themed collection over a period.
package struct Campaign: Sendable, Equatable {
  package enum State: String, CaseIterable, Sendable {
    case draft, published
    /// 提前结束, or a draft that was given up.
    case stopped
  }

  /// 面向谁.
  package enum Audience: String, CaseIterable, Sendable {
    case residents, deputies, both

    package var takesResidents: Bool { self != .deputies }
    package var takesDeputies: Bool { self != .residents }
  }

  package static let themeLength = 1...40
  package static let textLength = 1...500

  package let id: ID<Campaign>
  package let congress: ID<Congress>
  package var theme: String
  /// What is asked.
  package var text: String
  package var audience: Audience
  /// The channels by which residents take part; deputies have one of their own.
  package var residentChannels: Set<MatterChannel>
  /// Where it collects; none: all of the congress's area.
  package var regions: [ID<Region>]
  /// What is asked about; none: whatever there is.
  package var categories: [ID<MatterCategory>]
  package var schedule: CampaignSchedule
  package var state: State
  package var publishedAt: Instant?
  package var stoppedAt: Instant?
  package var stopReason: String?
  package var revision: Int

  package init(
    id: ID<Campaign>, congress: ID<Congress>, theme: String, text: String, audience: Audience,
    residentChannels: Set<MatterChannel>, regions: [ID<Region>] = [], categories: [ID<MatterCategory>] = [],
    schedule: CampaignSchedule, state: State = .draft, publishedAt: Instant? = nil, stoppedAt: Instant? = nil,
    stopReason: String? = nil, revision: Int = 1
  ) {
    self.id = id
    self.congress = congress
    self.theme = theme
    self.text = text
    self.audience = audience
    self.residentChannels = residentChannels
    self.regions = regions
    self.categories = categories
    self.schedule = schedule
    self.state = state
    self.publishedAt = publishedAt
    self.stoppedAt = stoppedAt
    self.stopReason = stopReason
    self.revision = revision
  }

  /// The channels that take part. What a deputy carries for residents comes along where both take part.
  package var channels: Set<MatterChannel> {
    (audience.takesResidents ? residentChannels : []).union(audience.takesDeputies ? [.deputy] : [])
      .union(audience == .both ? [.carried] : [])
  }

  package var takesOnline: Bool { !channels.isDisjoint(with: MatterChannel.online) }

  /// Published once: everybody may read it, also when it is over.
  package var isOpenToRead: Bool { publishedAt != nil }

  package enum Phase: Sendable, Equatable {
    case draft
    /// Published; its first round is still to come.
    case coming(CampaignRound)
    case running(CampaignRound)
    /// Between two rounds.
    case resting(next: CampaignRound)
    case over
    case stopped
  }

  package func phase(on date: CivilDate) -> Phase {
    switch state {
    case .draft: return .draft
    case .stopped: return .stopped
    case .published:
      if let round = schedule.round(on: date) { return .running(round) }
      guard let next = schedule.next(after: date) else { return .over }
      return schedule.rounds(through: date, limit: 1).isEmpty ? .coming(next) : .resting(next: next)
    }
  }

  /// The round that takes matters on a day.
  package func runningRound(on date: CivilDate) -> CampaignRound? {
    guard case .running(let round) = phase(on: date) else { return nil }
    return round
  }
}

extension MatterChannel {
  /// What residents write themselves: scanned or opened.
  package static let online: Set<MatterChannel> = [.code, .web]
}

/// What a matter keeps of the campaign that it was brought in.
package struct CampaignMark: Sendable, Hashable, Codable {
  package let campaign: ID<Campaign>
  /// ``CampaignRound/number``.
  package let round: Int

  package init(campaign: ID<Campaign>, round: Int) {
    self.campaign = campaign
    self.round = round
  }
}

/// Why a matter does not belong to a campaign.
package enum CampaignRefusal: String, CaseIterable, Sendable, Error {
  /// Not published, not begun, between two rounds, over or stopped.
  case notRunning
  case notForResidents, notForDeputies
  case channel
  case region
  /// Accusations, and what goes past the station: nobody counts them.
  case sealed
}

extension Campaign {
  /// What a matter is to be marked with.
  ///
  /// - Parameters:
  ///   - places: the levels that the matter comes from.
  ///   - seat: the region of the campaign's congress.
  package func mark(
    on date: CivilDate, channel: MatterChannel, places: Set<ID<Region>>, seat: ID<Region>, isSealed: Bool
  ) throws(CampaignRefusal) -> CampaignMark {
    guard let round = runningRound(on: date) else { throw .notRunning }
    if channel != .deputy, !audience.takesResidents { throw .notForResidents }
    switch channel {
    case .deputy, .carried: if !audience.takesDeputies { throw .notForDeputies }
    case .code, .web, .visit, .phone, .grid, .paper: if !residentChannels.contains(channel) { throw .channel }
    }
    if places.isDisjoint(with: regions.isEmpty ? [seat] : regions) { throw .region }
    if isSealed { throw .sealed }
    return CampaignMark(campaign: id, round: round.number)
  }
}

/// How many matters of a round came by a channel in a category.
package struct CampaignCount: Sendable, Equatable, Hashable {
  package let round: Int
  package let channel: MatterChannel
  package let category: ID<MatterCategory>?
  package let count: Int

  package init(round: Int, channel: MatterChannel, category: ID<MatterCategory>?, count: Int) {
    self.round = round
    self.channel = channel
    self.category = category
    self.count = count
  }
}

/// A category with the one that it lies under.
package struct CampaignCategory: Sendable, Equatable {
  package let own: Named<MatterCategory>
  package let parent: Named<MatterCategory>?

  package init(own: Named<MatterCategory>, parent: Named<MatterCategory>?) {
    self.own = own
    self.parent = parent
  }

  package var id: ID<MatterCategory> { own.id }
  /// Behind that of the one above.
  package var name: String { parent.map { $0.name + " · " + own.name } ?? own.name }
  package var top: Named<MatterCategory> { parent ?? own }
}

/// Whose matters are counted: residents' and deputies' are two streams and never become one sum.
package enum CampaignStream: String, CaseIterable, Sendable {
  case residents, deputies

  package func holds(_ channel: MatterChannel) -> Bool { (channel == .deputy) == (self == .deputies) }
}

/// The counts of one stream, by what they are asked for.
package struct CampaignTally: Sendable, Equatable {
  package let stream: CampaignStream
  package let total: Int
  package let channels: [MatterChannel: Int]
  /// Nil stands for what nobody has classed yet.
  package let categories: [ID<MatterCategory>?: Int]

  /// - Parameter round: of one round only.
  package init(_ stream: CampaignStream, of counts: [CampaignCount], round: Int? = nil) {
    self.stream = stream
    var total = 0
    var channels: [MatterChannel: Int] = [:]
    var categories: [ID<MatterCategory>?: Int] = [:]
    for item in counts where stream.holds(item.channel) && (round == nil || item.round == round) {
      total += item.count
      channels[item.channel, default: 0] += item.count
      categories[item.category, default: 0] += item.count
    }
    self.total = total
    self.channels = channels
    self.categories = categories
  }
}
