// sites.mjs - the sites whose descriptions clients are made of: the sample,
// one whose names are hard for generators, and those of other people.
import path from 'node:path';
import { findCorpus, listCorpora } from '../http/corpora.mjs';
import { page } from '../http/contract-site.mjs';
import { writeSite } from '../http/server.mjs';
import { root } from '../http/support.mjs';

/** Collections, blocks and keys named as types, words of languages or not at all. */
const oddNames = [
  ...['records', 'responses', 'promises', 'errors', 'objects', 'dates'],
  ...['orders', 'fields', 'queries', 'parts', 'values', 'operators'],
  ...['sections', 'filters', 'classes', 'news', '2024', 'site'],
  ...['case-studies', 'case_studies', '日本', 'новости'],
];

/* Not "constructor" or another name that each object of JavaScript has: Redocly
 * takes that for a keyword of its own, and zod reads the inherited value of a
 * document that has no such key. */
const oddPost = page([
  'title: Odd',
  'date: 2024-05-01',
  'author: Ana',
  'author_name: Ana B',
  'og:image: x.png',
  'og_image: y.png',
  'class: x',
  'default: y',
  'limit: 3',
  'sort: 5',
  '"${x}": 5',
  '"`tick": 6',
  '"*/": 7',
  '"a.b": 6',
  '"1st": 8',
  'quote: "*/ alert(`${1}`) \\\\ \\" \'"',
  'nothing: null',
  'list: []',
  'mixed: [1, two, {three: 3}]',
]);

const oddPage = page([
  'title: Home',
  'blocks:',
  '  - {type: Record, x: 1}',
  '  - {type: record, x: two}',
  '  - {type: "hero/large", x: null}',
  '  - {type: Page, page: 3}',
]);

const oddFiles = {
  ...Object.fromEntries(
    oddNames.map((name) => [`content/${name}/a.md`, page(['title: A'])]),
  ),
  'content/posts/odd.md': oddPost,
  'content/posts/even.md': page(['title: Even', 'class: [x]', 'default: true']),
  'content/pages/index.md': oddPage,
  'content/data/list.json': '[1, 2]',
  'content/authors/ana.json': '{"name": "Ana", "role": null}',
};

const keep = () => {};

/** open() writes the site, if need be, and says where it is. */
const all = [
  {
    name: 'sample',
    isSample: true,
    open: () => ({ dir: path.join(root, 'content'), remove: keep }),
  },
  { name: 'odd names', isOdd: true, open: () => writeSite(oddFiles) },
  ...listCorpora().map((name) => ({
    name,
    skip: findCorpus(name).skip,
    open: () => ({ dir: findCorpus(name).dir, remove: keep }),
  })),
];

const wanted = (process.env.SITES ?? '').split('\n').filter((name) => name);
const unknown = wanted.filter((name) => !all.some((site) => site.name === name));
if (unknown.length > 0)
  throw new Error(
    `No site '${unknown[0]}': ${all.map(({ name }) => name).join(', ')}`,
  );

/** Those that SITES names, one a line; all of them if it names none. */
export const sites = all.filter(
  ({ name }) => wanted.length === 0 || wanted.includes(name),
);
