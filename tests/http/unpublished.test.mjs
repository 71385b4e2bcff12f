// unpublished.test.mjs - a draft must not be told from a file that is not
// there.
//
// Two sites are served: one with drafts, scheduled and expired documents that
// try to be seen in every way there is, and its twin that has none of them.
// Every address that either of them leads to, every guess that somebody could
// make, and every shape of it must be answered by both with the same bytes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { page, siteFiles } from './contract-site.mjs';
import { operations } from './description.mjs';
import { bytesOf } from './export.mjs';
import { call, post, request } from './mcp.mjs';
import { runToEnd, startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, run, untilSearchable } from './support.mjs';

const reasons = {
  'draft: true': 'content/posts/',
  'draft: "yes"': 'content/posts/',
  'isDraft: true': 'content/posts/',
  'published: false': 'content/posts/',
  'status: draft': 'content/posts/',
  'status: Draft # and a comment': 'content/posts/',
  'date: 2999-01-01': 'content/posts/',
  'publish_at: 2999-01-01T00:00:00Z': 'content/posts/',
  'expires_at: 2001-01-01': 'content/posts/',
  'unpublish_at: 2001-01-01': 'content/posts/',
  'kind: in a folder of drafts': 'content/posts/drafts/',
  'kind: in a folder called draft': 'content/recipes/draft/deep/',
  'kind: in a folder as Jekyll has it': 'content/_drafts/',
  'draft: on': 'content/zqcollection/',
  'Draft: true': 'content/posts/',
  'drfat: yes': 'content/pages/',
  '\u200bdraft: true': 'content/posts/',
  'is-draft: true': 'content/posts/',
  'PUBLISHED: no': 'content/posts/',
  'publish: false': 'content/posts/',
  'private: true': 'content/posts/',
  'visibility: private': 'content/posts/',
  'status: [trash]': 'content/posts/',
  'publishedAt: 2999-01-01': 'content/posts/',
  'pubDatetime: 2999-01-01': 'content/posts/',
  'published: 2999-01-01': 'content/posts/',
  'publish-date: 2999-01-01': 'content/posts/',
  'unpublishdate: 2001-01-01': 'content/posts/',
  'draft: 1': 'content/pages/',
};

/** Each of them wants to be linked, counted, listed, found and suggested. */
const secrets = Object.fromEntries(
  Object.entries(reasons).map(([reason, folder], i) => [
    `${folder}zqname-${i}.md`,
    page(
      [
        `title: Zqtitle ${i}`,
        reason,
        `tags: [zqtag-${i}, C]`,
        `categories: [zqcategory-${i}, Guides]`,
        `authors: [Zqauthor ${i}, content/authors/ana.json]`,
        `zqfield: "*zq* ${i}"`,
        'sections: [{ type: FeaturedPostsSection, posts: [content/gone.md] }]',
      ],
      `Zqtext ${i}.`,
    ),
  ]),
);
Object.assign(secrets, {
  // Older than the post whose slug it wishes for.
  'content/posts/earlier/alpha.md': page([
    'title: Zqtitle of the past',
    'date: 1999-01-01',
    'draft: true',
  ]),
  // Those who would link a post to a person, and a section to a post.
  'content/authors/zqperson.json': '{"name": "Cited", "draft": true}',
  'content/posts/cited.md': page(['title: Zqcited', 'draft: true']),
  // Front matter that not every program would read.
  'content/posts/zqmac.md': '---\rtitle: Zq\rdraft: true\r---\nZqtext.\n',
  'content/posts/zqlate.md': '\n\n---\ntitle: Zq\ndraft: true\n---\nZqtext.\n',
  'content/data/zqdata.yaml': 'status: draft\nzqkey: zqvalue\n',
});

