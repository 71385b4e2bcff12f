// generated.test.mjs - clients that are made from the description that a
// server serves, and Prism between a client and the server, against every path;
// what Redocly and Spectral say of it. script/clients runs it.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  readDescription,
  targetOf,
  withParameter,
} from '../http/description.mjs';
import { startServer, writeTokens } from '../http/server.mjs';
import { ask, getJson, root } from '../http/support.mjs';
import { sites } from './sites.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const bin = (name) => path.join(here, 'node_modules/.bin', name);
const options = { maxBuffer: 2 ** 26 };
const runProgram = promisify(execFile);

/** Fails with all that the program prints, should it fail. */
const run = (program, args, more) =>
  runProgram(program, args, { ...options, ...more }).catch(
    ({ stdout, stderr, message }) =>
      assert.fail(stdout + stderr === '' ? message : stdout + stderr),
  );

const contentType = ({ response }) => Object.keys(response('200').content)[0];
const isJson = (operation) => contentType(operation) === 'application/json';
const isDocs = ({ template }) => template === '/_docs'; // may not be built in

/** What a generator made of a name: they differ in capitals and signs. */
function pick(from, name) {
  const plain = (text) => text.replace(/[^a-z0-9]/gi, '').toLowerCase();
  const key = Object.keys(from).find((k) => plain(k) === plain(name));
  assert.ok(key, `${name} is not among what was made`);
  return from[key];
}

/** Examples of the parameters that the operation cannot lack. */
function required({ parameters }, place) {
  const found = parameters.filter((p) => p.in === place && p.required);
  return Object.fromEntries(found.map(({ name, example }) => [name, example]));
}

function assertParses(schema, data, id) {
  const { success, error } = schema.safeParse(data);
  assert.ok(success, `${id}: ${error?.message.slice(0, 2000)}`);
}

