// explore.test.mjs - the page at /_explore as an answer, and those of its parts
// that need no browser. What it does in one is in explore-page.test.mjs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import {
  joinFragment,
  joinName,
  joinTarget,
  kindOf,
  splitFragment,
  splitName,
  splitTarget,
  withCondition,
  withNextSort,
} from '../../src/represent/explore/address.js';
import {
  describe as describeApi,
  filterOf,
  languages,
} from '../../src/represent/explore/code.js';
import { fieldsOfDocuments } from '../../src/represent/explore/guess.js';
import { files } from './explore.mjs';
import { startServer, writeSite } from './server.mjs';
import {
  ask,
  getJson,
  getProblem,
  root,
  untilSearchable,
} from './support.mjs';

const run = promisify(execFile);
const targets = ['/_explore', '/_explore/'];

describe('/_explore as an answer', () => {
  let site;
  let server;

  before(async () => {
    site = await writeSite(files);
    server = await startServer(site.dir, {
      options: ['--public-url', 'https://www.example.org/site/'],
    });
  });

  after(async () => {
    await server?.stop();
    await site?.remove();
  });

  test('is one page that names nothing but itself', async () => {
    for (const target of targets) {
      const { status, headers, body } = await ask(server, target);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.doesNotMatch(body, /\b(src|href)="(https?:)?\/\//);
      assert.doesNotMatch(body, /^(import|export) /m);
    }
  });

  test('has a policy by its own hashes, with the images of the site', async () => {
    const { headers, body } = await ask(server, '/_explore');
    const hashOf = (pattern) =>
      createHash('sha256').update(pattern.exec(body)[1]).digest('base64');
    const policy = Object.fromEntries(
      headers['content-security-policy']
        .split('; ')
        .map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
    );
    const script = hashOf(/<script type="module">([^]*?)<\/script>/);
    const style = hashOf(/<style>([^]*?)<\/style>/);
    assert.deepEqual(policy, {
      'default-src': ["'none'"],
      'script-src': [`'sha256-${script}'`],
      'style-src': [`'sha256-${style}'`],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'self'"],
      'img-src': ["'self'", 'data:', 'https://www.example.org'],
    });
  });

  test('takes no word into its policy that is no origin', async () => {
    for (const url of [
      'https://é.example/',
      "https://a'b.example",
      'https://user@a.example/',
    ]) {
      const odd = await startServer(site.dir, {
        options: ['--public-url', url],
      });
      const { headers } = await ask(odd, '/_explore');
      await odd.stop();
      assert.match(headers['content-security-policy'], /img-src 'self' data:$/);
    }
  });

  test('is coded, below 100 kB, and not sent again', async () => {
    const plain = await ask(server, '/_explore');
    for (const [coding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ]) {
      const headers = { 'Accept-Encoding': coding };
      const coded = await ask(server, '/_explore', { headers });
      assert.equal(coded.headers['content-encoding'], coding);
      assert.ok(coded.bytes.length < 100_000, `${coded.bytes.length} bytes`);
      assert.deepEqual(decode(coded.bytes), plain.bytes);
      const { etag } = coded.headers;
      assert.match(etag, /^"/);
      const again = await ask(server, '/_explore', {
        headers: { ...headers, 'If-None-Match': etag },
      });
      assert.deepEqual([again.status, again.body], [304, '']);
    }
    assert.match(plain.headers['cache-control'], /^public, max-age=0/);
  });

  test('is named by the front door and by the server', async () => {
    assert.equal((await getJson(server, '/')).links.explore, '/_explore');
    assert.match(
      server.output.stdout,
      new RegExp(`^  explore    ${server.baseUrl}/_explore$`, 'm'),
    );
    const { suggestions } = await getProblem(server, '/_explor', 404);
    assert.deepEqual(suggestions, ['/_explore']);
  });

  test('can be switched off, and is then as if it had never been', async () => {
    const off = await startServer(site.dir, { options: ['--explore', 'off'] });
    const problem = await getProblem(off, '/_explore', 404);
    assert.equal(problem.type, '/_problems/not-found');
    assert.equal(problem.suggestions, undefined);
    assert.equal(
      (await getProblem(off, '/_explor', 404)).suggestions,
      undefined,
    );
    assert.ok(!('explore' in (await getJson(off, '/')).links));
    assert.doesNotMatch(off.output.stdout, /explore/);
    await off.stop();
  });

  test('is named with the base path, and by a name that can be opened', async () => {
    const wide = await startServer(site.dir, {
      listen: ['0.0.0.0:0'],
      options: ['--base-path', '/api'],
    });
    assert.match(
      wide.output.stdout,
      new RegExp(
        `^  explore    http://localhost:${wide.port}/api/_explore$`,
        'm',
      ),
    );
    assert.equal(
      (await ask({ host: '127.0.0.1', port: wide.port }, '/api/')).json().links
        .explore,
      '/api/_explore',
    );
    await wide.stop();
  });
});

describe('the state of the page', () => {
  test('is its address, whatever is asked for', () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, word)),
        word,
        (parameters, option) => {
          const target = joinTarget({ path: '/posts', parameters });
          assert.deepEqual(splitTarget(target), { path: '/posts', parameters });
          assert.equal(new URL(target, 'http://a').pathname, '/posts');
          const state = { view: 'fields', options: { by: option }, target };
          assert.deepEqual(splitFragment(joinFragment(state)), state);
        },
      ),
    );
  });

  test('is short where it can be', () => {
    assert.equal(joinFragment({ target: '/posts?tags=x' }), '#/posts?tags=x');
    assert.deepEqual(splitFragment('#/posts?tags=x'), {
      ...{ view: 'table', options: {}, target: '/posts?tags=x' },
    });
    assert.deepEqual(splitFragment(''), {
      view: 'table',
      options: {},
      target: '/',
    });
  });

  test('tells operators from names with colons', () => {
    assert.deepEqual(splitName('date:gte'), { field: 'date', op: 'gte' });
    assert.deepEqual(splitName('og:title'), { field: 'og:title', op: 'eq' });
    assert.equal(joinName({ field: 'limit', op: 'eq' }), 'limit:eq');
    assert.equal(joinName({ field: 'tags', op: 'eq' }), 'tags');
  });

  test('knows lists from items, and both from what is no content', () => {
    const kinds = {
      '/': 'other',
      '/posts': 'list',
      '/_all': 'list',
      '/search': 'list',
      '/search/suggest': 'other',
      '/tags/http/posts': 'list',
      '/posts/hello': 'item',
      '/posts/a/b': 'item',
      '/_problems': 'other',
      '/_schemas/posts.json': 'other',
      '/openapi.json': 'other',
    };
    for (const [at, kind] of Object.entries(kinds))
      assert.equal(kindOf(at), kind, at);
  });

  test('adds conditions before parameters, once, from the first page', () => {
    assert.equal(
      withCondition('/posts?a=1&sort=b&page=3', 'tags', 'x'),
      '/posts?a=1&tags=x&sort=b',
    );
    assert.equal(withCondition('/posts?tags=x', 'tags', 'x'), '/posts?tags=x');
  });

  test('sorts up, down and not at all', () => {
    assert.equal(withNextSort('/posts', 'title'), '/posts?sort=title');
    assert.equal(
      withNextSort('/posts?sort=title', 'title'),
      '/posts?sort=-title',
    );
    assert.equal(withNextSort('/posts?sort=-title', 'title'), '/posts');
  });
});

