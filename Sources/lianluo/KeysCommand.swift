import Actions
import ArgumentParser
import Domain
import Foundation
import SecretsKit

/// The keys of contact data, exchanged while the site is open.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List, exchange and retire the keys of contact data · 密钥",
    discussion: """
      rotate adds a key to keys.json; running servers use it at once, and seal everything older with it little by little. \
      retire takes an old key away when nothing needs it. Copies of the data made before need the keys of that day: keep \
      keys.json with them.
      """,
    subcommands: [List.self, Rotate.self, Retire.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the keys and what is sealed with them · 列出")
    @OptionGroup var options: DataOptions

    func run() async throws {
      try await KeysCommand.with(options) { installation in
        let (keys, missing) = try await ManageKeys.list(installation.keyFile, in: installation.environment)
        for line in keys {
          let since = line.key.since.map { Instant(milliseconds: $0).date.description } ?? "安装时"
          Console.out(
            "第\(line.key.id)号\t\(since)\t\(line.key.isCurrent ? "正在使用" : "旧的")\t\(line.count)行"
              + line.rows.sorted { $0.key < $1.key }.map { "\t\($0.key) \($0.value)" }.joined())
        }
        for (id, count) in missing.sorted(by: { $0.key < $1.key }) {
          Console.out("✗ 有\(count)行用第\(id)号密钥加密，密钥文件里没有它")
        }
        if !missing.isEmpty { throw ExitCode(1) }
      }
    }
  }

  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add a key and use it from now on · 换新密钥")
    @OptionGroup var options: DataOptions

    func run() async throws {
      try await KeysCommand.with(options) { installation in
        let id = try await ManageKeys.rotate(installation.keyFile, in: installation.environment)
        Console.out("已启用第\(id)号密钥。旧内容由正在运行的服务器逐步改用新密钥，用 lianluo keys list 看还剩多少。")
      }
    }
  }

  struct Retire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take an old key away · 删除旧密钥")
    @OptionGroup var options: DataOptions
    @Argument(help: "The number of the key.") var key: Int

    func run() async throws {
      try await KeysCommand.with(options) { installation in
        try await ManageKeys.retire(key, installation.keyFile, in: installation.environment)
        Console.out("第\(key)号密钥已删除。以前的备份还要用它：请把当时的 keys.json 和备份放在一起。")
      }
    }
  }

  private static func with(_ options: DataOptions, _ body: (Installation) async throws -> Void) async throws {
    try await reporting {
      let settings = try await Settings(
        flags: ["data": options.data, "database.url": options.database], data: options.data)
      guard Installation.hasDatabase(settings) else { throw Failure("\(settings.data) 里没有数据。", code: 66) }
      let installation = try await UserCommands.open(options)
      do {
        try await body(installation)
      } catch let refusal as ManageKeys.Refusal {
        await installation.close()
        throw Failure(sentence(refusal), code: 65)
      }
      await installation.close()
    }
  }

  private static func sentence(_ refusal: ManageKeys.Refusal) -> String {
    switch refusal {
    case .noKeyFile: "没有密钥文件。"
    case .busy: "有人正在换密钥，请过一会儿再试。"
    case .unknown(let id): "没有第\(id)号密钥。"
    case .current: "这把密钥正在使用，不能删除。先用 lianluo keys rotate 换新的。"
    case .needed(let rows): "还有\(rows)行用它加密，等服务器都改用新密钥以后再删。"
    case .tooYoung(let minutes): "刚换过密钥，可能还有没办完的请求在用旧的，请过\(minutes)分钟再删。"
    }
  }
}
