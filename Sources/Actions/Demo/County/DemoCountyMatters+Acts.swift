import Domain
import Store

/// Each step as the act of the person who takes it.
extension DemoCountyMatters {
  private func request(_ actor: Actor) -> MatterRequest { MatterRequest(actor: actor, seen: nil) }

  private func liaison(_ tale: CountyTale) -> MatterRequest { request(place.venues[tale.venue].liaison) }

  private func sender(_ tale: CountyTale) -> MatterRequest { request(.sender(tale.id)) }

  func carryOut(_ step: CountyStep, _ tale: CountyTale) async throws {
    switch step {
    case .submit: try await submit(tale)
    case .accept, .assign, .note, .decline, .divert, .withdraw: try await receive(step, tale)
    case .ask, .supplement, .record, .reply, .replyAgain, .sendUp, .rehandle: try await handle(step, tale)
    case .transfer, .signFor, .draft, .signResult, .giveBack: try await handleInUnit(step, tale)
    case .redact, .publish, .rate, .rateBad, .askSender, .closeUnrated, .archive: try await conclude(step, tale)
    }
  }

  // MARK: Coming in

  private func submit(_ tale: CountyTale) async throws {
    let text = words(tale)
    let spot = tale.fill(tale.text.place)
    let visibility: MatterVisibility = tale.steps.contains { $0.step == .redact } ? .redacted : .hidden
    let key = RequestKey(hash: chance.bytes(16))
    if let raiser = tale.raiser?.actor.signedIn {
      tale.id = try await RaiseMatter.run(
        RaiseMatter.Input(
          text: text, place: spot, category: place.categories[tale.text.category], visibility: visibility, photos: [],
          campaign: place.campaign),
        by: raiser, at: place.congress, key: key, in: environment
      ).own.matter
      return
    }
    let venue = place.venues[tale.venue]
    let entered = !tale.toDeputy && tale.seed.number % 4 == 1
    let channel: MatterChannel =
      entered ? [.visit, .phone, .paper][tale.seed.number % 3] : tale.seed.number % 5 == 0 ? .web : .code
    tale.id = try await SubmitMatter.run(
      SubmitMatter.Input(
        addressee: tale.toDeputy ? .deputy(tale.handler.person) : .venue(venue.id), channel: channel, text: text,
        place: spot, name: tale.text.sender ?? DemoCountyNames.person(40_000 + tale.seed.number),
        phone: "138\(String(100_000_000 + (tale.seed.number * 7_919) % 90_000_000).dropFirst())",
        category: tale.seed.number % 3 == 0 ? place.categories[tale.text.category] : nil, visibility: visibility,
        replyWay: [.phone, .online, .phone, .inPerson][tale.seed.number % 4]),
      by: entered ? venue.liaison : .visitor, key: key, in: environment
    ).matter
  }

  /// The words of its text, with where exactly and something of the sender's own.
  private func words(_ tale: CountyTale) -> String {
    let number = tale.seed.number
    switch tale.seed.fate {
    case .declined: return tale.fill(DemoTexts.declined[number % DemoTexts.declined.count].body)
    case .diverted: return tale.fill(diverted(tale).body)
    default: break
    }
    let spot = DemoCountyNames.spots[number / 3 % DemoCountyNames.spots.count]
    let remark = DemoCountyNames.remarks[number / 7 % DemoCountyNames.remarks.count]
    return tale.fill(tale.text.body) + "就在\(tale.place)\(spot)，前后有\(number % 47 + 3)户人家。" + remark
  }

  private func diverted(_ tale: CountyTale) -> DemoDivertedText {
    let texts = DemoTexts.diverted.filter { $0.kind == .petition || $0.kind == .lawsuit }
    return texts[tale.seed.number % texts.count]
  }

