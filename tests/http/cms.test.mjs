// cms.test.mjs - trees that a CMS edits: what its settings say of them.
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { writeSite } from './server.mjs';
import { post, site } from './site.mjs';
import { run, until } from './support.mjs';

/** The first line of the check. */
const kind = async (dir) => (await run(['check', dir])).stdout.split('\n')[0];

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

const decap = (...lines) =>
  ['backend: {name: git-gateway}', 'media_folder: images/uploads', 'public_folder: /media', ...lines].join(
    '\n',
  );

const kitchen = {
  'package.json': '{}',
  'README.md': 'Readme.\n',
  'public/admin/config.yml': decap(
    'collections:',
    '  - name: recipes',
    '    label: Recipes',
    '    folder: src/stuff/dishes',
    '    identifier_field: dish',
    '    path: "{{slug}}/index"',
    '    fields:',
    '      - {name: dish, label: Dish}',
    '      - {name: cooked, label: Publish Date, widget: datetime}',
    '      - {name: eaten, label: Eaten, widget: datetime}',
    '  - name: crew',
    '    folder: src/stuff/crew',
    '    extension: json',
    '    fields: [{name: label}]',
    '  - name: letters_en',
    '    folder: src/letters',
    '    filter: {field: tongue, value: en}',
    '    fields: [{name: headline}]',
    '  - name: letters_fr',
    '    folder: src/letters',
    '    filter: {field: tongue, value: [fr, fr-CA]}',
    '    fields: [{name: headline}]',
    '  - name: landing',
    '    files:',
    '      - {name: home, label: Home, file: src/pages/index.md}',
    '      - {name: about, label: About, file: src/pages/about/index.md}',
    '      - {name: keys, label: Keys, file: src/settings/keys.json}',
  ),
  'images/uploads/soup.png': pixel,
  'src/stuff/dishes/soup/index.md': `---
dish: Onion soup
cooked: 2024-05-01
eaten: 2099-01-01
---
![Soup](/media/soup.png)
`,
  'src/stuff/dishes/late/index.md': post('dish: Whispered', 'cooked: 2099-01-01'),
  'src/stuff/dishes/draft/index.md': post('dish: Whispered', 'draft: true'),
  'src/stuff/crew/ana.json': '{"label": "Ana Soto", "age": 40}',
  'src/letters/hello.md': post('headline: Hello', 'tongue: en'),
  'src/letters/salut.md': post('headline: Salut', 'tongue: [fr-CA]'),
  'src/letters/hallo.md': post('headline: Hallo', 'tongue: de'),
  'src/pages/index.md': post('title: Home'),
  'src/pages/about/index.md': post('title: About'),
  'src/settings/keys.json': '{"title": "Whispered"}',
  'src/components/button.md': post('title: Whispered'),
  'cypress/notes.md': post('title: Whispered'),
  'posts/known.md': post('title: Known'),
};

site('A tree of no generator that Decap edits', kitchen, ({ item, ask, routes, dir }) => {
  test('has the collections of the CMS, and what convention knows', async () => {
    assert.deepEqual(await routes(), {
      'crew/ana': null,
      'landing/about': '/landing/about',
      'src/letters/hallo': '/src/letters/hallo',
      'letters_en/hello': '/letters_en/hello',
      'letters_fr/salut': '/letters_fr/salut',
      'pages/index': '/',
      'posts/known': '/posts/known',
      'recipes/soup': '/recipes/soup',
    });
  });

  test('says so in the first line of the check', async () => {
    assert.equal(await kind(dir()),
      'read as a plain folder, because it has no files of a generator, ' +
        'with the collections of public/admin/config.yml',
    );
  });

  test('has titles and dates from the fields that the CMS has them in', async () => {
    const soup = await item('/recipes/soup');
    assert.equal(soup.title, 'Onion soup');
    assert.equal(soup.day, '2024-05-01');
    assert.equal((await item('/letters_en/hello')).title, 'Hello');
  });

  test('finds pictures under the address that the CMS writes', async () => {
    const { html } = await item('/recipes/soup');
    assert.match(html, /width="1" height="1"/);
    assert.equal((await ask('/_media/images/uploads/soup.png')).status, 200);
  });

  test('publishes nothing that the CMS only lists, or that is a draft', async () => {
    for (const target of ['/_all?include=html', '/_diagnostics', '/search?q=text'])
      assert.doesNotMatch((await ask(target)).body, /Whispered/);
    assert.equal((await ask('/recipes/late')).status, 404);
    assert.equal((await ask('/_media/src/settings/keys.json')).status, 404);
  });

  test('follows the settings as they change, and while they are broken', async () => {
    const settings = path.join(dir(), 'public/admin/config.yml');
    const written = kitchen['public/admin/config.yml'];
    await writeFile(settings, written.replace('name: recipes', 'name: meals'));
    await until(async () => (await ask('/meals/soup')).status === 200);
    await writeFile(settings, `${written}\n  - name: [`);
    await writeFile(path.join(dir(), 'posts/later.md'), post('title: Later'));
    await until(async () => (await ask('/posts/later')).status === 200);
    assert.equal((await ask('/meals/soup')).status, 200);
    assert.match(
      (await run(['check', dir()])).stdout,
      /config\.yml:\d+:\d+: warning: the collections of the CMS cannot be read/,
    );
    await rm(settings);
    await until(async () => (await ask('/meals/soup')).status === 404);
    await writeFile(settings, written);
    await until(async () => (await ask('/recipes/soup')).status === 200);
  });
});

