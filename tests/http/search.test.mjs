// search.test.mjs - q on every list, /search and /search/suggest: how they go
// with everything else that a list can be asked for. Which words are found is
// tested beside the engine; here any engine will do.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { page } from './contract-site.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import {
  ask,
  getJson,
  getProblem,
  readLinks,
  until,
  untilSearchable,
} from './support.mjs';

const words = ['maple', 'cedar', 'birch', 'aspen'];

/** Post 0 is the newest. Every third has a heading; all have two of the words,
 *  and the first one is in the title of every fifth. */
const post = (i) => {
  const [first, second] = [words[i % 4], words[(i + 1 + (i % 2)) % 4]];
  const day = String(28 - (i % 28)).padStart(2, '0');
  return page(
    [
      `title: ${i % 5 === 0 ? `All about ${first}` : `Entry ${i}`}`,
      `date: 2024-${String(12 - Math.floor(i / 28)).padStart(2, '0')}-${day}`,
      `tags: [${i % 3 === 0 ? 'even' : 'odd'}]`,
      `author: ${i % 2 === 0 ? 'Ana' : 'Bob'}`,
      `weighty: ${i}`,
    ],
    `An introduction.\n\n${i % 3 === 0 ? '## On trees\n\n' : ''}` +
      `Here the ${first} stands beside the ${second}. `.repeat(1 + (i % 4)),
  );
};

const files = {
  'content/pages/trees.md': page(['title: Trees'], 'A page on the maple.'),
  'content/posts/markup.md': page(
    ['title: "<script>alert(1)</script> & hornbeam"', 'date: 2020-01-01'],
    '## A <b>bold</b> heading\n\nThe hornbeam &lt;img src=x&gt; & `<i>hornbeam</i>`.',
  ),
  'content/posts/own.md': page(
    ['title: On larch', 'date: 2020-01-02', 'search: false'],
    'The larch has a key of its own.',
  ),
  'content/posts/hidden.md': page(
    ['title: On rowan', 'date: 2020-01-03', 'hidden: true'],
    'The rowan is in no list.',
  ),
  'content/posts/draft.md': page(
    ['title: On yew', 'date: 2020-01-04', 'draft: true', 'tags: [even]'],
    'The yew is not published.',
  ),
};
for (let i = 0; i < 60; i++) files[`content/posts/entry-${i}.md`] = post(i);

const ids = ({ data }) => data.map(({ id }) => id);
const setOf = (answer) => new Set(ids(answer));

let site;
let tokens;
let server;
const get = (target) => getJson(server, target);

before(async () => {
  site = await writeSite(files);
  tokens = await writeTokens();
  server = await startServer(site.dir, {
    options: ['--tokens', tokens.file, '--server-timing', 'on'],
  });
  await untilSearchable(server);
});

after(async () => {
  await server?.stop();
  await tokens?.remove();
  await site?.remove();
});

