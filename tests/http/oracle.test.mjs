// oracle.test.mjs - what is served of a tree is what its generator publishes.
//
// Each tree has every way to hold a page back that its generator documents,
// beside pages that are published. The generator's answers are on record;
// script/oracle makes them anew where it is installed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { differences, generators, readRecord, served } from '../oracle/compare.mjs';
import { startServer, writeSite } from './server.mjs';

async function servedOf(files) {
  const site = await writeSite(files);
  try {
    const server = await startServer(site.dir);
    try {
      return await served(server, Object.keys(files));
    } finally {
      await server.stop();
    }
  } finally {
    await site.remove();
  }
}

for (const generator of generators) {
  const record = readRecord(generator.name);
  const title = `as ${generator.name} ${record.version} publishes`;
  describe(title, { concurrency: 4 }, () => {
    for (const [name, { files, differences: expected = [] }] of Object.entries(
      generator.sites,
    )) {
      test(name, async () => {
        const found = differences(record.sites[name], await servedOf(files));
        const unexpected = structuredClone(found);
        for (const [file, field, reason] of expected) {
          const values = found[file]?.[field];
          assert.ok(values, `${file} no longer differs in ${field}: ${reason}`);
          delete unexpected[file][field];
          if (Object.keys(unexpected[file]).length === 0)
            delete unexpected[file];
        }
        assert.deepEqual(unexpected, {});
      });
    }
  });
}
