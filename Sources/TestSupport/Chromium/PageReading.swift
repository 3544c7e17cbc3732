import Foundation

/// How to find an element.
enum Locator: Sendable, CustomStringConvertible {
  case selector(String)
  /// A button or link whose visible text contains this.
  case text(String)

  var description: String {
    switch self {
    case .selector(let selector): "\(selector)"
    case .text(let text): "a button or link “\(text)”"
    }
  }

  /// The arguments of the script's `find`.
  var arguments: String {
    switch self {
    case .selector(let selector): "'selector', \(PageScripts.literal(selector))"
    case .text(let text): "'text', \(PageScripts.literal(text))"
    }
  }
}

/// What an expression came to.
private struct Evaluated<Value: Decodable & Sendable>: Decodable, Sendable {
  struct Object: Decodable, Sendable { var value: Value? }
  var result: Object
  var exceptionDetails: PageEvent.Thrown.Details?
}

extension Page {
  /// The value of an expression; a promise is awaited. Works with scripts off, too.
  package func evaluate<Value: Decodable & Sendable>(
    _ script: String, as type: Value.Type = Value.self
  ) async throws -> Value {
    let parameters: DevToolsValue = [
      "expression": .text(script), "returnByValue": true, "awaitPromise": true, "userGesture": true,
    ]
    let evaluated: Evaluated<Value>
    do {
      evaluated = try await call("Runtime.evaluate", parameters, as: Evaluated<Value>.self)
    } catch let error as DecodingError {
      throw ChromiumError.script("not a \(Value.self): \(script.prefix(200)) (\(error))")
    }
    if let details = evaluated.exceptionDetails {
      throw ChromiumError.script(details.exception?.description ?? details.text)
    }
    if let value = evaluated.result.value { return value }
    guard let none = Optional<Any>.none as? Value else {
      throw ChromiumError.script("no value: \(script.prefix(200))")
    }
    return none
  }

  /// Runs a script for what it does.
  package func run(_ script: String) async throws {
    let _: Bool = try await evaluate("(async () => { \(script)\n; return true })()")
  }

  /// The address of the document, fragment included.
  package var url: String { get async throws { try await evaluate("location.href") } }

  package var title: String { get async throws { try await evaluate("document.title") } }

  /// The document as it is now.
  package var html: String { get async throws { try await evaluate("document.documentElement.outerHTML") } }

  /// All visible text.
  package var text: String { get async throws { try await evaluate("document.body?.innerText ?? ''") } }

  /// The visible text of the first element that matches.
  package func text(of selector: String) async throws -> String {
    try await read(selector, "element.innerText ?? element.textContent ?? ''")
  }

  /// The visible text of every element that matches.
  package func texts(of selector: String) async throws -> [String] {
    try await evaluate("[...document.querySelectorAll(\(PageScripts.literal(selector)))].map(e => e.innerText)")
  }

  /// The value of a field.
  package func value(of selector: String) async throws -> String { try await read(selector, "element.value") }

  /// An attribute, or nil.
  package func attribute(_ name: String, of selector: String) async throws -> String? {
    try await read(selector, "element.getAttribute(\(PageScripts.literal(name)))")
  }

  /// Whether a box or radio button is checked.
  package func isChecked(_ selector: String) async throws -> Bool { try await read(selector, "element.checked") }

  /// Whether an element matches and can be seen.
  package func isVisible(_ selector: String) async throws -> Bool {
    let find = "find('selector', \(PageScripts.literal(selector)))"
    return try await evaluate(PageScripts.call("const element = \(find); return !!element && visible(element)"))
  }

  /// How many elements match.
  package func count(_ selector: String) async throws -> Int {
    try await evaluate("document.querySelectorAll(\(PageScripts.literal(selector))).length")
  }

  /// Whether an element matches.
  package func exists(_ selector: String) async throws -> Bool { try await count(selector) > 0 }

  /// Waits until an element matches and can be seen.
  package func waitFor(_ selector: String, timeout: Duration = .seconds(20)) async throws {
    try await poll(selector, timeout) { try await self.isVisible(selector) }
  }

  /// Waits until the visible text contains `text`.
  package func waitForText(_ text: String, timeout: Duration = .seconds(20)) async throws {
    try await poll("the text “\(text)”", timeout) { try await self.text.contains(text) }
  }

  private func read<Value: Decodable & Sendable>(_ selector: String, _ expression: String) async throws -> Value {
    let missing = PageScripts.literal("nothing matches \(selector)")
    return try await evaluate(
      PageScripts.call(
        """
        const element = find('selector', \(PageScripts.literal(selector)));
        if (!element) throw new Error(\(missing));
        return \(expression);
        """))
  }

  private func poll(_ what: String, _ timeout: Duration, _ isMet: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + timeout
    while true {
      do {
        if try await isMet() { return }
      } catch let error as ChromiumError where error.isPassing {
        // The document is just being replaced.
      }
      guard ContinuousClock.now < deadline else { throw ChromiumError.timedOut(what) }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
