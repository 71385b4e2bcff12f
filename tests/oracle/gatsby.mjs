// gatsby.mjs - what the tree of files alone decides of a Gatsby site.
//
// A site makes its pages by a program of its own. By the tutorials, documents
// of the folders that gatsby-source-filesystem reads are routed as its
// createFilePath() says, and documents in src/pages are pages as
// gatsby-plugin-page-creator routes them, where gatsby-plugin-mdx reads them.
// These functions are asked; no site is bundled.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const hidden = 'hidden files are never read';
const draft = 'Gatsby knows no drafts; headmatter keeps them back anywhere';
const later = 'a date to come holds any document back';

/** Settings that read these folders, written in different ways. */
const config = (...paths) =>
  [
    "const path = require('path');",
    'module.exports = {',
    "  siteMetadata: { title: 'Kitchen' },",
    '  plugins: [',
    ...paths.map(
      (written) =>
        `    { resolve: 'gatsby-source-filesystem', options: { name: 'x', path: ${written} } },`,
    ),
    "    'gatsby-plugin-mdx',",
    '  ],',
    '};',
  ].join('\n');

/** Each site is a tree of files, and what may differ from Gatsby and why. */
export const sites = {
  'a blog': {
    differences: [
      ['content/blog/.hidden.md', 'served', hidden],
      ['content/blog/draft.md', 'served', draft],
      ['content/blog/later.md', 'served', later],
    ],
    files: {
      'gatsby-config.js': config('`${__dirname}/content/blog`', "'src/pages'"),
      'package.json': '{}',
      'README.md': page('title: One'),
      'content/blog/hello-world/index.md': page('title: Hello', 'date: 2024-01-01'),
      'content/blog/second.md': page('title: Second', 'date: 2024-01-02'),
      'content/blog/Third Post.md': page('title: Third', 'date: 2024-01-03'),
      'content/blog/2024-01-04-dated.md': page('title: Dated', 'date: 2024-01-04'),
      'content/blog/deep/er/fourth.mdx': page('title: Fourth', 'date: 2024-01-05'),
      'content/blog/v1.2.md': page('title: Version', 'date: 2024-01-06'),
      'content/blog/été.md': page('title: Summer', 'date: 2024-01-07'),
      'content/blog/_underscore.md': page('title: U', 'date: 2024-01-08'),
      'content/blog/.hidden.md': page('title: H', 'date: 2024-01-09'),
      'content/blog/draft.md': page('title: Draft', 'draft: true', 'date: 2024-01-10'),
      'content/blog/later.md': page('title: Later', 'date: 2999-01-01'),
      'content/blog/slug.md': page('title: Slug', 'slug: own', 'date: 2024-01-11'),
      'content/other/a.md': page('title: Other'),
      'content/blog/node_modules/a.md': page('title: Module'),
      'src/pages/about.mdx': page('title: About'),
      'src/pages/legal/index.mdx': page('title: Legal'),
      'src/pages/legal/Terms of use.mdx': page('title: Terms'),
      'src/pages/_private.mdx': page('title: Private'),
      'src/pages/template-a.mdx': page('title: Template'),
      'src/components/a.mdx': page('title: Component'),
    },
  },
  'folders by calls': {
    differences: [],
    files: {
      'gatsby-config.js': config("path.join(__dirname, 'content', 'posts')", 'path.resolve("docs")'),
      'content/posts/a.md': page('title: A', 'date: 2024-01-01'),
      'content/posts/index.md': page('title: Index'),
      'content/notes/b.md': page('title: B'),
      'docs/guides/set-up.md': page('title: Set up'),
      'docs/guides/index.md': page('title: Guides'),
      'notes/c.md': page('title: C'),
    },
  },
};

export const name = 'gatsby';

const requireInstalled = () =>
  createRequire(path.resolve(installed('gatsby/package.json')));

export async function version() {
  const file = installed('gatsby/package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}

/** The files that gatsby-source-filesystem reads of a folder. */
async function filesOf(folder) {
  const files = await readdir(folder, { recursive: true });
  return files
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !file.split('/').includes('node_modules'));
}

/** The folders in the settings, which are run as Gatsby runs them. */
function foldersOf(dir) {
  const before = process.cwd();
  process.chdir(dir);
  try {
    const { plugins } = createRequire(`${dir}/`)('./gatsby-config.js');
    return plugins
      .map(({ options }) => options?.path)
      .filter((folder) => folder !== undefined)
      .map((folder) => path.resolve(dir, folder));
  } finally {
    process.chdir(before);
  }
}

/** Routes a file of a folder as tutorials have it; src/pages are pages. */
function routeOf(dir, folder, file) {
  const load = requireInstalled();
  const { createFilePath } = load('gatsby-source-filesystem');
  const { createPath, validatePath } = load('gatsby-page-utils');
  if (path.relative(dir, folder) === path.join('src', 'pages'))
    return validatePath(file) ? createPath(file, true) : null;
  const node = { relativePath: file, internal: { type: 'File' } };
  return createFilePath({ node, getNode: () => undefined });
}

export async function publish(dir) {
  const matter = requireInstalled()('gray-matter');
  const found = {};
  for (const folder of foldersOf(dir)) {
    for (const file of await filesOf(folder)) {
      const whole = path.join(folder, file);
      const url = /[.]mdx?$/.test(file) ? routeOf(dir, folder, file) : null;
      if (url === null) continue;
      const { data } = matter(await readFile(whole, 'utf8'));
      const { title, date } = data;
      found[path.relative(dir, whole)] = { url: encodeURI(url), title, date };
    }
  }
  return found;
}
