import CGD
import Glibc

/// Limits that a process sets on itself before it touches hostile bytes. The hard limits are set as well,
/// so only a privileged process could take them back.
enum ProcessFence {
  /// - Returns: false where a limit could not be set; nothing may be decoded then.
  static func close(_ limits: PictureLimits) -> Bool {
    dieFirst()
    let mapped = mappedBytes()
    return set(RLIMIT_AS, mapped + limits.childMemory)
      && set(RLIMIT_CPU, limits.childCPUSeconds)
      && set(RLIMIT_CORE, 0)
      && set(RLIMIT_FSIZE, 0)
      && set(RLIMIT_NOFILE, 3)
  }

  /// The three standard descriptors are all that a process with this limit can ever have open: no file,
  /// no socket. (Writing to a pipe is not writing to a file: RLIMIT_FSIZE does not touch it.)
  /// A tighter limit that the process was started with stays.
  private static func set(_ resource: __rlimit_resource, _ value: Int) -> Bool {
    let name = __rlimit_resource_t(resource.rawValue)
    var limit = rlimit()
    guard getrlimit(name, &limit) == 0 else { return false }
    let lowest = min(rlim_t(value), limit.rlim_max)
    limit = rlimit(rlim_cur: lowest, rlim_max: lowest)
    return setrlimit(name, &limit) == 0
  }

  /// Bytes of address space in use now: the binary, its libraries and its stack, which differ from build
  /// to build; 0 where /proc is not there.
  private static func mappedBytes() -> Int {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { _ = Glibc.close(file) }
    var text = [UInt8](repeating: 0, count: 64)
    let count = read(file, &text, text.count)
    let digits = text.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let pages = Int(String(decoding: digits, as: UTF8.self)) ?? 0
    return pages * sysconf(CInt(_SC_PAGESIZE))
  }

  /// When the machine runs out of memory, the kernel should end this process rather than the server. No
  /// matter where that cannot be set: it is not what keeps the fence closed.
  private static func dieFirst() {
    let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, "1000", 4)
    _ = Glibc.close(file)
  }
}
