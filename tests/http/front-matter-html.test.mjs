// front-matter-html.test.mjs - include=front_matter_html: Markdown of front
// matter as HTML, where the setting or a schema says that it is Markdown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { site } from './site.mjs';
import { getJson, getProblem } from './support.mjs';

const files = {
  'headmatter.yaml': [
    'site: {public_url: https://example.org}',
    'schemas: schemas',
    'markdown:',
    '  fields: [bio, tips, sections.text, HeroSection.lead, deep.er.text]',
    '',
  ].join('\n'),
  'schemas/posts.json': JSON.stringify({
    required: ['never'],
    properties: {
      summary: { type: 'string', contentMediaType: 'text/markdown' },
      blocks: {
        items: {
          oneOf: [
            {
              properties: {
                type: { const: 'Note' },
                text: { contentMediaType: 'text/markdown' },
              },
            },
            { properties: { type: { const: 'Plain' } } },
          ],
        },
      },
    },
  }),
  'content/posts/one.md': `---
title: "*One*"
date: 2024-01-01
author: ana
summary: 'Of [two](two.md#part), ![x](../../public/a.svg) and "quotes".'
tips: ["*a*", 3, "b\\n\\nc", ""]
deep: {er: {text: "# Head"}, text: "*no*"}
sections:
  - type: HeroSection
    text: |
      | a | b |
      |---|---|
      | c | d |
    lead: "**lead**"
    other: "*no*"
  - {type: CtaSection, label: x, nested: {type: HeroSection, lead: "*in*"}}
  - plain
blocks: [{type: Note, text: "*yes*"}, {type: Plain, text: "*no*"}]
---
Body
`,
  'content/posts/two.md': '---\ntitle: Two\ndate: 2023-01-01\nbio: 7\n---\nB.\n',
  'content/authors/ana.md':
    '---\nname: Ana\nbio: |\n  I am *Ana*.\n\n  <b onclick="x()">x</b>\n---\n',
  'content/data/facts.json': '{"bio": "*data* <i>x</i>"}',
  'public/a.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>',
};

const wanted = {
  summary:
    '<p>Of <a href="/posts/two#part">two</a>, ' +
    '<img src="../../public/a.svg" width="4" height="3" alt="x" /> ' +
    'and &quot;quotes&quot;.</p>\n',
  tips: ['<p><em>a</em></p>\n', null, '<p>b</p>\n<p>c</p>\n', ''],
  deep: { er: { text: '<h1 id="head">Head</h1>\n' } },
  sections: [
    {
      text:
        '<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n' +
        '<tbody>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table>\n',
      lead: '<p><strong>lead</strong></p>\n',
    },
    { nested: { lead: '<p><em>in</em></p>\n' } },
    null,
  ],
  blocks: [{ text: '<p><em>yes</em></p>\n' }, {}],
};
const bio = '<p>I am <em>Ana</em>.</p>\n<p><b onclick="x()">x</b></p>\n';