/** Files that only they show, and how they say so. */
const pictures = {
  'public/zqimages/markdown.png': '![](/zqimages/markdown.png)',
  'public/zqimages/encoded 1.png': '![](/zqimages/encoded%201.png?x#y)',
  'public/zqimages/tag.png': '<img src="/zqimages/tag.png" alt="">',
  'public/zqimages/set.png': '<img srcset="/zqimages/set.png 2x">',
  'public/zqimages/code.png': '{{< figure src="zqimages/code.png" >}}',
  'public/zqimages/part.png': "import a from '@/assets/../part.png'",
  'public/zqimages/far.png': '<https://example.org/zqimages/far.png>',
  'public/zqimages/api.png': 'See http://localhost:8080/_media/zqimages/api.png.',
  'content/posts/zq photo.webp': '![[zq photo.webp]]',
  'content/posts/zqbeside.png': '![](zqbeside.png)',
  'static/zqfile.pdf': '[a](/zqfile.pdf)',
  // It would stand before one that everybody sees at the same address.
  'public/images/seen.png': '![](/public/images/seen.png)',
  'content/zqmoved.png': '![](no/longer/there/zqmoved.png)',
};
Object.assign(secrets, {
  ...Object.fromEntries(Object.keys(pictures).map((file) => [file, 'zq'])),
  'content/posts/zqpictures.md': page(
    [
      'title: Zqpictures',
      'draft: true',
      'image: { nested: ["/zqimages/field.png"] }',
    ],
    Object.values(pictures).join('\n\n'),
  ),
  'public/zqimages/field.png': 'zq',
  // Nothing names these, but they lie where only drafts have theirs.
  'content/posts/drafts/zqamong.png': 'zq',
  'content/pages/zqbundle/index.md': page(['title: Zq', 'draft: true']),
  'content/pages/zqbundle/images/zqpart.png': 'zq',
  'content/posts/zqsame.md': page(['title: Zq', 'date: 2999-01-01']),
  'content/posts/zqsame.mp3': 'zq',
  'content/posts/zqlate.png': 'zq', // beside zqlate.md
});

const published = {
  ...siteFiles,
  // A file of both is one of the published document.
  'public/shared.png': 'shared',
  'public/alone.png': 'alone',
  'static/images/seen.png': 'seen',
  'content/posts/showing.md': page(
    ['title: Showing', 'date: 2011-01-01'],
    '![](/shared.png) ![](absent.png) ![](/zimages/absent.png) ![](zqbesidf.png)'
      .replace('zq', 'za'),
  ),
  // What every one of the secrets breaks, and nothing else does.
  'rules/any.json': JSON.stringify({
    not: {
      anyOf: [
        { required: ['zqfield'] },
        { required: ['draft'], properties: { draft: { const: true } } },
      ],
    },
  }),
  'content/posts/leading.md': page([
    'title: Leading',
    'date: 2009-01-01',
    'intro: "[a](cited.md) [b](../pages/about.md)"',
  ]),
  'content/posts/citing.md': page([
    'title: Citing',
    'date: 2010-01-01',
    'author: Cited',
    'sections:',
    '  - type: FeaturedPostsSection',
    '    posts: [content/posts/cited.md, content/posts/alpha.md]',
  ]),
};

let sites;
let tokens;
let withDrafts;
let twin;

before(async () => {
  sites = [
    await writeSite({ ...published, ...secrets }),
    await writeSite(published),
  ];
  /* Where somebody may see them, everybody else is told no more. */
  tokens = await writeTokens();
  const serve = ({ dir }) =>
    startServer(dir, {
      options: [
        ...['--tokens', tokens.file, '--schema', `${dir}/rules/any.json`],
        ...['--mcp', 'on'],
        ...['--markdown-field', 'intro', '--markdown-field', 'zqfield'],
        ...['--public-url', 'https://example.org'],
      ],
    });
  withDrafts = await serve(sites[0]);
  twin = await serve(sites[1]);
  await untilSearchable(withDrafts);
  await untilSearchable(twin);
});

after(async () => {
  await withDrafts?.stop();
  await twin?.stop();
  await tokens?.remove();
  for (const site of sites ?? []) await site.remove();
});

/** Asks both, and returns the one answer that they must have given. */
/** The same with drafts and without; its own script has all kinds of letters. */
const viewer = '/_docs';

