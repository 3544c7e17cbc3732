import Actions
import ArgumentParser
import Domain
import Foundation

/// Makes the first congress of an empty installation and the two people who enter the rest on the pages.
struct SetUp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup", abstract: "Set up a place of your own · 新建本地的人民代表大会")

  @OptionGroup var options: DataOptions
  @Option(help: "The congress's full name, such as 某镇人民代表大会.") var name: String
  @Option(help: "township, county, prefecture or province.") var level = "township"
  @Option(help: "The region's name. Default: the congress's name without 人民代表大会.") var region: String?
  @Option(help: "The region's statistical code of twelve digits.") var regionCode: String?
  @Option(help: "The county, for a township.") var county: String?
  @Option(help: "The prefecture or city, if there is one.") var prefecture: String?
  @Option(help: "The province.") var province: String?
  @Option(help: "The congress one level up, whose desk gets what is sealed.") var parent: String?
  @Option(help: "The number of the present term.") var term: Int?
  @Option(help: "The day of the term's first session, YYYY-MM-DD.") var termBegan: CivilDate?
  @Option(help: "The system administrator's user name.") var admin = "admin"
  @Option(help: "The system administrator's name.") var adminName = "系统管理员"
  @Option(help: "The clerk's user name.") var clerk = "clerk"
  @Option(help: "The clerk's name.") var clerkName = "人大经办人"

  func run() async throws {
    try await reporting {
      let place = try checked()
      let installation = try await UserCommands.open(options)
      let environment = installation.environment
      func staff(_ name: String, _ username: String) -> AddStaff.Input {
        AddStaff.Input(name: name, username: username, password: OneTimePassword.make(environment.random))
      }
      let (administrator, clerk) = (staff(adminName, admin), staff(clerkName, self.clerk))
      do {
        _ = try await SetUpPlace.run(
          SetUpPlace.Input(
            name: name, shortName: place.short, level: place.level, region: place.region, regionCode: regionCode,
            above: place.above, parent: parent, term: place.term, administrator: administrator, clerk: clerk),
          in: environment)
      } catch ActionError.duplicate {
        throw Failure("这里已经有在本系统管理的人民代表大会，不能再建；修改和新增请在网页的“名录”里办。", code: 73)
      }
      report([("系统管理员", administrator), ("经办人", clerk)])
      await installation.close()
    }
  }

  private func report(_ people: [(role: String, input: AddStaff.Input)]) {
    Console.out("\(name)建好了。下面的密码只显示这一次，本人第一次登录要改：")
    for person in people {
      Console.out("  \(person.input.username.lowercased())\t\(person.input.password)\t\(person.role)")
    }
    Console.out("启动后从 /work/sign-in 登录，经办人在“名录”里登记区划、站点、人员和代表。")
    Console.out("系统、安全、审计由三个人分担：请系统管理员登录后建两个账号，在“名录”里指定第一位安全管理员和审计员；以后的职务由安全管理员给。")
    Console.out(
      parent == nil
        ? "没有写上一级人民代表大会：封存的事项归本级的指定经办人，请用 user add --role upperClerk 指定一位。"
        : "封存的事项归上一级的指定经办人，请用 user add --role upperClerk 指定一位。")
  }

  /// What the flags stand for, or a sentence about what is missing.
  private func checked() throws
    -> (
      short: String, level: CongressLevel, region: String, above: [RegionLevel: String],
      term: (number: Int, beganOn: CivilDate)?
    )
  {
    let levels: [String: CongressLevel] = [
      "township": .township, "county": .county, "prefecture": .prefecture, "province": .province,
    ]
    guard let level = levels[level] else {
      throw Failure("没有这种级别：\(level)。可以写 township、county、prefecture、province。", code: 64)
    }
    guard name.hasSuffix("人民代表大会"), name.count > 6 else {
      throw Failure("--name 要写全称，如“某镇人民代表大会”。", code: 64)
    }
    let short = String(name.dropLast(6))
    if level == .township, county == nil { throw Failure("请用 --county 写明属于哪个县（市、区）。", code: 64) }
    if let parent, !parent.hasSuffix("人民代表大会") {
      throw Failure("--parent 要写全称，如“某县人民代表大会”，现在是“\(parent)”。", code: 64)
    }
    let all: [(RegionLevel, String?)] = [(.county, county), (.prefecture, prefecture), (.province, province)]
    var above: [RegionLevel: String] = [:]
    for (region, name) in all {
      guard let name else { continue }
      guard region.rawValue < level.rawValue else {
        throw Failure("“\(name)”不在\(short)的上面，请核对 --level 和区划。", code: 64)
      }
      above[region] = name
    }
    switch (term, termBegan) {
    case (nil, nil): return (short, level, region ?? short, above, nil)
    case (let number?, let date?): return (short, level, region ?? short, above, (number, date))
    default: throw Failure("--term 和 --term-began 要一起写：第几届，哪天开的第一次会议。", code: 64)
    }
  }
}
