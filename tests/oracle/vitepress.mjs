// vitepress.mjs - how VitePress routes pages, what it leaves out, and what it
// publishes.
//
// From its documentation: routing (source folder, clean addresses, rewrites,
// templates), site config (`srcExclude`), internationalization, titles. A page
// is published if it is built.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const run = promisify(execFile);
const one = page('title: One');
const draft = 'VitePress knows no drafts; headmatter keeps them back anywhere';
const later = 'a date to come holds any document back';
const paper = 'files about a repository are no documents';
const template = 'pages of a template are made by a program';
const untitled = 'a page without a title is called like its file';

/** The settings, and a hook that prints each page that is built. */
const config = (...lines) =>
  [
    "import { defineConfig } from 'vitepress';",
    'export default defineConfig({',
    "  title: 'Kit',",
    ...lines.map((line) => `  ${line}`),
    '  transformPageData({ filePath, relativePath, title }) {',
    '    const fields = { filePath, relativePath, title };',
    '    console.log(`ORACLE${JSON.stringify(fields)}ORACLE`);',
    '  },',
    '});',
    '',
  ].join('\n');

/** Each site is a tree of files, and what may differ from VitePress and why. */
export const sites = {
  'a new site': {
    differences: [
      ['README.md', 'served', paper],
      ['drafts/a.md', 'served', draft],
      ['guide/draft.md', 'served', draft],
      ['guide/published.md', 'served', draft],
      ['guide/later.md', 'served', later],
      ['guide/untitled-page.md', 'title', untitled],
      ['index.md', 'title', untitled],
      ['packages/[pkg].md', 'served', template],
      ['public/a.md', 'served', 'the folder of files that are copied'],
    ],
    files: {
      'package.json': '{"type": "module"}',
      '.vitepress/config.mts': config(),
      'README.md': '# Read me\n',
      'index.md': '---\nlayout: home\nhero:\n  name: Kit\n---\n',
      'about.md': '# About us {#about}\n\nText.\n',
      'guide/index.md': page('title: Guide'),
      'guide/Set up.md': page('title: Set up'),
      'guide/01-numbered.md': page('title: Numbered'),
      'guide/untitled-page.md': 'Text.\n',
      'guide/inner.md': 'Text.\n\n# Below\n',
      'guide/_underscore.md': page('title: U'),
      'guide/README.md': page('title: Guide readme'),
      'guide/draft.md': page('title: Draft', 'draft: true'),
      'guide/published.md': page('title: P', 'published: false'),
      'guide/later.md': page('title: L', 'date: 2999-01-01'),
      'guide/deep/er/a.md': page('title: A'),
      'guide/data.json': '{"title": "Data"}\n',
      'guide/x.mdx': one,
      'guide/long.markdown': one,
      'packages/[pkg].md': '# {{ $params.pkg }}\n',
      'packages/[pkg].paths.js': "export default { paths: () => [{ params: { pkg: '1' } }] };\n",
      'drafts/a.md': page('title: A'),
      'public/a.md': page('title: Public'),
      'dist/a.md': page('title: Dist'),
      'node_modules/a.md': one,
    },
  },
  'other folders and addresses': {
    differences: [],
    files: {
      '.vitepress/config.js': config(
        "srcDir: './src',",
        "base: '/kit/',",
        'cleanUrls: true,',
        "srcExclude: ['**/wip/**', 'notes/*.local.md'],",
        'rewrites: {',
        "  'a/only.md': 'one/only.md',",
        "  'packages/:pkg/src/:slug*': ':pkg/:slug*',",
        '},',
      ),
      'outside.md': one,
      'src/index.md': page('title: Home'),
      'src/a/only.md': page('title: Only'),
      'src/a/other.md': page('title: Other'),
      'src/packages/one/src/index.md': page('title: One'),
      'src/packages/one/src/deep/er.md': page('title: Deeper'),
      'src/packages/one/readme-not.md': page('title: Not'),
      'src/wip/a.md': one,
      'src/deep/wip/a.md': one,
      'src/notes/a.local.md': one,
      'src/notes/b.md': page('title: B'),
    },
  },
  'several languages': {
    differences: [],
    files: {
      '.vitepress/config.ts': config(
        'cleanUrls: true,',
        "locales: { root: { label: 'English', lang: 'en-US' }, fr: { label: 'Français', lang: 'fr-FR' } },",
      ),
      'index.md': page('title: Home'),
      'guide/a.md': page('title: A'),
      'fr/index.md': page('title: Accueil'),
      'fr/guide/a.md': page('title: Un'),
      'fr/guide/only.md': page('title: Seul'),
    },
  },
};

export const name = 'vitepress';

export async function version() {
  const file = installed('vitepress/package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}

/** As addresses have it: without the name of an index file. */
function urlOf(file, isClean) {
  const bare = file.replace(/[.]md$/, '');
  if (/(^|\/)index$/.test(bare)) return `/${bare.slice(0, -'index'.length)}`;
  return `/${bare}${isClean ? '' : '.html'}`;
}

/** Builds the site beside the modules that it takes its settings from. */
export async function publish(dir) {
  const site = await mkdtemp(path.resolve(installed('../site-')));
  const program = `
    import { build, resolveConfig } from 'vitepress';
    await build(process.cwd());
    const { cleanUrls, srcDir } = await resolveConfig(process.cwd(), 'build');
    console.log('SITE' + JSON.stringify({ cleanUrls, srcDir }) + 'SITE');
  `;
  try {
    await cp(dir, site, { recursive: true });
    const { stdout } = await run(
      'node',
      ['--input-type=module', '-e', program],
      { cwd: site },
    );
    const found = {};
    const settings = JSON.parse(/SITE(.*)SITE/.exec(stdout)[1]);
    const folder = path.relative(site, settings.srcDir);
    for (const [, printed] of stdout.matchAll(/ORACLE(.*)ORACLE/g)) {
      const { filePath, relativePath, title } = JSON.parse(printed);
      const url = encodeURI(urlOf(relativePath, settings.cleanUrls));
      found[path.join(folder, filePath)] = { url, title };
    }
    return found;
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}
