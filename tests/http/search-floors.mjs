// search-floors.mjs - what share of documents a search must find, a little under
// what bench/search/quality.mjs has measured; it says what is asked.
import assert from 'node:assert/strict';

export const floors = [
  { site: 'personalweb', shuffled: 0.97, mistyped: 0.9 },
  { site: 'nodejs-blog', shuffled: 0.97, mistyped: 0.93 },
  { site: 'funktionale-de', shuffled: 0.97, mistyped: 0.93 },
  { site: 'cassidoo-astro', shuffled: 0.97, mistyped: 0.93 },
];

export function holds(measured, floor) {
  const { site, queries, shuffled, mistyped } = measured;
  assert.ok(queries > 5, `${site} gives ${queries} queries`);
  assert.ok(shuffled >= floor.shuffled, `${site}: first in ${shuffled}`);
  assert.ok(
    mistyped >= floor.mistyped,
    `${site}: with an error among three in ${mistyped}`,
  );
}
