/// The scripts of the house checks. Each pushes `[kind, what]` pairs onto `out`.
enum PageCheckScripts {
  /// `h1`, `title`, `lang`, `viewport`, `id`, `heading`.
  static let head = #"""
    const h1 = [...document.querySelectorAll('h1')].filter(visible);
    if (h1.length !== 1) out.push(['h1', `${h1.length} visible h1 elements`]);
    const title = words(document.title);
    if (!title) out.push(['title', 'no title']);
    else if (h1.length === 1 && !title.startsWith(words(h1[0].innerText)))
      out.push(['title', `“${title}” does not start with the h1 “${words(h1[0].innerText)}”`]);
    const lang = document.documentElement.lang;
    if (lang !== 'zh-CN') out.push(['lang', `lang is “${lang}”`]);
    const viewport = document.querySelector('meta[name=viewport]')?.content;
    if (!viewport) out.push(['viewport', 'no viewport meta']);
    else if (/user-scalable\s*=\s*(no|0)|maximum-scale\s*=\s*(0|1)(\D|$)/.test(viewport))
      out.push(['viewport', `forbids zooming: ${viewport}`]);
    const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
    for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) out.push(['id', `#${id} more than once`]);
    let level = 0;
    for (const h of [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(visible)) {
      const next = Number(h.tagName[1]);
      if (level && next > level + 1) out.push(['heading', `h${level} is followed by h${next} “${words(h.innerText)}”`]);
      level = next;
    }
    """#

  /// `label`, `form`, `inline`, `alt`, `scroll`.
  static let body = #"""
    const silent = ['hidden', 'submit', 'button', 'reset', 'image'];
    for (const e of document.querySelectorAll('input,select,textarea')) {
      if (silent.includes(e.type)) continue;
      const named = (e.getAttribute('aria-labelledby') || '').split(/\s+/).map(id => id && document.getElementById(id));
      const said = [...(e.labels || []), ...named.filter(Boolean)].map(l => l.textContent);
      said.push(e.getAttribute('aria-label') || '');
      if (!words(said.join(' '))) out.push(['label', `${label(e)} has no label`]);
    }
    for (const f of document.querySelectorAll('form'))
      if (!f.getAttribute('action') && !f.getAttribute('method')) out.push(['form', 'neither action nor method']);
    for (const e of document.querySelectorAll('[style]')) out.push(['inline', `style attribute on ${label(e)}`]);
    if (document.querySelector('style:not([nonce])')) out.push(['inline', 'style element']);
    for (const s of document.querySelectorAll('script:not([src])'))
      if (!/json/.test(s.type)) out.push(['inline', `script “${words(s.textContent).slice(0, 40)}”`]);
    for (const e of document.querySelectorAll('*')) {
      const handler = e.getAttributeNames().find(n => /^on[a-z]/.test(n));
      if (handler) out.push(['inline', `${handler} on ${label(e)}`]);
    }
    for (const e of document.querySelectorAll('img:not([alt]),input[type=image]:not([alt]),area[href]:not([alt])'))
      out.push(['alt', `no alt: ${e.getAttribute('src') || label(e)}`]);
    for (const e of document.querySelectorAll('svg[role=img]:not([aria-label]):not([aria-labelledby])'))
      if (!e.querySelector('title')) out.push(['alt', `no name: ${label(e)}`]);
    const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
    if (over > 0) out.push(['scroll', `${over} px wider than the window of ${root.clientWidth}`]);
    """#

  /// `raw` and, with a smallest text asked for, `elder`.
  static let text = #"""
    // What is to be typed as it stands is no text for people.
    const typed = [...document.querySelectorAll('pre, :not(pre) > code')].map(e => e.innerText).filter(Boolean);
    const raw = typed.reduce((text, code) => text.replaceAll(code, ' '), document.body.innerText)
      .match(/\bOptional\(|\b(null|nil|undefined|NaN|[a-z]+[A-Z][a-zA-Z]+|[a-z]+_[a-z_]+)\b/g);
    const odd = [...new Set(raw || [])].filter(word => !allowed.has(word));
    if (odd.length) out.push(['raw', 'identifiers in the text: ' + odd.slice(0, 6).join(', ')]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = new Set();
    while (smallest !== null && walker.nextNode()) {
      const said = words(walker.currentNode.data), e = walker.currentNode.parentElement;
      if (!said || !drawn(walker.currentNode)) continue;
      const style = getComputedStyle(e), size = parseFloat(style.fontSize);
      const line = parseFloat(style.lineHeight) / size;
      if (size < smallest) small.add(`${style.fontSize} “${said.slice(0, 14)}”`);
      if (line && line < 1.295) small.add(`line ${line.toFixed(2)} “${said.slice(0, 14)}”`);
    }
    for (const what of [...small].slice(0, 8)) out.push(['elder', what]);
    """#

  /// `target`. Links within a sentence are exempt; a box or radio button is as large as its label.
  static let targets = #"""
    const kinds = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[role=button]', tight = [];
    for (const e of document.querySelectorAll(kinds)) {
      const own = e.getBoundingClientRect(), style = getComputedStyle(e);
      if (!own.width || !own.height || !visible(e)) continue;
      if (style.position === 'absolute' && own.width < 2) continue;
      const around = words(e.parentElement?.innerText).length;
      if (e.tagName === 'A' && style.display === 'inline' && around > words(e.innerText).length + 2) continue;
      const wrap = ['checkbox', 'radio'].includes(e.type) ? e.closest('label') : null;
      const box = wrap ? wrap.getBoundingClientRect() : own;
      if (Math.min(box.width, box.height) < least - 0.01)
        tight.push(`${label(e)} ${Math.round(box.width)}x${Math.round(box.height)}`);
    }
    if (tight.length) out.push(['target', `${tight.length} smaller than ${least}: ` + tight.slice(0, 5).join('; ')]);
    """#
}
