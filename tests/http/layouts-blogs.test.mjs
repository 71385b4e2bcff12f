// layouts-blogs.test.mjs - sites of Hexo, Zola, Pelican and
// Nikola, as their writers keep them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { post, site } from './site.mjs';
import { check } from './support.mjs';

const toml = (...lines) => `+++\n${lines.join('\n')}\n+++\nText.\n`;

site(
  'a Hexo site',
  {
    '_config.yml': [
      'title: Kitchen notes',
      'language: [de, en]',
      'permalink: :year/:title/',
      'secret: not for anybody',
    ].join('\n'),
    '_config.landscape.yml': 'menu: {Home: /}',
    'package.json': '{}',
    'scaffolds/post.md': post('title: {{ title }}'),
    'themes/landscape/README.md': post('title: Theme'),
    'source/_posts/soup.md': [
      'title: Soup',
      'date: 2024-05-01',
      'categories: [[Food, Hot], [News]]',
      '---',
      'Short {% post_link bread %} text.',
      '<!-- more -->',
      'One line',
      'and another.',
      '',
      '{% post_link bread#crust Fresh bread %}, {% post_link lists/one "One list" true %},',
      '{% asset_link menu.pdf %}, [path]({% post_path bread %}), {% post_link idea %}.',
      '',
      '{% asset_img wide pot.png 300 200 "A pot" "Black pot" %}',
      '![Lid]({% asset_path lid.png %}) `{% post_link bread %}` {% unknown bread %}',
      '',
      '## What is in it?',
    ].join('\n'),
    'source/_posts/bread.md': post('title: Bread', 'date: 2024-05-02'),
    'source/_posts/secret.md': '"title": "Secret",\n"published": false\n;;;\nText.\n',
    'source/_posts/lists/one.md': post('title: One', 'date: 2024-05-03'),
    'source/_drafts/idea.md': post('title: Idea'),
    'source/about/index.md': post('title: About'),
  },
  ({ item, routes, told, ask }) => {
    test('is recognised, and says so at the start', () => {
      assert.match(told(), /\(Hexo site\)/);
    });

    test('has posts and pages, and nothing else', async () => {
      assert.deepEqual(await routes(), {
        'pages/about': '/about/',
        'posts/bread': '/2024/bread/',
        'posts/one': '/2024/lists/one/',
        'posts/soup': '/2024/soup/',
      });
    });

    test('has the links and pictures of its tags', async () => {
      const { html } = await item('/posts/soup');
      assert.match(html, /<a href="\/2024\/bread\/#crust">Fresh bread<\/a>/);
      assert.match(html, /<a href="\/2024\/bread\/">bread<\/a>/);
      assert.match(html, /<a href="\/2024\/lists\/one\/">One list<\/a>/);
      assert.match(html, /<a href="menu\.pdf">menu\.pdf<\/a>/);
      assert.match(html, /<a href="\/2024\/bread\/">path<\/a>/);
      assert.match(html, /<img src="pot\.png" alt="Black pot" title="A pot" width="300" height="200"/);
      assert.match(html, /<img src="lid\.png" [^>]*alt="Lid"/);
      assert.match(html, /<code>{% post_link bread %}<\/code>/);
      assert.doesNotMatch(html, /Idea/);
      const mdast = await item('/posts/soup?include=mdast');
      assert.ok(JSON.stringify(mdast.mdast).includes('"Fresh bread"'));
    });

    test('has excerpts, line breaks and ids as Hexo makes them', async () => {
      const { html, excerpt, categories, toc } = await item('/posts/soup');
      assert.equal(excerpt, 'Short bread text.');
      assert.match(html, /One line<br \/>\nand another/);
      assert.equal(toc[0].id, 'What-is-in-it');
      assert.deepEqual(
        categories.map(({ name }) => name),
        ['Food', 'Hot', 'News'],
      );
    });

    test('takes title and language from its settings, and no more', async () => {
      const whole = JSON.stringify((await ask('/')).json());
      assert.match(whole, /"title":"Kitchen notes"/);
      assert.match(whole, /"language":"de"/);
      assert.doesNotMatch(whole, /not for anybody/);
    });
  },
);

