// nextra.mjs - pages and menus, and what Nextra publishes.
//
// From its documentation: the content folder and pages of "app" with their
// groups, index files, titles (front matter, heading, name), _meta files with
// titles, order, hidden pages, separators, links, types of pages and what all
// have in common. The map of pages is made by Nextra itself, as its loader
// makes it; nothing is bundled.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const underscore = 'a name with "_" is private by convention';
const capitals = 'a title of a file is in words, and not in capitals';
const folder = 'a folder and its index are one item, called as the folder is';
const elsewhere = 'the pages of a folder are a collection of their own';
const withheld = 'what is not served is nobody\'s neighbour';
const draft = 'Nextra knows no drafts; headmatter keeps them back anywhere';

const program = {
  'package.json': '{"type": "module"}',
  'next.config.mjs': "import nextra from 'nextra';\nexport default nextra({})({});\n",
  'mdx-components.js': '',
  'app/layout.jsx': '',
};

/** Each site is a tree of files, and what may differ from Nextra and why. */
export const sites = {
  'pages': {
    differences: [
      ['content/_private.mdx', 'served', underscore],
      ['content/_parts/a.mdx', 'served', underscore],
      ['content/guide/draft.mdx', 'served', draft],
      ['content/set-up_now.mdx', 'title', capitals],
      ['content/set-up_now.mdx', 'label', capitals],
      ['content/index.mdx', 'next', withheld],
      ['content/about.md', 'previous', withheld],
      ['content/guide/index.mdx', 'next', elsewhere],
      ['content/guide/deep/er.mdx', 'next', withheld],
      ['content/guide/deep/er.mdx', 'previous', elsewhere],
      ['content/guide/set-up.mdx', 'previous', withheld],
      ['content/guide/slug.mdx', 'next', elsewhere],
      ['content/heading.mdx', 'previous', elsewhere],
    ],
    files: {
      ...program,
      'README.md': page('title: One'),
      'content/index.mdx': page('title: Home'),
      'content/about.md': page('title: About', 'sidebarTitle: About us'),
      'content/heading.mdx': '# From a heading\n\nText.\n',
      'content/set-up_now.mdx': 'Text.\n',
      'content/v1.2.mdx': page('title: Version'),
      'content/guide/index.mdx': page('title: Guide'),
      'content/guide/set-up.mdx': page('title: Set up'),
      'content/guide/deep/er.mdx': page('title: Er'),
      'content/guide/slug.mdx': page('title: Slug', 'slug: own'),
      'content/guide/draft.mdx': page('title: Draft', 'draft: true'),
      'content/_private.mdx': page('title: Private'),
      'content/_parts/a.mdx': page('title: Part'),
      'content/.hidden.mdx': page('title: Hidden'),
      'app/(site)/team/page.mdx': page('title: Team'),
      'app/_parts/page.mdx': page('title: Part'),
      'app/team/notes.mdx': page('title: Notes'),
    },
  },
  'menus': {
    differences: [
      ['content/guide/index.mdx', 'label', folder],
      ['content/index.mdx', 'next', 'a page of the bar at the top is one of the menu'],
      ['content/guide/index.mdx', 'next', elsewhere],
      ['content/guide/last.mdx', 'previous', elsewhere],
      ['content/guide/hidden/b.mdx', 'next', elsewhere],
      ['content/zeta.mdx', 'previous', elsewhere],
    ],
    files: {
      ...program,
      'content/_meta.js': [
        'export default {',
        "  index: 'Start',",
        "  guide: { title: 'All guides', type: 'page' },",
        "  '---': { type: 'separator', title: 'More' },",
        "  zeta: '',",
        "  secret: { display: 'hidden' },",
        "  elsewhere: { title: 'Elsewhere', href: 'https://example.org' },",
        "  'with-dash': { title: `With a dash` },",
        '};',
      ].join('\n'),
      'content/index.mdx': page('title: Home'),
      'content/alpha.mdx': page('title: Alpha'),
      'content/zeta.mdx': page('title: Zeta'),
      'content/secret.mdx': page('title: Secret'),
      'content/with-dash.mdx': page('title: Dash'),
      'content/guide/_meta.ts': [
        "import type { MetaRecord } from 'nextra'",
        '',
        "const hidden = { display: 'hidden' } as const",
        'const meta: MetaRecord = {',
        "  last: 'Comes first',",
        '  deep: { title: "Deeper" },',
        '  gone: hidden,',
        '}',
        '',
        'export default meta',
      ].join('\n'),
      'content/guide/index.mdx': page('title: Guide'),
      'content/guide/first.mdx': page('title: First'),
      'content/guide/last.mdx': page('title: Last'),
      'content/guide/gone.mdx': page('title: Gone'),
      'content/guide/deep/_meta.jsx': 'export default { b: <b>B</b>, a: "A first" };\n',
      'content/guide/deep/a.mdx': page('title: A'),
      'content/guide/deep/b.mdx': page('title: B'),
      'content/guide/hidden/_meta.tsx': "export default { '*': { display: 'hidden' }, b: { display: 'normal' } };\n",
      'content/guide/hidden/a.mdx': page('title: A'),
      'content/guide/hidden/b.mdx': page('title: B'),
    },
  },
};

