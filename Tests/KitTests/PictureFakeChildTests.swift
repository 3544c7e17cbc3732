import Foundation
import Glibc
import PictureKit
import TestSupport
import Testing

/// Children that are not ours: whatever they do, the call ends in time with `workerFailed`.
@Suite struct PictureFakeChildTests {
  static func worker(_ script: String, _ values: [String] = [], wallClock: Duration = .seconds(60)) -> PictureWorker {
    var limits = PictureLimits.standard
    limits.wallClock = wallClock
    return PictureWorker(executable: "/bin/sh", arguments: ["-c", script, "child"] + values, limits: limits)
  }

  static func upload() throws -> [UInt8] { try PaintedPicture(width: 64, height: 32, filled: .red).jpeg() }

  /// A frame as the child would write it.
  static func frame(_ numbers: [Int], status: UInt8 = 0, _ bodies: [UInt8]...) -> [UInt8] {
    Array("LLPF".utf8) + [1, status, 0, 0] + numbers.flatMap { PictureFile.big32($0) } + bodies.flatMap { $0 }
  }

  static func isGone(_ process: String) -> Bool {
    guard let number = pid_t(process.trimmingCharacters(in: .whitespacesAndNewlines)) else { return false }
    return kill(number, 0) != 0 && errno == ESRCH
  }

  @Test func takesAFrameThatIsTrue() async throws {
    let scratch = try PictureScratch()
    let jpeg = try Self.upload()
    let path = try scratch.write(Self.frame([64, 32, jpeg.count, 64, 32, jpeg.count], jpeg, jpeg), to: "frame")
    let picture = try await Self.worker("cat \"$1\"", [path]).prepare(jpeg)
    #expect(picture.main == jpeg && picture.thumbnail == jpeg)
    let lying = try PaintedPicture(width: 32, height: 64, filled: .red).jpeg()
    let turned = try scratch.write(Self.frame([32, 64, lying.count, 32, 64, lying.count], lying, lying), to: "turned")
    #expect(await Self.worker("cat \"$1\"", [turned]).problem(with: jpeg) == nil)
  }

  @Test func refusesEveryFrameThatIsNot() async throws {
    let scratch = try PictureScratch()
    let jpeg = try Self.upload()
    let count = jpeg.count
    let good = Self.frame([64, 32, count, 64, 32, count], jpeg, jpeg)
    let wrongSize = try PaintedPicture(width: 63, height: 32, filled: .red).jpeg()
    var frames = [
      [], Array("hello".utf8), Array(good.dropLast()), good + [0], Array(good.dropFirst()),
      Self.frame([64, 32, 0xFFFF_FFFF, 64, 32, 0xFFFF_FFFF], jpeg, jpeg),
      Self.frame([64, 32, 0x7FFF_FFFF, 64, 32, count], jpeg, jpeg),
      Self.frame([0xFFFF_FFFF, 0xFFFF_FFFF, count, 64, 32, count], jpeg, jpeg),
      Self.frame([64, 32, 0, 64, 32, 0]), Self.frame([0, 0, count, 64, 32, count], jpeg, jpeg),
      Self.frame([65, 32, count, 64, 32, count], jpeg, jpeg), Self.frame([64, 32, count, 63, 32, count], jpeg, jpeg),
      Self.frame([64, 32, wrongSize.count, 64, 32, count], wrongSize, jpeg),
      Self.frame([64, 32, 5, 64, 32, count], Array("<svg>".utf8), jpeg),
      Self.frame([64, 32, count, 64, 32, 5], jpeg, Array("<svg>".utf8)),
      Self.frame([0, 0, 0, 0, 0, 0], status: 8), Self.frame([0, 0, 0, 0, 0, 1], status: 6),
      Self.frame([0, 0, 0, 0, 0, 0], status: 6, [0]),
    ]
    for place in 0..<8 {
      var bent = good
      bent[place] ^= 0x40
      frames.append(bent)
    }
    for (index, frame) in frames.enumerated() {
      let path = try scratch.write(frame, to: "\(index)")
      #expect(await Self.worker("cat \"$1\"", [path]).problem(with: jpeg) == .workerFailed, "frame \(index)")
    }
  }

