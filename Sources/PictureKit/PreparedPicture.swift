/// A picture made ready to be kept: two JPEGs of our own making, upright, without EXIF, position or any
/// other byte of the upload.
package struct PreparedPicture: Sendable, Equatable {
  /// JPEG, longest side at most `PictureLimits.mainSide`.
  package let main: [UInt8]
  /// Pixels.
  package let mainWidth: Int
  /// Pixels.
  package let mainHeight: Int
  /// JPEG, longest side at most `PictureLimits.thumbnailSide`.
  package let thumbnail: [UInt8]
  /// Pixels.
  package let thumbWidth: Int
  /// Pixels.
  package let thumbHeight: Int

  package init(
    main: [UInt8], mainWidth: Int, mainHeight: Int, thumbnail: [UInt8], thumbWidth: Int, thumbHeight: Int
  ) {
    self.main = main
    self.mainWidth = mainWidth
    self.mainHeight = mainHeight
    self.thumbnail = thumbnail
    self.thumbWidth = thumbWidth
    self.thumbHeight = thumbHeight
  }
}
