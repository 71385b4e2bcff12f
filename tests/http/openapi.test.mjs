// openapi.test.mjs - the description and the binary, held against each other.
//
// Nothing here knows a path, a parameter or a schema: all of it is read from
// openapi/openapi.yaml and asked of the binary that serves the sample site. An
// operation that is added to the description is tested without a line here.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  assertValid,
  description,
  follow,
  isDescribed,
  operations,
  schemaOf,
  targetOf,
  withParameter,
} from './description.mjs';
import { startServer, writeTokens } from './server.mjs';
import {
  ask as askAnybody,
  hasViewer,
  root,
  untilSearchable,
} from './support.mjs';

let server;
let tokens;

before(async () => {
  tokens = await writeTokens();
  server = await startServer(path.join(root, 'content'), {
    options: ['--tokens', tokens.file, '--public-url', 'https://example.org'],
  });
  await untilSearchable(server);
});

after(async () => {
  await server?.stop();
  await tokens?.remove();
});

/** As somebody who has a token, which changes no answer that wants none. */
const ask = (to, target, { headers, ...options } = {}) =>
  askAnybody(to, target, {
    headers: { Authorization: `Bearer ${tokens.token}`, ...headers },
    ...options,
  });

/** Members of sites in several languages, which this one is not. */
const ofLanguages = ['lang', 'translations', 'languages'];
const problem = schemaOf('Problem');
const queryOf = (operation) =>
  operation.parameters.filter((p) => p.in === 'query');
const contentOf = (operation) =>
  Object.entries(operation.response('200').content)[0];
const isJson = (operation) => contentOf(operation)[0] === 'application/json';

/** Headers that only an answer to an unusual question has. */
const occasional = ['X-Warnings'];

/**
 * Each described header is there and is as its schema says. Those that are not
 * marked as required may be missing where `isPlain` is not said.
 */
function assertHeaders(response, answer, where, isPlain = false) {
  for (const [name, header] of Object.entries(response.headers ?? {})) {
    const { schema, required } = follow(header);
    const text = answer.headers[name.toLowerCase()];
    const mayLack = !required && (!isPlain || occasional.includes(name));
    if (text === undefined && mayLack) continue;
    assert.notEqual(text, undefined, `${where}: no ${name}`);
    const value = schema.type === 'integer' ? Number(text) : text;
    assertValid(schema, value, `${where}: ${name}`);
  }
}

/** A 200 as described; returns the parsed body, if it is JSON. */
async function assertAnswer(operation, target) {
  const answer = await ask(server, target);
  const [type, { schema }] = contentOf(operation);
  assert.equal(answer.status, 200, `${target}: ${answer.body.slice(0, 400)}`);
  assert.equal(answer.headers['content-type'].split(';')[0], type, target);
  const isPlain = target === targetOf(operation);
  assertHeaders(operation.response('200'), answer, target, isPlain);
  if (!isJson(operation)) return answer.body;
  assertValid(schema, answer.json(), target);
  return answer.json();
}

async function assertProblem(operation, target, status, options) {
  const answer = await ask(server, target, options);
  const response = operation.response(String(status));
  assert.equal(answer.status, status, `${target}: ${answer.body}`);
  assert.equal(answer.headers['content-type'], 'application/problem+json');
  assert.ok('application/problem+json' in response.content);
  assertHeaders(response, answer, target);
  assertValid(problem, answer.json(), target);
  assert.ok(
    description.components.schemas.ProblemName.enum.includes(
      answer.json().type.replace('/_problems/', ''),
    ),
  );
  return answer.json();
}

/** Strings that lead somewhere: every `href`, and every link. */
function* addressesIn(node, key = '') {
  if (typeof node === 'string' && key === 'href') yield node;
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    if (key === 'links' && typeof value === 'string') yield value;
    yield* addressesIn(value, name);
  }
}

function* keysIn(node) {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    if (!Array.isArray(node)) yield name;
    yield* keysIn(value);
  }
}

/**
 * That `example` is `actual`, but for revisions, texts that are the beginning
 * of a longer text, and lists that are the beginning of a longer list.
 */
function assertBeginning(example, actual, where) {
  if (typeof example === 'string' && typeof actual === 'string') {
    assert.ok(where.endsWith('.rev') || actual.startsWith(example), where);
  } else if (Array.isArray(example)) {
    assert.ok(example.length <= actual.length, where);
    example.forEach((e, i) => assertBeginning(e, actual[i], `${where}[${i}]`));
  } else if (typeof example === 'object' && example !== null) {
    assert.deepEqual(Object.keys(example), Object.keys(actual), where);
    for (const key of Object.keys(example))
      assertBeginning(example[key], actual[key], `${where}.${key}`);
  } else {
    assert.equal(actual, example, where);
  }
}

