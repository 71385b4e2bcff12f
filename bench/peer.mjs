// peer.mjs DIR - what a Node.js server would do to serve the same folder.
//
// Reads every Markdown file below DIR, its front matter by gray-matter and its
// body by marked, and keeps for each what a list and an item would answer, as
// the text of JSON. It resolves no author, counts no word and checks nothing,
// so it does less than what it is compared with.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [dir, modules] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'x.js'));
const matter = require('gray-matter');
const { marked } = require('marked');

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((child) => {
    const file = path.join(folder, child.name);
    if (child.isDirectory()) return listFiles(file);
    return child.name.endsWith('.md') ? [file] : [];
  });
}

const items = new Map();
for (const file of listFiles(dir)) {
  // With options, even none, gray-matter leaves its cache alone.
  const { data, content } = matter(readFileSync(file, 'utf8'), {});
  const slug = path.basename(file, '.md');
  const html = marked.parse(content);
  items.set(file, {
    list: JSON.stringify({ slug, ...data }),
    item: JSON.stringify({ slug, ...data, html, markdown: content }),
  });
}
console.log(`${items.size} documents`);
