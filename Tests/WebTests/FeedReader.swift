import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads an Atom feed (RFC 4287) as a feed reader does: with a strict XML parser.
final class FeedReader: NSObject, XMLParserDelegate {
  struct Entry: Equatable {
    var title = ""
    var address = ""
    var summary = ""
    var updated = ""
  }

  private(set) var entries: [Entry] = []
  private var words = ""

  /// Nil where the text is not well-formed.
  static func entries(of bytes: [UInt8]) -> [Entry]? {
    let reader = FeedReader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    return parser.parse() ? reader.entries : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    words = ""
    if name == "entry" { entries.append(Entry()) }
    if name == "link", !entries.isEmpty { entries[entries.count - 1].address = attributes["href"] ?? "" }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { words += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    guard !entries.isEmpty else { return }
    switch name {
    case "title": entries[entries.count - 1].title = words
    case "summary": entries[entries.count - 1].summary = words
    case "updated": entries[entries.count - 1].updated = words
    default: break
    }
  }
}
