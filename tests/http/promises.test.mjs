// promises.test.mjs - what a server says of its content, held against the
// content: the schemas by Ajv, the types by TypeScript, the description by
// Redocly and by the client that is made of it.
//
// Schemas and types are closed for it: a member that they do not know fails.
// Documents are picked at random, by a seed that a failure names.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import ts from 'typescript';
import { parse } from 'yaml';
import { random } from '../random.mjs';
import { findCorpus, listCorpora } from './corpora.mjs';
import {
  assertDescribed,
  description as byHand,
  readDescription,
  targetOf,
  variantsOf,
  withParameter,
} from './description.mjs';
import { startServer, writeSite, writeTokens } from './server.mjs';
import { ask, getJson, root, run, untilSearchable } from './support.mjs';

const MAX_ITEMS = 200;

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  lib: ['lib.es2022.d.ts'],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
};

/** The schema without leave for members that it does not name. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const data = ['enum', 'examples', 'x-fields', 'const'];
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      data.includes(key) && (Array.isArray(value) || key === 'x-fields')
        ? value
        : closed(value),
    ]),
  );
  if (
    copy.type === 'object' &&
    typeof copy.properties === 'object' &&
    copy.additionalProperties === undefined
  )
    copy.additionalProperties = false;
  return copy;
}

function validatorOf(schema) {
  const ajv = new Ajv2020.default({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  });
  ajv.addVocabulary(['x-fields', 'components']);
  addFormats.default(ajv);
  const validate = ajv.compile(closed(schema));
  return (value, where) => {
    if (validate(value)) return;
    const faults = validate.errors.map(
      (e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`,
    );
    assert.fail(`${where}\n  ${faults.slice(0, 5).join('\n  ')}`);
  };
}

/** What TypeScript says of each of these files, as one text; '' of most. */
async function typeFaults(files) {
  const dir = await mkdtemp(path.join(tmpdir(), 'headmatter-promises-'));
  try {
    const names = Object.keys(files).map((name) => path.join(dir, name));
    for (const [name, text] of Object.entries(files))
      await writeFile(path.join(dir, name), text);
    const program = ts.createProgram(names, strict);
    const faults = Object.fromEntries(Object.keys(files).map((n) => [n, '']));
    for (const { file, messageText } of ts.getPreEmitDiagnostics(program))
      faults[path.basename(file.fileName)] +=
        `${ts.flattenDiagnosticMessageText(messageText, '\n')}\n`;
    return faults;
  } finally {
    await rm(dir, { recursive: true });
  }
}

const pick = (list, { below }) =>
  list
    .map((item) => [below(2 ** 31), item])
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
    .slice(0, MAX_ITEMS);

const withSections = 'include=sections&lenient=true'; // terms have none

/** Documents of a collection, whole and as a list has them, each also with its
 * sections resolved. */
async function sampleOf(server, name, numbers) {
  const at = `/${encodeURIComponent(name)}`;
  const list = await getJson(server, `${at}?limit=1000`);
  const picked = pick(list.data, numbers);
  const { data: resolved } = await getJson(
    server,
    `${at}?limit=1000&${withSections}`,
  );
  const slugs = new Set(picked.map(({ slug }) => slug));
  const items = await Promise.all(
    picked.map(async ({ slug }) => {
      const target = `${at}/${slug.split('/').map(encodeURIComponent).join('/')}`;
      return [
        (await getJson(server, target)).data,
        (await getJson(server, `${target}?${withSections}`)).data,
      ];
    }),
  );
  return {
    listItems: [...picked, ...resolved.filter(({ slug }) => slugs.has(slug))],
    items: items.flat(),
  };
}

