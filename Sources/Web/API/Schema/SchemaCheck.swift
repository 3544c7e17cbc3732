package import HTTPKit

/// What is wrong with one place of a value.
package struct SchemaProblem: Sendable, Equatable {
  /// A JSON pointer (RFC 6901), such as `/contact/phone`; empty for the whole value.
  package let pointer: String
  /// In Chinese, what to do.
  package let words: String

  package init(_ pointer: String, _ words: String) {
    self.pointer = pointer
    self.words = words
  }
}

extension JSONSchema {
  private static let mostProblems = 20

  /// What is wrong with a value, place by place; empty when it is as described.
  package func problems(with value: JSONValue) -> [SchemaProblem] {
    var found: [SchemaProblem] = []
    check(value, "", &found)
    return Array(found.prefix(Self.mostProblems))
  }

  private func check(_ value: JSONValue, _ pointer: String, _ found: inout [SchemaProblem]) {
    switch (kind, value) {
    case (.text(let form, let length), .text(let text)):
      if let words = Self.problem(with: text, form, length) { found.append(SchemaProblem(pointer, words)) }
    case (.word(let words), .text(let text)):
      if !words.contains(text) {
        found.append(
          SchemaProblem(pointer, "只能是：" + words.prefix(12).joined(separator: "、") + (words.count > 12 ? "等" : "")))
      }
    case (.integer(let range), .integer(let number)):
      if !range.contains(number) { found.append(SchemaProblem(pointer, "应在\(range.lowerBound)到\(range.upperBound)之间")) }
    case (.flag, .flag), (.anyRecord, .record): break
    case (.list(let item, let range), .list(let items)):
      if !range.contains(items.count) {
        found.append(SchemaProblem(pointer, "应有\(range.lowerBound)到\(range.upperBound)项，现在是\(items.count)项"))
      }
      if item.namesOnce, Set(items).count < items.count { found.append(SchemaProblem(pointer, "每一项只写一次")) }
      for (index, value) in items.enumerated() where found.count < Self.mostProblems {
        item.check(value, "\(pointer)/\(index)", &found)
      }
    case (.record(_, let properties), .record(let members)): check(members, properties, pointer, &found)
    case (.choice(let properties), .record(let members)):
      if members.count != 1 {
        found.append(SchemaProblem(pointer, "要在" + properties.map(\.name).joined(separator: "、") + "里选一项，也只能选一项"))
      }
      check(members, properties, pointer, &found)
    case (.counts, .record(let members)):
      for member in members where (member.value.integer ?? -1) < 0 {
        found.append(SchemaProblem(pointer + "/" + Self.escape(member.name), "应当是个数"))
      }
    default: found.append(SchemaProblem(pointer, "应当是" + expected))
    }
  }

  private func check(
    _ members: [JSONMember], _ properties: [Property], _ pointer: String, _ found: inout [SchemaProblem]
  ) {
    for property in properties {
      let value = members.first { $0.name == property.name }?.value
      let place = pointer + "/" + property.name
      if let value {
        property.schema.check(value, place, &found)
      } else if property.isRequired {
        found.append(SchemaProblem(place, "这一项必须有"))
      }
    }
    for member in members where !properties.contains(where: { $0.name == member.name }) {
      found.append(SchemaProblem(pointer + "/" + Self.escape(member.name), "没有这一项，请去掉"))
    }
  }

  private static func problem(with text: String, _ form: TextForm, _ length: ClosedRange<Int>) -> String? {
    let count = text.unicodeScalars.count
    if count < length.lowerBound {
      return count == 0 ? "不能是空的" : "至少\(length.lowerBound)个字，现在是\(count)个字"
    }
    if count > length.upperBound { return "最多\(length.upperBound)个字，现在是\(count)个字" }
    guard !form.holds(text) else { return nil }
    return switch form {
    case .line, .lines: "有不能显示的字符，请去掉"
    case .id: "应当是一个编号，如“123”"
    case .date: "应当是日期，如“2026-11-20”"
    case .instant: "应当是时刻，如“2026-11-20T09:30:00+08:00”"
    case .clock: "应当是钟点，如“09:30”"
    case .digits: "应当全是数字"
    case .opaque, .secret, .anything: "不是这里给出的值"
    }
  }

  private var expected: String {
    switch kind {
    case .text, .word: "文字（字符串）"
    case .integer: "整数"
    case .flag: "true 或 false"
    case .list: "列表（数组）"
    case .record, .choice, .counts, .anyRecord: "对象"
    }
  }

  /// A name as a part of a pointer.
  private static func escape(_ name: String) -> String {
    String(name.prefix(60)).replacing("~", with: "~0").replacing("/", with: "~1")
  }
}

extension JSONSchema {
  /// A value of the query or the path, which come as text, as what the schema wants; a text that is none stays text and is
  /// then refused.
  func reading(_ text: String) -> JSONValue {
    switch kind {
    case .integer: text.utf8.count < 12 ? Int(text).map { .integer($0) } ?? .text(text) : .text(text)
    case .flag: text == "true" ? .flag(true) : text == "false" ? .flag(false) : .text(text)
    default: .text(text)
    }
  }
}
