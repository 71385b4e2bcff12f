// docsites.test.mjs - documentation sites in repositories, as people have them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, getJson } from './support.mjs';
import { startServer, writeSite } from './server.mjs';

const page = (...lines) => `---\n${lines.join('\n')}\n---\nText.\n`;

/** Serves the files while the tests of a suite run. */
function serving(files) {
  const held = {};
  before(async () => {
    held.site = await writeSite(files);
    held.server = await startServer(held.site.dir);
  });
  after(async () => {
    await held.server.stop();
    await held.site.remove();
  });
  return held;
}

const listed = async ({ server }, fields) =>
  (await getJson(server, `/_all?fields=${fields}&limit=all&sort=path`)).data;

describe('docs beside the folder of a Docusaurus site', () => {
  const held = serving({
    'README.md': page('title: Readme'),
    'package.json': '{}',
    'src/notes.md': page('title: Notes'),
    'docs/a.md': page('title: A'),
    'docs/wip/b.md': page('title: B'),
    'website/docusaurus.config.js': `module.exports = {
      i18n: { defaultLocale: 'en', locales: ['en', 'fr'] },
      presets: [['classic', { docs: { path: '../docs', exclude: ['wip/**'] } }]],
    };`,
    'website/blog/2024-05-01-hello.md': page('title: Hello'),
    'website/docs/c.md': page('title: C'),
    'website/i18n/fr/docusaurus-plugin-content-docs/current/a.md': page('title: Un'),
  });

  test('are served, and nothing else of the repository', async () => {
    assert.deepEqual(await listed(held, 'path,url'), [
      { path: 'docs/a.md', url: '/docs/a' },
      { path: 'website/blog/2024-05-01-hello.md', url: '/blog/2024/05/01/hello' },
      {
        path: 'website/i18n/fr/docusaurus-plugin-content-docs/current/a.md',
        url: '/fr/docs/a',
      },
    ]);
  });

  test('have their translations', async () => {
    const { data } = await getJson(held.server, '/docs/a');
    assert.deepEqual(
      data.translations.map(({ lang, slug }) => [lang, slug]),
      [['fr', 'fr/a']],
    );
  });
});

/** A menu as nested lists of titles. */
const titles = ({ title, children }) =>
  children.length > 0 ? [title, ...children.map(titles)] : title;

describe('files that say what folders are called', () => {
  describe('in Docusaurus', () => {
    const held = serving({
      'docusaurus.config.js': 'module.exports = {};',
      'docs/intro.md': page('title: Intro', 'sidebar_position: 1'),
      'docs/z-first/_category_.json': '{"label": "First things", "position": 2}',
      'docs/z-first/02-b.md': page('title: B'),
      'docs/z-first/10-c.md': page('title: C'),
      'docs/a-last/_category_.yml': 'label: Last things\nposition: 3.5\n',
      'docs/a-last/README.md': page('title: Readme'),
      'docs/a-last/d.md': page('title: D'),
      'docs/drafts-only/_category_.yml': 'label: Secret\n',
      'docs/drafts-only/e.md': page('title: E', 'draft: true'),
    });

    test('name and order them in menus', async () => {
      const { data, ...rest } = await getJson(held.server, '/_navigation/docs');
      assert.deepEqual(titles(data).slice(1), [
        'Intro',
        ['First things', 'B', 'C'],
        ['Last things', 'D'],
      ]);
      assert.doesNotMatch(JSON.stringify([data, rest]), /Secret/);
    });
  });

  describe('in Fumadocs', () => {
    const held = serving({
      'source.config.ts': '',
      'content/docs/meta.json':
        '{"title": "Manual", "pages": ["(start)", "---Rest---", "api", "...", "!hidden"]}',
      'content/docs/(start)/meta.json': '{"pages": ["two", "[Away](https://example.org)", "one"]}',
      'content/docs/(start)/one.mdx': page('title: One'),
      'content/docs/(start)/two.mdx': page('title: Two'),
      'content/docs/api/meta.json': '{"title": "The API"}',
      'content/docs/api/index.mdx': page('title: Index'),
      'content/docs/api/a.mdx': page('title: A'),
      'content/docs/hidden.mdx': page('title: Hidden'),
      'content/docs/other.mdx': page('title: Other'),
    });

    test('name, order and leave out what is in menus', async () => {
      const { data } = await getJson(held.server, '/_navigation/docs');
      assert.deepEqual(titles(data), [
        'Manual',
        'Two',
        'One',
        ['The API', 'A'],
        'Other',
      ]);
    });

    test('are no documents', async () => {
      const paths = (await listed(held, 'path')).map((one) => one.path);
      assert.equal(paths.length, 6);
      assert.ok(paths.every((file) => file.endsWith('.mdx')));
    });
  });

  describe('in Nextra', () => {
    const held = serving({
      'next.config.mjs': '',
      'mdx-components.js': '',
      'content/_meta.js':
        "const secret = 'not for readers';\nexport default { guide: 'All guides', about: secret + '' };\n",
      'content/guide/_meta.ts': [
        "import type { MetaRecord } from 'nextra';",
        'const meta: MetaRecord = {',
        "  two: 'Comes first',",
        "  '---': { type: 'separator', title: 'More' },",
        "  one: { title: 'Comes second' },",
        "  hidden: { display: 'hidden' },",
        "  away: { title: 'Away', href: 'https://example.org' },",
        '};',
        'export default meta;',
      ].join('\n'),
      'content/guide/index.mdx': page('title: Index'),
      'content/guide/one.mdx': page('title: One'),
      'content/guide/two.mdx': page('title: Two'),
      'content/guide/hidden.mdx': page('title: Hidden'),
      'content/guide/other.mdx': page('title: Other', 'sidebarTitle: Another'),
      'content/guide/rest/_meta.json': '{"*": {"display": "hidden"}, "shown": {"display": "normal"}}',
      'content/guide/rest/shown.mdx': page('title: Shown'),
      'content/guide/rest/gone.mdx': page('title: Gone'),
      'content/guide/broken/_meta.js': 'export default { a: ',
      'content/guide/broken/a.mdx': page('title: A'),
    });

    test('name, order and leave out what is in menus', async () => {
      const { data } = await getJson(held.server, '/_navigation/guide');
      assert.deepEqual(titles(data), [
        'All guides',
        'Comes first',
        'Comes second',
        ['Broken', 'A'],
        'Another',
        ['Rest', 'Shown'],
      ]);
    });

    test('are no documents, and nobody reads their programs', async () => {
      const all = await listed(held, 'path');
      assert.ok(all.every(({ path }) => path.endsWith('.mdx')));
      for (const target of ['/_all?limit=all', '/_navigation', '/search?q=readers', '/_problems'])
        assert.doesNotMatch((await ask(held.server, target)).body, /not for/);
      for (const target of ['/_media/_meta.js', '/_media/content/_meta.js'])
        assert.equal((await ask(held.server, target)).status, 404);
    });
  });
});
