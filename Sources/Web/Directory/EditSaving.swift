import Actions
import Domain
import HTTPKit

/// Reads an edit's fields and carries it out; gives where to go next.
enum EditSaving {
  static func run(_ kind: DirectoryEditKind, _ form: PostedForm, _ visit: Visit) async throws -> SitePath {
    let editing = Editing(form: form, visit: visit)
    for field in form.fields.fields where form.isBroken(field.name, multiline: true) {
      throw ActionError.invalid([FieldProblem(field.name, .badCharacters)])
    }
    switch kind {
    case .region, .congress, .term, .body, .constituency, .electingUnit: return try await editing.place(kind)
    case .delegation, .delegationMember, .unit, .category:
      return try await editing.grouping(kind)
    case .person, .contact, .mandate, .mandateState, .post: return try await editing.people(kind)
    case .venue, .placement, .reception: return try await editing.venue(kind)
    }
  }
}

private struct Editing {
  let form: PostedForm
  let visit: Visit

  private var environment: AppEnvironment { visit.environment }
  private var actor: Actor { visit.actor }

  /// The revision that the form showed; nil for a new record.
  private var seen: Int? { form.fields["seen"].flatMap { Int($0) } }

  private func text(_ name: String, maximum: Int = 100) throws -> String {
    let text = form.text(name, multiline: true)
    if text.count > maximum {
      throw ActionError.invalid([FieldProblem(name, .tooLong(maximum: maximum, actual: text.count))])
    }
    return text
  }

  private func lines(_ name: String) throws -> [String] {
    try text(name, maximum: 1500).split(separator: "\n").map { String($0) }
  }

  private func required<Subject>(_ name: String, _ type: Subject.Type = Subject.self) throws -> ID<Subject> {
    guard let id: ID<Subject> = form.id(name) else { throw ActionError.invalid([FieldProblem(name, .missing)]) }
    return id
  }

  private func word<Word: RawRepresentable>(_ name: String, _ type: Word.Type = Word.self) throws -> Word
  where Word.RawValue == String {
    guard let word: Word = form.word(name) else { throw ActionError.invalid([FieldProblem(name, .missing)]) }
    return word
  }

  private func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int {
    guard let number = Int(TextCleaning.toHalfWidthDigits(form.text(name))), range.contains(number) else {
      throw ActionError.invalid([FieldProblem(name, .notANumber(range))])
    }
    return number
  }

  private func date(_ name: String) throws -> CivilDate {
    guard let date = form.date(name) else { throw ActionError.invalid([FieldProblem(name, .notADate)]) }
    return date
  }

  // MARK: Places and congresses

  func place(_ kind: DirectoryEditKind) async throws -> SitePath {
    switch kind {
    case .region: return try await region()
    case .congress: return try await congress()
    default: break
    }
    let congress: ID<Congress> = try required("congress")
    switch kind {
    case .term:
      _ = try await SaveStructure.addTerm(
        of: congress, number: number("number", 1...99), from: date("from"), by: actor, in: environment)
    case .body:
      try await SaveStructure.addBody(of: congress, kind: word("kind"), name: text("name"), by: actor, in: environment)
    case .constituency:
      let region: ID<Region>? = form.id("region")
      let id: ID<Constituency>? = form.id("id")
      // The form of an existing one does not show its regions: they stay.
      let known = try await ReadDirectory.congress(congress, in: environment)?.constituencies.first { $0.id == id }
      _ = try await SaveStructure.saveConstituency(
        id, of: congress, name: text("name", maximum: 40), seats: number("seats", 1...3),
        regions: known?.regions ?? region.map { [$0] } ?? [], seen: seen, by: actor, in: environment)
    default:
      _ = try await SaveStructure.saveElectingUnit(
        of: congress, name: text("name"), electing: nil, by: actor, in: environment)
    }
    return .directoryCongress(congress)
  }

