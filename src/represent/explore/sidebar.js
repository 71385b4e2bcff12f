// sidebar.js - the collections with their counts, and what is wrong with them.
import { collectionOf, joinFragment, splitTarget } from './address.js';
import { askLater, site, targetOfHref, urlOf } from './api.js';
import { diagnostics, summaryOf } from './diagnostics.js';
import { byId, fill, h, showNumber } from './dom.js';
import { statusOf, withStatus } from './parts.js';
import { session } from './session.js';

let knownCounts = null; // by collection, of what a token shows

export function drawCollections(state, counts = knownCounts) {
  knownCounts = counts;
  const { path } = splitTarget(state.target);
  const here = state.view === 'diagnostics' ? '' : collectionOf(path);
  const status =
    statusOf(state.target) ?? (session.token === '' ? undefined : 'all');
  const known = site.collections.map(({ name, href, count }) => ({
    name,
    target: targetOfHref(href),
    count: counts?.get(name) ?? count,
  }));
  const added = [...(counts ?? [])]
    .filter(([name]) => !known.some((each) => each.name === name))
    .map(([name, count]) => ({
      name,
      count,
      target: `/${encodeURIComponent(name)}`,
    }));
  const link = (href, label, isHere, more) =>
    h(
      'li',
      null,
      h(
        'a',
        { href, 'aria-current': isHere ? 'page' : undefined },
        h('span', null, label),
        more,
      ),
    );
  const { answer } = diagnostics;
  const worst = answer?.json?.meta?.errors > 0 ? 'error' : 'warning';
  const amount =
    (answer?.json?.meta?.errors ?? 0) + (answer?.json?.meta?.warnings ?? 0);
  fill(
    byId('collections'),
    h(
      'ul',
      null,
      link('#/', 'Overview', state.view !== 'diagnostics' && path === '/'),
      [...known, ...added].map(({ name, target, count }) =>
        link(
          joinFragment({ target: withStatus(target, status) }),
          name,
          here === name,
          h('span', { class: 'number muted' }, showNumber(count)),
        ),
      ),
      link(
        joinFragment({ target: withStatus('/_all?limit=50', status) }),
        'All documents',
        path === '/_all',
      ),
      link(
        '#diagnostics',
        'Diagnostics',
        state.view === 'diagnostics',
        answer?.ok &&
          amount > 0 &&
          h(
            'span',
            {
              class: `badge is-${worst}`,
              title: summaryOf(answer),
            },
            showNumber(amount),
          ),
      ),
      site.links.docs !== undefined &&
        link(urlOf(targetOfHref(site.links.docs)), 'API reference', false),
    ),
  );
  revealCurrent();
}

/** On a narrow window the collections are a row: shows where we are in it. */
function revealCurrent() {
  const nav = byId('collections');
  const current = nav.querySelector('[aria-current]');
  if (current !== null && nav.scrollWidth > nav.clientWidth)
    nav.scrollLeft = current.offsetLeft - nav.clientWidth / 3;
}

/** With a status there are more documents, and perhaps more collections. */
export async function countCollections(state, signal) {
  const status =
    statusOf(state.target) ?? (session.token === '' ? undefined : 'all');
  if (status === undefined || session.token === '') {
    drawCollections(state, null);
    return;
  }
  const answer = await askLater(
    `/_all?limit=0&facets=collection&status=${encodeURIComponent(status)}`,
    signal,
  );
  const found = answer.json?.meta?.facets?.collection;
  if (found)
    drawCollections(
      state,
      new Map(found.map(({ value, count }) => [value, count])),
    );
}
