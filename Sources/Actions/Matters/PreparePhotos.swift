import DatabaseKit
import Domain
import PictureKit
package import SecretsKit
import Store

/// A photo that is ready and waits to be attached, as a form carries it.
package struct PhotoTicket: Sendable, Equatable {
  package let id: Int64
  package let name: String

  package init(id: Int64, name: String) {
    self.id = id
    self.name = name
  }
}

extension PhotoTicket {
  /// What stands in a hidden field: the id, what was signed over it, and the file's name.
  package func text(_ tokens: Tokens) -> String {
    "\(id).\(Base64URL.encode(Self.mac(id, tokens))).\(Base64URL.encode(Array(name.utf8)))"
  }

  /// Nil for anything that was not signed here.
  package init?(text: String, _ tokens: Tokens) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let id = Int64(parts[0]), let mac = Base64URL.decode(parts[1]),
      let name = Base64URL.decode(parts[2]), Tokens.equal(mac, Self.mac(id, tokens))
    else { return nil }
    self.init(id: id, name: String(decoding: name, as: UTF8.self))
  }

  private static func mac(_ id: Int64, _ tokens: Tokens) -> [UInt8] {
    tokens.mac("photo", [withUnsafeBytes(of: id.littleEndian) { Array($0) }])
  }
}

/// Makes uploaded photos ready: decoded, turned, scaled and stripped in the child process, stored by content. What could
/// not be used is told file by file; the others are kept, so that nobody has to choose them again.
package enum PreparePhotos {
  package struct Upload: Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  package struct Outcome: Sendable {
    package let tickets: [PhotoTicket]
    package let problems: [FieldProblem]
  }

  /// - Parameters:
  ///   - kept: photos of an earlier try of the same form.
  ///   - limit: how many in all.
  package static func run(_ uploads: [Upload], kept: [PhotoTicket], limit: Int, in environment: AppEnvironment)
    async throws -> Outcome
  {
    if environment.readOnly != nil { throw ActionError.readOnly }
    var tickets = kept
    var problems: [FieldProblem] = []
    for upload in uploads where !upload.bytes.isEmpty || !upload.name.isEmpty {
      guard tickets.count < limit else {
        problems.append(FieldProblem("photo", .tooManyPhotos(limit: limit)))
        break
      }
      do {
        let picture = try await environment.pictures.prepare(upload.bytes)
        tickets.append(try await store(picture, name: upload.name, in: environment))
      } catch let problem as PictureProblem {
        problems.append(FieldProblem("photo", .photo(name: upload.name, Self.explain(problem))))
      }
    }
    return Outcome(tickets: tickets, problems: problems)
  }

  private static func store(_ picture: PreparedPicture, name: String, in environment: AppEnvironment) async throws
    -> PhotoTicket
  {
    let now = environment.now()
    let stored = StoredUpload(
      id: environment.ids.next(at: now), main: try await environment.files.put(picture.main),
      thumb: try await environment.files.put(picture.thumbnail), width: picture.mainWidth, height: picture.mainHeight)
    try await environment.database.write { tx in try MatterPartStore.insertUpload(stored, at: now, in: tx) }
    return PhotoTicket(id: stored.id, name: name)
  }

  private static func explain(_ problem: PictureProblem) -> FieldProblem.PhotoProblem {
    switch problem {
    case .empty, .unsupported: .notAPicture
    case .tooLarge(let bytes): .tooLarge(megabytes: (bytes + 1_048_575) / 1_048_576)
    case .heic: .heic
    case .tooManyPixels: .tooManyPixels
    case .damaged, .workerFailed: .damaged
    case .busy: .busy
    }
  }
}