site('Markdown in front matter', files, ({ ask, item, problem }) => {
  const html = async (target) =>
    (await item(`${target}?include=front_matter_html`)).front_matter_html;

  test('is shown where the text is, and nothing else', async () => {
    const found = await html('/posts/one');
    // Only the address of the picture depends on the site's.
    assert.match(found.summary, /<img src="https:\/\/example.org\/[^"]*a.svg"/);
    found.summary = found.summary.replace(/src="[^"]*"/, 'src="../../public/a.svg"');
    assert.deepEqual(found, wanted);
  });

  test('is shown of whoever has none', async () => {
    assert.deepEqual(await html('/posts/two'), {});
  });

  test('leaves the text as it is', async () => {
    const one = await item('/posts/one?include=front_matter_html');
    assert.equal(one.sections[0].lead, '**lead**');
    assert.equal(one.title, '*One*');
    assert.equal('front_matter_html' in (await item('/posts/one')), false);
  });

  test('is shown of people, data, in lists and in documents', async () => {
    assert.deepEqual(await html('/authors/ana'), { bio });
    assert.deepEqual(await html('/data/facts'), {
      bio: '<p><em>data</em> <i>x</i></p>\n',
    });
    const list = await item('/posts?include=front_matter_html');
    assert.equal(list[0].front_matter_html.sections.length, 3);
    assert.deepEqual(list[1].front_matter_html, {});
    const within = await item('/posts/one?include=author.front_matter_html');
    assert.deepEqual(within.author.front_matter_html, { bio });
    const { body } = await ask('/posts.ndjson?include=front_matter_html');
    const first = JSON.parse(body.split('\n')[0]);
    assert.deepEqual(first.front_matter_html.deep, wanted.deep);
  });

  test('is picked from by fields', async () => {
    const target =
      '/posts/one?include=front_matter_html' +
      '&fields=front_matter_html.sections.0.lead,front_matter_html.blocks';
    assert.deepEqual((await item(target)).front_matter_html, {
      sections: [{ lead: wanted.sections[0].lead }],
      blocks: wanted.blocks,
    });
  });

  test('has absolute addresses where they are asked for', async () => {
    const target = '/posts/one?include=front_matter_html&urls=absolute';
    const { summary } = (await item(target)).front_matter_html;
    assert.match(summary, /href="https:\/\/example.org\/posts\/two#part"/);
  });

  test('is nothing that a tag has', async () => {
    const { errors } = await problem('/tags?include=front_matter_html', 400);
    assert.equal(errors[0].code, 'unknown-include');
  });

  test('is described as it is', async () => {
    const { components } = (await ask('/openapi.json')).json();
    const { properties } = components.schemas.Post;
    const described = properties.front_matter_html.properties;
    assert.deepEqual(Object.keys(described).sort(), Object.keys(wanted).sort());
    assert.deepEqual(described.tips.items.anyOf, [
      { type: 'string' },
      { type: 'null' },
    ]);
    const types = (await ask('/types.d.ts')).body;
    assert.match(types, /front_matter_html\?: \{\n\s+bio\?: string;\n\s+\};/);
  });
});

test('raw HTML is treated as in bodies, of people in a list, too', async () => {
  const written = await writeSite({
    '_config.yml': 'authors:\n  ben: {name: Ben, bio: "<b>x</b> *y*"}\n',
    '_data/authors.yml': 'ana: {name: Ana, bio: "<b>x</b> [j](javascript:a)"}\n',
    '_posts/2024-01-01-a.md': '---\nauthor: ana\nbio: "<i>x</i>"\n---\nText\n',
    'data.json': '{"bio": "<i>x</i>"}',
  });
  const server = await startServer(written.dir, {
    options: ['--raw-html', 'escape', '--markdown-field', 'bio'],
  });
  try {
    const of = async (target) =>
      (await getJson(server, `${target}?include=front_matter_html`)).data
        .front_matter_html;
    assert.deepEqual(await of('/authors/ana'), {
      bio: '<p>&lt;b&gt;x&lt;/b&gt; <a href="">j</a></p>\n',
    });
    assert.deepEqual(await of('/posts/a'), {
      bio: '<p>&lt;i&gt;x&lt;/i&gt;</p>\n',
    });
  } finally {
    await server.stop();
    await written.remove();
  }
});

test('a text that no body could be is shown as it is written', async () => {
  const brackets = '['.repeat(70000); // more than a body may have
  const written = await writeSite({
    'data/a.json': JSON.stringify({ text: `${brackets}<` }),
    'posts/b.md': `---\ntexts: [${'"*x*", '.repeat(600)}]\n---\n`,
  });
  const server = await startServer(written.dir, {
    options: ['--markdown-field', 'text', '--markdown-field', 'texts'],
  });
  try {
    const of = async (target) =>
      (await getJson(server, `${target}?include=front_matter_html`)).data
        .front_matter_html;
    const { text } = await of('/data/a');
    assert.ok(text === `<p>${brackets}&lt;</p>\n`, text?.slice(-20));
    const { texts } = await of('/posts/b');
    assert.equal(texts.filter((text) => text !== null).length, 500);
    assert.equal(texts[499], '<p><em>x</em></p>\n');
    const refused = await getProblem(
      server,
      '/posts?include=front_matter_htm',
      400,
    );
    assert.match(refused.errors[0].suggestion, /front_matter_html/);
  } finally {
    await server.stop();
    await written.remove();
  }
});
