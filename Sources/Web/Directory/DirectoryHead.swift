import HTMLKit

extension HTMLWriter {
  /// The head of one of the directory's lists: 名录 › its name, the title, and what opens a form for one more.
  mutating func directoryHead(_ title: String, crumb: String? = nil, add: (url: String, words: String)?) {
    crumbs([("名录", SitePath.directory.string), (crumb ?? title, nil)])
    div(.class("work-title")) { h in
      h.h1(text: title)
      if let add {
        h.div(.class("row")) { h in h.link(add.url, add.words, class: "btn btn-s btn-main") }
      }
    }
  }
}
