import ArgumentParser
import Glibc
import PictureKit

/// The command. Every part of it works on one data folder and answers with a sentence when it cannot.
@main
struct Lianluo: AsyncParsableCommand {
  static let version = "0.2.0"

  static let configuration = CommandConfiguration(
    commandName: "lianluo",
    abstract: "代表之家和联络站的办事系统 · deputy homes and liaison stations on line",
    discussion: """
      Settings have one name in three places: a flag (--port), an environment variable (PORT) and a line of DATA/settings.json \
      ("port"). A flag wins over the environment, the environment over the file.
      """,
    version: version,
    subcommands: [
      Serve.self, SetUp.self, Migrate.self, Demo.self, User.self, ImportCommand.self, VerifyCommand.self,
      BackupCommand.self, RestoreCommand.self, MaintenanceCommand.self, SearchCommand.self, KeysCommand.self,
      BenchCommand.self,
    ])

  /// `lianluo image`, the child that decodes a picture for the server, comes before everything else and on the main
  /// thread: its fence leaves no descriptor free, and the runtime opens one when this thread begins to serve tasks, so
  /// that a child on another thread would die now and then.
  @MainActor static func main() async {
    if CommandLine.arguments.dropFirst().first == "image" { Glibc.exit(PictureChild.run()) }
    await main(nil)
  }
}
