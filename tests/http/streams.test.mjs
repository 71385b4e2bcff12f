// streams.test.mjs - lists as .ndjson, from the real binary: whole, in chunks,
// and at the pace of whoever reads them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem, run } from './support.mjs';

const documents = 10000;
const filler = 'x'.repeat(1500);

let site;
let server;

before(async () => {
  const files = {};
  for (let i = 0; i < documents; i += 1) {
    const tag = i % 100 === 0 ? 'rare' : 'common';
    files[`posts/p${i}.md`] =
      `---\ntitle: P${i}\ntags: [${tag}]\nauthor: Ana\nfiller: ${filler}\n---\n`;
  }
  site = await writeSite(files);
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

function parseLines(body) {
  assert.ok(body === '' || body.endsWith('\n'));
  return body
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** Sends `text` and calls `onData` for what comes; resolves at the end. */
function talk(text, onData, { half = true } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, server.host);
    socket.on('error', reject);
    socket.on('close', resolve);
    socket.on('data', (chunk) => onData(chunk, socket));
    socket.write(text);
    if (half) socket.on('end', () => socket.end());
  });
}

/** Resident memory of the server, in bytes. */
async function residentBytes() {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1024;
}

test('ten thousand documents arrive whole, in chunks', async () => {
  const answer = await ask(server, '/posts.ndjson');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-type'], 'application/x-ndjson');
  assert.equal(answer.headers['transfer-encoding'], 'chunked');
  assert.equal(answer.headers['content-length'], undefined);
  assert.equal(answer.headers['x-total-count'], String(documents));
  const lines = parseLines(answer.body);
  assert.equal(lines.length, documents);
  assert.equal(new Set(lines.map((line) => line.slug)).size, documents);
  const page = await getJson(server, '/posts?limit=1000');
  assert.deepEqual(lines.slice(0, 1000), page.data);
});

test('filters, order and fields hold', async () => {
  const target = '/tags/rare/posts.ndjson?sort=-title&fields=slug,author.name';
  const lines = parseLines((await ask(server, target)).body);
  assert.equal(lines.length, documents / 100);
  assert.deepEqual(lines[0], { slug: 'p9900', author: { name: 'Ana' } });
  assert.deepEqual(lines.at(-1), { slug: 'p0', author: { name: 'Ana' } });
});

test('a second request gets a 304', async () => {
  const { headers } = await ask(server, '/posts.ndjson?limit=3');
  const again = await ask(server, '/posts.ndjson?limit=3', {
    headers: { 'If-None-Match': headers.etag },
  });
  assert.equal(again.status, 304);
  assert.equal(again.body, '');
  assert.equal(again.headers['transfer-encoding'], undefined);
});

test('HEAD has the head and no body', async () => {
  const head = await ask(server, '/posts.ndjson', { method: 'HEAD' });
  const get = await ask(server, '/posts.ndjson');
  assert.equal(head.status, 200);
  assert.equal(head.body, '');
  assert.equal(head.headers.etag, get.headers.etag);
});

test('the connection is kept for the next request', async () => {
  let text = '';
  const request = (last) =>
    `GET /posts.ndjson?limit=2&fields=slug HTTP/1.1\r\nHost: x\r\n` +
    `Connection: ${last ? 'close' : 'keep-alive'}\r\n\r\n`;
  await talk(request(false) + request(true), (chunk) => {
    text += chunk;
  });
  assert.equal(text.match(/HTTP\/1\.1 200 OK/g).length, 2);
  assert.equal(text.match(/\r\n0+\r\n\r\n/g).length, 2);
});

test('HTTP/1.0 gets it bare, until the connection closes', async () => {
  let text = '';
  await talk(
    'GET /posts.ndjson?fields=slug HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
    (chunk) => {
      text += chunk;
    },
  );
  const [head, body] = text.split('\r\n\r\n');
  assert.doesNotMatch(head, /transfer-encoding/i);
  assert.match(head, /connection: close/i);
  assert.equal(parseLines(body).length, documents);
});

test('a slow reader does not grow memory', async () => {
  await ask(server, '/posts.ndjson'); // what it takes once, it has taken
  const before = await residentBytes();
  const sockets = [];
  const started = Array.from({ length: 20 }, () => {
    const socket = net.connect(server.port, server.host);
    sockets.push(socket);
    socket.write('GET /posts.ndjson HTTP/1.1\r\nHost: x\r\n\r\n');
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.once('data', () => {
        socket.pause(); // the rest of 20 MB stays where it is
        resolve();
      });
    });
  });
  await Promise.all(started);
  await getJson(server, '/_live');
  const grown = (await residentBytes()) - before;
  for (const socket of sockets) socket.destroy();
  // Twenty answers are 400 MB; twenty batches are 3, and with what sanitizers
  // keep of each byte no more than ten times that.
  assert.ok(grown < 100e6, `grew by ${grown} bytes`);
});

test('a client that goes away in the middle is survived', async () => {
  for (let i = 0; i < 20; i += 1) {
    await talk(
      'GET /posts.ndjson HTTP/1.1\r\nHost: x\r\n\r\n',
      (chunk, socket) => socket.destroy(),
      { half: false },
    );
  }
  const answer = await ask(server, '/posts.ndjson?fields=slug');
  assert.equal(parseLines(answer.body).length, documents);
});

test('what only pages have is a 400', async () => {
  for (const query of ['page=1', 'cursor=x', 'pretty', 'facets=tags'])
    await getProblem(server, `/posts.ndjson?${query}`, 400);
});

test('get prints the same', async () => {
  const { stdout, code } = await run([
    'get',
    '/posts.ndjson?fields=slug&tags=rare',
    site.dir,
  ]);
  assert.equal(code, 0);
  assert.equal(parseLines(stdout).length, documents / 100);
  const none = await run(['get', '/data.ndjson', site.dir]);
  assert.deepEqual([none.code, none.stdout, none.stderr], [0, '', '']);
});
