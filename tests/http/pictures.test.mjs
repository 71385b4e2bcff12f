// pictures.test.mjs - pictures in other sizes and formats, and what a page can
// show before they come.
import assert from 'node:assert/strict';
import {
  mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA, thumbHashToRGBA,
} from 'thumbhash';
import { exif, gif, photo, png, readPng, skip, withExif } from './pictures.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, getProblem, until } from './support.mjs';

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><script>1</script></svg>';
const files = {
  'content/posts/a.md':
    '---\ntitle: A\ncover: /lake.png\n---\n![lake](/lake.png)\n\n![later](/lake.png) <img src="/lake.png" srcset="/own.png 2x">',
  'content/posts/b.md': '---\ntitle: B\ndraft: true\n---\n![](/draft.png)',
  'public/lake.png': photo(1000, 700),
  'public/draft.png': photo(400, 300),
  'public/glass.png': png(300, 200, () => [255, 0, 0, 128]),
  'public/red.png': png(300, 200, (x) => (x < 200 ? [250, 10, 20, 255] : [0, 0, 255, 255])),
  'public/moves.gif': gif(1, 1, 2),
  'public/still.gif': gif(1, 1, 1),
  'public/drawing.svg': drawing,
  'public/film.mp4': 'film',
  'public/broken.gif': gif(1, 1, 1).subarray(0, 41),
  'public/none.png': 'none',
};

