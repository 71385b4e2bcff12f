// caches.mjs - imported for what it does: the servers of a test keep their
// indexes of search in a folder that goes with it, not in the user's own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'headmatter-caches-'));
process.env.XDG_CACHE_HOME = folder;
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
