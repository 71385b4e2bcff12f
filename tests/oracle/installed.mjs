// installed.mjs - generators that npm installs.
//
// They are no part of the tests' own packages: ORACLE_MODULES names a folder
// in which somebody has installed them.
import path from 'node:path';

/** The path of a file in a package. */
export function installed(file) {
  return path.join(process.env.ORACLE_MODULES ?? 'node_modules', file);
}
