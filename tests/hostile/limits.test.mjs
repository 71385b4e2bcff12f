// limits.test.mjs - a process that may open few files, or has little memory.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { startServer, writeSite } from '../http/server.mjs';
import { ask, binary, getJson, until } from '../http/support.mjs';

const MAX_FILES = 64;
const SILENT = 2 * MAX_FILES;
const SPACE = 400e6; // bytes of addresses
const POSTS = 400;
const LARGE_QUERIES = 60;

// A sanitizer needs terabytes of addresses.
const isSanitized = readFileSync(binary).includes('__asan_init');

test('silent clients leave descriptors for the files', async () => {
  const site = await writeSite({ 'content/posts/a.md': 'First.\n' });
  const wrapper = ['prlimit', `--nofile=${MAX_FILES}`, '--'];
  const server = await startServer(site.dir, { wrapper });
  const count = () => readdirSync(`/proc/${server.pid}/fd`).length;
  const sockets = [];
  try {
    for (let i = 0; i < SILENT; i++) {
      const socket = net.connect({ host: server.host, port: server.port });
      socket.on('error', () => {});
      await once(socket, 'connect');
      sockets.push(socket);
    }
    await until(() => count() > MAX_FILES / 3);
    assert.ok(count() < MAX_FILES - 8, `${count()} open`);
    const file = path.join(site.dir, 'content/posts/a.md');
    writeFileSync(file, '---\ntitle: Second\n---\nSecond.\n');
    await until(() => /reload: 1 changed/.test(server.output.stderr));
    assert.ok(count() < MAX_FILES - 8, `${count()} open`);
    assert.match(server.output.stderr, /at most 64 files may be open/);
    assert.doesNotMatch(server.output.stderr, /Too many open files/);
    for (const socket of sockets) socket.destroy();
    const { data } = await getJson(server, '/posts/a');
    assert.equal(data.title, 'Second');
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.stop();
    await site.remove();
  }
});

test('large answers fit a small address space, or are a 503', {
  skip: isSanitized,
}, async () => {
  const files = {};
  for (let i = 0; i < POSTS; i++)
    files[`content/posts/p${i}.md`] = `Text ${i}.\n`.repeat(700);
  const site = await writeSite(files);
  const wrapper = ['prlimit', `--as=${SPACE}`, '--'];
  const server = await startServer(site.dir, { wrapper });
  const query = '/posts?limit=1000&include=html,markdown,text';
  try {
    const answers = await Promise.all(
      Array.from({ length: LARGE_QUERIES }, (_, i) =>
        ask(server, `${query}&slug:contains=${i % 10}`),
      ),
    );
    for (const { status } of answers) assert.ok([200, 503].includes(status));
    assert.ok(answers.some(({ status }) => status === 200));
    const { data } = await getJson(server, '/posts/p1');
    assert.equal(data.slug, 'p1');
  } finally {
    const { code } = await server.stop();
    await site.remove();
    assert.equal(code, 0);
  }
});

test('a start without memory for its threads says so', {
  skip: isSanitized,
}, async () => {
  const site = await writeSite({ 'content/posts/a.md': 'First.\n' });
  let refused = 0;
  try {
    for (const space of [80e6, 110e6]) {
      const wrapper = ['prlimit', `--as=${space}`, '--'];
      try {
        await (await startServer(site.dir, { wrapper })).stop();
      } catch (error) {
        refused++;
        assert.match(error.message, /thread|memory/);
        assert.doesNotMatch(error.message, /LD_PRELOAD/);
      }
    }
  } finally {
    await site.remove();
  }
  assert.ok(refused > 0);
});