  private func region() async throws -> SitePath {
    if let id: ID<Region> = form.id("id") {
      try await SaveStructure.renameRegion(id, to: text("name", maximum: 40), seen: seen, by: actor, in: environment)
    } else {
      let level = RegionLevel(rawValue: try number("level", 0...6)) ?? .village
      let code = TextCleaning.toHalfWidthDigits(try text("code"))
      _ = try await SaveStructure.addRegion(
        name: text("name", maximum: 40), level: level, under: form.id("parent"), code: code.isEmpty ? nil : code,
        from: visit.today, by: actor, in: environment)
    }
    return .directoryPart(.regions)
  }

  private func congress() async throws -> SitePath {
    let name = try text("name", maximum: 60)
    let short = try text("short", maximum: 20)
    if let id: ID<Congress> = form.id("id") {
      try await SaveStructure.renameCongress(id, name: name, shortName: short, seen: seen, by: actor, in: environment)
      return .directoryCongress(id)
    }
    if name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let region: ID<Region> = try required("region")
    let level = CongressLevel(rawValue: try number("level", 0...4)) ?? .township
    let parent: ID<Congress>? = form.id("parent")
    let isHere = form.has("here")
    let id = try await SaveStructure.addCongress(
      { id in
        Congress(
          id: id, region: region, level: level, name: name, shortName: short, parent: parent, isRunHere: isHere)
      }, by: actor, in: environment)
    return .directoryCongress(id)
  }

  // MARK: Groups, units, categories

  func grouping(_ kind: DirectoryEditKind) async throws -> SitePath {
    let congress: ID<Congress> = try required("congress")
    switch kind {
    case .delegation:
      _ = try await SaveStructure.saveDelegation(
        form.id("id"), of: congress, name: text("name"), by: actor, in: environment)
    case .delegationMember:
      try await SaveStructure.setDelegationMember(
        required("mandate"), of: required("delegation"), congress: congress, isHead: form.has("leads"),
        joins: !form.has("leaves"), by: actor, in: environment)
    case .unit:
      _ = try await SaveStructure.saveUnit(
        form.id("id"), of: congress, name: text("name"), telephone: text("telephone", maximum: 30), seen: seen,
        by: actor, in: environment)
    default:
      _ = try await SaveStructure.saveCategory(
        form.id("id"), of: congress, parent: form.id("parent"), name: text("name", maximum: 30),
        position: number("position", 0...999), isActive: !form.has("inactive"), seen: seen, by: actor,
        in: environment)
    }
    return .directoryCongress(congress)
  }

  // MARK: People

  func people(_ kind: DirectoryEditKind) async throws -> SitePath {
    if kind == .person { return try await person() }
    let person: ID<Person> = try required("person")
    switch kind {
    case .contact:
      try await SaveContact.run(
        word("field"), text("text", maximum: 60), isPublic: form.has("public"), of: person, by: actor, in: environment)
    case .mandate:
      _ = try await SaveMandate.add(
        SaveMandate.Input(
          person: person, congress: required("congress"), constituency: form.id("constituency"),
          electingUnit: form.id("unit"), beganOn: date("from")), by: actor, in: environment)
    case .mandateState:
      try await SaveMandate.change(
        required("mandate"),
        SaveMandate.Change(
          word("state"), reason: form.word("reason"), on: date("on"), successor: form.id("successor"), seen: seen),
        by: actor, in: environment)
    default: try await post(person)
    }
    return .directoryPerson(person)
  }

  private func person() async throws -> SitePath {
    let separators: Set<Character> = ["、", "，", ",", " ", "；"]
    let expertise = try text("expertise").split { separators.contains($0) }.map { String($0) }
    let id = try await SavePerson.run(
      SavePerson.Input(
        id: form.id("id"), name: text("name", maximum: 60), residence: form.id("residence"),
        workplace: text("workplace", maximum: 60), occupation: text("occupation", maximum: 40), expertise: expertise,
        introduction: text("introduction", maximum: 500)), seen: seen, by: actor, in: environment)
    return .directoryPerson(id)
  }

