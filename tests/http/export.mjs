// export.mjs - what an export has to be like, for its tests: the addresses
// that it answers, found from its files alone, and what a server answers there.
//
// The rule from a file to its address is written here a second time, from the
// documentation and not from the source.
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** All files below a folder but headmatter's own: { 'posts.json': {...} }. */
export async function filesOf(dir) {
  const files = {};
  for (const entry of await readdir(dir, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath ?? entry.path, entry.name);
    const name = path.relative(dir, full);
    if (name.startsWith('.headmatter')) continue;
    const { mtimeNs, size } = await stat(full, { bigint: true });
    files[name] = { full, mtimeNs, size: Number(size) };
  }
  return files;
}

/** The bytes of them all. */
export async function bytesOf(dir) {
  const files = await filesOf(dir);
  for (const name of Object.keys(files))
    files[name] = (await readFile(files[name].full)).toString('latin1');
  return files;
}

const ofHosts = /^(_headers|_redirects|404\.(json|html))$/;

/** The address that a file of the export is the answer to. */
export function addressOf(name) {
  const [, stem, query] = /^([^@]*)(?:@(.*))?$/s.exec(name);
  const parts = stem.split('/').map(encodeURIComponent).join('/');
  if (query === undefined) {
    if (/(^|\/)index\.json$/.test(name)) return `/${parts.slice(0, -10)}`;
    if (/^(feed|openapi)\.json$|^_schemas\/|^_media\//.test(name))
      return `/${parts}`;
    if (name === '_docs.html') return '/_docs';
    return `/${parts.replace(/\.json$/, '')}`;
  }
  return `/${parts}?${query.replace(/\.[a-z0-9]+$/, '')}`;
}

/** The addresses of all answers in the folder. */
export async function addressesIn(dir) {
  const names = Object.keys(await filesOf(dir));
  return names
    .filter((name) => !ofHosts.test(name) && !/\.(gz|br)$/.test(name))
    .sort()
    .map((name) => ({ name, address: addressOf(name) }));
}

/**
 * What a live server answers, with the addresses of pages written as those of
 * files; feeds of several pages have only the first.
 */
export function asExported(address, body) {
  if (/\.(rss|atom|jsonfeed|xml)$|^\/feed\./.test(address))
    return body
      .replace(/<atom:link rel="(next|last|prev-archive)"[^>]*>\s*/g, '')
      .replace(/<link rel="(next|last)"[^>]*>\s*/g, '')
      .replace(/"next_url":"[^"]*",/g, '');
  return body
    .replace(
      /"(\/[^"?\s]+)\?((?:page|day)=[^"]*)"/g,
      (_, where, query) => `"${where}@${query.replaceAll('%', '%25')}.json"`,
    )
    .replace(/(\/_llms\/[^\s?)]+)\?(page=\d+)/g, '$1@$2.txt');
}

/** A server may close a kept connection right when it is used again. */
const get = (url) => {
  const ask = () => fetch(url, { redirect: 'manual' });
  return ask().catch(ask);
};

const fields = [
  'content-type',
  'content-security-policy',
  'access-control-allow-origin',
  'cache-control',
  'x-content-type-options',
  'cross-origin-resource-policy',
];

/**
 * Asks two servers for the same addresses; throws on the first that another
 * status, body or field comes from, but for the fields that may be `unlike`.
 */
export async function compare(live, other, addresses, { unlike = [] } = {}) {
  for (const { address } of addresses) {
    const [a, b] = await Promise.all(
      [live, other].map((origin) => get(origin + address)),
    );
    assert.equal(b.status, a.status, address);
    for (const field of fields.filter((f) => !unlike.includes(f)))
      assert.equal(
        b.headers.get(field),
        a.headers.get(field),
        `${field} of ${address}`,
      );
    const [x, y] = await Promise.all([a, b].map((r) => r.arrayBuffer()));
    const text = Buffer.from(x).toString('latin1');
    const found = Buffer.from(y).toString('latin1');
    assert.ok(found === asExported(address, text), `the body of ${address}`);
    assert.ok(b.headers.get('etag'), `ETag of ${address}`);
  }
}
