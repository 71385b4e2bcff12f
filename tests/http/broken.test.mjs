// broken.test.mjs - content as it is found on a bad day.
//
// One site has every fault at once. `check` must name each with its file, its
// line and the way out, and `serve` must answer as if only the broken files
// were not there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { page } from './contract-site.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, binary, check, getJson, run } from './support.mjs';

/** Whether the system hands out pseudo-terminals; a bare chroot has none. */
const hasTerminals = () =>
  promisify(execFile)('script', ['--quiet', '--command', 'true', '/dev/null'])
    .then(() => true)
    .catch(() => false);

const isRoot = process.getuid() === 0;
const latin1 = (text) => Buffer.from(text, 'latin1');

const good = {
  'content/posts/good.md': page(['title: Good', 'date: 2024-01-01']),
  'content/posts/folder.md/inside.md': page(['title: In a folder']),
  'content/posts/empty.md': '',
  'content/posts/front-matter-alone.md': '---\ntitle: No body\n---',
  'content/posts/body-alone.md': '# Only a body\n',
  'content/posts/windows.md': '\ufeff---\r\ntitle: Windows\r\n---\r\nText.\r\n',
  'content/posts/old-mac.md': '---\rtitle: Old Mac\r---\rText.\r',
  'content/data/good.json': '{"a": 1}',
};

/** file: [content, code, line, message, hint]; an error unless it is said. */
const errors = {
  'content/posts/colon.md': [
    '---\ndate: 2024-01-01\ntitle: Part two: the return\n---\n',
    'yaml-syntax',
    3,
    /title contains ': '/,
    /quotes.*title: "Part two: the return"/,
  ],
  'content/posts/unclosed.md': [
    '---\ntitle: Never closed\n\nText that goes on.\n',
    'front-matter-unclosed',
    1,
    /front matter.*never closed/i,
    /---/,
  ],
  'content/posts/toml.md': [
    '+++\ntitle = Hugo\n+++\n',
    'toml-syntax',
    2,
    /a string has no quotes/,
    /title|"value"/,
  ],
  'content/posts/utf16.md': [
    Buffer.from('\ufeff---\ntitle: Wide\ndraft: true\n---\n', 'utf16le'),
    'file-encoding',
    1,
    /UTF-16/,
    /UTF-8/,
  ],
  'content/posts/json.md': [
    '{\n  "title": "Hugo",\n  "draft": true\n}\n',
    'front-matter-json',
    1,
    /JSON/,
    /YAML|---/,
  ],
  'content/posts/late.md': [
    '--- title: Late draft: true ---\nText.\n',
    'front-matter-opening',
    1,
    /opens with/,
    /exactly three dashes/,
  ],
  'content/posts/pelican.md': [
    'Title: Secret\nStatus: draft\n\nText.\n',
    'front-matter-opening',
    1,
    /no opening ---/,
    /YAML/,
  ],
  'content/posts/hexo.md': [
    '"title": "Secret",\n"draft": true\n;;;\nText.\n',
    'front-matter-json',
    1,
    /JSON/,
    /YAML/,
  ],
  'content/posts/nikola.md': [
    '<!--\n.. title: Secret\n.. status: private\n-->\nText.\n',
    'front-matter-opening',
    1,
    /no opening ---/,
    /YAML/,
  ],
  'content/posts/list.md': [
    '---\n- one\n- two\n---\n',
    'front-matter-not-a-mapping',
    2,
    /list/,
    /./,
  ],
  'content/posts/latin1.md': [
    latin1('---\ntitle: Caf\xe9\n---\n'),
    'front-matter-encoding',
    2,
    /UTF-8/,
    /UTF-8/,
  ],
  'content/posts/alias.md': [
    '---\ntitle: *nobody\n---\n',
    'yaml-unknown-alias',
    2,
    /nobody/,
    /quotes/,
  ],
  'content/data/broken.json': [
    '{\n  "a": 1,\n  "b": \n}\n',
    'json-syntax',
    4,
    /value is missing/,
    /null/,
  ],
};

