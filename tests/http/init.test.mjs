// init.test.mjs - the first minutes: `headmatter init`, and a start in a folder
// in which there is nothing.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { check, run } from './support.mjs';

let site;

beforeEach(async () => {
  site = await writeSite({});
});
afterEach(() => site.remove());

const read = (...names) => readFile(path.join(site.dir, ...names), 'utf8');

async function init(...args) {
  const end = await run(['init', ...args], { cwd: site.dir });
  assert.equal(end.stderr, '');
  assert.equal(end.code, 0);
  return end.stdout;
}

async function write(files) {
  await site.remove();
  site = await writeSite(files);
}

describe('init', () => {
  test('of an empty folder writes a first post, which is served', async () => {
    const said = await init();
    assert.match(said, /wrote +headmatter\.yaml\n +wrote +posts\/hello\.md\n/);
    assert.match(said, /next +headmatter serve\n$/);
    const { stdout } = await run(['get', '/posts?fields=title,day', site.dir]);
    const today = new Date().toISOString().slice(0, 10);
    const [post] = JSON.parse(stdout).data;
    assert.equal(post.title, 'Hello');
    assert.ok(post.day <= today && post.day.startsWith('20'));
    const { data } = await check(site.dir);
    assert.deepEqual(data, []);
  });

  test('makes the folder, and quotes its name for a shell', async () => {
    const said = await init('my site');
    assert.match(said, /next +headmatter serve 'my site'\n$/);
    assert.deepEqual(await readdir(path.join(site.dir, 'my site')), [
      'headmatter.yaml',
      'posts',
    ]);
  });

  test('makes a folder whose name looks like an option', async () => {
    assert.match(await init('--', '-x'), /next +headmatter serve -- -x\n$/);
    assert.deepEqual((await readdir(path.join(site.dir, '-x'))).sort(), [
      'headmatter.yaml',
      'posts',
    ]);
  });

  test('says what was recognised, in a file without effect', async () => {
    await write({
      '_config.yml': 'title: "Of: Jekyll"\nurl: https://a.example\n',
      '_posts/2024-01-01-a.md': '---\ntitle: A\n---\n',
      '_posts/2024-01-02-b.md': '---\ntitle: B\ndraft: true\n---\n',
    });
    assert.doesNotMatch(await init(), /hello/);
    const file = await read('headmatter.yaml');
    assert.match(file, /^# It looks like a Jekyll site\. Documents: 1\.$/m);
    assert.match(file, /^# +posts: 1, such as _posts\/2024-01-01-a\.md$/m);
    assert.match(file, /^# Left out: 1 draft\.$/m);
    assert.match(file, /^# {2}title: "Of: Jekyll" # from _config\.yml$/m);
    assert.match(file, /^# {2}public_url: https:\/\/a\.example # from/m);
    for (const line of file.split('\n'))
      assert.match(line, /^(#.*|[a-z]+:)?$/);

    const { stdout } = await run(['config', site.dir, '--format', 'json']);
    for (const { from } of JSON.parse(stdout).data)
      assert.match(from, /^(default|_config\.yml)$/);
  });

  test('gives settings that mean the same out of their comments', async () => {
    await write({
      'hugo.yaml': 'title: "a # b: \\"c\\""\nbaseURL: https://a.example/b/\n',
      'content/posts/a.md': '---\ntitle: A\n---\n',
    });
    const { stdout: before } = await run(['get', '/', site.dir]);
    await init();
    const file = await read('headmatter.yaml');
    const bare = file.replace(/^#( {2}\w+: |\w+: )/gm, '$1');
    await writeFile(path.join(site.dir, 'headmatter.yaml'), bare);
    const { stdout: after, stderr } = await run(['get', '/', site.dir]);
    assert.equal(stderr, '');
    const { rev: _, ...data } = JSON.parse(before).data;
    const { rev: __, ...same } = JSON.parse(after).data;
    assert.deepEqual(same, data);
  });

  test('changes nothing that exists', async () => {
    const own = 'site: {title: Mine}\n';
    await write({ 'headmatter.yaml': own, 'posts/hello.md': 'Mine.' });
    assert.match(await init(), /kept +headmatter\.yaml\n +next/);
    assert.equal(await read('headmatter.yaml'), own);
    assert.equal(await read('posts', 'hello.md'), 'Mine.');
    await init();
    assert.equal(await read('headmatter.yaml'), own);
  });

  test('fails where it cannot write, and says why', async () => {
    const { code, stderr } = await run(['init', '/no/such/folder']);
    assert.equal(code, 1);
    assert.match(stderr, /\/no\/such\/folder cannot be made: No such file/);
  });
});

describe('a start in an empty folder', () => {
  test('says what to do next, and serves what is written then', async () => {
    const server = await startServer(site.dir);
    const said = server.output.stdout;
    await server.stop();
    assert.match(said, /documents +0\n/);
    assert.ok(said.includes(`'headmatter init ${site.dir}' writes a first one`));
    await init();
    const other = await startServer(site.dir);
    assert.doesNotMatch(other.output.stdout, /headmatter init/);
    await other.stop();
  });
});
