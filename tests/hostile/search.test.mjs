// search.test.mjs - the index of words, when the disk and its file turn on it.
//
// The real server follows real files. Whatever happens, it goes on, and no
// search gives a document that does not have the word; in the end it finds
// all again, or its message says why it cannot.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { startServer, writeSite } from '../http/server.mjs';
import { ask, getJson, run, until, untilSearchable } from '../http/support.mjs';

const POSTS = 150;
const everyone = 'holly';

/** A post that has the words `own` and `everyone`, and others of its number. */
const post = (own, number = 0) =>
  `---\ntitle: On ${own}\ndate: 2024-01-01\n---\n` +
  `The ${own} and the ${everyone} of number${number}.\n\n` +
  `${Array.from({ length: 60 }, (_, i) => `filler${number}x${i}`).join(' ')}\n`;

const draft =
  '---\ntitle: On yew\ndate: 2024-01-01\ndraft: true\n---\nThe yew.\n';

function makeFiles(count = POSTS) {
  const files = { 'content/posts/draft.md': draft };
  for (let i = 0; i < count; i++)
    files[`content/posts/p${i}.md`] = post(`tree${i}`, i);
  return files;
}

/** A site, a folder for its cache, and how to start a server of both. */
async function prepare(t, { files = makeFiles(), cache } = {}) {
  const site = await writeSite(files);
  t.after(site.remove);
  const folder = cache ?? (await makeFolder(t));
  const at = (name) => path.join(site.dir, 'content/posts', name);
  const start = async ({ options = [], wrapper } = {}) => {
    const server = await startServer(site.dir, {
      options: ['--search-cache', folder, ...options],
      wrapper,
    });
    t.after(() => server.signal('SIGKILL'));
    return server;
  };
  return { site, cache: folder, at, start };
}