describe('pictures', { skip }, () => {
  let site;
  let tokens;
  let server;
  let cache;

  const options = () => ['--tokens', tokens.file, '--media-cache', cache];
  const get = (target, headers) => ask(server, `/_media/public/${target}`, { headers });
  const size = async (target) => {
    const answer = await get(target);
    assert.equal(answer.status, 200, `${target}: ${answer.body}`);
    const { width, height } = readPng(answer.bytes);
    return [width, height];
  };
  const kept = async () => (await readdir(cache)).filter((name) => name !== 'looks-1');

  before(async () => {
    site = await writeSite(files);
    tokens = await writeTokens();
    cache = await mkdtemp(path.join(tmpdir(), 'headmatter-pictures-'));
    server = await startServer(site.dir, { options: options() });
  });

  after(async () => {
    await server?.stop();
    await site?.remove();
    await tokens?.remove();
    await rm(cache, { recursive: true, force: true });
  });

  test('come in each format, as what they are', async () => {
    const rows = [
      ['jpeg', 'image/jpeg', (b) => b.readUInt16BE(0) === 0xffd8],
      ['png', 'image/png', (b) => b.toString('latin1', 1, 4) === 'PNG'],
      ['webp', 'image/webp', (b) => b.toString('latin1', 8, 12) === 'WEBP'],
      ['avif', 'image/avif', (b) => b.toString('latin1', 4, 12) === 'ftypavif'],
    ];
    for (const [format, type, isOne] of rows) {
      const answer = await get(`lake.png?w=320&format=${format}`);
      assert.equal(answer.status, 200, answer.body);
      assert.equal(answer.headers['content-type'], type);
      assert.equal(Number(answer.headers['content-length']), answer.bytes.length);
      assert.ok(isOne(answer.bytes), format);
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
      assert.match(answer.headers['content-security-policy'], /sandbox$/);
    }
  });

  test('have the sizes that were asked for, and are never enlarged', async () => {
    const rows = [
      ['lake.png?w=320', [320, 224]],
      ['lake.png?h=320', [457, 320]],
      ['lake.png?w=320&h=320', [320, 224]],
      ['lake.png?w=320&h=320&fit=inside', [320, 224]],
      ['lake.png?w=320&h=320&fit=cover', [320, 320]],
      ['lake.png?w=320&h=180&fit=cover', [320, 180]],
      ['lake.png?w=320&h=320&fit=contain', [320, 320]],
      ['lake.png?w=1920', [1000, 700]],
      ['lake.png?w=1920&h=1080&fit=cover', [1000, 563]],
      ['lake.png?w=1600&h=1600&fit=cover', [700, 700]],
      ['lake.png?format=png', [1000, 700]],
      ['still.gif?w=160', [1, 1]],
    ];
    for (const [target, expected] of rows)
      assert.deepEqual(await size(target), expected, target);
  });

  test('are cut from the middle, and have a margin that is not seen', async () => {
    const cut = readPng((await get('lake.png?w=320&h=320&fit=cover')).bytes);
    const near = (actual, expected) =>
      expected.forEach((value, i) => assert.ok(Math.abs(actual[i] - value) < 12, `${actual}`));
    near(cut.pixel(4, 4), [200, 40, 40]);
    near(cut.pixel(315, 4), [40, 180, 40]);
    near(cut.pixel(4, 315), [40, 40, 200]);
    near(cut.pixel(315, 315), [200, 200, 60]);
    near(cut.pixel(150, 4), [200, 40, 40]);
    near(cut.pixel(170, 4), [40, 180, 40]);
    const whole = readPng((await get('lake.png?w=320&h=320&fit=contain')).bytes);
    assert.equal(whole.pixel(160, 4)[3], 0);
    assert.equal(whole.pixel(160, 315)[3], 0);
    near(whole.pixel(4, 60), [200, 40, 40, 255]);
    const glass = readPng((await get('glass.png?w=160')).bytes);
    assert.deepEqual(glass.pixel(80, 50), [255, 0, 0, 128]);
  });

  test('are turned as EXIF says, and have none of it', async () => {
    const jpeg = (await get('lake.png?w=640&format=jpeg&q=95')).bytes;
    const corners = ['tl', 'tr', 'bl', 'br'];
    const colours = { tl: [200, 40, 40], tr: [40, 180, 40], bl: [40, 40, 200], br: [200, 200, 60] };
    // Where each corner of the file is when it is shown: EXIF 2.32, 4.6.4.
    const shown = {
      1: ['tl', 'tr', 'bl', 'br'], 2: ['tr', 'tl', 'br', 'bl'], 3: ['br', 'bl', 'tr', 'tl'],
      4: ['bl', 'br', 'tl', 'tr'], 5: ['tl', 'bl', 'tr', 'br'], 6: ['bl', 'tl', 'br', 'tr'],
      7: ['br', 'tr', 'bl', 'tl'], 8: ['tr', 'br', 'tl', 'bl'],
    };
    for (let turn = 1; turn <= 8; turn++)
      await writeFile(path.join(site.dir, `public/turn${turn}.jpg`), withExif(jpeg, exif(turn, 'at-home')));
    await until(async () => (await get('turn8.jpg')).status === 200);
    for (let turn = 1; turn <= 8; turn++) {
      const { bytes: body } = await get(`turn${turn}.jpg?w=320&format=png`);
      const picture = readPng(body);
      assert.deepEqual([picture.width, picture.height], turn < 5 ? [320, 224] : [320, 457], `${turn}`);
      const at = { tl: [5, 5], tr: [314, 5], bl: [5, picture.height - 6], br: [314, picture.height - 6] };
      corners.forEach((corner, i) => {
        const seen = picture.pixel(...at[corner]);
        colours[shown[turn][i]].forEach((value, c) =>
          assert.ok(Math.abs(seen[c] - value) < 25, `${turn} ${corner}: ${seen}`));
      });
      assert.deepEqual(picture.names.filter((name) => /^(eXIf|tEXt|iTXt|iCCP|zTXt)$/.test(name)), []);
      for (const format of ['jpeg', 'webp', 'avif'])
        assert.ok(!(await get(`turn${turn}.jpg?w=160&format=${format}`)).bytes.includes('at-home'), `${turn} ${format}`);
      assert.ok((await get(`turn${turn}.jpg`)).bytes.includes('at-home'), `${turn}`);
    }
    const { data: images } = await getJson(server, '/_media?media_type=image/jpeg');
    assert.deepEqual(images.map((i) => i.orientation), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual([images[5].width, images[5].height], [448, 640]);
  });

  test('come as they are where they move or are drawn', async () => {
    for (const name of ['moves.gif', 'drawing.svg'])
      for (const query of ['w=160', 'w=160&h=160&fit=cover&format=webp', 'format=avif&q=50']) {
        const answer = await get(`${name}?${query}`);
        assert.deepEqual(answer.bytes, Buffer.from(files[`public/${name}`]), query);
        assert.equal(answer.headers.etag, (await get(name)).headers.etag);
      }
  });

  test('refuse what they are not made in, and name what is near', async () => {
    const rows = [
      ['w=641', 'w', '640'], ['w=10', 'w', '160'], ['w=99999', 'w', '2560'],
      ['w=640&h=361', 'h', '360'], ['h=321', 'h', '320'], ['w=0', 'w'], ['w=-1', 'w'], ['w=640px', 'w'],
      ['w=320&w=640', 'w'], ['format=jpg', 'format', 'jpeg'], ['format=gif', 'format'],
      ['format=auto', 'format'], ['q=74', 'q'], ['q=100', 'q'], ['q=', 'q'],
      ['w=320&fit=cover', 'fit'], ['w=320&h=320&fit=fill', 'fit'], ['wdith=1', 'wdith'],
    ];
    for (const [query, parameter, suggestion] of rows) {
      const { errors } = await getProblem(server, `/_media/public/lake.png?${query}`, 400);
      assert.equal(errors[0].parameter, parameter, query);
      if (suggestion) assert.equal(errors[0].suggestion, suggestion, query);
    }
    const { errors } = await getProblem(server, '/_media/public/film.mp4?w=320', 400);
    assert.match(errors[0].detail, /Only of pictures/);
  });

  test('say what is wrong with a file', async () => {
    const broken = await getProblem(server, '/_media/public/none.png?w=320', 422);
    assert.equal(broken.type, '/_problems/picture-not-made');
    for (let i = 0; i < 2; i++)
      await getProblem(server, '/_media/public/broken.gif?w=160', 422);
  });

  test('are made once, also for those who ask at the same time', async () => {
    const count = (await kept()).length;
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => get('lake.png?w=800&format=webp')));
    assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([200]));
    assert.equal(new Set(answers.map((a) => a.headers.etag)).size, 1);
    assert.equal((await kept()).length, count + 1);
  });

  test('have the validator of their bytes, parts and a location', async () => {
    const target = 'lake.png?format=webp&w=640';
    const first = await get(target);
    assert.equal(first.headers['content-location'], '/_media/public/lake.png?w=640&format=webp&q=75');
    assert.equal((await get(target, { 'If-None-Match': first.headers.etag })).status, 304);
    assert.notEqual(first.headers.etag, (await get('lake.png')).headers.etag);
    const part = await get(target, { Range: 'bytes=8-11' });
    assert.equal(part.status, 206);
    assert.equal(part.body, 'WEBP');
    const head = await ask(server, `/_media/public/${target}`, { method: 'HEAD' });
    assert.equal(head.headers['content-length'], first.headers['content-length']);
  });

  test('are immutable with the hash of the file that they are made of', async () => {
    const etag = (await get('lake.png')).headers.etag.slice(1, -1);
    assert.match((await get(`lake.png?w=320&v=${etag}`)).headers['cache-control'], /immutable/);
    const made = (await get('lake.png?w=320')).headers.etag.slice(1, -1);
    assert.doesNotMatch((await get(`lake.png?w=320&v=${made}`)).headers['cache-control'], /immutable/);
  });

  test('of drafts are shown to nobody in any form', async () => {
    const headers = { Authorization: `Bearer ${tokens.token}` };
    const queries = ['', '?w=160', '?w=160&format=webp', '?format=avif', '?w=160&h=160&fit=cover'];
    for (const query of queries) {
      const shown = await get(`draft.png?status=all${query.replace('?', '&')}`, headers);
      assert.equal(shown.status, 200, shown.body);
      assert.match(shown.headers['cache-control'], /private, no-store/);
    }
    for (const query of queries)
      assert.equal((await get(`draft.png${query}`)).status, 404, query);
    assert.ok(!JSON.stringify(await getJson(server, '/_media?limit=all')).includes('draft.png'));
  });

  test('say what they look like', async () => {
    const { data } = await getJson(server, '/_media?limit=all');
    const of = Object.fromEntries(data.map((file) => [file.path.slice('public/'.length), file]));
    assert.equal(of['red.png'].color, '#fa0a14');
    assert.equal(of['glass.png'].color, '#ff0000');
    assert.equal(of['moves.gif'].color, '#c81e1e');
    for (const name of ['drawing.svg', 'film.mp4', 'broken.gif', 'none.png'])
      for (const member of ['color', 'thumbhash', 'srcset'])
        assert.equal(of[name][member], null, name);
    assert.equal(of['moves.gif'].srcset, null);
    const hash = Buffer.from(of['lake.png'].thumbhash, 'base64');
    assert.ok(hash.length <= 25);
    assert.ok(Math.abs(thumbHashToApproximateAspectRatio(hash) - 1000 / 700) < 0.15);
    const { w, h, rgba } = thumbHashToRGBA(hash);
    const at = (x, y) => [...rgba.subarray((y * w + x) * 4, (y * w + x) * 4 + 3)];
    const strongest = (x, y) => { const c = at(x, y); return c.indexOf(Math.max(...c)); };
    assert.deepEqual(
      [strongest(3, 3), strongest(w - 4, 3), strongest(3, h - 4)], [0, 1, 2]);
    const glass = thumbHashToAverageRGBA(Buffer.from(of['glass.png'].thumbhash, 'base64'));
    assert.ok(Math.abs(glass.a - 0.5) < 0.05 && glass.r > 0.9 && glass.g < 0.1);
  });

  test('stand in include=images, with addresses that answer', async () => {
    const { data } = await getJson(server, '/posts/a?include=images&fields=images');
    const [cover] = data.images;
    assert.equal(cover.field, 'cover');
    const candidates = cover.srcset.split(', ').map((candidate) => candidate.split(' '));
    assert.deepEqual(candidates.map(([, width]) => width),
      ['160w', '320w', '480w', '640w', '800w', '960w', '1000w']);
    for (const [address] of candidates) {
      const answer = await ask(server, address);
      assert.equal(answer.status, 200);
      assert.match(answer.headers['cache-control'], /immutable/);
    }
    const { data: list } = await getJson(server, '/posts?include=images&fields=images.color&limit=1');
    assert.deepEqual(list[0].images[0], { color: cover.color });
  });

  test('and their looks are there after a restart, and are not made again', async () => {
    const names = (await kept()).sort();
    const answer = await get('lake.png?w=320&format=webp');
    const looks = (await getJson(server, '/_media?limit=all')).data;
    await server.stop();
    server = await startServer(site.dir, { options: options() });
    assert.deepEqual((await getJson(server, '/_media?limit=all')).data, looks);
    const again = await get('lake.png?w=320&format=webp');
    assert.equal(again.headers.etag, answer.headers.etag);
    assert.deepEqual((await kept()).sort(), names);
    for (const name of names)
      assert.equal((await stat(path.join(cache, name))).mode & 0o077, 0);
  });

  test('are made again where a file was cut', async () => {
    const first = await get('lake.png?w=480&format=webp');
    const [name] = (await kept()).filter((n) => n.includes(`-${first.headers.etag.slice(1, -1)}-`));
    await truncate(path.join(cache, name), 10);
    const again = await get('lake.png?w=480&format=webp');
    assert.deepEqual(again.bytes, first.bytes);
  });
});

