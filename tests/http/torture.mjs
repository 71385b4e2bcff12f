// torture.mjs - a folder in which everything happens at once, served.
//
//     writer    edits, breaks, cuts, renames, deletes, restores, locks, swaps
//               links, checks out branches, moves folders away and back
//     readers   ask for everything, all the time
//
// Whatever the writer does, every answer is whole and of one state: no server
// error, no list that differs from its own count, no two different documents
// of the same rev. In the end the tree is one that parses, and then the API is
// the same, byte for byte, as that of a server that has just been started.
//
// What the writer does depends on the seed alone; when things happen does not.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { random } from '../random.mjs';
import { startServer } from './server.mjs';
import { ask, root, until } from './support.mjs';

const execute = promisify(execFile);
const readerCount = 4;

const pageOf = (title, extra = '') =>
  `---\ntitle: ${title}\ndate: 2024-05-01\ntags: [torture]\n${extra}---\n` +
  `# ${title}\n\n${'Words that make a body. '.repeat(40)}\n`;

/** A copy of the sample site under git, with a second branch and links. */
async function makeSite() {
  const dir = await mkdtemp(path.join(tmpdir(), 'headmatter-torture-'));
  const at = (...names) => path.join(dir, ...names);
  const git = (...args) =>
    execute('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
      cwd: dir,
    });
  await cp(path.join(root, 'content'), at('content'), { recursive: true });
  for (const name of ['one', 'two']) {
    await mkdir(at('content', 'linked', `..${name}`), { recursive: true });
    await writeFile(
      at('content', 'linked', `..${name}`, 'note.md'),
      pageOf(`Linked ${name}`),
    );
  }
  await symlink('..one', at('content', 'linked', '..data'));
  await symlink('..data/note.md', at('content', 'linked', 'note.md'));
  await git('init', '-q', '-b', 'main');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'main');
  await git('checkout', '-q', '-b', 'other');
  const posts = at('content', 'pages', 'blog');
  for (const name of await readdir(posts)) {
    const text = await readFile(path.join(posts, name), 'utf8');
    await writeFile(
      path.join(posts, name),
      text.replace(/^title: .*$/m, `title: Other ${name}`),
    );
  }
  await mkdir(at('content', 'pages', 'extra'));
  for (let i = 0; i < 20; i++)
    await writeFile(at('content', 'pages', 'extra', `${i}.md`), pageOf(`X${i}`));
  await git('add', '-A');
  await git('commit', '-q', '-m', 'other');
  await git('checkout', '-q', 'main');
  return { dir, at, git };
}

