// config.test.mjs - headmatter.yaml, variables and flags, and what of it is
// seen from outside.
import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { check, root, run, until } from './support.mjs';

const page = (lines, body = 'Text.') =>
  `---\n${lines.join('\n')}\n---\n${body}\n`;

/** Calls `use` with a site of these files, and removes it. */
async function withSite(files, use) {
  const site = await writeSite(files);
  try {
    await use(site.dir);
  } finally {
    await site.remove();
  }
}

/** Serves such a site while `use` asks it. */
async function withServer(files, use, options = []) {
  await withSite(files, async (dir) => {
    const server = await startServer(dir, { options });
    try {
      await use(server.baseUrl, server);
    } finally {
      await server.stop();
    }
  });
}

const post = { 'posts/a.md': page(['title: A', 'date: 2024-01-01']) };

async function rows(args, options) {
  const { stdout, code } = await run(
    ['config', ...args, '--format', 'json'],
    options,
  );
  assert.equal(code, 0);
  return new Map(JSON.parse(stdout).data.map((row) => [row.key, row]));
}

/** What `get` prints, as JSON. */
async function get(dir, target) {
  const { stdout, stderr } = await run(['get', target, dir]);
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

describe('config', () => {
  test('prints a line for each setting, and whose it is', async () => {
    const file = 'site:\n  title: Hello\nworkers: 2\n';
    await withSite({ 'headmatter.yaml': file }, async (dir) => {
      const { stdout, code } = await run(['config', dir, '--workers=4'], {
        env: { HEADMATTER_CACHE_MAX_AGE: '7', HEADMATTER_WORKERS: '3' },
      });
      assert.equal(code, 0);
      assert.match(stdout, /^site\.title +Hello +headmatter\.yaml:2$/m);
      assert.match(stdout, /^site\.description +- +default$/m);
      assert.match(stdout, /^exclude +- +default$/m);
      assert.match(stdout, /^cache\.max_age +7 +HEADMATTER_CACHE_MAX_AGE$/m);
      assert.match(stdout, /^workers +4 +--workers$/m);
    });
  });

  test('keeps the types in JSON, and says what collections are', async () => {
    const file =
      'future: true\nlisten: [1, 2]\ncollections:\n' +
      '  recipes:\n    paths: r/**\n    filter: {lang: en}\n';
    await withSite({ 'headmatter.yaml': file }, async (dir) => {
      const known = await rows([dir]);
      assert.equal(known.get('future').value, true);
      assert.equal(known.get('cache.shared_max_age').value, 60);
      assert.deepEqual(known.get('listen').value, ['1', '2']);
      assert.equal(known.get('site.title').value, null);
      const paths = known.get('collections.recipes.paths');
      assert.equal(paths.value, 'r/**');
      assert.equal(paths.from, 'headmatter.yaml:5');
      assert.deepEqual(known.get('collections.recipes.filter').value, {
        lang: 'en',
      });
    });
  });

  test('shows no password of a database, whoever has set it', async () => {
    const address = 'postgresql://blog:sec%40ret@db/blog?sslpassword=sec%40ret';
    const masked = 'postgresql://blog:***@db/blog?sslpassword=***';
    const file = { 'headmatter.yaml': `search:\n  engine: "${address}"\n` };
    const env = { HEADMATTER_SEARCH_ENGINE: address };
    await withSite(file, async (dir) => {
      assert.equal((await rows([dir])).get('search.engine').value, masked);
      const { stdout } = await run(['config', dir]);
      assert.ok(stdout.includes(masked));
      assert.ok(!stdout.includes('sec%40ret'));
    });
    await withSite({}, async (dir) => {
      for (const known of [
        await rows([dir], { env }),
        await rows([dir, '--search-engine', address]),
      ])
        assert.equal(known.get('search.engine').value, masked);
    });
  });

  for (const wrong of [
    'postgres//blog:secret@db/blog',
    'postgresql://blog:se@secret@db/blog',
    'postgresql://blog:secret',
    'host=db password=secret',
  ])
    test(`does not quote ${wrong}, whatever reports it`, async () => {
      const says = /search\.engine takes|SEARCH_ENGINE takes|search-engine takes/;
      const refused = async (args, options) => {
        const { stdout, stderr, code } = await run(args, options);
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, says);
        assert.ok(!`${stdout}${stderr}`.includes('secret'), stdout + stderr);
      };
      const lines = `search:\n  engine: "${wrong}"\n`;
      await withSite({ ...post, 'headmatter.yaml': lines }, async (dir) => {
        for (const command of ['config', 'serve', 'check'])
          await refused([command, dir]);
        await refused(['get', '/posts', dir]);
        for (const format of ['json', 'github'])
          await refused(['check', dir, '--format', format]);
      });
      await withSite(post, async (dir) => {
        const env = { HEADMATTER_SEARCH_ENGINE: wrong };
        await refused(['config', dir], { env });
        await refused(['config', dir, '--search-engine', wrong]);
      });
      await withSite(post, async (dir) => {
        const server = await startServer(dir);
        await writeFile(path.join(dir, 'headmatter.yaml'), lines);
        await until(() => says.test(server.output.stderr));
        const { stdout, stderr } = await server.stop();
        assert.ok(!`${stdout}${stderr}`.includes('secret'), stdout + stderr);
      });
    });

  test('needs no file, and no folder to be full', async () => {
    await withSite({}, async (dir) => {
      const known = await rows([dir]);
      for (const { from } of known.values()) assert.equal(from, 'default');
    });
  });

  test('shows what the settings of the generator say', async () => {
    const files = {
      '_posts/2024-01-01-a.md': '---\nbroken: a: b\n---\n',
      '_config.yml':
        'title: Of Jekyll\ndescription: Blog\nurl: https://a.example\n' +
        'baseurl: /b\nlang: de\ntimezone: Europe/Berlin\n',
      'headmatter.yaml': 'site: {description: Own}\n',
    };
    await withSite(files, async (dir) => {
      const known = await rows([dir, '--language', 'fr']);
      const of = (key) => [known.get(key).value, known.get(key).from];
      assert.deepEqual(of('site.title'), ['Of Jekyll', '_config.yml']);
      assert.deepEqual(of('site.description'), ['Own', 'headmatter.yaml:1']);
      assert.deepEqual(of('site.public_url'), [
        'https://a.example/b',
        '_config.yml',
      ]);
      assert.deepEqual(of('site.language'), ['fr', '--language']);
      assert.deepEqual(of('site.timezone'), ['Europe/Berlin', '_config.yml']);
    });
    const wrong = {
      'hugo.yaml': 'title: T\ntimeZone: Mars/Base\n',
      'content/_index.md': 'x',
    };
    await withSite(wrong, async (dir) => {
      const known = await rows([dir]);
      assert.equal(known.get('site.title').from, 'hugo.yaml');
      assert.equal(known.get('site.timezone').value, null);
    });
    await withSite({ 'hugo.toml': 'title = "T"\n' }, async (dir) => {
      assert.equal((await rows([dir])).get('site.title').value, 'T');
    });
  });

  test('prints the reference that docs/settings.md has', async () => {
    const { stdout } = await run(['config', '--reference']);
    const page = await readFile(path.join(root, 'docs/settings.md'), 'utf8');
    const start = '<!-- generated: headmatter config --reference -->\n\n';
    const from = page.indexOf(start) + start.length;
    const to = page.indexOf('\n<!-- /generated -->');
    assert.ok(from > start.length && to > from, 'the markers are in the page');
    assert.equal(page.slice(from, to), stdout, 'run script/docs');
  });

  test('lists in --help what the reference lists', async () => {
    const { stdout } = await run(['config', '--help']);
    for (const { flag, variable } of (await rows([root])).values()) {
      assert.ok(stdout.includes(`  ${flag}`), flag);
      assert.ok(stdout.includes(`[env: ${variable}]\n`), variable);
    }
  });
});

