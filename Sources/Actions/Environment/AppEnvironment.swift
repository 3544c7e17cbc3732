package import DatabaseKit
package import Domain
package import Logging
package import PictureKit
package import SecretsKit

/// Everything an action may use, passed by hand. Time, ids and chance come from here, so that tests and the
/// demonstration town decide them.
package struct AppEnvironment: Sendable {
  package private(set) var database: any Database
  package let now: @Sendable () -> Instant
  /// Real time, a clock that nobody sets.
  package let uptime: @Sendable () -> ContinuousClock.Instant
  package let ids: IDGenerator
  /// That many fresh random bytes.
  package let random: @Sendable (Int) -> [UInt8]
  package let cipher: FieldCipher
  package let tokens: Tokens
  package let passwords: PasswordHasher
  package let pictures: any PictureMaking
  package let files: any FileStore
  package let sealLog: any SealLog
  package let rules: RulesCache
  package let lines: MatterLineCache
  package let suggestionTally: SuggestionTally
  package let logger: Logger
  private let readOnlyState: ReadOnlyState
  /// The ways by which messages leave; none until they are configured.
  package let couriers: Couriers

  /// - Parameters:
  ///   - uptime: real time, for how long things read are kept; `now` may be the time of a history that is told.
  ///   - readOnly: the sentence about a missing key.
  ///   - keyFile: where the keys come from, to notice that one was added.
  package init(
    database: any Database, now: @escaping @Sendable () -> Instant,
    uptime: @escaping @Sendable () -> ContinuousClock.Instant, ids: IDGenerator,
    random: @escaping @Sendable (Int) -> [UInt8], keys: KeyRing, keyFile: KeyFile? = nil, passwords: PasswordHasher,
    pictures: any PictureMaking, files: any FileStore, sealLog: any SealLog, logger: Logger,
    readOnly: String? = nil, couriers: Couriers = .none
  ) {
    self.database = database
    self.now = now
    self.uptime = uptime
    self.ids = ids
    self.random = random
    cipher = FieldCipher(keys: keys, file: keyFile)
    tokens = Tokens(keys: keys)
    self.passwords = passwords
    self.pictures = pictures
    self.files = files
    self.sealLog = sealLog
    rules = RulesCache(database: database, uptime: uptime)
    lines = MatterLineCache(uptime: uptime)
    suggestionTally = SuggestionTally(uptime: uptime)
    self.logger = logger
    readOnlyState = ReadOnlyState(missingKey: readOnly)
    self.couriers = couriers
  }

  /// Set when the key file is missing or maintenance asked for it: nothing may be changed, with this sentence shown.
  package var readOnly: String? { readOnlyState.sentence }
  /// Without its keys this installation can only be read for as long as the program runs.
  package var lacksKeys: Bool { readOnlyState.isForGood }
  package var maintenance: Maintenance? { readOnlyState.maintenance }

  /// Servers call it often: looks whether maintenance has begun or ended when that is a second ago.
  package func lookForMaintenance() async { await readOnlyState.refresh(database, at: uptime()) }

  /// The same installation, reached by another way to its database; its rules are those that it has read.
  package init(_ other: AppEnvironment, database: any Database) {
    self = other
    self.database = database
  }

  package func newID<Subject>(at now: Instant, _ type: Subject.Type = Subject.self) -> ID<Subject> {
    ID(ids.next(at: now))
  }

  func newIDs(_ count: Int, at now: Instant) -> [Int64] { (0..<count).map { _ in ids.next(at: now) } }
}

/// Turns an uploaded picture into what is kept; see ``PictureWorker``.
package protocol PictureMaking: Sendable {
  func prepare(_ bytes: [UInt8]) async throws(PictureProblem) -> PreparedPicture
}

extension PictureWorker: PictureMaking {}
