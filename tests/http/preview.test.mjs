// preview.test.mjs - what is not published, for those who may see it.
//
// That nobody else does is in unpublished.test.mjs. Signatures are made here
// by Node's own functions: whoever has a token can make a link without asking.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { page } from './contract-site.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, run, until } from './support.mjs';

const files = {
  'content/posts/out.md': page(
    ['title: Out', 'date: 2024-01-01', 'tags: [go]', 'author: Ana'],
    'See [the draft](draft.md).',
  ),
  'content/posts/draft.md': page(
    [
      'title: Draft',
      'date: 2024-02-01',
      'draft: true',
      'tags: [go, own]',
      'author: Zed',
    ],
    'Of the draft.',
  ),
  'content/posts/other.md': page([
    'title: Other draft',
    'date: 2024-02-02',
    'draft: true',
    'tags: [go, own]',
    'author: content/authors/zed.json',
    'mystery: 1',
  ]),
  'content/posts/older/out.md': page([
    'title: Wants the name of what is out',
    'date: 1999-01-01',
    'draft: true',
  ]),
  'content/posts/later.md': page(['title: Later', 'date: 2999-01-01']),
  'content/posts/past.md': page([
    'title: Past',
    'date: 2020-01-01',
    'expires_at: 2021-01-01',
  ]),
  'content/authors/zed.json': '{"name": "Zed", "draft": true, "bio": "Hush"}',
};

let site;
let tokens;
let server;

before(async () => {
  site = await writeSite(files);
  tokens = await writeTokens('lead');
  server = await startServer(site.dir, { options: ['--tokens', tokens.file] });
});

after(async () => {
  await server?.stop();
  await site?.remove();
  await tokens?.remove();
});

const bearer = (token = tokens.token) => ({
  headers: { Authorization: `Bearer ${token}` },
});
const see = async (target) => {
  const answer = await ask(server, target, bearer());
  assert.equal(answer.status, 200, `${target}: ${answer.body}`);
  assert.equal(answer.headers['cache-control'], 'private, no-store');
  return answer.json();
};
const slugsOf = ({ data }) => data.map(({ slug }) => slug);

