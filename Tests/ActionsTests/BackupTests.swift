import Actions
import DatabaseKit
import Domain
import Foundation
import SecretsKit
import TestSupport
import Testing

/// Backups: whole, consistent, and put back only where there is nothing and only when nothing is wrong with them.
@Suite struct BackupTests {
  private let chance = DemoChance(seed: 31)

  /// A town with a matter with a photo, some history and seals, and a backup of it.
  private func backedUp(_ body: (MatterTeller, URL, URL) async throws -> Void) async throws {
    try await TestFolder.run { town, data in
      let tell = MatterTeller(town)
      let photos = try await PreparePhotos.run(
        [.init(name: "路灯.jpg", bytes: PlainPictures.upload(1))], kept: [], limit: 6, in: town.environment)
      let matter = try await tell.submit(tell.input(photos: photos.tickets)).matter
      try await tell.accept(matter)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let archive = data.deletingLastPathComponent().appendingPathComponent("town.tar")
      _ = try await make(town, data, archive)
      try await body(tell, data, archive)
    }
  }

  private func make(_ town: TestTown, _ data: URL, _ archive: URL) async throws -> MakeBackup.Outcome {
    try await MakeBackup.run(
      database: data.appendingPathComponent("lianluo.sqlite").path, to: archive, in: town.environment,
      progress: { _ in })
  }

  private func restore(_ archive: URL, into folder: URL) async throws -> BackupManifest {
    try await RestoreBackup.run(
      archive, into: folder, keys: nil, database: nil, random: { chance.bytes($0) }, progress: { _ in })
  }

  @Test("备份里是一个时刻的全部；恢复到空处，核对无误，多备的封存不带")
  func thereAndBack() async throws {
    try await backedUp { tell, data, archive in
      // What comes after the snapshot is not in it.
      _ = try await tell.submit(key: "later")
      let attributes = try FileManager.default.attributesOfItem(atPath: archive.path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      let folder = archive.deletingLastPathComponent()
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["data", "town.tar"])
      let place = folder.appendingPathComponent("restored")
      let manifest = try await restore(archive, into: place)
      #expect(manifest.counts.matters == 1 && manifest.missing.isEmpty)
      #expect(manifest.members.map(\.name).contains("seals.log"))
      let database = try SQLiteDatabase(path: place.appendingPathComponent("lianluo.sqlite").path)
      let environment = try TestFolder.environment(database, place, tell.town.clock)
      let report = try await Verify.run(in: environment, progress: { _ in })
      #expect(report.findings == [] && report.matters == 1 && report.files == 2 && report.seals == 1)
      await environment.passwords.shutDown()
      await database.close()
      // Neither there nor back is anything written over.
      await #expect(throws: BackupProblem.fileExists) { _ = try await make(tell.town, data, archive) }
      await #expect(throws: BackupProblem.notEmpty) { _ = try await restore(archive, into: place) }
    }
  }

