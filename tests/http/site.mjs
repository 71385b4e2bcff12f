// site.mjs - a describe() with a server of files that a test has written.
import path from 'node:path';
import { after, before, describe } from 'node:test';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, getProblem } from './support.mjs';

/** What the tests of one server need. */
export function tools(running) {
  const item = async (target) => (await getJson(running(), target)).data;
  return {
    item,
    ask: (target, options) => ask(running(), target, options),
    problem: (target, status) => getProblem(running(), target, status),
    told: () => running().output.stdout,
    total: async (target) =>
      (await getJson(running(), `${target}?limit=0`)).meta.pagination.total,
    routes: async () =>
      Object.fromEntries(
        (await item('/_all?fields=id,url')).map(({ id, url }) => [id, url]),
      ),
  };
}

/** A describe() with a server of these files, or of a folder among them. */
export function site(name, files, tests, { below = '' } = {}) {
  describe(name, () => {
    let written;
    let server;
    before(async () => {
      written = await writeSite(files);
      server = await startServer(path.join(written.dir, below));
    });
    after(async () => {
      await server?.stop();
      await written?.remove();
    });
    tests({ ...tools(() => server), dir: () => written.dir });
  });
}

/** A document of these lines of front matter. */
export const post = (...lines) => `---\n${lines.join('\n')}\n---\nText.\n`;