describe('status', () => {
  const lists = {
    draft: ['other', 'draft', 'older/out'],
    scheduled: ['later'],
    expired: ['past'],
    'scheduled,expired': ['later', 'past'],
    'published,draft': ['other', 'draft', 'out', 'older/out'],
    all: ['later', 'other', 'draft', 'out', 'past', 'older/out'],
  };
  for (const [status, slugs] of Object.entries(lists)) {
    test(`${status} lists these, with a token`, async () => {
      const body = await see(`/posts?status=${status}`);
      assert.deepEqual(slugsOf(body), slugs);
      assert.equal(body.links.self, `/posts?status=${status}`);
      assert.equal(body.meta.pagination.total, slugs.length);
    });
  }

  test('published is for everybody, and the default', async () => {
    const answer = await ask(server, '/posts?status=published');
    assert.deepEqual(answer.json(), (await ask(server, '/posts')).json());
    assert.match(answer.headers['cache-control'], /^public/);
  });

  test('is a member of each document then, and a field', async () => {
    const { data, meta } = await see(
      '/posts?status=all&facets=status&sort=title',
    );
    assert.deepEqual(
      data.map(({ slug, status }) => [slug, status]),
      [
        ['draft', 'draft'],
        ['later', 'scheduled'],
        ['other', 'draft'],
        ['out', 'published'],
        ['past', 'expired'],
        ['older/out', 'draft'],
      ],
    );
    assert.deepEqual(
      meta.facets.status.map(({ value, count, href }) => [value, count, href]),
      [
        ['draft', 3, '/posts?status=draft'],
        ['expired', 1, '/posts?status=expired'],
        ['published', 1, '/posts?status=published'],
        ['scheduled', 1, '/posts?status=scheduled'],
      ],
    );
    const [plain] = (await ask(server, '/posts')).json().data;
    assert.equal('status' in plain, false);
  });

  test('is kept by the pages of a list', async () => {
    const met = [];
    for (let at = '/posts?status=all&limit=2'; at !== null;) {
      const body = await see(at);
      met.push(...slugsOf(body));
      at = body.links.next;
    }
    assert.deepEqual(met, lists.all);
  });

  test('shows an item, its body and its page', async () => {
    const { data } = await see('/posts/draft?status=draft');
    assert.equal(data.title, 'Draft');
    const body = await ask(server, '/posts/draft.md?status=all', bearer());
    assert.equal(body.body, 'Of the draft.\n');
    const found = await see('/_resolve?url=/posts/draft&status=all');
    assert.deepEqual(found.data, data);
    const stream = await ask(server, '/posts.ndjson?status=expired', bearer());
    assert.equal(JSON.parse(stream.body).slug, 'past');
  });

  test('hides what it does not name', async () => {
    for (const target of [
      '/posts/out?status=draft',
      '/posts/out.md?status=draft',
      '/_resolve?url=/posts/out&status=draft',
    ]) {
      const answer = await ask(server, target, bearer());
      assert.equal(answer.status, 404, target);
      assert.equal(answer.headers['cache-control'], 'private, no-store');
    }
  });

  test('leaves what is published its address', async () => {
    assert.equal((await see('/posts/out?status=all')).data.title, 'Out');
    assert.match((await see('/posts/older/out?status=all')).data.title, /^Want/);
  });

  test('counts and relates all that it shows', async () => {
    const { data } = await see('/tags?status=all');
    assert.deepEqual(
      data.map(({ slug, post_count: count }) => [slug, count]),
      [
        ['go', 3],
        ['own', 2],
      ],
    );
    const other = await see('/posts/other?status=all');
    assert.equal(other.data.author.bio, 'Hush');
    assert.equal(other.links.previous, '/posts/draft?status=all');
  });

  test('is kept by the links of an item', async () => {
    const target = '/posts/other?status=draft';
    const { headers } = await ask(server, target, bearer());
    const { links } = await see(target);
    assert.deepEqual(links, {
      self: '/posts/other?status=draft',
      collection: '/posts?status=draft',
      markdown: '/posts/other.md?status=draft',
      previous: '/posts/draft?status=draft',
      next: '/posts/later?status=all',
    });
    for (const href of Object.values(links)) {
      assert.equal((await ask(server, href, bearer())).status, 200, href);
      assert.equal((await ask(server, href)).status, 401, href);
    }
    for (const [, href] of headers.link.matchAll(/<(\/posts[^>]*)>/g))
      assert.ok(Object.values(links).includes(href), href);
    const out = await see('/posts/out?status=published,draft');
    assert.equal(out.links.self, '/posts/out?status=published,draft');
    const below = await see('/posts/draft?status=draft&fields=slug');
    assert.equal(below.links.previous, '/posts/out');
    const zed = await see('/authors/zed?status=all');
    assert.equal(zed.links.posts, '/authors/zed/posts?status=all');
    const plain = await ask(server, '/posts/out');
    assert.doesNotMatch(plain.body + plain.headers.link, /status=/);
  });

  test('is kept by what a 404 suggests, which is never itself', async () => {
    const suggestions = async (target) =>
      (await ask(server, target, bearer())).json().suggestions ?? [];
    assert.deepEqual(await suggestions('/posts/drafd?status=draft'), [
      '/posts/draft?status=draft',
    ]);
    assert.deepEqual(await suggestions('/posts/out?status=draft'), [
      '/posts/out',
    ]);
    assert.deepEqual(await suggestions('/posts/latr?status=draft'), [
      '/posts/later?status=all',
    ]);
  });

  test('takes a token that is known', async () => {
    const none = await ask(server, '/posts?status=draft');
    assert.equal(none.status, 401);
    assert.equal(none.headers['www-authenticate'], 'Bearer realm="headmatter"');
    assert.equal(none.headers['cache-control'], 'private, no-store');
    for (const token of ['x', '', `${tokens.token}x`, 'hm_']) {
      const answer = await ask(server, '/posts?status=all', bearer(token));
      assert.equal(answer.status, 401, token);
      assert.doesNotMatch(answer.body, /draft/i);
    }
    const wrong = await ask(server, '/posts?status=draft', bearer('wrong'));
    assert.match(wrong.headers['www-authenticate'], /error="invalid_token"/);
    const basic = await ask(server, '/posts?status=draft', {
      headers: { Authorization: `Basic ${tokens.token}` },
    });
    assert.equal(basic.status, 401);
    const lower = await ask(server, '/posts?status=draft', {
      headers: { Authorization: `bearer ${tokens.token}` },
    });
    assert.equal(lower.status, 200); // RFC 9110, 11.1
  });

  test('of another word is an error with a suggestion', async () => {
    const answer = await ask(server, '/posts?status=drafts', bearer());
    const [error] = answer.json().errors;
    assert.deepEqual([error.code, error.suggestion], ['invalid-value', 'draft']);
  });

  test('is not what a token changes by itself', async () => {
    const plain = await ask(server, '/posts');
    const held = await ask(server, '/posts', bearer());
    assert.equal(held.body, plain.body);
    assert.equal(held.headers['cache-control'], plain.headers['cache-control']);
  });
});

