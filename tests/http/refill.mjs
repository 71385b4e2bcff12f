// refill.mjs [PAGE...] - puts what the commands of a page print below them.
//
// For a change of wording: an output that still matches, "..." included, stays
// as it is; every other one is replaced, so read the diff. Called by
// script/docs --examples.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as docs from './docs.mjs';
import { Reader, matches } from './reader.mjs';
import { root } from './support.mjs';

async function refillBlock(block, reader) {
  let text = '';
  for (const { command, output } of docs.commands(block)) {
    const real = await reader.follow(command);
    const shown = matches(real, output) ? output : real;
    text += `$ ${command}\n${shown.trimEnd()}${shown.trim() ? '\n' : ''}`;
  }
  return text;
}

async function refill(page) {
  const reader = new Reader();
  let text = docs.read(page);
  await reader.begin();
  for (const block of docs.blocks(page)) {
    if (block.chapter) await reader.beginChapter();
    else if (block.language === 'console') {
      const next = await refillBlock(block, reader);
      const fenced = (body) => `\`\`\`console\n${body}\`\`\`\n`;
      text = text.replace(fenced(block.text), () => fenced(next));
    } else if (block.name) await reader.write(block.name, block.text);
  }
  await reader.end();
  writeFileSync(path.join(root, page), text);
}

const named = process.argv.slice(2);
for (const page of named.length > 0 ? named : docs.pages) await refill(page);
