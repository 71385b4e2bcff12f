// facts.js - the fields of a collection: type, how many documents have it, and
// its commonest values.
//
// All of it are counts of the API: `<field>:exists=true` and `facets`. They are
// asked for when a row comes into view, a few at a time, since a collection can
// have hundreds of fields.
import {
  groupNames,
  isCondition,
  joinTarget,
  splitTarget,
  withCondition,
} from './address.js';
import { askLater, targetOfHref } from './api.js';
import { add, bar, fill, h, showCount, showNumber, showShare } from './dom.js';
import { shorten, textOf, totalOf } from './parts.js';

const MAX_FACETS = 8; // of one request
const MAX_VALUES = 4;
const MAX_AT_ONCE = 1000; // documents: beyond, all values of a text are many
const kept = [
  ...groupNames,
  ...['q', 'q:mode', 'prefix', 'typos', 'status', 'locale'],
];

/** The target that counts what another one lists. */
export function countTarget(target, ...more) {
  const { path, parameters } = splitTarget(target);
  const own = parameters.filter(
    (each) => isCondition(each) || kept.includes(each[0]),
  );
  return joinTarget({ path, parameters: [...own, ['limit', '0'], ...more] });
}

const facetOf = (name, { types }) =>
  types.length === 1 && types[0] === 'date' ? `${name}.year` : name;

/** Whether its values are few enough to be counted without being asked. */
const isChoice = ({ types, values, facet }) =>
  facet !== false &&
  (values !== undefined ||
    ['relation', 'boolean', 'date'].some((type) => types.includes(type)));

/** Whether no value says more than another. */
const isEachOnce = (values) =>
  values.length > MAX_VALUES && values.every(({ count }) => count === 1);

/** Gathers the facets that rows want into few requests. */
function makeCounter(target, signal) {
  let wanted = [];
  let timer;
  async function send() {
    timer = undefined;
    const batch = wanted.slice(0, MAX_FACETS);
    wanted = wanted.slice(MAX_FACETS);
    if (wanted.length > 0) timer = setTimeout(send, 30);
    const names = batch.map(({ facet }) => facet).join(',');
    const asked = countTarget(target, ['facets', names], ['lenient', 'true']);
    try {
      const answer = await askLater(asked, signal);
      for (const { facet, resolve } of batch)
        resolve(answer.json?.meta?.facets?.[facet] ?? null);
    } catch {
      // the reader has gone elsewhere
    }
  }
  return (facet) =>
    new Promise((resolve) => {
      wanted.push({ facet, resolve });
      timer ??= setTimeout(send, 30);
    });
}

/** Bars of values; each leads to the documents that have it. */
export function valueBars(values, most, { go }) {
  const shown = values.slice(0, most);
  const largest = Math.max(1, ...values.map(({ count }) => count));
  return [
    h(
      'ul',
      { class: 'bars' },
      shown.map(({ value, name, count, href }) =>
        h(
          'li',
          null,
          h(
            'button',
            {
              type: 'button',
              class: 'value',
              title: href,
              on: { click: () => go(targetOfHref(href)) },
            },
            shorten(name ?? textOf(value), 40) || '(empty)',
          ),
          bar(count, largest),
          h('span', { class: 'number' }, showNumber(count)),
        ),
      ),
    ),
    values.length > most &&
      h(
        'span',
        { class: 'muted' },
        `and ${showCount(values.length - most, 'other')}`,
      ),
  ];
}

export function showFields(panel, context) {
  const { target, fields, answer, signal, go } = context;
  const total = totalOf(answer) ?? 0;
  const countValues = makeCounter(target, signal);
  const loaders = new Map();
  const observer = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target: element } of seen) {
        if (!isIntersecting) continue;
        observer.unobserve(element);
        loaders.get(element)();
      }
    },
    { rootMargin: '200px' },
  );
  signal.addEventListener('abort', () => observer.disconnect());

  function fieldRow([name, info]) {
    const have = h('td', {
      role: 'cell',
      'data-label': 'has it',
      class: 'have',
    });
    const values = h('td', { role: 'cell', 'data-label': 'values' });
    const types = info.types.map((type) =>
      type === 'relation' && info.target ? `→ ${info.target}` : type,
    );
    async function showValues() {
      fill(values, h('span', { class: 'muted' }, '…'));
      const found = await countValues(facetOf(name, info));
      fill(
        values,
        found === null || found.length === 0
          ? h('span', { class: 'muted' }, '–')
          : isEachOnce(found)
            ? h(
                'span',
                { class: 'once muted' },
                `${showCount(found.length, 'different value')}, each once: `,
                shorten(
                  found
                    .slice(0, 3)
                    .map(({ value, name: label }) => label ?? textOf(value))
                    .join(', '),
                  90,
                ),
              )
            : valueBars(found, MAX_VALUES, context),
      );
    }
    async function load() {
      if (isChoice(info) || (total <= MAX_AT_ONCE && info.facet !== false))
        showValues();
      else if (info.facet !== false)
        fill(
          values,
          h(
            'button',
            {
              ...{
                type: 'button',
                class: 'value link',
                on: { click: showValues },
              },
              'aria-label': `Count the values of ${name}`,
            },
            'count the values',
          ),
        );
      if (!info.operators.includes('exists')) return;
      try {
        const more = [`${name}:exists`, 'true'];
        const counted = await askLater(countTarget(target, more), signal);
        const number = counted.json?.meta?.pagination?.total;
        if (number === undefined) return;
        fill(
          have,
          h(
            'button',
            {
              ...{ type: 'button', class: 'value' },
              title: `Only documents that have ${name}`,
              on: {
                click: () =>
                  go(withCondition(target, `${name}:exists`, 'true')),
              },
            },
            showNumber(number),
          ),
          bar(number, total),
          h('span', { class: 'muted' }, showShare(number, total)),
        );
      } catch {
        // the reader has gone elsewhere
      }
    }
    const element = h(
      'tr',
      { role: 'row' },
      h('th', { scope: 'row', role: 'rowheader' }, h('code', null, name)),
      h(
        'td',
        { role: 'cell', 'data-label': 'type', class: 'types' },
        types.join(', '),
        info.list && h('span', { class: 'muted' }, ' list'),
      ),
      have,
      values,
    );
    loaders.set(element, load);
    observer.observe(element);
    return element;
  }

  const head = ['field', 'type', 'documents that have it', 'commonest values'];
  add(panel, [
    h(
      'div',
      {
        class: 'scroll',
        tabindex: '0',
        role: 'region',
        'aria-label': 'Fields',
      },
      h(
        'table',
        { class: 'fields', role: 'table' },
        h(
          'caption',
          { class: 'unseen' },
          `Fields of ${splitTarget(target).path}`,
        ),
        h(
          'thead',
          { role: 'rowgroup' },
          h(
            'tr',
            { role: 'row' },
            head.map((each) =>
              h('th', { scope: 'col', role: 'columnheader' }, each),
            ),
          ),
        ),
        h('tbody', { role: 'rowgroup' }, Object.entries(fields).map(fieldRow)),
      ),
    ),
  ]);
}
