// search.js - the box on top of every view that searches all documents while
// somebody types.
import { searchTarget, splitTarget, valueOf } from './address.js';
import { site } from './api.js';
import { byId, fill, h } from './dom.js';
import { statusOf } from './parts.js';

/** `search(target, isSettled)` shows what is found at a target. */
export function makeSearchBox({ search }) {
  let shown = '/';
  const isTyping = () => document.activeElement === box;
  const box = h('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Search',
    'aria-label': 'Search all documents',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    on: { input: () => find(false) },
  });

  /** A box that is empty leaves what is shown. */
  function find(isSettled) {
    const text = box.value.trim();
    const isHere = splitTarget(shown).path === '/search';
    if (text === '' && !isHere) return;
    search(searchTarget(text, statusOf(shown)), isSettled);
  }

  const form = h(
    'form',
    {
      role: 'search',
      on: {
        submit: (event) => {
          event.preventDefault();
          find(true);
        },
      },
    },
    box,
  );

  return {
    /** Shows what the target searches for, unless it is being typed. */
    draw(target) {
      shown = target;
      if (site.links.search === undefined) fill(byId('find'));
      else if (!form.isConnected) fill(byId('find'), form);
      const { path, parameters } = splitTarget(target);
      if (!isTyping())
        box.value = path === '/search' ? (valueOf(parameters, 'q') ?? '') : '';
    },
  };
}
