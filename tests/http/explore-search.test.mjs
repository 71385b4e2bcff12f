// explore-search.test.mjs - the search box of /_explore in a real browser, and
// what it finds.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, beforeEach, describe, test } from 'node:test';
import { splitMarks } from '../../src/represent/explore/marks.js';
import { skip, startBrowser, typeAtOnce } from './browser.mjs';
import { files } from './explore.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { getJson, until, untilSearchable } from './support.mjs';

const long = Array.from({ length: 60 }, (_, i) => `Paragraph ${i}.\n\n`).join('');
const own = {
  'content/posts/trees.md':
    '---\ntitle: On the maple\ndate: 2024-05-01\ntags: [maples]\n---\n' +
    `The maple is a tree.\n\n${long}## Its syrup\n\nA maple gives syrup.\n`,
  'content/posts/markup.md':
    '---\ntitle: "<img src=x onerror=top.x=1> & <mark>hornbeam</mark>"\n' +
    'date: 2024-05-02\n---\n' +
    'The hornbeam `<script>top.x = 2</script>` &amp;lt;b&amp;gt; it\'s "so".\n',
};

describe('marks', () => {
  test('are what alternates, with the entities read', () => {
    const cases = [
      ['', ['']],
      ['plain', ['plain']],
      ['<mark>a</mark>', ['', 'a', '']],
      ['a <mark>b</mark> c <mark>d</mark>', ['a ', 'b', ' c ', 'd', '']],
      ['&lt;mark&gt;x&lt;/mark&gt;', ['<mark>x</mark>']],
      ['&amp;lt; &quot;&#39;&nbsp;', ['&lt; "\'&nbsp;']],
    ];
    for (const [text, pieces] of cases)
      assert.deepEqual(splitMarks(text), pieces, text);
  });

  test('that are not in pairs do no harm, and nothing else is markup', () => {
    assert.deepEqual(splitMarks('a</mark>b<mark>c<mark>d'), ['ab', 'cd']);
    assert.deepEqual(splitMarks('<b>x</b><mark id=x>'), ['<b>x</b><mark id=x>']);
  });
});

