/// Width and height of a picture in pixels.
package struct PictureSize: Sendable, Equatable {
  package let width: Int
  package let height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Width times height; `Int.max` where that does not fit.
  package var pixels: Int {
    let (product, overflow) = width.multipliedReportingOverflow(by: height)
    return overflow ? Int.max : product
  }

  /// The longer of the two sides.
  package var longestSide: Int { max(width, height) }

  /// The same picture lying on its side.
  package var turned: PictureSize { PictureSize(width: height, height: width) }

  /// This size scaled down, proportions kept, so that neither side is longer than `side`; never
  /// scaled up, and no side becomes shorter than one pixel.
  ///
  /// - Parameter side: pixels, at least 1.
  package func fitted(within side: Int) -> PictureSize {
    let longest = longestSide
    guard longest > side else { return self }
    return PictureSize(
      width: max(1, (width * side + longest / 2) / longest),
      height: max(1, (height * side + longest / 2) / longest))
  }
}
