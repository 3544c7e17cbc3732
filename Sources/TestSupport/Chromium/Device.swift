/// A screen and the hand before it.
package struct Device: Sendable {
  package var width: Int
  package var height: Int
  /// Device pixels for one CSS pixel.
  package var scale: Double
  /// A phone: touch instead of a mouse, overlay scroll bars, the viewport meta element is obeyed.
  package var isMobile: Bool
  /// Sent instead of Chromium's own when set.
  package var userAgent: String?

  package init(width: Int, height: Int, scale: Double = 1, isMobile: Bool = false, userAgent: String? = nil) {
    self.width = width
    self.height = height
    self.scale = scale
    self.isMobile = isMobile
    self.userAgent = userAgent
  }

  /// 360 × 780 at two pixels for one, touch.
  package static let phone = Device(width: 360, height: 780, scale: 2, isMobile: true)
  /// 320 × 640, touch: the width at which nothing may scroll sideways.
  package static let narrow = Device(width: 320, height: 640, isMobile: true)
  /// 1366 × 768 with a mouse.
  package static let desktop = Device(width: 1366, height: 768)
}
