// check.test.mjs - `headmatter check` for files that are committed, and while
// they are written.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { writeSite } from './server.mjs';
import { binary, run, until } from './support.mjs';

let site;
const at = (name) => path.join(site.dir, name);

before(async () => {
  site = await writeSite({
    'one/headmatter.yaml': 'site: {title: One}\n',
    'one/posts/good.md': '---\ntitle: Good\n---\n[x](bad.md)\n',
    'one/posts/bad.md': '---\ntitle: a: b\n---\n',
    'one/posts/alone.md': '---\ntitle: Alone\n---\n[good](good.md)\n',
    'two/headmatter.yaml': '',
    'two/posts/other.md': '---\ntitle: Other\n---\n',
    'three/posts/plain.md': '---\ntitle: c: d\n---\n',
  });
});

after(() => site?.remove());

const check = (args, cwd = site.dir) => run(['check', ...args], { cwd });
const found = ({ stdout }) =>
  JSON.parse(stdout).data.map(({ path: file, code }) => [file, code]);

describe('files', () => {
  test('are checked within their site, and no others are reported', async () => {
    const files = ['one/posts/good.md', 'one/posts/alone.md'];
    const answer = await check([...files, '--format', 'json']);
    assert.deepEqual(found(answer), [['posts/good.md', 'link-target-missing']]);
    assert.deepEqual(JSON.parse(answer.stdout).meta, {
      read_as: 'plain folder',
      documents: 2,
      errors: 0,
      warnings: 1,
      notices: 0,
    });
    assert.equal(answer.code, 0);
  });

  test('fail as a folder does', async () => {
    assert.equal((await check(['one/posts/bad.md'])).code, 1);
    assert.equal((await check(['one/posts/alone.md'])).code, 0);
    const strict = ['--fail-on', 'warning'];
    assert.equal((await check(['one/posts/good.md', ...strict])).code, 1);
    assert.equal((await check(['one/posts/alone.md', ...strict])).code, 0);
  });

  test('may be named from anywhere', async () => {
    for (const [args, cwd] of [
      [['bad.md'], at('one/posts')],
      [['../one/posts/../posts/bad.md'], at('two')],
      [[at('one/posts/bad.md')], '/'],
    ]) {
      const answer = await check([...args, '--format', 'json'], cwd);
      assert.deepEqual(found(answer), [['posts/bad.md', 'yaml-syntax']]);
    }
  });

  test('are named from the current folder on GitHub', async () => {
    const github = ['--format', 'github'];
    const answer = await check(['one/posts/bad.md', ...github]);
    assert.match(answer.stdout, /^::error file=one\/posts\/bad\.md,line=2/m);
    const within = await check(['posts/bad.md', ...github], at('one'));
    assert.match(within.stdout, /^::error file=posts\/bad\.md,line=2/m);
  });

  test('without settings are of the current folder or HEADMATTER_DIR', async () => {
    const file = 'posts/plain.md';
    const json = ['--format', 'json'];
    const here = await check([file, ...json], at('three'));
    assert.deepEqual(found(here), [[file, 'yaml-syntax']]);
    const env = { HEADMATTER_DIR: at('three') };
    const args = ['check', at(`three/${file}`), ...json];
    const there = await run(args, { cwd: '/', env });
    assert.deepEqual(found(there), [[file, 'yaml-syntax']]);
  });

  test('that are links are known by their own names', async () => {
    await mkdir(at('one/notes'));
    await symlink('../posts/bad.md', at('one/notes/link.md'));
    const answer = await check(['one/notes/link.md', '--format', 'json']);
    assert.deepEqual(
      found(answer).map(([file]) => file),
      ['notes/link.md'],
    );
  });

  test('of no site, of two and none are errors that say so', async () => {
    for (const [args, message] of [
      [['one/posts/bad.md', 'two/posts/other.md'], /are in two sites/],
      [['one/posts/no.md', 'one/posts/bad.md'], /no file 'one\/posts\/no\.md'/],
      [['one/posts/bad.md', 'two'], /'two' is a folder/],
      [['one/posts/bad.md', '--watch'], /--watch takes a folder/],
      [['one', '--watch', '--format', 'json'], /--watch takes a folder/],
    ]) {
      const { code, stdout, stderr } = await check(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, message);
      assert.equal(stdout, '');
    }
    const elsewhere = await check([at('three/posts/plain.md')], at('two'));
    assert.equal(elsewhere.code, 2);
    assert.match(elsewhere.stderr, /is in no known site/);
  });
});

test('--watch prints what is new and what is fixed', async () => {
  const child = spawn(binary, ['check', at('one'), '--watch']);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = once(child, 'exit');
  try {
    await until(() => /served.*error/.test(output));
    await writeFile(at('one/posts/bad.md'), '---\ntitle: mended\n---\n');
    await until(() => /^fixed: posts\/bad\.md:2/m.test(output));
    await writeFile(at('one/posts/good.md'), '---\ntitle: [\n---\n');
    await until(() => /^error: posts\/good\.md:/m.test(output));
  } finally {
    child.kill('SIGINT');
  }
  assert.deepEqual(await ended, [1, null]);
});
