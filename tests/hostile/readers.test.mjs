// readers.test.mjs - clients that ask for much and read nothing of it.
//
// What they ask for is larger than the buffers of the kernel, so each of them
// keeps a worker and its answer until the server gives up on it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { startServer, writeSite } from '../http/server.mjs';
import { ask, getJson, until } from '../http/support.mjs';
import { peakMemory } from './hostile.mjs';

const WORKERS = 16;
const READERS = 4 * WORKERS;
const MAX_HELD = WORKERS / 2;
const DOCUMENTS = 10;
const large = '/posts?include=html,markdown,text';
const MB = 1024 * 1024;
// Of the answers 64 MB, and twice an answer for each that is being made.
const MAX_MB = 64 + 64 + 4 * 2 * 20;

const text = `${'lorem ipsum dolor '.repeat(36_000)}\n`; // 650 kB

async function connect({ host, port }) {
  const socket = net.connect({ host, port });
  socket.on('error', () => {});
  socket.pause();
  await once(socket, 'connect');
  socket.write(`GET ${large} HTTP/1.1\r\nHost: x\r\n\r\n`);
  return socket;
}

test('clients that do not read keep nobody else from being answered', async () => {
  const files = {};
  for (let i = 0; i < DOCUMENTS; i++) files[`content/posts/p${i}.md`] = text;
  const site = await writeSite(files);
  const options = ['--workers', String(WORKERS), '--access-log', 'text'];
  options.push('--answer-memory', String(64 * MB));
  const server = await startServer(site.dir, { options });
  const finished = () => [
    ...server.output.stderr.matchAll(/include=html\S* (\d+) (\d+)/g),
  ];
  const sockets = [];
  try {
    const whole = (await ask(server, large)).body.length;
    assert.ok(whole > 15 * MB && whole < 20 * MB, `${whole} bytes`);

    for (let i = 0; i < READERS; i++) sockets.push(await connect(server));
    const isFull = () => finished().some(([, status]) => status === '503');
    await until(isFull);
    assert.equal((await ask(server, '/_live')).status, 200);
    assert.equal((await getJson(server, '/posts?limit=2')).data.length, 2);
    const refused = await ask(server, large);
    assert.equal(refused.status, 503);
    assert.equal(refused.headers['retry-after'], '1');
    assert.equal(refused.headers['cache-control'], 'no-store');
    assert.equal(refused.headers['content-type'], 'application/problem+json');

    // The slowest first, until there is room; the others a little later.
    await until(() => finished().length >= READERS + 2);
    const cut = finished().filter(
      ([, status, sent]) => status === '200' && Number(sent) < whole,
    );
    assert.ok(cut.length > 0 && cut.length <= MAX_HELD, `${cut.length} held`);
    assert.equal((await ask(server, large)).body.length, whole);

    const { mb, factor } = await peakMemory(server.pid);
    assert.ok(mb <= MAX_MB * factor, `${mb} MB`);
  } finally {
    for (const socket of sockets) socket.destroy();
    const { code } = await server.stop();
    assert.equal(code, 0);
    await site.remove();
  }
});

test('a stop does not wait for a client that does not read', async () => {
  const files = {};
  for (let i = 0; i < DOCUMENTS; i++) files[`content/posts/p${i}.md`] = text;
  const site = await writeSite(files);
  const server = await startServer(site.dir);
  const sockets = [];
  try {
    assert.equal((await ask(server, '/_live')).status, 200);
    for (let i = 0; i < 3; i++) sockets.push(await connect(server));
    await ask(server, large);
    const { code } = await server.stop();
    assert.equal(code, 0);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.signal('SIGKILL');
    await site.remove();
  }
});
