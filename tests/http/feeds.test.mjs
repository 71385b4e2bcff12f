// feeds.test.mjs - feeds of any list, read by programs that know nothing of us:
// npm's feedsmith and rss-parser, and TypeScript with the types of JSON Feed.
// What each reads from each form is held against the JSON of the same query.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import ts from 'typescript';
import { findCorpus } from './corpora.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, getProblem, until, untilSearchable } from './support.mjs';

const RssParser = createRequire(import.meta.url)('rss-parser');
const origin = 'https://example.org';
const types = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  jsonfeed: 'application/feed+json',
};
const forms = Object.keys(types);

/** `target` in that form: "/posts?a=b" is "/posts.rss?a=b". */
const inForm = (target, form) => target.replace(/(\?|$)/, `.${form}$1`);

const trimmed = (text) => text?.trim() ?? '';

/** RSS has dates to the second. */
const secondsOf = (date) => date && Math.floor(Date.parse(date) / 1000);

/** What XML forbids is replaced in it. */
const inXml = (text) =>
  text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

/** What the readers of a form make of it, in one shape. */
const readers = {
  rss: {
    feedsmith: (text) => {
      const feed = parseRssFeed(text);
      return {
        title: feed.title,
        link: feed.link,
        language: feed.language,
        next: feed.atom?.links?.find(({ rel }) => rel === 'next')?.href,
        items: (feed.items ?? []).map((item) => ({
          id: item.guid.value,
          link: item.link,
          title: item.title,
          date: secondsOf(item.pubDate),
          authors: item.dc?.creators ?? (item.dc?.creator ? [item.dc.creator] : []),
          tags: (item.categories ?? []).map(({ name }) => name),
          html: trimmed(item.content?.encoded),
        })),
      };
    },
    'rss-parser': async (text) => {
      const feed = await new RssParser().parseString(text);
      return {
        title: feed.title,
        link: feed.link,
        language: feed.language,
        items: feed.items.map((item) => ({
          id: item.guid,
          link: item.link,
          title: item.title,
          date: secondsOf(item.isoDate),
          tags: item.categories ?? [],
          html: trimmed(item['content:encoded']),
        })),
      };
    },
  },
  atom: {
    feedsmith: (text) => {
      const feed = parseAtomFeed(text);
      const text_ = (node) => node?.value ?? node;
      return {
        title: text_(feed.title),
        link: feed.links.find(({ rel }) => rel === 'alternate').href,
        next: feed.links.find(({ rel }) => rel === 'next')?.href,
        items: (feed.entries ?? []).map((entry) => ({
          id: entry.id,
          link: entry.links.find(({ rel }) => rel === 'alternate').href,
          title: text_(entry.title),
          date: secondsOf(entry.published),
          authors: (entry.authors ?? []).map(({ name }) => name),
          tags: (entry.categories ?? []).map(({ label }) => label),
          html: trimmed(text_(entry.content)),
        })),
      };
    },
    'rss-parser': async (text) => {
      const feed = await new RssParser().parseString(text);
      return {
        title: feed.title,
        items: feed.items.map((item) => ({
          id: item.id,
          link: item.link,
          title: item.title,
          // Without `published` it takes `updated`, which is never missing.
          date: secondsOf(item.pubDate) || undefined,
          html: trimmed(item.content),
        })),
      };
    },
  },
  jsonfeed: {
    feedsmith: (text) => {
      const feed = parseJsonFeed(text);
      return {
        title: feed.title,
        link: feed.home_page_url,
        language: feed.language,
        next: feed.next_url,
        items: (feed.items ?? []).map((item) => ({
          id: item.id,
          link: item.url,
          title: item.title,
          date: secondsOf(item.date_published),
          authors: (item.authors ?? []).map(({ name }) => name),
          tags: item.tags ?? [],
          html: trimmed(item.content_html),
        })),
      };
    },
  },
};

/** What a feed has to say of the documents that the list has in JSON. */
function expectedOf(documents, base, form) {
  const written = form === 'jsonfeed' ? (text) => text : inXml;
  return documents.map((document) => ({
    title: written(document.title),
    link: document.url ? base + document.url : undefined,
    date: secondsOf(document.date ?? undefined),
    authors: document.authors.map(({ name }) => name),
    tags: [...document.tags, ...document.categories].map(({ name }) => name),
    html: trimmed(written(document.html)),
  }));
}

