import DatabaseKit
package import Domain
import Store

/// Regions, congresses and what belongs to them. Each is one edit with its history.
package enum SaveStructure {
  /// A region under `parent`; nil is the root.
  package static func addRegion(
    name: String, level: RegionLevel, under parent: ID<Region>?, code: String?, from date: CivilDate, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> ID<Region> {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    if let code, !(code.count == 12 && code.allSatisfy { $0.isASCII && $0.isNumber }) {
      throw ActionError.invalid([FieldProblem("code", .notAllowed)])
    }
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<Region> = environment.newID(at: edit.now)
    try await edit.run(.region, id.raw, "add", of: nil, facts: ["name": name, "code": code ?? ""]) { tx in
      let above = try parent.map { parent in
        guard let region = try RegionStore.region(parent, in: tx) else {
          throw ActionError.invalid([FieldProblem("parent", .notFound)])
        }
        guard region.level < level else { throw ActionError.invalid([FieldProblem("level", .notAllowed)]) }
        return region
      }
      let region = Region(
        id: id, parent: parent, level: level, name: name, path: (above?.path ?? "") + "\(id)/", validFrom: date,
        code: code)
      try RegionStore.insert(region, position: try RegionStore.nextPosition(under: parent, in: tx), in: tx)
    }
    return id
  }

  /// - Parameter seen: the revision that was edited; refused when somebody was faster.
  package static func renameRegion(
    _ id: ID<Region>, to name: String, seen: Int? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    try await edit.run(.region, id.raw, "rename", of: nil, facts: ["name": name]) { tx in
      guard var region = try RegionStore.region(id, in: tx) else { throw ActionError.notFound }
      try DirectoryEdit.claim(.region(id), seen: seen, in: tx)
      region.name = name
      try RegionStore.update(region, in: tx)
    }
  }

  package static func addCongress(
    _ make: @escaping @Sendable (ID<Congress>) -> Congress, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Congress> {
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<Congress> = environment.newID(at: edit.now)
    let congress = make(id)
    let allowed = { @Sendable (_: any ReadTransaction) -> Bool in
      DirectoryAccess.mayAddCongress(isRunHere: congress.isRunHere, under: congress.parent, by: actor)
    }
    try await edit.run(.congress, id.raw, "add", if: allowed, facts: ["name": congress.name]) { tx in
      if let parent = congress.parent {
        guard let above = try CongressStore.congress(parent, in: tx), above.level < congress.level else {
          throw ActionError.invalid([FieldProblem("parent", .notAllowed)])
        }
      }
      guard try RegionStore.region(congress.region, in: tx) != nil else {
        throw ActionError.invalid([FieldProblem("region", .notFound)])
      }
      try CongressStore.insert(congress, in: tx)
    }
    return id
  }

  package static func renameCongress(
    _ id: ID<Congress>, name: String, shortName: String, seen: Int? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    try await edit.run(.congress, id.raw, "rename", of: id, facts: ["name": name, "short": shortName]) { tx in
      guard var congress = try CongressStore.congress(id, in: tx) else { throw ActionError.notFound }
      try DirectoryEdit.claim(.congress(id), seen: seen, in: tx)
      congress.name = name
      congress.shortName = shortName
      try CongressStore.update(congress, in: tx)
    }
  }

  package static func addTerm(
    of congress: ID<Congress>, number: Int, from date: CivilDate, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<CongressTerm> {
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<CongressTerm> = environment.newID(at: edit.now)
    let facts = ["term": "\(number)", "from": "\(date)"]
    try await edit.run(.congress, congress.raw, "term", of: congress, facts: facts) { tx in
      let terms = try CongressStore.terms(of: congress, in: tx)
      if terms.contains(where: { $0.number == number }) { throw ActionError.invalid([FieldProblem("number", .taken)]) }
      // One term ends on the day the next one begins (代表法 2).
      if var last = terms.first, last.endedOn == nil {
        last.endedOn = date
        try CongressStore.update(last, in: tx)
      }
      try CongressStore.insert(CongressTerm(id: id, congress: congress, number: number, beganOn: date), in: tx)
    }
    return id
  }

  package static func addBody(
    of congress: ID<Congress>, kind: CongressBodyKind, name: String, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<CongressBody> = environment.newID(at: edit.now)
    try await edit.run(.congress, congress.raw, "body", of: congress, facts: ["name": name]) { tx in
      guard let found = try CongressStore.congress(congress, in: tx) else { throw ActionError.notFound }
      guard CongressBodyKind.allowed(at: found.level).contains(kind) else {
        throw ActionError.invalid([FieldProblem("kind", .notAllowed)])
      }
      try CongressStore.insert(
        CongressBody(id: id, congress: congress, kind: kind, name: name, region: nil), in: tx)
    }
  }

  package static func saveConstituency(
    _ id: ID<Constituency>?, of congress: ID<Congress>, name: String, seats: Int, regions: [ID<Region>],
    seen: Int? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Constituency> {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    // 选举法 25: one to three deputies a constituency.
    guard (1...3).contains(seats) else { throw ActionError.invalid([FieldProblem("seats", .notANumber(1...3))]) }
    let edit = DirectoryEdit(environment, by: actor)
    let newID: ID<Constituency> = id ?? environment.newID(at: edit.now)
    let facts = ["name": name, "seats": "\(seats)"]
    try await edit.run(.constituency, newID.raw, "save", of: congress, facts: facts) { tx in
      try DirectoryEdit.check(.constituency(newID), isOf: congress, mayBeNew: id == nil, in: tx)
      try DirectoryEdit.claim(.constituency(newID, congress), seen: seen, in: tx)
      try CongressStore.save(
        Constituency(
          id: newID, congress: congress, name: name, seats: seats, regions: regions, validFrom: edit.now.date),
        in: tx)
    }
    return newID
  }

  package static func saveElectingUnit(
    of congress: ID<Congress>, name: String, electing: ID<Congress>?, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<ElectingUnit> {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<ElectingUnit> = environment.newID(at: edit.now)
    try await edit.run(.congress, congress.raw, "electing-unit", of: congress, facts: ["name": name]) { tx in
      try CongressStore.save(ElectingUnit(id: id, congress: congress, name: name, electingCongress: electing), in: tx)
    }
    return id
  }

  package static func saveDelegation(
    _ id: ID<Delegation>?, of congress: ID<Congress>, name: String, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Delegation> {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let newID: ID<Delegation> = id ?? environment.newID(at: edit.now)
    try await edit.run(.delegation, newID.raw, "save", of: congress, facts: ["name": name]) { tx in
      try DirectoryEdit.check(.delegation(newID), isOf: congress, mayBeNew: id == nil, in: tx)
      try GroupStore.save(Delegation(id: newID, congress: congress, name: name), in: tx)
    }
    return newID
  }

  package static func setDelegationMember(
    _ mandate: ID<Mandate>, of delegation: ID<Delegation>, congress: ID<Congress>, isHead: Bool, joins: Bool,
    by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    let facts = ["mandate": mandate.description, "head": isHead ? "yes" : "no"]
    try await edit.run(.delegation, delegation.raw, joins ? "join" : "leave", of: congress, facts: facts) { tx in
      try DirectoryEdit.check(.delegation(delegation), isOf: congress, in: tx)
      if joins {
        try GroupStore.addMember(mandate, to: delegation, isHead: isHead, from: edit.now.date, in: tx)
      } else {
        try GroupStore.endMember(mandate, of: delegation, on: edit.now.date, in: tx)
      }
    }
  }

  package static func saveUnit(
    _ id: ID<HandlingUnit>?, of congress: ID<Congress>, name: String, telephone: String, endedOn: CivilDate? = nil,
    seen: Int? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<HandlingUnit> {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let newID: ID<HandlingUnit> = id ?? environment.newID(at: edit.now)
    try await edit.run(.unit, newID.raw, "save", of: congress, facts: ["name": name, "telephone": telephone]) { tx in
      try DirectoryEdit.check(.unit(newID), isOf: congress, mayBeNew: id == nil, in: tx)
      try DirectoryEdit.claim(.unit(newID), seen: seen, in: tx)
      try GroupStore.save(
        HandlingUnit(id: newID, congress: congress, name: name, telephone: telephone, validTo: endedOn), in: tx)
    }
    return newID
  }

  package static func saveCategory(
    _ id: ID<MatterCategory>?, of congress: ID<Congress>, parent: ID<MatterCategory>?, name: String, position: Int,
    isActive: Bool = true, seen: Int? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<MatterCategory> {
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let newID: ID<MatterCategory> = id ?? environment.newID(at: edit.now)
    let facts = ["name": name, "active": isActive ? "yes" : "no"]
    try await edit.run(.category, newID.raw, "save", of: congress, facts: facts) { tx in
      try DirectoryEdit.check(.category(newID), isOf: congress, mayBeNew: id == nil, in: tx)
      try DirectoryEdit.claim(.category(newID, congress), seen: seen, in: tx)
      if let parent { try DirectoryEdit.check(.category(parent), isOf: congress, in: tx) }
      try GroupStore.save(
        MatterCategory(
          id: newID, congress: congress, parent: parent, name: name, position: position, isActive: isActive), in: tx)
    }
    return newID
  }
}
