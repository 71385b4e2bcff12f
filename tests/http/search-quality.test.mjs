// search-quality.test.mjs - documents are found by what people type.
//
// A change of ranking, of words or of corrections that finds less shows here, on
// sites that nobody wrote for it.
import path from 'node:path';
import { test } from 'node:test';
import { measure } from '../../bench/search/quality.mjs';
import { findCorpus } from './corpora.mjs';
import { floors, holds } from './search-floors.mjs';
import { binary, root } from './support.mjs';

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
