// export.test.mjs - the API as files: the same answers, only what has changed
// is written, nothing of others is touched, and whatever happens the folder can
// be served.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile,
} from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';
import { page } from './contract-site.mjs';
import { addressesIn, asExported, bytesOf, filesOf } from './export.mjs';
import { startServer, writeSite } from './server.mjs';
import { binary, run } from './support.mjs';

const posts = Object.fromEntries(
  Array.from({ length: 45 }, (_, i) => [
    `content/posts/post-${i}.md`,
    page(
      [
        `title: Post ${i}`,
        `date: 2024-${String((i % 12) + 1).padStart(2, '0')}-10`,
        `tags: [${i % 2 ? 'odd' : 'even'}, "caf\u00e9 & co"]`,
        'author: Ana',
        ...(i === 3 ? ['aliases: [/posts/former]'] : []),
      ],
      `Text of ${i}. ${'More of it. '.repeat(100)}\n\n## Part\n\n![](/images/a.svg)`,
    ),
  ]),
);
const files = {
  ...posts,
  'content/posts/v1.0.md': page(['title: Version']),
  'content/posts/notes.md.md': page(['title: A slug with an ending']),
  'content/posts/deep/in/folders.md': page(['title: Deep']),
  'content/posts/\u65e5\u672c \u8a9e.md': page(['title: Not ASCII']),
  'content/posts/draft.md': page(['title: Secret', 'draft: true']),
  'public/images/a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
};
const url = ['--public-url', 'https://example.org'];

let site;
let dist;
let place;
let server;

const exportTo = (out, ...more) =>
  run(['export', site.dir, '--out', out, ...url, ...more]);

before(async () => {
  site = await writeSite(files);
  place = await mkdtemp(path.join(tmpdir(), 'headmatter-export-'));
  dist = path.join(place, 'dist');
  server = await startServer(site.dir, {
    options: [...url, '--search-engine', 'off'],
  });
  const { code, stderr, stdout } = await exportTo(dist);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /dist: \d+ files written, 0 unchanged, 0 removed; /);
});

after(async () => {
  await server?.stop();
  await site?.remove();
  if (place) await rm(place, { recursive: true, force: true });
});

