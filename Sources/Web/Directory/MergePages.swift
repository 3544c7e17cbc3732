import Actions
import Domain
import HTMLKit

/// 区划合并: which regions, into which one, and what becomes of their stations and units.
struct MergePage: HTMLKit.Page {
  let regions: [Region]
  let venues: [VenueLine]
  let units: [HandlingUnit]
  let merges: [RegionMergeLine]
  let draft: FormDraft
  /// Ticked boxes of a form that came back.
  let chosen: Set<String>
  let token: String
  let today: CivilDate

  var title: String { "区划合并" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([
      ("名录", SitePath.directory.string), ("区划", SitePath.directoryPart(.regions).string), (title, nil),
    ])
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(
      .class("notice"),
      text: "并入的区划从今天起停用，下面的村和没有点名的站点归到合并后的区划。未办结的诉求和转办事项跟着站点、单位走，期限不变；已经登记的诉求保留当时的区划，往年的数字不变。")
    h.errorSummary(draft)
    form(&h)
    history(&h)
  }

  private func form(_ h: inout HTMLWriter) {
    h.form(SitePath.previewMerge.string, token: token, class: "form section-s") { h in
      h.element("fieldset", [.class("field"), .id("from")]) { h in
        h.element("legend", text: "并入的区划（停用）")
        for region in regions where region.level == .township || region.level == .village {
          h.element("label", [.class("check")]) { h in
            h.void(
              "input",
              [
                .type("checkbox"), .name("from"), .value("\(region.id)"),
                .flag("checked", chosen.contains("\(region.id)")),
              ])
            h.element("span", text: Words.regionLevel(region.level) + "　" + region.name)
          }
        }
      }
      h.select(
        "合并到", "into", draft,
        options: [("", "新设一个")]
          + regions.filter { $0.level == .township || $0.level == .village }.map {
            ("\($0.id)", Words.regionLevel($0.level) + "　" + $0.name)
          })
      h.input("新设区划的名称", "name", draft, hint: "合并到已有区划的不填", optional: true, maximum: 40)
      h.fold(.venue, "站点怎么办（不选的照常，归到合并后的区划）") { h in
        for venue in venues {
          h.select(
            venue.name, "venue-\(venue.id)", draft,
            options: [("", "照常")] + venues.filter { $0.id != venue.id }.map { ("\($0.id)", "并入" + $0.name) },
            optional: true)
        }
      }
      h.fold(.unit, "承办单位怎么办（不选的照常）") { h in
        for unit in units {
          h.select(
            unit.name, "unit-\(unit.id)", draft,
            options: [("", "照常")] + units.filter { $0.id != unit.id }.map { ("\($0.id)", "并入" + $0.name) },
            optional: true)
        }
      }
      h.input("依据", "reason", draft, hint: "如批准合并的文号", maximum: 100)
      h.submit("先看会怎样")
    }
  }

  private func history(_ h: inout HTMLWriter) {
    h.headed("merges", "合并历史") { h in
      if merges.isEmpty { h.empty("还没有合并过。") }
      h.ul(.class("lines")) { h in
        for merge in merges {
          h.li { h in
            h.a(.class("line"), .href(SitePath.recordHistory(.region, merge.into.id.raw).string)) { h in
              h.b(merge.from.joined(separator: "、") + " → " + merge.into.name)
              h.element("span", [.class("line-end")]) { h in
                h.chip(
                  merge.doneAt == nil ? "正在移交，已移交\(merge.moved)件" : "已移交\(merge.moved)件",
                  merge.doneAt == nil ? .warn : .ok)
              }
              h.small("\(DateWords.long(merge.on))　\(merge.reason)　\(merge.orderedBy ?? "系统")")
            }
          }
        }
      }
    }
  }
}

/// What a merge would do, before it is ordered.
struct MergePreviewPage: HTMLKit.Page {
  let preview: RegionMergePreview
  let name: String
  let fields: [(name: String, value: String)]
  let token: String

  var title: String { "合并会怎样" }

