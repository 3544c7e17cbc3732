import Foundation

/// The scripts that look at elements. They run by way of the protocol, so a page's content security
/// policy does not concern them, and they work with the page's own scripts off.
package enum PageScripts {
  /// A text as a JavaScript literal.
  package static func literal(_ text: String) -> String {
    guard let encoded = try? JSONEncoder().encode(text) else { return "''" }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// An expression that runs `body` with the library in sight.
  static func call(_ body: String) -> String { "(() => { \(library)\n\(body)\n})()" }

  /// `visible(e)`, `drawn(textNode)`, `words(text)`, `name(e)`, `find(how, what)`, and `label(e)`, which says how
  /// a person knows the element.
  static let library = #"""
    const visible = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
    const drawn = node => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return visible(node.parentElement) && range.getClientRects().length > 0;
    };
    const words = text => String(text ?? '').replace(/\s+/g, ' ').trim();
    const name = e => words(e.innerText || (e.matches('input:not([type=password]),textarea') ? e.value : ''));
    const label = e => {
      const tag = e.tagName.toLowerCase(), id = e.id ? '#' + e.id : '';
      const kind = e.getAttribute('class') ? '.' + words(e.getAttribute('class')).replace(/ /g, '.') : '';
      const said = words(name(e) || e.getAttribute('aria-label') || e.getAttribute('name')).slice(0, 16);
      return tag + (id || kind) + (said ? ' “' + said + '”' : '');
    };
    const find = (how, what) => {
      if (how === 'selector') return document.querySelector(what);
      const kinds = 'a[href],button,input[type=submit],input[type=button],input[type=reset],summary,[role=button]';
      const all = [...document.querySelectorAll(kinds)].filter(visible);
      return all.find(e => name(e) === what) || all.find(e => name(e).includes(what)) || null;
    };
    """#

  /// Scrolls the element into view and returns the point to press, or the problem.
  static let point = #"""
    if (!visible(element)) return {problem: 'is not visible'};
    if (element.disabled) return {problem: 'is disabled'};
    const moves = animation => {
      const effect = animation.effect;
      return effect && effect.target && effect.target.contains(element) && animation.playState === 'running'
        && effect.getComputedTiming().endTime !== Infinity;
    };
    if (document.getAnimations().some(moves)) return {problem: 'does not stop moving'};
    element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const box = [...element.getClientRects()].find(r => r.width > 0 && r.height > 0);
    if (!box) return {problem: 'has no size'};
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (left >= right || top >= bottom) return {problem: 'is outside the window'};
    const x = (left + right) / 2, y = (top + bottom) / 2, hit = document.elementFromPoint(x, y);
    const reached = hit && (element.contains(hit) || hit.closest('label')?.control === element);
    if (!reached) return {problem: 'is covered by ' + (hit ? label(hit) : 'nothing')};
    return {x, y};
    """#

  /// Makes a field ready for `text`: focused with all of it selected; or sets it where keys cannot write.
  static let prepareField = #"""
    if (!visible(element)) return {problem: 'is not visible'};
    if (element.disabled) return {problem: 'is disabled'};
    if (element.readOnly) return {problem: 'is read-only'};
    const tag = element.tagName, type = tag === 'INPUT' ? element.type : '';
    const typed = ['text', 'search', 'tel', 'url', 'email', 'password', 'number'];
    const picked = ['date', 'time', 'month', 'week', 'datetime-local', 'color', 'range'];
    element.scrollIntoView({block: 'center', behavior: 'instant'});
    element.focus();
    if (document.activeElement !== element) return {problem: 'does not take the focus'};
    if (picked.includes(type)) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(element, text);
      if (element.value !== text) return {problem: 'does not accept ' + text};
      element.dispatchEvent(new Event('input', {bubbles: true}));
      element.dispatchEvent(new Event('change', {bubbles: true}));
      return {done: true};
    }
    if (typed.includes(type) || tag === 'TEXTAREA') { element.select(); return {empty: element.value === ''}; }
    if (!element.isContentEditable) return {problem: 'cannot be written in'};
    getSelection().selectAllChildren(element);
    return {empty: element.textContent === ''};
    """#

  /// Chooses the option with this value or text.
  static let choose = #"""
    if (element.tagName !== 'SELECT') return {problem: 'is no select'};
    if (element.disabled) return {problem: 'is disabled'};
    const options = [...element.options];
    const option = options.find(o => o.value === text) || options.find(o => words(o.text) === text);
    if (!option) return {problem: 'has no option ' + text};
    if (option.disabled) return {problem: 'has its option disabled: ' + text};
    element.focus();
    option.selected = true;
    element.dispatchEvent(new Event('input', {bubbles: true}));
    element.dispatchEvent(new Event('change', {bubbles: true}));
    return {done: true};
    """#

  /// Finds what to press to change a box or radio button: itself, or its label where it is hidden behind it.
  static let checkbox = #"""
    if (!['checkbox', 'radio'].includes(element.type)) return {problem: 'is no box and no radio button'};
    if (element.disabled) return {problem: 'is disabled'};
    if (element.checked === wanted) return {done: true};
    if (element.type === 'radio' && !wanted) return {problem: 'is a radio button: check another one'};
    const box = element.getBoundingClientRect();
    const small = box.width < 4 || box.height < 4 || getComputedStyle(element).opacity === '0';
    if (visible(element) && !small) return {};
    return element.labels?.length ? {label: true} : {problem: 'is hidden and has no label'};
    """#
}
