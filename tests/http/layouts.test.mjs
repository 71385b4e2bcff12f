// layouts.test.mjs - whatever generator a folder was written for.
//
// Small trees of each kind are written here, whole as their generators expect
// them; sites of other people are read where they are (see corpora.mjs),
// and of those only facts are kept: counts, slugs, addresses.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findCorpus } from './corpora.mjs';
import { startServer } from './server.mjs';
import { post, site, tools } from './site.mjs';
import { check, run } from './support.mjs';

/** The same with a corpus, or a folder in one. */
function corpus(folder, tests) {
  const { dir, skip } = findCorpus(folder);
  describe(folder, { skip }, () => {
    let server;
    before(async () => {
      server = await startServer(dir);
    });
    after(() => server?.stop());
    tests({ ...tools(() => server), dir });
  });
}

site(
  'a Jekyll site',
  {
    '_config.yml': [
      'title: Kitchen notes',
      'url: https://kitchen.example',
      'secret_token: not for anybody',
      'authors:',
      '  bo: {name: Bo Ek, email: bo@kitchen.example}',
      'collections:',
      '  recipes: {output: true, permalink: /eat/:path/}',
      'collections_dir: lib',
      'defaults:',
      '- scope: {path: _posts, type: posts}',
      '  values: {section: kitchen, author: eve}',
      '- scope: {path: lib/_posts/2024-05-*-not-yet.md}',
      '  values: {published: false}',
    ].join('\n'),
    'Gemfile.yml': 'a: 1',
    'README.md': '# How to build this',
    'about.md': post('title: About', 'permalink: /about/'),
    'index.md': post('title: Home'),
    'notes.md': 'A file without front matter is copied, not rendered.',
    'lib/_posts/2024-05-03-not-yet.md': post('title: Not yet'),
    'lib/_posts/2024-05-01-first.md': post('author: ana', 'redirect_from: /1.html'),
    '_posts/2024-05-04-outside.md': post('title: Not where posts are'),
    'lib/_posts/2024-05-02-second.md': post('author: bo', 'category: Soup'),
    '_drafts/idea.md': post('author: eve'),
    'posts-to-come/drafts/x.md': post('title: X'),
    'lib/_recipes/hot/soup.md': post('title: Soup'),
    '_layouts/default.md': post('title: Layout'),
    '_site/about.md': post('title: Built'),
    'vendor/gem/README.md': post('title: Gem'),
    '_data/authors.yml': 'ana: {name: Ana Luz, email: ana@kitchen.example}',
    '_data/menu.yml': '- home\n- about\n',
  },
  ({ item, ask: request, routes, told, total }) => {
    test('is recognised, and says so at the start', () => {
      assert.match(told(), /\(Jekyll site\)/);
    });

    test('has posts, pages, collections and data, and nothing else', async () => {
      assert.deepEqual(await routes(), {
        'data/menu': null,
        'pages/about': '/about/',
        'pages/index': '/',
        'posts/second': '/soup/2024/05/02/second.html',
        'posts/first': '/2024/05/01/first.html',
        'recipes/hot/soup': '/eat/hot/soup/',
      });
    });

    test('has its authors from its settings and its data', async () => {
      const [second, first] = await item('/posts');
      assert.equal(first.author.name, 'Ana Luz');
      assert.equal(second.author.name, 'Bo Ek');
      assert.equal(await total('/authors'), 2);
      assert.equal(first.section, 'kitchen');
      const { body } = await request('/authors?limit=1000');
      assert.doesNotMatch(body, /kitchen[.]example/);
      assert.equal((await request('/data/authors')).status, 404);
    });

    test('says what its settings say of the site, and no more', async () => {
      const { body } = await request('/');
      assert.match(body, /"title":"Kitchen notes"/);
      assert.match(body, /"public_url":"https:\/\/kitchen[.]example"/);
      assert.doesNotMatch(body, /secret/);
      for (const address of ['/data/_config', '/data/config', '/pages/_config'])
        assert.equal((await request(address)).status, 404);
    });
  },
);

