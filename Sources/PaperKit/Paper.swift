/// A document on A4 as plain values: a letter, a form, a report. ``PaperMaker`` makes a PDF of it, the page of the site shows
/// the same value on the screen.
package struct Paper: Sendable, Hashable {
  /// How large everything is.
  package enum Style: Sendable, Hashable {
    /// Official letters by GB/T 9704—2012: 37 mm above, 28 mm on the left, text area of 156 × 225 mm with 22 lines of 28
    /// characters.
    case letter
    /// Forms, lists and reports: 12 pt on margins of 18 mm.
    case compact
  }

  /// What stands below the text on each page.
  package struct Footer: Sendable, Hashable {
    /// “— 1 —”.
    package var isNumbered: Bool
    /// On the left, small: what the paper is and where it comes from.
    package var text: String

    package init(isNumbered: Bool = true, text: String = "") {
      self.isNumbered = isNumbered
      self.text = text
    }

    package static let numbered = Footer()
    package static let none = Footer(isNumbered: false)
  }

  /// Names the document in the reader's title bar; the title on the paper is a block.
  package var title: String
  package var style: Style
  package var isLandscape: Bool
  package var footer: Footer
  package var blocks: [PaperBlock]

  package init(
    title: String, style: Style = .letter, isLandscape: Bool = false, footer: Footer = .numbered, blocks: [PaperBlock]
  ) {
    self.title = title
    self.style = style
    self.isLandscape = isLandscape
    self.footer = footer
    self.blocks = blocks
  }
}

/// One part of a paper. A line end inside a text begins a new paragraph of the same kind.
package enum PaperBlock: Sendable, Hashable {
  /// 办理结果类别 at the top right, such as “A 类”.
  case classMark(String)
  /// The organ in large letters with a line below it, which comes after the number if that follows at once.
  case organ(String, ink: PaperInk = .red)
  case title(String)
  /// 发文字号, centred.
  case number(String)
  /// 主送机关 or persons, flush left, with its colon.
  case addressee(String)
  /// First line indented by two characters.
  case paragraph(String)
  /// Level 1 is “一、”, 2 “（一）”, 3 “1.”, 4 “（1）”, counted by the paper unless `isNumbered` is false. Stays with what
  /// follows.
  case heading(String, level: Int = 1, isNumbered: Bool = true)
  /// An entry of a list behind its mark, with a hanging indent.
  case item(String, mark: String = "·")
  /// Organ over date at the right; `seal` keeps a dashed ring for the seal. Never alone on a page.
  case signature(organ: String, date: String, seal: Bool = false)
  /// Small, flush left: contact, how to fill in, where from.
  case note(String)
  /// 版记: “抄送：……”, each entry between rules; below them who issued it, and on the right when.
  case copies([String], issuer: String = "", issued: String = "")
  case form(PaperForm)
  case table(PaperTable)
  case code(PaperCode)
  case pageBreak
}

package enum PaperInk: Sendable, Hashable { case red, black }

/// A QR code by its modules, true is dark; the quiet zone is added.
package struct PaperCode: Sendable, Hashable {
  package var modules: [[Bool]]
  package var caption: String
  /// Read out in place of the picture.
  package var label: String

  package init(modules: [[Bool]], caption: String, label: String = "二维码") {
    self.modules = modules
    self.caption = caption
    self.label = label
  }
}
