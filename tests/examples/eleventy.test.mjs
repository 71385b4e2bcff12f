// eleventy.test.mjs - Eleventy builds its example.
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { build, inExample, serveCopy, unescapeHtml } from './site.mjs';

describe('examples/eleventy', () => {
  let site;
  before(async () => {
    site = await serveCopy();
    await rm(inExample('eleventy/_site'), { recursive: true, force: true });
    await build('eleventy', ['eleventy'], { HEADMATTER_API: site.api });
  });
  after(() => site?.end());

  const page = (url) =>
    readFile(inExample('eleventy/_site', url, 'index.html'), 'utf8');

  test('makes a page of each post at its url', async () => {
    for (const { url, title, html } of await site.posts()) {
      const text = await page(url);
      assert.equal(unescapeHtml(/<h1>([^]*?)<\/h1>/.exec(text)[1]), title);
      assert.equal(unescapeHtml(/<title>([^]*?)<\/title>/.exec(text)[1]), title);
      assert.ok(text.includes(html.trim()), url);
    }
  });

  test('lists them, newest first', async () => {
    const links = [...(await page('')).matchAll(/<a href="(.*?)\/">([^]*?)</g)];
    assert.deepEqual(
      links.map(([, url, title]) => [url, unescapeHtml(title)]),
      (await site.posts()).map(({ url, title }) => [url, title]),
    );
  });
});
