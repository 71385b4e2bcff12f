// home.js - what there is: the collections, the posts by month, the addresses.
import { joinFragment } from './address.js';
import { site, targetOfHref } from './api.js';
import { showCharts } from './charts.js';
import { bar, fill, h, showNumber } from './dom.js';
import { fragmentOf, withStatus } from './parts.js';
import { session } from './session.js';

/** The view of the whole site. */
export async function showHome(main, context) {
  const largest = Math.max(1, ...site.collections.map(({ count }) => count));
  const status = session.token === '' ? undefined : 'all';
  const months = h('div');
  fill(
    main,
    h('h1', { id: 'title', tabindex: '-1' }, site.title || 'This site'),
    h(
      'div',
      { class: 'home' },
      h(
        'section',
        null,
        h('h2', null, 'Collections'),
        h(
          'table',
          { class: 'overview' },
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              ['name', 'documents', 'look at'].map((each) =>
                h('th', { scope: 'col' }, each),
              ),
            ),
          ),
          h(
            'tbody',
            null,
            site.collections.map(({ name, href, count }) => {
              const target = withStatus(targetOfHref(href), status);
              const link = (view, label) =>
                h(
                  'a',
                  {
                    href: joinFragment({ view, target }),
                    'aria-label': `${label} of ${name}`,
                  },
                  label,
                );
              return h(
                'tr',
                null,
                h(
                  'th',
                  { scope: 'row' },
                  h('a', { href: joinFragment({ target }) }, name),
                ),
                h(
                  'td',
                  null,
                  h('span', { class: 'number' }, showNumber(count)),
                  bar(count, largest),
                ),
                h(
                  'td',
                  { class: 'more' },
                  link('fields', 'fields'),
                  link('counts', 'counts'),
                  link('code', 'code'),
                ),
              );
            }),
          ),
        ),
      ),
      h('section', null, h('h2', null, 'By month'), months),
      h(
        'section',
        null,
        h('h2', null, 'This site'),
        h(
          'dl',
          { class: 'facts column' },
          [
            ['about', site.description],
            ['public url', site.publicUrl],
            ['language', site.language],
            ['time zone', site.timezone],
            ['server', site.generator],
          ].map(
            ([name, value]) =>
              value &&
              h('div', null, h('dt', null, name), h('dd', null, value)),
          ),
        ),
        h('h2', null, 'Addresses'),
        h(
          'ul',
          { class: 'links' },
          Object.entries(site.links)
            .filter(([name]) => !['self', 'explore', 'docs'].includes(name))
            .map(([, href]) =>
              h(
                'li',
                null,
                h(
                  'a',
                  { href: fragmentOf(targetOfHref(href)) },
                  h('code', null, targetOfHref(href)),
                ),
              ),
            ),
        ),
      ),
    ),
  );
  const target = withStatus(
    site.links.posts ? targetOfHref(site.links.posts) : '/_all',
    status,
  );
  const goTo = (next) => {
    location.hash = joinFragment({ target: next });
  };
  const inner = { target, options: { by: 'date.month' }, view: 'counts' };
  await showCharts(months, {
    ...context,
    ...{ state: inner, target, go: goTo },
    fields: { date: { types: ['date'] } },
    isFixed: true,
  });
}
