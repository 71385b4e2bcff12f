// sveltekit.test.mjs - SvelteKit builds its example, and a browser reads it.
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { skip, startBrowser } from '../http/browser.mjs';
import { until } from '../http/support.mjs';
import {
  build,
  freePort,
  inExample,
  serveCopy,
  start,
  unescapeHtml,
} from './site.mjs';

describe('examples/sveltekit', () => {
  let site;
  before(async () => {
    site = await serveCopy();
    await rm(inExample('sveltekit/build'), { recursive: true, force: true });
    await build('sveltekit', ['vite', 'build'], { HEADMATTER_API: site.api });
  });
  after(() => site?.end());

  const page = (name) =>
    readFile(inExample('sveltekit/build', name, 'index.html'), 'utf8');

  test('makes a page of each post', async () => {
    for (const { slug, title } of await site.posts()) {
      const text = await page(`blog/${slug}`);
      const { html } = await site.item(slug);
      assert.equal(unescapeHtml(/<h1>([^]*?)<\/h1>/.exec(text)[1]), title);
      assert.ok(text.includes(html), slug);
    }
  });

  test('goes from the list to a post in a browser', { skip }, async () => {
    const posts = await site.posts();
    const port = await freePort();
    const words = ['--host', '127.0.0.1', '--port', `${port}`, '--strictPort'];
    const preview = start('sveltekit', ['vite', 'preview', ...words], {});
    const browser = await startBrowser();
    try {
      await until(async () => /127\.0\.0\.1/.test(preview.output()));
      await browser.page.goto(`http://127.0.0.1:${port}/`);
      const shown = await browser.page.locator('li a').allTextContents();
      assert.deepEqual(
        shown,
        posts.map(({ title }) => title),
      );
      await browser.page.click('li a >> nth=0');
      await browser.page.waitForSelector('article');
      assert.equal(await browser.page.textContent('h1'), posts[0].title);
      assert.deepEqual(browser.faults, []);
    } finally {
      await browser.close();
      await preview.stop();
    }
  });
});
