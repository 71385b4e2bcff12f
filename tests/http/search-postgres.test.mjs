// search-postgres.test.mjs - search with a PostgreSQL database that several
// servers share. It starts a PostgreSQL of its own, if there is one
// (script/bootstrap database), and takes a minute or two:
//
//     HEADMATTER=... node --test tests/http/search-postgres.test.mjs
//
// SEARCH_POSTS and SEARCH_BYTES say how large its site is: 10000 posts of 1000
// bytes, and no smaller, as a server is to be killed between two transactions.
// It prints how long searches took beside SQLite's.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { measure } from '../../bench/search/quality.mjs';
import { page } from './contract-site.mjs';
import { findCorpus } from './corpora.mjs';
import { missing, password, startPostgres } from './postgres.mjs';
import { floors, holds } from './search-floors.mjs';
import { startServer, writeSite } from './server.mjs';
import {
  ask,
  binary,
  getJson,
  getProblem,
  root,
  run,
  until,
  untilSearchable,
} from './support.mjs';

const posts = Number(process.env.SEARCH_POSTS ?? 10_000);
const bytes = Number(process.env.SEARCH_BYTES ?? 1000);

const { stdout: version } = await run(['--version']);
const without = /with PostgreSQL/.test(version)
  ? false
  : 'the program was built without -DPOSTGRES=ON';
const skip = missing || without;

// For thousands of documents on a machine that has other things to do.
const patience = { maxMs: 300_000 };

const total = async (server, q, more = '') => {
  const target = `/posts?q=${encodeURIComponent(q)}&limit=0${more}`;
  return (await getJson(server, target)).meta.search.total;
};
const titlesOf = ({ data }) => data.map(({ title }) => title).sort();

