// media.test.mjs - files beside the documents: what is served, as what, and
// which part of it; and what never is.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { link, mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { page } from './contract-site.mjs';
import { Peer } from './peer.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem, run, until } from './support.mjs';

const runFile = promisify(execFile);

/** Bytes that are no UTF-8 and differ everywhere. */
const noise = (size) =>
  Buffer.from(Uint32Array.from({ length: Math.ceil(size / 4) }, (_, i) =>
    Math.imul(i + 1, 2654435761)).buffer).subarray(0, size);

const film = noise(3_000_000);
const css = 'a { color: teal }\n'.repeat(500);

const files = {
  'content/posts/a.md': page(
    ['title: A', 'image: /images/field.png'],
    '![](beside.png)\n\n![](/images/caf%C3%A9%201.png)\n\n[film](/film.mp4)',
  ),
  'content/posts/b.md': page(['title: B'], '![](/images/caf\u00e9 1.png) <img src="/film.mp4">'),
  'content/posts/beside.png': noise(1000),
  'content/posts/script.js': 'alert(1)',
  'content/posts/.hidden.png': 'hidden',
  'content/posts/secret.env': 'hidden',
  'content/posts/notes.txt': 'hidden',
  'content/posts/held.png': 'hidden',
  'public/images/field.png': noise(10),
  'public/images/caf\u0065\u0301 1.png': noise(20),
  'public/images/drawing.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><script>document.title = "run"</script></svg>',
  'public/page.html': '<title>kept</title><script>document.title = "run"</script>',
  'public/empty.txt': '',
  'public/site.css': css,
  'public/report.pdf': '%PDF-1.4',
  'public/film.mp4': film,
  'public/.env': 'hidden',
  'public/.well-known/x.png': 'hidden',
  'public/index.php': 'hidden',
  'public/data.sqlite': 'hidden',
  'public/dump.sql.gz': 'hidden',
  'public/node_modules/x.png': 'hidden',
  'downloads/manual.zip': 'PK',
  'elsewhere/x.png': 'hidden',
  'x.png': 'hidden',
  'headmatter.yaml': 'exclude: [content/posts/held.png]\nmedia:\n  roots: [downloads]\n',
};

let site;
let server;

