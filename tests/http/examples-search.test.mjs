// examples-search.test.mjs - examples/search-box in a browser, on an origin of
// its own: what it shows is compared with what the API answers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { serveFiles, skip, startBrowser, typeAtOnce } from './browser.mjs';
import { startServer } from './server.mjs';
import { getJson, root, until, untilSearchable } from './support.mjs';

const plain = (text) => text.replace(/<\/?mark>/g, '');

describe('examples/search-box', { skip }, () => {
  let api;
  let front;
  let browser;
  let page;

  before(async () => {
    api = await startServer(path.join(root, 'content'));
    await untilSearchable(api);
    front = await serveFiles(path.join(root, 'examples/search-box'));
    browser = await startBrowser();
    page = browser.page;
    page.setDefaultTimeout(15_000);
  });

  after(async () => {
    await browser?.close();
    await front?.close();
    await api?.stop();
  });

  beforeEach(async () => {
    browser.faults.length = 0;
    await page.goto(`${front.origin}/?api=${api.baseUrl}`);
  });

  const box = () => page.getByRole('combobox', { name: 'Search' });
  const results = () => page.getByRole('option');
  const note = () => page.locator('search-box .note').innerText();
  const isOpen = () => page.getByRole('listbox').isVisible();
  const find = (q) =>
    getJson(
      api,
      `/search?q=${encodeURIComponent(q)}&prefix=true&url:exists=true&limit=8`,
    );

  test('finds while somebody types, with marks and links to sections', async () => {
    const { data } = await find('cach');
    assert.ok(data.length > 1);
    assert.ok(data.some(({ search }) => search.snippets[0]?.section));
    await box().pressSequentially('cach');
    await results().first().waitFor();
    const hrefs = await results().evaluateAll((all) =>
      all.map((each) => each.getAttribute('href')),
    );
    assert.deepEqual(
      hrefs,
      data.map(({ url, search }) => search.snippets[0]?.url ?? url),
    );
    assert.deepEqual(
      await results().locator('b').allTextContents(),
      data.map(({ title }) => title),
    );
    const [{ search }] = data;
    const first = results().first();
    assert.ok(search.snippets[0].text.includes('<mark>'));
    assert.equal(
      await first.locator('.text').textContent(),
      plain(search.snippets[0].text),
    );
    assert.deepEqual(
      await first.locator('.text mark').allTextContents(),
      [...search.snippets[0].text.matchAll(/<mark>(.*?)<\/mark>/g)].map(
        ([, word]) => word,
      ),
    );
    assert.equal(
      await page.getByRole('status').textContent(),
      `${data.length} results`,
    );
    assert.deepEqual(browser.faults, []);
  });

  test('asks when the typing pauses, and drops the older question', async () => {
    const asked = [];
    const aborted = [];
    let release;
    const textOf = (request) => new URL(request.url()).searchParams.get('q');
    await page.route('**/search?*', async (route) => {
      asked.push(textOf(route.request()));
      if (asked.length === 1)
        await new Promise((resolve) => (release = resolve));
      await route.continue().catch(() => {});
    });
    const listen = (request) => aborted.push(textOf(request));
    page.on('requestfailed', listen);
    await typeAtOnce(box(), 'mark');
    await until(() => asked.length === 1);
    await typeAtOnce(box(), 'down');
    await results().first().waitFor();
    release();
    await until(() => aborted.length === 1);
    assert.deepEqual([asked, aborted], [['mark', 'markdown'], ['mark']]);
    page.off('requestfailed', listen);
    await page.unroute('**/search?*');
  });

  test('is used by the arrows, Enter and Escape', async () => {
    await page.route('**/blog/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>A post</h1>' }),
    );
    await box().fill('etag');
    await results().first().waitFor();
    const active = () => box().getAttribute('aria-activedescendant');
    assert.equal(await box().getAttribute('aria-expanded'), 'true');
    assert.equal(await active(), null);
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(), await results().first().getAttribute('id'));
    assert.equal(await results().first().getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowUp');
    assert.equal(await active(), null);
    await page.keyboard.press('ArrowUp');
    assert.equal(await active(), await results().last().getAttribute('id'));
    await page.keyboard.press('Escape');
    assert.equal(await isOpen(), false);
    assert.equal(await box().getAttribute('aria-expanded'), 'false');
    assert.equal(await box().inputValue(), 'etag');
    await page.keyboard.press('Escape');
    assert.equal(await box().inputValue(), '');
    await box().fill('etag');
    await results().first().waitFor();
    const href = await results().first().getAttribute('href');
    assert.match(href, /^\/blog\/.*#/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'A post' }).waitFor();
    assert.equal(page.url(), front.origin + href);
    await page.unroute('**/blog/**');
  });

  test('says what was corrected, and that there is nothing', async () => {
    await box().fill('cachng headers');
    await results().first().waitFor();
    const { meta } = await find('cachng headers');
    assert.equal(
      await note(),
      `Nothing has “cachng headers”. Results for “${meta.search.corrected}”:`,
    );
    await box().fill('xyzzy plugh');
    await until(async () => (await note()) === 'Nothing has “xyzzy plugh”.');
    assert.equal(await results().count(), 0);
    await box().fill('');
    assert.equal(await isOpen(), false);
    assert.deepEqual(browser.faults, []);
  });

  test('puts nothing but text and marks on the page', async () => {
    await page.route('**/search?*', (route) =>
      route.fulfill({
        json: {
          data: [
            {
              title: 'x',
              url: '/x',
              search: {
                title: '&lt;b&gt; <mark>&amp;lt;</mark> <img src=x>',
                snippets: [],
              },
            },
          ],
          meta: { search: { query: 'x', total: 1 } },
        },
      }),
    );
    await box().fill('x');
    await results().first().waitFor();
    assert.equal(await results().textContent(), '<b> &lt; <img src=x>');
    assert.deepEqual(await page.locator('mark').allTextContents(), ['&lt;']);
    await page.unroute('**/search?*');
  });

  test('asks again while the index is being built', async () => {
    let isBuilt = false;
    await page.route('**/search?*', (route) =>
      isBuilt
        ? route.continue()
        : route.fulfill({
            status: 503,
            headers: {
              'Access-Control-Allow-Origin': '*',
              'Retry-After': '1',
            },
            json: { detail: 'The search index is being built.' },
          }),
    );
    await box().fill('cache');
    await until(async () => /is being built/.test(await note()));
    isBuilt = true;
    await results().first().waitFor();
    assert.equal(await note(), '');
    await page.unroute('**/search?*');
  });

  test('keeps what it shows without a network, and goes on with one', async () => {
    await box().fill('cache');
    await results().first().waitFor();
    const before = await results().allTextContents();
    await page.context().setOffline(true);
    await box().fill('markdown');
    await until(async () => /^No connection/.test(await note()));
    assert.deepEqual(await results().allTextContents(), before);
    await page.context().setOffline(false);
    const { data } = await find('markdown');
    await until(
      async () =>
        (await results().locator('b').allTextContents()).join() ===
        data.map(({ title }) => title).join(),
    );
    assert.equal(await note(), '');
  });

  test('has no serious fault, in light and in dark', async () => {
    const source = await readFile(
      createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
      'utf8',
    );
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await box().fill('');
      await box().fill('cachng headers');
      await results().first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.evaluate(source);
      const { violations } = await page.evaluate(() => axe.run());
      assert.deepEqual(
        violations
          .filter(({ impact }) => ['serious', 'critical'].includes(impact))
          .map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
        [],
      );
    }
  });
});
