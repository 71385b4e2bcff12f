// archive.test.mjs - /_archive: every count is that of the list it leads to.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findCorpus, listCorpora } from './corpora.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, getProblem } from './support.mjs';

/** Follows each address of an archive, and adds up. */
async function assertArchive(server, target, options = {}) {
  const get = async (address) =>
    (await ask(server, address, options)).json();
  const { data, meta } = await get(target);
  let sum = meta.undated;
  for (const year of data) {
    const of = await get(`${year.href}&limit=0`);
    assert.equal(of.meta.pagination.total, year.count, year.href);
    for (const { month, count, href } of year.months) {
      assert.ok(month.startsWith(`${year.year}-`));
      const list = await get(`${href}&limit=100&fields=day`);
      assert.equal(list.meta.pagination.total, count, href);
      for (const { day } of list.data) assert.ok(day.startsWith(month));
    }
    sum += year.count;
    assert.equal(
      year.months.reduce((all, { count }) => all + count, 0),
      year.count,
    );
    const months = year.months.map(({ month }) => month);
    assert.deepEqual(months, [...new Set(months)].sort().reverse());
  }
  const years = data.map(({ year }) => year);
  assert.deepEqual(years, [...new Set(years)].sort().reverse());
  assert.equal(sum, meta.total);
  return { data, meta };
}

const post = (date, extra = '') =>
  `---\ntitle: T\n${date === null ? '' : `date: ${date}\n`}${extra}---\nText.\n`;

describe('/_archive', () => {
  let site;
  let server;
  let tokens;

  before(async () => {
    site = await writeSite({
      'content/posts/a.en.md': post('2024-05-31T23:30:00-05:00'),
      'content/posts/a.fr.md': post('2024-05-31T23:30:00-05:00'),
      'content/posts/b.en.md': post('2024-05-01'),
      'content/posts/c.en.md': post('2023-12-31'),
      'content/posts/d.en.md': post(null),
      'content/posts/e.en.md': post('2022-01-01', 'unlisted: true\n'),
      'content/posts/f.en.md': post('2021-01-01', 'draft: true\n'),
      'content/recipes/x.en.md': post('2020-02-29'),
    });
    tokens = await writeTokens();
    server = await startServer(site.dir, {
      options: ['--tokens', tokens.file, '--base-path', '/api'],
    });
  });

  after(async () => {
    await server?.stop();
    await tokens?.remove();
    await site?.remove();
  });

  test('counts posts by the days that are written', async () => {
    const { data, meta } = await assertArchive(server, '/api/_archive');
    assert.deepEqual(
      data.map(({ year, months }) => [year, months.map((m) => [m.month, m.count])]),
      [
        ['2024', [['2024-05', 3]]],
        ['2023', [['2023-12', 1]]],
      ],
    );
    assert.deepEqual(meta, { total: 5, undated: 1 });
    assert.equal(data[0].href, '/api/posts?day=2024');
  });

  test('counts any collection, in any language', async () => {
    const recipes = await assertArchive(server, '/api/_archive/recipes');
    assert.deepEqual(recipes.data[0].months[0].month, '2020-02');
    const french = await assertArchive(server, '/api/_archive?locale=fr');
    assert.deepEqual(french.meta, { total: 1, undated: 0 });
    assert.equal(french.data[0].href, '/api/posts?locale=fr&day=2024');
    const { links } = await getJson(server, '/api/_archive/posts?locale=fr');
    assert.equal(links.self, '/api/_archive/posts?locale=fr');
    assert.equal(
      (await getJson(server, '/api/_archive/tags')).meta.total,
      0,
    );
  });

  test('counts drafts for those who may see them', async () => {
    const options = { headers: { Authorization: `Bearer ${tokens.token}` } };
    const { data } = await assertArchive(
      server,
      '/api/_archive?status=draft',
      options,
    );
    assert.deepEqual(data.map(({ year }) => year), ['2021']);
    assert.equal((await ask(server, '/api/_archive?status=draft')).status, 401);
  });

  test('has a validator and strict parameters', async () => {
    const { headers } = await ask(server, '/api/_archive');
    const again = await ask(server, '/api/_archive', {
      headers: { 'If-None-Match': headers.etag },
    });
    assert.equal(again.status, 304);
    await getProblem(server, '/api/_archive?limit=3', 400);
    await getProblem(server, '/api/_archive/nobody', 404);
    assert.equal((await getJson(server, '/api/')).links.archive, '/api/_archive');
  });
});

describe('real sites', () => {
  for (const name of listCorpora()) {
    const { dir, skip } = findCorpus(name);
    test(`such as ${name} have counts that add up`, { skip }, async () => {
      const server = await startServer(dir);
      try {
        await assertArchive(server, '/_archive');
      } finally {
        await server.stop();
      }
    });
  }
});