const nuxt = {
  'nuxt.config.ts': '',
  'package.json': '{}',
  'content/1.index.md': post('title: Home'),
  'content/2.guide/10.last.md': post('title: Last'),
  'content/2.guide/2.next.md': post('title: Next'),
  'content/2.guide/1.index.md': post('title: Guide'),
};
for (const below of ['', 'content']) {
  site(
    `a Nuxt site, from ${below || 'its top'}`,
    nuxt,
    ({ item, routes, told }) => {
      test('has its numbers in the order only', async () => {
        assert.match(told(), /\(Nuxt site\)/);
        assert.deepEqual(await routes(), {
          'pages/index': '/',
          'pages/guide': '/guide',
          'guide/next': '/guide/next',
          'guide/last': '/guide/last',
        });
        const titles = (await item('/guide')).map(({ title }) => title);
        assert.deepEqual(titles, ['Next', 'Last']);
      });
    },
    { below },
  );
}

const astro = {
  'astro.config.mjs': '',
  'package.json': '{}',
  'src/content/blog/Hello.mdx': post('pubDate: 2024-05-01'),
  'src/content/blog/_private.md': post('title: Private'),
  'src/content/authors/ana.json': '{"name":"Ana"}',
};
for (const below of ['', 'src/content']) {
  site(
    `an Astro site, from ${below || 'its top'}`,
    astro,
    ({ routes, told }) => {
      test('has a folder for each collection', async () => {
        assert.match(told(), /\(Astro site\)/);
        assert.deepEqual(await routes(), {
          'authors/ana': null,
          'posts/hello': '/blog/hello',
        });
      });
    },
    { below },
  );
}

site(
  'an Astro site with pages beside its content',
  {
    ...astro,
    'src/pages/index.md': post('title: Home'),
    'src/pages/legal/terms.md': post('title: Terms'),
    'src/pages/feed.json': '{}',
  },
  ({ routes }) => {
    test('has each page where its path says', async () => {
      assert.deepEqual(await routes(), {
        'authors/ana': null,
        'pages/index': '/',
        'pages/legal/terms': '/legal/terms',
        'posts/hello': '/blog/hello',
      });
    });
  },
);

for (const below of ['', 'src/content']) {
  site(
    `an Astro site with Starlight, from ${below || 'its top'}`,
    {
      'package.json': '{"dependencies":{"@astrojs/starlight":"^0.30.0"}}',
      'astro.config.mjs': '',
      'src/content/docs/index.mdx': post('title: Home'),
      'src/content/docs/guides/Get started.md': post('title: Start'),
      'src/content/docs/fr/guides/Get started.md': post('title: Début'),
    },
    ({ routes }) => {
      test('has its docs at the top', async () => {
        assert.deepEqual(await routes(), {
          'docs/fr/guides/get-started': '/fr/guides/get-started',
          'docs/guides/get-started': '/guides/get-started',
          'pages/docs': '/',
        });
      });
    },
    { below },
  );
}

