// pictures.mjs - pictures for tests, made and read without a library: PNG, and
// what can be put into a JPEG.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 as crcOf, deflateSync, inflateSync } from 'node:zlib';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const binary = path.resolve(root, process.env.HEADMATTER ?? 'build/release/headmatter');

/** Why no pictures can be made here, or false. */
export const skip = existsSync(path.join(path.dirname(binary), 'headmatter-pictures'))
  ? false
  : 'no headmatter-pictures beside the binary: build with -DIMAGES=ON';

const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/** zlib.crc32() is younger than the oldest Node that runs these tests. */
const crc32 = crcOf ?? ((bytes) =>
  ~bytes.reduce((crc, byte) => table[(crc ^ byte) & 0xff] ^ (crc >>> 8), -1) >>> 0);

function chunk(name, data) {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(name), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);

/** A PNG whose head says so, with these compressed lines, or any other data. */
export function rawPng(width, height, compressed, kind = 6) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, kind, 0, 0, 0], 8);
  return Buffer.concat([
    signature, chunk('IHDR', head), chunk('IDAT', compressed), chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PNG; paint(x, y) gives [red, green, blue, alpha]. */
export function png(width, height, paint) {
  const lines = Buffer.alloc(height * (1 + 4 * width));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      lines.set(paint(x, y), y * (1 + 4 * width) + 1 + 4 * x);
  return rawPng(width, height, deflateSync(lines));
}

/** A photo, more or less: soft colours, and a different one in each corner. */
export const photo = (width, height) => png(width, height, (x, y) => {
  const left = x < width / 2;
  const top = y < height / 2;
  const noise = (Math.imul(x * 7919 + y, 2654435761) >>> 27) - 16;
  const colour = top ? (left ? [200, 40, 40] : [40, 180, 40]) : left ? [40, 40, 200] : [200, 200, 60];
  return [...colour.map((c) => c + (noise >> 1)), 255];
});

/** { width, height, pixel(x, y) } of a PNG of 8 bits. */
export function readPng(bytes) {
  assert.deepEqual(bytes.subarray(0, 8), signature);
  const parts = [];
  const names = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    names.push(name);
    if (name === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const bands = { 0: 1, 2: 3, 4: 2, 6: 4 }[bytes[25]];
  assert.equal(bytes[24], 8);
  const size = width * bands;
  const data = inflateSync(Buffer.concat(parts));
  const out = Buffer.alloc(size * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (size + 1)];
    for (let i = 0; i < size; i++) {
      const a = i >= bands ? out[y * size + i - bands] : 0;
      const b = y > 0 ? out[(y - 1) * size + i] : 0;
      const c = i >= bands && y > 0 ? out[(y - 1) * size + i - bands] : 0;
      const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      out[y * size + i] =
        data[y * (size + 1) + 1 + i] + [0, a, b, (a + b) >> 1, paeth][filter];
    }
  }
  return {
    width, height, names,
    pixel: (x, y) => [...out.subarray(y * size + x * bands, y * size + (x + 1) * bands)],
  };
}

/** EXIF with an orientation, and a place that nobody is to learn. */
export function exif(orientation, secret) {
  const text = Buffer.from(`${secret}\0`);
  const block = Buffer.alloc(8 + 2 + 24 + 4 + text.length);
  block.write('II*\0', 0, 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(2, 8);
  block.writeUInt16LE(0x0112, 10); // Orientation
  block.writeUInt16LE(3, 12);
  block.writeUInt32LE(1, 14);
  block.writeUInt16LE(orientation, 18);
  block.writeUInt16LE(0x010e, 22); // ImageDescription
  block.writeUInt16LE(2, 24);
  block.writeUInt32LE(text.length, 26);
  block.writeUInt32LE(38, 30);
  text.copy(block, 38);
  return block;
}

/** The JPEG with that EXIF. */
export function withExif(jpeg, block) {
  const data = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]);
}

/** A GIF of so many frames of one pixel; it moves if there are two. */
export function gif(width, height, frames) {
  const head = Buffer.from([0, 0, 0, 0, 0x80, 0, 0, 200, 30, 30, 0, 0, 0]);
  head.writeUInt16LE(width, 0);
  head.writeUInt16LE(height, 2);
  const loop = Buffer.from('\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0', 'latin1');
  const frame = Buffer.from([
    0x21, 0xf9, 4, 0, 5, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0,
  ]);
  return Buffer.concat([
    Buffer.from('GIF89a'), head, loop, ...Array(frames).fill(frame), Buffer.from([0x3b]),
  ]);
}
