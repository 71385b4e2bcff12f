// pelican.mjs - the ways to hold an article of Pelican's back, and what Pelican
// publishes.
//
// From its documentation: writing content (metadata, status, translations,
// links), settings (PATH, paths and excludes, URLs, slugs, DEFAULT_*), and tips.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An article with these lines of metadata. */
const article = (...lines) => `${lines.join('\n')}\n\nText.\n`;
const dated = (title, ...lines) => article(`Title: ${title}`, 'Date: 2024-01-01', ...lines);

const draft = 'a draft by any key is one';
const folder = 'a folder of drafts holds drafts';
const later = 'a date to come holds any document back';
const language = 'neighbours are in the same language';

export const sites = {
  metadata: {
    differences: [
      ['content/drafts/in-folder.md', 'served', folder],
      ['content/odd.md', 'served', draft],
      ['content/food/soup.md', 'next', draft],
      ['content/food/hot/stew.md', 'previous', draft],
      ['content/images/a.md', 'next', folder],
      ['content/later.md', 'served', later],
      ['content/yaml-tags.md', 'tags', 'a list of YAML is one'],
    ],
    files: {
      'pelicanconf.py': "AUTHOR = 'Ana'\nSITENAME = 'A'\nPATH = 'content'\nTIMEZONE = 'Europe/Berlin'\nDEFAULT_LANG = 'en'\n",
      'README.md': article('Title: Readme', 'Date: 2024-01-01'),
      'notes.md': article('Title: Notes', 'Date: 2024-01-01'),
      'content/first.md': article('Title: My super title', 'Date: 2010-12-03 10:20', 'Modified: 2010-12-05 19:30', 'Category: Python', 'Tags: pelican, publishing stuff', 'Slug: my-super-post', 'Authors: Alexis Metaireau, Conan Doyle', 'Summary: Short version'),
      'content/second.md': article('title: Größe & "mehr" — what\'s_new', 'date: 2011-01-02', 'tags: a, b; c'),
      'content/lines.md': article('Title: Lines', 'Date: 2011-01-03', 'Tags: one', '    two'),
      'content/crlf.md': 'Title: Ends\r\nDate: 2011-01-04\r\n\r\nText.\r\n',
      'content/none.md': 'No metadata at all.\n',
      'content/untitled.md': article('Date: 2011-01-05'),
      'content/undated.md': article('Title: Undated'),
      'content/2012-03-04-named.md': article('Title: Named'),
      'content/food/soup.md': article('Title: Soup', 'Date: 2013-01-01'),
      'content/food/hot/stew.md': article('Title: Stew', 'Date: 2013-01-03'),
      'content/odd.md': article('Title: Odd', 'Date: 2013-01-02', 'Draft: true'),
      'content/draft.md': dated('Draft', 'Status: draft'),
      'content/draft-case.md': dated('Case', 'STATUS: Draft'),
      'content/hidden.md': dated('Hidden', 'Status: hidden'),
      'content/skipped.md': dated('Skipped', 'Status: skip'),
      'content/wrong.md': dated('Wrong', 'Status: private'),
      'content/published.md': article('Title: Published', 'Date: 2014-01-01', 'Status: published'),
      'content/later.md': article('Title: Later', 'Date: 2999-01-01'),
      'content/own.md': article('Title: Own', 'Date: 2014-01-02', 'url: a/own/', 'save_as: a/own/index.html'),
      'content/yaml.md': '---\ntitle: Dashes\ndate: 2014-01-03\n---\nText.\n',
      'content/yaml-tags.md': '---\ntitle: List\ndate: 2014-01-04\ntags: [a, b]\n---\nText.\n',
      'content/yaml-draft.md': '---\ntitle: YAML draft\ndate: 2014-01-03\nstatus: draft\n---\nText.\n',
      'content/drafts/in-folder.md': dated('Folder'),
      'content/pages/about.md': article('Title: About us'),
      'content/pages/deep/more.md': article('Title: More'),
      'content/pages/hidden.md': article('Title: Hidden page', 'Status: hidden'),
      'content/pages/draft.md': article('Title: Draft page', 'Status: draft'),
      'content/pages/untitled.md': 'Text.\n',
      'content/.#lock.md': dated('Lock'),
      'content/images/a.md': article('Title: Image', 'Date: 2014-02-01'),
    },
  },
  'settings of addresses': {
    differences: [],
    files: {
      'pelicanconf.py': [
        '#!/usr/bin/env python',
        'import os',
        "PATH = './texts'",
        "ARTICLE_URL = 'posts/{date:%Y}/{date:%b}/{date:%-d}/{category}/{slug}/'",
        "ARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'",
        "PAGE_PATHS = ['static pages', \"about\"]",
        "PAGE_URL, PAGE_SAVE_AS = '{slug}/', '{slug}/index.html'",
        "PAGE_URL = '{slug}/'",
        "PAGE_SAVE_AS = '{slug}/index.html'",
        "ARTICLE_EXCLUDES = ['wip', 'about', 'static pages']",
        "DEFAULT_CATEGORY = 'All Things'",
        'USE_FOLDER_AS_CATEGORY = False',
        'DEFAULT_DATE = (2012, 3, 2)',
        "IGNORE_FILES = ['*.bak.md', '_*']",
        'SLUG_REGEX_SUBSTITUTIONS = [',
        "    (r'C\\+\\+', 'cpp'),  # words that slugs would lose",
        "    (r'[^\\w\\s-]', ''),",
        "    (r'(?u)\\A\\s*', ''),",
        "    (r'(?u)\\s*\\Z', ''),",
        "    (r'[-\\s]+', '-'),",
        ']',
      ].join('\n'),
      'texts/a.md': article('Title: More of C++', 'Date: 2024-05-06'),
      'texts/b.md': article('Title: Undated'),
      'texts/food/c.md': article('Title: In a folder', 'Date: 2024-05-16', 'Category: Hot, and cold'),
      'texts/wip/d.md': dated('Wip'),
      'texts/old.bak.md': dated('Old'),
      'texts/_private.md': dated('Private'),
      'texts/_folder/e.md': dated('Private'),
      'texts/static pages/f.md': article('Title: Page'),
      'texts/about/us.md': article('Title: Us'),
      'content/x.md': dated('Elsewhere'),
    },
  },
  languages: {
    differences: [
      ['content/hello-fr.md', 'next', language],
      ['content/other.md', 'previous', language],
      ['content/bonjour.md', 'next', language],
      ['content/bonjour.md', 'previous', language],
      ['content/hello.md', 'next', language],
      ['content/hello.md', 'previous', language],
    ],
    files: {
      'pelicanconf.py': "PATH = 'content'\nDEFAULT_LANG = 'en'\n",
      'content/hello.md': article('Title: Hello', 'Slug: hello', 'Date: 2024-01-01', 'Lang: en'),
      'content/hello-fr.md': article('Title: Bonjour', 'Slug: hello', 'Date: 2024-01-01', 'Lang: fr'),
      'content/bonjour.md': article('Title: Encore', 'Date: 2024-01-02', 'Lang: fr'),
      'content/other.md': article('Title: Other', 'Date: 2024-01-03'),
      'content/pages/a.md': article('Title: A propos', 'Lang: fr'),
    },
  },
  'slugs of names': {
    files: {
      'pelicanconf.py': "PATH = 'content'\nSLUGIFY_SOURCE = 'basename'\nDEFAULT_METADATA = {\n    'status': 'draft',\n}\n",
      'content/Some Name.md': dated('Title', 'Status: published'),
      'content/2012-01-02-x.md': article('Title: Title', 'Status: published'),
      'content/draft.md': dated('Draft by default'),
    },
  },
  'slugs by the pattern of names': {
    files: {
      'pelicanconf.py': "PATH = 'content'\nFILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})-(?P<slug>.*)'\n",
      'publishconf.py': "from pelicanconf import *\nSITEURL = 'https://example.org'\n",
      'content/2012-01-02-Some_name.md': article('Title: Title'),
    },
  },
};

