// support.mjs - what several of these tests need and server.mjs does not have:
// requests that leave the target as it is, the commands that end by
// themselves, and where things lie in the project.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import './caches.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The root of the project. */
export const root = path.resolve(here, '../..');

export const binary = path.resolve(
  root,
  process.env.HEADMATTER ?? 'build/release/headmatter',
);

/**
 * One request on a connection of its own. Unlike fetch() it sends the target
 * byte for byte, follows nothing and keeps nothing. `from` is the address that
 * it comes from, such as 127.0.0.2.
 */
export function ask(
  server,
  target,
  { method = 'GET', headers = {}, body: sent, from: localAddress } = {},
) {
  const { host, port } = server;
  const options = {
    ...{ host, port, localAddress, method, headers },
    ...{ path: target, agent: false },
  };
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const body = bytes.toString('utf8');
        resolve({
          status: response.statusCode,
          headers: response.headers,
          bytes,
          body,
          json: () => JSON.parse(body),
        });
      });
    });
    request.on('error', reject);
    request.end(sent);
  });
}

/**
 * Asks again and again until `look` returns something true, which is returned;
 * gives up after a minute, which no machine should need for most things.
 */
export async function until(look, { pollMs = 20, maxMs = 60_000 } = {}) {
  const end = Date.now() + maxMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < end, `not within ${maxMs} ms: ${look}`);
    await sleep(pollMs);
  }
}

/** The parsed body of an answer that must be 200. */
export async function getJson(server, target) {
  const answer = await ask(server, target);
  assert.equal(answer.status, 200, `${target}: ${answer.body.slice(0, 400)}`);
  return answer.json();
}

/** Until the search index has all that is served. */
export const untilSearchable = (server, options) =>
  until(async () => {
    const { search } = await getJson(server, '/_ready');
    return search.state === 'ready' && search.behind === 0;
  }, options);

/** The parsed body of an answer that must be a problem of this status. */
export async function getProblem(server, target, status) {
  const answer = await ask(server, target);
  assert.equal(
    answer.status,
    status,
    `${target}: ${answer.body.slice(0, 400)}`,
  );
  assert.equal(answer.headers['content-type'], 'application/problem+json');
  assert.equal(answer.json().status, status);
  return answer.json();
}

/**
 * Runs the binary to its end. `env` is added to an environment in which no
 * variable of headmatter's own is set.
 */
export function run(args, { env = {}, cwd = root } = {}) {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^HEADMATTER/.test(name),
  );
  const child = spawn(binary, args, {
    cwd,
    env: { ...Object.fromEntries(clean), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8');
    child[name].on('data', (text) => {
      output[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ ...output, code, signal }));
  });
}

/** What `headmatter check` says about `dir`, as data. */
export async function check(dir) {
  const { stdout, code } = await run(['check', dir, '--format', 'json']);
  return { ...JSON.parse(stdout), code };
}

/** "rel" -> target, from a Link field. */
export function readLinks(field) {
  const links = [...field.matchAll(/<([^>]*)>; rel="([^"]*)"/g)];
  return Object.fromEntries(links.map(([, target, rel]) => [rel, target]));
}

/** Whether the program has the page at /_docs (-DDOCS=ON). */
export async function hasViewer() {
  const { stdout } = await run(['--version']);
  return /built .*, with \/_docs/.test(stdout);
}
