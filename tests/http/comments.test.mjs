// comments.test.mjs - what writers tell each other in a body is in no answer.
import assert from 'node:assert/strict';
import { unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { site } from './site.mjs';
import { check, until } from './support.mjs';

const comments = [
  'Words {% comment %}whispered{% endcomment %} go on.',
  '{%- comment -%}\nwhispered\n\n{%- endcomment -%}',
  'Words {# whispered #} go on.',
  'Words {{/* whispered */}} go on.',
  '{{< comment >}}\nwhispered\n{{< /comment >}}',
  '{::comment}\nwhispered\n{:/comment}',
  '<!-- whispered -->',
  'Words <!-- whispered -- twice --> go on.',
  '<div>\n<!-- whispered\n-->\n<b>Words</b></div>',
  '> Words\n> <!-- whispered -->',
  '- Words\n\n    <!-- whispered -->\n\n- go on',
  '[//]: # (whispered)',
];
const document = (lines, about = 'title: A\ndate: 2024-05-01') =>
  `---\n${about}\n---\n${lines.join('\n\n')}\n`;
const body = document(['Words come first.', ...comments, 'Words end.']);
const exampleOf = (comment) =>
  document(['Write:', `\`\`\`\n${comment}\n\`\`\``, `or \`${comment}\`.`]);

/** Every way in which a body is in an answer. */
const shapesOf = (href) => [
  href,
  `${href}.html`,
  `${href}.md`,
  `${href}.txt`,
  `${href}?include=html,markdown,text`,
  '/_all?include=html,markdown,text&limit=100',
  '/_all.ndjson?include=html,markdown,text',
  '/recent',
];

const trees = {
  'a plain folder': { 'posts/a.md': body },
  'a Jekyll site': { '_config.yml': '', '_posts/2024-05-01-a.md': body },
  'a Hugo site': { 'hugo.yaml': '', 'content/posts/a.md': body },
  'an Eleventy site': { '.eleventy.js': '', 'posts/a.md': body },
  'an Astro site': {
    'astro.config.mjs': '',
    'src/content/posts/a.mdx': body.replace('title: A', 'title: A\nslug: a'),
  },
};

for (const [kind, files] of Object.entries(trees)) {
  site(kind, files, ({ ask }) => {
    test('has no comment in any shape of a body', async () => {
      for (const target of shapesOf('/posts/a')) {
        const answer = await ask(target);
        assert.equal(answer.status, 200, target);
        assert.match(answer.body, /Words|"A"/, target);
        assert.doesNotMatch(answer.body, /whispered/, target);
      }
      const found = await ask('/posts?text:contains=whispered');
      assert.equal(found.json().meta.pagination.total, 0);
    });
  });
}

site(
  'documents about comments',
  {
    'posts/html.md': exampleOf('<!-- shown -->'),
    'posts/liquid.md': exampleOf('{% comment %}shown{% endcomment %}'),
    'posts/mdx.mdx': exampleOf('{/* shown */}'),
    'posts/braces.md': document(['In JSX: {/* shown */}']),
    'posts/script.md': document(['<script><!--\nshown()\n//--></script>']),
    'posts/lists.md': document(['- a\n<!-- apart -->\n- b']),
  },
  ({ ask, item }) => {
    test('keep their examples', async () => {
      for (const slug of ['html', 'liquid', 'mdx', 'braces', 'script'])
        for (const suffix of ['html', 'md'])
          assert.match(
            (await ask(`/posts/${slug}.${suffix}`)).body,
            /shown/,
            `${slug}.${suffix}`,
          );
    });

    test('keep two lists apart', async () => {
      const { html } = await item('/posts/lists');
      assert.equal(html.match(/<ul>/g).length, 2);
      assert.doesNotMatch(html, /<!--/);
    });
  },
);

site(
  'a site that keeps comments',
  {
    'headmatter.yaml': 'markdown: {comments: keep}',
    'posts/a.md': body,
  },
  ({ ask }) => {
    test('has them as they are', async () => {
      for (const suffix of ['html', 'md'])
        assert.match(
          (await ask(`/posts/a.${suffix}`)).body,
          /<!-- whispered -->/,
        );
    });
  },
);

const unclosed = document(['Words.', '{% comment %}', 'whispered']);

site('a folder that becomes a site', { '_posts/2024-05-01-a.md': unclosed }, ({
  ask,
  dir,
}) => {
  describe('with a comment without an end', () => {
    const text = async () => (await ask('/posts/a.txt')).body;

    test('hides the rest where templates are run, and says so', async () => {
      const config = path.join(dir(), '_config.yml');
      await writeFile(config, 'title: Site');
      await until(async () => !(await text()).includes('whispered'));
      const { data } = await check(dir());
      const { code, line, hint } = data.find(({ code }) => code.startsWith('com'));
      assert.deepEqual([code, line], ['comment-unclosed', 7]);
      assert.match(hint, /endcomment/);
      await unlink(config);
    });
  });
});

site(
  'a vault of notes',
  {
    '.obsidian/app.json': '{}',
    'note.md': document(['Words %%whispered%% go on.', '%%\nwhispered\n%%']),
  },
  ({ ask }) => {
    test('has the comments of Obsidian', async () => {
      assert.equal((await ask('/pages/note.txt')).body, 'Words go on.');
    });
  },
);

const linked = document(['See [[another]]. %%whispered%% Words go on.']);
site('notes without their settings', { 'note.md': linked }, ({ ask }) => {
  test('are known by their links', async () => {
    const { body } = await ask('/pages/note.txt');
    assert.match(body, /Words go on/);
    assert.doesNotMatch(body, /whispered/);
  });
});

site(
  'a site of a generator that knows no notes',
  { '_config.yml': '', 'note.md': linked },
  ({ ask }) => {
    test('shows what its pages show', async () => {
      assert.match((await ask('/pages/note.txt')).body, /%%whispered%%/);
    });
  },
);
