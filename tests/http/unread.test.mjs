// unread.test.mjs - one notice for the files that a generator publishes or
// applies, and that are not read here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeSite } from './server.mjs';
import { run } from './support.mjs';

const page = '---\ntitle: X\n---\nx\n';

/** What the notices say: the first file, how many more, and the message. */
async function notices(files) {
  const site = await writeSite(files);
  const { stdout } = await run(['check', site.dir]);
  await site.remove();
  const lines = stdout.split('\n').filter((line) => line.includes('[format-unread]'));
  return lines.map((line) => {
    const [, file, message] = /^(.*?): notice: (.*) \[format-unread\]$/.exec(line);
    const more = /; likewise in (\d+) other/.exec(message);
    return [file, more ? Number(more[1]) : 0, message.split(/[;,]/)[0]];
  });
}

test('Jekyll: posts in any format, and pages with front matter', async () => {
  const files = {
    '_config.yml': 'exclude: [left.html]\n',
    '_posts/2024-01-01-a.md': page,
    '_posts/2024-01-02-b.html': 'no front matter',
    '_posts/2024-01-03-c.textile': page,
    '_posts/undated.textile': page,
    '_drafts/d.html': page,
    '_layouts/post.html': page,
    '_wip/x.html': page,
    'index.html': page,
    'left.html': page,
    'plain.html': '<p>copied</p>',
  };
  const first = '_posts/2024-01-02-b.html';
  assert.deepEqual(await notices(files), [[first, 2, 'Jekyll publishes this file']]);
});

test('Hugo: the formats of its content, but parts of pages', async () => {
  const files = {
    'hugo.yaml': 'title: X\n',
    'content/posts/a.md': page,
    'content/posts/b.org': 'x',
    'content/posts/c.html': page,
    'content/posts/copied.html': '<p>copied</p>',
    'content/posts/bundle/index.md': page,
    'content/posts/bundle/part.org': 'x',
    'content/posts/bundle/deep/part.rst': 'x',
    'layouts/index.html': page,
  };
  const first = 'content/posts/b.org';
  assert.deepEqual(await notices(files), [[first, 1, 'Hugo publishes this file']]);
});

test('Eleventy: templates, and data files that are programs', async () => {
  const files = {
    '.eleventy.js': '',
    '.eleventyignore': 'old\n',
    'posts/a.md': page,
    'posts/posts.11tydata.js': '',
    'posts/a.11tydata.mjs': '',
    'posts/b.11tydata.cjs': '',
    'about.njk': page,
    'plain.html': '<p>x</p>',
    '_includes/base.njk': page,
    'old/x.html': page,
  };
  assert.deepEqual(await notices(files), [
    ['about.njk', 0, 'Eleventy publishes this file'],
    ['posts/a.11tydata.mjs', 2, 'Eleventy runs this data file'],
  ]);
});

test('a plain folder has none', async () => {
  const files = {
    'posts/a.md': page,
    'posts/x.html': page,
    'posts/x.org': 'x',
    'posts/posts.11tydata.js': '',
  };
  assert.deepEqual(await notices(files), []);
});
