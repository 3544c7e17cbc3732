import Actions
import Domain
import HTTPKit
import SecretsKit

/// One request to the API with everything that was found out about it: its parts have been read against the route.
struct APICall: Sendable {
  let route: APIRoute
  let visit: Visit
  /// Whoever shows a token.
  let bearer: Bearer?
  /// The header `Lookup-Secret`.
  let secret: String?
  private let query: [String: JSONValue]
  let body: JSONValue
  /// The bytes of a picture.
  let bytes: [UInt8]
  let key: RequestKey
  /// What the application named the request with; random when it did not.
  let seed: [UInt8]
  /// The revisions that `If-Match` names; nil when it is not there or names any.
  let revisions: [String]?

  init(
    route: APIRoute, visit: Visit, bearer: Bearer?, secret: String?, query: [String: JSONValue], body: JSONValue,
    bytes: [UInt8], key: RequestKey, seed: [UInt8], revisions: [String]?
  ) {
    self.route = route
    self.visit = visit
    self.bearer = bearer
    self.secret = secret
    self.query = query
    self.body = body
    self.bytes = bytes
    self.key = key
    self.seed = seed
    self.revisions = revisions
  }

  var environment: AppEnvironment { visit.environment }
  var actor: Actor { visit.actor }
  var today: CivilDate { visit.today }

  func person() throws -> Actor.SignedIn { try visit.signedIn() }

  // MARK: Parts

  func text(_ name: String) -> String? { query[name]?.text }
  func integer(_ name: String) -> Int? { query[name]?.integer }
  func flag(_ name: String) -> Bool { query[name]?.flag ?? false }
  func id<Subject>(_ name: String, _ type: Subject.Type = Subject.self) -> ID<Subject>? {
    text(name).flatMap { ID<Subject>(text: $0) }
  }
  func word<Word: RawRepresentable>(_ name: String, _ type: Word.Type = Word.self) -> Word?
  where Word.RawValue == String {
    text(name).flatMap { Word(rawValue: $0) }
  }

  /// The cursor of a list: one of ours, or the request is wrong.
  func cursor<Cursor>(_ read: (String) -> Cursor?) throws -> Cursor? {
    guard let text = text(APIParameter.after.name) else { return nil }
    guard let cursor = read(text) else { throw APIRefusal.parameter(.after, "不是这里给出的值") }
    return cursor
  }

  /// The matter that the receipt in the address belongs to, for whoever may see it.
  func matter() async throws -> MatterPageData {
    let number = try visit.parameter("receipt")
    if route.access.takesSecret, bearer == nil || secret != nil {
      let id = try await matterOfSecret(number)
      return try await ReadMatterRecord.run(id, by: .sender(id), in: environment)
    }
    return try await ReadMatterRecord.run(receipt: number, by: actor, in: environment)
  }

  /// The matter that the secret opens: the receipt's own, or the six digits under the limits of 查进度.
  func matterOfSecret(_ number: String) async throws -> ID<Matter> {
    guard let secret else { throw APIRefusal(.wrongSecret, "请在 Lookup-Secret 里带上回执的凭证，或者6位查询码。") }
    do {
      if secret.utf8.count == 6, secret.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
        try visit.require(visit.claim(.lookup))
        return try await LookupMatter.find(
          number: number, code: secret, address: visit.client.text, in: environment)
      }
      guard let capability = Base64URL.decode(secret), capability.count == 16,
        let held = try await ReadReceipts.find(number: number, among: [capability], in: environment)
      else { throw ActionError.wrongSecret }
      return held.matter
    } catch ActionError.wrongSecret {
      throw APIRefusal(.wrongSecret, "请核对回执号和凭证。")
    }
  }
}

extension APIParameter {
  static let after = APIParameter.query(
    "after", JSONSchema(.text(.opaque, 1...300), "从这里往后取；用上一页的 next，不要自己写"))
  static let receipt = APIParameter.path(
    "receipt", JSONSchema(.text(.digits, 12...12), "12位回执号"), example: "$RECEIPT")
  static func id(_ about: String, example: String) -> APIParameter { .path("id", .id(about), example: example) }
  static let file = APIParameter.path("file", .id("照片编号"), example: "$PHOTO")
  static let small = APIParameter.query("small", .flag("true 时给小图"), example: "true")
}
