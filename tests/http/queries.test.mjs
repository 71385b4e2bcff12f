// queries.test.mjs - random queries, answered twice.
//
// Conditions, groups and orders are made from the fields and values that a
// site has; the server answers them, and so does reference.mjs over the whole
// list. Both must name the same documents in the same order. QUERIES is how
// many are asked over all sites (10,000 unless said), SEED repeats a run. The
// name of the test says which sites those are.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { findCorpus } from './corpora.mjs';
import { holds, pathsOf, sorted, typeOf, valuesAt } from './reference.mjs';
import { startServer } from './server.mjs';
import { root } from './support.mjs';

const found = [
  'personalweb',
  'content-ops-starter',
  'auto-annotated-portfolio',
  'funktionale-de',
  'nodejs-blog',
  'cassidoo-astro',
  'nuxt-content-blog',
].map(findCorpus);
const absent = found.filter(({ skip }) => skip);
const sites = [
  path.join(root, 'content'),
  ...found.filter(({ skip }) => !skip).map(({ dir }) => dir),
];
const covered = sites.map((dir) => path.basename(dir)).join(', ');

const total = Number(process.env.QUERIES ?? 10_000);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Asked as dates; every other date in front matter is a string to a writer. */
const dateFields = new Set(['date', 'updated', 'day']);
const unasked = /^(html|toc|front_matter|rev)(\.|$)/;
const looksLikeDate = (text) => /\d/.test(text) && text.length < 60;

async function readAll(server, target) {
  const response = await fetch(server.baseUrl + target);
  assert.equal(response.status, 200, target);
  const lines = (await response.text()).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/** Stubs become the people and terms that they stand for. */
async function readDocuments(server) {
  const whole = new Map();
  for (const collection of ['authors', 'tags', 'categories'])
    for (const entry of await readAll(server, `/${collection}.ndjson`))
      whole.set(entry.href, entry);
  const fill = (stub) => whole.get(stub?.href) ?? stub;
  const posts = await readAll(server, '/posts.ndjson');
  return posts.map((post) => ({
    ...post,
    author: fill(post.author),
    authors: post.authors.map(fill),
    tags: post.tags.map(fill),
    categories: post.categories.map(fill),
  }));
}

/** What can be asked: each path with the values that the documents have. */
function fieldsOf(documents) {
  const paths = new Set(documents.flatMap((one) => [...pathsOf(one)]));
  const fields = [];
  for (const name of paths) {
    const names = name.split('.');
    const values = documents.flatMap((one) => [...valuesAt(one, names)]);
    const types = new Set(values.map(typeOf));
    const isDate = dateFields.has(name);
    if (types.size !== 1 || unasked.test(name)) continue;
    const type = isDate ? 'date' : [...types][0];
    /* Texts that might be dates to the program are not compared as either. */
    if (type === 'string' && values.every(looksLikeDate)) continue;
    fields.push({ name, type, values });
  }
  return fields;
}

const operators = {
  boolean: ['eq', 'ne', 'in', 'exists'],
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'all', 'exists'],
  string: [
    ...['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'all', 'exists'],
    ...['contains', 'startsWith', 'endsWith'],
  ],
  relation: [
    ...['eq', 'ne', 'in', 'nin', 'all', 'exists'],
    ...['contains', 'startsWith', 'endsWith'],
  ],
  date: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'exists'],
  object: ['exists'],
};
const takesList = new Set(['in', 'nin', 'all']);

/** A value as the text of a query: whole, or a part of it. */
function textOf(value, type, op, cut) {
  if (type === 'date') return value.slice(0, [4, 7, 10][cut % 3]);
  const text =
    type === 'relation' ? (cut % 2 ? value.name : value.slug) : String(value);
  const letters = [...text];
  const length = 1 + (cut % 7);
  if (op === 'contains') {
    const from = cut % Math.max(1, letters.length - 1);
    return letters.slice(from, from + length).join('');
  }
  if (op === 'startsWith') return letters.slice(0, length).join('');
  if (op === 'endsWith') return letters.slice(-length).join('');
  return text;
}

