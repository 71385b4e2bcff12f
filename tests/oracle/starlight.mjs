// starlight.mjs - manuals in several languages, and what Starlight publishes.
//
// From its documentation: locales (with and without a root, those of Astro,
// pages that are not translated), drafts, `slug`, index files, the page for
// what is not found, and the sidebar, which decides what comes before and after
// a page: written out, made of the files, and in the order that pages ask for.
// The titles of pages print what Starlight knows of them.
import { readFile } from 'node:fs/promises';
import * as astro from './astro.mjs';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const home = 'the page of the top is in another collection';
const translated = 'what is not translated is in no other language';
const slug = 'a page is in menus where its file is, whatever its slug';
const withheld = 'what is not served is nobody\'s neighbour';
const link = 'a link to another site is no document';
const asked = 'a page that shows no neighbour has one all the same';
const underscore = 'a name with "_" is private by convention';

/** A manual with these lines in its settings, and in those of Starlight. */
const manual = (inner, outer = []) => ({
  'package.json': '{"type": "module", "dependencies": {"@astrojs/starlight": "*"}}',
  'astro.config.mjs': [
    "import starlight from '@astrojs/starlight';",
    'export default {',
    ...outer.map((line) => `  ${line}`),
    '  integrations: [starlight({',
    "    title: 'Manual',",
    '    pagefind: false,',
    "    components: { PageTitle: './src/Title.astro' },",
    ...inner.map((line) => `    ${line}`),
    '  })],',
    '};',
  ].join('\n'),
  'src/content.config.ts': [
    "import { defineCollection } from 'astro:content';",
    "import { docsLoader } from '@astrojs/starlight/loaders';",
    "import { docsSchema } from '@astrojs/starlight/schema';",
    'export const collections = {',
    '  docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }),',
    '};',
  ].join('\n'),
  'src/Title.astro': [
    '---',
    'const { entry, lang, isFallback, pagination } = Astro.locals.starlightRoute;',
    'const fields = {',
    '  path: entry.filePath, title: entry.data.title, lang, isFallback,',
    '  next: pagination.next?.href, previous: pagination.prev?.href,',
    '};',
    '---',
    '<p set:html={`ORACLE${JSON.stringify(fields)}ORACLE`} />',
  ].join('\n'),
});

/** Documents of "docs" by the names of their files. */
const docs = (files) =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`src/content/docs/${name}`, text]),
  );