describe('a fault in the file', () => {
  const file =
    'site:\n  titel: x\ncache:\n  max_age: soon\nworkers: 0\n' +
    'collections:\n  _x: {}\n  a:\n    path: b\n    sort: 3\n    url: x\n';

  const places = ['2:3', '4:12', '5:10', '7:7', '9:5', '10:11', '11:10'];

  for (const command of ['serve', 'config']) {
    test(`stops ${command} with 2, and all are told`, async () => {
      await withSite({ ...post, 'headmatter.yaml': file }, async (dir) => {
        const { code, stdout, stderr } = await run([command, dir]);
        assert.equal(code, 2);
        assert.equal(stdout, '');
        const found = [...stderr.matchAll(/headmatter\.yaml:(\d+):(\d+): /g)];
        assert.deepEqual(
          found.map((m) => `${m[1]}:${m[2]}`),
          places,
        );
        assert.match(stderr, /'site\.titel' \[setting-unknown\]\n.*'title'/);
        assert.match(stderr, /max_age takes .*, not 'soon' \[setting-invalid\]/);
        assert.match(stderr, /'collections\.a\.path'.*\n.*'paths'/);
      });
    });
  }

  test('is what a check finds, in each of its forms', async () => {
    await withSite({ ...post, 'headmatter.yaml': file }, async (dir) => {
      const { code, data, meta } = await check(dir);
      assert.equal(code, 1);
      assert.deepEqual(
        data.map(({ path, line, column }) => `${path}:${line}:${column}`),
        places.map((place) => `headmatter.yaml:${place}`),
      );
      assert.deepEqual(meta, {
        read_as: null,
        documents: 0,
        errors: 7,
        warnings: 0,
        notices: 0,
      });
      const text = await run(['check', dir]);
      assert.deepEqual([text.code, text.stderr], [1, '']);
      assert.match(text.stdout, /^headmatter\.yaml:2:3: error: .*\n +2 \|/);
      const github = await run(['check', dir, '--format', 'github']);
      assert.equal(github.code, 1);
      assert.equal(github.stdout.match(/^::error file=.*line=/gm).length, 7);
    });
  });

  test('stops get as well', async () => {
    await withSite({ ...post, 'headmatter.yaml': 'x: 1\n' }, async (dir) => {
      const { code, stdout } = await run(['get', '/', dir]);
      assert.deepEqual([code, stdout], [2, '']);
    });
  });

  test('is told of a file by nearly the right name', async () => {
    await withSite({ ...post, 'headmatter.yml': 'x: 1\n' }, async (dir) => {
      const { code, stdout } = await run(['check', dir]);
      assert.equal(code, 1);
      assert.match(stdout, /rename it to headmatter\.yaml/);
    });
  });
});