describe('q', () => {
  test('finds what has the words, the best match first', async () => {
    const all = await get('/posts?limit=1000&include=text');
    const has = ({ title, text }) => /maple/i.test(title + text);
    const { data, meta } = await get('/posts?q=maple&limit=1000');
    assert.deepEqual(
      new Set(data.map(({ id }) => id)),
      new Set(all.data.filter(has).map(({ id }) => id)),
    );
    const scores = data.map(({ search }) => search.score);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
    assert.match(data[0].title, /maple/);
    assert.deepEqual(meta.search, { query: 'maple', total: data.length });
    assert.equal(meta.pagination.total, data.length);
  });

  test('leaves equal matches in the order of the list', async () => {
    const order = ids(await get('/posts?limit=1000'));
    const { data } = await get('/posts?q=maple&limit=1000');
    for (let i = 1; i < data.length; i++) {
      if (data[i].search.score !== data[i - 1].search.score) continue;
      const [a, b] = [data[i - 1], data[i]].map(({ id }) => order.indexOf(id));
      assert.ok(a < b, `${data[i - 1].id} before ${data[i].id}`);
    }
  });

  test('says where the words are', async () => {
    const { data } = await get('/posts?q=maple&limit=1000&include=toc');
    for (const { url, title, toc, search } of data) {
      assert.deepEqual(Object.keys(search), ['score', 'title', 'snippets']);
      assert.equal(search.title !== null, /maple/.test(title), title);
      assert.ok(search.snippets.length >= 1 && search.snippets.length <= 2);
      for (const snippet of search.snippets) {
        assert.deepEqual(Object.keys(snippet), ['text', 'section', 'url']);
        assert.match(snippet.text, /<mark>maple<\/mark>/i);
        if (snippet.section === null) {
          assert.equal(snippet.url, url);
          continue;
        }
        const { id, text } = toc.find((h) => h.id === snippet.section.id);
        assert.deepEqual(snippet.section, { id, title: text });
        assert.equal(snippet.url, `${url}#${id}`);
      }
    }
    assert.ok(data.some(({ search }) => search.snippets[0].section !== null));
  });

  test('goes with conditions, facets, fields and other orders', async () => {
    const found = setOf(await get('/posts?q=cedar&limit=1000'));
    const filtered = async (query) => {
      const plain = await get(`/posts?${query}&limit=1000`);
      const both = await get(`/posts?q=cedar&${query}&limit=1000`);
      const wanted = ids(plain).filter((id) => found.has(id));
      assert.deepEqual(setOf(both), new Set(wanted), query);
      assert.equal(both.meta.search.total, wanted.length, query);
      assert.ok(wanted.length > 0, query);
      return { wanted, both };
    };
    await filtered('tags=even');
    await filtered('author=ana&weighty:lt=40');
    await filtered('or=(tags=odd,author=bob)');
    await filtered('date:gte=2024-12');
    for (const sort of ['-date', 'title', '-weighty', 'weighty,title']) {
      const { wanted, both } = await filtered(`sort=${sort}&tags=even`);
      assert.deepEqual(ids(both), wanted, sort);
    }
    const { meta } = await get('/posts?q=cedar&facets=tags&limit=0');
    const tags = Object.fromEntries(
      meta.facets.tags.map(({ value, count, href }) => [value, { count, href }]),
    );
    assert.equal(tags.even.count + tags.odd.count, found.size);
    const followed = await get(tags.even.href);
    assert.equal(followed.meta.pagination.total, tags.even.count);
    assert.equal(followed.meta.search.query, 'cedar');
  });

  test('is on every list', async () => {
    for (const target of [
      '/posts?q=maple',
      '/recent?q=maple',
      '/_all?q=maple',
      '/search?q=maple',
      '/authors/ana/posts?q=maple',
      '/tags/even/posts?q=maple',
      '/pages?q=maple',
    ]) {
      const { data, meta } = await get(target);
      assert.ok(data.length > 0, target);
      assert.ok(data.every(({ search }) => search.score > 0));
      assert.equal(meta.search.total, meta.pagination.total, target);
    }
    assert.deepEqual(ids(await get('/authors?q=ana')), ['authors/ana']);
    assert.deepEqual(ids(await get('/tags?q=even')), ['tags/even']);
  });

  test('is as if it were not there where it is empty', async () => {
    const { data } = await get('/posts');
    for (const target of ['/posts?q=', '/posts?q', '/posts?q=%20%09&prefix']) {
      const blank = await get(target);
      assert.deepEqual(blank.data, data);
      assert.equal(blank.links.self, '/posts');
      assert.equal(blank.meta.search, undefined);
    }
    const { links } = await get('/posts?q=&sort=relevance');
    assert.equal(links.self, '/posts');
  });

  test('leaves out nothing where it has no word', async () => {
    const { data } = await get('/posts');
    for (const q of ['!', '"', '- - -', '\u{1F}', '*']) {
      const found = await get(`/posts?q=${encodeURIComponent(q)}`);
      assert.deepEqual(found.data, data, q);
      assert.equal(found.meta.search.query, q);
    }
    const { data: words } = await get('/posts?q=!&sort=relevance,title&limit=3');
    assert.equal(words.length, 3);
  });

  test('finds all others where it only leaves out', async () => {
    const maple = setOf(await get('/posts?q=maple&limit=1000'));
    const all = ids(await get('/posts?limit=1000'));
    const others = await get('/posts?q=-maple&limit=1000');
    assert.deepEqual(
      ids(others),
      all.filter((id) => !maple.has(id)),
    );
    assert.ok(maple.size > 0 && others.data.length > 0);
    const { data } = await get('/search/suggest?q=-map');
    assert.deepEqual(data, []);
  });

  test('takes any word with q:mode=any, and beginnings with prefix', async () => {
    const both = setOf(await get('/posts?q=maple%20cedar&limit=1000'));
    const any = setOf(await get('/posts?q=maple%20cedar&q:mode=any&limit=1000'));
    const maple = setOf(await get('/posts?q=maple&limit=1000'));
    const cedar = setOf(await get('/posts?q=cedar&limit=1000'));
    assert.deepEqual(any, new Set([...maple, ...cedar]));
    assert.deepEqual(both, new Set([...maple].filter((id) => cedar.has(id))));
    assert.deepEqual(
      setOf(await get('/posts?q=mapl&prefix=true&limit=1000')),
      maple,
    );
    const whole = await get('/posts?q=map%20&prefix=true&typos=false');
    assert.deepEqual(whole.data, []);
  });

  test('leaves a stream in the order of the pages', async () => {
    for (const query of ['q=birch', 'q=birch&fields=id,search', 'q=birch&tags=odd']) {
      const { data } = await get(`/posts?${query}&limit=1000`);
      const { body, headers } = await ask(server, `/posts.ndjson?${query}`);
      const lines = body.trim().split('\n').map((line) => JSON.parse(line));
      assert.deepEqual(lines, data);
      assert.equal(headers['x-total-count'], String(data.length));
    }
  });

  test('keeps /recent by date unless it is asked for relevance', async () => {
    const recent = await get('/recent?q=maple&limit=50');
    assert.deepEqual(
      ids(recent),
      ids(await get('/posts?q=maple&sort=-date&limit=50')),
    );
    const best = await get('/recent?q=maple&sort=relevance&limit=50');
    assert.deepEqual(ids(best), ids(await get('/posts?q=maple&limit=50')));
    assert.equal(best.links.self, '/recent?q=maple&sort=relevance&limit=50');
  });

  test('shows drafts to those with a token only', async () => {
    const headers = { Authorization: `Bearer ${tokens.token}` };
    for (const at of ['/posts', '/search', '/tags/even/posts']) {
      assert.deepEqual((await get(`${at}?q=yew&typos=false`)).data, []);
      const target = `${at}?q=yew&status=draft`;
      assert.equal((await ask(server, target)).status, 401);
      const answer = await ask(server, target, { headers });
      assert.deepEqual(ids(answer.json()), ['posts/draft']);
      assert.match(answer.headers['cache-control'], /no-store/);
    }
  });

  test('finds what is in no list at /_all only', async () => {
    for (const at of ['/posts', '/search', '/recent'])
      assert.deepEqual((await get(`${at}?q=rowan&typos=false`)).data, []);
    assert.deepEqual(ids(await get('/_all?q=rowan')), ['posts/hidden']);
  });
});

