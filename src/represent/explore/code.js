// code.js - a target as the code that asks for it. Pure, so that the tests can
// run what comes out.
import {
  decodePath,
  groupNames,
  isCondition,
  kindOf,
  parameterNames,
  splitName,
  splitTarget,
} from './address.js';

const shellQuote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const jsQuote = (text) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
const keyOf = (name) =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? name : jsQuote(name);

const lines = (...list) => list.filter((line) => line !== null).join('\n');

const isListTarget = (target) => kindOf(splitTarget(target).path) === 'list';

const variableOf = (target) => (isListTarget(target) ? 'documents' : 'entry');

export const curl = ({ url, hasToken }) =>
  lines(
    hasToken ? 'curl -s -H "Authorization: Bearer $TOKEN" \\' : null,
    `${hasToken ? '  ' : 'curl -s '}${shellQuote(url)}`,
  );

export const viaFetch = ({ url, target, hasToken }) =>
  lines(
    hasToken
      ? `const headers = { Authorization: \`Bearer \${process.env.TOKEN}\` }`
      : null,
    `const response = await fetch(${jsQuote(url)}${hasToken ? ', { headers }' : ''})`,
    'if (!response.ok) throw new Error((await response.json()).detail)',
    `const { data: ${variableOf(target)}${isListTarget(target) ? ', meta' : ''} } = await response.json()`,
  );

