// explore-page.test.mjs - what the page at /_explore does in a real browser.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { skip, startBrowser } from './browser.mjs';
import { files } from './explore.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, until } from './support.mjs';

/** A proxy that removes /blog/api from the address and says so. */
async function startProxy(to) {
  const server = http.createServer((request, response) => {
    const headers = { ...request.headers, 'X-Forwarded-Prefix': '/blog/api' };
    const target = request.url.replace(/^\/blog\/api/, '') || '/';
    http
      .get(
        { host: to.host, port: to.port, path: target, headers },
        (answer) => {
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
        },
      )
      .on('error', () => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('the page in a browser', { skip }, () => {
  let site;
  let tokens;
  let server;
  let browser;
  let page;
  let faults;
  const outside = [];

  before(async () => {
    site = await writeSite(files);
    tokens = await writeTokens();
    server = await startServer(site.dir, {
      options: ['--tokens', tokens.file],
    });
    browser = await startBrowser();
    ({ page, faults } = browser);
    page.on('request', (request) => {
      if (!/^(data:|about:|http:\/\/127\.0\.0\.1:(?!9\/))/.test(request.url()))
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

  /** Opens a view afresh and waits until it is complete. */
  async function open(fragment, at = server.baseUrl) {
    await page.goto('about:blank');
    await page.goto(`${at}/_explore${fragment}`);
    await settled();
  }
  const settled = () =>
    page.waitForFunction(
      () =>
        document.querySelector('main h1, main .problem') !== null &&
        document.querySelector('main [aria-busy]') === null &&
        document.querySelector('main .panel:empty') === null,
    );
  const text = () => page.locator('body').innerText();
  const titles = () =>
    page.locator('table.documents tbody .title').allTextContents();
  const address = () => page.locator('#address').inputValue();
  const row = (n) => page.locator('.rows > li').nth(n);

  /** A browser reports each answer from 400 on, wanted or not. */
  function assertNoFaults(...statuses) {
    const unwanted = faults.filter(
      (text) =>
        !statuses.some((status) => text.includes(`status of ${status}`)),
    );
    assert.deepEqual(unwanted, []);
    assert.deepEqual(outside, []);
  }

  async function useToken(token = tokens.token) {
    await page.getByRole('button', { name: 'Token', exact: true }).click();
    await page.locator('#token').fill(token);
    await page.getByRole('button', { name: 'Use it' }).click();
  }

  async function forgetToken() {
    await page.evaluate(() => sessionStorage.clear());
  }

  test('shows the collections and their documents', async () => {
    await open('');
    const listed = await page.locator('#collections').innerText();
    assert.match(listed, /posts\s+3/);
    await page
      .getByRole('link', { name: /^posts/ })
      .first()
      .click();
    await page.waitForSelector('table.documents');
    assert.deepEqual(await titles(), ['The third', 'The second', 'The first']);
    assert.equal(await page.title(), 'posts · Sample');
    assertNoFaults();
  });

  test('builds tags=x&date:gte=2025 as it is typed', async () => {
    await open('#/posts');
    await page.getByRole('button', { name: 'Add condition' }).click();
    await row(0).getByLabel('Field').fill('tags');
    await row(0).getByLabel('Field').press('Tab');
    await row(0).getByLabel('Value of tags').fill('x');
    await page.waitForFunction(() => location.hash === '#/posts?tags=x');
    await settled();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await row(1).getByLabel('Field').fill('date');
    await row(1).getByLabel('Field').press('Tab');
    await row(1).getByLabel('Operator of date').selectOption('gte');
    await row(1).getByLabel('Value of date').pressSequentially('2025');
    assert.equal(await address(), '/posts?tags=x&date:gte=2025');
    await until(async () => (await titles()).join() === 'The second');
    assert.equal(
      await page.evaluate(() => location.hash),
      '#/posts?tags=x&date:gte=2025',
    );
    assertNoFaults(400); // "2" is no date yet
    await page.reload();
    await settled();
    assert.deepEqual(await titles(), ['The second']);
    assert.equal(await row(1).getByLabel('Value of date').inputValue(), '2025');
    await open('#/posts');
    await page.locator('#address').fill('/posts?tags=y&sort=title');
    await page.locator('#address').press('Enter');
    await until(async () => (await titles()).join() === 'The second,The third');
    await page.goBack();
    await until(async () => (await titles()).length === 3);
  });

  test('suggests fields, operators and values', async () => {
    await open('#/posts?tags=x');
    const names = page.locator('#field-names option');
    const known = await names.evaluateAll((all) =>
      all.map(({ value }) => value),
    );
    for (const name of ['title', 'tags', 'rating', 'author.name'])
      assert.ok(known.includes(name), name);
    await row(0).getByLabel('Value of tags').focus();
    const values = row(0).locator('datalist option');
    await until(async () => (await values.count()) === 2);
    const operators = row(0).getByLabel('Operator of tags').locator('option');
    assert.ok(!(await operators.allTextContents()).includes('is less than'));
    assertNoFaults();
  });

  test('shows what is wrong at its parameter, with the way out', async () => {
    await open('#/posts?titel:contains=second&limit=5000');
    const fault = row(0).locator('.error');
    assert.match(await fault.innerText(), /No field 'titel' in posts/);
    assert.match(await row(1).locator('.error').innerText(), /At most 1000/);
    await row(0).getByRole('button', { name: 'Use title:contains' }).click();
    await row(1).getByRole('button', { name: 'Remove limit' }).click();
    await until(async () => (await titles()).join() === 'The second');
    assert.equal(await address(), '/posts?title:contains=second');
    assert.equal(await page.locator('.rows .error').count(), 0);
    assertNoFaults(400);
  });

  test('sorts by a heading and filters by a value', async () => {
    await open('#/posts');
    const heading = page.getByRole('columnheader', { name: /rating/ });
    await heading.getByRole('button').click();
    await until(async () => (await titles())[0] === 'The first');
    assert.equal(await heading.getAttribute('aria-sort'), 'ascending');
    await heading.getByRole('button').click();
    await until(async () => (await titles())[0] === 'The second');
    await page.getByRole('button', { name: 'y', exact: true }).first().click();
    await until(async () => (await titles()).join() === 'The second,The third');
    assert.equal(await address(), '/posts?tags=y&sort=-rating');
    assertNoFaults();
  });

  test('shows what is left of documents, and the first of many', async () => {
    await open('#/posts?fields=title,rating&envelope=false');
    assert.deepEqual(await titles(), ['The third', 'The second', 'The first']);
    assert.equal(await page.locator('a.title').count(), 0, 'without a slug');
    assert.match(await page.locator('.heading').innerText(), /3 documents/);
    const many = Array.from({ length: 230 }, (_, i) => [
      `content/posts/post-${i}.md`,
      `---\ntitle: Post ${i}\n---\nText.\n`,
    ]);
    const long = await writeSite(Object.fromEntries(many));
    const other = await startServer(long.dir);
    await open('#/_all', other.baseUrl);
    assert.equal((await titles()).length, 200);
    await page.getByRole('button', { name: 'Show the other 30' }).click();
    assert.equal((await titles()).length, 230);
    await open('#/posts', other.baseUrl);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('2 of 12').waitFor();
    assert.equal(await address(), '/posts?page=2');
    await page.getByLabel('Documents on a page').selectOption('100');
    await page.getByText('1 of 3').waitFor();
    await other.stop();
    await long.remove();
    assertNoFaults();
  });

  test('lets the reader choose columns, by the address', async () => {
    await open('#/posts');
    await page.getByText('Columns').click();
    await page.keyboard.press('Escape');
    assert.equal(await page.getByLabel('slug').isVisible(), false);
    await page.keyboard.press('Enter');
    await page.getByLabel('slug').check();
    await page.getByRole('columnheader', { name: 'slug' }).waitFor();
    const hash = await page.evaluate(() => location.hash);
    assert.match(hash, /^#table;columns=[\w,]+,slug\/posts$/);
    await page.reload();
    await page.getByRole('columnheader', { name: 'slug' }).waitFor();
    assertNoFaults();
  });

  test('counts fields and values', async () => {
    await open('#fields/posts');
    const cover = page.locator('table.fields tr', { hasText: 'cover' });
    await cover.scrollIntoViewIfNeeded();
    await cover.getByRole('button', { name: '1', exact: true }).waitFor();
    const tags = page.getByRole('row', { name: /^tags → tags/ });
    await tags.getByRole('button', { name: 'x', exact: true }).waitFor();
    assert.match(await tags.innerText(), /x\s*2\s*y\s*2/);
    await open('#counts/posts');
    const bars = page.locator('.histogram button');
    await bars.first().waitFor();
    const labels = await bars.evaluateAll((all) =>
      all.map((bar) => bar.getAttribute('aria-label')),
    );
    assert.equal(labels.length, 15, 'months from March 2024 to May 2025');
    assert.equal(labels[0], '2024-03: 1 document');
    assert.equal(labels[1], '2024-04: 0 documents');
    await bars.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await until(async () => (await address()) === '/posts?date=2025-02');
    await page.goBack();
    await bars.last().click();
    await until(async () => (await address()) === '/posts?date=2025-05');
    assertNoFaults();
  });

  test('shows an answer as tree, bytes and header fields', async () => {
    await open('#answer/posts?limit=1');
    const facts = await page.locator('dl.facts').innerText();
    assert.match(facts, /200 OK/);
    assert.match(facts, /shared caches keep it 1 minute/);
    assert.match(await page.locator('.tree').innerText(), /The third/);
    await page.getByRole('button', { name: 'Ask again with the ETag' }).click();
    await page.getByText('304 Not Modified, no body').waitFor();
    await page.getByRole('link', { name: 'Bytes' }).click();
    const bytes = await page.locator('pre.bytes').textContent();
    assert.equal(bytes, (await ask(server, '/posts?limit=1')).body);
    await page.getByRole('link', { name: 'Headers' }).click();
    assert.match(await page.locator('table.headers').innerText(), /etag/);
    assertNoFaults();
  });

  test('shows the code for a query', async () => {
    await open('#code/posts?tags=x');
    const names = page.locator('.code h2');
    assert.deepEqual(await names.allTextContents(), [
      'curl',
      'fetch',
      'openapi-fetch',
      'Python',
    ]);
    assert.equal(
      await page.locator('.code pre').first().textContent(),
      `curl -s '${server.baseUrl}/posts?tags=x'`,
    );
    assertNoFaults();
  });

  test('opens a document, whose body can do nothing', async () => {
    await open('#/posts?tags=x');
    await page.getByRole('link', { name: 'The second' }).click();
    const frame = page.frameLocator('iframe');
    assert.equal(await frame.locator('strong').innerText(), 'bold');
    assert.equal(await page.locator('h1').innerText(), 'The second');
    const shown = await text();
    for (const word of [
      'rating',
      'The first',
      'content/posts/second.md',
      'Ana Lima',
    ])
      assert.ok(shown.includes(word), word);
    assert.match(await frame.locator('body').innerText(), /image A cat/);
    assert.equal(
      await frame
        .getByText('In colour')
        .evaluate((each) => getComputedStyle(each).color),
      'rgb(1, 2, 3)',
    );
    assert.equal(await frame.locator('a').getAttribute('href'), null);
    assert.equal(await page.title(), 'The second · Sample');
    assert.equal(await page.evaluate(() => window.x), undefined);
    assertNoFaults();
  });

  test('leads to translations, and to the headings of a body', async () => {
    const written = await writeSite({
      'headmatter.yaml': 'site:\n  language: en\n',
      'posts/hello.md': '---\ntitle: Hello\n---\n## One\n\nText.\n\n## Two\n',
      'posts/hello.fr.md': '---\ntitle: Bonjour\n---\nTexte.\n',
    });
    const own = await startServer(written.dir, {
      options: ['--base-path', '/api'],
    });
    await open('#document/posts/hello', `${own.baseUrl}/api`);
    await page.waitForSelector('iframe');
    await page.getByRole('button', { name: 'Two' }).click();
    const translations = page.locator('section', { hasText: 'Translations' });
    await translations.getByRole('link', { name: 'fr/hello' }).click();
    await page.frameLocator('iframe').getByText('Texte.').waitFor();
    assert.equal(await page.locator('h1').innerText(), 'Bonjour');
    await translations.getByRole('link', { name: 'hello' }).click();
    await page.frameLocator('iframe').getByText('Text.').waitFor();
    await own.stop();
    await written.remove();
    assertNoFaults();
  });

  test('follows a link in a body to its document', async () => {
    await open('#document/posts/first');
    await page.frameLocator('iframe').getByText('the second').click();
    await page.waitForFunction(
      () => document.querySelector('h1').textContent === 'The second',
    );
    await page.goBack();
    await page.waitForFunction(
      () => document.querySelector('h1').textContent === 'The first',
    );
    assertNoFaults();
  });

  test('shows nothing that is not published without a token', async () => {
    const views = [
      '#',
      '#/posts',
      '#fields/posts',
      '#counts/posts',
      '#answer/posts',
      '#code/posts',
      '#/_all',
      '#diagnostics',
      '#document/posts/third',
      '#/tags',
      '#answer/posts?facets=tags,status&limit=0',
    ];
    for (const view of views) {
      await open(view);
      assert.doesNotMatch(await page.content(), /zq/i, view);
    }
    await open('#/posts?status=all');
    await page.getByText('This requires a token').first().waitFor();
    assert.doesNotMatch(await page.content(), /zq/i);
    await page.getByRole('button', { name: 'Enter a token' }).click();
    await page.locator('#token').fill('wrong');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('alert').getByText(/token/i).waitFor();
    assert.doesNotMatch(await page.content(), /zq/i);
    assertNoFaults(400, 401);
  });

  test('shows drafts to the holder of a token, in this tab only', async () => {
    await open('#/posts');
    await useToken();
    await until(async () => (await titles()).includes('Zqtitle'));
    assert.equal(await address(), '/posts?status=all');
    assert.match(await page.locator('#collections').innerText(), /zqnotes/);
    await page.getByRole('link', { name: 'Fields' }).click();
    await page.getByRole('rowheader', { name: 'zqfield' }).waitFor();
    await page.getByRole('link', { name: 'Documents', exact: true }).click();
    await page.getByRole('link', { name: 'Zqtitle' }).click();
    await page.frameLocator('iframe').getByText('Zqtext').waitFor();
    await open('#document/posts/third?status=all');
    await page.waitForSelector('iframe');
    assert.match(await text(), /Zqtitle/, 'linked from');
    const kept = await page.evaluate(() => [
      JSON.stringify(localStorage),
      location.href,
    ]);
    assert.ok(!kept.join().includes(tokens.token));
    await page.getByRole('button', { name: 'Forget the token' }).click();
    await page.getByRole('button', { name: 'Token', exact: true }).waitFor();
    await settled();
    assert.doesNotMatch(await page.content(), /zq/i);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assertNoFaults();
  });

  test('shows a broken save while it is there', async () => {
    const file = path.join(site.dir, 'content/posts/third.md');
    const sound = await readFile(file, 'utf8');
    await open('#diagnostics');
    await useToken();
    await page.locator('.summary').waitFor();
    assert.doesNotMatch(await text(), /third\.md/);
    await writeFile(file, sound.replace('tags: [y]', 'tags: [y'));
    const finding = page.locator('.file', {
      hasText: 'content/posts/third.md',
    });
    await finding.waitFor();
    assert.match(await finding.innerText(), /error\s+line \d+:\d+/);
    assert.match(
      await page.locator('#collections').innerText(),
      /Diagnostics\s*\d/,
    );
    await writeFile(file, sound);
    await finding.waitFor({ state: 'detached' });
    await forgetToken();
    assertNoFaults(401);
  });

  test('follows what is written to the document that is open', async () => {
    const file = path.join(site.dir, 'content/posts/third.md');
    const sound = await readFile(file, 'utf8');
    await open('#document/posts/third');
    await useToken();
    await page.getByRole('button', { name: 'Forget the token' }).waitFor();
    await page.frameLocator('iframe').getByText('Text.').waitFor();
    await writeFile(file, sound.replace('Text.', 'Other words.'));
    await page.frameLocator('iframe').getByText('Other words.').waitFor();
    await writeFile(file, sound);
    await forgetToken();
    assertNoFaults();
  });

  test('works below a base path, behind a proxy that removes it, too', async () => {
    const below = await startServer(site.dir, {
      options: ['--base-path', '/blog/api', '--trusted-proxies', '127.0.0.1'],
    });
    const proxy = await startProxy(below);
    for (const origin of [below.baseUrl, proxy.origin]) {
      await open('#/posts?tags=x', `${origin}/blog/api`);
      assert.deepEqual(await titles(), ['The second', 'The first']);
      await page.getByRole('link', { name: 'The second' }).click();
      await page.frameLocator('iframe').getByText('bold').waitFor();
      await open('#counts/posts', `${origin}/blog/api`);
      await page.locator('.histogram button').last().click();
      await until(async () => (await address()) === '/posts?date=2025-05');
      await open('/', `${origin}/blog/api`);
      assert.match(await page.locator('#collections').innerText(), /posts\s+3/);
      assert.equal(await page.title(), 'Sample');
    }
    proxy.close();
    await below.stop();
    assertNoFaults();
  });

  test('loads the images of the site when it is asked to, and no others', async () => {
    const images = http.createServer((request, response) => {
      response.writeHead(200, { 'Content-Type': 'image/svg+xml' });
      response.end(
        '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
      );
    });
    images.listen(0, '127.0.0.1');
    await once(images, 'listening');
    const origin = `http://127.0.0.1:${images.address().port}`;
    const own = await startServer(site.dir, {
      options: ['--public-url', origin],
    });
    const loaded = [];
    const note = (request) =>
      request.resourceType() === 'image' && loaded.push(request.url());
    page.on('request', note);
    await open('#/posts', own.baseUrl);
    assert.equal(await page.locator('img').count(), 0);
    await page.getByLabel('Images').check();
    await page.locator('img').first().waitFor();
    const elsewhere = () => loaded.filter((url) => url.startsWith('http'));
    await until(() => elsewhere().length > 0); // it is shown before it is asked for
    assert.deepEqual(elsewhere(), [`${origin}/images/two.png`]);
    await open('#document/posts/second', own.baseUrl);
    await page.frameLocator('iframe').getByText('image A cat').waitFor();
    page.off('request', note);
    await page.evaluate(() => localStorage.clear());
    images.closeAllConnections();
    images.close();
    await own.stop();
    assertNoFaults();
  });

  test('shows something at every address', async () => {
    const headings = {
      '#': 'Sample',
      '#%': 'Sample',
      '#nonsense/posts': 'posts',
      '#fields/posts/first': 'The first',
      '#document/posts': 'posts',
      '#document/posts/%zz': '%zz',
      '#document/tags/x/posts': 'tags/x/posts',
      '#answer/': 'Site',
      '#/posts.ndjson': 'posts.ndjson',
      '#document/posts/first.md': 'first.md',
      '#/posts?%zz=1&a': 'posts',
      '#counts;by=nonsense/posts': 'posts',
      '#table;columns=/posts': 'posts',
      '#//127.0.0.1:9/x': '/127.0.0.1:9/x',
    };
    for (const [hash, heading] of Object.entries(headings)) {
      await open(hash);
      await until(
        async () => (await page.locator('h1').innerText()) === heading,
      );
      const shown = await page.locator('main').innerText();
      assert.ok(shown.length > heading.length + 20, `${hash}: ${shown}`);
    }
    assertNoFaults(400, 404);
  });

  test('says that the server is gone, and goes on when it is back', async () => {
    const brief = await startServer(site.dir);
    await open('#/posts', brief.baseUrl);
    await brief.stop();
    await page.getByRole('link', { name: /^tags/ }).click();
    await page.getByText('The server does not answer').waitFor();
    const again = await startServer(site.dir, {
      listen: [`127.0.0.1:${brief.port}`],
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('table.documents');
    await again.stop();
    assert.ok(faults.every((text) => /Failed to load resource/.test(text)));
  });

  describe('for everybody', () => {
    const source = readFile(
      createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
      'utf8',
    );
    const views = [
      '#',
      '#/posts?tags=x&date:gte=2024',
      '#/posts?titel=x',
      '#fields/posts',
      '#counts/posts',
      '#answer/posts',
      '#answer/posts?limit=1',
      '#code/posts',
      '#document/posts/second',
      '#diagnostics',
      '#/posts!token',
    ];

    for (const colorScheme of ['light', 'dark'])
      for (const width of [1280, 360])
        test(`has no serious fault in ${colorScheme}, ${width} pixels wide`, async () => {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          for (const view of views) {
            await open(view.replace('!token', ''));
            await page.waitForLoadState('networkidle');
            if (view.endsWith('!token'))
              await page
                .getByRole('button', { name: 'Token', exact: true })
                .click();
            const overflow = await page.evaluate(
              () => document.documentElement.scrollWidth - innerWidth,
            );
            assert.ok(overflow <= 0, `${view} is ${overflow} pixels too wide`);
            await page.evaluate(await source);
            const { violations } = await page.evaluate(() =>
              axe.run({ exclude: ['iframe'] }, { iframes: false }),
            );
            const serious = violations
              .filter(({ impact }) => ['serious', 'critical'].includes(impact))
              .map(
                ({ id, nodes }) =>
                  `${view} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n')}`,
              );
            assert.deepEqual(serious, []);
          }
          await page.setViewportSize({ width: 1280, height: 720 });
        });

    test('can be used without a mouse', async () => {
      await open('#/posts');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('/posts?tags=x');
      await page.keyboard.press('Enter');
      await until(async () => (await titles()).length === 2);
      await row(0).getByLabel('Operator of tags').focus();
      await page.keyboard.press('ArrowDown');
      await until(async () => (await address()) === '/posts?tags:ne=x');
      const kept = await page.evaluate(() =>
        document.activeElement.getAttribute('aria-label'),
      );
      assert.equal(kept, 'Operator of tags');
      await page.keyboard.press('ArrowUp');
      const link = page.getByRole('link', { name: 'The second' });
      await link.waitFor();
      await link.focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('iframe');
      const focused = await page.evaluate(
        () => document.activeElement.localName,
      );
      assert.equal(focused, 'h1');
    });
  });
});
