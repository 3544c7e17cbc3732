import Actions
import Domain
import HTMLKit

/// 小组: all groups of a congress.
struct GroupsPage: HTMLKit.Page {
  let data: ReadGroups.Page
  let kind: GroupKind?
  let ended: Bool
  let isFirst: Bool

  var title: String { "小组" }

  private func url(_ kind: GroupKind?, ended: Bool = false, after: ID<DeputyGroup>? = nil) -> String {
    SitePath.directoryPart(.groups).with([
      ("congress", data.congress.id.description), ("kind", kind?.rawValue), ("ended", ended ? "1" : nil),
      ("after", after?.description),
    ])
  }

  func body(_ h: inout HTMLWriter) {
    let add = SitePath.arrange(.group).with([("congress", data.congress.id.description), ("kind", kind?.rawValue)])
    h.directoryHead(title, add: data.mayEdit ? (add, "新建小组") : nil)
    h.p(.class("page-lead"), text: data.congress.name)
    h.div(.class("facets")) { h in
      h.facet("类别") { h in
        let all = data.counts.values.reduce(0, +)
        h.facetOption("全部\(all)", kind == nil && !ended, url(nil))
        for item in GroupKind.allCases {
          h.facetOption("\(Words.groupKind(item))\(data.counts[item] ?? 0)", kind == item && !ended, url(item))
        }
        h.facetOption("已撤销", ended, url(nil, ended: true))
      }
    }
    h.section(.class("section"), .labelledBy("list")) { h in
      h.h2(.class("sr"), .id("list"), text: "小组名单")
      if data.groups.isEmpty { h.empty("没有这样的小组。") }
      h.ul(.class("lines")) { h in for line in data.groups { row(line, &h) } }
      h.pager(
        "", next: data.next.map { url(kind, ended: ended, after: $0) },
        first: isFirst ? nil : url(kind, ended: ended))
    }
  }

  private func row(_ line: GroupLine, _ h: inout HTMLWriter) {
    h.li { h in
      h.a(.class("line"), .href(SitePath.directoryGroup(line.id).string)) { h in
        h.b(line.name)
        h.element("time", text: line.endedOn == nil ? "\(line.members)人" : "已撤销")
        var parts = [Words.groupKind(line.kind)]
        if line.endedOn == nil {
          for role in GroupRole.allCases {
            let names = line.leaders.filter { $0.role == role }.map(\.name)
            if !names.isEmpty { parts.append(Words.groupRole(role) + names.joined(separator: "、")) }
          }
          if line.leaders.isEmpty { parts.append(line.kind == .guidance ? "没有牵头领导和组长" : "没有召集人") }
          if let hint = GroupWords.size(line.members, line.kind) { parts.append(hint) }
        }
        parts += line.venues.map { "驻" + $0 }
        h.small(parts.joined(separator: "　"))
      }
    }
  }
}

enum GroupWords {
  /// Nil when the size lets the group work.
  static func size(_ members: Int, _ kind: GroupKind) -> String? {
    switch GroupSize.of(members, in: kind) {
    case .fits: nil
    case .small: "人数偏少，建议\(GroupSize.about)人左右，免得几个人来不了就开展不了活动"
    case .large: "人数偏多，建议\(GroupSize.about)人左右"
    }
  }
}

/// A group: what it is for, who is in it, where it is on duty, whom it guides, and how all that came about.
struct GroupPage: HTMLKit.Page {
  let record: ReadGroups.Record
  let history: [DirectoryHistoryLine]
  let today: CivilDate

