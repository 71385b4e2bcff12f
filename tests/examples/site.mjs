// site.mjs - what the tests of the frameworks share: a copy of the sample
// content that is served and may be edited, and a command that must succeed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from '../http/server.mjs';
import { getJson, root, until } from '../http/support.mjs';

const quiet = {
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
  CI: '1',
};

/** Serves a copy of content/. */
export async function serveCopy() {
  const dir = await mkdtemp(path.join(tmpdir(), 'headmatter-'));
  await cp(path.join(root, 'content'), dir, { recursive: true });
  const server = await startServer(dir);
  const at = (slug) => path.join(dir, `pages/blog/${slug}.md`);
  const posts = async () =>
    (await getJson(server, '/posts?include=html,toc&limit=all')).data;
  const revs = async () =>
    new Map((await posts()).map(({ slug, rev }) => [slug, rev]));
  return {
    api: server.baseUrl,
    server,
    posts,
    revs,
    item: async (slug) => (await getJson(server, `/posts/${slug}`)).data,
    /** Returns once the API has the new title. */
    async rename(slug, title) {
      const text = await readFile(at(slug), 'utf8');
      await writeFile(at(slug), text.replace(/^title: .*$/m, `title: ${title}`));
      await until(async () =>
        (await posts()).some((post) => post.title === title),
      );
    },
    async add(slug, title) {
      const head = `title: ${title}\ndate: 2020-01-01\ntype: PostLayout`;
      await writeFile(at(slug), `---\n${head}\n---\nNew words.\n`);
      await until(async () => (await revs()).has(slug));
    },
    async remove(slug) {
      await unlink(at(slug));
      await until(async () => !(await revs()).has(slug));
    },
    async end() {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on. */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A program of an example, running; `output()` is what it has said. */
export function start(example, words, env) {
  const cwd = path.join(root, 'examples', example);
  const child = spawn('npx', ['--no-install', ...words], {
    cwd,
    env: { ...process.env, ...quiet, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // npx starts another: both end with the group
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more) => {
      text += more;
    });
  const exited = new Promise((resolve) => {
    child.on('close', resolve);
  });
  return {
    output: () => text,
    exited,
    async stop() {
      if (child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await exited;
    },
  };
}

/** Runs it to its end, and returns what it has printed. */
export async function build(example, words, env) {
  const running = start(example, words, env);
  assert.equal(await running.exited, 0, running.output());
  return running.output();
}

export const inExample = (...names) => path.join(root, 'examples', ...names);

/** What is shown where these characters are written for HTML. */
export const unescapeHtml = (text) =>
  text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_, code) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
