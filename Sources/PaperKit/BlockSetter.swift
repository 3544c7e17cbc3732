/// Makes strips of blocks: what each kind of block looks like.
struct BlockSetter {
  let measures: PaperMeasures
  let setter: Typesetter
  let press: Press

  private var text: Look { measures.text }
  private var left: Double { measures.margin.left }

  /// Where a block stands among the others.
  private struct Place {
    var gap: Double
    var startsPage: Bool
    /// The next block may not be alone on its page.
    var joinsNext: Bool
    var next: PaperBlock?
    var previous: PaperBlock?
  }

  func set(_ blocks: [PaperBlock]) throws {
    var numbers = PaperNumbers()
    var startsPage = false
    var previous: PaperBlock?
    for (index, block) in blocks.enumerated() {
      if block == .pageBreak {
        startsPage = true
        continue
      }
      let next = blocks.dropFirst(index + 1).first
      let place = Place(
        gap: gap(between: previous, block), startsPage: startsPage,
        joinsNext: next.map { stays($0, with: block) } ?? false,
        next: next, previous: previous)
      startsPage = false
      previous = block
      try set(block, place, &numbers)
    }
  }

  /// A signature is never alone on a page; who signed and whom to ask are read together.
  private func stays(_ next: PaperBlock, with block: PaperBlock) -> Bool {
    switch (block, next) {
    case (_, .signature), (.note, .note): true
    default: false
    }
  }

  /// Room above a block.
  private func gap(between previous: PaperBlock?, _ block: PaperBlock) -> Double {
    let line = text.pitch
    switch (previous, block) {
    case (nil, _): return 0
    case (.classMark, _): return line / 2
    case (_, .title): return line
    case (.title, .number): return 0
    case (.title, _), (.number, _): return line * 0.8
    case (_, .signature(_, _, let seal)): return line * (seal ? 0.7 : 1.5)
    case (.signature, _), (_, .copies): return line * 0.8
    case (.table, .table), (.form, .form): return line * 0.6
    case (_, .table), (_, .form), (.table, _), (.form, _): return line * 0.35
    case (.note, .note), (.item, .note): return 0
    case (_, .note), (_, .code): return line * 0.3
    default: return 0
    }
  }

  private func set(_ block: PaperBlock, _ place: Place, _ numbers: inout PaperNumbers) throws {
    switch block {
    case .classMark(let mark): try lines(mark, text.sans().bold(), alignment: .right, place)
    case .organ(let name, let ink): try organ(name, ink, place)
    case .title(let title): try self.title(title, place)
    case .number(let number): try self.number(number, place)
    case .addressee(let words): try lines(words, text, place)
    case .paragraph(let words): try lines(words, text, indent: measures.indent, alignment: .even, place)
    case .heading(let words, let level, let isNumbered):
      try heading((isNumbered ? numbers.next(level) : "") + words, level, place)
    case .item(let words, let mark): try item(words, mark, place)
    case .signature(let organ, let date, let seal): try signature(organ, date, seal, place)
    case .note(let words): try lines(words, measures.small, place)
    case .copies(let entries, let issuer, let issued): try copies(entries, issuer, issued, place)
    case .form(let form):
      try grid.form(form, gap: place.gap, startsPage: place.startsPage, joinsNext: place.joinsNext)
    case .table(let table):
      try grid.table(table, gap: place.gap, startsPage: place.startsPage, joinsNext: place.joinsNext)
    case .code(let code): try self.code(code, place)
    case .pageBreak: return
    }
  }

  private var grid: GridSetter { GridSetter(measures: measures, setter: setter, press: press) }

  // MARK: Lines

  private func lines(
    _ words: String, _ look: Look, indent: Double = 0, alignment: LineAlignment = .left, _ place: Place
  ) throws {
    let set = try setter.set(words, look, width: measures.width, indent: indent, alignment: alignment)
    try lines(set, x: left, place)
  }

