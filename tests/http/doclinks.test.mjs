// doclinks.test.mjs - links between documents, in every form that a body is
// served in, and what the content check says about them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { ask, check, getJson } from './support.mjs';

const publicUrl = 'https://example.org/sub';

const start = `---
title: Start
---
# From [second](second.md) on

See [a part](./second.md?view=1&x=2#part), [about](../pages/about.md),
[the root](/posts/second.md) and [the repository](content/posts/second.md).

![beside](images/a.png) ![above](../b.png "B") [file](files/c.pdf?d#e)

[absolute](https://example.org/second.md) [here](#from) [mail](mailto:a@b.md)
[page](/about) <a href="second.md">raw</a> [template]({{ url }}/second.md)

> - nobody knows [this](nowhere.md#x)

or [that](secret.md).
`;

const files = {
  'content/posts/start.md': start,
  'content/posts/second.md': '---\ntitle: Second\n---\n[back](start.md)\n',
  'content/posts/secret.md': '---\ntitle: Hush\ndraft: true\n---\nNothing.\n',
  'content/posts/plain.md': 'No links at all.\n',
  'content/pages/about.md': '---\ntitle: About\n---\n![me](me.png)\n',
};

const html = (base) => `<h1 id="from-second-on">From \
<a href="/posts/second">second</a> on</h1>
<p>See <a href="/posts/second?view=1&amp;x=2#part">a part</a>, \
<a href="/about">about</a>,
<a href="/posts/second">the root</a> and \
<a href="/posts/second">the repository</a>.</p>
<p><img src="${base ? `${base}/posts/` : ''}images/a.png" alt="beside" /> \
<img src="${base ? `${base}/` : '../'}b.png" loading="lazy" alt="above" title="B" /> \
<a href="${base ? `${base}/posts/` : ''}files/c.pdf?d#e">file</a></p>
<p><a href="https://example.org/second.md">absolute</a> <a href="#from">here</a> \
<a href="mailto:a@b.md">mail</a>
<a href="/about">page</a> <a href="second.md">raw</a> \
<a href="{{ url }}/second.md">template</a></p>
<blockquote>
<ul>
<li>nobody knows <a href="nowhere.md#x">this</a></li>
</ul>
</blockquote>
<p>or <a href="secret.md">that</a>.</p>
`;

let site;

before(async () => {
  site = await writeSite(files);
});

after(() => site?.remove());

for (const [base, options] of [
  ['', []],
  [publicUrl, ['--public-url', `${publicUrl}/`]],
]) {
  describe(`links ${base ? 'with' : 'without'} an address of the site`, () => {
    let server;

    before(async () => {
      server = await startServer(site.dir, { options });
    });

    after(() => server?.stop());

    test('lead to pages in an item, in a list and alone', async () => {
      const wanted = html(base);
      const item = await getJson(server, '/posts/start');
      assert.equal(item.data.html, wanted);
      const shaped = await getJson(server, '/posts/start?fields=html');
      assert.equal(shaped.data.html, wanted);
      const list = await getJson(server, '/posts?include=html');
      const listed = list.data.find(({ slug }) => slug === 'start');
      assert.equal(listed.html, wanted);
      const alone = await ask(server, '/posts/start.html');
      assert.equal(alone.body, wanted);
    });

    test('stay as written in the markdown', async () => {
      const { body } = await ask(server, '/posts/start.md');
      assert.equal(body, start.split('---\n')[2]);
      const { data } = await getJson(server, '/posts/start?include=markdown');
      assert.equal(data.markdown, body);
    });

    test('leave a body that has none alone', async () => {
      const { data } = await getJson(server, '/posts/plain');
      assert.equal(data.html, '<p>No links at all.</p>\n');
    });
  });
}

test('a link that leads nowhere is a warning, and names no draft', async () => {
  const { data, code } = await check(site.dir);
  assert.equal(code, 0);
  const found = data.map(({ severity, path, line, code, message }) => ({
    severity,
    path,
    line,
    code,
    message,
  }));
  const warning = (line, target) => ({
    severity: 'warning',
    path: 'content/posts/start.md',
    line,
    code: 'link-target-missing',
    message: `a link leads to '${target}', but nothing is published there`,
  });
  assert.deepEqual(found, [warning(14, 'nowhere.md#x'), warning(16, 'secret.md')]);
  for (const { hint } of data)
    assert.equal(hint, 'correct the path, add the file, or remove the link');
});

test('a page that moves changes the rev of who links to it', async () => {
  const revs = async (changes) => {
    const changed = await writeSite({ ...files, ...changes });
    const server = await startServer(changed.dir);
    const { data } = await getJson(server, '/posts?fields=slug,rev');
    const { headers } = await ask(server, '/posts/start');
    await server.stop();
    await changed.remove();
    const { rev } = data.find(({ slug }) => slug === 'start');
    return { rev, etag: headers.etag };
  };
  const file = 'content/pages/about.md';
  const before = await revs({});
  const edited = await revs({ [file]: '---\ntitle: About\n---\nMore.\n' });
  const moved = await revs({ [file]: '---\ntitle: About\nslug: us\n---\n' });
  assert.deepEqual(edited, before);
  assert.notEqual(moved.rev, before.rev);
  assert.notEqual(moved.etag, before.etag);
});

test('a link to a page, as the front end has it, is a backlink too', async () => {
  const page = (title, text) => `---\ntitle: ${title}\n---\n${text}\n`;
  const links = {
    exact: '[x](/posts/post)',
    slash: '[x](/posts/post/?view=1#part)',
    beside: '[x](post)',
    'from-here': '[x](./../posts/post/)',
    escaped: '[x](/posts/%70ost)',
    'by-an-old-address': '[x](/2019/old.html)',
    elsewhere: '[x](/posts) [y](/posts/post/more) [z](//posts/post) [w](/)',
    'not-published': '[x](/posts/hush)',
  };
  const targets = {
    'content/posts/post.md': page('Post\naliases: /2019/old.html', ''),
    'content/posts/hush.md': page('Hush\ndraft: true', '[x](/posts/post)'),
  };
  const here = await writeSite({
    ...targets,
    ...Object.fromEntries(
      Object.entries(links).map(([slug, text]) => [
        `content/posts/${slug}.md`,
        page(slug, text),
      ]),
    ),
  });
  const server = await startServer(here.dir);
  const list = await getJson(server, '/posts?fields=slug,url&limit=20');
  assert.ok(list.data.every(({ slug, url }) => url === `/posts/${slug}`));
  const { data } = await getJson(server, '/posts/post?include=backlinks');
  assert.deepEqual(
    data.backlinks.map(({ slug }) => slug).sort(),
    Object.keys(links).slice(0, 6).sort(),
  );
  for (const [slug, text] of Object.entries(links)) {
    const { data } = await getJson(server, `/posts/${slug}`);
    const written = [...text.matchAll(/\((.*?)\)/g)].map(([, to]) => to);
    const shown = [...data.html.matchAll(/href="(.*?)"/g)].map(([, to]) => to);
    assert.deepEqual(shown, written, slug);
  }
  await server.stop();
  await here.remove();
});
