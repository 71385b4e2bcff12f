// proxies.test.mjs - a proxy that has removed the base path, and those who
// only say so. Every address of 127.0.0.0/8 is this machine's, so that a
// client can be the trusted proxy or a stranger.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runToEnd, startServer, writeSite } from './server.mjs';
import { ask, readLinks, until } from './support.mjs';

const proxy = '127.0.0.2';
const stranger = '127.0.0.3';

const files = {
  'posts/a.md': '---\ntitle: A\nauthor: Ana\ntags: [t]\n---\nA',
  'posts/b.md': '---\ntitle: B\naliases: [/posts/old]\n---\nB',
  'posts/c.md': '---\ntitle: C\nstatus: draft\n---\nC',
  // A collection that is called like the base path.
  'api/x.md': '---\ntitle: X\n---\nX',
};
const prefixed = (prefix) => ({ 'X-Forwarded-Prefix': prefix });

/** What an answer consists of, but for what differs from moment to moment. */
const essence = ({ status, headers, body }) => {
  const { date, 'x-request-id': id, ...others } = headers;
  assert.ok(date);
  return { status, headers: others, body };
};

/** The `Vary` of an answer that depends on these fields. */
const varied = ({ status }, ...fields) => {
  const may = [200, 304].includes(status) ? ['Accept-Encoding'] : [];
  return [...may, ...fields].join(', ') || undefined;
};