  /// Each line is a strip; two lines at least stay together at either end.
  private func lines(
    _ set: SetText, x: Double, ink: PaperInk = .black, keepsTogether: Bool = false, _ place: Place,
    beside: Drawing? = nil
  ) throws {
    for index in 0..<set.count {
      let isLast = index == set.count - 1
      let joins = isLast ? place.joinsNext : keepsTogether || index == 0 || index == set.count - 2
      try press.add(
        Strip(
          height: set.look.pitch, gap: index == 0 ? place.gap : 0, joinsNext: joins,
          startsPage: index == 0 && place.startsPage
        ) { canvas, top, isFirst, isLast in
          canvas.ink(ink)
          set.draw(index, x: x, top: top, on: canvas)
          if index == 0 { beside?(canvas, top, isFirst, isLast) }
        })
    }
  }

  private func heading(_ words: String, _ level: Int, _ place: Place) throws {
    var place = place
    place.joinsNext = true
    // 黑体 for the first level, 楷体 for the second, then 仿宋: here sans, bold, plain.
    let look = level <= 1 ? text.sans().bold() : level == 2 ? text.bold() : text
    let set = try setter.set(words, look, width: measures.width, indent: measures.indent, alignment: .even)
    try lines(set, x: left, keepsTogether: set.count < 6, place)
  }

  private func item(_ words: String, _ mark: String, _ place: Place) throws {
    let mark = try setter.set(mark, text, width: nil)
    let inset = measures.indent + max(text.size, mark.width + text.size / 3)
    let set = try setter.set(words, text, width: measures.width - inset, alignment: .even)
    let x = left + measures.indent
    try lines(set, x: left + inset, place) { canvas, top, _, _ in mark.draw(0, x: x, top: top, on: canvas) }
  }

  // MARK: Head of a letter

  private func organ(_ name: String, _ ink: PaperInk, _ place: Place) throws {
    var size = measures.organ
    var set = try setter.set(name, Look(isBold: true, size: size, pitch: size * 1.4), width: nil)
    while set.width > measures.width, size > measures.organ * 0.6 {
      size -= 1
      set = try setter.set(name, Look(isBold: true, size: size, pitch: size * 1.4), width: nil)
    }
    let (words, width) = try setter.setBalanced(name, set.look, width: measures.width)
    var place = place
    place.joinsNext = true
    try lines(words, x: left + (measures.width - width) / 2, ink: ink, keepsTogether: true, place)
    if case .number? = place.next { return }
    try rule(ink, gap: 6)
  }

  /// The line between the organ and what it says.
  private func rule(_ ink: PaperInk, gap: Double) throws {
    let (left, right) = (left, measures.right)
    try press.add(
      Strip(height: 4, gap: gap, joinsNext: true) { canvas, top, _, _ in
        canvas.line(from: (left, top + 2), to: (right, top + 2), width: 2, ink: ink)
      })
  }

  private func number(_ number: String, _ place: Place) throws {
    let set = try setter.set(number, text, width: measures.width, alignment: .center)
    guard case .organ(_, let ink)? = place.previous else { return try lines(set, x: left, place) }
    var place = place
    place.joinsNext = true
    try lines(set, x: left, place)
    try rule(ink, gap: 5)
  }

  private func title(_ title: String, _ place: Place) throws {
    let (words, width) = try setter.setBalanced(title, measures.title, width: measures.width)
    var place = place
    place.joinsNext = true
    try lines(words, x: left + (measures.width - width) / 2, keepsTogether: words.count < 8, place)
  }

  // MARK: Foot of a letter