/** Files that are there now, below content/. */
async function filesOf(site) {
  const found = await readdir(site.at('content'), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Each takes a file that was there a moment ago, and may find it gone. */
const fileDeeds = {
  edit: (file, { below }) => writeFile(file, pageOf(`Edit ${below(1e6)}`)),
  draft: (file) => writeFile(file, pageOf('Draft', 'draft: true\n')),
  break: (file) => writeFile(file, '---\ntitle: a: b\n---\nBroken.\n'),
  unclosed: (file) => writeFile(file, '---\ntitle: never closed\n'),
  bytes: (file) => writeFile(file, Buffer.from([0x2d, 0xff, 0, 0x0a])),
  async halfWritten(file, { below }) {
    const text = pageOf(`Slow ${below(1e6)}`);
    const handle = await open(file, 'w');
    try {
      for (let i = 0; i < text.length; i += 300) {
        await handle.write(text.slice(i, i + 300));
        await sleep(below(8));
      }
    } finally {
      await handle.close();
    }
  },
  async renameOver(file, { below }) {
    await writeFile(`${file}.tmp`, pageOf(`Renamed ${below(1e6)}`));
    await rename(`${file}.tmp`, file);
  },
  move: (file, { below }) =>
    rename(file, path.join(path.dirname(file), `moved-${below(50)}.md`)),
  copy: (file, { below }) =>
    cp(file, path.join(path.dirname(file), `copy-${below(50)}.md`)),
  remove: (file) => unlink(file),
  async lock(file, { below }) {
    await chmod(file, 0);
    await sleep(below(100));
    await chmod(file, 0o644);
  },
  async becomeFolder(file, { below }) {
    await unlink(file);
    await mkdir(file);
    await sleep(below(80));
    await rm(file, { recursive: true, force: true });
  },
};

const treeDeeds = {
  async swapLink(site, { pick }) {
    const next = site.at('content', 'linked', '..next');
    await symlink(pick(['..one', '..two']), next);
    await rename(next, site.at('content', 'linked', '..data'));
  },
  restore: (site) => site.git('checkout', '-q', '-f', '--', '.'),
  checkout: (site, { pick }) =>
    site.git('checkout', '-q', '-f', pick(['main', 'other'])),
  clean: (site) => site.git('clean', '-q', '-f', '-d'),
  async makeFolder(site, { below }) {
    const folder = site.at('content', 'pages', `new-${below(5)}`, 'deep');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'n.md'), pageOf(`New ${below(1e6)}`));
  },
  async moveFolder(site, { below }) {
    await rename(site.at('content', 'pages', 'blog'), site.at('content', 'moved'));
    await sleep(below(120));
    await rename(site.at('content', 'moved'), site.at('content', 'pages', 'blog'));
  },
  async moveContent(site, { below }) {
    await rename(site.at('content'), site.at('away'));
    await sleep(below(200));
    await rename(site.at('away'), site.at('content'));
  },
  async moveAll(site, { below }) {
    await rename(site.dir, `${site.dir}-away`);
    await sleep(below(200));
    await rename(`${site.dir}-away`, site.dir);
  },
};

const isMissing = (error) =>
  ['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY', 'EINVAL'].some(
    (code) => error.code === code || String(error).includes(code),
  );

async function write(site, dice, isOver, done) {
  while (!isOver()) {
    const files = await filesOf(site);
    const isOfFile = files.length > 0 && dice.below(100) < 85;
    const deeds = isOfFile ? fileDeeds : treeDeeds;
    const name = dice.pick(Object.keys(deeds));
    done.set(name, (done.get(name) ?? 0) + 1);
    try {
      await deeds[name](isOfFile ? dice.pick(files) : site, dice);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    await sleep(dice.below(25));
  }
}

const targets = [
  '/',
  '/posts?limit=1000',
  '/posts?limit=1000&include=html,toc,markdown,text,mdast,chunks,images,front_matter,front_matter_html,sections',
  '/posts?limit=5&sort=-title&pretty',
  '/recent?limit=3',
  '/pages?limit=1000&include=sections',
  '/_all',
  '/tags?limit=1000',
  '/tags/torture/posts?limit=1000',
  '/authors?limit=1000',
  '/linked?limit=1000',
  '/_ready',
  '/nothing/near',
];

function fetchOnce(server, agent, target) {
  const { host, port } = server;
  return new Promise((resolve, reject) => {
    http
      .get({ host, port, path: target, agent }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      })
      .on('error', reject);
  });
}

/** Fails if the answer cannot be of one state; returns hrefs to ask for. */
function examine(target, { status, headers, body }, revs) {
  assert.ok(status < 500, `${target}: ${status}`);
  assert.equal(body.length, Number(headers['content-length']), target);
  if (!/json/.test(headers['content-type'])) return [];
  const { data, meta } = JSON.parse(body.toString('utf8'));
  if (status !== 200 || !Array.isArray(data)) return [];
  if (/limit=1000/.test(target))
    assert.equal(data.length, meta.pagination.total, target);
  const ids = data.map(({ id }) => id).filter(Boolean);
  assert.equal(new Set(ids).size, ids.length, `${target}: twice the same`);
  if (target !== '/posts?limit=1000') return [];
  for (const item of data) {
    const hash = createHash('sha1').update(JSON.stringify(item)).digest('hex');
    const key = `${item.id} ${item.rev}`;
    assert.equal(revs.get(key) ?? hash, hash, `${key} is two documents`);
    revs.set(key, hash);
  }
  return data.map(({ slug }) => `/posts/${encodeURIComponent(slug)}`);
}

