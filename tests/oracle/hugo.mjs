// hugo.mjs - the ways to hold a page of Hugo's back, and what Hugo publishes.
//
// From its documentation: front matter, build options, page bundles, sections,
// multilingual mode, configuration (dates, ignoreFiles, cascade), mounts.
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { sites as sitesInToml } from './hugo-toml.mjs';
import { page } from './tree.mjs';

const run = promisify(execFile);
const one = page('title: One', 'date: 2024-05-01');
const draft = page('title: Draft', 'draft: true');

const later = 'a date to come holds back, whatever publishDate says';
const part = 'a part of a page is served by its path';
const meant = 'what a word means is plain, whatever its case';
const markdown = 'only Markdown is served';
const mounted = 'where a mount is put does not change addresses';
const newer = 'newer versions match paths without their extension';

/** Each site is a tree of files, and what may differ from Hugo and why. */
export const sites = {
  'front matter': {
    differences: [
      ['content/later/published-past.md', 'served', later],
      ['content/notes/none.md', 'title', 'a title is never empty'],
      ['content/posts/second.md', 'title', 'as its writer spelled it'],
    ],
    files: {
      'hugo.yaml': 'title: A',
      'content/posts/first.md': page('title: First', 'date: 2024-01-01', 'tags: [a, B c]'),
      'content/posts/second.md': page('title: 1.10', 'date: 2024-02-01T23:30:00-05:00'),
      'content/posts/third.md': page('title: Third', 'date: 2024-03-01', 'draft: false', 'slug: 3rd'),
      'content/posts/draft.md': page('draft: true'),
      'content/posts/draft-case.md': page('Draft: true'),
      'content/posts/draft-upper.md': page('DRAFT: true'),
      'content/posts/draft-quoted.md': page('draft: "true"'),
      'content/posts/draft-yes.md': page('draft: yes'),
      'content/posts/draft-one.md': page('draft: 1'),
      'content/posts/draft-empty.md': page('title: Empty', 'date: 2021-01-01', 'draft:'),
      'content/posts/draft-twice.md': page('draft: true', 'published: true'),
      'content/json/draft.md': '{"title": "J", "draft": true}\nText.\n',
      'content/json/open.md': '{"title": "J", "date": "2024-04-01"}\nText.\n',
      'content/posts/published-false.md': page('published: false'),
      'content/posts/published-true.md': page('title: "True"', 'date: 2021-02-01', 'published: true'),
      'content/posts/published-date.md': page('published: 2999-01-01'),
      'content/posts/date.md': page('date: 2999-01-01'),
      'content/posts/publish-date.md': page('publishDate: 2999-01-01'),
      'content/posts/publish-date-case.md': page('publishdate: 2999-01-01'),
      'content/posts/pub-date.md': page('pubdate: 2999-01-01'),
      'content/later/published-past.md': page('title: Past', 'date: 2999-01-01', 'publishDate: 2024-01-01'),
      'content/posts/expiry-date.md': page('expiryDate: 2001-01-01'),
      'content/posts/expiry-date-case.md': page('expirydate: 2001-01-01'),
      'content/posts/unpublish-date.md': page('unpublishdate: 2001-01-01'),
      'content/posts/expires-later.md': page('title: Later', 'date: 2021-03-01', 'expiryDate: 2999-01-01'),
      'content/posts/blank-lines.md': `\n\n${draft}`,
      'content/posts/.hidden.md': one,
      'content/.hidden/posts.md': one,
      'content/posts/#backup.md': one,
      'content/#attic/a.md': one,
      'content/posts/old.md~': one,
      'content/posts/_underscore.md': page('title: Underscore', 'date: 2023-01-01'),
      'content/undated/one.md': page('title: Undated'),
      'content/posts/weight.md': page('title: Weight', 'date: 2022-01-01', 'weight: 0'),
      'content/notes/none.md': 'No front matter.\n',
      'layouts/partials/x.md': one,
      'archetypes/default.md': one,
      'data/x.yaml': 'a: 1',
      'static/x.md': one,
      'README.md': one,
    },
  },
  'build options': {
    differences: [
      ['content/docs/bundle/part.md', 'served', part],
      ['content/docs/bundle/deep/part.md', 'served', part],
    ],
    files: {
      'hugo.yaml': 'title: A',
      'content/docs/_index.md': page('title: Docs'),
      'content/docs/a.md': page('title: A', 'date: 2024-05-05'),
      'content/docs/list-never.md': page('title: Unlisted', '_build: {list: never}'),
      'content/docs/list-false.md': page('title: Unlisted too', '_build: {list: false}'),
      'content/local/list-local.md': page('title: Local', '_build: {list: local}'),
      'content/docs/render-never.md': page('title: Unrendered', 'date: 2024-05-04', '_build: {render: never}'),
      'content/docs/render-link.md': page('title: Link', 'date: 2024-05-03', '_build: {render: link}'),
      'content/docs/neither.md': page('title: Neither', '_build: {render: never, list: never}'),
      'content/docs/headless-page.md': page('title: Headless page', 'date: 2024-05-02', 'headless: true'),
      'content/docs/headless/index.md': page('title: Headless', 'headless: true'),
      'content/docs/headless/part.md': page('title: Part'),
      'content/docs/bundle/index.md': page('title: Bundle', 'date: 2024-05-01'),
      'content/docs/bundle/part.md': page('title: Part'),
      'content/docs/bundle/deep/part.md': page('title: Deep'),
      'content/docs/closed/index.md': draft,
      'content/docs/closed/part.md': page('title: Part of a draft'),
    },
  },
  sections: {
    differences: [
      ['content/book/a.md', 'previous', 'an index is in another collection'],
      ['content/book/index.md', 'next', 'an index is in another collection'],
      ['content/book/index.md', 'previous', 'an index is in another collection'],
    ],
    files: {
      'hugo.yaml': 'title: A',
      'content/_index.md': page('title: Home'),
      'content/open/_index.md': page('title: Open'),
      'content/open/a.md': page('title: A', 'date: 2024-05-01'),
      'content/open/deep/b.md': page('title: B', 'date: 2024-05-02'),
      'content/draft/_index.md': draft,
      'content/draft/a.md': one,
      'content/draft/deep/b.md': one,
      'content/draft/deep/_index.md': page('title: Deep'),
      'content/open/closed/_index.md': draft,
      'content/open/closed/c.md': one,
      'content/later/_index.md': page('date: 2999-01-01'),
      'content/later/a.md': one,
      'content/gone/_index.md': page('expiryDate: 2001-01-01'),
      'content/gone/a.md': one,
      'content/unlisted/_index.md': page('title: U', '_build: {list: never}'),
      'content/unlisted/a.md': one,
      'content/unrendered/_index.md': page('title: V', '_build: {render: never, list: never}'),
      'content/unrendered/a.md': one,
      'content/book/_index.md': page('title: Book'),
      'content/book/index.md': page('title: Both'),
      'content/book/a.md': one,
    },
  },
  cascade: {
    differences: [
      ['content/mixed/old/a.md', 'served', newer],
      ['content/mixed/y.md', 'served', newer],
      ['content/mixed/z.md', 'next', newer],
    ],
    files: {
      'hugo.yaml': [
        'title: A',
        'cascade:',
        '  - _target: {path: /wip/**}',
        '    draft: true',
        '  - _target: {kind: section, path: /tagged/**}',
        '    tags: [section]',
      ].join('\n'),
      'content/plain/a.md': one,
      'content/tagged/_index.md': page('title: Tagged'),
      'content/tagged/a.md': one,
      'content/wip/a.md': one,
      'content/wip/deep/b.md': one,
      'content/secret/_index.md': page('title: S', 'cascade: {draft: true}'),
      'content/secret/a.md': one,
      'content/secret/b.md': page('title: B', 'draft: false', 'date: 2024-01-01'),
      'content/secret/deep/_index.md': page('title: D', 'cascade: {draft: false}'),
      'content/secret/deep/c.md': one,
      'content/mixed/_index.md': page(
        'title: M',
        'cascade:',
        '  - _target: {path: "/mixed/old/**"}',
        '    expiryDate: 2001-01-01',
        '  - _target: {kind: page, path: "{/mixed/x*,/mixed/y}"}',
        '    draft: true',
        '  - _target: {lang: fr}',
        '    draft: true',
        '  - _target: {environment: development}',
        '    draft: true',
        '  - _target: {environment: prod*}',
        '    tags: [built]',
      ),
      'content/mixed/old/a.md': one,
      'content/mixed/x1.md': one,
      'content/mixed/y.md': one,
      'content/mixed/z.md': one,
      'content/later/_index.md': page('title: L', 'cascade: {publishDate: 2999-01-01}'),
      'content/later/a.md': one,
      'content/quiet/_index.md': page('title: Q', 'cascade: {_build: {list: never, render: never}}'),
      'content/quiet/a.md': one,
    },
  },
  'indexes in JSON': {
    files: {
      'hugo.yaml': 'title: A',
      'content/cascade/_index.md': '{"title": "C", "date": "2024-01-01", "cascade": {"draft": true}}\nText.\n',
      'content/cascade/a.md': one,
      'content/cascade/deep/b.md': one,
      'content/html/_index.html': '\n { "title": "}\\"{", "cascade": {"draft": true} }<p>Text.</p>\n',
      'content/html/a.md': one,
      'content/open/_index.md': '{"title": "O", "date": "2024-02-01", "params": {"a": {}}}\n\nText.\n',
      'content/open/a.md': one,
      'content/bundle/index.html': '{"draft": true}\n',
      'content/bundle/a.md': one,
    },
  },
  'ignored files': {
    files: {
      'hugo.yaml': 'ignoreFiles: ["secret", "\\\\.wip\\\\.md$", "^content/x", "/notes/", "(?i)PRIVATE", "[0-9]{4}-old", "attic$"]',
      'content/posts/a.md': one,
      'content/posts/secret.md': one,
      'content/secrets/a.md': one,
      'content/posts/b.wip.md': one,
      'content/posts/bwip.md': one,
      'content/x.md': one,
      'content/notes/a.md': one,
      'content/posts/notes.md': one,
      'content/posts/private.md': one,
      'content/posts/2020-old.md': one,
      'content/posts/20-old.md': one,
      'content/attic/a.md': one,
    },
  },
  'ignored by the whole path': {
    files: {
      'hugo.yaml': 'ignoreFiles: ["[^/]/content/posts/sec", "^/.+/x/content/y"]',
      'content/posts/a.md': one,
      'content/posts/secret.md': one,
    },
  },
  'values of another type': {
    differences: [
      ['content/docs/render-False.md', 'served', meant],
      ['content/docs/capital.md', 'served', meant],
    ],
    files: {
      'hugo.yaml': [
        'ignoreFiles: "zz secret"',
        'disableKinds: "section term"',
        'disableLanguages: "de es"',
        'frontmatter: {publishDate: "release embargo"}',
        'languages: {en: {}, de: {}, es: {}, fr: {disabled: "true"}, it: {disabled: 1}}',
      ].join('\n'),
      'content/posts/_index.md': page('title: Posts'),
      'content/posts/a.md': one,
      'content/posts/secret.md': one,
      'content/posts/a.de.md': one,
      'content/posts/a.es.md': one,
      'content/posts/a.fr.md': one,
      'content/posts/a.it.md': one,
      'content/posts/embargo.md': page('title: E', 'embargo: 2999-01-01'),
      'content/docs/never.md': page('title: N', '_build: {List: never, Render: never}'),
      'content/docs/zero.md': page('title: Z', '_build: {list: 0, render: "0"}'),
      'content/docs/render-False.md': page('title: F', '_build: {list: "False", render: "False"}'),
      'content/docs/capital.md': page('title: C', '_build: {list: Never, render: Never}'),
      'content/docs/true/index.md': page('title: T', 'headless: "true"'),
      'content/docs/one/index.md': page('title: O', 'headless: 1'),
      'content/docs/yes/index.md': page('title: Y', 'headless: yes'),
    },
  },
  'a list of one number': {
    files: {
      'hugo.yaml': 'ignoreFiles: [2020]',
      'content/posts/a.md': one,
      'content/posts/2020.md': one,
    },
  },
  'mounts of other folders': {
    files: {
      'hugo.yaml': 'module: {mounts: [{source: assets, target: assets}]}',
      'content/posts/a.md': one,
      'assets/b.md': one,
    },
  },
  'a single mount, spelled in other ways': {
    files: {
      'hugo.yaml': 'contentDir: ""\nmodule: {mounts: {source: content/../content, target: ./content, includeFiles: [], excludeFiles: /posts/secret.md}}',
      'content/posts/a.md': one,
      'content/posts/secret.md': one,
    },
  },
  'a mount of a disabled language': {
    differences: [
      ['content/posts/a.fr.md', 'served', 'what is in a disabled mount is not read'],
    ],
    files: {
      'hugo.yaml': [
        'disableLanguages: [de]',
        'languages: {en: {}, de: {}, fr: {}}',
        'module:',
        '  mounts:',
        '    - {source: content, target: content, lang: de}',
        '    - {source: english, target: content, lang: en}',
      ].join('\n'),
      'content/posts/a.md': one,
      'content/posts/a.fr.md': one,
      'english/posts/a.md': one,
    },
  },
  'a home page that is a draft': {
    files: {
      'hugo.yaml': 'languages: {en: {}, de: {}}',
      'content/_index.md': draft,
      'content/about.md': one,
      'content/posts/_index.md': page('title: Posts'),
      'content/posts/a.md': one,
      'content/posts/a.de.md': one,
    },
  },
  'a home page that has expired': {
    files: {
      'hugo.yaml': 'title: A',
      'content/_index.md': page('expiryDate: 2001-01-01'),
      'content/posts/deep/a.md': one,
    },
  },
  mounts: {
    differences: [
      ['docs/open.md', 'served', 'only the content root is read; a warning'],
    ],
    files: {
      'hugo.yaml': [
        'module:',
        '  mounts:',
        '    - {source: content, target: content, excludeFiles: ["secret/*", "**.wip.md"]}',
        '    - {source: docs, target: content/manual, includeFiles: "open*"}',
        '    - {source: notes, target: assets/notes}',
      ].join('\n'),
      'content/posts/a.md': one,
      'content/posts/b.wip.md': one,
      'content/secret/a.md': one,
      'content/secret/deep/a.md': one,
      'docs/open.md': one,
      'docs/closed.md': one,
      'notes/a.md': one,
    },
  },
  'a mount in place of the content': {
    files: {
      'hugo.yaml': 'module: {mounts: [{source: public-content, target: content}]}',
      'content/posts/private.md': one,
      'public-content/posts/a.md': one,
    },
  },
  contentDir: {
    files: {
      'hugo.yaml': 'contentDir: site/pages',
      'content/posts/private.md': one,
      'site/pages/posts/a.md': one,
      'site/private.md': one,
    },
  },
  languages: {
    files: {
      'hugo.yaml': [
        'defaultContentLanguage: en',
        'disableLanguages: [de]',
        'languages: {en: {}, fr: {}, de: {}, it: {disabled: true}}',
      ].join('\n'),
      'content/posts/a.md': one,
      'content/posts/a.fr.md': one,
      'content/posts/a.de.md': one,
      'content/posts/a.it.md': one,
      'content/posts/a.es.md': one,
      'content/posts/b.fr.md': page('draft: true'),
      'content/posts/b.md': one,
      'content/closed/_index.md': draft,
      'content/closed/_index.fr.md': page('title: Open'),
      'content/closed/a.md': one,
      'content/closed/a.fr.md': one,
      'content/open/_index.md': page('title: Open'),
      'content/open/_index.fr.md': draft,
      'content/open/a.md': one,
      'content/open/a.fr.md': one,
    },
  },
  'languages in folders': {
    files: {
      'hugo.yaml': [
        'defaultContentLanguage: en',
        'languages:',
        '  en: {contentDir: content/english}',
        '  fr: {contentDir: content/french}',
        '  de: {contentDir: content/german, disabled: true}',
      ].join('\n'),
      'content/english/posts/a.md': one,
      'content/french/posts/a.md': one,
      'content/german/posts/a.md': one,
      'content/spanish/posts/a.md': one,
      'content/posts/outside.md': one,
    },
  },
  'everything is built': {
    differences: [
      ['content/notes/draft.md', 'served', 'drafts are never public'],
    ],
    files: {
      'hugo.yaml': 'buildDrafts: true\nbuildFuture: true\nbuildExpired: true',
      'content/notes/draft.md': draft,
      'content/posts/later.md': page('title: Later', 'date: 2999-01-01'),
      'content/posts/gone.md': page('title: Gone', 'date: 2000-01-01', 'expiryDate: 2001-01-01'),
    },
  },
  'kinds are disabled': {
    files: {
      'hugo.yaml': 'disableKinds: [page, section]',
      'content/_index.md': page('title: Home'),
      'content/posts/_index.md': page('title: Posts'),
      'content/posts/a.md': one,
      'content/about.md': one,
    },
  },
  'dates by other keys': {
    differences: [
      ['content/later/2999-06-01-c.md', 'served', later],
      ['content/later/g.md', 'served', later],
      ['content/later/h.md', 'served', later],
    ],
    files: {
      'hugo.yaml': [
        'frontmatter:',
        '  date: [":filename", written, ":default"]',
        '  publishDate: [release, ":default"]',
        '  expiryDate: [bestBefore, ":default"]',
        '  lastmod: [changed, ":default"]',
      ].join('\n'),
      'content/posts/a.md': page('title: A', 'written: 2024-05-01'),
      'content/posts/2024-06-01-b.md': page('title: B', 'date: 2020-01-01'),
      'content/later/2999-06-01-c.md': page('title: C'),
      'content/posts/d.md': page('title: D', 'release: 2999-01-01'),
      'content/posts/e.md': page('title: E', 'bestBefore: 2001-01-01'),
      'content/posts/f.md': page('title: F', 'expiryDate: 2001-01-01'),
      'content/later/g.md': page('title: G', 'written: 2999-01-01'),
      'content/later/h.md': page('title: H', 'date: 2024-01-01', 'release: 2024-02-01', 'publishDate: 2999-01-01'),
    },
  },
  'settings of the environment': {
    files: {
      'config/_default/hugo.yaml': 'title: A',
      'config/_default/languages.yaml': 'en: {weight: 1}\nfr: {weight: 2}',
      'config/_default/permalinks.yaml': 'posts: /:year/:slug/',
      'config/_default/module.yaml': 'mounts: [{source: content, target: content, excludeFiles: secret/*}]',
      'config/production/hugo.yaml': 'ignoreFiles: [wip]',
      'config/development/hugo.yaml': 'buildDrafts: true',
      'content/posts/a.md': one,
      'content/posts/a.fr.md': one,
      'content/posts/wip.md': one,
      'content/secret/b.md': one,
      'content/posts/draft.md': draft,
    },
  },
  'mounts of languages that there are not': {
    differences: [['content/en/posts/a.md', 'url', mounted]],
    files: {
      'hugo.yaml': [
        'languages: {en: {}, De: {}}',
        'module:',
        '  mounts:',
        '    - {source: content/en, target: content, lang: en}',
        '    - {source: content/de, target: content, lang: de}',
        '    - {source: content/upper, target: content, lang: DE}',
        '    - {source: content/other, target: content, lang: xx}',
      ].join('\n'),
      'content/en/posts/a.md': one,
      'content/de/posts/b.md': one,
      'content/upper/posts/c.md': one,
      'content/other/posts/d.md': one,
    },
  },
  'mounts of the only language': {
    differences: [['content/fr/posts/a.md', 'url', mounted]],
    files: {
      'hugo.yaml': [
        'defaultContentLanguage: fr',
        'module:',
        '  mounts:',
        '    - {source: content/fr, target: content, lang: fr}',
        '    - {source: content/en, target: content, lang: en}',
      ].join('\n'),
      'content/fr/posts/a.md': one,
      'content/en/posts/b.md': one,
    },
  },
  'other mounts, and folders of languages': {
    files: {
      'hugo.yaml': [
        'module: {mounts: [{source: assets, target: assets}]}',
        'languages: {en: {contentDir: content/en}, de: {contentDir: content/de}}',
      ].join('\n'),
      'content/en/a.md': one,
      'content/de/b.md': one,
      'content/c.md': one,
    },
  },
  'indexes of other names': {
    files: {
      'hugo.yaml': 'languages: {en: {}, de: {}}',
      'content/upper/_index.DE.md': draft,
      'content/upper/a.md': one,
      'content/upper/a.de.md': one,
      'content/other/_index.old.md': draft,
      'content/other/_index.md': page('title: Other'),
      'content/other/a.md': one,
      'content/other/deep/a.md': one,
      'content/usual/_index.md': draft,
      'content/usual/_index.old.md': page('title: Old'),
      'content/usual/a.md': one,
      'content/bundle/index.old.md': draft,
      'content/bundle/a.md': one,
      'content/letters/_Index.md': draft,
      'content/letters/a.md': one,
    },
  },
  'indexes in other formats': {
    differences: [
      ['content/trip/index.html', 'served', markdown],
      ['content/trip/part.md', 'served', part],
      ['content/org/index.org', 'served', markdown],
      ['content/org/part.md', 'served', part],
      ['content/open/_index.html', 'served', markdown],
    ],
    files: {
      'hugo.yaml': 'title: A',
      'content/trip/index.html': page('title: Trip'),
      'content/trip/part.md': one,
      'content/closed/index.html': draft,
      'content/closed/part.md': one,
      'content/org/index.org': '#+title: Org\nText.\n',
      'content/org/part.md': one,
      'content/raw/index.html': '<p>Text.</p>\n',
      'content/raw/a.md': one,
      'content/section/_index.html': draft,
      'content/section/a.md': one,
      'content/section/deep/a.md': one,
      'content/open/_index.html': page('title: Open'),
      'content/open/a.md': one,
      'content/cascade/_index.html': page('title: Cascade', 'cascade: {draft: true}'),
      'content/cascade/a.md': one,
    },
  },
  'patterns with more choices than are tried': {
    differences: [
      ['content/posts/a.md', 'served', 'what is not tried is held back'],
    ],
    files: {
      'hugo.yaml': `module: {mounts: [{source: content, target: content, excludeFiles: "${'{a,b}'.repeat(9)}**"}]}`,
      'content/posts/a.md': one,
      'content/aaaaaaaaab.md': one,
      'content/bbbbbbbbbb.md': one,
    },
  },
  ...sitesInToml,
};