async function askBoth(target, options) {
  const [answer, expected] = await Promise.all([
    ask(withDrafts, target, options),
    ask(twin, target, options),
  ]);
  delete answer.headers.date;
  delete expected.headers.date;
  assert.equal(answer.status, expected.status, target);
  assert.equal(answer.body, expected.body, target);
  assert.deepEqual(answer.headers, expected.headers, target);
  return answer;
}

/** Every string in a body that could be an address of the API. */
function* addressesIn(node) {
  if (typeof node === 'string' && /^\/[^/]?/.test(node)) yield node;
  if (typeof node !== 'object' || node === null) return;
  for (const value of Object.values(node)) yield* addressesIn(value);
}

const includes =
  'html,toc,markdown,text,mdast,chunks,images,front_matter,front_matter_html,' +
  'sections';
const shapes = (target) => [
  target,
  `${target}.md`,
  `${target}.html`,
  `${target}.txt`,
  `${target}.csv`,
  `${target}/posts`,
  `${target}/posts.csv`,
  `${target}.rss`,
  `${target}.atom?sort=title&limit=100`,
  `${target}.jsonfeed?content=excerpt`,
  `${target}/posts.rss`,
  `${target}/posts.jsonfeed`,
  `${target}?include=${includes}`,
  `${target}?limit=1000&sort=-title&include=${includes}`,
  `${target}?sort=post_count,date&limit=3&page=2`,
  `${target}?envelope=false&pretty`,
  `${target}?section=zqfield&include=mdast.position`,
  `${target}?fields=zqfield,zqkey,title`,
  `${target}?fields=zqfielt`,
  `${target}?q=zqtext%20zqtitle%20text&q:mode=any&facets=tags&limit=100`,
  `${target}?q=zq&prefix=true&fields=search,zqfield`,
  `/_resolve?url=${target}`,
  `/_resolve?url=${target}&include=${includes}`,
];

/** Everything that can be reached from `/`, in every shape. */
async function crawl(look) {
  const met = new Set();
  const waiting = ['/'];
  while (waiting.length > 0) {
    const target = waiting.pop();
    if (met.has(target) || !/^[\x21-\x7e]+$/.test(target)) continue;
    met.add(target);
    const answer = await look(target);
    if (!/json/.test(answer.headers['content-type'])) continue;
    if (answer.status !== 200) continue;
    for (const found of addressesIn(answer.json())) {
      waiting.push(found);
      if (/^\/(?!openapi|_)[^?]*$/.test(found)) waiting.push(...shapes(found));
    }
  }
  return met;
}