describe('the pages of what is found', () => {
  const walk = async (target) => {
    const all = [];
    for (let next = target; next !== null; ) {
      const { data, links } = await get(next);
      all.push(...data.map(({ id }) => id));
      next = links.next;
    }
    return all;
  };

  for (const query of [
    'q=maple',
    'q=maple&sort=-date',
    'q=maple&sort=relevance,title',
    'q=maple%20birch&q:mode=any&tags=even',
    'q=maple&sort=random&seed=3',
  ]) {
    for (const at of ['/posts', '/search', '/tags/odd/posts']) {
      if (at === '/tags/odd/posts' && /even/.test(query)) continue;
      test(`are the same by number and by cursor: ${at}?${query}`, async () => {
        const whole = ids(await get(`${at}?${query}&limit=1000`));
        assert.ok(whole.length > 7);
        assert.deepEqual(await walk(`${at}?${query}&limit=7`), whole);
        assert.deepEqual(await walk(`${at}?${query}&limit=7&cursor=`), whole);
        const last = await get(`${at}?${query}&limit=7&page=2`);
        const { prev_cursor: cursor } = last.meta.pagination;
        const before = await get(`${at}?${query}&limit=7&cursor=${cursor}`);
        assert.deepEqual(ids(before), whole.slice(0, 7));
      });
    }
  }

  test('have cursors that are good for no other text', async () => {
    const { meta } = await get('/posts?q=maple&limit=3');
    const { next_cursor: cursor } = meta.pagination;
    for (const other of ['q=cedar', 'q=maple&prefix=true', 'sort=title']) {
      const { errors } = await getProblem(
        server,
        `/posts?${other}&limit=3&cursor=${cursor}`,
        400,
      );
      assert.equal(errors[0].code, 'invalid-cursor');
    }
  });

  test('have one address, however it was asked for', async () => {
    const target = '/posts?limit=2&prefix=1&tags=even&typos=0&q=++maple';
    const { links } = await get(target);
    const self = '/posts?tags=even&q=maple&prefix=true&typos=false&limit=2';
    assert.equal(links.self, self);
    assert.equal(links.next, `${self}&page=2`);
    const { headers } = await ask(server, target);
    assert.equal(readLinks(headers.link).next, links.next);
    assert.equal((await get('/posts?q=x&sort=relevance')).links.self, '/posts?q=x');
  });
});