  @Test("一边提交一边备份：谁都不被拒绝，备份里的自成一体")
  func whileServing() async throws {
    try await backedUp { tell, data, archive in
      let folder = archive.deletingLastPathComponent()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<40 { group.addTask { _ = try await tell.submit(key: "n\(number)") } }
        for number in 0..<3 {
          group.addTask { _ = try await make(tell.town, data, folder.appendingPathComponent("\(number).tar")) }
        }
        try await group.waitForAll()
      }
      for number in 0..<3 {
        let place = folder.appendingPathComponent("place-\(number)")
        _ = try await restore(folder.appendingPathComponent("\(number).tar"), into: place)
        let database = try SQLiteDatabase(path: place.appendingPathComponent("lianluo.sqlite").path)
        let environment = try TestFolder.environment(database, place, tell.town.clock)
        #expect(try await Verify.run(in: environment, progress: { _ in }).findings == [])
        await environment.passwords.shutDown()
        await database.close()
      }
    }
  }

  @Test("改一个字节、在任何一处截断，都不恢复，也不留下半个")
  func damaged() async throws {
    try await backedUp { _, _, archive in
      let folder = archive.deletingLastPathComponent()
      let whole = [UInt8](try Data(contentsOf: archive))
      let bad = folder.appendingPathComponent("bad.tar")
      func refuses(_ bytes: [UInt8], _ what: String) async throws {
        try Data(bytes).write(to: bad)
        await #expect(throws: BackupProblem.self, "\(what)") {
          _ = try await restore(bad, into: folder.appendingPathComponent("place"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3, "\(what) left something")
      }
      for place in stride(from: 700, to: whole.count - 1024, by: whole.count / 37) {
        var bytes = whole
        bytes[place] ^= 1
        // Where nothing is kept, between a member's end and the next block, a byte says nothing.
        if bytes[place] == 1, whole[max(0, place - 8)...min(whole.count - 1, place + 8)].allSatisfy({ $0 == 0 }) {
          continue
        }
        try await refuses(bytes, "a byte at \(place)")
      }
      for length in [0, 1, 511, 512, 513, 2000] + stride(from: 4096, to: whole.count - 1024, by: whole.count / 23) {
        try await refuses(Array(whole.prefix(length)), "cut at \(length)")
      }
      try await refuses(Array("这不是备份".utf8), "a text")
    }
  }

  /// An archive put together by somebody else, with Debian's own tar.
  private func foreign(_ script: String) async throws -> BackupProblem? {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "mkdir in && cd in && \(script)"]
    process.currentDirectoryURL = folder
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    try #require(status == 0)
    do {
      _ = try await restore(folder.appendingPathComponent("a.tar"), into: folder.appendingPathComponent("place"))
      return nil
    } catch let problem as BackupProblem {
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("place").path))
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("out").path))
      return problem
    }
  }

  @Test(
    "路径往外走的、链接、文件夹、绝对路径、多出来的文件：一律不收",
    arguments: [
      "touch ../out.txt && tar --format=ustar -P -cf ../a.tar ../out.txt",
      "touch x && tar --format=ustar -P -cf ../a.tar --transform 's,x,/tmp/lianluo-out,' x",
      "ln -s /etc/passwd lianluo.sqlite && tar --format=ustar -cf ../a.tar lianluo.sqlite",
      "touch seals.log && ln seals.log lianluo.sqlite && tar --format=ustar -cf ../a.tar seals.log lianluo.sqlite",
      "mkdir files && tar --format=ustar -cf ../a.tar files",
      "mkdir -p files/ab && touch files/ab/abc && tar --format=ustar -cf ../a.tar files/ab/abc",
      "touch keys.json && tar --format=ustar -cf ../a.tar keys.json",
      "mkfifo lianluo.sqlite && tar --format=ustar -cf ../a.tar lianluo.sqlite",
      "touch seals.log && tar --format=pax --pax-option=foo=bar -cf ../a.tar seals.log",
    ])
  func hostile(script: String) async throws {
    let problem = try await foreign(script)
    guard case .foreign? = problem else {
      Issue.record("\(script): \(String(describing: problem))")
      return
    }
  }

  @Test("声称大得没边的、没有清单的、来自新版本的，都说明白")
  func claims() async throws {
    let huge = "printf x > seals.log && tar --format=ustar -cf ../a.tar seals.log && "
    #expect(
      try await foreign(
        huge + "python3 -c \"import struct;b=bytearray(open('../a.tar','rb').read());"
          + "b[124:136]=b'77777777777\\\\0';b[148:156]=b' '*8;b[148:156]=b'%06o\\\\0 '%sum(b[:512]);open('../a.tar','wb').write(b)\""
      )
        == .cutOff)
    #expect(try await foreign("printf x > seals.log && tar --format=ustar -cf ../a.tar seals.log") == .cutOff)
    let manifest =
      "printf '{\\\"format\\\":1,\\\"engine\\\":\\\"sqlite\\\",\\\"schema\\\":9999,\\\"madeAt\\\":0,"
      + "\\\"counts\\\":{\\\"matters\\\":0,\\\"events\\\":0,\\\"seals\\\":0},\\\"members\\\":[],\\\"missing\\\":[]}' > manifest.json"
    #expect(try await foreign(manifest + " && tar --format=ustar -cf ../a.tar manifest.json") == .newer)
    #expect(
      try await foreign("echo '{}' > manifest.json && tar --format=ustar -cf ../a.tar manifest.json") == .notABackup)
  }

  @Test("清单里没有名字、电话和内容")
  func manifestIsDry() async throws {
    try await backedUp { _, _, archive in
      let bytes = [UInt8](try Data(contentsOf: archive))
      let text = String(decoding: bytes.suffix(8192), as: UTF8.self)
      let manifest = text[(try #require(text.firstRange(of: "{\"counts\""))).lowerBound...]
      for word in ["陈大娘", "13800001234", "路灯"] { #expect(!manifest.contains(word)) }
    }
  }
}
