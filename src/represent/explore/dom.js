// dom.js - elements from data, and numbers as people read them.
//
// All text becomes text nodes: nothing that a server answers is ever read as
// markup, except in the frame of a document's body (frame.js).
import { splitMarks } from './marks.js';

const asProperty = new Set([
  'checked',
  'disabled',
  'open',
  'selected',
  'value',
]);

/** An element: h('a', { href: '#/', on: { click } }, 'Home', ...). */
export function h(name, given, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'on')
      for (const [type, listener] of Object.entries(value))
        element.addEventListener(type, listener);
    else if (key === 'style') Object.assign(element.style, value);
    else if (asProperty.has(key)) element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  add(element, children);
  return element;
}

/** Adds nodes and texts, in lists of any depth; null and false are nothing. */
export function add(element, children) {
  for (const child of [children].flat(Infinity))
    if (child !== null && child !== undefined && child !== false)
      element.append(child);
  return element;
}

export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

/** A text of a search as text nodes and marks. */
export const marked = (text) =>
  splitMarks(text).map((piece, i) =>
    i % 2 === 0 ? piece : h('mark', null, piece),
  );

export const byId = (id) => document.getElementById(id);

/** Says something to those who listen to the page. */
export function announce(text) {
  byId('status').textContent = text;
}

const plain = new Intl.NumberFormat('en');

export const showNumber = (number) => plain.format(number);

export const showCount = (number, one, many = `${one}s`) =>
  `${showNumber(number)} ${number === 1 ? one : many}`;

export function showBytes(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const [amount, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${unit}`;
}

export const showTime = (ms) =>
  ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;

export const showShare = (part, whole) =>
  whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;

/** A bar for `part` of `whole`, for those who see it. */
export const bar = (part, whole) =>
  h(
    'span',
    { class: 'bar', 'aria-hidden': 'true' },
    h('span', {
      style: {
        width: `${part > 0 ? Math.max(2, (100 * part) / whole) : 0}%`,
      },
    }),
  );

/** A button that puts a text into the clipboard. */
export function copyButton(text, label = 'Copy') {
  const button = h('button', { type: 'button', class: 'small' }, label);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Not allowed';
    }
    announce(button.textContent);
    setTimeout(() => fill(button, label), 1500);
  });
  return button;
}

/** Runs `work` once nothing has called for `ms`. */
export function debounce(work, ms) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), ms);
  };
}

/** A menu is closed by a click elsewhere and by Escape. */
export function watchMenus() {
  addEventListener('click', ({ target }) => {
    for (const menu of document.querySelectorAll('details.menu[open]'))
      if (!menu.contains(target)) menu.open = false;
  });
  addEventListener('keydown', ({ key }) => {
    const menu = document.querySelector('details.menu[open]');
    if (key !== 'Escape' || menu === null) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}
