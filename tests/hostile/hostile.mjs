// hostile.mjs - a site that holds one good post and whatever a test adds.
//
// Each trial is loaded twice: by `check`, which must name what is wrong by its
// code and nothing else, and by `serve`, which must still serve the good post,
// within a bound of memory, and end well when it is told to. Time is asserted
// nowhere: it belongs to the machine.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startServer, writeSite } from '../http/server.mjs';
import { ask, check, getJson, run } from '../http/support.mjs';

const good = { 'content/posts/good.md': '---\ntitle: Good\n---\nText.\n' };

/** What a small site takes, with room for allocators of other machines. */
export const SMALL_MB = 64;

// A sanitizer reserves terabytes of addresses for its shadow, keeps what was
// freed for a while and pads every block, so its process may be larger.
const SHADOW_KB = 2 ** 30;
const SANITIZER_FACTOR = 8;

/** What process `pid` has used at most so far. */
export async function peakMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kb = (name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)[1]);
  const factor = kb('VmPeak') > SHADOW_KB ? SANITIZER_FACTOR : 1;
  return { mb: kb('VmHWM') / 1024, factor };
}

/** path -> its codes in order, of those diagnostics that `check` printed. */
export function codesOf(diagnostics) {
  const codes = {};
  for (const { path: file, code } of diagnostics)
    (codes[file] ??= []).push(code);
  return codes;
}

/**
 * Runs one trial. `make` gets the folder after `files` are written; `codes` is
 * what codesOf() must give, or a function that asserts on it; `served` are the
 * paths to be found besides the good one, how many, or null for any; `look` may
 * ask more. What `make` returns is called in the end, before the folder goes.
 */
export async function trial({
  files = {},
  make = () => {},
  codes = {},
  served = [],
  maxMb = SMALL_MB,
  look = () => {},
}) {
  const site = await writeSite({ ...good, ...files });
  let undo;
  try {
    undo = await make((name) => path.join(site.dir, name));
    const found = await check(site.dir);
    const seen = codesOf(found.data);
    if (typeof codes === 'function') codes(seen, found);
    else assert.deepEqual(seen, codes);
    await assertPrintable(site.dir);

    await assertServing(site.dir, { found, served, maxMb, look });
  } finally {
    await undo?.();
    await site.remove();
  }
}

async function assertServing(dir, { found, served, maxMb, look }) {
  const server = await startServer(dir);
  try {
    await assertServed(server, served);
    await look(server, found);
    const { mb, factor } = await peakMemory(server.pid);
    assert.ok(mb <= maxMb * factor, `${mb} MB of at most ${maxMb * factor}`);
  } finally {
    const { code, stderr } = await server.stop();
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  }
}

async function assertServed(server, served) {
  const post = await ask(server, '/posts/good');
  assert.equal(post.status, 200);
  assert.equal(post.json().data.html, '<p>Text.</p>\n');

  if (served === null) return;
  const target = '/_all?fields=path&limit=1000';
  const { data, meta } = await getJson(server, target);
  if (typeof served === 'number') {
    assert.equal(meta.pagination.total, served + 1);
    return;
  }
  const expected = ['content/posts/good.md', ...served].sort();
  assert.deepEqual(data.map((entry) => entry.path).sort(), expected);
}

/** No byte of a file name may steer the terminal of who reads the report. */
async function assertPrintable(dir) {
  const { stdout, stderr, signal } = await run(['check', dir]);
  assert.equal(signal, null);
  assert.equal(stderr, '');
  assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f]/);
}
