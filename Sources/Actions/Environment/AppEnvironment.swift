package import DatabaseKit
package import Domain
package import Logging
package import PictureKit
package import SecretsKit

/// Everything an action may use, passed by hand. Time, ids and chance come from here, so that tests and the
/// demonstration town decide them.
package struct AppEnvironment: Sendable {
  package let database: any Database
  package let now: @Sendable () -> Instant
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
  package let logger: Logger
  /// Set when the key file is missing or maintenance asked for it: nothing may be changed, with this sentence shown.
  package let readOnly: String?

  /// - Parameter uptime: real time, for how long things read are kept; `now` may be the time of a history that is told.
  package init(
    database: any Database, now: @escaping @Sendable () -> Instant,
    uptime: @escaping @Sendable () -> ContinuousClock.Instant, ids: IDGenerator,
    random: @escaping @Sendable (Int) -> [UInt8], keys: KeyRing, passwords: PasswordHasher,
    pictures: any PictureMaking, files: any FileStore, sealLog: any SealLog, logger: Logger,
    readOnly: String? = nil
  ) {
    self.database = database
    self.now = now
    self.ids = ids
    self.random = random
    cipher = FieldCipher(keys: keys)
    tokens = Tokens(keys: keys)
    self.passwords = passwords
    self.pictures = pictures
    self.files = files
    self.sealLog = sealLog
    rules = RulesCache(database: database, uptime: uptime)
    self.logger = logger
    self.readOnly = readOnly
  }

  /// The same installation, reached by another way to its database; its rules are those that it has read.
  package init(_ other: AppEnvironment, database: any Database) {
    self.database = database
    (now, ids, random, cipher, tokens) = (other.now, other.ids, other.random, other.cipher, other.tokens)
    (passwords, pictures, files, sealLog) = (other.passwords, other.pictures, other.files, other.sealLog)
    (rules, logger, readOnly) = (other.rules, other.logger, other.readOnly)
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
