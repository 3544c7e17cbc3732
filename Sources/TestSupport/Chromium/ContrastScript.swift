/// The contrast of text against what is painted behind it, after WCAG 2.2, 1.4.3.
///
/// Colours and opacities of all ancestors are laid over each other from the root down. Text over a
/// picture or gradient cannot be judged and is passed over; so are disabled controls, what is hidden
/// from assistive technology, and text that is clipped away for screen readers only.
enum ContrastScript {
  static let source = [colour, paint, sample, walk].joined(separator: "\n")

  /// `parse(text)` gives `[r, g, b, alpha]`; `over(top, under)` mixes; `ratio(a, b)` is WCAG's formula.
  private static let colour = #"""
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const parse = text => {
      const plain = text.match(/^rgba?\(([^)]+)\)$/), wide = text.match(/^color\(srgb ([^)]+)\)$/);
      const parts = ((plain || wide || [])[1] || '').split(/[ ,\/]+/).map(parseFloat);
      if (plain) return [parts[0], parts[1], parts[2], parts[3] ?? 1];
      if (wide) return [parts[0] * 255, parts[1] * 255, parts[2] * 255, parts[3] ?? 1];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const mix = (top, under, alpha) => top.slice(0, 3).map((v, i) => v * alpha + under[i] * (1 - alpha));
    const over = (top, under) => mix(top, under, top[3]);
    const light = rgb => {
      const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => {
      const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
      return (high + 0.05) / (low + 0.05);
    };
    const hex = rgb => '#' + rgb.map(v => Math.round(v).toString(16).padStart(2, '0')).join('');
    """#

  /// `paint(chain, under, ink)` gives the colours of text and ground at the end of a chain of elements.
  private static let paint = #"""
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const dark = /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia('(prefers-color-scheme: dark)').matches);
    const sheet = {rgb: dark ? [18, 18, 18] : [255, 255, 255], sure: true};
    const paint = (chain, under, ink) => {
      const style = getComputedStyle(chain[0]), ground = parse(style.backgroundColor);
      const sure = (under.sure || ground[3] === 1) && style.backgroundImage === 'none';
      const own = {rgb: over(ground, under.rgb), sure};
      const last = {ground: own.rgb, text: over(ink, own.rgb), sure: own.sure};
      const inner = chain.length > 1 ? paint(chain.slice(1), own, ink) : last;
      const alpha = parseFloat(style.opacity);
      if (alpha === 1) return inner;
      const faded = rgb => mix(rgb, under.rgb, alpha);
      return {ground: faded(inner.ground), text: faded(inner.text), sure: inner.sure && under.sure};
    };
    const chainOf = e => { const chain = []; for (let n = e; n; n = n.parentElement) chain.unshift(n); return chain; };
    """#

  /// `look(element, said, ink)` notes text whose contrast is too low, once for each pair of colours.
  private static let sample = #"""
    const faint = new Map();
    const clipped = e => chainOf(e).some(n => {
      const style = getComputedStyle(n), box = n.getBoundingClientRect();
      return style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1);
    });
    const exempt = e => {
      if (!visible(e) || e.closest('svg,script,style,noscript,:disabled,[aria-disabled=true],[aria-hidden=true]'))
        return true;
      if (e.closest('label')?.control?.disabled) return true;
      const box = e.getBoundingClientRect();
      return box.right <= 0 || box.bottom + scrollY <= 0 || clipped(e);
    };
    const look = (e, said, ink) => {
      const style = getComputedStyle(e), size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
      const {ground, text, sure} = paint(chainOf(e), sheet, parse(ink || style.color));
      const least = size >= 24 || bold && size >= 18.66 ? 3 : 4.5, found = ratio(text, ground);
      if (!sure || found >= least) return;
      const key = `${hex(text)} on ${hex(ground)}`;
      const what = `${found.toFixed(2)} < ${least} “${said.slice(0, 16)}” ${key} in ${label(e)}`;
      if (!faint.has(key)) faint.set(key, what);
    };
    """#

  /// Looks at every text node, and at the values and placeholders of fields, which are none.
  private static let walk = #"""
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const said = words(texts.currentNode.data), e = texts.currentNode.parentElement;
      if (said && drawn(texts.currentNode) && !e.closest('select,textarea') && !exempt(e)) look(e, said);
    }
    const unwritten = ['hidden', 'checkbox', 'radio', 'range', 'color', 'file', 'image'];
    for (const e of document.querySelectorAll('input,select,textarea')) {
      if (unwritten.includes(e.type) || exempt(e)) continue;
      const said = e.tagName === 'SELECT' ? words(e.selectedOptions[0]?.text) : words(e.value);
      if (said) look(e, e.type === 'password' ? '•••' : said);
      else if (words(e.placeholder)) look(e, words(e.placeholder), getComputedStyle(e, '::placeholder').color);
    }
    for (const what of [...faint.values()].slice(0, 8)) out.push(['contrast', what]);
    """#
}
