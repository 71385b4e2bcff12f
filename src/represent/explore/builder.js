// builder.js - a query as rows of controls, and as the address that it is.
//
// Both can be edited, and each follows the other. What the server says of a
// parameter stands below the row of that parameter, with its suggestion as a
// button. Rows are made anew only when the query was changed elsewhere, so that
// whoever types in one keeps the cursor.
import {
  groupNames,
  isCondition,
  joinName,
  joinTarget,
  operatorNames,
  parameterNames,
  splitName,
  splitTarget,
} from './address.js';
import { askLater, urlOf } from './api.js';
import { copyButton, fill, h } from './dom.js';
import { textOf } from './parts.js';

const words = {
  eq: 'is',
  ne: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  in: 'is one of',
  nin: 'is none of',
  all: 'has all of',
  contains: 'contains',
  startsWith: 'starts with',
  endsWith: 'ends with',
  exists: 'is there',
};
const wordsOfDates = {
  gt: 'is after',
  gte: 'is from',
  lt: 'is before',
  lte: 'is up to',
};
const dateExamples = () => {
  const year = new Date().getFullYear();
  return [`${year}`, `${year - 1}`, `${year}-01`, 'now', 'now-30d', 'now-1y'];
};

/** Parameters that a row can be added for, with examples of their values. */
const often = {
  sort: '-date,title',
  fields: 'title,author.name',
  include: 'html,related',
  facets: 'tags,date.month',
  limit: '20',
  or: '(tags=a,featured=true)',
};
const seldom = {
  not: '(tags=a)',
  locale: 'fr,en',
  status: 'all',
  lenient: 'true',
  pretty: 'true',
  envelope: 'false',
};
const examples = { ...often, ...seldom };

let count = 0;
const newId = () => `row-${++count}`;

/**
 * `change(target, isSettled)` is called with each new target; `fields()` is
 * the table of fields, `base()` the target whose values are suggested.
 */
