// requests.mjs - what there is to ask about a site, in an order that depends on
// nothing but its content: every list, every item in every form, what is wrong
// or moved, and queries.
import { queriesOf } from './queries.mjs';
import { previewOf } from './program.mjs';

const pathOf = (slug) => slug.split('/').map(encodeURIComponent).join('/');

/** At most `count` of `list`, spread over all of it. */
export const sample = (list, count) =>
  list.length <= count
    ? list
    : Array.from(
        { length: count },
        (_, i) => list[Math.floor((i * list.length) / count)],
      );

const includes = [
  ...['html', 'markdown', 'text', 'toc', 'mdast', 'front_matter', 'sections'],
  ...['author', 'authors', 'tags', 'categories', '*', 'previous', 'next'],
  ...['related', 'backlinks', 'posts', 'related.author', 'previous.tags'],
  ...['html,text,toc', 'backlinks.author.posts', 'a.b.c.d', 'htlm', 'url'],
];

/** One place with every header and method that answers know of. */
function* shapes(target) {
  for (const method of ['OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'])
    yield { target, method };
  const headers = [
    { Origin: 'https://example.org' },
    { Accept: 'text/html' },
    { 'Accept-Encoding': 'gzip, br' },
    { 'If-None-Match': '*' },
    { 'If-None-Match': '"other", W/"another"' },
    { 'If-Modified-Since': 'Sun, 29 Nov 2099 09:00:00 GMT' },
    { Range: 'bytes=0-9' },
    { Authorization: 'Bearer hm_wrong' },
    { Authorization: 'Basic YTpi' },
    { 'Access-Control-Request-Method': 'GET', Origin: 'https://a.example' },
  ];
  for (const each of headers) yield { target, headers: each, method: 'GET' };
}

function* wrongAddresses(base) {
  const wrong = [
    ...['/nothing', '/nothing/at/all', '/post', '/Posts', '/posts/', '//posts'],
    ...['/posts//', '/posts/../authors', '/posts/%2e%2e/authors', '/posts/%00'],
    ...['/posts/%', '/posts/%zz', '/posts/%ff', '/_nothing', '/_al', '/_all/'],
    ...['/openapi', '/openapi.xml', '/recent/x', '/recents', '/_resolve'],
    ...['/_resolve?url=', '/_resolve?url=/nothing/', '/_resolve?url=nothing'],
    ...['/_problems/nothing', '/search?q=a', '/feed.xml', '/sitemap.xml'],
    ...['/_manifest', '/_changes', '/_events', '/_navigation', '/_metrics'],
    ...['/posts.md', '/posts.json', '/posts.csv', '/authors.ndjson?limit=1'],
    ...[
      '/recent?count=3',
      '/recent?count=3&limit=2',
      '/recent?exclude=nothing',
    ],
    `/posts?title=${'x'.repeat(9000)}`,
    `/${'x'.repeat(600)}`,
  ];
  for (const each of wrong) yield { target: base + each };
}

/** Every entry of a list, whatever its length. */
async function readList(program, target) {
  const entries = [];
  const separator = target.includes('?') ? '&' : '?';
  let next = `${target}${separator}limit=1000&fields=slug,id,url,collection`;
  while (next) {
    const page = await program.read(next);
    if (!page) break;
    entries.push(...page.data);
    next = page.links.next;
  }
  return entries;
}

async function* lists(program, href) {
  yield { target: href };
  for (const query of ['limit=0', 'limit=all', 'page=2', 'page=99999'])
    yield { target: `${href}?${query}` };
  yield { target: `${href}?limit=3&envelope=false` };
  yield { target: `${href}?limit=3&pretty` };
  yield { target: `${href}.ndjson` };
  for (const include of includes)
    yield { target: `${href}?limit=7&include=${include}` };
  for (const start of ['?cursor=&limit=4', '?limit=3&page=2']) {
    let next = href + start;
    for (let i = 0; next && i < 4; i++) {
      yield { target: next };
      next = (await program.read(next))?.links.next;
    }
  }
}

function* items(base, collection, entries, suffixes) {
  const few = new Set(sample(entries, 24));
  for (const entry of entries) {
    const target = `${base}/${collection}/${pathOf(entry.slug)}`;
    yield { target };
    for (const suffix of suffixes) yield { target: target + suffix };
    if (entry.url)
      yield { target: `${base}/_resolve?url=${encodeURIComponent(entry.url)}` };
    if (!few.has(entry)) continue;
    for (const include of includes)
      yield { target: `${target}?include=${include}` };
    yield { target: `${target}?fields=title,slug,author.name` };
    yield { target: `${target}?fields=-html,-toc` };
    yield { target: `${target}?envelope=false&pretty` };
    yield { target: `${target}/posts` };
    yield { target: `${target}/posts.ndjson?limit=5` };
    yield { target: `${target}.xyz` };
    yield { target: `${target}.ndjson` };
    yield { target: `${target}/` };
    const slug = pathOf(entry.slug.slice(0, -1));
    yield { target: `${base}/${collection}/${slug}` };
    yield { target: `${base}/${collection}/${slug}?lenient&titel=1` };
    yield {
      target: `${base}/${collection}/${pathOf(entry.slug.toUpperCase())}`,
    };
    yield { target: `${base}/${collection}/x/${pathOf(entry.slug)}` };
  }
}

