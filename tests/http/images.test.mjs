// images.test.mjs - what <img> in a body gains: what browsers need to know.
import assert from 'node:assert/strict';
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { site } from './site.mjs';
import { ask, getJson, root, until } from './support.mjs';

const body = (...lines) => `---\ntitle: A\n---\n${lines.join('\n\n')}\n`;
const three = body('![a](a.png)', '<img src="b.png">', '![c](//far/c.png)');

/** A picture among the cases, and its bytes. */
const picture = (name) => path.join(root, 'tests/cases/pictures', name);
const bytes = (name) => readFile(picture(name));

/** The <img> tags of a document. */
const images = ({ html }) => html.match(/<img[^>]*>/g) ?? [];

site(
  'images in bodies',
  {
    'posts/a.md': three,
    'posts/none.md': body('![a](a.png)', 'Text.'),
    'posts/said.md': body(
      '![a](a.png)',
      '<img loading="eager" src="b.png"> <img LOADING=lazy src="b.png">',
      '![b](b.png){loading=eager}',
    ),
    'posts/code.md': body(
      '![a](a.png)',
      '```html\n<img src="b.png">\n```',
      '<script>\nwrite("<img src=b.png>")\n</script>',
      '<img src="{{ url }}">',
    ),
    'posts/sections.md': body('![a](a.png)', '## Part', '![b](b.png)'),
  },
  ({ item, ask }) => {
    test('but for the first are loaded late', async () => {
      assert.deepEqual(images(await item('/posts/a')), [
        '<img src="a.png" alt="a" />',
        '<img loading="lazy" src="b.png">',
        '<img src="//far/c.png" loading="lazy" alt="c" />',
      ]);
      assert.deepEqual(images(await item('/posts/none')), [
        '<img src="a.png" alt="a" />',
      ]);
    });

    test('are loaded as their writers say', async () => {
      const [, eager, lazy, last] = images(await item('/posts/said'));
      assert.equal(eager, '<img loading="eager" src="b.png">');
      assert.equal(lazy, '<img LOADING=lazy src="b.png">');
      assert.match(last, /loading/);
    });

    test('are not what only looks like one', async () => {
      const { html } = await item('/posts/code');
      assert.doesNotMatch(html, /lazy/);
    });

    test('are the same in a section, in a list and in .html', async () => {
      const late = '<img src="b.png" loading="lazy" alt="b" />';
      const part = await item('/posts/sections?section=part');
      assert.deepEqual(images(part), [late]);
      const [listed] = await item('/posts?slug=sections&include=html');
      assert.equal(images(listed)[1], late);
      assert.ok((await ask('/posts/sections.html')).body.includes(late));
    });

    test('are as they are written in Markdown and its tree', async () => {
      const { markdown, mdast } = await item(
        '/posts/a?include=markdown,mdast&fields=markdown,mdast',
      );
      assert.doesNotMatch(JSON.stringify([markdown, mdast]), /lazy/);
    });
  },
);

site(
  'pictures of the site',
  {
    'posts/a.md': body(
      '![a](a.png) ![a](./a.png?v=1) ![a](../posts/a.png)',
      '<img alt="b" src="/images/turned%20b.jpg">',
    ),
    'posts/a.png': await bytes('plain.png'),
    'public/images/turned b.jpg': await bytes('turned.jpg'),
    'posts/said.md': body(
      '<img src="a.png" width="9"> <img src="a.png" style="width:50%">',
      '<picture><source srcset="b.png"><img src="a.png"></picture>',
    ),
    'posts/unknown.md': body(
      '![no file](none.png) ![far](https://example.org/a.png)',
      '![text](text.png) ![cut](cut.png) ![proportion](p.svg)',
      '![SVG under a false name](svg.png) ![hidden](.hidden.png)',
      '![up](../../../../etc/a.png) ![gone](gone.png)',
    ),
    'posts/text.png': 'text',
    'posts/cut.png': (await bytes('plain.png')).subarray(0, 20),
    'posts/p.svg': await bytes('proportion.svg'),
    'posts/svg.png': await bytes('plain.svg'),
    'posts/.hidden.png': await bytes('plain.png'),
    'posts/bomb.md': body('![bomb](bomb.png)'),
    'posts/bomb.png': Buffer.from(
      '89504e470d0a1a0a0000000d494844520000ea600000ea60080000000000000000' +
        '0000000149444154000000000000000049454e4400000000',
      'hex',
    ),
  },
  ({ item }) => {
    test('have their sizes, as they are shown', async () => {
      assert.deepEqual(images(await item('/posts/a')), [
        '<img src="a.png" width="3" height="2" alt="a" />',
        '<img src="./a.png?v=1" width="3" height="2" loading="lazy" alt="a" />',
        '<img src="../posts/a.png" width="3" height="2" loading="lazy" alt="a" />',
        '<img width="40" height="60" loading="lazy" alt="b" src="/images/turned%20b.jpg">',
      ]);
    });

    test('have the sizes that their writers say', async () => {
      const { html } = await item('/posts/said');
      assert.doesNotMatch(html, /height=/);
    });

    test('have none where none is certain', async () => {
      const { html } = await item('/posts/unknown');
      assert.doesNotMatch(html, /width=|height=/);
    });

    test('have the sizes that they claim', async () => {
      const [bomb] = images(await item('/posts/bomb'));
      assert.match(bomb, /width="60000" height="60000"/);
    });
  },
);

