// contract-site.mjs - the small site that the contract is tested on: every
// way to name a person, every kind of slug, dates that tie and dates that are
// missing. The tests know it by heart, so it changes only together with them.

/** Front matter of these lines, and a body. */
export const page = (lines, body = 'Some text.') =>
  ['---', ...lines, '---', '', body, ''].join('\n');

const guide = `# First heading

A paragraph with *emphasis* and <b>raw</b> HTML.

## Second heading

- one
- two

### Third heading
`;

export const guideBody = guide;

export const siteFiles = {
  'content/posts/alpha.md': `---
title: Alpha
date: 2024-05-01
author: content/authors/ana.json
tags: [C, C++, "C#"]
categories: Guides
featured: true
rating: 0.1
nested: { deep: [1, two, null] }
---

${guide}`,
  'content/posts/Beta.md': page([
    'title: beta',
    'date: 2024-05-01',
    'author: Bob Stone',
    'tags: c++',
    'category: [guides, News]',
  ]),
  'content/posts/cesar.md': page([
    'title: Alpha',
    'date: 2024-05-01T00:00:00Z',
    'author: Stone, Bob',
    'tags: [c, Go]',
  ]),
  'content/posts/delta.md': page(['title: Alpha', 'date: 2022-01-01']),
  'content/posts/v1.2.md': page([
    'title: Version 1.2',
    'date: 2024-06-01',
    'author: ana',
  ]),
  'content/posts/notes.md': page(['title: Notes', 'date: 2023-01-02']),
  'content/posts/notes.md.md': page(['title: Dotted', 'date: 2023-01-01']),
  'content/posts/slashed.md': page([
    'title: Slashed',
    'slug: /guides/deep dive/',
    'date: 2021-01-01',
  ]),
  'content/posts/日本.md': page(['title: 日本', 'date: 2020-01-02']),
  'content/posts/ein Döner.md': page(['title: Unicode', 'date: 2020-01-01']),
  'content/posts/100%.md': page(['title: All of it', 'date: 2019-01-01']),
  'content/posts/bundle/index.md': page(['title: Bundle', 'date: 2018-01-01']),
  'content/posts/map.md': page([
    'title: Mapped',
    'date: 2017-01-01',
    'author:',
    '  name: Map Person',
    '  email: map@example.org',
    '  to: https://example.org/map',
    '  avatar: { src: /map.png }',
  ]),
  'content/posts/several.md': page([
    'title: Several',
    'date: 2016-01-01',
    'authors: [Ana Gómez, Bob Stone, ana]',
  ]),
  'content/posts/dangling.md': page([
    'title: Dangling',
    'date: 2015-01-01',
    'authors: [content/authors/nobody.json, Bob Stone]',
  ]),
  'content/posts/undated-a.md': page(['title: zeta']),
  'content/posts/undated-b.md': page(['title: Omega']),
  'content/authors/ana.json': JSON.stringify({
    name: 'Ana Gómez',
    role: 'Writer',
  }),
  'content/pages/index.md': page([
    'title: Home',
    'sections:',
    '  - { type: RecentPostsSection, recentCount: 2 }',
    '  - type: FeaturedPeopleSection',
    '    people: [content/authors/ana.json, content/authors/nobody.json]',
    '  - { type: Unheard, posts: [content/posts/alpha.md] }',
  ]),
  'content/pages/about.md': page(['title: About']),
  'content/pages/docs/index.md': page(['title: Docs']),
  'content/pages/docs/install.md': page(['title: Install']),
  'content/data/settings.yaml': 'colour: red\ndate: whatever\n',
  'content/data/list.json': '[1, 2]',
  'content/recipes/10.soup.md': page(['title: Ten']),
  'content/recipes/2.stew.md': page(['title: Two']),
};

/** Slugs of the posts, newest first; those of one day by path. */
export const newestFirst = [
  'v1.2',
  ...['alpha', 'Beta', 'cesar'],
  'notes',
  'notes.md',
  'delta',
  'guides/deep dive',
  '日本',
  'ein Döner',
  '100%',
  'bundle',
  'map',
  'several',
  'dangling',
  ...['undated-a', 'undated-b'],
];

export const oldestFirst = [
  'dangling',
  'several',
  'map',
  'bundle',
  '100%',
  'ein Döner',
  '日本',
  'guides/deep dive',
  'delta',
  'notes.md',
  'notes',
  ...['alpha', 'Beta', 'cesar'],
  'v1.2',
  ...['undated-a', 'undated-b'],
];

/** By title, without regard to case; three posts are called Alpha. */
export const byTitle = [
  '100%', // All of it
  ...['alpha', 'cesar', 'delta'],
  'Beta',
  'bundle',
  'dangling',
  'notes.md', // Dotted
  'map',
  'notes',
  'undated-b', // Omega
  'several',
  'guides/deep dive', // Slashed
  'ein Döner', // Unicode
  'v1.2', // Version 1.2
  'undated-a', // zeta
  '日本',
];
