import Actions
import Domain
import HTMLKit

/// One congress and all that belongs to it.
struct CongressPage: HTMLKit.Page {
  let detail: ReadDirectory.CongressDetail
  let mayEdit: Bool
  let today: CivilDate
  let token: String

  private var id: String { detail.congress.id.description }
  var title: String { detail.congress.name }

  private func add(_ kind: DirectoryEditKind, _ extra: [(String, String?)] = []) -> (url: String, words: String)? {
    mayEdit ? (SitePath.directoryEdit(kind).with([("congress", id)] + extra), "新增") : nil
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if mayEdit {
        h.div(.class("row")) { h in
          h.link(SitePath.recordHistory(.congress, detail.congress.id.raw).string, "变更历史", class: "btn btn-s")
          h.link(
            SitePath.directoryEdit(.congress).with([
              ("id", id), ("name", detail.congress.name), ("short", detail.congress.shortName),
            ]), "修改名称", class: "btn btn-s")
        }
      }
    }
    list(
      "terms", "届次", add(.term),
      detail.terms.map { term in
        (
          "第\(DateWords.ordinal(term.number))届",
          "\(DateWords.long(term.beganOn))起" + (term.endedOn.map { "，\(DateWords.long($0))止" } ?? ""), nil
        )
      }, &h)
    list("bodies", "机构", add(.body), detail.bodies.map { ($0.name, Words.bodyKind($0.kind), nil) }, &h)
    list(
      "constituencies", "选区", add(.constituency),
      detail.constituencies.map { item in
        (
          item.name, "应选\(item.seats)名",
          edit(.constituency, [("id", item.id.description), ("name", item.name), ("seats", "\(item.seats)")])
        )
      }, &h, history: (.constituency, detail.constituencies.map(\.id.raw)))
    list("units", "选举单位", add(.electingUnit), detail.electingUnits.map { ($0.name, "间接选举", nil) }, &h)
    groups(&h)
    list(
      "handling", "承办单位", add(.unit),
      detail.units.map { unit in
        (
          unit.name, unit.telephone,
          edit(.unit, [("id", unit.id.description), ("name", unit.name), ("telephone", unit.telephone)])
        )
      }, &h, history: (.unit, detail.units.map(\.id.raw)))
    categories(&h)
  }

  private func edit(_ kind: DirectoryEditKind, _ values: [(String, String?)]) -> String? {
    mayEdit ? SitePath.directoryEdit(kind).with([("congress", id)] + values) : nil
  }

  private func list(
    _ key: String, _ words: String, _ more: (url: String, words: String)?,
    _ rows: [(name: String, detail: String, url: String?)], _ h: inout HTMLWriter,
    history: (kind: SubjectKind, ids: [Int64])? = nil
  ) {
    h.headed(key, words, more: more) { h in
      if rows.isEmpty { h.empty("还没有。") }
      h.ul(.class("lines")) { h in
        for (index, row) in rows.enumerated() {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(row.name)
              h.element("span", [.class("line-end")]) { h in
                if let history {
                  h.link(SitePath.recordHistory(history.kind, history.ids[index]).string, "历史", class: "btn-link")
                }
                if let url = row.url { h.link(url, "修改", class: "btn-link") }
              }
              h.small(row.detail)
            }
          }
        }
      }
    }
  }

  private func groups(_ h: inout HTMLWriter) {
    list(
      "delegations", "代表团", add(.delegation),
      detail.delegations.map { item in
        (
          item.delegation.name, members(item.members),
          edit(.delegationMember, [("delegation", item.delegation.id.description), ("name", item.delegation.name)])
        )
      }, &h, history: (.delegation, detail.delegations.map(\.delegation.id.raw)))
    h.headed(
      "groups", "小组",
      more: (SitePath.directoryPart(.groups).with([("congress", id)]), "全部")
    ) { h in
      let open = detail.groups.filter { $0.group.validTo == nil }
      if open.isEmpty { h.empty("还没有。") }
      h.ul(.class("lines")) { h in
        for item in open {
          h.li { h in
            h.a(.class("line"), .href(SitePath.directoryGroup(item.group.id).string)) { h in
              h.b(item.group.name)
              h.small(Words.groupKind(item.group.kind) + "　" + members(item.members))
            }
          }
        }
      }
    }
  }

  private func members(_ members: [ReadDirectory.MemberLine]) -> String {
    let current = members.filter { $0.to == nil }
    if current.isEmpty { return "还没有成员" }
    return current.map { $0.person.name + ($0.leads ? "（召集人）" : "") }.joined(separator: "、")
  }

  private func categories(_ h: inout HTMLWriter) {
    h.headed("categories", "诉求类别", more: add(.category)) { h in
      h.ul(.class("tree")) { h in
        for parent in detail.categories where parent.parent == nil {
          h.li { h in
            row(parent, &h)
            h.ul { h in
              for child in detail.categories where child.parent == parent.id { h.li { h in row(child, &h) } }
            }
          }
        }
      }
    }
  }

  private func row(_ category: MatterCategory, _ h: inout HTMLWriter) {
    h.div(.class("tree-row")) { h in
      h.element("b", category.isActive ? [] : [.class("off")], text: category.name)
      if let url = edit(
        .category,
        [
          ("id", category.id.description), ("name", category.name), ("parent", category.parent?.description),
          ("position", "\(category.position)"),
        ])
      {
        h.element("span", [.class("tree-edit")]) { h in
          h.link(url, "修改")
          h.link(SitePath.recordHistory(.category, category.id.raw).string, "历史")
        }
      }
    }
  }
}
