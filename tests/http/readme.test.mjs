// readme.test.mjs - the README shows what really happens.
//
// Each `$ curl` of a console block is run as a reader would type it, against
// the sample content, and must print what stands below it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { startServer } from './server.mjs';
import { root } from './support.mjs';

const address = 'localhost:8080';
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

/** The commands of the console blocks, each with what it prints. */
function* commands() {
  for (const [, block] of readme.matchAll(/^```console\n([^]*?)^```$/gm)) {
    for (const part of block.split(/^\$ /m).slice(1)) {
      const end = part.search(/(?<!\\)\n/); // a backslash continues the line
      const command = part.slice(0, end);
      if (command.startsWith('curl '))
        yield { command, output: part.slice(end + 1).trimEnd() };
    }
  }
}

describe('the README', () => {
  let server;
  before(async () => {
    server = await startServer(path.join(root, 'content'));
  });
  after(() => server?.stop());

  for (const { command, output } of commands()) {
    test(command, async () => {
      const real = command.replaceAll(address, `127.0.0.1:${server.port}`);
      const { stdout } = await promisify(execFile)('sh', ['-c', real]);
      assert.equal(stdout.trimEnd(), output);
    });
  }

  test('has examples', () => {
    assert.ok([...commands()].length > 10);
  });
});
