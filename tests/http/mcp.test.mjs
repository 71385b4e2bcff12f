// mcp.test.mjs - the Model Context Protocol, over HTTP and on a pipe.
//
// The official client is the judge of what is well-formed: it negotiates the
// version, and checks each answer against the schemas of the protocol and of
// the tools. What it would never send is sent byte for byte.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before as beforeAll, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Ajv2020 from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import {
  before,
  call,
  callTool,
  meta,
  mirrored,
  modern,
  newest,
  post,
  request,
  startOnPipe,
} from './mcp.mjs';
import { Peer } from './peer.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, until, untilSearchable } from './support.mjs';

const isOld = Number(process.versions.node.split('.')[0]) < 20;
const sdk = isOld
  ? null
  : {
      ...(await import('@modelcontextprotocol/client')),
      ...(await import('@modelcontextprotocol/client/stdio')),
    };

const document = (head, body = 'Text.') => `---\n${head}\n---\n\n${body}\n`;
const paragraphs = Array.from(
  { length: 2000 },
  (_, i) => `## Part ${i}\n\nThe ${i}th — it has “signs” of several bytes: 日本語.`,
);

const files = {
  'headmatter.yaml':
    'site:\n  title: A <test>\n  description: Of everything.\nmcp: on\n',
  'content/posts/alpha.md': document(
    'title: Alpha\ndate: 2024-05-01\ntags: [Go, News]\nauthor: Ana\n' +
      'aliases: [/old/alpha]\nhero: { kind: big, size: 3 }',
    'Opening words.\n\n## Set-up & start\n\nTurn the key & the "lock".\n\n' +
      '### Deeper\n\nBelow.\n\n## Fin\n\nThe end.',
  ),
  'content/posts/beta.md': document(
    'title: Beta\ndate: 2024-06-01\ntags: [Go]\nlimit: 3\nsort: x\ncomma: "a,b"',
    'More about keys.',
  ),
  'content/posts/gamma, with "signs".md': document('title: Gamma'),
  'content/posts/long.md': document('title: Long', paragraphs.join('\n\n')),
  'content/posts/hidden.md': document('title: Zq\ndraft: true', 'Zqtext.'),
  'content/recipes/soup.md': document('title: Soup\ncooked: true'),
  'content/data/nav.json': '{"items": [{"label": "Home"}]}',
};
let site;
let server;

