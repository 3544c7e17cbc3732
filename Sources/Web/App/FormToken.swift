import Actions
import Domain
import SecretsKit

/// The hidden value of a form: it names one showing of the form, so that sending it twice acts once, and for people who
/// are signed in it proves that the form was shown to their own sign-in.
enum FormToken {
  static let field = "form"
  private static let lifetime: Int64 = 7 * 24 * 3_600_000

  static func make(for visit: Visit) -> String {
    let random = visit.environment.random(16)
    let time = withUnsafeBytes(of: visit.now.milliseconds.bigEndian) { Array($0) }
    return Base64URL.encode(random + time + mac(random, time, visit))
  }

  /// The form's random part when it is one of ours, young enough, and shown to this holder.
  static func check(_ text: String?, for visit: Visit) -> [UInt8]? {
    guard let text, let bytes = Base64URL.decode(text), bytes.count == 40 else { return nil }
    let random = Array(bytes[0..<16])
    let time = Array(bytes[16..<24])
    guard Tokens.equal(Array(bytes[24...]), mac(random, time, visit)) else { return nil }
    let made = time.reduce(Int64(0)) { $0 << 8 | Int64($1) }
    let age = visit.now.milliseconds - made
    // One from the future is one of ours, too: the clock was set back since.
    return age > -lifetime && age < lifetime ? random : nil
  }

  /// When the form was shown; only of a form that ``check(_:for:)`` knows.
  static func shownAt(_ text: String?) -> Instant? {
    guard let text, let bytes = Base64URL.decode(text), bytes.count == 40 else { return nil }
    return Instant(milliseconds: Int64(bitPattern: bytes[16..<24].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
  }

  /// A visitor's form is bound to nobody: it can be shown from a shared cache, and the key of what is sent keeps two
  /// visitors apart (see `PostedForm.key`).
  private static func mac(_ random: [UInt8], _ time: [UInt8], _ visit: Visit) -> [UInt8] {
    let holder = visit.actor.signedIn.map { "s" + $0.session.description } ?? ""
    return visit.environment.tokens.mac("form", [random, time, Array(holder.utf8)])
  }
}
