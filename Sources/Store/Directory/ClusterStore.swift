package import DatabaseKit
package import Domain

/// 片区 and what is in them.
package enum ClusterStore {
  package static func insert(_ cluster: AreaCluster, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO area_clusters (id, congress_id, name, purpose, valid_from, revision)
      VALUES (\(bind: cluster.id), \(bind: cluster.congress), \(bind: cluster.name), \(bind: cluster.purpose),
        \(bind: cluster.from), 1)
      """)
  }

  package static func update(
    _ id: ID<AreaCluster>, name: String, purpose: String, seen: Int, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE area_clusters SET name = \(bind: name), purpose = \(bind: purpose), revision = revision + 1
      WHERE id = \(bind: id) AND revision = \(bind: seen)
      """) == 1
  }

  /// Ends a cluster with all that is in it.
  package static func end(
    _ id: ID<AreaCluster>, on date: CivilDate, reason: String, in tx: any WriteTransaction
  ) throws -> Bool {
    let changed = try tx.execute(
      """
      UPDATE area_clusters SET valid_to = \(bind: date), revision = revision + 1
      WHERE id = \(bind: id) AND valid_to IS NULL
      """)
    try tx.execute(
      """
      UPDATE cluster_parts SET to_on = \(bind: date), end_reason = \(bind: reason)
      WHERE cluster_id = \(bind: id) AND to_on IS NULL
      """)
    return changed == 1
  }

  package static func all(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [AreaCluster] {
    try tx.rows("\(columns) WHERE congress_id = \(bind: congress) ORDER BY id").map(cluster)
  }

  package static func cluster(_ id: ID<AreaCluster>, in tx: any ReadTransaction) throws -> AreaCluster? {
    try tx.row("\(columns) WHERE id = \(bind: id)").map(cluster)
  }

  private static let columns: SQL =
    "SELECT id, congress_id, name, purpose, valid_from, valid_to, revision FROM area_clusters"

  private static func cluster(_ row: Row) throws -> AreaCluster {
    AreaCluster(
      id: try row("id"), congress: try row("congress_id"), name: try row("name"), purpose: try row("purpose"),
      from: try row("valid_from"), to: try row("valid_to"), revision: try row("revision"))
  }

  // MARK: Parts

  package static func insert(
    _ id: ID<ClusterPart>, _ subject: ClusterPart.Subject, into cluster: ID<AreaCluster>, from: CivilDate,
    reason: String, in tx: any WriteTransaction
  ) throws {
    var (region, venue): (ID<Region>?, ID<Venue>?)
    switch subject {
    case .region(let id): region = id
    case .venue(let id): venue = id
    }
    try tx.execute(
      """
      INSERT INTO cluster_parts (id, cluster_id, region_id, venue_id, from_on, reason)
      VALUES (\(bind: id), \(bind: cluster), \(bind: region), \(bind: venue), \(bind: from), \(bind: reason))
      """)
  }

  package static func endPart(
    _ id: ID<ClusterPart>, of cluster: ID<AreaCluster>, on date: CivilDate, reason: String,
    in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE cluster_parts SET to_on = \(bind: date), end_reason = \(bind: reason)
      WHERE id = \(bind: id) AND cluster_id = \(bind: cluster) AND to_on IS NULL
      """) == 1
  }

  /// What is or was in these clusters.
  package static func parts(of clusters: [ID<AreaCluster>], in tx: any ReadTransaction) throws -> [ClusterPart] {
    if clusters.isEmpty { return [] }
    return try tx.rows(
      """
      SELECT c.id, c.cluster_id, c.region_id, c.venue_id, COALESCE(r.name, v.name) AS name, c.from_on, c.to_on,
        c.reason, c.end_reason
      FROM cluster_parts c LEFT JOIN regions r ON r.id = c.region_id LEFT JOIN venues v ON v.id = c.venue_id
      WHERE c.cluster_id IN \(SQL.list(clusters)) ORDER BY c.id
      """
    ).map { row in
      let region: ID<Region>? = try row("region_id")
      let subject: ClusterPart.Subject = try region.map { .region($0) } ?? .venue(row("venue_id"))
      return ClusterPart(
        id: try row("id"), cluster: try row("cluster_id"), subject: subject, name: try row("name"),
        tenure: try GroupRecordStore.tenure(row))
    }
  }
}
