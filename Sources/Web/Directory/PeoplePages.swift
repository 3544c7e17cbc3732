import Actions
import Domain
import HTMLKit

/// Everybody, by name.
struct PeoplePage: HTMLKit.Page {
  let query: String
  let people: [DeputyLine]
  let next: ListCursor?
  let mayEdit: Bool
  let isFirst: Bool

  var title: String { "人员和代表" }

  func body(_ h: inout HTMLWriter) {
    h.directoryHead(title, add: mayEdit ? (SitePath.directoryEdit(.person).string, "新增人员") : nil)
    h.element(
      "form",
      [
        .class("search"), .fixed("method", "get"), .other("action", SitePath.directoryPart(.people).string),
        .fixed("role", "search"),
      ]
    ) { h in
      h.element("label", [.class("sr"), .fixed("for", "q")], text: "姓名或拼音首字母")
      h.void(
        "input",
        [.class("input"), .id("q"), .name("q"), .type("search"), .value(query), .fixed("placeholder", "姓名或拼音首字母")])
      h.element("button", [.class("btn"), .type("submit")], text: "查找")
    }
    if people.isEmpty { h.empty("没有找到。") }
    h.ul(.class("lines section-s")) { h in
      for person in people {
        h.li { h in
          h.a(.class("line"), .href(SitePath.directoryPerson(person.id).string)) { h in
            h.b(person.name)
            h.element("time", text: person.mandates.isEmpty ? "" : DeputyWords.levels(person))
            h.small(
              [person.occupation, person.venues.first?.name].compactMap { $0 }.filter { !$0.isEmpty }.joined(
                separator: "　"))
          }
        }
      }
    }
    let here = SitePath.directoryPart(.people)
    h.pager(
      "", next: next.map { here.with([("q", query), ("after", DeputyCursor.text($0))]) },
      first: isFirst ? nil : here.with([("q", query)]))
  }
}

/// A person: data, mandates, posts, placements, contact, history.
struct PersonPage: HTMLKit.Page {
  let data: ReadPeople.Record
  let history: [DirectoryHistoryLine]
  /// From sessions of the congress, without approval.
  let absences: [AbsenceLine]
  let duties: ReadGroups.Duties
  let mayEdit: Bool
  let reader: Actor
  let maySlip: Bool
  let vacant: [ID<Congress>: Set<PostRole>]
  let token: String
  let today: CivilDate
  /// The mark of the portrait, and its form when it came back.
  let portrait: String?
  let draft: FormDraft