/** Each site is a tree of files, and what may differ from Starlight and why. */
export const sites = {
  'a manual': {
    differences: [
      ['src/content/docs/404.md', 'previous', withheld],
      ['src/content/docs/index.md', 'next', withheld],
      ['src/content/docs/guides/slug.md', 'previous', withheld],
      ['src/content/docs/guides/published.md', 'served', 'as others say draft'],
      ['src/content/docs/guides/open.md', 'next', withheld],
      ['src/content/docs/guides/open.md', 'previous', withheld],
      ['src/content/docs/guides/.hidden.md', 'served', 'hidden files are never read'],
      ['src/content/docs/guides/a.md', 'next', withheld],
      ['src/content/docs/_wip/a.md', 'served', underscore],
    ],
    files: {
      ...manual([]),
      ...docs({
        'index.md': page('title: Home'),
        'guides/a.md': page('title: A'),
        'guides/draft.md': page('title: Draft', 'draft: true'),
        'guides/open.md': page('title: Open', 'draft: false'),
        'guides/published.md': page('title: P', 'published: false'),
        'guides/_underscore.md': page('title: U'),
        '_wip/a.md': page('title: W'),
        'guides/.hidden.md': page('title: H'),
        '.hidden/a.md': page('title: H'),
        'guides/index.md': page('title: Guides'),
        'Second Page.md': page('title: Second'),
        'guides/slug.md': page('title: Slug', 'slug: own/place'),
        '404.md': page('title: Lost', 'template: splash'),
      }),
      'src/content/other/a.md': page('title: Other', 'draft: true'),
    },
  },
  'languages beside a root': {
    differences: [
      ['src/content/docs/404.md', 'previous', home],
      ['src/content/docs/index.md', 'next', home],
      ['src/content/docs/zh-cn/guides/index.md', 'previous', translated],
      ['src/content/docs/zh-cn/guides/a.md', 'next', translated],
      ['src/content/docs/fr/index.md', 'next', home],
      ['src/content/docs/fr/only.md', 'next', slug],
      ['src/content/docs/fr/only.md', 'previous', slug],
      ['src/content/docs/fr/slug.md', 'next', slug],
      ['src/content/docs/fr/slug.md', 'previous', slug],
      ['src/content/docs/fr/guides/draft.md', 'next', translated],
      ['src/content/docs/fr/guides/draft.md', 'previous', translated],
      ['src/content/docs/fr/guides/a.md', 'next', translated],
      ['src/content/docs/fr/guides/a.md', 'previous', translated],
      ['src/content/docs/fr/404.md', 'next', translated],
      ['src/content/docs/fr/404.md', 'previous', home],
    ],
    files: {
      ...manual([
        "defaultLocale: 'root',",
        "locales: { root: { label: 'English', lang: 'en-GB' }, fr: { label: 'Français' }, 'zh-cn': { label: '简体中文', lang: 'zh-CN' } },",
      ]),
      ...docs({
        'index.md': page('title: Home'),
        'guides/a.md': page('title: A'),
        'guides/b.md': page('title: B'),
        'guides/c.md': page('title: C'),
        'guides/draft.md': page('title: Draft', 'draft: true'),
        'de/a.md': page('title: Not a language'),
        'it/only.md': page('title: About computers'),
        'fr/index.md': page('title: Accueil'),
        'fr/guides/a.md': page('title: A fr'),
        'fr/guides/b.md': page('title: B fr', 'draft: true'),
        'fr/guides/draft.md': page('title: Brouillon'),
        'fr/only.md': page('title: Seulement'),
        'fr/slug.md': page('title: Slug', 'slug: fr/lieu'),
        'zh-cn/guides/a.md': page('title: A zh'),
        'zh-cn/guides/index.md': page('title: Guides zh'),
        '404.md': page('title: Lost', 'template: splash'),
        'fr/404.md': page('title: Perdu', 'template: splash'),
      }),
    },
  },
  'languages without a root': {
    differences: [
      ['src/content/docs/french/index.md', 'next', home],
      ['src/content/docs/french/guides/a.md', 'next', translated],
      ['src/content/docs/french/guides/a.md', 'previous', home],
      ['src/content/docs/es-419/guides/a.md', 'next', translated],
      ['src/content/docs/es-419/guides/a.md', 'previous', translated],
      ['src/content/docs/en/index.md', 'next', home],
      ['src/content/docs/en/guides/a.md', 'previous', home],
    ],
    files: {
      ...manual([
        "defaultLocale: 'en',",
        "locales: { french: { label: 'Français', lang: 'fr' }, en: { label: 'English' }, 'es-419': { label: 'Español' } },",
      ]),
      ...docs({
        'en/index.md': page('title: Home'),
        'en/guides/a.md': page('title: A'),
        'en/guides/b.md': page('title: B'),
        'french/index.md': page('title: Accueil'),
        'french/guides/a.md': page('title: A fr'),
        'es-419/guides/a.md': page('title: A es'),
      }),
    },
  },
  'the languages of Astro': {
    differences: [
      ['src/content/docs/index.md', 'next', home],
      ['src/content/docs/francais/a.md', 'previous', translated],
      ['src/content/docs/a.md', 'previous', home],
    ],
    files: {
      ...manual([], [
        "i18n: { defaultLocale: 'en', locales: ['en', { path: 'francais', codes: ['fr', 'fr-CA'] }] },",
      ]),
      ...docs({
        'index.md': page('title: Home'),
        'a.md': page('title: A'),
        'francais/a.md': page('title: A fr'),
      }),
    },
  },
  'a sidebar of files': {
    differences: [
      ['src/content/docs/index.md', 'next', home],
      ['src/content/docs/index.md', 'previous', home],
      ['src/content/docs/b/none.md', 'next', home],
      ['src/content/docs/a/index.md', 'previous', home],
    ],
    files: {
      ...manual([]),
      ...docs({
        'index.md': page('title: Home'),
        'z.md': page('title: Z'),
        'b/two.md': page('title: Two', 'sidebar:', '  order: 2'),
        'b/one.md': page('title: One', 'sidebar:', '  order: 1'),
        'b/none.md': page('title: None'),
        'a/deep/x.md': page('title: X'),
        'a/index.md': page('title: A'),
        'a/hidden.md': page('title: Hidden', 'sidebar:', '  hidden: true'),
        'a/v10.md': page('title: Ten'),
        'a/v2.md': page('title: Two'),
        'm/first.md': page('title: First', 'sidebar:', '  order: 0'),
        'm/last.md': page('title: Last'),
      }),
    },
  },
  'a sidebar that is written out': {
    differences: [
      ['src/content/docs/reference/x.md', 'next', asked],
      ['src/content/docs/reference/x.md', 'previous', link],
      ['src/content/docs/lone.md', 'next', link],
      ['src/content/docs/fr/reference/x.md', 'previous', link],
      ['src/content/docs/fr/lone.md', 'next', link],
    ],
    files: {
      ...manual([
        'sidebar: [',
        "  'start',",
        "  { label: 'Guides', items: [{ slug: 'guides/b' }, { label: 'More', items: ['guides/a'] }] },",
        "  { label: 'A link', link: '/lone/' },",
        "  { label: 'Elsewhere', link: 'https://example.org/' },",
        "  { label: 'Reference', autogenerate: { directory: 'reference' } },",
        '],',
        "defaultLocale: 'root',",
        "locales: { root: { label: 'English', lang: 'en' }, fr: { label: 'Français' } },",
      ]),
      ...docs({
        'index.md': page('title: Home'),
        'start.md': page('title: Start'),
        'lone.md': page('title: Lone'),
        'guides/a.md': page('title: A'),
        'guides/b.md': page('title: B'),
        'guides/c.md': page('title: C'),
        'reference/y.md': page('title: Y'),
        'reference/x.md': page('title: X', 'next: false'),
        'reference/x/deep.md': page('title: Deep'),
        'fr/start.md': page('title: Départ'),
        'fr/lone.md': page('title: Seul'),
        'fr/guides/a.md': page('title: A fr'),
        'fr/guides/b.md': page('title: B fr'),
        'fr/guides/c.md': page('title: C fr'),
        'fr/reference/y.md': page('title: Y fr'),
        'fr/reference/x.md': page('title: X fr'),
        'fr/reference/x/deep.md': page('title: Deep fr'),
      }),
    },
  },
};

export const name = 'starlight';

export async function version() {
  const file = installed('@astrojs/starlight/package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}

/**
 * A page that is not translated is shown at an address in each language; the
 * one in its own language counts. Only sites of several languages say which
 * they are in.
 */
export async function publish(dir) {
  const pages = await astro.build(dir, astro.readPages);
  const paths = new Map(pages.map(({ url, path }) => [url, path]));
  const pathOf = (href) =>
    href === undefined
      ? null
      : (paths.get(decodeURI(href).replace(/(.)\/$/, '$1')) ?? null);
  const areSeveral = new Set(pages.map(({ lang }) => lang)).size > 1;
  const found = {};
  for (const { path, isFallback, lang, next, previous, ...rest } of pages)
    if (!isFallback)
      found[path] = {
        ...rest,
        ...(areSeveral && { lang }),
        next: pathOf(next),
        previous: pathOf(previous),
      };
  return found;
}
