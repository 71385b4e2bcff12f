// install.test.mjs - the packages for npm, under four package managers: from a
// registry, then by the lock without one, then run. See script/prove-npm.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startRegistry } from './registry.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const packages = path.join(root, 'build/npm');
const tools = path.join(root, 'build/npm-proof/tools/node_modules');
const yarn = path.join(tools, 'yarn/bin/yarn.js');
const yarnBerry = path.join(tools, '@yarnpkg/cli-dist/bin/yarn.js');

/** How each installs, installs again by the lock from its cache, and runs. */
const managers = {
  npm: {
    install: ['npm', 'install', 'headmatter'],
    again: ['npm', 'ci', '--offline'],
    run: ['npx', '--no-install', 'headmatter'],
    lock: 'package-lock.json',
  },
  pnpm: {
    install: [path.join(tools, '.bin/pnpm'), 'add', 'headmatter'],
    again: [path.join(tools, '.bin/pnpm'), 'install', '--offline', '--frozen-lockfile'],
    run: [path.join(tools, '.bin/pnpm'), 'exec', 'headmatter'],
    lock: 'pnpm-lock.yaml',
  },
  yarn: {
    install: ['node', yarn, 'add', 'headmatter'],
    again: ['node', yarn, 'install', '--offline', '--frozen-lockfile'],
    run: ['node', yarn, '--silent', 'headmatter'],
    lock: 'yarn.lock',
  },
  "yarn with Plug'n'Play": {
    install: ['node', yarnBerry, 'add', 'headmatter'],
    again: ['node', yarnBerry, 'install', '--immutable'],
    run: ['node', yarnBerry, 'headmatter'],
    lock: 'yarn.lock',
  },
};

function settingsFor(folder, address) {
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, '.npmrc'), `registry=${address}/\nupdate-notifier=false\nfund=false\naudit=false\n`);
  writeFileSync(path.join(home, '.yarnrc'), `registry "${address}/"\nyarn-offline-mirror "${home}/mirror"\n`);
  writeFileSync(
    path.join(home, '.yarnrc.yml'),
    `npmRegistryServer: "${address}"\nunsafeHttpWhitelist: ["127.0.0.1"]\nenableTelemetry: false\n` +
      'enableGlobalCache: false\ncacheFolder: "../home/berry"\n',
  );
  const { PATH } = process.env;
  return { PATH, HOME: home, npm_config_cache: path.join(home, 'cache'), YARN_CACHE_FOLDER: path.join(home, 'yarn'), CI: '' };
}

function runToEnd([command, ...args], options) {
  const { status, signal, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 100_000, ...options });
  return { status, signal, output: `${stdout}${stderr}` };
}

