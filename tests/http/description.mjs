// description.mjs - openapi/openapi.yaml as the tests read it: its operations
// with references followed, and a validator for its schemas.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { root } from './support.mjs';

const file = path.join(root, 'openapi/openapi.yaml');

export const description = parse(await readFile(file, 'utf8'));

const ajv = new Ajv2020.default({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema({
  $id: 'description',
  components: { schemas: description.components.schemas },
});

/** The object itself, where `node` is a reference to one. */
export function follow(node) {
  if (node?.$ref === undefined) return node;
  const names = node.$ref.split('/').slice(1);
  return follow(names.reduce((at, name) => at[name], description));
}

const validators = new Map();

function validatorOf(schema) {
  const key = JSON.stringify(schema);
  if (!validators.has(key)) {
    const absolute = schema.$ref
      ? { $ref: schema.$ref.replace('#', 'description#') }
      : schema;
    validators.set(key, ajv.compile(absolute));
  }
  return validators.get(key);
}

/** Fails with what is wrong and where, unless `value` is as `schema` says. */
export function assertValid(schema, value, where) {
  const validate = validatorOf(schema);
  if (validate(value)) return;
  const faults = validate.errors.map((e) => `${e.instancePath} ${e.message}`);
  assert.fail(`${where}\n  ${faults.join('\n  ')}`);
}

export const schemaOf = (name) => ({ $ref: `#/components/schemas/${name}` });

/** Every operation: its path, method, parameters and responses. */
export const operations = Object.entries(description.paths).flatMap(
  ([template, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const parameters = (operation.parameters ?? []).map(follow);
      const inPath = parameters.filter((p) => p.in === 'path');
      return {
        id: operation.operationId,
        template,
        method: method.toUpperCase(),
        parameters,
        response: (status) => follow(operation.responses[status]),
        /** The path with its parameters filled in, from examples or `values`. */
        path: (values = {}) =>
          inPath.reduce(
            (text, { name, example }) =>
              text.replace(`{${name}}`, encodeURI(values[name] ?? example)),
            template,
          ),
      };
    }),
);

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
