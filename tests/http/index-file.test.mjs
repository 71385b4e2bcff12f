// index-file.test.mjs - where the index of search is kept, and for whom. What
// becomes of it when it is damaged, or its disk is full, is in the unit tests.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { getJson, run, until } from './support.mjs';

const files = { 'posts/a.md': '---\ntitle: Zebras\n---\nAnd quaggas.\n' };
const said = (output) => output.stderr.match(/^search: .*$/gm) ?? [];

describe('the file of the index', () => {
  let place;
  let site;
  let count = 0;

  before(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'headmatter-index-'));
    site = await writeSite(files);
  });
  after(async () => {
    await rm(place, { recursive: true, force: true });
    await site.remove();
  });

  const folder = () => path.join(place, String(count++));
  const kept = async (dir) =>
    (await readdir(dir).catch(() => [])).filter((name) => /\.db$/.test(name));

  /** Serves with no variables but these, until something is found. */
  async function serve(variables, options = []) {
    const env = Object.entries(variables).map((pair) => pair.join('='));
    const server = await startServer(site.dir, {
      options,
      wrapper: ['env', '-u', 'HOME', '-u', 'XDG_CACHE_HOME', ...env],
    });
    await until(async () => {
      const { search } = await getJson(server, '/_ready');
      return search.state === 'ready' && search.behind === 0;
    });
    const { data } = await getJson(server, '/search?q=quagga');
    assert.equal(data[0].slug, 'a');
    return server;
  }

  test('is in the first folder that is named', async () => {
    const [own, service, user, home] = [folder(), folder(), folder(), folder()];
    const named = [
      ['CACHE_DIRECTORY', `${service}:/nowhere`, service],
      ['XDG_CACHE_HOME', user, path.join(user, 'headmatter')],
      ['HOME', home, path.join(home, '.cache/headmatter')],
    ];
    const all = () =>
      Object.fromEntries(named.map(([name, value]) => [name, value]));
    const server = await serve(all(), ['--search-cache', own]);
    assert.deepEqual(said(await server.stop()), []);
    assert.equal((await kept(own)).length, 1);
    while (named.length > 0) {
      const [, , wanted] = named[0];
      const next = await serve(all());
      assert.deepEqual(said(await next.stop()), []);
      assert.equal((await kept(wanted)).length, 1, wanted);
      for (const [, , later] of named.slice(1))
        assert.deepEqual(await kept(later), []);
      named.shift();
    }
  });

  test('can be read by its owner only', async () => {
    const dir = folder();
    const server = await serve({ XDG_CACHE_HOME: dir });
    const modes = async () => {
      const inside = path.join(dir, 'headmatter');
      const names = (await readdir(inside)).map((n) => path.join(inside, n));
      const found = await Promise.all([inside, ...names].map((n) => stat(n)));
      return found.map((at) => [at.isDirectory(), (at.mode & 0o777).toString(8)]);
    };
    const running = await modes();
    await server.stop();
    for (const [isFolder, mode] of [...running, ...(await modes())])
      assert.equal(mode, isFolder ? '700' : '600');
    assert.ok(running.some(([isFolder]) => !isFolder));
  });

  test('is one of its own for each server of a site', async () => {
    const dir = folder();
    const first = await serve({ XDG_CACHE_HOME: dir });
    const second = await serve({ XDG_CACHE_HOME: dir });
    const names = await kept(path.join(dir, 'headmatter'));
    await first.stop();
    await second.stop();
    assert.equal(names.length, 2);
    assert.equal(names.filter((name) => /-2\.db$/.test(name)).length, 1);
  });

  test('is none where no folder is named, and nothing is said', async () => {
    const server = await serve({});
    assert.deepEqual(said(await server.stop()), []);
  });

  test('is none where the folder cannot be made, and a line says so', async () => {
    const file = folder();
    await writeFile(file, '');
    const server = await serve({ XDG_CACHE_HOME: file });
    const lines = said(await server.stop());
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0], /cannot be kept in .*headmatter \(.*\): .*memory/);
  });

  test('is not made by a command that does not search', async () => {
    const dir = folder();
    const env = { XDG_CACHE_HOME: dir };
    const plain = await run(['get', '/posts?fields=slug', site.dir], { env });
    assert.equal(plain.code, 0);
    assert.deepEqual(await kept(path.join(dir, 'headmatter')), []);
    const found = await run(['get', '/posts?q=quagga', site.dir], { env });
    assert.equal(JSON.parse(found.stdout).data[0].slug, 'a');
    assert.equal((await kept(path.join(dir, 'headmatter'))).length, 1);

    const file = folder();
    await writeFile(file, '');
    const silent = await run(['get', '/posts', site.dir], {
      env: { XDG_CACHE_HOME: file },
    });
    assert.equal(silent.stderr, '');
  });
});
