import Foundation
import Glibc

/// The temporary profile directories, named after the process that made them.
enum ChromiumProfile {
  private static let prefix = "lianluo-chromium-"

  /// A new directory, with a preferences file when there is something to prefer.
  static func make(preferences: String?) throws -> String {
    // mkdtemp replaces six letters X at the end.
    let pattern = "\(parent)/\(prefix)\(getpid())-" + String(repeating: "X", count: 6)
    var template = Array(pattern.utf8CString)
    guard let made = mkdtemp(&template) else { throw ChromiumError.launch("no profile directory in \(parent)") }
    let path = String(cString: made)
    if let preferences {
      try FileManager.default.createDirectory(atPath: "\(path)/Default", withIntermediateDirectories: true)
      try Data(preferences.utf8).write(to: URL(fileURLWithPath: "\(path)/Default/Preferences"))
    }
    return path
  }

  /// Removes a profile; a process of the group may still be writing, so it tries again.
  static func remove(_ path: String) {
    for _ in 0..<25 {
      try? FileManager.default.removeItem(atPath: path)
      if !FileManager.default.fileExists(atPath: path) { return }
      usleep(20_000)
    }
  }

  /// Removes what test processes left that were killed.
  static func removeStale() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
      let owner = name.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let pid = pid_t(owner), kill(pid, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
    }
  }

  private static var parent: String { FileManager.default.temporaryDirectory.path }
}
