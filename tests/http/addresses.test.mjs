// addresses.test.mjs - documents whose names hold what has a meaning in a URL.
//
// Whatever a file is called, its `url` is the path of a URL and its addresses
// in the API lead to it, written as they are shown or as people type them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson } from './support.mjs';

const names = [
  'plain',
  'q?uest#hash',
  'a b',
  '100%',
  'a%zz',
  "what's (new)!",
  'a+b&c=d',
  'a,b;c:d@e',
  '[a] {b} |c| ^d^ `e`',
  'q"uo"te',
  'back\\slash',
  '<tag>',
  '日本',
  'crème',
  '$~*',
];

const link = (name) => `[x](${encodeURIComponent(name)}.md)`;

let site;
let server;

before(async () => {
  const body = names.map(link).join('\n\n');
  const posts = names.map((name, i) => [
    `posts/${name}.md`,
    `---\ndate: 2024-01-${10 + i}\naliases: ["/old ${i}?"]\n---\n${body}\n`,
  ]);
  site = await writeSite({
    ...Object.fromEntries(posts),
    'posts/exported.md': '---\nslug: "%e4%bd%a0%e5%a5%bd"\n---\nx\n',
    'posts/climbing.md': '---\nslug: "%2e%2e"\n---\nx\n',
  });
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

const slugOf = (name) => name.normalize('NFC');
const find = async (name) => {
  const { data } = await getJson(server, '/posts?limit=all&fields=slug,url');
  return data.find(({ slug }) => slug === slugOf(name));
};

describe('a document called', () => {
  for (const name of names) {
    test(`${name} has a url that is the path of one`, async () => {
      const { url } = await find(name);
      const { pathname, search, hash } = new URL(url, 'http://x');
      assert.deepEqual([pathname, search, hash], [url, '', '']);
      assert.match(url, /^([\w\-.~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/); // RFC 3986
      assert.equal(decodeURIComponent(url), `/posts/${slugOf(name)}`);
    });

    test(`${name} is found by its url, however it is spelled`, async () => {
      const { url } = await find(name);
      const plain = decodeURIComponent(url);
      for (const value of [encodeURIComponent(url), encodeURIComponent(plain)]) {
        for (const field of ['url', 'url:contains', 'url:endsWith']) {
          const target = `/posts?${field}=${value}&fields=url`;
          const { data } = await getJson(server, target);
          assert.deepEqual(data, [{ url }], target);
        }
        const { data } = await getJson(server, `/_resolve?url=${value}`);
        assert.equal(data.slug, slugOf(name));
      }
      const typed = url.replaceAll('&', '%26').replaceAll('+', '%2B');
      const { data } = await getJson(server, `/posts?url=${typed}&fields=url`);
      assert.deepEqual(data, [{ url }]);
    });

    test(`${name} has addresses that lead to it`, async () => {
      const slug = encodeURIComponent(slugOf(name));
      const { data, links } = await getJson(server, `/posts/${slug}`);
      for (const href of [links.self, links.markdown.replace(/\.md$/, '')])
        assert.equal((await getJson(server, href)).data.slug, data.slug);
      const headers = (await ask(server, links.self)).headers.link;
      assert.ok(headers.includes(links.markdown.replace(/[,;]/g, encodeURIComponent)));
    });
  }
});

test('links between them lead to their urls', async () => {
  const { data } = await getJson(server, '/posts/plain');
  const hrefs = [...data.html.matchAll(/href="([^"]*)"/g)].map(([, href]) =>
    href.replaceAll('&amp;', '&').replaceAll('&#x27;', "'"),
  );
  const urls = await Promise.all(names.map(async (n) => (await find(n)).url));
  assert.deepEqual(hrefs, urls);
});

test('a slug that an export has encoded is what it encodes', async () => {
  const { data } = await getJson(server, '/posts/%E4%BD%A0%E5%A5%BD');
  assert.deepEqual([data.slug, data.url], ['你好', '/posts/%E4%BD%A0%E5%A5%BD']);
  assert.equal((await getJson(server, '/posts/climbing')).data.slug, 'climbing');
});