describe('a preview link', () => {
  const nowS = () => Math.floor(Date.now() / 1000);
  const sign = (id, expires, token = tokens.token) =>
    createHmac('sha256', createHash('sha256').update(token).digest())
      .update(`preview\n${expires}\n${id}`)
      .digest('base64url');
  const link = (id, expires = nowS() + 60, name = 'lead') =>
    `/${id}?preview=${name}.${expires}.${sign(id, expires)}`;

  test('as the command prints it opens its document', async () => {
    const { stdout } = await run([
      'preview-link',
      'posts/draft',
      '--for',
      '10m',
      '--tokens',
      tokens.file,
      site.dir,
    ]);
    const answer = await ask(server, stdout.trim());
    assert.equal(answer.status, 200, answer.body);
    assert.equal(answer.json().data.title, 'Draft');
    assert.equal(answer.headers['cache-control'], 'private, no-store');
    const expires = Number(/preview=lead\.(\d+)\./.exec(stdout)[1]);
    assert.ok(Math.abs(expires - nowS() - 600) < 30);
  });

  test('can be made by who has the token', async () => {
    const answer = await ask(server, link('posts/draft'));
    assert.equal(answer.status, 200, answer.body);
    const body = await ask(server, link('posts/draft').replace('?', '.md?'));
    assert.equal(body.body, 'Of the draft.\n');
  });

  test('opens nothing else', async () => {
    const query = link('posts/draft').slice('/posts/draft'.length);
    for (const target of [
      '/posts/other',
      '/posts/other.md',
      '/posts',
      '/posts.ndjson',
      '/recent',
      '/_all',
      '/_diagnostics',
      '/_resolve',
      '/posts/draft/posts',
      '/authors/zed',
      '/tags/own',
    ]) {
      const answer = await ask(server, target + query);
      assert.equal(answer.status, 403, target);
      assert.equal(answer.headers['cache-control'], 'private, no-store');
    }
    const both = await ask(server, `${link('posts/draft')}&status=all`);
    assert.equal(both.status, 400);
  });

  test('shows around its document what everybody sees', async () => {
    const all =
      'author,authors,tags,previous,next,related,backlinks,sections,' +
      'front_matter,mdast';
    const { body } = await ask(
      server,
      `${link('posts/other')}&include=${all},tags.posts,tags.post_count`,
    );
    const { data, links } = JSON.parse(body);
    assert.equal(data.title, 'Other draft');
    assert.doesNotMatch(body, /Hush|"Draft"|posts\/draft/);
    const gone = { path: 'content/authors/zed.json', missing: true };
    assert.deepEqual([data.author, data.authors], [gone, [gone]]);
    assert.deepEqual([data.previous, data.next], [null, null]);
    assert.deepEqual([links.previous, links.next], [null, null]);
    assert.deepEqual(
      data.tags.map(({ slug, post_count: count }) => [slug, count]),
      [
        ['go', 1],
        ['own', undefined],
      ],
    );
    assert.deepEqual(slugsOf({ data: data.tags[0].posts }), ['out']);
  });

  test('shows an author who is a draft as a mere name', async () => {
    const { data } = (await ask(server, link('posts/draft'))).json();
    assert.deepEqual(data.author, {
      slug: 'zed',
      name: 'Zed',
      href: '/authors/zed',
    });
    assert.deepEqual(data.authors, [data.author]);
    const some = `${link('posts/draft')}&fields=author.name`;
    assert.deepEqual((await ask(server, some)).json().data, {
      author: { name: 'Zed' },
    });
  });

  test('shows no neighbours', async () => {
    const some = `${link('posts/draft')}&fields=previous.slug,next.slug`;
    const { data, links } = (await ask(server, some)).json();
    assert.deepEqual(data, { previous: null, next: null });
    assert.deepEqual([links.previous, links.next], [null, null]);
  });

  test('ends, and cannot be made to last', async () => {
    const ended = nowS() - 1;
    const late = await ask(server, link('posts/draft', ended));
    assert.equal(late.status, 403);
    assert.match(late.json().detail, /expired/);
    const longer = link('posts/draft', ended).replace(
      `.${ended}.`,
      `.${ended + 1000}.`,
    );
    assert.match((await ask(server, longer)).json().detail, /another document/);
    for (const nonsense of ['x', 'a.b.c', '..', `lead.${nowS()}`, '%00']) {
      const answer = await ask(server, `/posts/draft?preview=${nonsense}`);
      assert.ok([400, 403, 404].includes(answer.status), nonsense);
      assert.doesNotMatch(answer.body, /Draft/);
    }
  });

  test('opens what has been published meanwhile, too', async () => {
    const answer = await ask(server, link('posts/out'));
    assert.equal(answer.json().data.status, 'published');
  });

  test('to what is not there is a 404 like any other', async () => {
    const answer = await ask(server, link('posts/drafd'));
    assert.equal(answer.status, 404);
    assert.equal(answer.json().suggestions, undefined);
  });
});

