// examples.test.mjs - the programs under examples/, run as their readers would.
//
// The front end runs in a browser, on an origin of its own; the shell script
// runs curl and jq. What they show is compared with what the API answers to
// questions asked in another way than theirs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { serveFiles, skip, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { ask, getJson, root } from './support.mjs';

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
