// chunks.test.mjs - include=chunks: bodies in pieces, of the sample and of real
// sites. What must hold of any body is checked of all of them.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { corpora, findCorpus, listCorpora } from './corpora.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem, root } from './support.mjs';

const words = 60;

/** The ids of the headings in a table of contents. */
function* idsIn(toc) {
  for (const { id, text, children } of toc) {
    yield [id, text];
    yield* idsIn(children);
  }
}

const squeezed = (text) => text.replace(/\s+/g, '');

/** What holds of the chunks of any documents. */
function assertChunks(documents) {
  const ids = new Set();
  for (const { id, url, text, toc, word_count: count, chunks } of documents) {
    const headings = new Map(idsIn(toc));
    assert.equal(
      squeezed(chunks.map((chunk) => chunk.text).join(' ')),
      squeezed(text),
      id,
    );
    let sum = 0;
    for (const chunk of chunks) {
      assert.ok(!ids.has(chunk.id), chunk.id);
      ids.add(chunk.id);
      assert.ok(chunk.id.startsWith(`${id}#`));
      assert.ok(chunk.words <= words, `${chunk.id}: ${chunk.words}`);
      assert.doesNotMatch(chunk.text, /^[ \n]|[ \n]$/);
      assert.notEqual(chunk.text, '');
      sum += chunk.words;
      if (chunk.section === null) {
        assert.equal(chunk.url, url);
        continue;
      }
      assert.equal(headings.get(chunk.section.id), chunk.section.title);
      if (url !== null)
        assert.equal(
          decodeURIComponent(chunk.url),
          `${decodeURIComponent(url)}#${chunk.section.id}`,
        );
    }
    assert.ok(Math.abs(sum - count) <= chunks.length, `${id}: ${sum}, ${count}`);
  }
  return ids.size;
}

const query = `chunk_words=${words}&fields=id,url,text,toc,word_count,chunks`;

async function assertSite(dir) {
  const server = await startServer(dir);
  try {
    const { body } = await ask(server, `/_all.ndjson?${query}`);
    const documents = body
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
      .filter(({ chunks }) => Array.isArray(chunks));
    return assertChunks(documents);
  } finally {
    await server.stop();
  }
}

describe('the pieces of every body', () => {
  test('of the sample are its text, each in one section', async () => {
    assert.ok((await assertSite(path.join(root, 'content'))) > 100);
  });

  for (const name of listCorpora()) {
    const { skip } = findCorpus(name);
    test(`of ${name} are its text, each in one section`, { skip }, async () => {
      await assertSite(path.join(corpora, name));
    });
  }
});

describe('include=chunks', () => {
  let site;
  let server;

  before(async () => {
    site = await writeSite({
      'content/posts/a.md':
        '---\ntitle: A\ndate: 2026-01-02\n---\n' +
        `Intro.\n\n## Two words\n\n${'word '.repeat(50)}\n\n## Ünïcode\n\nx\n`,
      'content/posts/b.md': '---\ntitle: B\ndate: 2026-01-01\n---\nOnly.\n',
      'content/data/x.json': '{"chunks": "mine"}',
    });
    server = await startServer(site.dir);
  });

  after(async () => {
    await server?.stop();
    await site?.remove();
  });

  test('has ids that say where a piece is', async () => {
    const { data } = await getJson(
      server,
      '/posts/a?include=chunks&chunk_words=20&fields=chunks.id,chunks.url',
    );
    assert.deepEqual(data.chunks, [
      { id: 'posts/a#', url: '/posts/a' },
      { id: 'posts/a#two-words', url: '/posts/a#two-words' },
      { id: 'posts/a#two-words~2', url: '/posts/a#two-words' },
      { id: 'posts/a#two-words~3', url: '/posts/a#two-words' },
      { id: 'posts/a#ünïcode', url: '/posts/a#%C3%BCn%C3%AFcode' },
    ]);
  });

  test('keeps ids where another section changes', async () => {
    const first = await getJson(server, '/posts/a?fields=chunks.id');
    const { data } = await getJson(
      server,
      '/posts/a?fields=chunks.id&section=ünïcode'.replace(/[^!-~]+/g, encodeURIComponent),
    );
    assert.deepEqual(data.chunks, [first.data.chunks.at(-1)]);
  });

  test('goes with lists, relations, streams and sections', async () => {
    const { data } = await getJson(server, '/posts?include=chunks');
    assert.deepEqual(
      data.map(({ chunks }) => chunks.length),
      [3, 1],
    );
    const next = await getJson(
      server,
      '/posts/b?include=next.chunks&chunk_words=20&fields=next',
    );
    assert.equal(next.data.next.chunks.length, 5);
    const { body } = await ask(server, '/posts.ndjson?fields=slug,chunks');
    assert.deepEqual(
      body.trim().split('\n').map((line) => JSON.parse(line).chunks.length),
      [3, 1],
    );
    const other = await ask(server, '/posts.ndjson?fields=slug,chunks&chunk_words=20');
    const first = await ask(server, '/posts.ndjson?fields=slug,chunks');
    assert.notEqual(other.headers.etag, first.headers.etag);
  });

  test('keeps chunk_words in links', async () => {
    const { links } = await getJson(
      server,
      '/posts?limit=1&include=chunks&chunk_words=50',
    );
    assert.equal(links.next, '/posts?include=chunks&chunk_words=50&limit=1&page=2');
  });

  test('is for documents', async () => {
    assert.equal((await getJson(server, '/data/x')).data.chunks, 'mine');
    await getProblem(server, '/data?include=chunks', 400);
  });

  test('refuses other sizes than it has', async () => {
    for (const size of ['19', '2001', 'x', '', '-1', '1e2', '99999999999999999999'])
      await getProblem(server, `/posts?chunk_words=${size}`, 400);
    const { data } = await getJson(server, '/posts?chunk_words=2000&include=chunks');
    assert.equal(data.length, 2);
  });

  test('is not what a query can compare', async () => {
    await getProblem(server, '/posts?chunks=x', 400);
    await getProblem(server, '/posts?sort=chunks', 400);
    const { errors } = await getProblem(server, '/posts?include=chunk', 400);
    assert.equal(errors[0].suggestion, 'chunks');
  });
});
