import CPango

/// The surface of a PDF, page by page. It belongs to the thread that made it. Lengths are points from the top left.
final class Canvas {
  private final class Sink { var bytes: [UInt8] = [] }

  private let sink = Sink()
  private let surface: OpaquePointer
  let context: OpaquePointer

  init(width: Double, height: Double) throws {
    let write: cairo_write_func_t = { sink, data, length in
      guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
      Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes
        .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }
    guard
      let surface = cairo_pdf_surface_create_for_stream(
        write, Unmanaged.passUnretained(sink).toOpaque(), width, height),
      let context = cairo_create(surface)
    else { throw PaperProblem.notDrawn(Int(CAIRO_STATUS_NO_MEMORY.rawValue)) }
    self.surface = surface
    self.context = context
    try check()
  }

  deinit {
    // Also one that was given up half-way: it writes what it has into the sink.
    cairo_surface_finish(surface)
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  func describe(title: String, created: String) {
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
  }

  func check() throws {
    let status = cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else { throw PaperProblem.notDrawn(Int(status.rawValue)) }
  }

  func showPage() throws {
    cairo_show_page(context)
    try check()
  }

  func finish() throws -> [UInt8] {
    cairo_surface_finish(surface)
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else { throw PaperProblem.notDrawn(Int(status.rawValue)) }
    return sink.bytes
  }

  // MARK: Drawing

  func ink(_ ink: PaperInk) {
    switch ink {
    case .black: cairo_set_source_rgb(context, 0, 0, 0)
    case .red: cairo_set_source_rgb(context, 0.78, 0.06, 0.09)
    }
  }

  func line(from: (x: Double, y: Double), to: (x: Double, y: Double), width: Double, ink: PaperInk = .black) {
    self.ink(ink)
    cairo_set_line_width(context, width)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_SQUARE)
    cairo_move_to(context, from.x, from.y)
    cairo_line_to(context, to.x, to.y)
    cairo_stroke(context)
  }

  /// A dashed circle.
  func ring(x: Double, y: Double, radius: Double) {
    cairo_save(context)
    cairo_set_source_rgb(context, 0.84, 0.42, 0.42)
    cairo_set_line_width(context, 0.9)
    cairo_set_dash(context, [5, 3.5], 2, 0)
    cairo_new_path(context)
    cairo_arc(context, x, y, radius, 0, 2 * Double.pi)
    cairo_stroke(context)
    cairo_restore(context)
  }

  /// Squares of a code, in horizontal runs.
  func modules(_ rows: [[Bool]], x: Double, y: Double, size: Double) {
    ink(.black)
    for (row, modules) in rows.enumerated() {
      var column = 0
      while column < modules.count {
        guard modules[column] else {
          column += 1
          continue
        }
        let start = column
        while column < modules.count, modules[column] { column += 1 }
        cairo_rectangle(
          context, x + Double(start) * size, y + Double(row) * size, Double(column - start) * size, size)
      }
    }
    cairo_fill(context)
  }
}
