import Actions
import Domain
import HTMLKit

/// What somebody is entrusted with, on his record: groups, grids, links of responsibility.
struct DutiesSection {
  let duties: ReadGroups.Duties

  func write(_ h: inout HTMLWriter) {
    h.headed("duties", "小组、网格和责任联系") { h in
      if duties.isEmpty { h.empty("没有编入小组，没有担任网格长，也没有责任联系。") }
      h.ul(.class("lines")) { h in
        for item in duties.groups {
          line(SitePath.directoryGroup(item.group.id), item.group.name, Words.groupRole(item.role), &h)
        }
        for grid in duties.grids { line(.directoryPart(.gridHeads), grid.name, "网格长", &h) }
        for item in duties.links {
          line(.directoryLink(item.link.id), "联系" + item.link.targetName, item.mechanism, &h)
        }
      }
    }
  }

  private func line(_ path: SitePath, _ words: String, _ detail: String, _ h: inout HTMLWriter) {
    h.li { h in
      h.a(.class("line"), .href(path.string)) { h in
        h.b(words)
        h.element("time", text: detail)
      }
    }
  }
}
