// reference.mjs - the query language once more, in JavaScript over the whole
// list, without an index and without a hurry.
//
// It is written from the description of the language, not from the program,
// and it is what the program's answers are compared with. Documents are those
// of a list as `.ndjson`, with stubs of people and terms made whole.

const isObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRelation = (value) =>
  isObject(value) && typeof value.href === 'string' && 'post_count' in value;

/** The values that a document has at a path; null is none. */
export function* valuesAt(value, names) {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const element of value) yield* valuesAt(element, names);
  } else if (names.length === 0) {
    yield value;
  } else if (isObject(value) && Object.hasOwn(value, names[0])) {
    yield* valuesAt(value[names[0]], names.slice(1));
  }
}

/** Every path to a value, through objects, lists and relations. */
export function* pathsOf(value, path = []) {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const element of value) yield* pathsOf(element, path);
    return;
  }
  if (path.length > 0) yield path.join('.');
  if (!isObject(value) || path.length === 4) return;
  for (const [key, child] of Object.entries(value))
    if (/^[\w-]+$/.test(key)) yield* pathsOf(child, [...path, key]);
}

/** Text without regard to case. */
export const fold = (text) =>
  text
    .replaceAll('ß', 'ss')
    .replaceAll('ẞ', 'ss')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');

const spelled = { æ: 'ae', ð: 'd', ø: 'o', þ: 'th', đ: 'd', ı: 'i', ł: 'l', œ: 'oe' };

/** Folded text without the accents of Latin and Greek letters. */
export const plain = (text) =>
  fold(text)
    .normalize('NFD')
    .replace(/(^|[^\u0300-\u036f])([\u0300-\u036f]+)/gu, (all, base, marks) => {
      if (base === 'е') return base + marks.replace('\u0308', '');
      const keeps = /[\p{L}\p{N}]/u.test(base) && !/[\p{scx=Latn}\p{scx=Grek}\p{scx=Zyyy}]/u.test(base);
      return keeps ? all : base;
    })
    .replace(/[æðøþđıłœ]/g, (letter) => spelled[letter])
    .normalize('NFC');

export function typeOf(value) {
  if (isRelation(value)) return 'relation';
  return isObject(value) ? 'object' : typeof value;
}

const bytewise = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const naturalParts = (text) =>
  text
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .match(/\d+|[^\d]/gsu) ?? [];

/** Digits by their number, else bytes; case and accents come last. */
export function compareNaturally(a, b) {
  const x = naturalParts(plain(a));
  const y = naturalParts(plain(b));
  for (let i = 0; i < x.length && i < y.length; i++) {
    const numbers = /^\d/.test(x[i]) && /^\d/.test(y[i]);
    const order = numbers
      ? Number(BigInt(x[i]) - BigInt(y[i]))
      : bytewise(x[i], y[i]);
    if (order !== 0) return order;
  }
  return x.length - y.length || bytewise(a, b);
}

/** The interval [from, to) in milliseconds that "2024-05" and its like name. */
function interval(text) {
  const [year, month, day] = text.split('-').map(Number);
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  if (day !== undefined) return [from, Date.UTC(year, month - 1, day + 1)];
  if (month !== undefined) return [from, Date.UTC(year, month, 1)];
  return [from, Date.UTC(year + 1, 0, 1)];
}

const dates = {
  eq: (at, [from, to]) => at >= from && at < to,
  gt: (at, [, to]) => at >= to,
  gte: (at, [from]) => at >= from,
  lt: (at, [from]) => at < from,
  lte: (at, [, to]) => at < to,
};
const orders = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};
const texts = {
  contains: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
};

function isEqual(value, wanted) {
  if (isRelation(value))
    return value.slug === wanted || fold(value.name) === fold(wanted);
  return String(value) === wanted;
}

/** One value against one text. */
function meets(value, op, wanted, isDate) {
  if (isDate) return dates[op](Date.parse(value), interval(wanted));
  if (op === 'eq') return isEqual(value, wanted);
  if (op in texts) {
    const found = isRelation(value) ? [value.name, value.slug] : [value];
    const reduce = plain(wanted) === fold(wanted) ? plain : fold;
    return found.some((text) => texts[op](reduce(text), reduce(wanted)));
  }
  const order =
    typeof value === 'number'
      ? value - Number(wanted)
      : compareNaturally(isRelation(value) ? value.name : value, wanted);
  return orders[op](order);
}

/** A condition { path, op, values, isDate } or { group, parts }. */
export function holds(document, condition) {
  const { group, parts } = condition;
  if (group === 'and') return parts.every((part) => holds(document, part));
  if (group === 'or') return parts.some((part) => holds(document, part));
  if (group === 'not') return !parts.every((part) => holds(document, part));

  const { path, op, values, isDate } = condition;
  const own = [...valuesAt(document, path.split('.'))];
  const has = (wanted) => own.some((value) => meets(value, 'eq', wanted, isDate));
  if (op === 'exists') return own.length > 0 === (values[0] === 'true');
  if (op === 'eq' || op === 'in') return values.some(has);
  if (op === 'ne' || op === 'nin') return !values.some(has);
  if (op === 'all') return values.every(has);
  return own.some((value) => meets(value, op, values[0], isDate));
}

function compareValues(a, b) {
  if (isRelation(a)) return compareNaturally(fold(a.name), fold(b.name));
  if (typeof a === 'string') return compareNaturally(fold(a), fold(b));
  return Number(a) - Number(b);
}

const pathOf = (document) => document.path ?? document.slug;

/** The documents by a path ("-" turns it round), missing last, ties by path. */
export function sorted(documents, sort) {
  const down = sort.startsWith('-');
  const names = sort.slice(down ? 1 : 0).split('.');
  const isDate = ['date', 'updated'].includes(names.join('.'));
  const keyed = documents.map((document) => {
    const [first] = valuesAt(document, names);
    return { document, key: isDate && first ? Date.parse(first) : first };
  });
  keyed.sort((a, b) => {
    const lacking = (a.key === undefined) - (b.key === undefined);
    const order =
      lacking || a.key === undefined
        ? lacking
        : compareValues(a.key, b.key) * (down ? -1 : 1);
    return order || compareNaturally(pathOf(a.document), pathOf(b.document));
  });
  return keyed.map(({ document }) => document);
}
