// A list that is there without a network, as an app on a phone wants it.
//
//     open()      what is stored, at once
//     refresh()   asks for each stored page again: 304 costs nothing
//     more()      the page after the last one
//     read(slug)  a post, which is then stored, too
//
// `storage` has getItem, setItem and removeItem that may be asynchronous:
// AsyncStorage of React Native, localStorage of a browser. Pages go by cursor,
// so that a post that is published meanwhile shifts nothing. Without a network
// all but the first throw nothing and change nothing; `isOnline` says how the
// last request went.

export class OfflineList {
  constructor({
    api,
    storage,
    collection = 'posts',
    limit = 20,
    fields = 'id,slug,title,day,excerpt',
    fetch = globalThis.fetch,
  }) {
    Object.assign(this, { api, storage, collection, limit, fields, fetch });
    this.pages = []; // { etag, posts, next }, next being a cursor or null
    this.isOnline = null;
  }

  get posts() {
    return this.pages.flatMap(({ posts }) => posts);
  }

  get hasMore() {
    return this.pages.length === 0 || this.pages.at(-1).next !== null;
  }

  async open() {
    this.pages = (await this.#load('pages')) ?? [];
    return this.posts;
  }

  async refresh() {
    const pages = [];
    let cursor = null; // of the page to ask for
    do {
      const known = this.pages[pages.length];
      const page = await this.#askPage(cursor, known);
      if (!page) return this.posts; // no network: what is stored stays
      pages.push(page);
      cursor = page.next;
    } while (cursor !== null && pages.length < this.pages.length);
    await this.#keep(pages);
    return this.posts;
  }

  async more() {
    if (this.pages.length === 0) return this.refresh();
    const { next } = this.pages.at(-1);
    const page = next === null ? null : await this.#askPage(next);
    if (page) await this.#keep([...this.pages, page]);
    return this.posts;
  }

  async read(slug) {
    const name = `item:${slug}`;
    const known = await this.#load(name);
    const answer = await this.#ask(`/${slug}`, known?.etag);
    if (answer?.status === 404) {
      await this.storage.removeItem(this.#key(name));
      return null;
    }
    if (!answer || answer.status === 304) return known?.post ?? null;
    const item = { etag: answer.etag, post: answer.body.data };
    await this.#save(name, item);
    return item.post;
  }

  /** The page at a cursor; `known` is what is stored of it. */
  async #askPage(cursor, known) {
    const query = new URLSearchParams({ limit: this.limit, fields: this.fields });
    if (cursor !== null) query.set('cursor', cursor);
    const answer = await this.#ask(`?${query}`, known?.etag);
    if (!answer) return null;
    if (answer.status === 304) return known;
    if (answer.status !== 200) throw new Error(answer.body.detail);
    const { data: posts, meta } = answer.body;
    return { etag: answer.etag, posts, next: meta.pagination.next_cursor };
  }

  /** { status, etag, body }; null without a network. */
  async #ask(target, etag) {
    const url = `${this.api}/${this.collection}${target}`;
    const headers = etag ? { 'If-None-Match': etag } : {};
    const { fetch } = this; // in a browser it must not be called as a method
    try {
      const response = await fetch(url, { headers, cache: 'no-store' });
      this.isOnline = true;
      return {
        status: response.status,
        etag: response.headers.get('ETag'),
        body: response.status === 304 ? null : await response.json(),
      };
    } catch {
      this.isOnline = false;
      return null;
    }
  }

  async #keep(pages) {
    this.pages = pages;
    await this.#save('pages', pages);
  }

  /** What is asked for is a part of the key: other fields, another list. */
  #key(name) {
    return ['headmatter', this.api, this.collection, this.limit, this.fields, name].join(' ');
  }

  async #load(name) {
    const text = await this.storage.getItem(this.#key(name));
    return text ? JSON.parse(text) : null;
  }

  #save(name, value) {
    return this.storage.setItem(this.#key(name), JSON.stringify(value));
  }
}
