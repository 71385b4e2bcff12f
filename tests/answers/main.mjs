// main.mjs - script/answers: saves what a binary answers, or compares two.
//
//   sites --requests--> [ asked, answer ] --+--> save: OUT/<site>
//                                           '--> compare: the other binary's
//
// The first binary's own answers lead to what is asked (its collections, their
// entries, the values of their fields), so both are asked the same. A saved
// file is a line of JSON for what was asked, with the length of the answer,
// and then the answer; it is the same for every run of one binary.
import { createWriteStream, existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { siteFiles } from '../http/contract-site.mjs';
import { writeSite } from '../http/server.mjs';
import { connections, startProgram, writeTokens } from './program.mjs';
import { requestsOf } from './requests.mjs';
import { withoutWording } from './wording.mjs';

const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);
const shared = path.resolve(root, '../shared');
const others = [
  ...['--base-path', '/api/v1', '--public-url', 'https://example.org/site'],
  ...['--raw-html', 'escape', '--future', '--page-size-max', '50'],
  ...['--limit-all', '20', '--timezone', 'Europe/Berlin', '--language', 'de'],
];

/** The sites at `dir`: a folder of nothing but folders is one of sites, and
 *  a file beside them (from `corpora/*`) is none. */
async function expand(dir) {
  if (!statSync(dir).isDirectory()) return [];
  const entries = await readdir(dir, { withFileTypes: true });
  const isPlain = entries.every(
    (entry) => entry.isDirectory() || entry.name === 'README.md',
  );
  const looksLikeSite = entries.some(({ name }) =>
    /^(_?posts|content|src|app|docs|source|pages|data|blog|_.*)$/.test(name),
  );
  if (!isPlain || looksLikeSite || entries.length < 4) return [dir];
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(dir, name))
    .sort();
}

const plain = (dir) => ({
  name: path.basename(dir),
  dir,
  options: [],
  base: '',
});

async function sitesOf(named, own) {
  if (named.length > 0) {
    const dirs = await Promise.all(
      named.map((dir) => expand(path.resolve(dir))),
    );
    return dirs.flat().map(plain);
  }
  const found = ['corpora', 'cases']
    .map((name) => path.join(shared, name))
    .filter(existsSync);
  const dirs = (await Promise.all(found.map(expand))).flat();
  const content = path.join(root, 'content');
  return [
    plain(content),
    { name: 'content-others', dir: content, options: others, base: '/api/v1' },
    { ...plain(own), name: 'contract' },
    { name: 'contract-others', dir: own, options: others, base: '/api/v1' },
    ...dirs.map(plain),
  ];
}

/** The results of `act` in the order of `list`, several at a time. */
async function* inOrder(list, act) {
  const running = [];
  for await (const each of list) {
    const result = act(each);
    result.catch(() => {}); // it is thrown where it is awaited
    running.push(result);
    if (running.length >= connections) yield await running.shift();
  }
  while (running.length > 0) yield await running.shift();
}

/** [asked, answer] of a file that was saved. */
function* readSaved(file) {
  const bytes = readFileSync(file);
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\n', at);
    const { length, ...asked } = JSON.parse(bytes.subarray(at, end).toString());
    yield [asked, bytes.subarray(end + 1, end + 1 + length).toString('latin1')];
    at = end + 1 + length + 1;
  }
}

async function save(binary, out, sites, { tokens, queries }) {
  await mkdir(out, { recursive: true });
  for (const site of sites) {
    const program = await startProgram(binary, site, tokens);
    try {
      const file = createWriteStream(path.join(out, site.name));
      const requests = requestsOf(program, site, queries);
      const ask = async (asked) => [asked, await program.ask(asked)];
      let count = 0;
      for await (const [asked, text] of inOrder(requests, ask)) {
        const head = JSON.stringify({ ...asked, length: text.length });
        file.write(`${head}\n`);
        if (!file.write(Buffer.from(`${text}\n`, 'latin1')))
          await new Promise((resolve) => file.once('drain', resolve));
        count++;
      }
      file.end();
      await finished(file);
      console.log(`${site.name}: ${count} answers`);
    } finally {
      await program.stop();
    }
  }
  return true;
}

