// exports.test.mjs - what programs leave that export a site for others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { post, site } from './site.mjs';

const ids = ['0f3c9a1e2b4d4c5e8f7a6b5c4d3e2f1a', '8d11223344556677889900aabbccddee'];
const page = (title, ...properties) =>
  `# ${title}\n\n${properties.join('\n')}${properties.length > 0 ? '\n\n' : ''}Text.\n`;

site(
  'A Notion export',
  {
    [`Wiki ${ids[0]}.md`]:
      page('The wiki', 'Created: April 3, 2024 10:00 AM', 'Tags: soup, bread', 'Done: No') +
      `\nSee [Set up](Wiki%20${ids[0]}/Set%20up%20${ids[1]}.md) and ` +
      `[Plans](Plans%20${ids[1]}.md).\n`,
    [`Wiki ${ids[0]}/Set up ${ids[1]}.md`]: page('Set up', 'Last edited time: May 1, 2024 9:05 PM'),
    [`Wiki ${ids[0]}/Tasks ${ids[1]}.csv`]: 'Name,Tags\nsoup,a\n',
    [`Plans ${ids[1]}.md`]: page('Whispered', 'Status: Draft'),
    [`Later ${ids[1]}.md`]: page('Whispered', 'Owner: Ana', 'Published: No'),
    [`Prose ${ids[1]}.md`]: '# Prose\n\nA first line\nSecond: with a colon\n\nText.\n',
    [`Note ${ids[1]}.md`]: '# Note\n\nSee: https://example.org/ for *more*.\nAnd so on.\n',
  },
  ({ ask, item, routes }) => {
    test('has names without ids', async () => {
      assert.deepEqual(await routes(), {
        'Wiki/Set up': '/wiki/set-up',
        'pages/Note': '/note',
        'pages/Prose': '/prose',
        'pages/Wiki': '/wiki',
      });
    });

    test('has its properties as front matter, and not in the text', async () => {
      const wiki = await item('/pages/Wiki?include=text,front_matter');
      assert.equal(wiki.title, 'The wiki');
      assert.equal(wiki.day, '2024-04-03');
      assert.equal(wiki.excerpt, 'Text.');
      assert.deepEqual(wiki.tags.map(({ name }) => name), ['soup', 'bread']);
      assert.equal(wiki.front_matter.done, 'No');
      assert.doesNotMatch(wiki.text, /Created/);
      assert.match(wiki.html, /<a href="\/wiki\/set-up">Set up<\/a>/);
      assert.match((await item('/Wiki/Set%20up')).updated, /^2024-05-01T21:05/);
    });

    test('leaves prose alone', async () => {
      assert.equal((await item('/pages/Prose')).excerpt, 'A first line Second: with a colon');
      assert.match((await item('/pages/Note')).excerpt, /^See: https:/);
    });

    test('keeps back what its properties keep back', async () => {
      for (const target of ['/_all?include=html,text,markdown', '/search?q=whispered'])
        assert.doesNotMatch((await ask(target)).body, /Whispered|Owner/);
      assert.equal((await ask('/pages/Plans')).status, 404);
      assert.equal((await ask('/pages/Later')).status, 404);
    });
  },
);

site(
  'A Medium export',
  {
    '2019-03-01_On-soup-1f2e3d4c5b6a.md': '# On soup\n\nHot.\n',
    '2019-04-01_My-decade-abcdef123456.md': post('slug: /@ana/my-decade-abcdef123456'),
    'draft_On-bread-6a5b4c3d2e1f.md': 'Whispered.\n',
  },
  ({ ask, item, routes }) => {
    test('has posts without drafts', async () => {
      assert.deepEqual(await routes(), {
        'posts/@ana/my-decade-abcdef123456': '/@ana/my-decade-abcdef123456',
        'posts/On-soup': '/posts/On-soup',
      });
      assert.equal((await item('/posts/On-soup')).day, '2019-03-01');
      assert.doesNotMatch((await ask('/_all?include=html')).body, /Whispered/);
    });
  },
);

site(
  'Addresses that exports name',
  {
    'posts/a.md': post('permalink: /2020/05/01/hello/'),
    'posts/b.md': post('url: /2011/07/first.html'),
    'posts/c.md': post('url: https://example.org/c'),
    'posts/d.md': post('permalink: /:year/:title/'),
    'posts/e.md': post('datePublished: Mon Jan 01 2024 10:00:00 GMT+0000 (Coordinated Universal Time)', 'cuid: clr0000', 'slug: e-post'),
  },
  ({ item, routes }) => {
    test('are those of a plain folder, if they are paths', async () => {
      assert.deepEqual(await routes(), {
        'posts/a': '/2020/05/01/hello/',
        'posts/b': '/2011/07/first.html',
        'posts/c': '/posts/c',
        'posts/d': '/posts/d',
        'posts/e-post': '/posts/e-post',
      });
      assert.equal((await item('/posts/e-post')).day, '2024-01-01');
    });
  },
);