const without = (item, names) =>
  Object.fromEntries(
    Object.entries(item).filter(
      ([name, value]) => !names.includes(name) && value !== undefined,
    ),
  );

/** Every form of the list, by every reader; returns what was read. */
async function checkList(server, target, base = origin) {
  const include = target.includes('?') ? '&' : '?';
  const { data } = await getJson(
    server,
    `${target}${include}include=html&urls=absolute`,
  );
  const read = [];
  for (const form of forms) {
    const expected = expectedOf(data, base, form);
    const { status, headers, body } = await ask(server, inForm(target, form));
    assert.equal(status, 200, body.slice(0, 400));
    assert.equal(headers['content-type'], types[form]);
    if (form !== 'jsonfeed') assert.equal(XMLValidator.validate(body), true);
    for (const [name, reader] of Object.entries(readers[form])) {
      const feed = await reader(body);
      const where = `${target} as ${form} by ${name}`;
      assert.equal(feed.items.length, expected.length, where);
      feed.items.forEach((item, i) => {
        const known = Object.keys(item).filter((key) => key !== 'id');
        const wanted = without(
          expected[i],
          Object.keys(expected[i]).filter((key) => !known.includes(key)),
        );
        assert.deepEqual(without(item, ['id']), wanted, where);
      });
      read.push(feed);
    }
  }
  // Atom has IRIs alone.
  const iri = (id) =>
    id.includes(':') ? id : `${base}/#${encodeURIComponent(id)}`;
  const ids = read.map(({ items }) => items.map(({ id }) => iri(id)));
  for (const list of ids) assert.deepEqual(list, ids[0], target);
  assert.equal(new Set(ids[0]).size, ids[0].length, `${target}: ids`);
  return read;
}

const jsonFeedTypes = `
interface Author { name?: string; url?: string; avatar?: string }
interface Hub { type: string; url: string }
interface Attachment { url: string; mime_type: string; title?: string;
  size_in_bytes?: number; duration_in_seconds?: number }
type Content = { content_html: string; content_text?: string }
  | { content_html?: string; content_text: string };
type Item = Content & { id: string; url?: string; external_url?: string;
  title?: string; summary?: string; image?: string; banner_image?: string;
  date_published?: string; date_modified?: string; authors?: Author[];
  tags?: string[]; language?: string; attachments?: Attachment[] };
interface Feed { version: 'https://jsonfeed.org/version/1.1'; title: string;
  home_page_url?: string; feed_url?: string; description?: string;
  user_comment?: string; next_url?: string; icon?: string; favicon?: string;
  authors?: Author[]; language?: string; expired?: boolean; hubs?: Hub[];
  items: Item[] }
`;

/** Fails where a text is not what JSON Feed 1.1 says, down to its names. */
async function assertJsonFeed(...texts) {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'headmatter-'));
  const file = path.join(dir, 'feed.ts');
  const feeds = texts.map((text, i) => `export const f${i}: Feed = ${text};\n`);
  await writeFile(file, jsonFeedTypes + feeds.join(''));
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    lib: ['lib.es5.d.ts'],
    types: [],
  });
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, '\n'));
  await rm(dir, { recursive: true });
  assert.deepEqual(faults, []);
}

const page = (lines, body = 'Text.') => `---\n${lines.join('\n')}\n---\n${body}\n`;

const settings = (lines = []) =>
  [
    `site: {title: "Notes & <more>", public_url: ${origin}, language: en}`,
    ...lines,
  ].join('\n');

