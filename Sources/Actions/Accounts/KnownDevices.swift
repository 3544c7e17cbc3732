import Domain
import SecretsKit

/// Devices on which somebody has signed in before. Each holds a mark for every name, which proves that and nothing else: it
/// opens nothing, and the name cannot be read from it. Tries from such a device are counted by themselves, so that
/// strangers who fail under the same name do not lock its owner out.
package enum KnownDevices {
  /// Sixteen random bytes, the time, a MAC.
  package static let markLength = 40
  /// As many people as share a desk; the one used least recently is forgotten.
  package static let most = 5
  private static let lifetime: Int64 = 400 * 86_400_000

  static func mark(_ name: String, in environment: AppEnvironment) -> [UInt8] {
    let id = environment.random(16)
    let time = withUnsafeBytes(of: environment.now().milliseconds.bigEndian) { Array($0) }
    return id + time + mac(id, time, name, environment)
  }

  /// The mark of this name among those that a device brings.
  static func find(_ name: String, among marks: [[UInt8]], in environment: AppEnvironment) -> [UInt8]? {
    let now = environment.now().milliseconds
    return marks.prefix(most).first { mark in
      guard mark.count == markLength else { return false }
      let time = Array(mark[16..<24])
      let made = time.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard let made = Int64(exactly: made), now - made < lifetime, now - made > -60_000 else { return false }
      return Tokens.equal(Array(mark[24...]), mac(Array(mark[0..<16]), time, name, environment))
    }
  }

  /// What the device keeps after somebody has signed in on it.
  static func adding(_ name: String, to marks: [[UInt8]], in environment: AppEnvironment) -> [[UInt8]] {
    let old = find(name, among: marks, in: environment)
    return Array(([mark(name, in: environment)] + marks.filter { $0 != old }).prefix(most))
  }

  private static func mac(_ id: [UInt8], _ time: [UInt8], _ name: String, _ environment: AppEnvironment) -> [UInt8] {
    environment.tokens.mac("known-device", [id, time, Array(name.utf8)])
  }
}
