// spellings.test.mjs - however a key that keeps a document back is spelled, in
// no kind of tree is the document served.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { post, site } from './site.mjs';

/** The same words in each case, with each separator, after what is invisible. */
function spellingsOf(words) {
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const forms = ['', '_', '-'].flatMap((separator) => [
    words.join(separator),
    words.map(capital).join(separator),
    words.join(separator).toUpperCase(),
  ]);
  return [...new Set([...forms, `\u200b${words.join('')}`])];
}

/** Every key that is one edit away: a letter gone, doubled or swapped. */
function typosOf(word) {
  const letters = [...word];
  return letters.flatMap((letter, i) => [
    word.slice(0, i) + word.slice(i + 1),
    word.slice(0, i) + letter + word.slice(i),
    word.slice(0, i) + (letters[i + 1] ?? '') + letter + word.slice(i + 2),
  ]);
}

const lines = [
  ...[...spellingsOf(['draft']), ...typosOf('draft')].map((k) => `${k}: true`),
  ...spellingsOf(['is', 'draft']).map((k) => `${k}: true`),
  ...[...spellingsOf(['published']), ...typosOf('published')].map(
    (k) => `${k}: false`,
  ),
  ...[...spellingsOf(['publish', 'date']), ...typosOf('publishDate')].map(
    (k) => `${k}: 2999-01-01`,
  ),
  ...[...spellingsOf(['expiry', 'date']), ...typosOf('expiryDate')].map(
    (k) => `${k}: 2001-01-01`,
  ),
];

const trees = {
  'plain folder': ['posts/', {}],
  'Jekyll site': ['_posts/2024-05-01-', { '_config.yml': 'title: A' }],
  'Hugo site': ['content/posts/', { 'hugo.yaml': 'title: A' }],
  'Astro site': ['src/content/blog/', { 'astro.config.mjs': '' }],
  'Nuxt site': ['content/', { 'nuxt.config.ts': '' }],
  'Eleventy site': ['posts/', { '.eleventy.js': '' }],
};

for (const [name, [prefix, files]] of Object.entries(trees)) {
  const secrets = Object.fromEntries(
    lines.map((line, i) => [`${prefix}secret-${i}.md`, post('title: A', line)]),
  );
  const open = { [`${prefix}open.md`]: post('title: Open', 'draft: false') };
  site(
    `any spelling, in a ${name}`,
    { ...files, ...secrets, ...open },
    ({ item, told }) => {
      test('keeps the document back', async () => {
        assert.ok(told().includes(`(${name})`), told());
        const all = await item('/_all?fields=path&limit=1000');
        const served = all.map(({ path }) => /secret-(\d+)/.exec(path)?.[1]);
        assert.deepEqual(
          served.map((i) => lines[i] ?? 'open'),
          ['open'],
        );
      });
    },
  );
}
