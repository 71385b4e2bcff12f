// repository.mjs - git repositories for tests, and servers that follow them.
import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startServer } from './server.mjs';
import { ask, until } from './support.mjs';

const execute = promisify(execFile);

/** What a test's git reads of the machine: nothing. */
const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada Lovelace',
  GIT_AUTHOR_EMAIL: 'ada@secret.example',
  GIT_COMMITTER_NAME: 'Grace Hopper',
  GIT_COMMITTER_EMAIL: 'grace@secret.example',
};

export const post = (title, more = '') =>
  `---\ntitle: ${title}\ndate: 2024-05-01\n${more}---\nWords of ${title}.\n`;

/** A repository with files as its first commit, and what a test does to it. */
export async function makeRepository(files, { branch = 'main' } = {}) {
  const home = await mkdtemp(path.join(tmpdir(), 'headmatter-git-'));
  const dir = path.join(home, 'work');
  const git = async (...args) =>
    (await execute('git', args, { cwd: dir, env })).stdout.trim();
  const write = async (changes) => {
    for (const [name, text] of Object.entries(changes)) {
      const file = path.join(dir, name);
      await rm(file, { recursive: true, force: true });
      await mkdir(path.dirname(file), { recursive: true });
      if (text?.target !== undefined) await symlink(text.target, file);
      else if (text !== null) await writeFile(file, text);
    }
  };
  /** Returns the name of the commit. */
  const commit = async (changes, message = 'Change', { date, author } = {}) => {
    await write(changes);
    await git('add', '-A');
    const when = date === undefined ? {} : { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    await execute(
      'git',
      ['commit', '-q', '--allow-empty', '-m', message, ...(author ? ['--author', author] : [])],
      { cwd: dir, env: { ...env, ...when } },
    );
    return git('rev-parse', 'HEAD');
  };
  await mkdir(dir);
  await git('init', '-q', '-b', branch);
  await commit(files, 'First');
  return {
    home,
    dir,
    git,
    write,
    commit,
    cache: path.join(home, 'cache'),
    at: (name) => path.join(home, name),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

export const diagnosticsOf = async (server) =>
  (await ask(server.operators, '/_diagnostics')).json().data;

/** A server that follows it, with an address for operators. */
export async function follow(repository, { url = repository.dir, options = [], interval = 1 } = {}) {
  const server = await startServer(null, {
    options: [
      ...['--git', url, '--git-cache', repository.cache],
      ...['--git-interval', String(interval), '--admin-listen', '127.0.0.1:0'],
      ...options,
    ],
  });
  const find = () => /operators +(?:http:\/\/)?(\S+)/.exec(server.output.stdout);
  await until(find);
  const [host, port] = find()[1].split(':');
  server.operators = { host, port: Number(port) };
  server.cache = /folder +(\S+)\/trees\//.exec(server.output.stdout)[1];
  server.titleIs = (slug, title) =>
    until(async () => {
      const answer = await ask(server, `/posts/${slug}`);
      return answer.status === 200 && answer.json().data.title === title;
    });
  server.logged = (pattern) =>
    until(async () => {
      await ask(server, '/_live'); // who is dead says no more
      return pattern.exec(server.output.stderr);
    });
  return server;
}

/** git http-backend behind a password, as a forge has it. */
export async function serveByHttp(folder, password) {
  const seen = { denied: 0, admitted: 0 };
  const server = createServer((request, response) => {
    const given = Buffer.from(
      (request.headers.authorization ?? '').replace(/^Basic /, ''),
      'base64',
    ).toString();
    if (password !== undefined && given.split(':')[1] !== password) {
      seen.denied++;
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
      return;
    }
    seen.admitted++;
    const at = new URL(request.url, 'http://x');
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...env,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
        PATH_INFO: at.pathname,
        QUERY_STRING: at.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      },
    });
    request.pipe(backend.stdin);
    const parts = [];
    backend.stdout.on('data', (part) => parts.push(part));
    backend.on('close', () => {
      const all = Buffer.concat(parts);
      const end = all.indexOf('\r\n\r\n');
      const fields = all.subarray(0, end).toString().split('\r\n');
      let status = 200;
      for (const field of fields) {
        const [name, value] = field.split(/: (.*)/);
        if (name === 'Status') status = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.writeHead(status).end(all.subarray(end + 4));
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    seen,
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