const warnings = {
  'content/posts/dangling.md': [
    page(['title: Dangling', 'author: content/authors/nobody.json']),
    'reference-missing',
    3,
    /content\/authors\/nobody\.json/,
    /path|add the file/,
  ],
  'content/posts/bad-body.md': [
    Buffer.concat([
      Buffer.from('---\ntitle: Bytes\n---\n'),
      latin1('caf\xe9\n'),
    ]),
    'body-encoding',
    4,
    /UTF-8/,
    /UTF-8/,
  ],
  'content/posts/when.md': [
    page(['title: When', 'date: 2024-13-45']),
    'date-unreadable',
    3,
    /2024-13-45/,
    /2024-05-01/,
  ],
  'content/posts/twice.md': [
    '---\ntitle: One\ntags: a\ntitle: Two\n---\n',
    'yaml-duplicate-key',
    4,
    /title.*2/,
    /./,
  ],
};

const notices = {
  'content/posts/later/good.md': [
    page(['title: Wants the same slug', 'date: 2024-02-02']),
    'slug-taken',
    null,
    /'good'.*content\/posts\/good\.md.*'later\/good'/,
    /slug/,
  ],
};

const contents = (faults) =>
  Object.fromEntries(
    Object.entries(faults).map(([name, [text]]) => [name, text]),
  );

/** What no writeFile() makes. */
const special = {
  'content/posts/outside.md': ['link-outside', /leads out of/, /copy/],
  'content/posts/nowhere.md': ['link-broken', /does not exist/, /correct or remove/],
  'content/posts/pipe.md': ['file-unreadable', /regular file/, null],
};
if (!isRoot)
  special['content/posts/locked.md'] = ['file-unreadable', /denied/, /read/];

let site;
let elsewhere;
let server;
let found;

before(async () => {
  site = await writeSite({
    ...good,
    ...contents(errors),
    ...contents(warnings),
    ...contents(notices),
  });
  elsewhere = await mkdtemp(path.join(tmpdir(), 'headmatter-'));
  const secret = path.join(elsewhere, 'secret.md');
  await writeFile(secret, page(['title: Topsecret']));
  const inSite = (name) => path.join(site.dir, name);
  await symlink(secret, inSite('content/posts/outside.md'));
  await symlink(elsewhere, inSite('content/posts/outside'));
  await symlink('nothing.md', inSite('content/posts/nowhere.md'));
  await symlink('..', inSite('content/posts/up'));
  await promisify(execFile)('mkfifo', [inSite('content/posts/pipe.md')]);
  await writeFile(inSite('content/posts/locked.md'), page(['title: Locked']));
  await chmod(inSite('content/posts/locked.md'), 0);
  found = await check(site.dir);
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
  await rm(elsewhere, { recursive: true, force: true });
});

/** What a command prints whose standard output is a terminal. */
async function onTerminal(command, env) {
  const args = ['--quiet', '--command', command, '/dev/null'];
  const options = { env: { ...process.env, ...env } };
  // Its exit code is that of `script` itself.
  const { stdout } = await promisify(execFile)('script', args, options);
  return stdout;
}

const of = (file) =>
  found.data.filter((diagnostic) => diagnostic.path === file);