/** Every kind of section, references that lead nowhere, and odd ones. */
const sectionFiles = {
  'content/pages/index.md':
    '---\ntype: PageLayout\nsections:\n' +
    '  - {type: RecentPostsSection, recentCount: 1, posts: mine}\n' +
    '  - {type: RecentProjectsSection}\n' +
    '  - {type: FeaturedPostsSection, posts: [content/posts/a.md, content/posts/none.md, {type: Odd}]}\n' +
    '  - {type: FeaturedPostsSection, posts: content/pages/feed.md}\n' +
    '  - {type: FeaturedPeopleSection, people: [content/authors/ana.json, content/data/config.json]}\n' +
    '  - {layout: FeaturedProjectsSection, projects: [content/pages/index.md]}\n' +
    '  - {type: HeroSection, posts: 3}\n---\n',
  'content/pages/feed.md': '---\ntype: PostFeedLayout\nitems: mine\n---\n',
  'content/pages/work.md': '---\ntype: ProjectFeedLayout\n---\n',
  'content/pages/shy.md':
    '---\ntype: FeaturedPeopleSection\npeople: [content/authors/ana.json]\nhidden: true\n---\n',
  'content/posts/a.md':
    '---\ntitle: A\ndate: 2026-01-01\nauthor: content/authors/ana.json\nbottomSections: [{type: FeaturedPostsSection, posts: [content/posts/a.md]}]\n---\nA\n',
  'content/posts/b.md': '---\ntitle: B\nheader: none\n---\nB\n',
  'content/authors/ana.json': '{"name": "Ana"}',
  'content/data/config.json':
    '{"type": "Config", "header": "content/posts/a.md", "footer": "content/data/none.json"}',
};

const sites = [
  { name: 'the sample site', dir: path.join(root, 'content'), skip: false },
  { name: 'a site of sections', files: sectionFiles, skip: false },
  ...listCorpora().map((name) => ({ name, ...findCorpus(name) })),
];

