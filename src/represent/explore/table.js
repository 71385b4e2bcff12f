// table.js - documents as a table: sorted by a click on a heading, filtered by
// a click on a value.
import {
  collectionOf,
  joinFragment,
  joinTarget,
  splitTarget,
  valueOf,
  withCondition,
  withNextSort,
  withParameter,
} from './address.js';
import { add, h, marked, showCount, showNumber } from './dom.js';
import {
  documentLink,
  documentsOf,
  shorten,
  statusOf,
  targetOfEntry,
  textOf,
  thumbnail,
  titleOf,
  valueButtons,
} from './parts.js';

const never = [
  'id',
  'slug',
  'path',
  'rev',
  'href',
  'excerpt',
  'url',
  'collection',
  'search',
];
const first = [
  'status',
  'date',
  'day',
  'author',
  'tags',
  'categories',
  'post_count',
];
const twins = { day: 'date', authors: 'author' }; // the same once more
const MAX_COLUMNS = 6;
const MAX_ROWS = 200; // at first: /_all has up to 10,000 on a page

const isEmpty = (value) =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0);

/** What fits into a cell: no nested objects, no long texts. */
function fitsCell(value) {
  if (isEmpty(value)) return true;
  if (Array.isArray(value)) return value.every(fitsCell);
  if (typeof value === 'object') return value.href !== undefined;
  return String(value).length <= 60;
}

/** Names in the order in which they are worth a column. */
export function columnsOf(documents, isAll) {
  const names = [...new Set(documents.flatMap(Object.keys))].filter(
    (name) =>
      (!never.includes(name) || (isAll && name === 'collection')) &&
      !['title', 'name'].includes(name) &&
      documents.some((entry) => !isEmpty(entry[name])) &&
      documents.every((entry) => fitsCell(entry[name])),
  );
  const isTwin = (name) => names.includes(twins[name]);
  const saysMore = (name) =>
    documents.length === 1 ||
    new Set(documents.map((entry) => textOf(entry[name]))).size > 1;
  const weight = (name) => {
    const at = first.indexOf(name);
    const lacking = documents.filter((entry) => isEmpty(entry[name])).length;
    return at >= 0 ? at - first.length : lacking / documents.length;
  };
  return names
    .filter((name) => !isTwin(name) && (first.includes(name) || saysMore(name)))
    .sort((a, b) => weight(a) - weight(b))
    .slice(0, MAX_COLUMNS);
}

const sortOf = (parameters) => valueOf(parameters, 'sort') ?? '';

