// waiting.test.mjs - connections that have no worker, on a server that has one.
//
// Whatever other clients do or leave undone, an honest one is answered. What
// many of them do to the times of answers, script/chaos measures.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, Peer } from './peer.mjs';
import { startServer, writeSite } from './server.mjs';
import { until } from './support.mjs';

const get = (target, ...fields) =>
  [`GET ${target} HTTP/1.1`, 'Host: x', ...fields, '', ''].join('\r\n');

let site;
let server;

before(async () => {
  site = await writeSite({
    'content/posts/first.md': '---\ntitle: First\n---\n\nText.\n',
  });
  server = await startServer(site.dir, { options: ['--workers', '1'] });
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

async function assertServes() {
  const { peer, answer } = await ask(server, 'GET /posts HTTP/1.1');
  assert.equal(answer.status, 200);
  peer.end();
}

const beginnings = {
  'has said nothing': '',
  'has sent half a request line': 'GET /po',
  'has sent half a head': 'GET /posts HTTP/1.1\r\nHost: x\r\n',
  'waits for the next request': get('/_live'),
  'has sent half of the next head': `${get('/_live')}GET /posts`,
  'is sending a body': `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na`,
};
for (const [what, sent] of Object.entries(beginnings))
  test(`a client that ${what} keeps no other from the only worker`, async () => {
    const peers = [];
    for (let i = 0; i < 20; i++) peers.push(await Peer.connect(server));
    for (const peer of peers) peer.send(sent);
    const isAnswered = sent.includes('\r\n\r\n');
    if (isAnswered) for (const peer of peers) await peer.read();
    await assertServes();
    for (const peer of peers) peer.end();
  });

test('connections are kept, though there are more of them than workers', async () => {
  const peers = [];
  for (let i = 0; i < 20; i++) peers.push(await Peer.connect(server));
  for (let round = 0; round < 5; round++) {
    for (const peer of peers) peer.send(get('/posts'));
    for (const peer of peers) {
      const answer = await peer.read();
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.connection, 'keep-alive');
    }
  }
  for (const peer of peers) peer.end();
});

test('each client gets its own answers, in its own order', async () => {
  const client = async (_, i) => {
    const peer = await Peer.connect(server);
    for (let n = 0; n < 20; n++) {
      const names = [0, 1, 2].map((k) => `/none-${i}-${n}-${k}`);
      // All at once: what one worker has read too much of belongs to nobody else.
      peer.send(names.map((name) => get(name)).join(''));
      for (const name of names) {
        const answer = await peer.read();
        assert.equal(answer?.status, 404);
        assert.equal(JSON.parse(answer.body).instance, name);
      }
    }
    peer.end();
  };
  await Promise.all(Array.from({ length: 12 }, client));
});

test('a client with many connections keeps no other waiting', async () => {
  const files = {};
  for (let i = 0; i < 40; i++)
    files[`content/posts/p${i}.md`] = `${'lorem ipsum '.repeat(2000)}\n`;
  const long = await writeSite(files);
  const busy = await startServer(long.dir, { options: ['--workers', '1'] });
  const from = (localAddress) => Peer.connect({ ...busy, localAddress });
  let answered = 0;
  const greedy = [];
  for (let i = 0; i < 60; i++) greedy.push(await from('127.0.0.2'));
  for (const [i, peer] of greedy.entries())
    peer.send(get(`/posts?text:contains=none-${i}`));
  const all = greedy.map(async (peer) => {
    assert.equal((await peer.read()).status, 200);
    answered++;
  });
  const peer = await from('127.0.0.3');
  await until(() => answered > 0, { pollMs: 1 });
  peer.send(get('/posts?limit=1'));
  const before = answered;
  assert.equal((await peer.read()).status, 200);
  const ahead = answered - before;
  await Promise.all(all);
  for (const one of [peer, ...greedy]) one.end();
  await busy.stop();
  await long.remove();
  assert.ok(ahead < 30, `${ahead} others were answered first`);
});

test('a head is read though it comes in pieces while others are served', async () => {
  const slow = await Peer.connect(server);
  for (const piece of ['GET /posts HT', 'TP/1.1\r\nHost', ': x\r\n\r', '\n']) {
    slow.send(piece);
    await assertServes();
  }
  assert.equal((await slow.read()).status, 200);
  slow.end();
});

test('a client that ends its half early is answered', async () => {
  const peer = await Peer.connect(server);
  peer.finish(get('/posts'));
  assert.equal((await peer.read()).status, 200);
  assert.equal(await peer.readToEnd(), '');

  const half = await Peer.connect(server);
  half.finish('GET /posts HT');
  assert.equal((await half.read()).status, 400);
  assert.equal(await half.readToEnd(), '');
});

test('the log names each client by its own address', async () => {
  const several = await startServer(site.dir, {
    options: ['--workers', '1', '--access-log', 'text'],
  });
  const from = async (localAddress) => {
    const peer = await Peer.connect({ ...several, localAddress });
    peer.send(get(`/from-${localAddress}`));
    assert.equal((await peer.read()).status, 404);
    return peer;
  };
  const addresses = Array.from({ length: 8 }, (_, i) => `127.0.0.${i + 2}`);
  const peers = await Promise.all(addresses.map(from));
  for (const peer of peers) peer.end();
  const { stderr } = await several.stop();
  for (const address of addresses)
    assert.ok(stderr.includes(` ${address} GET /from-${address} `), stderr);
});

test('whoever finds no worker is refused in time, and asked for later', async () => {
  // Large answers that are not read take the only worker.
  const files = {};
  for (let i = 0; i < 4; i++)
    files[`content/posts/p${i}.md`] = `${'lorem ipsum '.repeat(80_000)}\n`;
  const large = await writeSite(files);
  const busy = await startServer(large.dir, {
    options: [
      ...['--workers', '1', '--admin-listen', '127.0.0.1:0'],
      ...['--access-log', 'text'],
    ],
  });
  const reader = await Peer.connect(busy);
  reader.pause();
  reader.send(get('/posts?include=html,markdown,text'));
  try {
    let refused;
    await until(async () => {
      const { peer, answer } = await ask(busy, 'GET /posts?limit=1 HTTP/1.1');
      peer.end();
      refused = answer;
      return answer?.status === 503;
    });
    assert.equal(refused.headers['retry-after'], '1');
    assert.equal(refused.headers.connection, 'close');
    assert.equal(refused.headers['cache-control'], 'no-store');
    assert.match(refused.headers['content-type'], /^application\/problem\+json/);
    assert.equal(JSON.parse(refused.body).status, 503);
    // Neither operators nor logs miss it.
    const url = `http://${busy.addresses[1]}/_metrics`;
    const metrics = await (await fetch(url)).text();
    assert.match(metrics, /^http_server_.*_count\{.*status_code="503".*\} [1-9]/m);
    assert.match(busy.output.stderr, /Z 127\.0\.0\.1 - - 503 [1-9]\d+ 2000/);
  } finally {
    reader.end();
    await busy.stop();
    await large.remove();
  }
});
