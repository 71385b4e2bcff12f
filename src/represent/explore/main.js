// main.js - the frame of the page: which view is shown, and what is asked for
// it.
//
//     address --splitFragment--> state --ask(target)--> answer --> a view
//        ^                                                           |
//        '----- a click, or an edit of the query: go(), edit() ------'
//
// Whatever is on the screen follows from the address, so that it can be shared
// and the back button works. What was begun for another address is aborted.
import {
  collectionOf,
  joinFragment,
  joinTarget,
  splitFragment,
  splitTarget,
  withParameter,
} from './address.js';
import { showAnswer } from './answer.js';
import {
  ask,
  askLater,
  base,
  imageOrigin,
  loadSite,
  site,
  targetOfHref,
  urlOf,
} from './api.js';
import { makeBuilder } from './builder.js';
import { showCharts } from './charts.js';
import { languages } from './code.js';
import {
  diagnostics,
  forgetDiagnostics,
  pollDiagnostics,
  showDiagnostics,
  summaryOf,
} from './diagnostics.js';
import { showDocument, wholeTarget } from './document.js';
import {
  add,
  announce,
  bar,
  byId,
  copyButton,
  debounce,
  fill,
  h,
  showCount,
  showNumber,
  showTime,
} from './dom.js';
import { showFields } from './facts.js';
import { forgetFields, loadFields } from './fields.js';
import { fragmentOf, problemView, statusOf, withStatus } from './parts.js';
import { session, setShowsImages, setToken } from './session.js';
import { showTable } from './table.js';

const LIVE_MS = 1500;
const main = byId('main');
let controller = new AbortController();
let state = null;
let shell = null; // of queries: kept while only the query changes
let shownHash = null;
let lastAnswer = null; // of what is on the screen, to see whether it changes

const isList = (path) => {
  const names = path.split('/').filter((name) => name !== '');
  if (names.length === 1) return !names[0].includes('.') && (!names[0].startsWith('_') || names[0] === '_all');
  return names.length > 2 && names.at(-1) === 'posts';
};
const isItem = (path) =>
  !isList(path) && !path.startsWith('/_') && path.split('/').length > 2;

function tabsOf(path) {
  if (isList(path))
    return [
      ['table', 'Documents'],
      ['fields', 'Fields'],
      ['counts', 'Counts'],
      ['answer', 'Answer'],
      ['code', 'Code'],
    ];
  const tabs = [
    ['answer', 'Answer'],
    ['code', 'Code'],
  ];
  return isItem(path) ? [['document', 'Document'], ...tabs] : tabs;
}

const tabs = () =>
  h(
    'nav',
    { class: 'tabs', 'aria-label': 'Views' },
    tabsOf(splitTarget(state.target).path).map(([view, label]) =>
      h(
        'a',
        {
          href: joinFragment({ view, target: state.target }),
          'aria-current': view === state.view ? 'page' : undefined,
        },
        label,
      ),
    ),
  );

/** Shows another target in the same view. */
function go(target = state.target, view = state.view) {
  const hash = joinFragment({ ...state, view, target });
  if (hash === location.hash) show(true);
  else location.hash = hash;
}

let editedHash = null;

/**
 * The query was edited. While one value is being typed there is one entry in
 * the history, not one for each letter.
 */
function edit(target, isSettled) {
  const hash = joinFragment({ ...state, target });
  if (hash === shownHash && !isSettled) return;
  if (editedHash !== null && editedHash === shownHash) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  editedHash = isSettled ? null : hash;
  shownHash = hash;
  state = splitFragment(hash);
  if (isSettled) showSoon.now();
  else showSoon();
}

const later = debounce(() => show(true), 350);
const showSoon = Object.assign(() => later(), { now: () => show(true) });

const contextOf = (more) => ({
  state,
  target: state.target,
  signal: controller.signal,
  go,
  askForToken,
  ...more,
});

function setTitle(text) {
  document.title = [text, site.title || 'Explore'].filter(Boolean).join(' · ');
}

const heading1 = (text) => h('h1', { id: 'title', tabindex: '-1' }, text);

function showCode(panel, { target }) {
  const list = h('div', { class: 'codes' });
  add(panel, list);
  const given = {
    target,
    url: urlOf(target),
    base: location.origin + base,
    hasToken: session.token !== '',
  };
  function draw(paths) {
    fill(
      list,
      Object.entries(languages).map(([name, write]) => {
        const text = write({ ...given, paths });
        return h(
          'section',
          { class: 'code', 'data-language': name },
          h('div', { class: 'line' }, h('h2', null, name), h('span', { class: 'spring' }), copyButton(() => text)),
          h('pre', { tabindex: '0', role: 'region', 'aria-label': `Code for ${name}` }, text),
        );
      }),
    );
  }
  draw([]);
  askLater('/openapi.json', controller.signal).then(
    ({ json }) => json && draw(Object.keys(json.paths)),
    () => {},
  );
}

