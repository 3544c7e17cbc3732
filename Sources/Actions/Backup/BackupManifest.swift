package import DatabaseKit
package import Domain

/// What a backup says of itself: the last member of the archive, so that one that was cut has none. It names no person and
/// holds no word of anybody.
package struct BackupManifest: Codable, Sendable, Equatable {
  package struct Member: Codable, Sendable, Equatable {
    package let name: String
    package let size: Int64
    package let sha256: String
  }

  package struct Counts: Codable, Sendable, Equatable {
    package let matters: Int
    package let events: Int
    package let seals: Int
  }

  static let name = "manifest.json"
  static let database = "lianluo.sqlite"
  static let seals = "seals.log"
  static let files = "files/"
  static let format = 1
  /// A manifest is some hundred bytes a file.
  static let largest: Int64 = 512 << 20

  package let format: Int
  package let engine: String
  /// The number of the newest migration.
  package let schema: Int
  package let madeAt: Instant
  package let counts: Counts
  /// In the order of the archive.
  package let members: [Member]
  /// Files that were erased while the backup was being made.
  package let missing: [String]
}

/// Why a backup could not be made or put back.
package enum BackupProblem: Error, Sendable, Equatable {
  /// The file to be written is there already.
  case fileExists
  /// Another backup writes to the same file.
  case atWork
  case changedMeanwhile(String)
  case unreadable
  case notABackup
  /// The archive ends too early.
  case cutOff
  /// A member that no backup of ours has.
  case foreign(String)
  /// A member whose content is not what the manifest says, is missing, or is there twice.
  case damaged(String)
  /// Made by a version that knows more than this one.
  case newer
  /// The database inside is broken.
  case brokenDatabase
  /// The place is not empty.
  case notEmpty
  /// The backup belongs to the other engine.
  case otherEngine(DatabaseEngine)
}
