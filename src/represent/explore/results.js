// results.js - what a search has found: titles and sentences with their words
// marked, each a link to the document or to its section.
import {
  joinFragment,
  joinTarget,
  searchedText,
  splitTarget,
  withParameter,
} from './address.js';
import { urlOf } from './api.js';
import { add, h, marked, showCount } from './dom.js';
import {
  documentLink,
  documentsOf,
  shorten,
  statusOf,
  targetOfEntry,
  titleOf,
} from './parts.js';
import { pages } from './table.js';

/** The link to this view of the target with a parameter changed. */
function otherwise({ target, state }, name, value, label) {
  const { path, parameters } = splitTarget(target);
  const kept = ['page', 'cursor', name].reduce(
    (left, each) => withParameter(left, each),
    parameters,
  );
  const next = joinTarget({ path, parameters: [...kept, [name, value]] });
  return h('a', { href: joinFragment({ ...state, target: next }) }, label);
}

function correction(context) {
  const { answer, target } = context;
  const corrected = answer.json.meta?.search?.corrected;
  if (typeof corrected !== 'string') return null;
  return h(
    'p',
    { class: 'correction' },
    'No document has all of ',
    h('q', null, searchedText(target)),
    '. These have ',
    h('q', null, corrected),
    '. ',
    otherwise(context, 'typos', 'false', 'Search for the words as they are'),
  );
}

function lateness({ answer }) {
  const behind = answer.json.meta?.search?.behind ?? 0;
  return (
    behind > 0 &&
    h(
      'p',
      { class: 'warning' },
      `${showCount(behind, 'document')} of late will be found in a moment.`,
    )
  );
}

function snippet({ text, section }, target, status) {
  const link =
    section?.id &&
    target !== null &&
    h(
      'a',
      { href: documentLink(target, status, section.id), class: 'section' },
      section.title || section.id,
    );
  return h('p', { class: 'snippet' }, link && [link, ' '], marked(text));
}

/** What front matter may have in the place of `search` is not shown as one. */
function searchOf({ search }) {
  const snippets = Array.isArray(search?.snippets) ? search.snippets : [];
  return {
    title: typeof search?.title === 'string' ? search.title : null,
    snippets: snippets.filter((each) => typeof each?.text === 'string'),
  };
}

function result(entry, status) {
  const target = targetOfEntry(entry);
  const { title, snippets } = searchOf(entry);
  const name = shorten(String(titleOf(entry)) || '(without a title)', 110);
  return h(
    'li',
    null,
    h(
      'h2',
      null,
      h(
        target === null ? 'span' : 'a',
        {
          href: target === null ? undefined : documentLink(target, status),
          class: 'title',
        },
        title === null ? name : marked(title),
      ),
      entry.status &&
        entry.status !== 'published' &&
        h('span', { class: `badge is-${entry.status}` }, entry.status),
    ),
    snippets.map((each) => snippet(each, target, status)),
    snippets.length === 0 &&
      typeof entry.excerpt === 'string' &&
      h('p', { class: 'snippet' }, shorten(entry.excerpt)),
    h(
      'p',
      { class: 'muted where' },
      target !== null &&
        h(
          'a',
          { href: urlOf(target), target: '_blank', rel: 'noopener' },
          h('code', null, target),
        ),
      entry.day && h('span', null, entry.day),
      typeof entry.search?.score === 'number' &&
        h('span', { class: 'number' }, `score ${entry.search.score}`),
    ),
  );
}

function nothing(context) {
  const text = searchedText(context.target);
  const { path, parameters } = splitTarget(context.target);
  const isElsewhere = path !== '/search';
  const everywhere = parameters.filter(([name]) =>
    ['q', 'q:mode', 'prefix', 'typos', 'locale', 'status'].includes(name),
  );
  return h(
    'div',
    { class: 'empty' },
    h('p', null, 'No document here has ', h('q', null, text), '.'),
    /\s/.test(text) &&
      h(
        'p',
        null,
        otherwise(context, 'q:mode', 'any', 'Search for any of the words'),
      ),
    isElsewhere &&
      h(
        'p',
        null,
        h(
          'a',
          {
            href: joinFragment({
              view: 'results',
              target: joinTarget({ path: '/search', parameters: everywhere }),
            }),
          },
          'Search all documents',
        ),
      ),
  );
}

export function showResults(panel, context) {
  const documents = documentsOf(context.answer);
  const status = statusOf(context.target);
  add(panel, [
    h('div', { class: 'line tools' }, pages(context)),
    correction(context),
    lateness(context),
    documents.length === 0
      ? nothing(context)
      : h(
          'ol',
          { class: 'results' },
          documents.map((entry) => result(entry, status)),
        ),
  ]);
}