const views = {
  table: showTable,
  fields: showFields,
  counts: showCharts,
  answer: showAnswer,
  code: showCode,
};

function makeShell() {
  const builder = makeBuilder({ change: edit });
  const title = h('div', { class: 'line heading' });
  const nav = h('div');
  const panel = h('div', { class: 'panel' });
  return { builder, title, nav, panel, element: [title, builder.element, nav, panel] };
}

async function showQuery(isEdit) {
  const { target, view } = state;
  const { path } = splitTarget(target);
  if (shell === null || !isEdit || !shell.panel.isConnected) {
    shell = shell?.panel.isConnected ? shell : makeShell();
    if (!shell.panel.isConnected) fill(main, shell.element);
  }
  const { builder, panel } = shell;
  const { signal } = controller;
  const name = collectionOf(path);
  fill(shell.title, heading1(path === '/_all' ? 'All documents' : path.slice(1)));
  setTitle(path.slice(1));
  fill(shell.nav, tabs());
  panel.setAttribute('aria-busy', 'true');
  builder.show(target, shell.fields ?? {});
  const [answer, fields] = await Promise.all([
    ask(target, { signal }),
    isList(path) || isItem(path) ? loadFields(name, statusOf(target), signal) : {},
  ]);
  signal.throwIfAborted();
  shell.fields = fields;
  builder.show(target, fields);
  builder.say(answer.json?.errors ?? [], answer.json?.meta?.warnings ?? []);
  lastAnswer = { target, etag: answer.headers.get('etag') };
  panel.removeAttribute('aria-busy');
  const total = answer.json?.meta?.pagination?.total;
  if (total !== undefined)
    add(shell.title, h('span', { class: 'muted count' }, `${showCount(total, 'document')}, ${showTime(answer.ms)}`));
  announce(answer.ok ? showCount(total ?? 1, 'document') : (answer.json?.detail ?? 'No answer'));
  const next = h('div');
  const context = contextOf({ answer, fields, signal });
  if (answer.ok || view === 'answer' || view === 'code')
    views[view]?.(next, context)?.catch?.(ignoreAbort);
  else if (builder.shows(answer.json?.errors))
    next.append(h('p', { class: 'empty' }, 'The query cannot be used as it is. What is wrong stands below its parameters.'));
  else next.append(problemView(answer, context));
  panel.replaceChildren(...next.childNodes);
}

async function showOne() {
  const { target } = state;
  const { path } = splitTarget(target);
  const panel = h('div', { class: 'panel' });
  const crumbs = path.split('/').filter((name) => name !== '');
  const status = statusOf(target);
  fill(
    main,
    h('p', { class: 'crumbs' }, h('a', { href: fragmentOf(withStatus(`/${crumbs[0]}`, status)) }, decodeURIComponent(crumbs[0])), ' / '),
    heading1(decodeURIComponent(crumbs.slice(1).join('/'))),
    tabs(),
    panel,
  );
  const next = h('div');
  const answer = await showDocument(next, contextOf());
  controller.signal.throwIfAborted();
  panel.replaceChildren(...next.childNodes);
  setTitle(byId('title').textContent);
  announce(byId('title').textContent);
  lastAnswer = { target: wholeTarget(target), etag: answer.headers.get('etag') };
}