describe('a preview link', () => {
  const pages = {
    'posts/tr.md': page(['title: T', 'date: 2024-01-01']),
    'posts/tr.fr.md': page(['title: Hush', 'date: 2024-01-01', 'draft: true']),
    'posts/a.md': page(
      ['title: A', 'draft: true'],
      '[out](out.md#x) [other draft](other.md) [none](none.md)',
    ),
    'posts/other.md': page(['title: Hush', 'slug: hush', 'draft: true']),
    'posts/out.md': page(['title: Out', 'slug: is-out', 'date: 2024-01-01']),
  };
  const nowS = () => Math.floor(Date.now() / 1000);
  const day = 24 * 3600;
  let translated;
  let live;
  const linkTo = (id, expires = nowS() + 60) => {
    const key = createHash('sha256').update(tokens.token).digest();
    const signature = createHmac('sha256', key)
      .update(`preview\n${expires}\n${id}`)
      .digest('base64url');
    return `preview=lead.${expires}.${signature}`;
  };
  before(async () => {
    translated = await writeSite(pages);
    live = await startServer(translated.dir, {
      options: ['--tokens', tokens.file],
    });
  });
  after(async () => {
    await live?.stop();
    await translated?.remove();
  });

  for (const suffix of ['', '.md', '.html', '.txt'])
    for (const locale of ['fr', 'fr,*', 'de'])
      test(`opens no translation${suffix} for ${locale}`, async () => {
        const answer = await ask(
          live,
          `/posts/tr${suffix}?locale=${locale}&${linkTo('posts/tr')}`,
        );
        assert.equal(answer.status, 200, answer.body);
        assert.doesNotMatch(answer.body, /Hush/);
        assert.equal(answer.headers['content-location'], undefined);
      });

  test('leads to published documents only', async () => {
    const html =
      '<p><a href="/posts/is-out#x">out</a> ' +
      '<a href="other.md">other draft</a> <a href="none.md">none</a></p>\n';
    const item = await ask(live, `/posts/a?${linkTo('posts/a')}`);
    assert.equal(item.json().data.html, html);
    const body = await ask(live, `/posts/a.html?${linkTo('posts/a')}`);
    assert.equal(body.body, html);
    const held = await ask(live, '/posts/a.html?status=all', bearer());
    assert.match(held.body, /href="\/posts\/hush"/);
  });

  test('is in no Referer', async () => {
    const answer = await ask(live, `/posts/a.html?${linkTo('posts/a')}`);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer');
  });

  test('is good for a year and no longer', async () => {
    const year = linkTo('posts/a', nowS() + 366 * day - 60);
    assert.equal((await ask(live, `/posts/a?${year}`)).status, 200);
    for (const end of [nowS() + 367 * day, '9'.repeat(15)]) {
      const answer = await ask(live, `/posts/a?${linkTo('posts/a', end)}`);
      assert.equal(answer.status, 403);
      assert.match(answer.json().detail, /more than 366 days/);
    }
  });
});