site(
  'an Astro site with Starlight in several languages',
  {
    'astro.config.mjs': [
      "import { defineConfig } from 'astro/config';",
      "import starlight from '@astrojs/starlight';",
      'const locales = {',
      "  en: { label: 'English' },",
      "  francais: { label: 'Français', lang: 'fr' },",
      '};',
      'export default defineConfig({',
      '  integrations: [',
      "    starlight({ title: { en: 'Manual', fr: 'Manuel' }, defaultLocale: 'en', locales }),",
      '  ],',
      '});',
    ].join('\n'),
    'src/content/docs/en/guides/a.md': post('title: A'),
    'src/content/docs/en/guides/b.md': post('title: B'),
    'src/content/docs/en/guides/draft.md': post('title: D', 'draft: true'),
    'src/content/docs/francais/guides/a.md': `${post('title: A fr')}\n[b](/francais/guides/b/)\n`,
    'src/content/docs/francais/guides/draft.md': post('title: D fr', 'draft: true'),
    'src/content/docs/francais/guides/x.md': post('title: X'),
    'src/content/docs/francais/guides/y.md': `${post('title: Y')}\n[z](/francais/guides/z/)\n`,
    'src/content/docs/de/guides/a.md': post('title: No language'),
  },
  ({ item, dir }) => {
    test('has a title and a language', async () => {
      const data = await item('/');
      assert.equal(data.title, 'Manual');
      assert.equal(data.language, 'en');
      assert.deepEqual(data.languages, ['en', 'fr']);
    });

    test('keeps the folder of a language in addresses', async () => {
      const data = await item('/docs/francais/guides/a');
      assert.equal(data.lang, 'fr');
      assert.equal(data.url, '/francais/guides/a');
      assert.deepEqual(data.translations, [
        { lang: 'en', slug: 'en/guides/a', href: '/docs/en/guides/a' },
      ]);
    });

    test('has no language that its settings do not have', async () => {
      const data = await item('/docs/de/guides/a');
      assert.equal(data.lang, 'en');
      assert.equal(data.url, '/de/guides/a');
      assert.deepEqual(data.translations, []);
    });

    test('knows that what is not translated is shown all the same', async () => {
      const { data } = await check(dir());
      const links = data.filter(({ code }) => code === 'link-target-missing');
      assert.deepEqual(
        links.map(({ path }) => path),
        ['src/content/docs/francais/guides/y.md'],
      );
    });
  },
);

site(
  'a site whose addresses end with a slash',
  {
    '_config.yml':
      'collections: {recipes: {output: true, permalink: /:collection/:path/}}',
    '_recipes/x.md': post('title: X').replace(/\n*$/, '\n[y](../y/)\n'),
    '_recipes/y.md': post('title: Y'),
  },
  ({ item, ask: request, dir }) => {
    test('keeps it, and resolves links as a browser does', async () => {
      assert.equal((await item('/recipes/y')).url, '/recipes/y/');
      const [link] = await item('/recipes/y?include=backlinks&fields=backlinks')
        .then(({ backlinks }) => backlinks);
      assert.equal(link.slug, 'x');
      for (const url of ['/recipes/y', '/recipes/y/'])
        assert.equal((await request(`/_resolve?url=${url}`)).status, 200);
      assert.deepEqual((await check(dir())).data, []);
    });
  },
);

site(
  'a Stackbit site with a post in a file of data',
  {
    'content/pages/index.md': post('type: PageLayout'),
    'content/pages/odd.json': '{"type":"PostLayout","title":"Odd"}',
  },
  ({ routes, dir, total }) => {
    test('serves it as data, and says so', async () => {
      assert.deepEqual(await routes(), {
        'data/odd': null,
        'pages/index': '/',
      });
      assert.equal(await total('/posts'), 0);
      const { data } = await check(dir());
      assert.deepEqual(
        data.map(({ code, path: file }) => [code, file]),
        [['body-missing', 'content/pages/odd.json']],
      );
    });
  },
);

site(
  'an Eleventy site',
  {
    'eleventy.config.js': '',
    'package.json': '{}',
    'README.md': '# x',
    'index.md': post('title: Home'),
    'posts/posts.json': '{"layout":"post"}',
    'posts/2024-05-01-a.md': post('title: A'),
    'posts/b.md': post('permalink: /letters/b/'),
    '_data/site.json': '{"name":"x"}',
    '_includes/x.md': 'x',
    '_site/x.md': 'x',
  },
  ({ routes, told }) => {
    test('is routed by paths and permalinks', async () => {
      assert.match(told(), /\(Eleventy site\)/);
      assert.deepEqual(await routes(), {
        'data/site': null,
        'pages/index': '/',
        'posts/a': '/posts/2024-05-01-a/',
        'posts/b': '/letters/b/',
      });
    });
  },
);

