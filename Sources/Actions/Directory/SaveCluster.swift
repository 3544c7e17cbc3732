import DatabaseKit
package import Domain
import Store

/// 片区: a named set of villages, townships and venues, dated.
package enum SaveCluster {
  /// - Parameter seen: the revision that was shown; nil for a new cluster.
  package static func run(
    _ id: ID<AreaCluster>?, of congress: ID<Congress>, name: String, purpose: String, seen: Int? = nil,
    key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<AreaCluster> {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let newID: ID<AreaCluster> = id ?? environment.newID(at: edit.now)
    let facts = ["name": name, "purpose": purpose]
    return try await edit.runOnce(
      .cluster, newID.raw, id == nil ? "form" : "save", of: congress, facts: facts, made: newID, key: key
    ) { tx in
      guard id != nil else {
        return try ClusterStore.insert(
          AreaCluster(
            id: newID, congress: congress, name: name, purpose: purpose, from: edit.now.date, to: nil, revision: 1),
          in: tx)
      }
      _ = try open(newID, of: congress, in: tx)
      guard try ClusterStore.update(newID, name: name, purpose: purpose, seen: seen ?? 0, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
  }

  package static func end(
    _ id: ID<AreaCluster>, congress: ID<Congress>, reason: String, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    try await edit.runOnce(
      .cluster, id.raw, "dissolve", of: congress, facts: ["reason": reason], made: id, key: nil
    ) { tx in
      _ = try open(id, of: congress, in: tx)
      guard try ClusterStore.end(id, on: edit.now.date, reason: reason, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
  }

  package static func add(
    _ subject: ClusterPart.Subject, to cluster: ID<AreaCluster>, congress: ID<Congress>, from: CivilDate? = nil,
    reason: String, key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<ClusterPart> {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason, from: from)
    let id: ID<ClusterPart> = environment.newID(at: edit.now)
    let facts = ["part": id.description, "from": "\(from ?? edit.now.date)", "reason": reason]
    return try await edit.runOnce(.cluster, cluster.raw, "add-part", of: congress, facts: facts, made: id, key: key) {
      tx in
      _ = try open(cluster, of: congress, in: tx)
      switch subject {
      case .region(let region):
        guard let place = try CongressStore.congress(congress, in: tx),
          let area = try RegionStore.region(place.region, in: tx),
          let found = try RegionStore.region(region, in: tx), found.path.hasPrefix(area.path), found.validTo == nil
        else { throw ActionError.invalid([FieldProblem("subject", .notFound)]) }
      case .venue(let venue):
        guard let found = try VenueStore.venue(venue, in: tx), found.congress == congress, found.validTo == nil else {
          throw ActionError.invalid([FieldProblem("subject", .notFound)])
        }
      }
      let parts = try ClusterStore.parts(of: [cluster], in: tx)
      if parts.contains(where: { $0.subject == subject && $0.tenure.to == nil }) {
        throw ActionError.invalid([FieldProblem("subject", .taken)])
      }
      try ClusterStore.insert(id, subject, into: cluster, from: from ?? edit.now.date, reason: reason, in: tx)
    }
  }

  package static func endPart(
    _ part: ID<ClusterPart>, of cluster: ID<AreaCluster>, congress: ID<Congress>, reason: String, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    try await edit.runOnce(
      .cluster, cluster.raw, "end-part", of: congress, facts: ["part": part.description, "reason": reason], made: part,
      key: nil
    ) { tx in
      _ = try open(cluster, of: congress, in: tx)
      guard try ClusterStore.endPart(part, of: cluster, on: edit.now.date, reason: reason, in: tx) else {
        throw ActionError.rule(.nothingChanged)
      }
    }
  }

  private static func open(_ id: ID<AreaCluster>, of congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> AreaCluster
  {
    guard let cluster = try ClusterStore.cluster(id, in: tx), cluster.congress == congress else {
      throw ActionError.notFound
    }
    if cluster.to != nil { throw ActionError.invalid([FieldProblem("cluster", .notAllowed)]) }
    return cluster
  }
}
