// registry.mjs - a registry of the packages in build/npm, and of nothing else.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

/** Starts it; `end()` makes its address one that nobody answers. */
export async function startRegistry(folder) {
  const packages = new Map();
  let address;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.tgz'))) {
    const bytes = readFileSync(path.join(folder, file));
    const manifest = JSON.parse(
      execFileSync('tar', ['-xOzf', path.join(folder, file), 'package/package.json'], { encoding: 'utf8' }),
    );
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    const shasum = createHash('sha1').update(bytes).digest('hex');
    packages.set(manifest.name, { manifest, file, bytes, integrity, shasum });
  }
  const asked = [];
  const server = createServer((request, response) => {
    const target = decodeURIComponent(new URL(request.url, address).pathname).slice(1);
    asked.push(target);
    const archive = [...packages.values()].find(({ file }) => target === `-/${file}`);
    if (archive) return response.end(archive.bytes);
    const found = packages.get(target);
    if (!found) return response.writeHead(404).end('{}');
    const { manifest, file, integrity, shasum } = found;
    const dist = { tarball: `${address}/-/${file}`, integrity, shasum };
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({
        name: manifest.name,
        'dist-tags': { latest: manifest.version },
        versions: { [manifest.version]: { ...manifest, dist } },
        time: { [manifest.version]: '2026-01-01T00:00:00.000Z' },
      }),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${server.address().port}`;
  return {
    address,
    asked,
    end: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
