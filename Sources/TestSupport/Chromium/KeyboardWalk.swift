/// Goes through a page with the Tab key, as those do who have no mouse.
struct KeyboardWalk {
  /// Where the focus is, seen from the list of what it should reach.
  private struct Stop: Decodable {
    /// The number in the list; -1 for an element that is not in it, -2 for the document itself.
    var index: Int
    var label: String
    /// Whether it looks other than without the focus: outline, border, shadow, stroke, underline.
    var isMarked: Bool
    /// The numbers reached with it: a group of radio buttons is one stop.
    var reached: [Int]
  }

  private struct Handle: Decodable {
    struct Object: Decodable { var objectId: String? }
    var result: Object
  }

  private struct Found<Value: Decodable & Sendable>: Decodable, Sendable {
    struct Object: Decodable, Sendable { var value: Value? }
    var result: Object
  }

  private let page: Page
  private let maximum: Int

  init(_ page: Page, _ maximum: Int) {
    self.page = page
    self.maximum = maximum
  }

  /// `keyboard` for what Tab does not reach, `focus` for what does not show that it has the focus.
  /// The focus is taken away again and the page scrolled back.
  func check() async throws -> [String] {
    let list = try await start()
    let labels = try await ask(list, "function () { return this.all.map(this.label) }", as: [String].self)
    var (reached, seen): (Set<Int>, Set<Int>) = ([], [])
    var (unmarked, last, left, tabs) = ([String](), -3, 0, 0)
    while tabs < maximum, reached.count < labels.count {
      tabs += 1
      try await page.press(.tab)
      let stop = try await ask(list, Self.look, as: Stop.self)
      reached.formUnion(stop.reached)
      // A date field has several stops of its own; anything else that comes again means once round.
      if stop.index >= 0, stop.index != last, !seen.insert(stop.index).inserted { break }
      if stop.index == -2 { left += 1 }
      if left > 1 { break }
      if stop.index >= 0, stop.index != last, !stop.isMarked { unmarked.append(stop.label) }
      last = stop.index
    }
    _ = try await ask(list, Self.leave, as: Bool.self)
    _ = try? await page.call("Runtime.releaseObject", ["objectId": .text(list)])
    // A walk cut short says nothing about what comes after its last stop.
    let far = tabs < maximum ? labels.count : reached.max() ?? 0
    let missed = labels.indices.filter { !reached.contains($0) && $0 < far }.map { labels[$0] }
    return Self.line("keyboard", "Tab does not reach", missed)
      + Self.line("focus", "nothing shows the focus on", unmarked)
  }

  private static func line(_ kind: String, _ what: String, _ labels: [String]) -> [String] {
    labels.isEmpty ? [] : ["\(kind): \(what) \(labels.prefix(5).joined(separator: "; "))"]
  }

  /// Puts the focus before the first element and returns a handle of the list of those to reach.
  private func start() async throws -> String {
    let handle = try await page.call(
      "Runtime.evaluate", ["expression": .text(PageScripts.call(Self.list))], as: Handle.self)
    guard let object = handle.result.objectId else { throw ChromiumError.script("no list of focusable elements") }
    return object
  }

  private func ask<Value: Decodable & Sendable>(
    _ list: String, _ function: String, as type: Value.Type
  ) async throws -> Value {
    let parameters: DevToolsValue = [
      "objectId": .text(list), "functionDeclaration": .text(function), "returnByValue": true,
    ]
    let found = try await page.call("Runtime.callFunctionOn", parameters, as: Found<Value>.self)
    guard let value = found.result.value else { throw ChromiumError.script("the keyboard walk lost its list") }
    return value
  }

  /// What is hidden from everyone, disabled, or inside an inert part is not to be reached.
  private static let list = #"""
    const kinds = 'a[href],area[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]';
    const able = e => !e.matches(':disabled') && !e.closest('[inert],[aria-hidden=true]');
    const all = [...document.querySelectorAll(kinds)].filter(e => visible(e) && able(e));
    const place = [scrollX, scrollY], body = document.body, own = body.getAttribute('tabindex');
    const traits = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderTopColor', 'borderTopWidth',
      'borderBottomColor', 'borderBottomWidth', 'stroke', 'strokeWidth', 'textDecorationLine'];
    const looks = o => { const style = getComputedStyle(o); return traits.map(t => style[t]).join(); };
    const near = e => [e, ...e.children, e.nextElementSibling, e.parentElement, e.closest('label')].filter(Boolean);
    const mark = e => near(e).map(looks).join('|');
    document.activeElement?.blur();
    body.setAttribute('tabindex', '-1');
    body.focus({preventScroll: true});
    getSelection().removeAllRanges();
    if (own === null) body.removeAttribute('tabindex'); else body.setAttribute('tabindex', own);
    return {all, label, place, mark, plain: all.map(mark)};
    """#

  private static let look = #"""
    function () {
      const e = document.activeElement, index = this.all.indexOf(e);
      if (!e || e === document.body || e === document.documentElement)
        return {index: -2, label: '', isMarked: true, reached: []};
      const group = e.type === 'radio' && e.name
        ? this.all.filter(o => o.type === 'radio' && o.name === e.name && o.form === e.form) : [e];
      for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
      const isMarked = this.mark(e) !== this.plain[index];
      return {
        index, label: this.label(e), isMarked,
        reached: group.map(o => this.all.indexOf(o)).filter(i => i >= 0),
      };
    }
    """#

  private static let leave = #"""
    function () {
      document.activeElement?.blur();
      scrollTo({left: this.place[0], top: this.place[1], behavior: 'instant'});
      return true;
    }
    """#
}
