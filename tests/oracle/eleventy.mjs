// eleventy.mjs - the ways to hold a page of Eleventy's back, and what Eleventy
// publishes.
//
// From its documentation: ignore files, permalinks, collections, directory and
// template data files, configuration (input folder, template formats), and
// drafts, which it leaves to a preprocessor of the site.
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const run = promisify(execFile);
const one = page('title: One', 'date: 2024-05-01');
const config = 'export default () => {};\n';
const draft = 'drafts are a convention of sites: a draft by any key is one';
const data = 'data is served, for front ends to show';
const later = 'a date to come holds any document back';

/** Each site is a tree of files, and what may differ from Eleventy and why. */
export const sites = {
  'front matter': {
    differences: [
      ['.hidden/a.md', 'served', 'hidden folders are never read'],
      ['_data/x.json', 'served', data],
      ['_site/old.md', 'served', 'what was built is not read'],
      ['posts/draft.md', 'served', draft],
      ['posts/later.md', 'served', later],
    ],
    files: {
      'eleventy.config.js': config,
      'index.md': page('title: Home', 'date: 2020-01-01'),
      'about.md': page('title: About', 'date: 2020-01-02'),
      'about/about.md': page('title: Inner', 'date: 2020-01-03', 'permalink: /inner/'),
      'posts/2024-01-01-first.md': page('title: First', 'tags: [post, a]'),
      'posts/second.md': page('title: Second', 'date: 2024-02-01', 'tags: post'),
      'posts/third/index.md': page('title: Third', 'date: 2024-03-01'),
      'posts/permalink.md': page('title: P', 'date: 2024-04-01', 'permalink: /p/x.html'),
      'posts/no-page.md': page('title: No page', 'date: 2024-04-02', 'permalink: false'),
      'posts/no-list.md': page('title: No list', 'date: 2024-04-03', 'eleventyExcludeFromCollections: true'),
      'posts/draft.md': page('title: Draft', 'date: 2019-04-04', 'draft: true'),
      'posts/later.md': page('title: Later', 'date: 2999-01-01'),
      '_includes/x.md': one,
      '_data/x.json': '{"a": 1}',
      '_site/old.md': one,
      'node_modules/x/README.md': one,
      '.hidden/a.md': one,
      'posts/_underscore.md': page('title: Underscore', 'date: 2024-05-02'),
    },
  },
  'ignore files': {
    files: {
      'eleventy.config.js': config,
      '.gitignore': 'built/\n*.log.md\n# a comment\n/top.md\n',
      '.eleventyignore': [
        'secret.md',
        'notes/',
        'wip/**',
        'drafts-*.md',
        'posts/*.private.md',
        '!posts/kept.private.md',
        './dot.md',
        '',
        '# posts/a.md',
      ].join('\n'),
      'a.md': one,
      'secret.md': one,
      'posts/secret.md': one,
      'notes/a.md': one,
      'posts/notes/a.md': one,
      'wip/deep/a.md': one,
      'drafts-a.md': one,
      'posts/drafts-a.md': one,
      'posts/a.private.md': one,
      'posts/kept.private.md': one,
      'posts/a.md': one,
      'dot.md': one,
      'built/a.md': one,
      'posts/built/a.md': one,
      'x.log.md': one,
      'posts/x.log.md': one,
      'top.md': one,
      'posts/top.md': one,
    },
  },
  'data files': {
    differences: [
      ['closed/a.md', 'served', draft],
      ['posts/a.md', 'url', 'only Eleventy evaluates templates'],
    ],
    files: {
      'eleventy.config.js': config,
      'posts/posts.json': '{"permalink": "/blog/{{ page.fileSlug }}/", "tags": ["post"]}',
      'posts/a.md': page('title: A', 'date: 2024-01-01', 'tags: [own]'),
      'notes/notes.11tydata.json': '{"permalink": false}',
      'notes/a.md': one,
      'notes/b.md': page('title: B', 'date: 2024-01-01', 'permalink: /b/'),
      'lists/lists.json': '{"eleventyExcludeFromCollections": true}',
      'lists/a.md': one,
      'old/a.11tydata.json': '{"permalink": false, "title": "From data"}',
      'old/a.md': page('date: 2024-01-01'),
      'closed/closed.json': '{"draft": true}',
      'closed/a.md': one,
    },
  },
  'a folder of input': {
    differences: [
      ['src/_data/x.json', 'served', data],
    ],
    files: {
      'eleventy.config.js': 'export default () => ({ dir: { input: "src" } });\n',
      'private.md': one,
      'src/a.md': one,
      'src/posts/b.md': one,
      'src/_includes/x.md': one,
      'src/_data/x.json': '{"a": 1}',
    },
  },
  'ignores of the settings': {
    files: {
      'eleventy.config.js': [
        'export default (config) => {',
        '  config.ignores.add("secret.md");',
        '  config.ignores.add("notes/**");',
        '  config.ignores.add("**/*.wip.md");',
        '};',
      ].join('\n'),
      'a.md': one,
      'secret.md': one,
      'notes/a.md': one,
      'posts/a.wip.md': one,
      'posts/a.md': one,
    },
  },
  'settings written in other ways': {
    files: {
      '.eleventyignore': '\uFEFFsrc/bom.md\nsrc/./posts//twice.md\nsrc/secre[t].md\n',
      'eleventy.config.js': [
        'export default (config) => {',
        '  config.ignores.add("src/one.md"); config.ignores.add("src/two.md");',
        '  config.ignores.add(',
        '    // a comment',
        '    "src/three.md"',
        '  );',
        '  return { "dir": { "output": "_site", input: "src" }, other: { input: "." } };',
        '};',
      ].join('\n'),
      'private.md': one,
      'src/a.md': one,
      'src/bom.md': one,
      'src/one.md': one,
      'src/two.md': one,
      'src/three.md': one,
      'src/secret.md': one,
      'src/posts/twice.md': one,
      'src/posts/b.md': one,
    },
  },
  'ignore files of the input folder': {
    files: {
      'eleventy.config.js': 'export default () => ({ dir: { input: "src" } });\n',
      '.eleventyignore': 'src/top.md\na.md\n',
      'src/.eleventyignore': 'secret.md\nnotes/\n*/deep.md\n/./slash.md\n../x\n',
      'src/.gitignore': 'a.md\n',
      'src/a.md': one,
      'src/top.md': one,
      'src/secret.md': one,
      'src/slash.md': one,
      'src/posts/secret.md': one,
      'src/posts/deep.md': one,
      'src/notes/a.md': one,
    },
  },
  'an ignore file in a folder that is not the input': {
    files: {
      'eleventy.config.js': config,
      'posts/.eleventyignore': 'a.md\n',
      'posts/a.md': one,
    },
  },
  'folders of parts': {
    files: {
      'eleventy.config.js': [
        'export default () => ({ dir: {',
        '  input: "src", includes: "parts", layouts: "frames", data: "facts",',
        '} });',
      ].join('\n'),
      'src/a.md': one,
      'src/parts/b.md': one,
      'src/frames/deep/c.md': one,
      'src/facts/d.md': one,
      'src/posts/parts/e.md': one,
    },
  },
  'folders of parts by calls': {
    files: {
      'eleventy.config.js': [
        'export default (config) => {',
        '  config.setInputDirectory("src");',
        '  config.setIncludesDirectory ( "parts" );',
        '  config.setLayoutsDirectory("frames");',
        '  config.setDataDirectory("facts");',
        '  // { dir: { input: "src" } };',
        '};',
      ].join('\n'),
      'private.md': one,
      'src/a.md': one,
      'src/parts/b.md': one,
      'src/frames/deep/c.md': one,
      'src/facts/d.md': one,
    },
  },
  'a document among the data': {
    files: {
      'eleventy.config.js': config,
      '_data/a.md': one,
      'posts/a.md': one,
    },
  },
  'data files that are ignored': {
    files: {
      'eleventy.config.js': config,
      '.gitignore': '*.json\nposts/*.json\n',
      'posts/posts.json': '{"permalink": false}',
      'posts/b.json': '{"title": "From data"}',
      'posts/b.md': page('date: 2024-01-01', 'permalink: /b/'),
      'posts/a.md': one,
    },
  },
  'ignores that are computed': {
    differences: [
      ['posts/a.md', 'served', 'what is computed stands for anything'],
    ],
    files: {
      'eleventy.config.js': [
        'const wip = "wip", a = "a.md";',
        'export default (config) => {',
        '  config.ignores.add("one.md").add("two.md")',
        '    .add("three.md");',
        '  config.ignores . add ("four.md");',
        '  config.ignores.add(`posts/${wip}/*.md`);',
        '  config.ignores.add("notes/" + a);',
        '};',
      ].join('\n'),
      'a.md': one,
      'one.md': one,
      'two.md': one,
      'three.md': one,
      'four.md': one,
      'posts/a.md': one,
      'posts/wip/a.md': one,
      'notes/a.md': one,
    },
  },
  'the ignore file of Git': {
    files: {
      'eleventy.config.js': [
        'export default (config) => {',
        '  // config.setUseGitIgnore(false);',
        '};',
      ].join('\n'),
      '.gitignore': 'secret.md\n',
      'a.md': one,
      'secret.md': one,
    },
  },
  'no ignore file of Git': {
    files: {
      'eleventy.config.js': [
        'export default (config) => {',
        '  config.setUseGitIgnore( /* it names our own notes */ false );',
        '};',
      ].join('\n'),
      '.gitignore': 'secret.md\n',
      '.eleventyignore': 'other.md\n',
      'a.md': one,
      'secret.md': one,
      'other.md': one,
    },
  },
};