  @Test func passesOnARefusal() async throws {
    let scratch = try PictureScratch()
    let jpeg = try Self.upload()
    let problems: [PictureProblem] = [
      .empty, .tooLarge(bytes: jpeg.count), .unsupported, .heic, .tooManyPixels, .damaged, .workerFailed,
    ]
    for (index, problem) in problems.enumerated() {
      let frame = Self.frame([0, 0, 0, 0, 0, 0], status: UInt8(index + 1))
      let path = try scratch.write(frame, to: "\(index)")
      #expect(await Self.worker("cat \"$1\"", [path]).problem(with: jpeg) == problem)
    }
  }

  @Test func aFrameOfAFailedChildDoesNotCount() async throws {
    let scratch = try PictureScratch()
    let jpeg = try Self.upload()
    let path = try scratch.write(Self.frame([64, 32, jpeg.count, 64, 32, jpeg.count], jpeg, jpeg), to: "frame")
    #expect(await Self.worker("cat \"$1\"; exit 3", [path]).problem(with: jpeg) == .workerFailed)
    #expect(await Self.worker("cat \"$1\"; kill -9 $$", [path]).problem(with: jpeg) == .workerFailed)
  }

  @Test(arguments: [
    "exit 0", "kill -9 $$", "kill -11 $$", "cat", "cat /dev/zero", "echo no >&2", "sleep 300 & printf x",
  ])
  func anyOtherChildFails(script: String) async throws {
    // Large, so that the child is gone before it could have read everything.
    let upload = try Self.upload() + [UInt8](repeating: 7, count: 6_000_000)
    let start = ContinuousClock.now
    #expect(await Self.worker(script).problem(with: upload) == .workerFailed)
    #expect(ContinuousClock.now - start < .seconds(200))
  }

  @Test func aMissingBinaryFails() async throws {
    let worker = PictureWorker(executable: "/nonexistent/lianluo")
    #expect(await worker.problem(with: try Self.upload()) == .workerFailed)
    #expect(worker.load == (0, 0))
  }

  @Test(arguments: ["exec sleep 300", "exec >&- ; exec sleep 300", "trap '' TERM INT HUP; while :; do :; done"])
  func aChildThatHangsIsKilledInTime(script: String) async throws {
    let scratch = try PictureScratch()
    let worker = Self.worker("echo $$ > \"$1\"; \(script)", [scratch.path("pid")], wallClock: .seconds(5))
    let start = ContinuousClock.now
    #expect(await worker.problem(with: try Self.upload()) == .workerFailed)
    // Far below the child's three hundred seconds, far above what a busy machine needs.
    #expect(ContinuousClock.now - start < .seconds(200))
    #expect(Self.isGone(scratch.text("pid")))
  }

  @Test func theChildHasNothingOfTheServers() async throws {
    let scratch = try PictureScratch()
    setenv("PICTURE_TEST_SECRET", "4711", 1)
    let leak = open("/dev/null", O_RDONLY)
    defer { close(leak) }
    // The shell holds both ends of the pipe for a moment; when the list is made it has let them go.
    let script = "env > \"$1\"; { sleep 0.2; ls /proc/$$/fd; } | tr '\\n' ' ' > \"$2\""
    let worker = Self.worker(script, [scratch.path("environment"), scratch.path("descriptors")])
    _ = await worker.problem(with: try Self.upload())
    #expect(scratch.text("environment").contains("MALLOC_ARENA_MAX=1"))
    #expect(!scratch.text("environment").contains("4711"))
    #expect(Set(scratch.text("descriptors").split(separator: " ")).subtracting(["0", "1", "2"]).isEmpty)
  }
}
