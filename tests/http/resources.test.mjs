// resources.test.mjs - single things and how they hang together: addresses and
// slugs, bodies, people, tags. The site is that of contract.test.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { guideBody, newestFirst, page, siteFiles } from './contract-site.mjs';
import { assertValid, schemaOf } from './description.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem } from './support.mjs';

let site;
let server;

before(async () => {
  site = await writeSite(siteFiles);
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

const get = (target) => getJson(server, target);
const item = async (target) => (await get(target)).data;
const slugs = async (target) => (await item(target)).map((entry) => entry.slug);
const encode = (slug) => slug.split('/').map(encodeURIComponent).join('/');

describe('an item', () => {
  test('is the entry of a list, with more', async () => {
    const [, listed] = await item('/posts');
    const whole = await item('/posts/alpha');
    assertValid(schemaOf('Item'), whole, 'alpha');
    for (const [name, value] of Object.entries(listed)) {
      if (!/^authors?$/.test(name)) assert.deepEqual(whole[name], value, name);
    }
  });

  test('has its headings, nested, with the ids of the html', async () => {
    const { html, toc } = await item('/posts/alpha');
    const [first] = toc;
    assert.deepEqual(toc, [
      {
        level: 1,
        id: 'first-heading',
        text: 'First heading',
        children: [
          {
            level: 2,
            id: 'second-heading',
            text: 'Second heading',
            children: [
              {
                level: 3,
                id: 'third-heading',
                text: 'Third heading',
                children: [],
              },
            ],
          },
        ],
      },
    ]);
    assert.match(html, new RegExp(`<h1 id="${first.id}">First heading</h1>`));
    assert.match(html, /<em>emphasis<\/em> and <b>raw<\/b> HTML/);
  });

  test('has its revision in its data and in its meta', async () => {
    const { data, meta } = await get('/posts/alpha');
    assert.match(data.rev, /^[0-9a-f]{16}$/);
    assert.equal(meta.rev, data.rev);
  });

  test('of data is the file as written, and four members', async () => {
    assert.deepEqual(await item('/data/settings'), {
      id: 'data/settings',
      collection: 'data',
      slug: 'settings',
      path: 'content/data/settings.yaml',
      colour: 'red',
      date: 'whatever',
    });
    assert.deepEqual((await item('/data/list')).value, [1, 2]);
  });
});

describe('a slug', () => {
  test('of each post leads to that post, encoded or by its href', async () => {
    for (const slug of newestFirst) {
      const { data, links } = await get(`/posts/${encode(slug)}`);
      assert.equal(data.slug, slug);
      assert.equal(data.id, `posts/${slug}`);
      assert.equal((await item(links.self)).slug, slug);
      assert.match(links.self, /^[\x21-\x7e]+$/);
      assert.equal((await item(`${links.self}/`)).slug, slug);
    }
  });

  test('may be encoded more than it has to be', async () => {
    const all = (text) =>
      text.replace(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`);
    assert.equal((await item(`/posts/${all('alpha')}`)).slug, 'alpha');
    assert.equal((await item(`/${all('posts')}/alpha`)).slug, 'alpha');
    const deep = await item('/posts/guides%2Fdeep%20dive');
    assert.equal(deep.slug, 'guides/deep dive');
  });

  test('is not decoded twice, and a plus in it is a plus', async () => {
    await getProblem(server, '/posts/%2561lpha', 404);
    await getProblem(server, '/posts/guides/deep+dive', 404);
    assert.equal((await item('/posts/100%25')).slug, '100%');
  });

  test('is not the same in other letters or with a NUL behind it', async () => {
    for (const target of ['/posts/ALPHA', '/posts/beta']) {
      const answer = await ask(server, target);
      assert.equal(answer.status, 404, target);
    }
    const { status } = await ask(server, '/posts/alpha%00');
    assert.ok(status === 400 || status === 404);
  });

  test('does not lead out of the site', async () => {
    for (const target of [
      '/posts/../data/settings',
      '/posts/%2e%2e/data/settings',
      '/posts/..%2f..%2fetc/passwd',
      '/data/../../etc/passwd',
      '//posts',
    ]) {
      const { status } = await ask(server, target);
      assert.ok(status === 404 || status === 400, target);
    }
  });

  test('of an index is the name of its folder', async () => {
    assert.equal((await item('/pages/index')).url, '/');
    assert.equal((await item('/pages/docs')).url, '/docs');
    assert.equal((await item('/posts/bundle')).url, '/posts/bundle');
  });

  test('is reached from the path form by a 308 that keeps the query', async () => {
    const redirects = {
      '/posts/slashed': '/posts/guides/deep%20dive',
      '/posts/slashed?fields=slug&pretty':
        '/posts/guides/deep%20dive?fields=slug&pretty',
      '/posts/slashed.md': '/posts/guides/deep%20dive.md',
      '/pages/install': '/pages/docs/install',
    };
    for (const [target, location] of Object.entries(redirects)) {
      const answer = await ask(server, target);
      assert.equal(answer.status, 308, target);
      assert.equal(answer.headers.location, location);
      assert.equal((await ask(server, location)).status, 200);
    }
  });

  test('that two documents wish for belongs to the older one', async () => {
    const twins = await writeSite({
      'content/posts/new/hello.md': page(['title: New', 'date: 2024-01-01']),
      'content/posts/old/hello.md': page(['title: Old', 'date: 2020-01-01']),
      'content/posts/none/hello.md': page(['title: None']),
    });
    const other = await startServer(twins.dir);
    const { data } = await getJson(other, '/posts');
    assert.deepEqual(
      data.map(({ title, slug }) => [title, slug]),
      [
        ['New', 'new/hello'],
        ['Old', 'hello'],
        ['None', 'none/hello'],
      ],
    );
    const old = await ask(other, '/posts/old/hello');
    assert.equal(old.headers.location, '/posts/hello');
    await other.stop();
    await twins.remove();
  });
});

describe('a body alone', () => {
  const bodies = {
    md: ['text/markdown', 'markdown'],
    html: ['text/html', 'html'],
    txt: ['text/plain', 'text'],
  };
  for (const [suffix, [type, name]] of Object.entries(bodies)) {
    test(`ends in .${suffix} and is what ${name} is`, async () => {
      const answer = await ask(server, `/posts/alpha.${suffix}`);
      const include = await item(`/posts/alpha?include=${name}`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], `${type}; charset=utf-8`);
      assert.equal(answer.body, include[name]);
      assert.match(answer.headers.etag, /^"[^"]+"$/);
    });
  }

  test('as written is the file behind its front matter', async () => {
    assert.equal((await ask(server, '/posts/alpha.md')).body, guideBody);
  });

  test('is not chosen by Accept', async () => {
    const headers = { Accept: 'text/markdown, text/html' };
    const answer = await ask(server, '/posts/alpha', { headers });
    assert.equal(answer.json().data.slug, 'alpha');
  });

  test('comes after a slug that ends like it', async () => {
    assert.equal((await item('/posts/notes.md')).slug, 'notes.md');
    const { body } = await ask(server, '/posts/notes.md.md');
    assert.equal(
      body,
      (await item('/posts/notes.md?include=markdown')).markdown,
    );
    assert.equal((await item('/posts/v1.2')).slug, 'v1.2');
    assert.equal((await ask(server, '/posts/v1.2.txt')).status, 200);
  });

  test('exists in no other form, and not of data', async () => {
    await getProblem(server, '/posts/alpha.pdf', 404);
    await getProblem(server, '/data/settings.md', 404);
    await getProblem(server, '/authors/ana.html', 404);
  });
});

describe('people', () => {
  const authors = async (slug) => (await item(`/posts/${slug}`)).authors;

  test('are those with a file and those who are only names', async () => {
    const people = await item('/authors');
    assert.deepEqual(
      people.map(({ slug, name, post_count: count }) => [slug, name, count]),
      [
        ['ana', 'Ana Gómez', 3],
        ['bob-stone', 'Bob Stone', 3],
        ['map-person', 'Map Person', 1],
        ['stone-bob', 'Stone, Bob', 1],
      ],
    );
    for (const person of people) {
      assertValid(schemaOf('Person'), person, person.slug);
      assert.deepEqual(await item(person.href), person);
    }
    assert.equal(people[0].role, 'Writer');
    assert.equal('path' in people[1], false);
  });

  test('are whole in items and short in lists', async () => {
    const whole = await item('/posts/alpha');
    const { post_count: count, ...ana } = await item('/authors/ana');
    assert.equal(count, 3);
    assert.deepEqual(whole.author, ana);
    assert.deepEqual(whole.authors, [whole.author]);
    const [, listed] = await item('/posts');
    assert.deepEqual(Object.keys(listed.author), ['slug', 'name', 'href']);
    assert.deepEqual(listed.authors, [listed.author]);
  });

  test('are found by path, slug and display name, each once', async () => {
    assert.equal((await item('/posts/v1.2')).author.slug, 'ana');
    const several = await authors('several');
    assert.deepEqual(
      several.map((author) => author.slug),
      ['ana', 'bob-stone'],
    );
  });

  test('written as a mapping keep their keys but the address', async () => {
    const { author } = await item('/posts/map');
    assert.equal(author.name, 'Map Person');
    assert.equal(author.to, 'https://example.org/map');
    assert.deepEqual(author.avatar, { src: '/map.png' });
    for (const target of [
      '/posts/map',
      '/posts',
      '/authors',
      '/authors/map-person',
      '/_all',
    ]) {
      const { body } = await ask(server, target);
      assert.doesNotMatch(body, /map@example\.org/, target);
    }
  });

  test('whose file is missing are named as missing', async () => {
    const nobody = { path: 'content/authors/nobody.json', missing: true };
    const whole = await item('/posts/dangling');
    assert.deepEqual(whole.author, nobody);
    assert.equal(whole.authors[1].slug, 'bob-stone');
    assertValid(schemaOf('Item'), whole, 'dangling');
    const listed = (await item('/posts')).find((p) => p.slug === 'dangling');
    assert.deepEqual(listed.authors[0], nobody);
    assertValid(schemaOf('ListItem'), listed, 'dangling');
  });

  test('lead to their posts, in the order of posts', async () => {
    const expected = {
      ana: ['v1.2', 'alpha', 'several'],
      'bob-stone': ['Beta', 'several', 'dangling'],
      'stone-bob': ['cesar'],
    };
    for (const [slug, posts] of Object.entries(expected)) {
      const { links } = await get(`/authors/${slug}`);
      assert.equal(links.posts, `/authors/${slug}/posts`);
      assert.deepEqual(await slugs(links.posts), posts);
    }
    assert.deepEqual(await slugs('/authors/ana/posts?limit=1&page=2'), [
      'alpha',
    ]);
    const page2 = await get('/authors/ana/posts?limit=1&page=2');
    assert.equal(page2.links.next, '/authors/ana/posts?limit=1&page=3');
    await getProblem(server, '/authors/nobody/posts', 404);
  });
});

describe('tags and categories', () => {
  test('tell C, C++ and C# apart, and not c from C', async () => {
    const tags = await item('/tags');
    assert.deepEqual(
      tags.map(({ slug, name, post_count: count }) => [slug, name, count]),
      [
        ['c', 'C', 2],
        ['cplusplus', 'C++', 2],
        ['csharp', 'C#', 1],
        ['go', 'Go', 1],
      ],
    );
    assert.deepEqual((await item('/posts/alpha')).tags, [
      { slug: 'c', name: 'C', href: '/tags/c' },
      { slug: 'cplusplus', name: 'C++', href: '/tags/cplusplus' },
      { slug: 'csharp', name: 'C#', href: '/tags/csharp' },
    ]);
  });

  test('are the same in items, in lists and by themselves', async () => {
    for (const kind of ['tags', 'categories']) {
      for (const term of await item(`/${kind}`)) {
        assertValid(schemaOf('Term'), term, term.slug);
        assert.deepEqual(await item(term.href), term);
        const posts = await item(`${term.href}/posts`);
        assert.equal(posts.length, term.post_count);
        for (const post of posts)
          assert.ok(post[kind].some((stub) => stub.slug === term.slug));
      }
    }
  });

  test('lead to their posts, in the order of posts', async () => {
    assert.deepEqual(await slugs('/tags/c/posts'), ['alpha', 'cesar']);
    assert.deepEqual(await slugs('/tags/cplusplus/posts'), ['alpha', 'Beta']);
    assert.deepEqual(await slugs('/categories/guides/posts'), [
      'alpha',
      'Beta',
    ]);
    assert.deepEqual(await slugs('/categories/news/posts'), ['Beta']);
  });

  test('leave a key that is not the computed one as it was', async () => {
    const beta = await item('/posts/Beta');
    assert.deepEqual(beta.category, ['guides', 'News']);
    assert.deepEqual(
      beta.categories.map((term) => term.slug),
      ['guides', 'news'],
    );
  });

  test('are empty lists where there are none', async () => {
    const notes = await item('/posts/notes');
    assert.deepEqual([notes.tags, notes.categories], [[], []]);
    assert.deepEqual([notes.author, notes.authors], [null, []]);
  });
});

describe('the routes of the site', () => {
  test('are all in /_all, and /_resolve finds what is behind each', async () => {
    const all = await item('/_all?fields=url,collection,slug');
    const pages = all.filter((entry) => entry.url !== null);
    assert.equal(pages.length, 17 + 4 + 2);
    for (const { url, collection, slug } of pages) {
      const answer = await ask(
        server,
        `/_resolve?url=${encodeURIComponent(url)}`,
      );
      const { data } = answer.json();
      assert.deepEqual([data.collection, data.slug], [collection, slug]);
      const location = answer.headers['content-location'];
      assert.deepEqual(await item(location), data);
    }
  });

  test('are found with a slash, a query, a fragment or a host too', async () => {
    for (const url of [
      '/docs',
      '/docs/',
      'docs',
      '/docs?from=mail',
      '/docs#top',
      'https://example.org/docs',
    ]) {
      const target = `/_resolve?url=${encodeURIComponent(url)}&fields=slug`;
      assert.deepEqual(await item(target), { slug: 'docs' }, url);
    }
    await getProblem(server, '/_resolve?url=/nowhere', 404);
    await getProblem(server, '/_resolve', 400);
    await getProblem(server, '/_resolve?url=', 400);
  });
});
