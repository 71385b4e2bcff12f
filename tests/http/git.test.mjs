// git.test.mjs - the content of a repository, from its first clone to a remote
// that is gone, rewritten, or another than it was.
//
// Real repositories and the real git. What must not change is told by a later
// change that did.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { diagnosticsOf, follow, makeRepository, post, serveByHttp } from './repository.mjs';
import { runToEnd, startServer, writeSite } from './server.mjs';
import { ask, getJson, until } from './support.mjs';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

/** One that nobody listens on, for a program that cannot say which it took. */
const freePort = async () => {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
};

const metricsOf = async (server) =>
  (await ask(server.operators, '/_metrics')).body;

describe('a repository that is followed', () => {
  let repository, server;
  before(async () => {
    repository = await makeRepository({
      'content/posts/a.md': post('One'),
      'content/posts/b.md': post('Two'),
      'content/posts/a.png': png,
      'README.md': '# Not content\n',
    });
    server = await follow(repository);
  });
  after(async () => {
    await server.stop();
    await repository.remove();
  });

  test('is served as a folder is, and says which commit', async () => {
    const { data } = await getJson(server, '/posts');
    assert.deepEqual(data.map(({ slug }) => slug).sort(), ['a', 'b']);
    assert.match(server.output.stdout, /^ {2}git +\S+, commit [0-9a-f]{12}$/m);
    assert.equal((await ask(server, '/_media/content/posts/a.png')).status, 200);
  });

  test('a commit is served soon, as a whole', async () => {
    const commit = await repository.commit({
      'content/posts/a.md': post('One more'),
      'content/posts/b.md': null,
      'content/posts/c.md': post('Three'),
    });
    await server.titleIs('c', 'Three');
    assert.equal((await getJson(server, '/posts/a')).data.title, 'One more');
    assert.equal((await ask(server, '/posts/b')).status, 404);
    await server.logged(new RegExp(`^git: commit ${commit.slice(0, 12)} follows [0-9a-f]{12}$`, 'm'));
  });

  test('a file that has become empty is empty at once', async () => {
    await repository.commit({ 'content/posts/c.md': '', 'content/posts/d.md': post('Four') });
    await server.titleIs('d', 'Four');
    assert.equal((await getJson(server, '/posts/c')).data.title, 'C');
    await repository.commit({ 'content/posts/c.md': post('Three'), 'content/posts/d.md': null });
    await server.titleIs('c', 'Three');
  });

  test('only the trees in use are kept', async () => {
    for (const n of [1, 2, 3]) {
      await repository.commit({ 'content/posts/c.md': post(`Three ${n}`) });
      await server.titleIs('c', `Three ${n}`);
    }
    const link = await readlink(path.join(server.cache, 'current'));
    await until(async () => {
      const trees = await readdir(path.join(server.cache, 'trees'));
      return trees.length === 1 && link === `trees/${trees[0]}`;
    });
  });

  test('a rewritten history is one more commit', async () => {
    await repository.git('reset', '-q', '--hard', 'HEAD~2');
    await repository.commit({ 'content/posts/a.md': post('Rewritten') });
    await server.titleIs('a', 'Rewritten');
    await repository.git('checkout', '-q', '--orphan', 'other');
    await repository.commit({ 'content/posts/a.md': post('Orphan') });
    await repository.git('branch', '-q', '-M', 'main');
    await server.titleIs('a', 'Orphan');
  });

  test('what git keeps is not served', async () => {
    for (const at of ['/_media/.git/config', '/_media/.git/HEAD', '/_resolve?path=/.git/config'])
      assert.notEqual((await ask(server, at)).status, 200, at);
  });

  test('a remote that is gone changes nothing but what is said of it', async () => {
    await rename(repository.dir, repository.at('elsewhere'));
    await server.logged(/^git: .*; still serving commit [0-9a-f]{12}/m);
    assert.equal((await getJson(server, '/posts/a')).data.title, 'Orphan');
    const found = await until(async () =>
      (await diagnosticsOf(server)).find(({ code }) => code === 'repository-unreachable'),
    );
    assert.equal(found.severity, 'warning');
    assert.match(found.message, /^commit [0-9a-f]{12} is served, and a newer one may be there: git: /);
    const metrics = await metricsOf(server);
    assert.match(metrics, /^headmatter_git_last_success 0$/m);
    assert.match(metrics, /^headmatter_git_fetches_total\{result="failed"\} [1-9]/m);
    assert.equal((await ask(server, '/_ready')).json().status, 'ready');

    await rename(repository.at('elsewhere'), repository.dir);
    await repository.commit({ 'content/posts/a.md': post('Back') });
    await server.titleIs('a', 'Back');
    await server.logged(/^git: the repository can be fetched again$/m);
    await until(async () =>
      (await diagnosticsOf(server)).every(({ code }) => code !== 'repository-unreachable'),
    );
    assert.match(await metricsOf(server), /^headmatter_git_last_success 1$/m);
  });

  test('a repository that was damaged in the cache is fetched anew', async () => {
    const objects = path.join(server.cache, 'repository/objects');
    await rm(objects, { recursive: true });
    await writeFile(path.join(server.cache, 'repository/HEAD'), 'nonsense\n');
    await repository.commit({ 'content/posts/a.md': post('Repaired') });
    await server.titleIs('a', 'Repaired');
    assert.equal(server.output.stderr.match(/nonsense/), null);
  });

  test('trees that were removed are made again, and are served meanwhile', async () => {
    await rm(path.join(server.cache, 'trees'), { recursive: true });
    assert.equal((await getJson(server, '/posts/a')).data.title, 'Repaired');
    await until(async () => (await ask(server, '/_media/content/posts/a.png')).status === 200);
    await repository.commit({ 'content/posts/a.md': post('Again') });
    await server.titleIs('a', 'Again');
  });

  test('an operator asks for a look by SIGHUP, and reads that it was taken', async () => {
    await repository.commit({ 'content/posts/a.md': post('Hurried') });
    server.signal('SIGHUP');
    await server.titleIs('a', 'Hurried');
    server.signal('SIGHUP');
    await server.logged(/^reload: nothing has changed$/m);
  });

  test('no process outlives the server', async () => {
    const other = await follow({ ...repository, cache: repository.at('cache-2') });
    const children = await readdir(`/proc/${other.pid}/task/${other.pid}`)
      .then(() => import('node:fs/promises'))
      .then((fs) => fs.readFile(`/proc/${other.pid}/task/${other.pid}/children`, 'utf8'))
      .then((text) => text.trim().split(' '));
    assert.ok(children.length >= 1);
    other.signal('SIGKILL');
    await other.exited;
    await until(async () => {
      const all = await readdir('/proc');
      return children.every((id) => !all.includes(id));
    });
  });
});

