import Actions
import DatabaseKit
import Domain
import Foundation
import TestSupport
import Testing

/// Files and the seal log as crashes leave them.
@Suite struct FileStoreTests {
  private func folder<T>(_ body: (URL) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }

  private func age(_ url: URL, _ date: Date) throws {
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: url.path)
  }

  private func store(_ folder: URL) throws -> FolderFileStore {
    let chance = DemoChance(seed: 3)
    return try FolderFileStore(root: folder.appendingPathComponent("files"), random: { chance.bytes($0) })
  }

  @Test("没有记录提到的旧文件扫掉；刚存过的、写了一半不久的留着")
  func sweeping() async throws {
    try await folder { folder in
      let files = try store(folder)
      let (old, again, young) = (
        try await files.put(Array("旧".utf8)), try await files.put(Array("又存一次".utf8)),
        try await files.put(Array("新".utf8))
      )
      let root = folder.appendingPathComponent("files")
      let yesterday = Date(timeIntervalSinceNow: -2 * 86_400)
      for name in [old, again] { try age(root.appendingPathComponent(FolderFileStore.path(of: name)), yesterday) }
      let half = root.appendingPathComponent(FolderFileStore.path(of: old) + ".0011223344556677")
      try Data("半".utf8).write(to: half)
      let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
      #expect(try await files.untouched(since: now.adding(days: -1)) == [old, again])
      // Somebody sends the same photo again while the old ones are being swept.
      #expect(try await files.put(Array("又存一次".utf8)) == again)
      for name in [old, again, young] { try await files.delete(name, untouchedSince: now.adding(days: -1)) }
      #expect(Set(try await files.all()) == [again, young])
      try await files.removeUnfinished(before: now.adding(days: -1))
      #expect(FileManager.default.fileExists(atPath: half.path))
      try age(half, yesterday)
      try await files.removeUnfinished(before: now.adding(days: -1))
      #expect(!FileManager.default.fileExists(atPath: half.path))
      #expect(try await files.probe() > 0)
    }
  }

  @Test("清理只扫没有记录提到的文件")
  func cleanUp() async throws {
    try await TestFolder.run { town, data in
      let tell = MatterTeller(town)
      let photos = try await PreparePhotos.run(
        [.init(name: "灯.jpg", bytes: PlainPictures.upload(1))], kept: [], limit: 6, in: town.environment)
      _ = try await tell.submit(tell.input(photos: photos.tickets))
      let named = Set(try await town.environment.files.all())
      let lost = try await town.environment.files.put(Array("登记之前就断电了".utf8))
      let root = data.appendingPathComponent("files")
      let long = Date(timeIntervalSince1970: Double(town.now.milliseconds) / 1000 - 3 * 86_400)
      for name in named.union([lost]) { try age(root.appendingPathComponent(FolderFileStore.path(of: name)), long) }
      #expect(try await tell.findings().count == 1)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(Set(try await town.environment.files.all()) == named)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("封存日志写到一半断电：半行不算，下一行写在它的位置上")
  func halfALine() async throws {
    try await folder { folder in
      let url = folder.appendingPathComponent("seals.log")
      let log = FileSealLog(url: url)
      for number in 1...12 {
        try await log.append(number: number, at: TestTown.start, count: 3, mac: [UInt8(number), 2])
      }
      let whole = try Data(contentsOf: url)
      let line = whole.split(separator: 10).last?.count ?? 0
      for cut in 1...line {
        try whole.dropLast(cut).write(to: url)
        #expect(try await log.newest() == 11)
        try await log.append(number: 12, at: TestTown.start, count: 3, mac: [12, 2])
        #expect(try Data(contentsOf: url) == whole, "cut by \(cut)")
      }
      // Nothing but half a line.
      try Data("1 18".utf8).write(to: url)
      #expect(try await log.newest() == nil)
      try await log.append(number: 1, at: TestTown.start, count: 3, mac: [1, 2])
      #expect(try await log.read() == [1: [1, 2]])
    }
  }
}
