import Foundation
import Glibc
import Synchronization

/// One Chromium process: its socket, its profile directory and its end.
///
/// The process leads a group of its own, so that nothing of it stays behind. When this process dies
/// without a word, Chromium reads the end of its socket and quits by itself; the next launch removes
/// the profile directory.
final class ChromiumProcess: Sendable {
  /// The processes still running, ended when this process exits.
  private static let running = Mutex<[pid_t: ChromiumProcess]>([:])
  private static let atExit: Void = {
    _ = atexit { for process in ChromiumProcess.running.withLock({ Array($0.values) }) { process.end() } }
  }()

  let pid: pid_t
  /// Our end of the socket; it stays open as long as this object lives, so its number is never another's.
  let socket: Int32
  let profile: String
  private let ended = Mutex(false)

  private init(pid: pid_t, socket: Int32, profile: String) {
    self.pid = pid
    self.socket = socket
    self.profile = profile
  }

  deinit { close(socket) }

  /// Starts `executable` in a fresh profile and keeps it for the end of this process.
  static func start(_ executable: String, _ arguments: [String], preferences: String?) throws -> ChromiumProcess {
    _ = atExit
    ChromiumProfile.removeStale()
    let profile = try ChromiumProfile.make(preferences: preferences)
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw ChromiumError.launch(reason(errno)) }
    // The child's end moves well above 3 and 4, so that neither duplicate can overwrite what it copies.
    let far = fcntl(ends[1], F_DUPFD_CLOEXEC, 64)
    close(ends[1])
    defer { if far >= 0 { close(far) } }
    do {
      guard far >= 0 else { throw ChromiumError.launch(reason(errno)) }
      let all = [executable] + arguments + ["--user-data-dir=\(profile)"]
      let pid = try spawn(all, environment: environment(home: profile), socket: far, log: "\(profile)/stderr.log")
      let process = ChromiumProcess(pid: pid, socket: ends[0], profile: profile)
      running.withLock { $0[pid] = process }
      return process
    } catch {
      close(ends[0])
      ChromiumProfile.remove(profile)
      throw error
    }
  }

  /// The last lines Chromium wrote to its standard error, without the bus it does not find.
  var lastWords: String {
    let written = (try? String(contentsOfFile: "\(profile)/stderr.log", encoding: .utf8)) ?? ""
    let lines = written.split(separator: "\n").filter { !$0.contains("dbus/") && !$0.contains("/usr/bin/chromium: 9:") }
    return lines.suffix(4).joined(separator: "; ")
  }

  /// Hangs up: Chromium reads the end of its socket and quits.
  func hangUp() { _ = shutdown(socket, Int32(SHUT_RDWR)) }

  /// Hangs up, waits for the process to quit, kills its group if it does not, and removes its profile.
  func end() {
    ended.withLock { done in
      guard !done else { return }
      done = true
      hangUp()
      var status: Int32 = 0
      var gone = false
      for _ in 0..<600 where !gone {
        let reaped = waitpid(pid, &status, WNOHANG)
        gone = reaped == pid || (reaped < 0 && errno != EINTR)
        if !gone { usleep(5_000) }
      }
      _ = kill(-pid, SIGKILL)
      while !gone { gone = waitpid(pid, &status, 0) == pid || errno != EINTR }
      ChromiumProfile.remove(profile)
      Self.running.withLock { _ = $0.removeValue(forKey: pid) }
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// Chinese as a person's browser has it, the profile as home, and no bus to look for. The locale is
  /// one every machine has: with a missing one Chromium does not find files with Chinese names.
  private static func environment(home: String) -> [String] {
    var variables = ProcessInfo.processInfo.environment
    for (name, value) in [
      "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "TZ": "Asia/Shanghai", "LANGUAGE": "zh_CN",
      "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    ] { variables[name] = value }
    return variables.map { "\($0.key)=\($0.value)" }
  }

  /// Our descriptors above 4 that a child would get by mistake, a listening socket for instance.
  private static func inheritable() -> [Int32] {
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return open.compactMap { Int32($0) }.filter { $0 > 4 && fcntl($0, F_GETFD) & FD_CLOEXEC == 0 }
  }

  /// Starts a program as the leader of a new process group, with `socket` as descriptors 3 and 4.
  private static func spawn(_ arguments: [String], environment: [String], socket: Int32, log: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, socket, 3)
    posix_spawn_file_actions_adddup2(&actions, socket, 4)
    for descriptor in inheritable() { posix_spawn_file_actions_addclose(&actions, descriptor) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let argv = arguments.map { strdup($0) } + [nil]
    let envp = environment.map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, arguments[0], &actions, &attributes, argv, envp)
    guard code == 0 else { throw ChromiumError.launch("\(arguments[0]): \(reason(code))") }
    return pid
  }
}