const quoteElement = (text) =>
  /[,"]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
const quoteInGroup = (text) =>
  /[,()"]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;

/**
 * Conditions as one object: equality with several values becomes `in`, and a
 * second condition with the same name moves into a group.
 */
export function filterOf(parameters) {
  const filter = new Map();
  const group = [];
  for (const [name, value] of parameters.filter(isCondition)) {
    const { field, op } = splitName(name);
    if (!filter.has(name)) filter.set(name, [value]);
    else if (op === 'eq') filter.get(name).push(value);
    else group.push(`${field}:${op}=${quoteInGroup(value)}`);
  }
  const object = {};
  for (const [name, values] of filter) {
    const { field } = splitName(name);
    if (values.length === 1) object[name] = values[0];
    else object[`${field}:in`] = values.map(quoteElement).join(',');
  }
  return { filter: object, group };
}

const literal = (name, value) =>
  ['limit', 'page', 'count', 'seed'].includes(name) && /^\d+$/.test(value)
    ? value
    : ['envelope', 'pretty', 'lenient', 'prefix', 'typos'].includes(name) &&
        /^(true|false)$/.test(value)
      ? value
      : ['sort', 'fields', 'include', 'facets', 'status', 'locale'].includes(
            name,
          )
        ? `[${value.split(',').map(jsQuote).join(', ')}]`
        : jsQuote(value);

const named = new Set([
  'posts',
  'recent',
  'search',
  'authors',
  'tags',
  'categories',
  'pages',
  'data',
  '_all',
]);

/**
 * The path as the description has it, and what stands for its parts. `paths`
 * are those of the server's description, where they are known.
 */
export function templateOf(path, paths = []) {
  const names = path
    .split('/')
    .filter((name) => name !== '')
    .map(decodePath);
  const has = (template) => paths.includes(template);
  if (names.length <= 1) {
    const own = `/${names.join('')}`;
    return has(own) || named.has(names[0]) || names.length === 0
      ? [own, {}]
      : ['/{collection}', { collection: names[0] }];
  }
  if (names.length > 2 && names.at(-1) === 'posts')
    return [
      `/${names[0]}/{slug}/posts`,
      { slug: names.slice(1, -1).join('/') },
    ];
  const slug = names.slice(1).join('/');
  const own = paths.find((each) =>
    new RegExp(`^/${names[0].replace(/\W/g, '\\$&')}/\\{(\\w+)\\}$`).test(each),
  );
  const part = own && /\{(\w+)\}/.exec(own)[1];
  if (own) return [own, { [part]: slug }];
  if (names[0] === 'pages') return ['/pages/{path}', { path: slug }];
  if (names[0] === 'data') return ['/data/{name}', { name: slug }];
  return named.has(names[0])
    ? [`/${names[0]}/{slug}`, { slug }]
    : ['/{collection}/{slug}', { collection: names[0], slug }];
}

/** A value as the described type has it. */
function typedLiteral(type, value) {
  const isPlain =
    (['number', 'integer'].includes(type) && /^-?\d+(\.\d+)?$/.test(value)) ||
    (type === 'boolean' && /^(true|false)$/.test(value));
  return isPlain ? value : jsQuote(value);
}

/**
 * Lines of `query`. Conditions that the description has by name are written by
 * name, so that a compiler knows them; others go into `filter`. So do those
 * that take a list: the library would repeat their name for each element, and
 * a condition that is repeated must hold each time.
 */
function queryLines(parameters, described) {
  const { filter, group } = filterOf(parameters);
  const all = Object.entries(filter);
  const isNamed = ([name]) =>
    described.has(name) && described.get(name) !== 'array';
  const unnamed = all.filter((each) => !isNamed(each));
  const pairs = unnamed.map(
    ([name, value]) => `${keyOf(name)}: ${jsQuote(value)}`,
  );
  return [
    ...all
      .filter(isNamed)
      .map(
        ([name, value]) =>
          `${keyOf(name)}: ${typedLiteral(described.get(name), value)},`,
      ),
    unnamed.length > 0 ? `filter: { ${pairs.join(', ')} },` : null,
    group.length > 0 ? `and: ${jsQuote(`(${group.join(',')})`)},` : null,
    ...parameters
      .filter(([name]) => [...parameterNames, ...groupNames].includes(name))
      .map(([name, value]) => `${keyOf(name)}: ${literal(name, value)},`),
  ].filter((line) => line !== null);
}

/** `description` is what describe() has made, where it is known. */
export function viaOpenapiFetch({ base, target, hasToken, description }) {
  const { path, parameters } = splitTarget(target);
  const [template, inPath] = templateOf(path, description?.paths);
  const described = description?.parametersOf(template) ?? new Map();
  const query = queryLines(parameters, described);
  const parts = Object.entries(inPath).map(
    ([name, value]) => `${name}: ${jsQuote(value)}`,
  );
  const params = [
    ...(parts.length > 0 ? [`    path: { ${parts.join(', ')} },`] : []),
    ...(query.length > 0
      ? ['    query: {', ...query.map((line) => `      ${line}`), '    },']
      : []),
  ];
  return lines(
    `// npx openapi-typescript ${base}/openapi.json -o api.d.ts`,
    `import createClient from 'openapi-fetch'`,
    `import type { paths } from './api'`,
    '',
    `const client = createClient<paths>({`,
    `  baseUrl: ${jsQuote(base)},`,
    hasToken
      ? '  headers: { Authorization: `Bearer ${process.env.TOKEN}` },'
      : null,
    `})`,
    ...(params.length > 0
      ? [
          `const { data, error } = await client.GET(${jsQuote(template)}, {`,
          '  params: {',
          ...params,
          '  },',
          '})',
        ]
      : [`const { data, error } = await client.GET(${jsQuote(template)})`]),
    'if (error) throw new Error(error.detail)',
    `const ${variableOf(target)} = data.data`,
  );
}

/** Of an OpenAPI description: its paths, and each one's query parameters. */
export function describe(openapi) {
  const follow = (node) =>
    node.$ref === undefined
      ? node
      : node.$ref
          .split('/')
          .slice(1)
          .reduce(
            (at, name) => at[name.replaceAll('~1', '/').replaceAll('~0', '~')],
            openapi,
          );
  return {
    paths: Object.keys(openapi.paths),
    parametersOf: (template) =>
      new Map(
        (openapi.paths[template]?.get?.parameters ?? [])
          .map(follow)
          .filter((parameter) => parameter.in === 'query')
          .map(({ name, schema }) => [name, schema?.type]),
      ),
  };
}

const pyQuote = (text) =>
  `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;

export const viaPython = ({ url, target, hasToken }) =>
  lines(
    'import json',
    hasToken ? 'import os' : null,
    'import urllib.request',
    '',
    hasToken
      ? `request = urllib.request.Request(${pyQuote(url)})`
      : `request = ${pyQuote(url)}`,
    hasToken
      ? 'request.add_header("Authorization", f"Bearer {os.environ[\'TOKEN\']}")'
      : null,
    'with urllib.request.urlopen(request) as response:',
    `    ${variableOf(target)} = json.load(response)["data"]`,
  );

/** Name and code in each language. */
export const languages = {
  curl,
  fetch: viaFetch,
  'openapi-fetch': viaOpenapiFetch,
  Python: viaPython,
};
