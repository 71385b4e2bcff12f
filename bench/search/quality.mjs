// quality.mjs [--minisearch] SITE... - are documents found by what people type?
//
//     site           documents  shuffled: first  two words: in three  typo
//     nodejs-blog         1157            97.1 %                      91.0 %
//
// From each document with a title of its own, two queries are made: the words
// of its title in another order, which should bring it first; and two words of
// it at random, one of them with a typing error, which should bring it among
// the first three. The draw is the same each time. With --minisearch the same
// is asked of npm's MiniSearch with its fuzzy search, over the same documents.
// From the environment: HEADMATTER, the binary.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const MAX_DOCUMENTS = 400; // of a site, evenly taken

// mulberry32: Tommy Ettinger, 2017, in the public domain.
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function shuffled(words, draw) {
  const out = [...words];
  for (let i = out.length - 1; i > 0; i--) {
    const j = draw(i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

// One edit of a word: a letter is left out, doubled, replaced, or swapped.
export function misspelled(word, draw) {
  const letters = [...word];
  const at = 1 + draw(letters.length - 2);
  switch (draw(4)) {
    case 0:
      letters.splice(at, 1);
      break;
    case 1:
      letters.splice(at, 0, letters[at]);
      break;
    case 2:
      letters[at] = letters[at] === 'e' ? 'a' : 'e';
      break;
    default:
      [letters[at], letters[at + 1]] = [letters[at + 1], letters[at]];
  }
  return letters.join('');
}

const wordsOf = (title) =>
  title.split(/[\s()"']+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));

// What can be asked of a site. Whose title another document has as well, or
// which two words more than three titles have, no order can tell.
function makeQueries(documents) {
  const draw = random(7);
  const key = (title) => wordsOf(title.toLowerCase()).sort().join(' ');
  const counts = new Map();
  for (const { title } of documents)
    counts.set(key(title), (counts.get(key(title)) ?? 0) + 1);
  const own = documents.filter(
    ({ title }) => counts.get(key(title)) === 1 && wordsOf(title).length > 1,
  );
  const titlesWith = (words) =>
    documents.filter(({ title }) =>
      words.every((word) => title.toLowerCase().includes(word.toLowerCase())),
    ).length;
  const step = Math.max(1, own.length / MAX_DOCUMENTS);
  const queries = [];
  for (let i = 0; i < own.length; i += step) {
    const { id, title } = own[Math.floor(i)];
    const words = wordsOf(title);
    const long = [
      ...new Set(words.filter((word) => /^\p{L}{5,}$/u.test(word))),
    ];
    const [wrong, right] = shuffled(long, draw);
    queries.push({
      id,
      shuffled: shuffled(words, draw).join(' '),
      mistyped:
        right === undefined || titlesWith([wrong, right]) > 3
          ? undefined
          : shuffled([misspelled(wrong, draw), right], draw).join(' '),
    });
  }
  return queries;
}

function serve(binary, site) {
  const cache = mkdtempSync(join(tmpdir(), 'quality-'));
  const server = spawn(
    binary,
    ['serve', site, '--listen', '127.0.0.1:0', '--search-cache', cache],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const address = new Promise((resolve, reject) => {
    let out = '';
    server.stdout.on('data', (data) => {
      out += data;
      const match = /listening +(http\S+)/.exec(out);
      if (match) resolve(match[1]);
    });
    server.on('exit', () =>
      reject(new Error(`${binary} does not serve ${site}`)),
    );
  });
  const stop = async () => {
    server.removeAllListeners('exit');
    const gone = new Promise((resolve) => server.on('exit', resolve));
    server.kill();
    await gone;
    rmSync(cache, { recursive: true });
  };
  return { address, stop };
}

async function get(url) {
  for (;;) {
    const answer = await fetch(url);
    if (answer.status !== 503) return answer.json();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// How often a document is among the first `depth` of what `find` gives.
async function share(queries, name, depth, find) {
  const asked = queries.filter((query) => query[name] !== undefined);
  let found = 0;
  for (const query of asked) {
    const ids = await find(query[name]);
    if (ids.slice(0, depth).includes(query.id)) found++;
    else if (process.env.VERBOSE)
      console.error(`${name}: ${query.id}: ${query[name]} -> ${ids}`);
  }
  return asked.length > 0 ? found / asked.length : 1;
}

export async function measure(site, { binary, withMiniSearch = false }) {
  const { address, stop } = serve(binary, site);
  try {
    const base = await address;
    const all = [];
    for (let cursor = ''; cursor !== null;) {
      const page = await get(
        `${base}/_all?fields=id,title,text&limit=500&cursor=${cursor}`,
      );
      all.push(...page.data);
      cursor = page.meta.pagination.next_cursor ?? null;
    }
    const documents = all.filter(({ title }) => typeof title === 'string');
    const queries = makeQueries(documents);
    const ask = async (q) =>
      (
        await get(`${base}/_all?fields=id&limit=3&q=${encodeURIComponent(q)}`)
      ).data.map(({ id }) => id);
    const measured = {
      site: basename(site),
      documents: documents.length,
      queries: queries.length,
      shuffled: await share(queries, 'shuffled', 1, ask),
      mistyped: await share(queries, 'mistyped', 3, ask),
    };
    if (withMiniSearch) {
      const { default: MiniSearch } = await import('minisearch');
      const index = new MiniSearch({
        fields: ['title', 'text'],
        searchOptions: { boost: { title: 8 } },
      });
      index.addAll(documents);
      const search = (options) => (q) =>
        index
          .search(q, options)
          .slice(0, 3)
          .map(({ id }) => id);
      measured.peerShuffled = await share(queries, 'shuffled', 1, search({}));
      measured.peerMistyped = await share(
        queries,
        'mistyped',
        3,
        search({ fuzzy: 0.2 }),
      );
    }
    return measured;
  } finally {
    await stop();
  }
}

const percent = (value) => `${(value * 100).toFixed(1).padStart(7)} %`;

if (process.argv[1]?.endsWith('quality.mjs')) {
  const binary = process.env.HEADMATTER ?? 'build/release/headmatter';
  const sites = process.argv
    .slice(2)
    .filter((argument) => !argument.startsWith('--'));
  const withMiniSearch = process.argv.includes('--minisearch');
  if (sites.length === 0) {
    console.error('usage: quality.mjs [--minisearch] SITE...');
    process.exit(2);
  }
  for (const site of sites) {
    const m = await measure(site, { binary, withMiniSearch });
    let line = `${m.site.padEnd(22)} ${String(m.documents).padStart(6)} documents ${String(m.queries).padStart(5)} queries  shuffled ${percent(m.shuffled)}  typo ${percent(m.mistyped)}`;
    if (withMiniSearch)
      line += `   MiniSearch ${percent(m.peerShuffled)} ${percent(m.peerMistyped)}`;
    console.log(line);
  }
}
