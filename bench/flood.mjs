// flood.mjs PORT COUNT TARGET - asks for TARGET so many times at once, and
// meanwhile, every 50 ms on a connection of its own, whether the server lives.
//
// Says what came of it; exits 1 if anything was answered but by 200 or by 503,
// or if the server was silent once.
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const [port, count, target] = process.argv.slice(2);
const everyMs = 50;

/** The status of the answer, or why there is none; and how long it took. */
function ask(path) {
  const start = performance.now();
  return new Promise((resolve) => {
    const end = (status) => resolve([status, performance.now() - start]);
    http
      .get({ host: '127.0.0.1', port, path, agent: false }, (answer) => {
        answer.resume();
        answer.on('end', () => end(answer.statusCode));
        answer.on('error', (error) => end(error.code));
      })
      .on('error', (error) => end(error.code));
  });
}

let isOver = false;
const flood = Promise.all(
  Array.from({ length: Number(count) }, () => ask(target)),
).finally(() => {
  isOver = true;
});

const start = performance.now();
let asked = 0;
let slowest = 0;
const silent = [];
while (!isOver) {
  const [status, ms] = await ask('/_live');
  asked++;
  slowest = Math.max(slowest, ms);
  if (status !== 200) silent.push(status);
  await sleep(everyMs);
}
const answers = await flood;
const statuses = new Map();
for (const [status] of answers)
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
const [isAlive] = await ask('/_live');

const told = [...statuses].map(([status, n]) => `${n} times ${status}`);
console.log(
  `  ${count} at once: ${told.join(', ')} ` +
    `in ${((performance.now() - start) / 1000).toFixed(1)} s\n` +
    `  /_live asked ${asked} times meanwhile: ${silent.length} without a 200, ` +
    `the slowest after ${Math.round(slowest)} ms`,
);
const isBad = [...statuses.keys()].some((s) => s !== 200 && s !== 503);
process.exit(isBad || silent.length > 0 || isAlive !== 200 ? 1 : 0);
