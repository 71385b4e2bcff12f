// answers.test.mjs - what all answers have in common: validators, cache
// lifetimes, CORS, and errors that say what is wrong. The site is that of
// contract.test.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { page, siteFiles } from './contract-site.mjs';
import { assertValid, schemaOf } from './description.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem, readLinks } from './support.mjs';

const open = [];

/** A server of these files, until the end of the tests. */
async function serve(files) {
  const site = await writeSite(files);
  const server = await startServer(site.dir);
  open.push({ site, server });
  return server;
}

let server;

before(async () => {
  server = await serve(siteFiles);
});

after(async () => {
  for (const { site, server: opened } of open) {
    await opened.stop();
    await site.remove();
  }
});

const targets = [
  '/',
  '/posts',
  '/posts?limit=2&page=3',
  '/posts/alpha',
  '/posts/alpha?fields=slug',
  '/posts/alpha.md',
  '/recent',
  '/authors',
  '/authors/ana',
  '/authors/ana/posts',
  '/tags/c',
  '/pages/index?include=sections',
  '/data/settings',
  '/_all',
  '/_resolve?url=/docs',
];
const etagsOf = async (which) => {
  const answers = await Promise.all(targets.map((t) => ask(which, t)));
  return Object.fromEntries(
    targets.map((target, i) => [target, answers[i].headers.etag]),
  );
};
const changed = (before, now) => targets.filter((t) => before[t] !== now[t]);

