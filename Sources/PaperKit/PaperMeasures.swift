/// The sizes of a style in points, A4 on end or across.
struct PaperMeasures {
  static let millimetre = 72 / 25.4

  let page: (width: Double, height: Double)
  let margin: (top: Double, bottom: Double, left: Double, right: Double)
  let text: Look
  let title: Look
  let small: Look
  let cell: Look
  /// Of the organ above a letter; it becomes smaller where the name is long.
  let organ: Double
  /// The base line of the page number, from the bottom of the text area.
  let footer: Double

  var width: Double { page.width - margin.left - margin.right }
  var height: Double { page.height - margin.top - margin.bottom }
  var right: Double { page.width - margin.right }
  /// Two characters.
  var indent: Double { text.size * 2 }

  init(_ paper: Paper) {
    let unit = Self.millimetre
    let (short, long) = (210 * unit, 297 * unit)
    page = paper.isLandscape ? (long, short) : (short, long)
    switch paper.style {
    case .letter:
      // GB/T 9704—2012, 5.2: 22 lines of 28 characters on 156 × 225 mm. On its side the paper keeps its binding edge.
      margin =
        paper.isLandscape
        ? (28 * unit, 26 * unit, 35 * unit, 37 * unit) : (37 * unit, 35 * unit, 28 * unit, 26 * unit)
      text = Look(size: 15.75, pitch: 225 * unit / 22)
      title = Look(isBold: true, size: 22, pitch: 33)
      small = Look(size: 12, pitch: 20)
      cell = Look(size: 12, pitch: 18)
      organ = 36
      footer = 7 * unit + 10
    case .compact:
      margin = (18 * unit, 18 * unit, 18 * unit, 18 * unit)
      text = Look(size: 12, pitch: 20)
      title = Look(isBold: true, size: 18, pitch: 27)
      small = Look(size: 10, pitch: 15)
      cell = Look(size: 10.5, pitch: 15.5)
      organ = 26
      footer = 7 * unit
    }
  }
}
