// docs.mjs - the pages of the documentation, read as a reader would follow
// them.
//
//     ```yaml my-site/headmatter.yaml    a file, to be written where we are
//     ```console                         commands after "$ ", each with what
//                                        it prints below it
//     ```log                             what the running server has logged
//     ```js or ```ts, then ```text       a program, and what it prints
//
// What is in any other block (sh, text, yaml without a name) is only read.
// Within an expected output, "..." stands for anything. A chapter ("## ") begins
// with the sample content served; `headmatter serve` in it serves something
// else until the chapter ends.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './support.mjs';

/** All pages of the project, relative to its root. */
export const pages = ['', 'docs/'].flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => folder + name),
);

export const read = (page) => readFileSync(path.join(root, page), 'utf8');

/** The lines of a page: { text, number, fence }, `fence` being null outside. */
function* linesOf(page) {
  let fence = null;
  let number = 0;
  for (const text of read(page).split('\n')) {
    number++;
    const [, info] = /^```(.*)$/.exec(text) ?? [];
    if (info === undefined) yield { text, number, fence };
    else if (fence !== null) fence = null;
    else {
      const [language = '', ...name] = info.split(' ');
      fence = { language, name: name.join(' '), line: number };
    }
  }
}

/** The blocks of a page: { language, name, line, text }; and its chapters. */
export function* blocks(page) {
  let last = null;
  for (const { text, number, fence } of linesOf(page)) {
    if (fence !== last?.fence) {
      if (last) yield { ...last.fence, text: last.text };
      last = fence && { fence, text: '' };
    }
    if (last) last.text += `${text}\n`;
    else if (text.startsWith('## ')) yield { chapter: text, line: number };
  }
}

/** The commands of a console block, each with what it prints. */
export function* commands(block) {
  for (const part of block.text.split(/^\$ /m).slice(1)) {
    const end = part.search(/(?<!\\)\n/); // a backslash continues the line
    yield { command: part.slice(0, end), output: part.slice(end + 1) };
  }
}

/** What is prose: no code, neither blocks nor words. */
export const prose = (page) =>
  [...linesOf(page)]
    .filter(({ fence }) => fence === null)
    .map(({ text, number }) => ({ text: text.replace(/`[^`]*`/g, '``'), number }));

/** The words in backquotes. */
export const codeWords = (page) =>
  [...linesOf(page)]
    .filter(({ fence }) => fence === null)
    .flatMap(({ text }) => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word));

/** The addresses of a page's headings, as GitHub makes them. */
export function anchors(page) {
  const found = new Map();
  const names = [];
  for (const { text, fence } of linesOf(page)) {
    const [, heading] = (!fence && /^#+ (.*)$/.exec(text)) || [];
    if (heading === undefined) continue;
    const name = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = found.get(name) ?? 0;
    found.set(name, count + 1);
    names.push(count > 0 ? `${name}-${count}` : name);
  }
  return names;
}
