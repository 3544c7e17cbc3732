import Actions
package import Domain
package import PictureKit
import Synchronization

/// Uploaded files in memory.
package final class MemoryFiles: FileStore {
  private let files = Mutex<[String: [UInt8]]>([:])

  package init() {}

  package func put(_ bytes: [UInt8]) async throws -> String {
    let address = FolderFileStore.address(of: bytes)
    files.withLock { $0[address] = bytes }
    return address
  }

  package func get(_ sha256: String) async throws -> [UInt8]? { files.withLock { $0[sha256] } }

  package func delete(_ sha256: String) async throws { files.withLock { $0[sha256] = nil } }

  package func all() async throws -> [String] { files.withLock { $0.keys.sorted() } }

  /// What a broken disk does.
  package func damage(_ sha256: String) { files.withLock { $0[sha256]?.append(0) } }
}

/// The log of seals in memory.
package final class MemorySeals: SealLog {
  private let lines = Mutex<[Int: [UInt8]]>([:])

  package init() {}

  package func append(number: Int, at: Instant, count: Int, mac: [UInt8]) async throws {
    lines.withLock { $0[number] = mac }
  }

  package func newest() async throws -> Int? { lines.withLock { $0.keys.max() } }

  package func read() async throws -> [Int: [UInt8]]? { lines.withLock { $0 } }

  /// What a crash between the commit and the log leaves, or somebody who cuts the log.
  package func forget(_ number: Int) { lines.withLock { $0[number] = nil } }
}

/// Takes whatever begins like a JPEG, without a child process.
package struct PlainPictures: PictureMaking {
  package init() {}

  /// An upload that is taken; different `mark`s are different pictures.
  package static func upload(_ mark: UInt8) -> [UInt8] { [0xFF, 0xD8, 0xFF, mark] }

  package func prepare(_ bytes: [UInt8]) async throws(PictureProblem) -> PreparedPicture {
    guard bytes.starts(with: [0xFF, 0xD8, 0xFF]) else { throw .unsupported }
    return PreparedPicture(
      main: bytes + [1], mainWidth: 40, mainHeight: 30, thumbnail: bytes + [2], thumbWidth: 4, thumbHeight: 3)
  }
}

/// Takes every upload as it is, for photos that ship with the product.
struct PlainPhotos: PictureMaking {
  func prepare(_ bytes: [UInt8]) async throws(PictureProblem) -> PreparedPicture {
    PreparedPicture(
      main: bytes, mainWidth: 40, mainHeight: 30, thumbnail: bytes + [0], thumbWidth: 4, thumbHeight: 3)
  }
}
