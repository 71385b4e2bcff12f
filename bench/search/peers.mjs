// peers.mjs DIR < targets - the same documents and queries in Node.js.
//
//     MiniSearch   index 21.4 s, 612 MB    one 1.31 ms   two 2.02 ms
//     lunr         ...
//
// Reads the posts that posts.mjs has written and the targets that targets.mjs
// made of them. Each index is built in memory, which is timed, and each query
// is asked three times; the median counts. Neither knows phrases: these are not
// asked. lunr is given a tenth of the documents where there are more than
// 10,000, or it runs out of memory.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import lunr from 'lunr';
import MiniSearch from 'minisearch';

const folder = join(process.argv[2], 'posts');
const documents = readdirSync(folder).map((name, id) => {
  const [, front, body] = readFileSync(join(folder, name), 'utf8').split(
    '---\n',
  );
  return { id, title: /^title: (.*)$/m.exec(front)[1], body };
});
const queries = readFileSync(0, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'))
  .filter(([kind]) => kind !== 'phrase')
  .map(([kind, target]) => [
    kind,
    new URLSearchParams(target.split('?')[1]).get('q'),
  ]);

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function measure(name, build, search) {
  globalThis.gc?.();
  const memory = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const index = build();
  const { user, system } = process.cpuUsage(cpu);
  globalThis.gc?.();
  const grown = (process.memoryUsage.rss() - memory) / 1e6;
  const times = {};
  for (let round = 0; round < 3; round++) {
    for (const [kind, text] of queries) {
      const start = performance.now();
      search(index, text);
      (times[kind] ??= []).push(performance.now() - start);
    }
  }
  const shown = Object.entries(times).map(
    ([kind, all]) => `${kind} ${median(all).toFixed(3)} ms`,
  );
  console.log(
    `${name}  ${documents.length} documents  ${((user + system) / 1e6).toFixed(1)} s of CPU  ${grown.toFixed(0)} MB  ${shown.join('  ')}`,
  );
}

measure(
  'MiniSearch',
  () => {
    const index = new MiniSearch({
      fields: ['title', 'body'],
      searchOptions: { combineWith: 'AND', boost: { title: 8 } },
    });
    index.addAll(documents);
    return index;
  },
  (index, text) => index.search(text).slice(0, 20),
);

if (documents.length > 10_000)
  documents.length = Math.ceil(documents.length / 10);
measure(
  'lunr      ',
  () =>
    lunr(function () {
      this.ref('id');
      this.field('title', { boost: 8 });
      this.field('body');
      for (const document of documents) this.add(document);
    }),
  (index, text) => index.search(text.replaceAll(/\S+/g, '+$&')).slice(0, 20),
);
