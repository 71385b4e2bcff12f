// answer.js - the answer itself: as a tree, as the bytes that came, and what its
// header fields mean.
import { ask, targetOfHref } from './api.js';
import { joinFragment } from './address.js';
import {
  add,
  copyButton,
  fill,
  h,
  showBytes,
  showCount,
  showTime,
} from './dom.js';
import { fragmentOf, shorten, showStatus } from './parts.js';

function showSeconds(seconds) {
  if (seconds === 0) return 'not at all';
  const units = [
    [86400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  const [size, name] = units.find(([each]) => seconds % each === 0);
  return showCount(seconds / size, name);
}

/** Cache-Control in words. */
export function lifetimeOf(field) {
  if (field === null || field === '') return 'not said';
  const given = Object.fromEntries(
    field.split(',').map((part) => part.trim().toLowerCase().split('=')),
  );
  if ('no-store' in given) return 'kept nowhere';
  const own = Number(given['max-age'] ?? 0);
  const shared = Number(given['s-maxage'] ?? own);
  const browsers =
    own === 0
      ? 'browsers ask each time'
      : `browsers keep it ${showSeconds(own)}`;
  return `${browsers}, shared caches keep it ${showSeconds(shared)}`;
}

const fact = (name, value) =>
  h('div', null, h('dt', null, name), h('dd', null, value));

/** What there is to know of an answer, in one line. */
export function facts(answer) {
  const { headers, coded, whole, text } = answer;
  const coding = headers.get('content-encoding');
  const size = whole > 0 ? whole : new TextEncoder().encode(text).length;
  const isCoded = coding !== null && coded > 0 && coded !== size;
  const total = headers.get('x-total-count');
  return h(
    'dl',
    { class: 'facts' },
    fact(
      'status',
      h('span', { class: answer.ok ? 'good' : 'bad' }, showStatus(answer)),
    ),
    fact(
      'size',
      isCoded
        ? `${showBytes(coded)} ${coding}, ${showBytes(size)} whole`
        : showBytes(size),
    ),
    fact('time', showTime(answer.ms)),
    total !== null && fact('documents', total),
    headers.get('etag') && fact('ETag', h('code', null, headers.get('etag'))),
    fact('lifetime', lifetimeOf(headers.get('cache-control'))),
  );
}

const MAX_OPEN = 2; // levels of the tree that are open at first
const MAX_CHILDREN = 100; // of one node, until more are asked for

const isAddress = (key, value) =>
  typeof value === 'string' && value.startsWith('/') && key === 'href';

function leaf(key, value, isLink) {
  const kind = value === null ? 'null' : typeof value;
  const text =
    typeof value === 'string' ? JSON.stringify(value) : String(value);
  const shown = shorten(text, 2000);
  if (isLink || isAddress(key, value))
    return h(
      'a',
      { href: fragmentOf(targetOfHref(value)), class: 'string' },
      shown,
    );
  return h('span', { class: kind }, shown);
}

function node(key, value, depth, parent) {
  const label =
    key === null
      ? null
      : h(
          'span',
          { class: typeof key === 'number' ? 'index' : 'key' },
          `${key}: `,
        );
  if (value === null || typeof value !== 'object') {
    const isLink = parent === 'links' && typeof value === 'string';
    return h('div', { class: 'leaf' }, label, leaf(key, value, isLink));
  }
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  const told = value.title ?? value.name ?? value.slug ?? value.type;
  const size = isList
    ? `[ ${entries.length} ]`
    : typeof told === 'string'
      ? `{ ${shorten(told, 60)} }`
      : `{ ${shorten(Object.keys(value).join(', '), 60)} }`;
  if (entries.length === 0)
    return h(
      'div',
      { class: 'leaf' },
      label,
      h('span', { class: 'muted' }, isList ? '[ ]' : '{ }'),
    );
  const inside = h('div', { class: 'inside' });
  function grow(from) {
    const part = entries.slice(from, from + MAX_CHILDREN);
    add(
      inside,
      part.map(([name, each]) =>
        node(isList ? Number(name) : name, each, depth + 1, key),
      ),
    );
    if (from + MAX_CHILDREN < entries.length) {
      const more = h(
        'button',
        { type: 'button', class: 'small' },
        `${entries.length - from - MAX_CHILDREN} more`,
      );
      more.addEventListener('click', () => {
        more.remove();
        grow(from + MAX_CHILDREN);
      });
      add(inside, more);
    }
  }
  let isGrown = false;
  const details = h(
    'details',
    {
      on: {
        toggle: () => {
          if (!details.open || isGrown) return;
          isGrown = true;
          grow(0);
        },
      },
    },
    h('summary', null, label, h('span', { class: 'muted' }, size)),
    inside,
  );
  if (depth < MAX_OPEN) {
    isGrown = true;
    grow(0);
    details.open = true;
  }
  return details;
}

const MAX_BYTES = 200_000; // shown at first

function bytesView(text) {
  const pre = h(
    'pre',
    {
      class: 'bytes',
      tabindex: '0',
      role: 'region',
      'aria-label': 'Bytes of the answer',
    },
    text.slice(0, MAX_BYTES),
  );
  if (text.length <= MAX_BYTES) return pre;
  const more = h(
    'button',
    { type: 'button' },
    `Show all ${showBytes(text.length)}`,
  );
  more.addEventListener('click', () => {
    pre.textContent = text;
    more.remove();
  });
  return [pre, more];
}

const headersView = ({ headers }) =>
  h(
    'table',
    { class: 'headers' },
    h('caption', { class: 'unseen' }, 'Header fields of the answer'),
    h(
      'tbody',
      null,
      [...headers].map(([name, value]) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, h('code', null, name)),
          h('td', null, h('code', null, value)),
        ),
      ),
    ),
  );

const forms = {
  tree: (answer) =>
    answer.json === null
      ? bytesView(answer.text)
      : h('div', { class: 'tree mono' }, node(null, answer.json, 0, null)),
  bytes: (answer) => bytesView(answer.text),
  headers: headersView,
};

export function showAnswer(panel, { state, answer, target, signal }) {
  const form = forms[state.options.as] ? state.options.as : 'tree';
  const again = h('span', { class: 'muted', role: 'status' });
  const etag = answer.headers.get('etag');
  async function askAgain() {
    const next = await ask(target, { signal, etag });
    const size = next.status === 304 ? 'no body' : showBytes(next.text.length);
    fill(again, `${showStatus(next)}, ${size}, ${showTime(next.ms)}`);
  }
  add(panel, [
    facts(answer),
    h(
      'div',
      { class: 'line tools' },
      h(
        'nav',
        { class: 'choice', 'aria-label': 'Form of the answer' },
        Object.keys(forms).map((name) =>
          h(
            'a',
            {
              href: joinFragment({
                ...state,
                options: {
                  ...state.options,
                  as: name === 'tree' ? undefined : name,
                },
              }),
              'aria-current': name === form ? 'true' : undefined,
            },
            name[0].toUpperCase() + name.slice(1),
          ),
        ),
      ),
      copyButton(() => answer.text, 'Copy the body'),
      etag &&
        h(
          'button',
          {
            type: 'button',
            class: 'small',
            on: { click: askAgain },
            title: `If-None-Match: ${etag}`,
          },
          'Ask again with the ETag',
        ),
      again,
    ),
    forms[form](answer),
  ]);
}
