import DatabaseKit
import Domain
import Store

/// Regions, grids, constituencies, venues and units from rows.
extension ImportMaker {
  mutating func region(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    guard let level = RegionCode.level(of: row[.code]),
      let code = ImportReferences(kind: .region, lookup: lookup).parentCode(of: row)
    else { return [] }
    let above = code.isEmpty ? root : lookup.regions[code]
    let id = ID<Region>(made.ids[0])
    let region = Region(
      id: id, parent: above?.id, level: level, name: row[.name], path: (above?.path ?? "") + "\(id)/",
      validFrom: row.date(.from) ?? today, code: row[.code])
    try RegionStore.insert(region, position: try RegionStore.nextPosition(under: above?.id, in: tx), in: tx)
    lookup.regions[row[.code]] = region
    try note(.region, id.raw, "add", ["name": row[.name], "code": row[.code]], made, 0, tx)
    return [ImportedRecord(.region, id.raw, row[.name])]
  }

  mutating func grid(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    guard let above = lookup.regions[row[.parent]] else { return [] }
    let id = ID<Region>(made.ids[0])
    let region = Region(
      id: id, parent: above.id, level: .grid, name: row[.name], path: above.path + "\(id)/", validFrom: today,
      code: row[.code].isEmpty ? nil : row[.code])
    try RegionStore.insert(region, position: try RegionStore.nextPosition(under: above.id, in: tx), in: tx)
    lookup.grids.insert(row[.parent] + "|" + row[.name])
    try note(.region, id.raw, "add", ["name": row[.name], "code": row[.code]], made, 0, tx)
    return [ImportedRecord(.region, id.raw, row[.name])]
  }

  mutating func constituency(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    let id = ID<Constituency>(made.ids[0])
    let seats = Int(row[.seats]) ?? 1
    try CongressStore.save(
      Constituency(
        id: id, congress: run.congress, name: row[.name], seats: seats,
        regions: row.list(.regions).compactMap { lookup.regions[$0]?.id }, validFrom: today), in: tx)
    lookup.constituencies[row[.name]] = ImportLookup.Seats(id: id, seats: seats, taken: 0)
    try note(.constituency, id.raw, "save", ["name": row[.name], "seats": row[.seats]], made, 0, tx)
    return [ImportedRecord(.constituency, id.raw, row[.name])]
  }

  mutating func venue(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    guard let region = lookup.regions[row[.code]], let kind = VenueKind(rawValue: row[.kind]) else { return [] }
    let id = ID<Venue>(made.ids[0])
    try VenueStore.save(
      Venue(
        id: id, congress: run.congress, region: region.id, kind: kind, tier: VenueTier(rawValue: row[.tier]) ?? .single,
        parent: lookup.venues[row[.parent]], name: row[.name], mark: row[.mark], host: row[.host],
        address: row[.address], telephone: row[.telephone], openingHours: row[.hours], validFrom: today),
      position: nextVenue, in: tx)
    nextVenue += 1
    lookup.venues[row[.name]] = id
    let facts = [
      "name": row[.name], "address": row[.address], "telephone": row[.telephone], "hours": row[.hours],
      "host": row[.host],
    ]
    try note(.venue, id.raw, "save", facts, made, 0, tx)
    return [ImportedRecord(.venue, id.raw, row[.name])]
  }

  mutating func unit(_ made: ImportIngredients, _ tx: any WriteTransaction) throws -> [ImportedRecord] {
    let row = made.row
    let id = ID<HandlingUnit>(made.ids[0])
    try GroupStore.save(
      HandlingUnit(id: id, congress: run.congress, name: row[.name], telephone: row[.telephone]), in: tx)
    lookup.units[row[.name]] = id
    try note(.unit, id.raw, "save", ["name": row[.name], "telephone": row[.telephone]], made, 0, tx)
    return [ImportedRecord(.unit, id.raw, row[.name])]
  }
}