  /// GB/T 9704—2012, 7.3.5: the date is four characters from the right, the organ centred over it; the longer of the two
  /// decides. A seal lies over both.
  private func signature(_ organ: String, _ date: String, _ seal: Bool, _ place: Place) throws {
    let most = measures.width - 4 * text.size
    let above = try setter.set(organ, text, width: min(most, try setter.set(organ, text, width: nil).width + 1))
    let below = try setter.set(date, text, width: min(most, try setter.set(date, text, width: nil).width + 1))
    let width = max(above.width, below.width)
    let radius = seal ? 21 * PaperMeasures.millimetre : 0
    let inset = max((above.width > below.width ? 2 : 4) * text.size, radius - width / 2)
    let centre = measures.right - inset - width / 2
    let height = max(above.height + below.height, 2 * radius)
    let first = (height - above.height - below.height) / 2
    let words = try seal ? setter.set("盖章处", Look(size: 9, pitch: 12), width: nil) : nil
    try press.add(
      Strip(height: height, gap: place.gap, joinsNext: place.joinsNext, startsPage: place.startsPage) {
        canvas, top, _, _ in
        if let words {
          canvas.ring(x: centre, y: top + height / 2, radius: radius)
          words.draw(0, x: centre - words.width / 2, top: top + height / 2 + radius - 26, on: canvas)
        }
        canvas.ink(.black)
        above.draw(x: centre - above.width / 2, top: top + first, on: canvas)
        below.draw(x: centre - below.width / 2, top: top + first + above.height, on: canvas)
      })
  }

  private func copies(_ entries: [String], _ issuer: String, _ issued: String, _ place: Place) throws {
    let look = Look(size: text.size * 0.89, pitch: text.pitch * 0.86)
    let width = measures.width - 2 * look.size
    let hasIssue = !(issuer + issued).isEmpty
    for (index, entry) in entries.enumerated() {
      let set = try setter.set(entry, look, width: width, alignment: .even)
      let isLast = index == entries.count - 1 && !hasIssue
      try ruled([(set, 0)], isFirst: index == 0, isLast: isLast, place)
    }
    guard hasIssue else { return }
    let when = try setter.set(issued, look, width: width / 2)
    let who = try setter.set(issuer, look, width: width - when.width - look.size)
    try ruled([(who, 0), (when, width - when.width)], isFirst: entries.isEmpty, isLast: true, place)
  }

  /// Texts side by side below a rule, the last of them above another.
  private func ruled(_ sets: [(text: SetText, x: Double)], isFirst: Bool, isLast: Bool, _ place: Place) throws {
    let (left, right) = (left, measures.right)
    let height = min((sets.map(\.text.height).max() ?? 0) + 6, measures.height)
    try press.add(
      Strip(
        height: height, gap: isFirst ? place.gap : 0, joinsNext: !isLast || place.joinsNext,
        startsPage: isFirst && place.startsPage
      ) { canvas, top, _, _ in
        canvas.line(from: (left, top), to: (right, top), width: isFirst ? 1 : 0.7)
        for set in sets { set.text.draw(x: left + set.text.look.size + set.x, top: top + 3, on: canvas) }
        if isLast { canvas.line(from: (left, top + height), to: (right, top + height), width: 1) }
      })
  }

  // MARK: Code

  private func code(_ code: PaperCode, _ place: Place) throws {
    let side = 30 * PaperMeasures.millimetre
    // Four modules of quiet around it.
    let module = side / Double(max(code.modules.count, 1) + 8)
    let look = measures.small
    let x = left
    let caption = try setter.set(code.caption, look, width: measures.width - side - look.size)
    let height = max(side, caption.height)
    guard height <= measures.height else { return try lines(caption, x: left, place) }
    try press.add(
      Strip(height: height, gap: place.gap, joinsNext: place.joinsNext, startsPage: place.startsPage) {
        canvas, top, _, _ in
        let inside = top + (height - side) / 2 + 4 * module
        // Flush with the text: the quiet zone on the left is the margin.
        canvas.modules(code.modules, x: x, y: inside, size: module)
        caption.draw(
          x: x + side - 3 * module, top: top + (height - caption.height) / 2, on: canvas)
      })
  }
}
