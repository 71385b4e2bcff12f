// navigation.test.mjs - collections as trees of folders.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask } from './support.mjs';

const page = (head, body = 'Text.') => `---\n${head}\n---\n${body}\n`;

const files = {
  'content/pages/index.md': page('title: Home'),
  'content/pages/about/index.md': page('title: About'),
  'content/docs/10.last.md': page('title: Last'),
  'content/docs/2.first.md': page('title: First'),
  'content/docs/guides/index.md': page('title: All guides\nsidebar_label: Guides'),
  'content/docs/guides/set-up.md': page('title: Set up\nsidebar_position: 2'),
  'content/docs/guides/why.md': page('title: Why\nsidebar:\n  order: 1\n  label: Why?'),
  'content/docs/guides/appendix.md': page('title: Appendix'),
  'content/docs/guides/hidden.md': page('title: Hidden\nsidebar:\n  hidden: true'),
  'content/docs/guides/out.md': page('title: Out\nnav_exclude: true'),
  'content/docs/guides/draft.md': page('title: Draft\ndraft: true'),
  'content/docs/user_guide/deep/er/leaf.md': page('title: Leaf\nweight: -1.5'),
  'content/posts/old.md': page('title: Old\ndate: 2023-12-31T23:30:00-05:00'),
  'content/posts/new.md': page('title: New\ndate: 2024-05-02'),
  'content/posts/newer.md': page('title: Newer\ndate: 2024-05-30'),
  'content/posts/undated.md': page('title: Undated'),
  'content/posts/later.md': page('title: Later\ndate: 2999-01-01'),
  'content/docs/guides/unlisted.md': page('title: Unlisted\nhidden: true'),
  'content/data/x.json': '{"a":1}',
};

let site;
let tokens;
let server;
let token;

before(async () => {
  site = await writeSite(files);
  tokens = await writeTokens();
  token = { authorization: `Bearer ${tokens.token}` };
  server = await startServer(site.dir, { options: ['--tokens', tokens.file] });
});

after(async () => {
  await server?.stop();
  await tokens?.remove();
  await site?.remove();
});

const get = async (target, headers = {}) => {
  const answer = await ask(server, target, { headers });
  assert.equal(answer.status, 200, `${target}: ${answer.body}`);
  return answer.json();
};

const titles = (node) =>
  node.children.map((child) =>
    child.children.length > 0 ? [child.title, titles(child)] : child.title,
  );

describe('/_navigation', () => {
  test('is the folders, by weights and then by path', async () => {
    const { data, links } = await get('/_navigation/docs');
    assert.equal(links.self, '/_navigation/docs');
    assert.equal(data.collection, 'docs');
    assert.equal(data.title, null);
    assert.equal(data.count, 7);
    assert.deepEqual(titles(data), [
      'First',
      'Last',
      ['Guides', ['Why?', 'Set up', 'Appendix']],
      ['User guide', [['Deep', [['Er', ['Leaf']]]]]],
    ]);
  });

  test('has the addresses of documents, and none of folders', async () => {
    const { data } = await get('/_navigation/docs');
    const [, , guides, user] = data.children;
    const item = await get(guides.href);
    assert.deepEqual(
      [guides.id, guides.url],
      [item.data.id, item.data.url],
    );
    assert.deepEqual(
      [user.id, user.href, user.url, user.count],
      [null, null, null, 1],
    );
  });

  test('is as deep as `depth` says', async () => {
    const { data, links } = await get('/_navigation/docs?depth=1');
    assert.equal(links.self, '/_navigation/docs?depth=1');
    assert.deepEqual(titles(data), ['First', 'Last', 'Guides', 'User guide']);
    assert.equal(data.children[2].count, 4);
    for (const depth of ['0', '33', '-1', 'x', '']) {
      const { status, body } = await ask(server, `/_navigation?depth=${depth}`);
      assert.equal(status, 400);
      assert.match(body, /whole number from 1 to 32/);
    }
  });

  test('has every collection of documents, and no others', async () => {
    const { data } = await get('/_navigation');
    assert.deepEqual(data.map((tree) => tree.collection), ['docs', 'pages', 'posts']);
    assert.equal(data[1].title, 'Home');
    assert.equal(data[1].url, '/');
    assert.deepEqual(titles(data[1]), ['About']);
    assert.deepEqual(titles(data[2]), ['Newer', 'New', 'Old', 'Undated']);
    assert.deepEqual(await get('/_navigation?envelope=false'), data);
    for (const name of ['nothing', 'docs/guides'])
      assert.equal((await ask(server, `/_navigation/${name}`)).status, 404);
    const { data: none } = await get('/_navigation/data');
    assert.deepEqual([none.count, none.children], [0, []]);
  });

  test('shows drafts to whoever may see them', async () => {
    const { data } = await get('/_navigation/docs?status=draft', token);
    assert.deepEqual(titles(data), [['Guides', ['Draft']]]);
    const [draft] = data.children[0].children;
    assert.equal((await get(draft.href, token)).data.title, 'Draft');
    const shown = JSON.stringify(await get('/_navigation'));
    assert.doesNotMatch(shown, /draft|unlisted/i);
  });

  test('has a validator', async () => {
    const { headers } = await ask(server, '/_navigation');
    const again = await ask(server, '/_navigation', {
      headers: { 'if-none-match': headers.etag },
    });
    assert.equal(again.status, 304);
  });
});

describe('in several languages', () => {
  const dual = {
    'content/docs/en/a/b.md': page('title: B\nlang: en'),
    'content/docs/de/a/b.md': page('title: B auf Deutsch\nlang: de'),
  };

  test('`locale` has one of them, without its folder', async () => {
    const folder = await writeSite(dual);
    const own = await startServer(folder.dir);
    try {
      const tree = async (query) =>
        titles((await ask(own, `/_navigation/docs${query}`)).json().data);
      assert.deepEqual(await tree('?locale=de'), [['A', ['B auf Deutsch']]]);
      assert.deepEqual(await tree(''), [
        ['De', [['A', ['B auf Deutsch']]]],
        ['En', [['A', ['B']]]],
      ]);
    } finally {
      await own.stop();
      await folder.remove();
    }
  });
});

test('the top is named by its index file, where that is a page', async () => {
  const folder = await writeSite({
    'content/docs/index.md': page('title: All docs\nsidebar_label: Docs'),
    'content/docs/a.md': page('title: A'),
    'content/docs/b/c.md': page('title: C'),
    'content/notes/index.md': page('title: Hush\ndraft: true'),
    'content/notes/d.md': page('title: D'),
    'content/index.md': page('title: Home'),
    'content/posts/e.md': page('title: E\ndate: 2024-01-01'),
  });
  const own = await startServer(folder.dir);
  try {
    const { data } = (await ask(own, '/_navigation')).json();
    assert.deepEqual(
      data.map(({ collection, title, id, url, count }) => [
        ...[collection, title, id, url, count],
      ]),
      [
        ['docs', 'Docs', 'pages/docs', '/docs', 2],
        ['notes', null, null, null, 1],
        ['pages', 'Home', 'pages/index', '/', 2],
        ['posts', null, null, null, 1],
      ],
    );
  } finally {
    await own.stop();
    await folder.remove();
  }
});
