import HTMLKit
import Testing

@Suite struct HTMLWriterTests {
  private static let hostile = #"<script>alert('1')</script>&amp;"x""#
  private static let harmless =
    "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;&quot;x&quot;"

  private func write(_ content: (inout HTMLWriter) -> Void) -> String {
    var writer = HTMLWriter()
    content(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), ("路灯", "路灯"), ("a&b", "a&amp;b"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"),
    ("<<>>", "&lt;&lt;&gt;&gt;"), ("&lt;", "&amp;lt;"), ("x<y", "x&lt;y"), ("<x", "&lt;x"), ("x<", "x&lt;"),
    ("😀<", "😀&lt;"), ("]]>", "]]&gt;"), ("<!--", "&lt;!--"),
  ])
  func textIsEscaped(text: String, html: String) {
    #expect(write { $0.text(text) } == html)
  }

  /// Every way in which a page puts somebody's words into the markup.
  @Test func everyPositionEscapes() {
    let text = Self.hostile
    let html = Self.harmless
    #expect(write { $0.element("p", text: text) } == "<p>\(html)</p>")
    #expect(write { $0.p(text: text) } == "<p>\(html)</p>")
    #expect(write { $0.b(text) } == "<b>\(html)</b>")
    #expect(write { $0.fact(text, text) } == "<dt>\(html)</dt><dd>\(html)</dd>")
    #expect(
      write { $0.element("textarea", text: "</textarea>" + text) } == "<textarea>&lt;/textarea&gt;\(html)</textarea>")
    #expect(write { $0.element("title", text: "</title>") } == "<title>&lt;/title&gt;</title>")
    #expect(write { $0.link(text, text) } == "<a href=\"\(html)\">\(html)</a>")
    #expect(write { $0.link(text, text, class: "more") } == "<a href=\"\(html)\" class=\"more\">\(html)</a>")
  }

  @Test func everyAttributeEscapes() {
    let text = Self.hostile
    let attributes: [(Attribute, String)] = [
      (.value(text), "value"), (.href(text), "href"), (.id(text), "id"), (.name(text), "name"),
      (.label(text), "aria-label"),
      (.labelledBy(text), "aria-labelledby"), (.describedBy(text), "aria-describedby"), (.classes(text), "class"),
      (.other("data-x", text), "data-x"), (Attribute("placeholder", text), "placeholder"),
    ]
    for (attribute, name) in attributes {
      #expect(write { $0.void("input", [attribute]) } == "<input \(name)=\"\(Self.harmless)\">")
    }
  }

  @Test func attributesMayBeAbsent() {
    #expect(
      write { $0.void("input", [.describedBy(nil), .other("data-x", nil), .flag("checked", false)]) } == "<input>")
    #expect(write { $0.void("input", [.flag("checked"), .type("radio")]) } == "<input checked type=\"radio\">")
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), ("a\nb", "a<br>b"), ("\na\n", "<br>a<br>"), ("a\n\nb", "a<br><br>b"),
    ("<b>\n&", "&lt;b&gt;<br>&amp;"),
  ])
  func linesBecomeBreaks(text: String, html: String) {
    #expect(write { $0.lines(text) } == html)
  }

  @Test func elementsNest() {
    let html = write { h in
      h.section(.class("card"), .id("a")) { h in
        h.h2(text: "标题")
        h.ul { h in h.li(text: "一") }
      }
    }
    #expect(html == "<section class=\"card\" id=\"a\"><h2>标题</h2><ul><li>一</li></ul></section>")
  }

  /// Two forms on a page have fields of the same name with different ids; scopes end where they end.
  @Test func fieldsHaveIDsOfTheirScope() {
    var ids: [String] = []
    _ = write { h in
      ids.append(h.fieldID("words"))
      h.scopingIDs("reply") { h in
        ids.append(h.fieldID("words"))
        h.scopingIDs("ask") { h in ids.append(h.fieldID("words")) }
        ids.append(h.fieldID("words"))
      }
      ids.append(h.fieldID("words"))
    }
    #expect(ids == ["words", "reply-words", "ask-words", "reply-words", "words"])
  }

  @Test func everyIconIsMarkupThatCloses() {
    for icon in Icon.allCases {
      let html = write { $0.icon(icon) }
      #expect(html.hasPrefix("<svg ") && html.hasSuffix("</svg>") && html.contains("aria-hidden=\"true\""))
      #expect(html.filter { $0 == "<" }.count == html.filter { $0 == ">" }.count)
      #expect(!html.contains("\n") && !html.contains("\\"), "\(icon)")
    }
  }
}