  var title: String { data.person.name }
  private var id: String { data.person.id.description }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), ("人员和代表", SitePath.directoryPart(.people).string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        if maySlip {
          h.buttonForm(SitePath.issueSlip(data.person.id).string, token: token, "打印登录条", icon: .print)
        }
        if mayEdit { h.link(editURL, "修改", class: "btn btn-s") }
      }
    }
    AbsenceNotice(lines: absences, mayEnd: mayEdit).write(&h)
    h.div(.class("cols")) { h in
      h.div(.class("stack")) { h in
        basics(&h)
        mandates(&h)
        posts(&h)
        placements(&h)
        DutiesSection(duties: duties).write(&h)
      }
      h.element("aside", [.class("stack"), .label("联系与历史")]) { h in
        contacts(&h)
        if mayEdit, !data.mandates.isEmpty {
          PortraitCard(person: data.person.id, name: title, mark: portrait, token: token, draft: draft).write(&h)
        }
        HistoryCard(history: history, today: today).write(&h)
      }
    }
  }

  private var editURL: String {
    SitePath.directoryEdit(.person).with([
      ("id", id), ("name", data.person.name), ("workplace", data.person.workplace),
      ("occupation", data.person.occupation), ("expertise", data.person.expertise.joined(separator: "、")),
      ("introduction", data.person.introduction), ("residence", data.person.residence?.description),
    ])
  }

  private func basics(_ h: inout HTMLWriter) {
    h.card("basics", "基本信息") { h in
      h.dl(.class("facts")) { h in
        h.fact("职业", data.person.occupation.isEmpty ? "—" : data.person.occupation)
        h.fact("单位", data.person.workplace.isEmpty ? "—" : data.person.workplace)
        h.fact("住在", data.residence ?? "—")
        h.fact("擅长", data.person.expertise.isEmpty ? "—" : data.person.expertise.joined(separator: "、"))
        h.fact("用户名", data.username ?? "没有账号")
      }
    }
  }

  private func mandates(_ h: inout HTMLWriter) {
    h.headed("mandates", "代表资格", more: mayEdit ? (SitePath.directoryEdit(.mandate).with([("person", id)]), "新增") : nil)
    { h in
      if data.mandates.isEmpty { h.empty("不是人大代表。") }
      h.ul(.class("lines")) { h in
        for mandate in data.mandates {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(DeputyWords.mandate(mandate))
              h.element("span", [.class("line-end")]) { h in
                h.chip(Words.mandateState(mandate.state), mandate.state == .active ? .ok : .plain)
                h.link(SitePath.recordHistory(.mandate, mandate.id.raw).string, "历史", class: "btn-link")
                if mayEdit, mandate.state != .ended {
                  h.link(
                    SitePath.directoryEdit(.mandateState).with([("mandate", mandate.id.description), ("person", id)]),
                    "变更", class: "btn-link")
                }
              }
              h.small(mandateDetail(mandate))
            }
          }
        }
      }
    }
  }

  private func mandateDetail(_ mandate: MandateLine) -> String {
    var text = "\(mandate.electedBy)　\(DateWords.long(mandate.beganOn))起"
    if let on = mandate.changedOn, let reason = mandate.reason {
      text += "　\(DateWords.long(on))因\(Words.mandateReason(reason))"
    }
    return text
  }

  private func posts(_ h: inout HTMLWriter) {
    let mayGrant = !PostChoices.roles(for: reader, to: data.person.id, vacant: vacant).isEmpty
    h.headed("posts", "职务", more: mayGrant ? (SitePath.directoryEdit(.post).with([("person", id)]), "新增") : nil) { h in
      if data.posts.isEmpty { h.empty("没有职务。") }
      h.p { h in h.link(SitePath.recordHistory(.account, data.person.id.raw).string, "账号和职务的历史", class: "btn-link") }
      h.ul(.class("lines")) { h in
        for post in data.posts {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(Words.role(post.role))
              if DirectoryAccess.mayGrant(post.post, to: data.person.id, by: reader) {
                h.link(SitePath.endPost(post.id).string, "结束", class: "btn-link")
              }
              h.small("\(post.place)　\(DateWords.long(post.from))起")
            }
          }
        }
      }
    }
  }

  private func placements(_ h: inout HTMLWriter) {
    h.headed("placements", "进站") { h in
      if data.placements.isEmpty { h.empty("没有编排进站。") }
      h.ul(.class("lines")) { h in
        for placement in data.placements {
          h.li { h in
            h.a(.class("line"), .href(SitePath.directoryVenue(placement.venue.id).string)) { h in
              h.b(placement.venue.name)
            }
          }
        }
      }
    }
  }

  private func contacts(_ h: inout HTMLWriter) {
    h.card("contacts", "联系方式") { h in
      if data.contacts.isEmpty { h.p(.class("small mute"), text: "没有登记。") }
      h.dl(.class("facts")) { h in
        for contact in data.contacts {
          h.fact(Words.contactField(contact.field), contact.mask + (contact.isPublic ? "（本人同意公开）" : "（不公开）"))
        }
      }
      if mayEdit {
        h.p { h in h.link(SitePath.directoryEdit(.contact).with([("person", id)]), "登记", class: "btn btn-s") }
      }
    }
  }
}