site(
  'headmatter.yaml',
  {
    ...kitchen,
    'headmatter.yaml': 'collections:\n  food: {paths: src/stuff/dishes/**}\n',
  },
  ({ routes }) => {
    test('comes before the CMS', async () => {
      const all = await routes();
      assert.equal(all['recipes/soup'], undefined);
      assert.ok('food/soup' in all);
    });
  },
);

site(
  'A Gatsby site that Decap edits',
  {
    'gatsby-config.js': 'module.exports = { plugins: plugins() };\n',
    'package.json': '{}',
    'static/admin/config.yml': [
      'backend: {name: github}',
      'media_folder: static/img',
      'public_folder: /img',
      'collections:',
      '  - {name: blog, label: B, folder: src/pages/blog, fields: [{name: title}]}',
      '  - {name: dishes, label: D, folder: texts/dishes, fields: [{name: title}]}',
    ].join('\n'),
    'static/img/a.png': pixel,
    'src/pages/index.md': post('templateKey: index-page', 'title: Home'),
    'src/pages/blog/2024-05-01-first.md': post('templateKey: blog-post', 'title: First'),
    'texts/dishes/soup.md': post('title: Soup'),
    'texts/other/none.md': post('title: Whispered'),
  },
  ({ routes, item, ask }) => {
    test('keeps its routes, and reads where the CMS writes', async () => {
      assert.deepEqual(await routes(), {
        'dishes/soup': (await item('/dishes/soup')).url,
        'pages/index': '/',
        'posts/first': '/blog/2024-05-01-first/',
      });
      assert.doesNotMatch((await ask('/_all')).body, /Whispered/);
    });
  },
);

site(
  'A Hugo site that Decap edits',
  {
    'site/hugo.yaml': 'title: Kitchen\n',
    'site/static/admin/config.yml': [
      'backend: {name: github}',
      'media_folder: static/img',
      'collections:',
      '  - {name: recipes, label: R, folder: site/content/essen, fields: [{name: title}]}',
      '  - {name: artikel, label: A, folder: site/content/posts, fields: [{name: title}]}',
      '  - name: settings',
      '    label: S',
      '    files: [{name: hugo, label: Hugo, file: site/hugo.yaml, fields: []}]',
      '  - {name: hidden, label: H, folder: site/hidden, fields: [{name: title}]}',
    ].join('\n'),
    'site/content/essen/soup.md': post('title: Soup'),
    'site/content/essen/_index.md': post('title: Food'),
    'site/content/posts/hello.md': post('title: Hello'),
    'site/content/wip/a.md': post('title: Whispered', 'draft: true'),
    'site/hidden/a.md': post('title: Whispered'),
  },
  ({ routes, ask }) => {
    test('is named by the CMS where a folder says nothing, and routed by Hugo', async () => {
      assert.deepEqual(await routes(), {
        'pages/essen': '/essen/',
        'posts/hello': '/posts/hello/',
        'recipes/soup': '/essen/soup/',
      });
    });

    test('publishes no more for it', async () => {
      assert.doesNotMatch((await ask('/_all')).body, /Whispered/);
      assert.equal((await ask('/settings/hugo')).status, 404);
    });
  },
  { below: 'site' },
);

const tina = (...collections) =>
  JSON.stringify({
    schema: {
      collections,
      config: { media: { tina: { publicFolder: 'public', mediaRoot: 'uploads' } } },
    },
    lookup: {},
  });

const lock = tina(
  {
    name: 'post',
    path: 'content/post',
    format: 'mdx',
    fields: [{ name: 'title', type: 'string', isTitle: true }],
  },
  { name: 'page', path: 'content/page', fields: [{ name: 'body', type: 'rich-text', isBody: true }] },
  {
    name: 'doc',
    path: 'content/docs',
    match: { include: 'guide/**/*', exclude: '**/_*' },
    fields: [{ name: 'heading', type: 'string', isTitle: true }],
  },
  {
    name: 'dish',
    path: 'content/essen',
    templates: [
      { name: 'hot', fields: [{ name: 'called', type: 'string', isTitle: true }] },
      {
        name: 'cold',
        fields: [{ name: 'when', label: 'Posted', type: 'datetime' }],
      },
    ],
  },
);

