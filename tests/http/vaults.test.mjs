// vaults.test.mjs - notes that are kept with Obsidian, and gardens of them.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { site } from './site.mjs';
import { check, until } from './support.mjs';

const note = (body, ...lines) =>
  lines.length > 0 ? `---\n${lines.join('\n')}\n---\n${body}\n` : `${body}\n`;

const notes = {
  '.obsidian/app.json': JSON.stringify({
    userIgnoreFilters: ['Private/', '/\\.tmp$/', 'Work/Old'],
  }),
  '.obsidian/templates.json': '{"folder": "Forms"}',
  '.obsidian/daily-notes.json': '{"folder": "Days", "format": "DD-MM-YYYY"}',
  'Forms/Day.md': '# {{title}}\n',
  'Private/Diary.md': note('A whispered word about [[Soup]].'),
  'Work/Older plan.md': note('Whispered.'),
  'Days/07-03-2024.md': note('Ate [[soup]].'),
  'Soup.md': note(
    'A note on ==soup== for [[Bread|those who bake]]. #food/hot\n\n' +
      'Not [[Diary]], not [[Draft|my draft]], not [[Missing]].\n\n' +
      '![[pot.png|300]]\n\n![[Bread]]\n\n%% whispered %%\n\n' +
      'See [[Bread#How to, quickly]] and [[Bread#^crust]] and [[#End]].\n\n' +
      'Also [the other](Bread%20two.md).\n\n## End',
    'author: "[[Ana Lind]]"',
    'up: ["[[Bread two]]"]',
    'aliases: [Potage]',
    'tags: ["#food"]',
  ),
  'Kitchen/Bread.md': note('## How to, quickly\n\nMix. ^crust\n\n[[Potage]]'),
  'Kitchen/Bread two.md': note('More, by [[SOUP]] and [[./Bread]].'),
  'Upper shelf/Bread.md': note('Another of that name.'),
  'Kitchen/Draft.md': note('Whispered [[Soup]]. ![[secret.png]]', 'publish: false'),
  'Files/pot.png': 'x',
  'Files/secret.png': 'x',
  'Map.canvas': '{}',
  'Table.base': 'views: []',
};

site('A vault', notes, ({ ask, item, routes, dir }) => {
  test('serves its notes by the addresses that Quartz gives them', async () => {
    assert.deepEqual(await routes(), {
      'Days/07-03-2024': '/Days/07-03-2024',
      'Kitchen/Bread': '/Kitchen/Bread',
      'Kitchen/Bread two': '/Kitchen/Bread-two',
      'Upper shelf/Bread': '/Upper-shelf/Bread',
      'pages/Soup': '/Soup',
    });
  });

  test('resolves links by name, and shows words where nothing is published', async () => {
    const { html, tags, authors, title } = await item('/pages/Soup');
    assert.equal(title, 'Soup');
    assert.match(html, /<a href="\/Kitchen\/Bread">those who bake<\/a>/);
    assert.match(html, /Not Diary, not my draft, not Missing\./);
    assert.match(html, /<mark>soup<\/mark>/);
    assert.match(html, /<img src="\/Files\/pot.png" alt="pot.png" width="300"/);
    assert.match(html, /<p><a href="\/Kitchen\/Bread">Bread<\/a><\/p>/);
    assert.match(html, /href="\/Kitchen\/Bread#how-to-quickly"/);
    assert.match(html, /href="\/Kitchen\/Bread#%5Ecrust"/);
    assert.match(html, /<a href="#end">End<\/a>/);
    assert.match(html, /<a href="\/Kitchen\/Bread-two">the other<\/a>/);
    assert.doesNotMatch(html, /whispered/);
    assert.deepEqual(tags.map(({ name }) => name), ['food', 'food/hot']);
    assert.deepEqual(authors.map(({ name }) => name), ['Ana Lind']);
  });

  test('has the same links in a tree', async () => {
    const { mdast } = await item('/pages/Soup?include=mdast');
    const tree = JSON.stringify(mdast);
    assert.match(tree, /"type":"link","url":"\/Kitchen\/Bread"/);
    assert.match(tree, /not my draft, not Missing/);
    assert.match(tree, /"hName":"mark"/);
  });

  test('knows who links to a note, also by a property', async () => {
    const names = async (href) =>
      (await item(`${href}?include=backlinks`)).backlinks.map(({ slug }) => slug);
    assert.deepEqual(await names('/pages/Soup'), ['07-03-2024', 'Bread two']);
    assert.deepEqual(await names('/Kitchen/Bread%20two'), ['Soup']);
    assert.deepEqual(await names('/Upper%20shelf/Bread'), []);
  });

  test('reads the day in the name of a daily note', async () => {
    assert.equal((await item('/Days/07-03-2024')).day, '2024-03-07');
  });

  test('shows nothing of what is kept back', async () => {
    for (const target of [
      '/_all?include=html,text,markdown,backlinks,front_matter&limit=100',
      '/_diagnostics',
      '/_media',
      '/_search?q=whispered',
    ])
      assert.doesNotMatch((await ask(target)).body, /[Ww]hispered [^b]|secret/, target);
    assert.equal((await ask('/_media/Files/secret.png')).status, 404);
    assert.equal((await ask('/_media/Files/pot.png')).status, 200);
    assert.equal((await ask('/Kitchen/Draft')).status, 404);
  });

  test('says which links lead nowhere, and what may be meant', async () => {
    const found = (await check(dir())).data.map(
      ({ path, column, message, hint }) => ({ path, column, message, hint }),
    );
    const missing = (name) =>
      `a link leads to the note '${name}', but no note of that name is published`;
    const usual = 'write the note, correct its name, or remove the brackets';
    assert.deepEqual(found, [
      {
        path: 'Kitchen/Bread.md',
        column: 3,
        message: missing('Potage'),
        hint: 'it is another name of a note: write [[Soup|Potage]]',
      },
      ...[
        ['Diary', 7],
        ['Draft', 22],
        ['Missing', 46],
      ].map(([name, column]) => ({
        path: 'Soup.md',
        column,
        message: missing(name),
        hint: usual,
      })),
    ]);
  });

  test('changes its links when a note appears', async () => {
    await writeFile(path.join(dir(), 'Missing.md'), 'Here now.\n');
    await until(async () =>
      (await item('/pages/Soup')).html.includes('<a href="/Missing">Missing</a>'),
    );
  });
});

