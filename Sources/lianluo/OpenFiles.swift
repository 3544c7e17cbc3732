import Glibc

/// How many files and connections this process may have open at once.
enum OpenFiles {
  /// What the program itself needs: the database, pictures, logs.
  private static let own = 200
  /// Below this many a few hundred phones that keep their connections open are a queue before the door.
  private static let wanted = 4096

  /// Raises the limit as far as the system lets it; gives the limit that holds.
  static func raise() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      // Without an upper end the kernel refuses more than its own.
      raised.rlim_cur = min(limit.rlim_max, 65_536)
      if raised.rlim_cur > limit.rlim_cur, setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 {
        limit = raised
      }
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// How many connections are taken at once; more wait at the door until one is free.
  static func connections(of limit: Int) -> Int { max(limit - own, limit / 2) }

  /// Nil when there is nothing to say.
  static func sentence(_ limit: Int) -> String? {
    if limit >= wanted { return nil }
    return "系统只允许同时打开\(limit)个文件和连接，人多时要排队。请把上限提高到\(wanted)以上（systemd 用 LimitNOFILE，命令行用 ulimit -n）。"
  }
}
