// frame.js - a document's body, rendered, in a frame that can do nothing.
//
//     HTML of the API --calm()--> --DOMParser--> inert tree --> srcdoc
//
// The frame is sandboxed without scripts, and it has the policy of the page: no
// style, script, frame or image of the body would be loaded. So that a browser
// has nothing to complain of, what it would refuse is taken out beforehand, and
// an image or a video is replaced by a word of what it is. The page may look
// into the frame (allow-same-origin), for its height and for its links.
import { decodePath } from './address.js';
import { ask, imageOrigin, imageUrl, site, targetOfHref } from './api.js';
import { h } from './dom.js';
import { documentLink, shorten } from './parts.js';

const removed =
  'script, style, link, meta, base, template, noscript, source, track, param, dialog';
const embedded =
  'iframe, frame, object, embed, video, audio, picture > :not(img)';
const loading =
  /^(src|srcset|poster|background|data|action|formaction|ping|xlink:href|imagesrcset|manifest|lowsrc)$/i;

const isHarmful = (url) => /^\s*(javascript|vbscript|data):/i.test(url);

function placeholder(tree, word, address) {
  const span = tree.createElement('span');
  span.className = 'placeholder';
  span.textContent = `${word} ${shorten(address, 100)}`.trim();
  return span;
}

function replaceImage(tree, image) {
  const written = image.getAttribute('src') ?? '';
  const url = imageUrl(written);
  if (url === null) {
    const alt = image.getAttribute('alt');
    image.replaceWith(
      placeholder(tree, 'image', alt ? `${alt} (${written})` : written),
    );
  } else {
    image.removeAttribute('srcset');
    image.setAttribute('src', url);
  }
}

const tag = /<[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*>/gi;
const attribute = /([^\s"'<>/=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?/g;

/**
 * The HTML without what the policy forbids even in an inert tree, and which a
 * browser would report: styles and listeners in attributes. Nothing depends on
 * it but that: what it overlooks is removed from the tree.
 */
export const calm = (html) =>
  html.replace(/<style\b[^]*?<\/style\s*>/gi, '').replace(tag, (text) =>
    text.replace(attribute, (whole, name, value = '') => {
      if (/^on/i.test(name)) return '';
      return /^style$/i.test(name) ? `data-written-style${value}` : whole;
    }),
  );

/** An inert tree of the body without what could run or be loaded. */
export function harmless(html) {
  const tree = new DOMParser().parseFromString(calm(html), 'text/html');
  for (const element of tree.querySelectorAll(removed)) element.remove();
  for (const element of tree.querySelectorAll(embedded)) {
    const address =
      element.getAttribute('src') ?? element.getAttribute('data') ?? '';
    element.replaceWith(placeholder(tree, element.localName, address));
  }
  for (const image of tree.querySelectorAll('img')) replaceImage(tree, image);
  for (const element of tree.querySelectorAll('*'))
    for (const { name, value } of [...element.attributes]) {
      const isOwnImage = element.localName === 'img' && name === 'src';
      const isOutside =
        element.namespaceURI.endsWith('svg') &&
        name === 'href' &&
        !value.startsWith('#');
      if (/^on/i.test(name) || (loading.test(name) && !isOwnImage) || isOutside)
        element.removeAttribute(name);
      else if (name === 'href' && isHarmful(value))
        element.removeAttribute(name);
      else if (
        name === 'style' ||
        (name === 'data-written-style' && /url|image|@/i.test(value))
      )
        element.removeAttribute(name);
    }
  return tree;
}

/** Where the links of a body lead: [{ href, text }], each once. */
export function linksOf(tree) {
  const found = new Map();
  for (const link of tree.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href');
    if (!href.startsWith('#') && !found.has(href))
      found.set(href, link.textContent.trim() || href);
  }
  return [...found].map(([href, text]) => ({ href, text }));
}

/** Whether a link leads to a page of the site, and not elsewhere. */
function isOfSite(href) {
  if (!/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(href)) return true;
  const origins = [location.origin, imageOrigin()];
  if (!URL.canParse(href, location)) return false;
  return origins.includes(new URL(href, location).origin);
}

/** Follows a link of a body: to a document in the page, else to a new tab. */
export async function follow(href, status) {
  if (isOfSite(href)) {
    const more = status ? `&status=${encodeURIComponent(status)}` : '';
    const answer = await ask(
      `/_resolve?url=${encodeURIComponent(href)}${more}`,
    );
    if (answer.ok) {
      location.hash = documentLink(
        targetOfHref(answer.json.links.self),
        undefined,
      );
      return;
    }
  }
  const page = site.publicUrl ?? undefined;
  const url = URL.canParse(href, page) ? new URL(href, page) : null;
  if (['http:', 'https:', 'mailto:'].includes(url?.protocol))
    window.open(url, '_blank', 'noopener');
}

export function bodyFrame(tree, { title, lang, status }) {
  const root = tree.documentElement;
  if (lang) root.lang = lang;
  const style = tree.createElement('style');
  style.textContent = document.querySelector('style').textContent;
  tree.head.append(style);
  tree.body.className = 'body';
  const frame = h('iframe', {
    class: 'frame',
    title,
    sandbox: 'allow-same-origin',
    srcdoc: `<!doctype html>${root.outerHTML}`,
  });
  frame.addEventListener('load', () => {
    const inside = frame.contentDocument;
    if (!inside?.body) return;
    for (const element of inside.querySelectorAll('[data-written-style]'))
      element.style.cssText = element.dataset.writtenStyle;
    const fit = () => {
      frame.style.height = `${Math.max(60, inside.documentElement.scrollHeight)}px`;
    };
    new ResizeObserver(fit).observe(inside.body);
    fit();
    inside.addEventListener('click', (event) => {
      const link = event.target.closest?.('a[href]');
      if (!link) return;
      event.preventDefault();
      const href = link.getAttribute('href');
      if (href.startsWith('#'))
        inside.getElementById(decodePath(href.slice(1)))?.scrollIntoView();
      else follow(href, status);
    });
  });
  return frame;
}
