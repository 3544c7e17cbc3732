import CCurl

/// An SMTP relay that takes our letters.
package struct Relay: Sendable {
  package enum Security: String, Sendable, CaseIterable {
    /// TLS from the beginning (`smtps://`) or by STARTTLS; nothing is said without it.
    case required
    /// Without: for a relay on the same machine.
    case none
  }

  package let url: String
  package let from: String
  package let fromName: String
  package let security: Security
  let user: String
  let password: String
  package let patience: CourierPatience

  package init(
    url: String, from: String, fromName: String, security: Security, user: String, password: String,
    patience: CourierPatience
  ) throws(CourierProblem) {
    guard ["smtp://", "smtps://"].contains(where: { url.hasPrefix($0) }) else { throw .badURL }
    try MailLetter.check(address: from)
    _ = try MailLetter.encoded(fromName, field: "from")
    self.url = url
    self.from = from
    self.fromName = fromName
    self.security = security
    self.user = user
    self.password = password
    self.patience = patience
  }

  /// What comes behind the `@` of our message ids.
  package var domain: String { String(from.split(separator: "@").last ?? "localhost") }

  package func send(_ letter: MailLetter, on threads: CourierThreads) async throws -> CourierResult {
    let bytes = try letter.render()
    let relay = self
    return try await threads.run { try relay.deliver(bytes, to: letter.to) }
  }

  private func deliver(_ bytes: [UInt8], to address: String) throws -> CourierResult {
    // The last part of the address is what we greet with.
    let greeting = url.hasSuffix("/") ? url + domain : url + "/" + domain
    guard let transfer = try CurlTransfer(url: greeting, protocols: "smtp,smtps", patience: patience, upload: bytes)
    else { return .refused(reason: "libcurl", isFinal: false) }
    try transfer.set(CURLOPT_UPLOAD, 1)
    try transfer.set(size: CURLOPT_INFILESIZE_LARGE, bytes.count)
    try transfer.set(CURLOPT_MAIL_FROM, "<\(from)>")
    try transfer.set(CURLOPT_MAIL_RCPT, lines: ["<\(address)>"])
    try transfer.set(CURLOPT_USE_SSL, security == .required ? Int(CURLUSESSL_ALL.rawValue) : 0)
    if !user.isEmpty {
      try transfer.set(CURLOPT_USERNAME, user)
      try transfer.set(CURLOPT_PASSWORD, password)
    }
    return Self.result(of: transfer.run())
  }

  private static func result(of outcome: CurlTransfer.Outcome) -> CourierResult {
    if outcome.code == CURLE_OK { return .accepted }
    // A number of the relay is its word, whatever it was about: 5xx for good, 4xx for now (RFC 5321 §4.2.1).
    if (400..<600).contains(outcome.status), outcome.code != CURLE_OPERATION_TIMEDOUT {
      // A wrong password is put right by whoever runs this place.
      let isFinal = outcome.status >= 500 && outcome.code != CURLE_LOGIN_DENIED
      return .refused(reason: "\(outcome.status)", isFinal: isFinal)
    }
    // The letter ends with a line that is sent after its last byte: before that the relay holds nothing.
    return outcome.hasFinished
      ? .unknown(reason: outcome.reason) : .refused(reason: outcome.reason, isFinal: false)
  }
}
