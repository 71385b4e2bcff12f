// types.test.mjs - the programs of the documentation under `tsc --strict`,
// against the types of the sample content and those that openapi-typescript
// makes of its description.
//
// A program in TypeScript imports them as ./types and ./headmatter. One in
// JavaScript calls fetch(), whose answers have no type; here it gets a fetch()
// that finds the type of an answer by its address.
import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import * as docs from './docs.mjs';
import { root, run } from './support.mjs';

const typedFetch = `
import type { components, paths } from './headmatter'

/** What the sample content has in its front matter. */
type Content = {
  '/_resolve': { data: { sections: { type: string; posts?: components['schemas']['ListItem'][] }[] } }
}
type Body<P> = P extends { get: { responses: { 200: { content: { 'application/json': infer T } } } } } ? T : never
type Path<U> = U extends \`http://\${string}/\${infer P}\` ? (P extends \`\${infer Q}?\${string}\` ? \`/\${Q}\` : \`/\${P}\`) : never
type Answer<P> = P extends keyof paths ? Body<paths[P]> & (P extends keyof Content ? Content[P] : unknown) : unknown

declare global {
  function fetch<const U extends string>(url: U): Promise<{ json(): Promise<Answer<Path<U>>> }>
}
`;

const options = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
};

let dir;

before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'headmatter-types-'));
  await symlink(
    path.join(root, 'tests/node_modules'),
    path.join(dir, 'node_modules'),
  );
  const content = path.join(root, 'content');
  const described = await run(['get', '/openapi.json', content]);
  await writeFile(
    path.join(dir, 'headmatter.d.ts'),
    astToString(await openapiTS(described.stdout)),
  );
  const types = await run(['types', content]);
  await writeFile(path.join(dir, 'types.d.ts'), types.stdout);
  await writeFile(path.join(dir, 'typed-fetch.d.ts'), typedFetch);
  await writeFile(
    path.join(dir, 'console.d.ts'),
    'declare const console: { log(...values: unknown[]): void }',
  );
});

after(() => rm(dir, { recursive: true, force: true }));

/** What the compiler has to say about programs: { 'a.ts': text }. */
async function compile(programs, libraries) {
  const names = Object.keys(programs).map((name) => path.join(dir, name));
  for (const [name, text] of Object.entries(programs))
    await writeFile(path.join(dir, name), `${text}\nexport {}\n`);
  const files = libraries.map((name) => path.join(dir, name));
  const lib = libraries.includes('typed-fetch.d.ts')
    ? ['lib.es2022.d.ts']
    : ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
  const program = ts.createProgram([...names, ...files], { ...options, lib });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const { line } = file?.getLineAndCharacterOfPosition(start) ?? {};
    const where = file && `${path.basename(file.fileName)}:${line + 1}: `;
    return where + ts.flattenDiagnosticMessageText(messageText, '\n');
  });
}

/** The programs of all pages: { 'README.md-139.ts': text }. */
const programsIn = (language) =>
  Object.fromEntries(
    docs.pages.flatMap((page) =>
      [...docs.blocks(page)]
        .filter((block) => block.language === language)
        .map(({ line, text }) => [
          `${page.replace('/', '-')}-${line}.ts`,
          text,
        ]),
    ),
  );

describe('the programs of the documentation compile', () => {
  test('in TypeScript', async () => {
    const programs = programsIn('ts');
    assert.ok(Object.keys(programs).length > 0);
    assert.deepEqual(await compile(programs, ['headmatter.d.ts']), []);
  });

  test('in JavaScript, with types', async () => {
    const programs = programsIn('js');
    assert.ok(Object.keys(programs).length > 0);
    const libraries = ['typed-fetch.d.ts', 'console.d.ts'];
    assert.deepEqual(await compile(programs, libraries), []);
  });

  test('but not with a wrong name', async () => {
    const wrong = `
      const { data } = await (await fetch('http://x/posts?limit=3')).json()
      console.log(data[0]?.author?.nom)
      const { data: all } = await (await fetch('http://x/post')).json()`;
    const libraries = ['typed-fetch.d.ts', 'console.d.ts'];
    const faults = await compile({ 'wrong.ts': wrong }, libraries);
    assert.match(faults[0], /^wrong.ts:3: Property 'nom' does not exist/);
    assert.match(faults[1], /^wrong.ts:4: Property 'data' does not exist/);
    assert.equal(faults.length, 2);
  });
});

test('a misspelled name does not compile with openapi-fetch', async () => {
  const program = `
    import createClient from 'openapi-fetch'
    import type { paths } from './headmatter'
    const client = createClient<paths>({ baseUrl: 'http://127.0.0.1:8080' })
    const ask = (query: NonNullable<paths['/posts']['get']['parameters']['query']>) =>
      client.GET('/posts', { params: { query } })
    ask({ tags: 'http', 'date:gte': '2026', sort: ['-date'] }).then(({ data }) => data?.data[0]?.title)
    ask({ 'date:gtee': '2026' })
    client.GET('/posts', { params: { query: { 'date:gtee': '2026' } } })
    client.GET('/posts', { params: { query: { sort: ['dat'] } } })
    ask({}).then(({ data }) => data?.data[0]?.tilte)
    client.GET('/posts/{slug}', { params: { path: { slug: 'x' } } }).then(({ data }) => data?.data.tilte)
    client.GET('/post', {})`;
  const faults = await compile({ 'misspelled.ts': program }, ['headmatter.d.ts']);
  const expected = [
    /^misspelled.ts:8: .*date:gtee.* does not exist/,
    /^misspelled.ts:9: .*date:gtee.* does not exist/,
    /^misspelled.ts:10: Type '"dat"' is not assignable/,
    /^misspelled.ts:11: Property 'tilte' does not exist/,
    /^misspelled.ts:12: Property 'tilte' does not exist/,
    /^misspelled.ts:13: .*"\/post"' is not assignable/,
  ];
  assert.equal(faults.length, expected.length, faults.join('\n'));
  for (const [i, fault] of expected.entries()) assert.match(faults[i], fault);
});

test('what is always there is not optional', async () => {
  const program = `
    import type { components } from './headmatter'
    type Schemas = components['schemas']
    declare const post: Schemas['PostListItem']
    declare const item: Schemas['Post']
    declare const person: Schemas['Author']
    export const texts: string[] = [post.title, post.rev, item.html, item.title]
    export const nullable: (string | null)[] = [post.url, post.date, post.day, post.updated, post.excerpt, item.path]
    export const numbers: number[] = [post.word_count, post.reading_time, person.post_count]
    export const lists: unknown[][] = [post.tags, post.categories, post.authors, item.toc]
    export const name: string | null | undefined = post.author?.name ?? item.author?.name ?? item.authors[0]?.href
  `;
  const faults = await compile({ 'always.ts': program }, ['headmatter.d.ts']);
  assert.deepEqual(faults, []);
});