/** A page that prints what Eleventy knows of the others. */
const printer = `export const data = {
  permalink: "oracle.json",
  eleventyExcludeFromCollections: true,
};
export function render({ collections }) {
  const all = collections.all.map(({ inputPath, url, date, data }) => ({
    path: inputPath.replace(/^\\.\\//, ""),
    url: url || null,
    date,
    title: data.title,
    tags: data.tags ?? [],
  }));
  return JSON.stringify(all);
}
`;

export const name = 'eleventy';

const program = () => installed('@11ty/eleventy/cmd.cjs');

export async function version() {
  const { stdout } = await run('node', [program(), '--version']);
  return stdout.trim();
}

/** Builds the site in `dir`; returns its published documents, by their paths. */
export async function publish(dir) {
  const settings = path.join(dir, 'eleventy.config.js');
  const input = /input: "(.*?)"/.exec(await readFile(settings, 'utf8'))?.[1];
  const file = path.join(dir, input ?? '', 'oracle.11ty.js');
  await writeFile(path.join(dir, 'package.json'), '{"type": "module"}');
  await writeFile(file, printer);
  const built = `${dir}-built`;
  const words = [program(), `--output=${built}`];
  const { stdout } = await run('node', words, { cwd: dir });
  const listed = JSON.parse(await readFile(path.join(built, 'oracle.json'), 'utf8'));
  const found = {};
  for (const { path: name, ...fields } of listed) found[name] = fields;
  for (const [, to, from] of stdout.matchAll(/Writing (.*?) from (.*?)(?: \(|$)/gm)) {
    if (from.endsWith('.11ty.js')) continue;
    const url = path.relative(built, path.resolve(dir, to));
    found[path.normalize(from)] ??= { url: `/${url.replace(/index[.]html$/, '')}` };
  }
  await rm(file);
  return found;
}
