// guess.js - the fields of documents, from a page of them: for lists that have
// no schema. Pure, so that the tests can call it.

const common = ['eq', 'ne', 'in', 'nin', 'exists'];
const order = ['gt', 'gte', 'lt', 'lte'];
const operatorsOf = {
  text: [...common, 'contains', 'startsWith', 'endsWith'],
  number: [...common, ...order],
  date: [...common, ...order],
  boolean: ['eq', 'ne', 'exists'],
  relation: [...common, 'all'],
  object: ['exists'],
};

const isStub = (value) =>
  typeof value.href === 'string' && typeof value.slug === 'string';

function typeOf(name, value) {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'object') return isStub(value) ? 'relation' : 'object';
  return /^\d{4}-\d\d-\d\d(T|$)/.test(value) ? 'date' : 'text';
}

const MAX_DEPTH = 3;

function note(found, path, value, depth) {
  if (Array.isArray(value)) {
    for (const element of value) note(found, path, element, depth);
    if (found[path]) found[path].list = true;
    return;
  }
  if (value === null) return;
  const type = typeOf(path, value);
  const field = (found[path] ??= { types: [], list: false });
  if (!field.types.includes(type)) field.types.push(type);
  if (type === 'relation') field.target = value.href.split('/').at(-2);
  if (typeof value !== 'object' || depth === MAX_DEPTH) return;
  for (const [name, below] of Object.entries(value))
    if (name !== 'href') note(found, `${path}.${name}`, below, depth + 1);
}

/** { path: { types, operators, sort, facet, list, target } }. */
export function fieldsOfDocuments(documents) {
  const found = {};
  for (const entry of documents)
    for (const [name, value] of Object.entries(entry))
      note(found, name, value, 1);
  for (const field of Object.values(found)) {
    const own = field.types.flatMap((type) => operatorsOf[type]);
    field.operators = [...new Set(own)];
    field.sort = !field.types.includes('object');
    field.facet = field.sort;
  }
  return found;
}
