package import DatabaseKit
package import Domain

/// A record of the directory that belongs to one congress.
package enum DirectoryRecord: Sendable {
  case constituency(ID<Constituency>)
  case delegation(ID<Delegation>)
  case group(ID<DeputyGroup>)
  case unit(ID<HandlingUnit>)
  case category(ID<MatterCategory>)
  case venue(ID<Venue>)
  case reception(ID<ReceptionRule>)
  case cluster(ID<AreaCluster>)
  case mechanism(ID<LinkMechanism>)
  case link(ID<ResponsibilityLink>)
  case campaign(ID<Campaign>)
}

/// To which congress a record belongs.
package enum OwnershipStore {
  /// Nil when there is no such record.
  package static func congress(of record: DirectoryRecord, in tx: any ReadTransaction) throws -> ID<Congress>? {
    let source: SQL =
      switch record {
      case .constituency(let id): "constituencies WHERE id = \(bind: id)"
      case .delegation(let id): "delegations WHERE id = \(bind: id)"
      case .group(let id): "deputy_groups WHERE id = \(bind: id)"
      case .unit(let id): "handling_units WHERE id = \(bind: id)"
      case .category(let id): "matter_categories WHERE id = \(bind: id)"
      case .venue(let id): "venues WHERE id = \(bind: id)"
      case .reception(let id):
        "venues WHERE id = (SELECT venue_id FROM reception_rules WHERE id = \(bind: id))"
      case .cluster(let id): "area_clusters WHERE id = \(bind: id)"
      case .campaign(let id): "campaigns WHERE id = \(bind: id)"
      case .mechanism(let id): "link_mechanisms WHERE id = \(bind: id)"
      case .link(let id):
        "link_mechanisms WHERE id = (SELECT mechanism_id FROM responsibility_links WHERE id = \(bind: id))"
      }
    return try tx.row("SELECT congress_id FROM \(source)")?("congress_id")
  }
}
