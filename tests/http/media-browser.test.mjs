// media-browser.test.mjs - files in a real browser: whether it seeks in them,
// shows them, and runs nothing in them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { skip, startBrowser } from './browser.mjs';
import { startServer, writeSite } from './server.mjs';

const second = 44_100 * 4;

/** Five minutes of sound, so long that no browser loads all of it at once. */
function sound() {
  const bytes = Buffer.alloc(44 + 300 * second);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(2, 22); // stereo
  bytes.writeUInt32LE(44_100, 24);
  bytes.writeUInt32LE(second, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  return bytes;
}

const script = 'document.documentElement.dataset.ran = "yes"; top.ran = true';
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload='${script}'>
  <script>${script}</script>
  <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="/none" onerror='${script}'/></body></foreignObject>
  <style>rect { fill: teal }</style><rect width="40" height="30"/></svg>`;
const other = `<!doctype html><title>before</title><style>p { color: rgb(0, 128, 0) }</style><p>text</p>
  <img src="drawing.svg"><script>${script}</script><script src="run.js"></script>
  <a href="javascript:${script.replaceAll('"', "'")}">x</a><iframe src="drawing.svg"></iframe>
  <form action="/posts"><button>go</button></form>`;

describe('a browser', { skip }, () => {
  let site;
  let server;
  let browser;
  let page;

  before(async () => {
    site = await writeSite({
      'content/a.md': 'A page.',
      'public/sound.wav': sound(),
      'public/drawing.svg': drawing,
      'public/page.html': other,
      'public/run.js': script,
      'public/shown.html': '<img id="a" src="/drawing.svg">',
    });
    server = await startServer(site.dir);
    browser = await startBrowser();
    ({ page } = browser);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await site?.remove();
  });

  test('seeks in what it has not loaded', async () => {
    const parts = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.wav'))
        parts.push([response.status(), response.headers()['content-range']]);
    });
    await page.goto(`${server.baseUrl}/posts`);
    await page.setContent(
      `<video id="v" src="${server.baseUrl}/_media/sound.wav" preload="metadata" muted></video>`,
    );
    const reached = await page.evaluate(async () => {
      const video = document.getElementById('v');
      if (video.readyState < 1)
        await new Promise((resolve, reject) => {
          video.onloadedmetadata = resolve;
          video.onerror = () => reject(new Error(video.error.message));
        });
      const seeked = new Promise((resolve) => { video.onseeked = resolve; });
      video.currentTime = 290;
      await seeked;
      return { at: video.currentTime, duration: video.duration, state: video.readyState };
    });
    assert.ok(Math.abs(reached.duration - 300) < 0.1, reached.duration);
    assert.ok(Math.abs(reached.at - 290) < 0.1);
    assert.ok(reached.state >= 2);
    assert.ok(parts.every(([status]) => status === 206), JSON.stringify(parts));
    const starts = parts.map(([, range]) => Number(/bytes (\d+)-/.exec(range)[1]));
    assert.ok(Math.max(...starts) > 280 * second, JSON.stringify(starts));
  });

  test('shows a drawing on a page of another origin', async () => {
    await page.goto(`http://localhost:${server.port}/posts`);
    await page.setContent(`<img id="a" src="${server.baseUrl}/_media/drawing.svg">`);
    const size = await page.evaluate(async () => {
      const image = document.getElementById('a');
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    });
    assert.deepEqual(size, [40, 30]);
  });

  test('runs nothing in any of them', async () => {
    for (const name of ['drawing.svg', 'page.html']) {
      await page.goto(`${server.baseUrl}/_media/${name}`);
      await page.waitForTimeout(200);
      assert.equal(
        await page.locator(':root').getAttribute('data-ran'),
        null,
        name,
      );
    }
    assert.equal(await page.locator('title').textContent(), 'before');
    // It is text with its style, of no origin: it reads nothing of ours.
    const origin = await page.evaluate(() => globalThis.origin);
    assert.equal(origin, 'null');
  });
});