describe('search with PostgreSQL', { skip }, () => {
  let postgres;
  let large; // a folder
  const everything = [];
  const servers = [];
  let count = 0;

  /** A server of `dir`; servers of the same name are replicas. */
  async function serve(dir, name, more = []) {
    const server = await startServer(dir, {
      listen: ['127.0.0.1:0', '127.0.0.1:0'],
      options: [
        ...['--search-engine', postgres.address, '--search-site', name],
        ...['--admin-listen', '127.0.0.1:0', ...more],
      ],
    });
    servers.push(server);
    return server;
  }

  /** Its rows in the database, of all commits. */
  async function countRows({ addresses }) {
    const [host, port] = addresses.at(-1).split(':');
    const { body } = await ask({ host, port }, '/_metrics');
    return Number(/^headmatter_search_rows (\d+)$/m.exec(body)[1]);
  }

  const newName = () => `site-${(count += 1)}`;

  const siteOf = async (texts) => {
    const files = Object.entries(texts).map(([name, text]) => [
      `content/posts/${name}.md`,
      page([`title: ${name}`, 'date: 2024-01-01'], text),
    ]);
    const site = await writeSite(Object.fromEntries(files));
    everything.push(site);
    return site.dir;
  };

  before(async () => {
    postgres = await startPostgres();
    large = await mkdtemp(path.join(tmpdir(), 'headmatter-posts-'));
    execFileSync('node', [
      path.join(root, 'bench/search/posts.mjs'),
      ...[String(posts), String(bytes), path.join(large, 'content')],
    ]);
  });

  after(async () => {
    for (const server of servers) {
      server.signal('SIGKILL');
      await server.exited;
    }
    await postgres?.remove();
    for (const { remove } of everything) await remove();
    if (large) await rm(large, { recursive: true, force: true });
  });

  for (const name of ['search_engine_test', 'search_postgres_test']) {
    const program = path.join(path.dirname(binary), 'tests', name);
    const absent = existsSync(program) ? false : 'it was not built';
    test(`${name} passes with a database`, { skip: absent }, () => {
      const { status, stdout, stderr } = spawnSync(program, {
        env: { ...process.env, HEADMATTER_TEST_POSTGRES: `${postgres.address}?application_name=test` },
        encoding: 'utf8',
      });
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout + stderr, /a_server_sees|both_find_the_same/);
      assert.doesNotMatch(stdout + stderr, /SKIPPED/);
    });
  }

  describe('two servers of many posts', () => {
    let first;
    let second;
    let sqlite;
    let cache;

    before(async () => {
      cache = await mkdtemp(path.join(tmpdir(), 'headmatter-cache-'));
      sqlite = await startServer(large, {
        options: ['--search-cache', cache],
      });
      servers.push(sqlite);
      await untilSearchable(sqlite, patience);
    });

    after(() => rm(cache, { recursive: true, force: true }));

    test('one goes on where the other is killed while it writes', async () => {
      const name = newName();
      first = await serve(large, name);
      const started = await until(async () => {
        const { search } = (await ask(first, '/_ready')).json();
        return search.done > 0 && search.state === 'building' && search;
      }, patience);
      assert.ok(started.total > posts);
      second = await serve(large, name);
      first.signal('SIGKILL');
      await first.exited;
      assert.equal((await ask(second, '/posts?limit=1')).status, 200);
      await untilSearchable(second, patience);
      first = await serve(large, name);
      await untilSearchable(first, patience);
      assert.equal(await countRows(first), started.total);
    });

    test('both find what SQLite finds', async () => {
      const { data } = await getJson(sqlite, '/posts?limit=20');
      const queries = data.flatMap(({ title, tags: [tag] }) => {
        const words = title.split(' ');
        const [a, b] = words;
        return [
          ...[title, a, `${b} ${words.at(-1)}`, `"${a} ${b}"`, `${a} -${b}`],
          ...[`${b.slice(0, 3)}*`, `title:${b}`, `terms:${tag.name}`],
          `${a.slice(0, -1)}${a.at(-1)}${a.at(-1)} ${b}`,
        ];
      });
      let found = 0;
      for (const q of queries) {
        const target = `/posts?q=${encodeURIComponent(q)}&limit=1000&sort=title`;
        const wanted = await getJson(sqlite, target);
        for (const server of [first, second]) {
          const answer = await getJson(server, target);
          assert.deepEqual(titlesOf(answer), titlesOf(wanted), q);
          assert.equal(answer.meta.search.total, wanted.meta.search.total, q);
          assert.equal(
            answer.meta.search.corrected,
            wanted.meta.search.corrected,
            q,
          );
        }
        found += wanted.meta.search.total;
      }
      assert.ok(found > queries.length);
    });

    test('takes this long, beside SQLite', async (t) => {
      const { data } = await getJson(sqlite, '/posts?limit=100&sort=-id');
      const kinds = {
        'one word': ([, b]) => b,
        'two words': ([a, b]) => `${a} ${b}`,
        phrase: ([a, b]) => `"${a} ${b}"`,
        beginning: ([, b]) => `${b.slice(0, 4)}*`,
      };
      const medianOf = async (server, make) => {
        const times = [];
        for (const { title } of data) {
          const q = encodeURIComponent(make(title.split(' ')));
          const start = performance.now();
          await getJson(server, `/posts?q=${q}&limit=10&typos=false`);
          times.push(performance.now() - start);
        }
        return times.sort((x, y) => x - y)[times.length >> 1];
      };
      const plain = await medianOf(sqlite, () => '');
      t.diagnostic(`${posts} posts, medians in ms; without q ${plain.toFixed(2)}`);
      for (const [kind, make] of Object.entries(kinds)) {
        const theirs = await medianOf(sqlite, make);
        const ours = await medianOf(first, make);
        t.diagnostic(
          `${kind.padEnd(10)} SQLite ${theirs.toFixed(2).padStart(7)}` +
            `  PostgreSQL ${ours.toFixed(2).padStart(7)}`,
        );
        assert.ok(ours < 250, `${kind}: ${ours} ms`);
      }
    });

    test('goes on without the database, and with it again', async () => {
      const { data } = await getJson(first, '/posts?limit=1');
      const q = encodeURIComponent(data[0].title);
      const target = `/posts?q=${q}`;
      assert.ok((await total(first, data[0].title)) > 0);
      await postgres.stop();
      const problem = await until(async () => {
        const answer = await ask(first, target);
        return answer.status === 503 && answer;
      });
      assert.ok(Number(problem.headers['retry-after']) > 0);
      assert.ok(!problem.body.includes(password));
      await getProblem(first, '/search?q=anything', 503);
      for (const other of ['/posts', '/_ready', '/_metrics', data[0].href])
        assert.notEqual((await ask(first, other)).status, 500, other);
      assert.equal((await ask(first, '/posts')).status, 200);
      await postgres.start();
      for (const server of [first, second]) {
        await until(async () => (await ask(server, target)).status === 200);
        assert.ok((await total(server, data[0].title)) > 0);
      }
    });

    test('waits for a database that says nothing no longer than it says', async () => {
      const { data } = await getJson(first, '/posts?limit=1');
      const target = `/posts?q=${encodeURIComponent(data[0].title)}`;
      assert.equal((await ask(first, target)).status, 200);
      postgres.pause();
      try {
        const start = performance.now();
        const asked = ask(first, `${target}&limit=3`); // not kept ready
        assert.equal((await ask(first, '/posts?limit=2')).status, 200);
        assert.ok(performance.now() - start < 3000, 'others wait as well');
        assert.equal((await asked).status, 503);
        assert.ok(performance.now() - start < 15_000);
      } finally {
        postgres.resume();
      }
      await until(
        async () => (await ask(first, `${target}&limit=3`)).status === 200,
      );
    });
  });

  test('a server at another commit sees its own documents', async () => {
    const name = newName();
    const old = await siteOf({
      one: 'The quokka is old here.',
      two: 'Unchanged wombats.',
    });
    const next = await siteOf({
      one: 'The quokka is new and has a numbat.',
      two: 'Unchanged wombats.',
      three: 'An added echidna.',
    });
    const a = await serve(old, name);
    await untilSearchable(a);
    const b = await serve(next, name);
    await untilSearchable(b);
    assert.equal(await total(a, 'quokka'), 1);
    assert.equal(await total(b, 'quokka'), 1);
    assert.equal(await total(a, 'quokka old'), 1);
    assert.equal(await total(b, 'quokka old'), 0);
    for (const word of ['numbat', 'echidna']) {
      assert.equal(await total(b, word), 1, word);
      assert.equal(await total(a, word), 0, word);
      // Nor is it a correction or a suggestion there.
      const wrong = await getJson(a, `/posts?q=${word}s`);
      assert.equal(wrong.meta.search.corrected, undefined);
      const { data } = await getJson(a, `/search/suggest?q=${word.slice(0, 4)}`);
      assert.deepEqual(data, []);
    }
    assert.equal(await countRows(b), 4);
    // Nothing is indexed again where it comes to the same commit.
    await cp(next, old, { recursive: true });
    await until(async () => (await total(a, 'echidna')) === 1);
    assert.equal(await total(a, 'quokka old'), 0);
    await untilSearchable(a);
    assert.equal(await countRows(a), 4);
  });

  test('finds an edit within seconds', async () => {
    const dir = await siteOf({ one: 'Before the edit: a kookaburra.' });
    const server = await serve(dir, newName());
    await untilSearchable(server);
    await writeFile(
      path.join(dir, 'content/posts/one.md'),
      page(['title: one', 'date: 2024-01-01'], 'After it: a platypus.'),
    );
    const start = Date.now();
    await until(async () => (await total(server, 'platypus')) === 1);
    assert.ok(Date.now() - start < 5000);
    assert.equal(await total(server, 'kookaburra'), 0);
  });

  test('another site in the same database is not seen', async () => {
    const a = await serve(await siteOf({ one: 'A bandicoot.' }), newName());
    const b = await serve(await siteOf({ one: 'A potoroo.' }), newName());
    await untilSearchable(a);
    await untilSearchable(b);
    assert.deepEqual(
      [await total(a, 'bandicoot'), await total(a, 'potoroo')],
      [1, 0],
    );
    assert.deepEqual(
      [await total(b, 'bandicoot'), await total(b, 'potoroo')],
      [0, 1],
    );
  });

  test('no command, log or answer has the password', async () => {
    const dir = await siteOf({ one: 'Nothing.' });
    const written = encodeURIComponent(password);
    const wrong = postgres.address.replace(written, 'wr0ng-secret');
    const secrets = [password, written, 'wr0ng-secret', 's3cret'];
    const seen = [];
    for (const format of ['text', 'json']) {
      for (const address of [postgres.address, wrong]) {
        const { stdout, stderr, code } = await run(
          ['config', dir, '--format', format],
          { env: { HEADMATTER_SEARCH_ENGINE: address } },
        );
        assert.equal(code, 0, stderr);
        assert.match(stdout, /blog:\*\*\*@127\.0\.0\.1/);
        seen.push(stdout, stderr);
      }
    }
    const broken = postgres.address.replace(written, password);
    const refused = await run(['config', dir, '--search-engine', broken]);
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, /%40/);
    seen.push(refused.stdout, refused.stderr);

    const server = await startServer(dir, {
      options: ['--search-engine', wrong, '--search-site', newName()],
    });
    servers.push(server);
    await until(() => /password authentication failed/.test(server.output.stderr));
    for (const target of ['/posts?q=x', '/_ready', '/_metrics', '/posts'])
      seen.push((await ask(server, target)).body);
    assert.equal((await ask(server, '/posts')).status, 200);
    assert.equal((await ask(server, '/posts?q=x')).status, 503);
    for (const { output } of servers) seen.push(output.stdout, output.stderr);
    for (const text of seen)
      for (const secret of secrets)
        assert.ok(!text.includes(secret), `${secret} in ${text}`);
  });

  test('takes the password from a file', async () => {
    const dir = await siteOf({ one: 'A dugong.' });
    const file = path.join(dir, 'passwords');
    const escaped = password.replace(/[:\\]/g, '\\$&');
    await writeFile(file, `127.0.0.1:${postgres.port}:*:blog:${escaped}\n`, {
      mode: 0o600,
    });
    const address = `postgresql://blog@127.0.0.1:${postgres.port}/postgres?passfile=${file}`;
    const server = await startServer(dir, {
      options: ['--search-engine', address, '--search-site', newName()],
    });
    servers.push(server);
    await untilSearchable(server);
    assert.equal(await total(server, 'dugong'), 1);
  });

  test('a command searches, too', async () => {
    const dir = await siteOf({ one: 'A cassowary.' });
    const { stdout, code } = await run(['get', '/posts?q=cassowary', dir], {
      env: { HEADMATTER_SEARCH_ENGINE: postgres.address },
    });
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).meta.search.total, 1);
  });

  test('finds the host that is up and can be written to', async () => {
    const dir = await siteOf({ one: 'A thylacine.' });
    const address =
      postgres.address.replace('@127', '@127.0.0.1:1,127') +
      '?target_session_attrs=read-write';
    const server = await startServer(dir, {
      options: ['--search-engine', address, '--search-site', newName()],
    });
    servers.push(server);
    await untilSearchable(server);
    assert.equal(await total(server, 'thylacine'), 1);
  });

  for (const floor of floors) {
    const corpus = findCorpus(floor.site);
    const name = `${floor.site} is found as well as with SQLite`;
    test(name, { skip: corpus.skip }, async (t) => {
      process.env.HEADMATTER_SEARCH_ENGINE = postgres.address;
      try {
        const measured = await measure(corpus.dir, { binary });
        t.diagnostic(JSON.stringify(measured));
        holds(measured, floor);
      } finally {
        delete process.env.HEADMATTER_SEARCH_ENGINE;
      }
    });
  }
});