async function makeFolder(t) {
  const folder = await mkdtemp(path.join(tmpdir(), 'headmatter-cache-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function findFile(folder, ending = '.db') {
  const name = (await readdir(folder)).find((file) => file.endsWith(ending));
  return name && path.join(folder, name);
}

/** The slugs that a word is in, or null while nothing can be searched. */
async function search(server, word) {
  const target = `/posts?q=${word}&typos=false&fields=slug&limit=1000`;
  const answer = await ask(server, target);
  if (answer.status === 503) {
    assert.ok(answer.headers['retry-after']);
    return null;
  }
  assert.equal(answer.status, 200, answer.body.slice(0, 300));
  return answer.json().data.map(({ slug }) => slug);
}

/** All that must be true of a site of makeFiles() at its end. */
async function assertWhole(server, count = POSTS) {
  await untilSearchable(server);
  const all = await until(() => search(server, everyone));
  assert.equal(all.length, count);
  assert.deepEqual(await search(server, 'tree7'), ['p7']);
  assert.deepEqual(await search(server, 'yew'), []);
}

async function stop(server) {
  const { code, stderr } = await server.stop();
  assert.equal(code, 0);
  const said = stderr.split('\n').filter((line) => line.startsWith('search:'));
  return said.join('\n');
}

describe('the index of words', { concurrency: 2 }, () => {
  test('follows edits, renames and deletes under load', async (t) => {
    const { at, start } = await prepare(t);
    const server = await start();
    await untilSearchable(server);
    let isDone = false;
    const asked = { all: 0, fresh: 0 };
    const askers = [1, 2, 3].map(async () => {
      while (!isDone) {
        const i = asked.all++ % 40;
        const found = await search(server, `tree${i}`);
        // A post that was renamed has the same words.
        if (found !== null)
          for (const slug of found)
            assert.match(slug, new RegExp(`^(p|renamed)${i}$`));
        const gone = await search(server, 'yew');
        assert.ok(gone === null || gone.length === 0);
        if (found?.length) asked.fresh++;
      }
    });
    for (let turn = 0; turn < 12; turn++) {
      for (let i = 0; i < 10; i++)
        await writeFile(at(`p${i}.md`), post(`tree${i}`, 1000 + turn));
      await rename(at(`p${20 + turn}.md`), at(`renamed${20 + turn}.md`));
      await rm(at(`p${60 + turn}.md`));
      await writeFile(at('draft.md'), `${draft}\nMore yew ${turn}.\n`);
    }
    await writeFile(at('last.md'), post('lastone'));
    await until(async () => (await search(server, 'lastone'))?.length === 1);
    isDone = true;
    await Promise.all(askers);
    assert.ok(asked.fresh > 10);
    await assertWhole(server, POSTS - 12 + 1);
    assert.equal((await search(server, 'number1011')).length, 10);
    assert.deepEqual(await search(server, 'number1010'), []);
    assert.deepEqual(await search(server, 'tree61'), []);
    assert.deepEqual(await search(server, 'tree21'), ['renamed21']);
    assert.equal(await stop(server), '');
  });

  test('is whole after the server was killed while it was made', async (t) => {
    const { at, start } = await prepare(t);
    for (let turn = 0; turn < 6; turn++) {
      const server = await start();
      for (let i = 0; i < 5; i++)
        await writeFile(at(`p${i}.md`), post(`tree${i}`, 100 * turn + i));
      if (turn % 2 === 1) await untilSearchable(server);
      await new Promise((resolve) => setTimeout(resolve, 15 * turn));
      server.signal('SIGKILL');
      await server.exited;
    }
    const server = await start();
    await assertWhole(server);
    assert.deepEqual(await search(server, 'number501'), ['p1']);
    assert.deepEqual(await search(server, 'number401'), []);
    assert.equal(await stop(server), '');
  });

  test('is in memory where there is no room for it', async (t) => {
    const limit = 'ulimit -f 40; exec "$@"';
    const wrapper = ['bash', '-c', limit, 'bash'];
    const { cache, at, start } = await prepare(t);
    const server = await start({ wrapper });
    await assertWhole(server);
    await writeFile(at('p7.md'), post('tree7', 777));
    await until(async () => (await search(server, 'number777'))?.length === 1);
    const stderr = await stop(server);
    assert.match(stderr, /search: the index cannot be kept in .* memory/);
    assert.ok(stderr.includes(cache), stderr);
    assert.equal(await findFile(cache), undefined); // nothing is left behind
  });

  test('goes on as it was while the disk is full, and then follows', async (t) => {
    const { at, start } = await prepare(t);
    const server = await start();
    await assertWhole(server);
    const setLimit = async (bytes) => {
      const child = spawn('prlimit', [
        `--pid=${server.pid}`,
        `--fsize=${bytes}:unlimited`,
      ]);
      const [code] = await once(child, 'close');
      assert.equal(code, 0);
    };
    await setLimit(0);
    for (let turn = 0; turn < 8; turn++) {
      await writeFile(at('p3.md'), post('tree3', 300 + turn));
      await until(async () => {
        const { data } = await getJson(server, '/posts/p3?include=markdown');
        return data.markdown.includes(`number${300 + turn}.`);
      });
    }
    assert.equal((await search(server, everyone)).length, POSTS - 1);
    assert.deepEqual(await search(server, 'tree7'), ['p7']);
    assert.deepEqual(await search(server, 'tree3'), []);
    const { meta } = await getJson(server, `/posts?q=${everyone}`);
    assert.equal(meta.search.behind, 1);
    await setLimit('unlimited');
    await writeFile(at('p3.md'), post('tree3', 399));
    await until(async () => (await search(server, 'number399'))?.length === 1);
    await assertWhole(server);
    assert.match(await stop(server), /search: cannot write to .*tries again/);
  });

  test('is in memory where its folder can only be read', async (t) => {
    const cache = await makeFolder(t);
    await writeFile(path.join(cache, 'file'), '');
    const { start } = await prepare(t, { cache: path.join(cache, 'file/below') });
    const server = await start();
    await assertWhole(server);
    assert.match(await stop(server), /cannot be kept in .*Not a directory/);

    // Root may write where it may not; others are told.
    if (process.getuid() === 0) return;
    const other = await makeFolder(t);
    await chmod(other, 0o500);
    const second = await prepare(t, { cache: other });
    const reader = await second.start();
    await assertWhole(reader);
    assert.match(await stop(reader), /cannot be kept in .*Permission denied/);
  });

  const damages = {
    cut: async (file) => truncate(file, (await stat(file)).size / 2),
    foreign: (file) => writeFile(file, 'not a database at all\n'.repeat(999)),
    'of zeros': async (file) =>
      writeFile(file, Buffer.alloc((await stat(file)).size)),
    'longer than it was': (file) => appendFile(file, Buffer.alloc(9999, 1)),
    'flipped here and there': async (file) => {
      const bytes = await readFile(file);
      for (let at = 50; at < bytes.length; at += 997) bytes[at] ^= 0x41;
      await writeFile(file, bytes);
    },
  };
  for (const [name, damage] of Object.entries(damages)) {
    test(`is made anew from a file that is ${name}`, async (t) => {
      const { cache, start } = await prepare(t);
      let server = await start();
      await untilSearchable(server);
      await stop(server);
      await damage(await findFile(cache));
      server = await start();
      await assertWhole(server);
      const stderr = await stop(server);
      if (name !== 'longer than it was')
        assert.match(stderr, /^search: \S+\.db is made anew: .+$/);
      server = await start(); // and is good then
      await assertWhole(server);
      assert.equal(await stop(server), '');
    });
  }

  test('heals when its file is damaged while it is used', async (t) => {
    const { cache, at, start } = await prepare(t);
    const server = await start();
    await assertWhole(server);
    const file = await findFile(cache);
    const { size } = await stat(file);
    const zeros = Buffer.alloc(4096);
    const handle = await open(file, 'r+');
    for (let offset = 0; offset < size; offset += zeros.length)
      await handle.write(zeros, 0, zeros.length, offset);
    await handle.close();
    await truncate(`${file}-wal`, 0);
    for (let i = 0; i < 10; i++) {
      await writeFile(at('p3.md'), post('tree3', 300 + i));
      const found = await search(server, `tree${i}`);
      for (const slug of found ?? []) assert.equal(slug, `p${i}`);
    }
    await until(async () => (await search(server, 'number309'))?.length === 1);
    await assertWhole(server);
    await stop(server);
  });

  for (const sandbox of ['on', 'off']) {
    test(`outlives its folder, with sandbox ${sandbox}`, async (t) => {
      const options = ['--sandbox', sandbox];
      const { cache, at, start } = await prepare(t);
      const server = await start({ options });
      await untilSearchable(server);
      for (let turn = 0; turn < 3; turn++) {
        await rm(cache, { recursive: true, force: true });
        for (let i = 0; i < 8; i++) {
          const number = 1000 + 100 * turn + i;
          const own = `number${number}`;
          await writeFile(at('p7.md'), post('tree7', number));
          await until(async () => (await search(server, own))?.length === 1);
          await Promise.all(
            [1, 2, 3, 4, 5, 6].map((n) => search(server, `tree${n}`)),
          );
        }
        await assertWhole(server);
      }
      await stop(server);

      await mkdir(cache, { recursive: true });
      const next = await start({ options });
      await assertWhole(next);
      assert.equal(await stop(next), '');
      assert.ok(await findFile(cache));
    });
  }

  test('is of each server, where two share a folder', async (t) => {
    const { cache, at, start } = await prepare(t);
    const other = await prepare(t, {
      cache,
      files: { 'content/posts/other.md': post('elsewhere') },
    });
    const servers = [await start(), await start(), await other.start()];
    await Promise.all(servers.slice(0, 2).map((s) => assertWhole(s)));
    await writeFile(at('p7.md'), post('tree7', 777));
    for (const server of servers.slice(0, 2)) {
      await until(
        async () => (await search(server, 'number777'))?.length === 1,
      );
      assert.deepEqual(await search(server, 'elsewhere'), []);
      await assertWhole(server);
    }
    await untilSearchable(servers[2]);
    assert.deepEqual(await search(servers[2], everyone), ['other']);

    // The folder goes, and a server takes the names of the files there.
    await rm(cache, { recursive: true, force: true });
    servers.push(await start());
    await assertWhole(servers[3]);
    await writeFile(at('p7.md'), post('tree7', 778));
    for (const server of [servers[0], servers[1], servers[3]]) {
      await until(
        async () => (await search(server, 'number778'))?.length === 1,
      );
      await assertWhole(server);
    }
    assert.deepEqual(await search(servers[2], everyone), ['other']);
    for (const server of servers) await stop(server);
  });

  test('takes any query that can be typed', async (t) => {
    const { site, cache, start } = await prepare(t, { files: makeFiles(20) });
    const server = await start();
    await untilSearchable(server);
    const pieces = ['"', "'", '*', '^', ':', '-', '+', '(', ')', '{', '}'].concat(
      ['NEAR(', 'NEAR', 'AND', 'OR', 'NOT', 'title:', '{title body}:', ' ', ','],
      ['tree1', 'holly', 'filler*', '\\', '\u0001', '\t', '\n', '\u0000', ';--'],
      ['検索', 'ä', '😀', '\u200b', '\ufffd', 'v10', 'C++', 'words:', '%', '&'],
    );
    let seed = 1;
    const random = (n) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    const write = () =>
      Array.from({ length: 1 + random(30) }, () => pieces[random(pieces.length)])
        .join('')
        .repeat(random(50) === 0 ? 40 : 1);
    const targets = ['/posts?q=', '/search?q=', '/search/suggest?q='];
    const askOne = async () => {
      const text = write();
      const target = targets[random(targets.length)] + encodeURIComponent(text);
      const { status, body } = await ask(server, target);
      // 400 for what no parameter may have; 414 for what is too long.
      if (![200, 400, 414].includes(status))
        assert.fail(`${status} ${JSON.stringify(text)} ${body.slice(0, 200)}`);
    };
    for (let i = 0; i < 250; i++)
      await Promise.all(Array.from({ length: 8 }, askOne));
    for (let byte = 0; byte < 256; byte++) {
      const hex = byte.toString(16).padStart(2, '0');
      const { status } = await ask(server, `/search?q=a%${hex}b`);
      assert.ok(status === 200 || status === 400, `${hex}: ${status}`);
    }
    assert.equal(await stop(server), '');

    for (let i = 0; i < 10; i++) {
      const text = write();
      const target = `/search?q=${encodeURIComponent(text)}`;
      const args = ['get', target, site.dir, '--search-cache', cache];
      const { code, signal, stdout, stderr } = await run(args);
      assert.deepEqual({ signal, stderr }, { signal: null, stderr: '' });
      const { status = 200 } = JSON.parse(stdout);
      assert.ok(status === 200 || status === 400 || status === 414, stdout);
      assert.equal(code === 0, status === 200);
    }
  });
});
