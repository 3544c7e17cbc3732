import Domain
import HTTPKit

/// Reads the rules for suggestions from their form.
struct SuggestionRulesForm {
  private(set) var rules: SuggestionRules
  private(set) var problems: [(field: String, words: String)] = []

  private typealias Fields = SuggestionRulesFields

  init(_ form: PostedForm, before: SuggestionRules) {
    self.init(before: before) { form.text($0, multiline: $0 == "classes" || $0 == "grounds") }
  }

  /// - Parameter text: a field as it was typed.
  init(before: SuggestionRules, _ text: (String) -> String) {
    rules = before
    rules.name = short(text("name"), "name", "参照的规定", maximum: 30)
    if let days = number(text("deemed")), Fields.deemedRange.contains(days) {
      rules.deemedReceivedAfter = days
    } else {
      problems.append((field: "deemed", words: "视为收到的工作日数请填0到10之间的数"))
    }
    for field in Fields.windows { read(field, text) }
    for field in Fields.choices where !field.set(&rules, text(field.item.rawValue)) {
      problems.append((field: field.item.rawValue, words: "请选择“\(field.label)”怎么办"))
    }
    rules.articles = [:]
    for item in SuggestionRules.Item.allCases {
      let name = Fields.article(item)
      let article = short(text(name), name, "依据的条文", maximum: 20)
      if !article.isEmpty { rules.articles[item.rawValue] = article }
    }
    readClasses(text("classes"))
    readGrounds(text("grounds"))
  }

  private func number(_ text: String) -> Int? { Int(TextCleaning.toHalfWidthDigits(text)) }

  private mutating func short(_ text: String, _ field: String, _ label: String, maximum: Int) -> String {
    if text.count > maximum { problems.append((field: field, words: "\(label)最多\(maximum)个字")) }
    return text
  }

  private mutating func read(_ field: Fields.Window, _ text: (String) -> String) {
    let name = field.item.rawValue
    let typed = text(name + "-n")
    if typed.isEmpty, field.isOptional { return field.set(nil, in: &rules) }
    guard let unit = SuggestionWindow.Unit(rawValue: text(name + "-u")) else {
      return problems.append((field: name + "-u", words: "\(field.label)：请选择按什么计算"))
    }
    let range = unit == .months ? Fields.monthRange : Fields.windowRange
    guard let count = number(typed), range.contains(count) else {
      let words = unit == .months ? "按月计算的" : ""
      let sentence = "\(field.label)：\(words)请填\(range.lowerBound)到\(range.upperBound)之间的数"
      return problems.append((field: name + "-n", words: sentence))
    }
    let anchor = SuggestionWindow.Anchor(rawValue: text(name + "-f")) ?? field.anchors[0]
    // What was stored stays possible, whatever this form offers.
    guard field.anchors.contains(anchor) || field.value(in: rules)?.anchor == anchor else {
      return problems.append((field: name + "-f", words: "\(field.label)：请选择从哪一天算起"))
    }
    field.set(SuggestionWindow(count, unit, from: anchor), in: &rules)
  }

  /// The lines of a field with their parts, numbered as the reader counts them.
  private func lines(_ text: String) -> [(number: Int, parts: [String])] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let parts = line.replacing("|", with: "｜").split(separator: "｜", omittingEmptySubsequences: false).map {
        TextCleaning.clean(String($0), multiline: false).text
      }
      return parts.allSatisfy(\.isEmpty) ? nil : (index + 1, parts)
    }
  }

  private mutating func readClasses(_ text: String) {
    var classes: [ResultClass] = []
    for (number, parts) in lines(text) {
      let marks = parts.dropFirst(2).filter { !$0.isEmpty }
      guard parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty, parts[0].count <= 12, parts[1].count <= 100,
        marks.allSatisfy({ $0 == Fields.solved || $0 == Fields.tracked })
      else {
        problems.append((field: "classes", words: "结果类别第\(number)行：请按“A｜已经解决｜已解决”的样子填写，第三项只能是“已解决”“跟踪”或者不写"))
        return
      }
      if classes.contains(where: { $0.code == parts[0] }) {
        problems.append((field: "classes", words: "结果类别第\(number)行：“\(parts[0])”重复了"))
        return
      }
      classes.append(
        ResultClass(
          parts[0], parts[1], isSolved: marks.contains(Fields.solved), isTracked: marks.contains(Fields.tracked)))
    }
    if classes.isEmpty || classes.count > 12 {
      problems.append((field: "classes", words: "结果类别要有1到12类，一类一行"))
      return
    }
    rules.classes = classes
  }

  private mutating func readGrounds(_ text: String) {
    var grounds: [RefusalGround] = []
    for (number, parts) in lines(text) {
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, parts[0].count <= 20, parts[1].count <= 100 else {
        problems.append((field: "grounds", words: "不作为建议的情形第\(number)行：请按“代号｜情形”的样子填写，代号不超过20个字"))
        return
      }
      if grounds.contains(where: { $0.word == parts[0] }) {
        problems.append((field: "grounds", words: "不作为建议的情形第\(number)行：代号“\(parts[0])”重复了"))
        return
      }
      grounds.append(RefusalGround(parts[0], parts[1]))
    }
    if grounds.isEmpty || grounds.count > 20 {
      problems.append((field: "grounds", words: "不作为建议的情形要有1到20种，一种一行"))
      return
    }
    rules.grounds = grounds
  }
}
