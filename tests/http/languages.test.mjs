// languages.test.mjs - documents that say the same in several languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { page } from './contract-site.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, run } from './support.mjs';

/** What `headmatter get` answers for a site of these files. */
async function answersOf(files) {
  const site = await writeSite(files);
  const get = async (target) => {
    const { stdout } = await run(['get', target, site.dir]);
    return JSON.parse(stdout);
  };
  return { get, dir: site.dir, remove: site.remove };
}

async function listOf(files) {
  const site = await answersOf(files);
  const target = '/_all?fields=id,url,lang,translations.lang&envelope=false';
  const list = await site.get(target);
  await site.remove();
  return Object.fromEntries(
    list.map(({ id, url, lang, translations }) => [
      id,
      [url, lang, translations?.map((t) => t.lang)],
    ]),
  );
}

const titled = (title, ...lines) => page([`title: ${title}`, ...lines]);

describe('a language is told', () => {
  test('by a suffix, if the same is there without it', async () => {
    const list = await listOf({
      'headmatter.yaml': 'site: {language: en}\n',
      'posts/hello.md': titled('Hello'),
      'posts/hello.fr.md': titled('Bonjour'),
      'posts/alone.fr.md': titled('Seul'),
      'posts/v1.2.md': titled('Version'),
      'posts/node.js.md': titled('Node'),
    });
    assert.deepEqual(list, {
      'posts/hello': ['/posts/hello', 'en', ['fr']],
      'posts/fr/hello': ['/fr/posts/hello', 'fr', ['en']],
      'posts/fr/alone': ['/fr/posts/alone', 'fr', []],
      'posts/v1.2': ['/posts/v1.2', 'en', []],
      'posts/node.js': ['/posts/node.js', 'en', []],
    });
  });

  test("by the suffix of a bundle's page, which is no part of it", async () => {
    const list = await listOf({
      'hugo.toml': '',
      'headmatter.yaml': 'site: {language: en}\n',
      'content/posts/trip/index.md': titled('Trip'),
      'content/posts/trip/index.fr.md': titled('Voyage'),
      'content/posts/trip/notes.md': titled('Notes'),
    });
    assert.deepEqual(list, {
      'posts/trip': ['/posts/trip/', 'en', ['fr']],
      'posts/fr/trip': ['/fr/posts/trip/', 'fr', ['en']],
    });
  });

  test('by the folder in front, if another one has the same', async () => {
    const list = await listOf({
      'content/en/posts/hello.md': titled('Hello'),
      'content/pt-br/posts/hello.md': titled('Ola'),
      'content/pt-br/posts/own.md': titled('Own', 'slug: proprio'),
      'content/en/about.md': titled('About'),
      'content/pt-br/about.md': titled('Sobre'),
    });
    assert.deepEqual(list, {
      'pages/en/about': ['/en/about', 'en', ['pt-BR']],
      'pages/pt-br/about': ['/pt-br/about', 'pt-BR', ['en']],
      'posts/en/hello': ['/en/posts/hello', 'en', ['pt-BR']],
      'posts/pt-br/hello': ['/pt-br/posts/hello', 'pt-BR', ['en']],
      'posts/proprio': ['/pt-br/posts/proprio', 'pt-BR', []],
    });
  });

  test('by the folder below the first', async () => {
    const list = await listOf({
      'posts/hello.md': titled('Hello'),
      'posts/de/hello.md': titled('Hallo'),
      'posts/it/router.md': titled('Of machines'),
    });
    assert.deepEqual(list['posts/de/hello'], [
      '/de/posts/hello',
      'de',
      [null],
    ]);
    assert.equal(list['posts/it/router'][1], 'it'); // beside a proven one
  });

  test('by front matter, and a key that translations share', async () => {
    const list = await listOf({
      'posts/hello.md': titled('Hello', 'lang: en', 'translationKey: a'),
      'posts/hallo.md': titled('Hallo', 'locale: de_at', 'translationKey: a'),
      'posts/more.md': titled('More', 'lang: en'),
    });
    assert.deepEqual(list, {
      'posts/hallo': ['/posts/hallo', 'de-AT', ['en']],
      'posts/hello': ['/posts/hello', 'en', ['de-AT']],
      'posts/more': ['/posts/more', 'en', []],
    });
  });

  test('by front matter before the path', async () => {
    const list = await listOf({
      'posts/a.md': titled('A'),
      'posts/a.fr.md': titled('B', 'lang: fr-CA'),
    });
    assert.equal(list['posts/fr/a'][1], 'fr-CA');
  });

  const none = {
    'a folder that only looks like one': {
      'it/hello.md': titled('Machines'),
      'posts/hello.md': titled('Hello'),
    },
    'a suffix without an original': { 'posts/hello.fr.md': titled('Hello') },
    'one language everywhere': {
      'posts/a.md': titled('A', 'lang: en'),
      'posts/b.md': titled('B', 'lang: en'),
    },
    'a word that is no language': {
      'posts/a.md': titled('A', 'lang: javascript'),
      'posts/b.md': titled('B', 'language: C'),
    },
    'a translation that is a draft': {
      'posts/a.md': titled('A'),
      'posts/a.fr.md': titled('B', 'draft: true'),
    },
    'a translation that is broken': {
      'posts/a.md': titled('A'),
      'posts/a.fr.md': page(['title: B: b']),
    },
  };
  for (const [name, files] of Object.entries(none)) {
    test(`not by ${name}`, async () => {
      const site = await answersOf(files);
      const { data } = await site.get('/_all');
      for (const entry of data) assert.equal('translations' in entry, false);
      assert.equal('languages' in (await site.get('/')).data, false);
      await site.remove();
    });
  }

  test('or a warning says that it is not', async () => {
    const site = await writeSite({
      'posts/a.md': titled('A'),
      'posts/a.fr.md': titled('B'),
    });
    const { stdout } = await run(['check', site.dir]);
    assert.match(stdout, /posts\/a\.md: warning: .*\[language-unknown\]/);
    await site.remove();
  });
});

