// clients.test.mjs - the libraries that people ask APIs with, used as their
// manuals say.
//
// Each reads every path of the description that is served; then come what each does in its own
// way: how it spells arrays and objects, walks pages, keeps copies. Those that
// generate code are in tests/clients, since they take long to install.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import axios from 'axios';
import CachePolicy from 'http-cache-semantics';
import ky from 'ky';
import createClient from 'openapi-fetch';
import { newestFirst, siteFiles } from './contract-site.mjs';
import { readDescription, targetOf } from './description.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, hasViewer, root, until } from './support.mjs';

// These two want Node.js 20; Debian 12 has 18.
const isOld = Number(process.versions.node.split('.')[0]) < 20;
const skip = isOld && 'needs Node.js 20';
const { default: got } = isOld ? {} : await import('got');
const undici = isOld ? {} : await import('undici');

let sample; // the sample content
let server; // the site of contract-site.mjs: odd slugs, missing people
let site;
let tokens;
let described; // what the sample says of itself

before(async () => {
  tokens = await writeTokens();
  sample = await startServer(path.join(root, 'content'), {
    options: [
      ...['--tokens', tokens.file],
      ...['--public-url', 'https://guide.example'], // for feeds
    ],
  });
  described = readDescription(await getJson(sample, '/openapi.json'));
  site = await writeSite(siteFiles);
  server = await startServer(site.dir);
});

after(async () => {
  await sample?.stop();
  await server?.stop();
  await site?.remove();
  await tokens?.remove();
});

const bearer = () => ({ Authorization: `Bearer ${tokens.token}` });
const slugs = (posts) => posts.map((post) => post.slug);
const leftOut = (await hasViewer()) ? [] : ['/_docs']; // leads elsewhere
const isPlain = (operation) =>
  operation.method === 'GET' && !leftOut.includes(targetOf(operation));

