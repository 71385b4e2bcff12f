// examples.test.mjs - the programs under examples/, run as their readers would.
//
// The front end runs in a browser, on an origin of its own; the shell script
// runs curl and jq. What they show is compared with what the API answers to
// questions asked in another way than theirs. Sites that need a framework to be
// built are looked at by script/examples; here, what they take from the API.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  cp,
  mkdtemp,
  readFile,
  readdir,
  rm,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { serveFiles, skip, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { headmatter } from '../../examples/astro/src/headmatter-loader.mjs';
import { OfflineList } from '../../examples/offline/offline-list.mjs';
import { ask, getJson, root, until } from './support.mjs';

const content = path.join(root, 'content');
const titles = (posts) => posts.map((post) => post.title);

describe('examples/front-end', { skip }, () => {
  let api;
  let front;
  let browser;
  let page;

  before(async () => {
    api = await startServer(content);
    front = await serveFiles(path.join(root, 'examples/front-end'));
    browser = await startBrowser();
    page = browser.page;
  });

  after(async () => {
    await browser?.close();
    await front?.close();
    await api?.stop();
  });

  /** Opens the address and waits until it is shown. */
  async function open(hash) {
    await page.goto(`${front.origin}/?api=${api.baseUrl}${hash}`);
    await page.waitForSelector(`body[data-shown="${hash}"]`);
  }
  const shown = () => page.locator('#posts a').allTextContents();

  test('lists the newest posts and loads more until there are none', async () => {
    const { data: posts } = await getJson(api, '/posts?limit=1000');
    await open('#/');
    assert.deepEqual(await shown(), titles(posts.slice(0, 5)));
    for (let count = 5; count < posts.length; count += 5) {
      assert.deepEqual(await shown(), titles(posts.slice(0, count)));
      await page.click('#more');
      await page.waitForFunction(
        (before) => document.querySelectorAll('#posts li').length > before,
        count,
      );
    }
    assert.deepEqual(await shown(), titles(posts));
    assert.equal(await page.isVisible('#more'), false);
    assert.deepEqual(browser.faults, []);
  });

  test('shows how often each tag is used and filters by one', async () => {
    const { data: tags } = await getJson(api, '/tags?limit=1000');
    await open('#/');
    const links = await page.locator('#tags a').allTextContents();
    assert.deepEqual(
      links.sort(),
      tags.map(({ name, post_count: count }) => `${name} ${count}`).sort(),
    );
    const { data: posts } = await getJson(api, '/tags/caching/posts');
    await page.click('#tags a[href="#/tags/caching"]');
    await page.waitForSelector('body[data-shown="#/tags/caching"]');
    assert.deepEqual(await shown(), titles(posts).slice(0, 5));
  });

  test('opens a post, and what is related to it', async () => {
    const { data: post } = await getJson(api, '/posts/caching-with-etags');
    await open('#/');
    await open('#/posts/caching-with-etags');
    assert.equal(await page.textContent('h1'), post.title);
    for (const { id, text } of post.toc)
      assert.equal(await page.textContent(`article [id="${id}"]`), text);
    const related = page.locator('#related a');
    assert.notEqual(await related.count(), 0);
    const title = await related.first().textContent();
    await related.first().click();
    await page.waitForFunction(
      (wanted) => document.querySelector('h1')?.textContent === wanted,
      title,
    );
  });

  test('says what is wrong where there is no such post', async () => {
    await open('#/posts/no-such-post');
    assert.match(await page.textContent('#error'), /'\/posts\/no-such-post'/);
  });
});

describe('examples/blog.sh', () => {
  let api;
  let folder;

  before(async () => {
    api = await startServer(content);
    folder = await mkdtemp(path.join(tmpdir(), 'headmatter-'));
  });

  after(async () => {
    await api?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...words) =>
    promisify(execFile)(path.join(root, 'examples/blog.sh'), words, {
      env: { ...process.env, HEADMATTER_API: api.baseUrl },
    });
  const lines = async (...words) =>
    (await run(...words)).stdout.trimEnd().split('\n');
  const all = async () => (await getJson(api, '/posts?limit=1000')).data;

  test('lists all posts, those of a tag, and those of a month', async () => {
    const posts = await all();
    const line = (post) => `${post.day}  ${post.slug}  ${post.title}`;
    assert.deepEqual(await lines('list'), posts.map(line));
    const { data: tagged } = await getJson(api, '/tags/http/posts');
    assert.deepEqual(await lines('list', 'http'), tagged.map(line));
    const month = posts[3].day.slice(0, 7);
    assert.deepEqual(
      await lines('month', month),
      posts.filter((post) => post.day.startsWith(month)).map(line),
    );
  });

  test('searches words that need quotes', async () => {
    const posts = await all();
    const found = (word) =>
      posts.filter((post) =>
        `${post.title}\n${post.excerpt}`
          .toLowerCase()
          .includes(word.toLowerCase()),
      );
    for (const word of ['PAGE', 'tags and', ', tags', '"nothing new"']) {
      const slugs = (await lines('search', word)).map(
        (line) => line.split('  ')[1],
      );
      assert.deepEqual(
        slugs,
        found(word).map((post) => post.slug),
        word,
      );
      assert.notEqual(slugs.length, 0, word);
    }
  });

  test('counts tags, most used first', async () => {
    const { data: tags } = await getJson(api, '/tags?limit=1000');
    const counts = new Map(tags.map((tag) => [tag.slug, tag.post_count]));
    const shown = (await lines('tags')).map((line) => line.split('\t'));
    assert.deepEqual(
      shown.map(([count, slug]) => [slug, Number(count)]).sort(),
      [...counts].sort(),
    );
    const numbers = shown.map(([count]) => Number(count));
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => b - a),
    );
  });

  test('reads a post as it is written', async () => {
    const { stdout } = await run('read', 'first-request');
    const { body } = await ask(api, '/posts/first-request.md');
    assert.equal(stdout, body);
  });

  test('lists the routes of the site', async () => {
    const { data } = await getJson(api, '/_all?fields=url,id&limit=all');
    const pages = data.filter(({ url }) => url !== null);
    assert.deepEqual(
      (await lines('routes')).sort(),
      pages.map(({ url, id }) => `${url}\t${id}`).sort(),
    );
  });

  test('says how it is used where a word is missing', async () => {
    for (const command of ['search', 'month', 'read', 'backup'])
      await assert.rejects(run(command), ({ code, stdout, stderr }) => {
        assert.equal(code, 2, command);
        assert.match(stdout, /blog\.sh search WORD/);
        assert.equal(stderr, '');
        return true;
      });
  });

  test('keeps a copy of everything', async () => {
    const file = path.join(folder, 'posts.ndjson');
    const posts = await all();
    assert.equal((await lines('backup', file))[0].trim(), `${posts.length}`);
    const kept = (await readFile(file, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      kept.map((line) => JSON.parse(line).title),
      titles(posts),
    );
  });

  test('says what the API found wrong', async () => {
    await assert.rejects(run('month', 'nonsense'), (error) => {
      assert.equal(error.code, 1);
      assert.match(error.stderr, /date: /);
      return true;
    });
  });
});

/** A copy of the sample content, served, whose posts may be edited. */
async function serveCopy() {
  const dir = await mkdtemp(path.join(tmpdir(), 'headmatter-'));
  await cp(content, dir, { recursive: true });
  const api = await startServer(dir);
  const file = (slug) => path.join(dir, `pages/blog/${slug}.md`);
  const posts = async () => (await getJson(api, '/posts?limit=all')).data;
  return {
    api,
    posts,
    async rename(slug, title) {
      const text = await readFile(file(slug), 'utf8');
      await writeFile(
        file(slug),
        text.replace(/^title: .*$/m, `title: ${title}`),
      );
      await until(async () =>
        (await posts()).some((post) => post.title === title),
      );
    },
    async remove(slug) {
      await unlink(file(slug));
      await until(async () =>
        (await posts()).every((post) => post.slug !== slug),
      );
    },
    async end() {
      await api.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const revsOf = (posts) => new Map(posts.map(({ slug, rev }) => [slug, rev]));
const countChanged = (before, now) =>
  [...now].filter(([slug, rev]) => before.get(slug) !== rev).length;

describe('examples/python', () => {
  let site;
  let folder;
  before(async () => {
    site = await serveCopy();
    folder = await mkdtemp(path.join(tmpdir(), 'headmatter-'));
  });
  after(async () => {
    await site?.end();
    await rm(folder, { recursive: true, force: true });
  });

  const mirror = async (...words) => {
    const program = path.join(root, 'examples/python/mirror.py');
    const env = { ...process.env, HEADMATTER_API: site.api.baseUrl };
    return promisify(execFile)('python3', [program, ...words], { env });
  };
  const copies = async () =>
    (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();

  test('copies every post, and then what has changed', async () => {
    const posts = await site.posts();
    const count = posts.length;
    assert.equal(
      (await mirror(folder)).stdout,
      `${count} posts: ${count} fetched, 0 gone\n`,
    );
    assert.deepEqual(
      await copies(),
      posts.map(({ slug }) => `${slug}.md`).sort(),
    );
    /* The copy is content, too. */
    const again = await startServer(folder);
    for (const { slug } of posts) {
      const target = `/${slug}?include=front_matter,markdown`;
      const { data: copy } = await getJson(again, `/pages${target}`);
      const { data: post } = await getJson(site.api, `/posts${target}`);
      assert.deepEqual(copy.front_matter, post.front_matter);
      assert.equal(copy.markdown, post.markdown);
    }
    await again.stop();
    assert.equal(
      (await mirror(folder)).stdout,
      `${count} posts: 0 fetched, 0 gone\n`,
    );
    await site.rename('first-request', 'Renamed');
    await site.remove('drafts');
    const now = await site.posts();
    const changed = countChanged(revsOf(posts), revsOf(now));
    assert.equal(
      (await mirror(folder)).stdout,
      `${count - 1} posts: ${changed} fetched, 1 gone\n`,
    );
    const text = await readFile(path.join(folder, 'first-request.md'), 'utf8');
    assert.match(text, /^"title": "Renamed"$/m);
    assert.equal((await copies()).includes('drafts.md'), false);
  });

  test('says what is wrong', async () => {
    await assert.rejects(mirror(folder, 'nothing'), ({ code, stderr }) => {
      assert.equal(code, 1);
      assert.match(stderr, /\/nothing\?.*: Nothing is published at/);
      return true;
    });
    await assert.rejects(mirror(), ({ stderr }) => /mirror\.py FOLDER/.test(stderr));
  });
});

describe('examples/offline', () => {
  let site;
  before(async () => {
    site = await serveCopy();
  });
  after(() => site?.end());

  /** A phone: what it has stored, its network, and what it has asked. */
  function phone() {
    const stored = new Map();
    const state = { isCut: false, statuses: [] };
    const storage = {
      getItem: async (key) => stored.get(key) ?? null,
      setItem: async (key, value) => void stored.set(key, value),
      removeItem: async (key) => void stored.delete(key),
    };
    const fetchIt = async (...request) => {
      if (state.isCut) throw new TypeError('no network');
      const response = await fetch(...request);
      state.statuses.push(response.status);
      return response;
    };
    const open = () =>
      new OfflineList({
        api: site.api.baseUrl,
        storage,
        limit: 5,
        fetch: fetchIt,
      });
    return { state, open };
  }

  test('has every page, then a 304 for each', async () => {
    const { state, open } = phone();
    const list = open();
    assert.deepEqual(await list.open(), []);
    while (list.hasMore) await list.more();
    const posts = await site.posts();
    assert.deepEqual(titles(list.posts), titles(posts));
    const pages = Math.ceil(posts.length / 5);
    assert.deepEqual(state.statuses, Array(pages).fill(200));

    const again = open();
    assert.deepEqual(titles(await again.open()), titles(posts));
    state.statuses.length = 0;
    assert.deepEqual(titles(await again.refresh()), titles(posts));
    assert.deepEqual(state.statuses, Array(pages).fill(304));
  });

  test('is there without a network, posts that were read too', async () => {
    const { state, open } = phone();
    const list = open();
    await list.more();
    const post = await list.read('first-request');
    assert.equal(post.title, 'Your first request');
    state.isCut = true;
    const cut = open();
    assert.deepEqual(await cut.open(), list.posts);
    assert.deepEqual(await cut.refresh(), list.posts);
    assert.deepEqual(await cut.more(), list.posts);
    assert.deepEqual(await cut.read('first-request'), post);
    assert.equal(await cut.read('front-matter'), null);
    assert.equal(cut.isOnline, false);
  });

  test('changes with the site', async () => {
    const { state, open } = phone();
    const list = open();
    while (list.hasMore) await list.more();
    await list.read('drafts');
    await site.rename('first-request', 'Renamed for a phone');
    state.statuses.length = 0;
    await list.refresh();
    assert.deepEqual(titles(list.posts), titles(await site.posts()));
    assert.deepEqual(state.statuses.sort(), [200, 304, 304, 304]);
    await site.remove('drafts');
    await list.refresh();
    assert.deepEqual(titles(list.posts), titles(await site.posts()));
    assert.equal(await list.read('drafts'), null);
    state.isCut = true;
    assert.equal(await list.read('drafts'), null);
  });
});

describe('examples/astro', () => {
  let site;
  before(async () => {
    site = await serveCopy();
  });
  after(() => site?.end());

  /** What Astro hands to a loader. */
  function context() {
    const entries = new Map();
    const meta = new Map();
    const lines = [];
    return {
      entries,
      lines,
      store: {
        get: (id) => entries.get(id),
        set: (entry) => entries.set(entry.id, entry),
        keys: () => [...entries.keys()],
        delete: (id) => entries.delete(id),
      },
      meta,
      logger: { info: (line) => lines.push(line) },
      parseData: async ({ data }) => data,
    };
  }

  test('the loader fetches what has changed', async () => {
    const posts = await site.posts();
    const { load } = headmatter({
      api: site.api.baseUrl,
      collection: 'posts',
    });
    const astro = context();
    await load(astro);
    assert.equal(astro.entries.size, posts.length);
    for (const { slug, rev, title } of posts) {
      const { data, digest, rendered } = astro.entries.get(slug);
      const { data: item } = await getJson(site.api, `/posts/${slug}`);
      assert.deepEqual([data.title, digest], [title, rev]);
      assert.equal(rendered.html, item.html);
      assert.equal('html' in data, false);
    }
    const { headings } = astro.entries.get('first-request').rendered.metadata;
    assert.deepEqual(headings[0], {
      depth: 2,
      slug: 'ask-for-the-posts',
      text: 'Ask for the posts',
    });
    await load(astro);
    await site.rename('first-request', 'Renamed');
    await site.remove('drafts');
    await load(astro);
    const now = await site.posts();
    const changed = countChanged(revsOf(posts), revsOf(now));
    assert.deepEqual(astro.lines, [
      `posts: ${posts.length} fetched, 0 gone, ${posts.length} in all`,
      'posts: nothing has changed',
      `posts: ${changed} fetched, 1 gone, ${now.length} in all`,
    ]);
    assert.equal(astro.entries.get('first-request').data.title, 'Renamed');
    assert.equal(astro.entries.has('drafts'), false);
  });

  test('the loader takes a part of a collection, and says what is wrong', async () => {
    const part = context();
    const query = { tags: 'http' };
    const api = site.api.baseUrl;
    await headmatter({ api, collection: 'posts', query }).load(part);
    const { data } = await getJson(site.api, '/posts?tags=http&limit=all');
    assert.deepEqual(
      [...part.entries.keys()].sort(),
      data.map(({ slug }) => slug).sort(),
    );
    await assert.rejects(
      headmatter({ api, collection: 'nothing' }).load(context()),
      /Nothing is published at/,
    );
  });
});

test('examples/eleventy has all posts as data', async () => {
  const api = await startServer(content);
  process.env.HEADMATTER_API = api.baseUrl;
  const { default: posts } = await import(
    '../../examples/eleventy/_data/posts.js'
  );
  const data = await posts();
  const { data: expected } = await getJson(
    api,
    '/posts?include=html&limit=1000',
  );
  assert.deepEqual(data, expected);
  await api.stop();
  await assert.rejects(posts(), TypeError);
});
