// hexo.mjs - the ways to hold a page of Hexo's back, and what Hexo publishes.
//
// From its documentation: configuration (source_dir, include, exclude, ignore,
// skip_render, future, render_drafts, default_category, category_map,
// pretty_urls, post_asset_folder), front matter, permalinks, writing
// (new_post_name), and asset folders.
import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const run = promisify(execFile);
const one = page('title: One', 'date: 2024-01-01');

const draft = 'a draft by any key is one';
const language = 'neighbours are in the same language';
const later = 'a date to come holds any document back';
const paper = 'a paper of a repository is never a document';

export const sites = {
  posts: {
    differences: [
      ['source/_posts/draft.md', 'served', draft],
      ['source/_posts/first.md', 'next', draft],
      ['source/_posts/second.md', 'previous', draft],
      ['source/page-hidden.md', 'served', 'a draft by any key is one, also of pages'],
      ['source/README.md', 'served', paper],
      ['source/_data/links.yml', 'served', 'data is served, for front ends to show'],
    ],
    files: {
      '_config.yml': 'title: A\nfuture: true\nrender_drafts: false',
      'package.json': '{"hexo": {"version": "8.1.2"}}',
      'scaffolds/post.md': page('title: {{ title }}', 'date: {{ date }}', 'tags:'),
      'scaffolds/draft.md': page('title: {{ title }}'),
      'themes/landscape/README.md': one,
      'themes/landscape/source/_posts/x.md': one,
      'notes.md': one,
      'source/README.md': page('title: Readme'),
      'source/_posts/first.md': page('title: First', 'date: 2024-01-01 10:00:00', 'tags: a'),
      'source/_posts/second.md': page('title: Second', 'date: 2024-02-01 10:00:00', 'tags: [c d, e]'),
      'source/_posts/trip/day-1.md': page('title: Day 1', 'date: 2024-02-02'),
      'source/_posts/trip/index.md': page('title: Trip', 'date: 2024-02-03'),
      'source/_posts/2024-03-01-dated.md': page('title: Dated', 'date: 2024-03-02'),
      'source/_posts/unopened.md': 'title: Unopened\ndate: 2024-03-03\ntags:\n- x\n---\nText.\n',
      'source/_posts/five.md': '-----\ntitle: Five\ndate: 2024-03-04\n-----\nText.\n',
      'source/_posts/json.md': '"title": "JSON",\n"date": "2024/03/05",\n"tags": ["j"]\n;;;\nText.\n',
      'source/_posts/json-open.md': ';;;\n"title": "JSON open",\n"date": "2024/03/06"\n;;;\nText.\n',
      'source/_posts/json-hidden.md': '"title": "Hidden",\n"published": false\n;;;\nText.\n',
      'source/_posts/unopened-hidden.md': 'title: Hidden\npublished: false\n---\nText.\n',
      'source/_posts/own.md': page('title: Own', 'date: 2024-03-07', 'permalink: own/way'),
      'source/_posts/own-slash.md': page('title: Own', 'date: 2024-03-08', 'permalink: /own/slash/'),
      'source/_posts/slug.md': page('title: Slug', 'date: 2024-03-09', 'slug: other'),
      'source/_posts/draft.md': page('title: Draft', 'date: 2024-02-01 09:00:00', 'draft: true'),
      'source/_posts/hidden.md': page('title: Hidden', 'published: false'),
      'source/_posts/_private.md': one,
      'source/_posts/_wip/a.md': one,
      'source/_posts/old.md~': one,
      'source/_posts/later.md': page('title: Later', 'date: 2999-01-01'),
      'source/_posts/Größe & mehr.md': page('title: Größe', 'date: 2024-03-10'),
      'source/_drafts/idea.md': page('title: Idea', 'date: 2024-01-01'),
      'source/_drafts/loud.md': page('title: Loud', 'date: 2024-01-01', 'published: true'),
      'source/_data/links.yml': 'a: 1',
      'source/_other/a.md': one,
      'source/about/index.md': page('title: About'),
      'source/about/me.md': page('title: Me'),
      'source/index.md': page('title: Home'),
      'source/notes/_a.md': one,
      'source/page-own.md': page('title: Own', 'permalink: somewhere/else'),
      'source/page-slash.md': page('title: Own', 'permalink: somewhere/'),
      'source/page-hidden.md': page('title: Hidden', 'published: false'),
    },
  },
  'what is left out': {
    files: {
      '_config.yml': [
        'skip_render: [raw.md, "_posts/raw/**", "deep/**/raw.md"]',
        'include: ["_shown/**", "notes/_shown.md"]',
        'exclude: ["notes/*.private.md", "**/wip/**"]',
        'ignore: ["**/gone", "**/_posts/gone.md"]',
      ].join('\n'),
      'scaffolds/post.md': 'x',
      'source/_posts/a.md': page('title: A', 'date: 2024-01-01'),
      'source/_posts/gone.md': one,
      'source/_posts/raw/a.md': one,
      'source/_posts/wip/a.md': page('title: Wip', 'date: 2024-01-02'),
      'source/raw.md': one,
      'source/deep/raw.md': one,
      'source/deep/more/raw.md': one,
      'source/deep/other.md': page('title: Other'),
      'source/_shown/a.md': page('title: Shown'),
      'source/notes/_shown.md': page('title: Shown'),
      'source/notes/_hidden.md': one,
      'source/notes/a.private.md': one,
      'source/notes/a.md': page('title: Notes'),
      'source/notes/wip/a.md': one,
      'source/gone/a.md': one,
    },
  },
  'permalinks and categories': {
    files: {
      '_config.yml': [
        'permalink: :category/:year/:i_month/:name-:abbrlink-:post_title.html',
        'permalink_defaults: {abbrlink: none}',
        'default_category: misc',
        'category_map: {Reisen: travel, "Über uns": about}',
        'pretty_urls: {trailing_index: false, trailing_html: false}',
      ].join('\n'),
      'scaffolds/post.md': 'x',
      'source/_posts/a.md': page('title: One Thing!', 'date: 2024-05-01', 'categories: Reisen'),
      'source/_posts/b.md': page('title: B', 'date: 2024-05-02', 'categories: [Essen, Süßes Brot]', 'abbrlink: 4a17b156'),
      'source/_posts/c.md': page('title: C', 'date: 2024-05-03', 'categories:', '- [Essen, Brot]', '- [Über uns]'),
      'source/_posts/d.md': page('title: D', 'date: 2024-05-04'),
      'source/_posts/deep/e.md': page('title: E', 'date: 2024-05-05', 'category: C++ & C#'),
      'source/about/index.md': page('title: About'),
      'source/about/me.md': page('title: Me'),
    },
  },
  'names with dates and languages': {
    differences: [
      ['source/_posts/No Date_here.md', 'next', language],
      ['source/_posts/No Date_here.md', 'previous', language],
      ['source/_posts/en/2024-05-02-hello.md', 'previous', language],
      ['source/_posts/fr/2024-05-01-bonjour.md', 'next', language],
    ],
    files: {
      '_config.yml': [
        'new_post_name: :lang/:year-:month-:day-:title.md',
        'permalink: :lang/:year/:title',
        'permalink_defaults: {lang: en}',
        'language: [en, fr]',
        'post_asset_folder: true',
      ].join('\n'),
      'scaffolds/post.md': 'x',
      'source/_posts/fr/2024-05-01-bonjour.md': page('title: Bonjour'),
      'source/_posts/en/2024-05-02-hello.md': page('title: Hello', 'date: 2024-06-01'),
      'source/_posts/No Date_here.md': page('title: Odd', 'date: 2024-05-03'),
    },
  },
  'a timezone': {
    files: {
      '_config.yml': 'timezone: Asia/Shanghai\npermalink: :title/:timestamp/',
      'scaffolds/post.md': 'x',
      'source/_posts/a.md': page('title: A', 'date: 2024-05-01 00:30:00'),
      'source/_posts/b.md': page('title: B', 'date: 2024/05/02 23:30:00'),
      'source/_posts/d.md': page('title: D', 'date: 2024-05-04'),
    },
  },
  'the future is not published': {
    files: {
      '_config.yml': 'future: false',
      'scaffolds/post.md': 'x',
      'source/_posts/a.md': page('title: A', 'date: 2024-05-01'),
      'source/_posts/later.md': page('title: Later', 'date: 2999-05-01'),
    },
  },
  'the future by default': {
    differences: [['source/_posts/later.md', 'served', later]],
    files: {
      '_config.yml': 'title: A',
      'scaffolds/post.md': 'x',
      'source/_posts/later.md': page('title: Later', 'date: 2999-05-01'),
    },
  },
  'a source folder of its own': {
    files: {
      '_config.yml': 'source_dir: texts',
      'scaffolds/post.md': 'x',
      'texts/_posts/a.md': page('title: A', 'date: 2024-05-01'),
      'texts/about.md': page('title: About'),
      'source/_posts/b.md': one,
      'other/b.md': one,
    },
  },
};

