// browser.mjs - Chromium without a window, and a web server for its pages.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
};

/** Why there can be no browser here, or false. */
export const skip = existsSync(executablePath)
  ? false
  : `no Chromium at ${executablePath}; CHROMIUM names another place`;

/** A browser; errors of its pages are gathered in `faults`. */
export async function startBrowser() {
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, faults, close: () => browser.close() };
}

/** Types a text letter by letter at once, on however slow a machine. */
export const typeAtOnce = (input, text) =>
  input.evaluate((element, whole) => {
    for (const letter of whole) {
      element.value += letter;
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
  }, text);

/** A web server for the files of a folder; "/" is `index`. */
export async function serveFiles(folder, index = 'index.html') {
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const name = pathname === '/' ? index : path.basename(pathname);
    try {
      const bytes = await readFile(path.join(folder, name));
      response.writeHead(200, { 'Content-Type': types[path.extname(name)] });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}
