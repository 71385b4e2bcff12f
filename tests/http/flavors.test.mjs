// flavors.test.mjs - which Markdown is read in which tree: what its generator
// makes of the same body (kramdown 2.4 with GFM, goldmark of Hugo 0.111,
// markdown-it 14 as it comes, remark-gfm 4), and what the setting makes of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { writeSite } from './server.mjs';
import { run } from './support.mjs';

const body = `|a|
|-|

~~gone~~

www.example.org

- [ ] todo

x[^1]

> [!NOTE]
> n

[^1]: a note
`;
const marks = {
  tables: '<table>',
  strikethrough: '<del>',
  links: '<a href="http://www.example.org">',
  tasks: '<input type="checkbox"',
  footnotes: '<section class="footnotes"',
  alerts: '<div class="markdown-alert',
};
const everything = Object.keys(marks);

const trees = {
  'a Jekyll site': {
    files: { '_config.yml': 'title: x', '_posts/2024-01-01-a.md': '' },
    has: ['tables', 'strikethrough', 'tasks', 'footnotes'],
  },
  'an Eleventy site': {
    files: { 'eleventy.config.js': 'export default {}', 'posts/a.md': '' },
    has: ['tables', 'strikethrough'],
  },
  'a Hugo site': {
    files: { 'hugo.yaml': 'title: x', 'content/posts/a.md': '' },
    has: everything,
  },
  'an Astro site': {
    files: { 'astro.config.mjs': '', 'src/content/blog/a.md': '' },
    has: everything,
  },
  'a plain folder': { files: { 'posts/a.md': '' }, has: everything },
};

async function findMarks(files, args = []) {
  const written = Object.entries(files).map(([name, text]) =>
    name.endsWith('.md') ? [name, `---\ntitle: A\n---\n${body}`] : [name, text],
  );
  const site = await writeSite(Object.fromEntries(written));
  try {
    const target = '/_all?path:endsWith=.md&fields=html&envelope=false';
    const { stdout } = await run(['get', target, site.dir, ...args]);
    const [{ html }] = JSON.parse(stdout);
    return everything.filter((name) => html.includes(marks[name]));
  } finally {
    await site.remove();
  }
}

describe('Markdown', () => {
  for (const [name, { files, has }] of Object.entries(trees)) {
    test(`of ${name}`, async () => {
      assert.deepEqual(await findMarks(files), has);
    });
  }

  test('is what the setting says', async () => {
    const jekyll = trees['a Jekyll site'].files;
    const flavor = (word) => ['--flavor', word];
    assert.deepEqual(await findMarks(jekyll, flavor('commonmark')), []);
    assert.deepEqual(await findMarks(jekyll, flavor('gfm')), everything);
  });

  test('is what the setting of its collection says', async () => {
    const collections = (paths, word) =>
      `collections: {a: {paths: "${paths}", flavor: ${word}}}`;
    const files = (text) => ({ 'posts/a.md': '', 'headmatter.yaml': text });
    const plain = files(collections('posts/*', 'commonmark'));
    assert.deepEqual(await findMarks(plain), []);
    const other = files(collections('other/*', 'commonmark'));
    assert.deepEqual(await findMarks(other), everything);
    const auto = files(collections('posts/*', 'auto'));
    assert.deepEqual(
      await findMarks(auto, ['--flavor', 'commonmark']),
      everything,
    );
  });
});
