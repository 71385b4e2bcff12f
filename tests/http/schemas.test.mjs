// schemas.test.mjs - front matter is judged by the owner's JSON Schemas: by
// `check`, and by a server while they and the content change.
import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findCorpus, listCorpora } from './corpora.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, root, run, until } from './support.mjs';

const post = (...lines) => `---\n${lines.join('\n')}\n---\nText.\n`;
const schema = (value) => JSON.stringify(value, null, 2);

const posts = {
  required: ['title'],
  properties: {
    rating: { type: 'integer' },
    author: { 'x-headmatter-reference': 'authors' },
    people: { 'x-headmatter-reference': ['authors', 'books'] },
    seo: { $ref: 'parts/seo.json#/$defs/seo' },
  },
};

const files = {
  'headmatter.yaml': 'schemas: rules\n',
  'rules/posts.json': schema(posts),
  'rules/parts/seo.json': schema({
    $defs: { seo: { properties: { text: { maxLength: 3 } } } },
  }),
  'content/posts/good.md': post('title: Good', 'rating: 3'),
  'content/posts/bad.md': post('title: Bad', 'rating: three', 'seo: {text: long}'),
  'content/posts/draft.md': post('rating: 1', 'draft: true'),
  'content/pages/about.md': post('rating: high'),
  'content/authors/ana.md': post('name: Ana Luz'),
  'content/authors/ben.json': '{"name": "Ben"}',
  'content/books/cleo.md': post('title: Cleo'),
};

const check = async (dir, ...args) => {
  const answer = await run(['check', dir, '--format', 'json', ...args]);
  const { data, meta } = JSON.parse(answer.stdout);
  return { ...answer, data, meta };
};

/** "file:line:column code", of what a schema is about. */
const places = ({ data }) =>
  data
    .filter(({ code }) => code.startsWith('schema-'))
    .map(({ path: file, line, column, code }) =>
      [[file, line, column].filter(Boolean).join(':'), code].join(' '),
    );

const faults = [
  'content/posts/bad.md:3:9 schema-value',
  'content/posts/bad.md:4:13 schema-value',
  'content/posts/draft.md:2:1 schema-key-missing',
];