describe('check', () => {
  const named = [
    ...Object.entries(errors).map((fault) => ['error', ...fault]),
    ...Object.entries(warnings).map((fault) => ['warning', ...fault]),
    ...Object.entries(notices).map((fault) => ['notice', ...fault]),
  ];
  for (const [severity, file, [, code, line, message, hint]] of named) {
    test(`names ${code} in ${path.basename(file)}, and the way out`, () => {
      const [diagnostic, ...others] = of(file);
      assert.deepEqual(others, []);
      assert.equal(diagnostic.severity, severity);
      assert.equal(diagnostic.code, code);
      assert.equal(diagnostic.line, line);
      assert.match(diagnostic.message, message);
      if (hint !== null) assert.match(diagnostic.hint, hint);
    });
  }

  for (const [file, [code, message, hint]] of Object.entries(special)) {
    test(`names ${code} at ${path.basename(file)}`, () => {
      const [diagnostic] = of(file);
      assert.equal(diagnostic?.code, code);
      assert.match(diagnostic.message, message);
      if (hint !== null) assert.match(diagnostic.hint, hint);
    });
  }

  test('names no path of the machine', () => {
    for (const { message, hint } of found.data)
      assert.equal(`${message}${hint}`.includes(site.dir), false, message);
  });

  test('names nothing that is good', () => {
    for (const file of Object.keys(good)) assert.deepEqual(of(file), []);
  });

  test('ends with 1 for errors, and counts what it printed', () => {
    const count = (severity) =>
      found.data.filter((diagnostic) => diagnostic.severity === severity)
        .length;
    assert.equal(found.code, 1);
    assert.equal(found.meta.errors, count('error'));
    assert.equal(found.meta.warnings, count('warning'));
    assert.equal(found.meta.notices, count('notice'));
  });

  test('prints the same for people: file:line:column, then the hint', async () => {
    const { stdout, stderr, code } = await run(['check', site.dir]);
    assert.equal(code, 1);
    assert.equal(stderr, '');
    for (const diagnostic of found.data) {
      const { line, column, severity, message, hint } = diagnostic;
      const place = [diagnostic.path, line, column].filter(
        (part) => part !== null,
      );
      const text = `${place.join(':')}: ${severity}: ${message} [${diagnostic.code}]\n`;
      const at = stdout.indexOf(text);
      assert.notEqual(at, -1, text);
      const [block] = stdout.slice(at + text.length).split(/^(?! {6})/m);
      if (hint !== null) assert.ok(block.endsWith(`        = ${hint}\n`), hint);
      if (column !== null) assert.match(block, /^ *\d+ \| .*\n +\| *\^\n/);
    }
    const { errors: e, warnings: w, notices: n, documents } = found.meta;
    assert.equal(n, 1);
    const summary = new RegExp(
      `\n${documents} documents served \\(left out: \\d+ broken\\): ` +
        `${e} errors, ${w} warnings, 1 notice\n$`,
    );
    assert.match(stdout, summary);
  });

  test('prints the same as commands for GitHub', async () => {
    const { stdout, code } = await run(['check', '.', '--format', 'github'], {
      cwd: site.dir,
    });
    assert.equal(code, 1);
    const [first, ...lines] = stdout.split('\n');
    assert.match(first, /^read as a plain folder, because /);
    const unescape = (text) =>
      text
        .replaceAll('%0A', '\n')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%');
    for (const [index, diagnostic] of found.data.entries()) {
      const { line, column, message, hint } = diagnostic;
      const place = line === null ? '' : `,line=${line}`;
      const [, severity, file, at, title, text] = lines[index].match(
        /^::(\w+) file=([^,]*)((?:,line=\d+)?(?:,col=\d+)?),title=([^:]*)::(.*)$/,
      );
      assert.equal(severity, diagnostic.severity);
      assert.equal(unescape(file), diagnostic.path);
      assert.equal(title, diagnostic.code);
      assert.equal(at, column === null ? place : `${place},col=${column}`);
      assert.equal(unescape(text), hint ? `${message}\n${hint}` : message);
    }
  });

  test('shows the line that is wrong, and where', async () => {
    const { stdout } = await run(['check', site.dir]);
    assert.ok(
      stdout.includes(
        '      3 | title: Part two: the return\n' +
          '        |                ^\n' +
          '        = put the value in quotes: title: "Part two: the return"\n',
      ),
    );
  });

  test('writes colours to terminals only', async (t) => {
    if (!(await hasTerminals())) return t.skip('no terminal is to be had here');
    const { stdout } = await run(['check', site.dir]);
    assert.equal(stdout.includes('\x1b'), false);
    const command = `${binary} check ${site.dir}`;
    for (const [env, expected] of [
      [{ TERM: 'xterm', NO_COLOR: '' }, true],
      [{ TERM: 'xterm', NO_COLOR: '1' }, false],
      [{ TERM: 'dumb', NO_COLOR: '' }, false],
    ]) {
      const shown = await onTerminal(command, env);
      assert.equal(shown.includes('\x1b[1;31merror:\x1b[0m'), expected);
      assert.match(shown, /title contains ': '/);
    }
  });

  test('ends with 0 where there are warnings only', async () => {
    const mild = await writeSite({ ...good, ...contents(warnings) });
    const { code, meta } = await check(mild.dir);
    assert.deepEqual([code, meta.errors], [0, 0]);
    assert.ok(meta.warnings > 0);
    const strict = await run(['check', mild.dir, '--fail-on', 'warning']);
    assert.equal(strict.code, 1);
    await mild.remove();
  });
});

