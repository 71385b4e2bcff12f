// search-quality.test.mjs - documents are found by what people type.
//
// The floors are a little under what bench/search/quality.mjs has measured; it
// says what is asked. A change of ranking, of words or of corrections that finds
// less shows here, on sites that nobody wrote for it.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { measure } from '../../bench/search/quality.mjs';
import { findCorpus } from './corpora.mjs';
import { binary, root } from './support.mjs';

const floors = [
  { site: 'personalweb', shuffled: 0.97, mistyped: 0.9 },
  { site: 'nodejs-blog', shuffled: 0.97, mistyped: 0.93 },
  { site: 'funktionale-de', shuffled: 0.97, mistyped: 0.93 },
  { site: 'cassidoo-astro', shuffled: 0.97, mistyped: 0.93 },
];

function holds(measured, floor) {
  const { site, queries, shuffled, mistyped } = measured;
  assert.ok(queries > 5, `${site} gives ${queries} queries`);
  assert.ok(shuffled >= floor.shuffled, `${site}: first in ${shuffled}`);
  assert.ok(
    mistyped >= floor.mistyped,
    `${site}: with an error among three in ${mistyped}`,
  );
}

test('the sample site is found by its titles', async () => {
  holds(await measure(path.join(root, 'content'), { binary }), {
    shuffled: 0.95,
    mistyped: 0.85,
  });
});

for (const floor of floors) {
  const { dir, skip } = findCorpus(floor.site);
  test(`${floor.site} is found by its titles`, { skip }, async () => {
    holds(await measure(dir, { binary }), floor);
  });
}
