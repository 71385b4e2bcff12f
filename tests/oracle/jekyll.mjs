// jekyll.mjs - the ways to hold a page of Jekyll's back, and what Jekyll
// publishes.
//
// From its documentation: front matter, posts, drafts, collections, defaults,
// configuration (source, destination, exclude, include, future, unpublished,
// limit_posts), permalinks.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { page } from './tree.mjs';

const run = promisify(execFile);
const one = page('title: One');

const pages = '`published` of defaults holds pages back, too';
const slash = 'a slash in front is the top of the site';
const program = 'a folder of programs at the top is not read';

/** Each site is a tree of files, and what may differ from Jekyll and why. */
export const sites = {
  'front matter': {
    differences: [
      ['_data/x.yml', 'served', 'data is served, for front ends to show'],
      ['_posts/2014-01-01-x.txt', 'served', 'only Markdown is read'],
      ['_posts/2014-02-01-draft.md', 'served', 'a draft by any key is one'],
      ['_posts/14-4-9-short.md', 'previous', 'a draft by any key is one'],
      ['_posts/2024-03-01-third.md', 'title', 'as its writer spelled it'],
      ['_posts/2024-03-02-no-front-matter.md', 'title', 'readable otherwise'],
      ['empty.md', 'title', 'a title is never empty'],
      ['late.md', 'served', 'front matter is read after blank lines'],
      ['page-case.md', 'served', 'keys that hold back have no case'],
      ['page-draft.md', 'served', 'a draft by any key is one'],
      ['page-later.md', 'served', 'a date to come holds any document back'],
      ['page-string.md', 'served', 'a quoted value holds back, too'],
      ['vendor/x.md', 'served', program],
    ],
    files: {
      '_config.yml': 'title: A\ncollections: {recipes: {output: true}}',
      'about.md': page('title: About'),
      'page-hidden.md': page('published: false'),
      'page-later.md': page('title: Later', 'date: 2999-01-01'),
      'page-string.md': page('title: String', 'published: "false"'),
      'page-case.md': page('title: Case', 'Published: false'),
      'page-draft.md': page('title: Draft', 'draft: true'),
      'plain.md': 'No front matter.\n',
      'empty.md': '---\n---\nEmpty front matter.\n',
      'late.md': '\n---\ntitle: Late\n---\nText.\n',
      '_posts/2024-01-01-first.md': page('title: First', 'tags: a b'),
      '_posts/2024-02-01-second.md': page('tags: [machine learning, b]'),
      '_posts/2024-03-01-third.md': page('title: 1.10', 'date: 2024-03-01 23:30:00 -0500'),
      '_posts/2024-03-02-no-front-matter.md': 'Text.\n',
      '_posts/2024-04-01-hidden.md': page('published: false'),
      '_posts/2024-04-02-no.md': page('published: no'),
      '_posts/2024-04-03-off.md': page('published: off'),
      '_posts/2014-02-01-draft.md': page('draft: true'),
      '_posts/2999-01-01-later.md': one,
      '_posts/2024-04-05-date-later.md': page('date: 2999-01-01'),
      '_posts/2999-01-02-date-past.md': page('title: Past', 'date: 2024-04-06'),
      '_posts/undated.md': one,
      '_posts/2024-04-07.md': one,
      '_posts/20240408-x.md': one,
      '_posts/14-4-9-short.md': page('title: Short'),
      '_posts/2014-01-01-x.txt': one,
      '_posts/.2024-04-11-dot.md': one,
      '_posts/2024-04-12-old.md~': one,
      '_posts/#2024-04-13-backup.md': one,
      '_posts/_2024-04-14-underscore.md': one,
      '_posts/deep/2024-04-15-deep.md': page('title: Deep'),
      'cooking/_posts/2024-04-16-soup.md': page('title: Soup'),
      'cooking/_drafts/stew.md': one,
      '_drafts/idea.md': one,
      '_drafts/2024-04-17-dated.md': one,
      '_recipes/soup.md': page('title: Soup'),
      '_recipes/hidden.md': page('published: false'),
      '_recipes/later.md': page('date: 2999-01-01'),
      '_recipes/_underscore.md': one,
      '_recipes/plain.md': 'No front matter.\n',
      '_recipes/deep/stew.md': page('title: Stew'),
      '_other/x.md': one,
      'docs/a.md': page('title: Docs'),
      'docs/_a.md': one,
      'docs/_private/a.md': one,
      'docs/.hidden/a.md': one,
      'docs/#a.md': one,
      'docs/~a.md': one,
      '_data/x.yml': 'a: 1',
      '_includes/x.md': one,
      '_layouts/x.md': one,
      '_sass/x.md': one,
      '_site/old.md': one,
      'vendor/bundle/x.md': one,
      'vendor/x.md': page('title: Vendor'),
      'node_modules/x/README.md': one,
      '.sass-cache/x.md': one,
      'gemfiles/x.md': one,
    },
  },
  'excluded and included': {
    differences: [
      ['.well-known/a.md', 'served', 'hidden folders are never read'],
      ['wip/a.md', 'served', '"**/" is also no folder'],
    ],
    files: {
      '_config.yml': [
        'exclude: [secret.md, notes/, "*.private.md", /top.md, "**/wip", "drafts-*"]',
        'include: [_pages, kept.private.md, .well-known, docs/_shown.md]',
        'keep_files: [kept]',
      ].join('\n'),
      'secret.md': one,
      'secret.md.bak.md': one,
      'docs/secret.md': page('title: Not at the top'),
      'notes/plan.md': one,
      'docs/notes/plan.md': page('title: Notes of docs'),
      'deep/salary.private.md': one,
      'kept.private.md': one,
      'top.md': one,
      'docs/top.md': one,
      'docs/wip/a.md': one,
      'wip/a.md': one,
      'drafts-2024/a.md': one,
      '_pages/about.md': page('title: About'),
      '_pages/secret.md': one,
      '_pages/hidden.md': page('published: false'),
      '_posts/2024-01-01-a.private.md': one,
      '_posts/2024-01-01-a.md': one,
      'docs/_shown.md': one,
      'docs/_hidden.md': one,
      '.well-known/a.md': one,
      'kept/a.md': one,
      'vendor/bundle/x.md': page('title: Vendor'),
    },
  },
  'classes in what is excluded': {
    files: {
      '_config.yml': 'exclude: ["[st]ecret.md", "_posts/*-secre[t].md", "notes/[!p]*.md", "docs?plan.md"]',
      'secret.md': one,
      'tecret.md': one,
      'xecret.md': page('title: Other'),
      '_posts/2024-01-01-secret.md': one,
      '_posts/2024-01-02-secrex.md': page('title: Other post'),
      'notes/public.md': page('title: Public'),
      'notes/secret.md': one,
      'docs/plan.md': one,
      'docs/plans.md': page('title: Plans'),
    },
  },
  collections: {
    differences: [
      ['groups/_people/ana.md', 'served', 'people sign what is published'],
    ],
    files: {
      '_config.yml': [
        'collections_dir: groups',
        'collections:',
        '  recipes: {output: true, permalink: /r/:path/}',
        '  people: {output: false}',
        '  notes:',
      ].join('\n'),
      'groups/_recipes/soup.md': page('title: Soup'),
      'groups/_recipes/later.md': page('date: 2999-01-01'),
      'groups/_people/ana.md': page('title: Ana'),
      'groups/_notes/a.md': page('title: Note'),
      'groups/_notes/hidden.md': page('published: false'),
      'groups/_posts/2024-01-01-a.md': page('title: Post'),
      'groups/_drafts/b.md': one,
      'groups/_other/b.md': one,
      'groups/plain.md': page('title: Plain'),
      '_recipes/outside.md': one,
      '_posts/2024-01-02-outside.md': one,
    },
  },
  defaults: {
    differences: [
      ['docs/x/secret/a.md', 'served', pages],
      ['hidden/a.md', 'served', pages],
    ],
    files: {
      '_config.yml': [
        'collections: {recipes: {output: true}}',
        'defaults:',
        '  - scope: {path: "", type: posts}',
        '    values: {tags: [post], author: Ana}',
        '  - scope: {path: _recipes/old}',
        '    values: {published: false}',
        '  - scope: {path: "docs/*/secret"}',
        '    values: {published: false}',
        '  - scope: {path: "", type: pages}',
        '    values: {permalink: "/p/:basename/"}',
        '  - scope: {path: hidden, type: pages}',
        '    values: {published: false}',
        '  - scope: {path: _posts/later}',
        '    values: {date: "2999-01-01"}',
      ].join('\n'),
      '_posts/2024-01-01-a.md': page('title: A'),
      '_posts/2024-01-02-b.md': page('title: B', 'tags: [own]'),
      '_posts/later/2024-01-03-c.md': page('title: C'),
      '_recipes/soup.md': page('title: Soup'),
      '_recipes/old/stew.md': one,
      '_recipes/old/kept.md': page('title: Kept', 'published: true'),
      'docs/x/secret/a.md': one,
      'docs/x/open/a.md': page('title: Open'),
      'hidden/a.md': one,
      'hidden/_posts/2024-01-04-d.md': page('title: D'),
      'about.md': page('title: About'),
    },
  },
  'defaults by globs': {
    differences: [
      ['_posts/slash/2024-01-11-k.md', 'served', slash],
      ['_posts/ac/2024-01-08-h.md', 'next', slash],
      ['_posts/no/2024-01-14-n.md', 'previous', slash],
    ],
    files: {
      '_config.yml': [
        'defaults:',
        ...[
          '_posts/{one,two}*',
          '_posts/*/wip',
          '_posts/[ab]c*.md',
          '_posts/\\\\*star*',
          '_posts/**/deep/*.md',
          '_posts/th{re,x}e',
          '/_posts/slash*',
          '_posts/q?e*',
          '_posts/end*/',
          '_posts/no*.txt',
        ].map((glob) => `  - {scope: {path: "${glob}"}, values: {published: false}}`),
      ].join('\n'),
      '_posts/2024-01-01-a.md': page('title: A'),
      '_posts/one/2024-01-02-b.md': one,
      '_posts/two-more/2024-01-03-c.md': one,
      '_posts/three/2024-01-04-d.md': one,
      '_posts/x/wip/2024-01-05-e.md': one,
      '_posts/x/wip-notes/2024-01-06-f.md': one,
      '_posts/y/wip-notes/2024-01-07-g.md': one,
      '_posts/ac/2024-01-08-h.md': one,
      '_posts/x/y/deep/2024-01-09-i.md': one,
      '_posts/deep/2024-01-10-j.md': one,
      '_posts/slash/2024-01-11-k.md': one,
      '_posts/qee/2024-01-12-l.md': one,
      '_posts/end-a/2024-01-13-m.md': one,
      '_posts/no/2024-01-14-n.md': one,
    },
  },
  'defaults and a folder of collections': {
    files: {
      '_config.yml': [
        'collections_dir: col',
        'defaults:',
        '  - {scope: {path: "col/_posts/a"}, values: {published: false}}',
        '  - {scope: {path: "_posts/b"}, values: {published: false}}',
        '  - {scope: {path: "col/_posts/c*"}, values: {published: false}}',
        '  - {scope: {path: "_posts/d*"}, values: {published: false}}',
      ].join('\n'),
      'col/_posts/a/2024-01-15-a.md': one,
      'col/_posts/b/2024-01-16-b.md': one,
      'col/_posts/c/2024-01-17-c.md': one,
      'col/_posts/d/2024-01-18-d.md': one,
      'col/_posts/2024-01-19-e.md': one,
    },
  },
  'permalinks that are encoded': {
    files: {
      '_config.yml': 'title: A',
      '_posts/2024-01-01-a.md': page('title: A', 'permalink: /a%20b/'),
      '_posts/2024-01-02-b.md': page('title: B', 'permalink: /%C3%A9/b.html'),
      'page.md': page('title: C', 'permalink: /c%20d/'),
    },
  },
  'choices and more in what is excluded': {
    differences: [
      ['deep.md', 'served', '"**/" is also no folder'],
      ['yx.md', 'served', 'named classes are known'],
    ],
    files: {
      '_config.yml': [
        'exclude:',
        '  - "{a,b}.md"',
        '  - "**/deep.md"',
        '  - "not*/"',
        '  - "[[:alpha:]]x.md"',
        '  - "ÄRGER.md"',
        '  - "\\\\*.md"',
      ].join('\n'),
      'a.md': page('title: A'),
      '{a,b}.md': page('title: B'),
      'x/deep.md': page('title: C'),
      'deep.md': page('title: D'),
      'notes/a.md': page('title: E'),
      'yx.md': page('title: F'),
      'ärger.md': page('title: G'),
      'ÄRGER.md': page('title: H'),
    },
  },
  'the future is published': {
    differences: [
      ['_drafts/idea.md', 'served', 'drafts are never public'],
      ['_posts/2024-01-01-hidden.md', 'served', 'drafts are never public'],
      ['_posts/2999-01-01-later.md', 'previous', 'drafts are never public'],
    ],
    files: {
      '_config.yml': 'future: true\nshow_drafts: true\nunpublished: true',
      '_posts/2999-01-01-later.md': page('title: Later'),
      '_posts/2024-01-01-hidden.md': page('title: Hidden', 'published: false'),
      '_drafts/idea.md': page('title: Idea', 'date: 2024-01-02'),
    },
  },
  'a few posts': {
    files: {
      '_config.yml': 'limit_posts: 2\ncollections: {recipes: {output: true}}',
      '_posts/2024-01-01-a.md': page('title: A'),
      '_posts/2024-01-02-b.md': page('title: B'),
      '_posts/2024-01-03-c.md': page('title: C', 'date: 2023-01-01'),
      '_posts/2024-01-04-d.md': page('title: D'),
      '_posts/2999-01-04-e.md': page('title: E'),
      '_recipes/a.md': page('title: A'),
      '_recipes/b.md': page('title: B'),
      '_recipes/c.md': page('title: C'),
    },
  },
  'a source of its own': {
    files: {
      '_config.yml': 'source: site\ndestination: site/out',
      'private.md': one,
      '_posts/2024-01-01-private.md': one,
      'site/about.md': page('title: About'),
      'site/_posts/2024-01-01-a.md': page('title: A'),
      'site/out/old.md': one,
    },
  },
  'folders of other names': {
    files: {
      '_config.yml': [
        'destination: out',
        'layouts_dir: templates',
        'includes_dir: parts',
        'data_dir: facts',
        'plugins_dir: code',
      ].join('\n'),
      'about.md': page('title: About'),
      'out/old.md': one,
      'out-of-this/a.md': page('title: A'),
      'templates/x.md': one,
      'parts/x.md': one,
      'facts/x.yml': 'a: 1',
      'code/x.md': one,
    },
  },
  'settings in TOML': {
    files: {
      '_config.toml': [
        'exclude = ["secret.md", "notes"]',
        'future = true',
        'timezone = "Europe/Berlin"',
        'permalink = "/:year/:title/"',
        '[collections.recipes]',
        'output = true',
        '[collections.private]',
        'output = false',
        '[[defaults]]',
        'scope = {path = "_posts/hidden"}',
        'values = {published = false}',
      ].join('\n'),
      '_posts/2024-01-01-a.md': page('title: A'),
      '_posts/2999-01-01-b.md': page('title: B'),
      '_posts/hidden/2024-01-02-c.md': page('title: C'),
      '_recipes/a.md': page('title: A'),
      '_private/a.md': page('title: A'),
      'secret.md': page('title: Secret'),
      'notes/a.md': page('title: Notes'),
      'about.md': page('title: About'),
    },
  },
  'settings in YAML before those in TOML': {
    files: {
      '_config.yml': 'exclude: [a.md]',
      '_config.toml': 'exclude = ["b.md"]',
      'a.md': page('title: A'),
      'b.md': page('title: B'),
    },
  },
};