describe('html', { skip }, () => {
  test('offers the widths where the operator wants that', async () => {
    const site = await writeSite(files);
    const options = [
      '--media-urls', 'api', '--media-cache-bytes', '0', '--image-srcset', 'on',
      '--image-srcset-sizes', '(min-width: 50em) "45em" \\ <b, 90vw', '--media-width', '320', '--media-width', '640',
    ];
    const html = async (more) => {
      const server = await startServer(site.dir, { options: more });
      const { data } = await getJson(server, '/posts/a?fields=html');
      await server.stop();
      return data.html.match(/<img[^>]*>/g);
    };
    const [first, later, own] = await html(options);
    const srcset = '/_media/public/lake.png?w=320&amp;format=webp 320w, /_media/public/lake.png?w=640&amp;format=webp 640w';
    const sizes = '(min-width: 50em) &quot;45em&quot; \\ &lt;b, 90vw';
    assert.ok(first.includes(` srcset="${srcset}" sizes="${sizes}"`), first);
    assert.ok(later.includes(` loading="lazy" srcset="${srcset}" sizes="auto, ${sizes}"`), later);
    assert.match(own, /width="1000"/);
    assert.equal(own.match(/srcset/g).length, 1);
    for (const other of [options.slice(2), options.filter((word) => word !== 'on' && word !== '--image-srcset')])
      assert.ok(!(await html(other))[0].includes('srcset'));
    await site.remove();
  });
});

