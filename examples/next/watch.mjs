// Beside `next start`: asks headmatter each second what has changed, which
// costs a 304 while nothing has, and has Next.js forget it.
//
//     HEADMATTER_API, SITE, REVALIDATE_SECRET     as for the site

import { setTimeout as sleep } from 'node:timers/promises';

const {
  HEADMATTER_API: api = 'http://127.0.0.1:8080',
  SITE: site = 'http://127.0.0.1:3000',
  REVALIDATE_SECRET: secret,
  INTERVAL_MS: interval = '1000',
} = process.env;

let etag = null;
let revs = null; // id -> rev; null before the first answer

/** The revs of all documents; null while they are the same. */
async function askRevs() {
  const response = await fetch(`${api}/posts?fields=id,rev&limit=all`, {
    headers: etag ? { 'If-None-Match': etag } : {},
  });
  if (response.status === 304) return null;
  const { data, detail } = await response.json();
  if (!response.ok) throw new Error(detail);
  etag = response.headers.get('ETag');
  return new Map(data.map(({ id, rev }) => [id, rev]));
}

/** The tags of lib/headmatter.js: each document that has changed, and the list. */
function tagsOf(before, now) {
  const ids = new Set([...before.keys(), ...now.keys()]);
  return ['posts', ...[...ids].filter((id) => before.get(id) !== now.get(id))];
}

async function revalidate(tags) {
  const response = await fetch(`${site}/revalidate`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}` },
    body: JSON.stringify({ tags }),
  });
  if (!response.ok) throw new Error(`${site}: ${response.status}`);
  console.log(`revalidated ${tags.join(', ')}`);
}

async function look() {
  const now = await askRevs();
  if (!now) return;
  const before = revs;
  // Of what the site was built from nothing is known: all may have changed.
  await revalidate(tagsOf(before ?? new Map(), now));
  revs = now;
}

for (;;) {
  try {
    await look();
  } catch (error) {
    etag = null; // asks for all of it again
    console.error(error.message);
  }
  await sleep(Number(interval));
}
