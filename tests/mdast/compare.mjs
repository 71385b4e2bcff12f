// compare.mjs - whether `mdast`, through remark-rehype and rehype-stringify, is
// our own HTML. script/mdast runs it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { assert } from 'mdast-util-assert';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { canonical } from './dom.mjs';

const start = unified().use(remarkRehype, { allowDangerousHtml: true });
const end = [rehypeStringify, { allowDangerousHtml: true }];
const plain = start().use(...end).freeze();
const raw = start().use(rehypeRaw).use(...end).freeze();

/** What unified makes of the tree. */
export const render = (tree) => plain.stringify(plain.runSync(tree));

/** The same where raw HTML becomes a part of the tree; that loses a line break
 * at the start of code, and reads `classname` as `class`. */
export const renderRaw = (tree) => raw.stringify(raw.runSync(tree));

/** What is wrong with one document, or null: { id, fault, ours, theirs }. */
export function compare({ id, html, mdast }, make = render) {
  if (mdast === null) return { id, fault: 'too deep' };
  try {
    assert(mdast);
  } catch (error) {
    return { id, fault: `not mdast: ${error.message}` };
  }
  const [ours, theirs] = [html, make(mdast)].map((text) => canonical(text.trim()));
  return ours === theirs ? null : { id, fault: 'other HTML', ours, theirs };
}

/** Each document of the folder: { id, html, mdast }. */
export async function* documentsOf(binary, dir, options = []) {
  const target = '/_all.ndjson?fields=id,html,mdast';
  const child = spawn(binary, ['get', target, dir, ...options], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === '') continue;
    const document = JSON.parse(line);
    if (typeof document.html === 'string') yield document;
  }
}

/** How two strings differ first, with a little around it. */
export function excerpt({ ours, theirs }) {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at++;
  return [ours, theirs].map((text) =>
    text.slice(Math.max(0, at - 60), at + 100).replaceAll('\n', '\\n'),
  );
}
