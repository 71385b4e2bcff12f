// controls.js - the controls of one row of a query: field, operator and value
// of a condition, or the value of a parameter.
//
// `query` is what they belong to: its path, its table of fields, its status, and
// edited() and redraw() for when something was changed.
import { isCondition, joinName, operatorNames, splitName } from './address.js';
import { askLater, site } from './api.js';
import { fill, h } from './dom.js';
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
export const often = {
  q: 'words "in a row" -without',
  sort: '-date,title',
  fields: 'title,author.name',
  include: 'html,related',
  facets: 'tags,date.month',
  limit: '20',
  or: '(tags=a,featured=true)',
};
export const seldom = {
  not: '(tags=a)',
  locale: 'fr,en',
  status: 'all',
  ...{ 'q:mode': 'any', prefix: 'true', typos: 'false' },
  lenient: 'true',
  pretty: 'true',
  envelope: 'false',
};
const examples = { ...often, ...seldom };
const ofSearch = ['q', 'q:mode', 'prefix', 'typos'];

/** Those of them that this server takes. */
export const namesOf = (parameters) =>
  Object.keys(parameters).filter(
    (name) => site.links.search !== undefined || !ofSearch.includes(name),
  );

let count = 0;
const newId = () => `row-${++count}`;

/** A text box whose values are suggested. */
function valueBox(row, query, { label, placeholder, suggest }) {
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
        query.edited(false);
      },
      change: () => query.edited(true),
    },
  });
  return [box, options];
}

function choice(row, query, label, values, value, take) {
  const select = h(
    'select',
    {
      'aria-label': label,
      on: {
        change: () => {
          take(select.value);
          query.edited(true);
          if (!select.isConnected) row.element.querySelector('select')?.focus(); // it was redrawn
        },
      },
    },
    values.map(([each, text]) =>
      h('option', { value: each, selected: each === value }, text),
    ),
  );
  return select;
}

async function valuesOf(field, { fields, path, status }) {
  const info = fields[field] ?? {};
  if (info.values) return info.values.map((value) => [String(value)]);
  if (info.types?.includes('date')) return dateExamples().map((text) => [text]);
  if (info.facet === false) return [];
  const more = status ? `&status=${encodeURIComponent(status)}` : '';
  const asked = encodeURIComponent(field);
  const list = path === '/search' ? '/_all' : path; // which wants a text
  const answer = await askLater(`${list}?limit=0&facets=${asked}${more}`);
  const found = answer.json?.meta?.facets?.[field] ?? [];
  return found
    .slice(0, 200)
    .map(({ value, name, count: times }) => [
      String(value),
      `${name ?? textOf(value)} (${times})`,
    ]);
}

const truths = ['true', 'false'];

/** Whether a condition can only be true or false. */
function isSwitch({ name }, fields) {
  const { field, op } = splitName(name);
  const types = fields[field]?.types ?? [];
  return op === 'exists' || (types.length === 1 && types[0] === 'boolean');
}

function conditionControls(row, query) {
  const { fields } = query;
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
        if (isSwitch(row, fields) && !truths.includes(row.value))
          row.value = 'true';
        query.redraw(row);
        query.edited(true);
        row.element.querySelector('.operand')?.focus();
      },
    },
  });
  const operator = choice(
    row,
    query,
    `Operator of ${field || 'the condition'}`,
    operators.map((each) => [each, word(each)]),
    op,
    (next) => {
      row.name = joinName({ field: name.value.trim(), op: next });
      if (next === 'exists' && !truths.includes(row.value)) row.value = 'true';
      query.redraw(row);
    },
  );
  const label = `Value of ${field || 'the condition'}`;
  const operand = isSwitch(row, fields)
    ? choice(
        row,
        query,
        label,
        [...new Set([...truths, row.value])].map((each) => [each, each]),
        row.value,
        (value) => (row.value = value),
      )
    : valueBox(row, query, {
        label,
        placeholder: ['in', 'nin', 'all'].includes(op) ? 'a,b,c' : 'value',
        suggest: field === '' ? undefined : () => valuesOf(field, query),
      });
  return [name, operator, operand];
}

/** What fits into `sort`, `fields` and `facets`. */
function fieldNames(parameter, { fields, isSearch }) {
  const all = Object.entries(fields);
  const ofSearches = { sort: ['relevance'], fields: ['search'] }[parameter];
  return [
    ...(isSearch ? (ofSearches ?? []) : []),
    ...(parameter === 'sort'
      ? all
          .filter(([, info]) => info.sort !== false)
          .flatMap(([field]) => [field, `-${field}`])
      : all.map(([field]) => field)),
  ].map((name) => [name]);
}

function parameterControls(row, query) {
  const isFields = ['sort', 'fields', 'facets'].includes(row.name);
  return [
    h('span', { class: 'field mono name' }, row.name),
    valueBox(row, query, {
      label: row.name,
      placeholder: examples[row.name],
      suggest: isFields ? async () => fieldNames(row.name, query) : undefined,
    }),
  ];
}

export const controlsOf = (row, query) =>
  row.name === '' || isCondition([row.name])
    ? conditionControls(row, query)
    : parameterControls(row, query);