for (const site of sites) {
  describe(site.name, { skip: site.skip }, () => {
    let dir; // what is generated; within node_modules, to find zod and axios
    let place; // of the site
    let server;
    let tokens;
    let operations;
    let files; // the description, by version

    before(async () => {
      dir = await mkdtemp(path.join(here, 'node_modules/.generated-'));
      tokens = await writeTokens();
      place = await site.open();
      server = await startServer(place.dir, {
        options: ['--tokens', tokens.file],
      });
      files = {};
      for (const version of ['3.1', '3.0']) {
        const target = `/openapi.json?version=${version}`;
        files[version] = path.join(dir, `openapi-${version}.json`);
        await writeFile(files[version], (await ask(server, target)).body);
      }
      const described = readDescription(await getJson(server, '/openapi.json'));
      const { data } = await getJson(server, '/');
      const media = await getJson(server, '/_media?limit=1');
      const empty = [
        ...data.collections.filter(({ count }) => count === 0),
        ...(media.meta.pagination.total === 0 ? [{ name: '_media' }] : []),
      ];
      /** Nothing can be asked of what is not there: a site without tags. */
      const isOfNothing = ({ template }) =>
        empty.some(({ name }) => template.startsWith(`/${name}/{`));
      operations = described.operations.filter(
        (operation) => !isDocs(operation) && !isOfNothing(operation),
      );
    });

    after(async () => {
      await server?.stop();
      await tokens?.remove();
      await place?.remove();
      await rm(dir, { recursive: true, force: true });
    });

    const headers = () => ({ Authorization: `Bearer ${tokens.token}` });

    const generate = async (program, args, config) => {
      const file = path.join(dir, `${program}.config.ts`);
      await writeFile(file, `export default ${JSON.stringify(config)}`);
      await run(bin(program), [...args, file], { cwd: dir });
    };

    /** What tsc finds wrong with the files; '' of most. */
    async function faultsOf(names) {
      const config = path.join(dir, `tsconfig.${names.join().length}.json`);
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'es2022',
        module: 'esnext',
        moduleResolution: 'bundler',
        lib: ['es2022', 'dom', 'dom.iterable'],
        types: [],
      };
      await writeFile(config, JSON.stringify({ compilerOptions, files: names }));
      return runProgram(bin('tsc'), ['-p', config], options).then(
        () => '',
        ({ stdout }) => stdout,
      );
    }
    const compile = async (...names) =>
      assert.equal((await faultsOf(names)).slice(0, 4000), '');

    for (const version of ['3.1', '3.0']) {
      test(`is OpenAPI ${version} to Redocly and to Spectral`, async () => {
        const config = `--config=${path.join(here, 'redocly.yaml')}`;
        await run(
          path.join(root, 'tests/node_modules/.bin/redocly'),
          ['lint', config, files[version]],
          { env: { ...process.env, REDOCLY_TELEMETRY: 'off' } },
        );
        const rules = path.join(here, 'spectral.yaml');
        const found = path.join(dir, `spectral-${version}.json`);
        const words = ['lint', '-r', rules, '-f', 'json', '-o', found];
        await runProgram(bin('spectral'), [...words, files[version]]).catch(
          () => {}, // it has found errors
        );
        // It decodes the addresses of collections in other scripts, and then
        // finds no operation there.
        const { paths } = JSON.parse(await readFile(files[version], 'utf8'));
        const isThere = ({ path: [section, name] }) =>
          section !== 'paths' || name === undefined || name in paths;
        const faults = JSON.parse(await readFile(found, 'utf8'));
        assert.deepEqual(faults.filter(isThere), []);
      });
    }

    describe('hey-api', () => {
      let sdk;
      let schemas;

      before(async () => {
        await generate('openapi-ts', ['-f'], {
          input: files['3.1'],
          output: path.join(dir, 'hey'),
          plugins: [
            '@hey-api/client-fetch',
            '@hey-api/sdk',
            '@hey-api/typescript',
            { name: 'zod', dates: { offset: true } },
          ],
        });
        await compile('hey/index.ts', 'hey/zod.gen.ts');
        sdk = await import(path.join(dir, 'hey/index.ts'));
        schemas = await import(path.join(dir, 'hey/zod.gen.ts'));
      });

      test('asks every path', async () => {
        for (const operation of operations) {
          const { id } = operation;
          const { data, error } = await pick(sdk, id)({
            path: required(operation, 'path'),
            query: required(operation, 'query'),
            baseUrl: server.baseUrl,
            auth: tokens.token,
            parseAs: isJson(operation) ? 'json' : 'text',
          });
          assert.equal(error, undefined, id);
          if (isJson(operation) && id !== 'getOpenapiJson')
            assertParses(pick(schemas, `z${id}Response`), data, id);
        }
      });

      test('sends conditions and arrays', { skip: !site.isSample }, async () => {
        const target =
          '/posts?tags=http&date:gte=2026&word_count:gt=100&sort=-date,title&fields=slug,title';
        for (const conditions of [
          { tags: 'http', 'date:gte': '2026', 'word_count:gt': 100 },
          { filter: { tags: 'http', 'date:gte': '2026', 'word_count:gt': 100 } },
        ]) {
          const { data } = await sdk.listPosts({
            baseUrl: server.baseUrl,
            query: {
              ...conditions,
              sort: ['-date', 'title'],
              fields: ['slug', 'title'],
            },
          });
          assert.deepEqual(data, await getJson(server, target));
        }
      });

      test('knows a misspelled name', { skip: !site.isSample }, async () => {
        const program = `import { getPost, listPosts } from './hey';
          listPosts({ query: { 'date:gte': '2026' } });
          listPosts({ query: { 'date:gtee': '2026' } });
          listPosts({ query: { sort: ['dat'] } });
          getPost({ path: { slug: 'x' } }).then(({ data }) => data?.data.title);
          getPost({ path: { slug: 'x' } }).then(({ data }) => data?.data.tilte);`;
        await writeFile(path.join(dir, 'wrong.ts'), program);
        const lines = (await faultsOf(['wrong.ts'])).match(/wrong.ts\(\d+/g);
        assert.deepEqual(lines, ['wrong.ts(3', 'wrong.ts(4', 'wrong.ts(6']);
      });
    });

    describe('orval', () => {
      let api;
      let viaAxios;
      let schemas;

      before(async () => {
        const output = (name, client, filters) => ({
          input: { target: files['3.1'], ...(filters && { filters }) },
          output: {
            target: path.join(dir, name),
            client,
            baseUrl: server.baseUrl,
            urlEncodeParameters: true,
            override: { zod: { dateTimeOptions: { offset: true } } },
          },
        });
        // Its zod repeats each schema wherever one refers to it: 21 MB of the
        // sample, which tsc cannot read in 4 GB; 2 MB of its posts.
        const zod = site.isSample && {
          zod: output('orval-zod.ts', 'zod', { tags: ['Posts'] }),
        };
        await generate('orval', ['--config'], {
          api: output('orval.ts', 'fetch'),
          axios: output('orval-axios.ts', 'axios-functions'),
          ...zod,
        });
        await compile('orval.ts', 'orval-axios.ts');
        api = await import(path.join(dir, 'orval.ts'));
        viaAxios = await import(path.join(dir, 'orval-axios.ts'));
        if (!zod) return;
        await compile('orval-zod.ts');
        schemas = await import(path.join(dir, 'orval-zod.ts'));
      });

      /** Its functions take the parts of the path first, then the parameters,
       * where there are any, then the options. */
      const argumentsOf = (operation) => {
        const takes = operation.parameters.some((p) => p.in === 'query');
        const words = Object.values(required(operation, 'path'));
        const query = takes ? [required(operation, 'query')] : [];
        return [...words, ...query, { headers: headers() }];
      };

      test('asks every path for JSON with fetch', async () => {
        for (const operation of operations.filter(isJson)) {
          const { id } = operation;
          const { status, data } = await pick(api, id)(
            ...argumentsOf(operation),
          );
          assert.equal(status, 200, id);
          if (schemas && /^(listPosts|getPost)$/.test(id))
            assertParses(pick(schemas, `${id}Response`), data, id);
        }
      });

      test('asks for bodies and streams with axios', async () => {
        for (const operation of operations.filter((o) => !isJson(o))) {
          const { id } = operation;
          const isText = !/json$/.test(contentType(operation));
          const { data } = await pick(viaAxios, id)(...argumentsOf(operation));
          if (isText) assert.equal(typeof data, 'string', id);
        }
      });

      test('sends conditions', { skip: !site.isSample }, async () => {
        const wanted = await getJson(server, '/posts?tags=http&date:gte=2026');
        const conditions = { tags: 'http', 'date:gte': '2026' };
        assert.deepEqual((await viaAxios.listPosts(conditions)).data, wanted);
        assert.deepEqual((await api.listPosts(conditions)).data, wanted);
        const filtered = await viaAxios.listPosts({ filter: conditions });
        assert.deepEqual(filtered.data, wanted);
        const grouped = await api.listPosts({ and: '(tags=http,date:gte=2026)' });
        assert.deepEqual(grouped.data.data, wanted.data);
        assert.equal((await api.listPosts({ filter: conditions })).status, 400);
      });
    });

    describe('swagger-typescript-api, of OpenAPI 3.0', () => {
      let api;

      before(async () => {
        const output = ['-o', path.join(dir, 'sta'), '-n', 'api.ts'];
        const words = ['generate', '-p', files['3.0'], ...output];
        await run(bin('swagger-typescript-api'), words);
        await compile('sta/api.ts');
        const { Api } = await import(path.join(dir, 'sta/api.ts'));
        api = new Api({
          baseUrl: server.baseUrl,
          baseApiParams: { format: 'json', headers: headers() },
        });
      });

      test('asks every path for JSON', async () => {
        for (const operation of operations.filter(isJson)) {
          const [part, ...rest] = Object.values(required(operation, 'path'));
          assert.deepEqual(rest, []);
          const all = Object.assign({}, ...Object.values(api), api);
          const method = pick(all, operation.id);
          const query = required(operation, 'query');
          const words = part === undefined ? [query] : [part, query];
          const { status } = await method(...words);
          assert.equal(status, 200, operation.id);
        }
      });
    });

    describe('Prism', () => {
      let prism;
      let proxy;

      before(async () => {
        const args = ['proxy', files['3.1'], server.baseUrl, '--errors'];
        prism = spawn(bin('prism'), [...args, '-p', '0'], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let text = '';
        for await (const part of prism.stdout.setEncoding('utf8').iterator({
          destroyOnReturn: false,
        })) {
          text += part;
          const [, port] =
            /listening on http:\/\/127\.0\.0\.1:(\d+)\s/.exec(text) ?? [];
          proxy = { host: '127.0.0.1', port: Number(port) };
          if (port) break;
        }
        prism.stdout.resume();
      });

      after(async () => {
        prism.kill();
        await once(prism, 'exit');
      });

      /** Prism answers a 500 of its own where something is not as described. */
      async function assertSame(target) {
        const direct = await ask(server, target, { headers: headers() });
        const answer = await ask(proxy, target, { headers: headers() });
        assert.equal(answer.status, direct.status, `${target}: ${answer.body}`);
        if (!target.startsWith('/_metrics')) // counts these requests
          assert.equal(answer.body, direct.body, target);
      }

      /** With `fields`, an answer is less than the schema of the whole; with
       * `status`, drafts come, and this description does not know them. */
      const canStand = (p) =>
        p.in === 'query' &&
        p.example !== undefined &&
        !p.required &&
        !['filter', 'fields', 'status'].includes(p.name);

      /** How a value is written in the style of its parameter. */
      const written = (value) => (Array.isArray(value) ? value.join() : value);

      /** A parameter of a path is one segment of it, slashes and all. */
      const asClientsWrite = (operation) =>
        operation.parameters
          .filter((p) => p.in === 'path')
          .reduce(
            (to, { example }) => to.replace(example, encodeURIComponent(example)),
            targetOf(operation),
          );

      test('finds each answer as it is described', async () => {
        for (const operation of operations) {
          const target = asClientsWrite(operation);
          await assertSame(target);
          for (const { name, example } of operation.parameters.filter(canStand))
            await assertSame(withParameter(target, name, written(example)));
        }
      });

      test('lets conditions and mistakes pass', { skip: !site.isSample }, async () => {
        for (const target of [
          '/posts?tags=http&date:gte=2026&limit=2',
          '/posts?filter%5Btags%5D=http',
          '/posts?limit=all',
          '/posts?limt=3',
          '/posts/frist-request',
        ])
          await assertSame(target);
      });
    });
  });
}