describe('every path, read by', () => {
  const readers = {
    axios: async (url, headers) => {
      const options = { headers, responseType: 'text', transformResponse: [] };
      return (await axios.get(url, options)).data;
    },
    ky: (url, headers) => ky(url, { headers }).text(),
    got: (url, headers) => got(url, { headers }).text(),
    undici: async (url, headers) =>
      (await undici.request(url, { headers })).body.text(),
  };
  for (const [name, readText] of Object.entries(readers))
    test(name, { skip: /got|undici/.test(name) && skip }, async () => {
      for (const operation of described.operations.filter(isPlain)) {
        const target = targetOf(operation);
        const { body } = await ask(sample, target, { headers: bearer() });
        const text = await readText(sample.baseUrl + target, bearer());
        if (target === '/_metrics') // says what was asked since
          assert.match(text, /^# HELP http_server_request/);
        else assert.equal(text, body, target);
      }
    });

  test('openapi-fetch', async () => {
    const client = createClient({ baseUrl: sample.baseUrl, headers: bearer() });
    for (const { id, template, parameters, response } of described.operations) {
      const params = { path: {}, query: {} };
      for (const { in: place, name, example, required } of parameters)
        if (required) params[place][name] = example;
      const [[type, { schema }]] = Object.entries(response('200').content);
      const parseAs = /json$/.test(type) && type !== 'application/x-ndjson';
      const { data, error } = await client.GET(template, {
        params,
        parseAs: parseAs ? 'json' : 'text',
      });
      assert.equal(error, undefined, id);
      described.assertValid(schema, data, id);
    }
  });
});

describe('openapi-fetch', () => {
  /** The addresses that it has asked for, as they were sent. */
  function recorder(baseUrl, options = {}) {
    const client = createClient({ baseUrl, ...options });
    const targets = [];
    client.use({
      onRequest: ({ request }) => {
        targets.push(request.url.slice(baseUrl.length));
      },
    });
    return { client, targets };
  }

  const query = {
    filter: { tags: 'http', 'date:gte': '2026', 'word_count:gt': 100 },
    sort: ['-date', 'title'],
    fields: ['slug', 'title'],
    limit: 3,
  };

  test('sends objects and arrays in its own way', async () => {
    const { client, targets } = recorder(sample.baseUrl);
    const { data } = await client.GET('/posts', { params: { query } });
    assert.match(targets[0], /filter\[tags\]=http.*&sort=-date&sort=title&/);
    const target =
      '/posts?tags=http&date:gte=2026&word_count:gt=100&sort=-date,title&fields=slug,title&limit=3';
    assert.deepEqual(data, await getJson(sample, target));
  });

  test('sends them in the way of the description', async () => {
    const { client, targets } = recorder(sample.baseUrl, {
      querySerializer: {
        array: { style: 'form', explode: false },
        object: { style: 'form', explode: true },
      },
    });
    const { data } = await client.GET('/posts', { params: { query } });
    assert.match(targets[0], /^\/posts\?tags=http&date:gte=2026&/);
    assert.equal(data.data.length, 3);
  });

  test('finds every slug', async () => {
    const { client } = recorder(server.baseUrl);
    for (const slug of newestFirst) {
      const params = { path: { slug } };
      const { data } = await client.GET('/posts/{slug}', { params });
      assert.equal(data.data.slug, slug);
    }
  });

  test('gets a problem as its error', async () => {
    const { client } = recorder(sample.baseUrl);
    const wrong = { params: { query: { limit: 5000 } } };
    const { data, error, response } = await client.GET('/posts', wrong);
    assert.equal(data, undefined);
    assert.equal(response.status, 400);
    assert.equal(error.errors[0].maximum, 1000);
  });
});

describe('axios', () => {
  const tags = ['http', 'yaml'];
  const get = (params, paramsSerializer) =>
    axios.get(`${sample.baseUrl}/posts`, { params, paramsSerializer });

  test('sends arrays in four ways', async () => {
    const { data } = await getJson(sample, '/posts?tags:in=http,yaml');
    for (const indexes of [undefined, null, true, false]) {
      const serializer = indexes === undefined ? undefined : { indexes };
      const answer = await get({ tags, sort: ['-date'] }, serializer);
      assert.deepEqual(answer.data.data, data, answer.request.path);
    }
  });

  test('sends objects within objects, and dates', async () => {
    const since = new Date(Date.UTC(2026, 4, 1));
    const { data } = await getJson(sample, '/posts?date:gte=2026-05&tags=http');
    for (const params of [
      { tags: 'http', date: { gte: since } },
      { filter: { tags: 'http', date: { gte: since } } },
      { tags: 'http', 'date:gte': since.toISOString(), q: undefined },
    ]) {
      const answer = await get(params);
      assert.deepEqual(answer.data.data, data, answer.request.path);
    }
  });

  test('sends an offset, a space and a plus', async () => {
    const { data } = await get({ 'date:gte': '2026-05-01T00:00:00+02:00' });
    assert.ok(data.data.length > 0);
    const found = await get({ 'title:contains': 'the fastest answer' });
    assert.deepEqual(slugs(found.data.data), ['caching-with-etags']);
    const plus = await get({ tags: 'C++' });
    assert.ok(slugs(plus.data.data).includes('authors-and-tags'));
    assert.equal(plus.request.path, '/posts?tags=C%2B%2B');
  });

  test('gets a 304 and a problem', async () => {
    const { headers } = await get({ limit: 1 });
    const again = await axios.get(`${sample.baseUrl}/posts?limit=1`, {
      headers: { 'If-None-Match': headers.etag },
      validateStatus: (status) => status === 304,
    });
    assert.equal(again.status, 304);
    await assert.rejects(get({ limt: 1 }), ({ response }) => {
      assert.equal(response.data.errors[0].suggestion, 'limit');
      return response.status === 400;
    });
  });
});

describe('ky', () => {
  test('takes parameters as an object, pairs or a string', async () => {
    const { data } = await getJson(sample, '/posts?tags:in=http,yaml&limit=5');
    for (const searchParams of [
      { 'tags:in': 'http,yaml', limit: 5 },
      [
        ['tags', 'http'],
        ['tags', 'yaml'],
        ['limit', 5],
      ],
      'tags=http&tags=yaml&limit=5',
    ]) {
      const api = ky.create({ prefixUrl: sample.baseUrl });
      const answer = await api('posts', { searchParams }).json();
      assert.deepEqual(answer.data, data);
    }
  });

  test('throws a problem', async () => {
    const asked = ky(`${sample.baseUrl}/posts/frist-request`);
    const { response } = await asked.json().catch((error) => error);
    assert.equal(response.status, 404);
    const { suggestions } = await response.json();
    assert.deepEqual(suggestions, ['/posts/first-request']);
  });
});

describe('got', { skip }, () => {
  const all = (target, options) =>
    got.paginate.all(sample.baseUrl + target, options);

  test('walks all pages by the Link header', async () => {
    const every = await getJson(sample, '/posts?limit=all');
    for (const target of [
      '/posts?limit=5',
      '/posts?limit=5&cursor=',
      '/posts?limit=5&fields=slug,title',
      '/posts?limit=5&tags:nin=a,"b;c"&sort=-date,title&include=text,toc',
      '/posts?limit=5&or=(tags:nin=(a,b),title="x,y")',
    ]) {
      const posts = await all(`${target}&envelope=false`);
      assert.deepEqual(slugs(posts), slugs(every.data), target);
    }
    const options = { searchParams: { limit: 4, sort: '-date,title' } };
    options.pagination = { transform: ({ body }) => JSON.parse(body).data };
    assert.equal((await all('/posts', options)).length, every.data.length);
  });

  test('walks the pages that the envelope names', async () => {
    const paginate = ({ response }) => {
      const { next } = response.body.links;
      return next !== null && { url: new URL(next, response.url) };
    };
    const transform = ({ body }) => body.data;
    const posts = await all('/posts?limit=5', {
      responseType: 'json',
      pagination: { transform, paginate },
    });
    assert.equal(posts.length, 18);
  });

  test('asks again before it uses its copy, as a client of one', async () => {
    const options = { cache: new Map(), cacheOptions: { shared: false } };
    const url = `${sample.baseUrl}/posts/first-request`;
    const first = await got(url, options);
    const second = await got(url, options);
    assert.deepEqual([first.isFromCache, second.isFromCache], [false, true]);
    assert.equal(second.body, first.body);
  });
});

describe('undici', { skip }, () => {
  test('takes parameters as an object', async () => {
    const query = { tags: ['http', 'yaml'], limit: 5 };
    const { body } = await undici.request(`${sample.baseUrl}/posts`, { query });
    const { data } = await getJson(sample, '/posts?tags:in=http,yaml&limit=5');
    assert.deepEqual((await body.json()).data, data);
  });

  test('keeps copies and still shows what was saved', async () => {
    const dispatcher = new undici.Agent().compose(
      undici.interceptors.cache({ type: 'private' }),
    );
    const read = async () => {
      const url = `${server.baseUrl}/posts/alpha?fields=title`;
      const { statusCode, body } = await undici.request(url, { dispatcher });
      assert.equal(statusCode, 200);
      return (await body.json()).data.title;
    };
    assert.equal(await read(), 'Alpha');
    assert.equal(await read(), 'Alpha');
    const file = path.join(site.dir, 'content/posts/alpha.md');
    await writeFile(file, siteFiles['content/posts/alpha.md'].replace('Alpha', 'Omega'));
    await until(async () => {
      const { data } = await getJson(server, '/posts/alpha?fields=title&pretty');
      return data.title === 'Omega';
    });
    assert.equal(await read(), 'Omega');
    await dispatcher.close();
  });
});

describe('http-cache-semantics', () => {
  const asPolicy = (request, answer, shared) =>
    new CachePolicy(request, { status: answer.status, headers: answer.headers }, { shared });

  test('knows for every path who may keep it for how long', async () => {
    for (const operation of described.operations.filter(isPlain)) {
      const url = targetOf(operation);
      const request = { url, method: 'GET', headers: {} };
      const isOpen = operation.parameters.some(({ name }) => name === 'If-None-Match');
      const isSecret = operation.id === 'listDiagnostics';
      const headers = isSecret ? bearer() : {};
      const answer = await ask(sample, url, { headers });
      for (const shared of [true, false]) {
        const policy = asPolicy({ ...request, headers }, answer, shared);
        const isKept = isOpen && !isSecret;
        assert.equal(policy.storable(), isKept, `${url} ${shared}`);
        if (!isKept) continue;
        assert.equal(policy.satisfiesWithoutRevalidation(request), shared, url);
        const again = await ask(sample, url, {
          headers: policy.revalidationHeaders(request),
        });
        assert.equal(again.status, 304, url);
        const revived = policy.revalidatedPolicy(request, {
          status: again.status,
          headers: again.headers,
        });
        assert.deepEqual([revived.modified, revived.matches], [false, true]);
      }
    }
  });

  test('lets nobody keep an error that a header field has caused', async () => {
    const wrong = { 'If-Match': '"old"' };
    const answer = await ask(sample, '/posts', { headers: wrong });
    assert.equal(answer.status, 412);
    const request = { url: '/posts', method: 'GET', headers: {} };
    assert.equal(asPolicy(request, answer, true).storable(), false);
  });
});
