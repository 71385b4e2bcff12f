// searchbox.js - the box on top of the page: finds documents by their words.
//
//     typing --a pause--> GET /search/suggest?q=...   (aborts the former one)
//        |                           |
//      Enter                         v
//        |                 Down, Up and Enter, or a click
//        v                           |
//     #results/search?q=... <-word---+---title, tag, person--> #document/...
//
// It is a combobox with a list below it, as in the ARIA Authoring Practices
// Guide (pattern "Combobox", list autocomplete with manual selection): the focus
// stays in the box, and aria-activedescendant names the option.
import { joinFragment, joinTarget, splitTarget, valueOf } from './address.js';
import { ask, site, targetOfHref } from './api.js';
import { announce, debounce, fill, h, showCount } from './dom.js';
import { documentLink, statusOf, withStatus } from './parts.js';
import { session } from './session.js';

const PAUSE_MS = 120;
const MAX_LENGTH = 1024; // bytes in the API; what is longer is an error there
const kinds = { tags: 'tag', categories: 'category', authors: 'person' };
const typed = 'input, textarea, select, [contenteditable]';

/** Where a suggestion leads: to the document that it names, or to a search. */
const placeOf = ({ href, text }, status) =>
  href === null
    ? resultsLink(text, status)
    : documentLink(targetOfHref(href), status);

const resultsLink = (text, status) =>
  joinFragment({
    view: 'results',
    target: withStatus(
      joinTarget({ path: '/search', parameters: [['q', text]] }),
      status,
    ),
  });

/** Fills the form; it stays hidden where the server has no search. */
export function makeSearchBox(form) {
  let status; // of the documents that are looked at
  let options = []; // what is suggested, as { suggestion, element }
  let active = -1;
  let isTyped = false; // since the list was last closed
  let controller = new AbortController();

  const list = h('ul', {
    ...{ id: 'suggestions', role: 'listbox', hidden: true },
    'aria-label': 'Suggestions',
  });
  const box = h('input', {
    ...{ type: 'search', id: 'search-text', role: 'combobox' },
    ...{ maxlength: String(MAX_LENGTH), enterkeyhint: 'search' },
    ...{ autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' },
    placeholder: matchMedia('(hover: none)').matches
      ? 'Search'
      : 'Type / to search',
    'aria-autocomplete': 'list',
    'aria-controls': 'suggestions',
    'aria-expanded': 'false',
    'aria-keyshortcuts': '/',
    on: {
      input: () => {
        controller.abort();
        if (box.value.trim() === '') {
          close();
          return;
        }
        isTyped = true;
        suggestSoon();
      },
      keydown: (event) => {
        if (!event.isComposing) keys[event.key]?.(event);
      },
      blur: () => close(),
    },
  });

  function close() {
    controller.abort();
    options = [];
    active = -1;
    isTyped = false;
    fill(list);
    list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  function activate(index) {
    options[active]?.element.setAttribute('aria-selected', 'false');
    active = index;
    const element = options[active]?.element;
    if (element === undefined) {
      box.removeAttribute('aria-activedescendant');
      return;
    }
    element.setAttribute('aria-selected', 'true');
    element.scrollIntoView({ block: 'nearest' });
    box.setAttribute('aria-activedescendant', element.id);
  }

  /** One option on; before the first and after the last is the box itself. */
  function move(event, step) {
    event.preventDefault();
    if (options.length === 0) {
      if (box.value.trim() !== '') suggest();
      return;
    }
    const places = options.length + 1;
    activate(((active + 1 + step + places) % places) - 1);
  }

  const keys = {
    ArrowDown: (event) => move(event, 1),
    ArrowUp: (event) => move(event, -1),
    Escape: (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (options.length === 0) box.value = '';
      close();
    },
  };

  function leave(fragment) {
    close();
    location.hash = fragment;
  }

  function choose({ suggestion }) {
    if (suggestion.href === null) box.value = suggestion.text;
    leave(placeOf(suggestion, status));
  }

  const optionOf = (suggestion, i) => {
    const { text, kind, collection } = suggestion;
    const element = h(
      'li',
      {
        ...{ id: `suggestion-${i}`, role: 'option', 'aria-selected': 'false' },
        on: {
          mousedown: (event) => event.preventDefault(), // the box keeps the focus
          click: () => choose({ suggestion }),
        },
      },
      h('span', null, text),
      kind !== 'word' &&
        h('span', { class: 'muted' }, kinds[collection] ?? collection),
    );
    return { suggestion, element };
  };

  function open(suggestions) {
    close();
    if (suggestions.length === 0) return;
    options = suggestions.map(optionOf);
    fill(
      list,
      options.map(({ element }) => element),
    );
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    announce(showCount(options.length, 'suggestion'));
  }

  async function suggest() {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    const parameters = [['q', box.value]];
    const target = withStatus(
      joinTarget({ path: '/search/suggest', parameters }),
      status,
    );
    try {
      const answer = await ask(target, { signal });
      signal.throwIfAborted();
      if (document.activeElement === box) open(answer.json?.data ?? []);
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
    }
  }
  const suggestSoon = debounce(() => {
    if (isTyped) suggest();
  }, PAUSE_MS);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (active >= 0) choose(options[active]);
    else if (text !== '') leave(resultsLink(text, status));
  });

  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const isTaken =
      event.target.closest?.(typed) || document.querySelector('dialog[open]');
    if (form.hidden || isTaken) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  fill(
    form,
    h('label', { class: 'unseen', for: box.id }, 'Search all documents'),
    box,
    list,
  );

  return {
    /** Follows the address, unless somebody types. */
    draw(target) {
      const { path, parameters } = splitTarget(target);
      form.hidden = site.links.search === undefined;
      status = statusOf(target) ?? (session.token === '' ? undefined : 'all');
      if (document.activeElement === box || path !== '/search') return;
      box.value = valueOf(parameters, 'q') ?? '';
    },
    /** Another token shows other words: none of the old ones stay. */
    forget() {
      box.value = '';
      close();
    },
  };
}
