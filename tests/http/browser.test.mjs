// browser.test.mjs - a page of another origin, in a real browser.
//
// Only a browser knows what CORS lets a script see, and whether a conditional
// request passes its preflight. example.html is what a front end would be; the
// other tests run a few lines of script in that page.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { serveFiles, skip, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { ask, getJson, readLinks, root } from './support.mjs';

describe('a page of another origin', { skip }, () => {
  let api;
  let front;
  let browser;
  let page;
  let faults;

  before(async () => {
    api = await startServer(path.join(root, 'content'));
    front = await serveFiles(path.join(root, 'tests/http'), 'example.html');
    browser = await startBrowser();
    ({ page, faults } = browser);
    await page.goto(`${front.origin}/?api=${api.baseUrl}`);
    await page.waitForSelector('body[data-state]', { state: 'attached' });
  });

  after(async () => {
    await browser?.close();
    await front?.close();
    await api?.stop();
  });

  /** fetch() in the page: what its script may see of the answer. */
  const look = (target, headers = {}, method = 'GET') =>
    page.evaluate(
      async ([url, init]) => {
        const response = await fetch(url, { cache: 'no-store', ...init });
        const body = await response.text();
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body,
        };
      },
      [api.baseUrl + target, { headers, method }],
    );

  test('shows the recent posts, a post, and its section', async () => {
    const titles = (id) => page.locator(`#${id} li`).allTextContents();
    const recent = (await getJson(api, '/recent?limit=3')).data;
    const { data: post } = await getJson(api, '/posts/the-recent-posts-box');
    assert.equal(await page.getAttribute('body', 'data-state'), 'done');
    assert.deepEqual(
      await titles('recent'),
      recent.map((entry) => entry.title),
    );
    assert.deepEqual(await titles('section'), await titles('recent'));
    assert.equal(await page.textContent('#title'), post.title);
    for (const { id, text } of post.toc)
      assert.equal(await page.textContent(`#body [id="${id}"]`), text);
    assert.deepEqual(faults, []);
  });

  test('reads the headers that a front end needs', async () => {
    const seen = await look('/posts?limit=2&page=2');
    const headers = { 'Accept-Encoding': 'gzip, deflate, br, zstd' };
    const sent = await ask(api, '/posts?limit=2&page=2', { headers });
    assert.equal(sent.headers['content-encoding'], 'br');
    assert.equal(seen.status, 200);
    for (const name of ['etag', 'link', 'x-total-count', 'cache-control'])
      assert.equal(seen.headers[name], sent.headers[name], name);
    const { prev, next } = readLinks(seen.headers.link);
    assert.deepEqual([prev, next], ['/posts?limit=2', '/posts?limit=2&page=3']);
    const recent = await look('/recent');
    assert.match(recent.headers['content-location'], /^\/posts\?/);
  });

  test('may ask whether something has changed', async () => {
    const { headers, body } = await look('/posts');
    const same = await look('/posts', { 'If-None-Match': headers.etag });
    assert.deepEqual([same.status, same.body], [304, '']);
    assert.equal(same.headers.etag, headers.etag);
    const changed = await look('/posts', { 'If-None-Match': '"other"' });
    assert.deepEqual([changed.status, changed.body], [200, body]);
  });

  test('may send a header of its own, and Authorization', async () => {
    const { status } = await look('/posts', {
      Authorization: 'Bearer x',
      'X-Front-End': 'example',
    });
    assert.equal(status, 200);
  });

  test('reads what is wrong with its request', async () => {
    const wrong = await look('/posts?limt=3');
    assert.equal(wrong.status, 400);
    assert.equal(wrong.headers['content-type'], 'application/problem+json');
    assert.equal(JSON.parse(wrong.body).errors[0].suggestion, 'limit');
    const nowhere = await look('/posts/first-reqest');
    assert.equal(nowhere.status, 404);
    assert.deepEqual(JSON.parse(nowhere.body).suggestions, [
      '/posts/first-request',
    ]);
    const long = await look(`/posts?utm_source=${'a'.repeat(8192)}`);
    assert.equal(long.status, 414);
    assert.equal(JSON.parse(long.body).status, 414);
  });

  test('is refused other methods before they are sent', async () => {
    await assert.rejects(look('/posts', {}, 'DELETE'), /Failed to fetch/);
    const head = await look('/posts', {}, 'HEAD');
    assert.deepEqual([head.status, head.body], [200, '']);
  });
});
