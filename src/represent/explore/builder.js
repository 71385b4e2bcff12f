// builder.js - a query as rows of controls, and as the address that it is.
//
// Both can be edited, and each follows the other. What the server says of a
// parameter stands below the row of that parameter, with its suggestion as a
// button. Rows are made anew only when the query was changed elsewhere, so that
// whoever types in one keeps the cursor.
import {
  groupNames,
  joinTarget,
  parameterNames,
  splitTarget,
} from './address.js';
import { urlOf } from './api.js';
import { controlsOf, namesOf, often, seldom } from './controls.js';
import { copyButton, fill, h } from './dom.js';

/**
 * `change(target, isSettled)` is called with each new target; it is settled once
 * its reader has left the control.
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

  function draw(row) {
    const status = rows.find(({ name }) => name === 'status')?.value;
    const isSearch = rows.some(({ name }) => name === 'q');
    fill(
      row.element,
      controlsOf(row, {
        ...{ path, fields, status, isSearch },
        ...{ edited, redraw: draw },
      }),
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
      namesOf(seldom).map((name) => adderOf(name, name)),
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
      namesOf(often).map((name) => adderOf(name, name)),
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
