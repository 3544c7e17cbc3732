package import Actions
import DatabaseKit
package import Domain
import Store

/// A congress with deputies enough for a motion, and a session that sits.
package struct TestMotions: Sendable {
  package let town: TestTown
  package let congress: ID<Congress>
  /// Sits today and tomorrow.
  package let session: CongressSession
  package let deputies: [TestDeputy]
  package let secretary: TestStaff
  package let clerk: TestStaff
  package let director: TestStaff
  package let committee: TestStaff
  package let government: TestStaff

  package var environment: AppEnvironment { town.environment }
  package var lead: TestDeputy { deputies[0] }
  package var today: CivilDate { town.now.date }

  package static let text = MotionText(
    cause: "关于加快县城河道治理和小游园建设的议案",
    grounds: "县城东河两岸杂草丛生，汛期倒灌，沿线居民没有散步的地方，去年群众反映相关问题四十一件。",
    plan: "一是清淤护岸；二是沿河建三处小游园；三是明确管护单位和经费，两年内完成。")

  /// - Parameters:
  ///   - count: How many deputies; three have mandates in the township already.
  ///   - motionsUntil: 议案截止时间.
  package static func build(
    in town: TestTown, deputies count: Int = 12, township: Bool = false, motionsUntil: Instant? = nil,
    withAccounts: Bool = false
  ) async throws -> TestMotions {
    let (places, environment) = (town.places, town.environment)
    let congress = township ? places.congress : places.county
    let session = try await town.database.write { tx -> CongressSession in
      guard var record = try CongressStore.congress(congress, in: tx),
        let term = try CongressStore.terms(of: congress, in: tx).first
      else { throw ActionError.notFound }
      record.isRunHere = true
      try CongressStore.update(record, in: tx)
      let session = CongressSession(
        id: ID(9001), congress: congress, term: term.id, number: 3, kind: .regular, beginsOn: town.now.date,
        endsOn: town.now.date.adding(days: 1), place: "影剧院", secretariat: "大会秘书处", motionsUntil: motionsUntil,
        state: .open)
      try SessionStore.insert(session, in: tx)
      return session
    }
    func account(_ username: String, _ person: ID<Person>) async throws {
      _ = try await ManageAccounts.add(
        username: username, password: TestPlaces.password, for: person, mustChange: false, by: .system,
        in: environment)
    }
    func person(_ name: String, _ occupation: String) async throws -> ID<Person> {
      try await SavePerson.run(
        SavePerson.Input(id: nil, name: name, occupation: occupation), by: .system, in: environment)
    }
    func staff(_ name: String, _ username: String, _ role: PostRole) async throws -> TestStaff {
      let id = try await person(name, "干部")
      let post = Post(role: role, congress: congress)
      try await ManageAccounts.grant(post, to: id, by: .system, in: environment)
      if withAccounts { try await account(username, id) }
      return TestStaff(person: id, name: name, username: username, post: post)
    }
    var deputies: [TestDeputy] = []
    for number in 1...count {
      let name = "联名\(["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯"][(number - 1) % 14])"
      let id = try await person(name, "工人")
      let mandate = try await SaveMandate.add(
        SaveMandate.Input(person: id, congress: congress, beganOn: town.now.date.adding(days: -300)), by: .system,
        in: environment)
      if withAccounts { try await account("signer\(number)", id) }
      deputies.append(TestDeputy(person: id, mandate: mandate, name: name, groups: []))
    }
    return TestMotions(
      town: town, congress: congress, session: session, deputies: deputies,
      secretary: try await staff("秘书甲", "motionsecretary", .secretary),
      clerk: try await staff("经办甲", "motionclerk", .clerk),
      director: try await staff("主任甲", "motiondirector", .director),
      committee: try await staff("委员甲", "motioncommittee", .committee),
      government: try await staff("督查甲", "motiongovernment", .coordinator))
  }

  /// A deputy as somebody who signs in with a password.
  package func signer(_ number: Int) -> TestStaff {
    let deputy = deputies[number - 1]
    return TestStaff(
      person: deputy.person, name: deputy.name, username: "signer\(number)",
      post: Post(role: .clerk, congress: congress))
  }

  // MARK: Telling

  package func request(_ actor: Actor, seen: Int? = nil) -> ProposalRequest {
    ProposalRequest(actor: actor, seen: seen)
  }

  package func draft(_ text: MotionText = TestMotions.text) async throws -> ID<Motion> {
    try await DraftMotion.run(
      text, for: lead.person, of: congress, request(lead.actor()), in: environment
    ).id
  }

  /// Asks the first deputies after the one who leads.
  package func invite(_ id: ID<Motion>, _ count: Int) async throws {
    _ = try await InviteToMotion.run(
      deputies.dropFirst().prefix(count).map(\.person), on: id, request(lead.actor()), in: environment)
  }

  package func sign(_ id: ID<Motion>, _ count: Int) async throws {
    for deputy in deputies.dropFirst().prefix(count) {
      _ = try await ActOnMotion.run(.sign(deputy.person), on: id, request(deputy.actor()), in: environment)
    }
  }

  package func submitted(_ text: MotionText = TestMotions.text, signers: Int = 9) async throws -> ID<Motion> {
    let id = try await draft(text)
    try await invite(id, signers)
    try await sign(id, signers)
    _ = try await SubmitMotion.run(id, request(lead.actor()), in: environment)
    return id
  }

  package func numbered(signers: Int = 9) async throws -> ID<Motion> {
    let id = try await submitted(signers: signers)
    _ = try await RegisterMotion.run(id, request(clerk.actor), in: environment)
    return id
  }

  @discardableResult
  package func act(_ command: MotionCommand, on id: ID<Motion>, by actor: Actor? = nil, words: String? = nil)
    async throws -> ProposalChanged<Motion>
  {
    try await ActOnMotion.run(command, on: id, words: words, request(actor ?? clerk.actor), in: environment)
  }

  package func adopted(signers: Int = 9) async throws -> ID<Motion> {
    let id = try await numbered(signers: signers)
    try await act(.putOnAgenda(on: today), on: id)
    try await act(.consider(on: today), on: id)
    try await act(.vote(MotionVote(votesFor: 10, against: 1, abstained: 0, all: 12, on: today)), on: id)
    return id
  }

  /// One that everybody reads, of the town itself.
  package static func published(in town: TestTown) async throws -> ID<Motion> {
    let tell = try await build(in: town, deputies: 6, township: true)
    let id = try await tell.adopted(signers: 4)
    try await tell.act(.nameLeader(name: "王镇长", office: "镇长"), on: id)
    try await tell.act(.addMilestone(title: "清淤", due: tell.today.adding(days: 30)), on: id)
    try await tell.act(.note(form: .onSite, on: tell.today, isPublic: true), on: id, words: "看了工地。")
    _ = try await PublishMotion.run(
      true, text: "两年内完成。", on: id, tell.request(tell.clerk.actor), in: town.environment)
    return id
  }

  package func status(_ id: ID<Motion>) async throws -> MotionStatus {
    try await ReadMotion.run(id, by: .system, in: environment).status
  }
}
