// excerpts.mjs - script/excerpts: what readers would see of a site's documents.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { random } from './random.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const program =
  process.env.HEADMATTER ?? path.join(root, 'build/release/headmatter');
const question =
  '/_all?include=text&fields=path,title,excerpt,text&limit=all&envelope=false';
const textLength = 1500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { text: { type: 'boolean', default: false } },
});
const count = Number(positionals[0] ?? 100);
const seed = Number(positionals[1] ?? Math.floor(Math.random() * 1e6));

const sites = ['corpora', 'cases']
  .map((name) => path.resolve(root, '../shared', name))
  .filter(existsSync)
  .flatMap((dir) =>
    readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => path.join(dir, name)),
  )
  .sort();

const documents = sites.flatMap((site) => {
  const answer = execFileSync(program, ['get', question, site], {
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(answer)
    .filter(({ text }) => typeof text === 'string')
    .map((document) => ({ site: path.basename(site), ...document }));
});

const { below } = random(seed);
const chosen = [];
while (chosen.length < count && documents.length > 0) {
  const index = below(documents.length);
  chosen.push(...documents.splice(index, 1));
}
console.log(`seed ${seed}, ${chosen.length} documents`);
for (const { site, path: file, excerpt, text } of chosen)
  console.log(
    `\n${site}: ${file}\n${values.text ? text.slice(0, textLength) : excerpt}`,
  );
