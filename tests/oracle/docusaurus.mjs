// docusaurus.mjs - how Docusaurus files docs, posts and pages, what it holds
// back, and what it publishes.
//
// From its documentation: docs (ids, slugs, number prefixes, index files,
// partials, drafts), versions, several instances, translations, blog (dates in
// names and folders, tags), pages, `exclude`, `trailingSlash`, neighbours in the
// sidebar and in time. The site is loaded as for a build, which knows all pages,
// and not bundled.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const run = promisify(execFile);
const one = page('title: One');
const computed = 'options that are computed are not known';
const later = 'a date to come holds any document back';
const named = 'a title of a file is in words';
const published = 'as others say draft';
const kept = 'a folder whose numbers stay in addresses is one of its own in menus';
const top = 'the page of the top comes first';
const withheld = 'what is not served is nobody\'s neighbour';
const drafts = 'a folder of drafts';

/** The settings of a site, with these lines in the middle. */
const config = (...lines) =>
  [
    '/** @type {import("@docusaurus/types").Config} */',
    'const config = {',
    "  title: 'Kit',",
    "  url: 'https://example.org',",
    "  baseUrl: '/',",
    ...lines.map((line) => `  ${line}`),
    '};',
    'module.exports = config;',
    '',
  ].join('\n');

/** Each site is a tree of files, and what may differ from Docusaurus and why. */
export const sites = {
  'a new site': {
    differences: [
      ['docs/untitled-page.md', 'title', named],
      ['docs/published.md', 'served', published],
      ['docs/expired.md', 'served', 'expiry is followed anywhere'],
      ['docs/drafts/a.md', 'served', drafts],
      ['blog/2999-01-01-later.md', 'served', later],
      ['docs/01-guides/kept/03-number.md', 'next', kept],
      ['docs/01-guides/kept/03-number.md', 'previous', kept],
      ['docs/api/README.md', 'previous', kept],
      ['docs/cli/slash.md', 'next', withheld],
      ['docs/01-guides/7.0-notes.md', 'next', kept],
      ['docs/01-guides/index.md', 'previous', kept],
      ['docs/heading.md', 'previous', withheld],
      ['docs/intro.md', 'next', kept],
      ['docs/id.md', 'next', withheld],
      ['docs/tagged.md', 'previous', withheld],
      ['blog/2024-12-03-heading.md', 'next', later],
    ],
    files: {
      'docusaurus.config.js': config("presets: [['classic', { docs: {}, blog: { tags: 'tags.yml' } }]],"),
      'README.md': one,
      'notes/a.md': one,
      'docs/intro.md': '---\nslug: /\nsidebar_position: 1\n---\n# Welcome {#hello}\n\nText.\n',
      'docs/id.md': page('id: own-id', 'title: Id'),
      'docs/untitled-page.md': 'Text.\n',
      'docs/heading.md': '# From a heading\n\nText.\n',
      'docs/01-guides/02 - Set up.md': page('title: Set up'),
      'docs/01-guides/10.use.mdx': page('title: Use'),
      'docs/01-guides/2021-11-foo.md': page('title: Dated'),
      'docs/01-guides/7.0-notes.md': page('title: Version'),
      'docs/01-guides/_category_.json': '{"label": "All guides", "position": 2}\n',
      'docs/01-guides/_partial.mdx': one,
      'docs/01-guides/index.md': page('title: Guides'),
      'docs/01-guides/kept/03-number.md': page('title: Kept', 'parse_number_prefixes: false'),
      'docs/_private/a.md': one,
      'docs/api/README.md': page('title: Api'),
      'docs/cli/cli.md': page('title: Cli'),
      'docs/cli/relative.md': page('title: Relative', 'slug: own'),
      'docs/cli/above.md': page('title: Above', 'slug: ../up'),
      'docs/cli/absolute.md': page('title: Absolute', 'slug: /abs/olute'),
      'docs/cli/slash.md': page('title: Slash', 'slug: end/'),
      'docs/draft.md': page('title: Draft', 'draft: true'),
      'docs/published.md': page('title: P', 'published: false'),
      'docs/expired.md': page('title: E', 'expiryDate: 2020-01-05'),
      'docs/unlisted.md': page('title: Unlisted', 'unlisted: true'),
      'docs/drafts/a.md': page('title: In drafts'),
      'docs/tagged.md': page('title: Tagged', 'tags: [one, two]'),
      'docs/long.markdown': one,
      'docs/data.json': '{"title": "Data"}\n',
      'docs/__tests__/a.md': one,
      'blog/authors.yml': 'ana:\n  name: Ana Lind\n',
      'blog/tags.yml': 'release:\n  label: Releases\n  permalink: /release\n  description: All of them\n',
      'blog/2024-05-01-first.md': page('title: First', 'authors: ana', 'tags: [release, other]'),
      'blog/2024-5-2-short.md': page('title: Short'),
      'blog/2024/06/02/second.md': page('title: Second'),
      'blog/2024/06-03-third.md': page('title: Third'),
      'blog/2024-07-03-folder/index.md': page('title: Folder'),
      'blog/travel/2024-08-01-trip.md': page('title: Trip'),
      'blog/2024-09-01-slug.md': page('title: Slug', 'slug: own-slug'),
      'blog/2024-09-02-deep.md': page('title: Deep', 'slug: /a/b'),
      'blog/2024-09-03-date.md': page('title: Date', 'date: 2024-10-01'),
      'blog/named.md': page('title: Named', 'date: 2024-11-01T10:00:00Z'),
      'blog/2024-12-01-draft.md': page('title: Draft', 'draft: true'),
      'blog/2024-12-02-unlisted.md': page('title: Unlisted', 'unlisted: true'),
      'blog/2024-12-03-heading.md': '# A heading\n\nText.\n',
      'blog/_template.md': one,
      'blog/2999-01-01-later.md': page('title: Later'),
      'src/pages/index.md': page('title: Home'),
      'src/pages/about.mdx': page('title: About'),
      'src/pages/legal/index.md': page('title: Legal'),
      'src/pages/legal/Terms of use.md': page('title: Terms'),
      'src/pages/_private.md': one,
      'src/components/a.md': one,
      'static/a.md': one,
    },
  },
  'other folders and routes': {
    differences: [
      ['manual/guides/a.md', 'next', top],
      ['manual/guides/a.md', 'previous', top],
      ['manual/index.md', 'next', top],
    ],
    files: {
      'docusaurus.config.js': config(
        "trailingSlash: true,",
        'presets: [',
        '  [',
        "    '@docusaurus/preset-classic',",
        '    /** @type {import("@docusaurus/preset-classic").Options} */',
        '    ({',
        "      docs: { path: './manual', routeBasePath: '/', exclude: ['wip/**', '**/*.draft.md'] },",
        "      blog: { path: 'news', routeBasePath: 'updates' },",
        '      pages: false,',
        '    }),',
        '  ],',
        '],',
        'plugins: [',
        "  ['@docusaurus/plugin-content-docs', { id: 'community', path: 'community', routeBasePath: 'people', numberPrefixParser: false }],",
        "  ['content-blog', { id: 'log', path: 'changelog', routeBasePath: 'changelog' }],",
        '],',
      ),
      'manual/index.md': page('title: Manual'),
      'manual/guides/a.md': page('title: A'),
      'manual/wip/b.md': page('title: B'),
      'manual/c.draft.md': page('title: C'),
      'docs/a.md': one,
      'blog/2024-01-01-a.md': one,
      'src/pages/a.md': one,
      'news/2024-01-01-a.md': page('title: News'),
      'community/01-team.md': page('title: Team'),
      'changelog/2024-02-02-v2.md': page('title: Two'),
    },
  },
  'versions and translations': {
    differences: [],
    files: {
      'docusaurus.config.js': config(
        'trailingSlash: false,',
        "i18n: { defaultLocale: 'en', locales: ['en', 'fr'] },",
        "presets: [['classic', { docs: { versions: { '1.0': { path: 'old' } } }, blog: {} }]],",
      ),
      'versions.json': '["2.0", "1.0"]\n',
      'docs/intro.md': page('title: Current'),
      'docs/guides/01-a.md': page('title: A'),
      'versioned_docs/version-2.0/intro.md': page('title: Two'),
      'versioned_docs/version-2.0/guides/01-a.md': page('title: A 2'),
      'versioned_docs/version-1.0/intro.md': page('title: One'),
      'versioned_docs/version-0.9/intro.md': page('title: Gone'),
      'versioned_sidebars/version-1.0-sidebars.json': '{}\n',
      'versioned_sidebars/version-2.0-sidebars.json': '{}\n',
      'blog/2024-01-01-a.md': page('title: Post'),
      'src/pages/about.md': page('title: About'),
      'i18n/fr/docusaurus-plugin-content-docs/current/intro.md': page('title: Actuel'),
      'i18n/fr/docusaurus-plugin-content-docs/current/guides/01-a.md': page('title: A fr'),
      'i18n/fr/docusaurus-plugin-content-docs/version-2.0/intro.md': page('title: Deux'),
      'i18n/fr/docusaurus-plugin-content-docs/current.json': '{}\n',
      'i18n/fr/docusaurus-plugin-content-blog/2024-01-01-a.md': page('title: Billet'),
      'i18n/fr/docusaurus-plugin-content-pages/about.md': page('title: Sur'),
      'i18n/fr/code.json': '{}\n',
    },
  },
  'a program': {
    differences: [
      ['docs/secret.md', 'served', computed],
      ['docs/a.md', 'served', computed],
    ],
    files: {
      'docusaurus.config.mjs': [
        "const blog = { routeBasePath: 'news' };",
        "const hidden = ['secret' + '.md'];",
        'export default async function createConfig() {',
        '  return {',
        "    title: 'Kit', url: 'https://example.org', baseUrl: '/',",
        "    presets: [['classic', { docs: { exclude: hidden.slice(1) }, blog }]],",
        '  };',
        '}',
        '',
      ].join('\n'),
      'docs/a.md': page('title: A'),
      'docs/secret.md': page('title: Secret'),
      'blog/2024-01-01-a.md': page('title: Post'),
    },
  },
};