before(async () => {
  site = await writeSite(files);
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

const get = (target, headers) => ask(server, `/_media/${target}`, { headers });

describe('a file', () => {
  test('has its bytes, its type and its length', async () => {
    const rows = [
      ['content/posts/beside.png', 'image/png'],
      ['public/film.mp4', 'video/mp4'],
      ['public/site.css', 'text/css; charset=utf-8'],
      ['public/empty.txt', 'text/plain; charset=utf-8'],
      ['downloads/manual.zip', 'application/zip'],
      ['public/images/drawing.svg', 'image/svg+xml'],
    ];
    for (const [name, type] of rows) {
      const { status, bytes, headers } = await get(name);
      assert.equal(status, 200, name);
      assert.ok(bytes.equals(Buffer.from(files[name])), name);
      assert.equal(headers['content-type'], type);
      assert.equal(headers['content-length'], String(bytes.length));
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['accept-ranges'], 'bytes');
      assert.equal(headers['content-location'], `/_media/${name}`);
    }
  });

  test('has the address that the site has for it, too', async () => {
    const rows = {
      'images/field.png': 'public/images/field.png',
      'manual.zip': 'downloads/manual.zip',
      'posts/beside.png': 'content/posts/beside.png',
      'images/caf%C3%A9%201.png': 'public/images/caf%C3%A9%201.png',
      'images/cafe%CC%81%201.png': 'public/images/caf%C3%A9%201.png',
    };
    for (const [at, own] of Object.entries(rows)) {
      const { status, headers } = await get(at);
      assert.equal(status, 200, at);
      assert.equal(headers['content-location'], `/_media/${own}`);
    }
  });

  test('has an ETag that follows from its bytes alone', async () => {
    const other = await writeSite(files);
    await utimes(path.join(other.dir, 'public/film.mp4'), 1, 1);
    const replica = await startServer(other.dir);
    try {
      for (const name of ['public/film.mp4', 'public/site.css', 'public/empty.txt']) {
        const { etag } = (await get(name)).headers;
        assert.match(etag, /^"[0-9a-f]{16}"$/);
        assert.equal((await ask(replica, `/_media/${name}`)).headers.etag, etag);
      }
      await writeFile(path.join(other.dir, 'public/film.mp4'), 'another');
      const { etag } = (await get('public/film.mp4')).headers;
      const changed = await ask(replica, '/_media/public/film.mp4');
      assert.notEqual(changed.headers.etag, etag);
      assert.equal(changed.body, 'another');
    } finally {
      await replica.stop();
      await other.remove();
    }
  });

  test('is not sent to those who have it', async () => {
    const { etag } = (await get('film.mp4')).headers;
    const again = await get('film.mp4', { 'If-None-Match': etag });
    assert.equal(again.status, 304);
    assert.equal(again.body, '');
    assert.equal(again.headers.etag, etag);
    assert.equal((await get('film.mp4', { 'If-Match': '"x"' })).status, 412);
    assert.equal((await get('film.mp4', { 'If-Match': etag })).status, 200);
  });

  test('is for ever at the address that names its content', async () => {
    const { etag } = (await get('film.mp4')).headers;
    const v = etag.slice(1, -1);
    const now = (await get('film.mp4')).headers['cache-control'];
    const ever = await get(`film.mp4?v=${v}`);
    assert.equal(ever.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(ever.headers['cdn-cache-control'], 'max-age=31536000');
    assert.ok(ever.bytes.equals(film));
    // What was there before is answered with what is there now.
    const old = await get('film.mp4?v=0123456789abcdef');
    assert.equal(old.status, 200);
    assert.equal(old.headers['cache-control'], now);
    const css = (await get('site.css', { 'Accept-Encoding': 'br' })).headers.etag;
    const coded = await get(`site.css?v=${css.slice(1, 17)}`, { 'Accept-Encoding': 'br' });
    assert.match(coded.headers['cache-control'], /immutable/);
    assert.equal(coded.headers.etag, css);
  });

  test('is compressed if it is text', async () => {
    const br = await get('site.css', { 'Accept-Encoding': 'br' });
    assert.equal(br.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(br.bytes).toString(), css);
    const gzip = await get('site.css', { 'Accept-Encoding': 'gzip' });
    assert.equal(gunzipSync(gzip.bytes).toString(), css);
    for (const { headers } of [br, gzip])
      assert.equal(headers.vary, 'Accept-Encoding');
    const plain = await get('site.css');
    assert.deepEqual(
      new Set([br, gzip, plain].map(({ headers }) => headers.etag.slice(0, 17))).size,
      1,
    );
    const picture = await get('images/field.png', { 'Accept-Encoding': 'br, gzip' });
    assert.equal(picture.headers['content-encoding'], undefined);
    assert.equal(picture.headers.vary, undefined);
  });

  test('is harmless whatever is in it', async () => {
    for (const name of ['images/drawing.svg', 'page.html', 'film.mp4', 'report.pdf']) {
      const { headers } = await get(name);
      assert.match(headers['content-security-policy'], /^default-src 'none';/, name);
      assert.equal(
        /; sandbox$/.test(headers['content-security-policy']),
        name !== 'report.pdf',
      );
      assert.doesNotMatch(headers['content-security-policy'], /script-src|allow-/);
    }
  });

  test('is printed by the command line, as it is', async () => {
    const { stdout } = await run(['get', '/_media/site.css', site.dir]);
    assert.equal(stdout, css);
  });

  test('takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      assert.equal((await ask(server, '/_media/film.mp4', { method })).status, 405);
    const head = await ask(server, '/_media/film.mp4', { method: 'HEAD' });
    assert.equal(head.headers['content-length'], String(film.length));
  });
});

/* ---- Parts: RFC 9110, 14. */

const last = film.length - 1;
const size = film.length;

/** [Range, the part or the status] */
const ranges = [
  ['bytes=0-0', [0, 0]],
  ['bytes=0-499', [0, 499]],
  ['bytes=500-', [500, last]],
  ['bytes=-500', [size - 500, last]],
  [`bytes=-${size}`, [0, last]],
  [`bytes=-${size + 1}`, [0, last]],
  [`bytes=0-${last}`, [0, last]],
  [`bytes=0-${size * 10}`, [0, last]],
  [`bytes=${last}-`, [last, last]],
  ['bytes=65000-66000', [65000, 66000]],
  ['Bytes=1-2', [1, 2]],
  ['bytes= 1-2', [1, 2]],
  ['bytes=1-2 ', [1, 2]],
  ['bytes=,1-2,', [1, 2]],
  ['bytes=0-9,10-19', [0, 19]],
  ['bytes=5-19,0-9', [0, 19]],
  ['bytes=0-9,99999999-', [0, 9]],
  ['bytes=0-99999999999999999999999999', [0, last]],
  [`bytes=${size}-`, 416],
  ['bytes=99999999999999999999999999-', 416],
  ['bytes=-0', 416],
  [`bytes=${size}-,${size + 5}-`, 416],
  ['bytes=0-9,20-29', 200], // two parts are the whole
  ['bytes=9-0', 200], // what is no range is nothing
  ['bytes=', 200],
  ['bytes=-', 200],
  ['bytes=a-b', 200],
  ['bytes=1-2-3', 200],
  ['bytes=0x1-2', 200],
  ['bytes=+1-2', 200],
  ['bytes=1.0-2', 200],
  ['bytes 0-1', 200],
  ['lines=0-1', 200],
  ['0-1', 200],
  ['', 200],
  [`bytes=${Array.from({ length: 17 }, () => '0-1').join(',')}`, 200],
];

describe('a part of a file', () => {
  for (const [range, wanted] of ranges) {
    test(`${range.slice(0, 40)} is ${wanted}`, async () => {
      const answer = await get('film.mp4', { Range: range });
      const { status, bytes, headers } = answer;
      if (wanted === 416) {
        assert.equal(status, 416);
        assert.equal(headers['content-range'], `bytes */${size}`);
        assert.equal(answer.json().type, '/_problems/range-not-satisfiable');
        assert.equal(headers['cache-control'], 'no-store');
      } else if (wanted === 200) {
        assert.equal(status, 200);
        assert.equal(headers['content-range'], undefined);
        assert.ok(bytes.equals(film));
      } else {
        const [from, to] = wanted;
        assert.equal(status, 206);
        assert.equal(headers['content-range'], `bytes ${from}-${to}/${size}`);
        assert.equal(headers['content-length'], String(to - from + 1));
        assert.ok(bytes.equals(film.subarray(from, to + 1)));
        assert.equal(headers.etag, (await get('film.mp4')).headers.etag);
      }
    });
  }

  test('is given of what the client has begun with', async () => {
    const { etag } = (await get('film.mp4')).headers;
    const rows = [
      [etag, 206],
      [`W/${etag}`, 200],
      ['"another"', 200],
      ['Mon, 30 Nov 2026 18:00:00 GMT', 200],
      ['*', 200],
    ];
    for (const [condition, status] of rows) {
      const headers = { Range: 'bytes=5-9', 'If-Range': condition };
      assert.equal((await get('film.mp4', headers)).status, status, condition);
    }
  });

  test('comes after the other conditions', async () => {
    const { etag } = (await get('film.mp4')).headers;
    const rows = [
      [{ 'If-None-Match': etag }, 304],
      [{ 'If-None-Match': '"x"' }, 206],
      [{ 'If-Match': '"x"' }, 412],
      [{ 'If-Match': etag, 'If-None-Match': etag }, 304],
    ];
    for (const [headers, status] of rows) {
      const asked = { Range: 'bytes=5-9', ...headers };
      assert.equal((await get('film.mp4', asked)).status, status);
    }
    const beyond = { Range: 'bytes=99999999-', 'If-None-Match': etag };
    assert.equal((await get('film.mp4', beyond)).status, 304);
  });

  test('is none for HEAD, for nothing, and for what is no file', async () => {
    const headers = { Range: 'bytes=0-1' };
    const head = await ask(server, '/_media/film.mp4', { method: 'HEAD', headers });
    assert.equal(head.status, 200);
    assert.equal(head.headers['content-length'], String(size));
    const empty = await get('empty.txt', headers);
    assert.deepEqual([empty.status, empty.body], [200, '']);
    assert.equal((await ask(server, '/posts', { headers })).status, 200);
    assert.equal((await ask(server, '/_media', { headers })).status, 200);
    assert.equal((await get('nothing.png', headers)).status, 404);
  });

  test('is never compressed', async () => {
    const headers = { Range: 'bytes=2-6', 'Accept-Encoding': 'br, gzip' };
    const { status, body, headers: sent } = await get('site.css', headers);
    assert.deepEqual([status, body], [206, '{ col'.slice(0, 5)]);
    assert.equal(sent['content-encoding'], undefined);
    assert.equal(sent.vary, 'Accept-Encoding');
    assert.equal(sent.etag, (await get('site.css')).headers.etag);
  });

  test('follows others on one connection', async () => {
    const peer = await Peer.connect(server);
    const ask = (range) =>
      `GET /_media/film.mp4 HTTP/1.1\r\nHost: x\r\nRange: bytes=${range}\r\n\r\n`;
    peer.send(ask('100000-199999') + ask('0-9'));
    const first = await peer.read();
    assert.equal(first.line, 'HTTP/1.1 206 Partial Content');
    assert.ok(Buffer.from(first.body, 'latin1').equals(film.subarray(100000, 200000)));
    const second = await peer.read();
    assert.ok(Buffer.from(second.body, 'latin1').equals(film.subarray(0, 10)));
    peer.end();
  });

  test('is what curl goes on with', async (t) => {
    const part = path.join(site.dir, '..', `part-${process.pid}`);
    t.after(() => rm(part, { force: true }));
    await writeFile(part, film.subarray(0, 1_234_567));
    const url = `${server.baseUrl}/_media/film.mp4`;
    try {
      await runFile('curl', ['-sf', '-C', '-', '-o', part, url]);
    } catch (error) {
      if (error.code === 'ENOENT') return t.skip('there is no curl');
      throw error;
    }
    assert.ok((await readFile(part)).equals(film));
  });
});

describe('what is no file of the site', () => {
  const never = Object.keys(files).filter(
    (name) => files[name] === 'hidden' || /\.(md|js|yaml)$/.test(name),
  );

  test('is a 404, by its name and below every root', async () => {
    assert.ok(never.length > 14);
    for (const name of never) {
      const short = name.replace(/^[a-z]+\//, '');
      await getProblem(server, `/_media/${name}`, 404);
      if (name.includes('/') && short !== 'x.png')
        await getProblem(server, `/_media/${short}`, 404);
    }
  });

  test('is reached by no path, however it is written', async () => {
    const dots = ['..', '.', '%2e%2e', '%2E.', '..%2f', '..%5c', '...', '..;', '%c0%ae%c0%ae', '%252e%252e'];
    const ends = ['x.png', 'etc/passwd', 'headmatter.yaml', 'elsewhere/x.png', 'public/.env'];
    const targets = [];
    for (const dot of dots)
      for (const end of ends)
        for (const start of ['', 'public/', 'public/images/', 'content/posts/'])
          for (const depth of [1, 2, 8])
            targets.push(`/_media/${start}${`${dot}/`.repeat(depth)}${end}`);
    targets.push(
      '/_media//etc/passwd',
      '/_media/%2fetc/passwd',
      '/_media/public//images/field.png',
      '/_media/public/images/field.png%00',
      '/_media/public/images/field.png%00.css',
      '/_media/.env%00.png',
      '/_media/public%5cimages%5cfield.png',
      '/_media/public\\images\\field.png',
      '/_media/PUBLIC/images/field.png',
      '/_media/public/images/FIELD.PNG',
      '/_media/public/images/field.png.',
      '/_media/public/images/field.png%20',
      '/_media/public/images/field.png::$DATA',
      '/_media/public/images',
      '/_media/proc/self/environ',
      `/_media${site.dir}/x.png`,
      `/_media/file://${site.dir}/x.png`,
    );
    for (const target of targets) {
      const { status, body } = await ask(server, target);
      assert.ok(status === 404 || status === 400, `${status} ${target}`);
      assert.doesNotMatch(body, /hidden|root:/);
    }
  });

  test('is not what a link leads to, when or wherever it is made', async (t) => {
    const at = (name) => path.join(site.dir, name);
    const outside = `${site.dir}-outside.png`;
    await writeFile(outside, 'hidden');
    const links = {
      'public/out.png': outside,
      'public/up.png': '../elsewhere/x.png',
      'public/env.png': '.env',
      'public/php.png': 'index.php',
      'public/passwd.png': '/etc/passwd',
      'public/proc.png': '/proc/self/environ',
      'public/inside.png': 'images/field.png',
      'content/posts/also.png': '../../public/images/field.png',
      'public/folder': '../elsewhere',
    };
    t.after(async () => {
      for (const name of Object.keys(links)) await rm(at(name), { force: true });
      await rm(outside);
    });
    for (const [name, to] of Object.entries(links)) await symlink(to, at(name));
    await until(async () => (await get('public/inside.png')).status === 200);
    assert.equal((await get('content/posts/also.png')).status, 200);
    for (const name of ['out.png', 'up.png', 'env.png', 'php.png', 'passwd.png', 'proc.png', 'folder/x.png'])
      assert.equal((await get(`public/${name}`)).status, 404, name);
    const { data } = await getJson(server, '/_media?limit=all');
    const listed = data.map((file) => file.path);
    for (const name of Object.keys(links))
      assert.equal(listed.includes(name), /inside|also/.test(name), name);

    // One that takes the place of a file, before anybody has looked again.
    await rename(at('public/images/field.png'), at('public/images/kept.png'));
    await symlink(outside, at('public/images/field.png'));
    for (let i = 0; i < 50; i++) {
      const { status, body } = await get('public/images/field.png');
      assert.equal(status, 404);
      assert.doesNotMatch(body, /hidden/);
    }
    await rename(at('public/images'), at('public/moved'));
    await symlink('../elsewhere', at('public/images'));
    await symlink('x.png', at('elsewhere/drawing.svg'));
    for (let i = 0; i < 50; i++)
      assert.equal((await get('public/images/drawing.svg')).status, 404);
    await rm(at('public/images'));
    await rm(at('elsewhere/drawing.svg'));
    await rename(at('public/moved'), at('public/images'));
    await rename(at('public/images/kept.png'), at('public/images/field.png'));
    await until(async () => (await get('public/images/field.png')).status === 200);
  });

  test('is a file all the same by a second name of it', async (t) => {
    // A hard link is no way out: who makes it could read the file.
    const second = path.join(site.dir, 'public/second.png');
    t.after(() => rm(second));
    await link(path.join(site.dir, 'content/posts/beside.png'), second);
    await until(async () => (await get('second.png')).status === 200);
    assert.ok((await get('second.png')).bytes.equals(files['content/posts/beside.png']));
  });
});

describe('the list of files', () => {
  before(() =>
    until(async () => !(await ask(server, '/_media?limit=all')).body.includes('second.png')));

  test('tells of each what it is and who shows it', async () => {
    const { data, meta } = await getJson(server, '/_media?media_type=image');
    assert.equal(meta.pagination.total, data.length);
    const users = Object.fromEntries(
      data.map((file) => [file.path, file.used_by.map(({ id }) => id)]),
    );
    assert.deepEqual(users, {
      'content/posts/beside.png': ['posts/a'],
      'public/images/caf\u00e9 1.png': ['posts/a', 'posts/b'],
      'public/images/drawing.svg': [],
      'public/images/field.png': ['posts/a'],
    });
    const drawing = data.find((file) => file.type === 'image/svg+xml');
    assert.deepEqual([drawing.width, drawing.height], [30, 20]);
    const film = (await getJson(server, '/_media?media_type=video/mp4')).data;
    assert.equal(film.length, 1);
    assert.equal(film[0].bytes, size);
    assert.deepEqual([film[0].width, film[0].height], [null, null]);
    assert.equal(film[0].url, '/film.mp4');
    assert.equal(film[0].href, '/_media/public/film.mp4');
    assert.deepEqual(film[0].used_by, [
      { id: 'posts/a', href: '/posts/a' },
      { id: 'posts/b', href: '/posts/b' },
    ]);
    assert.equal(film[0].used_by_count, 2);
  });

  test('leads to each of them', async () => {
    const seen = [];
    for (let at = '/_media?limit=2'; at !== null;) {
      const { data, links } = await getJson(server, at);
      seen.push(...data);
      at = links.next;
    }
    const all = await getJson(server, '/_media?limit=all');
    assert.deepEqual(seen, all.data);
    assert.deepEqual(
      seen.map((file) => file.path),
      seen.map((file) => file.path).toSorted(),
    );
    for (const { href, bytes, type } of seen) {
      const { status, headers } = await ask(server, href);
      assert.equal(status, 200);
      assert.equal(headers['content-length'], String(bytes));
      assert.equal(headers['content-type'].split(';')[0], type);
    }
  });

  test('takes no other parameter', async () => {
    for (const query of ['sort=path', 'q=x', 'media_type=', 'media_type=image/', 'limit=5000', 'fields=path', 'v=1x&w=1'])
      assert.equal((await ask(server, `/_media?${query}`)).status, 400, query);
    assert.deepEqual((await getJson(server, '/_media?media_type=imag')).data, []);
    assert.equal((await get('film.mp4?width=1')).status, 400);
    assert.equal((await ask(server, '/_media/no.png?width=1')).status, 404);
  });
});

describe('media.urls', () => {
  let shown;

  before(async () => {
    shown = await writeSite({
      'content/posts/trip/index.md': page(
        [
          'title: Trip',
          'date: 2024-01-01',
          'cover: ./cover.png?w=1',
          'gallery: [{ src: ../../../public/images/a%20b.png, alt: /images/none.png }, text.png of]',
          'logo: https://example.com/images/logo.png',
        ],
        [
          '![](cover.png)', '![](/images/a%20b.png#x)', '[film](/film.mp4)',
          '![](/images/none.png)', '![](https://example.com/images/logo.png)',
        ].join('\n\n'),
      ),
      'content/posts/trip/cover.png': 'cover',
      'public/images/a b.png': 'a',
      'public/film.mp4': 'film',
    });
  });

  after(() => shown?.remove());

  const look = async (...options) => {
    const target = '/posts/trip?fields=html,cover,gallery,logo';
    const { stdout } = await run(['get', target, shown.dir, ...options]);
    const { html, cover, gallery, logo } = JSON.parse(stdout).data;
    const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((m) => m[1]);
    assert.equal(logo, 'https://example.com/images/logo.png');
    assert.deepEqual(links.slice(3), ['/images/none.png', logo]);
    assert.equal(gallery[0].alt, '/images/none.png');
    assert.equal(gallery[1], 'text.png of');
    return { links: links.slice(0, 3), front: [cover, gallery[0].src] };
  };

  test('leaves what is written, or shows the addresses of the site or the API', async () => {
    const written = {
      links: ['cover.png', '/images/a%20b.png#x', '/film.mp4'],
      front: ['./cover.png?w=1', '../../../public/images/a%20b.png'],
    };
    assert.deepEqual(await look(), written);
    assert.deepEqual(await look('--media-urls', 'written'), written);
    assert.deepEqual(await look('--media-urls', 'site'), {
      links: ['/posts/trip/cover.png', '/images/a%20b.png#x', '/film.mp4'],
      front: ['/posts/trip/cover.png?w=1', '/images/a%20b.png'],
    });
    const site = ['--media-urls', 'site', '--public-url', 'https://example.org/'];
    assert.deepEqual(await look(...site), {
      links: [
        'https://example.org/posts/trip/cover.png',
        'https://example.org/images/a%20b.png#x',
        'https://example.org/film.mp4',
      ],
      front: [
        'https://example.org/posts/trip/cover.png?w=1',
        'https://example.org/images/a%20b.png',
      ],
    });
    assert.deepEqual(await look('--media-urls', 'api'), {
      links: [
        '/_media/content/posts/trip/cover.png',
        '/_media/public/images/a%20b.png#x',
        '/_media/public/film.mp4',
      ],
      front: [
        '/_media/content/posts/trip/cover.png?w=1',
        '/_media/public/images/a%20b.png',
      ],
    });
  });

  test('holds for images in raw HTML, however their tags are written', async (t) => {
    const tags = await writeSite({
      'posts/a.gif': 'GIF',
      'posts/a.md': page(['title: A'], [
        '<p><img alt="a > b" src=" a.gif?x=1&amp;y "><IMG src=a.gif width=3>',
        "<img src='./a.gif'/><img src=\"gone.gif\"><img src=\"{{ x }}/a.gif\">",
        '<img alt="src=a.gif"><!-- <img src="a.gif"> --></p>',
        '',
        '`<img src="a.gif">` and <img src="&#97;.gif">',
      ].join('\n')),
    });
    t.after(() => tags.remove());
    const asked = ['get', '/posts/a?fields=html', tags.dir];
    const html = async (...options) => {
      const { stdout } = await run([...asked, '--lazy-images', 'off', ...options]);
      return JSON.parse(stdout).data.html;
    };
    const written = await html();
    assert.match(written, /<img alt="a > b" src=" a.gif\?x=1&amp;y ">/);
    assert.equal(
      await html('--media-urls', 'api'),
      written
        .replace('" a.gif?', '" /_media/posts/a.gif?')
        .replace('src=a.gif width', 'src=/_media/posts/a.gif width')
        .replace("'./a.gif'", "'/_media/posts/a.gif'")
        .replace('"&#97;.gif"', '"/_media/posts/a.gif"'),
    );
  });

  test('changes an answer, its ETag and its rev when a file comes or goes', async (t) => {
    const live = await startServer(shown.dir, { options: ['--media-urls', 'api'] });
    t.after(() => live.stop());
    const asked = '/posts/trip?fields=rev,cover,html';
    const first = await ask(live, asked);
    const moved = path.join(shown.dir, 'content/posts/trip/other.png');
    const cover = path.join(shown.dir, 'content/posts/trip/cover.png');
    await rename(cover, moved);
    await until(async () => (await ask(live, asked)).json().data.cover === './cover.png?w=1');
    const second = await ask(live, asked);
    assert.notEqual(second.headers.etag, first.headers.etag);
    assert.notEqual(second.json().data.rev, first.json().data.rev);
    await rename(moved, cover);
    await until(async () => (await ask(live, asked)).headers.etag === first.headers.etag);
    assert.equal((await ask(live, asked)).body, first.body);
    // Conditions see what is written.
    const found = await getJson(live, '/posts?cover=./cover.png%3Fw%3D1&fields=cover');
    assert.deepEqual(found.data, [{ cover: '/_media/content/posts/trip/cover.png?w=1' }]);
  });
});

test('a file is followed like a document', async (t) => {
  const live = await writeSite({
    'content/a.md': page(['title: A'], '![](/images/new.png)'),
    'public/images/old.png': 'old',
  });
  t.after(() => live.remove());
  const followed = await startServer(live.dir);
  t.after(() => followed.stop());
  const at = (name) => path.join(live.dir, name);
  const warnings = async () => (await getJson(followed, '/_ready')).diagnostics.warnings;
  const tag = async () => (await ask(followed, '/_media')).headers.etag;
  const bytes = async (name) =>
    (await getJson(followed, '/_media')).data.find((f) => f.path === name)?.bytes;

  assert.equal(await warnings(), 1);
  const before = await tag();
  await writeFile(at('public/images/new.png'), 'new');
  await until(async () => (await bytes('public/images/new.png')) === 3);
  assert.notEqual(await tag(), before);
  assert.equal(await warnings(), 0);
  assert.equal((await ask(followed, '/_media/images/new.png')).body, 'new');
  await writeFile(at('public/images/new.png'), 'newer');
  assert.equal((await ask(followed, '/_media/images/new.png')).body, 'newer');
  await until(async () => (await bytes('public/images/new.png')) === 5);
  await rm(at('public/images/new.png'));
  assert.equal((await ask(followed, '/_media/images/new.png')).status, 404);
  await until(async () => (await bytes('public/images/new.png')) === undefined);
  assert.equal(await warnings(), 1);
  await mkdir(at('public/deep/er'), { recursive: true });
  await writeFile(at('public/deep/er/x.svg'), '<svg/>');
  await until(async () => (await bytes('public/deep/er/x.svg')) === 6);
});

test('a file that is cut short while it is sent ends the connection', async (t) => {
  const large = await writeSite({ 'a.md': 'A', 'public/x.mp4': Buffer.alloc(64 * 1024 * 1024, 7) });
  t.after(() => large.remove());
  const slow = await startServer(large.dir);
  t.after(() => slow.stop());
  const peer = await Peer.connect(slow);
  peer.send('GET /_media/x.mp4 HTTP/1.1\r\nHost: x\r\n\r\n');
  const { headers } = await peer.read({ method: 'HEAD' });
  assert.equal(headers['content-length'], '67108864');
  peer.pause();
  await writeFile(path.join(large.dir, 'public/x.mp4'), 'short');
  peer.resume();
  assert.ok((await peer.readToEnd()).length < 67108864);
  // Everybody else is answered.
  assert.equal((await ask(slow, '/_media/x.mp4')).body, 'short');
});

test('whoever takes nothing of a file is closed, and keeps nobody waiting', async (t) => {
  const size = 64 * 1024 * 1024; // more than the kernels on the way keep
  const large = await writeSite({ 'a.md': 'A', 'public/x.mp4': Buffer.alloc(size, 7) });
  t.after(() => large.remove());
  const server = await startServer(large.dir, {
    options: ['--workers', '8', '--access-log', 'text'],
  });
  t.after(() => server.stop());
  const ended = () => server.output.stderr.split('GET /_media/x.mp4').length - 1;
  const silent = [];
  for (let i = 0; i < 4; i++) {
    const peer = await Peer.connect(server);
    peer.send('GET /_media/x.mp4 HTTP/1.1\r\nHost: x\r\n\r\n');
    await peer.read({ method: 'HEAD' });
    peer.pause();
    silent.push(peer);
  }
  await until(
    async () => {
      assert.equal((await ask(server, '/')).status, 200);
      return ended() === silent.length;
    },
    { pollMs: 100 },
  );
  for (const peer of silent) {
    peer.resume();
    assert.ok((await peer.readToEnd()).length < size);
  }
  const whole = await fetch(`http://${server.host}:${server.port}/_media/x.mp4`);
  assert.equal((await whole.arrayBuffer()).byteLength, size);
});
