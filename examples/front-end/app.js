// A blog in one file: a list, a filter by tag, a post, and "load more".
//
// Serve this folder with anything, and name the API behind "?api=":
//
//     headmatter serve content
//     python3 -m http.server -d examples/front-end 8000
//     open http://localhost:8000/?api=http://127.0.0.1:8080
//
// Addresses of the page:  #/  #/tags/caching  #/posts/first-request

const api =
  new URLSearchParams(location.search).get('api') ?? 'http://127.0.0.1:8080';
const PAGE = 5;

const view = document.getElementById('view');

/** Asks the API; what it says is wrong becomes the error's message. */
async function ask(path, parameters = {}) {
  const response = await fetch(`${api}${path}?${new URLSearchParams(parameters)}`);
  const body = await response.json();
  if (response.ok) return body;
  const reasons = (body.errors ?? []).map((error) => error.detail);
  throw new Error([body.detail, ...reasons].join(' '));
}

/** An element: h('a', { href }, 'text', child, ...). */
function h(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

const byline = (post) =>
  [post.day, post.author?.name].filter(Boolean).join(' · ');

const card = (post) =>
  h(
    'li',
    {},
    h('a', { href: `#/posts/${encodeURI(post.slug)}` }, post.title),
    h('small', {}, byline(post)),
    h('p', {}, post.excerpt ?? ''),
  );

/** One request gives the posts, what is behind them, and all tags. */
const askPosts = (parameters) =>
  ask('/posts', {
    fields: 'slug,title,day,author.name,excerpt',
    limit: PAGE,
    ...parameters,
  });

async function showList(tag) {
  const filter = tag ? { tags: tag } : {};
  const list = h('ul', { id: 'posts' });
  const more = h('button', { id: 'more', type: 'button' }, 'Load more');

  async function load(position) {
    const { data, meta } = await askPosts({ ...filter, ...position });
    const { total, next_cursor: next } = meta.pagination;
    list.append(...data.map(card));
    more.hidden = next === null;
    more.onclick = () => load({ cursor: next }).catch(showError);
    more.dataset.total = total;
  }

  await load({});
  view.replaceChildren(list, more);
}

async function showPost(slug) {
  const { data: post } = await ask(`/posts/${slug}`, { include: 'related' });
  const related = post.related.map((other) =>
    h('li', {}, h('a', { href: `#/posts/${encodeURI(other.slug)}` }, other.title)),
  );
  view.replaceChildren(
    h('h1', {}, post.title),
    h('small', {}, byline(post)),
    // The HTML is that of the site's own writers.
    h('article', { innerHTML: post.html }),
    h('h2', { hidden: related.length === 0 }, 'Related'),
    h('ul', { id: 'related' }, ...related),
  );
}

function showError(error) {
  view.replaceChildren(h('p', { id: 'error' }, error.message));
}

async function showTags() {
  const { meta } = await ask('/posts', { facets: 'tags', limit: 0 });
  const links = meta.facets.tags.map(({ value, name, count }) =>
    h('a', { href: `#/tags/${encodeURIComponent(value)}` }, `${name} ${count}`),
  );
  document.getElementById('tags').replaceChildren(...links);
}

async function showSite() {
  const { data: site } = await ask('/');
  document.title = site.title ?? 'Blog';
  document.getElementById('site').textContent = document.title;
}

async function route() {
  const [, kind, ...rest] = location.hash.slice(1).split('/');
  const name = rest.join('/');
  delete document.body.dataset.shown;
  try {
    if (kind === 'posts') await showPost(name);
    else await showList(kind === 'tags' ? decodeURIComponent(name) : undefined);
  } catch (error) {
    showError(error);
  }
  document.body.dataset.shown = location.hash;
}

addEventListener('hashchange', route);
await Promise.all([showSite().catch(showError), showTags().catch(showError)]);
await route();
