package import Domain
import Store

/// 提请认领 and 认领: a matter is put up for groups, and one of them takes it on (按事找组). A group gives it back with a
/// reason when it turns out not to be its business.
package enum ClaimMatter {
  /// Puts the matter up for the groups that may claim it.
  package static func offer(
    to groups: [ID<DeputyGroup>], words: String?, on matter: ID<Matter>, _ request: MatterRequest,
    in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.offer, on: matter, request) { work in
      let known = try GroupStore.groups(of: work.matter.status.congress, in: work.tx)
      let open = Set(known.filter { $0.validTo == nil }.map(\.id))
      guard !groups.isEmpty, Set(groups).isSubset(of: open) else {
        throw ActionError.invalid([FieldProblem("groups", .missing)])
      }
      try work.carryOut(.offer(to: groups.sorted()), words: MatterWords(text: words))
    }
  }

  /// - Parameter group: Nil when the actor is in just one group that may.
  package static func claim(
    by group: ID<DeputyGroup>?, words: String?, on matter: ID<Matter>, _ request: MatterRequest,
    in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.claim, on: matter, request) { work in
      let mine = work.matter.status.offered.filter { request.actor.signedIn?.groups.contains($0) ?? false }
      guard let chosen = group ?? (mine.count == 1 ? mine.first : nil), mine.contains(chosen) else {
        throw ActionError.invalid([FieldProblem("group", .missing)])
      }
      try work.carryOut(.claim(by: chosen), words: MatterWords(text: words))
    }
  }

  package static func handBack(
    words: String, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.handBack, on: matter, request) { work in
      try work.carryOut(.handBack, words: MatterWords(text: words))
    }
  }
}
