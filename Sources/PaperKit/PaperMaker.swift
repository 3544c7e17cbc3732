import CPango
import NIOPosix

/// A paper as PDF.
package struct PaperFile: Sendable, Hashable {
  package let bytes: [UInt8]
  package let pages: Int
  /// Characters that no font on this machine has, in the order of their numbers. In the PDF they are boxes with the number in
  /// them, so whoever signs should be told.
  package let missing: [Unicode.Scalar]
}

/// Makes PDFs of papers. The same paper and moment give the same bytes on the same machine.
package enum PaperMaker {
  /// The largest paper.
  package static let mostPages = 2000

  /// A paper takes some 50 MB while it is made, so two are made at a time however many cores there are; others wait.
  private static let threads = {
    let pool = NIOThreadPool(numberOfThreads: 2)
    pool.start()
    return pool
  }()

  /// Done on threads apart from those that answer requests.
  ///
  /// - Parameter createdAt: milliseconds since 1970 UTC, for the file's properties.
  /// - Throws: ``PaperProblem``.
  package static func pdf(_ paper: Paper, createdAt: Int64, fonts: PaperFonts = .standard) async throws -> PaperFile {
    try await threads.runIfActive { try draw(paper, createdAt: createdAt, fonts: fonts) }
  }

  /// The same on this thread, for the command line and for tests.
  package static func draw(_ paper: Paper, createdAt: Int64, fonts: PaperFonts = .standard) throws -> PaperFile {
    defer { lianluo_give_back() }
    let measures = PaperMeasures(paper)
    let setter = try Typesetter(fonts: fonts)
    let press = Press(
      canvas: try Canvas(width: measures.page.width, height: measures.page.height), measures: measures,
      setter: setter, footer: paper.footer, isLetter: paper.style == .letter)
    press.canvas.describe(title: PaperText.clean(paper.title), created: moment(createdAt))
    try BlockSetter(measures: measures, setter: setter, press: press).set(paper.blocks)
    let bytes = try press.finish()
    return PaperFile(bytes: bytes, pages: press.pages, missing: setter.missing.sorted())
  }

  /// As ISO 8601 in Beijing time, to the second.
  static func moment(_ milliseconds: Int64) -> String {
    // Four-digit years only; a moment beyond them is a mistake that no letter should fail of.
    let seconds = min(max(milliseconds / 1000 + 8 * 3600, 0), 253_402_300_799)
    var days = seconds / 86_400
    var (year, month): (Int64, Int64) = (1970, 1)
    while days >= length(year) {
      days -= length(year)
      year += 1
    }
    while days >= length(year, month) {
      days -= length(year, month)
      month += 1
    }
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let rest = seconds % 86_400
    return "\(year)-\(two(month))-\(two(days + 1))T"
      + "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))+08:00"
  }

  private static func length(_ year: Int64) -> Int64 {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
  }

  private static func length(_ year: Int64, _ month: Int64) -> Int64 {
    switch month {
    case 2: length(year) - 337
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// What a strip does when its place is known: top of it, and whether it is the topmost or bottommost of its page.
typealias Drawing = (_ canvas: Canvas, _ top: Double, _ isFirst: Bool, _ isLast: Bool) -> Void

/// Deals strips out to pages and draws each page as soon as it is complete.
final class Press {
  let canvas: Canvas
  private let measures: PaperMeasures
  private let setter: Typesetter
  private let footer: Paper.Footer
  private let isLetter: Bool
  private var pagination: Pagination<Drawing>
  private(set) var pages = 0

  init(canvas: Canvas, measures: PaperMeasures, setter: Typesetter, footer: Paper.Footer, isLetter: Bool) {
    self.canvas = canvas
    self.measures = measures
    self.setter = setter
    self.footer = footer
    self.isLetter = isLetter
    pagination = Pagination(height: measures.height)
  }

  func add(_ strip: Strip<Drawing>) throws {
    for page in pagination.add(strip) { try draw(page) }
  }

  func finish() throws -> [UInt8] {
    for page in pagination.finish(atLeastOne: pages == 0) { try draw(page) }
    return try canvas.finish()
  }

  private func draw(_ page: Pagination<Drawing>.Page) throws {
    guard pages < PaperMaker.mostPages else { throw PaperProblem.tooManyPages(limit: PaperMaker.mostPages) }
    pages += 1
    for placed in page { placed.content(canvas, measures.margin.top + placed.top, placed.isFirst, placed.isLast) }
    try drawFooter()
    try canvas.showPage()
  }

  /// GB/T 9704—2012, 7.5: odd pages have the number on the right, even ones on the left, a character from the edge. With
  /// words on the left it stays on the right; on forms and lists it is in the middle.
  private func drawFooter() throws {
    let base = measures.page.height - measures.margin.bottom + measures.footer
    canvas.ink(.black)
    let look = Look(size: isLetter ? 14 : 10, pitch: 14)
    if !footer.text.isEmpty {
      let words = try setter.set(footer.text, Look(size: 9, pitch: 14), width: measures.width * 0.75)
      words.draw(0, x: measures.margin.left, top: base, on: canvas)
    }
    guard footer.isNumbered else { return }
    let number = try setter.set("— \(pages) —", look, width: nil)
    let x: Double
    if !footer.text.isEmpty {
      x = measures.right - number.width
    } else if !isLetter {
      x = measures.margin.left + (measures.width - number.width) / 2
    } else if pages % 2 == 1 {
      x = measures.right - number.width - look.size
    } else {
      x = measures.margin.left + look.size
    }
    number.draw(0, x: x, top: base, on: canvas)
  }
}
