// nikola.mjs - the ways to hold a post of Nikola's back, and what Nikola
// publishes.
//
// From its handbook: posts and pages, metadata (embedded, in a comment, in a
// file of its own), status, translations, and the settings in conf.py.
//
// NIKOLA names a folder with the source of Nikola, which Debian 12 has no
// package of; what it needs is there: python3-doit, -lxml, -mako, -markdown and
// others.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const settings = (...lines) =>
  [
    'import time',
    'BLOG_AUTHOR = "Ana"',
    'BLOG_TITLE = "Kitchen notes"  # (translatable)',
    'SITE_URL = "https://example.org/"',
    'BASE_URL = SITE_URL',
    'BLOG_EMAIL = "ana@example.org"',
    'BLOG_DESCRIPTION = "Soup"',
    'DEFAULT_LANG = "en"',
    'COMPILERS = {"markdown": (".md", ".markdown")}',
    ...lines,
  ].join('\n');
const rows = [
  'TRANSLATIONS = {DEFAULT_LANG: ""}',
  'POSTS = (\n    ("posts/*.md", "blog", "post.tmpl"),\n    ("posts/*.rst", "blog", "post.tmpl"),\n)',
  'PAGES = (("pages/*.md", "", "page.tmpl"),)',
];

const keys = (...lines) => lines.map((line) => `.. ${line}`).join('\n');
/** Metadata in a comment, and in the plain. */
const post = (...lines) => `<!--\n${keys(...lines)}\n-->\n\nText.\n`;
const plain = (...lines) => `${keys(...lines)}\n\nText.\n`;
const dated = (title, ...lines) => post(`title: ${title}`, 'date: 2024-01-01 10:00:00 UTC', ...lines);

const draft = 'a draft by any key is one';
const later = 'a date to come holds any document back';
const title = 'a title of a name is made readable';

export const sites = {
  metadata: {
    differences: [
      ['posts/untitled_post.md', 'title', title],
      ['posts/other-key.md', 'served', draft],
      ['posts/tagged.md', 'next', draft],
      ['posts/later.md', 'served', later],
    ],
    files: {
      'conf.py': settings(...rows, 'TIMEZONE = "Europe/Berlin"', 'USE_TAG_METADATA = False'),
      'README.md': dated('Readme'),
      'posts/soup.md': post('title: Hot soup: part 1', 'slug: hot-soup', 'date: 2012-09-15 19:52:05 UTC', 'tags: nikola, python', 'category: Food, and drink', 'description:', 'type: text'),
      'posts/local.md': plain('title: Local', 'date: 2012-09-16 19:52:05'),
      'posts/zone.md': plain('title: Zone', 'date: 2012-09-17 19:52:05 UTC-03:00'),
      'posts/slashes.md': plain('title: Slashes', 'date: 2012/09/18 10:00'),
      'posts/Größe & what_is+new.md': post('title: Größe', 'date: 2012-09-19'),
      'posts/untitled_post.md': post('date: 2012-09-20'),
      'posts/deep/trip/a.md': post('title: Deep', 'date: 2012-09-21'),
      'posts/yaml.md': '---\ntitle: YAML\nslug: dashes\ndate: 2012-09-22 10:00:00\ntags: [one, two]\n---\n\nText.\n',
      'posts/toml.md': '+++\ntitle = "TOML"\ndate = "2012-09-23 10:00:00"\n+++\n\nText.\n',
      'posts/two.md': 'Text.\n\nMore text.\n',
      'posts/two.meta': `${keys('title: Two files', 'slug: both', 'date: 2012-09-24', 'tags: x')}\n`,
      'posts/two-draft.md': 'Text.\n',
      'posts/two-draft.meta': `${keys('title: Two files', 'date: 2012-09-24', 'status: draft')}\n`,
      'posts/ugly.md': post('title: Ugly', 'date: 2012-09-25', 'pretty_url: no'),
      'posts/index.md': post('title: Index', 'date: 2012-09-26'),
      'posts/featured.md': post('title: Featured', 'date: 2012-09-27', 'status: featured'),
      'posts/private.md': dated('Private', 'status: private'),
      'posts/draft.md': dated('Draft', 'status: draft'),
      'posts/tagged.md': post('title: Tagged', 'date: 2012-09-28', 'tags: a, mathjax'),
      'posts/other-key.md': dated('Other key', 'draft: true'),
      'posts/later.md': post('title: Later', 'date: 2999-01-01'),
      'posts/wrong.markdown': dated('Not of a row'),
      'posts/file.txt': 'Text.\n',
      'pages/about.md': post('title: About'),
      'pages/deep/more.md': post('title: More', 'slug: other'),
      'pages/index.md': post('title: Home'),
      'pages/draft.md': post('title: Draft page', 'status: draft'),
      'files/x.md': dated('File'),
      'output/old.md': dated('Old'),
      'other/a.md': dated('Elsewhere'),
    },
  },
  'tags that are metadata': {
    files: {
      'conf.py': settings(...rows, 'PRETTY_URLS = False', 'TIMEZONE = "UTC"'),
      'posts/draft.md': dated('Draft', 'tags: a, draft'),
      'posts/private.md': dated('Private', 'tags: private, b'),
      'posts/a.md': post('title: A', 'date: 2024-01-02', 'tags: a'),
      'pages/about.md': post('title: About'),
    },
  },
  languages: {
    files: {
      'conf.py': settings(
        'TRANSLATIONS = {\n    DEFAULT_LANG: "",\n    "fr": "./fr",\n}',
        'POSTS = (("posts/*.md", "posts", "post.tmpl"),)',
        'PAGES = (("pages/*.md", "stories", "page.tmpl"),)',
        'TIMEZONE = "UTC"',
      ),
      'posts/soup.md': post('title: Soup', 'date: 2024-01-01', 'slug: hot'),
      'posts/soup.fr.md': post('title: Soupe', 'date: 2024-01-01', 'slug: chaude'),
      'posts/bread.md': post('title: Bread', 'date: 2024-01-02'),
      'posts/v1.2.md': post('title: Version', 'date: 2024-01-03'),
      'pages/about.md': post('title: About'),
    },
  },
};

