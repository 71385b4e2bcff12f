// manual.test.mjs - the manual, and what shells complete. Both are made from
// the tables that --help and docs/settings.md are made from.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run } from './support.mjs';

let dir;
let commands;
let keys;

before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'headmatter-manual-'));
  const help = await run(['--help']);
  commands = [...help.stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, c]) => c);
  const config = await run(['config', dir, '--format', 'json']);
  keys = JSON.parse(config.stdout).data.map(({ key }) => key);
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await run(['completion', shell]);
    await writeFile(path.join(dir, shell), stdout);
  }
  await writeFile(path.join(dir, 'two words.txt'), '');
});

after(() => rm(dir, { recursive: true, force: true }));

/** Runs a program to its end, in `dir`; undefined if it is not installed. */
function spawn(program, args, input) {
  const end = spawnSync(program, args, { cwd: dir, input, encoding: 'utf8' });
  return end.error?.code === 'ENOENT' ? undefined : end;
}

describe('the manual', () => {
  const read = async (page) => {
    const { stdout, code } = await run(['manual', page]);
    assert.equal(code, 0);
    const args = ['--warnings', '-P', 'cat', '-l', '-'];
    const { stdout: text, stderr } = spawn('man', args, stdout);
    assert.equal(stderr, '');
    return text.replace(/.\x08/g, '').replace(/‐\n +/g, '');
  };

  test('of the program has each command, and formats without a fault', async () => {
    const text = await read('headmatter');
    assert.ok(commands.length >= 9);
    for (const command of commands)
      assert.match(text, new RegExp(`^ {7}${command}\\b`, 'm'));
    for (const flag of ['--listen', '--fail-on', '--watch', '--sandbox'])
      assert.match(text, new RegExp(`^ {7}${flag}\\b`, 'm'));
    // A flag may mean one thing to one command, and another to another.
    const entries = text.matchAll(/^ {7}(--[a-z-]+).*(?:\n +(\([a-z, ]+\)))?/gm);
    const names = Array.from(entries, ([, flag, of]) => `${flag} ${of}`);
    assert.ok(names.length > 40);
    assert.equal(new Set(names).size, names.length, `${names}`);
  });

  test('of the settings has each of them', async () => {
    const text = await read('headmatter.yaml');
    assert.ok(keys.length > 30);
    for (const key of keys)
      assert.match(text, new RegExp(`^ {7}${key.replace('.', '\\.')}\\b`, 'm'));
    assert.match(text, /^ {7}paths\b/m);
  });

  test('has no other pages', async () => {
    const { code, stderr } = await run(['manual', 'cat']);
    assert.equal(code, 2);
    assert.match(stderr, /unknown page\n {2}.*headmatter\.yaml/);
  });
});

describe('bash completes', () => {
  /** What it offers for the last of the words. */
  const complete = (...words) => {
    const script =
      'source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); ' +
      '_headmatter; printf "%s\\n" "${COMPREPLY[@]}"';
    const args = ['--norc', '-uc', script, 'bash', 'headmatter', ...words];
    const { stdout, stderr } = spawn('bash', args);
    assert.equal(stderr, '');
    return stdout.trim().split('\n');
  };

  test('a command', () => {
    assert.deepEqual(complete('se'), ['serve']);
    for (const command of commands)
      assert.ok(complete('').includes(command), command);
  });

  test('a flag of the command', () => {
    assert.deepEqual(complete('serve', '--lis'), ['--listen']);
    assert.deepEqual(complete('check', '--lis'), ['']);
    assert.deepEqual(complete('check', '--fail'), ['--fail-on']);
  });

  test('a word that a flag takes, after a space or an equals sign', () => {
    const formats = ['text', 'json', 'github'];
    assert.deepEqual(complete('check', '--format', ''), formats);
    assert.deepEqual(complete('config', '--format', ''), ['text', 'json']);
    assert.deepEqual(complete('check', '--format', '='), formats);
    assert.deepEqual(complete('check', '--format', '=', 'j'), ['json']);
    assert.deepEqual(complete('completion', 'f'), ['fish']);
  });

  test('files and folders where there can be any', () => {
    assert.deepEqual(complete('check', 'two'), ['two words.txt']);
    assert.deepEqual(complete('serve', '--tokens', 'two'), ['two words.txt']);
    assert.deepEqual(complete('serve', 'two'), ['']);
    assert.deepEqual(complete('serve', '--title', ''), ['']);
  });
});

describe('the completions', () => {
  for (const shell of ['zsh', 'fish'])
    test(`of ${shell} can be read by it`, (t) => {
      const end = spawn(shell, ['-n', shell]);
      if (end === undefined) return t.skip(`there is no ${shell} here`);
      assert.equal(end.stderr, '');
      assert.equal(end.status, 0);
    });

  test('of fish are the same', (t) => {
    const script = 'source fish; complete -C "headmatter serve --watch p"';
    const end = spawn('fish', ['-N', '-c', script]);
    if (end === undefined) return t.skip('there is no fish here');
    assert.equal(end.stdout.split('\t')[0].trim(), 'poll');
  });

  test('of other shells are an error', async () => {
    const { code, stderr } = await run(['completion', 'tcsh']);
    assert.equal(code, 2);
    assert.match(stderr, /unknown shell\n {2}.*bash, zsh or fish/);
    assert.equal((await run(['completion', 'bash', 'zsh'])).code, 2);
  });
});