export const name = 'nextra';

export async function version() {
  const file = installed('nextra/package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}

const dist = (file) =>
  import(pathToFileURL(path.resolve(installed(`nextra/dist/${file}`))));

/** What a program exports; its types and elements are taken out of it. */
async function load(site, file, text) {
  const plain = text
    .replace(/^import type .*$/gm, '')
    .replace(/ as const\b|: MetaRecord\b/g, '')
    .replace(/<b>(.*?)<\/b>/g, "'$1'");
  const copy = path.join(site, `${file.replaceAll('/', '.')}.mjs`);
  await writeFile(copy, plain);
  return import(pathToFileURL(copy));
}

/** The pages of a site with their front matter, as its loader has them. */
async function readPageMap(site) {
  const [{ findMetaAndPageFilePaths }, { convertToPageMap }, { compileMetadata }] =
    await Promise.all([
      dist('server/page-map/find-meta-and-page-file-paths.js'),
      dist('server/page-map/to-page-map.js'),
      dist('server/compile-metadata.js'),
    ]);
  const filePaths = await findMetaAndPageFilePaths({
    dir: path.join(site, 'app'),
    cwd: site,
    contentDir: 'content',
  });
  const text = (file) => readFile(path.join(site, file), 'utf8');
  const fill = async ({ __metaPath: meta, __pagePath: file, ...item }) => {
    if (meta) return { data: (await load(site, meta, await text(meta))).default };
    if (item.children) return { ...item, children: await Promise.all(item.children.map(fill)) };
    const code = await compileMetadata(await text(file), { filePath: file });
    return { ...item, frontMatter: (await load(site, file, code)).metadata };
  };
  return Promise.all(convertToPageMap({ filePaths }).pageMap.map(fill));
}

const flatten = (items) =>
  items.flatMap((item) => [item, ...flatten(item.children ?? [])]);

/** What a page has before and after it in its menu. */
function neighboursOf(normalizePages, list, route, paths) {
  const { activeType, activeIndex, flatDocsDirectories } = normalizePages({ list, route });
  const at = (index) => {
    const found = activeType === 'doc' ? flatDocsDirectories[index] : undefined;
    return found?.isUnderCurrentDocsTree ? paths.get(found.route) : null;
  };
  const isThere = flatDocsDirectories[activeIndex]?.route === route;
  return {
    next: isThere ? at(activeIndex + 1) : null,
    previous: isThere ? at(activeIndex - 1) : null,
  };
}

/** Builds the map of the site in `dir`, and asks it for each page. */
export async function publish(dir) {
  const site = await mkdtemp(path.resolve(installed('../site-')));
  try {
    await cp(dir, site, { recursive: true });
    const { normalizePageMap } = await dist('server/page-map/normalize.js');
    const { normalizePages } = await dist('client/normalize-pages.js');
    const list = normalizePageMap(await readPageMap(site));
    const pages = flatten(list).filter(({ frontMatter }) => frontMatter);
    const paths = new Map(
      pages.map(({ route, frontMatter }) => [route, frontMatter.filePath]),
    );
    const { directories } = normalizePages({ list, route: '/' });
    const shown = new Set(flatten(directories).map(({ route }) => route));
    const found = {};
    for (const { route, title, frontMatter } of pages)
      found[frontMatter.filePath] = {
        url: encodeURI(route),
        title: frontMatter.title,
        label: shown.has(route) ? title : null,
        ...neighboursOf(normalizePages, list, route, paths),
      };
    return found;
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}