describe('check', () => {
  let site;
  before(async () => {
    site = await writeSite({
      ...files,
      'all.json': schema({ required: ['name'] }),
      'other/posts.json': schema({ maxProperties: 1 }),
    });
  });
  after(() => site?.remove());
  const at = (name) => path.join(site.dir, name);

  test('judges each collection by its schema, drafts too, and fails', async () => {
    const answer = await check(site.dir);
    assert.deepEqual(places(answer), faults);
    assert.equal(answer.code, 1);
    assert.deepEqual(answer.data[0], {
      severity: 'error',
      code: 'schema-value',
      path: 'content/posts/bad.md',
      line: 3,
      column: 9,
      message:
        '\'rating\' must be a whole number, not the string "three"',
      hint: 'see rules/posts.json:7',
      more: 0,
    });
  });

  test('takes the schemas for no content', async () => {
    const { data } = JSON.parse(
      (await run(['get', '/_all?fields=id&limit=all', site.dir])).stdout,
    );
    assert.deepEqual(data.map(({ id }) => id).sort(), [
      'authors/ana',
      'authors/ben',
      'books/cleo',
      'pages/about',
      'posts/bad',
      'posts/good',
    ]);
    const plain = await writeSite({
      'headmatter.yaml': 'schemas: rules\n',
      'rules/posts.json': schema(posts),
      'rules/more/x.json': '{}',
      'posts/a.md': post('title: A'),
      'data/x.json': '{}',
    });
    const listed = JSON.parse(
      (await run(['get', '/_all?fields=id', plain.dir])).stdout,
    );
    await plain.remove();
    assert.deepEqual(listed.data.map(({ id }) => id).sort(), [
      'data/x',
      'posts/a',
    ]);
  });

  test('--schema goes before the setting: a folder, or a file for all', async () => {
    const other = await check(site.dir, '--schema', at('other'));
    assert.deepEqual(places(other), [
      'content/posts/bad.md:2:1 schema-value',
      'content/posts/draft.md:2:1 schema-value',
      'content/posts/good.md:2:1 schema-value',
    ]);
    const all = await check(site.dir, '--schema', at('all.json'));
    assert.deepEqual(places(all), [
      'content/books/cleo.md:2:1 schema-key-missing',
      'content/pages/about.md:2:1 schema-key-missing',
      'content/posts/bad.md:2:1 schema-key-missing',
      'content/posts/draft.md:2:1 schema-key-missing',
      'content/posts/good.md:2:1 schema-key-missing',
    ]);
    const environment = await run(['check', site.dir, '--format', 'json'], {
      env: { HEADMATTER_SCHEMA: at('all.json') },
    });
    assert.equal(environment.stdout, all.stdout);
  });

  test('a path without schemas fails, and so does one that leads nowhere', async () => {
    const none = await check(site.dir, '--schema', at('gone'));
    assert.deepEqual(places(none), ['gone schema-unreadable']);
    assert.equal(none.code, 1);
  });

  test('of some files reports these, and what is wrong with the schemas', async () => {
    const one = await check(at('content/posts/good.md'));
    assert.deepEqual([places(one), one.code], [[], 0]);
    const bad = await check(at('content/posts/bad.md'));
    assert.deepEqual(places(bad), faults.slice(0, 2));
    await writeFile(at('rules/pages.json'), '{"type": "strng"}');
    const with_fault = await check(at('content/posts/good.md'));
    await rm(at('rules/pages.json'));
    assert.deepEqual(places(with_fault), [
      'rules/pages.json:1:10 schema-invalid',
    ]);
    assert.equal(with_fault.code, 1);
  });
});

