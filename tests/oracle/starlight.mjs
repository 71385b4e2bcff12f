// starlight.mjs - manuals in several languages, and what Starlight publishes.
//
// From its documentation: locales (with and without a root, those of Astro,
// pages that are not translated), drafts, `slug`, index files, the page for
// what is not found.
// The titles of pages print what Starlight knows of them.
import { readFile } from 'node:fs/promises';
import * as astro from './astro.mjs';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

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
    'const { entry, lang, isFallback } = Astro.locals.starlightRoute;',
    'const fields = {',
    '  path: entry.filePath, title: entry.data.title, lang, isFallback,',
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
      ['src/content/docs/guides/published.md', 'served', 'as others say draft'],
      ['src/content/docs/_wip/a.md', 'served', underscore],
      ['src/content/docs/guides/.hidden.md', 'served', 'hidden files are never read'],
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
    differences: [],
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
    differences: [],
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
    differences: [],
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
  const areSeveral = new Set(pages.map(({ lang }) => lang)).size > 1;
  const found = {};
  for (const { path, isFallback, lang, ...rest } of pages)
    if (!isFallback) found[path] = { ...rest, ...(areSeveral && { lang }) };
  return found;
}
