import DatabaseKit
package import Domain
import SecretsKit
import Store

/// What a run's page shows.
package struct ImportRunPage: Sendable {
  package let run: ImportRun
  package let madeBy: String?
  package let counts: [(fault: ImportFault, isMended: Bool, count: Int)]
  package let findings: [ImportFinding]
  /// Where the next page of findings goes on.
  package let next: Int?
  package let kept: [KeptRecord]
}

package enum ReadImports {
  package static let pageSize = 50
  private static let mostKept = 200

  /// The congresses into which this person may bring a roster of some kind, with the kinds.
  package static func kinds(for actor: Actor, in environment: AppEnvironment) async throws
    -> [(congress: Congress, kinds: [ImportKind])]
  {
    let here = try await ReadDirectory.congresses(in: environment).filter(\.isRunHere)
    let ids = Set(here.map(\.id))
    return here.compactMap { congress in
      let kinds = ImportKind.allCases.filter {
        DirectoryAccess.mayImport($0, into: congress.id, runHere: ids, by: actor)
      }
      return kinds.isEmpty ? nil : (congress, kinds)
    }
  }

  /// The newest runs that this person may see.
  package static func list(by actor: Actor, before: ID<ImportRun>?, in environment: AppEnvironment) async throws
    -> [ImportRun]
  {
    let allowed = try await kinds(for: actor, in: environment)
    return try await environment.database.read { tx in
      try ImportStore.runs(of: allowed.map(\.congress.id), before: before, limit: pageSize, in: tx).filter { run in
        allowed.contains { $0.congress.id == run.congress && $0.kinds.contains(run.kind) }
      }
    }
  }

  /// - Throws: not found for a run that is not this person's to see.
  package static func page(
    _ id: ID<ImportRun>, fault: ImportFault?, after: Int, limit: Int = pageSize, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> ImportRunPage {
    try await environment.database.read { tx in
      let run = try visible(id, by: actor, in: tx)
      let findings = try ImportStore.findings(of: id, fault: fault, after: after, limit: limit + 1, in: tx)
      return ImportRunPage(
        run: run, madeBy: try run.madeBy.flatMap { try PersonStore.names([$0], in: tx)[$0] },
        counts: try ImportStore.faultCounts(of: id, in: tx), findings: findings.prefix(limit).map(\.finding),
        next: findings.count > limit ? findings.prefix(limit).last?.seq : nil,
        kept: try ImportStore.kept(of: id, limit: mostKept, in: tx))
    }
  }

  static func visible(_ id: ID<ImportRun>, by actor: Actor, in tx: any ReadTransaction) throws -> ImportRun {
    guard let run = try ImportStore.run(id, in: tx) else { throw ActionError.notFound }
    let here = Set(try CongressStore.all(in: tx).filter(\.isRunHere).map(\.id))
    guard DirectoryAccess.mayImport(run.kind, into: run.congress, runHere: here, by: actor) else {
      throw ActionError.notFound
    }
    return run
  }
}

/// 首次登录条 for accounts that came with a roster: the password follows from the run and the person, so a sheet can be
/// printed again until it was used, and is stored nowhere.
package enum ImportSlips {
  package struct Slip: Sendable, Equatable {
    package let name: String
    package let username: String
    package let password: String
    package let posts: [String]
  }

  static func password(of person: ID<Person>, run: ID<ImportRun>, in environment: AppEnvironment) -> String {
    OneTimePassword.make { count in
      Array(
        environment.tokens.mac("first-password", [Array(run.description.utf8), Array(person.description.utf8)])
          .prefix(count))
    }
  }

  /// Those whose first password was not changed yet.
  package static func run(_ id: ID<ImportRun>, by actor: Actor, in environment: AppEnvironment) async throws -> [Slip] {
    let today = environment.now().date
    let found = try await environment.database.read {
      tx -> [(person: ID<Person>, name: String, username: String, posts: [String])] in
      let run = try ReadImports.visible(id, by: actor, in: tx)
      guard run.kind == .account else { throw ActionError.notFound }
      let people = try ImportStore.records(of: id, .account, after: 0, limit: 2000, in: tx).map {
        ID<Person>($0.record.id)
      }
      let posts = Dictionary(grouping: try AccountStore.lines(on: today, in: tx)) { $0.person.id }
      let names = try PersonStore.names(people, in: tx)
      return try people.compactMap { person in
        guard let account = try AccountStore.account(of: person, in: tx)?.account, account.mustChange,
          account.state == .active
        else { return nil }
        return (person, names[person] ?? "", account.username, (posts[person] ?? []).map(\.place))
      }
    }
    return found.map {
      Slip(
        name: $0.name, username: $0.username, password: password(of: $0.person, run: id, in: environment),
        posts: $0.posts)
    }
  }
}
