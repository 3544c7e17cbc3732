import HTTPKit

/// Compares answers with the published document, by a reading of JSON Schema of its own.
struct APIDocumentCheck: Sendable {
  let document: JSONValue

  /// What an answer has that the document does not name; empty when all is as it says.
  func findings(_ method: String, _ path: String, _ answer: APIResponse) -> [String] {
    let bare = String(path.prefix { $0 != "?" })
    guard let operation = operation(method, bare) else { return [] }
    guard let response = operation["responses"]?["\(answer.status)"] else { return ["status \(answer.status)"] }
    var found: [String] = []
    for member in response["headers"]?.members ?? [] where answer.header(member.name) == nil {
      if resolved(member.value)["required"] == true { found.append("no header \(member.name)") }
    }
    guard let content = response["content"]?.members, !content.isEmpty else {
      return answer.bytes.isEmpty ? found : found + ["a body where there is none"]
    }
    let type = String((answer.header("Content-Type") ?? "").prefix { $0 != ";" })
    guard let media = content.first(where: { $0.name == type })?.value else { return found + ["content type \(type)"] }
    if let schema = media["schema"] { check(answer.json, schema, "", &found) }
    return found
  }

  /// Where an example of the document is not as its own schema says.
  var findingsInExamples: [String] {
    var found: [String] = []
    for path in document["paths"]?.members ?? [] {
      for operation in path.value.members ?? [] {
        guard let media = operation.value["requestBody"]?["content"]?["application/json"], let schema = media["schema"]
        else { continue }
        check(media["example"] ?? .null, schema, "\(operation.name) \(path.name)", &found)
      }
    }
    return found
  }

  /// The operation of a method at a path; an address written out goes before one with parameters.
  func operation(_ method: String, _ path: String) -> JSONValue? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let fits = (document["paths"]?.members ?? []).filter { item in
      let wanted = item.name.split(separator: "/", omittingEmptySubsequences: false)
      return wanted.count == parts.count
        && zip(wanted, parts).allSatisfy { wanted, part in wanted == part || wanted.hasPrefix("{") }
    }
    let written = fits.min { count($0.name) < count($1.name) }
    return written?.value[method.lowercased()]
  }

  private func count(_ path: String) -> Int { path.count { $0 == "{" } }

  private func resolved(_ value: JSONValue) -> JSONValue {
    guard let reference = value["$ref"]?.text else { return value }
    return reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
  }

  private func check(_ value: JSONValue, _ schema: JSONValue, _ place: String, _ found: inout [String]) {
    let schema = resolved(schema)
    switch (schema["type"]?.text, value) {
    case ("string"?, .text(let text)): check(text, schema, place, &found)
    case ("integer"?, .integer(let number)):
      if let least = schema["minimum"]?.integer, number < least { found.append("\(place): \(number) < \(least)") }
      if let most = schema["maximum"]?.integer, number > most { found.append("\(place): \(number) > \(most)") }
    case ("boolean"?, .flag): break
    case ("array"?, .list(let items)):
      if let most = schema["maxItems"]?.integer, items.count > most { found.append("\(place): \(items.count) items") }
      if let item = schema["items"] {
        for (index, value) in items.enumerated() { check(value, item, "\(place)/\(index)", &found) }
      }
    case ("object"?, .record(let members)): check(members, schema, place, &found)
    default: found.append("\(place): not a \(schema["type"]?.text ?? "?")")
    }
  }

  private func check(_ text: String, _ schema: JSONValue, _ place: String, _ found: inout [String]) {
    let count = text.unicodeScalars.count
    if let least = schema["minLength"]?.integer, count < least { found.append("\(place): too short") }
    if let most = schema["maxLength"]?.integer, count > most { found.append("\(place): too long") }
    if let words = schema["enum"]?.list, !words.contains(.text(text)) { found.append("\(place): “\(text)” is no word") }
    if let pattern = schema["pattern"]?.text, (try? Regex(pattern).firstMatch(in: text)) == nil {
      found.append("\(place): “\(text)” is not \(pattern)")
    }
  }

  private func check(_ members: [JSONMember], _ schema: JSONValue, _ place: String, _ found: inout [String]) {
    for name in schema["required"]?.list ?? [] where !members.contains(where: { .text($0.name) == name }) {
      found.append("\(place): no \(name)")
    }
    for member in members {
      if let known = schema["properties"]?[member.name] {
        check(member.value, known, place + "/" + member.name, &found)
      } else if let others = schema["additionalProperties"], others != true {
        if others == false { found.append("\(place): \(member.name) is not named") }
        if others != false { check(member.value, others, place + "/" + member.name, &found) }
      }
    }
  }
}
