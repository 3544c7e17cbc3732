import Domain
import TestSupport
import Testing
import Web

/// Put up for a group and claimed; sent up to the county and answered down; three together, one of them dissatisfied.
@Suite(.serialized) struct LevelJourney {
  @Test func aGroupClaimsAndSolves() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let resident = try await journey.visitor()
      try await resident.open(journey.printed(places.stationCode))
      let receipt = try await resident.submit(Plea(what: "机井的水泵坏了，地里浇不上水，请想想办法。", place: "东村机井"))
      let liaison = try await journey.staff(places.liaison)
      try await liaison.find(receipt.number)
      try await liaison.act(.offer, ["words": "水的事请农业小组看看。"], status: 422)
      try await liaison.sees("请至少选一个小组")
      try await liaison.act(.offer, ["g-\(places.group)": "1"])
      try await liaison.sees("已提请小组认领", "请小组认领", "农业小组")

      let member = try await journey.deputy(places.secondDeputy, slipFrom: liaison)
      try await member.open(.work)
      try await member.sees("请您的小组认领 1")
      try await member.press("机井的水泵坏了")
      try await member.act(.claim)
      try await member.sees("已认领，由本组办理")
      try await member.act(.reply, ["outcome": "solved", "words": "小组请农机站换了电机，今天已经出水。"])
      try await resident.open(receipt.link)
      try await resident.sees("由农业小组办理", "小组请农机站换了电机")
      try await resident.missesOut("水的事请农业小组看看")
      try await resident.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
      try await liaison.find(receipt.number)
      try await liaison.act(.archive)
      try await liaison.sees("已归档")
    }
  }

  @Test func toTheCountyAndBack() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let levels = try await TestLevels.build(in: journey.town)
      let resident = try await journey.visitor()
      try await resident.open(journey.printed(places.stationCode))
      let receipt = try await resident.submit(Plea(what: "过村的县道弯道没有护栏，上个月翻了两辆车。", place: "县道弯道"))
      let liaison = try await journey.staff(places.liaison)
      try await liaison.find(receipt.number)
      try await liaison.act(.accept, ["grade": "escalate"])
      try await liaison.act(
        .escalate, ["to": "v-\(levels.countyHome)", "words": "县道归县里管，请县里装护栏。", "due": ""], status: 422)
      try await liaison.sees("答复日期请按")
      let due = journey.town.now.date.adding(days: 20)
      try await liaison.act(.escalate, ["due": due.description])
      try await liaison.sees("已上报", "首接负责：由东村人大代表联络站向群众反馈")
      try await resident.open(receipt.link)
      try await resident.sees("报给三河县人大代表之家", "仍由东村人大代表联络站反馈")
      try await resident.missesOut("县道归县里管，请县里装护栏")

      let county = try await journey.staff(levels.countyLiaison)
      try await county.open(.queue)
      try await county.press("过村的县道弯道没有护栏")
      try await county.sees("县道归县里管，请县里装护栏。")
      try await county.act(.accept, ["grade": "in_group"])
      try await county.act(.passDown, ["words": "交通局本月装好护栏。"], status: 422)
      try await county.sees("请选择办得怎样")
      let record = try await county.page.url
      try await county.act(.passDown, ["outcome": "solved"])
      try await county.sees("已答复下级，由首接的站点转告群众")
      try await county.open(record, status: 404)

      try await liaison.find(receipt.number)
      try await liaison.sees("上级已答复", "交通局本月装好护栏。")
      try await liaison.act(.reply, ["words": "县交通局已经装好护栏，请您看看。"])
      try await resident.open(receipt.link)
      try await resident.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
      try await liaison.find(receipt.number)
      try await liaison.act(.archive)
      try await liaison.sees("已归档")
    }
  }

  @Test func threeTogetherOneDissatisfied() async throws {
    try await Journey.run { journey in
      let places = journey.places
      var residents: [(visitor: Visitor, receipt: Receipt)] = []
      for place in ["东头", "西头", "中间"] {
        let resident = try await journey.visitor()
        try await resident.open(journey.printed(places.stationCode))
        let receipt = try await resident.submit(
          Plea(what: "村里\(place)的自来水三天没有来了，做饭都成问题。", place: "东村\(place)"))
        residents.append((resident, receipt))
        journey.advance()
      }
      let liaison = try await journey.staff(places.liaison)
      try await liaison.find(residents[0].receipt.number)
      try await liaison.act(.accept, ["grade": "in_group"])
      try await liaison.act(.merge, ["words": "同一根水管。"], status: 422)
      try await liaison.sees("请至少选一件")
      let boxes: [String] = try await liaison.page.evaluate(
        "[...document.querySelectorAll(\"form[action$='/merge'] input[type=checkbox][name^='m-']\")].map(box => box.name)"
      )
      #expect(boxes.count == 2)
      for box in boxes { try await liaison.fill("form[action$='/merge']:not(.case form)", [box: "1"]) }
      try await liaison.act(.merge)
      try await liaison.sees("已并案", "并案办理（3件）")
      try await liaison.find(residents[1].receipt.number)
      try await liaison.sees("并入办理", "并入这一件办理")
      try await liaison.find(residents[0].receipt.number)
      try await liaison.act(.reply, ["words": "水管已经换好，三处都来水了。"])
      for (index, one) in residents.enumerated() {
        try await one.visitor.open(one.receipt.link)
        try await one.visitor.sees("水管已经换好，三处都来水了。")
        try await one.visitor.missesOut("同一根水管")
        if index == 2 {
          try await one.visitor.act(
            .rate, ["attitude": "satisfied", "result": "dissatisfied", "reason": "中间还是没有水。"])
        } else {
          try await one.visitor.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
        }
      }
      try await liaison.find(residents[2].receipt.number)
      try await liaison.sees("不满意")
      try await liaison.act(.rehandle, ["to": "d-\(places.deputy.person)", "words": "请到中间那几户看看。"])
      let deputy = try await journey.deputy(places.deputy, slipFrom: liaison)
      try await deputy.openCard("村里中间的自来水三天没有来了")
      try await deputy.act(.reply, ["outcome": "solved", "words": "阀门没有开，已经打开。"])
      try await residents[2].visitor.open(residents[2].receipt.link)
      try await residents[2].visitor.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
      for one in residents {
        try await liaison.find(one.receipt.number)
        try await liaison.act(.archive)
      }
      try await liaison.sees("已归档")
    }
  }
}