async function read(server, dice, isOver, count) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const revs = new Map();
  let items = [];
  while (!isOver()) {
    const target =
      items.length > 0 && dice.below(3) === 0
        ? dice.pick(items) + dice.pick(['', '.md', '?include=markdown'])
        : dice.pick(targets);
    const found = examine(target, await fetchOnce(server, agent, target), revs);
    if (found.length > 0) items = found;
    count.answers += 1;
  }
  agent.destroy();
}

/** Everything that can be reached from the front door. */
async function crawl(server) {
  const answers = new Map();
  const waiting = [...targets];
  const visit = (node) => {
    if (typeof node === 'string' && /^\/[^/]?/.test(node)) waiting.push(node);
    else if (typeof node === 'object' && node !== null)
      Object.values(node).forEach(visit);
  };
  while (waiting.length > 0) {
    const target = waiting.pop();
    if (answers.has(target) || !/^[\x21-\x7e]+$/.test(target)) continue;
    const { status, headers, body } = await ask(server, target);
    delete headers.date;
    answers.set(target, { status, headers, body });
    if (status === 200 && /json/.test(headers['content-type']))
      visit(JSON.parse(body));
  }
  return answers;
}

/** Until the old server has seen all that the new one has read. */
async function settle(server, fresh) {
  await until(async () => {
    const bodies = await Promise.all(
      ['/_all?limit=1000', '/_ready'].flatMap((target) => [
        ask(server, target),
        ask(fresh, target),
      ]),
    );
    const [a, b, c, d] = bodies.map(({ body }) => body);
    return a === b && c === d;
  });
}

/** Runs for so long; returns what was done. Throws at the first fault. */
export async function torture({ seconds, seed, options = [] }) {
  const site = await makeSite();
  const server = await startServer(site.dir, { options });
  const deeds = new Map();
  const count = { answers: 0 };
  const end = Date.now() + seconds * 1000;
  let hasFailed = false;
  const isOver = () => hasFailed || Date.now() >= end;
  const failing = (work) =>
    work.catch((error) => {
      hasFailed = true;
      throw error;
    });
  const results = await Promise.allSettled([
    failing(write(site, random(seed), isOver, deeds)),
    ...Array.from({ length: readerCount }, (_, i) =>
      failing(read(server, random(seed + 1 + i), isOver, count)),
    ),
  ]);
  const failed = results.find(({ status }) => status === 'rejected');
  try {
    if (failed) throw failed.reason;
    await site.git('checkout', '-q', '-f', 'main');
    await site.git('clean', '-q', '-f', '-d');
    const fresh = await startServer(site.dir);
    await settle(server, fresh);
    const [expected, actual] = [await crawl(fresh), await crawl(server)];
    assert.deepEqual([...actual.keys()].sort(), [...expected.keys()].sort());
    for (const [target, answer] of expected)
      assert.deepEqual(actual.get(target), answer, target);
    assert.equal((await fresh.stop()).code, 0);
    const stopped = await server.stop();
    assert.equal(stopped.code, 0, stopped.stderr);
    const reloads = stopped.stderr.match(/^reload: /gm)?.length ?? 0;
    return { ...count, reloads, compared: expected.size, deeds };
  } catch (error) {
    server.signal('SIGKILL');
    error.message += `\nseed ${seed}\n${server.output.stderr.slice(-4000)}`;
    throw error;
  } finally {
    await rm(site.dir, { recursive: true, force: true });
  }
}

export const hasGit = await execute('git', ['--version']).then(
  () => true,
  () => false,
);

export const report = (result) =>
  `${result.answers} answers over ${result.reloads} reloads, ` +
  `${result.compared} of them the same after a fresh start; ` +
  [...result.deeds].map(([name, times]) => `${name} ${times}`).join(', ');