site(
  'a Zola site',
  {
    'config.toml': [
      'base_url = "https://kitchen.example"',
      'title = "Kitchen notes"',
      'default_language = "en"',
      'ignored_content = ["*.wip.md", "**/secret/**"]',
      '[languages.fr]',
      'title = "La cuisine"',
      '[extra]',
      'secret = "not for anybody"',
    ].join('\n'),
    'templates/page.html': '',
    'README.md': toml('title = "How to build this"'),
    'content/_index.md': toml('title = "Home"'),
    'content/_index.fr.md': toml('title = "Accueil"'),
    'content/blog/_index.md': toml('sort_by = "date"'),
    'content/blog/soup.md': toml(
      'title = "Soup"',
      'date = 2024-05-01',
      'aliases = ["old/soup"]',
      '[taxonomies]',
      'tags = ["hot", "food"]',
    ).replace('Text.', 'See [the bread](@/blog/bread/index.md#flour).'),
    'content/blog/soup.fr.md': toml('title = "Soupe"', 'date = 2024-05-01'),
    'content/blog/bread/index.md': toml('title = "Bread"', 'date = 2024-05-02'),
    'content/blog/own.fr.md': toml('title = "Nu"', 'path = "fr/nu"'),
    'content/blog/later.wip.md': toml('title = "Wip"'),
    'content/blog/secret/a.md': toml('title = "Secret"'),
    'content/blog/idea.md': toml('title = "Idea"', 'draft = true'),
    'content/plans/_index.md': toml('title = "Plans"', 'draft = true'),
    'content/plans/deep/a.md': toml('title = "Plan"'),
  },
  ({ item, routes, told, ask }) => {
    test('is recognised, and says so at the start', () => {
      assert.match(told(), /\(Zola site\)/);
    });

    test('has what Zola builds, and nothing else', async () => {
      assert.deepEqual(await routes(), {
        'pages/blog': '/blog/',
        'pages/fr/index': '/fr/',
        'pages/index': '/',
        'posts/bread': '/blog/bread/',
        'posts/fr/own': '/fr/nu/',
        'posts/fr/soup': '/fr/blog/soup/',
        'posts/soup': '/blog/soup/',
      });
    });

    test('reads terms, links and old addresses', async () => {
      const { html, tags } = await item('/posts/soup');
      assert.match(html, /href="\/blog\/bread\/#flour"/);
      assert.deepEqual(
        tags.map(({ slug }) => slug),
        ['hot', 'food'],
      );
      const old = await ask('/_resolve?url=/old/soup/');
      assert.equal(old.status, 308);
    });
  },
);

const lines = (...keys) => `${keys.join('\n')}\n\nText.\n`;

