// nuxt.mjs - the ways to hold a page of Nuxt Content's back, and what Nuxt
// Content publishes.
//
// From its documentation: collections (types, sources, `include`, `exclude`),
// ordering, `navigation`, and the drafts of version 2. Published is what is in
// the database, which anybody may fetch: /__nuxt_content/NAME/sql_dump.txt.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installed } from './installed.mjs';
import { page } from './tree.mjs';

const run = promisify(execFile);
const one = page('title: One');
const config = "export default defineNuxtConfig({ modules: ['@nuxt/content'] });\n";
const hidden = 'hidden files and folders are never read';
const underscore = 'a name with "_" is private by convention';
const draft = 'version 2 of Nuxt Content publishes no drafts';
const later = 'a date to come holds any document back';
const expired = 'expiry is followed anywhere';
const unread = 'only Markdown, JSON and YAML are read';
const dash = 'version 2 of Nuxt Content ignores names with "-"';
const ignores = 'version 2 of Nuxt Content obeys `content.ignores`';
const data = 'data has no address';
const prefix = 'addresses are those of the paths';
const computed = 'a source that is computed is not known';

/** The settings of collections, in the way of the documentation. */
function collections(...lines) {
  return [
    "import { defineCollection, defineContentConfig, z } from '@nuxt/content';",
    'export default defineContentConfig({',
    '  collections: {',
    ...lines.map((line) => `    ${line}`),
    '  },',
    '});',
    '',
  ].join('\n');
}