beforeAll(async () => {
  site = await writeSite(files);
  server = await startServer(site.dir);
  await untilSearchable(server);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

const textOf = (result) => result.content[0].text;

/** A call that must succeed: what it gives. */
async function give(name, args) {
  const result = await callTool(server, name, args);
  assert.equal(result.isError, false, textOf(result));
  return result.structuredContent;
}

/** A call that must fail: what the model is told. */
async function fault(name, args) {
  const result = await callTool(server, name, args);
  assert.equal(result.isError, true, textOf(result));
  assert.equal(result.structuredContent, undefined);
  return textOf(result);
}

describe('the official client', { skip: isOld && 'wants Node.js 20' }, () => {
  const transports = {
    'over HTTP': () =>
      new sdk.StreamableHTTPClientTransport(new URL(`${server.baseUrl}/_mcp`)),
    'on a pipe': () =>
      new sdk.StdioClientTransport({
        command: path.resolve(
          process.env.HEADMATTER ?? '../build/release/headmatter',
        ),
        args: ['mcp', site.dir],
        stderr: 'ignore',
      }),
  };
  const modes = {
    [before]: 'legacy',
    [newest]: 'auto',
    [`${newest}, pinned`]: { pin: newest },
  };

  for (const [where, transport] of Object.entries(transports)) {
    for (const [version, mode] of Object.entries(modes)) {
      test(`lists, searches and reads ${where} in ${version}`, async () => {
        const client = new sdk.Client(
          { name: 'test', version: '1' },
          { versionNegotiation: { mode } },
        );
        await client.connect(transport());
        try {
          assert.equal(
            client.getNegotiatedProtocolVersion(),
            version.slice(0, 10),
          );
          assert.match(client.getInstructions(), /A <test>.*posts \(4\)/s);
          await useAll(client);
        } finally {
          await client.close();
        }
      });
    }
  }

  async function useAll(client) {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map((tool) => tool.name),
      ['search', 'list', 'get', 'resolve'],
    );
    for (const tool of tools) {
      assert.equal(tool.annotations.readOnlyHint, true);
      assert.ok(tool.description.length > 40 && tool.outputSchema);
      for (const { description } of Object.values(tool.inputSchema.properties))
        assert.ok(description.length > 10);
    }
    const use = (name, args) => client.callTool({ name, arguments: args });
    const found = await use('search', { q: 'keys' });
    assert.equal(found.structuredContent.documents[0].id, 'posts/beta');
    const listed = await use('list', { collection: 'posts', sort: 'title' });
    assert.equal(listed.structuredContent.total, 4);
    const { content } = await use('get', {
      id: 'posts/alpha',
      section: 'Set-up & start',
    });
    assert.match(content[0].text, /Turn the key & the "lock"/);
    const resolved = await use('resolve', { url: '/old/alpha' });
    assert.equal(resolved.structuredContent.id, 'posts/alpha');
    const wrong = await use('get', { id: 'posts/alpah' });
    assert.equal(wrong.isError, true);
    assert.match(wrong.content[0].text, /Did you mean: posts\/alpha/);

    const { resources } = await client.listResources();
    const { uri } = resources.find((r) => r.name === 'posts/alpha');
    const [read] = (await client.readResource({ uri })).contents;
    assert.match(read.text, /title: "Alpha"[^]*Opening words/);
    assert.equal(read.mimeType, 'text/markdown');
    for (const resource of resources)
      await client.readResource({ uri: resource.uri });
    const { resourceTemplates } = await client.listResourceTemplates();
    assert.equal(resourceTemplates.length, 1);
    const [{ uriTemplate: template }] = resourceTemplates;
    const complete = async (name, value, filled) =>
      (
        await client.complete({
          ref: { type: 'ref/resource', uri: template },
          argument: { name, value },
          context: { arguments: filled },
        })
      ).completion.values;
    assert.deepEqual(await complete('collection', 'p'), ['posts']);
    const posts = { collection: 'posts' };
    assert.deepEqual(await complete('slug', 'be', posts), ['beta']);
    assert.equal((await complete('slug', '', posts)).length, 4);
    assert.deepEqual(await complete('slug', 'hid', posts), []);
    assert.deepEqual(await complete('slug', ''), []);
    assert.deepEqual(await complete('slug', '', { collection: '_all' }), []);
    const alpha = { ...posts, slug: 'alpha' };
    assert.deepEqual(await complete('section', 'd', alpha), ['deeper']);
    await assert.rejects(complete('nothing', ''), { code: -32602 });
    await assert.rejects(
      client.readResource({ uri: 'headmatter:///posts/none' }),
      { code: -32602 }, // the client takes -32002 of earlier versions for it
    );
    await assert.rejects(use('nothing', {}), { code: -32602 });
  }
});

describe('tools', () => {
  test('are the same for a client that knows less', async () => {
    const list = async (version) => {
      const headers = { 'MCP-Protocol-Version': version };
      const answer = await post(server, request('tools/list'), headers);
      return answer.json().result.tools;
    };
    const [now, then] = [await list(before), await list('2025-03-26')];
    assert.deepEqual(
      then,
      now.map(({ title, outputSchema, ...tool }) => {
        assert.ok(title && outputSchema);
        return tool;
      }),
    );
    const headers = { 'MCP-Protocol-Version': '2025-03-26' };
    const result = await callTool(server, 'list', {}, headers);
    assert.deepEqual(Object.keys(result), ['content', 'isError']);
    assert.equal(JSON.parse(textOf(result)).total, 6);
  });

  test('take few words of a model', async () => {
    const { tools } = (await post(server, request('tools/list'))).json().result;
    const size = JSON.stringify(tools).length;
    assert.ok(size < 5500, `${size} characters`);
  });

  test('have schemas that hold what they give and take', async () => {
    const { tools } = (await post(server, request('tools/list'))).json().result;
    const ajv = new Ajv2020.default({ strict: true });
    const uses = {
      search: [{ q: 'keys' }, { q: 'text', collection: 'posts', limit: 1 }],
      list: [{}, { collection: 'posts', facets: 'tags', limit: 0 }],
      get: [{ id: 'posts/alpha' }, { id: 'posts/long' }, { id: 'tags/go' }],
      resolve: [{ url: '/posts/alpha' }],
    };
    for (const { name, inputSchema, outputSchema } of tools) {
      const takes = ajv.compile(inputSchema);
      const gives = ajv.compile(outputSchema);
      for (const args of uses[name]) {
        assert.ok(takes(args), JSON.stringify(takes.errors));
        assert.ok(gives(await give(name, args)), JSON.stringify(gives.errors));
      }
      assert.equal(takes({ id: 'a', q: 'b', url: 'c', nothing: 1 }), false);
    }
  });

  test('name the collections that there are', async () => {
    const { tools } = (await post(server, request('tools/list'))).json().result;
    assert.deepEqual(tools[1].inputSchema.properties.collection.enum, [
      ...['authors', 'data', 'posts', 'recipes', 'tags'],
    ]);
  });

  test('filter by what a model writes', async () => {
    const ids = async (filter, more) =>
      (
        await give('list', { collection: 'posts', sort: 'title', filter, ...more })
      ).documents.map((d) => d.id);
    const [alpha, beta] = ['posts/alpha', 'posts/beta'];
    assert.deepEqual(await ids({ tags: 'go' }), [alpha, beta]);
    assert.deepEqual(await ids({ tags: ['news', 'nothing'] }), [alpha]);
    assert.deepEqual(await ids({ 'tags:all': ['go', 'news'] }), [alpha]);
    assert.deepEqual(await ids({ date: { gte: '2024-06' } }), [beta]);
    assert.deepEqual(await ids({ date: { $lt: '2024-06' } }), [alpha]);
    assert.deepEqual(await ids({ 'author.name:contains': 'an' }), [alpha]);
    assert.deepEqual(await ids({ author: null, tags: 'go' }), [beta]);
    assert.deepEqual(await ids({ limit: 3 }), [beta]); // a field of that name
    assert.deepEqual(await ids({ sort: 'x' }), [beta]);
    assert.deepEqual(await ids({ 'comma:in': ['a,b', 'c'] }), [beta]);
    assert.deepEqual(await ids({ 'hero.size:gt': 2 }), [alpha]);
    assert.deepEqual(await ids({ or: '(title=Alpha,limit:eq=3)' }), [alpha, beta]);
    assert.deepEqual(await ids({}, { limit: '1' }), [alpha]);
    assert.deepEqual(
      (await give('list', { collection: 'posts', fields: ['title', 'hero.size'] }))
        .documents.find((d) => d.id === alpha),
      { id: alpha, title: 'Alpha', hero: { size: 3 } },
    );
  });

  test('say what is wrong in the words of the API', async () => {
    const said = {
      [await fault('list', { filter: { titel: 'x' } })]:
        /titel: .*Did you mean title\?/,
      [await fault('list', { filter: { 'date:gte': 'soon' } })]: /date:gte: /,
      [await fault('list', { collection: 'post' })]: /Did you mean: posts/,
      [await fault('list', { collection: '_all' })]: /name of one/,
      [await fault('list', { tags: 'go' })]: /no argument 'tags'.*filter/,
      [await fault('list', { colection: 'posts' })]: /Did you mean collection/,
      [await fault('list', { limit: 51 })]: /from 0 to 50/,
      [await fault('list', { limit: -1 })]: /from 0 to 50/,
      [await fault('list', { filter: 'tags=go' })]: /an object/,
      [await fault('list', { sort: { date: -1 } })]: /a string/,
      [await fault('list', { cursor: 'x' })]: /cursor/,
      [await fault('list', { status: 'draft' })]: /token file/,
      [await fault('search', {})]: /q is missing/,
      [await fault('search', { q: ['a'], limit: 'x' })]: /q has to be a string/,
      [await fault('get', { id: 'posts/none' })]: /Nothing is published/,
      [await fault('get', { id: 'posts/alpha', section: 'x' })]:
        /Did you mean: set-up--start, deeper, fin/,
      [await fault('get', { id: 'data/nav', section: 'x' })]: /section/,
      [await fault('get', { id: 'posts/alpha', offset: 9999 })]: /past the end/,
      [await fault('get', { id: 'https://x/posts/alpha' })]: /resolve/,
      [await fault('resolve', { url: '/none' })]: /No page has the url/,
    };
    for (const [text, pattern] of Object.entries(said))
      assert.match(text, pattern);
  });

  test('reach no other address than those of documents', async () => {
    for (const id of [
      ...['_metrics', '_diagnostics', '_all', 'openapi.json', 'types.d.ts'],
      ...['_schemas/posts.json', '/_all?limit=1', 'recent', 'search', 'posts'],
      ...['posts.ndjson', 'posts/', '/', '', '..', '../posts/alpha'],
      ...['tags/go/posts', 'search/suggest', 'posts/alpha.html', '_mcp'],
      ...['posts/../../etc/passwd', 'posts/alpha?status=all', 'posts/alpha#x'],
    ]) {
      await fault('get', { id });
      const uri = `headmatter:///${id}`;
      const { error } = (
        await post(server, request('resources/read', { uri }))
      ).json();
      assert.equal(error?.code, -32002, uri);
    }
  });

  test('read a document by whatever people call it', async () => {
    for (const id of [
      'posts/alpha',
      '/posts/alpha',
      'posts/alpha/',
      ' posts/alpha ',
      'posts/alpha.md',
      'headmatter:///posts/alpha',
    ])
      assert.equal((await give('get', { id })).id, 'posts/alpha', id);
    const odd = (await give('list', { filter: { title: 'Gamma' } })).documents;
    assert.equal((await give('get', { id: odd[0].id })).title, 'Gamma');
  });

  test('read one section, by its id or its text', async () => {
    const whole = await give('get', { id: 'posts/alpha' });
    assert.match(whole.text, /hero: {"kind":"big","size":3}\n/);
    assert.match(whole.text, /tags: \["Go","News"\]\n/);
    assert.deepEqual(whole.sections, [
      { id: 'set-up--start', title: 'Set-up & start' },
      { id: 'deeper', title: 'Deeper' },
      { id: 'fin', title: 'Fin' },
    ]);
    for (const section of ['set-up--start', 'Set-up & start', 'SET-UP & START']) {
      const { text } = await give('get', { id: 'posts/alpha', section });
      assert.match(text, /section: "set-up--start"\n/);
      assert.match(text, /Turn the key[^]*Below\./);
      assert.doesNotMatch(text, /Opening|The end|hero/);
    }
  });

  test('give a long text in pieces that are whole together', async () => {
    const pieces = [];
    let next = 0;
    while (next !== undefined) {
      const args = { id: 'posts/long', offset: next };
      const result = await callTool(server, 'get', args);
      const { text, next_offset: offset, bytes } = result.structuredContent;
      assert.ok(Buffer.byteLength(text) <= 40000);
      assert.doesNotMatch(text, /\ufffd/);
      assert.equal('sections' in result.structuredContent, next === 0);
      pieces.push(text);
      if (offset !== undefined) {
        assert.match(
          textOf(result),
          new RegExp(`Cut at byte ${offset} of ${bytes}.*offset ${offset}`),
        );
        assert.ok(textOf(result).length < 45000);
      } else {
        assert.equal(Buffer.byteLength(pieces.join('')), bytes);
      }
      next = offset;
    }
    assert.ok(pieces.length > 2);
    assert.ok(pieces.join('').endsWith(`${paragraphs.join('\n\n')}\n`));
  });

  test('give a long list in pages that are whole together', async () => {
    const written = await writeSite({
      'headmatter.yaml': 'mcp: on\n',
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [
          `content/posts/p${String(i).padStart(2, '0')}.md`,
          document(`title: T${i}\nbig: ${'x'.repeat(3000)}`),
        ]),
      ),
      'content/vast/one.md': document(`big: ${'y'.repeat(60000)}`),
    });
    const other = await startServer(written.dir);
    try {
      const ids = [];
      let cursor;
      do {
        const args = { collection: 'posts', fields: 'big', limit: 40, cursor };
        const result = await callTool(other, 'list', args);
        assert.equal(result.isError, false, textOf(result));
        const { documents, next_cursor: after, notes } = result.structuredContent;
        assert.ok(textOf(result).length <= 40000);
        if (after !== undefined)
          assert.match(notes[0], /too long for one answer/);
        ids.push(...documents.map((d) => d.id));
        cursor = after;
      } while (cursor !== undefined);
      assert.equal(new Set(ids).size, 40);
      assert.equal(ids.length, 40);
      const vast = await callTool(other, 'list', {
        collection: 'vast',
        fields: 'big',
      });
      assert.equal(vast.isError, true);
      assert.match(textOf(vast), /fewer fields/);
    } finally {
      await other.stop();
      await written.remove();
    }
  });

  test('show passages as they stand in the text', async () => {
    const { documents } = await give('search', { q: 'turn' });
    assert.equal(documents[0].passages[0].section, 'set-up--start');
    assert.match(documents[0].passages[0].text, /^Turn the key & the "lock"\./);
    const { notes } = await give('search', { q: 'openign' });
    assert.match(notes[0], /searched for: opening/i);
  });
});

