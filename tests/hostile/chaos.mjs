// chaos.mjs [-s SECONDS] [-w WORKERS] [CASE...] - what honest clients get while
// hostile ones are at the same server. See script/chaos.
//
//     this process --- starts and measures ---> the server
//          |- hostile: hundreds of sockets -------^
//          '- honest: eight clients, timed -------'
//
// Each side is a process of its own, so that the hostile ones' work is not in
// the honest ones' times. A hostile client whose connection is closed comes
// back at once: it does not give up.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startServer, writeSite } from '../http/server.mjs';

const HONEST = 8;
const THINK_MS = 10;
const MAX_P99_MS = 100;
const RETURN_MS = 20; // a closed hostile client is back after this
const DRIP_MS = 1000; // between two bytes
const GIVE_UP_MS = 10_000;
const large = '/posts?limit=all&include=html,markdown,text';

/** Writes `start`, and then one more byte of `rest` each second. */
function drip(socket, start, rest) {
  let at = 0;
  socket.write(start);
  const timer = setInterval(() => {
    socket.write(rest[at++ % rest.length]);
  }, DRIP_MS);
  socket.on('close', () => clearInterval(timer));
}

const get = (target, ...fields) =>
  [`GET ${target} HTTP/1.1`, 'Host: x', ...fields, '', ''].join('\r\n');

const cases = {
  none: { count: 0, begin: () => {} },
  'slow-heads': {
    count: 500,
    begin: (s) => drip(s, 'GET /posts HTTP/1.1\r\nHost: x\r\nX: ', 'a'),
  },
  'slow-bodies': {
    count: 500,
    begin: (s) =>
      drip(s, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n', 'a'),
  },
  'slow-readers': { count: 500, begin: (s) => slowRead(s) },
  '260-readers': { count: 260, begin: (s) => slowRead(s) },
  idle: { count: 1000, begin: (s) => s.resume().write(get('/_live')) },
  'never-speak': { count: 200, begin: () => {} },
  '300-silent': { count: 300, begin: () => {} },
  '260-half-heads': { count: 260, begin: (s) => s.write('GET /posts HT') },
  '1500-silent': { count: 1500, begin: () => {} },
  'one-client': {
    count: 2000,
    begin: (s) => s.write('GET / HTTP/1.1\r\nHost: x\r\nX-Half:'),
  },
  greedy: { count: 2000, begin: (s) => askOn(s, dear), honestAt: '127.0.0.2' },
  'greedy-coded': {
    count: 2000,
    begin: (s) => askOn(s, long, 'Accept-Encoding: br'),
    honestAt: '127.0.0.2',
  },
  'greedy-live': {
    count: 2000,
    begin: (s) => askOn(s, () => '/_live'),
    honestAt: '127.0.0.2',
  },
};

/** Asks again as soon as it is answered. */
function askOn(socket, target, ...fields) {
  const next = () => socket.write(get(target(), ...fields));
  socket.on('data', next);
  next();
}

/** Lists that no cache has, of few bytes and much work. */
function dear() {
  return `/posts?text:contains=none-${Math.random()}`;
}

/** The same, of some bytes that have to be compressed. */
function long() {
  return `/posts?limit=100&title:ne=${Math.random()}`;
}

/** Takes 16 bytes a second of an answer of several megabytes. */
function slowRead(socket) {
  socket.pause();
  socket.write(get(large));
  const timer = setInterval(() => socket.read(16), DRIP_MS);
  socket.on('close', () => clearInterval(timer));
}

async function beHostile(name, port) {
  const { count, begin } = cases[name];
  let closed = 0;
  const open = () => {
    const socket = net.connect({ host: '127.0.0.1', port });
    // A slow reader must not be pumped dry by Node itself.
    if (name.endsWith('readers')) socket.pause();
    socket.on('connect', () => begin(socket));
    socket.on('error', () => {});
    socket.on('close', () => {
      closed++;
      setTimeout(open, RETURN_MS);
    });
    if (name === 'slow-heads' || name === 'slow-bodies') socket.resume();
    else if (!name.endsWith('readers')) socket.resume();
  };
  for (let i = 0; i < count; i++) {
    open();
    if (i % 100 === 99) await sleep(5);
  }
  process.on('message', () => {
    process.send({ closed }, () => process.exit(0));
  });
}

/** How long the answer took, or why there was none. */
function ask(port, path, agent, localAddress) {
  const start = performance.now();
  return new Promise((resolve) => {
    const end = (error) => resolve({ error, ms: performance.now() - start });
    const request = http.get(
      {
        ...{ host: '127.0.0.1', port, path, agent, localAddress },
        timeout: GIVE_UP_MS,
      },
      (answer) => {
        answer.resume();
        answer.on('end', () =>
          end(answer.statusCode === 200 ? undefined : answer.statusCode),
        );
        answer.on('error', (error) => end(error.code));
      },
    );
    request.on('timeout', () => request.destroy(new Error('timeout')));
    // A kept connection may be closed just as it is used: one more try, as
    // every browser does (RFC 9110, 9.2.2).
    request.on('error', (error) => {
      if (request.reusedSocket && error.code === 'ECONNRESET')
        ask(port, path, false, localAddress).then((again) =>
          resolve({ ...again, ms: performance.now() - start }),
        );
      else end(error.code ?? error.message);
    });
  });
}

async function beHonest(port, localAddress) {
  const targets = ['/posts/small-1', '/_live', '/posts?limit=10', '/tags'];
  const asked = [];
  const errors = {};
  let isOver = false;
  const client = async (i) => {
    const agent = i % 2 ? new http.Agent({ keepAlive: true }) : false;
    for (let n = i; !isOver; n++) {
      const path = targets[n % targets.length];
      const { ms, error } = await ask(port, path, agent, localAddress);
      asked.push({ path, ms });
      if (error) errors[error] = (errors[error] ?? 0) + 1;
      await sleep(THINK_MS);
    }
    if (agent) agent.destroy();
  };
  const clients = Array.from({ length: HONEST }, (_, i) => client(i));
  process.on('message', async () => {
    isOver = true;
    await Promise.all(clients);
    process.send({ asked, errors }, () => process.exit(0));
  });
}

async function measure(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const fds = await readdir(`/proc/${pid}/fd`);
  const mb = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024);
  return { mb, fds: fds.length };
}