describe('a person in several languages', () => {
  const files = (language) => ({
    'headmatter.yaml': `site: {language: ${language}}\n`,
    'content/en/authors/ana.md': titled('Ana Luz', 'role: Writer'),
    'content/fr/authors/ana.md': titled('Ana Luz', 'role: Autrice'),
    'content/en/posts/hello.md': titled('Hello', 'author: ana'),
    'content/fr/posts/hello.md': titled('Bonjour', 'author: ana'),
    'content/fr/posts/two.md': titled('Deux', 'author: Ana Luz', 'lang: fr-CA'),
    'content/fr/posts/own.md': titled('Trois', 'author: {key: ana}'),
    'content/de/posts/hello.md': titled('Hallo', 'author: ana'),
    'content/fr/posts/other.md': titled('Autre', 'author: en/ana'),
  });

  for (const language of ['en', 'es']) {
    test(`is named in that of the document; site in ${language}`, async () => {
      const site = await answersOf(files(language));
      const { data } = await site.get('/posts?fields=title,author.role&sort=title');
      assert.deepEqual(
        data.map(({ title, author }) => [title, author.role]),
        [
          ['Autre', language === 'en' ? undefined : 'Writer'],
          ['Bonjour', 'Autrice'],
          ['Deux', 'Autrice'],
          ['Hallo', 'Writer'],
          ['Hello', 'Writer'],
          ['Trois', 'Autrice'],
        ],
      );
      const posts = await site.get('/authors/fr/ana/posts?fields=title&sort=title');
      assert.deepEqual(
        posts.data.map(({ title }) => title),
        ['Bonjour', 'Deux', 'Trois'],
      );
      await site.remove();
    });
  }
});