describe('the file', () => {
  test('is no content', async () => {
    const files = { ...post, 'headmatter.yaml': 'site: {title: T}\n' };
    await withSite(files, async (dir) => {
      const { data } = await get(dir, '/_all');
      assert.deepEqual(
        data.map((one) => one.id),
        ['posts/a'],
      );
    });
  });

  test('says what the site says of itself', async () => {
    const files = {
      ...post,
      '_config.yml': 'title: Old\nlang: de\nurl: https://old.example\n',
      '_posts/2024-01-01-x.md': 'x',
      'headmatter.yaml':
        'site:\n  title: New\n  description: >\n    two\n    lines\n' +
        '  public_url: https://new.example\n',
    };
    await withSite(files, async (dir) => {
      const { data } = await get(dir, '/');
      assert.equal(data.title, 'New');
      assert.equal(data.description, 'two lines');
      assert.equal(data.language, 'de');
      assert.equal(data.public_url, 'https://new.example');
    });
  });

  test('may serve what has a date to come, but never a draft', async () => {
    const files = {
      'posts/soon.md': page(['date: 2999-01-01']),
      'posts/draft.md': page(['draft: true', 'date: 2999-01-01']),
      'posts/past.md': page(['expires_at: 2001-01-01']),
    };
    await withSite(files, async (dir) => {
      assert.equal((await get(dir, '/posts')).data.length, 0);
      const { stdout } = await run(['get', '/posts', dir, '--future']);
      assert.deepEqual(
        JSON.parse(stdout).data.map((one) => one.slug),
        ['soon'],
      );
    });
  });

  test('keeps files and folders out', async () => {
    const files = {
      ...post,
      'posts/b.md': 'b',
      'posts/c.test.md': 'c',
      'notes/n.md': 'n',
      'old/deep/o.md': 'o',
      'headmatter.yaml': 'exclude: ["**/*.test.md", notes, old/**]\n',
    };
    await withSite(files, async (dir) => {
      const { data } = await get(dir, '/_all?fields=path');
      assert.deepEqual(
        data.map((one) => one.path),
        ['posts/a.md', 'posts/b.md'],
      );
    });
  });
});

test('what is hidden decides whether a document is published', async () => {
  const files = {
    'posts/a.md': page(['title: A', 'date: 2999-01-01']),
    'headmatter.yaml': 'collections: {posts: {hidden_fields: [date]}}\n',
  };
  await withSite(files, async (dir) => {
    assert.equal((await get(dir, '/posts')).data.length, 0);
    const [post] = (await get(dir, '/posts?status=scheduled')).data;
    assert.deepEqual([post.status, post.date], ['scheduled', null]);
  });
});

