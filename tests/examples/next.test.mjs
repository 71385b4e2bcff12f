// next.test.mjs - the pages of Next.js stay as they are until an edit, and then
// change.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { until } from '../http/support.mjs';
import {
  build,
  freePort,
  inExample,
  serveCopy,
  start,
  unescapeHtml,
} from './site.mjs';

describe('examples/next', () => {
  let site, next, watch, origin, env;
  before(async () => {
    site = await serveCopy();
    await rm(inExample('next/.next'), { recursive: true, force: true });
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    env = {
      HEADMATTER_API: site.api,
      REVALIDATE_SECRET: 'a secret of the test',
      SITE: origin,
      INTERVAL_MS: '100',
    };
    await build('next', ['next', 'build'], env);
    next = start(
      'next',
      ['next', 'start', '--hostname', '127.0.0.1', '--port', `${port}`],
      env,
    );
    await until(async () => /Ready/.test(next.output()));
  });
  after(async () => {
    await watch?.stop();
    await next?.stop();
    await site?.end();
  });

  const get = async (path) => {
    const response = await fetch(origin + path);
    return { status: response.status, text: await response.text() };
  };
  const titleOf = async (slug) =>
    unescapeHtml(
      /<h1>([^]*?)<\/h1>/.exec((await get(`/posts/${slug}`)).text)?.[1] ?? '',
    );

  test('serves a page of each post', async () => {
    for (const { slug, title } of await site.posts()) {
      assert.equal(await titleOf(slug), title);
      const { html } = await site.item(slug);
      assert.ok((await get(`/posts/${slug}`)).text.includes(html), slug);
    }
    assert.equal((await get('/posts/nothing')).status, 404);
  });

  test('keeps them while nobody says that they have changed', async () => {
    const before = await titleOf('drafts');
    await site.rename('drafts', 'Renamed unseen');
    assert.equal(await titleOf('drafts'), before);
    const wrong = await fetch(`${origin}/revalidate`, {
      method: 'POST',
      body: '{"tags":["posts/drafts"]}',
      headers: { Authorization: 'Bearer of no secret' },
    });
    assert.equal(wrong.status, 401);
    assert.equal(await titleOf('drafts'), before);
  });

  test('shows an edit, a new post and a gone one while it is watched', async () => {
    watch = start('next', ['node', 'watch.mjs'], env);
    await until(async () => (await titleOf('drafts')) === 'Renamed unseen');
    await site.rename('first-request', 'Renamed for Next');
    await until(
      async () => (await titleOf('first-request')) === 'Renamed for Next',
    );
    await until(async () => /Renamed for Next/.test((await get('/')).text));
    await site.add('brand-new', 'Brand new');
    await until(async () => /Brand new/.test((await get('/')).text));
    assert.equal(await titleOf('brand-new'), 'Brand new');
    await site.remove('drafts');
    await until(async () => (await get('/posts/drafts')).status === 404);
    await until(async () => !/Renamed unseen/.test((await get('/')).text));
    assert.doesNotMatch(watch.output(), /Error|failed/);
  });
});