function heading(name, { target, fields, go }, isAmount = false) {
  const sort = sortOf(splitTarget(target).parameters);
  const [mark, order] =
    sort === name
      ? ['▲', 'ascending']
      : sort === `-${name}`
        ? ['▼', 'descending']
        : ['', 'none'];
  const canSort = fields[name]?.sort !== false;
  return h(
    'th',
    {
      scope: 'col',
      role: 'columnheader',
      'aria-sort': canSort ? order : undefined,
      class: isAmount ? 'amount' : undefined,
    },
    canSort
      ? h(
          'button',
          {
            type: 'button',
            class: 'sorter',
            title: `Sort by ${name}`,
            on: { click: () => go(withNextSort(target, name)) },
          },
          name,
          h('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
        )
      : name,
  );
}

function classOf(value) {
  if (isEmpty(value)) return 'lacking';
  return typeof value === 'number' ? 'amount' : undefined;
}

/** Where the words that were searched for are, or else what it is about. */
function summary({ search, excerpt }) {
  const snippets = search?.snippets ?? [];
  if (snippets.length > 0)
    return snippets.map(({ text, section }) =>
      h(
        'span',
        { class: 'snippet muted' },
        section && [h('b', null, section.title), ' '],
        marked(text),
      ),
    );
  return (
    excerpt && h('span', { class: 'excerpt muted' }, shorten(excerpt, 140))
  );
}

function row(entry, columns, image, context) {
  const { target, fields, go } = context;
  const status = statusOf(target);
  const filter = (field, value) => go(withCondition(target, field, value));
  const own = targetOfEntry(entry);
  const title = h(
    own === null ? 'span' : 'a',
    {
      href: own === null ? undefined : documentLink(own, status),
      class: 'title',
    },
    typeof entry.search?.title === 'string'
      ? marked(entry.search.title)
      : shorten(String(titleOf(entry)) || '(without a title)', 110),
  );
  const cells = columns.map((name) =>
    h(
      'td',
      {
        role: 'cell',
        'data-label': name,
        class: classOf(entry[name]),
      },
      isEmpty(entry[name])
        ? h('span', { class: 'muted', 'aria-label': 'none' }, '–')
        : valueButtons(entry[name], name, fields[name]?.types, filter),
    ),
  );
  return h(
    'tr',
    { role: 'row', class: entry.status ? `is-${entry.status}` : undefined },
    image !== undefined && h('td', { role: 'cell', class: 'image' }, image),
    h(
      'th',
      { scope: 'row', role: 'rowheader' },
      title,
      summary(entry),
    ),
    cells,
  );
}

export function pages({ target, answer, go }) {
  const pagination = answer.json.meta?.pagination;
  if (!pagination) return null;
  const { path, parameters } = splitTarget(target);
  const at = (page) =>
    joinTarget({
      path,
      parameters: withParameter(
        withParameter(parameters, 'cursor'),
        'page',
        page === 1 ? undefined : String(page),
      ),
    });
  const size = (limit) =>
    joinTarget({
      path,
      parameters: withParameter(
        withParameter(withParameter(parameters, 'page'), 'cursor'),
        'limit',
        limit,
      ),
    });
  const { page, prev, next, pages: all, limit } = pagination;
  const isPaged = page !== undefined && page !== null && all > 1;
  const step = (label, to) =>
    h(
      'button',
      {
        type: 'button',
        disabled: to === null,
        on: { click: () => go(at(to)) },
      },
      label,
    );
  const sizes = [...new Set([10, 20, 50, 100, limit])].sort((a, b) => a - b);
  const chooser = h(
    'select',
    {
      'aria-label': 'Documents on a page',
      on: { change: () => go(size(chooser.value)) },
    },
    sizes.map((each) =>
      h(
        'option',
        { value: String(each), selected: each === limit },
        `${each} a page`,
      ),
    ),
  );
  return h(
    'nav',
    { class: 'pages', 'aria-label': 'Pages' },
    isPaged && [
      step('‹ Previous', prev),
      h('span', null, `${showNumber(page)} of ${showNumber(all)}`),
      step('Next ›', next),
    ],
    chooser,
  );
}

/** What the server says of a search. */
function searchNotes({ answer }) {
  const { corrected, behind } = answer.json.meta?.search ?? {};
  return [
    corrected !== undefined &&
      h('p', { class: 'muted' }, 'Searched for ', h('b', null, corrected), '.'),
    behind > 0 &&
      h(
        'p',
        { class: 'muted' },
        `The words of ${showCount(behind, 'document')} are not known yet.`,
      ),
  ];
}

/** Which columns are shown: the reader's choice is in the address. */
function columnChooser(all, shown, { state }) {
  return h(
    'details',
    { class: 'menu' },
    h('summary', null, 'Columns'),
    h(
      'div',
      { class: 'choices' },
      all.map((name) => {
        const box = h('input', {
          type: 'checkbox',
          checked: shown.includes(name),
          on: {
            change: () => {
              const next = box.checked
                ? [...shown, name]
                : shown.filter((each) => each !== name);
              const options = {
                ...state.options,
                columns: next.join(','),
              };
              location.hash = joinFragment({ ...state, options });
            },
          },
        });
        return h('label', null, box, ` ${name}`);
      }),
    ),
  );
}

export function showTable(panel, context) {
  const { target, answer, state } = context;
  const documents = documentsOf(answer);
  const isAll = collectionOf(splitTarget(target).path) === '_all';
  const usual = columnsOf(documents, isAll);
  const shown = state.options.columns?.split(',') ?? usual;
  const every = [...new Set(documents.flatMap(Object.keys))].filter(
    (name) => !['title', 'name', 'search'].includes(name),
  );
  const images = documents.map((entry) => thumbnail(entry));
  const hasImages = images.some((image) => image !== null);
  const name = documents.some((entry) => entry.title !== undefined)
    ? 'title'
    : 'name';
  const rows = (from, to = MAX_ROWS) =>
    documents
      .slice(from, to)
      .map((entry, i) =>
        row(entry, shown, hasImages ? images[from + i] : undefined, context),
      );
  const table = h(
    'table',
    { class: 'documents', role: 'table' },
    h('caption', { class: 'unseen' }, `Documents of ${target}`),
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        hasImages &&
          h(
            'th',
            { scope: 'col', role: 'columnheader' },
            h('span', { class: 'unseen' }, 'Image'),
          ),
        heading(name, context),
        shown.map((each) =>
          heading(
            each,
            context,
            documents.some((entry) => typeof entry[each] === 'number'),
          ),
        ),
      ),
    ),
    h('tbody', { role: 'rowgroup' }, rows(0)),
  );
  const rest = h(
    'button',
    {
      type: 'button',
      on: {
        click: () => {
          rest.remove();
          add(table.tBodies[0], rows(MAX_ROWS, documents.length));
        },
      },
    },
    `Show the other ${showNumber(documents.length - MAX_ROWS)}`,
  );
  add(panel, [
    h(
      'div',
      { class: 'line tools' },
      pages(context),
      h('span', { class: 'spring' }),
      columnChooser(every, shown, context),
    ),
    searchNotes(context),
    documents.length === 0
      ? h('p', { class: 'empty' }, 'No document is like that.')
      : h(
          'div',
          {
            class: 'scroll',
            tabindex: '0',
            role: 'region',
            'aria-label': 'Table of documents',
          },
          table,
        ),
    documents.length > MAX_ROWS && rest,
  ]);
}
