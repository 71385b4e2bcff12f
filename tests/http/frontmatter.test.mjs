// frontmatter.test.mjs - real front matter, against an independent reader.
//
// Every file of the sites of other people that lie beside the project is read
// twice: by the binary, as `include=front_matter` shows it, and by npm's
// `yaml` (1.2, core schema) or JSON.parse. Both must see the same values of the
// same types under the same keys in the same order, but for keys that are
// numbers, which JavaScript puts first. No difference is excused. A file that
// is not served must have a reason: a draft, a date to come, or a diagnostic.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, parseDocument } from 'yaml';
import { findCorpus } from './corpora.mjs';
import { startServer } from './server.mjs';
import { check, getJson } from './support.mjs';

const corpusNames = [
  'auto-annotated-portfolio',
  'cassidoo-astro',
  'content-ops-starter',
  'funktionale-de',
  'nodejs-blog',
  'nuxt-content-blog',
  'oswin-losper-blog',
  'personalweb',
];

const isDocument = (name) => /\.(md|markdown|mdx|json|ya?ml)$/i.test(name);
const isSkipped = (name) => name.startsWith('.') || name === 'node_modules';
/** Settings, and data that is served as the people it lists. */
const isNoDocument = (name) => /^(_config\.yml|authors\.json)$/.test(name);

/** Every document below `dir`, as the paths that the API shows. */
async function listFiles(dir, folder = '') {
  const files = [];
  const children = await readdir(path.join(dir, folder), {
    withFileTypes: true,
  });
  for (const child of children) {
    const name = path.posix.join(folder, child.name);
    if (isSkipped(child.name)) continue;
    if (child.isDirectory()) files.push(...(await listFiles(dir, name)));
    else if (isDocument(child.name) && !isNoDocument(child.name))
      files.push(name);
  }
  return files;
}

/** As walk does: the content root where there is one, else the folder. */
function contentRoot(dir) {
  const found = ['content', 'src/content', 'docs/content'].filter((name) =>
    existsSync(path.join(dir, name)),
  );
  return found[0] ?? '';
}

const yamlOptions = { version: '1.2', schema: 'core', merge: true };

/** The text between the markers, or null: written down a second time. */
function headOf(text) {
  const found = /^\ufeff?---[ \t]*\r?\n([^]*?)^(?:---|\.\.\.)[ \t]*\r?$/m.exec(
    text,
  );
  return found !== null && found.index === 0 ? found[1] : null;
}

function readFrontMatter(file, text) {
  if (file.endsWith('.json')) return JSON.parse(text.replace(/^\ufeff/, ''));
  if (/\.ya?ml$/.test(file)) return parse(text, yamlOptions);
  const head = headOf(text);
  return head === null ? {} : (parse(head, yamlOptions) ?? {});
}

/** With the order of keys, which deepEqual() does not see. */
const ordered = (value) => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, child]) => [key, ordered(child)]);
};

const asJson = (value) => JSON.parse(JSON.stringify(value));

/** Whether the writer keeps it back: read from the head alone. */
function isKeptBack(file, head) {
  const isTrue = (value) => /^(true|yes)$/i.test(String(value));
  const date = Date.parse(head?.date ?? head?.publish_at ?? '');
  return (
    /(^|\/)_?drafts?\//.test(file) ||
    // Jekyll's posts have a date in their names.
    (/(^|\/)_posts\//.test(file) &&
      !/^\d+-\d+-\d+-/.test(path.basename(file))) ||
    isTrue(head?.draft) ||
    isTrue(head?.isDraft) ||
    isTrue(head?.hidden) ||
    /^(false|no)$/i.test(String(head?.published)) ||
    head?.status === 'draft' ||
    date > Date.now()
  );
}

async function readAll(server) {
  const served = new Map();
  const start =
    '/_all?include=front_matter&fields=path,front_matter&limit=1000';
  for (let next = start; next !== null;) {
    const { data, links } = await getJson(server, next);
    for (const { path: file, front_matter } of data)
      served.set(file, front_matter);
    next = links.next;
  }
  return served;
}

for (const name of corpusNames) {
  const { dir, skip } = findCorpus(name);
  describe(name, { skip }, () => {
    let server;
    let served;
    let files;
    const textOf = (file) => readFile(path.join(dir, file), 'utf8');

    before(async () => {
      server = await startServer(dir);
      served = await readAll(server);
      files = await listFiles(dir, contentRoot(dir));
    });
    after(() => server?.stop());

    test('shows every front matter as another reader reads it', async () => {
      assert.ok(served.size > 0);
      for (const [file, shown] of served) {
        const expected = asJson(readFrontMatter(file, await textOf(file)));
        assert.deepEqual(ordered(shown), ordered(expected), file);
      }
    });

    test('serves every file that nobody kept back or broke', async () => {
      const { data: diagnostics } = await check(dir);
      for (const file of files.filter((each) => !served.has(each))) {
        const hasError = diagnostics.some(
          (found) => found.path === file && found.severity === 'error',
        );
        if (hasError) continue;
        const head = readFrontMatter(file, await textOf(file));
        assert.ok(isKeptBack(file, head), `${file} is missing`);
      }
      const known = new Set(files);
      for (const file of served.keys()) assert.ok(known.has(file), file);
    });

    test('finds faults only where the other reader finds them', async () => {
      const { data: diagnostics } = await check(dir);
      const faults = diagnostics.filter(({ code }) => code === 'yaml-syntax');
      for (const { path: file } of faults) {
        const text = await textOf(file);
        const head = /\.ya?ml$/.test(file) ? text : headOf(text);
        const { errors } = parseDocument(head ?? '', yamlOptions);
        assert.ok(errors.length > 0, file);
      }
    });
  });
}
