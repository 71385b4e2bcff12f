// A search box for any page: <search-box></search-box> and this module.
//
//     headmatter serve content
//     python3 -m http.server -d examples/search-box 8000
//     open http://localhost:8000/?api=http://127.0.0.1:8080
//
// Attributes: `api`, the address of the API; `site`, what is before each `url`
// of a document, such as https://www.example.org, where pages are elsewhere;
// `list`, what is searched: /search, or one list such as /posts; `limit`.
//
// What it takes care of:
// - It asks when the typing pauses, and drops the answer to an older question.
// - The last word is taken for a beginning (`prefix=true`).
// - Arrows, Enter and Escape; a screen reader hears a combobox with a list, as
//   https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ has it.
// - A link leads to the heading that the words stand under.
// - Without a network, and while the server builds its index (503), it says so,
//   keeps what it shows, and asks again by itself.

const QUIET_MS = 150;
const OFFLINE_RETRY_MS = 5000;
const fields = 'title,name,url,search';

/** An element: h('a', { href }, 'text', child, ...). */
function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties))
    element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const characters = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const decode = (text) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => characters[entity]);

/**
 * "Tea &amp; <mark>toast</mark>" as text nodes and <mark> elements. The text is
 * escaped and could be put into innerHTML; this way nobody has to trust it.
 */
export const marked = (text) =>
  text
    .split(/<mark>(.*?)<\/mark>/s)
    .map((part, i) => (i % 2 ? h('mark', {}, decode(part)) : decode(part)));

let boxes = 0;

export class SearchBox extends HTMLElement {
  #id = `search-box-${++boxes}`;
  #active = -1;
  #timer;
  #question = new AbortController();
  #input;
  #list;
  #note; // what is to be known beside the results
  #spoken; // the same for those who do not see it, and how many there are
  #panel;

  connectedCallback() {
    if (this.#input) return; // it was only moved
    const id = this.#id;
    this.#input = h('input', {
      ...{ id, type: 'search', role: 'combobox', maxlength: 200 },
      ...{ autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' },
      ...{ 'aria-autocomplete': 'list', 'aria-expanded': 'false' },
      'aria-controls': `${id}-list`,
    });
    this.#list = h('div', {
      ...{ id: `${id}-list`, role: 'listbox', 'aria-label': 'Results' },
    });
    this.#note = h('p', { class: 'note' });
    this.#spoken = h('p', { class: 'spoken', role: 'status' });
    this.#panel = h('div', { class: 'panel' }, this.#note, this.#list);
    this.#panel.hidden = true;
    const label = h('label', { for: id }, 'Search');
    this.append(label, this.#input, this.#panel, this.#spoken);

    this.#input.addEventListener('input', () => this.#askIn(QUIET_MS));
    this.#input.addEventListener('keydown', (event) => this.#press(event));
    this.#input.addEventListener('focus', () => {
      if (this.#panel.hidden) this.#askIn(0);
    });
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.contains(relatedTarget)) this.#close();
    });
    // The focus stays in the box while a result is clicked.
    this.#panel.addEventListener('mousedown', (event) =>
      event.preventDefault(),
    );
    this.#panel.addEventListener('click', ({ target }) => {
      if (target.closest('a')) this.#close();
    });
    addEventListener('online', this.#isOnline);
  }

  disconnectedCallback() {
    this.#close();
    removeEventListener('online', this.#isOnline);
  }

  #isOnline = () => {
    if (!this.#panel.hidden) this.#askIn(0);
  };

  get #text() {
    return this.#input.value.trim();
  }

  #askIn(ms) {
    clearTimeout(this.#timer);
    this.#question.abort();
    if (this.#text === '') this.#close();
    else this.#timer = setTimeout(() => this.#ask(), ms);
  }

  async #ask() {
    this.#question = new AbortController();
    const { signal } = this.#question;
    const own = new URLSearchParams(location.search).get('api');
    const api = this.getAttribute('api') ?? own ?? 'http://127.0.0.1:8080';
    const query = new URLSearchParams({
      ...{ q: this.#text, prefix: 'true', fields },
      'url:exists': 'true', // authors and data may have no page
      limit: this.getAttribute('limit') ?? '8',
    });
    try {
      const list = this.getAttribute('list') ?? '/search';
      const response = await fetch(`${api}${list}?${query}`, { signal });
      const body = await response.json();
      if (response.ok) this.#show(body);
      else this.#complain(response, body);
    } catch (error) {
      if (error.name === 'AbortError') return; // there is a newer question
      this.#say('No connection. Asking again …');
      this.#askIn(OFFLINE_RETRY_MS);
    }
  }

  #complain({ status, headers }, { detail, errors }) {
    const [reason] = errors ?? [];
    this.#say(reason?.detail ?? detail ?? 'The search cannot be used now.');
    // A page on another origin than the API's cannot read this field.
    const seconds = Number(headers.get('Retry-After')) || 2;
    if (status === 503 || status === 429) this.#askIn(1000 * seconds);
  }

  #show({ data, meta: { search } }) {
    this.#choose(-1);
    this.#list.replaceChildren(
      ...data.map((entry, i) => this.#option(entry, i)),
    );
    if (search.total === 0) this.#say(`Nothing has “${search.query}”.`);
    else if (search.corrected)
      this.#say(
        `Nothing has “${search.query}”. Results for “${search.corrected}”:`,
      );
    else this.#say('', `${data.length} results`);
    this.#input.setAttribute('aria-expanded', String(data.length > 0));
  }

  /** Shows the panel with a sentence above the results. */
  #say(text, spoken = text) {
    this.#note.textContent = text;
    this.#spoken.textContent = spoken;
    this.#panel.hidden = false;
  }

  #option({ title, name, url, search }, i) {
    const [best] = search.snippets;
    const site = this.getAttribute('site') ?? '';
    const link = h(
      'a',
      {
        ...{ role: 'option', id: `${this.#id}-${i}`, tabindex: '-1' },
        ...{ 'aria-selected': 'false', href: site + (best?.url ?? url) },
      },
      h('b', {}, ...(search.title ? marked(search.title) : [title ?? name])),
    );
    if (best?.section) link.append(h('small', {}, best.section.title));
    if (best) link.append(h('span', { class: 'text' }, ...marked(best.text)));
    return link;
  }

  #choose(index) {
    const options = this.#list.children;
    options[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = index;
    const option = options[index];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) this.#input.setAttribute('aria-activedescendant', option.id);
    else this.#input.removeAttribute('aria-activedescendant');
  }

  #press(event) {
    if (event.isComposing) return; // a Japanese or Chinese word, half typed
    const count = this.#panel.hidden ? 0 : this.#list.children.length;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === 'Escape') {
      if (this.#panel.hidden) this.#input.value = '';
      this.#close();
    } else if (event.key === 'Enter' && this.#active >= 0) {
      this.#list.children[this.#active].click();
    } else if (event.key in steps) {
      // Before the first result and after the last one is the box itself.
      const places = count + 1;
      const next = (this.#active + 1 + steps[event.key] + places) % places;
      this.#choose(next - 1);
      if (this.#panel.hidden) this.#askIn(0);
    } else return;
    event.preventDefault();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#question.abort();
    this.#choose(-1);
    this.#panel.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
  }
}

customElements.define('search-box', SearchBox);