test('no fault quotes what is hidden', async () => {
  const files = {
    'posts/a.md': page(['title: A', 'date: next secret', 'lastmod: someday']),
    'posts/b.md': page(['title: B', 'date: 01/02/2025']),
    'headmatter.yaml': 'collections: {posts: {hidden_fields: [date]}}\n',
  };
  await withSite(files, async (dir) => {
    const { data } = await get(dir, '/_diagnostics');
    assert.deepEqual(
      data.map(({ code, line, message }) => [code, line, message]),
      [
        ['date-unreadable', 3, 'the hidden value is not a date'],
        ['date-unreadable', 4, "lastmod: 'someday' is not a date"],
        ['date-ambiguous', 3, 'the hidden value may be another date'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(data), /secret|2025/);
  });
});

test('a fault shows no control characters', async () => {
  const files = { 'headmatter.yaml': 'workers: "\\e[31m\\n7"\n' };
  await withSite(files, async (dir) => {
    const { stderr, code } = await run(['serve', dir]);
    assert.equal(code, 2);
    assert.match(stderr, /^headmatter: .*not '\u241b\[31m\u240a7' \[/);
  });
});

describe('patterns', () => {
  test('of a folder alone are all that is in it', async () => {
    for (const paths of ['kitchen', 'kitchen/', './kitchen', 'kitchen/**']) {
      const files = {
        ...post,
        'kitchen/soups/b.md': 'b',
        'headmatter.yaml': `collections: {recipes: {paths: ${paths}}}\n`,
      };
      await withSite(files, async (dir) => {
        const { data } = await get(dir, '/recipes/soups/b?fields=id,url');
        assert.deepEqual(data, {
          id: 'recipes/soups/b',
          url: '/recipes/soups/b',
        });
      });
    }
  });

  test('that keep nothing out are warned of', async () => {
    const files = {
      ...post,
      '.private/x.md': 'x',
      'node_modules/x.md': 'x',
      'drafts/a.md': 'a',
      'pictures/a.png': 'a',
      'headmatter.yaml':
        'exclude:\n  - drafts\n  - drfats/\n  - node_modules\n' +
        '  - .private/**\n  - "pictures/**"\n  - "**/*.test.md"\n',
    };
    await withSite(files, async (dir) => {
      const { stdout, code } = await run(['check', dir]);
      assert.equal(code, 0);
      assert.deepEqual(stdout.match(/^headmatter\.yaml.*$/gm), [
        "headmatter.yaml:3:5: warning: the pattern 'drfats' matches no file or folder [setting-unused]",
        "headmatter.yaml:7:5: warning: the pattern '**/*.test.md' matches no file or folder [setting-unused]",
      ]);
      const other = await run(['check', dir, '--exclude', 'nothing']);
      assert.doesNotMatch(other.stdout, /setting-unused/);
    });
  });

  test('are not all that a slip makes useless', async () => {
    const files = {
      ...post,
      'headmatter.yaml':
        'collections:\n  post: {sort: title}\n' +
        '  posts: {hidden_fields: [tilte]}\n',
    };
    await withServer(files, async (baseUrl, server) => {
      const { diagnostics } = await (await fetch(`${baseUrl}/_ready`)).json();
      assert.deepEqual(diagnostics, { errors: 0, warnings: 0 });
      assert.match(server.output.stdout, /0 errors, 2 warnings/);
    });
    await withSite(files, async (dir) => {
      const { stdout } = await run(['check', dir]);
      assert.match(stdout, /^headmatter\.yaml:2:9: .* 'post' \[setting-unused\]$/m);
      assert.match(
        stdout,
        /^headmatter\.yaml:3:27: .* 'tilte' that is used in hidden_fields /m,
      );
      assert.match(stdout, /did you mean 'title'\?/);
    });
  });

  test('are refused where a shell would mean more by them', async () => {
    for (const glob of ['*.{md,mdx}', '[ab].md', '!posts/**']) {
      await withSite(post, async (dir) => {
        const { code, stderr } = await run(['check', dir, '--exclude', glob]);
        assert.equal(code, 2);
        assert.match(stderr, /--exclude takes path patterns .*\n {2}use \* for/);
      });
    }
  });
});

describe('cache lifetimes', () => {
  test('are those of the settings', async () => {
    const cases = [
      ['{max_age: 5}',
        'public, max-age=5, s-maxage=60, stale-if-error=86400',
        'max-age=60, stale-while-revalidate=300, stale-if-error=86400',
        'public, max-age=5, s-maxage=10'],
      ['{max_age: 90, shared_max_age: 30, stale_if_error: 0}',
        'public, max-age=90, s-maxage=30',
        'max-age=30, stale-while-revalidate=300',
        'public, max-age=10, s-maxage=10'],
      ['{shared_max_age: 0, stale_while_revalidate: 0, stale_if_error: 0}',
        'public, max-age=0, s-maxage=0', 'max-age=0',
        'public, max-age=0, s-maxage=0'],
    ];
    for (const [cache, content, cdn, error] of cases) {
      const files = { ...post, 'headmatter.yaml': `cache: ${cache}\n` };
      await withServer(files, async (baseUrl) => {
        const found = await fetch(`${baseUrl}/posts`);
        assert.equal(found.headers.get('cache-control'), content);
        assert.equal(found.headers.get('cdn-cache-control'), cdn);
        const missing = await fetch(`${baseUrl}/posts/x`);
        assert.equal(missing.headers.get('cache-control'), error);
        const live = await fetch(`${baseUrl}/_live`);
        assert.equal(live.headers.get('cache-control'), 'no-store');
        assert.equal(live.headers.get('cdn-cache-control'), null);
      });
    }
  });
});

describe('origins', () => {
  const settings =
    'cors:\n  origins: ["https://*.example.org", "http://localhost:3000"]\n';
  const allowed = async (baseUrl, origin) => {
    const { headers } = await fetch(`${baseUrl}/posts`, {
      headers: { Origin: origin },
    });
    return [
      headers.get('access-control-allow-origin'),
      headers.get('access-control-allow-credentials'),
    ];
  };

  test('with an asterisk are all subdomains, and nothing else', async () => {
    const files = { ...post, 'headmatter.yaml': settings };
    await withServer(files, async (baseUrl) => {
      for (const origin of [
        'https://a.example.org',
        'https://a.b.example.org',
        'http://localhost:3000',
      ])
        assert.deepEqual(await allowed(baseUrl, origin), [origin, null]);
      for (const origin of [
        'https://example.org',
        'https://.example.org',
        'http://a.example.org',
        'https://a.example.org:8443',
        'https://evil-example.org',
        'https://evil.org/.example.org',
        'https://evil.org:80.example.org',
        'https://a.example.org.evil.org',
      ])
        assert.deepEqual(await allowed(baseUrl, origin), [null, null], origin);
    });
  });

  test('that are listed may send cookies, by a setting', async () => {
    const files = {
      ...post,
      'headmatter.yaml': `${settings}  credentials: true\n`,
    };
    await withServer(files, async (baseUrl) => {
      const origin = 'https://a.example.org';
      assert.deepEqual(await allowed(baseUrl, origin), [origin, 'true']);
      const other = await allowed(baseUrl, 'https://evil.org');
      assert.deepEqual(other, [null, null]);
    });
    const open = { ...post, 'headmatter.yaml': 'cors: {credentials: true}\n' };
    await withServer(open, async (baseUrl) => {
      const any = await allowed(baseUrl, 'https://evil.org');
      assert.deepEqual(any, ['*', null]);
    });
  });
});

describe('the header Link', () => {
  test('has the next page, however long the query', async () => {
    const files = { ...post, 'posts/b.md': 'b', 'posts/c.md': 'c' };
    await withServer(files, async (baseUrl) => {
      const long = `title:ne=${'x'.repeat(5000)}`;
      let next = `/posts?limit=1&envelope=false&${long}`;
      let count = 0;
      while (next !== undefined) {
        const response = await fetch(baseUrl + next);
        count += (await response.json()).length;
        const link = response.headers.get('link');
        next = /<([^>]*)>; rel="next"/.exec(link)?.[1];
        assert.ok(link.length < 8192);
      }
      assert.equal(count, 3);
    });
  });
});

describe('limits', () => {
  const files = {
    'posts/a.md': 'a',
    'posts/b.md': 'b',
    'posts/c.md': 'c',
    'posts/large.md': 'x'.repeat(3000),
    'headmatter.yaml':
      'limits: {page_size_max: 2, limit_all: 2, file_bytes: 2048}\n',
  };

  test('hold for pages, for all of a list, and for files', async () => {
    await withSite(files, async (dir) => {
      const error = async (target) => {
        const { stdout, code } = await run(['get', target, dir]);
        assert.equal(code, 22);
        return JSON.parse(stdout).errors[0];
      };
      for (const limit of [3, 5000]) {
        const told = await error(`/posts?limit=${limit}`);
        assert.equal(told.code, 'limit-too-large');
        assert.equal(told.maximum, 2);
        assert.equal(told.detail, 'At most 2.');
      }
      const all = await error('/posts?limit=all');
      assert.equal(all.maximum, 2);
      assert.match(all.detail, /There are 3; limit=all returns at most 2\./);
      for (const target of ['/posts', '/_all', '/recent', '/posts?limit=2']) {
        const { data, meta } = await get(dir, target);
        assert.equal(data.length, 2, target);
        assert.equal(meta.pagination.limit, 2, target);
        assert.equal(meta.pagination.total, 3, target);
      }
      const stream = await run(['get', '/posts.ndjson', dir]);
      assert.equal(stream.stdout.trim().split('\n').length, 3);
      const { stdout } = await run(['check', dir]);
      assert.match(stdout, /large\.md: error: .*2048 bytes.*file-too-large/);
    });
  });
});

describe('an allow-list of origins', () => {
  const files = {
    ...post,
    'headmatter.yaml':
      'cors: {origins: [https://a.example, http://localhost:3000]}\n',
  };
  const ask = (url, origin, method = 'GET') =>
    fetch(url, { method, headers: origin ? { origin } : {} });

  const varied = (status) =>
    [200, 304].includes(status) ? 'Accept-Encoding, Origin' : 'Origin';

  test('is answered by the origin that asks, if it is in it', async () => {
    await withServer(files, async (baseUrl) => {
      for (const target of ['/posts', '/posts/x', '/posts?limt=1', '/_live']) {
        for (const origin of ['https://a.example', 'http://localhost:3000']) {
          const { status, headers } = await ask(baseUrl + target, origin);
          assert.equal(headers.get('access-control-allow-origin'), origin);
          assert.equal(headers.get('vary'), varied(status));
        }
        for (const origin of ['https://b.example', 'https://a.example.b', null]) {
          const { status, headers } = await ask(baseUrl + target, origin);
          assert.equal(headers.get('access-control-allow-origin'), null);
          assert.equal(headers.get('vary'), varied(status));
        }
      }
    });
  });

  test('holds for preflights and for answers without a body', async () => {
    await withServer(files, async (baseUrl) => {
      for (const [origin, wanted] of [
        ['https://a.example', 'https://a.example'],
        ['https://b.example', null],
      ]) {
        const { headers } = await ask(`${baseUrl}/posts`, origin, 'OPTIONS');
        assert.equal(headers.get('access-control-allow-origin'), wanted);
        assert.equal(headers.get('vary'), 'Origin');
      }
      const first = await ask(`${baseUrl}/posts`, 'https://a.example');
      const again = await fetch(`${baseUrl}/posts`, {
        headers: {
          origin: 'https://a.example',
          'if-none-match': first.headers.get('etag'),
        },
      });
      assert.equal(again.status, 304);
      assert.equal(again.headers.get('vary'), varied(304));
      assert.equal(
        again.headers.get('access-control-allow-origin'),
        'https://a.example',
      );
    });
  });

  test('is open to all without one, and then caches need not know', async () => {
    await withServer(post, async (baseUrl) => {
      const { headers } = await ask(`${baseUrl}/posts`, 'https://b.example');
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.doesNotMatch(headers.get('vary') ?? '', /Origin/);
    });
  });
});

describe('a base path', () => {
  const files = {
    'posts/a.md': page(
      ['title: A', 'date: 2024-01-01', 'author: Ana', 'tags: [t]'],
      '[b](b.md)',
    ),
    'posts/b.md': page(['title: B', 'date: 2024-01-02', 'aliases: [/posts/o]']),
    'headmatter.yaml': 'base_path: /api/v1/\n',
  };

  test('is in front of every address, and nothing is outside', async () => {
    await withServer(files, async (baseUrl) => {
      const status = async (target) => (await fetch(baseUrl + target)).status;
      for (const target of [
        '',
        '/',
        '/posts',
        '/posts/',
        '/posts/a',
        '/posts/a.md',
        '/recent',
        '/_all',
        '/authors/ana/posts',
        '/openapi.json',
        '/_explore',
        '/_live',
        '/_ready',
        '/_problems/not-found',
      ])
        assert.equal(await status(`/api/v1${target}`), 200, target);
      for (const target of ['/', '/posts', '/api', '/api/v1x', '/api/v1posts'])
        assert.equal(await status(target), 404, target);
      assert.equal(await status('/_live'), 200);
      assert.equal(await status('/_ready'), 200);
    });
  });

  test('is in every link of every answer', async () => {
    await withServer(files, async (baseUrl) => {
      const seen = new Set();
      const inside = (href) => {
        assert.match(href, /^\/api\/v1(\/|\?|$)/);
        seen.add(href);
      };
      const walk = (value, key) => {
        if (key === 'url') return;
        if (typeof value === 'string') {
          if (key === 'href' || key === 'type' || key === 'instance')
            inside(value);
        } else if (value && typeof value === 'object') {
          for (const [name, one] of Object.entries(value)) {
            if (key === 'links' && one !== null) inside(one);
            else if (key === 'suggestions') inside(one);
            else walk(one, name);
          }
        }
      };
      const targets = [
        '/',
        '/posts?limit=1',
        '/posts/a',
        '/recent',
        '/authors/ana',
        '/authors/ana/posts',
        '/tags',
        '/_all?limit=1',
        '/_resolve?url=/posts/a',
        '/posts/aa',
        '/pots',
        '/posts?limt=1',
      ];
      for (const target of targets) {
        const answer = await fetch(`${baseUrl}/api/v1${target}`);
        walk(await answer.json(), '');
        for (const [, href] of answer.headers.get('link').matchAll(/<(.*?)>/g))
          inside(href);
        const location = answer.headers.get('content-location');
        if (location) inside(location);
      }
      for (const href of seen) {
        const answer = await fetch(baseUrl + href);
        await answer.text();
        assert.notEqual(answer.status, 500, href);
        if (!/limt|aa|pots|_problems|_resolve/.test(href))
          assert.equal(answer.status, 200, href);
      }
    });
  });

  test('is in redirects and in the description', async () => {
    await withServer(files, async (baseUrl) => {
      const moved = await fetch(`${baseUrl}/api/v1/posts/o?pretty`, {
        redirect: 'manual',
      });
      assert.equal(moved.status, 308);
      assert.equal(moved.headers.get('location'), '/api/v1/posts/b?pretty');
      const json = await (await fetch(`${baseUrl}/api/v1/openapi.json`)).json();
      assert.equal(json.servers[0].url, '/api/v1');
      const yaml = await (await fetch(`${baseUrl}/api/v1/openapi.yaml`)).text();
      assert.match(yaml, /^servers:\n *- url: \/api\/v1\n/m);
    });
  });

  test('says where everything is to whoever asks outside', async () => {
    await withServer(files, async (baseUrl) => {
      const problem = await (await fetch(`${baseUrl}/posts`)).json();
      assert.deepEqual(problem.suggestions, ['/api/v1/']);
    });
  });

  test('does not stop a health check', async () => {
    await withServer(files, async (baseUrl, server) => {
      const { code } = await run(['health', server.addresses[0]]);
      assert.equal(code, 0);
    });
  });
});

describe('collections', () => {
  const recipe = (n, more = []) =>
    page([`title: Soup ${n}`, `order: ${4 - n}`, `date: 2024-0${n}-01`,
      'cost: 5', 'tags: [x]', 'lang: en', ...more]);
  const files = {
    'kitchen/soups/s1.md': recipe(1),
    'kitchen/s2.md': recipe(2),
    'kitchen/s3.md': recipe(3, ['draft: true']),
    'kitchen/suppe.md': page(['lang: de']),
    'blog/p1.md': page(['title: P1', 'lang: en', 'date: 2023-01-01'],
      '[s](../kitchen/s2.md)'),
    'blog/p2.md': page(['title: P2', 'lang: de', 'date: 2023-02-01']),
    'blog/typed.md': page(['title: Typed', 'type: Talk', 'lang: en']),
    '_data/authors.yml': 'bob:\n  name: Bob\n  shoe_size: bobs_size\n',
    'authors/ana.md': page(['name: Ana', 'shoe_size: anas_size']),
    'headmatter.yaml': `
collections:
  recipes:
    paths: kitchen/**
    filter: {lang: [en, fr]}
    slug: ":year-:slug"
    url: /food/:year/:month/:slug
    sort: order
    hidden_fields: [cost, tags, draft]
  talks:
    types: Talk
  posts:
    filter: {lang: en}
  authors:
    hidden_fields: shoe_size
`,
  };

  test('hold what their paths, types and filters say', async () => {
    await withSite(files, async (dir) => {
      const { data } = await get(dir, '/_all?fields=id');
      assert.deepEqual(
        data.map((one) => one.id).filter((id) => !id.startsWith('data/')),
        [
          'authors/ana',
          'kitchen/suppe',
          'posts/p1',
          'recipes/2024-s2',
          'recipes/2024-s1',
          'talks/typed',
        ],
      );
      const { stdout } = await run(['check', dir]);
      assert.match(stdout, /left out: 1 draft, 1 filtered/);
    });
  });

  test('have slugs, urls and an order of their own', async () => {
    await withSite(files, async (dir) => {
      const { data } = await get(dir, '/recipes?fields=slug,url,path');
      assert.deepEqual(data, [
        { slug: '2024-s2', url: '/food/2024/02/2024-s2', path: 'kitchen/s2.md' },
        {
          slug: '2024-s1',
          url: '/food/2024/01/2024-s1',
          path: 'kitchen/soups/s1.md',
        },
      ]);
      const moved = await get(dir, '/_resolve?url=/food/2024/01/2024-s1');
      assert.equal(moved.data.id, 'recipes/2024-s1');
      const item = await get(dir, '/recipes/2024-s2');
      assert.equal(item.links.next, '/recipes/2024-s1');
      const post = await get(dir, '/posts/p1');
      assert.match(post.data.html, /href="\/food\/2024\/02\/2024-s2"/);
    });
  });

  test('hide fields from every form of every answer', async () => {
    await withSite(files, async (dir) => {
      for (const target of [
        '/recipes',
        '/recipes/2024-s1?include=front_matter,markdown,text,mdast',
        '/recipes/2024-s1.md',
        '/_all?include=front_matter',
        '/_resolve?url=/food/2024/01/2024-s1',
        '/authors',
        '/authors/ana?include=front_matter',
        '/authors/bob',
      ]) {
        const { stdout, code } = await run(['get', target, dir]);
        assert.equal(code, 0, target);
        assert.doesNotMatch(stdout, /cost|shoe_size|s_size/, target);
      }
      assert.equal((await get(dir, '/tags')).data.length, 0);
      for (const query of ['cost=5', 'cost:exists=true', 'tags=x']) {
        for (const list of ['/recipes', '/_all'])
          assert.equal((await get(dir, `${list}?${query}`)).data.length, 0);
      }
      for (const query of ['fields=cost', 'sort=cost', 'cost=5']) {
        const { meta } = await get(dir, `/recipes?${query}`);
        assert.equal(meta.warnings[0].code, 'unknown-field', query);
      }
    });
  });

  test('do not publish a draft by hiding what makes it one', async () => {
    await withSite(files, async (dir) => {
      const { code } = await run(['get', '/recipes/2024-s3', dir]);
      assert.equal(code, 22);
    });
  });
});

describe('the example', () => {
  test('has every setting, and each may be taken out of its comment', async () => {
    const { stdout: example } = await run(['config', '--example']);
    const bare = example.replace(/^#( {2}\w+:|\w+:)/gm, '$1');
    const files = { 'as-it-is.yaml': example, 'bare.yaml': bare };
    await withSite({ ...post, ...files }, async (dir) => {
      const known = async (name) =>
        rows([dir, '--settings', path.join(dir, name)]);
      for (const { from } of (await known('as-it-is.yaml')).values())
        assert.equal(from, 'default');
      for (const { key, value, from } of (await known('bare.yaml')).values()) {
        const isSet = value !== null && `${value}` !== '';
        assert.equal(/bare\.yaml:\d+$/.test(from), isSet, key);
        assert.ok(!isSet || example.includes(`${key.split('.').pop()}: `), key);
      }
    });
  });
});

describe('a file of the operator', () => {
  test('is read anew when it changes, and its faults leave it as it was', async () => {
    const files = { ...post, 'headmatter.yaml': 'site: {title: Theirs}\n' };
    const operators = await writeSite({ 'mine.yaml': 'cache: {max_age: 1}\n' });
    const file = path.join(operators.dir, 'mine.yaml');
    // Whole at once: an emptied file is a change of its own.
    const replace = async (text) => {
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    };
    const title = async (base) =>
      (await (await fetch(`${base}/`)).json()).data.title;
    try {
      await withServer(
        files,
        async (base, server) => {
          const said = (text) => until(() => server.output.stderr.includes(text));
          assert.equal(await title(base), 'Theirs');
          await replace('site: {title: Mine}\n');
          await said('settings: site.title, cache.max_age changed');
          await until(async () => (await title(base)) === 'Mine');
          await replace('site: {titel: Mine}\n');
          await said(`error: ${file}:1:8: unknown setting 'site.titel'`);
          assert.equal(await title(base), 'Mine');
          await replace('');
          await said(`fixed: ${file}:1:8`);
          await until(async () => (await title(base)) === 'Theirs');
        },
        ['--settings', file],
      );
    } finally {
      await operators.remove();
    }
  });
});