const files = {
  'headmatter.yaml': settings([
    'feeds:',
    '  hubs: [https://hub.example/, https://other.example/hub]',
    '  image: /cover.png',
  ]),
  'content/posts/a.md': page(
    [
      'title: A < B & "C" ]]>',
      'date: 2026-01-03 10:00:00 +0200',
      'updated: 2026-02-01',
      'authors: [Ana, Bo]',
      'tags: [Go & C]',
      'categories: [Notes]',
      'excerpt: Is 1 < 2 & 3 > 2?',
      'image: /a.png',
    ],
    'See [b](b.md#x), [up](../about), [part](#end) and ![p](p.png).\n\n' +
      '<video src="v.mp4" poster=/p.jpg></video> ]]> &amp; "quotes"',
  ),
  'content/posts/b.md': page(['title: B', 'date: 2026-01-02', 'author: Ana']),
  'content/posts/moved.md': page([
    'title: Moved',
    'date: 2026-01-01',
    'aliases: [/posts/first-name, /posts/second-name]',
  ]),
  'content/posts/guid.md': page([
    'title: Guid',
    'date: 2025-12-31',
    'guid: "6f2c 1a"',
  ]),
  'content/posts/undated.md': page(['title: Undated']),
  'content/posts/control.md': page(
    ['title: "Bell \\a and \\uFFFE"', 'date: 2025-12-30'],
    'A form feed: \f; an escape: \u001b[1m; a noncharacter: \uFFFF.',
  ),
  'content/posts/漢字.md': page(
    ['title: 日本語の題名', 'date: 2025-12-29', 'tags: [日本, 한국어]'],
    '本文は日本語です。![図](図 1.png)',
  ),
  'content/pages/about.md': page(['title: About']),
  'content/notes/n.md': page(['title: Note', 'date: 2024-01-01']),
  'content/data/x.json': '{"key": "value"}',
};

let site;
let server;

