// postgres.mjs - a PostgreSQL server of its own, for a test: Debian's, in a
// temporary folder, with a password. It refuses to run as root, so that root
// becomes a user of little rights.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './support.mjs';

const versions = '/usr/lib/postgresql';
// Characters that an address has to have as escapes.
export const password = 's3cret/@x?';

/** The folder with its programs, of the newest version; null if there is
 *  none. */
function findPrograms() {
  if (!existsSync(versions)) return null;
  const found = readdirSync(versions)
    .filter((name) => existsSync(path.join(versions, name, 'bin/initdb')))
    .sort((a, b) => Number(b) - Number(a));
  return found.length > 0 ? path.join(versions, found[0], 'bin') : null;
}

const programs = findPrograms();

/** Why there is none; false if there is. */
export const missing =
  programs === null &&
  'PostgreSQL is not installed: script/bootstrap database';

const isRoot = process.getuid() === 0;

function userOf(name) {
  const number = (flag) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

function findUser() {
  if (!isRoot) return {};
  try {
    return userOf('postgres');
  } catch {
    return userOf('nobody');
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const canConnect = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(socket.end() !== undefined));
    socket.on('error', () => resolve(false));
  });

/** Starts one. `address` is that of its database; stop() and start() can be
 *  called as often as needed, pause() makes it say nothing. */
export async function startPostgres() {
  const user = findUser();
  const dir = await mkdtemp(path.join(tmpdir(), 'headmatter-postgres-'));
  const data = path.join(dir, 'data');
  const port = await freePort();
  const inside = { cwd: dir, ...user, env: { PATH: process.env.PATH } };
  await writeFile(path.join(dir, 'password'), password);
  if (isRoot) {
    chownSync(dir, user.uid, user.gid);
    chownSync(path.join(dir, 'password'), user.uid, user.gid);
  }
  execFileSync(
    path.join(programs, 'initdb'),
    [
      ...['-D', data, '-U', 'blog', '-A', 'scram-sha-256', '-E', 'UTF8'],
      ...['--pwfile', path.join(dir, 'password'), '--no-sync', '--locale=C'],
    ],
    { ...inside, stdio: 'pipe' },
  );
  const settings = [
    ...['-c', `port=${port}`, '-c', 'listen_addresses=127.0.0.1'],
    ...['-c', `unix_socket_directories=${dir}`, '-c', 'fsync=off'],
  ];
  let child;
  let log = '';
  const start = async () => {
    child = spawn(path.join(programs, 'postgres'), ['-D', data, ...settings], {
      ...inside,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text) => {
      log += text;
    });
    await until(() => {
      if (child.exitCode !== null) throw new Error(log);
      return canConnect(port);
    });
  };
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGINT'); // fast: ends connections
    await gone;
  };
  /** Its processes: each connection has one. */
  const processes = () => {
    const list = execFileSync('ps', ['-o', 'pid=', '--ppid', `${child.pid}`]);
    return [child.pid, ...list.toString().trim().split(/\s+/).map(Number)];
  };
  await start();
  return {
    address: `postgresql://blog:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    port,
    start,
    stop,
    pause: () => processes().map((pid) => process.kill(pid, 'SIGSTOP')),
    resume: () => processes().map((pid) => process.kill(pid, 'SIGCONT')),
    async remove() {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