describe('X-Forwarded-Prefix', () => {
  let site;
  let server;
  before(async () => {
    site = await writeSite(files);
    server = await startServer(site.dir, {
      options: [
        ...['--base-path', '/api', '--access-log', 'json'],
        ...['--public-url', 'https://example.org'],
        ...['--trusted-proxies', '::1', '--trusted-proxies', `${proxy}/32`],
      ],
    });
  });
  after(async () => {
    await server?.stop();
    await site.remove();
  });

  const targets = [
    '/',
    '/posts',
    '/posts/',
    '/posts?limit=1',
    '/posts/a',
    '/posts/a.md',
    '/posts/old?pretty',
    '/posts.ndjson',
    '/posts.csv',
    '/posts.atom',
    '/feed.xml',
    '/recent',
    '/authors/ana/posts',
    '/openapi.json',
    '/openapi.yaml',
    '/_problems/not-found',
    '/_resolve?url=/posts/a',
    '/posts/aa',
    '/pots',
    '/posts?limt=1',
    '/posts/%zz',
    '/_diagnostics',
  ];
  for (const target of targets) {
    test(`of a proxy makes ${target} what is below the base path`, async () => {
      const whole = await ask(server, `/api${target}`, { from: proxy });
      for (const prefix of ['/api', '/api/']) {
        const headers = prefixed(prefix);
        const stripped = await ask(server, target, { from: proxy, headers });
        assert.deepEqual(essence(stripped), essence(whole));
      }
      assert.equal(whole.headers.vary, varied(whole, 'X-Forwarded-Prefix'));
    });
  }

  test('leaves links, redirects and the description with it', async () => {
    const of = (target) =>
      ask(server, target, { from: proxy, headers: prefixed('/api') });
    const page = await of('/posts?limit=1');
    assert.equal(page.status, 200);
    assert.match(page.json().links.next, /^\/api\/posts\?/);
    const item = (await of('/posts/a')).json();
    assert.equal(item.links.self, '/api/posts/a');
    assert.equal(item.data.author.href, '/api/authors/ana');
    const bare = await of('/posts?limit=1&envelope=false');
    assert.match(readLinks(bare.headers.link).next, /^\/api\/posts\?/);
    const moved = await of('/posts/old?pretty');
    assert.equal(moved.status, 308);
    assert.equal(moved.headers.location, '/api/posts/b?pretty');
    const { servers } = (await of('/openapi.json')).json();
    assert.equal(servers[0].url, '/api');
    const missing = (await of('/posts/aa')).json();
    assert.equal(missing.instance, '/api/posts/aa');
    assert.match(missing.detail, /'\/api\/posts\/aa'/);
    assert.equal((await of('/posts/c')).status, 404);
  });

  test('names what was removed, even if the rest begins the same', async () => {
    const headers = prefixed('/api');
    const of = async (target, options) =>
      (await ask(server, target, { from: proxy, ...options })).status;
    assert.equal(await of('/api/x', { headers }), 200);
    assert.equal(await of('/api/x'), 404);
    assert.equal(await of('/api/posts/a', { headers }), 404);
    assert.equal(await of('/api/posts/a'), 200);
    // A proxy that removes nothing may pass on the field of a client.
    for (const target of ['/api/x', '/api/posts/a']) {
      const answer = await ask(server, target, { from: proxy, headers });
      assert.equal(answer.headers['cache-control'], 'no-store');
    }
  });

  test('of anybody else changes nothing', async () => {
    for (const from of [stranger, '127.0.0.1', '127.0.0.22']) {
      for (const target of ['/posts', '/', '/api/posts', '/api/x', '/_live']) {
        const plain = await ask(server, target, { from });
        const headers = prefixed('/api');
        const answer = await ask(server, target, { from, headers });
        assert.deepEqual(essence(answer), essence(plain));
        assert.equal(answer.headers.vary, varied(answer));
      }
      assert.equal((await ask(server, '/posts', { from })).status, 404);
    }
  });

  const wrong = [
    '',
    '/',
    '//',
    'api',
    '/API',
    '/api//',
    '/api/x',
    '/ap',
    '/%61pi',
    '/api, /api',
    '/evil"><script>',
    '//evil.example',
    'https://evil.example/api',
    '/api?x',
    '/../api',
    `/${'a'.repeat(5000)}`,
    ['/api', '/api'],
    ['/evil', '/api'],
  ];
  for (const prefix of wrong) {
    test(`of ${JSON.stringify(prefix).slice(0, 40)} is ignored`, async () => {
      const options = { from: proxy, headers: prefixed(prefix) };
      const outside = await ask(server, '/posts', options);
      assert.equal(outside.status, 404);
      assert.match(outside.json().detail, /^The API is at '\/api\/'\.$/);
      const inside = await ask(server, '/api/posts', options);
      const plain = await ask(server, '/api/posts', { from: proxy });
      assert.equal(inside.status, 200);
      assert.equal(inside.body, plain.body);
      for (const answer of [outside, inside]) {
        const { body, headers } = answer;
        // Longer than any digits of a random identifier.
        assert.doesNotMatch(JSON.stringify(headers) + body, /evil|a{33}|script/);
        // A cache does not have the field in its key, and it may have been a
        // client's: nobody else may get this answer.
        assert.equal(headers['cache-control'], 'no-store');
        assert.equal(headers['cdn-cache-control'], undefined);
        assert.equal(headers.vary, varied(answer, 'X-Forwarded-Prefix'));
      }
    });
  }

  test('is missed by no cache', async () => {
    const of = async (target, headers = {}) =>
      (await ask(server, target, { from: proxy, headers })).headers;
    assert.equal((await of('/posts'))['cache-control'], 'no-store');
    for (const answer of [
      await of('/api/posts'),
      await of('/posts', prefixed('/api')),
    ])
      assert.match(answer['cache-control'], /max-age=/);
    const { etag } = await of('/posts', prefixed('/api'));
    const again = await ask(server, '/posts', {
      from: proxy,
      headers: { ...prefixed('/api'), 'If-None-Match': etag },
    });
    assert.equal(again.status, 304);
    assert.equal(again.headers.vary, varied(again, 'X-Forwarded-Prefix'));
  });

  test('leaves the access log with what was sent', async () => {
    const headers = prefixed('/api');
    await ask(server, '/posts?limit=7', { from: proxy, headers });
    const line = await until(() =>
      server.output.stderr.split('\n').find((one) => /limit=7.*}$/.test(one)),
    );
    const record = JSON.parse(line);
    assert.equal(record.target, '/posts?limit=7');
    assert.equal(record.client, proxy);
    assert.equal(record.status, 200);
  });

  test('comes with an id and the client, which are logged', async () => {
    const headers = {
      'X-Forwarded-For': '9.9.9.9, 192.0.2.1',
      'X-Request-Id': 'an-id.1',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      Referer: 'https://example.org/?preview=a.1.secret',
      'User-Agent': 'Tester/1 "x"',
    };
    const logged = async (from, id) => {
      const sent = { ...headers, 'X-Request-Id': id };
      const answer = await ask(server, '/api/posts', { from, headers: sent });
      const lines = () => server.output.stderr.split('\n');
      const named = `"request_id":"${answer.headers['x-request-id']}"`;
      const line = await until(() =>
        lines().find((one) => one.includes(named) && one.endsWith('}')),
      );
      return JSON.parse(line);
    };
    const ofProxy = await logged(proxy, 'an-id.1');
    assert.equal(ofProxy.client, '192.0.2.1');
    assert.equal(ofProxy.request_id, 'an-id.1');
    assert.equal(ofProxy.traceparent, headers.traceparent);
    assert.equal(ofProxy.referer, 'https://example.org/?preview=a.1');
    assert.equal(ofProxy.user_agent, headers['User-Agent']);
    const ofStranger = await logged(stranger, 'not an id');
    assert.equal(ofStranger.client, stranger);
    assert.match(ofStranger.request_id, /^[0-9a-f]{32}$/);
  });

  test('is all that is believed: no answer has a scheme or host', async () => {
    const headers = {
      Host: 'host.example',
      Forwarded: 'for=192.0.2.1;host=evil.example;proto=https',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Port': '8443',
      'X-Forwarded-For': '192.0.2.1',
    };
    for (const target of targets) {
      const plain = await ask(server, `/api${target}`, { from: proxy });
      const answer = await ask(server, `/api${target}`, {
        from: proxy,
        headers,
      });
      assert.deepEqual(essence(answer), essence(plain), target);
      const seen = JSON.stringify(answer.headers) + answer.body;
      assert.doesNotMatch(seen, /evil\.example|host\.example|192\.0\.2\.1/);
    }
  });
});

