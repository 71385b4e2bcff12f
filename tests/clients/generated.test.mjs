// generated.test.mjs - clients that are made from the description, and Prism
// between a client and the server, against every path. script/clients runs it.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  operations,
  targetOf,
  withParameter,
} from '../http/description.mjs';
import { startServer, writeTokens } from '../http/server.mjs';
import { ask, getJson, root } from '../http/support.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const description = path.join(root, 'openapi/openapi.yaml');
const bin = (name) => path.join(here, 'node_modules/.bin', name);
const runProgram = promisify(execFile);

let dir; // what is generated; within node_modules, to find zod and axios
let server;
let tokens;

before(async () => {
  dir = await mkdtemp(path.join(here, 'node_modules/.generated-'));
  tokens = await writeTokens();
  server = await startServer(path.join(root, 'content'), {
    options: ['--tokens', tokens.file],
  });
});

after(async () => {
  await server?.stop();
  await tokens?.remove();
  await rm(dir, { recursive: true, force: true });
});

const generate = async (program, args, config) => {
  const file = path.join(dir, `${program}.config.ts`);
  await writeFile(file, `export default ${JSON.stringify(config)}`);
  await runProgram(bin(program), [...args, file], { cwd: dir });
};

/** Fails unless tsc finds nothing wrong with the files. */
async function compile(files) {
  const config = path.join(dir, `tsconfig.${files.length}.json`);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
  };
  await writeFile(config, JSON.stringify({ compilerOptions, files }));
  await assert.doesNotReject(runProgram(bin('tsc'), ['-p', config]));
}

const contentType = ({ response }) => Object.keys(response('200').content)[0];
const isJson = (operation) => contentType(operation) === 'application/json';
const upperFirst = (text) => text[0].toUpperCase() + text.slice(1);

/** Examples of the parameters that the operation cannot lack. */
function required({ parameters }, place) {
  const found = parameters.filter((p) => p.in === place && p.required);
  return Object.fromEntries(found.map(({ name, example }) => [name, example]));
}

function assertParses(schema, data, id) {
  const { success, error } = schema.safeParse(data);
  assert.ok(success, `${id}: ${error?.message}`);
}

describe('hey-api', () => {
  let sdk;
  let schemas;

  before(async () => {
    await generate('openapi-ts', ['-f'], {
      input: description,
      output: path.join(dir, 'hey'),
      plugins: [
        '@hey-api/client-fetch',
        '@hey-api/sdk',
        '@hey-api/typescript',
        { name: 'zod', dates: { offset: true } },
      ],
    });
    await compile(['hey/index.ts', 'hey/zod.gen.ts']);
    sdk = await import(path.join(dir, 'hey/index.ts'));
    schemas = await import(path.join(dir, 'hey/zod.gen.ts'));
  });

  test('asks every path', async () => {
    for (const operation of operations) {
      const { id } = operation;
      const { data, error } = await sdk[id]({
        path: required(operation, 'path'),
        query: required(operation, 'query'),
        baseUrl: server.baseUrl,
        auth: tokens.token,
        parseAs: isJson(operation) ? 'json' : 'text',
      });
      assert.equal(error, undefined, id);
      if (isJson(operation) && id !== 'getOpenapiJson')
        assertParses(schemas[`z${upperFirst(id)}Response`], data, id);
    }
  });

  test('sends objects and arrays', async () => {
    const { data } = await sdk.listPosts({
      baseUrl: server.baseUrl,
      query: {
        filter: { tags: 'http', 'date:gte': '2026', 'word_count:gt': 100 },
        sort: ['-date', 'title'],
        fields: ['slug', 'title'],
      },
    });
    const target =
      '/posts?tags=http&date:gte=2026&word_count:gt=100&sort=-date,title&fields=slug,title';
    assert.deepEqual(data, await getJson(server, target));
  });
});

describe('orval', () => {
  let api;
  let viaAxios;
  let schemas;

  before(async () => {
    const output = (name, client) => ({
      input: { target: description },
      output: {
        target: path.join(dir, name),
        client,
        baseUrl: server.baseUrl,
        urlEncodeParameters: true,
        override: { zod: { dateTimeOptions: { offset: true } } },
      },
    });
    await generate('orval', ['--config'], {
      api: output('orval.ts', 'fetch'),
      axios: output('orval-axios.ts', 'axios-functions'),
      zod: output('orval-zod.ts', 'zod'),
    });
    await compile(['orval.ts', 'orval-axios.ts', 'orval-zod.ts']);
    api = await import(path.join(dir, 'orval.ts'));
    viaAxios = await import(path.join(dir, 'orval-axios.ts'));
    schemas = await import(path.join(dir, 'orval-zod.ts'));
  });

  /** Its functions take the parts of the path first, then the parameters. */
  const argumentsOf = (operation) => {
    const query = required(operation, 'query');
    const words = Object.values(required(operation, 'path'));
    return Object.keys(query).length > 0 ? [...words, query] : words;
  };

  test('asks every path for JSON with fetch', async () => {
    for (const operation of operations.filter(isJson)) {
      const { id, parameters } = operation;
      const words = argumentsOf(operation);
      const takes = (place) => parameters.filter((p) => p.in === place);
      if (takes('query').length > 0 && words.length === takes('path').length)
        words.push({});
      const headers = { Authorization: `Bearer ${tokens.token}` };
      const { status, data } = await api[id](...words, { headers });
      assert.equal(status, 200, id);
      if (id !== 'getOpenapiJson')
        assertParses(schemas[`${id}Response`], data, id);
    }
  });

  test('asks for bodies and streams with axios', async () => {
    for (const operation of operations.filter((o) => !isJson(o))) {
      const { data } = await viaAxios[operation.id](...argumentsOf(operation));
      assert.equal(typeof data, 'string', operation.id);
    }
  });

  test('sends objects with axios, and groups with fetch', async () => {
    const wanted = await getJson(server, '/posts?tags=http&date:gte=2026');
    const filter = { tags: 'http', 'date:gte': '2026' };
    const { data } = await viaAxios.listPosts({ filter });
    assert.deepEqual(data, wanted);
    const grouped = await api.listPosts({ and: '(tags=http,date:gte=2026)' });
    assert.deepEqual(grouped.data.data, wanted.data);
    assert.equal((await api.listPosts({ filter })).status, 400);
  });
});

describe('Prism', () => {
  let prism;
  let proxy;

  before(async () => {
    const args = ['proxy', description, server.baseUrl, '--errors', '-p', '0'];
    prism = spawn(bin('prism'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const text of prism.stdout.setEncoding('utf8').iterator({
      destroyOnReturn: false,
    })) {
      const [, port] = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? [];
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
    const headers = { Authorization: `Bearer ${tokens.token}` };
    const direct = await ask(server, target, { headers });
    const answer = await ask(proxy, target, { headers });
    assert.equal(answer.status, direct.status, `${target}: ${answer.body}`);
    assert.equal(answer.body, direct.body, target);
  }

  /** With `fields`, an answer is less than the schema of the whole. */
  const canStand = (p) =>
    p.in === 'query' &&
    p.example !== undefined &&
    !p.required &&
    !['filter', 'fields'].includes(p.name);

  /** How a value is written in the style of its parameter. */
  const written = (value) => (Array.isArray(value) ? value.join() : value);

  test('finds each answer as it is described', async () => {
    for (const operation of operations) {
      const target = targetOf(operation);
      await assertSame(target);
      for (const { name, example } of operation.parameters.filter(canStand))
        await assertSame(withParameter(target, name, written(example)));
    }
  });

  test('lets conditions and mistakes pass', async () => {
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
