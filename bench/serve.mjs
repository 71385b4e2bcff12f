// serve.mjs TABLE - what an answer costs, beside other servers. bench/run
// prepares the machine and starts this; see there.
//
//     posts.c --files--> headmatter --answers--> nginx, as files
//                               \--ndjson--> Fastify, json-server
//                                  <--wrk, clients.c, in turns
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

const { WORK: work, HEADMATTER: binary } = process.env;
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const connections = Number(process.env.BENCH_CONNECTIONS ?? 64);
const crowd = Number(process.env.BENCH_CROWD ?? 1000);
const [table] = process.argv.slice(2);
const slug = 'post-00042';
const site = path.join(work, 'site');
const files = path.join(work, 'static');
const gzip = { 'Accept-Encoding': 'gzip' };

/** What is asked for; `of` are the targets at each server that has it. */
const cases = [
  {
    name: 'item',
    of: {
      headmatter: `/posts/${slug}`,
      nginx: '/item.json',
      Fastify: `/item?slug=${slug}`,
    },
  },
  {
    name: 'item, gzip',
    headers: gzip,
    of: { headmatter: `/posts/${slug}`, nginx: '/item.json' },
  },
  {
    name: '304',
    isKnown: true,
    of: { headmatter: `/posts/${slug}`, nginx: '/item.json' },
  },
  {
    name: 'list of 20',
    of: {
      headmatter: '/posts?limit=20',
      nginx: '/list.json',
      Fastify: '/page?page=1',
      'json-server': '/posts?_limit=20',
    },
  },
  {
    name: 'list, gzip',
    headers: gzip,
    of: { headmatter: '/posts?limit=20', nginx: '/list.json' },
  },
];

const children = [];
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${program}: ${stderr || stdout}`);
  return stdout;
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Starts a server and waits until it answers; what that took, too. */
async function start(name, port, target, program, ...args) {
  const begun = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  children.push(child);
  for (;;) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${target}`);
      await answer.arrayBuffer();
      if (answer.ok) break;
    } catch {
      // not yet
    }
    if (child.exitCode !== null) throw new Error(`${name}: ${said}`);
    await sleep(10);
  }
  const startMs = performance.now() - begun;
  return { name, port, pid: child.pid, startMs, child };
}

/** The process and all that came of it. */
function family(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const below = tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
      .split(' ')
      .filter(Boolean),
  );
  return [pid, ...below.flatMap(family)];
}

const ticks = Number(run('getconf', 'CLK_TCK'));

function cpuUs({ pid }) {
  const of = (one) => {
    const stat = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1];
    const [user, system] = stat.split(' ').slice(11, 13).map(Number);
    return ((user + system) / ticks) * 1e6;
  };
  return family(pid)
    .map(of)
    .reduce((sum, us) => sum + us, 0);
}

function memoryMb({ pid }) {
  const of = (one) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one}/status`))[1]);
  return (
    family(pid)
      .map(of)
      .reduce((sum, kb) => sum + kb, 0) / 1024
  );
}

const median = (numbers) =>
  [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];

function medians(runs) {
  return Object.fromEntries(
    Object.keys(runs[0]).map((key) => [key, median(runs.map((r) => r[key]))]),
  );
}

function toMs(text) {
  const [, number, unit] = /^([\d.]+)(us|ms|s)$/.exec(text);
  return number * { us: 0.001, ms: 1, s: 1000 }[unit];
}

function drive(server, target, headers) {
  const before = cpuUs(server);
  const said = run(
    'wrk',
    ...['-t', '1', '-c', connections, '-d', `${seconds}s`, '--latency'],
    ...Object.entries(headers).flatMap(([k, v]) => ['-H', `${k}: ${v}`]),
    `http://127.0.0.1:${server.port}${target}`,
  );
  const cpu = cpuUs(server) - before;
  if (/Socket errors|Non-2xx or 3xx/.test(said))
    throw new Error(`${server.name}: ${said}`);
  const find = (pattern) => pattern.exec(said)[1];
  return {
    rate: Number(find(/Requests\/sec:\s+([\d.]+)/)),
    cpu: cpu / Number(find(/(\d+) requests in /)),
    p50: toMs(find(/\n\s+50%\s+(\S+)/)),
    p99: toMs(find(/\n\s+99%\s+(\S+)/)),
  };
}

/** What wrk sends for the case, once it is sure what that is answered with. */
function headersOf(server, target, { headers = {}, isKnown }) {
  const head = run(
    ...['curl', '-sS', '-o', '/dev/null', '-D', '-'],
    ...Object.entries(headers).flatMap(([k, v]) => ['-H', `${k}: ${v}`]),
    `http://127.0.0.1:${server.port}${target}`,
  );
  const field = (name) =>
    new RegExp(`^${name}: (.*)\r$`, 'im').exec(head)?.[1];
  if (field('content-encoding') !== headers['Accept-Encoding'])
    throw new Error(`${server.name} answered ${target} with ${head}`);
  return isKnown ? { ...headers, 'If-None-Match': field('etag') } : headers;
}

function measure(servers, oneCase) {
  const taking = servers.filter(({ name }) => oneCase.of[name] !== undefined);
  const runs = new Map(taking.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const server of taking) {
      const target = oneCase.of[server.name];
      const headers = headersOf(server, target, oneCase);
      runs.get(server.name).push(drive(server, target, headers));
    }
  }
  return new Map([...runs].map(([name, all]) => [name, medians(all)]));
}

