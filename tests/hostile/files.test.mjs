// files.test.mjs - files whose content is meant to hurt.
import assert from 'node:assert/strict';
import { truncate, writeFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { ask, getJson } from '../http/support.mjs';
import { SMALL_MB, trial } from './hostile.mjs';

const HEAD_MAX_BYTES = 256 * 1024;
const FILE_MAX_BYTES = 16 * 1024 * 1024;
const NAMES_MAX = 1000;
const LEVELS = 100_000;
const MB = 1024 * 1024;

const post = (head, body = '') => `---\n${head}\n---\n${body}`;

/** Text of exactly that many bytes. */
const filled = (start, size, end = '') =>
  start + 'x'.repeat(size - start.length - end.length) + end;

describe('YAML that grows', () => {
  /** Nine levels of ten: a thousand million nodes when expanded. */
  const bomb = [...'abcdefghi']
    .map((key, i, keys) => {
      const item = i === 0 ? 'x' : `*${keys[i - 1]}`;
      return `${key}: &${key} [${Array(10).fill(item).join(', ')}]`;
    })
    .join('\n');
  const merges = [...'abcdefghi']
    .map((key, i, keys) => {
      const own = Array.from({ length: 10 }, (_, n) => `${key}${n}: ${n}`);
      const all = i === 0 ? [] : [`<<: [*${keys[i - 1]}, *${keys[i - 1]}]`];
      return `${key}: &${key} {${[...own, ...all].join(', ')}}`;
    })
    .join('\n');

  test('a thousand million laughs are not laughed', () =>
    trial({
      files: {
        'content/posts/bomb.md': post(bomb, 'Text.\n'),
        'content/data/bomb.yaml': `${bomb}\n`,
      },
      codes: {
        'content/posts/bomb.md': ['front-matter-too-many-nodes'],
        'content/data/bomb.yaml': ['front-matter-too-many-nodes'],
      },
    }));

  test('merge keys that double bring each key once', () =>
    trial({
      files: { 'content/posts/merges.md': post(merges) },
      served: ['content/posts/merges.md'],
    }));

  test('an alias of itself ends', () =>
    trial({
      files: { 'content/posts/self.md': post('a: &a [*a]') },
      codes: { 'content/posts/self.md': ['yaml-unknown-alias'] },
    }));
});

describe('nesting', () => {
  const shapes = {
    'list.md': post(`a: ${'['.repeat(LEVELS)}`),
    'closed.md': post(`a: ${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`),
    'map.md': post(`a: ${'{a: '.repeat(LEVELS / 2)}`),
    'block.md': post(`a:\n  ${'- '.repeat(LEVELS)}x`),
    'list.yaml': '['.repeat(LEVELS),
    'block.yaml': `${'- '.repeat(LEVELS)}x`,
    'question.yaml': '? '.repeat(LEVELS),
    'list.json': '['.repeat(LEVELS),
    'closed.json': '['.repeat(LEVELS) + ']'.repeat(LEVELS),
    'map.json': '{"a":'.repeat(LEVELS),
  };
  for (const [name, text] of Object.entries(shapes)) {
    test(`of ${LEVELS} levels is refused in ${name}`, () =>
      trial({
        files: { [`content/data/${name}`]: text },
        codes: (seen) => {
          const [code, ...others] = seen[`content/data/${name}`];
          assert.deepEqual(others, []);
          assert.match(code, /^(front-matter-too-deep|yaml-syntax)$/);
          if (name !== 'question.yaml')
            assert.equal(code, 'front-matter-too-deep');
        },
      }));
  }
});

describe('size', () => {
  test('a line of 100 MB is not read', () => {
    const names = ['a.md', 'b.json', 'c.yaml'];
    return trial({
      make: async (at) => {
        for (const name of names) {
          const file = at(`content/posts/${name}`);
          await writeFile(file, 'x'.repeat(MB));
          await truncate(file, 100 * MB);
        }
      },
      codes: Object.fromEntries(
        names.map((name) => [`content/posts/${name}`, ['file-too-large']]),
      ),
    });
  });

  test('a file of the limit is served, one byte more is not', () =>
    trial({
      files: {
        'content/posts/full.md': filled('', FILE_MAX_BYTES),
        'content/posts/over.md': filled('', FILE_MAX_BYTES + 1),
        'content/data/full.json': filled('{"a":"', FILE_MAX_BYTES, '"}'),
        'content/data/over.json': filled('{"a":"', FILE_MAX_BYTES + 1, '"}'),
        'content/data/wide.yaml': filled('a: ', FILE_MAX_BYTES),
      },
      codes: {
        'content/posts/over.md': ['file-too-large'],
        'content/data/over.json': ['file-too-large'],
      },
      served: [
        'content/posts/full.md',
        'content/data/full.json',
        'content/data/wide.yaml',
      ],
      maxMb: SMALL_MB + 3 * 16 * 12,
    }));

  test('a head of the limit is served, one byte more is not', () =>
    trial({
      files: {
        'content/posts/full.md': post(filled('a: ', HEAD_MAX_BYTES - 1)),
        'content/posts/over.md': post(filled('a: ', HEAD_MAX_BYTES)),
      },
      codes: { 'content/posts/over.md': ['front-matter-too-large'] },
      served: ['content/posts/full.md'],
      look: async (server) => {
        const { data } = await getJson(server, '/posts/full');
        assert.equal(data.a.length, HEAD_MAX_BYTES - 1 - 'a: '.length);
      },
    }));

  test('empty files are documents, or named', () =>
    trial({
      files: {
        'content/posts/a.md': '',
        'content/posts/b.mdx': '\ufeff',
        'content/posts/c.md': '---\n---',
        'content/data/d.json': '',
        'content/data/e.yaml': '',
        'content/data/f.yaml': '# only a comment\n',
      },
      codes: { 'content/data/d.json': ['json-syntax'] },
      served: [
        'content/posts/a.md',
        'content/posts/b.mdx',
        'content/posts/c.md',
        'content/data/e.yaml',
        'content/data/f.yaml',
      ],
      look: async (server) => {
        for (const slug of ['a', 'b', 'c'])
          assert.equal((await getJson(server, `/posts/${slug}`)).data.html, '');
      },
    }));
});

describe('a million tags', () => {
  const tags = (count) => Array.from({ length: count }, (_, i) => `tag ${i}`);
  const json = (count) =>
    JSON.stringify({ type: 'PostLayout', tags: tags(count) });

  test('in one file are too many', () =>
    trial({
      files: {
        'content/posts/tags.md': post(`tags: [${tags(1e6).join(', ')}]`),
        'content/data/tags.json': json(1e6),
        'content/data/tags.yaml': `tags: [${tags(1e6).join(', ')}]\n`,
      },
      codes: {
        'content/posts/tags.md': ['front-matter-too-large'],
        'content/data/tags.json': ['front-matter-too-many-nodes'],
        'content/data/tags.yaml': ['front-matter-too-many-nodes'],
      },
      maxMb: SMALL_MB + 400, // jansson's tree of a million texts, once
    }));

  test('in one head are cut, with a warning', () => {
    const many = post(`tags: [${tags(20_000).join(', ')}]`);
    return trial({
      files: { 'content/posts/tags.md': many },
      codes: { 'content/posts/tags.md': ['too-many-names'] },
      served: ['content/posts/tags.md'],
      look: async (server) => {
        const { meta } = await getJson(server, '/tags?limit=0');
        assert.equal(meta.pagination.total, NAMES_MAX);
        const last = await ask(server, `/tags/tag-${NAMES_MAX - 1}`);
        assert.equal(last.status, 200);
      },
    });
  });
});

describe('bytes that are no UTF-8', () => {
  const bad = Buffer.from([0x61, 0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf8]);
  const bytes = (...parts) => Buffer.concat(parts.map((p) => Buffer.from(p)));

  test('are named wherever they are, and never sent', () =>
    trial({
      files: {
        'content/posts/head.md': bytes('---\ntitle: ', bad, '\n---\n'),
        'content/posts/key.md': bytes('---\n', bad, ': 1\n---\n'),
        'content/posts/body.md': bytes('---\ntitle: A\n---\n', bad, '\n'),
        'content/data/text.json': bytes('{"a": "', bad, '"}'),
        'content/data/half.json': '{"a": "\\ud800"}',
        'content/data/text.yaml': bytes('a: ', bad, '\n'),
        'content/data/wide.yaml': Buffer.from('\ufeffa: 1\n', 'utf16le'),
      },
      make: async (at) => {
        const folder = Buffer.from(at('content/posts/'));
        await writeFile(Buffer.concat([folder, bad, Buffer.from('.md')]), 'x');
      },
      codes: (seen) => {
        const [name] = Object.keys(seen).filter((key) => /\ufffd/.test(key));
        assert.deepEqual(seen, {
          'content/posts/head.md': ['front-matter-encoding'],
          'content/posts/key.md': ['front-matter-encoding'],
          'content/posts/body.md': ['body-encoding'],
          'content/data/text.json': ['json-syntax'],
          'content/data/half.json': ['json-syntax'],
          'content/data/text.yaml': ['front-matter-encoding'],
          'content/data/wide.yaml': ['file-encoding'],
          [name]: ['file-name-encoding'],
        });
      },
      served: ['content/posts/body.md'],
      look: async (server) => {
        const { data } = await getJson(server, '/posts/body?include=markdown');
        assert.match(data.markdown, /^a\ufffd+\n$/);
      },
    }));

  test('do not come from a NUL either', () =>
    trial({
      files: {
        'content/posts/head.md': '---\ntitle: a\0b\n---\n',
        'content/posts/escaped.md': '---\ntitle: "a\\0b\\e[31m"\n---\n',
        'content/posts/body.md': 'a\0b\n',
        'content/data/text.json': '{"a": "b\\u0000c"}',
        'content/data/key.json': '{"a\\u0000b": 1}',
      },
      codes: {
        'content/posts/head.md': ['yaml-syntax'],
        'content/data/key.json': ['json-syntax'],
      },
      served: [
        'content/posts/escaped.md',
        'content/posts/body.md',
        'content/data/text.json',
      ],
      look: async (server) => {
        const { data } = await getJson(server, '/posts/escaped');
        assert.equal(data.title, 'a\0b\x1b[31m');
        const text = (await getJson(server, '/data/text')).data;
        assert.equal(text.a, 'b\0c');
      },
    }));
});