describe('the search box', { skip }, () => {
  let site;
  let tokens;
  let server;
  let browser;
  let page;
  let faults;
  const outside = [];

  before(async () => {
    site = await writeSite({ ...files, ...own });
    tokens = await writeTokens();
    server = await startServer(site.dir, {
      options: ['--tokens', tokens.file],
    });
    await untilSearchable(server);
    browser = await startBrowser();
    ({ page, faults } = browser);
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => {
      if (!/^(data:|about:|http:\/\/127\.0\.0\.1:)/.test(request.url()))
        outside.push(request.url());
    });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await tokens?.remove();
    await site?.remove();
  });

  beforeEach(() => {
    faults.length = 0;
    outside.length = 0;
  });

  async function open(fragment, at = server.baseUrl) {
    await page.goto('about:blank');
    await page.goto(`${at}/_explore${fragment}`);
    await page.waitForSelector('main h1');
  }
  const box = () => page.getByRole('combobox', { name: 'Search' });
  const options = () => page.locator('#suggestions [role=option]');
  const titles = () => page.locator('.results .title').allTextContents();
  const hash = () => page.evaluate(() => location.hash);
  const marks = (selector) =>
    page.locator(`${selector} mark`).allTextContents();

  function assertNoFaults(...statuses) {
    const unwanted = faults.filter(
      (text) =>
        !statuses.some((status) => text.includes(`status of ${status}`)),
    );
    assert.deepEqual(unwanted, []);
    assert.deepEqual(outside, []);
  }

  test('is reached by / unless somebody types elsewhere', async () => {
    await open('#/posts');
    await page.waitForSelector('table.documents');
    await page.keyboard.press('/');
    const focused = () => page.evaluate(() => document.activeElement.id);
    assert.equal(await focused(), 'search-text');
    assert.equal(await box().inputValue(), '');
    await page.keyboard.type('a/b');
    assert.equal(await box().inputValue(), 'a/b');
    await page.locator('#address').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('/x');
    assert.equal(await page.locator('#address').inputValue(), '/posts/x');
    assertNoFaults();
  });

  test('suggests while somebody types, as a combobox does', async () => {
    await open('');
    assert.equal(await box().getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('/');
    await page.keyboard.type('mapl');
    await options().first().waitFor();
    const { data } = await getJson(server, '/search/suggest?q=mapl');
    assert.deepEqual(
      await page.locator('#suggestions li > :first-child').allTextContents(),
      data.map(({ text }) => text),
    );
    assert.equal(await box().getAttribute('aria-expanded'), 'true');
    assert.equal(await box().getAttribute('aria-controls'), 'suggestions');
    assert.equal(await box().getAttribute('aria-activedescendant'), null);
    await page.keyboard.press('ArrowDown');
    assert.equal(
      await box().getAttribute('aria-activedescendant'),
      'suggestion-0',
    );
    assert.equal(await options().first().getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.equal(await options().last().getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowDown');
    assert.equal(await box().getAttribute('aria-activedescendant'), null);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#suggestions').isVisible(), false);
    assert.equal(await box().inputValue(), 'mapl');
    await page.keyboard.press('Escape');
    assert.equal(await box().inputValue(), '');
    await page.keyboard.type('mapl');
    await options().first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('iframe');
    assert.equal(await hash(), '#document/posts/trees');
    assert.equal(await page.locator('#suggestions').isVisible(), false);
    assertNoFaults();
  });

  test('takes a word that is clicked as the text of a search', async () => {
    await open('');
    await box().fill('syr');
    await options().filter({ hasText: 'syrup' }).click();
    await page.waitForSelector('.results');
    assert.equal(await hash(), '#results/search?q=syrup');
    assert.equal(await box().inputValue(), 'syrup');
    assertNoFaults();
  });

  test('asks once for what is typed quickly, and forgets older questions', async () => {
    await open('');
    const asked = [];
    const aborted = [];
    const textOf = (request) => new URL(request.url()).searchParams.get('q');
    const release = [];
    await page.route('**/search/suggest?*', async (route) => {
      asked.push(textOf(route.request()));
      if (asked.length === 1)
        await new Promise((resolve) => release.push(resolve));
      await route.continue().catch(() => {});
    });
    const note = (request) => aborted.push(textOf(request));
    page.on('requestfailed', note);
    await box().focus();
    await typeAtOnce(box(), 'hor');
    await until(() => asked.length === 1);
    await typeAtOnce(box(), 'nb');
    await options().first().waitFor();
    release.forEach((resolve) => resolve());
    assert.deepEqual(asked, ['hor', 'hornb']);
    await until(() => aborted.length === 1);
    assert.deepEqual(aborted, ['hor']);
    page.off('requestfailed', note);
    await page.unroute('**/search/suggest?*');
    assertNoFaults();
  });

  test('shows what Enter finds: titles, sentences, sections, addresses', async () => {
    await open('');
    await box().fill('maple syrup');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.results');
    assert.equal(await hash(), '#results/search?q=maple%20syrup');
    assert.deepEqual(await titles(), ['On the maple']);
    assert.deepEqual(await marks('.results .title'), ['maple']);
    const shown = (await marks('.results .snippet')).join(' ');
    assert.match(shown, /maple/);
    assert.match(shown, /syrup/);
    const address = page.locator('.results .where a');
    assert.equal(await address.innerText(), '/posts/trees');
    assert.equal(
      await address.getAttribute('href'),
      `${server.baseUrl}/posts/trees`,
    );
    await page.getByRole('link', { name: 'Its syrup' }).first().click();
    await page.waitForSelector('iframe');
    assert.equal(await hash(), '#document;at=its-syrup/posts/trees');
    await until(() => page.evaluate(() => scrollY > 500));
    await page.goBack();
    await page.locator('.results .title').click();
    await page.waitForSelector('iframe');
    assert.equal(await hash(), '#document/posts/trees');
    assertNoFaults();
  });

  test('puts nothing on the page but text and marks', async () => {
    await open('#results/search?q=hornbeam');
    await page.waitForSelector('.results');
    assert.deepEqual(await titles(), [
      '<img src=x onerror=top.x=1> & <mark>hornbeam</mark>',
    ]);
    assert.deepEqual(await marks('.results .title'), ['hornbeam']);
    assert.match(
      await page.locator('.results .snippet').first().innerText(),
      /<script>top\.x = 2<\/script> .*it['’]s "?/,
    );
    assert.equal(await page.locator('main img, main script').count(), 0);
    assert.equal(await page.evaluate(() => window.x), undefined);
    assertNoFaults();
  });

  test('says what it took for a typo, and can be told not to', async () => {
    await open('#results/search?q=hornbaem');
    const note = page.locator('.correction');
    await note.waitFor();
    assert.match(await note.innerText(), /hornbaem.*hornbeam/s);
    assert.equal((await titles()).length, 1);
    await note.getByRole('link').click();
    await page.getByText('No document here has').waitFor();
    assert.equal(await hash(), '#results/search?q=hornbaem&typos=false');
    assertNoFaults();
  });

  test('shows the way on where nothing is found', async () => {
    await open('#results/tags?q=syrup xyzzy&typos=false');
    await page.getByText('No document here has').waitFor();
    await page.getByRole('link', { name: 'Search all documents' }).click();
    await page.getByText('No document here has').waitFor();
    await page.getByRole('link', { name: 'any of the words' }).click();
    await page.waitForSelector('.results');
    assert.deepEqual(await titles(), ['On the maple']);
    assert.match(await hash(), /q:mode=any/);
    assertNoFaults();
  });

  test('goes with every list, as a parameter among others', async () => {
    await open('#/posts');
    await page.getByRole('button', { name: 'Add q', exact: true }).click();
    await page.getByLabel('q', { exact: true }).fill('maple');
    await page.getByLabel('q', { exact: true }).press('Tab');
    await until(async () => (await hash()) === '#/posts?q=maple');
    await page.getByRole('link', { name: 'Results' }).click();
    await page.waitForSelector('.results');
    assert.deepEqual(await titles(), ['On the maple']);
    for (const view of ['Documents', 'Fields', 'Counts', 'Answer', 'Code']) {
      await page.getByRole('link', { name: view, exact: true }).click();
      await page.waitForSelector('.panel > *');
    }
    await open('#/search?q=mapel');
    await page.waitForSelector('table.documents');
    assert.deepEqual(await marks('.documents .title'), ['maple']);
    assert.ok((await marks('.documents .snippet')).includes('maple'));
    assert.match(
      await page.locator('main').innerText(),
      /Searched for maple\./,
    );
    await open('#counts;by=tags/search?q=maple');
    await page.locator('.bars', { hasText: 'maples' }).waitFor();
    await open('#fields/search?q=maple');
    await page.getByRole('rowheader', { name: 'title' }).first().waitFor();
    assertNoFaults();
  });

  test('asks again while the index is being built', async () => {
    let isBuilt = false;
    let refused = 0;
    await page.route('**/search?*', async (route) => {
      if (isBuilt) return route.continue();
      refused++;
      return route.fulfill({
        status: 503,
        headers: { 'Retry-After': '1' },
        contentType: 'application/problem+json',
        body: JSON.stringify({
          title: 'Service unavailable',
          detail: 'The search index is being built: 1 of 5 documents are in it.',
        }),
      });
    });
    await open('#results/search?q=maple');
    await page.locator('main').getByText('1 of 5 documents').waitFor();
    await page.getByText('Asks again in 1 second.').waitFor();
    await until(() => refused > 1);
    isBuilt = true;
    await page.waitForSelector('.results');
    await page.unroute('**/search?*');
    assertNoFaults(503);
  });

  test('finds and suggests nothing that is not published without a token', async () => {
    for (const text of ['zqtitle', 'zqtext', 'zqnote', 'zqlater']) {
      await open(`#results/search?q=${text}&typos=false`);
      await page.getByText('No document here has').waitFor();
    }
    await box().fill('zq');
    await page.waitForResponse(/\/search\/suggest\?q=zq/);
    await page.waitForTimeout(200);
    assert.equal(await options().count(), 0);
    await open('#results/search?q=zqtext');
    await page.getByRole('button', { name: 'Token', exact: true }).click();
    await page.locator('#token').fill(tokens.token);
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.waitForSelector('.results');
    assert.deepEqual(await titles(), ['Zqtitle']);
    assert.equal(await page.locator('.results .is-draft').innerText(), 'draft');
    await box().fill('zqti');
    await options().first().waitFor();
    await page.getByRole('button', { name: 'Forget the token' }).click();
    await page.getByRole('button', { name: 'Token', exact: true }).waitFor();
    await page.getByText('No document here has').waitFor();
    assert.equal(await options().count(), 0);
    assert.doesNotMatch(await page.locator('#search').innerHTML(), /zqtitle/i);
    await page.evaluate(() => sessionStorage.clear());
    assertNoFaults();
  });

  test('is not there where search is off', async () => {
    const off = await startServer(site.dir, {
      options: ['--search-engine', 'off'],
    });
    await open('#/posts', off.baseUrl);
    await page.waitForSelector('table.documents');
    assert.equal(await page.locator('#search').isVisible(), false);
    await page.keyboard.press('/');
    assert.notEqual(
      await page.evaluate(() => document.activeElement.id),
      'search-text',
    );
    assert.equal(await page.getByRole('button', { name: 'Add q' }).count(), 0);
    await off.stop();
    assertNoFaults();
  });

  test('works below a base path', async () => {
    const below = await startServer(site.dir, {
      options: ['--base-path', '/blog/api'],
    });
    const at = `${below.baseUrl}/blog/api`;
    await until(async () => (await fetch(`${at}/search?q=maple`)).status === 200);
    await open('', at);
    await box().fill('mapl');
    await options().first().click();
    await page.waitForSelector('iframe');
    assert.equal(await hash(), '#document/posts/trees');
    await below.stop();
    assertNoFaults();
  });

  const axe = readFile(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  );
  for (const colorScheme of ['light', 'dark'])
    test(`has no serious fault in ${colorScheme}, on a desk and on a phone`, async () => {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        for (const query of [
          'results/search?q=maple',
          '/search?q=maple',
          'results/search?q=hornbaem',
          'results/search?q=xyzzy plugh',
        ]) {
          await open(`#${query}`);
          await page.waitForSelector('.results, .documents, .empty');
          await box().fill('m');
          await options().first().waitFor();
          await page.keyboard.press('ArrowDown');
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - innerWidth,
          );
          assert.ok(overflow <= 0, `${overflow} pixels too wide`);
          await page.evaluate(await axe);
          const { violations } = await page.evaluate(() => axe.run());
          const serious = violations
            .filter(({ impact }) => ['serious', 'critical'].includes(impact))
            .map(
              ({ id, nodes }) =>
                `${query} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n')}`,
            );
          assert.deepEqual(serious, []);
        }
      }
    });
});
