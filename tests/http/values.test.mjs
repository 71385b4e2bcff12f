// values.test.mjs - values that look alike: accents in two spellings, numbers
// and the strings that look like them, numbers that no double holds.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson } from './support.mjs';

const page = (...lines) => `---\n${lines.join('\n')}\n---\n`;
const composed = 'Malmö';
const apart = 'Malmo\u0308';

let site;
let server;

before(async () => {
  site = await writeSite({
    'posts/a.md': page('title: Café', `place: ${composed}`, 'ver: "1.10"'),
    'posts/b.md': page('title: äpfel', `place: ${apart}`, 'ver: 1.1'),
    'posts/c.md': page('title: zola', 'ver: "1.1"', 'big: 9007199254740993'),
    'posts/d.md': page('title: apfel', 'ver: true', 'big: 9007199254740992'),
    'posts/e.md': page('title: Ärger', 'ver: "true"', 'big: 1'),
  });
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

const slugs = async (target) =>
  (await getJson(server, target)).data.map(({ slug }) => slug);
const facet = async (name) =>
  (await getJson(server, `/posts?facets=${name}`)).meta.facets[name];

test('a word is one in either spelling of its accents', async () => {
  for (const place of [composed, apart])
    assert.deepEqual(
      await slugs(`/posts?place=${encodeURIComponent(place)}`),
      ['a', 'b'],
      place,
    );
  const values = await facet('place');
  assert.deepEqual(
    values.map(({ value, count }) => [value, count]),
    [[composed, 2]],
  );
});

test('a search ignores accents unless it has some', async () => {
  const find = (op, value) =>
    slugs(`/posts?title:${op}=${encodeURIComponent(value)}&sort=title`);
  assert.deepEqual(await find('contains', 'cafe'), ['a']);
  assert.deepEqual(await find('endsWith', 'CAFÉ'), ['a']);
  assert.deepEqual(await find('startsWith', 'apf'), ['d', 'b']);
  assert.deepEqual(await find('startsWith', 'äpf'), ['b']);
  assert.deepEqual(await find('startsWith', 'a\u0308pf'), ['b']);
  assert.deepEqual(await find('contains', 'é'), ['a']);
});

test('titles sort as people sort them, by cursor too', async () => {
  const sorted = ['d', 'b', 'e', 'a', 'c'];
  assert.deepEqual(await slugs('/posts?sort=title'), sorted);
  const met = [];
  let cursor = '';
  while (cursor !== null) {
    const list = await getJson(
      server,
      `/posts?sort=title&limit=1&cursor=${cursor}`,
    );
    met.push(...list.data.map(({ slug }) => slug));
    cursor = list.meta.pagination.next_cursor;
  }
  assert.deepEqual(met, sorted);
});

test('gt and lt go by the order in which titles are sorted', async () => {
  const { data } = await getJson(server, '/posts?sort=title&fields=slug,title');
  data.forEach(({ title }, i) => assert.ok(title, i));
  for (const [i, { title }] of data.entries()) {
    const text = encodeURIComponent(title);
    for (const [op, wanted] of [
      ['gt', data.slice(i + 1)],
      ['gte', data.slice(i)],
      ['lt', data.slice(0, i)],
      ['lte', data.slice(0, i + 1)],
    ])
      assert.deepEqual(
        await slugs(`/posts?title:${op}=${text}&sort=title`),
        wanted.map(({ slug }) => slug),
        `${op} ${title}`,
      );
  }
});

test('a facet leads to as many documents as it counts', async () => {
  for (const { value, count, href } of await facet('ver'))
    assert.equal((await slugs(href)).length, count, JSON.stringify(value));
  assert.deepEqual(await slugs('/posts?ver=1.10'), ['a']);
  assert.deepEqual(await slugs('/posts?ver=1.1'), ['b', 'c']);
});

test('whole numbers of 64 bits are told apart', async () => {
  assert.deepEqual(await slugs('/posts?big=9007199254740993'), ['c']);
  assert.deepEqual(await slugs('/posts?big=9007199254740992'), ['d']);
  assert.deepEqual(await slugs('/posts?big:gt=9007199254740992'), ['c']);
  assert.deepEqual((await slugs('/posts?sort=-big')).slice(0, 3), [
    'c',
    'd',
    'e',
  ]);
  const { body } = await ask(server, '/posts?facets=big&fields=big');
  assert.match(body, /"value":9007199254740993,"count":1/);
  assert.match(body, /"big":9007199254740993/);
  const first = await getJson(server, '/posts?sort=-big&limit=1&cursor=');
  const second = await slugs(
    `/posts?sort=-big&limit=1&cursor=${first.meta.pagination.next_cursor}`,
  );
  assert.deepEqual(second, ['d']);
});