/** A plugin that prints what Jekyll knows of what it has written. */
const plugin = `require "json"
Jekyll::Hooks.register :site, :post_write do |site|
  here = Pathname.new(Dir.pwd)
  path_of = ->(file) { Pathname.new(file).relative_path_from(here).to_s }
  found = {}
  site.pages.each do |page|
    file = File.join(site.source, page.relative_path)
    next unless File.file?(file)
    found[path_of.(file)] = {url: page.url, title: page.data["title"]}
  end
  site.documents.each do |document|
    next unless document.is_a?(Jekyll::Document) && document.write?
    near = lambda do |step|
      other = document.send(step)
      other = other.send(step) while other && !(other.is_a?(Jekyll::Document) && other.write?)
      other && path_of.(other.path)
    end
    dated = document.date != site.time
    found[path_of.(document.path)] = {
      url: document.url,
      title: document.data["title"].to_s,
      date: dated ? document.date.utc.strftime("%FT%TZ") : nil,
      tags: document.data["tags"],
      next: near.(:next_doc),
      previous: near.(:previous_doc)
    }
  end
  File.write(ENV["ORACLE"], JSON.generate(found))
end
`;

export const name = 'jekyll';

export async function version() {
  const { stdout } = await run('jekyll', ['--version']);
  return /(\d[\d.]*)/.exec(stdout)[1];
}

/** Builds the site in `dir`; returns its published documents, by their paths. */
export async function publish(dir) {
  const plugins = `${dir}-plugins`;
  const found = path.join(plugins, 'found.json');
  await mkdir(plugins);
  await writeFile(path.join(plugins, 'oracle.rb'), plugin);
  const words = ['build', '--quiet', '--plugins', plugins, '--disable-disk-cache'];
  await run('jekyll', words, { cwd: dir, env: { ...process.env, ORACLE: found } });
  return JSON.parse(await readFile(found, 'utf8'));
}