for (const [setting, kind, because, url] of [
  ['', 'a Hugo site', 'of hugo.toml and config.toml', '/docs/set-up/'],
  [
    'site: {generator: plain}',
    'a plain folder',
    'the setting site.generator says so',
    '/docs/Set%20Up',
  ],
])
  site(
    `a folder that is read as ${kind}`,
    {
      'headmatter.yaml': setting,
      'hugo.toml': '',
      'config.toml': '',
      'content/_index.md': post('title: Home'),
      'content/docs/Set Up.md': post('title: Set up'),
      'docs/config.toml': '',
      'docs/content/_index.md': post('title: Not this one'),
    },
    ({ routes, dir }) => {
      test('is what it looks like, or what a setting says', async () => {
        const { stdout } = await run(['check', dir()]);
        assert.equal(
          stdout.split('\n', 1)[0],
          `read as ${kind}, because ${because}`,
        );
        assert.equal((await routes())['docs/Set Up'], url);
      });
    },
  );

site(
  'a site whose documents have moved',
  {
    'posts/new.md': post('aliases: [/2019/old.html, /posts/older/]'),
    'posts/real.md': post('title: Real'),
    'posts/greedy.md': post('aliases: /posts/real'),
    'posts/hidden.md': post('draft: true', 'aliases: /secret'),
  },
  ({ ask: request, problem, dir, item }) => {
    const leads = async (target, location) => {
      const { status, headers } = await request(target);
      assert.deepEqual([status, headers.location], [308, location], target);
    };

    test('leads from an old address to the document', async () => {
      await leads('/_resolve?url=/2019/old.html', '/posts/new');
      await leads('/_resolve?url=/posts/older', '/posts/new');
      await leads('/_resolve?url=/posts/older/', '/posts/new');
    });

    test('takes along what else was asked for', async () => {
      await leads(
        '/_resolve?url=/posts/older&fields=title&envelope=false',
        '/posts/new?fields=title&envelope=false',
      );
    });

    test('leads from an old slug to the new one', async () => {
      await leads('/posts/old', '/posts/new');
      await leads('/posts/older', '/posts/new');
      await leads('/posts/2019/old?fields=title', '/posts/new?fields=title');
    });

    test('never puts an alias in front of a document', async () => {
      assert.equal((await item('/_resolve?url=/posts/real')).slug, 'real');
      assert.equal((await item('/posts/real')).title, 'Real');
      const { data } = await check(dir());
      assert.deepEqual(
        data.map(({ code, path: file }) => [code, file]),
        [['url-taken', 'posts/greedy.md']],
      );
    });

    test('says nothing of where a draft was', async () => {
      await problem('/_resolve?url=/secret', 404);
      await problem('/posts/secret', 404);
    });
  },
);

corpus('nodejs-blog', ({ item, ask: request, total }) => {
  test('has all its posts, wherever in the repository they are', async () => {
    assert.equal(await total('/posts'), 1049);
    assert.equal(await total('/pages'), 1);
  });

  test('keeps the dots in a slug', async () => {
    const { slug, url, path: file } = await item('/posts/v10.0.0');
    assert.equal(slug, 'v10.0.0');
    assert.equal(url, '/en/blog/release/v10.0.0');
    assert.ok(file.endsWith('/release/v10.0.0.md'));
    const moved = await request('/posts/release/v10.0.0');
    assert.equal(moved.headers.location, '/posts/v10.0.0');
  });

  test('has the names of its authors by their keys', async () => {
    const { name } = await item('/authors/AugustinMauroy');
    assert.equal(name, 'Augustin Mauroy');
  });
});