describe('a start', () => {
  let repository;
  before(async () => {
    repository = await makeRepository({ 'a.md': post('Root'), 'docs/posts/a.md': post('Deep') });
    await repository.git('tag', '-a', 'v1', '-m', 'One');
    await repository.git('checkout', '-q', '-b', 'next');
    await repository.commit({ 'docs/posts/a.md': post('Next') });
    await repository.git('checkout', '-q', 'main');
  });
  after(() => repository.remove());

  const titleOf = async (options) => {
    const server = await follow(repository, { options });
    const { title } = (await getJson(server, '/posts/a')).data;
    await server.stop();
    return title;
  };

  test('serves a folder of a branch or of a tag', async () => {
    const path = ['--path', 'docs'];
    assert.equal(await titleOf(path), 'Deep');
    assert.equal(await titleOf([...path, '--branch', 'next']), 'Next');
    assert.equal(await titleOf([...path, '--branch', 'refs/tags/v1']), 'Deep');
  });

  test('serves what is there from before while the remote is gone', async () => {
    await titleOf(['--path', 'docs']);
    await rename(repository.dir, repository.at('away'));
    assert.equal(await titleOf(['--path', 'docs']), 'Deep');
    await rename(repository.at('away'), repository.dir);
  });

  const refused = async (options, pattern, code = 1) => {
    const end = await runToEnd(['serve', '--listen', '127.0.0.1:0', ...options]);
    assert.equal(end.code, code, end.stderr);
    assert.match(end.stderr, pattern);
  };
  const from = (url, ...more) => ['--git', url, '--git-cache', repository.at('cache-3'), ...more];

  test('says what is wrong', async () => {
    const { dir } = repository;
    await refused(from(dir, '--branch', 'nowhere'), /couldn't find remote ref refs\/heads\/nowhere\n.*--branch/s);
    await refused(from(repository.at('nothing')), /git: .*does not (exist|appear)/);
    await refused(from(dir, '--path', 'nothing'), /commit has no folder nothing\n.*--path/s);
    await refused(from(dir, '--path', 'a.md'), /commit has no folder a\.md/);
    for (const bad of ['/docs', 'docs/', '../x', 'docs/../..', './docs'])
      await refused(from(dir, '--path', bad), /--path takes a folder of the repository/);
    for (const bad of ['ext::sh -c true', '--upload-pack=true', 'ftp://x/y'])
      await refused([`--git=${bad}`, '--git-cache', repository.at('cache-3')], /not the address of a repository/);
    await refused(from('https://me:secret@example.org/x.git'), /password in it\n.*--git-token/s);
    await refused(from('ssh://git@example.org/x.git', '--git-token', '/x'), /--git-token is for addresses with https/);
    await refused([...from(dir), dir], /both DIR and --git/, 2);
  });

  test('keeps to its limits', async () => {
    await repository.git('checkout', '-q', '-b', 'large');
    await repository.commit({ 'large.bin': Buffer.alloc(200_000) });
    await repository.git('checkout', '-q', 'main');
    await refused(
      from(repository.dir, '--branch', 'large', '--git-max-bytes', '100000'),
      /the files of commit [0-9a-f]{12} have \d+ MB\n.*--git-max-bytes/s,
    );
  });

  test('ends git when its time is over', async () => {
    // Who accepts connections and says nothing.
    const silent = createServer(() => {});
    await new Promise((done) => silent.listen(0, '127.0.0.1', done));
    const url = `git://127.0.0.1:${silent.address().port}/x.git`;
    await refused(from(url, '--git-timeout', '1'), /git fetch took longer than 1 seconds\n.*--git-timeout/s);
    silent.close();
  });

  test('is refused where another server has the cache', async () => {
    const server = await follow(repository);
    await refused(
      ['--git', repository.dir, '--git-cache', repository.cache],
      /another server keeps its repository in .*\n.*--git-cache/s,
    );
    await server.stop();
  });

  test('the content cannot set what the operator decides', async () => {
    const other = await makeRepository({
      'headmatter.yaml': 'git:\n  url: /somewhere/else\n',
      'posts/a.md': post('A'),
    });
    await refused(
      ['--git', other.dir, '--git-cache', other.cache],
      /headmatter\.yaml:2:8: .*git\.url cannot be set by the content/s,
      2,
    );
    await other.remove();
    const site = await writeSite({ 'headmatter.yaml': 'git: {interval: 5}\n', 'posts/a.md': post('A') });
    const { code, stdout } = await runToEnd(['check', site.dir]);
    assert.equal(code, 1);
    assert.match(stdout, /git\.interval cannot be set by the content/);
    await site.remove();
  });
});

describe('what a tree must not do', () => {
  let repository, server;
  const secret = 'top secret words';
  before(async () => {
    repository = await makeRepository({ 'posts/a.md': post('A') });
    await writeFile(repository.at('secret.md'), post('Secret', '').replace('Words', secret));
    await writeFile(repository.at('secret.png'), png);
    const pointer =
      'version https://git-lfs.github.com/spec/v1\n' +
      `oid sha256:${'0'.repeat(64)}\nsize 12345\n`;
    await repository.write({
      'posts/out.md': { target: repository.at('secret.md') },
      'posts/up.md': { target: '../../../../secret.md' },
      'posts/out.png': { target: repository.at('secret.png') },
      'posts/folder': { target: repository.home },
      'posts/own.md': { target: 'a.md' },
      'posts/cover.png': pointer,
      'posts/b.md': post('B', 'image: cover.png\n'),
      '.gitattributes': '*.png filter=evil\n',
    });
    await repository.git('config', 'filter.evil.smudge', 'touch /tmp/evil');
    await repository.git('add', '-A');
    await repository.git(
      'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},theme`,
    );
    await repository.git('commit', '-qm', 'Links');
    server = await follow(repository);
  });
  after(async () => {
    await server.stop();
    await repository.remove();
  });

  test('links lead nowhere out of it', async () => {
    const all = [
      (await ask(server, '/_all?limit=1000&include=html')).body,
      (await ask(server, '/_media')).body,
    ].join('\n');
    assert.doesNotMatch(all, /secret/i);
    for (const at of ['/posts/out', '/posts/up', '/_media/posts/out.png', '/_media/posts/folder/secret.png'])
      assert.equal((await ask(server, at)).status, 404, at);
    assert.equal((await ask(server, '/posts/a')).status, 200);
  });

  test('submodules and pointers of LFS are reported', async () => {
    const found = await until(async () => {
      const all = await diagnosticsOf(server);
      return all.some(({ code }) => code === 'repository-pointer') && all;
    });
    const pointer = found.find(({ code }) => code === 'repository-pointer');
    assert.equal(pointer.path, 'posts/cover.png');
    const submodule = found.find(({ code }) => code === 'repository-submodule');
    assert.equal(submodule.severity, 'notice');
    assert.match(submodule.message, /^1 submodule is not followed/);
  });

  test('a link in the place of the folder to serve is refused', async () => {
    await repository.commit({ content: { target: repository.home } });
    const { code, stderr } = await runToEnd([
      'serve', '--git', repository.dir, '--path', 'content',
      '--git-cache', repository.at('cache-2'), '--listen', '127.0.0.1:0',
    ]);
    assert.equal(code, 1);
    assert.match(stderr, /the commit has no folder content/);
  });
});

describe('remotes', () => {
  test('by http, with a token from a file', async () => {
    const repository = await makeRepository({ 'posts/a.md': post('A') });
    const forge = await serveByHttp(repository.home, 'correct');
    const url = `${forge.url}/work/.git`;
    const file = repository.at('token');
    await writeFile(file, 'somebody:wrong\n');
    const options = ['--listen', '127.0.0.1:0', '--git', url, '--git-cache', repository.cache];
    const denied = await runToEnd(['serve', ...options]);
    assert.equal(denied.code, 1);
    assert.match(denied.stderr, /could not read Username.*\n.*--git-token/s);
    const wrong = await runToEnd(['serve', ...options, '--git-token', file]);
    assert.match(wrong.stderr, /Authentication failed.*\n.*--git-token is refused/s);
    assert.doesNotMatch(wrong.stderr, /wrong/);

    await writeFile(file, 'correct\n');
    const server = await follow(repository, { url, options: ['--git-token', file] });
    await repository.commit({ 'posts/a.md': post('By http') });
    await server.titleIs('a', 'By http');
    // The token was changed at the forge, and here without a restart.
    await writeFile(file, 'outdated\n');
    await server.logged(/Authentication failed/);
    await repository.commit({ 'posts/a.md': post('New token') });
    await writeFile(file, 'user:correct\n');
    await server.titleIs('a', 'New token');
    await server.stop();
    assert.doesNotMatch(server.output.stderr + server.output.stdout, /correct|outdated/);
    await forge.close();
    await repository.remove();
  });

  test('by git daemon, which is killed and comes back', async () => {
    const repository = await makeRepository({ 'posts/a.md': post('A') });
    const port = await freePort();
    const start = async () => {
      const daemon = spawn('git', [
        'daemon', '--export-all', '--reuseaddr', '--informative-errors', '--verbose',
        '--listen=127.0.0.1', `--port=${port}`, `--base-path=${repository.home}`, repository.home,
      ], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
      let said = '';
      daemon.stderr.on('data', (text) => { said += text; });
      await until(() => said.includes('Ready to rumble'));
      return () => { process.kill(-daemon.pid, 'SIGKILL'); };
    };
    let kill = await start();
    const server = await follow(repository, { url: `git://127.0.0.1:${port}/work/.git` });
    await repository.commit({ 'posts/a.md': post('B') });
    await server.titleIs('a', 'B');
    kill();
    await server.logged(/^git: .*still serving commit/m);
    await repository.commit({ 'posts/a.md': post('C') });
    kill = await start();
    await server.titleIs('a', 'C');
    kill();
    await server.stop();
    await repository.remove();
  });

  test('a bare repository by its path', async () => {
    const repository = await makeRepository({ 'posts/a.md': post('A') });
    const bare = repository.at('bare.git');
    await repository.git('clone', '-q', '--bare', '.', bare);
    const server = await follow(repository, { url: bare });
    await repository.commit({ 'posts/a.md': post('Pushed') });
    await repository.git('push', '-q', '--force', bare, 'main');
    await server.titleIs('a', 'Pushed');
    await server.stop();
    await repository.remove();
  });
});

describe('a webhook', () => {
  const secret = "It's a Secret to Everybody";
  const key = Buffer.from('0123456789abcdef0123456789abcdef');
  let repository, server;
  before(async () => {
    repository = await makeRepository({ 'posts/a.md': post('A') });
    await writeFile(repository.at('secret'), `${secret}\n`);
    server = await follow(repository, {
      interval: 0,
      options: ['--git-secret', repository.at('secret')],
    });
  });
  after(async () => {
    await server.stop();
    await repository.remove();
  });

  const send = (body, headers, to = server) =>
    ask(to, '/_hooks/git', { method: 'POST', headers, body });
  const hex = (body, with_ = secret) => createHmac('sha256', with_).update(body).digest('hex');
  const body = JSON.stringify({ ref: 'refs/heads/main', text: 'x'.repeat(100_000) });

  // The example of GitHub's documentation, "Validating webhook deliveries".
  test('the signature of the documentation is good', () => {
    assert.equal(
      hex('Hello, World!'),
      '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });

  const good = {
    GitHub: { 'X-Hub-Signature-256': `sha256=${hex(body)}`, 'X-Hub-Signature': 'sha1=0' },
    Bitbucket: { 'X-Hub-Signature': `sha256=${hex(body)}` },
    Forgejo: { 'X-Forgejo-Signature': hex(body), 'X-Gitea-Signature': hex(body) },
    Gitea: { 'X-Gitea-Signature': hex(body) },
    'GitLab, secret token': { 'X-Gitlab-Token': secret },
  };
  let n = 0;
  for (const [forge, headers] of Object.entries(good)) {
    test(`of ${forge} has the server look`, async () => {
      const title = `Title ${n++}`;
      await repository.commit({ 'posts/a.md': post(title) });
      const answer = await send(body, { 'Content-Type': 'application/json', ...headers });
      assert.equal(answer.status, 202, answer.body);
      assert.deepEqual(answer.json(), { status: 'looking' });
      assert.equal(answer.headers['cache-control'], 'no-store');
      await server.titleIs('a', title);
    });
  }

  test('of nobody, or with a wrong signature, is refused', async () => {
    const wrong = [
      {},
      { 'X-Hub-Signature-256': `sha256=${hex(`${body} `)}` },
      { 'X-Hub-Signature-256': `sha256=${hex(body, 'other')}` },
      { 'X-Hub-Signature-256': hex(body) },
      { 'X-Hub-Signature-256': `sha256=${hex(body).slice(0, 62)}` },
      { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}`, 'X-Gitlab-Token': secret },
      { 'X-Hub-Signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}` },
      { 'X-Gitea-Signature': '' },
      { 'X-Forgejo-Signature': '0'.repeat(64), 'X-Gitea-Signature': hex(body) },
      { 'X-Gitlab-Token': secret.slice(1) },
      { 'X-Gitlab-Token': '' },
      { 'webhook-signature': `v1,${createHmac('sha256', secret).update(body).digest('base64')}` },
    ];
    for (const headers of wrong) {
      const answer = await send(body, headers);
      assert.equal(answer.status, 403, JSON.stringify(headers));
      assert.match(answer.json().detail, /not signed/);
    }
  });

  test('of GitLab with a signing token', async () => {
    const token = `whsec_${key.toString('base64')}`;
    await writeFile(repository.at('signing'), token);
    const other = await follow(
      { ...repository, cache: repository.at('cache-signing') },
      { interval: 0, options: ['--git-secret', repository.at('signing')] },
    );
    const sign = (at, id = 'f5e1', text = body) => ({
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${at}.${text}`).digest('base64')}`,
    });
    const now = Math.floor(Date.now() / 1000);
    await repository.commit({ 'posts/a.md': post('Signed') });
    const twoKeys = sign(now);
    twoKeys['webhook-signature'] = `v1,${Buffer.alloc(32).toString('base64')} ${twoKeys['webhook-signature']}`;
    assert.equal((await send(body, sign(now), other)).status, 202);
    assert.equal((await send(body, twoKeys, other)).status, 202);
    await other.titleIs('a', 'Signed');
    assert.equal((await send(body, sign(now - 3600), other)).status, 403);
    assert.equal((await send(body, { ...sign(now), 'webhook-id': 'f5e2' }, other)).status, 403);
    assert.equal((await send('other', sign(now), other)).status, 403);
    await other.stop();
  });

  test('is the only thing that the address takes', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await ask(server, '/_hooks/git', { method });
      assert.equal(answer.status, 405, method);
      assert.equal(answer.headers.allow, 'POST, OPTIONS');
    }
    assert.equal((await ask(server, '/_hooks/git', { method: 'OPTIONS' })).headers.allow, 'POST, OPTIONS');
    assert.equal((await ask(server, '/_hooks')).status, 404);
    assert.equal((await ask(server, '/_hooks/svn', { method: 'POST' })).status, 405);
    assert.doesNotMatch((await ask(server, '/openapi.json')).body, /_hooks/);
  });

  test('has a limit of its size, and of how often a stranger asks', async () => {
    const large = await ask(server, '/_hooks/git', {
      method: 'POST',
      headers: { 'X-Gitlab-Token': secret, 'Content-Length': '26214401' },
    });
    assert.equal(large.status, 413);
    let last;
    for (let i = 0; i < 70; i++) last = await send('x', {});
    assert.equal(last.status, 429);
    assert.ok(Number(last.headers['retry-after']) > 0);
  });

  test('with a secret, operators need it as well', async () => {
    const { operators } = server;
    assert.equal((await send('', {}, operators)).status, 403);
    assert.equal((await send('', { 'X-Gitlab-Token': secret }, operators)).status, 202);
  });

  test('without a secret, only operators may send it', async () => {
    const other = await follow(
      { ...repository, cache: repository.at('cache-open') },
      { interval: 0 },
    );
    const { operators } = other;
    assert.equal((await send('', { 'X-Gitlab-Token': secret }, other)).status, 405);
    assert.equal((await ask(other, '/_hooks/git')).status, 404);
    await repository.commit({ 'posts/a.md': post('Operated') });
    assert.equal((await send('', { Origin: 'https://evil.example' }, operators)).status, 403);
    assert.equal((await send('', {}, operators)).status, 202);
    await other.titleIs('a', 'Operated');
    await other.stop();
  });

  test('a server of a folder takes none', async () => {
    const site = await writeSite({ 'posts/a.md': post('A') });
    const other = await startServer(site.dir);
    assert.equal((await send('', {}, other)).status, 405);
    assert.equal((await ask(other, '/_hooks/git')).status, 404);
    await other.stop();
    await site.remove();
  });
});

describe('many commits', () => {
  test('two hundred in a row, under load: no error, and never two commits in one answer', async () => {
    const files = (n) =>
      Object.fromEntries(['a', 'b', 'c'].map((name) => [`posts/${name}.md`, post(`Number ${n}`)]));
    const repository = await makeRepository(files(0));
    const server = await follow(repository);
    const seen = new Set();
    let isOver = false;
    const load = async () => {
      while (!isOver) {
        const answer = await ask(server, '/posts?limit=10');
        assert.equal(answer.status, 200);
        const titles = new Set(answer.json().data.map(({ title }) => title));
        assert.equal(titles.size, 1, [...titles].join());
        seen.add([...titles][0]);
        assert.equal((await ask(server, '/_ready')).status, 200);
      }
    };
    const readers = [load(), load(), load()];
    const { operators } = server;
    for (let n = 1; n <= 200; n++) {
      await repository.commit(files(n));
      const { status } = await ask(operators, '/_hooks/git', { method: 'POST' });
      assert.equal(status, 202);
    }
    await server.titleIs('a', 'Number 200');
    isOver = true;
    await Promise.all(readers);
    assert.ok(seen.size > 2, `${seen.size} states were seen`);
    await server.stop();
    await repository.remove();
  });
});
