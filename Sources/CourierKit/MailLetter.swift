import Foundation

/// A letter as plain text in the form of RFC 5322, with everything that stands in its head refused or encoded when it is
/// more than one line of ASCII.
package struct MailLetter: Sendable {
  /// Without the angle brackets: a name of our own, such as `0f3a…@town.example`.
  package let id: String
  package let from: String
  package let fromName: String
  package let to: String
  package let subject: String
  package let text: String
  /// Seconds since 1970.
  package let date: Int64

  package init(
    id: String, from: String, fromName: String, to: String, subject: String, text: String, date: Int64
  ) {
    self.id = id
    self.from = from
    self.fromName = fromName
    self.to = to
    self.subject = subject
    self.text = text
    self.date = date
  }

  /// The whole letter with CRLF line ends.
  package func render() throws(CourierProblem) -> [UInt8] {
    try Self.check(address: from)
    try Self.check(address: to)
    try Self.check(address: id)
    let lines = [
      "Date: \(Self.date(date))", "From: \(try Self.encoded(fromName, field: "from"))\r\n <\(from)>",
      "To: <\(to)>",
      "Message-ID: <\(id)>",
      "Subject: \(try Self.encoded(subject, field: "subject"))",
      "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
      // RFC 3834: nobody's absence note answers it.
      "Auto-Submitted: auto-generated", "",
    ]
    let body = Data(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8).base64EncodedString()
    return Array((lines + Self.wrapped(body)).joined(separator: "\r\n").utf8) + [13, 10]
  }

  /// One ASCII line with exactly one `@` and nothing that has a meaning in a head or an envelope.
  static func check(address: String) throws(CourierProblem) {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = address.utf8.allSatisfy { byte in
      byte > 32 && byte < 127 && !Array("<>()[]\\,;:\"".utf8).contains(byte)
    }
    guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), address.utf8.count <= 254 else {
      throw .badAddress
    }
  }

  /// Words of a head (RFC 2047): base64 in pieces that fit into a line; nothing with a line end or another control in it.
  static func encoded(_ words: String, field: String) throws(CourierProblem) -> String {
    if words.unicodeScalars.contains(where: Self.breaksALine) { throw .controlCharacter(field: field) }
    if words.isEmpty { return "" }
    var pieces: [String] = []
    var piece = ""
    for character in words {
      // 76 characters a line with an encoded word: 39 bytes make 52, 12 stand around them, and the first has a name.
      if piece.utf8.count + String(character).utf8.count > 39 {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    pieces.append(piece)
    return pieces.map { "=?utf-8?B?" + Data($0.utf8).base64EncodedString() + "?=" }.joined(separator: "\r\n ")
  }

  private static func breaksALine(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 32 || (127..<160).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  private static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      lines.append(String(rest.prefix(76)))
      rest = rest.dropFirst(76)
    }
    return lines
  }

  /// `Wed, 18 Nov 2026 10:00:00 +0800`: Beijing time.
  static func date(_ seconds: Int64) -> String {
    let local = seconds + 8 * 3600
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let inDay = local - days * 86_400
    // Howard Hinnant's civil_from_days.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * ofYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let day = ofYear - (153 * monthIndex + 2) / 5 + 1
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = weekdays[Int(((days + 3) % 7 + 7) % 7)]
    let time = [inDay / 3600, inDay / 60 % 60, inDay % 60].map(two).joined(separator: ":")
    return "\(weekday), \(two(day)) \(months[Int(month) - 1]) \(year) \(time) +0800"
  }
}
