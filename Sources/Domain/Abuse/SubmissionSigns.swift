/// Why a place looks at a matter before it comes into its queues (甄别). None of them is proof of anything.
package enum HoldReason: String, CaseIterable, Sendable, Codable {
  /// A field that people neither see nor reach was filled in.
  case trap
  /// The form was sent faster than anybody writes.
  case tooQuick = "too-quick"
  /// Many have sent nearly the same words within a few hours.
  case sameText = "same-text"
  /// It leads to addresses on the internet.
  case links
  /// It gives telephone numbers other than the sender's.
  case otherNumbers = "other-numbers"
  /// Not one Chinese character in it.
  case noChinese = "no-chinese"
}

/// When a matter is held: settings of a congress.
package struct HoldRules: Sendable, Equatable, Codable {
  /// The weight from which a matter is held; 0 holds nothing.
  package var score = 3
  /// The how-manieth of nearly the same words within ``TextPrint/window`` is suspicious; three times as many of a short
  /// text or within a campaign, where honest people write the same.
  package var sameText = 20
  /// Sent within fewer seconds after the form was shown.
  package var seconds = 2

  package init() {}

  package init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    score = try stored.decodeIfPresent(Int.self, forKey: .score) ?? score
    sameText = try stored.decodeIfPresent(Int.self, forKey: .sameText) ?? sameText
    seconds = try stored.decodeIfPresent(Int.self, forKey: .seconds) ?? seconds
  }
}

/// What is known of how a matter was sent, beside its words.
package struct SubmissionSigns: Sendable, Equatable {
  package var isTrapFilled = false
  /// From showing the form to sending it; nil when the form does not say.
  package var milliseconds: Int64?
  /// How many others have sent nearly the same words within ``TextPrint/window`` before.
  package var sameTexts = 0
  package var isInCampaign = false

  package init() {}

  /// Why this matter is held; empty when it is not.
  package func reasons(text: String, phone: String, under rules: HoldRules) -> [HoldReason] {
    let found = signs(text, phone, rules)
    let weight = found.reduce(0) { $0 + Self.weight($1) }
    return rules.score > 0 && weight >= rules.score ? found : []
  }

  /// A trap or a crowd holds by itself, everything else only in company: a quick hand that gives a link is held, a quick
  /// hand is not.
  package static func weight(_ reason: HoldReason) -> Int {
    switch reason {
    case .trap, .sameText: 3
    case .tooQuick: 2
    case .links, .otherNumbers, .noChinese: 1
    }
  }

  private func signs(_ text: String, _ phone: String, _ rules: HoldRules) -> [HoldReason] {
    var found: [HoldReason] = []
    if isTrapFilled { found.append(.trap) }
    if let milliseconds, (0..<Int64(max(0, rules.seconds)) * 1000).contains(milliseconds) { found.append(.tooQuick) }
    let isCommon = isInCampaign || TextPrint.normalised(text).count < TextPrint.short
    if sameTexts + 1 >= rules.sameText * (isCommon ? 3 : 1) { found.append(.sameText) }
    if Self.hasLink(text) { found.append(.links) }
    if Self.numbers(in: text).contains(where: { $0 != phone }) { found.append(.otherNumbers) }
    if !text.unicodeScalars.contains(where: Self.isHan) { found.append(.noChinese) }
    return found
  }

  private static func hasLink(_ text: String) -> Bool {
    let small = text.lowercased()
    return ["http://", "https://", "www.", ".com", ".cn/", ".net", ".top", "t.me/"].contains { small.contains($0) }
  }

  /// Runs of eleven digits that begin with a one: mobile numbers.
  private static func numbers(in text: String) -> [String] {
    var runs: [String] = []
    var run = ""
    for character in text + " " {
      if character.isASCII, character.isNumber {
        run.append(character)
      } else if character != "-" {
        if run.count == 11, run.first == "1" { runs.append(run) }
        run = ""
      }
    }
    return runs
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x3400...0x9FFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
  }
}
