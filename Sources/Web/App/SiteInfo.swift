import Actions
package import Domain
import Synchronization

/// What stands on every page about the place that this site belongs to.
package struct SiteInfo: Sendable, Equatable {
  package let congress: Congress
  /// The home, or the first venue there is.
  package let home: VenueLine?
  /// 示范镇人大代表之家. A county's site is not named after the home of one of its townships.
  package let name: String
  package let parentName: String?
  package let venueCount: Int
  package let persons: Int
  package let mandates: [CongressLevel: Int]
  /// Of every congress that is run here.
  package let venueNames: [ID<Venue>: String]
  package let categories: [MatterCategory]
  /// Published, the newest first.
  package let campaigns: [Named<Campaign>]
  package let villages: Int
  package let communities: Int

  package var telephone: String { home?.telephone ?? "" }
  package var hours: String { home?.openingHours ?? "" }

  /// Who runs it: a township's presidium, otherwise the standing committee (组织法 18, 50).
  package var organ: String {
    congress.level == .township ? congress.name + "主席团" : congress.name + "常务委员会"
  }

  static func load(_ environment: AppEnvironment) async throws -> SiteInfo? {
    let congresses = try await ReadDirectory.congresses(in: environment)
    guard let main = congresses.filter(\.isRunHere).min(by: { $0.level < $1.level }) else { return nil }
    let all = try await ReadDirectory.venues(of: nil, in: environment)
    let venues = try await ReadDirectory.venues(of: main.id, in: environment)
    let counts = try await ReadDirectory.deputyCounts(in: environment)
    let regions = try await ReadDirectory.regions(in: environment)
    let villages = regions.filter { $0.level == .village && $0.validTo == nil }
    let communities = villages.filter { $0.name.hasSuffix("社区") || $0.name.hasSuffix("居") }
    let homes = venues.filter { $0.kind == .home }
    let region = regions.first { $0.id == main.region }?.name
    let own = homes.first { $0.regionName == region } ?? (main.level == .township ? homes.first : nil)
    return SiteInfo(
      congress: main, home: own ?? homes.first ?? venues.first, name: own?.name ?? main.shortName + "人大代表之家",
      parentName: congresses.first { $0.id == main.parent }?.shortName, venueCount: venues.count,
      persons: counts.persons, mandates: counts.byLevel,
      venueNames: Dictionary(all.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
      categories: try await ReadDirectory.categories(of: main.id, in: environment),
      campaigns: try await ReadCampaigns.list(in: environment).map {
        Named(id: $0.campaign.id, name: $0.campaign.theme)
      },
      villages: villages.count - communities.count,
      communities: communities.count)
  }
}

/// Keeps ``SiteInfo`` for a few seconds: it changes with the directory only.
final class SiteCache: Sendable {
  private let kept = Mutex<(info: SiteInfo?, at: Instant)?>(nil)
  private static let milliseconds: Int64 = 5000

  func info(_ environment: AppEnvironment) async throws -> SiteInfo? {
    let now = environment.now()
    if let kept = kept.withLock({ $0 }), kept.info != nil, now.isWithin(Self.milliseconds, after: kept.at) {
      return kept.info
    }
    let info: SiteInfo?
    do { info = try await SiteInfo.load(environment) } catch {
      // While the database is away the name of the place is the one that it had.
      if let last = kept.withLock({ $0?.info }) { return last }
      throw error
    }
    kept.withLock { $0 = (info, now) }
    return info
  }

  func forget() { kept.withLock { $0 = nil } }
}