before(async () => {
  site = await writeSite(files);
  server = await startServer(site.dir);
  await untilSearchable(server);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

const text = async (target) => {
  const { status, body } = await ask(server, target);
  assert.equal(status, 200, body);
  return body;
};
const jsonFeed = async (target) => JSON.parse(await text(target));

describe('a feed', () => {
  test('has what the list has, in every form and by every reader', async () => {
    for (const target of [
      '/posts',
      '/posts?limit=2',
      '/posts?limit=2&page=2',
      '/posts?sort=title&tags=go-c',
      '/posts?limit=0',
      '/posts?date:gte=2026',
      '/tags/go-c/posts',
      '/authors/ana/posts?sort=title',
      '/categories/notes/posts',
      '/pages',
      '/notes',
      '/search?q=text',
      '/recent?exclude=a',
      '/_all?collection=notes',
    ])
      await checkList(server, target);
  });

  test('of people, terms and data names them', async () => {
    for (const form of forms) {
      const [reader] = Object.values(readers[form]);
      for (const [target, title] of [
        ['/authors', 'Ana'],
        ['/tags', 'Go & C'],
        ['/data', 'X'],
      ]) {
        const { items } = await reader(await text(inForm(target, form)));
        assert.ok(items.some((item) => item.title === title), target);
        for (const { link } of items) assert.match(link, /^https:/);
      }
    }
  });

  test('is at the addresses that readers look for', async () => {
    for (const [short, form] of [
      ['/feed.xml', 'rss'],
      ['/feed.atom', 'atom'],
      ['/feed.json', 'jsonfeed'],
    ]) {
      const { headers, body } = await ask(server, `${short}?limit=2`);
      assert.equal(headers['content-type'], types[form]);
      const long = await text(`/recent.${form}?limit=2`);
      assert.equal(body.replaceAll(short, `/recent.${form}`), long);
    }
  });

  test('has every address absolute', async () => {
    const { items } = await jsonFeed('/posts.jsonfeed');
    assert.equal(
      items[0].content_html.split('\n')[0],
      `<p>See <a href="${origin}/posts/b#x">b</a>, ` +
        `<a href="${origin}/about">up</a>, ` +
        `<a href="${origin}/posts/a#end">part</a> and ` +
        `<img src="${origin}/posts/p.png" alt="p" />.</p>`,
    );
    assert.match(items[0].content_html, /src="https:\/\/example.org\/posts\/v.mp4"/);
    assert.match(items[0].content_html, /poster=https:\/\/example.org\/p.jpg/);
    assert.equal(items[0].image, `${origin}/a.png`);
  });

  test('can have excerpts alone', async () => {
    const { items } = await jsonFeed('/posts.jsonfeed?content=excerpt');
    assert.equal(items[0].content_text, 'Is 1 < 2 & 3 > 2?');
    assert.equal(items[0].content_html, undefined);
    const rss = parseRssFeed(await text('/posts.rss?content=excerpt'));
    assert.equal(rss.items[0].description, 'Is 1 &lt; 2 &amp; 3 > 2?');
    assert.equal(rss.items[0].content, undefined);
    const atom = parseAtomFeed(await text('/posts.atom?content=excerpt'));
    assert.equal(atom.entries[0].content, undefined);
    await getProblem(server, '/posts.rss?content=some', 400);
  });

  test('says when a document was changed', async () => {
    const { entries, updated } = parseAtomFeed(await text('/posts.atom'));
    assert.equal(entries[0].published, '2026-01-03T10:00:00+02:00');
    assert.equal(entries[0].updated, '2026-02-01T00:00:00Z');
    assert.equal(updated, '2026-02-01T00:00:00Z');
    assert.equal(entries.at(-1).published, undefined);
    assert.equal(entries.at(-1).updated, '1970-01-01T00:00:00Z');
    const rss = await text('/posts.rss');
    assert.match(rss, /<pubDate>Sat, 03 Jan 2026 10:00:00 \+0200<\/pubDate>/);
    assert.match(rss, /<lastBuildDate>Sun, 01 Feb 2026 00:00:00 \+0000</);
  });

  test('has ids that outlive a rename', async () => {
    const { items } = await jsonFeed('/posts.jsonfeed');
    const idOf = (title) => items.find((item) => item.title === title).id;
    assert.equal(idOf('B'), `${origin}/posts/b`);
    assert.equal(idOf('Moved'), `${origin}/posts/first-name`);
    assert.equal(idOf('Guid'), '6f2c 1a');
    const rss = await text('/posts.rss');
    assert.match(rss, /<guid isPermaLink="true">https:\/\/example.org\/posts\/b</);
    assert.match(rss, /<guid isPermaLink="false">https:[^<]*first-name</);
    const atom = await text('/posts.atom');
    assert.match(atom, /<id>https:\/\/example.org\/#6f2c%201a<\/id>/);
  });

  test('has nothing in it that XML forbids', async () => {
    for (const form of ['rss', 'atom']) {
      const xml = await text(`/posts.${form}`);
      assert.doesNotMatch(xml, /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
      assert.match(xml, /Bell \uFFFD and \uFFFD/);
      assert.match(xml, /an escape: \uFFFD\[1m/);
    }
  });

  test('of JSON is as its specification says', async () => {
    const targets = [
      '/posts.jsonfeed',
      '/posts.jsonfeed?content=excerpt&limit=2',
      '/posts.jsonfeed?limit=0',
      '/authors.jsonfeed',
    ];
    await assertJsonFeed(...(await Promise.all(targets.map(text))));
    await assert.rejects(assertJsonFeed('{"version": "1.1", "items": []}'));
  });

  test('leads to the pages around it', async () => {
    const seen = [];
    let target = '/posts.jsonfeed?sort=title&limit=3';
    for (; target; ) {
      const feed = await jsonFeed(target);
      assert.equal(feed.feed_url, origin + target);
      seen.push(...feed.items.map(({ title }) => title));
      target = feed.next_url?.slice(origin.length);
    }
    const { data } = await getJson(server, '/posts?sort=title&fields=title');
    assert.deepEqual(seen, data.map(({ title }) => title));

    const second = parseAtomFeed(await text('/posts.atom?limit=3&page=2'));
    const links = Object.fromEntries(second.links.map((l) => [l.rel, l.href]));
    const at = `${origin}/posts.atom?limit=3`;
    assert.equal(links.self, `${at}&page=2`);
    assert.equal(links.first, at);
    assert.equal(links.previous, at);
    assert.equal(links.next, `${at}&page=3`);
    assert.equal(links.last, `${at}&page=3`);
    assert.equal(second.id, at);
    const cursor = (await getJson(server, '/posts?limit=3')).meta.pagination
      .next_cursor;
    const by = await jsonFeed(`/posts.jsonfeed?limit=3&cursor=${cursor}`);
    assert.equal(by.items[0].title, 'Guid');
  });

  test('names its hubs where WebSub looks for them', async () => {
    const hubs = ['https://hub.example/', 'https://other.example/hub'];
    for (const form of forms) {
      const { headers } = await ask(server, `/posts.${form}`);
      for (const hub of hubs)
        assert.ok(headers.link.includes(`<${hub}>; rel="hub"`), headers.link);
      assert.ok(headers.link.includes(`<${origin}/posts.${form}>; rel="self"`));
    }
    const atom = parseAtomFeed(await text('/posts.atom'));
    const rss = parseRssFeed(await text('/posts.rss'));
    for (const links of [atom.links, rss.atom.links])
      assert.deepEqual(
        links.filter(({ rel }) => rel === 'hub').map(({ href }) => href),
        hubs,
      );
    const { hubs: named } = await jsonFeed('/posts.jsonfeed');
    assert.deepEqual(named, hubs.map((url) => ({ type: 'WebSub', url })));
  });

  test('is called after its list', async () => {
    for (const [target, title] of [
      ['/posts', 'Notes & <more>'],
      ['/tags/go-c/posts', 'Go & C - Notes & <more>'],
      ['/authors/ana/posts', 'Ana - Notes & <more>'],
      ['/search?q=text', 'text - Notes & <more>'],
      ['/notes', 'notes - Notes & <more>'],
    ]) {
      for (const form of forms) {
        for (const reader of Object.values(readers[form])) {
          const feed = await reader(await text(inForm(target, form)));
          assert.equal(feed.title, title);
        }
      }
    }
  });

  test('is validated, compressed and cached like any other answer', async () => {
    for (const form of forms) {
      const target = `/posts.${form}`;
      const { headers } = await ask(server, target);
      assert.match(headers.etag, /^"[^"]+"$/);
      assert.equal(headers['x-total-count'], '7');
      assert.match(headers['cache-control'], /^public, max-age=0/);
      const again = await ask(server, target, {
        headers: { 'If-None-Match': headers.etag },
      });
      assert.equal(again.status, 304);
      const head = await ask(server, target, { method: 'HEAD' });
      assert.equal(head.headers['content-length'], headers['content-length']);
      assert.equal(head.body, '');
      const coded = await ask(server, target, {
        headers: { 'Accept-Encoding': 'gzip' },
      });
      assert.equal(coded.headers['content-encoding'], 'gzip');
    }
  });

  test('refuses what has no meaning in it', async () => {
    for (const form of forms) {
      for (const query of ['fields=title', 'include=html', 'facets=tags',
        'envelope=false', 'pretty=true', 'limit=5000', 'titel=x', 'page=0'])
        await getProblem(server, `/posts.${form}?${query}`, 400);
      await getProblem(server, `/nothing.${form}`, 404);
      await getProblem(server, `/posts/a.${form}`, 404);
      await getProblem(server, `/tags/none/posts.${form}`, 404);
      await getProblem(server, `/search.${form}`, 400);
    }
    await getProblem(server, '/feed.rss', 404);
    const lenient = await ask(server, '/posts.rss?titel=x&lenient=true');
    assert.equal(lenient.status, 200);
    assert.match(lenient.headers['x-warnings'], /titel/);
  });
});

describe('feeds of other sites', () => {
  const serve = async (content, tests, options = []) => {
    const other = await writeSite(content);
    const running = await startServer(other.dir, { options });
    try {
      await tests(running, other);
    } finally {
      await running.stop();
      await other.remove();
    }
  };

  test('take the address of the site, and say so', async () => {
    const { 'headmatter.yaml': left, ...others } = files;
    await serve(others, async (running) => {
      for (const target of ['/posts.rss', '/feed.xml', '/search.atom?q=x',
        '/tags/go-c/posts.jsonfeed', '/feed.json?nothing=like-it']) {
        const problem = await getProblem(running, target, 400);
        assert.equal(problem.type, '/_problems/no-public-url');
        assert.match(problem.detail, /site\.public_url/);
      }
    });
    assert.ok(left);
  });

  test('name themselves where the API is', async () => {
    const selfOf = async (running, target) =>
      JSON.parse((await ask(running, target)).body).feed_url;
    const content = { 'content/posts/a.md': page(['title: A']) };
    const at = ['--public-url', 'https://example.org/notes'];
    await serve(content, async (running) => {
      assert.equal(
        await selfOf(running, '/posts.jsonfeed'),
        'https://example.org/posts.jsonfeed',
      );
    }, at);
    await serve(content, async (running) => {
      assert.equal(
        await selfOf(running, '/api/feed.json'),
        'https://example.org/api/feed.json',
      );
    }, [...at, '--base-path', '/api']);
    for (const url of ['https://api.example/api', 'https://api.example/'])
      await serve(content, async (running) => {
        assert.equal(
          await selfOf(running, '/api/posts.jsonfeed?limit=3'),
          'https://api.example/api/posts.jsonfeed?limit=3',
        );
      }, [...at, '--base-path', '/api', '--api-url', url]);
  });

  test('of several languages say which', async () => {
    await serve(
      {
        'headmatter.yaml': settings(),
        'content/posts/a.en.md': page(['title: A', 'date: 2026-01-01']),
        'content/posts/a.fr.md': page(['title: "À"', 'date: 2026-01-01']),
        'content/posts/b.fr.md': page(['title: B', 'date: 2025-01-01']),
      },
      async (running) => {
        const french = await ask(running, '/posts.jsonfeed?locale=fr');
        assert.equal(french.json().language, 'fr');
        assert.equal(french.headers['content-language'], 'fr');
        assert.equal(french.json().items[0].language, undefined);
        const all = (await ask(running, '/posts.jsonfeed')).json();
        assert.equal(all.language, 'en');
        assert.ok(all.items.some(({ language }) => language === 'fr'));
        const rss = (await ask(running, '/posts.rss')).body;
        assert.match(rss, /<dc:language>fr<\/dc:language>/);
        const atom = (await ask(running, '/posts.atom')).body;
        assert.match(atom, /<entry xml:lang="fr">/);
      },
    );
  });

  test('show a document when it is due, and caches know', async () => {
    const due = new Date(Math.ceil(Date.now() / 1000 + 3) * 1000);
    await serve(
      {
        'headmatter.yaml': settings(),
        'content/posts/now.md': page(['title: Now', 'date: 2026-01-01']),
        'content/posts/soon.md': page(['title: Soon', `date: ${due.toISOString()}`]),
      },
      async (running) => {
        const before = await ask(running, '/posts.rss');
        assert.doesNotMatch(before.body, /Soon/);
        const [, shared] = /s-maxage=(\d+)/.exec(before.headers['cache-control']);
        assert.ok(Number(shared) <= 4, shared);
        await until(async () =>
          /Soon/.test((await ask(running, '/posts.rss')).body),
        );
        assert.ok(Date.now() >= due.getTime());
      },
    );
  });

  test('show drafts to those who have a token alone, and to no cache', async () => {
    const tokens = await writeTokens();
    await serve(
      {
        'headmatter.yaml': settings(),
        'content/posts/a.md': page(['title: Secret', 'draft: true']),
      },
      async (running) => {
        assert.doesNotMatch((await ask(running, '/posts.rss')).body, /Secret/);
        await getProblem(running, '/posts.rss?status=draft', 401);
        const { headers, body } = await ask(running, '/posts.rss?status=draft', {
          headers: { Authorization: `Bearer ${tokens.token}` },
        });
        assert.match(body, /Secret/);
        assert.equal(headers['cache-control'], 'private, no-store');
      },
      ['--tokens', tokens.file],
    );
    await tokens.remove();
  });

  test('of a podcast keep the guid that it has', async () => {
    const guid = '917393e3-1b1e-5cef-ace4-edaa54e1f810';
    const files = {
      'headmatter.yaml': settings([`feeds: {guid: ${guid}}`]),
      'content/posts/one.md': page(['title: One', 'audio: /one.mp3']),
    };
    await serve(files, async (running) => {
      const { body } = await ask(running, '/posts.rss');
      assert.ok(body.includes(`<podcast:guid>${guid}</podcast:guid>`), body);
    });
  });

  test('of a podcast have what players ask for', async () => {
    await serve(
      {
        'headmatter.yaml': settings([
          'feeds:',
          '  author: Ana & Bo',
          '  image: /cover.jpg',
          '  categories: [Arts/Design, "Society & Culture"]',
          '  explicit: true',
        ]),
        'content/posts/one.md': page([
          'title: One',
          'date: 2026-01-02',
          'podcast:',
          '  url: /audio/ep 1.mp3',
          '  length: 5650889',
          '  duration: "32:10"',
          '  season: 2',
          '  episode: 7',
          '  episodeType: full',
          '  explicit: false',
          'image: /one.jpg',
          'transcript: /one.vtt',
          'chapters: /one.json',
          'guests: [Cy, {name: Di}]',
        ]),
        'content/posts/two.md': page([
          'title: Two',
          'date: 2026-01-01',
          'audio: {mp3: two.mp3, opus: two.opus}',
          'duration: 61',
        ]),
        'content/posts/two.mp3': 'not a sound',
        'content/posts/three.md': page([
          'title: Three',
          'date: 2025-01-01',
          'enclosure: "https://cdn.example/3.m4a\\n123\\naudio/x-m4a"',
        ]),
        'content/posts/four.md': page([
          'title: Four',
          'date: 2024-01-01',
          'podcast: The daily show',
          'audio: true',
          'enclosure: "javascript:alert(1)//x.mp3"',
        ]),
      },
      async (running) => {
        const body = (await ask(running, '/posts.rss')).body;
        assert.equal(XMLValidator.validate(body), true);
        const { rss } = new XMLParser({
          ignoreAttributes: false,
          attributeNamePrefix: '',
          parseTagValue: false,
        }).parse(body);
        const { channel } = rss;
        assert.equal(
          channel['podcast:guid'],
          '03c8d16b-cddd-521b-bb77-f69b2ebe1c91',
        );
        assert.equal(channel['itunes:author'], 'Ana & Bo');
        assert.equal(channel['itunes:image'].href, `${origin}/cover.jpg`);
        assert.equal(channel['itunes:explicit'], 'true');
        assert.deepEqual(channel['itunes:category'], [
          { text: 'Arts', 'itunes:category': { text: 'Design' } },
          { text: 'Society & Culture' },
        ]);
        const [one, two, three, four] = channel.item;
        assert.deepEqual(one.enclosure, {
          url: `${origin}/audio/ep%201.mp3`,
          length: '5650889',
          type: 'audio/mpeg',
        });
        assert.equal(one['itunes:duration'], '32:10');
        assert.equal(one['itunes:season'], '2');
        assert.equal(one['podcast:episode'], '7');
        assert.equal(one['itunes:episodeType'], 'full');
        assert.equal(one['itunes:explicit'], 'false');
        assert.equal(one['itunes:image'].href, `${origin}/one.jpg`);
        assert.deepEqual(one['podcast:transcript'], {
          url: `${origin}/one.vtt`,
          type: 'text/vtt',
        });
        assert.equal(one['podcast:chapters'].type, 'application/json+chapters');
        assert.deepEqual(
          one['podcast:person'].map((person) => person['#text']),
          ['Cy', 'Di'],
        );
        assert.deepEqual(two.enclosure, {
          url: `${origin}/posts/two.mp3`,
          length: '11',
          type: 'audio/mpeg',
        });
        assert.equal(three.enclosure.length, '123');
        assert.equal(four.enclosure, undefined);
        assert.doesNotMatch(body, /javascript/);

        const feed = parseRssFeed(body);
        assert.equal(feed.items[0].itunes.episode, 7);
        assert.equal(feed.items[0].itunes.duration, 1930);
        const json = (await ask(running, '/posts.jsonfeed')).body;
        await assertJsonFeed(json);
        const { items } = JSON.parse(json);
        assert.deepEqual(items[0].attachments, [
          {
            url: `${origin}/audio/ep%201.mp3`,
            mime_type: 'audio/mpeg',
            size_in_bytes: 5650889,
            duration_in_seconds: 1930,
          },
        ]);
        assert.deepEqual(
          items[1].attachments.map((file) => file.size_in_bytes),
          [11, undefined],
        );
        const atom = parseAtomFeed((await ask(running, '/posts.atom')).body);
        assert.deepEqual(
          atom.entries[0].links.filter(({ rel }) => rel === 'enclosure'),
          [
            {
              rel: 'enclosure',
              type: 'audio/mpeg',
              href: `${origin}/audio/ep%201.mp3`,
              length: 5650889,
            },
          ],
        );
        assert.doesNotMatch(
          (await ask(running, '/posts.rss?title=Four')).body,
          /itunes/,
        );
      },
    );
  });
});

for (const name of ['personalweb', 'cassidoo-astro', 'funktionale-de', 'nodejs-blog']) {
  const { dir, skip } = findCorpus(name);
  test(`the feeds of ${name} are read alike by all`, { skip }, async () => {
    const running = await startServer(dir, {
      options: ['--public-url', origin],
    });
    try {
      await checkList(running, '/posts?limit=100');
      await assertJsonFeed((await ask(running, '/feed.json')).body);
    } finally {
      await running.stop();
    }
  });
}