  private func post(_ person: ID<Person>) async throws {
    let role: PostRole = try word("role")
    let venue: ID<Venue>? = form.id("venue")
    let unit: ID<HandlingUnit>? = form.id("unit")
    guard role.isOfVenue == (venue != nil) else { throw ActionError.invalid([FieldProblem("venue", .missing)]) }
    let grid: ID<Region>? = form.id("grid")
    guard role.isOfGrid == (grid != nil) else { throw ActionError.invalid([FieldProblem("grid", .missing)]) }
    guard role.isOfUnit == (unit != nil) else { throw ActionError.invalid([FieldProblem("unit", .missing)]) }
    var congress: ID<Congress>? = form.id("congress")
    if let venue { congress = try await ReadDirectory.venue(venue, in: environment)?.congress }
    if let unit { congress = try await ReadDirectory.unit(unit, in: environment)?.congress }
    if let grid, congress == nil { congress = try await ReadGrids.area(grid, in: environment)?.congress }
    guard let congress else { throw ActionError.invalid([FieldProblem("congress", .missing)]) }
    try await ManageAccounts.grant(
      Post(role: role, congress: congress, venue: venue, unit: unit, region: grid), to: person, by: actor,
      in: environment)
  }

  // MARK: Venues

  func venue(_ kind: DirectoryEditKind) async throws -> SitePath {
    switch kind {
    case .venue: return try await saveVenue()
    case .placement:
      let venue: ID<Venue> = try required("venue")
      if let end: ID<Mandate> = form.id("end") {
        try await SaveVenue.endPlacement(of: end, at: venue, by: actor, in: environment)
      } else {
        try await SaveVenue.place(required("mandate"), at: venue, by: actor, in: environment)
      }
      return .directoryVenue(venue)
    default: return try await reception()
    }
  }

  private func saveVenue() async throws -> SitePath {
    let old = try await form.id("id", Venue.self).asyncVenue { try await ReadDirectory.venue($0, in: environment) }
    let id = old?.id ?? SaveVenue.newID(in: environment)
    let venue = Venue(
      id: id, congress: old?.congress ?? visit.site.congress.id, region: try old?.region ?? required("region"),
      kind: try word("kind"), tier: try word("tier"), parent: form.id("parent"), name: try text("name", maximum: 60),
      mark: try text("mark", maximum: 6), namedAfter: old?.namedAfter, host: try text("host", maximum: 60),
      address: try text("address", maximum: 80), longitudeE7: old?.longitudeE7, latitudeE7: old?.latitudeE7,
      telephone: try text("telephone", maximum: 30), openingHours: try text("hours", maximum: 60),
      workflow: try lines("workflow"), duties: try lines("duties"), rules: try lines("rules"),
      validFrom: old?.validFrom ?? visit.today)
    try await SaveVenue.run(venue, seen: old == nil ? nil : seen, by: actor, in: environment)
    return .directoryVenue(id)
  }

  private func reception() async throws -> SitePath {
    let venue: ID<Venue> = try required("venue")
    if let end: ID<ReceptionRule> = form.id("end") {
      try await SaveVenue.endReception(end, of: venue, by: actor, in: environment)
      return .directoryVenue(venue)
    }
    let isWeekly = form.fields["recurrence"] == "weekly"
    let day = try number("day", isWeekly ? 1...7 : 1...31)
    let rule = ReceptionRule(
      id: ID(environment.ids.next(at: visit.now)), venue: venue,
      recurrence: isWeekly ? .weekly(Weekday(rawValue: day - 1) ?? .monday) : .monthly(day: day),
      opens: try minutes("opens"), closes: try minutes("closes"), topic: try text("topic", maximum: 30),
      place: try text("place", maximum: 60), people: [try required("person")])
    try await SaveVenue.saveReception(rule, by: actor, in: environment)
    return .directoryVenue(venue)
  }

  private func minutes(_ name: String) throws -> Int {
    let parts = form.text(name).split(separator: ":").compactMap { Int($0) }
    guard parts.count >= 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
      throw ActionError.invalid([FieldProblem(name, .missing)])
    }
    return parts[0] * 60 + parts[1]
  }
}

extension Optional where Wrapped == ID<Venue> {
  /// The venue that the id names, if there is an id.
  fileprivate func asyncVenue(_ find: (ID<Venue>) async throws -> Venue?) async rethrows -> Venue? {
    guard let self else { return nil }
    return try await find(self)
  }
}
