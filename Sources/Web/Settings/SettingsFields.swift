import Domain
import HTMLKit
import HTTPKit

/// The settings of a congress as fields: one list for showing, reading and comparing.
enum SettingsFields {
  struct Number {
    let name: String
    let label: String
    let range: ClosedRange<Int>
    let path: any WritableKeyPath<CongressSettings, Int> & Sendable
  }

  struct Text {
    let name: String
    let label: String
    let maximum: Int
    let path: any WritableKeyPath<CongressSettings, String> & Sendable
  }

  static let numbers: [Number] = [
    Number(name: "accept", label: "受理期限（工作日）", range: 1...15, path: \.rules.acceptWithin),
    Number(name: "reply", label: "第一次答复期限（工作日）", range: 1...60, path: \.rules.firstReplyWithin),
    Number(name: "rehandle", label: "重新办理期限（工作日）", range: 1...60, path: \.rules.rehandleWithin),
    Number(name: "feedback", label: "答复后几个工作日内主动询问", range: 1...30, path: \.rules.feedbackWithin),
    Number(name: "close", label: "答复后几个工作日可以未评结案", range: 5...60, path: \.rules.closeUnratedAfter),
    Number(name: "unitresult", label: "转办时建议单位几个工作日办结", range: 1...90, path: \.rules.unitResultWithin),
    Number(name: "unitreturn", label: "转办后单位几个工作日内可以申请退回", range: 1...15, path: \.rules.unitReturnWithin),
    Number(name: "rise", label: "超期几个工作日后升级到上一级（0为不升级）", range: 0...30, path: \.rules.riseAfter),
    Number(name: "heldafter", label: "待甄别的几个工作日后自动放行（0为不自动）", range: 0...10, path: \.rules.releaseHeldAfter),
    Number(name: "soon", label: "提前几个工作日算“即将到期”", range: 1...10, path: \.rules.dueSoonDays),
    Number(name: "remindbefore", label: "到期前几个工作日提醒（0为不提前）", range: 0...10, path: \.reminders.before),
    Number(name: "remindevery", label: "逾期后每几个工作日再提醒（0为只提醒一次）", range: 0...20, path: \.reminders.every),
    Number(name: "remindchief", label: "逾期几个工作日起同时提醒站长（0为不提醒）", range: 0...30, path: \.reminders.chiefAfter),
    Number(name: "remindchair", label: "逾期几个工作日起同时提醒主席（0为不提醒）", range: 0...60, path: \.reminders.chairAfter),
    Number(name: "textmin", label: "诉求最少字数", range: 1...50, path: \.intake.textMinimum),
    Number(name: "photos", label: "照片最多张数", range: 0...9, path: \.intake.photoLimit),
    Number(name: "holdscore", label: "可疑到几分先甄别（1最严，0为不甄别）", range: 0...9, path: \.holds.score),
    Number(name: "holdsame", label: "六小时内几乎一样的话，第几件起先甄别", range: 5...500, path: \.holds.sameText),
    Number(name: "holdseconds", label: "打开网页几秒内就提交算太快", range: 0...30, path: \.holds.seconds),
    Number(name: "callback", label: "回访抽查比例（%）", range: 1...100, path: \.publication.callBackShare),
    Number(name: "perday", label: "每个群众手机号一天最多发几条短信", range: 1...10, path: \.messages.perNumberDaily),
    Number(name: "gather", label: "几分钟内的提醒合成一条发给工作人员", range: 0...120, path: \.messages.gatherMinutes),
    Number(name: "retention", label: "办结后联系方式保存几年", range: retentionYears, path: \.notice.retentionYears),
  ]

  /// The first ones are about deadlines.
  static let deadlines = 14

  static let texts: [Text] = [
    Text(name: "g1", label: "分级一的叫法", maximum: 12, path: \.names.gradeInGroup),
    Text(name: "g2", label: "分级二的叫法", maximum: 12, path: \.names.gradeTransfer),
    Text(name: "g3", label: "分级三的叫法", maximum: 12, path: \.names.gradeEscalate),
    Text(name: "o1", label: "结果一的叫法", maximum: 12, path: \.names.outcomeSolved),
    Text(name: "o2", label: "结果二的叫法", maximum: 12, path: \.names.outcomeInProgress),
    Text(name: "o3", label: "结果三的叫法", maximum: 12, path: \.names.outcomePlanned),
    Text(name: "o4", label: "结果四的叫法", maximum: 12, path: \.names.outcomeExplained),
    Text(name: "o5", label: "结果五的叫法", maximum: 12, path: \.names.outcomeCannot),
    Text(name: "organ", label: "个人信息处理者的名称", maximum: 60, path: \.notice.organ),
    Text(name: "contact", label: "个人信息事务联系方式", maximum: 60, path: \.notice.contact),
  ]

