// corpora.test.mjs - sites of other people, as they wrote them.
//
// Their text is not ours to keep, so the tests hold only counts, names of
// files and slugs; corpora.mjs says where the sites lie.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { corpora, findCorpus, listCorpora } from './corpora.mjs';
import { assertValid, schemaOf } from './description.mjs';
import { startServer } from './server.mjs';
import { ask, check, getJson } from './support.mjs';

const example = path.join(corpora, '../design/example-item.json');

/** A describe() with a server of that corpus; the tests get functions. */
function corpus(name, tests) {
  const { dir, skip } = findCorpus(name);
  describe(name, { skip }, () => {
    let server;
    before(async () => {
      server = await startServer(dir);
    });
    after(() => server?.stop());
    const get = (target) => getJson(server, target);
    const item = async (target) => (await get(target)).data;
    tests({
      dir,
      get,
      item,
      ask: (target, options) => ask(server, target, options),
      slugs: async (target) => (await item(target)).map((e) => e.slug),
      total: async (target) =>
        (await get(`${target}?limit=0`)).meta.pagination.total,
    });
  });
}

/** In the order of their files, as a test would write them. */
const keysOf = (node) =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).map(([key, value]) => [key, keysOf(value)])
    : null;

corpus('personalweb', ({ get, item, slugs, total, ask }) => {
  const newestFirst = {
    '2025-01-30': [
      'AI_in_Security_From_Chatbots_to_Action',
      'AI_In_Security_Were_Just_Getting_Started',
      'AI_In_Security_Whats_Real_Whats_Hype',
      'AI_Security_and_IT_Ops_Closing_the_Gap',
      'AI_Security_and_the_End_of_Silos',
      'The_Future_of_AI_In_Security_Its_More_Than_Just_Chatbots',
      'What_Businesses_Need_to_Do_About_AI_Security',
    ],
    '2025-01-14': ['post-eleven', 'post-ten', 'post-thirteen', 'post-twelve'],
    '2025-01-13': [
      /^Embrace_Open_Source_/,
      'post-eight',
      'post-five',
      'post-four',
      'post-nine',
      'post-one',
      'post-seven',
      'post-six',
      'post-three',
      'post-two',
      /^Transforming_DevRel_/,
    ],
    '2025-01-01': ['ai', 'devrel'],
  };

  test('has its 24 posts in their order', async () => {
    const posts = await item('/posts?limit=1000');
    const expected = Object.entries(newestFirst).flatMap(([day, names]) =>
      names.map((name) => [day, name]),
    );
    assert.equal(posts.length, 24);
    posts.forEach(({ day, slug }, i) => {
      const [expectedDay, name] = expected[i];
      assert.equal(day, expectedDay);
      if (name instanceof RegExp) assert.match(slug, name);
      else assert.equal(slug, name);
    });
  });

  test('in pages has each post once, in the same order', async () => {
    const met = [];
    for (let next = '/posts?limit=5'; next !== null;) {
      const body = await get(next);
      met.push(...body.data.map((post) => post.slug));
      next = body.links.next;
    }
    assert.deepEqual(met, await slugs('/posts?limit=24'));
  });

  test(
    'has its first post exactly as it was designed',
    {
      skip: existsSync(example) ? false : `${example} is not there`,
    },
    async () => {
      const expected = JSON.parse(await readFile(example, 'utf8'));
      const actual = await get(expected.links.self);
      assert.match(actual.data.rev, /^[0-9a-f]{16}$/);
      expected.data.rev = actual.data.rev;
      expected.meta.rev = actual.data.rev;
      assert.deepEqual(actual, expected);
      assert.deepEqual(keysOf(actual), keysOf(expected));
    },
  );

  test('has its newest posts in a section and at /recent', async () => {
    const newest = await item('/posts?limit=3');
    const [first] = newest;
    const { bottomSections } = await item(
      `/posts/${first.slug}?include=sections`,
    );
    const recent = bottomSections.find((s) => s.type === 'RecentPostsSection');
    assert.equal(recent.recentCount, 3);
    assert.deepEqual(recent.posts, newest);
    assert.deepEqual(await item('/recent?count=3'), newest);
    assert.deepEqual(
      newest.map((post) => post.slug),
      newestFirst['2025-01-30'].slice(0, 3),
    );
  });

  test('has one author, with 22 posts', async () => {
    const authors = await item('/authors');
    assert.equal(authors.length, 1);
    assert.equal(authors[0].slug, 'jason-hand');
    assert.equal(authors[0].post_count, 22);
    assert.equal(await total('/authors/jason-hand/posts'), 22);
  });

  test('has its projects, with the frames in their bodies', async () => {
    const projects = await item('/projects?include=html');
    const framed = projects.filter(({ html }) => html.includes('<iframe'));
    assert.equal(projects.length, 11);
    assert.ok(framed.length >= 8, `${framed.length}`);
  });

  test('has 5 pages, 2 data documents, and nothing else', async () => {
    assert.equal(await total('/pages'), 5);
    assert.equal(await total('/data'), 2);
    assert.equal(await total('/_all'), 24 + 11 + 5 + 2 + 1);
    assert.equal(await total('/tags'), 0);
  });

  test('has a front page with its sections resolved', async () => {
    const { sections } = await item('/pages/index?include=sections');
    const found = JSON.stringify(sections);
    assert.doesNotMatch(found, /"missing":true/);
    assert.match(found, /"collection":"(posts|projects)"/);
  });

  test('feeds all posts and projects to the pages that list them', async () => {
    const pages = await item('/pages?include=sections');
    const counts = { PostFeedLayout: 24, ProjectFeedLayout: 11 };
    for (const [type, count] of Object.entries(counts)) {
      const feed = pages.find((entry) => entry.type === type);
      assert.equal(feed.items.length, count, type);
    }
  });

  test('answers a conditional request for each post', async () => {
    for (const slug of await slugs('/posts?limit=24')) {
      const { etag } = (await ask(`/posts/${slug}`)).headers;
      const headers = { 'If-None-Match': etag };
      assert.equal((await ask(`/posts/${slug}`, { headers })).status, 304);
    }
  });
});