describe('what is not published', () => {
  test('changes no answer to any address that the site has', async () => {
    const met = await crawl(async (target) => {
      const answer = await askBoth(target);
      if (!/zq/i.test(target) && target !== viewer) {
        assert.doesNotMatch(answer.body, /zq/i, target);
        const headers = JSON.stringify(answer.headers)
          .replace(/'sha256-[^']*'/g, ''); // which may have any letters
        assert.doesNotMatch(headers, /zq/i, target);
      }
      return answer;
    });
    assert.ok(met.size > 500);
  });

  test('is in no file of an export', async () => {
    const made = [];
    for (const { dir } of sites) {
      const out = `${dir}/exported`;
      const args = [
        ...['--out', out, '--public-url', 'https://example.org'],
        ...['--schema', `${dir}/rules/any.json`],
        ...['--markdown-field', 'intro', '--markdown-field', 'zqfield'],
      ];
      const { code, stderr } = await runToEnd(['export', dir, ...args]);
      assert.equal(code, 0, stderr);
      made.push(await bytesOf(out));
    }
    const [files, expected] = made;
    assert.ok(Object.keys(files).length > 200);
    assert.deepEqual(Object.keys(files).sort(), Object.keys(expected).sort());
    for (const [name, bytes] of Object.entries(files)) {
      assert.equal(bytes, expected[name], name);
      if (name !== '_docs.html') assert.doesNotMatch(bytes, /zq/i, name);
    }
  });

  test('shows at no address and by no parameter that is described', async () => {
    for (const { template, parameters, path: pathWith } of operations) {
      for (const slug of ['zqname-0', 'alpha', 'v1.2', 'zqcollection']) {
        const names = parameters.filter((p) => p.in === 'path');
        const at = pathWith(Object.fromEntries(names.map((p) => [p.name, slug])));
        const targets = parameters
          .filter((p) => p.in === 'query' && p.name !== 'filter')
          .map(({ name, example = 'zqname-0' }) => {
            const value = [example].flat().join(',');
            return `${at}?${name}=${encodeURIComponent(value)}`;
          });
        for (const target of [at, ...targets]) {
          const { body } = await askBoth(target);
          if (target === viewer) continue;
          const shown = body.replaceAll(target, '').replaceAll(slug, '');
          assert.doesNotMatch(shown, /zq(?!name-0)/i, `${template}: ${target}`);
        }
      }
    }
  });

  test('is not told by any guess from what does not exist', async () => {
    const guesses = Object.keys(secrets).flatMap((file, i) => {
      const path = encodeURI(file).replace(/^content|\.[a-z]+$/g, '');
      const slug = path.split('/').at(-1);
      const folder = path.split('/')[1];
      return [
        ...shapes(path),
        ...shapes(`/${folder}/${slug}`),
        ...shapes(`/posts/${slug}`),
        `/posts/${slug}x`, // what is near is suggested
        `/recent?exclude=${slug}`,
        `/posts?exclude=${slug}`,
        ...shapes(`/tags/zqtag-${i}`),
        ...shapes(`/categories/zqcategory-${i}`),
        ...shapes(`/authors/zqauthor-${i}`),
      ];
    });
    const files = Object.keys(secrets).map((file) => encodeURI(`/${file}`));
    for (const file of files)
      for (const at of [file, file.replace(/^\/[a-z]+/, '')])
        guesses.push(
          `/_media${at}`, `/_media${at}?v=1`, `/_media${at}/`,
          `/_media${at}?w=320`, `/_media${at}?w=1`, `/_media${at}?format=webp&v=1`,
        );
    guesses.push(
      ...shapes('/_media'),
      ...shapes('/_media/public'),
      '/_media?media_type=image&limit=all',
      '/_media?media_type=application',
      '/_media/public/zqimages',
      '/_media/shared.png',
      '/_media/alone.png',
      ...shapes('/zqcollection'),
      ...shapes('/zqcollectiom'),
      ...shapes('/_drafts'),
      ...shapes('/drafts'),
      ...shapes('/posts/drafts'),
      '/posts?status=draft',
      '/posts?preview=1',
      '/posts?draft=true',
    );
    for (const target of new Set(guesses)) await askBoth(target);
  });

  test('shows in no file, whichever part of it is asked for', async () => {
    for (const file of Object.keys(secrets)) {
      const target = encodeURI(`/_media/${file}`);
      for (const headers of [
        { Range: 'bytes=0-0' },
        { Range: 'bytes=100-' },
        { 'If-None-Match': '*' },
        { 'If-Match': '*' },
        { 'Accept-Encoding': 'br' },
      ]) {
        const { status } = await askBoth(target, { headers });
        assert.equal(status, 404, target);
      }
      await askBoth(target, { method: 'HEAD' });
    }
    const { data } = await getJson(withDrafts, '/_media?limit=all');
    assert.deepEqual(
      data.map((file) => [file.path, file.used_by.map(({ id }) => id)]),
      [
        ['public/alone.png', []],
        ['public/shared.png', ['posts/showing']],
        ['static/images/seen.png', []],
      ],
    );
  });

  test('has files that a token shows', async () => {
    const headers = { Authorization: `Bearer ${tokens.token}` };
    const files = Object.keys(secrets).filter((file) => !/md$|yaml$|json$/.test(file));
    assert.equal(files.length, Object.keys(pictures).length + 5);
    for (const file of files) {
      const target = `${encodeURI(`/_media/${file}`)}?status=all`;
      assert.equal((await ask(withDrafts, target)).status, 401);
      const { status, body, headers: sent } = await ask(withDrafts, target, { headers });
      assert.equal(status, 200, target);
      assert.equal(body, 'zq');
      assert.equal(sent['cache-control'], 'private, no-store');
    }
    const list = await ask(withDrafts, '/_media?status=all&limit=all', { headers });
    assert.equal(list.json().data.length, files.length + 3);
    for (const { href } of list.json().data)
      assert.equal((await ask(withDrafts, href, { headers })).status, 200, href);
  });

  test('has no words that a search finds, suggests or takes for others', async () => {
    const written = [
      ...['zqtitle', 'zqtext', 'zqname', 'zqtag', 'zqcategory', 'zqauthor'],
      ...['zqcited', 'zqvalue', 'zqperson', 'zqkey', 'zqfield', 'zqdata'],
    ];
    const typed = written.flatMap((word) => [
      word,
      `${word.slice(0, 4)}*`,
      `title:${word}`,
      `"${word} 0"`,
      `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`, // mistyped
    ]);
    const at = ['/posts', '/search', '/_all', '/recent', '/pages', '/recipes'];
    at.push('/tags', '/authors', '/categories', '/data', '/search.ndjson');
    at.push('/search.csv', '/search.atom', '/posts.rss');
    for (const q of typed) {
      const query = encodeURIComponent(q);
      for (const list of at) {
        const { body } = await askBoth(`${list}?q=${query}&limit=100`);
        if (list === '/search.ndjson') {
          assert.equal(body, '');
          continue;
        }
        if (list === '/search.atom' || list === '/posts.rss') {
          assert.doesNotMatch(body, /<(entry|item)>/, q); // the title has the words
          continue;
        }
        if (list === '/search.csv') {
          assert.equal(body.split('\r\n').length, 2); // the names alone
          continue;
        }
        const { data, meta } = JSON.parse(body);
        assert.deepEqual(data, [], q);
        assert.deepEqual(meta.search, { query: q, total: 0 });
      }
      const { body } = await askBoth(`/search/suggest?q=${query}&limit=20`);
      assert.deepEqual(JSON.parse(body).data, [], q);
    }
    await askBoth('/search/suggest?q=z&limit=20');
  });

  test('moves no score, snippet and order of what is published', async () => {
    for (const q of ['text', 'some text', 'alpha', 'guides', 'c', 'heading',
      'ana', 'title:alpha', 'para*', '-zqtext', 'text -zqtitle']) {
      const query = encodeURIComponent(q);
      for (const list of ['/posts', '/search', '/_all', '/tags', '/authors'])
        await askBoth(`${list}?q=${query}&limit=100`);
      for (const length of [1, 2, 3])
        await askBoth(`/search/suggest?q=${encodeURIComponent(q.slice(0, length))}`);
    }
  });

  test('is not told to language models', async () => {
    const said = async (message) => {
      const [answer, expected] = await Promise.all([
        post(withDrafts, message),
        post(twin, message),
      ]);
      assert.equal(answer.status, expected.status);
      assert.equal(answer.body, expected.body, JSON.stringify(message));
      return answer;
    };
    const use = (name, args) => said(call(name, args));
    const shown = [
      await said(request('initialize', { protocolVersion: '2025-11-25' })),
      await said(request('tools/list')),
      await said(request('resources/list')),
    ];
    const { result } = shown[2].json();
    for (const { uri } of result.resources)
      shown.push(await said(request('resources/read', { uri })));
    for (const { name: id } of result.resources)
      shown.push(await use('get', { id }));
    for (const collection of [undefined, 'posts', 'tags', 'authors', 'data'])
      shown.push(
        await use('list', { collection, limit: 50 }),
        await use('list', { collection, sort: '-date', fields: '-toc' }),
        await use('list', { collection, limit: 0, facets: 'tags' }),
        await use('search', { collection, q: 'text' }),
      );
    for (const answer of shown) assert.doesNotMatch(answer.body, /zq/i);
    assert.ok(shown.length > 40);
    for (const file of Object.keys(secrets)) {
      const id = file.replace(/^content\/|\.[a-z]+$/g, '');
      const slug = id.split('/').at(-1);
      for (const asked of [id, `${id}x`, `posts/${slug}`, file]) {
        await use('get', { id: asked });
        await use('get', { id: asked, status: 'draft' });
        await use('resolve', { url: `/${asked}` });
        await said(request('resources/read', { uri: `headmatter:///${asked}` }));
      }
      await use('list', { filter: { slug }, fields: 'zqfield' });
    }
    for (const q of ['zqtitle', 'zqtext', 'zq*', 'zqtetx', '-zqtext'])
      await use('search', { q });
    for (const status of ['draft', 'all', 'scheduled'])
      await use('list', { status });
  });

  test('does not show in what If-None-Match is answered with', async () => {
    const { etag } = (await ask(twin, '/posts')).headers;
    const options = { headers: { 'If-None-Match': etag } };
    assert.equal((await askBoth('/posts', options)).status, 304);
  });

  test('does not take a slug, a person or a place in a section', async () => {
    assert.equal(
      (await getJson(withDrafts, '/posts/alpha')).data.title,
      'Alpha',
    );
    const { data } = await getJson(
      withDrafts,
      '/posts/citing?include=sections',
    );
    assert.equal(data.author.id, 'authors/cited');
    assert.deepEqual(data.sections[0].posts[0], {
      path: 'content/posts/cited.md',
      missing: true,
    });
  });

  test('is counted for its owner, who started the server', async () => {
    assert.match(
      withDrafts.output.stdout,
      /left out +28 drafts, 7 scheduled, 3 expired/,
    );
    const { stdout } = await run(['get', '/posts', sites[0].dir]);
    assert.doesNotMatch(stdout, /zq/i);
  });
});