function measureCrowd(servers) {
  const taking = servers.filter(({ name }) => cases[0].of[name] !== undefined);
  const runs = new Map(taking.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const server of taking) {
      const said = run(
        path.join(work, 'clients'),
        ...[server.port, crowd, seconds, cases[0].of[server.name]],
      );
      runs.get(server.name).push(JSON.parse(said));
    }
  }
  return new Map([...runs].map(([name, all]) => [name, medians(all)]));
}

const pad = (value, width) => String(value).padStart(width);
const ratio = (a, b) => (b > 0 ? (a / b).toFixed(2) : '-');

function printCase(name, results) {
  const { rate, cpu } = results.get('nginx');
  for (const [server, r] of results)
    console.log(
      `  ${name.padEnd(12)} ${server.padEnd(12)} ` +
        `${pad(r.rate.toFixed(0), 8)} ${pad(ratio(r.rate, rate), 6)} ` +
        `${pad(r.cpu.toFixed(1), 8)} ${pad(ratio(r.cpu, cpu), 6)} ` +
        `${pad(r.p50.toFixed(2), 8)} ${pad(r.p99.toFixed(2), 8)}`,
    );
}

function printCrowd(results) {
  console.log(
    `\n${crowd} clients that keep their connections, an item\n` +
      '  server       requests/s  p50 ms   p99 ms   starved  connected again',
  );
  for (const [server, r] of results)
    console.log(
      `  ${server.padEnd(12)} ${pad(r.rate.toFixed(0), 10)} ` +
        `${pad(r.p50.toFixed(1), 7)} ${pad(r.p99.toFixed(1), 8)} ` +
        `${pad(r.starved, 9)} ${pad(r.reconnects, 16)}`,
    );
}

function printStart(servers) {
  console.log('\n  server       ready after s  memory MB');
  for (const server of servers)
    console.log(
      `  ${server.name.padEnd(12)} ` +
        `${pad((server.startMs / 1000).toFixed(2), 13)} ` +
        `${pad(memoryMb(server).toFixed(0), 10)}`,
    );
}

async function save(server) {
  const get = async (target) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${target}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  mkdirSync(files, { recursive: true });
  mkdirSync(path.join(work, 'temp'), { recursive: true });
  for (const folder of [work, files]) chmodSync(folder, 0o755);
  for (const [name, target] of [
    ['item.json', `/posts/${slug}`],
    ['list.json', '/posts?limit=20'],
  ]) {
    const bytes = await get(target);
    writeFileSync(path.join(files, name), bytes);
    writeFileSync(path.join(files, `${name}.gz`), gzipSync(bytes));
  }
  const lines = path.join(work, 'posts.ndjson');
  writeFileSync(lines, await get('/posts.ndjson?include=html'));
  return lines;
}

/** A plain, well-set nginx: no log, kept connections, the kernel sends. */
function writeNginxSettings(port) {
  const name = path.join(work, 'nginx.conf');
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${work}/temp;`)
    .join('\n');
  writeFileSync(
    name,
    `daemon off;
worker_processes ${availableParallelism()};
pid ${work}/nginx.pid;
error_log ${work}/nginx.log crit;
worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    gzip_static on;
    keepalive_requests 1000000000;
    keepalive_timeout 60s;
    default_type application/json;
    ${temp}
    server {
        listen 127.0.0.1:${port} backlog=4096;
        root ${files};
        add_header Cache-Control "public, max-age=60";
        add_header Access-Control-Allow-Origin "*";
    }
}
`,
  );
  return name;
}

async function startPeers(lines) {
  const [arrays, json, nginx] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const posts = readFileSync(lines, 'utf8').trim().split('\n');
  const db = path.join(work, 'db.json');
  const listForm = (line) => ({ ...JSON.parse(line), html: undefined });
  writeFileSync(db, JSON.stringify({ posts: posts.map(listForm) }));
  const require = createRequire(path.join(work, 'x.js'));
  const cli = path.join(
    path.dirname(require.resolve('json-server/package.json')),
    'lib/cli/bin.js',
  );
  return [
    await start(
      ...['nginx', nginx, '/item.json', 'nginx', '-p', work],
      ...['-c', writeNginxSettings(nginx), '-e', `${work}/nginx.log`],
    ),
    await start(
      ...['Fastify', arrays, '/page?page=1', 'node', 'bench/arrays.mjs'],
      ...[lines, work, String(arrays)],
    ),
    await start(
      ...['json-server', json, '/posts?_limit=1', 'node', cli, '--quiet'],
      ...['--host', '127.0.0.1', '--port', String(json), db],
    ),
  ];
}

const port = await freePort();
const first = await start(
  ...['headmatter', port, '/_live', binary, 'serve', site],
  ...['--listen', `127.0.0.1:${port}`, '--watch', 'off'],
);
const servers = [first, ...(await startPeers(await save(first)))];
console.log(
  '  what         server       requests/s  ratio   CPU us  ratio   p50 ms' +
    '   p99 ms',
);
const rows = [];
for (const oneCase of cases) {
  const results = measure(servers, oneCase);
  printCase(oneCase.name, results);
  for (const [server, r] of results)
    rows.push([oneCase.name, server, r.rate, r.cpu, r.p50, r.p99]);
}
printCrowd(measureCrowd(servers));
printStart(servers);
writeFileSync(table, rows.map((row) => row.join('\t')).join('\n') + '\n');
for (const { child } of servers) child.kill();