/** Starts `serve`; its first lines say where it listens. */
async function startServer([command, ...args], options) {
  const child = spawn(command, [...args, 'serve', 'content', '--listen', '127.0.0.1:0'], options);
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  let output = '';
  const address = await new Promise((resolve, reject) => {
    const read = (bytes) => {
      output += bytes;
      const found = /listening {2}(\S+)/.exec(output);
      if (found) resolve(found[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then(() => reject(new Error(`it ended: ${output}`)));
  });
  return { child, ended, address, output: () => output };
}

function findProcesses(pattern) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return pattern.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Of the program that the launcher starts. */
const findServers = () => findProcesses(/^[^\0]*\/linux-x64\/bin\/headmatter\0serve\0/);
const findLaunchers = () => findProcesses(/^([^\0]*\/)?node\0.*\/headmatter(\.js)?\0serve\0/s);

async function until(holds) {
  for (let i = 0; i < 100; i++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`not so: ${holds}`);
}

for (const [name, { install, again, run, lock }] of Object.entries(managers)) {
  describe(name, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'headmatter-npm-'));
    const project = path.join(folder, 'project');
    let options;
    before(async () => {
      mkdirSync(project);
      cpSync(path.join(root, 'content'), path.join(project, 'content'), { recursive: true });
      writeFileSync(path.join(project, 'package.json'), '{ "name": "site", "version": "1.0.0", "private": true }\n');
      const registry = await startRegistry(packages);
      options = { cwd: project, env: settingsFor(folder, registry.address) };
      // Not spawnSync: the registry is in this process.
      const child = spawn(install[0], install.slice(1), options);
      let output = '';
      child.stdout.on('data', (bytes) => (output += bytes));
      child.stderr.on('data', (bytes) => (output += bytes));
      const code = await new Promise((resolve) => child.once('exit', resolve));
      await registry.end();
      assert.equal(code, 0, output);
      const archives = registry.asked.filter((target) => target.endsWith('.tgz'));
      assert.ok(archives.some((target) => /linux-x64/.test(target)), `${registry.asked}`);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    test('installs again by the lock, without a registry', () => {
      assert.ok(existsSync(path.join(project, lock)));
      rmSync(path.join(project, 'node_modules'), { recursive: true, force: true });
      rmSync(path.join(project, '.pnp.cjs'), { force: true });
      const { status, output } = runToEnd(again, options);
      assert.equal(status, 0, output);
      assert.match(readFileSync(path.join(project, lock), 'utf8'), /@headmatter\/linux-arm64/);
    });

    test('passes exit codes and output on', () => {
      const version = runToEnd([...run, '--version'], options);
      assert.equal(version.status, 0, version.output);
      assert.match(version.output, /^headmatter \d/m);
      assert.equal(runToEnd([...run, 'check', 'content'], options).status, 0);
      writeFileSync(path.join(project, 'content/pages/broken.md'), '---\ntitle: a: b\n---\n');
      const check = runToEnd([...run, 'check', 'content'], options);
      rmSync(path.join(project, 'content/pages/broken.md'));
      assert.equal(check.status, 1, check.output);
      assert.match(check.output, /broken\.md:2/);
      assert.equal(runToEnd([...run, 'no-such-command'], options).status, 2);
    });

    test('serves, and ends when the launcher is stopped', async () => {
      const { ended, address, output } = await startServer(run, options);
      const answer = await fetch(`${address}/posts?limit=1`);
      assert.equal(answer.status, 200);
      assert.equal((await answer.json()).data.length, 1);
      // Not to the package manager: most pass no signal on.
      for (const pid of findLaunchers()) process.kill(pid, 'SIGTERM');
      await ended;
      assert.deepEqual(findServers(), []);
      assert.doesNotMatch(output(), /Error/);
    });
  });
}

describe('the launcher', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'headmatter-launcher-'));
  const content = path.join(root, 'content');
  const installed = path.join(folder, 'node_modules');
  const launcher = ['node', path.join(installed, 'headmatter/headmatter.js')];
  const options = { cwd: folder, env: { PATH: process.env.PATH } };
  before(() => {
    cpSync(path.join(packages, 'headmatter'), path.join(installed, 'headmatter'), { recursive: true });
    cpSync(path.join(packages, 'linux-x64'), path.join(installed, '@headmatter/linux-x64'), { recursive: true });
    cpSync(content, path.join(folder, 'content'), { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const signal of ['SIGTERM', 'SIGINT'])
    test(`${signal} stops the server, which ends by itself`, async () => {
      const { child, ended } = await startServer(launcher, options);
      child.kill(signal);
      assert.deepEqual(await ended, { code: 0, signal: null });
      assert.deepEqual(findServers(), []);
    });

  test('SIGHUP makes it look again, and SIGUSR1 does not stop it', async () => {
    const { child, ended, address } = await startServer(
      ['sh', '-c', 'exec "$@" --watch off', 'sh', ...launcher], options);
    writeFileSync(path.join(folder, 'content/pages/new.md'), '---\ntitle: New\n---\n');
    child.kill('SIGUSR1');
    child.kill('SIGHUP');
    let status;
    for (let i = 0; i < 100 && status !== 200; i++) {
      ({ status } = await fetch(`${address}/pages/new`));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(status, 200);
    child.kill('SIGTERM');
    assert.deepEqual(await ended, { code: 0, signal: null });
  });

  test('dies by the signal that the program has died by', async () => {
    for (const signal of ['SIGKILL', 'SIGSEGV', 'SIGABRT']) {
      const { ended } = await startServer(launcher, options);
      const [pid] = findServers();
      process.kill(pid, signal);
      assert.deepEqual(await ended, { code: null, signal });
    }
  });

  test('Ctrl-C in a terminal stops it once, and calmly', async () => {
    // script(1) runs it in the foreground of a terminal of its own.
    const command = ['exec', ...launcher, 'serve', 'content', '--listen', '127.0.0.1:0'].join(' ');
    const child = spawn('script', ['-qefc', command, '/dev/null'], options);
    let output = '';
    child.stdout.on('data', (bytes) => (output += bytes));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until(() => /listening/.test(output));
    child.stdin.write('\x03');
    assert.equal(await ended, 0, output);
  });

  test('says what to do where there is no package', () => {
    const elsewhere = runToEnd(
      ['node', '-e', "Object.defineProperty(process, 'platform', { value: 'sunos' }); require(process.argv[1])", launcher[1]],
      options);
    assert.equal(elsewhere.status, 1);
    assert.equal(elsewhere.output,
      'headmatter: there is no package for sunos x64, only for linux x64 and linux arm64\n' +
      '  build headmatter from its source, or run it in a container\n');
  });

  test('says what to do where optional dependencies were left out', () => {
    rmSync(path.join(installed, '@headmatter'), { recursive: true });
    const { status, output } = runToEnd([...launcher, 'check', 'content'], options);
    assert.equal(status, 1);
    assert.equal(output,
      'headmatter: the package @headmatter/linux-x64 is not installed\n' +
      '  it is an optional dependency of headmatter: install without --no-optional or --omit=optional, on the system that it runs on\n');
  });
});