describe('a picture that is replaced', () => {
  test('changes html and rev of what shows it, and of nothing else', async () => {
    const written = await writeSite({
      'content/posts/a.md': body('![a](/images/a.png)'),
      'content/posts/b.md': body('![b](/images/b.png)'),
      'public/images/a.png': await bytes('plain.png'),
      'public/images/b.png': await bytes('plain.png'),
    });
    const server = await startServer(written.dir);
    const read = async (target) => (await getJson(server, target)).data;
    try {
      const before = await read('/posts/a');
      const other = await read('/posts/b');
      assert.match(before.html, /width="3" height="2"/);
      const file = path.join(written.dir, 'public/images/a.png');
      await copyFile(picture('animated.png'), `${file}.new`);
      await rename(`${file}.new`, file);
      const after = await until(async () => {
        const now = await read('/posts/a');
        return now.rev !== before.rev && now;
      });
      assert.match(after.html, /width="30" height="20"/);
      assert.equal((await read('/posts/b')).rev, other.rev);
      await copyFile(picture('plain.png'), `${file}.new`);
      await rename(`${file}.new`, file);
      await until(async () => (await read('/posts/a')).rev === before.rev);
    } finally {
      await server.stop();
      await written.remove();
    }
  });
});

const cover = ['cover:', '  image: /images/a.png', '  alt: A cover'];
const post = (front, ...lines) =>
  `---\ntitle: A\n${front.join('\n')}\n---\n${lines.join('\n\n')}\n`;

site(
  'include=images',
  {
    'content/posts/a.md': post(
      [
        ...cover,
        'hero: b.png',
        'heroAlt: A hero',
        'gallery: [one.webp, "https://example.org/two.avif?w=3", text, 3]',
        'deep: [{list: [{pic: ./b.png}]}]',
        'words: I painted it in red.png',
        'video: /clip.mp4',
      ],
      'Text with ![An *old* &amp; "new" tree](b.png "Title").',
      '<img src="/images/a.png?x&amp;y"> ![](https://example.org/c.gif)',
      '![data](data:image/png;base64,AAAA)',
      '## Part\n\n![Last](/images/none.jpg)',
    ),
    'content/posts/b.png': await bytes('turned.png'),
    'public/images/a.png': await bytes('animated.png'),
    'content/posts/none.md': post([], 'Text.'),
    'content/posts/own.md': post(['images: [x.png, y.png]'], 'Text.'),
    'content/data/d.json': '{"logo": {"src": "/images/a.png"}}',
    'content/authors/ana.md': '---\nname: Ana\nphoto: /images/a.png\n---\n',
  },
  ({ item, ask, problem }) => {
    const of = async (target) => (await item(target)).images;

    test('has those of front matter with their fields, then the body\'s', async () => {
      const found = await of('/posts/a?include=images');
      assert.deepEqual(
        found.map(({ field, src, width, height, alt }) => [
          ...[field, src, width, height, alt],
        ]),
        [
          ['cover.image', '/images/a.png', 30, 20, 'A cover'],
          ['hero', 'b.png', 40, 60, 'A hero'],
          ['gallery.0', 'one.webp', null, null, null],
          ['gallery.1', 'https://example.org/two.avif?w=3', null, null, null],
          ['deep.0.list.0.pic', './b.png', 40, 60, null],
          [null, 'b.png', 40, 60, 'An old & "new" tree'],
          [null, '/images/a.png?x&y', 30, 20, null],
          [null, 'https://example.org/c.gif', null, null, ''],
          [null, '/images/none.jpg', null, null, 'Last'],
        ],
      );
      assert.deepEqual(
        found.map(({ path: file }) => file),
        [
          ...['public/images/a.png', 'content/posts/b.png', null, null],
          ...['content/posts/b.png', 'content/posts/b.png'],
          ...['public/images/a.png', null, null],
        ],
      );
      const { bytes: served } = await ask(found[0].href);
      assert.deepEqual(served, await bytes('animated.png'));
      assert.equal(found[7].href, null);
      assert.deepEqual(
        found.map(({ type }) => type.slice('image/'.length)),
        ['png', 'png', 'webp', 'avif', 'png', 'png', 'png', 'gif', 'jpeg'],
      );
    });

    test('is empty where there are none, and absent unless asked for', async () => {
      assert.deepEqual(await of('/posts/none?include=images'), []);
      assert.equal(await of('/posts/none'), undefined);
    });

    test('stands in place of a key of that name', async () => {
      assert.deepEqual(await of('/posts/own'), ['x.png', 'y.png']);
      const found = await of('/posts/own?include=images');
      assert.deepEqual(
        found.map(({ field, src }) => [field, src]),
        [
          ['images.0', 'x.png'],
          ['images.1', 'y.png'],
        ],
      );
      assert.deepEqual(await of('/posts/own?fields=images'), [
        'x.png',
        'y.png',
      ]);
    });

    test('composes with fields, sections, lists and relations', async () => {
      const target = '/posts?slug=a&include=images&fields=slug,images';
      const [whole] = await item(target);
      assert.equal(whole.images.length, 9);
      const [parts] = await item(`${target}.0.src,images.0.width`);
      assert.deepEqual(parts.images, [{ src: '/images/a.png', width: 30 }]);
      const part = await of('/posts/a?section=part&include=images');
      assert.deepEqual(
        part.map(({ src }) => src),
        ['/images/none.jpg'],
      );
      const [photo] = await of('/authors/ana?include=images');
      assert.equal(photo.field, 'photo');
      const { errors } = await problem(`${target}.widht`, 400);
      assert.equal(errors[0].suggestion, 'images.width');
      const lines = (await ask('/posts.ndjson?include=images&limit=2')).body;
      assert.equal(JSON.parse(lines.split('\n')[0]).images.length > 0, true);
    });

    test('has absolute addresses on request, if it can', async () => {
      const { detail } = await problem(
        '/posts/a?include=images&urls=absolute',
        400,
      );
      assert.ok(detail);
    });
  },
);