describe('a schema', () => {
  const judge = async (more) => {
    const site = await writeSite({ ...files, ...more });
    const answer = await check(site.dir);
    await site.remove();
    return answer;
  };

  test('with a fault does not stop the others', async () => {
    const answer = await judge({
      'rules/pages.json': '{\n  "pattern": "("\n}',
      'rules/authors.json': '{"required": ["email"]',
      'rules/books.json': schema({ properties: { title: { const: 'C' } } }),
    });
    assert.deepEqual(places(answer), [
      'content/books/cleo.md:2:8 schema-value',
      ...faults,
      'rules/pages.json:2:14 schema-invalid',
    ]);
    assert.ok(
      answer.data.some(
        ({ path: file, code }) =>
          file === 'rules/authors.json' && code === 'json-syntax',
      ),
    );
  });

  test('of no collection is told, unless another refers to it', async () => {
    const answer = await judge({
      'rules/psots.json': '{}',
      'rules/shared.json': '{}',
      'rules/pages.json': schema({ $ref: 'shared.json' }),
    });
    const [notice] = answer.data.filter(({ code }) => code === 'schema-unused');
    assert.deepEqual(
      [notice.path, notice.severity, notice.hint],
      ['rules/psots.json', 'notice', 'did you mean posts.json?'],
    );
    assert.equal(places(answer).length, faults.length + 1);
  });

  test('wants references to lead to what has a file', async () => {
    const rows = {
      ana: true,
      'Ana Luz': true,
      'ana luz': true,
      'authors/ana': true,
      'content/authors/ana.md': true,
      Ben: true,
      'Anna Luz': 'did you mean "Ana Luz"?',
      'posts/good': /has a file/,
    };
    for (const [author, expected] of Object.entries(rows)) {
      const answer = await judge({
        'content/posts/bad.md': post('title: Bad', `author: ${author}`),
      });
      const found = answer.data.filter(
        ({ code }) => code === 'schema-reference',
      );
      assert.equal(found.length, expected === true ? 0 : 1, author);
      if (expected !== true) {
        assert.equal(found[0].line, 3);
        assert.match(found[0].hint, new RegExp(expected));
      }
    }
    const list = await judge({
      'content/posts/bad.md': post('title: Bad', 'people: [ana, cleo, dora]'),
    });
    assert.deepEqual(places(list), [
      'content/posts/bad.md:3:21 schema-reference',
      faults[2],
    ]);
    const draft = await judge({
      'content/authors/dora.md': post('name: Dora', 'draft: true'),
      'content/posts/bad.md': post('title: Bad', 'author: dora'),
      'content/posts/draft.md': post('title: D', 'author: Dora', 'draft: true'),
    });
    assert.deepEqual(
      draft.data.map(({ line, message, hint }) => [line, message, hint]),
      [
        [
          3,
          '\'author\' leads to a draft in authors: "dora"',
          'publish content/authors/dora.md, or name another entry',
        ],
      ],
    );
    const unknown = await judge({
      'rules/posts.json': schema({
        properties: { author: { 'x-headmatter-reference': 'autors' } },
      }),
      'content/posts/bad.md': post('title: Bad', 'author: ana'),
    });
    assert.match(unknown.data[0].hint, /no collection 'autors'.*'authors'/);
  });

  test('cannot be outside of its folder', async () => {
    const site = await writeSite({
      ...files,
      'secret/hidden.json': schema({ const: 'zqsecret' }),
      'rules/pages.json': schema({
        anyOf: [{ $ref: '../secret/hidden.json' }, { $ref: 'link.json' }],
      }),
    });
    const rules = path.join(site.dir, 'rules');
    await symlink('../secret/hidden.json', path.join(rules, 'link.json'));
    await symlink('..', path.join(rules, 'up'));
    await mkdir(path.join(rules, 'inner'));
    await symlink('../parts/seo.json', path.join(rules, 'inner/seo.json'));
    const answer = await check(site.dir);
    await site.remove();
    assert.doesNotMatch(answer.stdout, /zqsecret/);
    const told = answer.data.filter(({ path: file }) =>
      file.startsWith('rules/'),
    );
    assert.deepEqual(
      told.map(({ path: file, code }) => `${file} ${code}`),
      [
        'rules/link.json schema-unreadable',
        'rules/pages.json schema-invalid',
        'rules/pages.json schema-invalid',
        'rules/up schema-unreadable',
      ],
    );
    for (const { message } of [told[0], told[3]])
      assert.match(message, /^the symbolic link leads out of the folder/);
  });
});

describe('the schemas that headmatter makes of front matter', () => {
  const sites = [
    path.join(root, 'content'),
    ...listCorpora().map((name) => findCorpus(name).dir),
  ];

  for (const dir of sites)
    test(`fit the front matter of ${path.basename(dir)}`, async () => {
      const server = await startServer(dir);
      const { collections } = (await getJson(server, '/')).data;
      const made = {};
      for (const { name } of collections) {
        const target = `/_schemas/front-matter/${name}.json`;
        made[`${name}.json`] = (await ask(server, target)).body;
      }
      await server.stop();
      const schemas = await writeSite(made);
      const answer = await check(dir, '--schema', schemas.dir);
      await schemas.remove();
      assert.deepEqual(places(answer), []);
    });
});

