// hugo.test.mjs - Hugo's trees: sections, bundles, weights, permalinks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { post, site } from './site.mjs';
import { check } from './support.mjs';

const hugo = {
  'content/_index.md': post('title: Home'),
  'content/posts/_index.md': post('title: Posts'),
  'content/posts/Big News.md': post('date: 2024-05-01', 'author: ana'),
  'content/posts/trip/index.md': post('date: 2024-05-02', 'slug: journey'),
  'content/posts/trip/notes.md': post('title: Notes'),
  'content/docs/set-up.md': post('url: /start/', 'weight: 20'),
  'content/docs/what.md': post('title: What is it?', 'weight: 10'),
  'content/docs/undated.md': post('title: B'),
  'content/docs/unweighted.md': post('date: 2024-05-01'),
  'data/authors/ana.yaml': 'name: Ana Luz',
  'data/prices.yaml': 'a: 1',
  'layouts/x.md': 'x',
};
const hugoRoutes = {
  'docs/set-up': '/start/',
  'docs/undated': '/docs/undated/',
  'docs/unweighted': '/docs/unweighted/',
  'docs/what': '/docs/what/',
  'pages/index': '/',
  'pages/posts': '/posts/',
  'posts/Big News': '/posts/big-news/',
  'posts/journey': '/posts/journey/',
};

site(
  'a Hugo site',
  { ...hugo, 'hugo.toml': 'title = "T"' },
  ({ item, routes, told, dir, ask: request }) => {
    test('is routed by sections, bundles, slugs and urls', async () => {
      assert.match(told(), /\(Hugo site\)/);
      assert.deepEqual(await routes(), hugoRoutes);
    });

    test('has its authors from data', async () => {
      const { author } = await item('/posts/Big%20News');
      assert.equal(author.name, 'Ana Luz');
      assert.equal(author.slug, 'ana');
    });

    test('has its documents in the order of their weights', async () => {
      const slugs = (await item('/docs')).map(({ slug }) => slug);
      assert.deepEqual(slugs, ['what', 'set-up', 'unweighted', 'undated']);
    });

    test('is walked by cursor in that order', async () => {
      const slugs = [];
      let target = '/docs?limit=1&sort=';
      while (target !== null) {
        const answer = await request(target);
        const { data, meta } = answer.json();
        slugs.push(...data.map(({ slug }) => slug));
        const { next_cursor: cursor } = meta.pagination;
        target = cursor && `/docs?limit=1&cursor=${cursor}`;
      }
      assert.deepEqual(slugs, ['what', 'set-up', 'unweighted', 'undated']);
    });

    test('has the parts of a bundle by their paths only', async () => {
      assert.equal((await item('/posts/trip/notes')).url, null);
      assert.equal((await request('/_resolve?url=/posts/notes')).status, 404);
    });

    test('says what is a part', async () => {
      const { data } = await check(dir());
      assert.deepEqual(
        data.map(({ code, path: file }) => [code, file]),
        [['bundle-part', 'content/posts/trip/index.md']],
      );
    });
  },
);

const permalinks = [
  'permalinks:',
  '  page: {posts: /:year/:slug/, docs: /manual/:title/}',
  '  section: {posts: /all/}',
].join('\n');
const permalinksInToml = [
  '[permalinks.page]',
  'posts = "/:year/:slug/"',
  'docs = "/manual/:title/"',
  '[permalinks.section]',
  'posts = "/all/"',
].join('\n');
// A folder of settings, without any other sign of Hugo.
site(
  'a Hugo site whose settings lie in a folder',
  {
    'config/_default/hugo.yaml': 'permalinks: {posts: /:year/:slug/}',
    'content/posts/one.md': post('date: 2024-05-01', 'slug: first'),
    'content/secret/_index.md': post('draft: true'),
    'content/secret/plan.md': post('title: Plan'),
  },
  ({ routes, told, ask: request }) => {
    test('is one, and keeps back what is below a draft', async () => {
      assert.match(told(), /\(Hugo site\)/);
      assert.deepEqual(await routes(), { 'posts/first': '/2024/first/' });
      assert.equal((await request('/secret/plan')).status, 404);
      for (const url of ['/2024/first', '/2024/first/'])
        assert.equal((await request(`/_resolve?url=${url}`)).status, 200);
    });
  },
);

// What hugo 0.111.3 renders of this tree, without the lists that it makes.
site(
  'a Hugo site whose languages are suffixes',
  {
    'hugo.yaml': `defaultContentLanguage: en
languages: {en: {weight: 1}, de: {weight: 2}}`,
    'content/posts/_index.en.md': post('title: Posts'),
    'content/posts/_index.de.md': post('draft: true'),
    'content/posts/a.en.md': post('title: A'),
    'content/posts/a.de.md': post('title: A auf Deutsch'),
    'content/news/_index.md': post('draft: true'),
    'content/news/b.md': post('title: B'),
    'content/news/b.de.md': post('title: B auf Deutsch'),
    'content/trips/_index.md': post('title: Trips', 'cascade: {type: trip}'),
    'content/trips/c.md': post('title: C'),
    'content/trips/c.de.md': post('title: C auf Deutsch'),
    'content/trips/far/index.md': post('title: Far'),
    'content/trips/far/index.de.md': post('draft: true'),
    'content/trips/far/map.de.md': post('title: Karte'),
  },
  ({ item, ask: request }) => {
    test('has the sections and bundles of each language apart', async () => {
      const all = await item('/_all?limit=50');
      assert.deepEqual(all.map(({ url }) => url).sort(), [
        '/de/news/b/',
        '/de/trips/c/',
        '/posts/',
        '/posts/a/',
        '/trips/',
        '/trips/c/',
        '/trips/far/',
      ]);
      for (const hidden of ['/trips/far/map', '/trips/de/far/map'])
        assert.equal((await request(hidden)).status, 404);
    });

    test('has the cascade of a section in its language only', async () => {
      const types = (await item('/trips')).map(({ url, type }) => [url, type]);
      assert.deepEqual(Object.fromEntries(types), {
        '/de/trips/c/': undefined,
        '/trips/c/': 'trip',
        '/trips/far/': 'trip',
      });
    });
  },
);

