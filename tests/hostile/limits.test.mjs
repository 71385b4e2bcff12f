// limits.test.mjs - a process that may open few files.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { startServer, writeSite } from '../http/server.mjs';
import { getJson, until } from '../http/support.mjs';

const MAX_FILES = 64;
const SILENT = 2 * MAX_FILES;

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
    await until(() => count() > MAX_FILES / 2);
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