/** A server that knows nothing but files, and reads no query. */
async function serveFiles(dir) {
  const plain = http.createServer(async (request, response) => {
    const name = decodeURIComponent(request.url.replace(/\?.*$/, ''));
    try {
      response.end(await readFile(path.join(dir, name)));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => plain.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${plain.address().port}`,
    stop: () => new Promise((resolve) => plain.close(resolve)),
  };
}

describe('the files of an export', () => {
  test('are the answers of a server, byte by byte', async () => {
    const all = await addressesIn(dist);
    const bytes = await bytesOf(dist);
    assert.ok(all.length > 300);
    for (const { name, address } of all) {
      const answer = await fetch(server.baseUrl + address);
      assert.equal(answer.status, 200, address);
      const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
      assert.equal(bytes[name], asExported(address, text), address);
    }
  });

  test('are there for every address that answers everybody', async () => {
    const names = new Set(Object.keys(await filesOf(dist)));
    for (const name of [
      'index.json', 'posts.json', 'posts@page=2.json', 'posts@page=3.json',
      'posts.ndjson', 'posts.csv', 'posts.rss', 'posts.atom', 'posts.jsonfeed',
      'posts/post-1.json', 'posts/post-1.md', 'posts/post-1.html',
      'posts/post-1.txt', 'posts/v1.0.json', 'posts/notes.md.json',
      'posts/deep/in/folders.json', 'posts/\u65e5\u672c \u8a9e.json',
      'authors/ana.json', 'authors/ana/posts.json', 'tags/odd/posts.rss',
      'authors/ana/posts@page=3.json', 'recent.json', 'recent@page=5.json',
      '_all.json', '_archive.json', '_navigation.json', '_navigation/posts.json',
      'posts@day=2024-01.json', 'feed.xml', 'feed.atom', 'feed.json',
      'sitemap.xml', 'llms.txt', 'llms-full.txt', '_llms/posts.txt',
      '_media.json', '_media/public/images/a.svg', 'openapi.json',
      'openapi.yaml', 'types.d.ts', '_schemas.json', '_schemas/posts.json',
      '_schemas/front-matter/posts.json', '_problems.json',
      '_problems/not-found.json', '404.json', '404.html', '_headers',
      '_redirects',
    ])
      assert.ok(names.has(name), name);
    for (const name of names)
      assert.doesNotMatch(name, /draft|_live|_metrics|_diagnostics|_explore/);
  });

  test('lead to each other on a server that reads no query', async () => {
    const { base, stop } = await serveFiles(dist);
    for (const [start, count] of [
      ['/posts.json', 49],
      ['/recent.json', 49],
      ['/authors/ana/posts.json', 45],
      ['/tags.json', 3],
    ]) {
      const met = [];
      for (let at = start; at;) {
        const answer = await fetch(base + at);
        assert.equal(answer.status, 200, at);
        const { data, links } = await answer.json();
        met.push(...data.map(({ id }) => id));
        at = links.next;
      }
      assert.equal(new Set(met).size, count, start);
      assert.equal(met.length, count, start);
    }
    const archive = await (await fetch(`${base}/_archive.json`)).json();
    for (const { months } of archive.data)
      for (const { href, count } of months) {
        const { meta } = await (await fetch(base + href)).json();
        assert.equal(meta.pagination.total, count, href);
      }
    await stop();
  });

  test('name old addresses and types for hosts', async () => {
    const redirects = await readFile(path.join(dist, '_redirects'), 'utf8');
    assert.match(redirects, /^\/posts\/former \/posts\/post-3 308$/m);
    assert.match(redirects, /^\/posts \/posts\.json 200$/m);
    const headers = await readFile(path.join(dist, '_headers'), 'utf8');
    assert.match(headers, /^\/\*\n(  .*\n)*  Access-Control-Allow-Origin: \*$/m);
    assert.match(headers, /^\/feed\.json\n  Content-Type: application\/feed\+json$/m);
    assert.match(headers, /^\/\*\.ndjson\n  Content-Type: application\/x-ndjson$/m);
    const settings = path.join(dist, '.headmatter');
    assert.match(
      await readFile(path.join(settings, 'nginx.conf'), 'utf8'),
      /"\/posts\/former" "\/posts\/post-3";/,
    );
    JSON.parse(await readFile(path.join(settings, 'serve.json'), 'utf8'));
    const problem = JSON.parse(await readFile(path.join(dist, '404.json'), 'utf8'));
    assert.equal(problem.status, 404);
  });
});

describe('the next export', () => {
  test('writes nothing where nothing has changed', async () => {
    const before = await filesOf(dist);
    const { stdout } = await exportTo(dist);
    assert.match(stdout, /: 0 files written, \d+ unchanged, 0 removed/);
    assert.deepEqual(await filesOf(dist), before);
  });

  test('writes what has changed, and removes what is gone', async () => {
    const out = path.join(place, 'changing');
    await exportTo(out);
    const before = await filesOf(out);
    const edited = path.join(site.dir, 'content/posts/post-7.md');
    const gone = path.join(site.dir, 'content/posts/deep/in/folders.md');
    const old = [await readFile(edited), await readFile(gone)];
    await writeFile(edited, `${old[0]}\nChanged.\n`);
    await rm(gone);
    const dry = await exportTo(out, '--dry-run');
    assert.match(dry.stdout, /^write posts\/post-7\.json$/m);
    assert.match(dry.stdout, /^remove posts\/deep\/in\/folders\.md$/m);
    assert.deepEqual(await filesOf(out), before);

    const { code } = await exportTo(out);
    assert.equal(code, 0);
    const now = await filesOf(out);
    const changed = Object.keys(now).filter(
      (name) => now[name].mtimeNs !== before[name]?.mtimeNs,
    );
    assert.ok(changed.includes('posts/post-7.html'));
    assert.ok(!changed.includes('posts/post-8.json'));
    assert.ok(!('posts/deep/in/folders.json' in now));
    await assert.rejects(stat(path.join(out, 'posts/deep')));
    await writeFile(edited, old[0]);
    await writeFile(gone, old[1]);
    await exportTo(out);
    assert.deepEqual(await bytesOf(out), await bytesOf(dist));
  });

  test('mends what somebody has changed or removed', async () => {
    const out = path.join(place, 'mended');
    await exportTo(out);
    await writeFile(path.join(out, 'posts.json'), 'x');
    await rm(path.join(out, 'posts/post-1.json'));
    const { stdout } = await exportTo(out);
    assert.match(stdout, /: 2 files written/);
    assert.deepEqual(await bytesOf(out), await bytesOf(dist));
  });
});

describe('--precompress', () => {
  test('writes siblings once, and takes them away again', async () => {
    const out = path.join(place, 'coded');
    await exportTo(out, '--precompress');
    const all = await filesOf(out);
    const plain = await readFile(path.join(out, 'posts.json'));
    const read = (end) => readFile(path.join(out, `posts.json${end}`));
    assert.deepEqual(gunzipSync(await read('.gz')), plain);
    assert.deepEqual(brotliDecompressSync(await read('.br')), plain);
    assert.equal(all['posts.json.gz'].mtimeNs, all['posts.json'].mtimeNs);
    assert.ok(!('_media/public/images/a.svg.gz' in all)); // too short to gain
    const again = await exportTo(out, '--precompress');
    assert.match(again.stdout, /: 0 files written/);

    // One of an older file, as an export that is broken off may leave it.
    await writeFile(path.join(out, 'posts.json.gz'), 'stale');
    await exportTo(out, '--precompress');
    assert.deepEqual(gunzipSync(await read('.gz')), plain);
    await exportTo(out);
    assert.deepEqual(await bytesOf(out), await bytesOf(dist));
  });
});

describe('--targets', () => {
  const withTargets = async (text, out = path.join(place, 'asked')) => {
    const file = path.join(place, 'targets.txt');
    await writeFile(file, text);
    const result = await exportTo(out, '--targets', file);
    return { ...result, file, out };
  };

  test('are files that a front end can fetch', async () => {
    const { code, stderr, out } = await withTargets(
      [
        '# what the front end asks for', '',
        '/posts?tags=odd&fields=slug&limit=10',
        '/posts?tags=caf%C3%A9-co&limit=45',
        '/posts/post-1?include=toc',
        '/posts.csv?fields=slug,title',
        '/_resolve?url=/posts/post-1',
        '/posts?facets=tags&limit=1',
      ].join('\n'),
    );
    assert.equal(code, 0, stderr);
    const { base, stop } = await serveFiles(out);
    const encoded = (query) => query.replaceAll('%', '%25');
    for (const [name, target] of [
      ['/posts@tags=odd&fields=slug&limit=10.json', '/posts?tags=odd&fields=slug&limit=10'],
      [`/posts@${encoded('tags=caf%C3%A9-co&limit=45')}.json`, '/posts?tags=caf%C3%A9-co&limit=45'],
      ['/posts/post-1@include=toc.json', '/posts/post-1?include=toc'],
      ['/posts.csv@fields=slug,title.csv', '/posts.csv?fields=slug,title'],
    ]) {
      const [made, live] = await Promise.all([
        fetch(base + name).then((r) => r.text()),
        fetch(server.baseUrl + target).then((r) => r.text()),
      ]);
      const data = (text) =>
        name.endsWith('.json') ? JSON.parse(text).data : text;
      assert.deepEqual(data(made), data(live), name);
    }
    // Pages of them, and what their answers lead to.
    let at = '/posts@tags=odd&fields=slug&limit=10.json';
    const met = [];
    while (at) {
      const { data, links } = await (await fetch(base + at)).json();
      met.push(...data);
      at = links.next;
    }
    assert.equal(met.length, 22);
    const faceted = await fetch(`${base}/posts@facets=tags&limit=1.json`);
    const { meta } = await faceted.json();
    for (const { href, count } of meta.facets.tags) {
      const list = await (await fetch(base + href)).json();
      assert.equal(list.meta.pagination.total, count, href);
    }
    await stop();
  });

  test('that have no answer end the export, and change nothing', async () => {
    const { out } = await withTargets('/posts?limit=3');
    const before = await bytesOf(out);
    for (const [text, status] of [
      ['\n/posts?limit=x', 400],
      ['\n/nowhere', 404],
      ['\n/posts?status=draft', 403],
      ['\n/_diagnostics', 403],
    ]) {
      const { code, stderr, file } = await withTargets(text);
      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`targets\\.txt:2: '${text.trim().replace('?', '\\?')}' is answered with ${status}`));
      assert.ok(stderr.includes(file));
    }
    const { code, stderr } = await withTargets('posts');
    assert.equal(code, 1);
    assert.match(stderr, /targets\.txt:1: 'posts' is not an address/);
    const far = await withTargets(`/_resolve?url=/../../${'x'.repeat(3)}`);
    assert.equal(far.code, 1);
    assert.deepEqual(await bytesOf(out), before);
  });
});

describe('a folder', () => {
  test('with files of others is refused, and stays as it is', async () => {
    const out = path.join(place, 'others');
    await mkdir(out);
    await writeFile(path.join(out, 'thesis.txt'), 'mine');
    const { code, stderr } = await exportTo(out);
    assert.equal(code, 1);
    assert.match(stderr, /has files that are not of an export, such as 'thesis.txt'/);
    assert.deepEqual(await readdir(out), ['thesis.txt']);
  });

  test('may be a checkout, and have files beside those of the export', async () => {
    const out = path.join(place, 'checkout');
    await mkdir(path.join(out, '.git'), { recursive: true });
    await exportTo(out);
    await writeFile(path.join(out, 'CNAME'), 'example.org');
    await exportTo(out);
    assert.equal(await readFile(path.join(out, 'CNAME'), 'utf8'), 'example.org');
    await stat(path.join(out, '.git'));
  });

  test('keeps a file of others that the export would replace', async () => {
    const out = path.join(place, 'own');
    await exportTo(out);
    await writeFile(path.join(out, 'posts@limit=2.json'), 'mine');
    const targets = path.join(place, 'own.txt');
    await writeFile(targets, '/posts?limit=2\n');
    const { code, stderr } = await exportTo(out, '--targets', targets);
    assert.equal(code, 1);
    assert.match(stderr, /own\/posts@limit=2\.json' is not of an export/);
    assert.equal(
      await readFile(path.join(out, 'posts@limit=2.json'), 'utf8'),
      'mine',
    );
  });

  test('is not left through a symbolic link', async () => {
    const out = path.join(place, 'linked');
    const outside = path.join(place, 'outside');
    await exportTo(out);
    await mkdir(outside);
    await rm(path.join(out, 'posts'), { recursive: true });
    await symlink(outside, path.join(out, 'posts'));
    const { code } = await exportTo(out);
    assert.equal(code, 1);
    assert.deepEqual(await readdir(outside), []);
  });

  test('has its own folder, and follows no link in place of it', async () => {
    const out = path.join(place, 'own-linked');
    const outside = path.join(place, 'own-outside');
    await mkdir(path.join(outside, 'next'), { recursive: true });
    await mkdir(out);
    await writeFile(path.join(outside, 'next/mine'), 'mine');
    await symlink(outside, path.join(out, '.headmatter'));
    for (const more of [[], ['--dry-run']]) {
      const { code, stderr } = await exportTo(out, ...more);
      assert.equal(code, 1);
      assert.match(stderr, /\.headmatter' is not a folder\n {2}remove it/);
    }
    assert.deepEqual(await readdir(outside), ['next']);
    assert.deepEqual(await readdir(path.join(outside, 'next')), ['mine']);
  });

  test('that is the content, or around it, is refused', async () => {
    for (const out of [site.dir, path.dirname(site.dir), '/']) {
      const { code, stderr } = await exportTo(out);
      assert.equal(code, 2);
      assert.match(stderr, /is the content itself, or around it/);
    }
  });

  test('in the content is none of it', async () => {
    const copy = await writeSite(files);
    const out = path.join(copy.dir, 'content/dist');
    for (let i = 0; i < 2; i++) {
      const { code } = await run(['export', copy.dir, '--out', out, ...url]);
      assert.equal(code, 0);
    }
    assert.deepEqual(
      Object.keys(await filesOf(out)).sort(),
      Object.keys(await filesOf(dist)).sort(),
    );
    await copy.remove();
  });

  test('is not made by --dry-run', async () => {
    const out = path.join(place, 'dry');
    const { code, stdout } = await exportTo(out, '--dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /^write posts\.json$/m);
    await assert.rejects(stat(out));
  });

  test('is wanted, and one that can be made', async () => {
    const none = await run(['export', site.dir]);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /where to export to is missing/);
    const deep = await exportTo(path.join(place, 'a/b/c'));
    assert.equal(deep.code, 1);
    assert.match(deep.stderr, /cannot make '.*a\/b\/c'/);
  });

  test('is written to by one export at a time', async () => {
    const out = path.join(place, 'locked');
    await exportTo(out);
    const holder = spawn(
      'flock',
      [path.join(out, '.headmatter/lock'), 'sh', '-c', 'echo held; cat'],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const { code, stderr } = await exportTo(out);
    assert.equal(code, 1);
    assert.match(stderr, /another export to '.*' is running/);
    holder.stdin.end();
    await new Promise((resolve) => holder.on('close', resolve));
    assert.equal((await exportTo(out)).code, 0);
  });
});

test('an export that is killed leaves a folder that can be served', async () => {
  const out = path.join(place, 'killed');
  const copy = await writeSite(files);
  const args = ['export', copy.dir, '--out', out, ...url, '--precompress'];
  const begun = process.hrtime.bigint();
  await run(args);
  let whole_ms = Number(process.hrtime.bigint() - begun) / 1e6;
  const old = await bytesOf(out);
  const edit = async (mark) => {
    for (const name of Object.keys(posts))
      await writeFile(path.join(copy.dir, name), `${posts[name]}\n${mark}\n`);
  };
  await edit('The next edition.');
  const after = path.join(place, 'after');
  await run(['export', copy.dir, '--out', after, ...url, '--precompress']);
  const fresh = await bytesOf(after);
  let killed = 0;
  for (let i = 0; i < 20; i++) {
    const started = performance.now();
    const child = spawn(binary, args, { stdio: 'ignore' });
    const end = new Promise((resolve) => child.on('close', (_, s) => resolve(s)));
    const ended = end.then(() => performance.now() - started);
    await wait(Math.random() * whole_ms);
    child.kill('SIGKILL');
    if ((await end) === 'SIGKILL') killed += 1;
    else whole_ms = Math.min(whole_ms, await ended);
    const now = await bytesOf(out);
    for (const name of Object.keys(old)) {
      if (/\.(gz|br)$/.test(name)) continue;
      assert.ok(
        now[name] === old[name] || now[name] === fresh[name],
        `${name} after ${i + 1}`,
      );
    }
  }
  assert.ok(killed > 0);
  const { code } = await run(args);
  assert.equal(code, 0);
  const mended = await bytesOf(out);
  assert.deepEqual(Object.keys(mended).sort(), Object.keys(fresh).sort());
  for (const name of Object.keys(fresh))
    if (!/\.(gz|br)$/.test(name)) assert.equal(mended[name], fresh[name], name);
    else {
      const decode = name.endsWith('gz') ? gunzipSync : brotliDecompressSync;
      assert.equal(
        decode(Buffer.from(mended[name], 'latin1')).toString('latin1'),
        fresh[name.slice(0, -3)],
      );
    }
  assert.deepEqual(await readdir(path.join(out, '.headmatter')).then((n) => n.sort()), [
    'Caddyfile', 'files', 'lock', 'nginx.conf', 'serve.json',
  ]);
  await copy.remove();
});

test('two addresses that would be one file are named', async () => {
  const copy = await writeSite({ ...files, 'content/feed/a.md': page(['title: A']) });
  const out = path.join(place, 'clash');
  const { code, stderr } = await run(['export', copy.dir, '--out', out, ...url]);
  assert.equal(code, 1);
  assert.match(stderr, /would both be the file 'feed\.json'/);
  await copy.remove();
});

test('a base path is a folder', async () => {
  const out = path.join(place, 'based');
  const { code } = await exportTo(out, '--base-path', '/api/v1');
  assert.equal(code, 0);
  const index = JSON.parse(await readFile(path.join(out, 'api/v1/index.json')));
  assert.equal(index.links.posts, '/api/v1/posts');
  const list = JSON.parse(await readFile(path.join(out, 'api/v1/posts.json')));
  assert.equal(list.links.next, '/api/v1/posts@page=2.json');
  await stat(path.join(out, list.links.next));
});
