// pictures.test.mjs - pictures that are meant to hurt whoever decodes them.
//
// The server decodes nothing itself, so its own memory stays what it is; that
// of the process which decodes is bounded by the system, and so is its time.
import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { describe, test } from 'node:test';
import { exif, gif, photo, rawPng, skip, withExif } from '../http/pictures.mjs';
import { startServer, writeSite } from '../http/server.mjs';
import { ask, getJson, getProblem } from '../http/support.mjs';
import { peakMemory, SMALL_MB } from './hostile.mjs';

/** 60,000 by 60,000 pixels, of one bit each, in some kilobytes. */
const bomb = (side) => rawPng(side, side, deflateSync(Buffer.alloc(20_000)), 0);

const good = photo(600, 400);
const jpegHead = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc0001108ea60ea6003011100021101031101ffda000c03010002110311003f00', 'hex');

const files = {
  'content/posts/a.md': 'Text.',
  'public/good.png': good,
  'public/bomb.png': bomb(60_000),
  'public/bomb.jpg': Buffer.concat([jpegHead, Buffer.alloc(2000)]),
  'public/large.png': bomb(9_900),
  'public/cut.png': good.subarray(0, 300),
  'public/head.png': good.subarray(0, 40),
  'public/loop.gif': gif(1, 1, 20_000),
  'public/script.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
  'public/entity.svg':
    `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(999)}">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${'&a;'.repeat(9999)}</svg>`,
  // What begins as one kind and goes on as another.
  'public/zip.png': Buffer.concat([good, Buffer.from('PK\x03\x04'), Buffer.alloc(3000, 'z')]),
  'public/page.png': Buffer.concat([good.subarray(0, 33), Buffer.from('<script>alert(1)</script>')]),
  'public/svg.jpg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="60000"/>'),
  'public/pdf.gif': Buffer.concat([Buffer.from('%PDF-1.4\n'), gif(1, 1, 1)]),
  'public/tiff.png': Buffer.concat([Buffer.from('II*\0\x08\0\0\0'), Buffer.alloc(500)]),
};

const queries = ['w=320', 'w=320&format=webp', 'w=320&h=320&fit=cover&format=jpeg', 'format=png'];

describe('pictures', { skip }, () => {
  test('cost the server nothing, whatever they are', async () => {
    const site = await writeSite(files);
    const server = await startServer(site.dir, { options: ['--media-cache-bytes', '0'] });
    try {
      const statuses = {};
      for (const name of Object.keys(files).filter((file) => file.startsWith('public/')))
        for (const query of queries) {
          const answer = await ask(server, `/_media/${name}?${query}`);
          (statuses[name.slice('public/'.length)] ??= new Set()).add(answer.status);
          assert.ok([200, 422].includes(answer.status), `${name}: ${answer.body}`);
          assert.ok(!answer.body.includes('alert(1)') || name === 'public/script.svg', name);
          assert.equal((await ask(server, `/_media/public/good.png?${query}`)).status, 200);
        }
      const only = (status, ...names) => names.forEach((name) =>
        assert.deepEqual([...statuses[name]], [status], name));
      only(200, 'good.png', 'zip.png', 'loop.gif', 'script.svg', 'entity.svg');
      only(422, 'bomb.png', 'bomb.jpg', 'svg.jpg', 'pdf.gif', 'tiff.png', 'page.png');
      const { mb, factor } = await peakMemory(server.pid);
      assert.ok(mb < SMALL_MB * factor, `${mb} MB`);
    } finally {
      await server.stop();
      await site.remove();
    }
  });

  test('that are too large are refused by their heads', async () => {
    const site = await writeSite(files);
    const server = await startServer(site.dir);
    try {
      for (const name of ['bomb.png', 'bomb.jpg']) {
        assert.ok(files[`public/${name}`].length < 3000);
        const { detail } = await getProblem(server, `/_media/public/${name}?w=320`, 422);
        assert.equal(detail, 'The picture has 60000 x 60000 pixels; at most 100000000 are decoded.');
      }
      const { data } = await getJson(server, '/_media?limit=all');
      const of = Object.fromEntries(data.map((file) => [file.path, file]));
      assert.deepEqual(
        [of['public/bomb.png'].width, of['public/bomb.png'].color], [60_000, null]);
      assert.match(of['public/good.png'].color, /^#/);
    } finally {
      await server.stop();
      await site.remove();
    }
  });

  test('whose EXIF lies come as they are stored', async () => {
    const site = await writeSite(files);
    const server = await startServer(site.dir);
    try {
      const { bytes } = await ask(server, '/_media/public/good.png?w=320&format=jpeg');
      for (const block of [exif(9, 'x'), exif(0, 'x'), exif(6, 'x').subarray(0, 12), Buffer.alloc(60_000, 0xff)]) {
        const other = await writeSite({ 'content/a.md': 'A', 'public/lie.jpg': withExif(bytes, block) });
        const liar = await startServer(other.dir);
        const answer = await ask(liar, '/_media/public/lie.jpg?w=160');
        assert.equal(answer.status, 200, answer.body);
        await liar.stop();
        await other.remove();
      }
    } finally {
      await server.stop();
      await site.remove();
    }
  });
});