export const name = 'docusaurus';

export async function version() {
  const file = installed('@docusaurus/core/package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}

/** Loads the site in its folder, once for each language; prints its pages. */
const program = `
  process.env.NODE_ENV = 'production';
  const { loadSite } = require('@docusaurus/core/lib/server/site.js');
  const { applyTrailingSlash } = require('@docusaurus/utils-common');
  const contents = ({ loadedVersions, blogPosts, ...pages }) =>
    loadedVersions?.flatMap(({ docs }) => docs) ??
    blogPosts?.map(({ metadata }) => metadata) ?? Object.values(pages);
  async function load(locale) {
    const { props } = await loadSite({ siteDir: process.cwd(), locale });
    const found = props.plugins
      .filter(({ name, content }) => content && name.includes('content-'))
      .flatMap(({ content }) => contents(content))
      .map((one) => ({
        ...one,
        permalink: applyTrailingSlash(one.permalink, props.siteConfig),
      }));
    return [props.i18n, found];
  }
  (async () => {
    const [{ locales, defaultLocale }, first] = await load();
    const all = [first];
    for (const locale of locales.filter((one) => one !== defaultLocale))
      all.push((await load(locale))[1]);
    console.log('ORACLE' + JSON.stringify(all.flat()) + 'ORACLE');
  })();
`;

/** What is before and after a document in its sidebar, or a post in time. */
function neighboursOf({ next, previous, nextItem, prevItem, ...one }, paths) {
  const at = (link) => paths.get(link?.permalink) ?? null;
  if (one.readingTime !== undefined || one.hasTruncateMarker !== undefined)
    return { next: at(prevItem), previous: at(nextItem) };
  return 'sidebar' in one ? { next: at(next), previous: at(previous) } : {};
}

/** A file that is not translated is in all languages; the first one counts. */
export async function publish(dir) {
  const site = await mkdtemp(path.resolve(installed('../site-')));
  try {
    await cp(dir, site, { recursive: true });
    const { stdout } = await run('node', ['-e', program], { cwd: site });
    const printed = JSON.parse(/ORACLE(.*)ORACLE/.exec(stdout)[1]);
    const pathOf = ({ source }) => source.replace('@site/', '');
    const shown = printed.filter(({ draft }) => !draft);
    const paths = new Map(shown.map((one) => [one.permalink, pathOf(one)]));
    const found = {};
    for (const one of shown) {
      const { permalink, title, date, tags } = one;
      found[pathOf(one)] ??= {
        url: encodeURI(decodeURI(permalink)),
        title,
        date,
        tags: tags?.map(({ label }) => label),
        ...neighboursOf(one, paths),
      };
    }
    return found;
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}