export function makeBuilder({ change }) {
  let path = '/';
  let rows = [];
  let fields = {};
  let shown = null;
  const list = h('ol', { class: 'rows' });
  const general = h('div', { class: 'faults' });
  const names = h('datalist', { id: 'field-names' });
  const address = h('input', {
    class: 'address mono',
    id: 'address',
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    'aria-label': 'Address of the query',
    on: {
      change: () => open(address.value.trim()),
      keydown: (event) => {
        if (event.key === 'Enter') open(address.value.trim());
      },
    },
  });

  const target = () =>
    joinTarget({
      path,
      parameters: rows
        .filter(({ name }) => name !== '')
        .map(({ name, value }) => [name, value]),
    });

  function open(text) {
    const at = text.indexOf(urlOf(''));
    const given = at === 0 ? text.slice(urlOf('').length) : text;
    if (given === shown || given === '') return;
    change(given.startsWith('/') ? given : `/${given}`, true);
  }

  /** After an edit: the address grows, and the view follows. */
  function edited(isSettled) {
    shown = target();
    address.value = shown;
    change(shown, isSettled);
  }

  function remove(row) {
    const at = rows.indexOf(row);
    rows = rows.filter((each) => each !== row);
    row.element.remove();
    const near = rows[Math.min(at, rows.length - 1)];
    (near?.element.querySelector('input, select') ?? adder).focus();
    edited(true);
  }

  const removeButton = (row) =>
    h(
      'button',
      {
        type: 'button',
        class: 'small remove',
        'aria-label': `Remove ${row.name || 'this row'}`,
        on: { click: () => remove(row) },
      },
      '×',
    );

  /** A text box whose values are suggested. */
  function valueBox(row, { label, placeholder, suggest }) {
    const id = newId();
    const options = h('datalist', { id });
    let isAsked = false;
    const box = h('input', {
      ...{ value: row.value, placeholder, list: id, 'aria-label': label },
      ...{
        autocomplete: 'off',
        autocapitalize: 'off',
        spellcheck: 'false',
      },
      class: 'operand',
      on: {
        focus: async () => {
          if (isAsked || suggest === undefined) return;
          isAsked = true;
          const values = await suggest();
          fill(
            options,
            values.map(([value, text]) => h('option', { value }, text)),
          );
        },
        input: () => {
          row.value = box.value;
          edited(false);
        },
        change: () => edited(true),
      },
    });
    return [box, options];
  }

  function choice(row, label, values, value, take) {
    const select = h(
      'select',
      {
        'aria-label': label,
        on: {
          change: () => {
            take(select.value);
            edited(true);
          },
        },
      },
      values.map(([each, text]) =>
        h('option', { value: each, selected: each === value }, text),
      ),
    );
    return select;
  }

  async function valuesOf(field) {
    const info = fields[field] ?? {};
    if (info.values) return info.values.map((value) => [String(value)]);
    if (info.types?.includes('date'))
      return dateExamples().map((text) => [text]);
    if (info.facet === false) return [];
    const status = rows.find(({ name }) => name === 'status');
    const more = status ? `&status=${encodeURIComponent(status.value)}` : '';
    const asked = encodeURIComponent(field);
    const answer = await askLater(`${path}?limit=0&facets=${asked}${more}`);
    const found = answer.json?.meta?.facets?.[field] ?? [];
    return found
      .slice(0, 200)
      .map(({ value, name, count: times }) => [
        String(value),
        `${name ?? textOf(value)} (${times})`,
      ]);
  }

  function conditionControls(row) {
    const { field, op } = splitName(row.name);
    const info = fields[field];
    const known = info?.operators ?? operatorNames;
    const isDate = info?.types.includes('date');
    const operators = known.includes(op) ? known : [...known, op];
    const word = (each) => (isDate && wordsOfDates[each]) || words[each];
    const name = h('input', {
      ...{ value: field, list: 'field-names', placeholder: 'field' },
      ...{
        'aria-label': 'Field',
        class: 'field mono',
        spellcheck: 'false',
      },
      ...{ autocomplete: 'off', autocapitalize: 'off' },
      on: {
        change: () => {
          const now = splitName(row.name).op;
          const can = fields[name.value]?.operators ?? operatorNames;
          row.name = joinName({
            field: name.value.trim(),
            op: can.includes(now) ? now : (can[0] ?? 'eq'),
          });
          if (name.value.trim() === '') row.name = '';
          draw(row);
          edited(true);
          row.element.querySelector('.operand')?.focus();
        },
      },
    });
    const operator = choice(
      row,
      `Operator of ${field || 'the condition'}`,
      operators.map((each) => [each, word(each)]),
      op,
      (next) => {
        row.name = joinName({ field: name.value.trim(), op: next });
        if (next === 'exists' && !['true', 'false'].includes(row.value))
          row.value = 'true';
        draw(row);
      },
    );
    const label = `Value of ${field || 'the condition'}`;
    const isSwitch =
      op === 'exists' ||
      (info?.types.length === 1 && info.types[0] === 'boolean');
    const operand = isSwitch
      ? choice(
          row,
          label,
          [...new Set(['true', 'false', row.value])].map((each) => [
            each,
            each,
          ]),
          row.value,
          (value) => (row.value = value),
        )
      : valueBox(row, {
          label,
          placeholder: ['in', 'nin', 'all'].includes(op) ? 'a,b,c' : 'value',
          suggest: field === '' ? undefined : () => valuesOf(field),
        });
    return [name, operator, operand];
  }

  function parameterControls(row) {
    const isFields = ['sort', 'fields', 'facets'].includes(row.name);
    return [
      h('span', { class: 'field mono name' }, row.name),
      valueBox(row, {
        label: row.name,
        placeholder: examples[row.name],
        suggest: isFields
          ? async () =>
              Object.entries(fields)
                .filter(
                  ([, info]) => row.name !== 'sort' || info.sort !== false,
                )
                .flatMap(([field]) =>
                  row.name === 'sort' ? [[field], [`-${field}`]] : [[field]],
                )
          : undefined,
      }),
    ];
  }

  function draw(row) {
    const isPlain = row.name === '' || isCondition([row.name]);
    fill(
      row.element,
      isPlain ? conditionControls(row) : parameterControls(row),
      removeButton(row),
      row.faults,
    );
    row.element.classList.toggle('wide', groupNames.includes(row.name));
  }

  function newRow(name, value) {
    const faults = h('div', { class: 'faults' });
    const row = { name, value, faults, element: h('li', { class: 'row' }) };
    draw(row);
    return row;
  }

  function addRow(name, value = '') {
    more.open = false;
    const row = newRow(name, value);
    rows.push(row);
    list.append(row.element);
    row.element.querySelector('input')?.focus();
  }

  const adderOf = (name, label) =>
    h(
      'button',
      {
        type: 'button',
        class: 'small adder',
        'aria-label': `Add ${label}`,
        on: { click: () => addRow(name) },
      },
      `+ ${label}`,
    );
  const adder = adderOf('', 'condition');
  const more = h(
    'details',
    { class: 'menu' },
    h('summary', null, 'more'),
    h(
      'div',
      { class: 'choices' },
      Object.keys(seldom).map((name) => adderOf(name, name)),
    ),
  );

  /** What a suggestion makes of a row. */
  function take(row, suggestion) {
    const equals = suggestion.indexOf('=');
    if (equals > 0) {
      row.name = suggestion.slice(0, equals);
      row.value = suggestion.slice(equals + 1);
    } else if (parameterNames.includes(row.name)) {
      const parts = row.value.split(',');
      if (parts.length === 1) row.value = suggestion;
      else row.value = [...parts.slice(0, -1), suggestion].join(',');
    } else {
      row.name = suggestion;
    }
    draw(row);
    edited(true);
  }

  function faultView(fault, row, kind) {
    return h(
      'p',
      { class: kind },
      fault.detail,
      row &&
        fault.suggestion &&
        h(
          'button',
          {
            type: 'button',
            class: 'small',
            on: { click: () => take(row, fault.suggestion) },
          },
          `Use ${fault.suggestion}`,
        ),
    );
  }

  /** The server's errors and warnings, each at its parameter. */
  function say(errors, warnings) {
    for (const row of rows) {
      fill(row.faults);
      row.element.classList.remove('faulty');
    }
    fill(general);
    for (const [kind, faults] of [
      ['error', errors],
      ['warning', warnings],
    ])
      for (const fault of faults) {
        const row = rows.find(({ name }) => name === fault.parameter);
        (row?.faults ?? general).append(faultView(fault, row, kind));
        if (row && kind === 'error') row.element.classList.add('faulty');
      }
  }

  const element = h(
    'section',
    { class: 'builder', 'aria-label': 'Query' },
    h(
      'div',
      { class: 'line' },
      h('span', { class: 'method', 'aria-hidden': 'true' }, 'GET'),
      address,
      copyButton(() => urlOf(target()), 'Copy'),
      h(
        'a',
        { class: 'button small', target: '_blank', rel: 'noopener' },
        'Open',
      ),
    ),
    list,
    general,
    h(
      'div',
      { class: 'line adders' },
      adder,
      Object.keys(often).map((name) => adderOf(name, name)),
      more,
    ),
    names,
  );
  const opener = element.querySelector('a');
  opener.addEventListener('click', () => {
    opener.href = urlOf(target());
  });

  return {
    element,
    say,
    /** Whether all of these have a row to stand at. */
    shows: (errors) =>
      errors?.length > 0 &&
      errors.every(({ parameter }) =>
        rows.some(({ name }) => name === parameter),
      ),
    /** Shows a target, unless it came from here. */
    show(next, nextFields) {
      const isNew = next !== shown;
      const hasFields = nextFields !== fields;
      fields = nextFields;
      if (hasFields)
        fill(
          names,
          Object.entries(fields)
            .filter(([, info]) => info.operators.length > 0)
            .map(([value, info]) =>
              h('option', { value }, info.types.join(', ')),
            ),
        );
      opener.href = urlOf(next);
      if (isNew) {
        const { path: nextPath, parameters } = splitTarget(next);
        path = nextPath;
        rows = parameters.map(([name, value]) => newRow(name, value));
        fill(
          list,
          rows.map((row) => row.element),
        );
        shown = next;
        address.value = next;
      } else if (hasFields) {
        for (const row of rows)
          if (!row.element.contains(document.activeElement)) draw(row);
      }
    },
  };
}
