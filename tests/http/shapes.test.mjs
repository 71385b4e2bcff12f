// shapes.test.mjs - fields, include and facets, from the real binary.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { getJson, getProblem } from './support.mjs';

let site;
let server;

before(async () => {
  site = await writeSite({
    'posts/a.md':
      '---\ntitle: A\ndate: 2024-03-01\nauthor: ana\ntags: [go, web]\n' +
      'sections: [{type: Hero, n: 1}, {type: Text, n: 2}]\n---\n' +
      '# A\n\n[b](b.md)\n',
    'posts/b.md':
      '---\ntitle: B\ndate: 2024-02-01\nauthor: ana\ntags: [go]\n---\nB\n',
    'posts/c.md':
      '---\ntitle: C\ndate: 2024-01-01\nauthor: Bo\ntags: [web]\n---\nC\n',
    'posts/draft.md':
      '---\ntitle: D\ndraft: true\nauthor: ana\ntags: [go]\n---\n[b](b.md)\n',
    'authors/ana.md': '---\nname: Ana\nrole: Writer\n---\nBio\n',
  });
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

test('fields show exactly what they name', async () => {
  const list = await getJson(
    server,
    '/posts?fields=slug,title,author.name,sections.type&limit=1',
  );
  assert.deepEqual(list.data, [
    {
      slug: 'a',
      title: 'A',
      author: { name: 'Ana' },
      sections: [{ type: 'Hero' }, { type: 'Text' }],
    },
  ]);
  const item = await getJson(server, '/posts/a?fields=html,related.title');
  assert.deepEqual(Object.keys(item.data), ['html', 'related']);
  assert.deepEqual(item.data.related, [{ title: 'B' }, { title: 'C' }]);
});

test('fields with a minus leave out', async () => {
  const whole = await getJson(server, '/posts/a');
  const { data } = await getJson(server, '/posts/a?fields=-toc,-author.role');
  const { toc, ...wanted } = whole.data;
  const { role, ...author } = wanted.author;
  assert.ok(toc && role);
  assert.deepEqual(data, { ...wanted, author });
});

test('relations are whole where they are included', async () => {
  const { data } = await getJson(
    server,
    '/posts/b?include=tags.post_count,previous,next,related.author,backlinks',
  );
  assert.equal(data.tags[0].post_count, 2);
  assert.equal(data.previous.slug, 'c');
  assert.equal(data.next.slug, 'a');
  assert.equal(data.related[0].author.role, 'Writer');
  assert.deepEqual(
    data.backlinks.map((entry) => entry.slug),
    ['a'],
  );
  const ana = await getJson(server, '/authors/ana?include=posts.html');
  assert.deepEqual(
    ana.data.posts.map((post) => [post.slug, post.html.length > 0]),
    [
      ['a', true],
      ['b', true],
    ],
  );
  const list = await getJson(server, '/posts?include=*&limit=1');
  assert.equal(list.data[0].author.role, 'Writer');
});

test('an include that does not exist is told', async () => {
  const problem = await getProblem(server, '/posts?include=relatd', 400);
  assert.equal(problem.errors[0].suggestion, 'related');
  await getProblem(server, '/posts?include=author.posts.tags.posts', 400);
});

test('facets count the whole result', async () => {
  const { meta } = await getJson(server, '/posts?facets=tags,author&limit=1');
  assert.deepEqual(meta.facets, {
    tags: [
      { value: 'go', name: 'go', count: 2, href: '/posts?tags=go' },
      { value: 'web', name: 'web', count: 2, href: '/posts?tags=web' },
    ],
    author: [
      { value: 'ana', name: 'Ana', count: 2, href: '/posts?author=ana' },
      { value: 'bo', name: 'Bo', count: 1, href: '/posts?author=bo' },
    ],
  });
  for (const { href, count } of Object.values(meta.facets).flat()) {
    const list = await getJson(server, href);
    assert.equal(list.meta.pagination.total, count);
  }
});