describe('serve', () => {
  test('serves all that is not broken', async () => {
    const { data } = await getJson(server, '/posts?limit=1000');
    const expected = [good, warnings, notices].flatMap(Object.keys);
    const posts = expected.filter((file) => file.startsWith('content/posts/'));
    const locked = isRoot ? ['content/posts/locked.md'] : [];
    assert.deepEqual(
      data.map((post) => post.path).sort(),
      [...posts, ...locked].sort(),
    );
    for (const { slug } of data)
      assert.equal((await ask(server, `/posts/${slug}`)).status, 200);
    assert.deepEqual((await getJson(server, '/data/good')).data.a, 1);
  });

  test('answers with 404 for all that is', async () => {
    for (const file of [...Object.keys(errors), ...Object.keys(special)]) {
      if (file.includes('locked')) continue;
      const slug = path.basename(file).replace(/\.\w+$/, '');
      const { status } = await ask(server, `/posts/${slug}`);
      assert.equal(status, 404, file);
    }
  });

  test('shows nothing from outside of the folder', async () => {
    for (const target of ['/_all', '/posts', '/posts/outside', '/posts/secret'])
      assert.doesNotMatch((await ask(server, target)).body, /Topsecret/);
  });

  test('shows what can be shown of what is odd', async () => {
    const item = async (slug) => (await getJson(server, `/posts/${slug}`)).data;
    assert.equal((await item('folder.md/inside')).title, 'In a folder');
    assert.equal((await item('empty')).html, '');
    assert.equal((await item('front-matter-alone')).title, 'No body');
    assert.equal((await item('body-alone')).title, 'Only a body');
    assert.equal((await item('windows')).title, 'Windows');
    assert.equal((await item('bad-body')).html, '<p>caf\ufffd</p>\n');
    assert.equal((await item('when')).date, null);
    assert.equal((await item('twice')).title, 'Two');
    assert.equal((await item('good')).title, 'Good');
    assert.equal((await item('later/good')).title, 'Wants the same slug');
    assert.deepEqual((await item('dangling')).author, {
      path: 'content/authors/nobody.json',
      missing: true,
    });
  });

  test('says how many faults there are, and to whom to turn', async () => {
    const { errors: e, warnings: w } = found.meta;
    const ready = (await ask(server, '/_ready')).json();
    assert.deepEqual(ready.diagnostics, { errors: e, warnings: w });
    assert.ok(server.output.stdout.includes(`${e} errors, ${w} warnings`));
    assert.match(server.output.stdout, /headmatter check/);
  });

  test('serves a folder in which everything is broken', async () => {
    const hopeless = await writeSite(contents(errors));
    const other = await startServer(hopeless.dir);
    assert.deepEqual((await getJson(other, '/posts')).data, []);
    assert.equal((await getJson(other, '/')).data.collections.length > 0, true);
    assert.equal((await other.stop()).code, 0);
    await hopeless.remove();
  });
});