describe('locale', () => {
  let site;
  let server;
  before(async () => {
    site = await writeSite({
      'headmatter.yaml': 'site: {language: en}\n',
      'posts/both.md': titled('Both', 'date: 2024-01-01', 'tags: [x]'),
      'posts/both.fr.md': titled('Les deux', 'date: 2024-01-01', 'tags: [x]'),
      'posts/english.md': titled('English', 'date: 2024-01-02', 'tags: [x]'),
      'posts/french.fr.md': titled('Seul', 'date: 2024-01-03', 'tags: [x]'),
      'posts/german.md': titled('Deutsch', 'date: 2024-01-04', 'lang: de-AT'),
      'data/menu.yaml': 'a: 1\n',
    });
    server = await startServer(site.dir);
  });
  after(async () => {
    await server?.stop();
    await site?.remove();
  });
  const titles = async (target) =>
    (await ask(server, target)).json().data.map(({ title }) => title);

  const lists = {
    '': ['Deutsch', 'Seul', 'English', 'Both', 'Les deux'],
    '?locale=fr,en': ['Seul', 'English', 'Les deux'],
    '?locale=en,fr': ['Seul', 'English', 'Both'],
    '?locale=fr': ['Seul', 'Les deux'],
    '?locale=FR-ca': ['Seul', 'Les deux'],
    '?locale=de': ['Deutsch'],
    '?locale=de-CH': [],
    '?locale=fr,*': ['Deutsch', 'Seul', 'English', 'Les deux'],
    '?locale=fr,en&title:contains=both': [],
    '?lang=fr': ['Seul', 'Les deux'],
    '?locale=fr,en&sort=title&limit=2': ['English', 'Les deux'],
  };
  for (const [query, expected] of Object.entries(lists)) {
    test(`/posts${query}`, async () => {
      assert.deepEqual(
        (await titles(`/posts${query}`)).sort(),
        [...expected].sort(),
      );
    });
  }

  test('is kept by links, and counted', async () => {
    const { meta, links } = (
      await ask(server, '/posts?locale=fr,en&limit=1&facets=tags')
    ).json();
    assert.equal(meta.pagination.total, 3);
    assert.equal(meta.facets.tags[0].count, 3);
    assert.match(links.next, /locale=fr,en/);
  });

  test('chooses the version of an item, and says which', async () => {
    const answer = await ask(server, '/posts/both?locale=fr,en');
    assert.equal(answer.json().data.title, 'Les deux');
    assert.equal(answer.headers['content-language'], 'fr');
    assert.equal(answer.headers['content-location'], '/posts/fr/both');
    const same = await ask(server, '/posts/fr/both');
    assert.equal(same.headers['content-language'], 'fr');
    assert.equal(same.headers.etag, answer.headers.etag);
    const body = await ask(server, '/posts/both.md?locale=fr');
    assert.equal(body.headers['content-location'], '/posts/fr/both.md');
    const back = await ask(server, '/posts/fr/both?locale=en');
    assert.equal(back.json().data.title, 'Both');
  });

  test('is in the path of a file, which leads to its slug', async () => {
    for (const [target, location] of [
      ['/posts/both.fr', '/posts/fr/both'],
      ['/posts/fr/both.fr', undefined],
    ]) {
      const { headers } = await ask(server, target);
      assert.equal(headers.location, location, target);
    }
  });

  test('falls back from version to version', async () => {
    const answer = await ask(server, '/posts/english?locale=fr,en');
    assert.equal(answer.json().data.title, 'English');
  });

  test('has what is wanted, or a 404 that says what there is', async () => {
    const answer = await ask(server, '/posts/both?locale=de');
    assert.equal(answer.status, 404);
    assert.deepEqual(answer.json().suggestions.sort(), [
      '/posts/both',
      '/posts/fr/both',
    ]);
  });

  test('of a list is said by Content-Language', async () => {
    const { headers } = await ask(server, '/posts?locale=fr,en');
    assert.equal(headers['content-language'], 'fr, en');
    const stream = await ask(server, '/posts.ndjson?locale=fr,en');
    assert.equal(stream.headers['content-language'], 'fr, en');
    const any = await ask(server, '/posts.ndjson');
    assert.equal(any.headers['content-language'], undefined);
  });

  test('chooses nothing where there is no language', async () => {
    const { data } = (await ask(server, '/data?locale=fr')).json();
    assert.equal(data.length, 1);
  });

  test('is a list of languages', async () => {
    const answer = await ask(server, '/posts?locale=fr_FR');
    assert.equal(answer.json().errors[0].code, 'invalid-value');
  });

  test('leaves neighbours and related documents in one language', async () => {
    const { links } = (await ask(server, '/posts/fr/both')).json();
    assert.deepEqual(
      [links.previous, links.next],
      [null, '/posts/fr/french'],
    );
    const { data } = (await ask(server, '/posts/both?include=related')).json();
    assert.deepEqual(
      data.related.map(({ title }) => title),
      ['English'],
    );
  });

  test('names them at the front door', async () => {
    const { data } = (await ask(server, '/')).json();
    assert.deepEqual([...data.languages].sort(), ['de-AT', 'en', 'fr']);
  });

  test('is warned of where there is one language', async () => {
    const plain = await answersOf({ 'posts/a.md': titled('A') });
    const { data, meta } = await plain.get('/posts?locale=fr');
    assert.equal(data.length, 1);
    assert.equal(meta.warnings[0].code, 'one-language');
    const item = await plain.get('/posts/a?locale=fr');
    assert.equal(item.meta.warnings[0].code, 'one-language');
    await plain.remove();
  });

  test('finds an address that no version has by itself', async () => {
    const folders = await writeSite({
      'en/posts/hello.md': titled('Hello'),
      'fr/posts/hello.md': titled('Bonjour'),
    });
    const own = await startServer(folders.dir);
    const moved = await ask(own, '/posts/hello?locale=fr');
    assert.equal(moved.status, 308);
    const answer = await ask(own, moved.headers.location);
    assert.equal(answer.json().data.title, 'Bonjour');
    await own.stop();
    await folders.remove();
  });
});