describe('an entity tag', () => {
  test('is the same from every server of the same content', async () => {
    const backwards = Object.fromEntries(Object.entries(siteFiles).reverse());
    const other = await serve(backwards);
    assert.deepEqual(await etagsOf(other), await etagsOf(server));
  });

  test('differs from one answer to another', async () => {
    const tags = Object.values(await etagsOf(server));
    assert.ok(tags.every((tag) => /^"[^"]+"$/.test(tag)));
    assert.equal(new Set(tags).size, tags.length);
  });

  test('is the same while an answer shows the same, and only then', async () => {
    const without = (...names) =>
      Object.fromEntries(
        Object.entries(siteFiles).filter(
          ([file]) => !names.some((name) => file.endsWith(name)),
        ),
      );
    const variants = [
      siteFiles,
      without('delta.md'),
      without('undated-b.md', 'settings.yaml'),
      { ...siteFiles, 'content/authors/ana.json': '{"name": "Ana"}' },
      { ...siteFiles, 'content/posts/Beta.md': page(['title: Beta']) },
      { ...siteFiles, 'content/posts/z.md': page(['title: Z', 'tags: c']) },
    ];
    const queries = ['', '?pretty', '?envelope=false', '?include=text&lenient'];
    const shapes = ['?fields=slug', '?fields=title', '?fields=-date'];
    const lists = ['/posts', '/recent', '/authors', '/tags', '/pages', '/_all'];
    const orders = ['?limit=3', '?limit=3&page=2', '?page=9', '?sort=title'];
    const asked = [
      ...lists.flatMap((list) =>
        [...queries, ...shapes, ...orders].map((query) => list + query),
      ),
      ...['/posts?limit=0', '/posts?page=8', '/tags/c/posts', '/tags/c'],
      ...['/posts/alpha', '/posts/notes', '/authors/ana'].flatMap((item) =>
        queries.map((query) => item + query),
      ),
    ];
    const met = new Map();
    for (const variant of variants) {
      const other = await serve(variant);
      for (const target of asked) {
        const { headers, body, status } = await ask(other, target);
        assert.equal(status, 200, target);
        const shown = [body, headers.link, headers['x-total-count']].join();
        const byTag = `${target} ${headers.etag}`;
        const byBytes = `${target} ${shown}`;
        assert.equal(met.get(byTag) ?? shown, shown, byTag);
        assert.equal(met.get(byBytes) ?? headers.etag, headers.etag, target);
        met.set(byTag, shown).set(byBytes, headers.etag);
      }
    }
  });

  test('changes with a person, wherever their posts or they are shown', async () => {
    const other = await serve({
      ...siteFiles,
      'content/authors/ana.json': JSON.stringify({
        name: 'Ana Gómez',
        role: 'Editor',
      }),
    });
    const same = [
      '/posts?limit=2&page=3',
      '/posts/alpha.md',
      '/tags/c',
      '/data/settings',
      '/_resolve?url=/docs',
    ];
    assert.deepEqual(
      changed(await etagsOf(server), await etagsOf(other)),
      targets.filter((target) => !same.includes(target)),
    );
  });

  test('changes with the neighbours that an item links to', async () => {
    const other = await serve({
      ...siteFiles,
      'content/posts/newest.md': page(['title: Newest', 'date: 2025-01-01']),
    });
    const before = await ask(server, '/posts/v1.2');
    const now = await ask(other, '/posts/v1.2');
    assert.equal(before.json().links.next, null);
    assert.equal(now.json().links.next, '/posts/newest');
    assert.notEqual(now.headers.etag, before.headers.etag);
    const far = '/posts/dangling';
    assert.equal(
      (await ask(other, far)).headers.etag,
      (await ask(server, far)).headers.etag,
    );
  });

  test('stays where a file changes that the answer does not show', async () => {
    const other = await serve({
      ...siteFiles,
      'content/data/settings.yaml': 'colour: blue\n',
    });
    assert.deepEqual(changed(await etagsOf(server), await etagsOf(other)), [
      '/',
      '/data/settings',
      '/_all',
    ]);
  });
});

describe('If-None-Match', () => {
  const status = async (target, value) => {
    const answer = await ask(server, target, {
      headers: { 'If-None-Match': value },
    });
    assert.equal(answer.body === '', answer.status === 304);
    return answer.status;
  };

  for (const target of ['/posts', '/posts/alpha', '/posts/alpha.md']) {
    test(`of ${target} is a list, compared weakly, or a star`, async () => {
      const { etag } = (await ask(server, target)).headers;
      assert.equal(await status(target, etag), 304);
      assert.equal(await status(target, `W/${etag}`), 304);
      assert.equal(await status(target, `"a", "b,c" , ${etag}`), 304);
      assert.equal(await status(target, `"a",W/${etag},"b"`), 304);
      assert.equal(await status(target, '*'), 304);
      assert.equal(await status(target, '"a", "b"'), 200);
      assert.equal(await status(target, etag.slice(1, -1)), 200);
      assert.equal(await status(target, `"x${etag.slice(1)}`), 200);
      assert.equal(await status(target, ''), 200);
    });
  }

  test('is known with the coding that a proxy has added', async () => {
    const { etag } = (await ask(server, '/posts')).headers;
    const sent = (suffix) => `${etag.slice(0, -1)}${suffix}"`;
    for (const suffix of ['-gzip', '-br', ';gzip', ';br', '--gzip', '-zstd'])
      assert.equal(await status('/posts', sent(suffix)), 304, suffix);
    assert.equal(await status('/posts', `W/${sent('-gzip')}`), 304);
    assert.equal(await status('/posts', sent('-other')), 200);
  });

  test('in If-Match is the only one that gets the answer', async () => {
    const { etag } = (await ask(server, '/posts')).headers;
    const answer = (tag, more) =>
      ask(server, '/posts', { headers: { 'If-Match': tag, ...more } });
    for (const tag of [etag, '*', `"a", ${etag}`])
      assert.equal((await answer(tag)).status, 200, tag);
    for (const tag of ['"nope"', `W/${etag}`, '"a", "b"']) {
      const { status: code, headers, ...rest } = await answer(tag);
      assert.equal(code, 412, tag);
      assert.equal(rest.json().type, '/_problems/precondition-failed');
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal('cdn-cache-control' in headers, false);
    }
    /* It comes before If-None-Match, and after what is no 200 anyway. */
    assert.equal((await answer(etag, { 'If-None-Match': etag })).status, 304);
    assert.equal((await answer('"x"', { 'If-None-Match': '*' })).status, 412);
    const gone = { headers: { 'If-Match': '"x"' } };
    assert.equal((await ask(server, '/posts/nowhere', gone)).status, 404);
  });

  test('on HEAD is the same', async () => {
    const { etag } = (await ask(server, '/posts')).headers;
    const options = { method: 'HEAD', headers: { 'If-None-Match': etag } };
    assert.equal((await ask(server, '/posts', options)).status, 304);
  });

  test('makes an answer of validators alone', async () => {
    const whole = await ask(server, '/posts');
    const { headers } = await ask(server, '/posts', {
      headers: { 'If-None-Match': '*' },
    });
    for (const name of ['etag', 'cache-control', 'access-control-allow-origin'])
      assert.equal(headers[name], whole.headers[name]);
    assert.ok('date' in headers);
    assert.equal('content-length' in headers, false);
  });

  test('does not make a 304 of an error', async () => {
    assert.equal(await status('/posts/nowhere', '*'), 404);
    assert.equal(await status('/posts?limit=x', '*'), 400);
  });

  test('is not helped by If-Modified-Since', async () => {
    const date = new Date(Date.now() + 1e9).toUTCString();
    const headers = { 'If-Modified-Since': date };
    const answer = await ask(server, '/posts', { headers });
    assert.equal(answer.status, 200);
    assert.equal('last-modified' in answer.headers, false);
  });
});

describe('a cache', () => {
  test('of a CDN may keep content a minute, errors ten seconds', async () => {
    for (const target of targets) {
      const { headers } = await ask(server, target);
      assert.equal(
        headers['cache-control'],
        'public, max-age=0, s-maxage=60, stale-if-error=86400',
      );
      assert.equal(
        headers['cdn-cache-control'],
        'max-age=60, stale-while-revalidate=300, stale-if-error=86400',
      );
    }
    for (const target of ['/nowhere', '/posts?limit=x', '/%zz']) {
      const { headers } = await ask(server, target);
      assert.match(headers['cache-control'], /max-age=0, s-maxage=10$/);
      assert.equal(headers['cdn-cache-control'], 'max-age=10');
    }
  });

  test('may not keep what probes ask', async () => {
    for (const target of ['/_live', '/_ready']) {
      const { headers } = await ask(server, target);
      assert.equal(headers['cache-control'], 'no-store');
    }
  });
});

describe('pages of other origins', () => {
  const asking = { Origin: 'https://front.example' };

  test('may read every answer and its headers', async () => {
    const errors = [
      '/nowhere',
      '/posts?limit=x',
      '/%zz',
      `/${'a'.repeat(9000)}`,
    ];
    for (const target of [...targets, ...errors, '/_live', '/posts/slashed']) {
      const { headers } = await ask(server, target, { headers: asking });
      assert.equal(headers['access-control-allow-origin'], '*', target);
      const exposed = headers['access-control-expose-headers'].split(', ');
      for (const name of [
        'ETag',
        'Link',
        'X-Total-Count',
        'X-Warnings',
        'Content-Location',
      ])
        assert.ok(exposed.includes(name), `${target}: ${name}`);
    }
    for (const method of ['DELETE', 'POST']) {
      const answer = await ask(server, '/posts', { method, headers: asking });
      assert.equal(answer.status, 405);
      assert.equal(answer.headers['access-control-allow-origin'], '*');
    }
  });

  test('are told before what they may send', async () => {
    const answer = await ask(server, '/posts', {
      method: 'OPTIONS',
      headers: {
        ...asking,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'if-none-match, authorization',
      },
    });
    assert.equal(answer.status, 204);
    assert.equal(answer.body, '');
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    const allowed = (name) =>
      answer.headers[`access-control-allow-${name}`].toLowerCase().split(', ');
    assert.ok(allowed('methods').includes('get'));
    assert.ok(allowed('headers').includes('authorization'));
    assert.ok(
      allowed('headers').some((name) => ['*', 'if-none-match'].includes(name)),
    );
    assert.equal(answer.headers['access-control-max-age'], '86400');
  });

  test('need not ask: OPTIONS says what is allowed', async () => {
    for (const target of ['/', '/posts', '/posts/alpha', '/nowhere']) {
      const answer = await ask(server, target, { method: 'OPTIONS' });
      assert.equal(answer.status, 204);
      assert.equal(answer.headers.allow, 'GET, HEAD, OPTIONS');
    }
  });
});

describe('Link', () => {
  test('leads every answer to the description', async () => {
    for (const target of [...targets, '/nowhere', '/_live']) {
      const { headers } = await ask(server, target);
      assert.equal(readLinks(headers.link)['service-desc'], '/openapi.json');
    }
  });

  test('leads an item to its neighbours', async () => {
    const { headers, json } = await ask(server, '/posts/notes');
    const { prev, next } = readLinks(headers.link);
    assert.deepEqual([prev, next], [json().links.previous, json().links.next]);
  });
});

describe('an error', () => {
  const errors = async (target) =>
    (await getProblem(server, target, 400)).errors.map(
      ({ parameter, code, suggestion }) => [parameter, code, suggestion],
    );

  test('is a problem with an address that explains it', async () => {
    const cases = {
      '/nowhere': 404,
      '/posts/nowhere': 404,
      '/posts?limit=x': 400,
      '/posts/%zz': 400,
    };
    for (const [target, status] of Object.entries(cases)) {
      const problem = await getProblem(server, target, status);
      assertValid(schemaOf('Problem'), problem, target);
      assert.equal(problem.instance, target);
      const { data } = (await ask(server, problem.type)).json();
      assert.deepEqual([data.status, data.title], [status, problem.title]);
    }
  });

  test('names everything that is wrong at once', async () => {
    assert.deepEqual(
      await errors('/posts?limt=1&page=0&sort=datee&include=htm&pretty=maybe'),
      [
        // First what is wrong whatever the content is.
        ['page', 'invalid-number', undefined],
        ['include', 'unknown-include', 'html'],
        ['pretty', 'invalid-flag', undefined],
        ['limt', 'unknown-parameter', 'limit'],
        ['sort', 'unknown-sort-field', 'sort=date'],
      ],
    );
  });

  test('names the maximum that was passed', async () => {
    const problem = await getProblem(server, '/posts?limit=1001', 400);
    assert.equal(problem.errors[0].maximum, 1000);
    assert.equal((await ask(server, '/posts?limit=1000')).status, 200);
    for (const limit of [
      '-1',
      '1.5',
      '',
      '1e3',
      '0x10',
      '99999999999999999999',
    ])
      await getProblem(server, `/posts?limit=${limit}`, 400);
  });

  test('is made of a parameter that stands twice', async () => {
    for (const name of ['limit', 'page', 'envelope', 'pretty']) {
      assert.deepEqual(await errors(`/posts?${name}=1&${name}=1`), [
        [name, 'repeated-parameter', undefined],
      ]);
    }
  });

  test('is not made of what advertisers add', async () => {
    const plain = await ask(server, '/posts');
    for (const query of [
      'utm_source=a&utm_medium=b',
      'utm_source=a&utm_source=a',
      'gclid=1',
      'fbclid=1',
      'msclkid=1',
      '_=1700000000',
      '&&',
      '',
    ]) {
      const answer = await ask(server, `/posts?${query}`);
      assert.equal(answer.body, plain.body, query);
      assert.equal(answer.headers.etag, plain.headers.etag);
    }
    assert.deepEqual((await getJson(server, '/posts?gclidd=1')).data, []);
  });

  test('is made of bad encoding', async () => {
    for (const path of ['%', '%4', '%zz', '%c3%28', '%ff', '%ed%a0%80'])
      await getProblem(server, `/posts/${path}`, 400);
    for (const value of ['%', '%4', '%zz', '%c3%28']) {
      const [[parameter, code]] = await errors(`/posts?fields=${value}`);
      assert.deepEqual([parameter, code], ['fields', 'bad-encoding']);
    }
  });

  test('is made of a target from 8193 bytes on', async () => {
    const head = '/posts?utm_source=';
    const target = head + 'a'.repeat(8192 - head.length);
    assert.equal((await ask(server, target)).status, 200);
    await getProblem(server, `${target}a`, 414);
    await getProblem(server, `/${'a'.repeat(8192)}`, 414);
  });

  test('404 suggests what is near', async () => {
    const near = {
      '/posts/aplha': '/posts/alpha',
      '/posts/guides/deep%20dives': '/posts/guides/deep%20dive',
      '/post': '/posts',
      '/recnet': '/recent',
      '/recipe': '/recipes',
      '/authors/anna': '/authors/ana',
      '/pages/alpha': '/posts/alpha',
    };
    for (const [target, suggestion] of Object.entries(near)) {
      const { suggestions } = await getProblem(server, target, 404);
      assert.ok(suggestions.includes(suggestion), `${target}: ${suggestions}`);
      assert.equal((await ask(server, suggestion)).status, 200);
    }
    const far = await getProblem(server, '/posts/entirely-unlike', 404);
    assert.equal('suggestions' in far, false);
  });

  test('is kept by caches only if it follows from the address', async () => {
    const cacheControl = async (target, options) =>
      (await ask(server, target, options)).headers['cache-control'];
    const short = 'public, max-age=0, s-maxage=10';
    assert.equal(await cacheControl('/posts/entirely-unlike'), short);
    assert.equal(await cacheControl('/posts?limit=x'), short);
    assert.equal(await cacheControl('/%zz'), short);
    assert.equal(await cacheControl('/posts', { method: 'PUT' }), 'no-store');
    assert.equal(await cacheControl(`/${'a'.repeat(9000)}`), 'no-store');
    const headers = { 'X-A': 'a'.repeat(9000), 'X-B': 'b'.repeat(9000) };
    assert.equal(await cacheControl('/posts', { headers }), 'no-store');
  });

  test('does not repeat what was asked as anything but text', async () => {
    const { headers, body } = await ask(server, '/posts/"<script>\\');
    assert.equal(headers['content-type'], 'application/problem+json');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(JSON.parse(body).instance, '/posts/"<script>\\');
  });
});
