/// The names assistive technology speaks, read from the browser's own accessibility tree.
enum AccessibleNames {
  private struct Tree: Decodable {
    var nodes: [Node]
  }

  private struct Node: Decodable {
    struct Text: Decodable { var value: String? }
    struct Property: Decodable {
      var name: String
      var value: Flag
    }
    var ignored: Bool
    var role: Text?
    var name: Text?
    var properties: [Property]?
    var backendDOMNodeId: Int?

    var isFocusable: Bool { properties?.contains { $0.name == "focusable" && $0.value.isTrue } ?? false }
  }

  /// The value of a property, as far as it is a flag.
  private struct Flag: Decodable {
    private struct Value: Decodable {
      var isTrue: Bool
      init(from decoder: any Decoder) throws {
        isTrue = (try? decoder.singleValueContainer().decode(Bool.self)) ?? false
      }
    }
    private var value: Value?
    var isTrue: Bool { value?.isTrue ?? false }
  }

  private struct Described: Decodable {
    struct Node: Decodable {
      var nodeName: String
      var attributes: [String]?
    }
    var node: Node
  }

  /// Roles of what takes the focus without being a control.
  private static let others: Set<String> = [
    "RootWebArea", "generic", "none", "presentation", "group", "region", "main", "Iframe", "IframePresentational",
    "document", "article", "section", "paragraph", "StaticText", "table", "list", "Pre", "heading",
  ]

  /// Every control that takes the focus has a name.
  static func check(_ page: Page) async throws -> [String] {
    let tree = try await page.call("Accessibility.getFullAXTree", as: Tree.self)
    var findings: [String] = []
    for node in tree.nodes where !node.ignored && node.isFocusable {
      guard let role = node.role?.value, !others.contains(role) else { continue }
      guard (node.name?.value ?? "").allSatisfy(\.isWhitespace) else { continue }
      findings.append("name: \(role) without a name: \(try await describe(node, on: page))")
    }
    return findings
  }

  private static func describe(_ node: Node, on page: Page) async throws -> String {
    guard let id = node.backendDOMNodeId else { return "?" }
    let described = try await page.call("DOM.describeNode", ["backendNodeId": .whole(id)], as: Described.self).node
    let attributes = described.attributes ?? []
    let pairs = stride(from: 0, to: attributes.count - 1, by: 2).map { "\(attributes[$0])=\(attributes[$0 + 1])" }
    return "<\(([described.nodeName.lowercased()] + pairs.prefix(4)).joined(separator: " "))>"
  }
}
