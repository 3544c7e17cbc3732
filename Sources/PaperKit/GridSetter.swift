/// Makes strips of rows with borders: tables and forms.
struct GridSetter {
  let measures: PaperMeasures
  let setter: Typesetter
  let press: Press

  private var look: Look { measures.cell }
  /// Between border and text.
  private var inset: (x: Double, y: Double) { (look.size * 0.5, look.size * 0.35) }

  /// A cell whose text is set.
  private struct Cell {
    let left: Double
    let width: Double
    let text: SetText
    /// In the middle of the height, or at the top of it.
    var isCentred = true
    /// Where ticks stand: line and place in it.
    var ticks: [(line: Int, x: Double)] = []
    var tick: SetText?
    var foot: SetText?
  }

  private struct Row {
    let cells: [Cell]
    let height: Double
    var gap: Double = 0
    var startsPage = false
    var joinsNext = false
    var head: Strip<Drawing>.Head?
    var isFirst = false
    var isLast = false
  }

  // MARK: Tables

  func table(_ table: PaperTable, gap: Double, startsPage: Bool, joinsNext: Bool) throws {
    guard !table.columns.isEmpty, table.rows.allSatisfy({ $0.count <= table.columns.count }) else {
      throw PaperProblem.unevenTable
    }
    var (gap, startsPage) = (gap, startsPage)
    if !table.caption.isEmpty {
      try caption(table.caption, gap: gap, startsPage: startsPage)
      (gap, startsPage) = (look.pitch * 0.3, false)
    }
    let heads = table.columns.map(\.head)
    let head = try row(table, heads, look.sans().bold(), isHead: true)
    let shown = row(head, isFirst: true)
    try press.add(
      Strip(height: head.height, gap: gap, joinsNext: true, startsPage: startsPage, content: shown))
    let repeated = head.height < measures.height / 2 ? Strip<Drawing>.Head(height: head.height, content: shown) : nil
    guard !table.rows.isEmpty else {
      let words = try cell(table.emptyWords, left: 0, width: measures.width, look, .center)
      return try add(
        Row(cells: [words], height: height(of: [words]), joinsNext: joinsNext, head: repeated, isLast: true))
    }
    for (index, cells) in table.rows.enumerated() {
      let isLast = index == table.rows.count - 1
      let look = isLast && table.hasTotal ? look.bold() : look
      let made = try row(table, cells, look, isHead: false)
      try add(
        Row(
          cells: made.cells, height: made.height,
          // The sum does not stand alone on a page, nor does the last row of a table with a signature below it.
          joinsNext: isLast ? joinsNext : table.hasTotal && index == table.rows.count - 2, head: repeated,
          isLast: isLast))
    }
  }

  private func caption(_ words: String, gap: Double, startsPage: Bool) throws {
    let look = Look(face: .sans, isBold: true, size: look.size + 1.5, pitch: look.pitch * 1.2)
    let (set, width) = try setter.setBalanced(words, look, width: measures.width)
    let x = measures.margin.left + (measures.width - width) / 2
    for index in 0..<set.count {
      try press.add(
        Strip(
          height: look.pitch, gap: index == 0 ? gap : 0, joinsNext: true, startsPage: startsPage && index == 0
        ) { canvas, top, _, _ in
          canvas.ink(.black)
          set.draw(index, x: x, top: top, on: canvas)
        })
    }
  }

  private func row(_ table: PaperTable, _ words: [String], _ look: Look, isHead: Bool) throws -> Row {
    var left = 0.0
    var cells: [Cell] = []
    for (index, share) in table.shares.enumerated() {
      let width = share * measures.width
      let alignment: LineAlignment
      switch (isHead, table.columns[index].alignment) {
      case (true, _), (_, .center): alignment = .center
      case (_, .left): alignment = .left
      case (_, .right): alignment = .right
      }
      cells.append(
        try cell(index < words.count ? words[index] : "", left: left, width: width, look, alignment))
      left += width
    }
    return Row(cells: cells, height: height(of: cells))
  }

  // MARK: Forms

  func form(_ form: PaperForm, gap: Double, startsPage: Bool, joinsNext: Bool) throws {
    let pair = measures.width / Double(form.pairs)
    let label = min(max(form.labelWidth, 2) * look.size + 2 * inset.x, pair / 2)
    for (index, row) in form.rows.enumerated() {
      var left = 0.0
      var cells: [Cell] = []
      for (field, span) in zip(row.fields, form.spans(of: row)) {
        let width = pair * Double(span)
        let labelled = field.label.isEmpty ? 0 : label
        if labelled > 0 { cells.append(try cell(field.label, left: left, width: label, look.bold(), .center)) }
        cells.append(try value(field, left: left + labelled, width: width - labelled, isTall: row.lines > 1))
        left += width
      }
      let least = min(Double(max(row.lines, 1)) * look.pitch * 1.15 + 2 * inset.y, measures.height * 0.9)
      // A little more room than in a table: people write into it.
      let tall = max(height(of: cells) + look.size * 0.4, least)
      try add(
        Row(
          cells: cells, height: tall, gap: index == 0 ? gap : 0, startsPage: index == 0 && startsPage,
          joinsNext: index == form.rows.count - 1 && joinsNext, isFirst: index == 0,
          isLast: index == form.rows.count - 1)
      )
    }
  }

  private func value(_ field: PaperField, left: Double, width: Double, isTall: Bool) throws -> Cell {
    var made: Cell
    switch field.content {
    case .text(let words):
      made = try cell(words, left: left, width: width, look, .even)
      made.isCentred = !isTall && field.foot.isEmpty
    case .choices(let choices): made = try self.choices(choices, left: left, width: width)
    }
    if !field.foot.isEmpty {
      made.foot = try setter.set(field.foot, look, width: width - 2 * inset.x, alignment: .right)
    }
    return made
  }

