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
  decodePath,
  joinFragment,
  kindOf,
  searchedText,
  splitFragment,
  splitTarget,
} from './address.js';
import { showAnswer } from './answer.js';
import { ask, askEarly, loadSite, site } from './api.js';
import { makeBuilder } from './builder.js';
import { showCharts } from './charts.js';
import { showCode } from './codes.js';
import {
  forgetDiagnostics,
  pollDiagnostics,
  showDiagnostics,
} from './diagnostics.js';
import { revealHeading, showDocument, wholeTarget } from './document.js';
import {
  add,
  announce,
  byId,
  debounce,
  fill,
  h,
  showCount,
  showTime,
  watchMenus,
} from './dom.js';
import { showFields } from './facts.js';
import { forgetFields, loadFields } from './fields.js';
import { showHome } from './home.js';
import {
  bestView,
  fragmentOf,
  problemView,
  statusOf,
  totalOf,
  withStatus,
} from './parts.js';
import { showResults } from './results.js';
import { makeSearchBox } from './searchbox.js';
import { session } from './session.js';
import { countCollections, drawCollections } from './sidebar.js';
import { showTable } from './table.js';
import { makeTools, withOtherStatus } from './tools.js';

const LIVE_MS = 1500;
const main = byId('main');
let controller = new AbortController();
let state = null;
let shell = null; // of queries: kept while only the query changes
let shownHash = null;
let lastAnswer = null; // of what is on the screen, to see whether it changes

const isList = (path) => kindOf(path) === 'list';
const isItem = (path) => kindOf(path) === 'item';