describe('a picture that only front matter names', () => {
  test('has an answer with another ETag once it is replaced', async () => {
    const written = await writeSite({
      'content/posts/a.md': post(cover),
      'public/images/a.png': await bytes('plain.png'),
    });
    const server = await startServer(written.dir);
    const targets = [
      '/posts/a?include=images',
      '/posts?include=images',
      '/posts.ndjson?include=images',
    ];
    const read = () => Promise.all(targets.map((t) => ask(server, t)));
    try {
      const before = await read();
      const file = path.join(written.dir, 'public/images/a.png');
      await copyFile(picture('animated.png'), `${file}.new`);
      await rename(`${file}.new`, file);
      await until(async () =>
        (await read()).every(({ body }) => body.includes('"width":30')),
      );
      const after = await read();
      for (const [i, { headers }] of after.entries())
        assert.notEqual(headers.etag, before[i].headers.etag, targets[i]);
    } finally {
      await server.stop();
      await written.remove();
    }
  });
});

describe('images.sizes', () => {
  test('can be off', async () => {
    const written = await writeSite({
      'posts/a.md': body('![a](a.png)'),
      'posts/a.png': await bytes('plain.png'),
    });
    const server = await startServer(written.dir, {
      options: ['--image-sizes', 'off'],
    });
    try {
      const { html } = (await getJson(server, '/posts/a')).data;
      assert.doesNotMatch(html, /width/);
    } finally {
      await server.stop();
      await written.remove();
    }
  });
});

describe('images.lazy', () => {
  test('is off on request, and then rev is another', async () => {
    const written = await writeSite({ 'posts/a.md': three });
    const revs = new Set();
    try {
      for (const flags of [[], ['--lazy-images', 'off']]) {
        const server = await startServer(written.dir, { options: flags });
        const { html, rev } = (await getJson(server, '/posts/a')).data;
        await server.stop();
        assert.equal(html.includes('lazy'), flags.length === 0);
        revs.add(rev);
      }
    } finally {
      await written.remove();
    }
    assert.equal(revs.size, 2);
  });

  test('can be changed while the server runs', async () => {
    const written = await writeSite({ 'posts/a.md': three });
    const server = await startServer(written.dir);
    try {
      await writeFile(
        path.join(written.dir, 'headmatter.yaml'),
        'images:\n  lazy: off\n',
      );
      await until(async () => {
        const { html } = (await getJson(server, '/posts/a')).data;
        return !html.includes('lazy');
      });
    } finally {
      await server.stop();
      await written.remove();
    }
  });
});
