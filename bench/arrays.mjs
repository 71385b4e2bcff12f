// arrays.mjs FILE MODULES [PORT] - the Node.js peer of bench/queries and
// bench/run: Fastify over an array in memory.
//
// FILE holds a list form a line, newest first, as /posts.ndjson of headmatter
// gives them. Each question is a route of its own with the filter that a
// developer would write for it; a page is twenty documents with the total.
// Prints the port that it listens on.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [file, modules, port = 0] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'x.js'));
const posts = readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse);
const pageSize = 20;

// An item has the body, a list has not.
const items = new Map(posts.map((post) => [post.slug, { ...post }]));
for (const post of posts) delete post.html;


const app = require('fastify')();
const listed = (all, start = 0) => ({
  data: all.slice(start, start + pageSize),
  meta: { total: all.length },
});
const hasTag = (post, tag) => post.tags.some(({ slug }) => slug === tag);
const holds = (post, text) => post.title.toLowerCase().includes(text);

app.get('/tag', ({ query }) =>
  listed(posts.filter((post) => hasTag(post, query.tag))),
);
app.get('/tag-since', ({ query }) =>
  listed(
    posts.filter(
      (post) => hasTag(post, query.tag) && post.date >= query.since,
    ),
  ),
);
app.get('/either', ({ query }) =>
  listed(posts.filter((post) => post.isFeatured || holds(post, query.text))),
);
app.get('/contains', ({ query }) =>
  listed(posts.filter((post) => holds(post, query.text))),
);
app.get('/item', ({ query }) => ({ data: items.get(query.slug) }));
app.get('/page', ({ query }) => listed(posts, (query.page - 1) * pageSize));
app.get('/after', ({ query }) =>
  listed(posts, posts.findIndex(({ slug }) => slug === query.slug) + 1),
);
app.get('/counts', () => {
  const counts = new Map();
  for (const { tags } of posts)
    for (const { slug } of tags) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return {
    data: [],
    meta: { total: posts.length, tags: Object.fromEntries(counts) },
  };
});
app.get('/by-text', () => {
  const text = (post) => post.featuredImage?.altText ?? '';
  return listed([...posts].sort((a, b) => (text(a) < text(b) ? -1 : 1)));
});

const address = await app.listen({ port: Number(port), host: '127.0.0.1' });
console.log(address.split(':').at(-1));
