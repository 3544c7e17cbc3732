import Foundation

extension Page {
  /// What a script about one element found.
  private struct Finding: Decodable {
    var problem: String?
    var done: Bool?
    var empty: Bool?
    var label: Bool?
    var x: Double?
    var y: Double?
  }

  /// Clicks in the middle of an element, with the mouse or, on a phone, a finger. Throws when the
  /// element is missing, hidden, disabled, or covered by another.
  package func click(_ selector: String) async throws { try await click(.selector(selector)) }

  /// Clicks twice at once. Nothing is asked of the page in between: while it waits for the answer to the first click, the
  /// protocol does not reach its scripts.
  package func clickTwice(_ selector: String) async throws {
    let found = try await attempt(.selector(selector), PageScripts.point)
    for _ in 1...2 { try await press(found) }
  }

  /// Clicks the button or link whose visible text is, or contains, `text`.
  package func clickText(_ text: String) async throws { try await click(.text(text)) }

  /// Clicks, waits until the navigation this starts has loaded, and returns the status of the new document.
  @discardableResult
  package func clickAndWait(_ selector: String) async throws -> Int {
    try await afterNavigation { try await self.click(.selector(selector)) }
  }

  /// ``clickText(_:)`` and ``clickAndWait(_:)`` in one.
  @discardableResult
  package func clickTextAndWait(_ text: String) async throws -> Int {
    try await afterNavigation { try await self.click(.text(text)) }
  }

  /// Replaces what is in a field, as by typing. Pickers (date, time, colour, range) are set, with their events.
  package func fill(_ selector: String, _ text: String) async throws {
    let script = "const text = \(PageScripts.literal(text)); \(PageScripts.prepareField)"
    let field = try await attempt(.selector(selector), script)
    if field.done == true { return }
    if !text.isEmpty {
      try await call("Input.insertText", ["text": .text(text)])
    } else if field.empty != true {
      try await press(.delete)
    }
  }

  /// Checks (or clears) a box, or picks a radio button, by clicking it or its label.
  package func check(_ selector: String, _ wanted: Bool = true) async throws {
    let locator = Locator.selector(selector)
    let box = try await attempt(locator, "const wanted = \(wanted); \(PageScripts.checkbox)")
    if box.done == true { return }
    let point = box.label == true ? "element = element.labels[0]; \(PageScripts.point)" : PageScripts.point
    try await press(attempt(locator, point))
    guard try await isChecked(selector) == wanted else { throw ChromiumError.element("\(selector) did not change") }
  }

  /// Chooses the option with this value or, failing that, this text.
  package func select(_ selector: String, _ value: String) async throws {
    let script = "const text = \(PageScripts.literal(value)); \(PageScripts.choose)"
    _ = try await attempt(.selector(selector), script)
  }

  /// Puts files into a file field; its events fire.
  package func upload(_ selector: String, _ paths: [String]) async throws {
    struct Found: Decodable {
      struct Object: Decodable { var objectId: String? }
      var result: Object
    }
    for path in paths where !FileManager.default.isReadableFile(atPath: path) {
      throw ChromiumError.element("no file \(path)")
    }
    let isFile = "return element.type === 'file' ? {} : {problem: 'is no file field'}"
    _ = try await attempt(.selector(selector), isFile)
    let expression = "document.querySelector(\(PageScripts.literal(selector)))"
    let found = try await call("Runtime.evaluate", ["expression": .text(expression)], as: Found.self)
    guard let object = found.result.objectId else { throw ChromiumError.element("nothing matches \(selector)") }
    let files = DevToolsValue.list(paths.map { .text($0) })
    try await call("DOM.setFileInputFiles", ["files": files, "objectId": .text(object)])
  }

  /// Types into what has the focus, key by key.
  package func type(_ text: String) async throws {
    for character in text {
      let value = character.unicodeScalars.first.map { Int($0.value) } ?? 0
      guard character.isASCII, value >= 32 else {
        if character.isNewline { try await press(.enter) } else { try await insert(String(character)) }
        continue
      }
      let number = character.isLetter || character.isNumber ? Int(character.uppercased().utf8.first ?? 0) : 0
      let key: DevToolsValue = [
        "key": .text(String(character)), "text": .text(String(character)), "windowsVirtualKeyCode": .whole(number),
      ]
      try await stroke(key)
    }
  }

  /// Presses a key.
  package func press(_ key: Key, shift: Bool = false) async throws {
    var event: [String: DevToolsValue] = [
      "key": .text(key.rawValue), "code": .text(key.code), "windowsVirtualKeyCode": .whole(key.number),
      "modifiers": shift ? 8 : 0,
    ]
    if let text = key.text { event["text"] = .text(text) }
    try await stroke(.object(event))
  }

  /// Presses a key, waits until the navigation this starts has loaded, and returns the new status.
  @discardableResult
  package func pressAndWait(_ key: Key) async throws -> Int {
    try await afterNavigation { try await self.press(key) }
  }
}

// MARK: - Keys and pointers

extension Page {
  private func insert(_ text: String) async throws { try await call("Input.insertText", ["text": .text(text)]) }

  private func stroke(_ key: DevToolsValue) async throws {
    guard case .object(var event) = key else { return }
    event["type"] = event["text"] == nil ? "rawKeyDown" : "keyDown"
    try await call("Input.dispatchKeyEvent", .object(event))
    event["type"] = "keyUp"
    event["text"] = nil
    try await call("Input.dispatchKeyEvent", .object(event))
  }

  private func click(_ locator: Locator) async throws {
    try await press(attempt(locator, PageScripts.point))
  }

  private func press(_ finding: Finding) async throws {
    guard let x = finding.x, let y = finding.y else { throw ChromiumError.element("nothing to press") }
    let point: [String: DevToolsValue] = ["x": .number(x), "y": .number(y)]
    if device.isMobile {
      try await call("Input.dispatchTouchEvent", ["type": "touchStart", "touchPoints": [.object(point)]])
      try await call("Input.dispatchTouchEvent", ["type": "touchEnd", "touchPoints": []])
    } else {
      try await mouse("mouseMoved", point, ["button": "none"])
      try await mouse("mousePressed", point, ["button": "left", "buttons": 1, "clickCount": 1])
      try await mouse("mouseReleased", point, ["button": "left", "clickCount": 1])
    }
  }

  private func mouse(
    _ type: String, _ point: [String: DevToolsValue], _ more: [String: DevToolsValue]
  ) async throws {
    let event = point.merging(more) { $1 }.merging(["type": .text(type)]) { $1 }
    try await call("Input.dispatchMouseEvent", .object(event))
  }

  /// Runs `script` on an element until it finds no problem, for as long as an action is patient.
  private func attempt(_ locator: Locator, _ script: String) async throws -> Finding {
    let start = "let element = find(\(locator.arguments)); if (!element) return {problem: 'is not there'};"
    let deadline = ContinuousClock.now + Page.patience
    var problem = "is not there"
    while true {
      do {
        let finding: Finding = try await evaluate(PageScripts.call("\(start)\n\(script)"))
        guard let found = finding.problem else { return finding }
        problem = found
      } catch let error as ChromiumError where error.isPassing {
        problem = "went away with its page"
      }
      guard ContinuousClock.now < deadline else { throw ChromiumError.element("\(locator) \(problem)") }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