const legible = (text) => Buffer.from(text, 'latin1').toString();

/** The first line that differs, cut to where it does, and what is before. */
function firstDifference(old, now) {
  const [a, b] = [old.split('\n'), now.split('\n')];
  const follows = /^(ETag|Content-Length): /;
  const line = [
    a.findIndex((text, i) => text !== b[i] && !follows.test(text)),
    a.findIndex((text, i) => text !== b[i]),
    a.length,
  ].find((found) => found >= 0);
  const [x, y] = [a[line] ?? '(ends)', b[line] ?? '(ends)'];
  let column = 0;
  while (column < x.length && x[column] === y[column]) column++;
  const from = Math.max(0, column - 100);
  const cut = (text) =>
    (from > 0 ? '...' : '') +
    text.slice(from, column + 200) +
    (text.length > column + 200 ? '...' : '');
  const before = a.slice(Math.max(0, line - 2), line);
  return [
    ...before.map((text) => `    ${text.slice(0, 200)}`),
    `  - ${cut(x)}`,
    `  + ${cut(y)}`,
  ]
    .map(legible)
    .join('\n');
}

const nameOf = ({ log, command, method, target, headers, auth }) =>
  log
    ? 'the log of the start'
    : (command?.join(' ') ??
      [
        method ?? 'GET',
        target,
        headers && JSON.stringify(headers),
        auth && '(with token)',
      ]
        .filter(Boolean)
        .join(' '));

async function compareSite(old, now, site, { tokens, queries, show, wording }) {
  const isSaved = statSync(old).isDirectory();
  const before = isSaved ? null : await startProgram(old, site, tokens);
  const after = await startProgram(now, site, tokens);
  let count = 0;
  let different = 0;
  try {
    const pairs = isSaved
      ? readSaved(path.join(old, site.name))
      : requestsOf(before, site, queries);
    const askBoth = async (each) => {
      const [asked, saved] = isSaved ? each : [each];
      const both = await Promise.all([
        saved ?? before.ask(asked),
        after.ask(asked),
      ]);
      return [
        asked,
        ...(wording ? both : both.map((text) => withoutWording(asked, text))),
      ];
    };
    for await (const [asked, was, is] of inOrder(pairs, askBoth)) {
      count++;
      if (was === is) continue;
      if (++different <= show)
        console.log(
          `${site.name}: ${nameOf(asked)}\n${firstDifference(was, is)}`,
        );
    }
  } finally {
    await before?.stop();
    await after.stop();
  }
  console.log(`${site.name}: ${count} answers, ${different} differ`);
  return { count, different };
}

async function compare(old, now, sites, options) {
  let [count, different] = [0, 0];
  for (const site of sites) {
    const found = await compareSite(old, now, site, options);
    count += found.count;
    different += found.different;
  }
  console.log(
    `answers: ${sites.length} sites, ${count} answers, ${different} differ`,
  );
  return different === 0 && count > 0;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'ignore-wording': { type: 'boolean', default: false },
    queries: { type: 'string' },
    show: { type: 'string', default: '5' },
  },
});
const [command, first, second, ...named] = positionals;
const verb = { save, compare }[command];
if (!verb || !second) {
  console.error('usage: script/answers save BINARY OUT [SITE...]');
  console.error('       script/answers compare OLD NEW [SITE...]');
  process.exit(2);
}
const scratch = await mkdtemp(path.join(tmpdir(), 'headmatter-answers-'));
const own = await writeSite(siteFiles);
try {
  const options = {
    tokens: writeTokens(scratch),
    queries: values.queries && Number(values.queries),
    show: Number(values.show),
    wording: !values['ignore-wording'],
  };
  const sites = await sitesOf(named, own.dir);
  const isSame = await verb(
    path.resolve(first),
    path.resolve(second),
    sites,
    options,
  );
  process.exitCode = isSame ? 0 : 1;
} finally {
  await own.remove();
  await rm(scratch, { recursive: true });
}