corpus('content-ops-starter', ({ dir, item, slugs, total }) => {
  test('has its 11 posts under the slugs that they name', async () => {
    const blog = path.join(dir, 'content/pages/blog');
    const named = [];
    for (const name of await readdir(blog)) {
      const text = await readFile(path.join(blog, name), 'utf8');
      if (!/^type: PostLayout$/m.test(text)) continue;
      named.push(/^slug: (.*)$/m.exec(text)[1].replace(/^\/|\/$/g, ''));
    }
    assert.equal(named.length, 11);
    assert.deepEqual((await slugs('/posts')).sort(), named.sort());
  });

  test('routes a post by its slug, whatever its file is called', async () => {
    const posts = await item('/posts');
    const [odd] = posts.filter(
      ({ slug, path: file }) => !file.endsWith(`/${slug}.md`),
    );
    assert.ok(odd);
    assert.equal(odd.url, `/blog/${odd.slug}`);
    const found = await item(`/_resolve?url=/blog/${odd.slug}`);
    assert.equal(found.path, odd.path);
  });

  test('has the header and footer that its settings name', async () => {
    const plain = await item('/data/site');
    const site = await item('/data/site?include=sections');
    assert.equal(plain.type, 'Config');
    for (const part of ['header', 'footer']) {
      assert.equal(typeof plain[part], 'string');
      assert.equal(site[part].path, plain[part]);
      assert.deepEqual(site[part], await item(`/data/${part}`));
    }
  });

  test('has its people by name', async () => {
    assert.equal(await total('/authors'), 6);
    for (const { name } of await item('/authors')) assert.match(name, /\w \w/);
  });
});

corpus('auto-annotated-portfolio', ({ slugs, total }) => {
  test('has its 7 posts and 3 projects', async () => {
    assert.deepEqual(await slugs('/posts'), [
      'post-seven',
      'post-six',
      'post-five',
      'post-four',
      'post-three',
      'post-two',
      'post-one',
    ]);
    assert.equal(await total('/projects'), 3);
    assert.equal(await total('/authors'), 1);
  });
});

corpus('oswin-losper-blog', ({ dir, item, total }) => {
  test('has its 10 posts, though their key is layout', async () => {
    assert.equal(await total('/posts'), 10);
    for (const post of await item('/posts')) {
      assert.equal(post.layout, 'PostLayout');
      assert.equal('type' in post, false);
    }
  });

  test('says which of its references lead nowhere', async () => {
    const { data, meta, code } = await check(dir);
    assert.deepEqual([meta.errors, meta.warnings, code], [0, 3, 0]);
    assert.deepEqual(
      new Set(data.map((found) => found.code)),
      new Set(['reference-missing']),
    );
  });
});

corpus('funktionale-de', ({ item, total }) => {
  test('has the 166 posts that Jekyll publishes, and no draft', async () => {
    assert.equal(await total('/posts'), 166);
  });

  test('has posts that are dated by file name, as Jekyll wants it', async () => {
    const posts = await item('/posts?limit=1000');
    assert.equal(posts.filter((post) => post.date === null).length, 0);
    // The folder of the other file has a date, its name has none.
    assert.deepEqual(
      posts.filter(({ path: file }) => /\.md\//.test(file)),
      [],
    );
  });
});

const everyCorpus = listCorpora();

for (const name of everyCorpus.length > 0 ? everyCorpus : ['any corpus']) {
  corpus(name, ({ get, item, ask: request }) => {
    test('has no list and no item that is not as described', async () => {
      const { collections } = await item('/');
      for (const { href, count } of collections) {
        const { data, meta } = await get(`${href}?limit=1000`);
        assert.equal(meta.pagination.total, count);
        for (const entry of data)
          assertValid(schemaOf('Document'), entry, href);
      }
      for (const post of await item('/posts?limit=1000'))
        assertValid(schemaOf('ListItem'), post, post.id);
    });

    test('has every document at its address and at its url', async () => {
      const urls = new Set();
      const fields = 'url,collection,slug,id,path';
      for (let next = `/_all?fields=${fields}`; next !== null;) {
        const { data, links } = await get(next);
        next = links.next;
        for (const { url, collection, slug, id, path: file } of data) {
          const encoded = slug.split('/').map(encodeURIComponent).join('/');
          assert.equal((await item(`/${collection}/${encoded}`)).id, id);
          // The `url` of a data document is whatever its writer means by it.
          if (!/[.](md|mdx|markdown)$/.test(file) || urls.has(url)) continue;
          if (url === null) continue;
          urls.add(url);
          const found = await request(
            `/_resolve?url=${encodeURIComponent(url)}`,
          );
          assert.equal(found.status, 200, url);
          assert.equal(found.json().data.url, url);
        }
      }
      assert.ok(urls.size > 0);
    });
  });
}
