import CPango

/// How a text looks. Lengths in points.
struct Look: Hashable {
  enum Face { case serif, sans }

  var face = Face.serif
  var isBold = false
  let size: Double
  /// From line to line.
  let pitch: Double

  func bold() -> Look { Look(face: face, isBold: true, size: size, pitch: pitch) }
  func sans() -> Look { Look(face: .sans, isBold: isBold, size: size, pitch: pitch) }
}

/// How lines stand in their width.
enum LineAlignment {
  case left, center, right
  /// Both edges even, except of the last line.
  case even
}

/// The fonts of a paper: the first family that has a character draws it.
package struct PaperFonts: Sendable, Hashable {
  package var serif: String
  package var sans: String
  /// Only the fonts in this folder; nil is what the system has.
  package var folder: String?

  package init(
    serif: String = "Noto Serif CJK SC, Noto Sans CJK SC, serif",
    sans: String = "Noto Sans CJK SC, Noto Serif CJK SC, sans-serif", folder: String? = nil
  ) {
    self.serif = serif
    self.sans = sans
    self.folder = folder
  }

  package static let standard = PaperFonts()
}

/// Breaks texts into lines. It belongs to the thread that made it, with all that comes out of it.
final class Typesetter {
  /// Of one text, in characters.
  static let longest = 200_000

  private let fonts: PaperFonts
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private var descriptions: [Look: OpaquePointer] = [:]
  /// Characters that no font has, as they turned up.
  private(set) var missing: Set<Unicode.Scalar> = []

  init(fonts: PaperFonts) throws {
    // A map of our own: the shared one of a thread would keep every font that a paper has ever needed.
    guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else { throw PaperProblem.noChineseFont }
    if let folder = fonts.folder {
      let config = FcConfigCreate()
      _ = lianluo_add_fonts(config, folder)
      lianluo_use_fonts(map, config)
      FcConfigDestroy(config)
    }
    guard let context = pango_font_map_create_context(map) else {
      g_object_unref(map)
      throw PaperProblem.noChineseFont
    }
    self.fonts = fonts
    self.map = map
    self.context = context
    pango_context_set_language(context, pango_language_from_string("zh-cn"))
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    pango_context_set_round_glyph_positions(context, 0)
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
    // Without this every character would be a box with a number in it.
    for look in [Look(size: 12, pitch: 12), Look(size: 12, pitch: 12).sans()] {
      _ = try set("代表建议答复", look, width: 500)
      guard missing.isEmpty else { throw PaperProblem.noChineseFont }
    }
  }

  deinit {
    for description in descriptions.values { pango_font_description_free(description) }
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(map)
  }

  /// - Parameters:
  ///   - width: nil for one line, however long.
  ///   - indent: of the first line of each paragraph; negative for all lines but the first.
  ///   - whole: ranges of bytes within which no line ends if it can be helped; the text has to be clean for that.
  func set(
    _ text: String, _ look: Look, width: Double?, indent: Double = 0, alignment: LineAlignment = .left,
    whole: [Range<Int>] = []
  ) throws -> SetText {
    guard text.unicodeScalars.count <= Self.longest else { throw PaperProblem.textTooLong(limit: Self.longest) }
    guard let layout = pango_layout_new(context) else {
      throw PaperProblem.notDrawn(Int(CAIRO_STATUS_NO_MEMORY.rawValue))
    }
    let clean = PaperText.clean(text)
    pango_layout_set_font_description(layout, description(look))
    pango_layout_set_auto_dir(layout, 0)
    pango_layout_set_text(layout, clean, Int32(clean.utf8.count))
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    pango_layout_set_width(layout, width.map { Self.units(max($0, look.size)) } ?? -1)
    pango_layout_set_indent(layout, Self.units(indent))
    if !whole.isEmpty { keep(whole, in: layout) }
    switch alignment {
    case .left, .even: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
    case .center: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
    }
    let set = SetText(layout: layout, look: look)
    if pango_layout_get_unknown_glyphs_count(layout) > 0 { missing.formUnion(set.unknown) }
    if alignment == .even, let width { set.stretch(to: Self.units(width), indent: Self.units(indent)) }
    return set
  }

  /// Centred lines of about the same length: as narrow as the same number of lines allows.
  func setBalanced(_ text: String, _ look: Look, width: Double) throws -> (text: SetText, width: Double) {
    var best = (text: try set(text, look, width: width, alignment: .center), width: width)
    let count = best.text.count
    guard count > 1, count < 8 else { return best }
    var (narrow, wide) = (width / 2, width)
    while wide - narrow > look.size / 2 {
      let middle = (narrow + wide) / 2
      let tried = try set(text, look, width: middle, alignment: .center)
      if tried.count == count { (best, wide) = ((tried, middle), middle) } else { narrow = middle }
    }
    return best
  }

  private func keep(_ ranges: [Range<Int>], in layout: OpaquePointer) {
    let attributes = pango_attr_list_new()
    for range in ranges {
      guard let attribute = pango_attr_allow_breaks_new(0) else { continue }
      attribute.pointee.start_index = guint(range.lowerBound)
      attribute.pointee.end_index = guint(range.upperBound)
      pango_attr_list_insert(attributes, attribute)
    }
    pango_layout_set_attributes(layout, attributes)
    pango_attr_list_unref(attributes)
  }

  private func description(_ look: Look) -> OpaquePointer? {
    if let known = descriptions[look] { return known }
    guard let description = pango_font_description_new() else { return nil }
    pango_font_description_set_family(description, look.face == .serif ? fonts.serif : fonts.sans)
    pango_font_description_set_absolute_size(description, look.size * Double(PANGO_SCALE))
    if look.isBold { pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD) }
    descriptions[look] = description
    return description
  }

  static func units(_ points: Double) -> Int32 { Int32((points * Double(PANGO_SCALE)).rounded()) }
}
