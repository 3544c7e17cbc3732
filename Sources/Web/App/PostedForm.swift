package import Actions
package import Domain
package import HTTPKit
import Hummingbird
import NIOCore
import SecretsKit

/// What a form sent: fields and files, with the key under which it is carried out once.
package struct PostedForm: Sendable {
  package let fields: FormFields
  package let files: [PreparePhotos.Upload]
  /// What was wrong with the upload as a whole; the fields that came through are kept.
  package let problems: [FieldProblem]
  /// The form is one of ours, young enough and this holder's.
  package let isGenuine: Bool
  package let key: RequestKey

  /// A field as it was typed, trimmed and without invisible characters.
  package func text(_ name: String, multiline: Bool = false) -> String {
    TextCleaning.clean(fields[name] ?? "", multiline: multiline).text
  }

  /// True when a field holds characters that cannot be shown or were not text at all.
  package func isBroken(_ name: String, multiline: Bool = false) -> Bool {
    guard let field = fields.fields.first(where: { $0.name == name }) else { return false }
    return field.wasInvalidUTF8 || TextCleaning.clean(field.value, multiline: multiline).hasForbiddenCharacters
  }

  package func has(_ name: String) -> Bool { fields[name] != nil }

  package func id<Subject>(_ name: String, _ type: Subject.Type = Subject.self) -> ID<Subject>? {
    ID<Subject>(text: fields[name] ?? "")
  }

  package func word<Word: RawRepresentable>(_ name: String, _ type: Word.Type = Word.self) -> Word?
  where Word.RawValue == String {
    Word(rawValue: fields[name] ?? "")
  }

  package func date(_ name: String) -> CivilDate? {
    CivilDate(text: TextCleaning.toHalfWidthDigits(text(name)).replacing("/", with: "-"))
  }
}

/// Reads the body of a POST, bounded, in both encodings that browsers use.
enum FormReader {
  /// Six photos of ten megabytes and the text beside them.
  static let limits = MultipartLimits(
    maxParts: 60, maxHeaderBytes: 4096, maxFieldBytes: 64 * 1024, maxFileBytes: 10 * 1024 * 1024,
    maxTotalBytes: 64 * 1024 * 1024)
  private static let urlencodedLimit = 256 * 1024

  static func read(_ request: Request, _ visit: Visit) async throws -> PostedForm {
    let parts = try await whole(request, visit.options.bodyPatience)
    let random = FormToken.check(parts.fields[FormToken.field], for: visit)
    let content = parts.digest.finish()
    let holder = Array(visit.formHolder.utf8)
    let key = visit.environment.tokens.mac(
      "request", [random ?? visit.environment.random(16), holder, Array(visit.path.utf8), content])
    return PostedForm(
      fields: parts.fields, files: parts.files, problems: parts.problems, isGenuine: random != nil,
      key: RequestKey(hash: key))
  }

  /// Only what was typed, for a page that gives it back; nothing when the body cannot be read.
  static func words(of request: Request, _ patience: Duration) async -> [(label: String, text: String)] {
    do {
      return FieldNames.words(in: try await whole(request, patience).fields)
    } catch {
      return []
    }
  }

  /// A body that ends before it is whole, because somebody hung up, is a malformed one, whatever the layers below call it.
  private static func whole(_ request: Request, _ patience: Duration) async throws -> Parts {
    do {
      return try await BodyPatience(patience).read { progress in try await Self.parts(of: request, progress) }
    } catch let error as BodyError {
      throw error
    } catch {
      throw BodyError.malformed
    }
  }

