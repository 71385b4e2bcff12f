// docs.test.mjs - the documentation shows what really happens, and its links
// lead somewhere.
//
// Every page is followed from top to bottom in a folder of its own: its files
// are written, its commands run, and what they print is compared with what the
// page says. See docs.mjs for how a block says what it is.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import ts from 'typescript';
import * as docs from './docs.mjs';
import { Reader, expectOutput } from './reader.mjs';
import { writeSite } from './server.mjs';
import { binary, root, run } from './support.mjs';

function followBlock(page, block, next, reader) {
  const title = (what) => `${what} (${page}:${block.line})`;
  if (block.chapter)
    test(title(block.chapter), () => reader.beginChapter());
  else if (block.language === 'console')
    for (const step of docs.commands(block))
      test(title(step.command), async () =>
        expectOutput(await reader.follow(step.command), step.output),
      );
  else if (block.language === 'log')
    test(title('the log'), () => reader.expectLog(block.text));
  else if (block.language === 'js' || block.language === 'ts')
    test(title('a program'), async () => {
      assert.equal(next?.language, 'text', 'what does it print?');
      const { outputText } = ts.transpileModule(block.text, {
        compilerOptions: { target: 'es2022', module: 'esnext' },
      });
      expectOutput(await reader.runProgram(outputText), next.text);
    });
  else if (block.name)
    test(title(block.name), () => reader.write(block.name, block.text));
}

for (const page of docs.pages) {
  const blocks = [...docs.blocks(page)];
  if (!blocks.some(({ language }) => /^(console|js|ts|log)$/.test(language)))
    continue;
  describe(page, () => {
    const reader = new Reader();
    before(() => reader.begin());
    after(() => reader.end());
    blocks.forEach((block, i) =>
      followBlock(page, block, blocks[i + 1], reader),
    );
  });
}