describe('what is hidden', () => {
  let site;
  let server;

  before(async () => {
    site = await writeSite({
      ...siteFiles,
      'content/posts/quiet.md': page(
        [
          'title: Quietly',
          'date: 2024-07-01',
          'hidden: true',
          'tags: [quiettag]',
          'author: Quiet Writer',
          'quietfield: 1',
        ],
        'Quiet text.',
      ),
    });
    server = await startServer(site.dir);
  });

  after(async () => {
    await server?.stop();
    await site?.remove();
  });

  test('answers by its slug', async () => {
    const { data } = await getJson(server, '/posts/quiet');
    assert.equal(data.title, 'Quietly');
    assert.equal((await ask(server, '/posts/quiet.md')).body, 'Quiet text.\n');
    const found = await getJson(server, '/_resolve?url=/posts/quiet');
    assert.deepEqual(found.data, data);
  });

  test('is among all documents, marked as unlisted', async () => {
    const { data } = await getJson(server, '/_all?unlisted=true');
    assert.deepEqual(
      data.map(({ id, unlisted }) => [id, unlisted]),
      [['posts/quiet', true]],
    );
    const all = await getJson(server, '/_all?fields=id,unlisted');
    const twin = await getJson(server, '/_all?fields=id&limit=3');
    assert.equal(twin.meta.pagination.total, all.data.length);
    const stream = await ask(server, '/_all.ndjson?fields=id');
    assert.equal(
      stream.body,
      all.data.map(({ id }) => `${JSON.stringify({ id })}\n`).join(''),
    );
    const order = all.data.map(({ id }) => id);
    const dates = await getJson(server, '/posts?limit=1000&fields=id');
    assert.deepEqual(
      order.filter((id) => id.startsWith('posts/') && id !== 'posts/quiet'),
      dates.data.map(({ id }) => id),
    );
    assert.match(server.output.stdout, /unlisted +1, in \/_all only/);
  });

  test('is found among all documents, and by no other search', async () => {
    await untilSearchable(server);
    for (const q of ['quietly', 'quiettag', 'quiet', 'quiet*', 'quitely']) {
      const query = encodeURIComponent(q);
      for (const list of ['/posts', '/search', '/recent', '/tags', '/authors']) {
        const { data, meta } = await getJson(server, `${list}?q=${query}`);
        assert.deepEqual(data, [], `${list}: ${q}`);
        assert.deepEqual(meta.search, { query: q, total: 0 });
      }
      const { data } = await getJson(server, `/search/suggest?q=${query}`);
      assert.deepEqual(data, [], q);
    }
    const { data } = await getJson(server, '/_all?q=quietly&fields=id');
    assert.deepEqual(data, [{ id: 'posts/quiet' }]);
  });

  test('is in no other list, count, neighbour and suggestion', async () => {
    const met = await crawl((target) => ask(server, target));
    assert.ok(met.has('/posts/v1.2'));
    const guesses = ['/posts/quie', '/posts?fields=quietfielt'];
    for (const target of [...met, ...guesses]) {
      if (/quiet/.test(target) && !guesses.includes(target)) continue;
      if (/^\/_(all|manifest|changes)(\.|\?|$)/.test(target)) continue;
      const { body } = await ask(server, target);
      assert.doesNotMatch(
        body.replaceAll(target, ''),
        /quiet(?!fielt)/i,
        target,
      );
    }
    const { meta } = await getJson(server, '/posts?limit=0');
    assert.equal(meta.pagination.total, 17);
  });
});