describe('the folder of pictures', { skip }, () => {
  let site;
  let cache;
  before(async () => {
    site = await writeSite({ 'content/a.md': '![](/lake.png)', 'public/lake.png': photo(700, 500) });
    cache = await mkdtemp(path.join(tmpdir(), 'headmatter-pictures-'));
  });
  after(async () => {
    await site?.remove();
    await rm(cache, { recursive: true, force: true });
  });
  const kept = async () =>
    (await readdir(cache)).filter((name) => /^[0-9a-f]{16}-/.test(name));
  const bytes = async () => {
    let sum = 0;
    for (const name of await kept()) sum += (await stat(path.join(cache, name))).size;
    return sum;
  };

  test('keeps to its budget, and what is asked for stays', async () => {
    const budget = 60_000;
    let server = await startServer(site.dir, {
      options: ['--media-cache', cache, '--media-cache-bytes', `${budget}`],
    });
    const get = (query) => ask(server, `/_media/public/lake.png?${query}`);
    const wanted = 'w=160&format=jpeg';
    const { headers } = await get(wanted);
    const name = async () => (await kept()).find((n) => n.includes(headers.etag.slice(1, -1)));
    const favourite = await name();
    for (const q of [30, 40, 50, 60, 70, 80, 90])
      for (const w of [320, 480]) {
        assert.equal((await get(`w=${w}&q=${q}&format=webp`)).status, 200);
        await get(wanted);
        assert.ok((await bytes()) <= budget);
      }
    assert.equal(await name(), favourite);
    await server.stop();

    // After a restart the time of access decides.
    const old = new Date(Date.now() - 86_400_000);
    for (const other of await kept())
      if (other !== favourite) await utimes(path.join(cache, other), old, old);
    const strange = path.join(cache, 'notes.txt');
    await writeFile(strange, 'not ours');
    await writeFile(path.join(cache, '.new-1-1'), 'unfinished');
    await utimes(path.join(cache, '.new-1-1'), old, old);
    server = await startServer(site.dir, {
      options: ['--media-cache', cache, '--media-cache-bytes', '20000'],
    });
    await get('w=320&q=30&format=webp');
    assert.ok((await bytes()) <= 20_000);
    assert.equal(await name(), favourite);
    assert.equal(await readFile(strange, 'utf8'), 'not ours');
    assert.ok(!(await readdir(cache)).includes('.new-1-1'));
    await server.stop();
  });

  test('can be none, or one that nobody can write to', async () => {
    for (const options of [['--media-cache-bytes', '0'], ['--media-cache', '/proc/none']]) {
      const server = await startServer(site.dir, { options });
      const answer = await ask(server, '/_media/public/lake.png?w=320&format=webp');
      assert.equal(answer.status, 200, answer.body);
      assert.equal(answer.bytes.toString('latin1', 8, 12), 'WEBP');
      await server.stop();
    }
  });

  test('is not used where there are to be no pictures', async () => {
    const server = await startServer(site.dir, { options: ['--media-transforms', 'off'] });
    const problem = await getProblem(server, '/_media/public/lake.png?w=320', 501);
    assert.equal(problem.type, '/_problems/not-implemented');
    const { data } = await getJson(server, '/_media');
    assert.deepEqual([data[0].width, data[0].color, data[0].srcset], [700, null, null]);
    await server.stop();
  });

  test('has the widths of the operator, in the description as well', async () => {
    const server = await startServer(site.dir, {
      options: ['--media-width', '300', '--media-width', '200'],
    });
    const get = (query) => ask(server, `/_media/public/lake.png?${query}`);
    assert.equal((await get('w=300')).status, 200);
    const { errors } = await getProblem(server, '/_media/public/lake.png?w=320', 400);
    assert.equal(errors[0].suggestion, '300');
    const description = await getJson(server, '/openapi.json');
    assert.deepEqual(description.components.parameters.PictureWidth.schema.enum, [200, 300]);
    await server.stop();
  });

  test('the server ends at once, and nothing of it is left', async () => {
    const server = await startServer(site.dir, { options: ['--media-cache', cache] });
    await ask(server, '/_media/public/lake.png?w=320&format=avif');
    const children = async () => {
      const found = [];
      for (const pid of await readdir('/proc'))
        if (/^\d+$/.test(pid)) {
          const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
          const [, name, , parent] = /\((.*)\) (\S) (\d+)/.exec(text) ?? [];
          found.push({ pid: Number(pid), name, parent: Number(parent) });
        }
      const below = (parent) => found.filter((p) => p.parent === parent)
        .flatMap((p) => [p.pid, ...below(p.pid)]);
      return below(server.pid);
    };
    const pids = await children();
    assert.ok(pids.length >= 2, `${pids}`);
    const { code } = await server.stop();
    assert.equal(code, 0);
    await until(async () => {
      const alive = await Promise.all(pids.map((pid) =>
        readFile(`/proc/${pid}/stat`, 'utf8').then((text) => !/\) Z /.test(text), () => false)));
      return !alive.includes(true);
    });
  });
});
