// viewer.test.mjs - the page at /_docs: as an answer, in a real browser, and
// what there is instead in a program that was built without it (-DDOCS=OFF).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { skip as noBrowser, startBrowser } from './browser.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, getProblem, hasViewer, until } from './support.mjs';

const isBuilt = await hasViewer();
const without = isBuilt ? 'the program was built with -DDOCS=ON' : false;
const within = isBuilt ? false : 'the program was built without -DDOCS=ON';

const files = {
  'content/posts/first.md': '---\ntitle: First\ntags: [x]\n---\nText.\n',
  'content/posts/secret.md': '---\ntitle: Zqsecret\ndraft: true\nzqfield: 1\n---\n',
};

let site;
let server;
let tokens;

before(async () => {
  site = await writeSite(files);
  tokens = await writeTokens();
  server = await startServer(site.dir, { options: ['--tokens', tokens.file] });
});

after(async () => {
  await server?.stop();
  await site?.remove();
  await tokens?.remove();
});

test('the front page links to it', async () => {
  assert.equal((await getJson(server, '/')).links.docs, '/_docs');
});

describe('a program without it', { skip: without }, () => {
  test('leads to the other page for browsers, for now', async () => {
    const { status, headers } = await ask(server, '/_docs');
    assert.equal(status, 307);
    assert.equal(headers.location, '/_explore');
  });

  test('does so below its base path', async () => {
    const options = ['--base-path', '/api'];
    const based = await startServer(site.dir, { options });
    const { status, headers } = await ask(based, '/api/_docs');
    await based.stop();
    assert.deepEqual([status, headers.location], [307, '/api/_explore']);
  });

  test('has nothing there if that is switched off', async () => {
    const options = ['--explore', 'off'];
    const off = await startServer(site.dir, { options });
    await getProblem(off, '/_docs', 404);
    const { links } = await getJson(off, '/');
    const { suggestions = [] } = await getProblem(off, '/_doc', 404);
    await off.stop();
    assert.ok(!('docs' in links));
    assert.ok(!suggestions.includes('/_docs'), suggestions);
  });
});

describe('the page as an answer', { skip: within }, () => {
  test('is one file that names nothing else', async () => {
    for (const target of ['/_docs', '/_docs/']) {
      const { status, headers, body } = await ask(server, target);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.doesNotMatch(body.replace(/<script>[^]*/, ''), /(src|href)="[^#d]/);
      assert.doesNotMatch(body, /zqfield|Zqsecret/);
    }
  });

  test('has a policy by its own hashes', async () => {
    const { headers, body } = await ask(server, '/_docs');
    const hashOf = (pattern) =>
      `'sha256-${createHash('sha256').update(pattern.exec(body)[1]).digest('base64')}'`;
    assert.deepEqual(
      new Set(headers['content-security-policy'].split('; ')),
      new Set([
        "default-src 'none'",
        `script-src ${hashOf(/<script>([^]*?)<\/script>/)}`,
        `style-src ${hashOf(/<style>([^]*?)<\/style>/)}`,
        "connect-src 'self'",
        'img-src data:',
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
      ]),
    );
  });

  test('has a strong validator for each coding', async () => {
    const etags = new Set();
    for (const coding of ['identity', 'gzip', 'br']) {
      const headers = { 'Accept-Encoding': coding };
      const answer = await ask(server, '/_docs', { headers });
      const { etag } = answer.headers;
      assert.equal(answer.headers['content-encoding'] ?? 'identity', coding);
      assert.match(etag, /^"/);
      etags.add(etag);
      const again = await ask(server, '/_docs', {
        headers: { ...headers, 'If-None-Match': etag },
      });
      assert.equal(again.status, 304);
    }
    assert.equal(etags.size, 3);
  });

  test('knows no parameters, and is there whatever explore says', async () => {
    assert.equal((await ask(server, '/_docs?x=1')).status, 400);
    const options = ['--explore', 'off'];
    const off = await startServer(site.dir, { options });
    const { status } = await ask(off, '/_docs');
    const { links } = await getJson(off, '/');
    await off.stop();
    assert.equal(status, 200);
    assert.equal(links.docs, '/_docs');
  });
});

describe('the page in a browser', { skip: within || noBrowser }, () => {
  const outside = [];
  let browser;
  let page;

  before(async () => {
    browser = await startBrowser();
    ({ page } = browser);
    page.on('request', (request) => {
      if (!/^(data:|http:\/\/127\.0\.0\.1:)/.test(request.url()))
        outside.push(request.url());
    });
    page.setDefaultTimeout(120_000);
  });

  after(async () => {
    await browser?.close();
    assert.deepEqual(outside, []);
  });

  const open = async (url) => {
    await page.goto('about:blank');
    await page.goto(url);
    await page.waitForSelector('.opblock');
  };

  test('shows every operation, without a fault or another server', async () => {
    await open(`${server.baseUrl}/_docs`);
    const { paths } = await getJson(server, '/openapi.json');
    const described = Object.entries(paths).flatMap(([at, methods]) =>
      ['get', 'head', 'options']
        .filter((method) => method in methods)
        .map((method) => `${method.toUpperCase()} ${at}`),
    );
    const shown = await page.$$eval('.opblock', (blocks) =>
      blocks.map((block) => {
        const method = block.querySelector('.opblock-summary-method');
        const at = block.querySelector('.opblock-summary-path');
        return `${method.textContent} ${at.dataset.path}`;
      }),
    );
    assert.ok(shown.length > 20);
    assert.deepEqual(shown.sort(), described.sort());
    assert.deepEqual(browser.faults, []);
    assert.deepEqual(outside, []);
  });

  test('can be used without a mouse: an operation opens and is tried', async () => {
    await open(`${server.baseUrl}/_docs`);
    const focused = () =>
      page.evaluate(() => {
        const { className, textContent } = document.activeElement;
        return `${className} ${textContent}`;
      });
    const press = async (wanted) => {
      await until(async () => {
        await page.keyboard.press('Tab');
        return wanted.test(await focused());
      }, { pollMs: 1 });
      await page.keyboard.press('Enter');
    };
    await press(/^opblock-summary-control/);
    await page.waitForSelector('.opblock.is-open .try-out');
    await press(/try-out__btn/);
    await page.waitForSelector('.execute');
    await press(/execute/);
    await page.waitForSelector('.live-responses-table .response');
    const status = page.locator(
      '.live-responses-table .response .response-col_status',
    );
    assert.match(await status.first().innerText(), /^200/);
    assert.match(
      await page.locator('.live-responses-table').first().innerText(),
      /"generator"/,
    );
    assert.deepEqual(browser.faults, []);
  });

  test('works below a base path, and behind a proxy that removes it', async () => {
    const options = ['--base-path', '/api', '--trusted-proxies', '127.0.0.1'];
    const based = await startServer(site.dir, { options });
    await page.setExtraHTTPHeaders({ 'X-Forwarded-Prefix': '/api' });
    // As the proxy passes them on: without the prefix.
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      if (!url.pathname.startsWith('/api')) return route.continue();
      url.pathname = url.pathname.replace(/^\/api/, '') || '/';
      const response = await route.fetch({ url: url.href });
      return route.fulfill({ response });
    });
    await open(`${based.baseUrl}/api/_docs`);
    await page.unroute('**/*');
    await page.setExtraHTTPHeaders({});
    await open(`${based.baseUrl}/api/_docs/`);
    assert.ok((await page.locator('.opblock').count()) > 20);
    await based.stop();
    assert.deepEqual(browser.faults, []);
  });
});
