import Glibc
import Subprocess

/// Turns uploads into pictures that are safe to keep. The bytes are decoded only in a child process with
/// its own limits on memory, processor time and files; this process reads headers and nothing more.
///
/// One worker for the whole server: its waiting line is what bounds the children.
package final class PictureWorker: Sendable {
  private let executable: String
  private let arguments: [String]
  private let limits: PictureLimits
  private let line: PictureLine

  /// - Parameters:
  ///   - executable: path of the binary that calls `PictureChild.run()`; `/proc/self/exe` is the running
  ///     binary itself, also after its file was replaced by an upgrade.
  ///   - arguments: what makes that binary do so.
  ///   - maxConcurrent: children at a time, at least 1; the number of processors where not given.
  package init(
    executable: String, arguments: [String] = ["image"], limits: PictureLimits = .standard,
    maxConcurrent: Int = PictureWorker.processors
  ) {
    self.executable = executable
    self.arguments = arguments
    self.limits = limits
    self.line = PictureLine(
      maxRunning: maxConcurrent, maxWaiting: limits.maxWaiting, maxWaitingBytes: limits.maxWaitingBytes)
  }

  /// Processors that are on line, at least 1.
  package static var processors: Int { max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }

  /// Children that run now and calls that wait now.
  package var load: (running: Int, waiting: Int) { line.load }

  /// Makes a main picture and a thumbnail of an upload. The cheap checks come before the waiting line, so
  /// a refused upload costs no child and no wait.
  ///
  /// - Parameter bytes: the upload as it came.
  /// - Throws: what `PictureLimits.check` refuses; `damaged` and `tooManyPixels` also after decoding;
  ///   `busy` where too many wait or descriptors run out; `workerFailed` where the child gives no valid
  ///   answer within `PictureLimits.wallClock`, or where the task is cancelled, which also kills the child.
  package func prepare(_ bytes: [UInt8]) async throws(PictureProblem) -> PreparedPicture {
    let sent = try limits.check(bytes).size
    try await line.enter(bytes: bytes.count)
    defer { line.leave() }
    guard OpenDescriptor.areFree(Self.spareDescriptors) else { throw .busy }
    guard let answer = await answerInTime(to: bytes) else { throw .workerFailed }
    let frame = PictureFrame.decode(answer, sent: sent, sentBytes: bytes.count, limits: limits)
    switch frame {
    case .ready(let picture): return picture
    case .refused(let problem): throw problem
    case nil: throw .workerFailed
    }
  }

  /// What must be free before a child is started. It takes five; but where swift-subprocess 1.0.2 gets no
  /// descriptor for the new process, it waits for its end for ever, so other threads must not come between.
  private static let spareDescriptors = 32

  /// How long a killed child may take to be gone.
  private static let patience = Duration.seconds(5)

  /// The child's output; nil when it failed or the time is up. Cancelling, or the clock, kills the child,
  /// and the call returns when it is gone. Should swift-subprocess not notice that, the call returns all
  /// the same, and keeps its place in the line from being lost.
  private func answerInTime(to bytes: [UInt8]) async -> [UInt8]? {
    let pending = PendingAnswer()
    let work = Task { pending.settle(await answer(to: bytes)) }
    let clock = Task {
      // Cancelled, these sleeps end early, and all is settled by then.
      try? await Task.sleep(for: limits.wallClock)
      work.cancel()
      try? await Task.sleep(for: Self.patience)
      pending.settle(nil)
    }
    defer { clock.cancel() }
    return await withTaskCancellationHandler {
      await pending.value()
    } onCancel: {
      work.cancel()
    }
  }

  /// Runs one child to its end. A cancelled task kills it at once: there is nothing to tidy up in it.
  /// The environment is our own, because the server's may hold secrets.
  ///
  /// Every descriptor is opened here rather than by swift-subprocess, except the pipe for the output:
  /// 1.0.2 ends the whole process where it gets one descriptor but not the next.
  private func answer(to bytes: [UInt8]) async -> [UInt8]? {
    guard let input = OpenDescriptor.holding(bytes), let nowhere = OpenDescriptor.nowhere() else { return nil }
    let standardInput: FileDescriptorInput? = fromRaw(input.number) {
      .fileDescriptor($0, closeAfterSpawningProcess: false)
    }
    let standardError: FileDescriptorOutput? = fromRaw(nowhere.number) {
      .fileDescriptor($0, closeAfterSpawningProcess: false)
    }
    guard let standardInput, let standardError else { return nil }
    do {
      let result = try await run(
        fromText(executable) { .path($0) }, arguments: Arguments(arguments),
        environment: .custom(["MALLOC_ARENA_MAX": "1"]), input: standardInput,
        output: .bytes(limit: PictureFrame.maxBytes(limits)), error: standardError)
      return result.terminationStatus.isSuccess ? result.standardOutput : nil
    } catch {
      // Not started, killed, or too much output: for the caller all the same, no picture.
      return nil
    }
  }
}

/// Makes a value of a type whose module is not imported: the descriptor and path types in
/// swift-subprocess's interface come from a package of its own.
private func fromRaw<Value: RawRepresentable, Result>(_ raw: Value.RawValue, _ use: (Value) -> Result) -> Result? {
  Value(rawValue: raw).map(use)
}

/// As `fromRaw`, for types that can be written as a string literal.
private func fromText<Value: ExpressibleByStringLiteral, Result>(
  _ text: String, _ use: (Value) -> Result
) -> Result where Value.StringLiteralType == String {
  use(Value(stringLiteral: text))
}
