// address.js - where the page is, as its address has it.
//
//     #table;columns=title,day/posts?tags=http&date:gte=2025
//      view  options          target: what the API is asked for
//
// The view "table" without options is left out: `#/posts?tags=http`. Nothing
// here knows a browser, so that the tests can call it.

/** Names that are parameters of a list; every other one is a field. */
export const parameterNames = [
  'q',
  'q:mode',
  'prefix',
  'typos',
  'sort',
  'seed',
  'fields',
  'include',
  'facets',
  'exclude',
  'limit',
  'count',
  'page',
  'cursor',
  'envelope',
  'pretty',
  'lenient',
  'section',
  'urls',
  'content',
  'status',
  'preview',
  'locale',
];
export const groupNames = ['or', 'and', 'not'];
export const operatorNames = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'nin',
  'all',
  'contains',
  'startsWith',
  'endsWith',
  'exists',
];

/** Of a path, where a plus is a plus; what cannot be decoded stays as it is. */
export function decodePath(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const decode = (text) => decodePath(text.replaceAll('+', ' '));

/** As little as must be: what a reader can read stays as it is. */
export const encode = (text) =>
  encodeURIComponent(text).replace(/%(3A|2C|2F|40|24)/g, decodeURIComponent);

/** "/posts?tags=a&limit=3" as { path, parameters: [['tags', 'a'], ...] }. */
export function splitTarget(target) {
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  const query = at < 0 ? '' : target.slice(at + 1);
  const parameters = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [decode(part), '']
        : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
  return { path: path === '' ? '/' : path, parameters };
}

export function joinTarget({ path, parameters }) {
  const query = parameters
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  return query === '' ? path : `${path}?${query}`;
}

/** "date:gte" as { field: 'date', op: 'gte' }; without an operator it is eq. */
export function splitName(name) {
  const at = name.lastIndexOf(':');
  const op = name.slice(at + 1);
  return at > 0 && operatorNames.includes(op)
    ? { field: name.slice(0, at), op }
    : { field: name, op: 'eq' };
}

/** A field whose name is a parameter's needs its operator. */
export const joinName = ({ field, op }) =>
  op === 'eq' && ![...parameterNames, ...groupNames].includes(field)
    ? field
    : `${field}:${op}`;

export const isCondition = ([name]) =>
  !parameterNames.includes(name) && !groupNames.includes(name);

export const valueOf = (parameters, name) =>
  parameters.find(([known]) => known === name)?.[1];

/** The parameters with `name` set to `value`, or without it (undefined). */
export function withParameter(parameters, name, value) {
  const others = parameters.filter(([known]) => known !== name);
  return value === undefined || value === ''
    ? others
    : [...others, [name, value]];
}

/** With one more condition, from the first page on. */
export function withCondition(target, name, value) {
  const { path, parameters } = splitTarget(target);
  const isThere = parameters.some(([n, v]) => n === name && v === value);
  const others = ['page', 'cursor'].reduce(
    (left, known) => withParameter(left, known),
    parameters,
  );
  const at = others.findLastIndex(isCondition) + 1;
  return joinTarget({
    path,
    parameters: isThere
      ? others
      : [...others.slice(0, at), [name, value], ...others.slice(at)],
  });
}

/** The next of: not sorted by this field, upwards, downwards. */
export function withNextSort(target, field) {
  const { path, parameters } = splitTarget(target);
  const sort = valueOf(parameters, 'sort');
  const next = { [field]: `-${field}`, [`-${field}`]: undefined };
  return joinTarget({
    path,
    parameters: withParameter(
      withParameter(withParameter(parameters, 'page'), 'cursor'),
      'sort',
      sort in next ? next[sort] : field,
    ),
  });
}

/** What a list is searched for: the text of `q`, or null. */
export function searchedText(target) {
  const { path, parameters } = splitTarget(target);
  const text = valueOf(parameters, 'q')?.trim() ?? '';
  return text === '' || kindOf(path) !== 'list' ? null : text;
}

export function splitFragment(fragment) {
  const text = fragment.replace(/^#/, '');
  const slash = text.indexOf('/');
  const before = slash < 0 ? text : text.slice(0, slash);
  const [view, ...rest] = before.split(';');
  const options = Object.fromEntries(
    rest.map((part) => {
      const [name, ...value] = part.split('=');
      return [name, decode(value.join('='))];
    }),
  );
  const target = slash < 0 ? '/' : text.slice(slash);
  return { view: view === '' ? 'table' : view, options, target };
}

export function joinFragment({ view = 'table', options = {}, target }) {
  const list = Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `;${name}=${encode(value).replaceAll('/', '%2F')}`)
    .join('');
  const word = view === 'table' && list === '' ? '' : view;
  return `#${word}${list}${target}`;
}

/** What is listed at a path: "posts" of /posts, and of /tags/http/posts. A
 *  search is one of all documents. */
export function collectionOf(path) {
  const names = path.split('/').filter((name) => name !== '');
  if (names.length > 2 && names.at(-1) === 'posts') return 'posts';
  if (names[0] === 'recent') return 'posts';
  if (names[0] === 'search') return '_all';
  return decodePath(names[0] ?? '');
}

/** What is at a path: 'list', 'item', or 'other' for the API's own names. */
export function kindOf(path) {
  const names = path.split('/').filter((name) => name !== '');
  const isOwn = names[0]?.startsWith('_') || names[0]?.includes('.');
  if (names.length === 0 || (isOwn && names[0] !== '_all')) return 'other';
  if (names.length === 1) return 'list';
  if (names[0] === 'search') return 'other';
  return names.length > 2 && names.at(-1) === 'posts' ? 'list' : 'item';
}