/** A plugin that prints what Pelican knows of what it would write. */
const plugin = `import json, os
from pelican import signals

def report(generators):
    found = {}
    for generator in generators:
        articles = getattr(generator, 'articles', [])
        everything = list(articles) + list(getattr(generator, 'translations', []))
        everything.sort(key=lambda one: one.date, reverse=True)
        hidden = list(getattr(generator, 'hidden_articles', [])) + list(getattr(generator, 'hidden_translations', []))
        pages = list(getattr(generator, 'pages', [])) + list(getattr(generator, 'hidden_pages', [])) + list(getattr(generator, 'hidden_translations', []) if hasattr(generator, 'pages') else [])
        path = lambda one: os.path.relpath(one.source_path, os.environ['ORACLE_DIR'])
        if hasattr(generator, 'articles'):
            for i, one in enumerate(everything):
                found[path(one)] = dict(describe(one),
                    next=path(everything[i - 1]) if i > 0 else None,
                    previous=path(everything[i + 1]) if i + 1 < len(everything) else None)
            for one in hidden:
                found[path(one)] = describe(one)
        for one in pages:
            found[path(one)] = {'url': url(one), 'title': one.title}
    with open(os.environ['ORACLE'], 'w') as out:
        json.dump(found, out)

def url(one):
    text = '/' + one.url.lstrip('/')
    return text[:-len('index.html')] if text.endswith('/index.html') else text

def describe(one):
    return {'url': url(one), 'title': one.title, 'date': one.date.isoformat(),
        'tags': [tag.name for tag in getattr(one, 'tags', [])]}

def register():
    signals.all_generators_finalized.connect(report)
`;

export const name = 'pelican';

export async function version() {
  const { stdout } = await run('pelican', ['--version']);
  return stdout.trim();
}

/** Builds the site in `dir`; returns its published documents, by their paths. */
export async function publish(dir) {
  const found = `${dir}-built.json`;
  const settings = path.join(dir, 'oracle_settings.py');
  await writeFile(path.join(dir, 'oracle_plugin.py'), plugin);
  await writeFile(
    settings,
    `import sys\nsys.path.insert(0, ${JSON.stringify(dir)})\nfrom pelicanconf import *\nPLUGIN_PATHS = [${JSON.stringify(dir)}]\nPLUGINS = ['oracle_plugin']\nOUTPUT_PATH = ${JSON.stringify(`${dir}-built`)}\n`,
  );
  const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8', ORACLE: found, ORACLE_DIR: dir };
  await run('pelican', ['-s', settings], { cwd: dir, env });
  return JSON.parse(await readFile(found, 'utf8'));
}
