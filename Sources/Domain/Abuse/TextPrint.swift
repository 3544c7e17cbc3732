/// What is kept of a text to find nearly the same one again: the smallest of many hashes over its runs of three characters
/// (MinHash). The words cannot be read from it.
package struct TextPrint: Sendable, Equatable {
  /// For how long texts are compared, in milliseconds.
  package static let window: Int64 = 6 * 3_600_000
  /// Of fewer characters honest people write the same by chance.
  package static let short = 15
  /// From this likeness on two texts are nearly the same: a character changed in forty, a few put at the end.
  package static let alike = 0.75
  private static let hashes = 48

  private let minima: [UInt32]

  package init(_ text: String) {
    let scalars = Array(Self.normalised(text))
    var minima = [UInt32](repeating: .max, count: Self.hashes)
    for start in 0..<max(1, scalars.count - 2) {
      var run: UInt64 = 0xCBF2_9CE4_8422_2325
      for scalar in scalars[min(start, scalars.count)..<min(start + 3, scalars.count)] {
        run = (run ^ UInt64(scalar)) &* 0x100_0000_01B3
      }
      for index in minima.indices {
        let mixed = Self.mix(run &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
        minima[index] = min(minima[index], UInt32(truncatingIfNeeded: mixed >> 32))
      }
    }
    self.minima = minima
  }

  /// From 0 to 1: the share of runs that both have, as far as the hashes tell.
  package func likeness(to other: TextPrint) -> Double {
    Double(zip(minima, other.minima).count { $0 == $1 }) / Double(Self.hashes)
  }

  /// Whether the likeness is at least ``alike``. One of thousands is compared with each text that comes in, and nearly all
  /// are told apart by their first hashes.
  package func isLike(_ other: TextPrint) -> Bool {
    var different = 0
    for index in minima.indices where minima[index] != other.minima[index] {
      different += 1
      if different > Self.mostDifferent { return false }
    }
    return true
  }

  private static let mostDifferent = hashes - Int((alike * Double(hashes)).rounded(.up))

  /// Letters, digits and characters alone, small and half-width: what spaces and signs change is no other text.
  static func normalised(_ text: String) -> [UInt32] {
    text.lowercased().unicodeScalars.compactMap { scalar in
      let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
      guard let half = Unicode.Scalar(value) else { return nil }
      let isKept = half.properties.isAlphabetic || half.properties.numericType != nil
      return isKept ? (65...90).contains(value) ? value + 32 : value : nil
    }
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