const garden = {
  'Home.md': note('To [[Plan]] and [[Seed]]. ![[b.png]]', 'dg-publish: true', 'dg-home: true'),
  'Plan.md': note('Whispered. ![[a.png]]'),
  'Seed.md': note('Grow.', 'dg-publish: true', 'dg-permalink: grow/seed'),
  'No.md': note('Whispered.', 'dg-publish: false'),
  'a.png': 'x',
  'b.png': 'x',
};

for (const [kind, files] of Object.entries({
  'A garden': { ...garden, '.obsidian/plugins/digitalgarden/data.json': '{}' },
  'A garden without its settings': garden,
})) {
  site(kind, files, ({ ask, item, routes }) => {
    test('publishes what says so and nothing else', async () => {
      assert.deepEqual(await routes(), {
        'pages/Home': '/',
        'pages/Seed': '/grow/seed',
      });
      assert.match(
        (await item('/pages/Home')).html,
        /To (Plan|\[\[Plan\]\]) and <a href="\/grow\/seed">Seed<\/a>/,
      );
      assert.equal((await ask('/_media/a.png')).status, 404);
      assert.equal((await ask('/_media/b.png')).status, 200);
    });
  });
}

site(
  'The site that Digital Garden publishes to',
  {
    '.eleventy.js': '',
    'plugin-info.json': '{}',
    'package.json': '{}',
    'src/site/notes/notes.json': '{"layout": "layouts/note"}',
    'src/site/notes/Plan.md': '---\n{"dg-publish":true,"permalink":"/plan/"}\n---\n\nTo [[Home]].\n',
    'src/site/notes/Home.md': '---\n{"dg-publish":true,"dg-home":true}\n---\n\nOne\nTwo\n',
    'src/site/about.md': 'Not a note.\n',
  },
  ({ item, routes }) => {
    test('has notes and their addresses', async () => {
      assert.deepEqual(await routes(), { 'pages/Home': '/', 'pages/Plan': '/plan/' });
      assert.match((await item('/pages/Plan')).html, /To <a href="\/">Home<\/a>/);
    });

    test('breaks lines where notes do', async () => {
      assert.match((await item('/pages/Home')).html, /One<br \/>\nTwo/);
    });
  },
);

site(
  'A vault with a great many links',
  {
    '.obsidian/app.json': '{"strictLineBreaks": true}',
    'a.md': `One\nTwo\n\n${'![[a.png]] [[b]] '.repeat(25000)}`,
  },
  ({ item, dir }) => {
    test('is read and checked in no time', async () => {
      assert.match((await item('/pages/a')).html, /One\nTwo/);
      const { data } = await check(dir());
      assert.ok(data.some(({ code }) => code === 'file-missing'));
    });
  },
);

const quartz = (filters) =>
  `export default { configuration: { ignorePatterns: ['private', '**/x.md'] },\n` +
  `plugins: { filters: [${filters}] } }`;
const pages = {
  'package.json': '{}',
  'quartz/build.ts': '',
  'content/index.md': note('[[What & why?]] %% Whispered %%', 'title: Welcome', 'publish: true'),
  'content/Notes/What & why?.md': note('Words.', 'draft: false'),
  'content/Notes/x.md': note('Whispered.'),
  'content/private/a.md': note('Whispered.'),
  'content/templates/a.md': note('{{x}}'),
};

site('Quartz', { ...pages, 'quartz.config.ts': quartz('Plugin.RemoveDrafts()') }, ({ item, routes }) => {
  test('serves what its settings do not ignore', async () => {
    assert.deepEqual(await routes(), {
      'Notes/What & why?': '/Notes/What--and--why',
      'pages/index': '/',
    });
    assert.match(
      (await item('/pages/index')).html,
      /^<p><a href="\/Notes\/What--and--why">What &amp; why\?<\/a> ?<\/p>\n$/,
    );
  });
});

site('Quartz with explicit publishing', { ...pages, 'quartz.config.ts': quartz('Plugin.ExplicitPublish()') }, ({ routes }) => {
  test('serves what says so', async () => {
    assert.deepEqual(await routes(), { 'pages/index': '/' });
  });
});

describe('settings that cannot be read', () => {
  for (const [name, files] of Object.entries({
    'a list that is computed': { ...pages, 'quartz.config.ts': 'export default { ignorePatterns: hidden }' },
    'no JSON': { ...notes, '.obsidian/app.json': '{' },
    'a pattern that is none': { ...notes, '.obsidian/app.json': '{"userIgnoreFilters": ["/(/"]}' },
  })) {
    site(name, files, ({ routes, dir }) => {
      test('keep everything back', async () => {
        assert.deepEqual(await routes(), {});
        const { data } = await check(dir());
        assert.match(data[0].message, /nothing is served/);
      });
    });
  }
});