/** A program that prints what Nikola knows of what it would write. */
const program = `
import json, logging, os, sys
sys.path.insert(0, os.environ['NIKOLA'])
import importlib.util
import nikola
logging.disable(logging.CRITICAL)
os.chdir(os.environ['ORACLE_DIR'])
spec = importlib.util.spec_from_file_location('conf', 'conf.py')
conf = importlib.util.module_from_spec(spec)
spec.loader.exec_module(conf)
site = nikola.Nikola(**conf.__dict__)
site.quiet = True
site.init_plugins()
site.scan_posts()
found = {}
def translated(post, lang):
    return post.translated_source_path(lang)
posts = [p for p in site.posts]
for post in site.timeline:
    if post.is_draft:
        continue
    for lang in post.translated_to:
        one = {'url': post.permalink(lang).replace('%2B', '+'), 'title': post.title(lang)}
        if post.is_post:
            one['date'] = post.date.isoformat()
            one['tags'] = sorted(post.tags_for_language(lang))
        if lang == post.default_lang and post in posts:
            i = posts.index(post)
            one['next'] = posts[i - 1].source_path if i > 0 else None
            one['previous'] = posts[i + 1].source_path if i + 1 < len(posts) else None
        found[translated(post, lang)] = one
with open(os.environ['ORACLE'], 'w') as out:
    json.dump(found, out)
`;

export const name = 'nikola';

const python = (text, env) =>
  run('/usr/bin/python3', ['-c', text], { env: { ...process.env, TZ: 'UTC', ...env } });

export async function version() {
  const text = "import os, sys; sys.path.insert(0, os.environ['NIKOLA']); import nikola; print(nikola.__version__)";
  const { stdout } = await python(text, {});
  return stdout.trim();
}

/** Reads the site in `dir`; returns its published documents, by their paths. */
export async function publish(dir) {
  const found = `${dir}-built`;
  await python(program, { ORACLE: found, ORACLE_DIR: dir });
  return JSON.parse(await readFile(found, 'utf8'));
}