/** Each site is a tree of files, and what may differ from Nuxt and why. */
export const sites = {
  'names and front matter': {
    differences: [
      ['content/-dash.md', 'served', dash],
      ['content/-folder/a.md', 'served', dash],
      ['content/.folder/a.md', 'served', hidden],
      ['content/.hidden.md', 'served', hidden],
      ['content/hidden-folder/.navigation.yml', 'served', hidden],
      ['content/_dir.yml', 'served', underscore],
      ['content/_folder/a.md', 'served', underscore],
      ['content/_partials/a.md', 'served', underscore],
      ['content/_underscore.md', 'served', underscore],
      ['content/posts/_draft.md', 'served', underscore],
      ['content/node_modules/a.md', 'served', 'packages are no content'],
      ['content/posts/draft.md', 'served', draft],
      ['content/data/draft.yml', 'served', draft],
      ['content/posts/published.md', 'served', 'as others say draft'],
      ['content/posts/5.suffix.draft.md', 'served', draft],
      ['content/plans.draft/a.md', 'served', draft],
      ['content/drafts/a.md', 'served', 'a folder of drafts'],
      ['content/posts/expired.md', 'served', expired],
      ['content/posts/later.md', 'served', later],
      ['content/data/x4.json5', 'served', unread],
      ['content/data/x5.csv', 'served', unread],
      ['content/data/x.yml', 'url', data],
      ['content/data/x2.yaml', 'url', data],
      ['content/data/x3.json', 'url', data],
      ['content/data/list.json', 'url', data],
      ['content/data/list.json', 'title', 'data is served as it is written'],
      ['content/posts/path.md', 'url', 'an address by a key belongs to a theme'],
      ['content/untitled-page.md', 'title', 'a title is in the case of its file name'],
    ],
    files: {
      'nuxt.config.ts': config,
      'private.md': one,
      'content/index.md': page('title: Home', 'description: The front page'),
      'content/1.first.md': page('title: First'),
      'content/02.second page.md': page('title: Second'),
      'content/3.guide/index.md': page('title: Guide'),
      'content/3.guide/10.Set Up.md': page('title: Set up'),
      'content/3.guide/1.9.md': page('title: Version'),
      'content/4.other/1.index.md': page('title: Other'),
      'content/untitled-page.md': 'Text.\n',
      'content/posts/date.md': page('title: Date', 'date: 2024-01-01'),
      'content/posts/draft.md': page('title: Draft', 'draft: true'),
      'content/posts/open.md': page('title: Open', 'draft: false'),
      'content/posts/_draft.md': page('title: D', '_draft: true'),
      'content/posts/published.md': page('title: P', 'published: false'),
      'content/posts/later.md': page('title: L', 'date: 2999-01-01'),
      'content/posts/expired.md': page('title: E', 'expiryDate: 2020-01-05'),
      'content/posts/slug.md': page('title: Slug', 'slug: own'),
      'content/posts/path.md': page('title: Path', 'path: /own/path'),
      'content/posts/no-list.md': page('title: No list', 'navigation: false'),
      'content/posts/5.suffix.draft.md': page('title: Suffix'),
      'content/posts/unlisted.md': page('title: Sitemap', 'sitemap: false', 'robots: false'),
      'content/plans.draft/a.md': page('title: Plan'),
      'content/drafts/a.md': page('title: A'),
      'content/_underscore.md': page('title: U'),
      'content/_folder/a.md': page('title: U'),
      'content/_partials/a.md': page('title: Partial'),
      'content/-dash.md': page('title: Dash'),
      'content/-folder/a.md': page('title: Dash'),
      'content/.hidden.md': page('title: H'),
      'content/.folder/a.md': page('title: H'),
      'content/~tilde.md': page('title: Tilde'),
      'content/~folder/a.md': page('title: In tilde'),
      'content/backup.md~': one,
      'content/.#lock.md': one,
      'content/saved.tmp.md': page('title: Saved'),
      'content/saved.tmp': one,
      'content/saved.md.tmp': one,
      'content/hidden-folder/.navigation.yml': 'title: Hidden\nnavigation: false\n',
      'content/hidden-folder/a.md': page('title: In hidden'),
      'content/_dir.yml': 'title: Dir\n',
      'content/node_modules/a.md': page('title: Module'),
      'content/public/a.md': page('title: Public'),
      'content/README.md': page('title: Readme'),
      'content/long.markdown': page('title: Long'),
      'content/x.mdx': page('title: X'),
      'content/upper.MD': page('title: Upper'),
      'content/text.txt': 'Text.\n',
      'content/data/x.yml': 'title: Yml\n',
      'content/data/x2.yaml': 'title: Yaml\n',
      'content/data/x3.json': '{"title": "Json"}\n',
      'content/data/x4.json5': '{title: "Json5"}\n',
      'content/data/x5.csv': 'title,a\nCsv,1\n',
      'content/data/x6.toml': 'title = "Toml"\n',
      'content/data/draft.yml': 'title: Draft\ndraft: true\n',
      'content/data/list.json': '[1, 2]\n',
    },
  },
  'nothing ignored by the settings of the site': {
    differences: [
      ['content/wip/a.md', 'served', ignores],
      ['content/x.private.md', 'served', ignores],
    ],
    files: {
      'nuxt.config.ts': [
        'export default defineNuxtConfig({',
        "  modules: ['@nuxt/content'],",
        "  ignore: ['**/secret.md', 'content/notes/**'],",
        "  content: { ignores: ['wip', '\\\\.private\\\\.md$'],",
        "    sources: { content: { driver: 'fs', base: 'other' } } },",
        '});',
        '',
      ].join('\n'),
      '.nuxtignore': 'content/listed.md\n',
      '.gitignore': 'content/git.md\n',
      'content/a.md': page('title: A'),
      'content/secret.md': page('title: Secret'),
      'content/notes/a.md': page('title: Note'),
      'content/wip/a.md': page('title: Wip'),
      'content/x.private.md': page('title: Private'),
      'content/listed.md': page('title: Listed'),
      'content/git.md': page('title: Git'),
      'other/a.md': one,
    },
  },
  'one collection': {
    files: {
      'nuxt.config.ts': config,
      'content.config.ts': collections(
        "content: defineCollection({ type: 'page', source: 'blog/**/*.md' }),",
      ),
      'content/blog/a.md': page('title: A'),
      'content/blog/deep/er/b.md': page('title: B'),
      'content/blog/index.md': page('title: Blog'),
      'content/blog/c.yml': 'title: C\n',
      'content/notes/secret.md': page('title: Secret'),
      'content/index.md': page('title: Home'),
      'content/notes/x.json': '{"title": "X"}\n',
    },
  },
  'excluded': {
    differences: [
      ['content/data.yml', 'url', data],
      ['content/deep/drafts/a.md', 'served', 'a folder of drafts'],
    ],
    files: {
      'nuxt.config.ts': config,
      'content.config.ts': collections(
        'content: defineCollection({',
        "  type: 'page',",
        '  source: {',
        "    include: '**/*.{md,yml}',",
        "    exclude: ['drafts/**', '**/*.private.md', 'top.md', 'wip', '_*/**'],",
        '  },',
        '}),',
      ),
      'content/a.md': page('title: A'),
      'content/top.md': page('title: Top'),
      'content/deep/top.md': page('title: Deep'),
      'content/drafts/a.md': page('title: Draft'),
      'content/deep/drafts/a.md': page('title: Deep draft'),
      'content/x.private.md': page('title: Private'),
      'content/deep/x.private.md': page('title: Private'),
      'content/wip/a.md': page('title: Wip'),
      'content/data.yml': 'title: Data\n',
      'content/data.json': '{"title": "Json"}\n',
    },
  },
  'more collections': {
    differences: [
      ['content/docs/a.md', 'url', prefix],
    ],
    files: {
      'nuxt.config.ts': config,
      'content.config.ts': collections(
        '// notes: defineCollection({ type: "page", source: "notes/**" }),',
        'docs: defineCollection({',
        "  type: 'page',",
        '  source: [',
        "    { include: 'docs/**', exclude: ['docs/wip/**'], prefix: '/manual' },",
        "    { include: 'extra/*.md' },",
        '  ],',
        '}),',
        'people: defineCollection({',
        "  type: 'data',",
        "  source: 'people/*.json',",
        '  schema: z.object({ name: z.string() }),',
        '}),',
        "texts: defineCollection({ type: 'data', source: 'texts/**.md' }),",
        "wip: defineCollection({ type: 'page', source: 'docs/wip/open.md' }),",
        "none: defineCollection({ type: 'page' }),",
      ),
      'content/docs/a.md': page('title: A'),
      'content/docs/wip/a.md': page('title: Wip'),
      'content/docs/wip/open.md': page('title: Open'),
      'content/extra/a.md': page('title: Extra'),
      'content/extra/deep/a.md': page('title: Deep'),
      'content/people/ana.json': '{"name": "Ana"}\n',
      'content/people/ana.md': page('title: Ana'),
      'content/texts/a.md': page('title: Text'),
      'content/notes/a.md': page('title: Note'),
      'content/index.md': page('title: Home'),
    },
  },
  'other sources': {
    differences: [
      ['content/inner/a.md', 'url', prefix],
      ['manual/a.md', 'served', 'only the folder of content is read'],
    ],
    files: {
      'nuxt.config.ts': config,
      'content.config.mjs': collections(
        'docs: defineCollection({',
        '  "type": "page",',
        "  source: { cwd: 'manual', include: '**' },",
        '}),',
        'one: defineCollection({ type: `page`, source: `one/a.md` }),',
        "up: defineCollection({ type: 'page', source: './up/**' }),",
        "slash: defineCollection({ type: 'page', source: '/slash/**' }),",
        "not: defineCollection({ type: 'page', source: '!one/**' }),",
        "stars: defineCollection({ type: 'page', source: 'stars/**.md' }),",
        "deep: defineCollection({ type: 'page', source: '**/deep/*.md' }),",
        "letter: defineCollection({ type: 'page', source: 'letter/[a-b]?.md' }),",
        "folder: defineCollection({ type: 'page', source: 'folder' }),",
        "case: defineCollection({ type: 'page', source: 'CASE/*.md' }),",
        "inner: defineCollection({ type: 'page', source: { cwd: 'content/inner', include: '*.md' } }),",
      ),
      'content.config.ts~': one,
      'content/a.md': page('title: A'),
      'content/one/a.md': page('title: One'),
      'content/one/b.md': page('title: B'),
      'content/up/a.md': page('title: Up'),
      'content/slash/a.md': page('title: Slash'),
      'content/stars/a.md': page('title: Stars'),
      'content/stars/x/a.md': page('title: More stars'),
      'content/deep/a.md': page('title: Deep'),
      'content/x/deep/a.md': page('title: Deeper'),
      'content/letter/a1.md': page('title: A1'),
      'content/letter/c1.md': page('title: C1'),
      'content/folder/a.md': page('title: Folder'),
      'content/case/a.md': page('title: Case'),
      'content/inner/a.md': page('title: Inner'),
      'content/inner/x/a.md': page('title: Inner X'),
      'manual/a.md': page('title: Manual'),
    },
  },
  'other ways to exclude': {
    files: {
      'nuxt.config.ts': config,
      'content.config.ts': collections(
        'a: defineCollection({',
        "  type: 'page',",
        '  source: {',
        "    include: 'a/**',",
        "    exclude: ['./a/one.md', 'three.md', 'a/b', 'a/c/',",
        "      'a/{d,e}/**', '**/.*', 'a/[f-g].md', 'A/open.md', 'a/h@(1|2).md'],",
        '  },',
        '}),',
      ),
      'content/a/one.md': page('title: One'),
      'content/a/three.md': page('title: Three'),
      'content/a/b/a.md': page('title: B'),
      'content/a/c/a.md': page('title: C'),
      'content/a/d/a.md': page('title: D'),
      'content/a/e/x/a.md': page('title: E'),
      'content/a/f.md': page('title: F'),
      'content/a/g.md': page('title: G'),
      'content/a/h1.md': page('title: H'),
      'content/a/open.md': page('title: Open'),
    },
  },
  'sources that are computed': {
    differences: [
      ['content/docs/a.md', 'served', computed],
      ['content/open/a.md', 'served', computed],
      ['content/shared/a.md', 'served', computed],
      ['content/not/a.md', 'served', 'what is excluded by "!" is not known'],
      ['content/not/b.md', 'served', 'what is excluded by "!" is not known'],
    ],
    files: {
      'nuxt.config.ts': config,
      'content.config.ts': [
        "import { defineCollection, defineContentConfig, z } from '@nuxt/content';",
        "const folder = 'docs';",
        "const exclude = ['open/wip/**'];",
        "const source = 'shared/**';",
        "const wrap = (collection) => collection;",
        'export default defineContentConfig({',
        '  collections: {',
        "    docs: defineCollection({ type: 'page', source: `${folder}/**` }),",
        "    open: defineCollection({ type: 'page', source: { include: 'open/**', exclude } }),",
        "    shared: defineCollection({ type: 'page', source }),",
        "    not: defineCollection({ type: 'page', source: { include: 'not/**', exclude: ['!not/a.md'] } }),",
        "    plain: defineCollection(wrap({ type: 'page', source: 'plain/**',",
        '      schema: z.object({ source: z.string().optional() }) })),',
        '  },',
        '});',
        '',
      ].join('\n'),
      'content/a.md': page('title: A'),
      'content/docs/a.md': page('title: Docs'),
      'content/open/a.md': page('title: Open'),
      'content/open/wip/a.md': page('title: Wip'),
      'content/shared/a.md': page('title: Shared'),
      'content/not/a.md': page('title: Not A'),
      'content/not/b.md': page('title: Not B'),
      'content/plain/a.md': page('title: Plain'),
    },
  },
};

