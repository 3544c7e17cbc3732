import Domain
import Store

/// What the three administrators find: a new version of the security settings, looks at contacts with their reasons, an
/// export, and wrong passwords.
struct DemoAdministration {
  let town: DemoTown.Town
  let today: CivilDate
  let clock: DemoClock
  let environment: AppEnvironment

  func build(until end: Instant) async throws {
    clock.move(to: today.adding(days: -30).start.adding(hours: 10))
    try await settings()
    clock.move(to: end)
    try await looks()
    try await RecordExport.run("本年诉求台账", rows: 90, by: town.clerk, in: environment)
    try await door()
  }

  private func settings() async throws {
    let accounts = try await ManageAccounts.list(in: environment)
    guard let line = accounts.first(where: { $0.posts.contains { $0.role == .securityAdministrator } }) else { return }
    var settings = SecuritySettings()
    settings.password.minimum = 10
    settings.logDays = 366
    _ = try await ManageSecurity.save(
      settings, reason: "按等级保护测评的整改意见", seen: 0,
      by: .person(
        Actor.SignedIn(
          person: line.account.person, name: line.name, posts: line.posts.map(\.post), mandates: [], session: ID(1))),
      in: environment)
  }

  private func looks() async throws {
    guard let station = town.stations.first else { return }
    var filter = QueueFilter()
    filter.tab = .toFeedback
    let reasons = ["电话询问对答复满不满意", "约时间到现场看", "核对地址"]
    for actor in [station.liaison, station.chief] {
      let lines = try await ReadQueue.run(filter, by: actor, in: environment).lines
      for (line, reason) in zip(lines, reasons) {
        _ = try await RevealContact.run(
          reason: reason, on: line.id, MatterRequest(actor: actor, seen: nil), in: environment)
      }
    }
  }

  /// Somebody forgot his password, and remembered it later.
  private func door() async throws {
    let origin = SignInOrigin(address: "127.0.0.1", device: "电脑浏览器", isLoopback: true)
    func enter(_ password: String) async throws {
      _ = try await SignIn.run(
        username: "liaison", password: password, from: origin, demoOpen: false, in: environment)
    }
    for _ in 0..<2 {
      do { try await enter("Wrong-2026") } catch ActionError.wrongSecret {
        continue
      }
    }
    try await enter(DemoTown.password)
  }
}
