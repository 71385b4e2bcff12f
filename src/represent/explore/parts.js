// parts.js - what several views show: links into the page, values, problems.
import {
  joinFragment,
  joinTarget,
  kindOf,
  searchedText,
  splitTarget,
} from './address.js';
import { imageUrl, targetOfHref } from './api.js';
import { h, showTime } from './dom.js';

/** The value of `status` in a target, which links to others keep. */
export const statusOf = (target) =>
  splitTarget(target).parameters.find(([name]) => name === 'status')?.[1];

export function withStatus(target, status) {
  const { path, parameters } = splitTarget(target);
  if (status === undefined || parameters.some(([name]) => name === 'status'))
    return target;
  return joinTarget({
    path,
    parameters: [...parameters, ['status', status]],
  });
}

/** The page's address of a document, given its target; `at` is a heading. */
export const documentLink = (target, status, at) =>
  joinFragment({
    ...{ view: 'document', options: { at } },
    target: withStatus(target, status),
  });

const encodePath = (text) => text.split('/').map(encodeURIComponent).join('/');

/**
 * The target of a document or stub, or null where `fields` has left out what
 * names it. A key of front matter may be called href, so that comes last.
 */
export function targetOfEntry({ collection, slug, href }) {
  if (typeof collection === 'string' && typeof slug === 'string')
    return `/${encodePath(collection)}/${encodePath(slug)}`;
  const isOurs = typeof href === 'string' && /^\/[^/]/.test(href);
  return isOurs && typeof slug === 'string' ? targetOfHref(href) : null;
}

export const titleOf = (entry) =>
  entry.title ?? entry.name ?? entry.slug ?? entry.id ?? '';

const imagePattern =
  /^(data:image\/|.*\.(png|jpe?g|gif|webp|avif|svg)(\?.*)?$)/i;
const likelyFirst = /image|cover|thumb|hero|photo|avatar|picture|banner/i;

function findIn(value, depth) {
  if (typeof value === 'string') return imagePattern.test(value) ? value : null;
  if (value === null || typeof value !== 'object' || depth === 0) return null;
  const keys = Array.isArray(value)
    ? Object.keys(value).slice(0, 3)
    : Object.keys(value);
  for (const key of keys) {
    const found = findIn(value[key], depth - 1);
    if (found !== null) return found;
  }
  return null;
}

/** The address of an image that stands for a document, as written; or null. */
function imageOf(entry) {
  const names = Object.keys(entry).filter((name) => !/background/i.test(name));
  const isLikely = (name) => likelyFirst.test(name);
  for (const name of [
    ...names.filter(isLikely),
    ...names.filter((each) => !isLikely(each)),
  ]) {
    const isRelation = entry[name]?.href !== undefined;
    const found = isRelation ? null : findIn(entry[name], 2);
    if (found !== null) return found;
  }
  return null;
}

/** The image of a document, or null where it has none that may be loaded. */
export function thumbnail(entry, alt = '') {
  const written = imageOf(entry);
  const url = written === null ? null : imageUrl(written);
  if (url === null) return null;
  const image = h('img', { class: 'thumb', src: url, alt, loading: 'lazy' });
  image.addEventListener('error', () =>
    image.replaceWith(
      h('span', { class: 'thumb', title: `${url} cannot be loaded` }),
    ),
  );
  return image;
}

const MAX_SHOWN = 160;

export const shorten = (text, most = MAX_SHOWN) =>
  text.length > most ? `${text.slice(0, most).trimEnd()} …` : text;

const dayOf = (text) => /^\d{4}-\d\d-\d\d/.exec(text)?.[0];

/** A value as text, for a cell or a bar. */
export function textOf(value) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value))
    return value.every((each) => typeof each !== 'object' || each === null)
      ? value.join(', ')
      : `${value.length} × ${Object.keys(value[0] ?? {}).length > 0 ? (value[0].type ?? '{ }') : '{ }'}`;
  if (typeof value === 'object')
    return value.name ?? value.title ?? value.url ?? value.src ?? '{ … }';
  return String(value);
}

/** What a click on a value asks for: [operand, label], or null. */
export function operandOf(value, types) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object')
    return value.slug === undefined ? null : [value.slug, textOf(value)];
  if (types?.includes('date') && dayOf(String(value)))
    return [dayOf(String(value)), dayOf(String(value))];
  const text = String(value);
  return text.length > 60 ? null : [text, text];
}

/** Buttons of the values of a cell, each of which filters by itself. */
export function valueButtons(value, field, types, filter) {
  return [value].flat().map((each) => {
    const operand = operandOf(each, types);
    if (operand === null) return h('span', null, shorten(textOf(each)));
    const [text, label] = operand;
    return h(
      'button',
      {
        type: 'button',
        class: 'value',
        title: `Only where ${field} is ${label}`,
        on: { click: () => filter(field, text) },
      },
      label,
    );
  });
}

const statusNames = {
  0: 'No answer',
  200: 'OK',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export const showStatus = ({ status }) =>
  status === 0
    ? statusNames[0]
    : `${status} ${statusNames[status] ?? ''}`.trim();

/** The documents of an answer, with or without its envelope. */
export const documentsOf = ({ json }) => [json?.data ?? json ?? []].flat();

/** How many documents there are on all pages, if that is said. */
export function totalOf({ json, headers }) {
  const field = headers.get('x-total-count');
  return (
    json?.meta?.pagination?.total ??
    (field === null ? undefined : Number(field))
  );
}

/** What went wrong, for a view that has nothing else to show. */
export function problemView(answer, { go, askForToken }) {
  const problem = answer.json ?? {};
  const errors = problem.errors ?? [];
  return h(
    'section',
    { class: 'problem' },
    h('h2', null, problem.title ?? showStatus(answer)),
    h(
      'p',
      null,
      problem.detail ??
        (answer.status === 0
          ? `The server does not answer (${answer.failure}).`
          : 'The answer is not one that this page can read.'),
    ),
    errors.length > 0 &&
      h(
        'ul',
        null,
        errors.map((error) =>
          h('li', null, h('code', null, error.parameter), ` ${error.detail}`),
        ),
      ),
    (problem.suggestions ?? []).length > 0 &&
      h(
        'p',
        null,
        'Did you mean ',
        problem.suggestions.map((href, i) => [
          i > 0 && ', ',
          h('a', { href: fragmentOf(targetOfHref(href)) }, targetOfHref(href)),
        ]),
        '?',
      ),
    (answer.status === 401 || answer.status === 403) &&
      h(
        'button',
        { type: 'button', on: { click: askForToken } },
        'Enter a token',
      ),
    answer.status === 0 &&
      h('button', { type: 'button', on: { click: () => go() } }, 'Try again'),
    h(
      'p',
      { class: 'muted' },
      `${showStatus(answer)} in ${showTime(answer.ms)}`,
    ),
  );
}

const bestViews = { list: 'table', item: 'document', other: 'answer' };

/** What is best to look at what is there: bodies alone are no documents. */
export function bestView(target) {
  const { path } = splitTarget(target);
  if (/\.(md|html|txt|ndjson|csv)$/.test(path)) return 'answer';
  return searchedText(target) === null ? bestViews[kindOf(path)] : 'results';
}

export function fragmentOf(target) {
  const { path } = splitTarget(target);
  return path === '/' ? '#/' : joinFragment({ view: bestView(target), target });
}
