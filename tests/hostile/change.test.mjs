// change.test.mjs - files that change while they are read.
//
// Writers rename whole files over one another, cut one and fill it again, and
// delete one, as fast as they can, while the binary loads the folder again and
// again. What is replaced by renaming must be seen in one of its two states;
// what is written in place may be seen in any, but nothing else may suffer.
import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { writeSite } from '../http/server.mjs';
import { run } from '../http/support.mjs';

const LOADS = 15;
const states = {
  Short: 'short\n',
  Long: `${'long '.repeat(60_000).trim()}\n`,
};
const text = (title) =>
  `---\ntitle: ${title}\nend: ${title}\n---\n${states[title]}`;

const codesOfCutFiles = [
  'file-unreadable',
  'front-matter-unclosed',
  'json-syntax',
  'yaml-syntax',
];

/** Each keeps going until told to stop; nothing is waited for but itself. */
const writers = [
  async (at, turn) => {
    const next = at('next.tmp');
    await writeFile(next, text(turn % 2 === 0 ? 'Short' : 'Long'));
    await rename(next, at('content/posts/renamed.md'));
  },
  async (at, turn) => {
    const file = at('content/posts/cut.md');
    await writeFile(file, text(turn % 2 === 0 ? 'Short' : 'Long'));
  },
  async (at) => {
    await writeFile(at('content/data/cut.json'), '{"a": [1, 2, 3]}');
    await rm(at('content/data/cut.json'));
  },
];

test('files that change while they are read hurt nobody else', async () => {
  const site = await writeSite({
    'content/posts/good.md': '---\ntitle: Good\n---\nText.\n',
    'content/posts/renamed.md': text('Short'),
    'content/data/good.json': '{"a": 1}',
  });
  const at = (name) => path.join(site.dir, name);
  let isDone = false;
  const running = writers.map(async (write) => {
    for (let turn = 0; !isDone; turn++) await write(at, turn);
  });
  const target = '/_all?include=markdown&limit=10';
  try {
    for (let load = 0; load < LOADS; load++) {
      const { stdout, signal, code } = await run(['get', target, site.dir]);
      assert.deepEqual({ signal, code }, { signal: null, code: 0 });
      const { data } = JSON.parse(stdout);
      const find = (name) => data.find((entry) => entry.path.endsWith(name));
      assert.equal(find('posts/good.md').title, 'Good');
      assert.equal(find('data/good.json').a, 1);
      const { title, end, markdown } = find('renamed.md');
      assert.equal(end, title);
      assert.equal(markdown, states[title]);

      const report = await run(['check', site.dir, '--format', 'json']);
      assert.equal(report.signal, null);
      for (const { code: found } of JSON.parse(report.stdout).data)
        assert.ok(codesOfCutFiles.includes(found), found);
    }
  } finally {
    isDone = true;
    await Promise.all(running);
    await site.remove();
  }
});