  static func words(_ problem: RegionMergePlan.Problem) -> String {
    switch problem {
    case .nothingToMerge: "请选要并入的区划"
    case .regionEnded: "有区划已经停用，不能再合并"
    case .levelsDiffer: "要合并的区划应当是同一级"
    case .intoItself: "不能合并到自己或者自己下面的区划"
    case .nameMissing: "新设区划请写名称；合并到已有区划的，名称不填"
    case .venueElsewhere: "点名并入的站点要在并入的区划里"
    case .venueClosed: "接着负责的站点要是开着的、同一人大的站点"
    case .noLiaison: "接着负责的站点要先有联络员"
    case .unitElsewhere: "单位要并入同一人大的另一个单位"
    }
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("区划", SitePath.directoryPart(.regions).string), ("区划合并", SitePath.mergeRegions.string), (title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(
        .class("page-lead"),
        text: preview.from.map(\.name).joined(separator: "、") + " → " + (preview.into?.name ?? name))
      h.dl(.class("facts")) { h in
        h.fact("归过来的下级区划", "\(preview.children)个")
        h.fact("照常的站点", preview.venuesKept.isEmpty ? "没有" : preview.venuesKept.map(\.name).joined(separator: "、"))
        h.fact(
          "关闭的站点",
          preview.venuesClosed.isEmpty
            ? "没有" : preview.venuesClosed.map { "\($0.from.name)并入\($0.to.name)" }.joined(separator: "；"))
        h.fact("要移交的诉求", "\(preview.openMatters)件未办结，期限不变")
        h.fact("要移交的转办事项", "\(preview.openParts)件没有办完")
        h.fact("保留当时区划的诉求", "\(preview.allMatters)件，往年的数字不变")
      }
      h.form(SitePath.mergeRegions.string, token: token, class: "form section-s") { h in
        for field in fields { h.hidden(field.name, field.value) }
        h.submit("合并")
      }
      h.p { h in h.link(SitePath.mergeRegions.string, "放弃", class: "btn btn-quiet") }
    }
  }
}

/// 按区划的数字: as the regions were then, or as they are now.
struct RegionNumbersPage: HTMLKit.Page {
  let year: Int
  let byVillage: Bool
  let asNow: Bool
  let lines: [RegionNumbers]
  let today: CivilDate

  var title: String { "按区划的数字" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("区划", SitePath.directoryPart(.regions).string), (title, nil)])
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(
      .class("small mute"),
      text: asNow ? "按现在的区划数：合并前的诉求算到合并后的区划。" : "按当时的区划数：诉求登记时在哪个区划，就算哪个区划。")
    h.nav(.class("tabs"), .label("区划")) { h in
      tab("当时区划", !asNow, year, byVillage, false, &h)
      tab("现区划", asNow, year, byVillage, true, &h)
    }
    h.div(.class("facets section-s")) { h in
      facet(
        "年份",
        (max(2024, today.year - 3)...today.year).reversed().map { ("\($0)年", url($0, byVillage, asNow), $0 == year) },
        &h)
      facet("数到", [("村", url(year, true, asNow), byVillage), ("乡镇", url(year, false, asNow), !byVillage)], &h)
    }
    if lines.isEmpty { h.empty("\(year)年没有诉求。") } else { table(&h) }
  }

  private func url(_ year: Int, _ byVillage: Bool, _ asNow: Bool) -> String {
    SitePath.regionNumbers.with([
      ("year", "\(year)"), ("level", byVillage ? "village" : "township"), ("by", asNow ? "now" : "then"),
    ])
  }

  private func facet(_ name: String, _ choices: [(words: String, url: String, isCurrent: Bool)], _ h: inout HTMLWriter)
  {
    h.div(.class("facet")) { h in
      h.span(.class("facet-name"), text: name)
      h.ul { h in
        for choice in choices {
          h.li { h in
            var attributes: [Attribute] = [.href(choice.url)]
            if choice.isCurrent { attributes.append(.fixed("aria-current", "true")) }
            h.element("a", attributes, text: choice.words)
          }
        }
      }
    }
  }

  private func tab(
    _ words: String, _ isCurrent: Bool, _ year: Int, _ byVillage: Bool, _ asNow: Bool, _ h: inout HTMLWriter
  ) {
    var attributes: [Attribute] = [.href(url(year, byVillage, asNow))]
    if isCurrent { attributes.append(.fixed("aria-current", "page")) }
    h.element("a", attributes, text: words)
  }

  private func table(_ h: inout HTMLWriter) {
    h.div(.class("frame section-s")) { h in
      h.table("\(year)年的诉求", ["区划", "收到", "已答复", "未办结"]) { h in
        for line in lines {
          h.element("tr") { h in
            h.element("td", [.class("t-title")], text: line.region.name + (line.ended == nil ? "" : "（已停用）"))
            h.element("td", [.fixed("data-label", "收到")], text: "\(line.received)")
            h.element("td", [.fixed("data-label", "已答复")], text: "\(line.answered)")
            h.element("td", [.fixed("data-label", "未办结")], text: "\(line.open)")
          }
        }
      }
    }
    h.p(
      .class("small mute section-s"),
      text: "共收到\(lines.reduce(0) { $0 + $1.received })件，已答复\(lines.reduce(0) { $0 + $1.answered })件。封存的事项不在这里数。")
  }
}
