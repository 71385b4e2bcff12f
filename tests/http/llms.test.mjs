// llms.test.mjs - /llms.txt and what it leads to, by the convention of
// https://llmstxt.org, read by a parser of Markdown and by the pattern that the
// convention's own reader looks for links with; and Markdown with its front
// matter, read by a parser of YAML.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { parse as parseYaml } from 'yaml';
import { findCorpus, listCorpora } from './corpora.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem } from './support.mjs';

const limit = 50_000;
const linkPattern = /^- \[([^\]]+)\]\(([^)]+)\)(?:: (.*))?$/;

const textOf = (node) =>
  node.value ?? (node.children ?? []).map(textOf).join('');

/** { title, summary, sections: [{ name, links: [{ text, url, notes }] }] } */
function readLlms(markdown) {
  const [heading, ...rest] = fromMarkdown(markdown).children;
  assert.equal(heading.type, 'heading');
  assert.equal(heading.depth, 1);
  const read = { title: textOf(heading), summary: null, sections: [] };
  if (rest[0]?.type === 'blockquote') read.summary = textOf(rest.shift());
  for (const node of rest) {
    if (node.type === 'heading') {
      assert.equal(node.depth, 2);
      read.sections.push({ name: textOf(node), links: [] });
    } else if (read.sections.length === 0) {
      assert.equal(node.type, 'paragraph');
    } else {
      assert.equal(node.type, 'list');
      for (const item of node.children) {
        assert.equal(item.children.length, 1);
        const [link, ...notes] = item.children[0].children;
        assert.equal(link.type, 'link');
        read.sections.at(-1).links.push({
          text: textOf(link),
          url: link.url,
          notes: notes.map(textOf).join('').replace(/^: /, ''),
        });
      }
    }
  }
  const lines = markdown.split('\n').filter((line) => line.startsWith('- '));
  assert.deepEqual(
    lines.map((line) => linkPattern.exec(line)?.[2]),
    read.sections.flatMap(({ links }) => links.map(({ url }) => url)),
  );
  return read;
}

async function getLlms(server, target) {
  const answer = await ask(server, target);
  assert.equal(answer.status, 200, `${target}: ${answer.body}`);
  assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.ok([...answer.body].length <= limit, target);
  return readLlms(answer.body);
}

const squeeze = (text) => text.trim().replace(/\s+/g, ' ');

/** Each document of the list is in the section, in order, as it is there. */
function assertSection({ links }, documents) {
  assert.deepEqual(
    links.map(({ text }) => text),
    documents.map(({ title }) => squeeze(title)),
  );
  assert.deepEqual(
    links.map(({ notes }) => notes),
    documents.map(({ excerpt }) => squeeze(excerpt ?? '')),
  );
  assert.deepEqual(
    links.map(({ url }) => url.replace('?front_matter=true', '')),
    documents.map(({ id }) => `/${id.split('/').map(encodeURIComponent).join('/')}.md`),
  );
}

const strange = [
  '[brackets] and ](parentheses)',
  '`code` and ``more`` and a lone `',
  '*stars*, **two**, _lines_ and snake_case_name',
  '<b>tags</b> & entities &copy; &#42;',
  'back\\slash \\* and # number',
  '日本語 🙂',
];

let site;
let server;