/** What Hugo knows of a page, in its own template language. */
const template = `{{- define "of" }}{{ with .File }}{{ .Filename }}{{ end }}{{ end -}}
{{- define "fields" -}}
{{- $page := . -}}
{{- with .File -}}
{{- $next := "" }}{{ with $page.NextInSection }}{{ with .File }}{{ $next = .Filename }}{{ end }}{{ end -}}
{{- $previous := "" }}{{ with $page.PrevInSection }}{{ with .File }}{{ $previous = .Filename }}{{ end }}{{ end -}}
{{- dict "path" .Filename "url" $page.RelPermalink
  "kind" $page.Kind "date" (cond $page.Date.IsZero "" ($page.Date.UTC.Format "2006-01-02T15:04:05Z"))
  "title" $page.Title "tags" ($page.Params.tags | default slice)
  "next" $next "previous" $previous | jsonify }}
{{ end -}}
{{- end -}}
{{- template "fields" . -}}
{{- if .IsHome }}{{ range .Site.AllPages }}{{ template "fields" . }}{{ end }}{{ end -}}`;

export const name = 'hugo';

export async function version() {
  const { stdout } = await run('hugo', ['version']);
  return /v(\d[\d.]*)/.exec(stdout)[1];
}

/** Builds the site in `dir`; returns its published documents, by their paths. */
export async function publish(dir) {
  const layouts = path.join(dir, 'layouts/_default');
  await mkdir(layouts, { recursive: true });
  for (const kind of ['single', 'list', 'home'])
    await writeFile(path.join(layouts, `${kind}.html`), template);
  await run('hugo', ['--quiet', '--destination', `${dir}-built`], { cwd: dir });
  const built = await readdir(`${dir}-built`, { recursive: true });
  const found = {};
  for (const file of built.filter((file) => file.endsWith('.html'))) {
    const text = await readFile(path.join(`${dir}-built`, file), 'utf8');
    for (const line of text.split('\n').filter((line) => line.startsWith('{'))) {
      const { path: file, kind, date, next, previous, ...rest } =
        JSON.parse(line);
      const relative = (name) => (name ? path.relative(dir, name) : null);
      // The page of a section has the newest date below it, and here no
      // neighbours.
      found[relative(file)] =
        kind === 'page'
          ? { ...rest, date, next: relative(next), previous: relative(previous) }
          : rest;
    }
  }
  return found;
}
