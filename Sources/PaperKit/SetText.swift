import CPango

/// A text in lines, to be drawn line by line at a pitch of ours.
final class SetText {
  private struct Line {
    let line: UnsafeMutablePointer<PangoLayoutLine>
    /// From the left of the width.
    let x: Double
    let width: Double
  }

  private let layout: OpaquePointer
  private var lines: [Line] = []
  let look: Look

  var count: Int { lines.count }
  var height: Double { Double(count) * look.pitch }
  /// Of the longest line.
  var width: Double { lines.map(\.width).max() ?? 0 }

  /// Takes over the layout.
  init(layout: OpaquePointer, look: Look) {
    self.layout = layout
    self.look = look
    guard let iterator = pango_layout_get_iter(layout) else { return }
    defer { pango_layout_iter_free(iterator) }
    repeat {
      guard let line = pango_layout_iter_get_line(iterator) else { continue }
      var place = PangoRectangle()
      pango_layout_iter_get_line_extents(iterator, nil, &place)
      let scale = Double(PANGO_SCALE)
      lines.append(Line(line: line, x: Double(place.x) / scale, width: Double(place.width) / scale))
    } while pango_layout_iter_next_line(iterator) != 0
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Draws a line whose pitch begins at `top`; the characters stand in the middle of it.
  func draw(_ index: Int, x: Double, top: Double, on canvas: Canvas) {
    guard lines.indices.contains(index) else { return }
    // The square of a Chinese character reaches from 0.12 below the base line to 0.88 above it.
    cairo_move_to(canvas.context, x + lines[index].x, top + look.pitch / 2 + look.size * 0.38)
    pango_cairo_show_layout_line(canvas.context, lines[index].line)
  }

  func draw(x: Double, top: Double, on canvas: Canvas) {
    for index in 0..<count { draw(index, x: x, top: top + Double(index) * look.pitch, on: canvas) }
  }

  /// Where the character at a byte of the text stands.
  func place(ofByte byte: Int) -> (line: Int, x: Double) {
    var (line, x): (Int32, Int32) = (0, 0)
    pango_layout_index_to_line_x(layout, Int32(byte), 0, &line, &x)
    let inside = lines.indices.contains(Int(line)) ? lines[Int(line)].x : 0
    return (Int(line), inside + Double(x) / Double(PANGO_SCALE))
  }

  /// Characters that are drawn as a box with their number.
  var unknown: [Unicode.Scalar] {
    var found: [Unicode.Scalar] = []
    for line in lines {
      Self.eachGlyph(of: line.line) { glyph, _ in
        // PANGO_GLYPH_UNKNOWN_FLAG is a macro with a cast.
        if glyph.pointee.glyph & 0x1000_0000 != 0, let scalar = Unicode.Scalar(glyph.pointee.glyph & 0x0FFF_FFFF) {
          found.append(scalar)
        }
      }
    }
    return found
  }

  // MARK: Even edges

  /// Spreads what is left of each line over the places between Chinese characters and the blanks in it. Pango itself would
  /// put all of it into the blanks, and a line of Chinese has one or two.
  func stretch(to width: Int32, indent: Int32) {
    guard let text = pango_layout_get_text(layout) else { return }
    for (index, line) in lines.enumerated() where index + 1 < lines.count {
      // The last line of a paragraph stays as it is.
      if pango_layout_line_is_paragraph_start(lines[index + 1].line) != 0 { continue }
      let isFirst = pango_layout_line_is_paragraph_start(line.line) != 0
      let inset = isFirst ? max(indent, 0) : max(-indent, 0)
      spread(width - inset - Typesetter.units(line.width), over: line.line, text)
    }
  }

  private func spread(
    _ room: Int32, over line: UnsafeMutablePointer<PangoLayoutLine>, _ text: UnsafePointer<CChar>
  ) {
    var places: [UnsafeMutablePointer<PangoGlyphInfo>] = []
    var before: (glyph: UnsafeMutablePointer<PangoGlyphInfo>, isOpen: Bool)?
    Self.eachGlyph(of: line) { glyph, byte in
      let lead = UInt8(bitPattern: text[byte])
      // Han characters and their marks begin with E3 to E9 and EF in UTF-8.
      let isOpen = lead == 0x20 || lead >= 0xE3
      if glyph.pointee.attr.is_cluster_start != 0, let before, before.isOpen || isOpen { places.append(before.glyph) }
      before = (glyph, isOpen)
    }
    guard room > 0, !places.isEmpty, room / Int32(places.count) < Typesetter.units(look.size / 3) else { return }
    for (index, glyph) in places.enumerated() {
      let (from, to) = (Int(room) * index / places.count, Int(room) * (index + 1) / places.count)
      glyph.pointee.geometry.width += Int32(to - from)
    }
  }

  /// The glyphs of a line from left to right, each with the byte of the text that it stands for.
  private static func eachGlyph(
    of line: UnsafeMutablePointer<PangoLayoutLine>, _ body: (UnsafeMutablePointer<PangoGlyphInfo>, Int) -> Void
  ) {
    var node = line.pointee.runs
    while let run = node {
      node = run.pointee.next
      guard let item = run.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self),
        let glyphs = item.pointee.glyphs, let infos = glyphs.pointee.glyphs, let clusters = glyphs.pointee.log_clusters,
        let offset = item.pointee.item?.pointee.offset
      else { continue }
      for index in 0..<Int(glyphs.pointee.num_glyphs) { body(infos + index, Int(offset) + Int(clusters[index])) }
    }
  }
}
