// charts.js - how the documents of a query are spread: over months, or over the
// values of a field.
import { joinFragment, splitTarget, valueOf } from './address.js';
import { ask, targetOfHref } from './api.js';
import { add, fill, h, showCount, showNumber } from './dom.js';
import { countTarget, valueBars } from './facts.js';
import { problemView } from './parts.js';

const periods = ['month', 'year', 'day'];
const MAX_BARS = 240;
const MAX_LISTED = 100;
const MAX_COLUMN_WIDTH = 90;

/** What can be counted: dates by period, every other field by value. */
export function facetsOf(fields) {
  const isDate = (info) => info.types.length === 1 && info.types[0] === 'date';
  const countable = Object.entries(fields).filter(
    ([, info]) => info.facet !== false,
  );
  return [
    ...countable
      .filter(([name, info]) => isDate(info) && name !== 'day')
      .flatMap(([name]) => periods.map((period) => `${name}.${period}`)),
    ...countable.filter(([, info]) => !isDate(info)).map(([name]) => name),
  ];
}

/** Months between two, so that one without documents is seen to have none. */
export function fillPeriods(counts) {
  const isMonths = counts.every(({ value }) => /^\d{4}-\d\d$/.test(value));
  const isYears = counts.every(({ value }) => /^\d{4}$/.test(value));
  if (counts.length < 2 || (!isMonths && !isYears)) return counts;
  const numberOf = (text) =>
    isYears
      ? Number(text)
      : Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1;
  const nameOf = (number) =>
    isYears
      ? String(number).padStart(4, '0')
      : `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
  const known = new Map(counts.map((each) => [numberOf(each.value), each]));
  const first = Math.min(...known.keys());
  const last = Math.max(...known.keys());
  if (last - first >= MAX_BARS) return counts;
  return Array.from(
    { length: last - first + 1 },
    (_, i) =>
      known.get(first + i) ?? {
        value: nameOf(first + i),
        count: 0,
        href: null,
      },
  );
}

/** One stop for the tab key; the arrows go from column to column. */
function moveAlong(event) {
  const steps = {
    ArrowLeft: -1,
    ArrowRight: 1,
    Home: -Infinity,
    End: Infinity,
  };
  if (!(event.key in steps)) return;
  const all = [
    ...event.currentTarget.querySelectorAll('button:not(:disabled)'),
  ];
  const at = all.indexOf(document.activeElement) + steps[event.key];
  const next = all[Math.min(Math.max(at, 0), all.length - 1)];
  for (const each of all) each.tabIndex = each === next ? 0 : -1;
  next.focus();
  event.preventDefault();
}

function histogram(counts, { go }) {
  const largest = Math.max(...counts.map(({ count }) => count));
  const columns = counts.map(({ value, count, href }, i) =>
    h(
      'li',
      null,
      h(
        'button',
        {
          type: 'button',
          class: 'column',
          tabindex: i === 0 ? '0' : '-1', // the first of them has documents
          disabled: href === null,
          title: `${value}: ${showNumber(count)}`,
          'aria-label': `${value}: ${showCount(count, 'document')}`,
          on: { click: () => go(targetOfHref(href)) },
        },
        h('span', { style: { height: `${(100 * count) / largest}%` } }),
      ),
    ),
  );
  return h(
    'figure',
    { class: 'histogram' },
    h(
      'div',
      { style: { maxWidth: `${counts.length * MAX_COLUMN_WIDTH}px` } },
      h(
        'div',
        { class: 'plot' },
        h(
          'span',
          { class: 'most muted', 'aria-hidden': 'true' },
          showNumber(largest),
        ),
        h('ol', { on: { keydown: moveAlong } }, columns),
      ),
      h(
        'figcaption',
        { class: 'muted' },
        h('span', null, counts[0].value),
        counts.length > 2 &&
          h('span', null, counts[Math.floor(counts.length / 2)].value),
        counts.length > 1 && h('span', null, counts.at(-1).value),
      ),
    ),
  );
}

export async function showCharts(panel, context) {
  const { target, fields, state, signal } = context;
  const choices = facetsOf(fields);
  const asked = valueOf(splitTarget(target).parameters, 'facets')?.split(
    ',',
  )[0];
  const by = state.options.by ?? asked ?? choices[0];
  if (by === undefined) {
    add(panel, h('p', { class: 'empty' }, 'There is no field to count by.'));
    return;
  }
  const chooser = h(
    'select',
    {
      on: {
        change: () => {
          const options = { ...state.options, by: chooser.value };
          location.hash = joinFragment({ ...state, options });
        },
      },
    },
    [...new Set([by, ...choices])].map((each) =>
      h('option', { value: each, selected: each === by }, each),
    ),
  );
  const body = h('div', null, h('p', { class: 'muted' }, 'Counting …'));
  const summary = h('span', { class: 'muted' });
  add(panel, [
    context.isFixed
      ? h('p', null, summary)
      : h(
          'div',
          { class: 'line tools' },
          h('label', null, 'Count by ', chooser),
          summary,
        ),
    body,
  ]);
  const answer = await ask(countTarget(target, ['facets', by]), { signal });
  const counts = answer.json?.meta?.facets?.[by];
  if (counts === undefined) {
    fill(body, problemView(answer, context));
    return;
  }
  const total = answer.json.meta.pagination.total;
  fill(
    summary,
    `${showCount(counts.length, context.isFixed ? 'month' : 'value')} with ${showCount(total, 'document')}`,
  );
  if (counts.length === 0) {
    fill(body, h('p', { class: 'empty' }, 'No document has a value.'));
  } else if (/\.(year|month|day)$/.test(by)) {
    const inOrder = [...counts].sort((a, b) => (a.value < b.value ? -1 : 1));
    fill(body, histogram(fillPeriods(inOrder).slice(-MAX_BARS), context));
    add(body, [
      h(
        'details',
        null,
        h('summary', null, 'As a list'),
        valueBars([...inOrder].reverse(), MAX_BARS, context),
      ),
    ]);
  } else {
    fill(
      body,
      h('div', { class: 'long' }, valueBars(counts, MAX_LISTED, context)),
    );
  }
}