for (const { name, dir: there, files, skip } of sites) {
  describe(name, { skip }, () => {
    let dir = there;
    let written;
    const seed = Number(
      process.env.SEED ?? Math.floor(Math.random() * 2 ** 31),
    );
    let server;
    let samples;
    let types;

    const wantsToken = ({ security = [] }) =>
      security.length > 0 && security.every((way) => 'token' in way);

    /** The page of the reference may not have been built in. */
    const isBuiltWithout = ({ template }, status) =>
      template === '/_docs' && status === 307;

    /** A site without tags has no example of one, nor has one without files. */
    let hasFiles;
    const isOfNothing = ({ template }) => {
      if (template === '/_media/{path}') return !hasFiles;
      const [, name, rest] = /^\/([^/.]+)(.*)$/.exec(template) ?? [];
      return rest && samples.get(name)?.items.length === 0;
    };

    before(async () => {
      written = files && (await writeSite(files));
      dir ??= written.dir;
      server = await startServer(dir, {
        options: ['--public-url', 'https://example.org'],
      });
      await untilSearchable(server);
      hasFiles = (await getJson(server, '/_media?limit=1')).data.length > 0;
      const numbers = random(seed);
      const { data } = await getJson(server, '/');
      samples = new Map();
      for (const { name: collection } of data.collections)
        samples.set(collection, await sampleOf(server, collection, numbers));
      types = (await ask(server, '/types.d.ts')).body;
    });
    after(async () => {
      await server?.stop();
      await written?.remove();
    });

    test('has items as its schemas say, and no other members', async () => {
      const { data } = await getJson(server, '/_schemas');
      assert.deepEqual(
        data.map(({ collection }) => collection),
        [...samples.keys()],
      );
      for (const { collection, items: href } of data) {
        const assertItem = validatorOf(await getJson(server, href));
        for (const item of samples.get(collection).items)
          assertItem(item, `${item.id}, SEED=${seed}`);
      }
    });

    test('has lists as its description says', async () => {
      const api = await getJson(server, '/openapi.json');
      for (const [collection, { listItems }] of samples) {
        const { responses } = api.paths[`/${collection}`].get;
        const { $ref } = responses[200].content['application/json'].schema;
        const envelope = api.components.schemas[$ref.split('/').at(-1)];
        const assertItem = validatorOf({
          ...envelope.properties.data.items,
          components: {
            schemas: Object.fromEntries(
              Object.entries(api.components.schemas).map(([key, schema]) => [
                key,
                JSON.parse(
                  JSON.stringify(schema, (k, v) =>
                    k === 'discriminator' ? undefined : v,
                  ),
                ),
              ]),
            ),
          },
        });
        for (const item of listItems)
          assertItem(item, `${item.id}, SEED=${seed}`);
      }
    });

    test('answers at each address as it says, errors too', async () => {
      const described = readDescription(await getJson(server, '/openapi.json'));
      for (const operation of described.operations) {
        for (const target of variantsOf(operation))
          assertDescribed(
            described,
            operation,
            target,
            await ask(server, target),
          );
        const target = targetOf(operation);
        const { status } = await ask(server, target);
        if (wantsToken(operation)) assert.equal(status, 403, target);
        else if (!isOfNothing(operation))
          assert.ok(
            status === 200 || isBuiltWithout(operation, status),
            target,
          );
        const first = operation.parameters.find((p) => p.in === 'path');
        if (first === undefined) continue;
        const nowhere = operation.path({ [first.name]: 'no-such-thing' });
        const answer = await ask(server, nowhere);
        assert.equal(answer.status, 404, nowhere);
        assertDescribed(described, operation, nowhere, answer);
      }
    });

    test('answers without its envelope with what is in it', async () => {
      const { operations } = readDescription(
        await getJson(server, '/openapi.json'),
      );
      for (const operation of operations) {
        if (!operation.parameters.some((p) => p.name === 'envelope')) continue;
        if (isOfNothing(operation)) continue;
        const target = targetOf(operation);
        const bare = withParameter(target, 'envelope', 'false');
        const { data } = await getJson(server, target);
        assert.deepEqual(await getJson(server, bare), data, bare);
      }
    });

    test('has types that compile and that its items have', async () => {
      const programs = [...samples].map(
        ([collection, { items, listItems }]) => {
          const of = `Collections[${JSON.stringify(collection)}]`;
          return `
          export const items_${collection.replace(/\W/g, '_')}: ${of}['item'][] = ${JSON.stringify(items, null, 1)};
          export const list_${collection.replace(/\W/g, '_')}: ${of}['listItem'][] = ${JSON.stringify(listItems, null, 1)};`;
        },
      );
      const program = `import type { Collections } from './types';\n${programs.join('\n')}`;
      assert.deepEqual(
        await typeFaults({ 'types.d.ts': types, 'program.ts': program }),
        { 'types.d.ts': '', 'program.ts': '' },
        `SEED=${seed}`,
      );
    });

    test('prints the same types without a server', async () => {
      const { stdout } = await run(['types', dir]);
      assert.equal(stdout.trimEnd(), types.trimEnd());
    });

    test('says in YAML and in JSON the same', async () => {
      const json = await getJson(server, '/openapi.json');
      const yaml = await ask(server, '/openapi.yaml');
      assert.deepEqual(parse(yaml.body), json);
    });
  });
}