function tabsOf(target) {
  const { path } = splitTarget(target);
  if (isList(path))
    return [
      ...(searchedText(target) === null ? [] : [['results', 'Results']]),
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

/** The view that is asked for, or else the best that there is at the path. */
function viewOf(view, target) {
  const known = tabsOf(target).map(([name]) => name);
  if (view === 'diagnostics' || known.includes(view)) return view;
  return splitTarget(target).path === '/' ? 'home' : bestView(target);
}

const tabs = () =>
  h(
    'nav',
    { class: 'tabs', 'aria-label': 'Views' },
    tabsOf(state.target).map(([view, label]) =>
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

const headings = {
  '/': 'Site',
  '/_all': 'All documents',
  '/search': 'Search',
};

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
  if (editedHash !== null && editedHash === shownHash)
    history.replaceState(null, '', hash);
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
  askForToken: tools.askForToken,
  ...more,
});

function setTitle(text) {
  document.title = [text, site.title || 'Explore'].filter(Boolean).join(' · ');
}

const heading1 = (text) => h('h1', { id: 'title', tabindex: '-1' }, text);

const views = {
  results: showResults,
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
  return {
    builder,
    title,
    nav,
    panel,
    element: [title, builder.element, nav, panel],
  };
}

/** While something is not ready, as the index of words, asks until it is. */
function askAgain({ status, headers }, signal) {
  const seconds = Number(headers.get('retry-after') ?? 0);
  if (status !== 503 || !(seconds > 0)) return '';
  const timer = setTimeout(() => show(true), 1000 * seconds);
  signal.addEventListener('abort', () => clearTimeout(timer));
  return h(
    'p',
    { class: 'muted' },
    `Asks again in ${showCount(seconds, 'second')}.`,
  );
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
  fill(shell.title, heading1(headings[path] ?? decodePath(path.slice(1))));
  setTitle([searchedText(target), path.slice(1)].filter(Boolean).join(' · '));
  fill(shell.nav, tabs());
  panel.setAttribute('aria-busy', 'true');
  builder.show(target, shell.fields ?? {});
  const [answer, fields] = await Promise.all([
    ask(target, { signal }),
    isList(path) || isItem(path)
      ? loadFields(name, statusOf(target), signal)
      : {},
  ]);
  signal.throwIfAborted();
  shell.fields = fields;
  builder.show(target, fields);
  builder.say(answer.json?.errors ?? [], answer.json?.meta?.warnings ?? []);
  lastAnswer = { target, etag: answer.headers.get('etag') };
  panel.removeAttribute('aria-busy');
  const total = totalOf(answer);
  if (total !== undefined)
    add(
      shell.title,
      h(
        'span',
        { class: 'muted count' },
        `${showCount(total, 'document')}, ${showTime(answer.ms)}`,
      ),
    );
  announce(
    answer.ok
      ? showCount(total ?? 1, 'document')
      : (answer.json?.detail ?? 'No answer'),
  );
  const next = h('div');
  const context = contextOf({ answer, fields, signal });
  if (answer.ok || view === 'answer' || view === 'code')
    views[view]?.(next, context)?.catch?.(ignoreAbort);
  else if (builder.shows(answer.json?.errors))
    next.append(
      h(
        'p',
        { class: 'empty' },
        'The query cannot be used as it is. What is wrong stands below its parameters.',
      ),
    );
  else next.append(problemView(answer, context), askAgain(answer, signal));
  panel.replaceChildren(...next.childNodes);
}

async function showOne(isEdit) {
  const { target } = state;
  const { path } = splitTarget(target);
  const panel = h('div', { class: 'panel' });
  const crumbs = path.split('/').filter((name) => name !== '');
  const status = statusOf(target);
  fill(
    main,
    h(
      'p',
      { class: 'crumbs' },
      h(
        'a',
        { href: fragmentOf(withStatus(`/${crumbs[0]}`, status)) },
        decodePath(crumbs[0]),
      ),
      ' / ',
    ),
    heading1(decodePath(crumbs.slice(1).join('/'))),
    tabs(),
    panel,
  );
  const next = h('div');
  const answer = await showDocument(next, contextOf());
  controller.signal.throwIfAborted();
  if (!isEdit) revealHeading(next, state.options.at);
  panel.replaceChildren(...next.childNodes);
  setTitle(byId('title').textContent);
  announce(byId('title').textContent);
  lastAnswer = {
    target: wholeTarget(target),
    etag: answer.headers.get('etag'),
  };
}

async function showFindings() {
  setTitle('Diagnostics');
  const panel = h('div', { class: 'panel', id: 'findings' });
  fill(main, heading1('Diagnostics'), panel);
  showDiagnostics(panel, contextOf());
  await pollDiagnostics(controller.signal);
  controller.signal.throwIfAborted();
  showDiagnostics(panel, contextOf());
  drawCollections(state);
}

/** Nothing that another token has shown stays on the screen. */
function tokenChanged() {
  forgetFields();
  forgetDiagnostics();
  searchBox.forget();
  controller.abort();
  fill(main);
  shell = null;
  const isOfAll = state.view === 'diagnostics' || state.view === 'home';
  const hasToken = session.token !== '';
  if (isOfAll) show(true);
  else go(withOtherStatus(state.target, hasToken ? 'all' : undefined));
}

const searchBox = makeSearchBox(byId('search'));
const tools = makeTools({ go, repaint: () => show(true), tokenChanged });

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
  state.view = viewOf(state.view, state.target);
  tools.draw(state.target);
  searchBox.draw(state.target);
  drawCollections(state);
  try {
    countCollections(state, controller.signal).catch(ignoreAbort);
    if (state.view === 'home') {
      setTitle('');
      await showHome(main, contextOf());
    } else if (state.view === 'diagnostics') await showFindings();
    else if (state.view === 'document') await showOne(isEdit);
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
    if (
      session.token !== '' &&
      !document.hidden &&
      !tools.isAsking() &&
      state !== null
    ) {
      if (await pollDiagnostics(controller.signal)) {
        drawCollections(state);
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
  const answer = await ask(seen.target, {
    etag: seen.etag,
    signal: controller.signal,
  });
  if (seen !== lastAnswer || answer.status === 304 || answer.status === 0)
    return;
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
  watchMenus();
  const { view, target } = splitFragment(location.hash);
  if (view === 'document') askEarly(wholeTarget(target));
  else if (target !== '/') askEarly(target);
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