corpus('cassidoo-astro', ({ item, total, told }) => {
  test('has its 102 posts, each dated', async () => {
    assert.match(told(), /\(Astro site\)/);
    assert.equal(await total('/posts'), 102);
    assert.equal(await total('/_all'), 102);
    const posts = await item('/posts?limit=1000');
    assert.equal(posts.filter(({ day }) => day === null).length, 0);
    const { day } = await item('/posts/public-speaking');
    assert.equal(day, '2014-04-16');
  });
});

for (const folder of ['funktionale-de', 'funktionale-de/_posts']) {
  corpus(folder, ({ item, total, told }) => {
    test('has its posts under the addresses of Jekyll', async () => {
      assert.match(told(), /\(Jekyll site\)/);
      assert.equal(await total('/posts'), 166);
      assert.equal(await total('/_all'), 166);
      const { url } = await item('/posts/denotational-design-01');
      assert.equal(url, '/2024/02/27/denotational-design-01.html');
    });
  });
}

corpus('funktionale-de', ({ item, total }) => {
  test('has the authors of its settings as documents', async () => {
    const author = await item('/authors/michael-sperber');
    assert.equal(author.name, 'Michael Sperber');
    assert.equal(typeof author.image, 'string');
    assert.equal(typeof author.about, 'string');
    const posts = await item('/posts?limit=1000');
    const known = posts.filter((entry) => / /.test(entry.author.name));
    assert.equal(
      await total('/authors/michael-sperber/posts'),
      author.post_count,
    );
    assert.ok(known.length >= 160, `${known.length}`);
  });
});

for (const folder of ['', '/docs', '/docs/content']) {
  corpus(`nuxt-content-blog${folder}`, ({ item, total, told }) => {
    test('is the site of its documentation', async () => {
      assert.match(told(), /\(Nuxt site\)/);
      assert.equal(await total('/posts'), 8);
      assert.equal(await total('/docs'), 40);
    });

    test('has the urls of its folders, without their numbers', async () => {
      assert.equal((await item('/posts/v3')).url, '/blog/v3');
      assert.equal((await item('/pages/index')).url, '/');
      const { url } = await item(
        '/docs/getting-started/installation',
      );
      assert.equal(url, '/docs/getting-started/installation');
      const { slug } = await item('/_resolve?url=/docs/deploy/static');
      assert.equal(slug, 'deploy/static');
    });

    test('has the documents of a folder in the order of their numbers', async () => {
      const slugs = (await item('/docs?limit=1000'))
        .filter(({ path: file }) => /6[.]deploy/.test(file))
        .map(({ slug }) => slug);
      assert.equal(slugs[0], 'deploy/server');
      assert.equal(slugs.at(-1), 'deploy/static');
    });
  });
}

site(
  'a Next.js site with content in folders and in its routes',
  {
    'next.config.mjs': '',
    'package.json': '{}',
    'README.md': '# How to build this',
    'app/page.mdx': post('title: Home'),
    'app/(site)/about/page.mdx': post('title: About'),
    'app/blog/soup/page.mdx': '# Soup\n\nText.\n',
    'app/blog/soup/note.mdx': post('title: Imported'),
    'app/blog/[slug]/page.mdx': post('title: Template'),
    'app/_parts/page.mdx': post('title: Private'),
    'app/@side/extra/page.mdx': post('title: Slot'),
    'app/data.json': '{}',
    'data/blog/first.mdx': post('title: First', 'date: 2024-05-01'),
    'data/blog/2024/nested.mdx': post('title: Nested', 'date: 2024-05-02'),
    'data/blog/README.md': '# How to write posts',
    'data/authors/ana.mdx': post('name: Ana'),
    'data/projects.json': '[{"title": "A"}]',
    'components/Button.mdx': post('title: Button'),
  },
  ({ routes, item }) => {
    test('has the addresses of its folders', async () => {
      assert.deepEqual(await routes(), {
        'authors/ana': null,
        'data/projects': null,
        'pages/about': '/about',
        'pages/extra': '/extra',
        'pages/index': '/',
        'posts/first': '/blog/first',
        'posts/nested': '/blog/2024/nested',
        'posts/soup': '/blog/soup',
      });
      assert.equal((await item('/posts/soup')).title, 'Soup');
    });
  },
);