describe('the description of the sample site', () => {
  let server;
  let tokens;
  let api;
  let dir;

  before(async () => {
    tokens = await writeTokens();
    server = await startServer(path.join(root, 'content'), {
      options: [
        ...['--tokens', tokens.file],
        ...['--public-url', 'https://site.example'], // for feeds
      ],
    });
    await untilSearchable(server);
    api = await getJson(server, '/openapi.json');
    dir = await mkdtemp(path.join(tmpdir(), 'headmatter-promises-'));
  });
  after(async () => {
    await server?.stop();
    await tokens?.remove();
    if (dir) await rm(dir, { recursive: true });
  });

  const operations = (of) =>
    Object.values(of.paths)
      .filter(({ get }) => get !== undefined)
      .map(({ get }) => get.operationId);

  test('has each operation that is written by hand, of what there is', () => {
    const named = operations(byHand).filter(
      (id) => !/(Collection|Document)/.test(id) || /All/.test(id),
    );
    const missing = named.filter((id) => !operations(api).includes(id));
    assert.deepEqual(missing, []);
    assert.equal(new Set(operations(api)).size, operations(api).length);
    for (const id of [
      'listProjects',
      'getProject',
      'streamProjects',
      'getProjectHtml',
      'getPageMarkdown',
    ])
      assert.ok(operations(api).includes(id), id);
  });

  test('answers, asks and refuses as is written by hand', () => {
    const own = /-(sort|fields|facets)$|\./;
    for (const [template, { get }] of Object.entries(byHand.paths)) {
      const here = api.paths[template]?.get;
      if (here === undefined) continue;
      assert.deepEqual(
        Object.keys(here.responses),
        Object.keys(get.responses),
        template,
      );
      assert.deepEqual(here.security, get.security, template);
      const names = (list, of) =>
        list
          .map((p) => (p.$ref ? p.$ref.split('/').at(-1) : p.name))
          .filter((key) => !own.test(key))
          .map((key) => of.components.parameters[key]?.name ?? key)
          .filter((key) => !['sort', 'fields', 'facets'].includes(key));
      assert.deepEqual(
        names(here.parameters ?? [], api),
        names(get.parameters ?? [], byHand),
        template,
      );
    }
  });

  test('has feeds and sitemaps only where the site has an address', async () => {
    const open = await startServer(path.join(root, 'content'));
    try {
      const { paths } = await getJson(open, '/openapi.json');
      const refused = [];
      for (const template of Object.keys(api.paths)) {
        if (template.includes('{')) continue;
        const { status, json } = await ask(open, template);
        if (status === 400 && json().type === '/_problems/no-public-url')
          refused.push(template);
      }
      assert.ok(refused.includes('/posts.rss') && refused.includes('/sitemap.xml'));
      for (const template of refused) assert.equal(paths[template], undefined);
      const left = Object.keys(api.paths).filter((t) => paths[t] === undefined);
      for (const template of left) assert.match(template, /\.(rss|atom|jsonfeed|xml|json)$/);
    } finally {
      await open.stop();
    }
  });

  test('asks for what is not published only where there are tokens', async () => {
    const open = await startServer(path.join(root, 'content'));
    try {
      const { components } = await getJson(open, '/openapi.json');
      for (const name of ['Status', 'Preview']) {
        assert.ok(api.components.parameters[name], name);
        assert.equal(components.parameters[name], undefined, name);
      }
    } finally {
      await open.stop();
    }
  });

  test('names no component that is not there, and none that is not used', () => {
    const used = new Set(JSON.stringify(api).match(/#\/components\/[^"]+/g));
    const there = Object.entries(api.components)
      .filter(([section]) => section !== 'securitySchemes')
      .flatMap(([section, all]) =>
        Object.keys(all).map((key) => `#/components/${section}/${key}`),
      );
    assert.deepEqual([...used].sort(), there.sort());
  });

  test('tells the fields of the content with their values', () => {
    const { parameters, schemas } = api.components;
    assert.equal(parameters['Any.date.gte'].name, 'date:gte');
    assert.deepEqual(parameters['Post.colors.eq'].schema, {
      type: 'string',
      enum: ['colors-a', 'colors-b'],
    });
    assert.equal(parameters['Any.tags.in'].schema.type, 'string');
    assert.equal(parameters['Post.title.gt'], undefined);
    assert.equal(parameters['Post.html.eq'], undefined);
    assert.ok(parameters['Post-sort'].schema.items.enum.includes('-date'));
    assert.ok(
      parameters['Post-facets'].schema.items.enum.includes('date.month'),
    );
    assert.ok(
      parameters['Post-fields'].schema.items.enum.includes('author.name'),
    );
    assert.equal(schemas.Post.properties.collection.const, 'posts');
    const { oneOf, discriminator } =
      schemas.Post.properties.bottomSections.items;
    assert.equal(discriminator.propertyName, 'type');
    assert.deepEqual(
      Object.values(discriminator.mapping),
      oneOf.map(({ $ref }) => $ref),
    );
    assert.equal(schemas.CtaSection.properties.type.const, 'CtaSection');
  });

  test('holds every parameter that it spells out', async () => {
    const conditions = (collection) =>
      api.paths[`/${collection}`].get.parameters
        .map(({ $ref }) => $ref.split('/').at(-1))
        .filter((key) => key.includes('.'))
        .map((key) => [key, api.components.parameters[key]]);
    for (const collection of ['posts', 'projects', 'authors', 'tags']) {
      const spelledOut = conditions(collection);
      assert.ok(spelledOut.length > 20, collection);
      for (const [key, { name, schema }] of spelledOut) {
        // What a list of values is of, its field's equality says.
        const field = key.slice(0, key.lastIndexOf('.'));
        const { schema: one = schema } =
          api.components.parameters[`${field}.eq`] ?? {};
        const value = name.endsWith(':exists')
          ? 'true'
          : (one.enum?.[0] ??
            { number: '3', boolean: 'true' }[one.type] ??
            (/date|day|updated/.test(name) ? '2026' : 'x'));
        const target = `/${collection}?limit=0&${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
        const answer = await ask(server, target);
        assert.equal(answer.status, 200, `${target} ${answer.body}`);
        assert.equal(answer.json().meta.warnings, undefined, target);
      }
    }
  });

  for (const version of ['3.1', '3.0']) {
    test(`is OpenAPI ${version} to Redocly`, async () => {
      const answer = await ask(server, `/openapi.json?version=${version}`);
      const file = path.join(dir, `openapi-${version}.json`);
      await writeFile(file, answer.body);
      const { openapi, info } = answer.json();
      assert.ok(openapi.startsWith(version));
      assert.ok(version === '3.1' ? info.license.identifier : info.license.url);
      await promisify(execFile)(
        path.join(root, 'tests/node_modules/.bin/redocly'),
        ['lint', '--extends=minimal', '--skip-rule=security-defined', file],
        {
          cwd: path.join(root, 'tests'),
          env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
        },
      ).catch(({ stdout, stderr }) => assert.fail(stdout + stderr));
    });
  }

  test('refuses a version that there is not', async () => {
    const answer = await ask(server, '/openapi.json?version=2.0');
    assert.equal(answer.status, 400);
    assert.match(answer.json().errors[0].detail, /Use 3\.1 or 3\.0/);
  });

  test('changes when the content does, and with nothing else', async () => {
    const first = await ask(server, '/openapi.json');
    const again = await ask(server, '/openapi.json', {
      headers: { 'If-None-Match': first.headers.etag },
    });
    assert.equal(again.status, 304);
  });
});

describe('the types', () => {
  const files = {
    'content/posts/a.md':
      '---\ntitle: A\ndate: 2026-01-01\nrating: 3\nmood: calm\nblocks: [{type: Quote, text: x}, {type: Figure, src: y}]\n---\nA\n',
    'content/posts/b.md':
      '---\ntitle: B\ndate: 2026-01-02\nrating: 4.5\nmood: calm\nextra: null\n---\nB\n',
    'content/posts/c.md': '---\ntitle: C\nmood: wild\n---\nC\n',
    'content/posts/d.md':
      '---\ntitle: D\nmood: wild\ndraft: true\nsecretfield: [zq]\n---\nD\n',
    'content/posts/e.md': '---\ntitle: E\nmood: wild\n---\nE\n',
    'content/case-studies/one.md':
      '---\ntitle: One\n"og:image": x.png\n---\nOne\n',
  };
  let site;
  let server;
  let tokens;
  let types;

  before(async () => {
    site = await writeSite(files);
    tokens = await writeTokens();
    server = await startServer(site.dir, {
      options: ['--tokens', tokens.file],
    });
    await untilSearchable(server);
    types = (await ask(server, '/types.d.ts')).body;
  });
  after(async () => {
    await server?.stop();
    await site?.remove();
    await tokens?.remove();
  });

  const right = `
        import type { CaseStudy, Included, ListItem, Post, PostFields, PostListItem, PostListEnvelope, Problem, Query, Selected } from './types';
        declare const post: Post;
        declare const answer: PostListEnvelope | Problem;
        const rating: number | undefined = post.rating;
        const mood: 'calm' | 'wild' = post.mood;
        const nothing: null | undefined = post.extra;
        for (const block of post.blocks ?? []) {
          if (block.type === 'Quote') { const text: string = block.text; void text; }
          else { const src: string = block.src; void src; }
        }
        declare const study: CaseStudy;
        const image: string = study['og:image'];
        declare const any: ListItem;
        if (any.collection === 'posts') { const m: string = any.mood; void m; }
        const part: Selected<Post, 'title' | 'author.name'> = { title: 'x', author: null };
        const name: string | undefined = part.author?.name;
        declare const wide: Included<PostListItem, 'related' | 'html'>;
        const html: string = wide.html;
        const query: Query<PostFields> = { tags: ['a', 'b'], 'date:gte': '2026', 'rating:lt': 4, 'mood:in': ['calm'], 'title:contains': 'x', sort: ['-date', 'title'], fields: ['title', 'author.name', '-toc'], facets: ['mood', 'date.month'], limit: 3, 'extra:exists': false };
        declare const found: Selected<PostListItem, 'title' | 'search'>;
        const snippet: string | undefined = found.search?.snippets[0]?.text;
        const search: Query<PostFields> = { q: 'x', 'q:mode': 'any', prefix: true, typos: false, sort: 'relevance', fields: ['title', 'search'] };
        declare const list: PostListEnvelope;
        const corrected: string | undefined = list.meta.search?.corrected;
        export { rating, mood, nothing, image, name, html, query, answer, snippet, search, corrected };
      `;

  const wrong = [
    [
      'a misspelled field',
      `import type { Post } from './types'; export const f = (p: Post) => p.tilte;`,
      /'tilte' does not exist/,
    ],
    [
      'a misspelled member of a block',
      `import type { Quote } from './types'; export const f = (b: Quote) => b.src;`,
      /'src' does not exist/,
    ],
    [
      'a value that the content does not have',
      `import type { Post } from './types'; export const f = (p: Post) => p.mood === 'angry';`,
      /no overlap/,
    ],
    [
      'a field that only a draft has',
      `import type { Post } from './types'; export const f = (p: Post) => p.secretfield;`,
      /'secretfield' does not exist/,
    ],
    [
      'an unknown condition',
      `import type { PostFields, Query } from './types'; export const q: Query<PostFields> = { 'date:gtee': '2026' };`,
      /'"?'?date:gtee/,
    ],
    [
      'an operator that the field does not have',
      `import type { PostFields, Query } from './types'; export const q: Query<PostFields> = { 'title:gt': 'x' };`,
      /title:gt/,
    ],
    [
      'an unknown field in a selection',
      `import type { Post, Selected } from './types'; export type S = Selected<Post, 'titel'>;`,
      /'"titel"' does not satisfy|"titel"/,
    ],
    [
      'an unknown field in a sort',
      `import type { PostFields, Query } from './types'; export const q: Query<PostFields> = { sort: 'dat' };`,
      /"dat"/,
    ],
    [
      'a type where a null may be',
      `import type { Post } from './types'; export const f = (p: Post): string => p.date;`,
      /null/,
    ],
  ];
  let faults; // by the name of the program

  test('let through what is right', async () => {
    faults = await typeFaults({
      'types.d.ts': types,
      'right.ts': right,
      ...Object.fromEntries(
        wrong.map(([, program], i) => [`wrong${i}.ts`, program]),
      ),
    });
    assert.equal(faults['types.d.ts'], '');
    assert.equal(faults['right.ts'], '');
  });

  for (const [i, [name, , fault]] of wrong.entries()) {
    test(`refuse ${name}`, () => {
      assert.match(faults[`wrong${i}.ts`], fault);
    });
  }

  test('have the fields of drafts for who may see them', async () => {
    const headers = { Authorization: `Bearer ${tokens.token}` };
    for (const target of [
      '/types.d.ts',
      '/openapi.json',
      '/openapi.yaml',
      '/_schemas/posts.json',
      '/_schemas/front-matter/posts.json',
    ]) {
      const all = await ask(server, `${target}?status=all`, { headers });
      assert.match(all.body, /secretfield/, target);
      assert.equal(all.headers['cache-control'], 'private, no-store', target);
      assert.doesNotMatch(
        (await ask(server, target)).body,
        /secretfield|zq/,
        target,
      );
      assert.equal(
        (await ask(server, `${target}?status=all`)).status,
        401,
        target,
      );
    }
  });
});

describe('a document that is in no list', () => {
  let site;
  let server;

  before(async () => {
    site = await writeSite({
      'content/posts/a.md': '---\ntitle: A\nmood: good\ncover: a.png\n---\nA\n',
      'content/posts/b.md': '---\ntitle: B\nmood: good\ncover: b.png\n---\nB\n',
      'content/posts/u.md':
        '---\ntitle: U\nhidden: true\nmood: ugly\nshykey: 1\nblocks: [{type: ShyBlock}]\n---\nU\n',
    });
    server = await startServer(site.dir);
    await untilSearchable(server);
  });
  after(async () => {
    await server?.stop();
    await site?.remove();
  });

  test('is as the types say, which do not tell of it', async () => {
    const schema = await getJson(server, '/_schemas/posts.json');
    const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
    const validate = ajv.compile(schema);
    const { data } = await getJson(server, '/posts/u');
    assert.ok(validate(data), JSON.stringify(validate.errors));
    const types = (await ask(server, '/types.d.ts')).body;
    const said = JSON.stringify(schema) + types;
    assert.doesNotMatch(said, /ugly|shykey|shyblock/i);
    assert.match(types, /cover\?: string;/);
    assert.match(types, /unlisted\?: boolean;/);
    const all = await getJson(server, '/_all?unlisted=true');
    assert.deepEqual(
      all.data.map(({ slug }) => slug),
      ['u'],
    );
  });
});

describe('the schema of front matter', () => {
  let server;
  let schema;

  before(async () => {
    server = await startServer(path.join(root, 'content'));
    await untilSearchable(server);
    schema = await getJson(server, '/_schemas/front-matter/posts.json');
  });
  after(() => server?.stop());

  test('takes the front matter of each document', async () => {
    const assertFits = validatorOf(schema);
    const { data } = await getJson(
      server,
      '/posts?include=front_matter&fields=front_matter,id&limit=all',
    );
    for (const { id, front_matter: written } of data) assertFits(written, id);
  });

  test('suggests values, and takes others', () => {
    assert.deepEqual(schema.properties.colors.examples, [
      'colors-a',
      'colors-b',
    ]);
    const ajv = new Ajv2020.default({ strict: false });
    const validate = ajv.compile(schema);
    assert.ok(validate({ colors: 'colors-z', title: 'T', more: 1 }));
    assert.ok(!validate({ title: ['T'] }));
    assert.ok(
      validate({ bottomSections: [{ type: 'NewSection' }], featured: null }),
    );
    assert.ok(validate({ tags: 'one' }));
    assert.ok(!validate({ featured: 'yes' }));
    assert.ok(!validate({ bottomSections: 'none' }));
  });

  test('is there for each collection', async () => {
    const { data } = await getJson(server, '/_schemas');
    for (const { front_matter: href } of data) {
      const found = await getJson(server, href);
      assert.equal(found.$id, href);
    }
    assert.equal((await ask(server, '/_schemas/nothing.json')).status, 404);
    assert.equal((await ask(server, '/_schemas/posts')).status, 404);
  });
});
