/// A roster checked row by row: what can be made of it and what was found.
package struct ImportReport: Sendable {
  /// In the order in which they are to be made.
  package var ready: [ImportRow] = []
  /// In the order of the sheet.
  package var findings: [ImportFinding] = []
  /// Rows that are kept out.
  package var wrong = 0
}

/// Checks the rows of one file against each other and against the directory.
package struct ImportCheck {
  private let kind: ImportKind
  private let heads: ImportHeads
  /// Stands for a 身份证号 in everything that is kept: a keyed hash.
  private let fingerprint: (String) -> String
  private var lookup: ImportLookup
  /// The first row of everything that was in the file so far.
  private var seen: [String: Int] = [:]
  private var seats: [String: Int] = [:]
  private var report = ImportReport()

  package init(_ kind: ImportKind, heads: ImportHeads, lookup: ImportLookup, fingerprint: @escaping (String) -> String)
  {
    self.kind = kind
    self.heads = heads
    self.lookup = lookup
    self.fingerprint = fingerprint
  }

  /// The names for which the directory is asked before the check.
  package static func names(_ kind: ImportKind, _ heads: ImportHeads, _ sheet: ImportSheet) -> Set<String> {
    var names: Set<String> = []
    for place in heads.places where place.column.form == .person || place.column.form == .people {
      for row in sheet.rows where row.number > heads.row {
        names.formUnion(ImportText.parts(place.column.read(row[place.index]).value))
      }
    }
    return names
  }

  package mutating func run(_ sheet: ImportSheet) -> ImportReport {
    let merges = MergesByRow(
      sheet.merges.filter { merge in
        merge.rows.upperBound > heads.row && heads.places.contains { merge.columns.contains($0.index) }
      })
    var rows: [ImportRow] = []
    for row in sheet.rows where row.number > heads.row {
      if let read = readCells(of: row, merges.at(row.number)) { rows.append(read) }
    }
    for row in ordered(rows) { take(row) }
    report.findings.sort { ($0.row, $0.column ?? -1) < ($1.row, $1.column ?? -1) }
    return report
  }

  /// Regions and venues above come before what stands under them, whatever the order of the file.
  private func ordered(_ rows: [ImportRow]) -> [ImportRow] {
    func rank(_ row: ImportRow) -> Int {
      switch kind {
      case .region: RegionCode.level(of: row[.code])?.rawValue ?? 99
      case .venue: row[.parent].isEmpty ? 0 : row[.tier] == VenueTier.branch.rawValue ? 2 : 1
      default: 0
      }
    }
    return rows.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  // MARK: Cells

  /// Nil when a cell keeps the row out.
  private mutating func readCells(of row: ImportSheet.Row, _ here: [ImportSheet.Merge]) -> ImportRow? {
    var values: [ImportField: String] = [:]
    var isGood = true
    for merge in here {
      isGood = false
      if merge.rows.lowerBound == row.number || merge.rows.lowerBound <= heads.row { note(merge, row) }
    }
    for (column, index) in heads.places {
      if here.contains(where: { $0.columns.contains(index) }) { continue }
      let read = column.read(row[index])
      if let fault = read.fault { isGood = note(fault, read, column, index, row) && isGood }
      if !read.value.isEmpty { values[column.field] = read.value }
      if column.isRequired, read.value.isEmpty, read.fault == nil {
        isGood = false
        add(ImportFinding(row: row.number, column: index, head: column.head, fault: .missing))
      }
    }
    if let id = values[.citizenID] { values[.citizenID] = fingerprint(id) }
    if isGood { return ImportRow(number: row.number, values: values) }
    report.wrong += 1
    // What is wrong itself can still be what a later row repeats.
    for key in identities(ImportRow(number: row.number, values: values)) where seen[key] == nil {
      seen[key] = row.number
    }
    return nil
  }

  private mutating func note(_ merge: ImportSheet.Merge, _ row: ImportSheet.Row) {
    let place = heads.places.first { merge.columns.contains($0.index) }
    add(
      ImportFinding(
        row: row.number, column: place?.index, head: place?.column.head ?? "", fault: .merged,
        detail: "\(ImportFinding.letters(merge.columns.lowerBound))\(merge.rows.lowerBound):"
          + "\(ImportFinding.letters(merge.columns.upperBound))\(merge.rows.upperBound)"))
  }

  /// Whether the row may stay.
  private mutating func note(
    _ fault: ImportFault, _ read: ReadCell, _ column: ImportColumn, _ index: Int, _ row: ImportSheet.Row
  ) -> Bool {
    let hides = column.isPrivate && fault != .scientific
    add(
      ImportFinding(
        row: row.number, column: index, head: column.head, fault: fault, isMended: read.isMended,
        shown: hides ? Self.masked(read.shown) : String(read.shown.prefix(60)),
        detail: hides && read.isMended ? Self.masked(read.detail) : String(read.detail.prefix(120))))
    return read.isMended
  }

  /// The first three and the last two characters of what is private.
  private static func masked(_ text: String) -> String {
    text.count < 8 ? String(repeating: "*", count: text.count) : text.prefix(3) + "****" + text.suffix(2)
  }

  private mutating func add(_ finding: ImportFinding) { report.findings.append(finding) }

  // MARK: Rows

  private mutating func take(_ row: ImportRow) {
    var faults = ImportReferences(kind: kind, lookup: lookup).faults(row)
    for key in identities(row) {
      if let first = seen[key], faults.allSatisfy({ $0.fault != .duplicate }) {
        faults.append(.init(keyField(row), .duplicate, "第\(first)行"))
      } else if seen[key] == nil {
        seen[key] = row.number
      }
    }
    if faults.isEmpty, let fault = seatFault(row) { faults.append(fault) }
    guard let first = faults.first else {
      know(row)
      report.ready.append(row)
      return
    }
    report.wrong += 1
    // One fault often brings the next along: a person is told the first.
    let place = heads.places.first { $0.column.field == first.field }
    add(
      ImportFinding(
        row: row.number, column: place?.index, head: place?.column.head ?? "", fault: first.fault,
        shown: place?.column.isPrivate == true ? "" : String(row[first.field].prefix(60)), detail: first.detail))
  }

  /// What makes a row the same as another one.
  private func identities(_ row: ImportRow) -> [String] {
    switch kind {
    case .region: row[.code].isEmpty ? [] : [row[.code]]
    case .grid: row[.name].isEmpty ? [] : [row[.parent] + "|" + row[.name]]
    case .constituency, .venue, .unit, .group: row[.name].isEmpty ? [] : [row[.name]]
    case .post: row[.name].isEmpty ? [] : [row[.name] + "|" + row[.role] + "|" + row[.place]]
    case .account: row[.username].isEmpty ? [] : [row[.username], "person|" + row[.name] + "|" + row[.place]]
    case .deputy:
      // Two of one name are told apart by their 身份证号, and by nothing else of the file.
      row[.citizenID].isEmpty
        ? row[.name].isEmpty ? [] : ["name|" + row[.name] + "|" + row[.electedBy]]
        : ["id|" + row[.citizenID]]
    }
  }

  private func keyField(_ row: ImportRow) -> ImportField {
    switch kind {
    case .region: .code
    case .account: .username
    case .grid, .constituency, .venue, .unit, .group, .deputy, .post: .name
    }
  }

  /// 选举法 25: no more than the constituency elects.
  private mutating func seatFault(_ row: ImportRow) -> ImportReferences.Fault? {
    guard kind == .deputy, let constituency = lookup.constituencies[row[.electedBy]] else { return nil }
    let taken = constituency.taken + seats[row[.electedBy], default: 0]
    if taken >= constituency.seats { return .init(.electedBy, .overSeats, "\(constituency.seats)") }
    seats[row[.electedBy], default: 0] += 1
    return nil
  }

  /// What later rows may refer to.
  private mutating func know(_ row: ImportRow) {
    switch kind {
    case .region:
      guard let level = RegionCode.level(of: row[.code]) else { return }
      lookup.regions[row[.code]] = Region(
        id: ID(0), parent: nil, level: level, name: row[.name], path: "", code: row[.code])
    case .venue: lookup.venues[row[.name]] = ID(0)
    default: break
    }
  }
}

/// The merges of each row. Those that span many rows are few in any honest sheet.
private struct MergesByRow {
  private var short: [Int: [ImportSheet.Merge]] = [:]
  private var long: [ImportSheet.Merge] = []
  private static let longest = 50
  private static let mostLong = 200

  init(_ merges: [ImportSheet.Merge]) {
    for merge in merges {
      if merge.rows.count <= Self.longest {
        for row in merge.rows { short[row, default: []].append(merge) }
      } else if long.count < Self.mostLong {
        long.append(merge)
      }
    }
  }

  func at(_ row: Int) -> [ImportSheet.Merge] { (short[row] ?? []) + long.filter { $0.rows.contains(row) } }
}
