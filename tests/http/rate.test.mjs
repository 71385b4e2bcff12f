// rate.test.mjs - the requests that a client may make, where they are limited.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask } from './support.mjs';

let site;
let server;

let tokens;

before(async () => {
  tokens = await writeTokens('build');
  site = await writeSite({ 'content/posts/first.md': '# First\n' });
  server = await startServer(site.dir, {
    options: [
      ...['--rate-limit-requests', '3', '--rate-limit-seconds', '3600'],
      ...['--trusted-proxies', '127.0.0.1', '--tokens', tokens.file],
    ],
  });
});

after(async () => {
  await server?.stop();
  await site?.remove();
  await tokens?.remove();
});

const from = (client, target = '/posts', headers = {}) =>
  ask(server, target, { headers: { 'x-forwarded-for': client, ...headers } });

test('a client is told what is left of its quota, and when it has none', async () => {
  for (const left of [2, 1, 0]) {
    const { status, headers } = await from('192.0.2.1');
    assert.equal(status, 200);
    assert.equal(headers['ratelimit-policy'], '"default";q=3;w=3600');
    assert.match(headers.ratelimit, new RegExp(`^"default";r=${left};t=\\d+$`));
    assert.match(headers['access-control-expose-headers'], /RateLimit-Policy/);
    assert.equal('retry-after' in headers, false);
  }
  const { status, headers, body } = await from('192.0.2.1');
  assert.equal(status, 429);
  assert.match(headers['content-type'], /^application\/problem\+json/);
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(JSON.parse(body).type, '/_problems/too-many-requests');
  const seconds = Number(headers['retry-after']);
  assert.ok(seconds > 1000 && seconds <= 1200, headers['retry-after']);
});

test('a 304 and a refusal count and tell, too', async () => {
  const { headers } = await from('192.0.2.2');
  const again = await ask(server, '/posts', {
    headers: {
      'x-forwarded-for': '192.0.2.2',
      'if-none-match': headers.etag,
    },
  });
  assert.equal(again.status, 304);
  assert.match(again.headers.ratelimit, /r=1;/);
  const missing = await from('192.0.2.2', '/none');
  assert.equal(missing.status, 404);
  assert.match(missing.headers.ratelimit, /r=0;/);
});

test('whether the server lives can be asked without end', async () => {
  for (let i = 0; i < 5; i++) {
    const { status, headers } = await from('192.0.2.3', '/_live');
    assert.equal(status, 200);
    assert.equal('ratelimit' in headers, false);
  }
});

test('what a client says of itself gives it no other quota', async () => {
  const statuses = [];
  for (let i = 0; i < 4; i++)
    statuses.push((await from(`203.0.113.${i}, 192.0.2.4`)).status);
  assert.deepEqual(statuses, [200, 200, 200, 429]);
});

test('who holds a token has a quota, wherever it asks from', async () => {
  const bearer = { Authorization: `Bearer ${tokens.token}` };
  const statuses = [];
  for (let i = 0; i < 4; i++)
    statuses.push((await from(`198.51.100.${i}`, '/posts', bearer)).status);
  assert.deepEqual(statuses, [200, 200, 200, 429]);
  const { body } = await from('198.51.100.1', '/posts', bearer);
  assert.match(JSON.parse(body).detail, /with this token/);
  // The neighbours are asked for nothing.
  const { headers } = await from('198.51.100.1');
  assert.match(headers.ratelimit, /r=2;/);
});

test('an unknown token gives no other quota', async () => {
  const statuses = [];
  for (let i = 0; i < 4; i++) {
    const headers = { Authorization: `Bearer ${tokens.token}${i}` };
    statuses.push((await from('203.0.113.9', '/posts', headers)).status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 429]);
});