before(async () => {
  site = await writeSite({
    'headmatter.yaml':
      'site: {title: "A [site]", description: "What *it* is."}\n' +
      'collections: {recipes: {hidden_fields: [secret, noindex]}}\n',
    ...Object.fromEntries(
      strange.map((text, i) => [
        `content/posts/s${i}.md`,
        `---\n${JSON.stringify({ title: text, date: `2026-01-0${i + 1}`, excerpt: `${text} again`, tags: ['x'] })}\n---\n\nText ${i}.\n\n# Part\n\nMore.\n`,
      ]),
    ),
    'content/posts/quiet.md': '---\ntitle: Zzunlisted\nunlisted: true\n---\nX.\n',
    'content/posts/noindex.md': '---\ntitle: Zznoindex\nnoindex: true\n---\nX.\n',
    'content/posts/robots.md':
      '---\ntitle: Zzrobots\nrobots: "noindex, follow"\n---\nX.\n',
    'content/posts/seo.md':
      '---\ntitle: Zzseo\nseo: {robots: [noindex]}\n---\nX.\n',
    'content/posts/draft.md': '---\ntitle: Zzdraft\ndraft: true\n---\nX.\n',
    'content/recipes/soup.md':
      '---\ntitle: Soup\nsecret: zzsecret\nrating: 5\nwhen: "2024-01-01"\n---\nBoil.\n',
    'content/recipes/hidden.md':
      '---\ntitle: Zzhidden\nnoindex: true\n---\nBoil.\n',
    'content/recipes/toml.md': '+++\ntitle = "Toml"\nlist = [1, 2.5]\n+++\nT.\n',
    'content/recipes/none.md': 'No front matter.\n',
    'content/pages/built.md':
      '---\ntitle: Built\nsections: [{type: Hero, text: "a ``` b"}]\n---\n',
    'content/data/x.json': '{}',
  });
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

describe('/llms.txt', () => {
  test('has a title, a summary and a section for each collection', async () => {
    const llms = await getLlms(server, '/llms.txt');
    assert.equal(llms.title, 'A [site]');
    assert.equal(llms.summary, 'What *it* is.');
    assert.deepEqual(
      llms.sections.map(({ name }) => name),
      ['Pages', 'Posts', 'Recipes'],
    );
    const { data } = await getJson(server, '/posts?tags=x&limit=100');
    assertSection(llms.sections[1], data);
  });

  test('leads to Markdown; without a body to what is written', async () => {
    const { sections } = await getLlms(server, '/llms.txt');
    const urls = sections.flatMap(({ links }) => links.map(({ url }) => url));
    for (const url of urls) {
      const answer = await ask(server, url);
      assert.equal(answer.status, 200, url);
      assert.equal(
        answer.headers['content-type'],
        'text/markdown; charset=utf-8',
      );
      assert.notEqual(answer.body, '');
    }
    assert.ok(urls.includes('/pages/built.md?front_matter=true'));
  });

  test('leaves out what forbids it, and what is not listed', async () => {
    for (const target of ['/llms.txt', '/llms-full.txt', '/_llms/posts.txt', '/_llms/recipes.txt'])
      assert.doesNotMatch((await ask(server, target)).body, /zz/i, target);
  });

  test('has a validator, no body for HEAD, and strict parameters', async () => {
    for (const target of ['/llms.txt', '/llms-full.txt', '/_llms/posts.txt']) {
      const first = await ask(server, target);
      const again = await ask(server, target, {
        headers: { 'If-None-Match': first.headers.etag },
      });
      assert.equal(again.status, 304);
      const head = await ask(server, target, { method: 'HEAD' });
      assert.equal(head.body, '');
      assert.equal(head.headers.etag, first.headers.etag);
      await getProblem(server, `${target}?limit=3`, 400);
      await getProblem(server, `${target}?pretty`, 400);
    }
    await getProblem(server, '/llms.txt?page=1', 400);
    await getProblem(server, '/_llms/posts.txt?page=0', 400);
    for (const target of ['/_llms/posts.txt?page=2', '/_llms/tags.txt']) {
      const { body, status } = await ask(server, target);
      assert.equal(status, 200);
      assert.match(body, /There are no documents here\.\n/);
      assert.doesNotMatch(body, /^- .*\.md/m);
    }
    assert.equal((await ask(server, '/llms-full.txt?page=2')).body, '');
    await getProblem(server, '/_llms/nobody.txt', 404);
    await getProblem(server, '/_llms/posts', 404);
    await getProblem(server, '/_llms', 404);
  });

  test('is linked from the root', async () => {
    assert.equal((await getJson(server, '/')).links.llms, '/llms.txt');
  });
});

describe('/llms-full.txt', () => {
  test('has the Markdown of every document, or its front matter', async () => {
    const { body } = await ask(server, '/llms-full.txt');
    const { data } = await getJson(server, '/posts?tags=x&include=markdown');
    for (const { markdown } of data)
      assert.ok(body.includes(`\n${markdown.trim()}\n`), markdown);
    assert.match(body, /\n````yaml\ntitle: Built\n[^]*a ``` b[^]*\n````\n/);
    const titles = fromMarkdown(body)
      .children.filter(({ type, depth }) => type === 'heading' && depth === 1)
      .map(textOf);
    for (const title of strange) assert.ok(titles.includes(title), title);
  });
});

describe('a large site', () => {
  const count = 1500;
  let large;
  let big;

  before(async () => {
    const files = {
      'content/pages/about.md': '---\ntitle: About\n---\nText.\n',
    };
    for (let i = 0; i < count; i += 1)
      files[`content/posts/p${i}.md`] =
        `---\ntitle: Post number ${i}\ndate: 2020-01-01\n---\nText of ${i}.\n\n${'filler '.repeat(200)}\n`;
    large = await writeSite(files);
    big = await startServer(large.dir, { options: ['--base-path', '/api'] });
  });

  after(async () => {
    await big?.stop();
    await large?.remove();
  });

  test('has an index below the limit that leads to the others', async () => {
    const { sections } = await getLlms(big, '/api/llms.txt');
    const [pages, posts] = sections;
    assert.equal(pages.links.length, 1);
    assert.ok(posts.links.length > 100);
    assert.deepEqual(posts.links.at(-1), {
      text: `All ${count} of Posts`,
      url: '/api/_llms/posts.txt',
      notes: 'an index of its own',
    });
    const { body } = await ask(big, '/api/llms.txt');
    assert.ok([...body].length > limit - 1000);
  });

  test('has pages of a collection with each document once', async () => {
    const met = [];
    let next = '/api/_llms/posts.txt';
    for (let page = 1; next !== undefined; page += 1) {
      const { title, sections } = await getLlms(big, next);
      assert.match(title, /: Posts$/);
      const { headers } = await ask(big, next);
      met.push(...sections[0].links.map(({ url }) => url));
      const more = sections[1].links;
      const after = more.find(({ text }) => /next/.test(text))?.url;
      assert.equal(
        /<([^>]*)>; rel="next"/.exec(headers.link)?.[1],
        after,
        headers.link,
      );
      assert.equal(more.length, page === 1 || after === undefined ? 1 : 2);
      next = after;
    }
    assert.equal(met.length, count);
    assert.equal(new Set(met).size, count);
    assert.equal((await ask(big, met[count - 1])).status, 200);
  });

  test('has all of its text in bounded pages', async () => {
    const met = new Set();
    let next = '/api/llms-full.txt';
    while (next !== undefined) {
      const { body, headers, status } = await ask(big, next);
      assert.equal(status, 200);
      assert.ok(body.length < 1_200_000);
      for (const [, i] of body.matchAll(/^Text of (\d+)\.$/gm)) {
        assert.ok(!met.has(i));
        met.add(i);
      }
      next = /<([^>]*)>; rel="next"/.exec(headers.link)?.[1];
    }
    assert.equal(met.size, count);
  });
});

test('a site in two languages has an index of each', async () => {
  const twofold = await writeSite({
    'content/posts/a.en.md': '---\ntitle: English\n---\nText.\n',
    'content/posts/a.fr.md': '---\ntitle: Francais\n---\nTexte.\n',
  });
  const both = await startServer(twofold.dir);
  try {
    const titles = async (target) =>
      (await getLlms(both, target)).sections
        .flatMap(({ links }) => links.map(({ text }) => text))
        .sort();
    assert.deepEqual(await titles('/llms.txt'), ['English', 'Francais']);
    assert.deepEqual(await titles('/llms.txt?locale=fr'), ['Francais']);
    const { body } = await ask(both, '/llms.txt?locale=fr');
    assert.match(body, /\/llms-full\.txt\?locale=fr/);
  } finally {
    await both.stop();
    await twofold.remove();
  }
});

describe('real sites', () => {
  for (const name of listCorpora()) {
    const { dir, skip } = findCorpus(name);
    test(`such as ${name} have an index that is read`, { skip }, async () => {
      const real = await startServer(dir);
      try {
        const { sections } = await getLlms(real, '/llms.txt');
        const links = sections.flatMap((section) => section.links);
        assert.ok(links.length > 0);
        for (const { url } of links.slice(0, 100))
          assert.equal((await ask(real, url)).status, 200, url);
      } finally {
        await real.stop();
      }
    });
  }
});

describe('.md?front_matter=true', () => {
  /** The front matter and the body, apart. */
  async function read(target) {
    const { status, headers, body } = await ask(server, target);
    assert.equal(status, 200, body);
    assert.equal(headers['content-type'], 'text/markdown; charset=utf-8');
    const [, yaml, markdown] = /^---\n([^]*?)^---\n\n([^]*)$/m.exec(body);
    return { front: parseYaml(yaml), markdown };
  }

  test('has what is written, as YAML, before the body', async () => {
    for (const id of ['posts/s0', 'posts/s3', 'recipes/soup', 'recipes/toml', 'pages/built']) {
      const { front, markdown } = await read(`/${id}.md?front_matter=true`);
      const { data } = await getJson(server, `/${id}?fields=front_matter,markdown`);
      assert.deepEqual(front, data.front_matter, id);
      assert.equal(markdown, data.markdown, id);
      assert.equal((await ask(server, `/${id}.md`)).body, data.markdown);
    }
  });

  test('keeps hidden fields hidden', async () => {
    const { front } = await read('/recipes/soup.md?front_matter=true');
    assert.deepEqual(front, { title: 'Soup', rating: 5, when: '2024-01-01' });
  });

  test('is empty where there is none', async () => {
    const { body } = await ask(server, '/recipes/none.md?front_matter=true');
    assert.equal(body, '---\n---\n\nNo front matter.\n');
  });

  test('goes with a section, and with nothing but Markdown', async () => {
    const { front, markdown } = await read(
      '/posts/s1.md?front_matter=true&section=part',
    );
    assert.equal(front.title, strange[1]);
    assert.equal(markdown, '# Part\n\nMore.\n');
    assert.equal(
      (await ask(server, '/posts/s1.md?front_matter=false')).body,
      (await ask(server, '/posts/s1.md')).body,
    );
    for (const target of [
      '/posts/s1.txt?front_matter=true',
      '/posts/s1.html?front_matter=true',
      '/posts/s1?front_matter=true',
      '/posts/s1.md?front_matter=x',
    ])
      await getProblem(server, target, 400);
  });
});
