/// Who may do what with a campaign. Keeping one is keeping the directory of its congress (``DirectoryAccess``).
package enum CampaignAccess {
  /// What was published is everybody's to read; a draft is for whoever keeps it.
  package static func mayRead(_ campaign: Campaign, keeps: Bool) -> Bool { campaign.isOpenToRead || keeps }

  /// The workbench has a list of campaigns for whoever takes part: desks, deputies and grid workers.
  package static func seesList(_ actor: Actor) -> Bool {
    switch actor {
    case .visitor, .sender, .system: return false
    case .person(let person):
      let roles: [PostRole] = [.chair, .clerk, .chief, .liaison, .gridWorker]
      return person.isDeputy || roles.contains { person.holds($0) }
    }
  }
}
