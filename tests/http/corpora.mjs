// corpora.mjs - where the sites of other people lie that tests are run on.
//
// HEADMATTER_CORPORA says where; then they must all be there, so that a wrong
// path cannot pass for a green run. Without it they are looked for beside the
// project, and the tests of those that are absent are skipped.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './support.mjs';

const named = process.env.HEADMATTER_CORPORA || null;

export const corpora = path.resolve(
  named ?? path.join(root, '../shared/corpora'),
);

const missing = (dir) =>
  named ? `HEADMATTER_CORPORA: ${dir} is not there` : `${dir} is not there`;

/** { dir, skip } of a corpus or a folder in one; `skip` is false or a reason. */
export function findCorpus(folder) {
  const dir = path.join(corpora, folder);
  if (existsSync(dir)) return { dir, skip: false };
  if (named) throw new Error(missing(dir));
  return { dir, skip: missing(dir) };
}

/** The names of all corpora; none is an error where they are expected. */
export function listCorpora() {
  const entries = existsSync(corpora)
    ? readdirSync(corpora, { withFileTypes: true })
    : [];
  const names = entries.filter((entry) => entry.isDirectory());
  if (names.length === 0 && named) throw new Error(missing(corpora));
  return names.map(({ name }) => name).sort();
}
