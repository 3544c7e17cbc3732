import Domain
import HTMLKit

/// Small photos that open large.
struct PhotoStrip {
  let photos: [MatterPhoto]
  /// The address of a photo, small or large.
  let address: (ID<MatterFile>, Bool) -> String

  func write(_ h: inout HTMLWriter) {
    if photos.isEmpty { return }
    h.ul(.class("photos")) { h in
      for (index, photo) in photos.enumerated() {
        h.li { h in
          h.element("figure") { h in
            h.a(.href(address(photo.id, false))) { h in
              h.void(
                "img",
                [
                  .other("src", address(photo.id, true)), .other("alt", "照片\(index + 1)，点开看大图"),
                  .fixed("width", "320"), .fixed("height", "240"), .fixed("loading", "lazy"),
                ])
            }
            h.element("figcaption", text: (photo.isFromSender ? "群众上传，" : "工作人员上传，") + DateWords.day(photo.at.date))
          }
        }
      }
    }
  }
}
