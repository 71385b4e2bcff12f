// changes.test.mjs - /_manifest and /_changes: a client that asks now and then
// has what /_all has, whatever was edited in between.
import assert from 'node:assert/strict';
import { rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { random } from '../random.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, getProblem } from './support.mjs';

const post = ({ title = 'T', tags = [], author = 'Ana', extra = '' } = {}) =>
  `---\ntitle: ${title}\ndate: 2024-05-01\ntags: [${tags.join(', ')}]\n` +
  `author: ${author}\n${extra}---\nText of ${title}.\n`;

/** A client that keeps documents by id, as a phone does. */
class Copy {
  constructor(server, filter = '') {
    this.server = server;
    this.filter = filter;
    this.documents = new Map();
    this.rev = null;
  }

  /** From the manifest: what differs is fetched from the list of all. */
  async refill() {
    const { data, meta } = await getJson(
      this.server,
      `/_manifest?${this.filter}`,
    );
    const all = await getJson(this.server, `/_all?limit=all&${this.filter}`);
    assert.equal(Object.keys(data).length, all.data.length);
    for (const document of all.data)
      if (document.rev !== undefined)
        assert.equal(data[document.id], document.rev, document.id);
    this.documents = new Map(all.data.map((d) => [d.id, d]));
    this.rev = meta.rev;
  }

  /** `between` is called before each further page. */
  async sync(limit = 100, between = async () => {}) {
    let target = `/_changes?since=${this.rev}&limit=${limit}&${this.filter}`;
    let meta;
    while (target !== null) {
      const answer = await getJson(this.server, target);
      for (const document of answer.data.upserted)
        this.documents.set(document.id, document);
      for (const { id } of answer.data.deleted) this.documents.delete(id);
      meta = answer.meta;
      target = answer.links.next;
      if (target !== null) await between();
    }
    this.rev = meta.rev;
  }

  /** Counts change without a rev. */
  static known({ post_count: _, ...document }) {
    return document;
  }

  async assertSame() {
    const { data } = await getJson(
      this.server,
      `/_all?limit=all&${this.filter}`,
    );
    const byId = (a, b) => (a.id < b.id ? -1 : 1);
    assert.deepEqual(
      [...this.documents.values()].map(Copy.known).sort(byId),
      data.map(Copy.known).sort(byId),
    );
  }
}

/** Waits until the server shows what the files say. */
async function settled(server, check) {
  for (;;) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The server has seen all edits once it shows the last one. */
let marks = 0;
async function mark(server, dir) {
  marks += 1;
  const title = `Mark ${marks}`;
  await writeFile(path.join(dir, 'content/posts/mark.md'), post({ title }));
  await settled(server, async () => {
    const answer = await ask(server, '/posts/mark?fields=title');
    return answer.status === 200 && answer.json().data.title === title;
  });
}

describe('/_changes', () => {
  let site;
  let server;
  let tokens;
  const file = (name) => path.join(site.dir, 'content', name);

  before(async () => {
    site = await writeSite({
      'content/posts/a.md': post({ title: 'A', tags: ['go'] }),
      'content/posts/b.md': post({ title: 'B' }),
      'content/posts/c.md': post({ title: 'C', tags: ['go'] }),
      'content/posts/secret.md': post({ title: 'S', extra: 'draft: true\n' }),
      'content/posts/hidden.md': post({ title: 'H', extra: 'unlisted: true\n' }),
      'content/pages/about.md': '---\ntitle: About\n---\nUs.\n',
      'content/authors/ana.md': '---\nname: Ana\n---\n',
    });
    tokens = await writeTokens();
    server = await startServer(site.dir, {
      options: ['--tokens', tokens.file, '--journal', `${site.dir}.journal`],
    });
  });

  after(async () => {
    await server.stop();
    await site.remove();
    await tokens.remove();
    await rm(`${site.dir}.journal`, { force: true });
  });

  test('the manifest has what /_all has, drafts are in neither', async () => {
    const copy = new Copy(server);
    await copy.refill();
    assert.equal(copy.documents.has('posts/a'), true);
    assert.equal(copy.documents.has('posts/secret'), false);
    const headers = { Authorization: `Bearer ${tokens.token}` };
    const mine = (await ask(server, '/_manifest', { headers })).json();
    assert.equal(mine.data['posts/secret'], undefined);
    const filtered = await getJson(server, '/_manifest?tags=go');
    assert.deepEqual(Object.keys(filtered.data).sort(), ['posts/a', 'posts/c']);
    assert.equal(filtered.links.self, '/_manifest?tags=go');
    assert.equal(
      filtered.links.changes,
      `/_changes?tags=go&since=${copy.rev}`,
    );
  });

  test('says why a document is gone', async () => {
    await writeFile(file('posts/will-move.md'), post({ title: 'Will move' }));
    await writeFile(file('posts/will-go.md'), post({ title: 'Will go' }));
    await writeFile(file('posts/will-hide.md'), post({ title: 'Will hide' }));
    await writeFile(file('posts/will-expire.md'), post({ title: 'Will expire' }));
    await writeFile(file('posts/renamed.md'), post({ title: 'Renamed' }));
    await mark(server, site.dir);
    const { meta } = await getJson(server, '/_manifest');

    await writeFile(
      file('posts/moved.md'),
      post({ title: 'Moved', extra: 'aliases: [/posts/will-move]\n' }),
    );
    await rm(file('posts/will-move.md'));
    await rm(file('posts/will-go.md'));
    await writeFile(
      file('posts/will-hide.md'),
      post({ title: 'Will hide', extra: 'draft: true\n' }),
    );
    await writeFile(
      file('posts/will-expire.md'),
      post({ title: 'Will expire', extra: 'expiryDate: 2024-06-01\n' }),
    );
    await rename(file('posts/renamed.md'), file('posts/other-name.md'));
    await mark(server, site.dir);

    const { data } = await getJson(server, `/_changes?since=${meta.rev}`);
    const reasons = Object.fromEntries(
      data.deleted.map((d) => [d.slug, [d.reason, d.moved_to]]),
    );
    assert.deepEqual(reasons, {
      'will-move': ['moved', 'posts/moved'],
      'will-go': ['deleted', undefined],
      'will-hide': ['unpublished', undefined],
      'will-expire': ['expired', undefined],
      renamed: ['moved', 'posts/other-name'],
    });
    const [gone] = data.deleted.filter(({ slug }) => slug === 'will-go');
    assert.deepEqual(gone, {
      id: 'posts/will-go',
      collection: 'posts',
      slug: 'will-go',
      url: '/posts/will-go',
      reason: 'deleted',
    });
    const ids = data.upserted.map(({ id }) => id);
    assert.ok(ids.includes('posts/moved') && ids.includes('posts/other-name'));
  });

  test('what leaves the conditions is deleted', async () => {
    const copy = new Copy(server, 'tags=go');
    await copy.refill();
    await writeFile(file('posts/a.md'), post({ title: 'A', tags: ['c'] }));
    await mark(server, site.dir);
    const { data } = await getJson(
      server,
      `/_changes?since=${copy.rev}&tags=go`,
    );
    const [left] = data.deleted.filter(({ id }) => id === 'posts/a');
    assert.equal(left.reason, 'filtered');
    await copy.sync();
    await copy.assertSame();
    await writeFile(file('posts/a.md'), post({ title: 'A', tags: ['go'] }));
    await mark(server, site.dir);
    await copy.sync();
    await copy.assertSame();
    assert.ok(copy.documents.has('posts/a'));
  });

  test('an edit of a person reaches what shows her', async () => {
    const { meta } = await getJson(server, '/_manifest');
    await writeFile(
      file('authors/ana.md'),
      '---\nname: Ana\nrole: Editor\n---\n',
    );
    await mark(server, site.dir);
    const { data } = await getJson(server, `/_changes?since=${meta.rev}`);
    const ids = data.upserted.map(({ id }) => id);
    assert.ok(ids.includes('authors/ana') && ids.includes('posts/b'));
    assert.ok(!ids.includes('pages/about'));
  });

  test('gives documents in any shape', async () => {
    const { meta } = await getJson(server, '/_manifest');
    await writeFile(file('posts/b.md'), post({ title: 'B again' }));
    await mark(server, site.dir);
    const { data } = await getJson(
      server,
      `/_changes?since=${meta.rev}&include=html&fields=id,html`,
    );
    const [b] = data.upserted.filter(({ id }) => id === 'posts/b');
    assert.equal(b.html, '<p>Text of B again.</p>\n');

    const shape = 'tags=go&fields=id,html&include=html';
    const first = await getJson(server, `/_changes?since=0&limit=1&${shape}`);
    const second = await getJson(server, first.links.next);
    for (const { data } of [first, second])
      assert.deepEqual(Object.keys(data.upserted[0]).sort(), ['html', 'id']);
    assert.notEqual(second.data.upserted[0].id, first.data.upserted[0].id);
    for (const name of ['tags=go', 'fields=', 'include=html', 'limit=1'])
      assert.ok(first.links.later.includes(name), first.links.later);
  });

  test('nothing is missed while pages are read and content changes', async () => {
    const copy = new Copy(server);
    await copy.refill();
    for (let i = 0; i < 12; i += 1)
      await writeFile(file(`posts/p${i}.md`), post({ title: `P ${i}` }));
    await mark(server, site.dir);
    let answer = await getJson(server, `/_changes?since=${copy.rev}&limit=3`);
    const first = answer.meta.rev;
    let pages = 0;
    for (;;) {
      pages += 1;
      for (const document of answer.data.upserted)
        copy.documents.set(document.id, document);
      for (const { id } of answer.data.deleted) copy.documents.delete(id);
      assert.equal(answer.meta.rev, first);
      if (answer.links.next === null) break;
      await writeFile(
        file(`posts/p${pages}.md`),
        post({ title: `P ${pages} changed on the way` }),
      );
      await rm(file(`posts/p${11 - pages}.md`), { force: true });
      await mark(server, site.dir);
      answer = await getJson(server, answer.links.next);
    }
    assert.ok(pages > 3);
    copy.rev = first;
    await copy.sync();
    await copy.assertSame();
  });

  test('an unknown rev is a 410, wrong parameters are 400', async () => {
    const gone = await getProblem(server, '/_changes?since=0123456789abcdef', 410);
    assert.equal(gone.type, '/_problems/unknown-rev');
    assert.match(gone.detail, /\/_manifest/);
    const missing = await getProblem(server, '/_changes', 400);
    assert.equal(missing.errors[0].parameter, 'since');
    const wrong = await getProblem(
      server,
      '/_changes?since=x&date:gte=now-3d&cursor=y&limit=0',
      400,
    );
    assert.deepEqual(
      wrong.errors.map(({ code }) => code).sort(),
      ['invalid-cursor', 'invalid-number', 'moving-filter'],
    );
    await getProblem(server, '/_manifest?date:lt=now', 400);
    await getProblem(server, '/_manifest?limit=3', 400);
    await getProblem(server, '/_changes?since=x&sort=title', 400);
    await getProblem(server, '/_changes?since=x&q=text', 400);
    await getProblem(server, '/_changes?since=x&status=draft', 401);
  });

  test('what comes and goes between two pages is told', async () => {
    for (const since of ['0', (await getJson(server, '/_manifest')).meta.rev]) {
      const copy = new Copy(server);
      if (since !== '0') await copy.refill();
      copy.rev = since;
      for (const name of ['y1', 'y2', 'y3'])
        await writeFile(file(`posts/${name}.md`), post({ title: since }));
      await mark(server, site.dir);
      await copy.sync(2, async () => {
        await writeFile(file('posts/z.md'), post());
        await mark(server, site.dir);
      });
      await rm(file('posts/z.md'));
      await mark(server, site.dir);
      await copy.sync();
      await copy.assertSame();
    }
  });

  test('the same state is the same rev, however it was reached', async () => {
    const { meta } = await getJson(server, '/_manifest');
    await rename(file('posts/b.md'), `${site.dir}.b`);
    await mark(server, site.dir);
    await rename(`${site.dir}.b`, file('posts/b.md'));
    await utimes(file('posts/b.md'), new Date(), new Date());
    await mark(server, site.dir);
    const back = await getJson(server, `/_changes?since=${meta.rev}`);
    const ids = back.data.upserted.map(({ id }) => id);
    assert.ok(!back.data.deleted.some(({ id }) => id === 'posts/b'));
    assert.ok(ids.includes('posts/mark'));
  });

  /** HISTORIES says how many; each is another one. */
  const histories = Array.from(
    { length: Number(process.env.HISTORIES ?? 1) },
    (_, i) => 20261201 + i,
  );

  for (const seed of histories)
    test(`copies stay the same through random edits, ${seed}`, async () => {
      const { below: draw } = random(seed);
      const copies = [
        new Copy(server),
        new Copy(server, 'tags=go'),
        new Copy(server, 'collection=posts&author=ana'),
      ];
      for (const copy of copies) await copy.refill();
      for (let i = 0; i < 60; i += 1) {
        const name = file(`posts/r${draw(8)}.md`);
        const edits = [
          () => rm(name, { force: true }),
          () => writeFile(name, post({ title: `R ${i}`, tags: ['go'] })),
          () => writeFile(name, post({ title: `R ${i}`, author: 'Bo' })),
          () => writeFile(name, post({ title: 'D', extra: 'draft: true\n' })),
          () => rename(name, file(`posts/r${draw(8)}.md`)).catch(() => {}),
          () =>
            writeFile(
              file('authors/ana.md'),
              `---\nname: Ana\nrole: R${draw(3)}\n---\n`,
            ),
        ];
        await edits[draw(edits.length)]();
        if (draw(3) > 0) continue;
        await mark(server, site.dir);
        if (draw(5) === 0) {
          await server.stop();
          await edits[draw(edits.length)]();
          server = await startServer(site.dir, {
            options: ['--tokens', tokens.file, '--journal', `${site.dir}.journal`],
          });
        }
        for (const copy of copies) {
          copy.server = server;
          if (draw(2) === 0) continue;
          await copy.sync(1 + draw(9), async () => {
            if (draw(3) > 0) return;
            await edits[draw(edits.length)]();
            await mark(server, site.dir);
          });
          await copy.sync();
          await copy.assertSame();
        }
      }
    });

  test('a journal belongs to one server', async () => {
    await assert.rejects(
      startServer(site.dir, { options: ['--journal', `${site.dir}.journal`] }),
      /journal of another server/,
    );
  });

  test('a journal that was cut off begins where it is whole', async () => {
    await server.stop();
    await writeFile(`${site.dir}.journal`, '{"from":"","to":"00');
    server = await startServer(site.dir, {
      options: ['--tokens', tokens.file, '--journal', `${site.dir}.journal`],
    });
    const copy = new Copy(server);
    await copy.refill();
    await mark(server, site.dir);
    await copy.sync();
    await copy.assertSame();
  });
});
