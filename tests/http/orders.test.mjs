// orders.test.mjs - lists whose default order is not by date: documents with a
// weight, and collections that the operator has given an order.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { page } from './contract-site.mjs';
import { startServer, writeSite } from './server.mjs';
import { getJson } from './support.mjs';

const count = 12;
const numbers = Array.from({ length: count }, (_, i) => i + 1);
const post = (i, ...lines) =>
  page([
    `title: ${'zebra apple Apple mango'.split(' ')[i % 4]}`,
    `date: 2024-${String(i).padStart(2, '0')}-01`,
    'tags: [x]',
    ...lines,
  ]);
const newestFirst = numbers.map((i) => `p${i}`).reverse();

const sites = {
  weights: {
    files: Object.fromEntries(
      numbers.map((i) => [
        `content/posts/p${i}.md`,
        post(i, `weight: ${((i * 7) % 5) + 1}`),
      ]),
    ),
    extra: { 'hugo.yaml': 'title: x\n' },
    first: 'p10',
  },
  'an order of mixed values': {
    files: Object.fromEntries(
      numbers.map((i) => [
        `content/posts/p${i}.md`,
        post(i, i % 5 > 0 ? `order: ${[1, 'b', 'A', true, 0.5][i % 5]}` : ''),
      ]),
    ),
    extra: {
      'headmatter.yaml': 'collections: {posts: {sort: "order,-title"}}\n',
      'content/pages/a.md': page(['title: A']),
    },
    first: 'p8',
  },
  'an order by title': {
    files: Object.fromEntries(
      numbers.map((i) => [`content/posts/p${i}.md`, post(i)]),
    ),
    extra: { 'headmatter.yaml': 'collections: {posts: {sort: -title}}\n' },
    first: 'p4',
  },
};

for (const [name, { files, extra, first }] of Object.entries(sites)) {
  describe(`with ${name}`, () => {
    let site;
    let server;
    before(async () => {
      site = await writeSite({ ...files, ...extra });
      server = await startServer(site.dir);
    });
    after(async () => {
      await server?.stop();
      await site?.remove();
    });

    const slugs = async (target) =>
      (await getJson(server, target)).data.map(({ slug }) => slug);
    const joined = (target, text) =>
      `${target}${target.includes('?') ? '&' : '?'}${text}`;

    test('the default order is that one', async () => {
      const all = await slugs('/posts');
      assert.equal(all.length, count);
      assert.notDeepEqual(all, newestFirst);
      assert.equal(all[0], first);
    });

    test('the newest first is what it says', async () => {
      for (const target of [
        '/posts?sort=-date',
        '/recent?count=12',
        '/posts?sort=-date&tags=x',
        '/recent?count=12&tags=x',
        '/posts?sort=-date&title:exists=true',
        '/tags/x/posts?sort=-date',
        '/posts?sort=-date&date:gte=2024-01',
      ])
        assert.deepEqual(await slugs(target), newestFirst, target);
      assert.deepEqual(
        await slugs('/posts?sort=date'),
        [...newestFirst].reverse(),
      );
    });

    test('filters keep the default order', async () => {
      const all = await slugs('/posts');
      for (const target of [
        '/posts?tags=x',
        '/posts?date:gte=2024-01',
        '/posts?date:gte=2024-01&tags=x',
        '/posts?title:exists=true',
        '/tags/x/posts',
      ])
        assert.deepEqual(await slugs(target), all, target);
    });

    for (const target of [
      '/posts',
      '/posts?tags=x',
      '/recent',
      '/recent?tags=x',
      '/tags/x/posts',
      '/_all',
      '/posts?sort=-date',
      '/posts?date:gte=2024-02',
    ]) {
      test(`cursors walk ${target} forwards and backwards`, async () => {
        const all = await slugs(joined(target, 'limit=1000'));
        for (const limit of [1, 2, 5]) {
          const met = [];
          const pages = [];
          let at = joined(target, `limit=${limit}`);
          while (pages.length <= all.length) {
            const { data, meta } = await getJson(server, at);
            met.push(...data.map(({ slug }) => slug));
            pages.push(meta.pagination);
            if (meta.pagination.next_cursor === null) break;
            at = joined(
              target,
              `limit=${limit}&cursor=${meta.pagination.next_cursor}`,
            );
          }
          assert.deepEqual(met, all, `${limit}`);
          const back = pages.at(-1).prev_cursor;
          if (back === null) continue;
          const before = await slugs(
            joined(target, `limit=${limit}&cursor=${back}`),
          );
          const end = (pages.length - 1) * limit;
          assert.deepEqual(before, all.slice(end - limit, end));
        }
      });
    }
  });
}
