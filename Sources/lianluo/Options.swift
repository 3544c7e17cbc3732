import ArgumentParser
import Configuration
import Domain
import Foundation
import SystemPackage
import Web

/// What every part of the command is told: where the data are.
struct DataOptions: ParsableArguments {
  @Option(help: "The data folder: database, keys, files. Default: data")
  var data: String?

  @Option(
    name: [.customLong("database"), .customLong("database-url")],
    help: "A PostgreSQL address instead of SQLite in the data folder.")
  var database: String?
}

/// Flags, environment and settings file under the same names.
struct Settings {
  private let reader: ConfigReader

  /// - Parameter flags: what was given on the command line, by name.
  init(flags: [String: String?], data folder: String?) async throws {
    var given: [AbsoluteConfigKey: ConfigValue] = [:]
    for (name, value) in flags {
      guard let value else { continue }
      // A value's type is that of its reader: the port is a number wherever it comes from.
      given[AbsoluteConfigKey(name.split(separator: ".").map { String($0) })] = ConfigValue(
        Int(value).map { .int($0) } ?? .string(value), isSecret: name.hasPrefix("database"))
    }
    let environment = EnvironmentVariablesProvider(
      secretsSpecifier: .specific(["DATABASE_URL", "METRICS_TOKEN", "SMS_KEY", "SMS_SEAL_KEY", "MAIL_PASSWORD"]))
    var providers: [any ConfigProvider] = [
      InMemoryProvider(name: "flags", values: given), environment,
    ]
    let data = folder ?? ProcessInfo.processInfo.environment["DATA"] ?? "data"
    let file = URL(fileURLWithPath: data).appendingPathComponent("settings.json")
    if FileManager.default.fileExists(atPath: file.path) {
      do {
        providers.append(try await FileProvider<JSONSnapshot>(filePath: .init(file.path)))
      } catch {
        throw Failure("\(file.path) 不是正确的 JSON 设置文件 (not a valid settings file)", code: 78)
      }
    }
    reader = ConfigReader(providers: providers)
  }

  var data: String { reader.string(forKey: "data", default: "data") }
  var port: Int { reader.int(forKey: "port", default: 8080) }
  var host: String { reader.string(forKey: "host", default: "127.0.0.1") }
  var database: String? { reader.string(forKey: "database.url", isSecret: true) }
  var publicURL: String { reader.string(forKey: "public.url", default: "") }
  var logLevel: String { reader.string(forKey: "log.level", default: "notice") }
  var apiPerMinute: Int { reader.int(forKey: "api.limit", default: 600) }
  var logFormat: String { reader.string(forKey: "log.format", default: LogFormat.text.rawValue) }
  var metricsToken: String? { reader.string(forKey: "metrics.token", isSecret: true) }

  /// The proxies in front of this server; whoever comes past them is believed nothing.
  var trustedProxies: TrustedProxies {
    get throws {
      guard let text = reader.string(forKey: "trusted.proxies") else { return .loopback }
      guard let proxies = TrustedProxies(text: text) else {
        throw Failure("TRUSTED_PROXIES 里有看不懂的地址：\(text)。请写成 127.0.0.1,10.0.0.0/8 的样子。", code: 78)
      }
      return proxies
    }
  }

  /// `limits.submit.burst`, `limits.submit.hourly`, `limits.contact.daily` and so on; 0 switches one off.
  var limits: LimitSettings {
    get throws {
      var limits = LimitSettings()
      for limited in Limited.allCases {
        let name = "limits." + (limited == .signIn ? "signIn" : limited.rawValue)
        limits[limited].burst = reader.int(forKey: ConfigKey(name + ".burst"), default: limits[limited].burst)
        limits[limited].hourly = reader.int(forKey: ConfigKey(name + ".hourly"), default: limits[limited].hourly)
        limits[limited].daily = reader.int(forKey: ConfigKey(name + ".daily"), default: limits[limited].daily)
        guard (0...10_000_000).contains(limits[limited].burst), (0...10_000_000).contains(limits[limited].hourly),
          (0...10_000_000).contains(limits[limited].daily)
        else { throw Failure("\(name) 的次数要在 0 到 10000000 之间。", code: 78) }
      }
      return limits
    }
  }

  var databaseConnections: Int { reader.int(forKey: "database.connections", default: 4) }

  /// A text by its name; empty when it is not there.
  func text(_ key: String, isSecret: Bool = false) -> String {
    reader.string(forKey: ConfigKey(key.split(separator: ".").map { String($0) }), isSecret: isSecret, default: "")
  }

  func number(_ key: String, default value: Int) -> Int {
    reader.int(forKey: ConfigKey(key.split(separator: ".").map { String($0) }), default: value)
  }

  func isOn(_ key: String) -> Bool {
    reader.bool(forKey: ConfigKey(key.split(separator: ".").map { String($0) }), default: false)
  }
}

/// A failure that is told in one sentence, with an exit code of sysexits(3).
struct Failure: Error, CustomStringConvertible {
  let description: String
  let code: Int32

  init(_ description: String, code: Int32 = 1) {
    self.description = description
    self.code = code
  }
}

/// Runs a command's body; an error becomes one sentence on stderr and an exit code.
func reporting(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let failure as Failure {
    Console.error(failure.description)
    throw ExitCode(failure.code)
  } catch let exit as ExitCode {
    throw exit
  } catch {
    Console.error(Sentences.of(error))
    throw ExitCode(1)
  }
}

/// Words for the terminal: results on stdout, everything else on stderr.
enum Console {
  static func out(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
  static func error(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// A line that is written over when stderr is a terminal, and left out otherwise.
  static func progress(_ text: String) {
    guard isatty(2) == 1 else { return }
    FileHandle.standardError.write(Data(("\r\u{1B}[K" + text).utf8))
  }

  static func endProgress() {
    if isatty(2) == 1 { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}

extension CivilDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
}