function conditions(fields) {
  const condition = fc
    .record({
      field: fc.constantFrom(...fields),
      op: fc.nat(),
      picks: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      cut: fc.nat(1000),
    })
    .map(({ field, op: chosen, picks, cut }) => {
      const { name, type, values } = field;
      const op = operators[type][chosen % operators[type].length];
      const texts = picks.map((pick) =>
        textOf(values[pick % values.length], type, op, cut),
      );
      const asked = takesList.has(op) ? texts : texts.slice(0, 1);
      return {
        path: name,
        op,
        values: op === 'exists' ? [String(cut % 2 === 0)] : asked,
        isDate: type === 'date',
      };
    })
    .filter(({ values }) => values.every((text) => text.length < 400));
  const group = fc.record({
    group: fc.constantFrom('and', 'or', 'not'),
    parts: fc.array(condition, { minLength: 1, maxLength: 3 }),
  });
  const nested = fc.record({
    group: fc.constantFrom('and', 'or', 'not'),
    parts: fc.array(fc.oneof(condition, group), { minLength: 1, maxLength: 3 }),
  });
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: condition },
      { weight: 1, arbitrary: group },
      { weight: 1, arbitrary: nested },
    ),
    { maxLength: 3 },
  );
}

const quoted = (text) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** A condition as it stands in a group. */
function spellInside(condition) {
  const { group, parts, path: name, op, values } = condition;
  if (group) return `${group}=(${parts.map(spellInside).join(',')})`;
  const texts = values.map(quoted);
  return takesList.has(op)
    ? `${name}:${op}=(${texts.join(',')})`
    : `${name}:${op}=${texts[0]}`;
}

/** A condition as a parameter. */
function spell(condition) {
  const { group, parts, path: name, op, values } = condition;
  if (group) return [group, `(${parts.map(spellInside).join(',')})`];
  return [`${name}:${op}`, takesList.has(op) ? values.map(quoted).join() : values[0]];
}

const sortable = (field) => field.type !== 'object' && field.name !== 'rev';

function queries(fields) {
  const names = fields.filter(sortable).map(({ name }) => name);
  return fc.record({
    where: conditions(fields),
    sort: fc.option(
      fc
        .tuple(fc.constantFrom(...names), fc.boolean())
        .map(([name, down]) => (down ? `-${name}` : name)),
      { nil: undefined },
    ),
  });
}

function targetOf({ where, sort }) {
  const parameters = new URLSearchParams(where.map(spell));
  if (sort) parameters.append('sort', sort);
  parameters.append('fields', 'slug');
  return `/posts.ndjson?${parameters}`;
}

/** "a=1" stated twice means the one or the other, so a path stands once. */
function areDistinct({ where }) {
  const names = where.map((condition) => spell(condition)[0]);
  return new Set(names).size === names.length;
}

describe(`random queries of ${covered}, SEED=${seed}`, () => {
  for (const { dir, skip } of absent)
    test(path.basename(dir), { skip }, () => {});

  for (const site of sites) {
    describe(path.basename(site), () => {
      let server;
      let documents;
      before(async () => {
        server = await startServer(site);
        documents = await readDocuments(server);
      });
      after(() => server?.stop());

      test('name the same documents in the same order', async () => {
        const query = queries(fieldsOf(documents)).filter(areDistinct);
        const check = fc.asyncProperty(query, async (asked) => {
          const target = targetOf(asked);
          if (target.length > 8000) return;
          const all = asked.where.reduce(
            (kept, part) => kept.filter((one) => holds(one, part)),
            documents,
          );
          const wanted = asked.sort ? sorted(all, asked.sort) : all;
          const response = await fetch(server.baseUrl + target);
          const body = await response.text();
          assert.equal(response.status, 200, `${target}\n${body}`);
          const found = body.split('\n').filter(Boolean);
          assert.deepEqual(
            found.map((line) => JSON.parse(line).slug),
            wanted.map(({ slug }) => slug),
            target,
          );
        });
        const numRuns = Math.ceil(total / sites.length);
        await fc.assert(check, { seed, numRuns });
      });
    });
  }
});