const tinaSite = {
  'next.config.js': '',
  'package.json': '{}',
  'public/uploads/a.png': pixel,
  'content/post/hello.mdx': post('title: Hello'),
  'content/page/about.md': '![A](/uploads/a.png)\n',
  'content/docs/guide/start.md': post('heading: Start here'),
  'content/docs/other.md': post('heading: Not a field of this one'),
  'content/essen/soup.md': post('called: Soup', 'when: 2024-05-01'),
};

site(
  'A Next.js site that TinaCMS edits',
  { ...tinaSite, 'tina/tina-lock.json': lock, 'tina/config.ts': 'export default defineConfig({});\n' },
  ({ routes, item, dir }) => {
    test('has its collections, with the words of the folders', async () => {
      assert.deepEqual(await routes(), {
        'dish/soup': '/essen/soup',
        'docs/guide/start': '/docs/guide/start',
        'docs/other': '/docs/other',
        'pages/about': '/about',
        'posts/hello': '/post/hello',
      });
    });

    test('has its titles and dates', async () => {
      assert.equal((await item('/docs/guide/start')).title, 'Start here');
      assert.equal((await item('/docs/other')).title, 'Other');
      const soup = await item('/dish/soup');
      assert.equal(soup.title, 'Soup');
      assert.equal(soup.day, '2024-05-01');
    });

    test('is named in the check', async () => {
      assert.match(await kind(dir()), /with the collections of tina\/tina-lock\.json$/);
    });
  },
);

const script = `import { defineConfig } from "tinacms";
// Written out.
const branch = process.env.BRANCH || "main";
export default defineConfig({
  branch,
  media: { tina: { publicFolder: "public", mediaRoot: "uploads" } },
  schema: {
    collections: [
      { name: "dish", path: "content/essen",
        fields: [{ name: "called", type: "string", isTitle: true }],
        ui: { router: ({ document }) => \`/dishes/\${document._sys.filename}\` } },
    ],
  },
});
`;

for (const file of ['tina/config.ts', '.tina/config.js'])
  site(`TinaCMS without a lock, ${file}`, { ...tinaSite, [file]: script }, ({ item }) => {
    test('is read from its program', async () => {
      assert.equal((await item('/dish/soup')).title, 'Soup');
    });
  });

const translated = (structure, files) => ({
  'package.json': '{}',
  'admin/config.yml': decap(
    `i18n: {structure: ${structure}, locales: [en, fr], default_locale: en}`,
    'collections:',
    '  - name: notes',
    '    folder: src/deep/notes',
    '    i18n: true',
    '    fields: [{name: headline}]',
  ),
  ...files,
});

for (const [structure, en, fr, alone] of [
  ['multiple_folders', 'src/deep/notes/en/a.md', 'src/deep/notes/fr/a.md', 'src/deep/notes/fr/b.md'],
  ['multiple_files', 'src/deep/notes/a.en.md', 'src/deep/notes/a.fr.md', 'src/deep/notes/b.fr.md'],
])
  site(
    `Translations of Decap in ${structure}`,
    translated(structure, {
      [en]: post('headline: Hello'),
      [fr]: post('headline: Salut'),
      [alone]: post('headline: Seul'),
    }),
    ({ item }) => {
      test('are in the languages of its settings', async () => {
        const notes = await item('/notes?fields=title,lang');
        assert.deepEqual(
          notes.map(({ title, lang }) => `${title} ${lang}`).sort(),
          ['Hello en', 'Salut fr', 'Seul fr'],
        );
        const hello = notes.find(({ title }) => title === 'Hello');
        assert.ok(hello);
        const whole = (await item('/notes?lang=en'))[0];
        assert.equal(whole.translations?.length, 1);
        assert.equal(whole.translations[0].lang, 'fr');
      });
    },
  );

site(
  'Translations of Decap in one file',
  translated('single_file', {
    'src/deep/notes/a.md': '---\nen: {headline: Hello}\nfr: {headline: Salut}\n---\n',
  }),
  ({ item }) => {
    test('have the title of the first language', async () => {
      assert.equal((await item('/notes/a')).title, 'Hello');
    });
  },
);

test('Settings that are no CMS, or lead out, add nothing', async () => {
  const written = await writeSite({
    'a/posts/a.md': post('title: A'),
    'a/admin/config.yml': 'collections: [{name: x, folder: ../b}]\nbackend: {}\n',
    'a/public/admin/config.yml': 'collections: [1, {}, {name: y}]\n',
    'b/secret.md': post('title: Whispered'),
  });
  try {
    assert.equal(await kind(path.join(written.dir, 'a')), 'read as a plain folder, because it has no files of a generator');
    const { stdout } = await run(['get', '/_all', path.join(written.dir, 'a')]);
    assert.doesNotMatch(stdout, /Whispered/);
  } finally {
    await written.remove();
  }
});