describe('a server', () => {
  let site, tokens, server, open;
  const at = (name) => path.join(site.dir, name);
  const see = () =>
    ask(server, '/_diagnostics', {
      headers: { authorization: `Bearer ${tokens.token}` },
    }).then((answer) => answer.json());
  const errors = async (of) =>
    (await ask(of, '/_ready')).json().diagnostics.errors;

  before(async () => {
    site = await writeSite(files);
    tokens = await writeTokens();
    server = await startServer(site.dir, {
      options: ['--tokens', tokens.file],
    });
    open = await startServer(site.dir);
  });
  after(async () => {
    for (const one of [server, open]) assert.equal((await one.stop()).code, 0);
    await tokens?.remove();
    await site?.remove();
  });

  test('publishes what differs from its schema, and lists it', async () => {
    assert.equal((await ask(server, '/posts/bad')).status, 200);
    assert.deepEqual(places(await see()), faults);
  });

  test("shows nothing of a draft's fault without a token", async () => {
    for (const one of [server, open]) {
      assert.equal(await errors(one), 2);
      const { status, body } = await ask(one, '/_diagnostics');
      assert.equal(status, one === server ? 401 : 403);
      assert.doesNotMatch(body, /draft\.md|schema-/);
    }
    const metrics = await ask(server, '/_metrics', {
      headers: { authorization: `Bearer ${tokens.token}` },
    });
    assert.match(
      metrics.body,
      /^headmatter_diagnostics\{severity="error"\} 2$/m,
    );
  });

  test('judges again when a document or a schema changes', async () => {
    await writeFile(at('content/posts/bad.md'), post('title: 5'));
    await until(async () => (await errors(open)) === 0);
    await writeFile(
      at('rules/posts.json'),
      schema({ properties: { title: { type: 'string' } } }),
    );
    await until(async () => (await errors(open)) === 1);
    await until(
      async () =>
        places(await see()).join() === 'content/posts/bad.md:2:8 schema-value',
    );
    await writeFile(at('rules/posts.json'), '{"type": ');
    await until(async () =>
      (await see()).data.some(({ code }) => code === 'json-syntax'),
    );
    assert.equal((await ask(open, '/posts/bad')).status, 200);
  });

  test('sees schemas go, and come again', async () => {
    await rename(at('rules'), at('away'));
    await until(async () =>
      places(await see()).includes('rules schema-unreadable'),
    );
    await mkdir(at('rules'));
    await writeFile(
      at('rules/pages.json'),
      schema({ properties: { rating: { type: 'number' } } }),
    );
    await until(
      async () =>
        places(await see()).join() ===
        'content/pages/about.md:2:9 schema-value',
    );
    await writeFile(at('headmatter.yaml'), 'site: {title: T}\n');
    await until(async () => places(await see()).length === 0);
  });

  test('quotes no field that answers hide', async () => {
    const hiding = await writeSite({
      'headmatter.yaml':
        'schemas: rules\ncollections: {posts: {hidden_fields: [iban]}}\n',
      'rules/posts.json': schema({ properties: { iban: { pattern: '^DE' } } }),
      'content/posts/a.md': post('iban: zqsecret'),
      'content/posts/b.md': post('iban: zqsecret', 'draft: true'),
    });
    const other = await startServer(hiding.dir, {
      options: ['--tokens', tokens.file],
    });
    const { body } = await ask(other, '/_diagnostics', {
      headers: { authorization: `Bearer ${tokens.token}` },
    });
    await other.stop();
    const checked = await check(hiding.dir);
    await hiding.remove();
    for (const text of [body, checked.stdout]) {
      assert.doesNotMatch(text, /zqsecret/);
      assert.deepEqual(places(JSON.parse(text)), [
        'content/posts/a.md:2:7 schema-value',
        'content/posts/b.md:2:7 schema-value',
      ]);
      assert.match(text, /which the hidden value does not/);
    }
  });

  test('reads schemas from elsewhere, and watches them', async () => {
    const away = await writeSite({
      'posts.json': schema({ required: ['nothing'] }),
    });
    const other = await startServer(site.dir, {
      options: ['--schema', away.dir, '--tokens', tokens.file],
    });
    const expected = await errors(other);
    assert.equal(expected, 2);
    await writeFile(path.join(away.dir, 'posts.json'), '{}');
    await until(async () => (await errors(other)) === 0);
    await other.stop();
    await away.remove();
  });
});

test('the settings name the path', async () => {
  const site = await writeSite({ 'headmatter.yaml': 'schemas: [a]\n' });
  const { stdout, code } = await run(['check', site.dir]);
  await site.remove();
  assert.equal(code, 1);
  assert.match(
    stdout,
    /headmatter\.yaml:1:10: error: .*schemas.*the path of a file or folder/,
  );
});
