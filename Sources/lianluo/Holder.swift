import Foundation

/// The name of this process among those that hold leases: machine, process, and something of its own, because in containers
/// every process may be number 1 of a machine called the same.
struct Holder: Sendable {
  let name: String
  private let machine: String

  init(random: (Int) -> [UInt8]) {
    machine = ProcessInfo.processInfo.hostName
    let own = random(4).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    name = "\(machine)-\(ProcessInfo.processInfo.processIdentifier)-\(own)"
  }

  /// Whether a lease is held by a process of this machine that is no more.
  func isGone(_ other: String) -> Bool {
    guard other != name, other.hasPrefix(machine + "-") else { return false }
    let parts = other.dropFirst(machine.count + 1).split(separator: "-")
    guard parts.count == 2, let process = Int32(parts[0]) else { return false }
    // Its number is ours, so it had it before us; or no process has it.
    return process == ProcessInfo.processInfo.processIdentifier || (kill(process, 0) != 0 && errno == ESRCH)
  }
}