/** Old addresses, as the writer has put them down. */
async function* redirects(program, base) {
  const documents =
    (await program.read(`${base}/_all.ndjson?include=front_matter`)) ?? [];
  const keys = ['aliases', 'alias', 'redirect_from', 'redirects'];
  const known = documents.flatMap(({ collection, front_matter }) =>
    keys
      .flatMap((key) => front_matter?.[key] ?? [])
      .filter((alias) => typeof alias === 'string')
      .map((alias) => ({ collection, alias })),
  );
  for (const { collection, alias } of sample(known, 300)) {
    const slug = pathOf(alias.replace(/^\/+|\/+$/g, ''));
    yield { target: `${base}/${collection}/${slug}` };
    yield { target: `${base}/_resolve?url=${encodeURIComponent(alias)}` };
  }
}

/** What a token and a preview link open. */
async function* unpublished(program, base, suffixes) {
  yield { target: `${base}/_diagnostics` };
  for (const query of ['', '?limit=3', '?severity=error', '?code=x', '?pretty'])
    yield { target: `${base}/_diagnostics${query}`, auth: true };
  for (const status of ['draft', 'scheduled', 'expired', 'all', 'drafts']) {
    yield { target: `${base}/posts?status=${status}&limit=5`, auth: true };
    yield { target: `${base}/_all?status=${status}`, auth: true };
    yield { target: `${base}/posts?status=${status}` };
  }
  yield { target: `${base}/_all.ndjson?status=all`, auth: true };
  yield { target: `${base}/?status=all`, auth: true };
  const hidden = await readList(
    program,
    `${base}/_all?status=draft,scheduled,expired`,
  );
  for (const { collection, slug, id } of sample(hidden, 40)) {
    const target = `${base}/${collection}/${pathOf(slug)}`;
    const preview = previewOf(id);
    yield { target };
    yield { target: `${target}?status=all`, auth: true };
    yield { target: `${target}?status=all&include=*`, auth: true };
    yield { target: `${target}?${preview}` };
    for (const suffix of suffixes)
      yield { target: `${target}${suffix}?${preview}` };
    yield { target: `${target}?${previewOf(id, 1_000_000_000)}` };
    yield { target: `${target}?${preview}x` };
    yield { target: `${target}?${previewOf('posts/other')}` };
  }
}

function* commands(base, collections) {
  yield { log: true };
  for (const format of ['json', 'text', 'github'])
    yield { command: ['check', '--format', format] };
  yield { command: ['check', '--format', 'json', '--fail-on', 'warning'] };
  yield { command: ['config'] };
  const targets = [
    '/',
    '/posts?limit=2',
    '/posts?titel=x',
    '/nothing',
    '/recent',
  ];
  for (const target of targets) yield { command: ['get', base + target] };
  for (const { href } of collections)
    yield { command: ['get', `${href}.ndjson?limit=3`] };
}

/** Everything to ask of a site; `queries` is how many of those there are. */
export async function* requestsOf(program, { base }, queries) {
  const { collections } = (await program.read(`${base}/`)).data;
  const description = await program.read(`${base}/openapi.json`);
  const paths = Object.keys(description.paths);
  const suffixes = paths
    .filter((name) => name.startsWith('/posts/{slug}.'))
    .map((name) => name.slice('/posts/{slug}'.length));

  yield* commands(base, collections);
  for (const name of paths)
    if (!name.includes('{')) yield { target: base + name };
  const problems = await program.read(`${base}/_problems`);
  for (const { name } of problems?.data ?? [])
    yield { target: `${base}/_problems/${name}` };
  yield* shapes(`${base}/posts?limit=2`);
  yield* shapes(`${base}/`);
  yield* shapes(`${base}/nothing`);
  yield* wrongAddresses(base);
  yield* unpublished(program, base, suffixes);
  yield* redirects(program, base);
  const all = await program.read(`${base}/_all?limit=1`);
  const total = all.meta.pagination.total;
  for (const { name, href } of [
    ...collections,
    { name: '_all', href: `${base}/_all` },
    { name: 'recent', href: `${base}/recent` },
  ]) {
    yield* lists(program, href);
    if (name === '_all' || name === 'recent') continue;
    const entries = await readList(program, href);
    yield* items(base, name, entries, suffixes);
  }
  yield* queriesOf(
    program,
    base,
    collections,
    queries ?? (total < 15 ? 150 : 500),
  );
}