describe('the member `search`', () => {
  test('is there with q alone, and where `fields` has it', async () => {
    const { data } = await get('/posts?limit=1000');
    assert.ok(data.every((item) => item.id === 'posts/own' || !('search' in item)));
    const keys = async (fields) => {
      const [item] = (await get(`/posts?q=maple&fields=${fields}`)).data;
      return Object.keys(item);
    };
    assert.deepEqual(await keys('title'), ['title']);
    assert.deepEqual(await keys('search,title'), ['title', 'search']);
    assert.ok(!(await keys('-search')).includes('search'));
    const plain = (await get('/posts?q=maple')).data[0];
    assert.equal(Object.keys(plain).at(-1), 'search');
    const [{ search }] = (await get('/posts?q=maple&fields=search.score')).data;
    assert.deepEqual(search, { score: plain.search.score });
    const texts = await get('/posts?q=maple&fields=search.snippets.text,slug');
    assert.deepEqual(texts.data[0].search.snippets, [
      ...plain.search.snippets.map(({ text }) => ({ text })),
    ]);
    const wrong = await get('/posts?q=maple&fields=search.titel&lenient');
    assert.equal(wrong.meta.warnings[0].suggestion, 'search.title');
  });

  test('takes the place of a key of that name, in searches', async () => {
    const own = async (target) => {
      const { data } = await get(target);
      return data.find(({ id }) => id === 'posts/own');
    };
    assert.equal((await own('/posts?limit=1000')).search, false);
    assert.equal((await get('/posts/own')).data.search, false);
    const { body } = await ask(server, '/posts?q=larch');
    assert.equal(body.split('"search":').length, 3, 'one of it, one of meta');
    assert.match((await own('/posts?q=larch')).search.title, /<mark>larch/);
    assert.deepEqual(ids(await get('/posts?search:eq=false')), ['posts/own']);
  });

  test('is escaped for HTML, with <mark> as its only markup', async () => {
    const { data } = await get('/posts?q=hornbeam');
    const { title, snippets } = data[0].search;
    assert.equal(
      title,
      '&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>hornbeam</mark>',
    );
    const texts = [title, ...snippets.map(({ text }) => text)];
    for (const text of texts) {
      const bare = text.replace(/<\/?mark>/g, '');
      assert.doesNotMatch(bare, /[<>]/);
      assert.doesNotMatch(bare, /&(?!(lt|gt|amp|quot|#39|#x27);)/);
    }
    assert.match(texts.join(), /&lt;i&gt;<mark>hornbeam<\/mark>&lt;\/i&gt;/);
  });
});

describe('/search', () => {
  test('finds documents of every collection', async () => {
    const { data, meta, links } = await get('/search?q=maple&limit=1000');
    assert.ok(data.some(({ id }) => id === 'pages/trees'));
    assert.ok(data.some(({ collection }) => collection === 'posts'));
    assert.equal(links.self, '/search?q=maple&limit=1000');
    assert.equal(meta.search.total, data.length);
    const posts = await get('/search?q=maple&collection=posts&limit=1000');
    assert.deepEqual(
      setOf(posts),
      setOf(await get('/posts?q=maple&limit=1000')),
    );
  });

  test('is linked from the root, and says what it needs', async () => {
    const { links } = await get('/');
    assert.equal(links.search, '/search?q=');
    assert.ok(ids(await get(`${links.search}maple`)).length > 0);
    for (const target of ['/search', '/search.ndjson', '/search/suggest']) {
      const { errors } = await getProblem(server, target, 400);
      assert.equal(errors[0].parameter, 'q');
      assert.equal(errors[0].code, 'missing-parameter');
    }
    await getProblem(server, '/search/maple', 404);
  });

  test('has the same ETag on every server, 304 and HEAD', async (t) => {
    const twin = await startServer(site.dir);
    t.after(() => twin.stop());
    await untilSearchable(twin);
    for (const target of [
      '/search?q=maple',
      '/posts?q=maple%20cedar&fields=slug,search',
      '/posts.ndjson?q=maple',
      '/search/suggest?q=ma',
    ]) {
      const [a, b] = await Promise.all([ask(server, target), ask(twin, target)]);
      assert.equal(a.status, 200, target);
      assert.equal(a.body, b.body, target);
      assert.equal(a.headers.etag, b.headers.etag, target);
      const headers = { 'If-None-Match': a.headers.etag };
      assert.equal((await ask(server, target, { headers })).status, 304);
      const head = await ask(server, target, { method: 'HEAD' });
      assert.equal(head.body, '');
      assert.equal(head.headers.etag, a.headers.etag);
      assert.equal(head.headers['content-length'], a.headers['content-length']);
    }
  });

  test('tells how long it took, beside the answer', async () => {
    const { headers, body } = await ask(server, '/search?q=maple%20aspen');
    assert.match(headers['server-timing'], /cache;desc=miss, search;dur=[\d.]+, app/);
    assert.doesNotMatch(body, /took/);
    const again = await ask(server, '/search?q=maple%20aspen');
    assert.match(again.headers['server-timing'], /^cache;desc=hit, app/);
  });
});

describe('/search/suggest', () => {
  test('suggests titles, terms and words', async () => {
    const { data, meta, links } = await get('/search/suggest?q=tre');
    assert.deepEqual(meta.search, { query: 'tre' });
    assert.equal(links.self, '/search/suggest?q=tre');
    const [{ count, ...title }] = data;
    assert.deepEqual(title, {
      kind: 'title',
      text: 'Trees',
      collection: 'pages',
      href: '/pages/trees',
      url: '/trees',
    });
    assert.ok(count >= 1);
    const kinds = data.map(({ kind }) => ['title', 'term', 'word'].indexOf(kind));
    assert.deepEqual(kinds, [...kinds].sort());
    const terms = (await get('/search/suggest?q=eve')).data;
    const term = terms.find(({ kind }) => kind === 'term');
    assert.equal(term.href, '/tags/even');
    assert.equal(term.count, 20);
  });

  test('leaves room for a word beside many titles', async () => {
    const kinds = async (limit) =>
      (await get(`/search/suggest?q=entr&limit=${limit}`)).data.map((one) => one.kind);
    assert.deepEqual(await kinds(8), [...Array(7).fill('title'), 'word']);
    assert.deepEqual(await kinds(1), ['title']);
  });

  test('has a limit, and nothing for an empty box', async () => {
    assert.equal((await get('/search/suggest?q=e&limit=2')).data.length, 2);
    assert.ok((await get('/search/suggest?q=e')).data.length <= 8);
    const { errors } = await getProblem(server, '/search/suggest?q=e&limit=21', 400);
    assert.equal(errors[0].maximum, 20);
    assert.deepEqual((await get('/search/suggest?q=')).data, []);
    const bare = await get('/search/suggest?q=tre&envelope=false');
    assert.deepEqual(bare, (await get('/search/suggest?q=tre')).data);
  });

  test('suggests drafts to those with a token only', async () => {
    const headers = { Authorization: `Bearer ${tokens.token}` };
    const texts = (answer) => JSON.stringify(answer.data);
    assert.doesNotMatch(texts(await get('/search/suggest?q=on')), /yew|rowan/i);
    assert.doesNotMatch(texts(await get('/search/suggest?q=ye')), /On yew|published/i);
    const target = '/search/suggest?q=on&status=all&limit=20';
    assert.equal((await ask(server, target)).status, 401);
    const answer = await ask(server, target, { headers });
    assert.match(answer.body, /On yew/);
  });
});

describe('a search that cannot be made', () => {
  const cases = [
    ['/posts?sort=relevance', 'sort', 'missing-parameter'],
    ['/posts?q=x&sort=-relevance', 'sort', 'invalid-value'],
    ['/posts?q=x&q=y', 'q', 'repeated-parameter'],
    ['/posts?q=x&q:mode=most', 'q:mode', 'invalid-value'],
    ['/posts?q=x&prefix=maybe', 'prefix', 'invalid-flag'],
    [`/posts?q=${'x'.repeat(1025)}`, 'q', 'text-too-long'],
    ['/pages?search=x', 'search', 'unknown-parameter'],
    ['/posts/own?q=x', 'q', 'unknown-parameter'],
  ];
  for (const [target, parameter, code] of cases) {
    test(`names what is wrong: ${target.slice(0, 40)}`, async () => {
      const { errors } = await getProblem(server, target, 400);
      assert.deepEqual([errors[0].parameter, errors[0].code], [parameter, code]);
    });
  }

  test('does not exist for anything that people type', async () => {
    const operators = ['"', '*', '(', ')', '-', '^', ':', '+', '{', '}', '%',
      'NEAR', 'AND', 'OR', 'NOT', 'title:', 'body:', '""', '*a', 'a*b', '\u0000x'];
    const piece = fc.oneof(
      fc.constantFrom(...operators.slice(0, -1), ...words, ' '),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((all) => all.join(' '));
    await fc.assert(
      fc.asyncProperty(text, async (q) => {
        const bytes = Buffer.from(q.toWellFormed?.() ?? q);
        if (bytes.length > 1024 || bytes.includes(0)) return;
        const query = encodeURIComponent(bytes.toString());
        for (const at of ['/posts?limit=1&q=', '/search/suggest?q=']) {
          const { status, body } = await ask(server, at + query);
          assert.equal(status, 200, `${q}: ${body}`);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a server without an index', () => {
  let off;

  before(async () => {
    off = await startServer(site.dir, {
      options: ['--search-engine', 'off', '--tokens', tokens.file],
    });
  });

  after(() => off?.stop());

  test('says that search is off, and by which setting', async () => {
    for (const target of ['/posts?q=maple', '/tags.ndjson?q=even']) {
      const { errors } = await getProblem(off, target, 400);
      assert.deepEqual(
        errors.map(({ parameter, code }) => [parameter, code]),
        [['q', 'search-is-off']],
      );
      assert.match(errors[0].detail, /search\.engine/);
    }
    for (const target of ['/search?q=maple', '/search/suggest?q=m', '/search']) {
      const { detail } = await getProblem(off, target, 404);
      assert.match(detail, /search\.engine/);
    }
    const { data, meta } = await getJson(off, '/posts?q=maple&lenient&limit=3');
    assert.deepEqual(data, (await getJson(off, '/posts?limit=3')).data);
    assert.equal(meta.warnings[0].code, 'search-is-off');
  });

  test('answers everything else', async () => {
    assert.equal((await getJson(off, '/')).links.search, undefined);
    assert.equal((await getJson(off, '/_ready')).search.state, 'off');
    assert.equal((await getJson(off, '/posts?q=')).data.length, 20);
    const headers = { Authorization: `Bearer ${tokens.token}` };
    const { body } = await ask(off, '/_metrics', { headers });
    assert.match(body, /^headmatter_search_ready 0$/m);
    assert.match(body, /^headmatter_searches_total\{result="off"\} 3$/m);
  });
});

test('the index shows in the metrics', async () => {
  const headers = { Authorization: `Bearer ${tokens.token}` };
  const { body } = await ask(server, '/_metrics', { headers });
  const value = (name) =>
    Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (.*)$`, 'm').exec(body)[1]);
  assert.equal(value('headmatter_search_ready'), 1);
  assert.ok(value('headmatter_search_documents{state="indexed"}') >= 64);
  assert.equal(value('headmatter_search_documents{state="waiting"}'), 0);
  assert.ok(value('headmatter_search_rows') >= 64);
  assert.ok(value('headmatter_searches_total{result="answered"}') > 100);
});

test('an edit is found as soon as the index has it', async (t) => {
  const own = await writeSite(files);
  const edited = await startServer(own.dir);
  t.after(async () => {
    await edited.stop();
    await own.remove();
  });
  await untilSearchable(edited);
  const look = () => getJson(edited, '/posts?q=sequoia&typos=false');
  assert.deepEqual((await look()).data, []);
  await writeFile(
    path.join(own.dir, 'content/posts/new.md'),
    page(['title: On sequoia', 'date: 2025-01-01'], 'The sequoia is new.'),
  );
  await until(async () => {
    const { data, meta } = await look();
    if (data.length > 0) return true;
    const known = await getJson(edited, '/posts?title=On%20sequoia');
    if (known.data.length > 0 && meta.search.behind === undefined)
      assert.equal((await look()).data.length, 1, 'found, or behind');
    return false;
  });
});
