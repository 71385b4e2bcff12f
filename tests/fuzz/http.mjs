// http.mjs SECONDS SEED - heads and bodies that no client would send, to the
// real server; see script/fuzz-http.
//
// After whatever it was sent, the server must still be there, answer an honest
// client, have answered only what is an answer, and never have shown a draft.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { startServer, writeSite } from '../http/server.mjs';
import { ask } from '../http/support.mjs';
import { begin, make, send } from './requests.mjs';

const [seconds, seed] = process.argv.slice(2).map(Number);
const atOnce = 16;
const secret = 'NOT-PUBLISHED';

function check(answer) {
  assert.ok(!answer.includes(secret), 'a draft was shown');
  if (answer === '') return 'nothing';
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
  assert.ok(status !== undefined, `no answer: ${answer.slice(0, 80)}`);
  assert.ok(
    Number(status) < 500 || ['501', '503', '505'].includes(status),
    `status ${status}`,
  );
  return status;
}

begin(seed);
const site = await writeSite({
  'posts/a.md': `---\ndate: 2024-01-01\n---\n## B\n\ntext\n`,
  'posts/b.md': `---\ntitle: ${secret}\ndraft: true\n---\n${secret}\n`,
});
const server = await startServer(site.dir, { options: ['--workers', '64'] });
const counts = new Map();
const until = Date.now() + seconds * 1000;
let batch = [];
try {
  while (Date.now() < until) {
    batch = Array.from({ length: atOnce }, make);
    const answers = await Promise.all(
      batch.map((bytes) => send(server.port, bytes)),
    );
    for (const answer of answers) {
      const status = check(answer);
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    assert.equal((await ask(server, '/posts/a')).status, 200);
  }
  const { code, stderr } = await server.stop();
  assert.equal(code, 0, stderr);
  assert.ok(!/Sanitizer|runtime error/.test(stderr), stderr);
} catch (error) {
  const file = `build/fuzz-http-${seed}.json`;
  writeFileSync(file, JSON.stringify(batch.map((b) => b.toString('base64'))));
  console.error(`seed ${seed}; the last requests are in ${file}\n`, error);
  process.exitCode = 1;
} finally {
  await site.remove();
}
const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
const rows = [...counts].sort().map(([status, count]) => `${status}: ${count}`);
console.log(`fuzz-http: ${total} requests, seed ${seed}; ${rows.join(', ')}`);
process.exit();
