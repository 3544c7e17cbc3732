/// Reads the forms of a page as a browser would send them untouched.
enum PageForms {
  static func fields(of action: String, in page: String) -> [(name: String, value: String)] {
    for piece in page.split(separator: "<form").dropFirst() {
      let end = piece.firstRange(of: "</form>")?.lowerBound ?? piece.endIndex
      let form = piece[..<end]
      let head = form.prefix { $0 != ">" }
      guard attribute("action", head) == action else { continue }
      return inputs(form) + areas(form) + selects(form)
    }
    return []
  }

  private static func inputs(_ form: Substring) -> [(name: String, value: String)] {
    form.split(separator: "<input").dropFirst().compactMap { piece in
      let tag = piece.prefix { $0 != ">" }
      guard let name = attribute("name", tag) else { return nil }
      let type = attribute("type", tag) ?? "text"
      if type == "file" { return nil }
      if type == "radio" || type == "checkbox" {
        guard tag.contains(" checked") else { return nil }
        return (name: name, value: attribute("value", tag) ?? "on")
      }
      return (name: name, value: attribute("value", tag) ?? "")
    }
  }

  private static func areas(_ form: Substring) -> [(name: String, value: String)] {
    form.split(separator: "<textarea").dropFirst().compactMap { piece in
      guard let name = attribute("name", piece.prefix { $0 != ">" }) else { return nil }
      let inner = piece.drop { $0 != ">" }.dropFirst()
      let text = inner[..<(inner.firstRange(of: "</textarea>")?.lowerBound ?? inner.endIndex)]
      return (name: name, value: unescape(text.first == "\n" ? text.dropFirst() : text))
    }
  }

  private static func selects(_ form: Substring) -> [(name: String, value: String)] {
    form.split(separator: "<select").dropFirst().compactMap { piece in
      guard let name = attribute("name", piece.prefix { $0 != ">" }) else { return nil }
      let inner = piece[..<(piece.firstRange(of: "</select>")?.lowerBound ?? piece.endIndex)]
      let options = inner.split(separator: "<option").dropFirst().map { $0.prefix { $0 != ">" } }
      let chosen = options.first { $0.contains(" selected") } ?? options.first
      return (name: name, value: chosen.flatMap { attribute("value", $0) } ?? "")
    }
  }

  private static func attribute(_ name: String, _ tag: Substring) -> String? {
    guard let start = tag.firstRange(of: " \(name)=\"")?.upperBound else { return nil }
    let rest = tag[start...]
    return unescape(rest.prefix { $0 != "\"" })
  }

  private static func unescape(_ text: Substring) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