test('a draft moves no document that is published', async () => {
  const out = {
    'content/pages/blog/out.md': page(['title: Out', 'type: Odd']),
    'content/pages/about.md': page(['title: About']),
  };
  const draft = page(['title: New', 'type: PostLayout', 'draft: true']);
  const before = await writeSite(out);
  const after = await writeSite({ ...out, 'content/pages/blog/new.md': draft });
  for (const target of ['/', '/_all', '/posts/out']) {
    const { stdout } = await run(['get', target, before.dir]);
    assert.match(stdout, /^\{"data"/);
    assert.equal((await run(['get', target, after.dir])).stdout, stdout);
  }
  await before.remove();
  await after.remove();
});

describe('a hidden field', () => {
  const post = (extra) =>
    page(['title: Known', ...extra], 'A body with nothing but known words.');
  const note = 'secretnote: The zqnote has sentences of zqprose, several.';
  const config = 'collections: {posts: {hidden_fields: [secretnote]}}\n';
  const sites = [];
  const servers = [];

  before(async () => {
    for (const files of [
      { 'headmatter.yaml': config, 'content/posts/a.md': post([note]) },
      { 'headmatter.yaml': config, 'content/posts/a.md': post([]) },
      { 'content/posts/a.md': post([note]) },
    ]) {
      sites.push(await writeSite(files));
      servers.push(await startServer(sites.at(-1).dir));
      await untilSearchable(servers.at(-1));
    }
  });

  after(async () => {
    for (const server of servers) await server.stop();
    for (const site of sites) await site.remove();
  });

  test('has no words that a search finds or suggests', async () => {
    const [hiding, twin, showing] = servers;
    const lists = ['/posts?q=', '/search?q=', '/search/suggest?q=', '/_all?q='];
    const typed = ['zqnote', 'zqprose', 'zqpro*', 'prose:zqprose', 'zqprsoe'];
    for (const q of [...typed, 'known']) {
      for (const at of lists) {
        const target = at + encodeURIComponent(q);
        const answer = await getJson(hiding, target);
        const expected = await getJson(twin, target);
        const found = ({ data }) =>
          data.map(({ id, search, text }) => [id, search, text]);
        assert.deepEqual(answer.meta, expected.meta, target);
        assert.deepEqual(found(answer), found(expected), target);
        if (q !== 'known') assert.deepEqual(answer.data, [], target);
      }
    }
    const { data } = await getJson(showing, '/posts?q=zqprose');
    assert.equal(data.length, 1, 'without the setting it is found');
  });
});
