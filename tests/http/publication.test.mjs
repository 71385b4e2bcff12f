// publication.test.mjs - what a generator's settings and names hold back is not
// read at all, and what its settings let through is served.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { post, site } from './site.mjs';
import { check, until } from './support.mjs';

const dated = post('title: A', 'date: 2024-05-01');

site(
  'a Jekyll site with settings that hold files back',
  {
    '_config.yml': [
      'exclude: [secret.md, notes/, "*.private.md"]',
      'include: [_pages, kept.private.md]',
      'collections: { recipes: { output: true } }',
      'defaults:',
      '  - scope: { path: _recipes/old }',
      '    values: { published: false }',
    ].join('\n'),
    'index.md': dated,
    'secret.md': dated,
    'notes/plan.md': dated,
    'deep/salary.private.md': dated,
    'kept.private.md': dated,
    '_pages/about.md': dated,
    '_wip/x.md': dated,
    '_recipes/soup.md': dated,
    '_recipes/old/stew.md': dated,
    '_posts/template.md': dated,
    '_posts/24-05-01-short.md': post('title: Short'),
    '_posts/68-01-01-later.md': post('title: Later'),
    '_posts/2024-05-01-one.md': dated,
    '_drafts/idea.md': dated,
    'docs/_partial.md': dated,
    'docs/#backup.md': dated,
    'docs/~old.md': dated,
    'docs/setup.md': dated,
  },
  ({ item, told }) => {
    test('publishes what Jekyll does', async () => {
      const all = await item('/_all?fields=path&limit=all');
      assert.deepEqual(all.map(({ path }) => path).toSorted(), [
        '_pages/about.md',
        '_posts/2024-05-01-one.md',
        '_posts/24-05-01-short.md',
        '_recipes/soup.md',
        'docs/setup.md',
        'index.md',
        'kept.private.md',
      ]);
    });

    test('reads short years in names as Ruby does', async () => {
      const short = await item('/posts/short');
      assert.equal(short.day, '2024-05-01');
      assert.equal(short.url, '/2024/05/01/short.html');
    });

    test('says how much is left out', () => {
      assert.match(
        told(),
        /2 drafts, 1 scheduled, 8 not published by the generator/,
      );
    });
  },
);

const later = post('title: Later', 'date: 2999-01-01');
const draft = post('title: Secret', 'draft: true');

site(
  'a Jekyll site that publishes the future',
  {
    '_config.yml': 'future: true\nshow_drafts: true\n',
    '_posts/2999-01-01-later.md': later,
    '_drafts/idea.md': dated,
  },
  ({ item, dir }) => {
    test('does so, but never publishes a draft', async () => {
      const all = await item('/_all');
      assert.deepEqual(
        all.map(({ slug }) => slug),
        ['later'],
      );
      const { data } = await check(dir());
      assert.deepEqual(
        data.map(({ code, path, line }) => [code, path, line]),
        [['settings-unread', '_config.yml', 2]],
      );
    });
  },
);

site(
  'a Hugo site that publishes everything',
  {
    'hugo.yaml': 'buildFuture: true\nbuildExpired: true\nBUILDDRAFTS: true\n',
    'content/posts/later.md': later,
    'content/posts/gone.md': post('title: Gone', 'expiryDate: 2001-01-01'),
    'content/posts/draft.md': draft,
  },
  ({ item, dir }) => {
    test('does so, but never publishes a draft', async () => {
      const all = await item('/_all');
      assert.deepEqual(
        all.map(({ slug }) => slug),
        ['later', 'gone'],
      );
      const { data } = await check(dir());
      assert.ok(data.some(({ path, line }) => path === 'hugo.yaml' && line === 3));
    });
  },
);

site(
  'a site whose operator decides about the future',
  {
    'headmatter.yaml': 'future: false\n',
    '_config.yml': 'future: true\n',
    '_posts/2999-01-01-later.md': later,
  },
  ({ total }) => {
    test('is not overruled by its generator', async () => {
      assert.equal(await total('/_all'), 0);
    });
  },
);

site(
  'a Hugo site with indexes in Org Mode',
  {
    'hugo.yaml': '',
    'content/open/_index.org': '#+title: Open\n#+draft: false\n\nText.\n',
    'content/open/a.md': dated,
    'content/plan/_index.org': '\n#+TITLE: Plan\n#+DRAFT: true\n\nText.\n',
    'content/plan/a.md': dated,
    'content/later/_index.org': '#+publishDate: 2999-01-01\nText.\n',
    'content/later/a.md': dated,
    'content/text/_index.org': '#+title: T\nText.\n#+draft: true\n',
    'content/text/a.md': dated,
  },
  ({ routes }) => {
    test('keeps back what is below a draft', async () => {
      assert.deepEqual(await routes(), {
        'open/a': '/open/a/',
        'text/a': '/text/a/',
      });
    });
  },
);

site(
  'a Hugo site with pages that are in no list',
  {
    'hugo.yaml': '',
    'content/posts/_index.md': post('title: Posts'),
    'content/posts/a.md': dated,
    'content/posts/quiet.md': post('title: Quiet', 'build: {list: never}'),
    'content/posts/trip/index.md': post('title: Trip', '_build: {list: never}'),
    'content/posts/trip/notes.md': dated,
    'content/secret/_index.md': post(
      'title: S',
      'cascade: {build: {list: never, render: never}}',
    ),
    'content/secret/x.md': dated,
  },
  ({ item, routes, told }) => {
    test('has them among its routes, marked, and nowhere else', async () => {
      assert.deepEqual(await routes(), {
        'pages/posts': '/posts/',
        'posts/a': '/posts/a/',
        'posts/quiet': '/posts/quiet/',
        'posts/trip': '/posts/trip/',
      });
      const marked = await item('/_all?unlisted=true&fields=slug');
      assert.deepEqual(
        marked.map(({ slug }) => slug),
        ['quiet', 'trip'],
      );
      const listed = await item('/posts?fields=slug');
      assert.deepEqual(
        listed.map(({ slug }) => slug),
        ['a'],
      );
      assert.match(told(), /unlisted +2, in \/_all only/);
    });
  },
);

