import DatabaseKit
import Domain
import Store

/// Deputies, groups and accounts from rows.
extension ImportMaker {
  mutating func deputy(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    guard let began = row.date(.from) else { return [] }
    var records: [ImportedRecord] = []
    if try addPerson(made, tx) { records.append(ImportedRecord(.person, made.person.raw, row[.name])) }
    let id = ID<Mandate>(made.ids[1])
    let mandate = Mandate(
      id: id, person: made.person, congress: run.congress, term: term,
      constituency: lookup.constituencies[row[.electedBy]]?.id,
      electingUnit: lookup.constituencies[row[.electedBy]] == nil ? lookup.electingUnits[row[.electedBy]] : nil,
      stationed: nil, state: .active, beganOn: began)
    try PersonStore.insert(mandate, level: level, in: tx)
    if let delegation = lookup.delegations[row[.delegation]] {
      try GroupStore.addMember(id, to: delegation, isHead: false, from: today, in: tx)
    }
    if let venue = lookup.venues[row[.venue]] {
      try VenueStore.place(id, of: made.person, at: venue, from: today, in: tx)
    }
    let facts = [
      "person": made.person.description, "congress": run.congress.description, "began": row[.from],
      "delegation": row[.delegation], "venue": row[.venue],
    ]
    try note(.mandate, id.raw, "add", facts, made, 1, tx)
    lookup.people[row[.name], default: []].append(
      ImportLookup.Known(id: made.person, electedBy: row[.electedBy], hasAccount: false))
    return records + [ImportedRecord(.mandate, id.raw, row[.name] + "（" + row[.electedBy] + "）")]
  }

  /// False for somebody who was in the directory before: only the contact is added then.
  private func addPerson(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> Bool {
    let row = made.row
    let isNew = made.person.raw == made.ids[0]
    var facts = ["name": row[.name], "occupation": row[.occupation], "workplace": row[.workplace]]
    if let contact = made.contact { facts["contact"] = contact.field.rawValue }
    if isNew {
      try PersonStore.save(
        Person(
          id: made.person, name: row[.name], residence: lookup.regions[row[.residence]]?.id,
          workplace: row[.workplace], occupation: row[.occupation], expertise: row.list(.expertise)),
        searchText: made.search.text, sortKey: made.search.sortKey, in: tx)
    }
    if let contact = made.contact {
      try PersonStore.save(contact, of: made.person, agreedAt: contact.isPublic ? now : nil, in: tx)
    }
    if isNew || made.contact != nil {
      try note(.person, made.person.raw, isNew ? "add" : "contact", facts, made, 0, isNew: isNew, tx)
    }
    return isNew
  }

  mutating func group(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    guard let kind = GroupKind(rawValue: row[.kind]) else { return [] }
    let id = ID<DeputyGroup>(made.ids[0])
    let reason = "名单导入"
    try GroupRecordStore.insert(
      DeputyGroup(id: id, congress: run.congress, kind: kind, name: row[.name], validFrom: today), purpose: "",
      reason: reason, in: tx)
    let conveners = Set(row.list(.convener))
    for name in conveners.union(row.list(.members)) {
      guard let person = lookup.serving(name).first else { continue }
      try GroupRecordStore.addMember(
        person.id, to: id, as: conveners.contains(name) ? .convener : .member, from: today, reason: reason, in: tx)
    }
    lookup.groups.insert(row[.name])
    try note(.group, id.raw, "save", ["name": row[.name]], made, 0, tx)
    return [ImportedRecord(.group, id.raw, row[.name])]
  }

  mutating func post(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    guard let post = ImportReferences(kind: .post, lookup: lookup).post(of: row) else { return [] }
    var records: [ImportedRecord] = []
    if try addPerson(made, tx) { records.append(ImportedRecord(.person, made.person.raw, row[.name])) }
    try AccountStore.insert(post, id: ID(made.ids[2]), person: made.person, from: today, in: tx)
    let facts = ["about": post.venue?.description ?? post.unit?.description ?? "", "place": row[.place]]
    try note(.account, made.person.raw, "grant " + post.role.rawValue, facts, made, 1, isNew: false, tx)
    lookup.people[row[.name], default: []].append(
      ImportLookup.Known(id: made.person, electedBy: nil, hasAccount: false, posts: [(post, row[.place])]))
    return records + [ImportedRecord(.post, made.ids[2], row[.name] + "（" + row[.place] + "）")]
  }

  mutating func account(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    try AccountStore.insert(
      AccountRecord(
        id: ID(made.ids[1]), person: made.person, username: row[.username], state: .active, mustChange: true,
        isDemo: false, passwordSince: now), passwordHash: made.passwordHash, at: now, in: tx)
    try note(.account, made.person.raw, "add", ["about": row[.username]], made, 1, isNew: false, tx)
    lookup.usernames.insert(row[.username])
    return [ImportedRecord(.account, made.person.raw, row[.username])]
  }
}
