/// What became of something that was handed to a gateway or a relay. Whoever sends a message at most once has to know
/// which failures are certain.
package enum CourierResult: Sendable, Equatable {
  /// The far side took it.
  case accepted
  /// It certainly was not taken: no connection, or the far side said no. `isFinal`: saying it again does not help.
  case refused(reason: String, isFinal: Bool)
  /// The whole of it may have arrived, and no answer came, or one that says neither.
  case unknown(reason: String)
}

/// Something that cannot be sent as it is: a mistake of ours or of a setting, found before any byte goes out.
package enum CourierProblem: Error, Sendable, Equatable {
  /// A line end or another control character where one line belongs.
  case controlCharacter(field: String)
  case badAddress
  case badURL
  /// The library would not take an option: its number.
  case option(UInt32)
}
