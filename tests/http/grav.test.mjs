// grav.test.mjs - a folder for each page, and parts of pages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { post, site } from './site.mjs';

const pages = {
  '01.start/default.md': post('title: Welcome'),
  '02.blog/blog.md': post('title: Blog'),
  '02.blog/01.my-trip/item.md': post(
    'title: My trip',
    'date: 13:34 06/21/2012',
    'taxonomy:',
    '  category: travel',
    '  tag: [sea, sun]',
  ),
  '02.blog/02.later/item.md': post('publish_date: 01/23/2999 13:00'),
  '02.blog/03.gone/item.md': post('unpublish_date: 01/23/2015 13:00'),
  '02.blog/04.Draft/item.md': post('published: false'),
  '02.blog/05.renamed/item.md': post('slug: other'),
  '03.page/modular.md': post('title: Modular'),
  '03.page/_hero/text.md': 'A hero.\n',
  '03.page/02._end/03.deep/text.md': 'Not a module.\n',
  '04.secret/modular.md': post('published: false'),
  '04.secret/_hero/text.md': 'Whispered.\n',
  '_lost/text.md': 'Whispered.\n',
  '05.members/default.md': post('access: {site.login: true}'),
  '06.list/default.md': post('routable: false'),
  '07.moved/default.md': post("routes: {default: '/moved/here'}"),
  'hidden/default.md': post('visible: false'),
  '03.page/picture.jpg.meta.yaml': 'alt: x\n',
};
const below = (folder) =>
  Object.fromEntries(Object.entries(pages).map(([name, text]) => [folder + name, text]));
const routes = {
  'posts/my-trip': '/blog/my-trip',
  'posts/other': '/blog/other',
  'page/_end/deep': '/page/_end/deep',
  'pages/blog': '/blog',
  'pages/hidden': '/hidden',
  'pages/list': null,
  'pages/moved': '/moved/here',
  'pages/page': '/page',
  'pages/start': '/',
};

for (const [kind, files] of Object.entries({
  'A Grav site': { ...below('user/pages/'), 'user/config/system.yaml': "home: {alias: '/start'}\n" },
  'The folder of its user': {
    ...below('pages/'),
    'config/system.yaml': "home: {alias: '/start'}\n",
    'accounts/ana.yaml': 'state: enabled\n',
  },
})) {
  site(kind, files, ({ ask, item, routes: told }) => {
    test('has the addresses of Grav', async () => {
      assert.deepEqual(await told(), routes);
    });

    test('has fields and terms', async () => {
      const trip = await item('/posts/my-trip');
      assert.equal(trip.date, '2012-06-21T13:34:00Z');
      assert.deepEqual(trip.tags.map(({ name }) => name), ['sea', 'sun']);
      assert.deepEqual(trip.categories.map(({ name }) => name), ['travel']);
      assert.equal((await item('/pages/hidden')).title, 'Hidden');
    });

    test('serves a module with its page or not at all', async () => {
      assert.match((await item('/page/_hero')).html, /A hero/);
      assert.doesNotMatch((await ask('/_all?include=html')).body, /hero|Whispered/);
      for (const target of ['/secret/_hero', '/pages/_lost', '/_lost/text', '/search?q=whispered'])
        assert.doesNotMatch((await ask(target)).body, /Whispered/, target);
    });

    test('publishes nothing for members', async () => {
      assert.equal((await ask('/pages/members')).status, 404);
      assert.equal((await ask('/posts/draft')).status, 404);
    });
  });
}

site(
  'Translations of Grav',
  {
    'user/pages/01.home/default.en.md': post('title: Home'),
    'user/pages/01.home/default.fr.md': post('title: Accueil'),
    'user/pages/02.about/default.en.md': post('title: About'),
    'user/pages/02.about/default.fr.md': post('title: Qui'),
  },
  ({ item }) => {
    test('are known by the suffix', async () => {
      const all = await item('/_all?fields=title,lang,url');
      assert.deepEqual(
        all.map(({ title, lang }) => `${lang} ${title}`).sort(),
        ['en About', 'en Home', 'fr Accueil', 'fr Qui'],
      );
      assert.equal(new Set(all.map(({ url }) => url)).size, 4);
    });
  },
);
