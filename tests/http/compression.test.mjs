// compression.test.mjs - answers in the codings that clients ask for. Node's
// zlib, which knows nothing of ours, takes them apart.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { page } from './contract-site.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask } from './support.mjs';

const codings = {
  gzip: { suffix: '.gz', decode: gunzipSync },
  br: { suffix: '.br', decode: brotliDecompressSync },
};
const long = 'Some words that are said over and over again. '.repeat(80);

const files = {
  'content/posts/short.md': page(['title: Short', 'date: 2024-01-01']),
  'content/posts/draft.md': page(['title: Draft', 'draft: true'], long),
};
for (let i = 0; i < 30; i++)
  files[`content/posts/p${i}.md`] = page([`title: P${i}`], `${long}${i}`);

let site;
let tokens;
let server;

before(async () => {
  site = await writeSite(files);
  tokens = await writeTokens('lead');
  server = await startServer(site.dir, {
    options: ['--tokens', tokens.file, '--public-url', 'https://example.org'],
  });
});

after(async () => {
  await server?.stop();
  await site?.remove();
  await tokens?.remove();
});

const get = (target, headers = {}, method = 'GET') =>
  ask(server, target, { headers, method });
const accept = (value) => ({ 'Accept-Encoding': value });

describe('a body', () => {
  for (const target of [
    '/posts',
    '/posts?limit=3&pretty=true&include=html',
    '/posts/p1',
    '/posts/p1.md',
    '/posts/p1.html',
    '/posts/p1.txt',
    '/posts.ndjson?include=html,text',
    '/posts.csv?include=html,text',
    '/posts.rss',
    '/posts.atom',
    '/posts.jsonfeed',
    '/openapi.yaml',
    '/_explore',
  ]) {
    for (const [name, { suffix, decode }] of Object.entries(codings))
      test(`of ${target} in ${name} is that without a coding`, async () => {
        const plain = await get(target);
        const coded = await get(target, accept(name));
        assert.equal(coded.status, 200);
        assert.equal(coded.headers['content-encoding'], name);
        assert.equal(plain.headers['content-encoding'], undefined);
        assert.equal(coded.headers.vary, 'Accept-Encoding');
        assert.equal(plain.headers.vary, 'Accept-Encoding');
        assert.equal(
          coded.headers.etag,
          plain.headers.etag.replace(/"$/, `${suffix}"`),
        );
        assert.ok(coded.bytes.length < plain.bytes.length);
        assert.deepEqual(decode(coded.bytes), plain.bytes);
        const length = coded.headers['content-length'];
        if (length !== undefined)
          assert.equal(Number(length), coded.bytes.length);
      });
  }

  test('is as long as HEAD says', async () => {
    const whole = await get('/posts', accept('br'));
    const head = await get('/posts', accept('br'), 'HEAD');
    const stable = ({ headers }) => ({ ...headers, date: null });
    assert.deepEqual(stable(head), stable(whole));
    assert.equal(head.bytes.length, 0);
  });

  test('that is short, an error or private stays as it is', async () => {
    const bearer = { Authorization: `Bearer ${tokens.token}` };
    for (const [target, status, headers] of [
      ['/posts?fields=slug&limit=2', 200, {}],
      ['/_live', 200, {}],
      ['/posts/none', 404, {}],
      ['/posts?status=published,draft', 200, bearer],
    ]) {
      const answer = await get(target, { ...accept('br, gzip'), ...headers });
      assert.equal(answer.status, status, target);
      assert.equal(answer.headers['content-encoding'], undefined, target);
    }
  });

  test('is not coded where that is switched off', async () => {
    const options = ['--compression', 'off'];
    const other = await startServer(site.dir, { options });
    try {
      const headers = accept('br, gzip');
      const answer = await ask(other, '/posts', { headers });
      assert.equal(answer.headers['content-encoding'], undefined);
      assert.equal(answer.headers.vary, undefined);
      assert.equal(answer.json().data.length, 20);
    } finally {
      await other.stop();
    }
  });
});

describe('If-None-Match', () => {
  // The tag of another coding is not that of what would be sent now: a cache
  // that is told otherwise would pair the one's head with the other's body.
  for (const [known, accepts, status] of [
    ['', '', 304],
    ['', 'gzip', 200],
    ['.gz', 'gzip', 304],
    ['.gz', 'br', 200],
    ['.gz', '', 200],
    ['.br', 'br, gzip', 304],
    ['.br', 'gzip', 200],
    ['.br', '', 200],
    ['-gzip', '', 304], // a proxy has compressed what we had not
    ['-br', '', 304],
  ])
    test(`with a tag ending in '${known}' and '${accepts}'`, async () => {
      const { headers } = await get('/posts');
      const tag = headers.etag.replace(/"$/, `${known}"`);
      for (const value of [tag, `W/${tag}`, `"x", ${tag}`]) {
        const answer = await get('/posts', {
          ...accept(accepts),
          'If-None-Match': value,
        });
        assert.equal(answer.status, status);
        assert.equal(answer.headers.vary, 'Accept-Encoding');
        if (status !== 304) continue;
        assert.equal(answer.headers['content-encoding'], undefined);
        if (!known.startsWith('-')) assert.equal(answer.headers.etag, tag);
      }
    });

  test('and If-Match: any coding of what is there will do', async () => {
    const { headers } = await get('/posts', accept('br'));
    const condition = { 'If-Match': headers.etag };
    assert.equal((await get('/posts', condition)).status, 200);
    const changed = { 'If-Match': headers.etag.replace('"', '"0') };
    assert.equal((await get('/posts', changed)).status, 412);
  });
});
