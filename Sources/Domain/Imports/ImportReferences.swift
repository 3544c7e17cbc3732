/// What a row refers to and repeats in the directory: asked when a file is checked, and again when its rows are made.
package struct ImportReferences {
  package struct Fault: Sendable, Equatable {
    package let field: ImportField
    package let fault: ImportFault
    package let detail: String

    package init(_ field: ImportField, _ fault: ImportFault, _ detail: String = "") {
      self.field = field
      self.fault = fault
      self.detail = detail
    }
  }

  private let kind: ImportKind
  private let lookup: ImportLookup

  package init(kind: ImportKind, lookup: ImportLookup) {
    self.kind = kind
    self.lookup = lookup
  }

  package func faults(_ row: ImportRow) -> [Fault] {
    switch kind {
    case .region: region(row)
    case .grid: grid(row)
    case .constituency: constituency(row)
    case .venue: venue(row)
    case .unit: lookup.units[row[.name]] == nil ? [] : [Fault(.name, .duplicate)]
    case .deputy: deputy(row)
    case .group: group(row)
    case .post: post(row)
    case .account: account(row)
    }
  }

  private func region(_ row: ImportRow) -> [Fault] {
    guard RegionCode.level(of: row[.code]) != nil else { return [Fault(.code, .wrongCode)] }
    if lookup.regions[row[.code]] != nil { return [Fault(.code, .duplicate)] }
    return parentCode(of: row) == nil ? [Fault(row[.parent].isEmpty ? .code : .parent, .missingParent)] : []
  }

  /// The region above that is known: the one that is named, or the nearest by the code. A place whose whole line is unknown
  /// stands under the root, if it is a province.
  package func parentCode(of row: ImportRow) -> String? {
    if !row[.parent].isEmpty {
      guard let above = lookup.regions[row[.parent]], let level = RegionCode.level(of: row[.code]), above.level < level
      else { return nil }
      return row[.parent]
    }
    if RegionCode.level(of: row[.code]) == .province { return "" }
    let above = RegionCode.above(row[.code])
    // A village does not hang on a county because its township is missing.
    let nearest = RegionCode.level(of: row[.code]) == .county ? above : Array(above.prefix(1))
    return nearest.first { lookup.regions[$0] != nil }
  }

  private func grid(_ row: ImportRow) -> [Fault] {
    guard let above = lookup.regions[row[.parent]] else { return [Fault(.parent, .unknownCode)] }
    if above.level >= .grid { return [Fault(.parent, .missingParent)] }
    return lookup.grids.contains(row[.parent] + "|" + row[.name]) ? [Fault(.name, .duplicate)] : []
  }

  private func constituency(_ row: ImportRow) -> [Fault] {
    if lookup.constituencies[row[.name]] != nil { return [Fault(.name, .duplicate)] }
    let unknown = row.list(.regions).filter { lookup.regions[$0] == nil }
    return unknown.isEmpty ? [] : [Fault(.regions, .unknownCode, unknown.joined(separator: "、"))]
  }

  private func venue(_ row: ImportRow) -> [Fault] {
    if lookup.venues[row[.name]] != nil { return [Fault(.name, .duplicate)] }
    if lookup.regions[row[.code]] == nil { return [Fault(.code, .unknownCode)] }
    if !row[.parent].isEmpty, lookup.venues[row[.parent]] == nil { return [Fault(.parent, .missingParent)] }
    return []
  }

  private func deputy(_ row: ImportRow) -> [Fault] {
    var faults: [Fault] = []
    if lookup.constituencies[row[.electedBy]] == nil, lookup.electingUnits[row[.electedBy]] == nil {
      faults.append(Fault(.electedBy, .missingParent))
    }
    if !row[.residence].isEmpty, lookup.regions[row[.residence]] == nil {
      faults.append(Fault(.residence, .unknownCode))
    }
    if !row[.delegation].isEmpty, lookup.delegations[row[.delegation]] == nil {
      faults.append(Fault(.delegation, .missingParent))
    }
    if !row[.venue].isEmpty, lookup.venues[row[.venue]] == nil { faults.append(Fault(.venue, .missingParent)) }
    return faults + namesake(row)
  }

  /// Whoever has the name already: the same mandate again, the same person with another mandate, or somebody else.
  private func namesake(_ row: ImportRow) -> [Fault] {
    let known = lookup.people[row[.name]] ?? []
    if known.isEmpty || row[.namesake] == "other" { return [] }
    if known.contains(where: { $0.electedBy == row[.electedBy] && kind == .deputy }) {
      return [Fault(.name, .duplicate)]
    }
    guard row[.namesake] == "same" else { return [Fault(.name, .namesake, "\(known.count)")] }
    if known.count > 1 { return [Fault(.namesake, .namesake, "\(known.count)")] }
    // Nobody holds two mandates at one congress.
    if kind == .deputy, known[0].electedBy != nil { return [Fault(.name, .duplicate)] }
    return []
  }

  private func group(_ row: ImportRow) -> [Fault] {
    if lookup.groups.contains(row[.name]) { return [Fault(.name, .duplicate)] }
    for field in [ImportField.convener, .members] {
      let unknown = row.list(field).filter { lookup.serving($0).count != 1 }
      if !unknown.isEmpty { return [Fault(field, .missingParent, unknown.joined(separator: "、"))] }
    }
    return []
  }

  private func post(_ row: ImportRow) -> [Fault] {
    guard let post = post(of: row) else { return [Fault(.place, .missingParent)] }
    let known = lookup.people[row[.name]] ?? []
    if known.contains(where: { $0.posts.contains { $0.post == post } }), row[.namesake] != "other" {
      return [Fault(.name, .duplicate)]
    }
    // Nobody gives a post to himself.
    let holder = row[.namesake] == "same" ? known.first?.id ?? ID(0) : ID(0)
    guard DirectoryAccess.mayGrant(post, to: holder, by: lookup.reader) else { return [Fault(.name, .refused)] }
    return namesake(row)
  }

  /// The post that a row gives; nil when its place is not known.
  package func post(of row: ImportRow) -> Post? {
    guard let role = PostRole(rawValue: row[.role]) else { return nil }
    let post = Post(
      role: role, congress: lookup.congress, venue: role.isOfVenue ? lookup.venues[row[.place]] : nil,
      unit: role.isOfUnit ? lookup.units[row[.place]] : nil)
    return post.namesItsPlace ? post : nil
  }

  /// An account is for somebody whom the directory knows.
  private func account(_ row: ImportRow) -> [Fault] {
    if lookup.usernames.contains(row[.username]) { return [Fault(.username, .duplicate)] }
    let holders = holders(of: row)
    if holders.isEmpty { return [Fault(.name, .missingParent)] }
    if holders.count > 1 { return [Fault(.name, .namesake, "\(holders.count)")] }
    if holders[0].hasAccount { return [Fault(.name, .duplicate)] }
    let isMine = DirectoryAccess.mayManageAccount(holding: holders[0].posts.map(\.post), by: lookup.reader)
    return isMine ? [] : [Fault(.name, .refused)]
  }

  /// The people of the row's name, with a post at its place if it names one.
  package func holders(of row: ImportRow) -> [ImportLookup.Known] {
    (lookup.people[row[.name]] ?? []).filter { known in
      row[.place].isEmpty || known.posts.contains { $0.place == row[.place] }
    }
  }
}
