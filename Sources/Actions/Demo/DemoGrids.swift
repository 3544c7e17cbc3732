import Domain
import Store

/// The grids of the town: two in each village, a worker for both, a deputy at the head of most.
extension DemoTown {
  struct Grid: Sendable {
    let region: ID<Region>
    let village: Int
    let head: ID<Person>?
    let worker: Actor
  }
}

extension DemoDirectory {
  private static let workers = [
    "文知微", "武知著", "左向阳", "右听雨", "上官守田", "下川流", "东方望", "西门静", "南山松", "北溪竹", "中行稳", "正言明", "平安乐", "和风暖", "顺水清",
  ]

  func grids(_ villages: [DemoTown.Village], _ congress: ID<Congress>, _ mandates: Mandates) async throws
    -> [DemoTown.Grid]
  {
    var grids: [DemoTown.Grid] = []
    for (index, village) in villages.enumerated() {
      let person = try await SavePerson.run(
        SavePerson.Input(id: nil, name: Self.workers[index], residence: village.region, occupation: "网格员"),
        by: system, in: environment)
      let heads = mandates.township.filter { $0.village == index }.map(\.person)
      var posts: [Post] = []
      var made: [(region: ID<Region>, head: ID<Person>?)] = []
      for (number, name) in ["第一网格", "第二网格"].enumerated() {
        let region = try await region(name, .grid, village.region, nil)
        // The last one waits for a head: its code leads to the station.
        let head = index == villages.count - 1 && number == 1 ? nil : heads.dropFirst(number).first
        if let head {
          try await SaveGridHead.run(head, headOf: region, reason: "住在本村，熟悉本网格", by: system, in: environment)
        }
        let post = Post(role: .gridWorker, congress: congress, region: region)
        try await ManageAccounts.grant(post, to: person, by: .system, in: environment)
        posts.append(post)
        made.append((region, head))
        _ = try await ManageCodes.issue(.grid(region), of: congress, by: system, in: environment)
      }
      let worker = Actor.person(
        Actor.SignedIn(person: person, name: Self.workers[index], posts: posts, mandates: [], session: ID(1)))
      grids += made.map { DemoTown.Grid(region: $0.region, village: index, head: $0.head, worker: worker) }
    }
    return grids
  }
}

/// What comes from the grids: scanned or registered, classed by the worker, reported up, fed back.
extension DemoMatters {
  private var gridTexts: [DemoMatterText] {
    DemoTexts.matters.filter { $0.setting == .village && $0.sender == nil && $0.ask == nil && $0.unit == nil }
      + DemoTexts.matters.filter { $0.setting == .village && $0.sender == nil && $0.ask == nil && $0.unit != nil }
  }

  func planGrids(_ calendar: WorkingCalendar) {
    let texts = gridTexts
    let stationed = town.grids.filter { grid in town.stations.contains { $0.village == grid.village } }
    guard !stationed.isEmpty, !texts.isEmpty else { return }
    for index in 0..<14 {
      let grid = index % 2 == 0 ? town.grids[index / 2 % 2] : stationed[(index * 3) % stationed.count]
      let tale = tale(texts[(index * 7 + 3) % texts.count], in: grid)
      then(moment(today.adding(days: -(12 + index * 22)), false)) { [self] in
        try await bring(tale, from: grid, registered: index % 3 != 0)
        try await reportUp(tale, grid, to: .venue(tale.station.venue))
        try await planAcceptance(tale, toDeputy: false, calendar)
      }
    }
    planGridsToday(texts, calendar)
  }

  /// On the desk of the sample worker this morning: one just scanned, one with a group, one to be fed back.
  private func planGridsToday(_ texts: [DemoMatterText], _ calendar: WorkingCalendar) {
    let grids = town.grids.prefix(2)
    guard let first = grids.first, let second = grids.last else { return }
    func at(_ days: Int, _ hour: Int, _ run: @escaping () async throws -> Void) {
      then(daysBack(days, calendar).start.adding(seconds: Int64(hour * 3600 + chance.int(0...900))), run)
    }
    let fresh = tale(texts[1 % texts.count], in: second)
    at(1, 15) { [self] in try await bring(fresh, from: second, registered: false) }
    let toGroup = tale(texts[5 % texts.count], in: first)
    at(1, 10) { [self] in
      try await bring(toGroup, from: first, registered: true)
      let groups = try await ReadGrids.area(first.region, in: environment)?.groups ?? []
      try await reportUp(toGroup, first, to: groups.first.map { .group($0.id) } ?? .venue(toGroup.station.venue))
    }
    let answered = tale(texts[9 % texts.count], in: first)
    at(9, 9) { [self] in
      try await bring(answered, from: first, registered: true)
      try await reportUp(answered, first, to: .venue(answered.station.venue))
    }
    at(8, 9) { [self] in
      _ = try await AcceptMatter.run(
        acceptance(answered), on: answered.id, request(answered.station.liaison), in: environment)
      _ = try await AssignMatter.run(
        AssignMatter.Input(to: .deputy(answered.deputy), words: "请到现场看看。"), on: answered.id,
        request(answered.station.liaison), in: environment)
    }
    at(1, 16) { [self] in
      _ = try await ReplyToMatter.run(
        ReplyToMatter.Input(words: answered.fill(answered.text.reply), oral: nil, outcome: nil), on: answered.id,
        request(deputyActor(answered.deputy)), in: environment)
    }
  }

  private func tale(_ text: DemoMatterText, in grid: DemoTown.Grid) -> Tale {
    let station = town.stations.first { $0.village == grid.village } ?? town.home
    let deputies = station.deputies.isEmpty ? town.home.deputies : station.deputies
    return Tale(
      text: text, place: town.villages[grid.village].text.name, station: station,
      deputy: grid.head ?? deputies[0])
  }

  private func bring(_ tale: Tale, from grid: DemoTown.Grid, registered: Bool) async throws {
    var input = SubmitMatter.Input(
      addressee: grid.head.map { .deputy($0) } ?? .venue(tale.station.venue), channel: .code,
      text: tale.fill(tale.text.body), place: tale.fill(tale.text.place), name: chance.pick(town.residents),
      phone: "1380000\(String(1000 + chance.int(0...8999)))",
      visibility: tale.text.publicBody == nil ? .hidden : .redacted, photos: try await photo(tale))
    input.grid = grid.region
    let key = RequestKey(hash: chance.bytes(16))
    if registered, let worker = grid.worker.signedIn {
      tale.id = try await RegisterInGrid.run(input, in: grid.region, by: worker, key: key, in: environment).matter
    } else {
      tale.id = try await SubmitMatter.run(input, by: .visitor, key: key, in: environment).matter
    }
  }

  /// 分类、上报, a little later on the same day.
  private func reportUp(_ tale: Tale, _ grid: DemoTown.Grid, to assignee: Assignee) async throws {
    clock.move(to: clock.now.adding(seconds: 1800))
    let input = acceptance(tale)
    _ = try await ClassifyMatter.run(
      ClassifyMatter.Input(
        title: input.title ?? "", grade: input.grade, urgency: input.urgency, category: input.category),
      on: tale.id, request(grid.worker), in: environment)
    let record = try await ReadMatterRecord.run(tale.id, by: grid.worker, in: environment).record.matter.status
    // What came to the station at once is there already.
    if case .venue(let venue) = assignee, record.owner == .venue, record.venue == venue { return }
    _ = try await AssignMatter.run(
      AssignMatter.Input(to: assignee, words: "到现场看过，情况属实，请协调解决。"), on: tale.id, request(grid.worker),
      in: environment)
  }
}
