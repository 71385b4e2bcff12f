// cache.test.mjs - an answer that is given again is the answer that would be
// made: two servers serve one folder, one of them without a cache, and each
// request is sent to both, to the one with a cache twice.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { page } from './contract-site.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, until } from './support.mjs';

const long = 'Some words that are said over and over again. '.repeat(80);
const files = {
  'content/posts/short.md': page(['title: Short', 'date: 2024-01-01']),
  'content/posts/draft.md': page(['title: Draft', 'draft: true'], long),
};
for (let i = 0; i < 30; i++)
  files[`content/posts/p${i}.md`] = page(
    [`title: P${i}`, `tags: [t${i % 3}]`, 'authors: [Ana]'],
    `## Part\n\n${long}${i}`,
  );

const proxy = '127.0.0.2';
let site;
let tokens;
let cached;
let plain;

before(async () => {
  site = await writeSite(files);
  tokens = await writeTokens('lead');
  const start = (...more) =>
    startServer(site.dir, {
      options: [
        ...['--tokens', tokens.file, '--cors-origins', 'https://a.example'],
        ...['--base-path', '/api', '--trusted-proxies', proxy, ...more],
        ...['--public-url', 'https://example.org'],
      ],
    });
  cached = await start();
  plain = await start('--cache-bytes', '0');
});

after(async () => {
  await cached?.stop();
  await plain?.stop();
  await site?.remove();
  await tokens?.remove();
});

const targets = [
  '/',
  '/posts',
  '/posts?limit=1',
  '/posts?page=2&pretty',
  '/posts?limit=9&include=html,markdown,text',
  '/posts?date:lte=now',
  '/posts?sort=random',
  '/posts?envelope=false&tags=t1',
  '/posts/p1',
  '/posts/p1?section=part',
  '/posts/p1.md',
  '/posts/p1.html',
  '/posts/short',
  '/posts/draft',
  '/posts/draft?status=draft',
  '/posts?status=draft,published',
  '/posts.ndjson',
  '/posts.csv',
  '/posts.rss',
  '/posts.atom?limit=2',
  '/feed.json',
  '/posts?utm_source=x&tagz=1',
  '/authors/ana/posts',
  '/_all',
  '/_ready',
  '/_diagnostics',
  '/openapi.json',
  '/_explore',
  '/_docs',
  '/nothing',
];

const coded = { 'Accept-Encoding': 'br, gzip;q=0.5' };
const requests = () => [
  {},
  { headers: { 'Accept-Encoding': 'gzip' } },
  { headers: { 'Accept-Encoding': 'zstd' } },
  { headers: { 'Accept-Encoding': 'gzip;q=0, *' } },
  { headers: { ...coded, Origin: 'https://a.example' } },
  { headers: { Origin: 'https://b.example' } },
  { from: proxy, headers: coded },
  { from: proxy, headers: { ...coded, 'X-Forwarded-Prefix': '/api' } },
  { headers: { 'X-Forwarded-Prefix': '/api' } },
  { headers: { ...coded, Authorization: `Bearer ${tokens.token}` } },
];

const comparable = ({ status, headers, bytes }) => {
  const { date, ...others } = headers;
  assert.match(date, /GMT$/);
  return { status, headers: others, bytes };
};

async function compare(target, options) {
  const wanted = comparable(await ask(plain, target, options));
  for (let i = 0; i < 2; i++)
    assert.deepEqual(
      comparable(await ask(cached, target, options)),
      wanted,
      `${target} ${JSON.stringify(options)}`,
    );
  return wanted;
}

describe('an answer from the cache is the one that would be made', () => {
  for (const target of targets) {
    test(target, async () => {
      for (const options of requests()) {
        const { headers = {} } = options;
        const address = headers['X-Forwarded-Prefix']
          ? target
          : `/api${target}`;
        const { headers: fields } = await compare(address, options);
        await compare(address, { ...options, method: 'HEAD' });
        if (fields.etag === undefined) continue;
        for (const condition of [
          { 'If-None-Match': fields.etag },
          { 'If-None-Match': '"no", *' },
          { 'If-None-Match': 'W/"no"' },
          { 'If-Match': '"no"' },
        ])
          await compare(address, {
            ...options,
            headers: { ...headers, ...condition },
          });
      }
    });
  }
});

test('a client that has the answer gets a 304 whoever asked before', async () => {
  const { headers } = await ask(plain, '/api/posts?limit=7');
  const { status, bytes } = await ask(cached, '/api/posts?limit=7', {
    headers: { 'If-None-Match': headers.etag },
  });
  assert.equal(status, 304);
  assert.equal(bytes.length, 0);
  assert.equal((await ask(cached, '/api/posts?limit=7')).status, 200);
});

test('an edit shows at once', async () => {
  const file = path.join(site.dir, 'content/posts/short.md');
  for (const title of ['First', 'Second']) {
    await writeFile(file, page([`title: ${title}`, 'date: 2024-01-01']));
    await until(async () => {
      const { data } = (await ask(cached, '/api/posts/short')).json();
      return data.title === title;
    });
  }
});

test('a date that comes true shows in what was asked for before', async () => {
  const soon = new Date(Date.now() + 2500);
  await writeFile(
    path.join(site.dir, 'content/posts/soon.md'),
    page(['title: Soon', `date: ${soon.toISOString()}`]),
  );
  const look = async () =>
    (await ask(cached, '/api/posts?title=Soon&limit=1')).json().data.length;
  for (;;) {
    const shown = await look();
    if (Date.now() >= soon.getTime()) break;
    assert.equal(shown, 0);
    await sleep(100);
  }
  await until(async () => (await look()) === 1);
});
