// fumadocs.mjs - how Fumadocs routes pages, and what its folders are called.
//
// From its documentation: page conventions (slugs, groups, index files,
// languages by suffix), loader. Which files it is given is up to the program of
// a site; its documentation gives it all of a folder, and so does this one.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const one = page('title: One');
const draft = 'Fumadocs knows no drafts; headmatter keeps them back anywhere';
const later = 'a date to come holds any document back';

/** The settings of the documentation, with a folder and its route. */
const program = (folder, route) => ({
  'package.json': '{"type": "module"}',
  'source.config.ts': [
    "import { defineDocs, defineConfig } from 'fumadocs-mdx/config';",
    `export const docs = defineDocs({ dir: '${folder}' });`,
    'export default defineConfig();',
    '',
  ].join('\n'),
  'lib/source.ts': [
    "import { docs } from '@/.source';",
    "import { loader } from 'fumadocs-core/source';",
    'export const source = loader({',
    `  baseUrl: '${route}',`,
    '  source: docs.toFumadocsSource(),',
    '});',
    '',
  ].join('\n'),
});

/** Each site is a tree of files, and what may differ from Fumadocs and why. */
export const sites = {
  'a new site': {
    differences: [
      ['content/docs/draft.mdx', 'served', draft],
      ['content/docs/later.mdx', 'served', later],
    ],
    files: {
      ...program('content/docs', '/docs'),
      'next.config.mjs': 'export default {};\n',
      'README.md': one,
      'app/page.mdx': one,
      'content/docs/meta.json': '{"title": "Manual", "pages": ["index", "..."]}\n',
      'content/docs/index.mdx': page('title: Home'),
      'content/docs/Set up.mdx': page('title: Set up'),
      'content/docs/v1.2.md': page('title: Version'),
      'content/docs/(start)/install.mdx': page('title: Install'),
      'content/docs/(start)/meta.json': '{"title": "First steps"}\n',
      'content/docs/api/index.mdx': page('title: Api'),
      'content/docs/api/(more)/deep.mdx': page('title: Deep'),
      'content/docs/api/slug.mdx': page('title: Slug', 'slug: own'),
      'content/docs/api/meta.json': '{"title": "The API", "root": true}\n',
      'content/docs/draft.mdx': page('title: Draft', 'draft: true'),
      'content/docs/later.mdx': page('title: Later', 'date: 2999-01-01'),
    },
  },
  'docs at the top': {
    differences: [],
    files: {
      ...program('content/guide', '/'),
      'content/guide/index.mdx': page('title: Home'),
      'content/guide/a/b.mdx': page('title: B'),
      'content/guide/(x)/c.mdx': page('title: C'),
    },
  },
};

export const name = 'fumadocs';

export async function version() {
  const file = installed('fumadocs-core/package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}

/** The files of a folder, as fumadocs-mdx hands them over. */
async function filesOf(folder) {
  const found = [];
  for (const file of (await readdir(folder, { recursive: true })).sort()) {
    const whole = path.join(folder, file);
    if (/[.]mdx?$/.test(file)) {
      const text = await readFile(whole, 'utf8');
      const title = /^title: (.*)$/m.exec(text)?.[1];
      found.push({ type: 'page', path: file, data: { title } });
    } else if (/(^|\/)meta[.]json$/.test(file)) {
      const data = JSON.parse(await readFile(whole, 'utf8'));
      found.push({ type: 'meta', path: file, data });
    }
  }
  return found;
}

/** The settings say which folder has which route. */
async function settingsOf(dir) {
  const [config, source] = await Promise.all(
    ['source.config.ts', 'lib/source.ts'].map((file) =>
      readFile(path.join(dir, file), 'utf8'),
    ),
  );
  return {
    folder: /dir: '(.*?)'/.exec(config)[1],
    baseUrl: /baseUrl: '(.*?)'/.exec(source)[1],
  };
}

export async function publish(dir) {
  const { folder, baseUrl } = await settingsOf(dir);
  const file = path.resolve(installed('fumadocs-core/dist/source/index.js'));
  const { loader } = await import(pathToFileURL(file));
  const files = await filesOf(path.join(dir, folder));
  const found = {};
  for (const { url, path: name, data } of loader({
    baseUrl,
    source: { files },
  }).getPages())
    found[path.join(folder, name)] = { url, title: data.title };
  return found;
}