const tools = {
  '.github/workflows/ci.yml': 'on: push',
  'README.md': '# Tool',
  'ansible/group_vars.yml': 'password: tiger',
  'data/prices.json': '{"soup": 3}',
  'docker-compose.yml': 'services: {}',
  'docs/deep/routes.yaml': 'a: 1',
  'docs/routes.yaml': 'a: 1',
  'docs/setup.md': post('title: Setup'),
  'index.md': post('title: Home'),
  'package.json': '{"name": "tool"}',
  'playbook/secrets.yml': 'password: tiger',
  'tsconfig.json': '{}',
};
const publishedOfTools = [
  'data/prices',
  'docs/routes',
  'docs/setup',
  'pages/index',
];

const idsOf = async (item) =>
  (await item('/_all?limit=100')).map(({ id }) => id).sort();

site('a folder with a project around its documents', tools, ({ item, told }) => {
  test('has no data but in data folders and beside documents', async () => {
    assert.deepEqual(await idsOf(item), publishedOfTools);
    assert.match(
      told(),
      /left out +3 data files that collections\.data\.paths would add/,
    );
  });
});

site(
  'a project whose operator names data',
  {
    ...tools,
    'headmatter.yaml': `collections:
  data: {paths: [data/**, ansible/*.yml, docker-compose.yml]}
`,
  },
  ({ item }) => {
    test('has these, too', async () => {
      assert.deepEqual(await idsOf(item), [
        'data/docker-compose',
        'data/group_vars',
        ...publishedOfTools,
      ]);
    });
  },
);

for (const [settings, name] of [
  ['_config.yml', '_posts/2024-05-01-a.md'],
  ['hugo.yaml', 'content/posts/a.md'],
]) {
  site(
    `a site that starts with a broken ${settings}`,
    { [settings]: 'exclude: [b.md]\nx: [\n', [name]: dated },
    ({ total, dir }) => {
      test('serves nothing before it is known what to keep back', async () => {
        assert.equal(await total('/_all'), 0);
        const { data } = await check(dir());
        assert.ok(data.some(({ code }) => code === 'yaml-syntax'));
        assert.ok(data.some(({ message }) => /nothing is served/.test(message)));
        await writeFile(path.join(dir(), settings), 'title: Site\n');
        await until(async () => (await total('/_all')) === 1);
        await writeFile(path.join(dir(), settings), 'x: [\n');
        await until(async () => (await check(dir())).data.length > 0);
        assert.equal(await total('/_all'), 1); // as it was
      });
    },
  );
}

site(
  'an Eleventy site with pages that are in no collection',
  {
    'eleventy.config.js': '',
    'posts/seen.md': dated,
    'posts/unseen.md': post('title: B', 'eleventyExcludeFromCollections: true'),
    'posts/said.md': post('title: C', 'eleventyExcludeFromCollections: false'),
    'notes/notes.json': '{"eleventyExcludeFromCollections": true}',
    'notes/a.md': dated,
  },
  ({ item }) => {
    test('has them by their addresses alone', async () => {
      const slugs = async (target) =>
        (await item(target)).map(({ slug }) => slug).toSorted();
      assert.deepEqual(await slugs('/posts'), ['said', 'seen']);
      assert.equal((await item('/posts/unseen')).unlisted, true);
      assert.equal((await item('/notes/a')).unlisted, true);
      const all = await item('/_all?fields=slug,unlisted');
      assert.equal(all.filter(({ unlisted }) => unlisted).length, 2);
    });
  },
);

site(
  'a folder with drafts of every kind',
  {
    'headmatter.yaml': 'drafts: ["draft-*", wip, "notes/2024/*"]',
    'posts/open.md': dated,
    'posts/draft-idea.md': dated,
    'posts/drafty.md': dated,
    'posts/[draft] plan.md': dated,
    'posts/plan (Draft).md': dated,
    'posts/deep/wip/x.md': dated,
    'notes/2024/x.md': dated,
    'notes/2025/x.md': dated,
    'posts/archived.md': post('title: A', 'status: archived'),
    'posts/paid.md': post('title: A', 'visibility: paid'),
    'posts/not-public.md': post('title: A', 'public: false'),
    'posts/unsaid.md': post('title: A', 'is_published: no'),
    'posts/publication.md': post('title: A', 'status: published', 'public: yes'),
  },
  ({ item, told, dir }) => {
    test('serves none of them', async () => {
      const all = await item('/_all?fields=path&limit=all');
      assert.deepEqual(all.map(({ path }) => path).toSorted(), [
        'notes/2025/x.md',
        'posts/drafty.md',
        'posts/open.md',
        'posts/publication.md',
      ]);
    });

    test('counts them at the start, and names what may surprise', async () => {
      assert.match(told(), /left out +9 drafts/);
      const { data } = await check(dir());
      assert.deepEqual(
        data.map(({ code, path, message }) => [code, path, message]),
        [
          [
            'kept-back',
            'posts/archived.md',
            "'status: archived' keeps the document back",
          ],
          [
            'kept-back',
            'posts/paid.md',
            "'visibility: paid' keeps the document back",
          ],
          [
            'key-of-publication',
            'posts/unsaid.md',
            "unknown key 'is_published'; it is read as 'isPublished', and the document is kept back",
          ],
        ],
      );
    });
  },
);