site(
  'a Pelican site',
  {
    'pelicanconf.py': [
      "AUTHOR = 'Ana Lind'",
      "SITENAME = 'Kitchen notes'",
      "PATH = 'content'",
      "ARTICLE_URL = '{date:%Y}/{slug}/'",
      "ARTICLE_EXCLUDES = ['pages'] + more()",
      "SECRET = 'not for anybody'",
    ].join('\n'),
    'content/soup.md': lines(
      'Title: Hot soup',
      'Date: 2024-05-01 10:00',
      'Tags: hot, food; soup',
      'Authors: Lind, Bo; Ek, Eva',
    ).replace(
      'Text.',
      'See [the bread]({filename}bakery/Bread.md#flour), [PDF]({attach}a.pdf). ![A]({static}/images/a.png)',
    ),
    'content/images/a.png': 'not a picture',
    'content/bakery/Bread.md': lines('Title: Bread', 'Date: 2024-05-02'),
    'content/idea.md': lines('Title: Idea', 'Date: 2024-05-03', 'Status: draft'),
    'content/untitled.md': lines('Date: 2024-05-03'),
    'content/quiet.md': lines('Title: Quiet', 'Date: 2024-05-04', 'Status: hidden'),
    'content/pages/about.md': lines('Title: About us'),
  },
  ({ item, routes, told, ask, dir }) => {
    test('is recognised, and warns of what is computed', () => {
      assert.match(told(), /\(Pelican site\)/);
    });

    test('has what Pelican builds, and nothing else', async () => {
      const found = await routes();
      for (const id of Object.keys(found)) if (id.startsWith('authors/')) delete found[id];
      assert.deepEqual(found, {
        'pages/about-us': '/pages/about-us.html',
        'posts/bread': '/2024/bread/',
        'posts/hot-soup': '/2024/hot-soup/',
        'posts/quiet': '/2024/quiet/',
      });
    });

    test('reads terms, people and links', async () => {
      const soup = await item('/posts/hot-soup');
      assert.match(soup.html, /href="\/2024\/bread\/#flour"/);
      assert.match(soup.html, /href="a.pdf"/);
      assert.match(soup.html, /src="\/images\/a.png"/);
      assert.deepEqual(
        soup.tags.map(({ name }) => name),
        ['hot, food', 'soup'],
      );
      assert.deepEqual(
        soup.authors.map(({ name }) => name),
        ['Lind, Bo', 'Ek, Eva'],
      );
      const bread = await item('/posts/bread');
      assert.equal(bread.author.name, 'Ana Lind');
      assert.equal(bread.categories[0].name, 'bakery');
    });

    test('names what may hold files back and is computed', async () => {
      const { data: diagnostics } = await check(dir());
      const found = diagnostics.find(({ path }) => path === 'pelicanconf.py');
      assert.equal(found.line, 5);
      assert.match(found.message, /computed/);
      assert.doesNotMatch(JSON.stringify((await ask('/')).json()), /not for anybody/);
    });
  },
);

const dots = (...keys) => `<!--\n${keys.map((key) => `.. ${key}`).join('\n')}\n-->\n\nText.\n`;

site(
  'a Nikola site',
  {
    'conf.py': [
      'BLOG_TITLE = "Kitchen notes"  # (translatable)',
      'SITE_URL = "https://kitchen.example/"',
      'DEFAULT_LANG = "en"',
      'TRANSLATIONS = {DEFAULT_LANG: "", "fr": "./fr"}',
      'POSTS = (("posts/*.md", "blog", "post.tmpl"),)',
      'PAGES = (("pages/*.md", "", "page.tmpl"),)',
      'SECRET = "not for anybody"',
    ].join('\n'),
    'README.md': dots('title: Readme'),
    'posts/soup.md': dots('title: Soup', 'date: 2024-05-01 10:00', 'tags: hot, food'),
    'posts/soup.fr.md': dots('title: Soupe', 'slug: soupe', 'date: 2024-05-01 10:00'),
    'posts/bread.md': 'Text of the bread.\n',
    'posts/bread.meta': '.. title: Bread\n.. date: 2024-05-02\n',
    'posts/secret.md': 'Text.\n',
    'posts/secret.meta': '.. title: Secret\n.. date: 2024-05-02\n.. status: draft\n',
    'posts/tagged.md': dots('title: Tagged', 'date: 2024-05-02', 'tags: draft'),
    'posts/undated.md': dots('title: Undated'),
    'pages/about.md': dots('title: About us'),
    'pages/wip.md': dots('title: Wip', 'status: draft'),
    'output/old.md': dots('title: Old'),
  },
  ({ item, routes, told, ask }) => {
    test('is recognised, and says so at the start', () => {
      assert.match(told(), /\(Nikola site\)/);
    });

    test('has what Nikola builds, and nothing else', async () => {
      assert.deepEqual(await routes(), {
        'pages/about': '/about/',
        'posts/bread': '/blog/bread/',
        'posts/soup': '/blog/soup/',
        'posts/soupe': '/fr/blog/soupe/',
      });
      assert.doesNotMatch(JSON.stringify((await ask('/')).json()), /not for anybody/);
    });

    test('reads metadata in a comment and in a file', async () => {
      const soup = await item('/posts/soup');
      assert.equal(soup.html, '<p>Text.</p>\n');
      const bread = await item('/posts/bread');
      assert.equal(bread.title, 'Bread');
      assert.equal(bread.html, '<p>Text of the bread.</p>\n');
    });
  },
);