describe('all pages', () => {
  test('are there', () => {
    for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/queries.md'])
      assert.ok(docs.pages.includes(page), page);
    const commands = docs.pages
      .flatMap((page) => [...docs.blocks(page)])
      .filter(({ language }) => language === 'console')
      .flatMap((block) => [...docs.commands(block)]);
    assert.ok(commands.length > 60);
  });

  test('show no request and no JSON that is not run', () => {
    for (const page of docs.pages)
      for (const { language, text = '', line } of docs.blocks(page)) {
        const where = `${page}:${line}`;
        assert.notEqual(language, 'json', `${where}: show the command, too`);
        if (language === 'sh')
          assert.doesNotMatch(text, /^curl /m, `${where}: is no console block`);
      }
  });

  test('lead to pages and chapters that exist', () => {
    const anchors = new Map(
      docs.pages.map((page) => [page, docs.anchors(page)]),
    );
    for (const page of docs.pages)
      for (const { text, number } of docs.prose(page))
        for (const [, to] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
          if (/^[a-z]+:/.test(to)) continue;
          const where = `${page}:${number}: ${to}`;
          const [file, anchor] = to.split('#');
          const target = file
            ? path.posix.join(path.posix.dirname(page), file)
            : page;
          assert.ok(existsSync(path.join(root, target)), where);
          if (anchor !== undefined)
            assert.ok(anchors.get(target)?.includes(anchor), where);
        }
  });

  test('are all found from the README, in one step', () => {
    const links = docs
      .prose('README.md')
      .flatMap(({ text }) => [...text.matchAll(/\]\(([^)#]+\.md)/g)])
      .map(([, to]) => to);
    for (const page of docs.pages)
      if (page !== 'README.md') assert.ok(links.includes(page), page);
  });

  test('name files that exist', () => {
    const ours =
      /^((src|include)\/\w+\/\w+\.[ch]|(tests|script|bench|openapi)\/.+)$/;
    for (const page of docs.pages)
      for (const word of docs.codeWords(page).map((code) => code.split(' ')[0]))
        if (ours.test(word))
          assert.ok(existsSync(path.join(root, word)), `${page}: ${word}`);
  });

  test('have a row for each room, in their order', () => {
    const script = readFileSync(path.join(root, 'script/check-layers'), 'utf8');
    const [, rooms] = /^rooms='(.*)'$/m.exec(script);
    const rows = docs.read('docs/internals.md').matchAll(/^\| `(\w+)` \|/gm);
    assert.deepEqual([...rows].map(([, room]) => room), rooms.split(' '));
  });

  test('explain every diagnostic and every operator that there is', async () => {
    const header = readFileSync(
      path.join(root, 'include/document/diagnostic.h'),
      'utf8',
    );
    const codes = [...header.matchAll(/^ *X\(\w+, \w+, "([^"]+)"\)/gm)];
    assert.ok(codes.length > 40);
    const explained = new Set(docs.codeWords('docs/content.md'));
    for (const [, code] of codes) assert.ok(explained.has(code), code);

    const target = '/_problems/invalid-query';
    const { stdout } = await run(['get', target, path.join(root, 'content')]);
    const { operators } = JSON.parse(stdout).data;
    const words = docs.codeWords('docs/queries.md');
    for (const { name } of operators)
      assert.ok(words.some((word) => word.split(/[=:]/).includes(name)), name);
  });

  test('have what the program says of itself', async () => {
    await assert.doesNotReject(
      promisify(execFile)(path.join(root, 'script/docs'), ['--check'], {
        env: { ...process.env, HEADMATTER: binary },
      }),
    );
  });
});

/** What lies beside the files of a table, so that its tree is recognised. */
const generatorFiles = {
  Stackbit: {},
  Jekyll: { '_config.yml': 'collections: {recipes: {output: true}}\n' },
  Hexo: {
    '_config.yml': 'new_post_name: :year-:month-:day-:title.md\n',
    'scaffolds/post.md': '',
  },
  Nikola: {
    'conf.py': [
      "BLOG_TITLE = 'Site'",
      'POSTS = ()',
      'PAGES = (("pages/*.md", "", "page.tmpl"),)\n',
    ].join('\n'),
  },
  Pelican: {
    'pelicanconf.py': "PATH = 'content'\nDEFAULT_DATE = (2024, 5, 1)\n",
  },
  Hugo: { 'hugo.yaml': 'title: Site\n' },
  Zola: { 'config.toml': 'base_url = "https://example.org"\n' },
  Nuxt: { 'nuxt.config.ts': '' },
  Astro: { 'astro.config.mjs': '' },
  Eleventy: { 'eleventy.config.js': '' },
  Docusaurus: { 'docusaurus.config.js': '' },
  Obsidian: { '.obsidian/app.json': '{}' },
  Grav: {},
  Statamic: {
    please: '',
    'content/collections/blog.yaml': "route: '/blog/{slug}'\n",
  },
  Exports: {},
  VitePress: { '.vitepress/config.ts': '' },
  Fumadocs: { 'source.config.ts': '' },
  Nextra: { 'next.config.ts': '', 'mdx-components.tsx': '' },
  Gatsby: { 'gatsby-config.js': '' },
  'Next.js': { 'next.config.mjs': '' },
  'Plain folders': {},
  'With a CMS': {
    'package.json': '{}',
    'static/admin/config.yml':
      'backend: {}\ncollections: [{name: recipes, folder: src/stuff/dishes}]\n',
  },
};

/** The tables "| file | document | url |" of a page, each in a chapter. */
function* fileTables(page) {
  const parts = docs.read(page).split(/^### (.+)$/m);
  for (let i = 1; i < parts.length; i += 2) {
    const [, table] = /\n\| file .*\n.*\n((?:\|.*\n)+)/.exec(parts[i + 1]);
    const rows = table
      .trimEnd()
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()));
    yield { name: parts[i], rows };
  }
}

const word = (cell) => /`([^`]+)`/.exec(cell)?.[1];

describe('the files of docs/content.md', () => {
  for (const { name, rows } of fileTables('docs/content.md'))
    test(`are documents of ${name}`, async () => {
      const files = { ...generatorFiles[name] };
      for (const [, file] of rows) {
        const [, type] = /`type: (\w+)`/.exec(file) ?? [];
        const [, slug] = /`slug: ([^`]+)`/.exec(file) ?? [];
        const keys = { title: 'x', ...(type && { type }), ...(slug && { slug }) };
        files[word(file)] = file.includes('.json`')
          ? JSON.stringify(keys)
          : `---\n${JSON.stringify(keys)}\n---\nText.\n`;
      }
      const site = await writeSite(files);
      for (const [, file, document, url] of rows) {
        const target = `/${encodeURI(word(document))}?fields=path,url`;
        const { stdout, code } = await run(['get', target, site.dir]);
        const isDraft = document.includes('draft');
        assert.equal(code, isDraft ? 22 : 0, stdout);
        if (isDraft) continue;
        const { data } = JSON.parse(stdout);
        assert.equal(data.path, word(file));
        assert.equal(data.url ?? null, word(url) ?? null, word(file));
      }
      await site.remove();
    });
});
