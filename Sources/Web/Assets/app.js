// Progressive enhancement only: every page works without this file. Load with `defer`.
(() => {
  'use strict';
  const doc = document, root = doc.documentElement;
  const all = (selector, from) => Array.from((from || doc).querySelectorAll(selector));
  const make = (tag, name, text) => Object.assign(doc.createElement(tag), { className: name, textContent: text || '' });
  // Storage may be switched off.
  const kept = (act, key, value) => { try { return localStorage[act + 'Item'](key, value); } catch (e) { return null; } };
  // Buttons that need this script are rendered hidden.
  const reveal = (button, act) => { button.hidden = false; button.onclick = act; };
  // New words on a button beside its icon; the result puts the old content back.
  const say = (button, words) => {
    const old = Array.from(button.childNodes), icon = button.querySelector('svg');
    button.textContent = words;
    if (icon) button.prepend(icon);
    return () => { button.textContent = ''; button.append(...old); };
  };

  // 字再大些: two more sizes in elder mode, remembered on this device.
  function bigger(button) {
    let step = +kept('get', 'lianluo.size') || 0;
    const show = () => {
      ['big-1', 'big-2'].forEach((name, i) => root.classList.toggle(name, i + 1 === step));
      if (button) say(button, step === 2 ? '恢复字号' : '字再大些');
    };
    if ('elder' in root.dataset && step) show();
    if (button) reveal(button, () => { step = (step + 1) % 3; kept('set', 'lianluo.size', step); show(); });
  }

  // Photos: what was chosen, and a kind word before a long upload fails.
  function photos(input) {
    const most = +input.dataset.most || 6, mega = +input.dataset.mega || 10;
    const list = make('ul', 'photo-list'), warning = Object.assign(make('p', 'err'), { role: 'alert' }), size = (bytes) => Math.max(0.1, bytes / 1048576).toFixed(1) + '兆';
    let worry = false;
    input.after(list);
    (input.closest('.drop') || list).after(warning);
    input.addEventListener('change', () => {
      const files = Array.from(input.files), trouble = files.length > most ? ['选了' + files.length + '张，最多' + most + '张'] : [];
      list.textContent = '';
      if (files.length) list.appendChild(make('li', '', '已选' + files.length + '张，共' + size(files.reduce((sum, file) => sum + file.size, 0))));
      files.forEach((file) => {
        const large = file.size > mega * 1048576, apple = /hei[cf]$/i.test(file.name + file.type);
        if (large) trouble.push(file.name + '有' + size(file.size) + '，每张不超过' + mega + '兆');
        if (apple) trouble.push(file.name + '是HEIC格式，别人可能打不开，请换成JPG');
        list.appendChild(make('li', large || apple ? 'bad-photo' : '', file.name)).appendChild(make('span', '', size(file.size)));
      });
      worry = trouble.length > 0;
      warning.textContent = worry ? trouble.join('；') + '。请重新选一次。' : '';
    });
    // The first try stops here; at the second the server decides.
    input.form.addEventListener('submit', (event) => {
      if (!worry) return;
      worry = false;
      event.preventDefault();
      warning.textContent += '仍要提交，请再按一次。';
      warning.tabIndex = -1;
      warning.focus();
    });
  }

  // How many letters are left.
  function counter(area) {
    const line = make('p', 'counter'), most = area.maxLength;
    const show = () => {
      const used = area.value.length;
      line.textContent = used ? '已写' + used + '字，还可以写' + (most - used) + '字' : '';
      line.classList.toggle('counter-low', most - used <= most / 10);
    };
    area.after(line);
    area.addEventListener('input', show);
    show();
  }

  // The words of an unfinished form, never a name or a phone number, kept for three days.
  function draft() {
    const key = 'lianluo.draft', fields = all('[data-draft]');
    let old = null;
    if (doc.querySelector('[data-receipt]')) kept('remove', key);
    if (!fields.length) return;
    try { old = JSON.parse(kept('get', key)); } catch (e) { /* unreadable */ }
    if (old && Date.now() - old.at < 2592e5 && fields.every((field) => !field.value)) {
      const note = make('p', 'draft-note', '上次没写完的内容，已经替您找回来了。'), clear = make('button', 'btn-link', '清空');
      clear.type = 'button';
      clear.onclick = () => { fill({}); kept('remove', key); note.remove(); };
      note.append(clear);
      fields[0].form.before(note);
      fill(old.words);
    }
    function fill(words) { fields.forEach((field) => { field.value = words[field.name] || ''; field.dispatchEvent(new Event('input')); }); }
    fields.forEach((field) => field.addEventListener('input', () => {
      const words = {};
      fields.forEach((one) => { words[one.name] = one.value; });
      kept('set', key, JSON.stringify({ at: Date.now(), words }));
    }));
  }

  // One press is enough: a sent form waits until the page is shown anew.
  function once() {
    const undo = [];
    let pressed = null;
    const free = () => undo.splice(0).forEach((step) => step());
    doc.addEventListener('click', (event) => { pressed = event.target.closest('button'); });
    doc.addEventListener('submit', (event) => {
      const form = event.target;
      if (event.defaultPrevented || form.method !== 'post' || form.target || 'many' in form.dataset) return;
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = '1';
      undo.push(() => { delete form.dataset.sent; });
      const button = pressed;
      // Later, so that the button's name and value travel with the form.
      if (button && button.form === form) setTimeout(() => {
        button.disabled = true;
        undo.push(() => { button.disabled = false; });
        if (button.dataset.busy) undo.push(say(button, button.dataset.busy));
      });
      setTimeout(free, 30000);
    });
    addEventListener('pageshow', (event) => {
      if (event.persisted && doc.querySelector('[data-fresh]')) location.reload();
      free();
    });
  }

  // Reads the page aloud where the browser can.
  function readAloud(button) {
    const speech = window.speechSynthesis;
    let restore = null, heard = false;
    if (!speech) return;
    const stop = () => { speech.cancel(); if (restore) restore(); restore = null; };
    const start = () => {
      const copy = doc.querySelector(button.dataset.readAloud || 'main').cloneNode(true);
      all('button, nav, svg, select, textarea, [hidden], [aria-hidden]', copy).forEach((node) => node.remove());
      all('h1, h2, h3, p, li, dt, dd, tr, label, legend', copy).forEach((node) => node.append('。'));
      const parts = copy.textContent.replace(/\s+/g, ' ').split(/[。！？；]/).filter((part) => part.trim());
      restore = say(button, '停止朗读');
      parts.forEach((part, i) => {
        const voice = Object.assign(new SpeechSynthesisUtterance(part), { lang: 'zh-CN', rate: 0.9 });
        voice.onstart = () => { heard = true; };
        if (i === parts.length - 1) voice.onend = stop;
        speech.speak(voice);
      });
      setTimeout(() => { if (restore && !heard) { stop(); say(button, '这里不能朗读'); button.disabled = true; } }, 4000);
    };
    reveal(button, () => { if (restore) stop(); else start(); });
    addEventListener('pagehide', stop);
  }

  // Copies in every browser, also over plain http.
  function copier(button) {
    reveal(button, () => {
      const area = doc.body.appendChild(make('textarea', 'sr', button.dataset.copy));
      area.select();
      setTimeout(say(button, doc.execCommand('copy') ? '已复制' : '请长按复制'), 2000);
      area.remove();
    });
  }

  // Select all, the live count, and the chosen rows marked.
  function picking(name) {
    const named = (key) => all('[data-' + key + '="' + name + '"]');
    const ticks = all('input[type=checkbox][name="' + name + '"]'), heads = named('select-all');
    const show = () => {
      const chosen = ticks.filter((tick) => tick.checked).length;
      ticks.forEach((tick) => (tick.closest('tr, li') || tick).classList.toggle('is-picked', tick.checked));
      heads.forEach((head) => { head.checked = chosen === ticks.length; head.indeterminate = chosen > 0 && !head.checked; });
      named('selected').forEach((count) => { count.textContent = '已选' + chosen + (count.dataset.unit || '件'); });
    };
    ticks.forEach((tick) => tick.addEventListener('change', show));
    heads.forEach((head) => {
      (head.closest('label') || head).hidden = false;
      head.onchange = () => { ticks.forEach((tick) => { tick.checked = head.checked; }); show(); };
    });
    addEventListener('pageshow', show);
  }

  // While a resident writes: public matters that could be the same thing. One press joins, another leaves again.
  function similar(box) {
    const form = box.closest('form'), field = (name) => form.elements[name];
    let timer = 0, sent = '', turn = 0;
    const ask = async () => {
      const body = new URLSearchParams();
      ['form', 'what', 'where', 'category', 'accusation', 'bypass'].forEach((name) => {
        const one = field(name);
        if (one && (one.type !== 'checkbox' || one.checked)) body.append(name, one.value);
      });
      const to = form.querySelector('[name=to]:checked');
      if (to) body.append('to', to.value);
      if (field('join').value || body.get('what').length < 8 || body.toString() === sent) return;
      sent = body.toString();
      const mine = ++turn;
      try {
        const answer = await fetch(box.dataset.similar, { method: 'POST', body });
        const words = answer.ok ? await answer.text() : '';
        if (mine === turn && !field('join').value) box.innerHTML = words;
      } catch (e) { /* the form goes on without */ }
    };
    form.addEventListener('input', (event) => {
      if (!['what', 'where', 'category', 'to', 'accusation', 'bypass'].includes(event.target.name)) return;
      clearTimeout(timer);
      timer = setTimeout(ask, 900);
    });
    box.addEventListener('click', (event) => {
      const button = event.target.closest('[data-join]');
      if (!button) return;
      const joins = field('join').value !== button.dataset.join;
      field('join').value = joins ? button.dataset.join : '';
      all('[data-join]', box).forEach((one) => {
        const chosen = joins && one === button;
        one.setAttribute('aria-pressed', chosen);
        say(one, chosen ? '已选：一起办理' : '我也是这件事');
      });
    });
    ask();
  }

  bigger(doc.querySelector('[data-bigger]'));
  all('[data-photos]').forEach(photos);
  all('textarea[maxlength]').forEach(counter);
  draft();
  once();
  all('[data-similar]').forEach(similar);
  all('[data-read-aloud]').forEach(readAloud);
  all('[data-print]').forEach((button) => reveal(button, () => print()));
  all('[data-copy]').forEach(copier);
  new Set(all('[data-selected]').map((count) => count.dataset.selected)).forEach(picking);
})();
