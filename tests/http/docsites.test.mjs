// docsites.test.mjs - documentation sites in repositories, as people have them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getJson } from './support.mjs';
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
