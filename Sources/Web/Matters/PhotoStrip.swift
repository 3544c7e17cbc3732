import Domain
import HTMLKit

/// Small photos that open large.
struct PhotoStrip {
  struct Item {
    let small: String
    let large: String
    /// Read out in place of the picture.
    let words: String
    let caption: String
  }

  let items: [Item]

  init(items: [Item]) { self.items = items }

  /// - Parameter address: of a photo, small or large.
  init(photos: [MatterPhoto], address: (ID<MatterFile>, Bool) -> String) {
    items = photos.enumerated().map { index, photo in
      Item(
        small: address(photo.id, true), large: address(photo.id, false), words: "照片\(index + 1)，点开看大图",
        caption: (photo.isFromSender ? "群众上传，" : "工作人员上传，") + DateWords.day(photo.at.date))
    }
  }

  func write(_ h: inout HTMLWriter) {
    if items.isEmpty { return }
    h.ul(.class("photos")) { h in
      for item in items {
        h.li { h in
          h.element("figure") { h in
            h.a(.href(item.large)) { h in
              h.void(
                "img",
                [
                  .other("src", item.small), .other("alt", item.words),
                  .fixed("width", "320"), .fixed("height", "240"), .fixed("loading", "lazy"),
                ])
            }
            h.element("figcaption", text: item.caption)
          }
        }
      }
    }
  }
}
