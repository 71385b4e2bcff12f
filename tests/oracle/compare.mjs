// compare.mjs - what is served of a tree beside what its generator publishes.
import { readFileSync } from 'node:fs';
import { ask, getJson } from '../http/support.mjs';
import * as astro from './astro.mjs';
import * as docusaurus from './docusaurus.mjs';
import * as eleventy from './eleventy.mjs';
import * as fumadocs from './fumadocs.mjs';
import * as gatsby from './gatsby.mjs';
import * as hexo from './hexo.mjs';
import * as hugo from './hugo.mjs';
import * as jekyll from './jekyll.mjs';
import * as nextra from './nextra.mjs';
import * as nikola from './nikola.mjs';
import * as nuxt from './nuxt.mjs';
import * as pelican from './pelican.mjs';
import * as starlight from './starlight.mjs';
import * as vitepress from './vitepress.mjs';

export const generators = [
  astro,
  docusaurus,
  eleventy,
  fumadocs,
  gatsby,
  hexo,
  hugo,
  jekyll,
  nextra,
  nikola,
  nuxt,
  pelican,
  starlight,
  vitepress,
];

/** What the generator published when the record was made. */
export function readRecord(name) {
  const file = new URL(`${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const fields = 'path,url,date,title,tags,unlisted,lang,next,previous,id';

/** Every address that somebody might guess for a file. */
function guessesFor(file) {
  const parts = file.replace(/\.[^./]*$/, '').split('/');
  const name = parts.at(-1).replace(/^\d+-\d+-\d+-/, '');
  const folder = parts.at(-2) ?? 'pages';
  const tails = parts.map((_, i) => parts.slice(i).join('/'));
  return new Set([
    ...tails.map((tail) => `/${tail}`),
    ...tails.map((tail) => `/pages/${tail}`),
    ...['pages', 'posts', 'data', folder.replace(/^_/, '')].flatMap((at) => [
      `/${at}/${name}`,
      `/${at}/${folder}`,
    ]),
  ]);
}

async function findById(server, file) {
  for (const target of guessesFor(file)) {
    const answer = await ask(server, encodeURI(target).replaceAll('#', '%23'));
    if (answer.status !== 200) continue;
    const { data } = answer.json();
    if (data.path === file) return data;
  }
  return null;
}

/** What documents are called in menus, by their ids. */
async function findLabels(server) {
  const { data } = await getJson(server, '/_navigation');
  const flatten = (nodes) =>
    nodes.flatMap((node) => [node, ...flatten(node.children)]);
  return new Map(flatten(data).map(({ id, title }) => [id, title]));
}

/** The documents that are served, by their paths, listed or not. */
export async function served(server, files) {
  const target = `/_all?fields=${fields}&include=next,previous&limit=all`;
  const { data } = await getJson(server, target);
  const paths = new Map(data.map((document) => [document.id, document.path]));
  const labels = await findLabels(server);
  const found = {};
  for (const document of data)
    found[document.path] = {
      ...document,
      tags: document.tags?.map(({ name }) => name),
      label: labels.get(document.id) ?? null,
      next: paths.get(document.next?.id) ?? null,
      previous: paths.get(document.previous?.id) ?? null,
    };
  for (const file of files.filter((name) => found[name] === undefined)) {
    const document = await findById(server, file);
    if (document !== null)
      found[file] = {
        ...document,
        tags: document.tags?.map(({ name }) => name),
        unlisted: true,
      };
  }
  return found;
}

const instant = (text) => (text ? new Date(text).toISOString() : null);
const readers = {
  url: (document) => document.url || null,
  date: (document) => instant(document.date),
  title: (document) => document.title,
  tags: (document) => document.tags,
  lang: (document) => document.lang,
  label: (document) => document.label,
  next: (document) => document.next,
  previous: (document) => document.previous,
};

/**
 * What differs, as { path: { field: [of the generator, served] } }; the field
 * "served" stands for a document that only one of them has.
 */
export function differences(published, documents) {
  const found = {};
  const note = (file, field, values) => {
    found[file] = { ...found[file], [field]: values };
  };
  for (const file of new Set([
    ...Object.keys(published),
    ...Object.keys(documents),
  ])) {
    const one = published[file];
    const other = documents[file];
    if (one === undefined || other === undefined) {
      note(file, 'served', [one !== undefined, other !== undefined]);
      continue;
    }
    for (const [field, read] of Object.entries(readers)) {
      if (one[field] === undefined || other[field] === undefined) continue;
      const values = [read(one), read(other)];
      if (JSON.stringify(values[0]) !== JSON.stringify(values[1]))
        note(file, field, values);
    }
  }
  return found;
}
