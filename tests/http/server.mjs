// server.mjs - the real binary on a port of its own, for a test.
//
// HEADMATTER names the binary; each test serves a folder that it has written
// itself, waits for the line that says where, and stops it with a signal, as
// an operator would.
import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import './caches.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const binary = path.resolve(
  root,
  process.env.HEADMATTER ?? 'build/release/headmatter',
);
const addressPattern =
  /^ +(?:listening|operators) +(?:http:\/\/)?(\S+:\S+)$/gm;

/** Writes a folder of files ({ 'content/posts/a.md': '...' }). */
export async function writeSite(files) {
  const dir = await mkdtemp(path.join(tmpdir(), 'headmatter-'));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** A file of one token, made as an operator makes it, and the token. */
export async function writeTokens(name = 'test') {
  const dir = await mkdtemp(path.join(tmpdir(), 'headmatter-tokens-'));
  const file = path.join(dir, 'tokens');
  const { stdout, stderr, code } = await runToEnd([
    'token',
    name,
    '--tokens',
    file,
  ]);
  if (code !== 0) throw new Error(stderr);
  return {
    dir,
    file,
    token: stdout.trim(),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

function start(args, wrapper = []) {
  const [program, ...words] = [...wrapper, binary, ...args];
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8');
    child[name].on('data', (text) => {
      output[name] += text;
    });
  }
  const exited = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, output, exited };
}

/** Runs the binary to its end: for what must not start. */
export async function runToEnd(args) {
  const { output, exited } = start(args);
  const end = await exited; // first: the output is whole only then
  return { ...output, ...end };
}

/**
 * Serves `dir`, if it is not null; `listen` are addresses, `options` further words of the command
 * line, `wrapper` a command that becomes it. Returns once the server has said
 * where it listens.
 */
export async function startServer(
  dir,
  { listen = ['127.0.0.1:0'], options = [], wrapper = [] } = {},
) {
  const what = dir === null ? [] : [dir];
  const args = ['serve', ...what, ...listen.flatMap((a) => ['--listen', a])];
  const { child, output, exited } = start([...args, ...options], wrapper);
  const addresses = await new Promise((resolve, reject) => {
    const look = () => {
      const text = output.stdout + output.stderr;
      const found = [...text.matchAll(addressPattern)].map((m) => m[1]);
      const complete = text.endsWith('\n') && found.length >= listen.length;
      if (complete) resolve(found);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    exited.then(({ code }) => {
      reject(new Error(`exit code ${code}\n${output.stdout}${output.stderr}`));
    }, reject);
  });
  const [host, port] = addresses[0].split(':');
  return {
    addresses,
    host,
    port: Number(port),
    pid: child.pid,
    baseUrl: `http://${addresses[0]}`,
    output,
    signal: (name) => child.kill(name),
    exited,
    async stop() {
      child.kill('SIGTERM');
      const end = await exited;
      return { ...output, ...end };
    },
  };
}
