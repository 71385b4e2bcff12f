// pictures-browser.test.mjs - a page of pictures that are made, in a real
// browser: which of them it chooses, and whether anything moves.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { skip as skipBrowser, startBrowser } from './browser.mjs';
import { photo, skip as skipPictures, withExif, exif } from './pictures.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson } from './support.mjs';

const style = `<!doctype html><meta name="viewport" content="width=device-width">
  <style>body { margin: 20px auto; max-width: 600px; font: 16px sans-serif }
  img { max-width: 100%; height: auto; display: block }</style>`;

const options = [
  '--media-urls', 'api', '--image-srcset', 'on',
  '--image-srcset-sizes', '(min-width: 640px) 600px, 100vw',
];

describe('a browser', { skip: skipBrowser || skipPictures }, () => {
  let site;
  let server;
  let browser;

  before(async () => {
    site = await writeSite({
      'content/posts/walk.md':
        '---\ntitle: A walk\n---\nWe set out early.\n\n![One](/one.png)\n\nThen it rained.\n\n' +
        '![Two](/two.png)\n\nAnd again.\n\n![Three](/three.jpg)\n\nThe end.\n',
      'public/one.png': photo(1200, 800),
      'public/two.png': photo(900, 1200),
    });
    server = await startServer(site.dir, {
      options,
    });
    const { bytes } = await ask(server, '/_media/public/one.png?w=960&format=jpeg');
    await server.stop();
    await writeFile(path.join(site.dir, 'public/three.jpg'), withExif(bytes, exif(6, 'x')));
    server = await startServer(site.dir, {
      options,
    });
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await site?.remove();
  });

  test('shows the widths that it needs, and nothing on the page moves', async () => {
    const { page, faults } = browser;
    const { data } = await getJson(server, '/posts/walk?fields=html,title');
    await page.setViewportSize({ width: 1000, height: 900 });
    const asked = [];
    page.on('response', async (response) => {
      if (!response.url().includes('/_media/')) return;
      asked.push(new URL(response.url()).search);
      assert.equal(response.status(), 200);
    });
    // Pictures come late, when the text has long been laid out.
    await page.route('**/_media/**', async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      await route.continue();
    });
    await page.route(`${server.baseUrl}/page`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `${style}<h1>${data.title}</h1>${data.html}` }));
    await page.goto(`${server.baseUrl}/page`, { waitUntil: 'domcontentloaded' });
    const seen = await page.evaluate(async () => {
      let shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      const images = [...document.images];
      for (const image of images) {
        image.scrollIntoView();
        if (!image.complete)
          await new Promise((resolve, reject) => {
            image.onload = resolve;
            image.onerror = () => reject(new Error(image.currentSrc));
          });
      }
      window.scrollTo(0, 0);
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      return {
        shift,
        images: images.map((image) => ({
          natural: [image.naturalWidth, image.naturalHeight],
          box: [image.clientWidth, image.clientHeight],
          src: image.currentSrc,
        })),
      };
    });
    if (process.env.SHOTS) {
      await mkdir(process.env.SHOTS, { recursive: true });
      await page.screenshot({ path: path.join(process.env.SHOTS, 'pictures.png'), fullPage: true });
    }
    assert.equal(seen.shift, 0);
    assert.deepEqual(seen.images.map((image) => image.box), [[600, 400], [600, 800], [600, 900]]);
    for (const { src } of seen.images) assert.match(src, /\?w=640&format=webp$/);
    assert.ok(asked.every((query) => query === '?w=640&format=webp'), `${asked}`);
    assert.deepEqual(faults, []);
  });
});