/** A script that prints what Hexo knows of what it would write. */
const script = `hexo.extend.filter.register('after_generate', () => {
  const url = (permalink) =>
    new URL(permalink).pathname.replace(/\\/index\\.html$/, '/');
  const found = {};
  const isShown = (post) =>
    post.published !== false &&
    (hexo.config.future || post.date.valueOf() <= Date.now());
  const posts = hexo.model('Post').find({}).sort('-date').filter(isShown).toArray();
  posts.forEach((post, i) => {
    const names = post.tags.map(({ name }) => name);
    const tags = post.raw.slice(post.raw.indexOf('tags'));
    const file = (other) => (other ? hexo.config.source_dir + '/' + other.source : null);
    found[file(post)] = {
      url: url(post.permalink),
      title: post.title,
      date: post.date.toISOString(),
      tags: names.sort((a, b) => tags.indexOf(a) - tags.indexOf(b)),
      next: file(posts[i - 1]),
      previous: file(posts[i + 1]),
    };
  });
  for (const page of hexo.model('Page').toArray())
    found[hexo.config.source_dir + '/' + page.source] = {
      url: url(page.permalink),
      title: page.title,
    };
  require('fs').writeFileSync(process.env.ORACLE, JSON.stringify(found));
});
`;

export const name = 'hexo';

export async function version() {
  const file = installed('hexo/package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}

/** Builds the site in `dir`; returns its published documents, by their paths. */
export async function publish(dir) {
  const found = `${dir}-built.json`;
  const own = path.join(dir, 'package.json');
  const dependencies = { 'hexo-renderer-marked': '*' };
  const about = { name: 'site', hexo: { version: '' }, dependencies };
  await writeFile(own, JSON.stringify(about));
  await mkdir(path.join(dir, 'scripts'), { recursive: true });
  await writeFile(path.join(dir, 'scripts', 'oracle.js'), script);
  await symlink(path.resolve(installed('.')), path.join(dir, 'node_modules'));
  const words = [path.resolve(installed('hexo/bin/hexo')), 'generate', '--silent'];
  await run('node', words, { cwd: dir, env: { ...process.env, TZ: 'UTC', ORACLE: found } });
  return JSON.parse(await readFile(found, 'utf8'));
}