describe('trusted proxies', () => {
  const served = async (options, use) => {
    const site = await writeSite(files);
    try {
      const server = await startServer(site.dir, { options });
      try {
        await use(server);
      } finally {
        await server.stop();
      }
    } finally {
      await site.remove();
    }
  };

  test('are none by default', async () => {
    await served(['--base-path', '/api'], async (server) => {
      for (const from of ['127.0.0.1', proxy]) {
        const headers = prefixed('/api');
        const answer = await ask(server, '/posts', { from, headers });
        assert.equal(answer.status, 404);
      }
    });
  });

  test('change nothing without a base path', async () => {
    const options = ['--trusted-proxies', '127.0.0.0/8'];
    await served(options, async (server) => {
      const plain = await ask(server, '/posts', { from: stranger });
      for (const prefix of ['/api', '/', '']) {
        const headers = prefixed(prefix);
        const answer = await ask(server, '/posts', { from: proxy, headers });
        assert.deepEqual(essence(answer), essence(plain));
      }
      assert.equal(plain.headers.vary, varied(plain));
    });
  });

  test('can be a network, and go with a list of origins', async () => {
    const options = [
      ...['--trusted-proxies', '127.0.0.2/31', '--base-path', '/api'],
      ...['--cors-origins', 'https://a.example'],
    ];
    await served(options, async (server) => {
      const headers = prefixed('/api');
      const statuses = [];
      for (const last of [1, 2, 3, 4]) {
        const from = `127.0.0.${last}`;
        const answer = await ask(server, '/posts', { from, headers });
        const more = answer.status === 200 ? ['X-Forwarded-Prefix'] : [];
        statuses.push(answer.status);
        assert.equal(answer.headers.vary, varied(answer, 'Origin', ...more));
      }
      assert.deepEqual(statuses, [404, 200, 200, 404]);
    });
  });

  test('are checked, and the message says what to write', async () => {
    for (const [text, hint] of [
      ['localhost'],
      ['127.0.0.1:80'],
      ['10.0.0.1/8', /first address, such as 10\.0\.0\.0\/8/],
    ]) {
      const args = ['serve', '--trusted-proxies', text, '.'];
      const { stderr, code } = await runToEnd(args);
      assert.equal(code, 2);
      assert.match(stderr, /--trusted-proxies takes IP addresses or networks/);
      assert.ok(stderr.includes(`not '${text}'`), stderr);
      if (hint) assert.match(stderr, hint);
    }
  });
});