  /// No font is sure to have the ticked box; so a tick is set into the empty one.
  private func choices(_ choices: [PaperField.Choice], left: Double, width: Double) throws -> Cell {
    var words = ""
    var boxes: [Int] = []
    var whole: [Range<Int>] = []
    for choice in choices {
      if !words.isEmpty { words += "　 " }
      let start = words.utf8.count
      if choice.isPicked { boxes.append(start) }
      words += "□" + PaperText.clean(choice.words).filter { $0 != "\n" }
      whole.append(start..<words.utf8.count)
    }
    let text = try setter.set(words, look, width: width - 2 * inset.x, whole: whole)
    return Cell(
      left: left, width: width, text: text, ticks: boxes.map { text.place(ofByte: $0) },
      tick: try setter.set("√", look.bold(), width: nil))
  }

  // MARK: Cells and rows

  private func cell(_ words: String, left: Double, width: Double, _ look: Look, _ alignment: LineAlignment) throws
    -> Cell
  {
    Cell(left: left, width: width, text: try setter.set(words, look, width: width - 2 * inset.x, alignment: alignment))
  }

  private func height(of cells: [Cell]) -> Double {
    2 * inset.y + (cells.map { $0.text.height + ($0.foot?.height ?? 0) }.max() ?? 0)
  }

  /// A row is one strip. One that is longer than a page goes on line by line.
  private func add(_ row: Row) throws {
    if row.height + (row.head?.height ?? 0) <= measures.height {
      try press.add(
        Strip(
          height: row.height, gap: row.gap, joinsNext: row.joinsNext, startsPage: row.startsPage, head: row.head,
          content: self.row(row, isFirst: row.isFirst)))
      return
    }
    let feet = row.cells.compactMap { $0.foot?.count }.max() ?? 0
    let bands = (row.cells.map(\.text.count).max() ?? 0) + feet
    for band in 0..<bands {
      let (isFirst, isLast) = (band == 0, band == bands - 1)
      let above = isFirst ? inset.y : 0
      try press.add(
        Strip(
          height: look.pitch + above + (isLast ? inset.y : 0), gap: isFirst ? row.gap : 0,
          joinsNext: isLast ? row.joinsNext : isFirst || band >= bands - 2 - feet,
          startsPage: isFirst && row.startsPage, head: row.head
        ) { [self] canvas, top, isFirstOnPage, isLastOnPage in
          let height = look.pitch + above + (isLast ? inset.y : 0)
          borders(
            row, top: top, height: height, above: isFirst || isFirstOnPage, below: isLast || isLastOnPage, on: canvas)
          for cell in row.cells { draw(cell, line: band, of: bands, top: top + above, on: canvas) }
        })
    }
  }

  private func draw(_ cell: Cell, line: Int, of bands: Int, top: Double, on canvas: Canvas) {
    let x = measures.margin.left + cell.left + inset.x
    canvas.ink(.black)
    cell.text.draw(line, x: x, top: top, on: canvas)
    tick(cell, line: line, x: x, top: top, on: canvas)
    if let foot = cell.foot, line >= bands - foot.count {
      foot.draw(line - (bands - foot.count), x: x, top: top, on: canvas)
    }
  }

  private func row(_ row: Row, isFirst: Bool) -> Drawing {
    { [self] canvas, top, isFirstOnPage, isLastOnPage in
      borders(row, top: top, height: row.height, above: true, below: true, on: canvas)
      for cell in row.cells {
        let x = measures.margin.left + cell.left + inset.x
        let free = row.height - cell.text.height - (cell.foot?.height ?? 0)
        let start = top + (cell.isCentred ? free / 2 : inset.y + look.size * 0.2)
        canvas.ink(.black)
        cell.text.draw(x: x, top: start, on: canvas)
        for line in 0..<cell.text.count {
          tick(cell, line: line, x: x, top: start + Double(line) * look.pitch, on: canvas)
        }
        if let foot = cell.foot { foot.draw(x: x, top: top + row.height - inset.y - foot.height, on: canvas) }
      }
      if isFirst || isFirstOnPage { edge(top, canvas) }
      if row.isLast || isLastOnPage { edge(top + row.height, canvas) }
    }
  }

  /// The frame is stronger than the lines in it.
  private func edge(_ y: Double, _ canvas: Canvas) {
    canvas.line(from: (measures.margin.left, y), to: (measures.right, y), width: 1.1)
  }

  private func borders(_ row: Row, top: Double, height: Double, above: Bool, below: Bool, on canvas: Canvas) {
    let (left, right) = (measures.margin.left, measures.right)
    for cell in row.cells.dropFirst() {
      canvas.line(from: (left + cell.left, top), to: (left + cell.left, top + height), width: 0.5)
    }
    for x in [left, right] { canvas.line(from: (x, top), to: (x, top + height), width: 1.1) }
    if above { canvas.line(from: (left, top), to: (right, top), width: 0.5) }
    if below { canvas.line(from: (left, top + height), to: (right, top + height), width: 0.5) }
  }

  private func tick(_ cell: Cell, line: Int, x: Double, top: Double, on canvas: Canvas) {
    guard let tick = cell.tick else { return }
    for place in cell.ticks where place.line == line {
      tick.draw(0, x: x + place.x + (look.size - tick.width) / 2, top: top - look.size * 0.08, on: canvas)
    }
  }
}