function startSide(role, ...args) {
  const self = fileURLToPath(import.meta.url);
  const child = fork(self, [`--${role}`, ...args.map(String)]);
  return {
    async end() {
      child.send('end');
      const [result] = await once(child, 'message');
      return result;
    },
  };
}

function quantile(times, share) {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))];
}

function summarise(asked) {
  const times = asked.map(({ ms }) => ms).sort((a, b) => a - b);
  const live = asked.filter(({ path }) => path === '/_live');
  return {
    count: times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    max: times.at(-1),
    live: Math.max(...live.map(({ ms }) => ms)),
  };
}

/** One case on a server of its own. */
async function run(name, site, { seconds, options }) {
  const server = await startServer(site.dir, { options });
  await ask(server.port, '/posts/small-1', false);
  const memory = [await measure(server.pid)];
  const hostile = startSide('hostile', name, server.port);
  await sleep(500);
  const { honestAt = '127.0.0.1' } = cases[name];
  const honest = startSide('honest', server.port, honestAt);
  const peak = { mb: 0, fds: 0 };
  const deadline = performance.now() + seconds * 1000;
  while (performance.now() < deadline) {
    const now = await measure(server.pid);
    for (const key of ['mb', 'fds']) peak[key] = Math.max(peak[key], now[key]);
    await sleep(250);
  }
  memory.push(peak);
  const { asked, errors } = await honest.end();
  const { closed } = await hostile.end();
  await sleep(1000);
  memory.push(await measure(server.pid));
  await server.stop();
  return { name, ...summarise(asked), errors, closed, memory };
}

function print({ name, count, p50, p99, max, live, errors, closed, memory }) {
  const ms = (n) => n.toFixed(n < 10 ? 1 : 0).padStart(6);
  const three = (key) => memory.map((m) => m[key]).join(' / ');
  const failed = Object.entries(errors).map(([what, n]) => `${n} ${what}`);
  console.log(
    `${name.padEnd(15)}${String(count).padStart(7)}${ms(p50)}${ms(p99)}` +
      `${ms(max)}${ms(live)}  ${(failed.join(', ') || '0').padEnd(14)}` +
      `${String(closed).padStart(8)}  ${three('mb').padEnd(16)}${three('fds')}`,
  );
}

async function main(args) {
  let seconds = 30;
  const options = [];
  const names = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '-s') seconds = Number(args[++i]);
    else if (args[i] === '-w') options.push('--workers', args[++i]);
    else if (args[i] in cases) names.push(args[i]);
    else throw new Error(`no case '${args[i]}': ${Object.keys(cases)}`);
  }
  const files = {};
  const text = `${'lorem ipsum dolor '.repeat(13_000)}\n`; // 234 kB
  for (let i = 0; i < 10; i++) files[`content/pages/p${i}.md`] = text;
  for (let i = 0; i < 300; i++)
    files[`content/posts/small-${i}.md`] =
      `---\ntitle: Post ${i}\ntags: [a, b${i % 7}]\n---\n${text.slice(0, 2000)}\n`;
  for (let i = 0; i < 10; i++) files[`content/posts/large-${i}.md`] = text;
  const site = await writeSite(files);
  let isBad = false;
  console.log(
    `${'case'.padEnd(15)}  asked   p50   p99   max  /_live  errors` +
      '          closed  MB: before, peak, after; descriptors',
  );
  try {
    for (const name of names.length > 0 ? names : Object.keys(cases)) {
      const result = await run(name, site, { seconds, options });
      print(result);
      isBad ||=
        result.p99 > MAX_P99_MS || Object.keys(result.errors).length > 0;
    }
  } finally {
    await site.remove();
  }
  process.exit(isBad ? 1 : 0);
}

const [role, ...rest] = process.argv.slice(2);
if (role === '--hostile') await beHostile(rest[0], Number(rest[1]));
else if (role === '--honest') await beHonest(Number(rest[0]), rest[1]);
else await main(process.argv.slice(2));
