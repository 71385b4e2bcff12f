// description.mjs - a description as the tests read it: its operations with
// references followed, and a validator for its schemas. That of
// openapi/openapi.yaml is there by itself; readDescription() takes any other.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { root } from './support.mjs';

/** Slashes stay: they are part of slugs. */
const inPathOf = (text) => text.split('/').map(encodeURIComponent).join('/');

/** `description` is a document of OpenAPI 3.1, parsed. */
export function readDescription(description) {
  const ajv = new Ajv2020.default({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addSchema({
    $id: 'description',
    components: { schemas: description.components.schemas },
  });

  /** The object itself, where `node` is a reference to one. */
  function follow(node) {
    if (node?.$ref === undefined) return node;
    const names = node.$ref.split('/').slice(1);
    return follow(names.reduce((at, name) => at[name], description));
  }

  const validators = new Map();

  function validatorOf(schema) {
    const key = JSON.stringify(schema);
    if (!validators.has(key))
      validators.set(
        key,
        ajv.compile(
          JSON.parse(key, (name, value) =>
            name === '$ref' ? value.replace(/^#/, 'description#') : value,
          ),
        ),
      );
    return validators.get(key);
  }

  /** Fails with what is wrong and where, unless `value` is as `schema` says. */
  function assertValid(schema, value, where) {
    const validate = validatorOf(schema);
    if (validate(value)) return;
    const faults = validate.errors.map((e) => `${e.instancePath} ${e.message}`);
    assert.fail(`${where}\n  ${faults.slice(0, 10).join('\n  ')}`);
  }

  /** Every operation: its path, method, parameters and responses. */
  const operations = Object.entries(description.paths).flatMap(
    ([template, item]) =>
      Object.entries(item)
        .filter(([method]) => method === 'get')
        .map(([method, operation]) => {
        const parameters = (operation.parameters ?? []).map(follow);
        const inPath = parameters.filter((p) => p.in === 'path');
        return {
          id: operation.operationId,
          template,
          method: method.toUpperCase(),
          security: operation.security,
          parameters,
          response: (status) => follow(operation.responses[status]),
          /** The path with its parameters filled in, from examples or `values`. */
          path: (values = {}) =>
            inPath.reduce(
              (text, { name, example }) =>
                text.replace(`{${name}}`, inPathOf(values[name] ?? example)),
              template,
            ),
        };
      }),
  );

  return { description, follow, assertValid, operations };
}

const file = path.join(root, 'openapi/openapi.yaml');

export const byHand = readDescription(parse(await readFile(file, 'utf8')));
export const { description, follow, assertValid, operations } = byHand;

export const schemaOf = (name) => ({ $ref: `#/components/schemas/${name}` });

const separator = (target) => (target.includes('?') ? '&' : '?');

/** `target` with one more parameter; without a value the name stands alone. */
export function withParameter(target, name, value) {
  const text = value === '' ? name : `${name}=${encodeURIComponent(value)}`;
  return target + separator(target) + text;
}

/** The target of the operation, with those parameters that it cannot lack. */
export function targetOf(operation) {
  return operation.parameters
    .filter((p) => p.in === 'query' && p.required)
    .reduce((to, p) => withParameter(to, p.name, p.example), operation.path());
}

/** Whether a path of the API is one that the description knows. */
export function isDescribed(pathname) {
  if (description.paths[pathname] !== undefined) return true;
  if (/^\/[_]|^\/[^/]*\.[^/]*$/.test(pathname)) return false;
  return operations.some(({ template }) => {
    const pattern = template.replace(/[.]/g, '\\.').replace(/{\w+}/g, '[^/].*');
    return template.includes('{') && new RegExp(`^${pattern}$`).test(pathname);
  });
}

/** What `include=*`, facets and so on make of the targets of an operation. */
export function* variantsOf(operation) {
  const target = targetOf(operation);
  const takes = (name) =>
    operation.parameters.find((p) => p.in === 'query' && p.name === name);
  yield target;
  if (takes('include')) yield withParameter(target, 'include', '*');
  const additions = takes('include')?.schema.items.anyOf ?? [];
  for (const name of additions.flatMap((choice) => choice.enum ?? []))
    yield withParameter(target, 'include', name);
  const names = takes('facets')?.schema.items?.enum;
  if (names)
    yield withParameter(target, 'facets', names.slice(0, 5).join(','));
  if (takes('limit')) yield withParameter(target, 'limit', '0');
  if (takes('lenient'))
    yield withParameter(withParameter(target, 'lenient', 'true'), 'sort', 'x y');
  yield withParameter(target, 'nothing-like-it', '1');
}

/** Fails unless the answer is one that the operation is described with. */
export function assertDescribed(of, operation, target, answer) {
  const response =
    operation.response(String(answer.status)) ?? operation.response('default');
  const where = `${operation.id} ${target} ${answer.status}`;
  assert.ok(response, `${where} is not described`);
  if (response.content === undefined) {
    assert.equal(answer.body, '', where);
    return;
  }
  const type = answer.headers['content-type'].replace(/;.*/, '');
  const media =
    response.content[type] ?? response.content[type.replace(/\/.*/, '/*')];
  assert.ok(media?.schema, `${where}: ${type} is not described`);
  const isText = follow(media.schema)?.type === 'string';
  of.assertValid(media.schema, isText ? answer.body : answer.json(), where);
}
