// api.js - asks the server that this page came from, and nobody else.
import { session } from './session.js';

/** What is before every address of the API, as this browser sees it. */
export const base = location.pathname.replace(/\/_explore\/*$/, '');

export const site = {
  title: '',
  publicUrl: null,
  generator: '',
  collections: [],
  links: {},
  basePath: '', // as the server has it in its links
};

/** A link of an answer without the base path: a target. */
export const targetOfHref = (href) =>
  site.basePath !== '' && href.startsWith(`${site.basePath}/`)
    ? href.slice(site.basePath.length)
    : href;

/** The whole address of a target, for other programs. */
export const urlOf = (target) => location.origin + base + target;

performance.addEventListener('resourcetimingbufferfull', () =>
  performance.clearResourceTimings(),
);

/** Sizes on the wire, which only the browser knows. */
async function sizesOf(url) {
  await new Promise((resolve) => setTimeout(resolve));
  const entry = performance.getEntriesByName(url, 'resource').at(-1);
  return {
    coded: entry?.encodedBodySize ?? 0,
    whole: entry?.decodedBodySize ?? 0,
  };
}

let early = null;

/** Asks already what the first view will ask, beside what it waits for. */
export function askEarly(target) {
  const answer = ask(target);
  early = { target, answer };
}

/**
 * One request. A server that cannot be reached is an answer, too, of status 0.
 * With `etag` it may be a 304.
 */
export async function ask(target, { signal, etag } = {}) {
  if (early?.target === target && etag === undefined) {
    const { answer } = early;
    early = null;
    return answer;
  }
  const headers = {};
  if (session.token !== '') headers.Authorization = `Bearer ${session.token}`;
  if (etag) headers['If-None-Match'] = etag;
  const url = urlOf(target);
  const began = performance.now();
  try {
    const response = await fetch(url, {
      headers,
      signal,
      cache: 'no-store',
    });
    const text = await response.text();
    const ms = performance.now() - began;
    const type = response.headers.get('content-type') ?? '';
    const json = /\bjson\b/.test(type) && text !== '' ? JSON.parse(text) : null;
    const { status, statusText } = response;
    return {
      ...{ target, url, status, statusText, headers: response.headers },
      ...{ text, json, ms, ...(await sizesOf(url)) },
      ok: status === 200,
    };
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    return {
      ...{
        target,
        url,
        status: 0,
        statusText: '',
        headers: new Headers(),
      },
      ...{ text: '', json: null, ms: performance.now() - began },
      ...{ coded: 0, whole: 0, ok: false, failure: error.message },
    };
  }
}

const waiting = [];
let running = 0;
const AT_ONCE = 3;

async function next() {
  if (running === AT_ONCE || waiting.length === 0) return;
  const { target, signal, resolve, reject } = waiting.shift();
  running++;
  try {
    signal?.throwIfAborted();
    resolve(await ask(target, { signal }));
  } catch (error) {
    reject(error);
  }
  running--;
  next();
}

/** The same for what can wait: a few at a time. */
export const askLater = (target, signal) =>
  new Promise((resolve, reject) => {
    waiting.push({ target, signal, resolve, reject });
    next();
  });

export async function loadSite(signal) {
  const answer = await ask('/', { signal });
  if (!answer.ok) return answer;
  const { data, meta, links } = answer.json;
  Object.assign(site, {
    title: data.title ?? '',
    description: data.description,
    publicUrl: data.public_url,
    language: data.language,
    timezone: data.timezone,
    generator: meta.generator,
    collections: data.collections,
    links,
    basePath: links.self.replace(/\/$/, ''),
  });
  return answer;
}

/** Where the site's images are, if they can be anywhere; see the policy. */
export function imageOrigin() {
  if (site.publicUrl !== null && URL.canParse(site.publicUrl))
    return new URL(site.publicUrl).origin;
  return site.basePath !== '' ? location.origin : null;
}

/** An image's address in a document as one to load, or null. */
export function imageUrl(written) {
  if (written.startsWith('data:image/')) return written;
  const origin = imageOrigin();
  if (!session.showsImages || origin === null) return null;
  try {
    const url = new URL(written, `${origin}/`);
    return url.origin === origin ? url.href : null;
  } catch {
    return null;
  }
}