  private static func parts(of request: Request, _ progress: BodyPatience.Progress) async throws -> Parts {
    let type = request.headers[.contentType] ?? ""
    if type.lowercased().hasPrefix("multipart/form-data") { return try await multipart(request, type, progress) }
    guard type.isEmpty || type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
      throw BodyError.unsupportedType
    }
    var parts = Parts()
    parts.fields = try await urlencoded(request, progress)
    parts.digest.add(parts.fields)
    return parts
  }

  private struct Parts: Sendable {
    var fields = FormFields()
    var files: [PreparePhotos.Upload] = []
    var problems: [FieldProblem] = []
    var digest = ContentDigest()
  }

  private static func urlencoded(_ request: Request, _ progress: BodyPatience.Progress) async throws -> FormFields {
    var bytes: [UInt8] = []
    for try await buffer in request.body {
      progress.more()
      bytes.append(contentsOf: buffer.readableBytesView)
      if bytes.count > urlencodedLimit { throw BodyError.tooLarge }
    }
    do { return try FormDecoder.decode(bytes, invalidUTF8: .repair) } catch { throw BodyError.malformed }
  }

  private static func multipart(_ request: Request, _ type: String, _ progress: BodyPatience.Progress) async throws
    -> Parts
  {
    var parts = Parts()
    do {
      var parser = MultipartParser(boundary: try MultipartBoundary.parse(contentType: type), limits: limits)
      var collector = PartCollector()
      for try await buffer in request.body {
        progress.more()
        for event in try parser.feed(Array(buffer.readableBytesView)) { collector.take(event, into: &parts) }
      }
      for event in try parser.finish() { collector.take(event, into: &parts) }
    } catch let error as MultipartError {
      try keep(error, &parts)
    }
    return parts
  }

  /// A file that is too large is a problem of that field: what was typed before it is kept. Anything else is refused whole.
  private static func keep(_ error: MultipartError, _ parts: inout Parts) throws {
    switch error {
    case .fileTooLong(_, let filename):
      parts.problems.append(FieldProblem("photo", .photo(name: filename, .tooLarge(megabytes: 10))))
    case .totalTooLong: parts.problems.append(FieldProblem("photo", .tooManyPhotos(limit: 6)))
    case .fieldTooLong(let name): parts.problems.append(FieldProblem(name, .tooLong(maximum: 2000, actual: 20_000)))
    case .tooManyParts: throw BodyError.tooLarge
    case .notMultipart, .badBoundary, .headersTooLong, .malformed, .truncated: throw BodyError.malformed
    }
  }

  /// Puts the events of a body together into fields and files.
  private struct PartCollector {
    private var headers: PartHeaders?
    private var bytes: [UInt8] = []

    mutating func take(_ event: MultipartEvent, into parts: inout Parts) {
      switch event {
      case .partBegan(let began):
        headers = began
        bytes = []
      case .data(let data): bytes.append(contentsOf: data)
      case .partEnded:
        guard let headers else { return }
        parts.digest.add(headers.name, bytes)
        if headers.isFile {
          if !bytes.isEmpty {
            parts.files.append(PreparePhotos.Upload(name: headers.filename ?? "", bytes: bytes))
          }
        } else {
          parts.fields.append(name: headers.name, bytes: bytes)
        }
      case .ended: break
      }
    }
  }
}

/// Why a body could not be read at all.
enum BodyError: Error, Sendable, Equatable { case tooLarge, malformed, unsupportedType, tooSlow }

extension ContentDigest {
  fileprivate mutating func add(_ fields: FormFields) {
    for field in fields.fields { add(field.name, Array(field.value.utf8)) }
  }
}

extension PostedForm {
  /// What the photos just sent count against, in kilobytes; nil without any, and for whoever is signed in.
  func photoClaim(for visit: Visit) -> RequestLimits.Claim? {
    guard !files.isEmpty, visit.actor.signedIn == nil else { return nil }
    return visit.claim(.photos, cost: max(1, files.reduce(0) { $0 + $1.bytes.count } / 1024))
  }

  /// The photos of the form: those just sent and those kept from its last time, with what is wrong with any.
  ///
  /// - Parameter keptOnly: those just sent are too many for now and are not even looked at.
  func takePhotos(limit: Int, keptOnly: Bool = false, in environment: AppEnvironment) async throws
    -> (tickets: [PhotoTicket], problems: [FieldProblem])
  {
    var seen: Set<Int64> = []
    let kept = fields.all("kept").compactMap { PhotoTicket(text: $0, environment.tokens) }.filter {
      seen.insert($0.id).inserted
    }
    let outcome = try await PreparePhotos.run(keptOnly ? [] : files, kept: kept, limit: limit, in: environment)
    return (outcome.tickets, problems + outcome.problems)
  }
}