  private func receive(_ step: CountyStep, _ tale: CountyTale) async throws {
    switch step {
    case .accept:
      let input = AcceptMatter.Input(
        grade: tale.steps.contains { $0.step == .transfer }
          ? .transfer : tale.steps.contains { $0.step == .sendUp } ? .escalate : .inGroup,
        urgency: tale.text.urgent ? .urgent : .normal, category: place.categories[tale.text.category],
        title: tale.fill(tale.text.title))
      let actor = tale.toDeputy ? tale.handler.actor : place.venues[tale.venue].liaison
      _ = try await AcceptMatter.run(input, on: tale.id, request(actor), in: environment)
    case .assign:
      _ = try await AssignMatter.run(
        AssignMatter.Input(to: .deputy(tale.handler.person), words: "请到现场看看。"), on: tale.id, liaison(tale),
        in: environment)
    case .note:
      _ = try await NoteMatter.run(
        "已和村里电话说过，等代表看了现场再定。", photos: [], on: tale.id, liaison(tale), in: environment)
    case .decline:
      let text = DemoTexts.declined[tale.seed.number % DemoTexts.declined.count]
      _ = try await DeclineMatter.run(
        DeclineMatter.Input(
          reason: text.kind == .outOfCompetence ? .outOfScope : .noSubstance, words: tale.fill(text.notice)),
        on: tale.id, liaison(tale), in: environment)
    case .divert:
      let text = diverted(tale)
      _ = try await DivertMatter.run(
        DivertMatter.Input(
          kind: text.kind == .lawsuit ? .litigation : .petition, organ: text.channel ?? "县信访局",
          words: tale.fill(text.notice)), on: tale.id, liaison(tale), in: environment)
    default: _ = try await WithdrawMatter.run("已经自己解决了，不用再办。", on: tale.id, sender(tale), in: environment)
    }
  }

  // MARK: Handling

  private func handle(_ step: CountyStep, _ tale: CountyTale) async throws {
    let deputy = request(tale.handler.actor)
    switch step {
    case .ask:
      _ = try await AskSender.run(
        tale.fill(tale.text.ask ?? "请问具体在什么位置？大概从什么时候开始的？"), on: tale.id, deputy, in: environment)
    case .supplement:
      _ = try await SupplementMatter.run(
        tale.fill(tale.text.supplement ?? ""), photos: [], on: tale.id, sender(tale), in: environment)
    case .record:
      _ = try await RecordResult.run(
        RecordResult.Input(outcome: outcome(tale), words: tale.fill(tale.text.result)), on: tale.id, deputy,
        in: environment)
    case .sendUp:
      let home = place.venues[place.venues[tale.venue].home]
      let due = try await environment.rules.calendar().due(workingDays: 20, after: clock.now.date).date
      // What the home itself has goes to the congress above.
      let up: EscalationTarget =
        home.id == place.venues[tale.venue].id ? .outside(above) : .venue(home.id, place.congress)
      _ = try await EscalateMatter.run(
        EscalateMatter.Input(to: up, resultDue: due, words: "涉及两个以上的村，请协调。"), on: tale.id, liaison(tale),
        in: environment)
    case .rehandle:
      _ = try await RehandleMatter.run(
        RehandleMatter.Input(to: .deputy(tale.second.person), words: "提出人说还没有办好，请再看现场，把话说清楚。"), on: tale.id,
        liaison(tale), in: environment)
    default:
      let again = step == .replyAgain
      // What went to a unit has its result from there.
      let isUnits = tale.steps.contains { $0.step == .transfer }
      let words = again ? tale.text.secondReply ?? tale.text.reply : tale.text.reply
      let deputyNow = again ? tale.second : tale.handler
      let isOral = chance.happens(20)
      _ = try await ReplyToMatter.run(
        ReplyToMatter.Input(
          words: tale.fill(words), oral: isOral ? .init(teller: deputyNow.name, toldOn: clock.now.date) : nil,
          outcome: isUnits ? nil : outcome(tale)), on: tale.id, request(deputyNow.actor), in: environment)
    }
  }

  private var above: ID<Congress> { place.upperClerk.signedIn?.posts.first?.congress ?? place.congress }

  func outcome(_ tale: CountyTale) -> MatterOutcome {
    switch tale.text.outcome {
    case .solved: .solved
    case .inProgress: .inProgress
    case .planned: .planned
    case .explained: .explained
    case .cannot: .cannot
    }
  }