describe('the diagnostics', () => {
  test('are for those who have a token', async () => {
    assert.equal((await ask(server, '/_diagnostics')).status, 401);
    const { data, meta } = await see('/_diagnostics');
    const count = (severity) =>
      data.filter((fault) => fault.severity === severity).length;
    assert.deepEqual(meta, {
      read_as: 'plain folder',
      documents: 7,
      errors: 0,
      warnings: count('warning'),
      notices: count('notice'),
    });
    assert.ok(data.some(({ code }) => code === 'slug-taken'));
    for (const fault of data)
      assert.deepEqual(Object.keys(fault), [
        'severity',
        'code',
        'path',
        'line',
        'column',
        'message',
        'hint',
        'more',
      ]);
  });
});

describe('without a file of tokens', () => {
  test('nobody sees more, and is told why', async () => {
    const bare = await startServer(site.dir);
    try {
      for (const target of [
        '/posts?status=all',
        '/posts/draft?preview=a.1.b',
        '/_diagnostics',
      ]) {
        const answer = await ask(bare, target, bearer());
        assert.equal(answer.status, 403, target);
        assert.match(answer.json().detail, /no token file/);
      }
    } finally {
      await bare.stop();
    }
  });

  test('who reads the files themselves needs none', async () => {
    const { stdout } = await run(['get', '/posts?status=draft', site.dir]);
    assert.deepEqual(slugsOf(JSON.parse(stdout)), [
      'other',
      'draft',
      'older/out',
    ]);
  });
});

