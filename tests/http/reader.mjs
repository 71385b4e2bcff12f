// reader.mjs - somebody who follows a page of the documentation: writes its
// files, runs its commands and programs, and looks whether they print what the
// page says. See docs.mjs for how a page is written.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { binary, root, untilSearchable } from './support.mjs';

const address = /(localhost|127\.0\.0\.1):8080/g;

/** No two runs take as long as each other. */
const timeless = (text) => text.replace(/\d+(\.\d+)? ms/g, 'N ms');

/** The expected output as a pattern, in which "..." is anything. */
function pattern(output) {
  const parts = timeless(output.trimEnd()).split('...');
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[^]*?')}$`);
}

/** Whether an output is as expected, but for times and what "..." stands for. */
export const matches = (real, expected) =>
  pattern(expected).test(timeless(real.trimEnd()));

export function expectOutput(real, expected) {
  if (!matches(real, expected))
    assert.equal(timeless(real.trimEnd()), timeless(expected.trimEnd()));
}

async function waitFor(isTrue, what) {
  for (let i = 0; i < 3000; i++) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(what());
}

/** Where the reader of a page is: a folder, a shell, a server. */
export class Reader {
  async begin() {
    this.dir = await mkdtemp(path.join(tmpdir(), 'headmatter-docs-'));
    await mkdir(path.join(this.dir, 'bin'));
    await symlink(binary, path.join(this.dir, 'bin/headmatter'));
    await symlink(path.join(root, 'content'), path.join(this.dir, 'content'));
    const modules = 'node_modules'; // what a page tells to install
    await symlink(path.join(root, 'tests', modules), path.join(this.dir, modules));
    await writeFile(path.join(this.dir, 'variables'), '');
    const clean = Object.entries(process.env).filter(
      ([name]) => !/^HEADMATTER/.test(name),
    );
    this.env = Object.fromEntries(clean);
    this.env.PATH = `${path.join(this.dir, 'bin')}:${this.env.PATH}`;
    await this.beginChapter();
  }

  async end() {
    await this.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  async beginChapter() {
    if (this.server && this.serving === 'content') return;
    await this.stop();
    await this.serve(['content']);
    await untilSearchable({ host: '127.0.0.1', port: this.port });
  }

  async stop() {
    if (!this.server) return;
    this.server.kill('SIGTERM');
    await this.closed;
    this.server = null;
  }

  /** `headmatter serve`, on a port of its own; what it says at the start. */
  async serve(words) {
    const args = ['serve', ...words, '--listen', '127.0.0.1:0'];
    const child = spawn(binary, args, {
      cwd: this.dir,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    const told = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
      child[name].on('data', (bytes) => (told[name] += bytes));
    const listening = /listening +http:\/\/127\.0\.0\.1:(\d+)\n/;
    await waitFor(
      () => listening.test(told.stdout) || child.exitCode !== null,
      () => `the server does not start:\n${told.stdout}${told.stderr}`,
    );
    const found = listening.exec(told.stdout);
    if (!found) {
      await closed; // only then is its output whole
      return told.stdout + told.stderr;
    }
    this.port = found[1];
    this.serving = words.join(' ');
    this.server = child;
    this.closed = closed;
    this.told = told;
    return told.stdout.replaceAll(`:${this.port}`, ':8080');
  }

  async write(name, text) {
    const file = path.join(this.dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** What the command prints; variables that it sets stay set. */
  run(command) {
    const real = command.replaceAll(address, `$1:${this.port}`);
    const script = `. ./variables; set -a; { ${real}\n} 2>&1; set +a; export -p >variables`;
    return new Promise((resolve) => {
      execFile(
        'bash',
        ['-c', script],
        { cwd: this.dir, env: this.env, encoding: 'utf8' },
        (error, stdout) =>
          resolve(
            stdout.replaceAll(`:${this.port}`, ':8080').replaceAll('\r', ''),
          ),
      );
    });
  }

  async follow(command) {
    if (!command.startsWith('headmatter serve ')) return this.run(command);
    await this.stop();
    return this.serve(command.split(' ').slice(2));
  }

  /** The server has logged these lines, and what came before is forgotten. */
  async expectLog(text) {
    const lines = pattern(text).source.slice(1, -1); // anywhere
    const wanted = new RegExp(`(^|\\n)${lines}\\n`);
    await waitFor(
      () => wanted.test(timeless(this.told.stderr)),
      () => `expected in the log:\n${text}it has:\n${this.told.stderr}`,
    );
    this.told.stderr = '';
  }

  /** What a program prints. */
  async runProgram(text) {
    const real = text.replaceAll(address, `$1:${this.port}`);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', real],
      { cwd: this.dir },
    );
    return stdout;
  }
}
