// statamic.test.mjs - addresses that are put together from settings.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { post, site } from './site.mjs';
import { until } from './support.mjs';

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

const files = {
  please: '',
  'content/collections/pages.yaml': "route: '{parent_uri}/{{ slug }}'\nstructure: {root: true}\n",
  'content/trees/collections/pages.yaml':
    'tree:\n  - entry: p-home\n  - entry: p-about\n    children:\n      - entry: p-team\n',
  'content/collections/pages/home.md': post('id: p-home', 'title: Home'),
  'content/collections/pages/about.md': post('id: p-about', 'title: About', 'updated_at: 1714521600'),
  'content/collections/pages/team.md': post('id: p-team', 'title: Team'),
  'content/collections/pages/hidden.md': post('id: p-hidden', 'title: Whispered', 'published: false'),
  'content/collections/blog.yaml': "route: '/{mount}/{year}/{slug}'\nmount: p-about\ndate: true\n",
  'content/collections/blog/2024-05-01-1530.soup.md': post('id: b-soup', 'title: Soup'),
  'content/collections/blog/2023-05-01.bread.md': [
    '---',
    'id: b-bread',
    '---',
    '[About](statamic://entry::p-about#us) [No](statamic://entry::p-hidden)',
    '[File](statamic://asset::assets::menu.pdf)',
    '',
    '![Soup](statamic://asset::assets::img/a b.png)',
    '![Soup](<statamic://asset::assets::img/soup.png>)',
  ].join('\n'),
  'public/assets/img/soup.png': pixel,
  'content/collections/concerts.yaml':
    "route: {default: '/concerts/{place}/{slug}'}\ndate_behavior: {past: private, future: public}\n",
  'content/collections/concerts/2020-01-01.old.md': post('title: Whispered', 'place: The Hall'),
  'content/collections/concerts/open.md': post('title: Open', 'place: The Hall'),
  'content/collections/notes/1.first.md': post('title: First'),
  'content/globals/global.yaml': 'title: Whispered\n',
  'content/taxonomies/tags/soup.yaml': 'title: Whispered\n',
  'content/navigation/top.yaml': 'title: Whispered\n',
  'users/ana@example.org.yaml': 'name: Whispered\n',
  'resources/users/ana.md': 'Whispered.\n',
};

site('A Statamic site', files, ({ ask, item, routes, dir }) => {
  test('leads to entries by their ids, and to assets', async () => {
    const { html } = await item('/posts/bread');
    assert.match(html, /<a href="\/about#us">About<\/a>/);
    assert.match(html, /<a href="\/assets\/menu\.pdf">File<\/a>/);
    assert.match(html, /<img src="\/assets\/img\/soup\.png" width="1" height="1"/);
    assert.doesNotMatch(html, /Whispered/);
    const about = await item('/pages/about?include=backlinks');
    assert.deepEqual(
      about.backlinks.map(({ id }) => id),
      ['posts/bread'],
    );
  });

  test('has the addresses that its routes make', async () => {
    assert.deepEqual(await routes(), {
      'concerts/open': '/concerts/the-hall/open',
      'notes/first': null,
      'pages/about': '/about',
      'pages/home': '/',
      'pages/team': '/about/team',
      'posts/bread': '/about/2023/bread',
      'posts/soup': '/about/2024/soup',
    });
  });

  test('reads days and names', async () => {
    assert.equal((await item('/posts/soup')).date, '2024-05-01T15:30:00Z');
    assert.equal((await item('/posts/bread')).title, 'Bread');
    assert.match((await item('/pages/about')).updated, /^2024-05-01/);
  });

  test('serves nothing else', async () => {
    for (const target of ['/_all?include=html', '/_diagnostics', '/data'])
      assert.doesNotMatch((await ask(target)).body, /Whispered/, target);
    assert.equal((await ask('/concerts/old')).status, 404);
  });

  test('follows a setting that changes', async () => {
    await writeFile(
      path.join(dir(), 'content/collections/concerts.yaml'),
      "route: '/live/{slug}'\n",
    );
    await until(async () => (await routes())['concerts/open'] === '/live/open');
    assert.equal((await item('/concerts/old')).url, '/live/old');
  });
});
