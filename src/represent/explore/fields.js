// fields.js - which fields a collection has, and what can be asked of them.
//
// The schema of a collection says so in `x-fields`. What has no schema, as all
// documents together, is taken at its word: what a page of documents holds.
import { ask, site } from './api.js';
import { fieldsOfDocuments } from './guess.js';

const SAMPLE = 50;
const known = new Map();

export const forgetFields = () => known.clear();

/** { path: { types, operators, sort, facet, list, target, values } }. */
export async function loadFields(collection, status, signal) {
  const key = `${collection} ${status ?? ''}`;
  if (known.has(key)) return known.get(key);
  const query = status === undefined ? '' : `?status=${status}`;
  let fields = null;
  if (site.links.schemas !== undefined && collection !== '_all') {
    const name = encodeURIComponent(collection);
    const answer = await ask(`/_schemas/${name}.json${query}`, { signal });
    fields = answer.json?.['x-fields'] ?? null;
  }
  if (fields === null) {
    const more = query === '' ? '?' : `${query}&`;
    const name = encodeURIComponent(collection);
    const answer = await ask(`/${name}${more}limit=${SAMPLE}`, { signal });
    fields = fieldsOfDocuments(answer.json?.data ?? []);
  }
  known.set(key, fields);
  return fields;
}