  private var profile: GroupProfile { record.profile }
  private var group: DeputyGroup { profile.group }
  private var id: String { group.id.description }
  private var isOpen: Bool { group.validTo == nil }
  private var mayEdit: Bool { record.mayEdit && isOpen }
  private var isGuidance: Bool { group.kind == .guidance }
  var title: String { group.name }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), ("小组", SitePath.directoryPart(.groups).string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if mayEdit {
        h.div(.class("row")) { h in
          h.link(SitePath.arrange(.group).with([("id", id)]), "修改", class: "btn btn-s")
          h.link(
            SitePath.arrange(.groupEnd).with([("id", id), ("seen", "\(profile.revision)")]), "撤销", class: "btn btn-s")
        }
      }
    }
    h.div(.class("cols")) { h in
      h.div(.class("stack")) { h in
        members(&h)
        if isGuidance { guided(&h) } else { duties(&h) }
        past(&h)
      }
      h.element("aside", [.class("stack"), .label("基本信息与历史")]) { h in
        basics(&h)
        ArrangeHistory(history: history, names: names, today: today).write(&h)
      }
    }
  }

  private var names: [String: String] {
    var names: [String: String] = [:]
    for member in record.members { names[member.person.id.description] = member.person.name }
    for duty in record.duties {
      names[duty.venue.id.description] = duty.venue.name
      names[duty.id.description] = duty.venue.name
    }
    for body in record.guided { names[body.id.description] = body.name }
    return names
  }

  private func basics(_ h: inout HTMLWriter) {
    h.card("basics", "基本信息") { h in
      h.dl(.class("facts")) { h in
        h.fact("类别", Words.groupKind(group.kind))
        h.fact("属于", profile.congressName)
        if let from = group.validFrom { h.fact("成立", DateWords.long(from)) }
        if let to = group.validTo { h.fact("撤销", DateWords.long(to)) }
        if !profile.reason.isEmpty { h.fact(isOpen ? "依据" : "撤销理由", profile.reason) }
        if !profile.purpose.isEmpty { h.fact("工作", profile.purpose) }
        if !profile.fields.isEmpty { h.fact("领域", profile.fields.joined(separator: "、")) }
        if !profile.categories.isEmpty { h.fact("承接", profile.categories.map(\.name).joined(separator: "、")) }
      }
      if isOpen, let hint = GroupWords.size(current.count, group.kind) { h.p(.class("hint"), text: hint) }
    }
  }

  private var current: [GroupMember] {
    let order = GroupRole.allCases
    return record.members.filter { $0.tenure.to == nil }.enumerated().sorted { left, right in
      let ranks = [left, right].map { order.firstIndex(of: $0.element.role) ?? 0 }
      return (ranks[0], left.offset) < (ranks[1], right.offset)
    }.map(\.element)
  }

  private func members(_ h: inout HTMLWriter) {
    h.headed(
      "members", "成员（\(current.count)人）",
      more: mayEdit ? (SitePath.arrange(.groupMember).with([("group", id)]), "登记") : nil
    ) { h in
      if isOpen, !current.contains(where: \.role.leads) {
        h.p(.class("notice"), text: isGuidance ? "还没有牵头领导和组长。" : "还没有召集人，活动没有人召集。")
      }
      if current.isEmpty { h.empty("还没有成员。") }
      h.ul(.class("lines")) { h in
        for member in current {
          h.li { h in
            h.div(.class("line")) { h in
              h.link(SitePath.directoryPerson(member.person.id).string, member.person.name)
              h.element("span", [.class("line-end")]) { h in
                if member.role != .member { h.chip(Words.groupRole(member.role), .gold) }
                if mayEdit { edit(member, &h) }
              }
              h.small(TenureWords.full(member.tenure))
            }
          }
        }
      }
    }
  }

  private func edit(_ member: GroupMember, _ h: inout HTMLWriter) {
    let person = member.person.id.description
    h.link(
      SitePath.arrange(.groupMember).with([
        ("group", id), ("person", person), ("who", member.person.name), ("role", member.role.rawValue),
      ]), "调整", class: "btn-link")
    h.link(SitePath.arrange(.groupLeave).with([("group", id), ("person", person)]), "退出", class: "btn-link")
  }

  private func duties(_ h: inout HTMLWriter) {
    let now = record.duties.filter { $0.tenure.phase(on: today) != .over }
    h.headed(
      "duties", "驻站和流动联络", more: mayEdit ? (SitePath.arrange(.groupDuty).with([("group", id)]), "登记") : nil
    ) { h in
      if now.isEmpty { h.empty("没有驻站，也没有流动联络。") }
      h.ul(.class("lines")) { h in
        for duty in now {
          h.li { h in
            h.div(.class("line")) { h in
              h.link(SitePath.directoryVenue(duty.venue.id).string, duty.venue.name)
              h.element("span", [.class("line-end")]) { h in
                h.chip(Words.duty(duty.kind), .gold)
                if duty.tenure.phase(on: today) == .coming { h.chip("还没有开始") }
                if mayEdit {
                  h.link(
                    SitePath.arrange(.groupDutyEnd).with([("group", id), ("id", duty.id.description)]), "结束",
                    class: "btn-link")
                }
              }
              h.small(TenureWords.full(duty.tenure))
            }
          }
        }
      }
    }
  }

  private func guided(_ h: inout HTMLWriter) {
    let now = record.guided.filter { $0.tenure.to == nil }
    h.headed(
      "guided", "指导对象（\(now.count)）", more: mayEdit ? (SitePath.arrange(.guides).with([("group", id)]), "登记") : nil
    ) { h in
      if now.isEmpty { h.empty("还没有分工指导的乡镇（街道）、乡镇人大或者小组。") }
      h.ul(.class("lines")) { h in
        for body in now {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(body.name)
              if mayEdit {
                h.link(
                  SitePath.arrange(.guidesEnd).with([("group", id), ("id", body.id.description)]), "结束",
                  class: "btn-link")
              }
              h.small(TenureWords.full(body.tenure))
            }
          }
        }
      }
    }
  }

  /// Who was in it and where it was on duty, folded away.
  private func past(_ h: inout HTMLWriter) {
    let left = record.members.filter { $0.tenure.to != nil }
    let over = record.duties.filter { $0.tenure.phase(on: today) == .over }
    let ended = record.guided.filter { $0.tenure.to != nil }
    if left.isEmpty, over.isEmpty, ended.isEmpty { return }
    h.fold(.clock, "以前的成员和分工（\(left.count + over.count + ended.count)）") { h in
      h.ul(.class("lines")) { h in
        for member in left {
          plain("\(member.person.name)　\(Words.groupRole(member.role))", TenureWords.full(member.tenure), &h)
        }
        for duty in over { plain("\(Words.duty(duty.kind))　\(duty.venue.name)", TenureWords.full(duty.tenure), &h) }
        for body in ended { plain("指导　\(body.name)", TenureWords.full(body.tenure), &h) }
      }
    }
  }

  private func plain(_ words: String, _ detail: String, _ h: inout HTMLWriter) {
    h.li { h in
      h.div(.class("line")) { h in
        h.b(words)
        h.small(detail)
      }
    }
  }
}

extension HTMLWriter {
  /// One row of choices that narrow a list.
  mutating func facet(_ words: String, content: (inout HTMLWriter) -> Void) {
    div(.class("facet")) { h in
      h.span(.class("facet-name"), text: words)
      h.ul(content: content)
    }
  }

  mutating func facetOption(_ words: String, _ isChosen: Bool, _ url: String) {
    li { h in
      h.element("a", isChosen ? [.href(url), .fixed("aria-current", "true")] : [.href(url)], text: words)
    }
  }
}
