import Actions
import Domain
import HTMLKit

/// 名录: where everything about places and people is kept.
struct DirectoryHomePage: HTMLKit.Page {
  let congresses: [Congress]
  let persons: Int
  let mandates: [CongressLevel: Int]
  let mayEdit: Bool
  let isInWeChat: Bool
  let token: String

  var title: String { "名录" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(.class("mini")) { h in
      h.element("span") { h in
        h.text("在任代表 ")
        h.b("\(persons)")
        h.text(" 人")
      }
      for (level, count) in mandates.sorted(by: { $0.key < $1.key }) {
        h.element("span") { h in
          h.text(Words.level(level) + " ")
          h.b("\(count)")
          h.text(" 名")
        }
      }
    }
    h.ul(.class("lines section-s")) { h in
      line(SitePath.directoryPart(.people), "人员和代表", "姓名、代表资格、职务、进站、登录条", &h)
      line(SitePath.directoryPart(.venues), "家室站点", "地址、开放时间、站长、联络员、进站代表、接待日", &h)
      line(SitePath.directoryPart(.regions), "区划", "从省到村、网格", &h)
      line(SitePath.directoryPart(.groups), "小组", "代表小组、专业小组、指导组，成员和召集人，驻站和流动联络", &h)
      line(SitePath.directoryPart(.clusters), "片区", "几个村（社区）分片建站、办活动", &h)
      line(SitePath.directoryPart(.gridHeads), "网格长", "人大代表担任大网格长", &h)
      line(SitePath.directoryPart(.mechanisms), "责任联系", "双联系、包保、分工联系选民，联系记录，谁还差几次", &h)
      line(SitePath.directoryPart(.placements), "编排代表进站", "按规则提出建议，看清楚后一次办完", &h)
      line(SitePath.directoryPart(.coverage), "覆盖情况", "哪里还缺代表、站点、召集人、账号", &h)
    }
    h.headed("congresses", "人民代表大会", more: mayEdit ? (SitePath.directoryEdit(.congress).string, "新增") : nil) { h in
      h.ul(.class("lines")) { h in
        for congress in congresses {
          line(
            SitePath.directoryCongress(congress.id), congress.name,
            congress.isRunHere ? "本系统管理：届次、选区、代表团、小组、承办单位、类别" : "不在本系统管理，代表驻本地", &h)
        }
      }
    }
    exports(&h)
  }

  private func exports(_ h: inout HTMLWriter) {
    h.headed("exports", "导出名册") { h in
      h.div(.class("row")) { h in
        for (part, words) in [
          (ExportedPart.deputies, "代表名册"), (.venues, "家室站点"), (.groups, "代表小组"), (.units, "承办单位"),
        ] { h.exportButton(.exportDirectory(part), token: token, words) }
      }
      h.p(.class("small mute"), text: isInWeChat ? ExportWords.openInBrowser : "名册里没有个人的电话和住址；每次导出都有记录。")
    }
  }

  private func line(_ path: SitePath, _ words: String, _ detail: String, _ h: inout HTMLWriter) {
    h.li { h in
      h.a(.class("line"), .href(path.string)) { h in
        h.b(words)
        h.small(detail)
      }
    }
  }
}

/// The tree of regions.
struct RegionsPage: HTMLKit.Page {
  let regions: [Region]
  let mayEdit: Bool

  var title: String { "区划" }

  func body(_ h: inout HTMLWriter) {
    h.directoryHead(title, add: mayEdit ? (SitePath.directoryEdit(.region).string, "新增区划") : nil)
    if mayEdit {
      h.p(.class("row")) { h in
        h.link(SitePath.mergeRegions.string, "区划合并", class: "btn btn-s")
        h.link(SitePath.regionNumbers.string, "按区划的数字", class: "btn btn-s")
      }
    }
    branch(nil, &h)
  }

  private func branch(_ parent: ID<Region>?, _ h: inout HTMLWriter) {
    let children = regions.filter { $0.parent == parent }
    if children.isEmpty { return }
    h.element("ul", parent == nil ? [.class("tree")] : []) { h in
      for region in children {
        h.li { h in
          h.div(.class("tree-row")) { h in
            h.element("b", region.validTo == nil ? [] : [.class("off")], text: region.name)
            h.small(Words.regionLevel(region.level) + (region.code.map { "　" + $0 } ?? ""))
            if mayEdit {
              h.element("span", [.class("tree-edit")]) { h in
                h.link(
                  SitePath.directoryEdit(.region).with([("id", region.id.description), ("name", region.name)]), "修改")
                h.text(" ")
                h.link(SitePath.directoryEdit(.region).with([("parent", region.id.description)]), "在下面新增")
              }
            }
          }
          branch(region.id, &h)
        }
      }
    }
  }
}