describe('the file of tokens', () => {
  test('is for its owner alone, and holds no token', async () => {
    assert.equal((await stat(tokens.file)).mode & 0o777, 0o600);
    const text = await readFile(tokens.file, 'utf8');
    assert.equal(
      text,
      `lead:${createHash('sha256').update(tokens.token).digest('hex')}\n`,
    );
  });

  test('is read again when it is written', async () => {
    const own = await writeTokens('first');
    const live = await startServer(site.dir, {
      options: ['--tokens', own.file],
    });
    const statusOf = async (token) =>
      (await ask(live, '/posts?status=all', bearer(token))).status;
    const becomes = (token, status) =>
      until(async () => (await statusOf(token)) === status);
    try {
      assert.equal(await statusOf(own.token), 200);
      const { stdout } = await run(['token', 'second', '--tokens', own.file]);
      await becomes(stdout.trim(), 200);
      const lines = (await readFile(own.file, 'utf8')).split('\n');
      await writeFile(own.file, `# the first is gone\n\n${lines[1]}\n`);
      await becomes(own.token, 401);
      await becomes(stdout.trim(), 200); // once the file is whole
    } finally {
      await live.stop();
      await own.remove();
    }
  });

  describe('takes back what is no more in it', () => {
    let own;
    let content;
    let second;
    let live;
    let lines;
    const statusOf = async (token) =>
      (await ask(live, '/posts?status=all', bearer(token))).status;
    const becomes = (token, status) =>
      until(async () => (await statusOf(token)) === status);
    const logged = (pattern) => until(() => pattern.test(live.output.stderr));

    beforeEach(async () => {
      own = await writeTokens('first');
      second = (await run(['token', 'second', '--tokens', own.file])).stdout.trim();
      lines = (await readFile(own.file, 'utf8')).split('\n');
      content = await writeSite({ 'posts/a.md': page(['title: A']) });
      live = await startServer(content.dir, { options: ['--tokens', own.file] });
      assert.equal(await statusOf(own.token), 200);
      assert.equal(await statusOf(second), 200, 'at first');
    });
    afterEach(async () => {
      await live?.stop();
      await own?.remove();
      await content?.remove();
    });

    test('though another line is none', async () => {
      await writeFile(own.file, `garbage\n${lines[1]}\nci:12\n`);
      await becomes(own.token, 401);
      await becomes(second, 200); // once the file is whole
      await logged(/^error: \S*tokens:1: a token's hash has 64 .*; each line is/m);
      await logged(/^error: \S*tokens:3: a token's hash/m);
    });

    test('though the file is gone, or nobody may read it', async () => {
      await rename(own.file, `${own.file}.away`);
      await becomes(own.token, 401);
      assert.equal(await statusOf(second), 401);
      await logged(/^error: \S*tokens: the file cannot be read: .*no token is accepted/m);
      await rename(`${own.file}.away`, own.file);
      await becomes(second, 200);
      const said = live.output.stderr.match(/^error: .*no token is accepted/gm);
      assert.equal(said.length, 1, 'it is said once');
    });

    test('though the settings are wrong', async () => {
      await writeFile(path.join(content.dir, 'headmatter.yaml'), 'workrs: 3\n');
      await logged(/^settings: not changed, because of the faults/m);
      await writeFile(own.file, `${lines[1]}\n`);
      await becomes(own.token, 401);
      await becomes(second, 200); // once the file is whole
    });

    test('though the content is gone', async () => {
      await rename(content.dir, `${content.dir}-away`);
      await logged(/still serving the last content/);
      await writeFile(own.file, `${lines[1]}\n`);
      await becomes(own.token, 401);
      await becomes(second, 200); // once the file is whole
      await rename(`${content.dir}-away`, content.dir);
      await logged(/the folder is readable again/);
      assert.equal(await statusOf(own.token), 401);
    });
  });

  test('is there when the server starts', async () => {
    const { code, stderr } = await run([
      'serve',
      site.dir,
      '--tokens',
      path.join(tokens.dir, 'none'),
    ]);
    assert.equal(code, 2);
    assert.match(stderr, /none: the file cannot be read: No such file/);
  });

  const faults = {
    'name\n': /tokens:1: a token's hash has 64/,
    'a b:00\n': /tokens:1: a token's name consists of/,
    '\n# x\nci:12\n': /tokens:3: a token's hash has 64/,
    'ci:hm_0XYSNFwaaPo6kaD3mkojB_4HTXNTi9cU2s4cBd-Cu2c\n':
      /this is a token instead of the hash/,
    [`a:${'0'.repeat(64)}\na:${'1'.repeat(64)}\n`]: /tokens:2: another token above/,
  };
  for (const [text, message] of Object.entries(faults)) {
    test(`with ${JSON.stringify(text.slice(0, 12))} stops the start`, async () => {
      const own = await writeTokens();
      await writeFile(own.file, text);
      const { code, stderr } = await run([
        'serve',
        site.dir,
        '--tokens',
        own.file,
      ]);
      assert.equal(code, 2);
      assert.match(stderr, message);
      await own.remove();
    });
  }

  test('has each name once', async () => {
    const { code, stderr } = await run(['token', 'lead', '--tokens', tokens.file]);
    assert.equal(code, 2);
    assert.match(stderr, /already has a token 'lead'/);
  });

  test('may not lie among the content', async () => {
    const own = await writeSite({
      'posts/a.md': page(['title: A']),
      'tokens.yaml': `a:${'0'.repeat(64)}\n`,
      '.tokens': `a:${'0'.repeat(64)}\n`,
      'headmatter.yaml': 'tokens: tokens.yaml\n',
    });
    const open = await run(['serve', own.dir]);
    assert.equal(open.code, 2);
    assert.match(open.stderr, /the tokens file is in the content folder/);
    await writeFile(path.join(own.dir, 'headmatter.yaml'), 'tokens: .tokens\n');
    const hidden = await startServer(own.dir);
    assert.equal((await ask(hidden, '/_diagnostics')).status, 401);
    await hidden.stop();
    await own.remove();
  });
});

describe('a preview link to files', () => {
  const nowS = () => Math.floor(Date.now() / 1000);
  const linkTo = (id, expires = nowS() + 60) => {
    const key = createHash('sha256').update(tokens.token).digest();
    const signature = createHmac('sha256', key)
      .update(`preview\n${expires}\n${id}`)
      .digest('base64url');
    return `preview=lead.${expires}.${signature}`;
  };
  const files = {
    'posts/one.md': page(
      ['title: One', 'draft: true', 'cover: cover.png'],
      '![](mine.png) ![](/twice.png) [a](/paper.pdf)',
    ),
    'posts/two.md': page(['title: Two', 'draft: true'], '![](/static/twice.png)'),
    'posts/low.md': page(
      ['title: Low', 'draft: true', 'unlisted: true'],
      '<img src="low.png">',
    ),
    'posts/out.md': page(['title: Out'], '![](out.png)'),
    'posts/mine.png': 'mine',
    'posts/cover.png': 'cover',
    'posts/low.png': 'low',
    'posts/out.png': 'out',
    'public/twice.png': 'twice of one',
    'static/twice.png': 'twice of two',
    'public/paper.pdf': 'paper',
  };
  let written;
  let shown;
  before(async () => {
    written = await writeSite(files);
    shown = await startServer(written.dir, {
      options: ['--tokens', tokens.file],
    });
  });
  after(async () => {
    await shown?.stop();
    await written?.remove();
  });

  test('opens those that its document shows', async () => {
    for (const [id, file, body] of [
      ['posts/one', 'posts/mine.png', 'mine'],
      ['posts/one', 'posts/cover.png', 'cover'],
      ['posts/one', 'twice.png', 'twice of one'],
      ['posts/one', 'paper.pdf', 'paper'],
      ['posts/two', 'static/twice.png', 'twice of two'],
      ['posts/two', 'twice.png', 'twice of two'],
      ['posts/low', 'posts/low.png', 'low'],
    ]) {
      assert.equal((await ask(shown, `/_media/${file}`)).status, 404, file);
      const answer = await ask(shown, `/_media/${file}?${linkTo(id)}`);
      assert.equal(answer.status, 200, `${id} ${file}: ${answer.body}`);
      assert.equal(answer.body, body);
      assert.equal(answer.headers['cache-control'], 'private, no-store');
    }
  });

  test('opens no other, and does not tell whether there is one', async () => {
    const ofOne = linkTo('posts/one');
    const refused = [];
    for (const file of ['posts/low.png', 'static/twice.png', 'posts/none.png']) {
      const answer = await ask(shown, `/_media/${file}?${ofOne}`);
      assert.equal(answer.status, 403, file);
      refused.push(answer.body.replaceAll(file, 'FILE'));
    }
    assert.equal(refused[0], refused[2]);
    assert.equal(refused[1], refused[2]);
    const list = await ask(shown, `/_media?${ofOne}`);
    assert.ok([400, 403].includes(list.status), list.body);
    const ended = linkTo('posts/one', nowS() - 1);
    const late = await ask(shown, `/_media/posts/mine.png?${ended}`);
    assert.equal(late.status, 403);
    assert.match(late.json().detail, /expired/);
    const torn = await ask(shown, '/_media/posts/mine.png?preview=lead.1');
    assert.equal(torn.status, 403);
  });
});
