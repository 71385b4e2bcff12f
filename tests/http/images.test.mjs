// images.test.mjs - what <img> in a body gains: what browsers need to know.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { site } from './site.mjs';
import { getJson, until } from './support.mjs';

const body = (...lines) => `---\ntitle: A\n---\n${lines.join('\n\n')}\n`;
const three = body('![a](a.png)', '<img src="b.png">', '![c](//far/c.png)');

/** The <img> tags of a document. */
const images = ({ html }) => html.match(/<img[^>]*>/g) ?? [];

site(
  'images in bodies',
  {
    'posts/a.md': three,
    'posts/none.md': body('![a](a.png)', 'Text.'),
    'posts/said.md': body(
      '![a](a.png)',
      '<img loading="eager" src="b.png"> <img LOADING=lazy src="b.png">',
      '![b](b.png){loading=eager}',
    ),
    'posts/code.md': body(
      '![a](a.png)',
      '```html\n<img src="b.png">\n```',
      '<script>\nwrite("<img src=b.png>")\n</script>',
      '<img src="{{ url }}">',
    ),
    'posts/sections.md': body('![a](a.png)', '## Part', '![b](b.png)'),
  },
  ({ item, ask }) => {
    test('but for the first are loaded late', async () => {
      assert.deepEqual(images(await item('/posts/a')), [
        '<img src="a.png" alt="a" />',
        '<img loading="lazy" src="b.png">',
        '<img src="//far/c.png" loading="lazy" alt="c" />',
      ]);
      assert.deepEqual(images(await item('/posts/none')), [
        '<img src="a.png" alt="a" />',
      ]);
    });

    test('are loaded as their writers say', async () => {
      const [, eager, lazy, last] = images(await item('/posts/said'));
      assert.equal(eager, '<img loading="eager" src="b.png">');
      assert.equal(lazy, '<img LOADING=lazy src="b.png">');
      assert.match(last, /loading/);
    });

    test('are not what only looks like one', async () => {
      const { html } = await item('/posts/code');
      assert.doesNotMatch(html, /lazy/);
    });

    test('are the same in a section, in a list and in .html', async () => {
      const late = '<img src="b.png" loading="lazy" alt="b" />';
      const part = await item('/posts/sections?section=part');
      assert.deepEqual(images(part), [late]);
      const [listed] = await item('/posts?slug=sections&include=html');
      assert.equal(images(listed)[1], late);
      assert.ok((await ask('/posts/sections.html')).body.includes(late));
    });

    test('are as they are written in Markdown and its tree', async () => {
      const { markdown, mdast } = await item(
        '/posts/a?include=markdown,mdast&fields=markdown,mdast',
      );
      assert.doesNotMatch(JSON.stringify([markdown, mdast]), /lazy/);
    });
  },
);

describe('images.lazy', () => {
  test('is off on request, and then rev is another', async () => {
    const written = await writeSite({ 'posts/a.md': three });
    const revs = new Set();
    try {
      for (const flags of [[], ['--lazy-images', 'off']]) {
        const server = await startServer(written.dir, { options: flags });
        const { html, rev } = (await getJson(server, '/posts/a')).data;
        await server.stop();
        assert.equal(html.includes('lazy'), flags.length === 0);
        revs.add(rev);
      }
    } finally {
      await written.remove();
    }
    assert.equal(revs.size, 2);
  });

  test('can be changed while the server runs', async () => {
    const written = await writeSite({ 'posts/a.md': three });
    const server = await startServer(written.dir);
    try {
      await writeFile(
        path.join(written.dir, 'headmatter.yaml'),
        'images:\n  lazy: off\n',
      );
      await until(async () => {
        const { html } = (await getJson(server, '/posts/a')).data;
        return !html.includes('lazy');
      });
    } finally {
      await server.stop();
      await written.remove();
    }
  });
});
