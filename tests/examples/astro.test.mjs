// astro.test.mjs - Astro builds its example from a server, and from what has
// changed since.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { build, inExample, serveCopy, unescapeHtml } from './site.mjs';

describe('examples/astro', () => {
  let site;
  before(async () => {
    site = await serveCopy();
    for (const made of ['dist', '.astro', 'node_modules/.astro'])
      await rm(inExample('astro', made), { recursive: true, force: true });
  });
  after(() => site?.end());

  const make = async () => {
    const log = await build('astro', ['astro', 'build'], {
      HEADMATTER_API: site.api,
    });
    return /\[headmatter\] posts: (.*)/.exec(log)[1];
  };
  const file = (slug) => inExample('astro/dist/posts', slug, 'index.html');
  const page = (slug) => readFile(file(slug), 'utf8');

  test('makes a page of each post, with its HTML and its headings', async () => {
    const posts = await site.posts();
    assert.equal(
      await make(),
      `${posts.length} fetched, 0 gone, ${posts.length} in all`,
    );
    for (const { slug, title, html, toc } of posts) {
      const text = await page(slug);
      assert.ok(text.includes(`<article>${html}</article>`), slug);
      assert.equal(
        unescapeHtml(/<h1>([^]*?)<\/h1>/.exec(text)[1]),
        title,
        slug,
      );
      for (const { id } of toc) assert.ok(text.includes(`href="#${id}"`), slug);
    }
    const list = await readFile(inExample('astro/dist/index.html'), 'utf8');
    const links = [...list.matchAll(/href="\/posts\/(.*?)\/"/g)];
    assert.deepEqual(
      links.map(([, slug]) => slug),
      posts.map(({ slug }) => slug),
    );
  });

  test('fetches nothing where nothing has changed', async () => {
    assert.equal(await make(), 'nothing has changed');
    assert.ok(existsSync(file('first-request')));
  });

  test('fetches what was edited, and drops what is gone', async () => {
    const before = await site.revs();
    await site.rename('first-request', 'Renamed for Astro');
    await site.remove('drafts');
    const now = await site.revs();
    const changed = [...now].filter(([slug, rev]) => before.get(slug) !== rev);
    assert.ok(changed.length < now.size / 2, 'most are as they were');
    assert.equal(
      await make(),
      `${changed.length} fetched, 1 gone, ${now.size} in all`,
    );
    assert.match(await page('first-request'), /<h1>Renamed for Astro<\/h1>/);
    assert.equal(existsSync(file('drafts')), false);
    const list = await readFile(inExample('astro/dist/index.html'), 'utf8');
    assert.match(list, /Renamed for Astro/);
  });
});
