import Domain
import TestSupport
import Testing
import Web

/// 人代会会议: planned and opened by the clerk; a deputy asks for leave on the phone, the secretary decides and ticks.
@Suite(.serialized) struct SessionJourney {
  @Test func fromThePlanToTheTickedRoll() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let today = journey.town.now.date
      let clerk = try await journey.staff(places.clerk)
      try await clerk.press("人代会会议")
      try await clerk.press("安排会议")
      try await clerk.fill(
        "form[action^='/work/sessions/new']",
        ["begins": "\(today)", "ends": "\(today)", "place": "镇政府礼堂"])
      try await clerk.press("保存安排")
      try await clerk.sees("三河镇第二十届人民代表大会第一次会议", "筹备中")
      try await clerk.press("添加")
      try await clerk.fill("form[action$='/meetings/new']", ["title": "第一次全体会议", "starts": "14:30"])
      try await clerk.press("保存")
      try await clerk.sees("第一次全体会议")
      try await clerk.press("登记开幕")
      try await clerk.sees("会议期间")

      let liaison = try await journey.staff(places.liaison)
      let phone = try await journey.deputy(places.deputy, slipFrom: liaison)
      try await phone.open(.work)
      try await phone.press("三河镇第二十届人民代表大会第一次会议")
      try await phone.fill("form[action^='/work/attendance/']", ["reason": "住院治疗，医嘱卧床。"])
      try await phone.press("提出请假")
      try await phone.sees("等待决定", "住院治疗")

      let secretary = try await journey.staff(places.secretary, .phone)
      try await secretary.open(.notices)
      try await secretary.press("有代表请假，请您决定")
      try await secretary.press("请假")
      try await secretary.press(places.deputy.name)
      try await secretary.press("批准")
      try await secretary.sees("已批准")
      try await phone.open(.notices)
      try await phone.press("请假已批准")
      try await phone.sees("已批准", places.secretary.name)

      try await secretary.press("签到")
      try await secretary.press("第一次全体会议")
      try await secretary.page.check("input[value^='\(places.secondDeputy.mandate).']", true)
      try await secretary.page.check("input[value^='\(places.otherDeputy.mandate).']", true)
      try await secretary.press("登记到会")
      try await secretary.sees("到会2", "请假1", "法定人数2，已达到")
    }
  }
}