async function showHome() {
  const { signal } = controller;
  const largest = Math.max(1, ...site.collections.map(({ count }) => count));
  const status = session.token === '' ? undefined : 'all';
  const months = h('div');
  setTitle('');
  fill(
    main,
    heading1(site.title || 'This site'),
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
          h('thead', null, h('tr', null, ['name', 'documents', 'look at'].map((each) => h('th', { scope: 'col' }, each)))),
          h(
            'tbody',
            null,
            site.collections.map(({ name, href, count }) => {
              const target = withStatus(targetOfHref(href), status);
              const link = (view, label) =>
                h('a', { href: joinFragment({ view, target }), 'aria-label': `${label} of ${name}` }, label);
              return h(
                'tr',
                null,
                h('th', { scope: 'row' }, h('a', { href: joinFragment({ target }) }, name)),
                h('td', null, h('span', { class: 'number' }, showNumber(count)), bar(count, largest)),
                h('td', { class: 'more' }, link('fields', 'fields'), link('counts', 'counts'), link('code', 'code')),
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
          ].map(([name, value]) => value && h('div', null, h('dt', null, name), h('dd', null, value))),
        ),
        h('h2', null, 'Addresses'),
        h(
          'ul',
          { class: 'links' },
          Object.entries(site.links)
            .filter(([name]) => !['self', 'explore'].includes(name))
            .map(([, href]) => h('li', null, h('a', { href: fragmentOf(targetOfHref(href)) }, h('code', null, targetOfHref(href))))),
        ),
      ),
    ),
  );
  const target = withStatus(site.links.posts ? targetOfHref(site.links.posts) : '/_all', status);
  const goTo = (next) => {
    location.hash = joinFragment({ target: next });
  };
  const inner = { target, options: { by: 'date.month' }, view: 'counts' };
  await showCharts(months, {
    ...contextOf({ state: inner, target, go: goTo, signal }),
    fields: { date: { types: ['date'] } },
    isFixed: true,
  });
}

async function showFindings() {
  setTitle('Diagnostics');
  const panel = h('div', { class: 'panel', id: 'findings' });
  fill(main, heading1('Diagnostics'), panel);
  showDiagnostics(panel, contextOf());
  await pollDiagnostics(controller.signal);
  controller.signal.throwIfAborted();
  showDiagnostics(panel, contextOf());
  drawCollections();
}

let knownCounts = null; // by collection, of what a token shows

function drawCollections(counts = knownCounts) {
  knownCounts = counts;
  const { path } = splitTarget(state.target);
  const here = state.view === 'diagnostics' ? '' : collectionOf(path);
  const status = statusOf(state.target) ?? (session.token === '' ? undefined : 'all');
  const known = site.collections.map(({ name, href, count }) => ({
    name,
    target: targetOfHref(href),
    count: counts?.get(name) ?? count,
  }));
  const added = [...(counts ?? [])]
    .filter(([name]) => !known.some((each) => each.name === name))
    .map(([name, count]) => ({ name, count, target: `/${encodeURIComponent(name)}` }));
  const link = (href, label, isHere, more) =>
    h('li', null, h('a', { href, 'aria-current': isHere ? 'page' : undefined }, h('span', null, label), more));
  const { answer } = diagnostics;
  const worst = answer?.json?.meta?.errors > 0 ? 'error' : 'warning';
  const amount = (answer?.json?.meta?.errors ?? 0) + (answer?.json?.meta?.warnings ?? 0);
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
      link(joinFragment({ target: withStatus('/_all', status) }), 'All documents', here === '_all'),
      link(
        '#diagnostics',
        'Diagnostics',
        state.view === 'diagnostics',
        answer?.ok && amount > 0 && h('span', { class: `badge is-${worst}`, title: summaryOf(answer) }, showNumber(amount)),
      ),
    ),
  );
}

/** With a status there are more documents, and perhaps more collections. */
async function countCollections() {
  const status = statusOf(state.target) ?? (session.token === '' ? undefined : 'all');
  if (status === undefined || session.token === '') {
    drawCollections(null);
    return;
  }
  const answer = await askLater(
    `/_all?limit=0&facets=collection&status=${encodeURIComponent(status)}`,
    controller.signal,
  );
  const found = answer.json?.meta?.facets?.collection;
  if (found) drawCollections(new Map(found.map(({ value, count }) => [value, count])));
}

const tokenDialog = h(
  'dialog',
  { 'aria-labelledby': 'token-title' },
  h(
    'form',
    { method: 'dialog' },
    h('h2', { id: 'token-title' }, 'Token'),
    h('p', null, 'Shows drafts, scheduled and expired documents, and the diagnostics. ', h('code', null, 'headmatter token NAME'), ' makes one. It stays in this tab and is gone when the tab is closed.'),
    h('label', null, 'Token', h('input', { type: 'password', autocomplete: 'off', id: 'token', required: true })),
    h('p', { class: 'error', role: 'alert', id: 'token-fault' }),
    h(
      'div',
      { class: 'line' },
      h('button', { type: 'submit', class: 'main' }, 'Use it'),
      h('button', { type: 'button', on: { click: () => tokenDialog.close() } }, 'Cancel'),
    ),
  ),
);
document.body.append(tokenDialog);

function askForToken() {
  byId('token').value = '';
  fill(byId('token-fault'));
  tokenDialog.showModal();
}

