// document.js - one document: its body, its front matter, and what it is
// connected with.
import { isCondition, joinTarget, splitTarget, valueOf } from './address.js';
import { ask } from './api.js';
import { add, byId, copyButton, h, showCount } from './dom.js';
import { bodyFrame, follow, harmless, linksOf } from './frame.js';
import {
  documentLink,
  problemView,
  shorten,
  statusOf,
  targetOfEntry,
  textOf,
  thumbnail,
  titleOf,
} from './parts.js';

const wanted = 'front_matter,backlinks,related,previous,next,markdown';
const keptOfItems = ['status', 'locale', 'preview', 'section'];

/** The target with all that the page shows; `lenient`, since a tag has less. */
export function wholeTarget(target) {
  const { path, parameters } = splitTarget(target);
  const own = parameters.filter(
    (each) => keptOfItems.includes(each[0]) && !isCondition(each),
  );
  return joinTarget({
    path,
    parameters: [...own, ['include', wanted], ['lenient', 'true']],
  });
}

const section = (title, ...children) =>
  h('section', null, h('h2', null, title), children);

const told = (name, value) =>
  value === null || value === undefined || value === '' || value === false
    ? null
    : h('div', null, h('dt', null, name), h('dd', null, value));

function documentList(title, entries, status) {
  const list = [entries]
    .flat()
    .filter((entry) => entry && targetOfEntry(entry) !== null);
  if (list.length === 0) return null;
  return section(
    title,
    h(
      'ul',
      { class: 'links' },
      list.map((entry) =>
        h(
          'li',
          null,
          h(
            'a',
            { href: documentLink(targetOfEntry(entry), status) },
            shorten(String(titleOf(entry)), 90),
          ),
          entry.day && h('span', { class: 'muted' }, ` ${entry.day}`),
        ),
      ),
    ),
  );
}

function translationList(translations, status) {
  if (!translations?.length) return null;
  return section(
    'Translations',
    h(
      'ul',
      { class: 'links' },
      translations.map((each) =>
        h(
          'li',
          null,
          each.lang && [h('span', { class: 'badge' }, each.lang), ' '],
          h(
            'a',
            { href: documentLink(targetOfEntry(each), status) },
            each.slug,
          ),
        ),
      ),
    ),
  );
}

function linkList(links, status) {
  if (links.length === 0) return null;
  return section(
    'Links in the body',
    h(
      'ul',
      { class: 'links' },
      links.map(({ href, text }) =>
        h(
          'li',
          null,
          h(
            'button',
            {
              type: 'button',
              class: 'value',
              title: href,
              on: { click: () => follow(href, status) },
            },
            shorten(text, 80),
          ),
          h('span', { class: 'muted' }, ` ${shorten(href, 60)}`),
        ),
      ),
    ),
  );
}

function written(value) {
  if (value === null || typeof value !== 'object')
    return h(
      'span',
      { class: value === null ? 'muted' : undefined },
      value === null ? 'null' : shorten(String(value), 400),
    );
  if (
    Array.isArray(value) &&
    value.every((each) => typeof each !== 'object' || each === null)
  )
    return value.map((each) => [
      h('span', { class: 'badge' }, textOf(each)),
      ' ',
    ]);
  const entries = Object.entries(value);
  return h(
    'details',
    null,
    h(
      'summary',
      { class: 'muted' },
      Array.isArray(value)
        ? showCount(entries.length, 'element')
        : shorten(Object.keys(value).join(', '), 60),
    ),
    keyTable(entries),
  );
}

const keyTable = (entries) =>
  h(
    'table',
    { class: 'keys' },
    h(
      'tbody',
      null,
      entries.map(([name, value]) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, h('code', null, name)),
          h('td', null, written(value)),
        ),
      ),
    ),
  );

/** Brings a heading of the body into view. */
function scrollTo(id) {
  const inside = document.querySelector('iframe.frame')?.contentDocument;
  inside?.getElementById(id)?.scrollIntoView({ block: 'start' });
}

/** Once the body is there, brings a heading of it into view. */
export function revealHeading(panel, id) {
  if (id === undefined) return;
  panel
    .querySelector('iframe.frame')
    ?.addEventListener('load', () => scrollTo(id), { once: true });
}

function contents(toc) {
  return h(
    'ul',
    { class: 'links' },
    toc.map(({ id, text, children }) =>
      h(
        'li',
        null,
        h(
          'button',
          { type: 'button', class: 'value', on: { click: () => scrollTo(id) } },
          text,
        ),
        children?.length > 0 && contents(children),
      ),
    ),
  );
}

function bodyView(entry, status) {
  const tree = harmless(entry.html ?? '');
  const rendered = h(
    'div',
    { class: 'paper' },
    entry.html
      ? bodyFrame(tree, {
          title: `Body of ${titleOf(entry)}`,
          lang: entry.lang,
          status,
        })
      : h('p', { class: 'empty' }, 'This document has no body.'),
  );
  const source = h(
    'details',
    null,
    h('summary', null, 'Markdown'),
    copyButton(() => entry.markdown ?? ''),
    h(
      'pre',
      {
        class: 'bytes',
        tabindex: '0',
        role: 'region',
        'aria-label': 'Markdown',
      },
      entry.markdown ?? '',
    ),
  );
  return [[rendered, entry.markdown ? source : null], linksOf(tree)];
}

export async function showDocument(panel, context) {
  const { target, signal } = context;
  const answer = context.whole ?? (await ask(wholeTarget(target), { signal }));
  if (!answer.ok || answer.json === null) {
    add(panel, problemView(answer, context));
    return answer;
  }
  const entry = answer.json.data;
  const status = statusOf(target);
  const [body, links] = bodyView(entry, status);
  byId('title').replaceChildren(
    titleOf(entry),
    entry.status && entry.status !== 'published'
      ? h('span', { class: `badge is-${entry.status}` }, entry.status)
      : '',
  );
  const stubs = [entry.authors, entry.tags, entry.categories].flat();
  add(panel, [
    h(
      'div',
      { class: 'sheet' },
      h('div', { class: 'text' }, body),
      h(
        'aside',
        { 'aria-label': 'About this document' },
        h(
          'dl',
          { class: 'facts column' },
          told('image', thumbnail(entry, `Image of ${titleOf(entry)}`)),
          told('status', entry.status),
          told('date', entry.day ?? entry.date),
          told('updated', entry.updated),
          told('language', entry.lang),
          told('url', entry.url && h('code', null, entry.url)),
          told('file', entry.path && h('code', null, entry.path)),
          told(
            'words',
            entry.word_count &&
              `${entry.word_count}, ${showCount(entry.reading_time ?? 1, 'minute')}`,
          ),
          told(
            'posts',
            entry.post_count > 0 &&
              h(
                'a',
                { href: `#${splitTarget(target).path}/posts` },
                showCount(entry.post_count, 'post'),
              ),
          ),
          told('rev', entry.rev && h('code', null, entry.rev)),
        ),
        documentList('People and terms', stubs, status),
        entry.front_matter &&
          section('Front matter', keyTable(Object.entries(entry.front_matter))),
        entry.toc?.length > 0 && section('Contents', contents(entry.toc)),
        translationList(
          entry.translations,
          valueOf(splitTarget(target).parameters, 'status'),
        ),
        linkList(links, status),
        documentList('Linked from', entry.backlinks, status),
        documentList('Related', entry.related, status),
        documentList('Previous', entry.previous, status),
        documentList('Next', entry.next, status),
      ),
    ),
  ]);
  return answer;
}