describe('resources', () => {
  const read = async (uri) =>
    (await post(server, request('resources/read', { uri }))).json();

  test('are all documents, page by page', async () => {
    const { result } = (await post(server, request('resources/list'))).json();
    const { data } = await getJson(server, '/_all?fields=id');
    assert.deepEqual(
      result.resources.map((r) => r.name),
      data.map((d) => d.id),
    );
    assert.equal(result.nextCursor, undefined);
    const wrong = await post(server, request('resources/list', { cursor: 'x' }));
    assert.equal(wrong.json().error.code, -32602);
  });

  test('are read whole, by section, and from an offset', async () => {
    const start = 'headmatter:///posts/';
    const [whole] = (await read(`${start}alpha`)).result.contents;
    assert.match(whole.text, /The end\./);
    const [section] = (await read(`${start}alpha?section=Set-up%20%26%20start`))
      .result.contents;
    assert.match(section.text, /Below\.\s*$/);
    const [cut] = (await read(`${start}long`)).result.contents;
    const [, rest] = /The rest is at (\S+)\.\]$/.exec(cut.text);
    const [more] = (await read(rest)).result.contents;
    assert.ok(more.text.length > 1000);
  });

  test('that are not there are an error of the version', async () => {
    for (const uri of [
      'headmatter:///posts/hidden',
      'headmatter:///posts/alpha?status=all',
      'headmatter:///posts/alpha?offset=-1',
      'headmatter:///posts/alpha?offset=99999999999999999999',
      'headmatter:///posts/%00',
      'file:///etc/passwd',
      'https://example.com/posts/alpha',
      '',
    ]) {
      const { error } = await read(uri);
      assert.equal(error.code, -32002, uri);
      assert.equal(error.data.uri, uri);
      const message = modern('resources/read', { uri });
      const answer = await post(server, message, mirrored(message));
      if (uri !== '') assert.equal(answer.json().error.code, -32602, uri);
    }
    assert.equal((await read(7)).error.code, -32602);
  });
});