test('fields are found in documents, where the server has no table of them', () => {
  const found = fieldsOfDocuments([
    { title: 'A', n: 1, tags: [{ slug: 'x', name: 'X', href: '/tags/x' }] },
    { title: 'B', n: null, day: '2025-01-01', deep: [{ a: true }] },
  ]);
  assert.deepEqual(found.title.types, ['text']);
  assert.ok(found.title.operators.includes('contains'));
  assert.deepEqual(
    [found.tags.types, found.tags.list, found.tags.target],
    [['relation'], true, 'tags'],
  );
  assert.deepEqual(found.n.types, ['number']);
  assert.deepEqual(found.day.types, ['date']);
  assert.deepEqual(found['deep.a'].types, ['boolean']);
  assert.equal(found['tags.href'], undefined);
});

describe('the code for a query', () => {
  let site;
  let server;
  const queries = [
    ['/posts?tags=x&date:gte=2025', ['second']],
    ['/posts?tags=x&tags=y&sort=title', ['first', 'second', 'third']],
    [
      `/posts?title:contains=the&title:contains=s&fields=slug&limit=5`,
      ['second', 'first'],
    ],
    [`/posts?or=(title="The third",rating=3)&sort=-rating`, ['third', 'first']],
    [`/posts?title=it's "a\\b"`, []],
    ['/posts?rating:gte=4&author=ana-lima', ['second']],
    ['/posts?tags:in=x,"y, z"&rating:exists=true&limit=1', ['second']],
    ['/posts?q=bol&prefix=true&tags=x', ['second']],
    [
      '/search?q="bold words" elsewhere&q:mode=any&typos=false&sort=-date',
      ['second', 'first'],
    ],
  ];

  before(async () => {
    site = await writeSite(files);
    server = await startServer(site.dir);
    await untilSearchable(server);
  });

  after(async () => {
    await server?.stop();
    await site?.remove();
  });

  const given = (target) => {
    const whole = joinTarget(splitTarget(target));
    return {
      target: whole,
      url: server.baseUrl + whole,
      base: server.baseUrl,
      hasToken: false,
    };
  };
  const slugs = (documents) => documents.map(({ slug }) => slug);

  for (const [target, wanted] of queries) {
    test(`of ${target} in a shell`, async () => {
      const { stdout } = await run('bash', [
        '-c',
        languages.curl(given(target)),
      ]);
      assert.deepEqual(slugs(JSON.parse(stdout).data), wanted);
    });

    test(`of ${target} with fetch`, async () => {
      const code = `${languages.fetch(given(target))}\nconsole.log(JSON.stringify(documents))`;
      const { stdout } = await run('node', ['--input-type=module', '-e', code]);
      assert.deepEqual(slugs(JSON.parse(stdout)), wanted);
    });

    test(`of ${target} in Python`, async (t) => {
      const code = `${languages.Python(given(target))}\nprint(json.dumps(documents))`;
      try {
        await run('python3', ['--version']);
      } catch {
        t.skip('no python3 here');
        return;
      }
      const { stdout } = await run('python3', ['-c', code]);
      assert.deepEqual(slugs(JSON.parse(stdout)), wanted);
    });
  }

  test('is what the compiler and the server take, with openapi-fetch', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'headmatter-explore-'));
    const modules = path.join(root, 'tests/node_modules');
    await symlink(modules, path.join(dir, 'node_modules'));
    const openapi = await getJson(server, '/openapi.json');
    const types = astToString(await openapiTS(structuredClone(openapi)));
    await writeFile(path.join(dir, 'api.d.ts'), types);
    const programs = queries.map(([target], i) => ({
      file: path.join(dir, `${i}.ts`),
      code: languages['openapi-fetch']({
        ...given(target),
        description: describeApi(openapi),
      }),
    }));
    assert.match(programs[0].code, /tags: 'x',\n *'date:gte': '2025',/);
    assert.match(programs[5].code, /'rating:gte': 4,/);
    for (const { file, code } of programs) await writeFile(file, code);
    const program = ts.createProgram(
      programs.map(({ file }) => file),
      {
        strict: true,
        noEmit: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        types: [],
      },
    );
    const faults = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, ' '),
      );
    assert.deepEqual(faults, []);
    for (const [i, { file, code }] of programs.entries()) {
      const script = file.replace(/ts$/, 'mjs');
      const { outputText } = ts.transpileModule(
        `${code}\nconsole.log(JSON.stringify(documents))`,
        { compilerOptions: { target: 'ES2022', module: 'ESNext' } },
      );
      await writeFile(script, outputText);
      const { stdout } = await run('node', [script]);
      assert.deepEqual(slugs(JSON.parse(stdout)), queries[i][1], queries[i][0]);
    }
    await rm(dir, { recursive: true, force: true });
  });

  test('has what is asked for twice in one object', () => {
    const { parameters } = splitTarget(
      '/posts?tags=a&tags=b,c&title:contains=x&title:contains=y',
    );
    assert.deepEqual(filterOf(parameters), {
      filter: { 'tags:in': 'a,"b,c"', 'title:contains': 'x' },
      group: ['title:contains=y'],
    });
  });
});
