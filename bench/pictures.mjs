// pictures.mjs - what bench/pictures does in Node.js; see there.
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';

const [task, folder, base, more] = process.argv.slice(2);
const copies = 24;
const cores = os.cpus().length;
const agent = new http.Agent({ keepAlive: true, maxSockets: cores });
const formats = {
  jpeg: (s) => s.jpeg({ quality: 75, optimiseCoding: true }),
  webp: (s) => s.webp({ quality: 75, effort: 4 }),
  avif: (s) => s.avif({ quality: 55, effort: 2 }),
};

const name = (i) => `${i}.jpg`;
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Forms on grain, as a camera has it. */
async function write() {
  const [width, height] = [4000, 3000];
  const circles = Array.from({ length: 300 }, (_, i) =>
    `<circle cx="${(i * 977) % width}" cy="${(i * 631) % height}" r="${20 + (i * 37) % 200}" fill="hsl(${(i * 47) % 360} 50% 50% / .5)"/>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#68a"/>${circles.join('')}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let i = 0; i < data.length; i++)
    data[i] = Math.max(0, Math.min(255, data[i] + ((Math.imul(i, 2654435761) >>> 28) - 8)));
  await sharp(data, { raw: info }).jpeg({ quality: 90 }).toFile(path.join(folder, name(0)));
  const bytes = await readFile(path.join(folder, name(0)));
  for (let i = 1; i < copies; i++) // a byte after the end makes it another file
    await writeFile(path.join(folder, name(i)), Buffer.concat([bytes, Buffer.from([i])]));
}

const get = (url) => new Promise((resolve, reject) => {
  http.get(url, { agent }, (response) => {
    let size = 0;
    response.on('data', (part) => { size += part.length; });
    response.on('end', () => {
      if (response.statusCode === 200) resolve(size);
      else reject(new Error(`${response.statusCode} ${url}`));
    });
  }).on('error', reject);
});

/** How many a second, `cores` at a time. */
async function rate(make) {
  let next = 0;
  let bytes = 0;
  const start = performance.now();
  await Promise.all(Array.from({ length: cores }, async () => {
    while (next < copies) bytes += await make(next++);
  }));
  return { rate: copies * 1000 / (performance.now() - start), bytes: Math.round(bytes / copies) };
}

/** By default sharp lets the decoder scale further than libvips thinks right. */
const thumbnail = (i, fastShrinkOnLoad) =>
  sharp(path.join(folder, name(i))).autoOrient().resize(640, null, { fastShrinkOnLoad });

async function compare() {
  sharp.cache(false);
  sharp.concurrency(1);
  await get(`${base}/_media/public/${name(0)}?w=640`); // starts the program
  for (const [format, encode] of Object.entries(formats)) {
    const ours = [];
    const theirs = [];
    const fast = [];
    let sizes;
    for (let round = 0; round < Number(more); round++) {
      const a = await rate((i) => get(`${base}/_media/public/${name(i)}?w=640&format=${format}`));
      const b = await rate(async (i) =>
        (await encode(thumbnail(i, false)).toBuffer()).length);
      const c = await rate(async (i) => (await encode(thumbnail(i, true)).toBuffer()).length);
      ours.push(a.rate);
      theirs.push(b.rate);
      fast.push(c.rate);
      sizes = [a.bytes, b.bytes];
    }
    console.log(`${format}: ${median(ours).toFixed(1)}/s of ${sizes[0]} bytes, sharp ${median(theirs).toFixed(1)}/s of ${sizes[1]} bytes, and ${median(fast).toFixed(1)}/s as it does it by default`);
  }
}

async function cpuOf(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000; // in us, at 100 Hz
}

async function kept() {
  const target = `${base}/_media/public/${name(0)}?w=640&format=webp`;
  const size = await get(target);
  await writeFile(path.join(folder, 'plain.webp'), Buffer.alloc(size, 1));
  const plain = `${base}/_media/public/plain.webp`;
  for (let tries = 0; tries < 100; tries++)
    if (await get(plain).catch(() => 0)) break;
    else await new Promise((resolve) => { setTimeout(resolve, 100); });
  await new Promise((resolve) => { setTimeout(resolve, 2500); });
  const count = 20_000;
  for (const [what, url] of [['a file', plain], ['a picture that is kept', target]]) {
    const before = await cpuOf(more);
    for (let i = 0; i < count; i++) await get(url);
    console.log(`${what} of ${size} bytes: ${((await cpuOf(more) - before) / count).toFixed(1)} us of the server`);
  }
}

await { write, compare, kept }[task]();