describe('the description', () => {
  test('has examples that are as its schemas say', () => {
    for (const { id, response } of operations) {
      for (const content of Object.values(response('200').content)) {
        for (const example of Object.values(content.examples ?? {}))
          assertValid(content.schema, follow(example).value, id);
      }
    }
    for (const name of [
      'BadRequest',
      'Unauthorized',
      'Forbidden',
      'NotFound',
      'MethodNotAllowed',
      'PreconditionFailed',
      'UriTooLong',
    ]) {
      const [{ examples }] = Object.values(
        description.components.responses[name].content,
      );
      for (const example of Object.values(examples))
        assertValid(problem, follow(example).value, name);
    }
  });

  test('has examples that the sample site answers with', async () => {
    for (const operation of operations) {
      const [, { examples = {} }] = contentOf(operation);
      for (const { summary, value } of Object.values(examples).map(follow)) {
        const target = /`(\/[^`]*)`/.exec(summary)?.[1] ?? targetOf(operation);
        const answer = await ask(server, target);
        const actual = isJson(operation) ? answer.json() : answer.body;
        assertBeginning(value, actual, `${target}: `);
      }
    }
  });

  test('knows every address that the front door leads to', async () => {
    const body = (await ask(server, '/')).json();
    const addresses = [...addressesIn(body)];
    assert.ok(addresses.length > 10);
    for (const address of addresses)
      assert.ok(isDescribed(address.split('?')[0]), address);
  });

  test('names every problem, and each is explained', async () => {
    const { data } = (await ask(server, '/_problems')).json();
    assert.deepEqual(
      data.map((kind) => kind.name).sort(),
      [...description.components.schemas.ProblemName.enum].sort(),
    );
    for (const { name, status, title } of data) {
      const answer = await ask(server, `/_problems/${name}`);
      assert.equal(answer.status, 200);
      assert.deepEqual(
        [answer.json().data.status, answer.json().data.title],
        [status, title],
      );
    }
  });

  test('describes every member of an envelope', async () => {
    for (const operation of operations.filter(isJson)) {
      const schema = follow(contentOf(operation)[1].schema);
      if (schema.properties?.data === undefined) continue;
      const body = await assertAnswer(operation, targetOf(operation));
      for (const part of ['meta', 'links']) {
        const described = follow(schema.properties[part])?.properties ?? {};
        for (const name of Object.keys(body[part] ?? {}))
          assert.ok(name in described, `${operation.id}: ${part}.${name}`);
      }
    }
  });

  test('describes no member that no answer has', async () => {
    const seen = new Set();
    const look = (body) => [...keysIn(body)].forEach((key) => seen.add(key));
    for (const operation of operations.filter(isJson)) {
      const target = targetOf(operation);
      look((await ask(server, target)).json());
      const include = queryOf(operation).find((p) => p.name === 'include');
      if (include === undefined) continue;
      const all = include.schema.items.anyOf[0].enum.join(',');
      const widened = withParameter(target, 'include', all);
      look((await ask(server, widened)).json());
    }
    for (const target of [
      '/posts?limit=5000',
      '/posts?facets=tags',
      '/posts?fields=titel',
      '/posts?fields=nowhere-to-be-found',
      '/posts/first-requesd',
    ])
      look((await ask(server, target)).json());
    for (const [name, schema] of Object.entries(
      description.components.schemas,
    )) {
      if (['Missing', 'DataDocument', 'Diagnostic', 'Translation'].includes(name)) continue; // none here
      for (const member of Object.keys(schema.properties ?? {}))
        assert.ok(
          seen.has(member) || ofLanguages.includes(member),
          `${name}.${member}`,
        );
    }
  });
});

const queryNames = new Set(operations.flatMap(queryOf).map((p) => p.name));
const takesFilters = (operation) =>
  queryOf(operation).some((p) => p.name === 'filter');

/** A list, what has changed, or ids with their revs. */
const documentsIn = (data) =>
  Array.isArray(data) ? data : (data.upserted ?? Object.keys(data));

/** What leads to another page instead; viewer.test.mjs tells of that. */
const leftOut = (await hasViewer()) ? [] : ['/_docs'];

for (const operation of operations) {
  const target = targetOf(operation);
  const skip = leftOut.includes(target) && 'built with -DDOCS=OFF';

  describe(`${operation.method} ${operation.template}`, { skip }, () => {
    test('answers as described', async () => {
      await assertAnswer(operation, target);
    });

    test('answers HEAD with the headers of GET and no body', async () => {
      const [get, head] = [
        await ask(server, target),
        await ask(server, target, { method: 'HEAD' }),
      ];
      delete get.headers.date;
      delete head.headers.date;
      if (target === '/_metrics') {
        // The first request is in the answer to the second.
        delete get.headers['content-length'];
        delete head.headers['content-length'];
      }
      assert.equal(head.status, 200);
      assert.deepEqual(head.headers, get.headers);
      assert.equal(head.body, '');
    });

    test('answers with 304 while nothing has changed, if it may', async () => {
      const { etag } = (await ask(server, target)).headers;
      if (operation.response('304') === undefined) {
        assert.equal(etag, undefined);
        return;
      }
      const again = await ask(server, target, {
        headers: { 'If-None-Match': etag },
      });
      assert.equal(again.status, 304);
      assert.equal(again.body, '');
      assert.equal(again.headers.etag, etag);
      assertHeaders(operation.response('304'), again, target);
    });

    test('refuses other methods', async () => {
      await assertProblem(operation, target, 405, { method: 'DELETE' });
      await assertProblem(operation, target, 405, { method: 'POST' });
    });

    test('refuses a parameter that it does not know', async () => {
      const name = takesFilters(operation) ? 'includ' : 'nothing-like-it';
      const asked = withParameter(target, name, '1');
      const { errors } = await assertProblem(operation, asked, 400);
      assert.equal(errors[0].parameter, name);
    });

    if (takesFilters(operation) && isJson(operation)) {
      test('finds nothing by a field that nobody has, and says so', async () => {
        const asked = withParameter(target, 'nothing-like-it', '1');
        const { data, meta } = await assertAnswer(operation, asked);
        assert.deepEqual(documentsIn(data), []);
        assert.equal(meta.warnings[0].parameter, 'nothing-like-it');
      });
    }

    test('refuses parameters that only others have', async () => {
      const own = queryOf(operation).map((p) => p.name);
      for (const name of queryNames) {
        if (own.includes(name) || name === 'include') continue;
        if (name === 'preview') continue; /* opens nothing but documents */
        if (name === 'v') continue; /* elsewhere it only defeats caches */
        /* "filter" stands for any name, and "url" is a field of documents. */
        if (name === 'filter' || (name === 'url' && takesFilters(operation)))
          continue;
        const { parameters } = operations.find((other) =>
          queryOf(other).some((p) => p.name === name),
        );
        const { example = '1' } = parameters.find((p) => p.name === name);
        const asked = withParameter(target, name, String(example));
        await assertProblem(operation, asked, 400);
      }
    });

    test('refuses a target that is too long', async () => {
      const long = withParameter(target, 'utm_source', 'a'.repeat(8192));
      await assertProblem(operation, long, 414);
    });

    if (operation.response('404') !== undefined) {
      test('answers with 404 where nothing is', async () => {
        const first = operation.parameters.find((p) => p.in === 'path');
        const nowhere = first
          ? operation.path({ [first.name]: 'no-such-thing-here' })
          : `${operation.path()}?url=/no/such/thing`;
        await assertProblem(operation, nowhere, 404);
      });
    }

    for (const parameter of queryOf(operation)) {
      if (parameter.name === 'filter')
        describeFilter(operation, target, parameter);
      else if (parameter.name === 'section')
        describeSection(operation, target);
      else if (!['cursor', 'preview'].includes(parameter.name))
        describeParameter(operation, target, parameter);
    }
  });
}

/** Each document has headings of its own, and some have none. */
function describeSection(operation, target) {
  test('answers with a section, and with 404 where there is none', async () => {
    const unknown = withParameter(target, 'section', 'no-such-heading');
    const { suggestions = [] } = await assertProblem(operation, unknown, 404);
    for (const address of suggestions) await assertAnswer(operation, address);
  });

  test('refuses section without a value, and twice', async () => {
    for (const query of ['section=', 'section=a&section=b'])
      await assertProblem(
        operation,
        `${target}${target.includes('?') ? '&' : '?'}${query}`,
        400,
      );
  });
}

/** What to try: [value, is it good]. */
function* valuesOf({ schema, example, allowEmptyValue }) {
  const types = [schema.type].flat();
  if (example !== undefined) yield [[example].flat().join(','), true];
  if (schema.default !== undefined) yield [String(schema.default), true];
  if (types.includes('boolean')) {
    yield ['true', true];
    yield ['false', true];
    yield ['perhaps', false];
  }
  if (types.includes('string') && schema.pattern === '^all$')
    yield ['all', true];
  if (schema.enum && types.includes('integer')) {
    for (const number of schema.enum) yield [String(number), true];
    yield [String(schema.enum[0] + 1), false];
  } else if (types.includes('integer') && schema.minimum !== undefined) {
    yield [String(schema.minimum), true];
    yield [String(schema.minimum - 1), false];
    yield ['many', false];
    if (schema.maximum !== undefined) {
      yield [String(schema.maximum), true];
      yield [String(schema.maximum + 1), false];
    }
  }
  const words = schema.items?.anyOf?.[0].enum ?? [];
  for (const word of words) yield [word, true];
  if (words.length > 0) {
    yield [words.join(','), true];
    yield [`${words[0]},nothing-like-it`, false];
  }
  if (schema.items?.enum) {
    yield [schema.items.enum.at(-1), true];
    yield [`${schema.items.enum[0]},nothing-like-it`, false];
  }
  if (allowEmptyValue) yield ['', true];
}

/** The shape of an answer is described without these two. */
const reshapes = (name, value) =>
  name === 'fields' || (name === 'envelope' && value === 'false');

function describeParameter(operation, target, parameter) {
  const { name } = parameter;
  let bare = parameter.required ? operation.path() : target;
  if (name === 'fit') bare = withParameter(withParameter(bare, 'w', '640'), 'h', '360');

  test(`takes ${name} as described`, async () => {
    for (const [value, isGood] of valuesOf(parameter)) {
      const asked = withParameter(bare, name, value);
      if (!isGood && name !== 'include') {
        const { errors } = await assertProblem(operation, asked, 400);
        assert.equal(errors[0].parameter, name);
      } else if (isGood && !reshapes(name, value)) {
        await assertAnswer(operation, asked);
      }
    }
  });

  if (parameter.schema.items?.anyOf) {
    test(`refuses a ${name} that is not described`, async () => {
      const asked = withParameter(bare, name, 'nothing-like-it');
      await assertProblem(operation, asked, 400);
    });
  }

  const repeats = ['exclude', 'and', 'or', 'not'].includes(name);
  if (parameter.schema.type !== 'array' && !repeats) {
    test(`refuses ${name} where it stands twice`, async () => {
      const [[value]] = [...valuesOf(parameter)].filter(([, isGood]) => isGood);
      const once = withParameter(bare, name, value);
      const { errors } = await assertProblem(
        operation,
        withParameter(once, name, value),
        400,
      );
      assert.equal(errors[0].code, 'repeated-parameter');
    });
  }
}

/** The example, and every operator that is described. */
function describeFilter(operation, target, parameter) {
  test('takes conditions as described', async () => {
    const asked = Object.entries(parameter.example).reduce(
      (text, [name, value]) => withParameter(text, name, value),
      target,
    );
    await assertAnswer(operation, asked);
    const values = { exists: 'true', in: 'x,y', nin: 'x,y', all: 'x,y' };
    for (const operator of parameter['x-operators']) {
      const value = values[operator] ?? 'x';
      const name = `slug:${operator}`;
      await assertAnswer(operation, withParameter(target, name, value));
    }
    const unknown = withParameter(target, 'slug:containz', 'x');
    const { errors } = await assertProblem(operation, unknown, 400);
    assert.equal(errors[0].suggestion, 'slug:contains');
  });
}

describe('every list and every item', () => {
  const shaped = operations.filter(
    (operation) =>
      isJson(operation) &&
      ['fields', 'envelope'].every((name) =>
        queryOf(operation).some((p) => p.name === name),
      ),
  );

  for (const operation of shaped) {
    test(`of ${operation.template} has the named fields alone`, async () => {
      const target = withParameter(targetOf(operation), 'fields', 'slug,id');
      const { data } = (await ask(server, target)).json();
      for (const entry of [data].flat())
        assert.deepEqual(Object.keys(entry).sort(), ['id', 'slug']);
    });

    test(`of ${operation.template} is bare without its envelope`, async () => {
      const target = targetOf(operation);
      const whole = await ask(server, target);
      const bare = await ask(
        server,
        withParameter(target, 'envelope', 'false'),
      );
      assert.equal(bare.status, 200);
      assert.deepEqual(bare.json(), whole.json().data);
      assert.equal(
        bare.headers['x-total-count'],
        whole.headers['x-total-count'],
      );
    });
  }

  test('leads to addresses that answer', async () => {
    const addresses = new Set();
    for (const operation of operations.filter(isJson)) {
      if (operation.id === 'getOpenapiJson') continue;
      const body = (await ask(server, targetOf(operation))).json();
      for (const address of addressesIn(body)) addresses.add(address);
    }
    assert.ok(addresses.size > 50);
    for (const address of addresses) {
      const { status } = await ask(server, address);
      assert.equal(status, leftOut.includes(address) ? 307 : 200, address);
    }
  });
});
