// sitemap.test.mjs - /sitemap.xml, judged by xmllint with the protocol's schema
// and read by npm's `sitemap`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { parseSitemap } from 'sitemap';
import { findCorpus, listCorpora } from './corpora.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem, root } from './support.mjs';

const schema = path.join(root, 'tests/http/sitemap/all.xsd');

/** The pages of a sitemap that is valid, as a library reads them. */
async function read(server, target = '/sitemap.xml') {
  const { status, headers, body } = await ask(server, target);
  assert.equal(status, 200, body);
  assert.equal(headers['content-type'], 'application/xml');
  execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema, '-'], {
    input: body,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return parseSitemap(Readable.from([body]));
}

const post = (fields, body = 'Text.') =>
  `---\n${JSON.stringify(fields)}\n---\n${body}\n`;

describe('/sitemap.xml', () => {
  let site;
  let server;

  before(async () => {
    site = await writeSite({
      'headmatter.yaml':
        'site: {public_url: "https://example.org/blog/", language: fr}\n',
      'content/posts/a.en.md': post(
        { title: 'A', date: '2026-01-01', updated: '2026-02-01T10:00:00+02:00' },
        '![x](/img/b%20c.png) ![y](beside.jpg) ![x](/img/b%20c.png) [pdf](/x.pdf)',
      ),
      'content/posts/a.fr.md': post({ title: 'A', date: '2026-01-02' }),
      'content/posts/a.de.md': post({ title: 'A', noindex: true }),
      'content/posts/b.en.md': post({
        title: 'B & <b>',
        slug: "b&'ü",
        image: '/img/ä&b.webp',
        audio: '/x.mp3',
      }),
      'content/posts/zz-draft.en.md': post({ title: 'D', draft: true }),
      'content/posts/zz-late.en.md': post({ title: 'D', date: '2999-01-01' }),
      'content/posts/zz-quiet.en.md': post({ title: 'D', unlisted: true }),
      'content/posts/zz-map.en.md': post({ title: 'D', sitemap: false }),
      'content/posts/zz-other.en.md': post({
        title: 'D',
        canonical: 'https://elsewhere.example/d',
      }),
      'content/data/zz.json': '{"url": "/zz"}',
    });
    server = await startServer(site.dir, { options: ['--base-path', '/api'] });
  });

  after(async () => {
    await server?.stop();
    await site?.remove();
  });

  test('has every page once, with the date of its change', async () => {
    const pages = await read(server, '/api/sitemap.xml');
    const urls = pages.map(({ url }) => url).sort();
    const { data } = await getJson(server, '/api/posts?limit=100&fields=url,title');
    const wanted = data
      .filter(({ url, title }) => url !== null && title !== 'D')
      .map(({ url }) => new URL(`https://example.org/blog${url}`).href)
      .filter((url) => !/de/.test(new URL(url).pathname))
      .sort();
    assert.deepEqual(
      urls.map((url) => new URL(url).href),
      wanted,
    );
    assert.doesNotMatch((await ask(server, '/api/sitemap.xml')).body, /zz/);
    const english = pages.find(({ links }) => links.length > 0);
    assert.ok(english);
    assert.ok(
      pages.some(({ lastmod }) => lastmod === '2026-02-01T10:00:00+02:00'),
    );
  });

  test('names the versions of a page on each of them', async () => {
    const pages = await read(server, '/api/sitemap.xml');
    const versions = pages.filter(({ links }) => links.length > 0);
    assert.equal(versions.length, 2);
    for (const { links } of versions) {
      const byLanguage = new Map(links.map(({ lang, url }) => [lang, url]));
      assert.deepEqual([...byLanguage.keys()].sort(), ['en', 'fr', 'x-default']);
      assert.equal(byLanguage.get('x-default'), byLanguage.get('fr'));
      assert.deepEqual(
        [byLanguage.get('en'), byLanguage.get('fr')].sort(),
        versions.map(({ url }) => url).sort(),
      );
    }
  });

  test('has the images of the front matter and of the body', async () => {
    const images = (await read(server, '/api/sitemap.xml')).flatMap((page) =>
      page.img.map(({ url }) => url),
    );
    assert.ok(images.includes('https://example.org/blog/img/b%20c.png'));
    assert.ok(images.includes('https://example.org/blog/img/%C3%A4&b.webp'));
    assert.equal(images.length, 3, images.join());
    assert.ok(images.some((url) => url.endsWith('/beside.jpg')));
  });

  test('has files by number, as its index would name them', async () => {
    const whole = await ask(server, '/api/sitemap.xml');
    const first = await ask(server, '/api/sitemap.xml?page=1');
    assert.equal(first.body, whole.body);
    const beyond = await ask(server, '/api/sitemap.xml?page=2');
    assert.equal(beyond.status, 200);
    assert.doesNotMatch(beyond.body, /<url>/);
    await getProblem(server, '/api/sitemap.xml?page=0', 400);
    await getProblem(server, '/api/sitemap.xml?limit=3', 400);
  });

  test('has a validator, and no body for HEAD', async () => {
    const { headers } = await ask(server, '/api/sitemap.xml');
    const again = await ask(server, '/api/sitemap.xml', {
      headers: { 'If-None-Match': headers.etag },
    });
    assert.equal(again.status, 304);
    const head = await ask(server, '/api/sitemap.xml', { method: 'HEAD' });
    assert.equal(head.body, '');
    assert.equal(head.headers.etag, headers.etag);
    const { links } = await getJson(server, '/api/');
    assert.equal(links.sitemap, '/api/sitemap.xml');
  });
});

test('without the address of the site it says which setting is missing', async () => {
  const site = await writeSite({ 'content/posts/a.md': post({ title: 'A' }) });
  const server = await startServer(site.dir);
  try {
    const { type, detail } = await getProblem(server, '/sitemap.xml', 400);
    assert.equal(type, '/_problems/no-public-url');
    assert.match(detail, /site\.public_url/);
    assert.equal('sitemap' in (await getJson(server, '/')).links, false);
  } finally {
    await server.stop();
    await site.remove();
  }
});

describe('real sites', () => {
  for (const name of listCorpora()) {
    const { dir, skip } = findCorpus(name);
    test(`such as ${name} have a valid sitemap`, { skip }, async () => {
      const server = await startServer(dir, {
        options: ['--public-url', 'https://example.org'],
      });
      try {
        const urls = (await read(server)).map(({ url }) => url);
        assert.ok(urls.length > 0);
        assert.equal(new Set(urls).size, urls.length);
      } finally {
        await server.stop();
      }
    });
  }
});