for (const [file, text] of [
  [
    'contentlayer.config.ts',
    "import { makeSource } from 'contentlayer/source-files';\n" +
      "export default makeSource({ contentDirPath: 'words', documentTypes: [Post] });\n",
  ],
  [
    'velite.config.js',
    "import { defineConfig } from 'velite';\n" +
      "export default defineConfig({ root: 'words', collections: { posts } });\n",
  ],
])
  site(
    `a Next.js site whose content is where ${file} says`,
    {
      'next.config.js': '',
      [file]: text,
      'words/posts/a.mdx': post('title: A'),
      'other/b.mdx': post('title: B'),
      'src/pages/about.mdx': post('title: About'),
      'src/pages/_app.mdx': post('title: App'),
    },
    ({ routes }) => {
      test('has that, and its pages', async () => {
        assert.deepEqual(await routes(), {
          'pages/about': '/about',
          'posts/a': '/posts/a',
        });
      });
    },
  );

site(
  'a plain folder with papers of its repository',
  {
    'headmatter.yaml': 'collections: {pages: {paths: [README.md]}}',
    'README.md': '# Read me',
    'CHANGELOG.md': '# Changes',
    'LICENSE.md': '# License',
    'guide/a.md': '# A',
    'guide/readme.md': '# How to write',
    'guide/CONTRIBUTING.md': '# How to help',
    'guide/changelog.md': '# What is new',
  },
  ({ routes }) => {
    test('serves those that a setting names, and pages of such names', async () => {
      assert.deepEqual(await routes(), {
        'guide/a': '/guide/a',
        'guide/changelog': '/guide/changelog',
        'pages/README': '/README',
      });
    });
  },
);

site(
  'a Gatsby site',
  {
    'gatsby-config.js': `
      const path = require('path');
      module.exports = {
        plugins: [
          { resolve: 'gatsby-source-filesystem',
            options: { name: 'pages', path: \`\${__dirname}/src/pages\` } },
          { resolve: \`gatsby-source-filesystem\`,
            options: { path: path.join(__dirname, 'content', "blog/") } },
          { resolve: 'gatsby-source-filesystem', options: { path: './data/' } },
          { resolve: 'gatsby-source-filesystem',
            options: { path: \`\${process.env.HOME}/secret\` } },
          { resolve: 'gatsby-source-filesystem', options: { path: '../out' } },
          // { options: { path: 'unused' } },
          'gatsby-transformer-remark',
        ],
      };`,
    'package.json': '{}',
    'README.md': '# How to build this',
    'src/pages/index.md': post('title: Home'),
    'src/pages/about/index.md': post('title: About'),
    'src/pages/blog/2024-05-01-first.md': post('title: First'),
    'content/blog/hello-world/index.md': post('title: Hello', 'date: 2024-05-01'),
    'content/blog/moved.md': post('title: Moved', 'slug: /elsewhere/'),
    'content/blog/pathed.md': post('title: Pathed', 'path: /by/path'),
    'data/team.json': '[{"name": "Ana"}]',
    'unused/x.md': post('title: Unused'),
    'secret/x.md': post('title: Secret'),
    'src/components/Note.md': post('title: Note'),
  },
  ({ routes, told }) => {
    test('has the addresses that createFilePath() gives', async () => {
      assert.match(told(), /\(Gatsby site\)/);
      assert.deepEqual(await routes(), {
        'data/team': null,
        'pages/about': '/about/',
        'pages/index': '/',
        'posts/elsewhere': '/elsewhere/',
        'posts/first': '/blog/2024-05-01-first/',
        'posts/hello-world': '/hello-world/',
        'posts/pathed': '/by/path',
      });
    });
  },
);