tokenDialog.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const before = session.token;
  session.token = byId('token').value.trim();
  const answer = await ask('/_diagnostics');
  if (!answer.ok) {
    session.token = before;
    fill(byId('token-fault'), answer.json?.detail ?? 'The server does not answer.');
    return;
  }
  setToken(session.token);
  tokenDialog.close();
  forgetFields();
  forgetDiagnostics();
  drawTools();
  const next = state.view === 'diagnostics' || state.target === '/' ? state.target : setStatus('all');
  go(next);
});

function setStatus(status) {
  const { path, parameters } = splitTarget(state.target);
  return joinTarget({ path, parameters: withParameter(withParameter(parameters, 'page'), 'status', status) });
}

function forgetToken() {
  setToken('');
  forgetFields();
  forgetDiagnostics();
  controller.abort();
  fill(main);
  shell = null;
  if (state.view === 'diagnostics') location.hash = '#/';
  else go(setStatus(undefined));
}

const statuses = [
  ['', 'published'],
  ['all', 'everything'],
  ['draft', 'drafts'],
  ['scheduled', 'scheduled'],
  ['expired', 'expired'],
];

function drawTools() {
  const hasToken = session.token !== '';
  const now = state === null ? '' : (statusOf(state.target) ?? '');
  const chooser = h(
    'select',
    { 'aria-label': 'Which documents', on: { change: () => go(setStatus(chooser.value || undefined)) } },
    [...statuses, ...(statuses.some(([each]) => each === now) ? [] : [[now, now]])].map(([value, label]) =>
      h('option', { value, selected: value === now }, label),
    ),
  );
  const origin = imageOrigin();
  const images = h('input', {
    type: 'checkbox',
    checked: session.showsImages,
    on: {
      change: () => {
        setShowsImages(images.checked);
        show(true);
      },
    },
  });
  fill(
    byId('tools'),
    origin !== null && h('label', { title: `Loads them from ${origin}` }, images, ' Images'),
    hasToken && chooser,
    hasToken
      ? h('button', { type: 'button', on: { click: forgetToken } }, 'Forget the token')
      : h('button', { type: 'button', on: { click: askForToken } }, 'Token'),
  );
}

function ignoreAbort(error) {
  if (error.name !== 'AbortError') throw error;
}

/** Shows what the address says. */
async function show(isEdit = false) {
  const before = state;
  shownHash = location.hash;
  if (shownHash !== editedHash) editedHash = null;
  state = splitFragment(shownHash);
  controller.abort();
  controller = new AbortController();
  lastAnswer = null;
  const { path } = splitTarget(state.target);
  if (path === '/' && state.view === 'table') state.view = 'home';
  drawTools();
  drawCollections();
  try {
    countCollections().catch(ignoreAbort);
    if (state.view === 'home') await showHome();
    else if (state.view === 'diagnostics') await showFindings();
    else if (state.view === 'document') await showOne();
    else await showQuery(isEdit);
  } catch (error) {
    ignoreAbort(error);
    return;
  }
  const isElsewhere =
    before !== null &&
    (before.view !== state.view || splitTarget(before.target).path !== path);
  if (isElsewhere && !isEdit) {
    window.scrollTo(0, 0);
    byId('title')?.focus({ preventScroll: true });
  }
}

/** For whoever writes: what is on the screen follows the files. */
async function live() {
  try {
    if (session.token !== '' && !document.hidden && !tokenDialog.open && state !== null) {
      if (await pollDiagnostics(controller.signal)) {
        drawCollections();
        const panel = byId('findings');
        if (panel) showDiagnostics(panel, contextOf());
      }
      await followTarget();
    }
  } catch (error) {
    ignoreAbort(error);
  } finally {
    setTimeout(live, LIVE_MS);
  }
}

async function followTarget() {
  if (lastAnswer === null || !lastAnswer.etag) return;
  const seen = lastAnswer;
  const answer = await ask(seen.target, { etag: seen.etag, signal: controller.signal });
  if (seen !== lastAnswer || answer.status === 304 || answer.status === 0) return;
  const { x, y } = { x: window.scrollX, y: window.scrollY };
  forgetFields();
  await show(true);
  window.scrollTo(x, y);
}

addEventListener('hashchange', () => {
  if (location.hash !== shownHash) show();
});
addEventListener('keydown', (event) => {
  if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
  const address = byId('address');
  if (address === null) return;
  event.preventDefault();
  address.focus();
  address.select();
});

async function start() {
  const answer = await loadSite();
  if (!answer.ok) {
    state = splitFragment(location.hash);
    fill(main, problemView(answer, contextOf({ go: start })));
    return;
  }
  fill(byId('brand'), site.title || 'Explore');
  fill(byId('generator'), site.generator);
  await show();
  live();
}

start();
