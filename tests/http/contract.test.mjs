// contract.test.mjs - what the API promises, on a small site that is written
// for it. What holds for each address alike is in openapi.test.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  byTitle,
  guideBody,
  newestFirst,
  oldestFirst,
  siteFiles,
} from './contract-site.mjs';
import { assertValid, schemaOf } from './description.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem, readLinks } from './support.mjs';

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
const errorsOf = async (target) =>
  (await getProblem(server, target, 400)).errors;
const redirectOf = async (target) => {
  const answer = await ask(server, target);
  assert.equal(answer.status, 308, target);
  return answer.headers.location;
};

describe('a list', () => {
  test('is an envelope of data, meta and links', async () => {
    const body = await get('/posts');
    assert.deepEqual(Object.keys(body), ['data', 'meta', 'links']);
    assert.deepEqual(body.meta, {
      pagination: {
        page: 1,
        limit: 20,
        pages: 1,
        total: 17,
        prev: null,
        next: null,
        prev_cursor: null,
        next_cursor: null,
      },
    });
    assert.deepEqual(body.links, {
      self: '/posts',
      first: '/posts',
      prev: null,
      next: null,
      last: '/posts',
    });
  });

  test('has light entries with all computed members', async () => {
    const [, alpha] = await item('/posts');
    assertValid(schemaOf('ListItem'), alpha, 'alpha');
    for (const name of ['html', 'toc', 'markdown', 'text', 'mdast', 'chunks', 'front_matter'])
      assert.equal(name in alpha, false, name);
    assert.deepEqual(alpha.author, {
      slug: 'ana',
      name: 'Ana Gómez',
      href: '/authors/ana',
    });
    assert.equal(alpha.id, 'posts/alpha');
    assert.equal(alpha.path, 'content/posts/alpha.md');
    assert.equal(alpha.date, '2024-05-01T00:00:00Z');
    assert.equal(alpha.day, '2024-05-01');
    assert.equal(alpha.updated, null);
  });

  test('has front matter with its types, under its own keys', async () => {
    const [, alpha] = await item('/posts');
    assert.equal(alpha.featured, true);
    assert.equal(alpha.rating, 0.1);
    assert.deepEqual(alpha.nested, { deep: [1, 'two', null] });
  });

  for (const limit of [1, 2, 5, 16, 17, 18]) {
    test(`in pages of ${limit} has each entry once`, async () => {
      const met = [];
      for (let next = `/posts?limit=${limit}`; next !== null;) {
        const body = await get(next);
        const { page, pages, total } = body.meta.pagination;
        assert.equal(total, 17);
        assert.equal(pages, Math.ceil(17 / limit));
        assert.equal(body.data.length, Math.min(limit, 17 - met.length));
        assert.equal(body.links.next === null, page === pages);
        assert.equal(body.links.prev === null, page === 1);
        assert.equal(body.links.first, `/posts?limit=${limit}`);
        met.push(...body.data.map((entry) => entry.slug));
        next = body.links.next;
      }
      assert.deepEqual(met, newestFirst);
    });
  }

  test('leads from each page to the one before it', async () => {
    const last = (await get('/posts?limit=5')).links.last;
    const met = [];
    for (let at = last; at !== null;) {
      const body = await get(at);
      met.unshift(...body.data.map((entry) => entry.slug));
      at = body.links.prev;
    }
    assert.deepEqual(met, newestFirst);
  });

  test('of none is meta alone', async () => {
    const { data, meta } = await get('/posts?limit=0');
    assert.deepEqual(data, []);
    assert.equal(meta.pagination.total, 17);
    assert.equal(meta.pagination.limit, 0);
  });

  test('past its end is empty, and leads back', async () => {
    const { data, meta, links } = await get('/posts?limit=10&page=9');
    assert.deepEqual(data, []);
    assert.deepEqual(
      [meta.pagination.page, meta.pagination.prev, meta.pagination.next],
      [9, 2, null],
    );
    assert.equal(links.prev, '/posts?limit=10&page=2');
    assert.equal(links.next, null);
  });

  test('without its envelope says the same in headers', async () => {
    const whole = await get('/posts?limit=5&page=2');
    const bare = await ask(server, '/posts?limit=5&page=2&envelope=false');
    assert.deepEqual(bare.json(), whole.data);
    assert.equal(bare.headers['x-total-count'], '17');
    const { first, prev, next, last } = readLinks(bare.headers.link);
    for (const [name, target] of Object.entries({ first, prev, next, last })) {
      const expected = await get(whole.links[name]);
      assert.deepEqual(await get(target), expected.data, name);
    }
  });

  test('for human eyes is indented and otherwise the same', async () => {
    const plain = await get('/posts?limit=2');
    for (const word of ['pretty', 'pretty=true', 'pretty=1']) {
      const { body } = await ask(server, `/posts?limit=2&${word}`);
      assert.match(body, /^{\n {2}"data": \[\n {4}{\n {6}"id"/);
      assert.deepEqual(JSON.parse(body).data, plain.data);
      assert.deepEqual(JSON.parse(body).meta, plain.meta);
    }
  });

  test('has one answer for each order of its parameters', async () => {
    const one = await ask(server, '/posts?limit=3&page=2&sort=title');
    const other = await ask(server, '/posts?sort=title&page=2&limit=3');
    assert.equal(one.body, other.body);
    assert.equal(one.headers.etag, other.headers.etag);
  });

  test('may be written with a slash at its end', async () => {
    assert.deepEqual(await get('/posts/'), await get('/posts'));
  });
});

describe('the order', () => {
  const orders = {
    '': newestFirst,
    '?sort=-date': newestFirst,
    '?sort=date': oldestFirst,
    '?sort=title': byTitle,
    '?sort=title,-date': byTitle,
  };
  for (const [query, expected] of Object.entries(orders)) {
    test(`of /posts${query} is known to the last post`, async () => {
      assert.deepEqual(await slugs(`/posts${query}`), expected);
    });
  }

  test('by title downwards still has equal titles by path', async () => {
    const alphas = ['alpha', 'cesar', 'delta'];
    const others = byTitle.filter((slug) => !alphas.includes(slug)).reverse();
    others.splice(-1, 0, ...alphas);
    assert.deepEqual(await slugs('/posts?sort=-title'), others);
  });

  test('has further keys where the first ones are equal', async () => {
    const alphas = (await slugs('/posts?sort=title,date')).slice(1, 4);
    assert.deepEqual(alphas, ['delta', 'alpha', 'cesar']);
    const repeated = await slugs('/posts?sort=title&sort=date');
    assert.deepEqual(repeated.slice(1, 4), alphas);
  });

  test('is that of the file names where nothing has a date', async () => {
    assert.deepEqual(await slugs('/recipes'), ['2.stew', '10.soup']);
  });

  test('of people and terms follows what they have', async () => {
    assert.deepEqual(await slugs('/authors?sort=-name'), [
      'stone-bob',
      'map-person',
      'bob-stone',
      'ana',
    ]);
    const counts = (await item('/authors?sort=-post_count,name')).map(
      ({ slug, post_count: count }) => [slug, count],
    );
    assert.deepEqual(counts, [
      ['ana', 3],
      ['bob-stone', 3],
      ['map-person', 1],
      ['stone-bob', 1],
    ]);
  });

  test('decides who the neighbours of a post are', async () => {
    const at = newestFirst.indexOf('notes.md');
    const { links } = await get('/posts/notes.md');
    assert.equal(links.next, `/posts/${newestFirst[at - 1]}`);
    assert.equal(links.previous, `/posts/${newestFirst[at + 1]}`);
    assert.equal((await get('/posts/v1.2')).links.next, null);
    const { links: links2 } = await get('/recipes/2.stew');
    assert.deepEqual(
      [links2.previous, links2.next],
      [null, '/recipes/10.soup'],
    );
  });
});

describe('/recent', () => {
  test('has the ten newest posts', async () => {
    assert.deepEqual(await slugs('/recent'), newestFirst.slice(0, 10));
    assert.deepEqual(
      (await get('/recent')).data,
      (await get('/posts?sort=-date&limit=10')).data,
    );
  });

  test('takes count and limit for the same', async () => {
    assert.deepEqual(await slugs('/recent?count=3'), newestFirst.slice(0, 3));
    assert.deepEqual(
      await get('/recent?count=3'),
      await get('/recent?limit=3'),
    );
    const [error] = await errorsOf('/recent?count=3&limit=2');
    assert.equal(error.code, 'repeated-parameter');
  });

  test('leaves out what it is told to, and fills up', async () => {
    assert.deepEqual(await slugs('/recent?count=3&exclude=alpha'), [
      'v1.2',
      'Beta',
      'cesar',
    ]);
    assert.deepEqual(
      await slugs('/recent?count=2&exclude=v1.2,alpha&exclude=Beta'),
      ['cesar', 'notes'],
    );
    const { pagination } = (await get('/recent?exclude=alpha')).meta;
    assert.equal(pagination.total, 16);
  });

  test('names the longer address of the same posts', async () => {
    const recent = await ask(server, '/recent?count=4');
    const location = recent.headers['content-location'];
    assert.match(location, /^\/posts\?/);
    assert.deepEqual((await get(location)).data, recent.json().data);
  });

  test('takes the other parameters of a list', async () => {
    assert.deepEqual(await item('/recent?count=1&fields=slug&page=2'), [
      { slug: 'alpha' },
    ]);
    assert.deepEqual(
      await slugs('/recent?sort=date&count=2'),
      oldestFirst.slice(0, 2),
    );
  });
});

describe('include', () => {
  test('adds the body in each of its forms', async () => {
    const names = ['html', 'toc', 'markdown', 'text', 'mdast', 'chunks', 'front_matter'];
    const plain = await item('/posts/alpha');
    const list = await item(`/posts?limit=2&include=${names.join(',')}`);
    for (const name of names) {
      const alone = await item(`/posts?limit=2&include=${name}`);
      for (const other of names)
        assert.equal(other in alone[1], other === name, other);
      assert.deepEqual(alone[1][name], list[1][name]);
      assert.deepEqual(
        (await item(`/posts/alpha?include=${name}`))[name],
        list[1][name],
      );
    }
    assert.equal(list[1].html, plain.html);
    assert.deepEqual(list[1].toc, plain.toc);
    assert.equal(list[1].markdown, guideBody);
    assert.match(list[1].text, /A paragraph with emphasis/);
    assert.equal(list[1].front_matter.author, 'content/authors/ana.json');
    assert.deepEqual(list[1].front_matter.tags, ['C', 'C++', 'C#']);
  });

  test('may stand more than once', async () => {
    assert.deepEqual(
      await item('/posts?limit=1&include=html&include=text'),
      await item('/posts?limit=1&include=text,html'),
    );
  });

  test('of sections puts documents where references are', async () => {
    const plain = await item('/pages/index');
    const { sections } = await item('/pages/index?include=sections');
    const [recent, people, unheard] = sections;
    assert.deepEqual(recent.posts, await item('/recent?count=2'));
    const ana = await item('/authors/ana?fields=-post_count');
    assert.deepEqual(people.people, [
      ana,
      { path: 'content/authors/nobody.json', missing: true },
    ]);
    assert.deepEqual(unheard, plain.sections[2]);
    assert.equal('posts' in plain.sections[0], false);
  });
});

describe('fields', () => {
  test('names what is there, and nothing else is', async () => {
    assert.deepEqual(await item('/posts?limit=2&fields=slug,rating'), [
      { slug: 'v1.2' },
      { slug: 'alpha', rating: 0.1 },
    ]);
    assert.deepEqual(await item('/posts/alpha?fields=title'), {
      title: 'Alpha',
    });
  });

  test('implies what would have to be included', async () => {
    const whole = await item('/posts/alpha');
    const [, { html }] = await item('/posts?limit=2&fields=html');
    assert.equal(html, whole.html);
    assert.equal(
      (await item('/posts/alpha?fields=markdown')).markdown,
      guideBody,
    );
  });

  test('with a minus takes away', async () => {
    const whole = await item('/posts/alpha');
    const less = await item('/posts/alpha?fields=-html,-toc,-rating');
    delete whole.html;
    delete whole.toc;
    delete whole.rating;
    assert.deepEqual(less, whole);
  });

  test('cannot name and take away at once', async () => {
    const [error] = await errorsOf('/posts?fields=slug,-html');
    assert.equal(error.parameter, 'fields');
  });

  test('with a slip in it is an error with the right name', async () => {
    const errors = await errorsOf('/posts?fields=titel,slug,ratin');
    assert.deepEqual(
      errors.map((error) => [error.code, error.suggestion]),
      [
        ['unknown-field', 'rating'],
        ['unknown-field', 'title'],
      ],
    );
    await errorsOf('/posts/alpha?fields=titel');
  });

  test('that no document has is a warning', async () => {
    for (const target of ['/posts', '/posts/alpha']) {
      const { meta } = await get(`${target}?fields=slug,sponsor`);
      assert.equal(meta.warnings.length, 1);
      assert.equal(meta.warnings[0].parameter, 'fields');
      assert.match(meta.warnings[0].detail, /'sponsor'/);
    }
  });
});