  private func handleInUnit(_ step: CountyStep, _ tale: CountyTale) async throws {
    guard let unit = tale.unit.flatMap({ place.units[$0] }) ?? place.units[DemoCountyNames.units[0].county] else {
      return
    }
    if step == .transfer {
      let due = try await environment.rules.calendar().due(workingDays: 15, after: clock.now.date).date
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: unit.id, others: [], resultDue: due, sharing: chance.happens(30) ? .agreed : .none,
          sharingReason: nil, words: "请到\(tale.fill(tale.text.place))看现场，查清原因，能办的抓紧办，一时办不了的写明什么时候办。"),
        on: tale.id, liaison(tale), in: environment)
      return
    }
    let part = try await DemoReading.openPart(of: tale.id, in: environment) ?? 0
    let target = HandlingActs.Target(matter: tale.id, part: part, seen: nil)
    switch step {
    case .signFor:
      _ = try await HandlingActs.signFor(target, request(unit.registrar), in: environment)
      if let drafter = unit.drafter.person, drafter != unit.registrar.person {
        _ = try await HandlingActs.appoint(drafter, target, request(unit.registrar), in: environment)
      }
    case .giveBack:
      _ = try await HandlingActs.askReturn(
        reason: .notOurs, proposed: nil, words: "经现场核对，这件事按职责分工不归我们管，建议另请牵头单位。", target, request(unit.registrar),
        in: environment)
    case .draft:
      _ = try await HandlingActs.draftResult(
        RecordResult.Input(outcome: outcome(tale), words: tale.fill(tale.text.result)), target, request(unit.drafter),
        in: environment)
    default: _ = try await HandlingActs.signResult(target, request(unit.head), in: environment)
    }
  }

  // MARK: The end

  private func conclude(_ step: CountyStep, _ tale: CountyTale) async throws {
    let venue = place.venues[tale.venue]
    let asker = venue.liaison.signedIn?.name ?? ""
    switch step {
    case .redact:
      _ = try await RedactMatter.run(
        RedactMatter.Input(
          title: tale.fill(tale.text.publicTitle ?? tale.text.title), text: tale.fill(tale.text.publicBody ?? ""),
          place: tale.place, reply: tale.fill(tale.text.publicReply ?? ""), photos: []), on: tale.id, liaison(tale),
        in: environment)
    case .publish:
      _ = try await PublishMatter.run(
        isPublic: true, words: nil, on: tale.id, request(place.clerk), in: environment)
    case .rate, .rateBad: try await rate(tale, isBad: step == .rateBad)
    case .askSender:
      _ = try await RecordFeedback.run(
        RecordFeedback.Input(
          attitude: .satisfied, result: chance.happens(70) ? .satisfied : .basic, words: "电话里说可以。", asker: asker,
          askedOn: clock.now.date, how: .phone), on: tale.id, liaison(tale), in: environment)
    case .closeUnrated:
      _ = try await CloseUnrated.run(
        CloseUnrated.Input(asker: asker, askedOn: clock.now.date, how: .phone, words: "打过两次电话，没有人接。"), on: tale.id,
        liaison(tale), in: environment)
    default:
      // Filing what somebody is still dissatisfied with is the chief's decision.
      let isBad = tale.seed.fate == .concluded(.dissatisfied)
      _ = try await ArchiveMatter.run(
        isBad ? "已办理两次，当面说明了还差在哪里、为什么，仍不满意，列入下一年跟踪。" : nil, on: tale.id,
        request(isBad ? venue.chief : venue.liaison), in: environment)
    }
  }

  private func rate(_ tale: CountyTale, isBad: Bool) async throws {
    let verdict: Satisfaction
    if isBad {
      verdict = .dissatisfied
    } else if case .concluded(let own) = tale.seed.fate {
      verdict = own
    } else {
      verdict = .satisfied
    }
    _ = try await RateMatter.run(
      RateMatter.Input(
        attitude: isBad ? .basic : .satisfied, result: verdict,
        reason: isBad ? tale.fill(tale.text.dissatisfiedReason ?? "话说清楚了，可事情还没有办成。") : nil, isFlagged: false),
      on: tale.id, sender(tale), in: environment)
  }
}
