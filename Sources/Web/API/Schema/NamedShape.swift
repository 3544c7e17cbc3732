import Domain
import HTTPKit
import SecretsKit

/// An id with the name that people know it by.
struct NamedItem: Sendable {
  let id: String
  let name: String

  init<Subject>(_ named: Named<Subject>) {
    id = named.id.description
    name = named.name
  }

  init<Subject>(_ id: ID<Subject>, _ name: String) {
    self.id = id.description
    self.name = name
  }

  static let shape = Shape<NamedItem>(
    "Named", "编号和名称",
    [
      .always("id", .id("编号")) { .text($0.id) },
      .text("name", "名称") { $0.name },
    ])
}

extension Shape.Field {
  static func named<Subject>(
    _ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Named<Subject>
  ) -> Self {
    .shape(name, about, NamedItem.shape) { NamedItem(read($0)) }
  }

  static func maybeNamed<Subject>(
    _ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> Named<Subject>?
  ) -> Self {
    .maybeShape(name, about, NamedItem.shape) { read($0).map { NamedItem($0) } }
  }

  static func manyNamed<Subject>(
    _ name: String, _ about: String, _ read: @escaping @Sendable (Value) -> [Named<Subject>]
  ) -> Self {
    .shapes(name, about, NamedItem.shape) { read($0).map { NamedItem($0) } }
  }
}

/// A page of a list.
struct ListPage<Item>: Sendable where Item: Sendable {
  let items: [Item]
  /// Where the next page begins; nil on the last one.
  let next: String?

  static func shape(_ name: String, _ about: String, of item: Shape<Item>) -> Shape<ListPage<Item>> {
    Shape<ListPage<Item>>(
      name, about,
      [
        .shapes("items", "这一页", item) { $0.items },
        .maybe("next", JSONSchema(.text(.opaque, 1...300), "下一页从哪里开始，放进 after；没有就是最后一页")) {
          $0.next.map { .text($0) }
        },
      ])
  }
}

/// Where a list goes on, as the API hands it out.
enum CursorText {
  static func text(_ inner: String) -> String { Base64URL.encode(Array(inner.utf8)) }

  static func inner(_ text: String) -> String? {
    Base64URL.decode(text).flatMap { String(validating: $0, as: UTF8.self) }.flatMap {
      TextForm.line.holds($0) ? $0 : nil
    }
  }

  static func text(_ cursor: ListCursor?) -> String? { cursor.map { text($0.text) } }
  static func list(_ text: String) -> ListCursor? { inner(text).flatMap { ListCursor(text: $0) } }
}
