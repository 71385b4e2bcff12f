// astro.mjs - the ways to hold a page of Astro's back, and what Astro
// publishes.
//
// From its documentation: content collections (loaders and their patterns, ids,
// filters of drafts as in its starters), pages. What is
// published is up to the program of a site; this one has what the starter has.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const run = promisify(execFile);
const one = page('title: One', 'date: 2024-05-01');
const draft = page('title: Draft', 'draft: true');
const underscore = 'a name with "_" is private by convention';
const later = 'a date to come holds any document back';

const blog = {
  'package.json': '{"type": "module"}',
  'astro.config.mjs': 'export default {};\n',
  'src/content.config.ts': [
    "import { defineCollection } from 'astro:content';",
    "import { glob } from 'astro/loaders';",
    'const blog = defineCollection({',
    "  loader: glob({ base: './src/content/blog', pattern: '**/*.{md,mdx}' }),",
    '});',
    'export const collections = { blog };',
  ].join('\n'),
  'src/pages/blog/[...slug].astro': [
    '---',
    "import { getCollection, render } from 'astro:content';",
    'export async function getStaticPaths() {',
    "  const all = await getCollection('blog', ({ data }) => !data.draft);",
    '  return all.map((post) => ({ params: { slug: post.id }, props: post }));',
    '}',
    'const { filePath, data } = Astro.props;',
    'const { title, date, tags = [] } = data;',
    'const fields = { path: filePath, title, date, tags };',
    '---',
    '<p set:html={`ORACLE${JSON.stringify(fields)}ORACLE`} />',
  ].join('\n'),
};

/** Each site is a tree of files, and what may differ from Astro and why. */
export const sites = {
  'a blog': {
    differences: [
      ['src/content/blog/_underscore.md', 'served', underscore],
      ['src/content/blog/_wip/a.md', 'served', underscore],
      ['src/content/blog/later.md', 'served', later],
      ['src/content/blog/draft-string.md', 'served', 'drafts may be quoted'],
      ['src/content/blog/published.md', 'served', 'as others say draft'],
      ['src/content/blog/expired.md', 'served', 'expiry is followed anywhere'],
      ['src/content/blog/draft-case.md', 'served', 'keys have no case'],
      ['src/content/blog/drafts/a.md', 'served', 'a folder of drafts'],
      ['src/content/other/a.md', 'served', 'collections are made by a program'],
    ],
    files: {
      ...blog,
      'src/content/blog/first.md': page('title: First', 'date: 2024-01-01', 'tags: [a]'),
      'src/content/blog/Second Post.md': page('title: Second', 'date: 2024-02-01'),
      'src/content/blog/third/index.md': page('title: Third', 'date: 2024-03-01'),
      "src/content/blog/v1.2 what's new.md": page('title: New', 'date: 2024-04-01'),
      'src/content/blog/deep/er/fourth.md': page('title: Fourth', 'date: 2024-05-01'),
      'src/content/blog/slug.md': page('title: Slug', 'date: 2024-06-01', 'slug: own-slug'),
      'src/content/blog/draft.md': draft,
      'src/content/blog/draft-false.md': page('title: Open', 'date: 2024-07-01', 'draft: false'),
      'src/content/blog/draft-string.md': page('title: S', 'date: 2020-01-01', 'draft: "yes"').replace('draft', 'isDraft'),
      'src/content/blog/draft-case.md': page('title: C', 'date: 2020-01-02', 'Draft: true'),
      'src/content/blog/published.md': page('title: P', 'date: 2020-01-03', 'published: false'),
      'src/content/blog/expired.md': page('title: E', 'date: 2020-01-04', 'expiryDate: 2020-01-05'),
      'src/content/blog/later.md': page('title: L', 'date: 2999-01-01'),
      'src/content/blog/_underscore.md': one,
      'src/content/blog/_wip/a.md': one,
      'src/content/blog/.hidden.md': one,
      'src/content/blog/drafts/a.md': one,
      'src/content/other/a.md': one,
      'src/pages/_private.md': one,
      'README.md': one,
    },
  },
};

export const name = 'astro';

const program = () => installed('astro/astro.js');

export async function version() {
  const { stdout } = await run('node', [program(), '--version']);
  return /v?(\d+[.\d]*)/.exec(stdout)[1];
}

/** What the pages in a folder print of themselves, each with its url. */
export async function readPages(built) {
  const pages = [];
  for (const file of await readdir(built, { recursive: true })) {
    if (!file.endsWith('.html')) continue;
    const html = await readFile(path.join(built, file), 'utf8');
    const url = `/${file.replace(/\/?(index)?[.]html$/, '')}`;
    const printed = /ORACLE(.*)ORACLE/.exec(html);
    if (printed !== null) pages.push({ url, ...JSON.parse(printed[1]) });
  }
  return pages;
}

/**
 * Builds the site in `dir` and returns what `read` makes of the folder that it
 * was built to. Starlight finds its own parts only where no link is on the way
 * to them, so that the site is built beside its modules.
 */
export async function build(dir, read) {
  const site = await mkdtemp(path.resolve(installed('../site-')));
  try {
    await cp(dir, site, { recursive: true });
    const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' };
    await run('node', [program(), 'build'], { cwd: site, env });
    return await read(path.join(site, 'dist'));
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}

/** The published documents of the site in `dir`, by their paths. */
export async function publish(dir) {
  const found = {};
  for (const { path: name, ...fields } of await build(dir, readPages))
    found[name] = fields;
  return found;
}
