// soak.mjs MINUTES SEED - does a server stay as it is? See script/soak.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer, writeSite } from '../http/server.mjs';
import { begin, draw, make, pick, send } from './requests.mjs';

const [minutes, seed] = process.argv.slice(2).map(Number);
const posts = 1000;
const honestClients = 8;
const hostileClients = 4;
const editEveryMs = 500;
const reloadEveryMs = 10_000;
const mayGrow = 1.1;

const words = ['alpha', 'beta', 'gamma', 'delta', 'omega'];
const text = () => Array.from({ length: 300 }, () => pick(words)).join(' ');
const post = (number) =>
  [
    ...['---', `title: Post ${number} ${pick(words)}`],
    `date: 2024-${1 + draw(12)}-${1 + draw(28)}`,
    ...[`tags: [${pick(words)}, ${pick(words)}]`, `author: ${pick(words)}`],
    ...[`rating: ${draw(10)}`, ...(draw(10) === 0 ? ['draft: true'] : [])],
    ...['---', `## ${pick(words)}`, '', text(), ''],
  ].join('\n');

/** One of very many; few are asked for twice. */
const parameters = [
  () => `limit=${1 + draw(50)}`,
  () => `page=${1 + draw(5)}`,
  () => `tags=${pick(words)}`,
  () => `author=${pick(words)}`,
  () => `rating:gte=${draw(10)}`,
  () => `title:contains=${pick(words)}`,
  () => `date:lt=2024-${1 + draw(12)}`,
  () => `sort=${pick(['-date', 'title', 'rating', 'random'])}`,
  () => `include=${pick(['html', 'text', 'related', 'toc', 'mdast'])}`,
  () => `fields=${pick(['slug,title', '-html', 'author.name'])}`,
  () => 'facets=tags,author',
  () => `or=(rating=${draw(10)},tags=${pick(words)})`,
];

function target() {
  switch (draw(8)) {
    case 0:
      return `/posts/p${draw(posts * 1.1)}`;
    case 1:
      return pick(['/', '/_all?limit=100', '/authors', '/tags', '/posts.ndjson']);
    default: {
      const query = new Map();
      for (let count = draw(4); count > 0; count--) {
        const [name, ...value] = pick(parameters)().split('=');
        query.set(name, value.join('='));
      }
      return `/posts?${[...query].map((pair) => pair.join('=')).join('&')}`;
    }
  }
}

const statuses = new Map();
const agent = new http.Agent({ keepAlive: true });
const headers = () =>
  draw(2) === 0 ? { 'Accept-Encoding': pick(['br', 'gzip']) } : {};

function ask(port) {
  const options = { host: '127.0.0.1', port, path: target(), agent };
  return new Promise((resolve) => {
    http
      .get({ ...options, headers: headers() }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode));
        answer.on('error', (error) => resolve(error.code));
      })
      .on('error', (error) => resolve(error.code));
  });
}

begin(seed);
const files = Object.fromEntries(
  Array.from({ length: posts }, (_, i) => [`posts/p${i}.md`, post(i)]),
);
const site = await writeSite(files);
const server = await startServer(site.dir, { options: [] });
const end = Date.now() + minutes * 60_000;
const isOver = () => Date.now() >= end;

async function repeat(everyMs, act) {
  while (!isOver()) {
    await act();
    await sleep(everyMs);
  }
}

async function honest() {
  while (!isOver()) {
    const status = await ask(server.port);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
}

function edit() {
  const number = draw(posts);
  return writeFile(path.join(site.dir, `posts/p${number}.md`), post(number));
}

const memoryMb = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`))[1]) /
  1024;

const samples = [];
async function watch() {
  const step = Math.min(60_000, (minutes * 60_000) / 20);
  while (!isOver()) {
    await sleep(step);
    samples.push(memoryMb());
    const open = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    const threads = /Threads:\s+(\d+)/.exec(open)[1];
    console.log(
      `${String(samples.length).padStart(3)}  ` +
        `${samples.at(-1).toFixed(1)} MB  ${threads} threads`,
    );
  }
}

console.log(`soak: ${minutes} minutes, seed ${seed}`);
await Promise.all([
  ...Array.from({ length: honestClients }, honest),
  ...Array.from({ length: hostileClients }, () =>
    repeat(0, () => send(server.port, make())),
  ),
  repeat(editEveryMs, edit),
  repeat(reloadEveryMs, () => process.kill(server.pid, 'SIGHUP')),
  watch(),
]);
const { code, stderr } = await server.stop();
agent.destroy();
await site.remove();

const average = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
const quarter = Math.floor(samples.length / 4);
const early = average(samples.slice(quarter, 2 * quarter));
const late = average(samples.slice(-quarter));
const rows = [...statuses].map(([status, count]) => `${status}: ${count}`);
console.log(
  `soak: ${rows.sort().join(', ')}; ${early.toFixed(1)} MB in the second ` +
    `quarter, ${late.toFixed(1)} MB in the last`,
);
const isFault = (status) => status !== 200 && status !== 400 && status !== 404;
if (code !== 0 || late > early * mayGrow || [...statuses.keys()].some(isFault)) {
  console.error('soak: that is not good', code, stderr.slice(-2000));
  process.exitCode = 1;
}
