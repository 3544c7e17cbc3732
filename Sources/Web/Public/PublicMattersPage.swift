import Actions
import Domain
import HTMLKit

/// The published matters, newest first.
struct PublicMattersPage: HTMLKit.Page {
  let publications: [MatterPublication]
  let next: ListCursor?
  let categories: [MatterCategory]
  let category: ID<MatterCategory>?
  let deputy: ID<Person>?
  let venue: ID<Venue>?
  let today: CivilDate
  let isFirst: Bool

  var title: String { "公开的诉求" }

  private func url(_ category: ID<MatterCategory>?, after: ListCursor? = nil) -> String {
    SitePath.matters.with([
      ("category", category?.description), ("deputy", deputy?.description), ("venue", venue?.description),
      ("after", after?.text),
    ])
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "经提出人同意、隐去个人信息并经审核后公开。")
      if !categories.isEmpty { facets(&h) }
      h.section(.class("section-s"), .labelledBy("list")) { h in
        h.h2(.class("sr"), .id("list"), text: "清单")
        if publications.isEmpty { h.empty("这里还没有公开的诉求。", link: (SitePath.submit.string, "去提诉求")) }
        for item in publications { PublicationCase(publication: item, today: today).write(&h) }
      }
      h.pager(
        next == nil ? "到底了" : "还有更多", next: next.map { url(category, after: $0) },
        first: isFirst ? nil : url(category))
    }
  }

  private func facets(_ h: inout HTMLWriter) {
    h.div(.class("facets section-s")) { h in
      h.div(.class("facet")) { h in
        h.span(.class("facet-name"), text: "类别")
        h.ul { h in
          facet("全部", nil, &h)
          for item in categories where item.parent == nil || item.id == category { facet(item.name, item.id, &h) }
        }
      }
    }
  }

  private func facet(_ words: String, _ id: ID<MatterCategory>?, _ h: inout HTMLWriter) {
    h.li { h in
      var attributes: [Attribute] = [.href(url(id))]
      if id == category { attributes.append(.fixed("aria-current", "true")) }
      h.element("a", attributes, text: words)
    }
  }
}

/// A published matter: the redacted words, the reply, the three gates, how the due date was counted.
struct PublicMatterPage: HTMLKit.Page {
  let publication: MatterPublication
  let record: MatterRecord
  let workflow: MatterWorkflow
  let settings: CongressSettings
  let others: Int
  let today: CivilDate

  var title: String { publication.title }
  private var status: MatterStatus { record.matter.status }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), ("公开的诉求", SitePath.matters.string), (publication.category ?? "诉求", nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead small"), text: lead)
      SameThing(matter: record.matter, others: others).write(&h)
      h.div(.class("cols section-s")) { h in
        h.div(.class("stack")) { h in
          MatterProgress(record: record, workflow: workflow, settings: settings, today: today, forSender: false)
            .writeState(&h)
          MatterProgress(record: record, workflow: workflow, settings: settings, today: today, forSender: false)
            .writeCount(&h)
          words(&h)
          reply(&h)
        }
        h.element("aside", [.class("stack"), .label("经过")]) { h in
          h.card("course", "经过") { h in
            MatterTimeline(record: record, reader: .everybody, today: today, settings: settings, allowed: []).write(&h)
          }
        }
      }
    }
  }

  private var lead: String {
    var parts = ["\(DateWords.long(status.receivedAt.date))收到，\(Words.channel(status.channel))"]
    if let category = publication.category { parts.append(category) }
    if let venue = publication.venue { parts.append(venue.name) }
    if !publication.place.isEmpty { parts.append(publication.place) }
    return parts.joined(separator: "　")
  }

  private func words(_ h: inout HTMLWriter) {
    h.card("said", "群众反映") { h in
      if !publication.formOfAddress.isEmpty { h.p(.class("small mute"), text: publication.formOfAddress + "说：") }
      h.p(.class("quote"), text: publication.text)
      if !publication.photos.isEmpty {
        h.ul(.class("photos")) { h in
          for (index, photo) in publication.photos.enumerated() {
            h.li { h in
              h.a(.href(SitePath.matterPhoto(publication.matter, photo, thumbnail: false).string)) { h in
                h.void(
                  "img",
                  [
                    .other("src", SitePath.matterPhoto(publication.matter, photo, thumbnail: true).string),
                    .other("alt", "现场照片\(index + 1)，点开看大图"), .fixed("width", "320"), .fixed("height", "240"),
                    .fixed("loading", "lazy"),
                  ])
              }
            }
          }
        }
      }
    }
  }

  private func reply(_ h: inout HTMLWriter) {
    guard !publication.reply.isEmpty else { return }
    h.section(.labelledBy("rep")) { h in
      h.h2(.class("card-title"), .id("rep"), text: "答复")
      h.div(.class("reply")) { h in
        for paragraph in publication.reply.split(separator: "\n") { h.p(text: String(paragraph)) }
        h.element("footer") { h in
          if let deputy = publication.deputy {
            h.span(.class("avatar avatar-s"), .fixed("aria-hidden", "true"), text: String(deputy.name.prefix(1)))
            h.element("span") { h in
              h.link(SitePath.deputy(deputy.id).string, deputy.name + "代表")
              h.text("反馈")
            }
          } else if let venue = publication.venue {
            h.span(text: venue.name + "反馈")
          }
        }
      }
    }
  }
}
