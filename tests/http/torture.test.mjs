// torture.test.mjs - a few seconds of it; script/torture has more.
import { test } from 'node:test';
import { hasGit, report, torture } from './torture.mjs';

const seconds = Number(process.env.TORTURE_SECONDS ?? 5);
const seed = Number(process.env.TORTURE_SEED ?? Date.now() % 1e9);
const skip = !hasGit && 'git is not installed';

test(`whatever happens to the folder (seed ${seed})`, { skip }, async (t) => {
  t.diagnostic(report(await torture({ seconds, seed })));
});