  /// 信访工作条例 23 allows fifteen days: a place may promise fewer, not more.
  static let divertRange = 1...15
  static let retentionYears = 1...10

  static func draft(_ settings: CongressSettings) -> FormDraft {
    var draft = FormDraft()
    for field in numbers { draft.values[field.name] = "\(settings[keyPath: field.path])" }
    for field in texts { draft.values[field.name] = settings[keyPath: field.path] }
    draft.values["divert"] = "\(settings.rules.divertNoticeWithin)"
    draft.values["opens"] = DateWords.clock(settings.rules.officeOpens)
    draft.values["closes"] = DateWords.clock(settings.rules.officeCloses)
    draft.values["quietfrom"] = DateWords.clock(settings.messages.quiet.from)
    draft.values["quietuntil"] = DateWords.clock(settings.messages.quiet.until)
    draft.values["onday"] = settings.reminders.onTheDay ? "1" : ""
    draft.values["visibility"] = settings.intake.defaultVisibility.rawValue
    draft.values["basic"] = settings.publication.countsBasic ? "1" : ""
    return draft
  }

  static func read(_ form: PostedForm, into settings: inout CongressSettings) -> [(field: String, words: String)] {
    var problems: [(field: String, words: String)] = []
    func number(_ name: String, _ label: String, _ range: ClosedRange<Int>) -> Int? {
      if let number = Int(TextCleaning.toHalfWidthDigits(form.text(name))), range.contains(number) { return number }
      problems.append((field: name, words: "\(label)请填\(range.lowerBound)到\(range.upperBound)之间的数"))
      return nil
    }
    for field in numbers {
      if let value = number(field.name, field.label, field.range) { settings[keyPath: field.path] = value }
    }
    if let value = number("divert", "分流告知期限", divertRange) { settings.rules.divertNoticeWithin = value }
    for field in texts {
      let text = form.text(field.name)
      if text.count > field.maximum || form.isBroken(field.name) {
        problems.append((field: field.name, words: "\(field.label)最多\(field.maximum)个字"))
      } else if text.isEmpty, field.name != "organ", field.name != "contact" {
        problems.append((field: field.name, words: "请填写\(field.label)"))
      } else {
        settings[keyPath: field.path] = text
      }
    }
    if let opens = clock(form.text("opens")), let closes = clock(form.text("closes")), opens < closes {
      settings.rules.officeOpens = opens
      settings.rules.officeCloses = closes
    } else {
      problems.append((field: "closes", words: "上班和下班时间请按“08:30”的样子填写，下班要晚于上班"))
    }
    if let from = clock(form.text("quietfrom")), let until = clock(form.text("quietuntil")) {
      settings.messages.quiet = QuietHours(from: from, until: until)
    } else {
      problems.append((field: "quietuntil", words: "不发信息的时间请按“21:00”的样子填写，两个一样就是不限"))
    }
    settings.reminders.onTheDay = form.has("onday")
    settings.intake.defaultVisibility = form.word("visibility") ?? .hidden
    settings.publication.countsBasic = form.has("basic")
    return problems
  }

  private static func clock(_ text: String) -> Int? {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    guard parts.count >= 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else { return nil }
    return parts[0] * 60 + parts[1]
  }

  /// What would change, in words.
  static func changes(from old: CongressSettings, to new: CongressSettings) -> [(
    label: String, old: String, new: String
  )] {
    let before = draft(old)
    let after = draft(new)
    var labels: [(String, String)] = numbers.map { ($0.name, $0.label) } + texts.map { ($0.name, $0.label) }
    labels += [
      ("divert", "分流告知期限（天）"), ("opens", "上班时间"), ("closes", "下班时间"), ("basic", "基本满意计入满意率"),
      ("quietfrom", "几点以后不发信息"), ("quietuntil", "几点以前不发信息"), ("onday", "到期当天提醒"),
    ]
    var changes = labels.compactMap { name, label -> (label: String, old: String, new: String)? in
      before[name] == after[name] ? nil : (label, before[name], after[name])
    }
    if old.intake.defaultVisibility != new.intake.defaultVisibility {
      changes.append(
        ("默认公开方式", Words.visibility(old.intake.defaultVisibility), Words.visibility(new.intake.defaultVisibility)))
    }
    return changes
  }
}