const kept = { 'content/posts/a.md': post('title: A') };
const faulty = {
  'whose folder of content is elsewhere': [
    'contentDir: ../other',
    /nothing is served: the folder of the content, '..\/other'/,
  ],
  'whose folder of content is missing': [
    'contentDir: other',
    /nothing is served: the folder of the content, 'other'/,
  ],
  'with a pattern that cannot be read': [
    'ignoreFiles: ["^(?=draft)"]',
    /nothing is served: the regular expression '\^\(\?=draft\)'/,
  ],
};
for (const [fault, [setting, message]] of Object.entries(faulty)) {
  site(`a Hugo site ${fault}`, { ...kept, 'hugo.yaml': setting }, (tools) => {
    test('serves nothing rather than too much', async () => {
      assert.equal(await tools.total('/_all'), 0);
      const { data } = await check(tools.dir());
      assert.deepEqual(
        data.map(({ code, path }) => [code, path]),
        [['settings-unread', 'hugo.yaml']],
      );
      assert.match(data[0].message, message);
    });
  });
}

site(
  'a Hugo site with content in several folders',
  {
    ...kept,
    'hugo.yaml': 'languages: {en: {}, fr: {contentDir: french}}',
    'french/posts/a.md': post('title: A'),
  },
  ({ item, dir }) => {
    test('says which of them is not served', async () => {
      const all = await item('/_all');
      assert.deepEqual(
        all.map(({ path }) => path),
        ['content/posts/a.md'],
      );
      const { data } = await check(dir());
      assert.match(data[0].message, /the content in 'french' is not served/);
    });
  },
);

site(
  'a Hugo site whose settings in TOML hold files back',
  {
    ...kept,
    'content/posts/b.md': post('title: B'),
    'content/posts/c.de.md': post('title: C'),
    'content/secret/_index.md': '+++\n[cascade]\ndraft = true\n+++\n',
    'content/secret/d.md': post('title: D'),
    'hugo.toml': "ignoreFiles = ['b\\.md$']\n[languages.en]\n[languages.de]\n",
    'config/_default/languages.toml': '[de]\n  disabled = true\n',
  },
  ({ item, dir }) => {
    test('serves nothing of these', async () => {
      assert.deepEqual(
        (await item('/_all')).map(({ path }) => path),
        ['content/posts/a.md'],
      );
      assert.deepEqual((await check(dir())).data, []);
    });
  },
);

for (const [name, settings] of [
  ['hugo.yaml', permalinks],
  ['config/_default/hugo.yml', permalinks],
  ['config.yml', permalinks],
  ['config.toml', permalinksInToml],
]) {
  site(
    `a Hugo site with ${name}`,
    { ...hugo, [name]: settings },
    ({ routes, told }) => {
      test('is routed by the patterns of its settings', async () => {
        assert.match(told(), /\(Hugo site\)/);
        assert.deepEqual(await routes(), {
          ...hugoRoutes,
          'docs/undated': '/manual/b/',
          'docs/unweighted': '/manual/unweighted/',
          'docs/what': '/manual/what-is-it/',
          'pages/posts': '/all/',
          'posts/Big News': '/2024/big-news/',
          'posts/journey': '/2024/journey/',
        });
      });
    },
  );
}

site(
  'a Hugo site with keys in any case',
  {
    'hugo.yaml': '',
    'content/posts/a.md': post('Title: A', 'Slug: b', 'TAGS: [x]', 'Tilte: B'),
  },
  ({ item, dir }) => {
    test('is read without a warning, but of what Hugo does not know', async () => {
      const { title, tags } = await item('/posts/b');
      assert.deepEqual([title, tags[0].name], ['A', 'x']);
      const { data } = await check(dir());
      assert.deepEqual(
        data.map(({ code, line }) => [code, line]),
        [['key-misspelt', 5]],
      );
    });
  },
);

site(
  'a Hugo site in a folder of a repository',
  {
    'package.json': '{}',
    'site/hugo.yaml': 'title: Site\n',
    'site/content/posts/a.md': post('title: A'),
    'site/data/prices.yaml': 'a: 1',
  },
  ({ routes }) => {
    test('has its data under its own paths, not those of the repository', async () => {
      assert.deepEqual(await routes(), { 'data/prices': null, 'posts/a': '/posts/a/' });
    });
  },
);