export const name = 'nuxt';

const program = () => installed('nuxt/bin/nuxt.mjs');

async function versionOf(module) {
  const text = await readFile(installed(`${module}/package.json`), 'utf8');
  return JSON.parse(text).version;
}

export async function version() {
  return `${await versionOf('@nuxt/content')} (nuxt ${await versionOf('nuxt')})`;
}

/**
 * Reads a site in as `nuxt build` does, without making its bundles: prints what
 * is in the database that the build would have published, by file.
 */
const reader = `
import { loadNuxt } from '@nuxt/kit';
import Database from 'better-sqlite3';
import path from 'node:path';

const cwd = process.cwd();
const nuxt = await loadNuxt({ cwd, ready: false });
const files = new Map();
nuxt.hook('content:file:beforeParse', ({ file }) => {
  files.set(file.id, path.relative(cwd, file.path));
});
await nuxt.ready();
const database = new Database(path.join(cwd, '.data/content/contents.sqlite'));
const tables = database
  .prepare("SELECT name FROM sqlite_master WHERE name LIKE '\\\\_content\\\\_%' ESCAPE '\\\\'")
  .all()
  .map(({ name }) => name)
  .filter((name) => name !== '_content_info');
const found = tables.flatMap((name) =>
  database.prepare(\`SELECT * FROM \${name} ORDER BY stem\`).all(),
);
const rows = found.map(({ id, path: url, title, meta }) => {
  const { date, tags } = JSON.parse(meta ?? '{}');
  return [files.get(id) ?? id, { url, title, date, tags }];
});
console.log('ORACLE' + JSON.stringify(Object.fromEntries(rows)) + 'ORACLE');
process.exit(0);
`;

/**
 * Returns the published documents of the site in `dir`, by their paths. Modules
 * are found above the site only, so that it is read beside them.
 */
export async function publish(dir) {
  const site = await mkdtemp(path.resolve(installed('../site-')));
  try {
    await cp(dir, site, { recursive: true });
    await writeFile(path.join(site, 'package.json'), '{"type": "module"}');
    const { stdout } = await run(
      'node',
      ['--input-type=module', '--eval', reader],
      { cwd: site, env: { ...process.env, NUXT_TELEMETRY_DISABLED: '1' } },
    );
    return JSON.parse(/ORACLE(.*)ORACLE/.exec(stdout)[1]);
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}