describe('a message', () => {
  const good = modern('tools/list');
  const fields = mirrored(good);
  const called = modern('tools/call', { name: 'list', arguments: {} });
  const without = (object, ...names) =>
    Object.fromEntries(
      Object.entries(object).filter(([name]) => !names.includes(name)),
    );
  const of = (version) => ({ 'MCP-Protocol-Version': version });
  const bare = { 'MCP-Protocol-Version': [] }; // no field
  const lacking = request('tools/list', {
    _meta: without(meta(), 'io.modelcontextprotocol/clientCapabilities'),
  });
  const odd = modern('tools/list', {}, '1900-01-01');
  const ping = request('ping');

  /** [what, message, header fields, status, code of the error or what is in it] */
  const cases = [
    ['of the newest version', good, fields, 200],
    ['without the field of its version', good, { ...fields, ...bare }, 400, -32020],
    ['without the field of its method', good, without(fields, 'Mcp-Method'), 400, -32020],
    ['with another method in its field', good, { ...fields, 'Mcp-Method': 'ping' }, 400, -32020],
    ['with another version in its field', good, { ...fields, ...of(before) }, 400, -32020],
    ['without the field of its tool', called, without(mirrored(called), 'Mcp-Name'), 400, -32020],
    ['with another tool in its field', called, { ...mirrored(called), 'Mcp-Name': 'get' }, 400, -32020],
    ['with its tool in base64', called, { ...mirrored(called), 'Mcp-Name': '=?base64?bGlzdA==?=' }, 200],
    ['with its tool in bad base64', called, { ...mirrored(called), 'Mcp-Name': '=?base64?bGlzdA?=' }, 400, -32020],
    ['without capabilities', lacking, fields, 400, -32602],
    ['of an unknown version', odd, { ...mirrored(odd) }, 400, -32022],
    ['without _meta', request('tools/list'), fields, 400, -32602],
    ['with an unknown method', modern('tools/burn'), mirrored(modern('tools/burn')), 404, -32601],
    ['with a method of before', modern('ping'), mirrored(modern('ping')), 404, -32601],
    ['of before', ping, of(before), 200],
    ['of before, with an unknown method', request('x'), of(before), 200, -32601],
    ['of before, with a method of now', request('server/discover'), of(before), 200, -32601],
    ['in a version that is none', ping, of('2020-01-01'), 400, -32022],
    ['that does not say its version', ping, bare, 200],
    ['without jsonrpc', { id: 1, method: 'ping' }, {}, 400, -32600],
    ['with a number for a method', request(5), {}, 400, -32600],
    ['with null for an id', request('ping', undefined, null), {}, 400, -32600],
    ['with a fraction for an id', request('ping', undefined, 1.5), {}, 400, -32600],
    ['with a list for params', request('ping', []), {}, 400, -32602],
    ['that is a string', '"x"', {}, 400, -32600],
    ['that is nothing', '', {}, 400, -32700],
    ['that is cut', '{"jsonrpc":', {}, 400, -32700],
    ['with a key twice', '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', {}, 400, -32600],
    ['that is deep', '['.repeat(1e4), {}, 400, -32600],
    ['that is no UTF-8', Buffer.from('{"jsonrpc":"2.0\xff"}', 'latin1'), {}, 400, -32700],
    ['without a tool', request('tools/call'), {}, 200, -32602],
    ['with a tool that is none', call('rm', {}), {}, 200, -32602],
    ['with a list for arguments', call('list', []), {}, 200, -32602],
    ['that is a batch, in a version without', [ping], of(before), 400, -32600],
    ['that is an empty batch', [], bare, 400, -32600],
    ['that is a long batch', Array(17).fill(ping), bare, 400, -32600],
    ['that is an answer', { jsonrpc: '2.0', id: 1, result: {} }, {}, 202],
    ['that is an answer, in the newest version', { jsonrpc: '2.0', id: 1, result: {} }, of(newest), 400, -32600],
    ['that wants no answer', { jsonrpc: '2.0', method: 'notifications/x' }, {}, 202],
  ];
  for (const [what, message, headers, status, code] of cases) {
    test(`${what} is answered ${status} ${code ?? ''}`, async () => {
      const answer = await post(server, message, headers);
      assert.equal(answer.status, status, answer.body);
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.equal(answer.headers.etag, undefined);
      if (status === 202) {
        assert.equal(answer.body, '');
        return;
      }
      assert.equal(answer.headers['content-type'], 'application/json');
      const { jsonrpc, error, result } = answer.json();
      assert.equal(jsonrpc, '2.0');
      assert.equal(error?.code, code);
      assert.equal(result === undefined, code !== undefined);
    });
  }

  test('of an unknown version is told those that there are', async () => {
    const { error } = (await post(server, odd, mirrored(odd))).json();
    assert.equal(error.data.requested, '1900-01-01');
    assert.deepEqual(error.data.supported.slice(0, 2), [newest, before]);
  });

  test('of the newest version says how long its answer is good', async () => {
    for (const method of ['server/discover', 'tools/list', 'resources/list', 'resources/templates/list']) {
      const message = modern(method);
      const { result } = (await post(server, message, mirrored(message))).json();
      assert.equal(result.resultType, 'complete');
      assert.equal(result.cacheScope, 'public');
      assert.equal(result.ttlMs, method === 'resources/list' ? 0 : 60000);
      assert.equal(
        result._meta['io.modelcontextprotocol/serverInfo'].name,
        'headmatter',
      );
    }
  });

  test('begins a session by any earlier version, or by the last', async () => {
    for (const [asked, given] of [
      [before, before],
      ['2024-11-05', '2024-11-05'],
      ['1999-01-01', before],
      [newest, before],
    ]) {
      const params = { protocolVersion: asked, capabilities: {} };
      const answer = await post(server, request('initialize', params), bare);
      const { result } = answer.json();
      assert.equal(result.protocolVersion, given);
      assert.equal(answer.headers['mcp-session-id'], undefined);
    }
  });

  test('may be many at once where the version has batches', async () => {
    const batch = [
      request('ping', undefined, 'a'),
      { jsonrpc: '2.0', method: 'notifications/x' },
      { ...call('resolve', { url: '/posts/alpha' }), id: 2 },
      7,
      request('initialize', {}, 3),
      { ...good, id: 4 },
    ];
    const answers = (await post(server, batch, of('2025-03-26'))).json();
    assert.deepEqual(
      answers.map(({ id, error }) => [id, error?.code]),
      [['a', undefined], [2, undefined], [null, -32600], [3, -32600], [4, -32600]],
    );
    const silent = await post(server, [batch[1]], of('2025-03-26'));
    assert.equal(silent.status, 202);
    assert.equal(silent.body, '');
  });

  test('comes in chunks, too, and after "100 Continue"', async () => {
    const text = JSON.stringify(ping);
    const head = 'POST /_mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const peer = await Peer.connect(server);
    peer.send(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n${text.slice(0, 5)}\r\n`);
    peer.send(`${(text.length - 5).toString(16)}\r\n${text.slice(5)}\r\n0\r\n\r\n`);
    assert.deepEqual(JSON.parse((await peer.read()).body).result, {});
    assert.equal(await peer.readToEnd(), '');

    const other = await Peer.connect(server);
    other.send(`${head}Expect: 100-continue\r\nContent-Length: ${text.length}\r\n\r\n`);
    assert.equal((await other.read()).line, 'HTTP/1.1 100 Continue');
    other.send(text);
    assert.deepEqual(JSON.parse((await other.read()).body).result, {});
  });
});

test('an answer is compressed for who can read that', async () => {
  const list = request('tools/list');
  const plain = await post(server, list);
  for (const [coding, decode] of [
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ]) {
    const coded = await post(server, list, { 'Accept-Encoding': coding });
    assert.equal(coded.headers['content-encoding'], coding);
    assert.match(coded.headers.vary, /Accept-Encoding/);
    assert.ok(coded.bytes.length < plain.bytes.length / 2);
    assert.deepEqual(decode(coded.bytes), plain.bytes);
    const held = { 'Accept-Encoding': coding, Authorization: 'Bearer x' };
    const whole = await post(server, list, held);
    assert.equal(whole.headers['content-encoding'], undefined);
  }
});

describe('what is no message', () => {
  test('is a problem', async () => {
    const statuses = async (...options) =>
      (await post(server, ...options)).status;
    const ping = request('ping');
    assert.equal(await statuses(ping, { 'Content-Type': 'text/plain' }), 415);
    assert.equal(await statuses(ping, { 'Content-Type': [] }), 415);
    assert.equal(
      await statuses(ping, { 'Content-Type': 'APPLICATION/JSON; charset=utf-8' }),
      200,
    );
    assert.equal(await statuses('x'.repeat(65537)), 413);
    assert.equal(await statuses(`"${'x'.repeat(65534)}"`), 400);
  });

  test('is refused by its method', async () => {
    for (const method of ['GET', 'HEAD', 'DELETE', 'PUT', 'BREW']) {
      const answer = await ask(server, '/_mcp', { method });
      assert.equal(answer.status, 405, method);
      assert.equal(answer.headers.allow, 'POST, OPTIONS');
    }
    const { status, headers } = await ask(server, '/_mcp', { method: 'OPTIONS' });
    assert.equal(status, 204);
    assert.equal(headers['access-control-allow-methods'], 'POST, OPTIONS');
    assert.match(headers['access-control-allow-headers'], /Mcp-Method/);
  });

  test('is refused at every other address', async () => {
    for (const at of ['/', '/posts', '/_mcp/x', '/_mcpx', '/mcp', '/_live']) {
      const answer = await post(server, request('ping'), {}, at);
      assert.equal(answer.status, 405, at);
      assert.equal(answer.headers.allow, 'GET, HEAD, OPTIONS');
    }
  });

  const head = (length) =>
    'POST /_mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
    `Content-Length: ${length}\r\n\r\n`;

  test('is cut off where it trickles in, or ends early', async () => {
    const peers = await Promise.all(
      ['', '{', '{"json'].map(async (start) => {
        const peer = await Peer.connect(server);
        peer.send(head(1000) + start);
        const drip = setInterval(() => peer.send(' '), 400);
        const began = Date.now();
        const answer = await peer.read();
        clearInterval(drip);
        assert.ok(Date.now() - began < 9000);
        return answer;
      }),
    );
    for (const answer of peers) assert.equal(answer?.status, 408);
    const early = await Peer.connect(server);
    early.finish(head(1000) + '{');
    assert.equal((await early.read()).status, 400);
  });

  test('has one length, and nothing follows it', async () => {
    const text = JSON.stringify(request('ping'));
    const fields = (...more) =>
      [
        'POST /_mcp HTTP/1.1',
        ...['Host: x', 'Content-Type: application/json', ...more, '', ''],
      ].join('\r\n');
    const length = `Content-Length: ${text.length}`;
    for (const wrong of [
      [length, 'Transfer-Encoding: chunked'],
      [length, length],
      ['Content-Length: +5'],
      ['Transfer-Encoding: gzip, chunked'],
      ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
      [],
    ]) {
      const peer = await Peer.connect(server);
      peer.send(fields(...wrong) + text);
      assert.equal((await peer.read()).status, 400, wrong.join());
      await peer.readToEnd();
    }
    for (const chunks of ['5\r\nabc', 'z\r\n', '5;x=y\r\nabcde\r\n0\r\n\r\n', '-1\r\n']) {
      const peer = await Peer.connect(server);
      peer.finish(fields('Transfer-Encoding: chunked') + chunks);
      assert.equal((await peer.read()).status, 400, chunks);
    }
    const peer = await Peer.connect(server);
    peer.send(fields(length) + text + 'GET /posts HTTP/1.1\r\nHost: x\r\n\r\n');
    const answer = await peer.read();
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.connection, 'close');
    assert.equal(await peer.readToEnd(), '');
  });

  test('keeps nobody from being answered', async () => {
    const few = await startServer(site.dir, { options: ['--workers', '8'] });
    const peers = [];
    try {
      for (let i = 0; i < 12; i++) {
        const peer = await Peer.connect(few);
        peer.send(head(1000));
        peers.push(peer);
      }
      await until(async () => {
        const answer = await post(few, request('ping'));
        return answer.status === 503;
      });
      const began = Date.now();
      for (let i = 0; i < 20; i++)
        assert.equal((await ask(few, '/posts')).status, 200);
      assert.ok(Date.now() - began < 2000);
    } finally {
      for (const peer of peers) peer.end();
      await few.stop();
    }
  });
});

describe('a page', () => {
  const from = async (running, origin) =>
    (await post(running, request('ping'), { Origin: origin })).status;

  test('may send messages from this machine and the site alone', async () => {
    const own = await startServer(site.dir, {
      options: ['--public-url', 'https://example.org/blog'],
    });
    try {
      for (const origin of [
        ...['http://localhost', 'http://localhost:3000', 'https://127.0.0.1:8'],
        ...['http://[::1]:5173', 'https://example.org'],
      ])
        assert.equal(await from(own, origin), 200, origin);
      for (const origin of [
        ...['https://evil.example', 'null', '', 'http://localhost.evil.example'],
        ...['http://127.0.0.1.evil.example', 'http://localhost:x', 'file://'],
        ...['http://example.org', 'https://example.org.evil.example', '*'],
        ...['http://localhost@evil.example', 'ftp://localhost'],
      ])
        assert.equal(await from(own, origin), 403, origin);
    } finally {
      await own.stop();
    }
  });

  test('may where it is listed, and then no other', async () => {
    const listed = await startServer(site.dir, {
      options: ['--cors-origins', 'https://app.example', '--cors-origins', 'https://*.ok.example'],
    });
    try {
      const origin = 'https://app.example';
      const answer = await post(listed, request('ping'), { Origin: origin });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['access-control-allow-origin'], origin);
      assert.equal(await from(listed, 'https://a.ok.example'), 200);
      assert.equal(await from(listed, 'http://localhost:3000'), 403);
      assert.equal(await from(listed, 'https://evil.example'), 403);
      assert.equal((await post(listed, request('ping'))).status, 200);
      const twice = { Origin: [origin, origin] };
      assert.equal((await post(listed, request('ping'), twice)).status, 403);
    } finally {
      await listed.stop();
    }
  });
});

describe('settings', () => {
  test('leave it out unless it is turned on', async () => {
    const off = await startServer(site.dir, { options: ['--mcp', 'off'] });
    try {
      const answer = await post(off, request('ping'));
      assert.equal(answer.status, 405);
      assert.equal(answer.headers.allow, 'GET, HEAD, OPTIONS');
      assert.equal((await ask(off, '/_mcp')).status, 404);
      assert.doesNotMatch((await ask(off, '/_mpc')).body, /_mcp/);
    } finally {
      await off.stop();
    }
    const bare = await writeSite({ 'content/posts/a.md': document('title: A') });
    const plain = await startServer(bare.dir);
    try {
      assert.equal((await post(plain, request('ping'))).status, 405);
    } finally {
      await plain.stop();
      await bare.remove();
    }
  });

  test('put it below the base path', async () => {
    const below = await startServer(site.dir, {
      options: ['--base-path', '/api'],
    });
    try {
      assert.equal((await post(below, request('ping'))).status, 405);
      const at = '/api/_mcp';
      const get = (id) => callTool(below, 'get', { id }, {}, at);
      assert.equal((await get('posts/alpha')).isError, false);
      assert.match(textOf(await get('posts/alpah')), /Did you mean: posts\/alpha$/);
      const old = await callTool(below, 'resolve', { url: '/old/alpha' }, {}, at);
      assert.equal(old.structuredContent.id, 'posts/alpha');
      const { resources } = (
        await post(below, request('resources/list'), {}, at)
      ).json().result;
      assert.equal(resources.at(-1).uri, 'headmatter:///recipes/soup');
    } finally {
      await below.stop();
    }
  });

  test('know what a proxy has removed from the address', async () => {
    const behind = await startServer(site.dir, {
      options: ['--base-path', '/api', '--trusted-proxies', '127.0.0.1'],
    });
    try {
      const prefix = { 'X-Forwarded-Prefix': '/api' };
      const result = await callTool(behind, 'get', { id: 'posts/alpha' }, prefix);
      assert.equal(result.isError, false);
      assert.equal((await post(behind, request('ping'))).status, 405);
    } finally {
      await behind.stop();
    }
  });

  test('take the search away with its index', async () => {
    const without = await startServer(site.dir, {
      options: ['--search-engine', 'off'],
    });
    try {
      const { tools } = (await post(without, request('tools/list'))).json().result;
      assert.deepEqual(
        tools.map((tool) => tool.name),
        ['list', 'get', 'resolve'],
      );
      const { error } = (await post(without, call('search', { q: 'x' }))).json();
      assert.equal(error.code, -32602);
    } finally {
      await without.stop();
    }
  });

  test('limit messages as they do requests', async () => {
    const slow = await startServer(site.dir, {
      options: ['--rate-limit-requests', '3', '--rate-limit-seconds', '60'],
    });
    try {
      const statuses = [];
      for (let i = 0; i < 5; i++)
        statuses.push((await post(slow, request('ping'))).status);
      assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
    } finally {
      await slow.stop();
    }
  });

  test('show drafts to those who hold a token', async () => {
    const tokens = await writeTokens();
    const held = await startServer(site.dir, {
      options: ['--tokens', tokens.file],
    });
    const headers = { Authorization: `Bearer ${tokens.token}` };
    try {
      const list = (args, more) => callTool(held, 'list', args, more);
      const shown = await list({ status: 'all' }, headers);
      assert.match(textOf(shown), /posts\/hidden/);
      assert.doesNotMatch(textOf(await list({}, headers)), /hidden/);
      const nobody = await list({ status: 'all' });
      assert.equal(nobody.isError, true);
      assert.match(textOf(nobody), /requires a token/);
      const wrong = await list({ status: 'all' }, { Authorization: 'Bearer x' });
      assert.match(textOf(wrong), /Unknown token/);
      const draft = { id: 'posts/hidden', status: 'draft' };
      assert.match(textOf(await callTool(held, 'get', draft, headers)), /Zqtext/);
      assert.doesNotMatch(textOf(await callTool(held, 'get', draft)), /Zqtext/);
      const metrics = await ask(held, '/_metrics', { headers });
      assert.match(
        metrics.body,
        /http_request_method="POST",http_route="\/_mcp",[^\n]*status_code="200"/,
      );
    } finally {
      await held.stop();
      await tokens.remove();
    }
  });
});

describe('on a pipe', () => {
  test('edits show, drafts on request, and logs elsewhere', async () => {
    const written = await writeSite(files);
    const pipe = startOnPipe(written.dir);
    try {
      const find = async (q) =>
        (await pipe.callTool('search', { q })).structuredContent.documents;
      assert.equal((await find('opening'))[0].id, 'posts/alpha');
      await writeFile(
        path.join(written.dir, 'content/posts/new.md'),
        document('title: New', 'Freshwords.'),
      );
      await until(async () => (await find('freshwords')).length === 1);
      const hidden = { id: 'posts/hidden' };
      assert.equal((await pipe.callTool('get', hidden)).isError, true);
      const shown = await pipe.callTool('get', { ...hidden, status: 'draft' });
      assert.match(textOf(shown), /status: "draft"[^]*Zqtext/);
    } finally {
      assert.equal(await pipe.stop(), 0);
      await written.remove();
    }
    assert.match(pipe.stderr(), /^reload: 1 added/m);
  });

  test('answers each line, whatever it is', async () => {
    const pipe = startOnPipe(site.dir);
    const codeOf = async (line) => (await pipe.say(line)).error?.code;
    assert.equal(await codeOf('garbage'), -32700);
    assert.equal(await codeOf('x'.repeat(200_000)), -32600);
    assert.equal(await codeOf(`"${'x'.repeat(65_534)}"`), -32600);
    assert.equal(await codeOf('\0'), -32700);
    assert.equal(await codeOf([request('ping')]), -32600);
    pipe.send('');
    pipe.send('\r');
    pipe.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    assert.deepEqual((await pipe.say(request('ping'))).result, {});
    const params = { protocolVersion: '2025-03-26', capabilities: {} };
    await pipe.say(request('initialize', params));
    assert.equal((await pipe.say([request('ping')])).length, 1);
    const { result } = await pipe.say(modern('tools/list'));
    assert.equal(result.cacheScope, 'private');
    assert.ok(result.tools[1].inputSchema.properties.status);
    assert.equal(await pipe.stop(), 0);
    assert.equal(pipe.stderr(), '');
  });

  test('a folder that is not there is told, and ends it', async () => {
    const pipe = startOnPipe(path.join(site.dir, 'nowhere'));
    assert.equal(await pipe.stop(), 1);
    assert.match(pipe.stderr(), /nowhere/);
  });
});

describe('a thousand messages that are wrong', () => {
  const seeds = [
    call('list', { collection: 'posts', filter: { tags: ['go'] } }),
    call('search', { q: 'keys -x "a b"', limit: 3 }),
    call('get', { id: 'posts/alpha', section: 'fin', offset: 0 }),
    call('resolve', { url: '/posts/alpha' }),
    request('resources/read', { uri: 'headmatter:///posts/alpha?section=fin' }),
    modern('tools/call', { name: 'get', arguments: { id: 'posts/beta' } }),
    modern('server/discover'),
    [request('ping'), request('tools/list', {}, 'b')],
  ];
  const versions = [newest, before, '2025-03-26', 'x'];

  const anything = fc.jsonValue({ maxDepth: 3 });
  /** A tree with one node of it replaced by anything. */
  const changed = (tree) =>
    fc
      .tuple(fc.nat(), anything)
      .map(([at, value]) => {
        let count = 0;
        const total = JSON.stringify(tree).split(/[:,[]/).length;
        const walk = (node) => {
          if (count++ === at % total) return value;
          if (Array.isArray(node)) return node.map(walk);
          if (node === null || typeof node !== 'object') return node;
          return Object.fromEntries(
            Object.entries(node).map(([k, v]) => [k, walk(v)]),
          );
        };
        return JSON.stringify(walk(tree));
      });
  /** Its bytes with some of them changed. */
  const broken = (tree) =>
    fc
      .tuple(fc.nat(), fc.nat(20), fc.uint8Array({ maxLength: 8 }))
      .map(([at, cut, bytes]) => {
        const text = Buffer.from(JSON.stringify(tree));
        const i = at % text.length;
        return Buffer.concat([
          text.subarray(0, i),
          bytes,
          text.subarray(i + cut),
        ]);
      });
  const args = fc
    .tuple(
      fc.constantFrom('list', 'search', 'get', 'resolve'),
      fc.dictionary(
        fc.constantFrom(
          ...['collection', 'filter', 'sort', 'fields', 'facets', 'limit'],
          ...['cursor', 'q', 'id', 'section', 'offset', 'url', 'status', 'x'],
        ),
        anything,
      ),
    )
    .map(([name, given]) => JSON.stringify(call(name, given)));
  const messages = fc.oneof(
    ...seeds.map(changed),
    ...seeds.map(broken),
    args,
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  );

  test('are never a 5xx, and the server goes on', async () => {
    const sent = fc.sample(
      fc.tuple(messages, fc.constantFrom(...versions)),
      { numRuns: 1000, seed: 20260728 },
    );
    const seen = new Set();
    for (let i = 0; i < sent.length; i += 8) {
      await Promise.all(
        sent.slice(i, i + 8).map(async ([message, version]) => {
          const answer = await post(server, message, {
            'MCP-Protocol-Version': version,
          });
          seen.add(answer.status);
          assert.ok(
            [200, 202, 400, 404].includes(answer.status),
            `${answer.status} ${message}`,
          );
          assert.doesNotMatch(answer.body, /zq/i);
          if (answer.status !== 202) answer.json();
        }),
      );
    }
    assert.ok(seen.has(200) && seen.has(400));
    assert.equal((await post(server, request('ping'))).status, 200);
    assert.equal((await ask(server, '/posts')).status, 200);
  });

  test('leave a pipe open', async () => {
    const pipe = startOnPipe(site.dir);
    for (const message of fc.sample(messages, { numRuns: 300, seed: 11 }))
      pipe.send(message.toString().replaceAll('\n', ' '));
    pipe.send(request('ping', undefined, 'the last'));
    for (;;) {
      const answer = await pipe.next();
      if (answer.id === 'the last') break;
    }
    assert.equal(await pipe.stop(), 0);
  });
});
