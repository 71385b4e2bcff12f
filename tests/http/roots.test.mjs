// roots.test.mjs - several folders in one site, and sites in folders of one.
import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runToEnd, startServer, writeSite } from './server.mjs';
import { tools } from './site.mjs';
import { run, until } from './support.mjs';

const page = (title, ...lines) =>
  `---\ntitle: ${title}\ntags: [shared]\nauthor: Ana Lind\n---\n${lines.join('\n\n')}\n`;

const files = {
  'site/_config.yml': 'title: Blog\n',
  'site/_posts/2024-01-02-hello.md': page(
    'Hello',
    '[idea](../../vault/Ideas.md), [guide](/guide/start), ' +
      '[out](../../secret.md)',
  ),
  'site/about.md': page('About'),
  'site/pic.png': 'of the site',
  'vault/.obsidian/app.json': '{"userIgnoreFilters": ["Private/"]}',
  'vault/Ideas.md': page('Ideas', '[[Plan]]', '![](pic.png)'),
  'vault/work/Plan.md': page('Plan', '[post](../../site/_posts/2024-01-02-hello.md)'),
  'vault/Private/diary.md': page('Diary'),
  'vault/kept/back.md': page('Kept'),
  'vault/later-x.md': page('Later'),
  'vault/pic.png': 'of the vault',
  'vault/headmatter.yaml': 'exclude: [kept]\ndrafts: [later-*]\nfuture: true\n',
  'vault/next.md': '---\ntitle: Next\ndate: 2999-01-01\n---\nx\n',
  'guide/hugo.toml': 'buildFuture = true\n',
  'guide/content/start.md': page('Start'),
  'guide/content/soon.md': '---\ntitle: Soon\ndate: 2999-01-01\n---\nx\n',
  'secret.md': page('Secret'),
};

const inDir = (dir, ...names) => names.map((name) => path.join(dir, name));

const get = async (ask, target) => JSON.parse((await ask(target)).body);

describe('A site of several folders', () => {
  let written, server, vault;
  before(async () => {
    written = await writeSite(files);
    const [site, notes, guide] = inDir(written.dir, 'site', 'vault', 'guide');
    vault = notes;
    await symlink('../secret.md', path.join(vault, 'linked.md'));
    server = await startServer(site, {
      options: [`notes=${vault}`, guide],
    });
  });
  after(async () => {
    await server?.stop();
    await written?.remove();
  });
  const { ask, item, told } = tools(() => server);
  const paths = async () => {
    const { data } = await get(ask, '/_all?fields=path,url');
    return Object.fromEntries(data.map((entry) => [entry.path, entry.url]));
  };

  test('reads each by its own generator, and holds back what each does', async () => {
    assert.deepEqual(await paths(), {
      '_posts/2024-01-02-hello.md': '/2024/01/02/hello.html',
      'about.md': '/about.html',
      'guide/content/soon.md': '/soon/',
      'guide/content/start.md': '/start/',
      'notes/Ideas.md': '/Ideas',
      'notes/work/Plan.md': '/work/Plan',
    });
  });

  test('has one list of people and of tags', async () => {
    const { data } = await get(ask, '/tags/shared?include=posts');
    assert.equal(data.name, 'shared');
    const found = await get(ask, '/_all?tags=shared&author=ana-lind&fields=id');
    assert.equal(found.data.length, 5);
  });

  test('links from one folder to another as they lie on the disk', async () => {
    const { html } = await item('/posts/hello?include=html');
    assert.match(html, /<a href="\/Ideas">idea<\/a>/);
    assert.match(html, /<a href="\.\.\/\.\.\/secret.md">out/);
    const { data } = await get(ask, '/pages/Ideas?include=html,backlinks');
    assert.match(data.html, /<a href="\/work\/Plan">Plan<\/a>/);
    assert.deepEqual(
      data.backlinks.map(({ id }) => id),
      ['posts/hello'],
    );
  });

  test('serves the files of each by their paths', async () => {
    assert.equal((await ask('/_media/pic.png')).body, 'of the site');
    assert.equal((await ask('/_media/notes/pic.png')).body, 'of the vault');
    assert.notEqual((await ask('/_media/notes/../../secret.md')).status, 200);
  });

  test('says which folders there are, and what is not followed', async () => {
    assert.match(told(), /folder .*site \(Jekyll site\)/);
    assert.match(told(), /and +notes: .*vault \(Obsidian vault\)/);
    assert.match(told(), /and +guide: .*guide \(Hugo site\)/);
    const [site, guide] = inDir(written.dir, 'site', 'guide');
    const words = ['check', site, `notes=${vault}`, guide, '--format', 'json'];
    const { data: diagnostics } = JSON.parse((await run(words)).stdout);
    const found = (code) =>
      diagnostics.filter((d) => d.code === code).map((d) => d.path);
    assert.deepEqual(found('link-outside'), ['notes/linked.md']);
    const { stdout } = await run(words.slice(0, -2));
    assert.match(
      stdout,
      /^read as a Jekyll site.*\nand notes as an Obsidian vault\nand guide as a Hugo site\n/m,
    );
    assert.ok(found('setting-unused').includes('notes/headmatter.yaml'));
  });

  test('follows each of them, also where one goes away for a while', async () => {
    await writeFile(path.join(vault, 'New.md'), page('New'));
    await until(async () => '/New' === (await paths())['notes/New.md']);
    await rename(vault, `${vault}.gone`);
    await until(async () => server.output.stderr.includes('cannot serve'));
    assert.equal((await paths())['notes/New.md'], '/New');
    await rename(`${vault}.gone`, vault);
    await rm(path.join(vault, 'New.md'));
    await until(async () => (await paths())['notes/New.md'] === undefined);
    await writeFile(
      path.join(vault, 'headmatter.yaml'),
      'exclude: [kept, work]\ndrafts: [later-*]\n',
    );
    await until(async () => (await paths())['notes/work/Plan.md'] === undefined);
  });
});

describe('The folders of a site', () => {
  let dir, remove, site, other;
  before(async () => {
    ({ dir, remove } = await writeSite({
    'site/a.md': page('A'),
    'site/notes/mine.md': page('Mine'),
    'other/content/b.md': page('B'),
    'other/content/deep/c.md': page('C'),
    'filtered/headmatter.yaml': 'collections: {posts: {filter: {lang: en}}}\n',
    'broken/headmatter.yaml': 'exclude: {\n',
    }));
    [site, other] = inDir(dir, 'site', 'other');
  });
  after(() => remove());

  test('cannot be in one another, nor have one name', async () => {
    const cases = [
      [[site], /is in DIR/],
      [[path.join(site, 'notes')], /is in DIR/],
      [[dir], /has DIR in it/],
      [[`x=${other}`, path.join(other, 'content')], /another root/],
      [[`x=${other}`, `x=${path.join(dir, 'filtered')}`], /the same name/],
      [[`public=${other}`], /cannot be called that/],
      [[path.join(dir, 'none')], /No such file/],
      [[path.join(site, 'a.md')], /is not a folder/],
      [[path.join(dir, 'filtered')], /hold only in DIR/],
      [[path.join(dir, 'broken')], /is not known/],
    ];
    for (const [roots, message] of cases) {
      const { code, stderr } = await runToEnd(['get', '/', site, ...roots]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
  });

  test('hide what has the name of one of them, and say so', async () => {
    const { stdout } = await run(['get', '/_all?fields=path', site, `notes=${other}`]);
    const { data } = JSON.parse(stdout);
    assert.deepEqual(data.map((entry) => entry.path).sort(), [
      'a.md',
      'notes/content/b.md',
      'notes/content/deep/c.md',
    ]);
    const checked = await run(['check', site, `notes=${other}`]);
    assert.match(checked.stdout, /a root of the site has this name/);
  });

  test('may be that of a collection', async () => {
    await writeFile(
      path.join(site, 'headmatter.yaml'),
      'collections:\n  guide:\n    root: ../other/content\n    paths: [deep/**]\n',
    );
    const ids = async () => {
      const { stdout } = await run(['get', '/_all?fields=id,path', site]);
      return JSON.parse(stdout).data.map((entry) => entry.id);
    };
    assert.deepEqual((await ids()).filter((id) => id.startsWith('guide')), [
      'guide/c',
    ]);
    await writeFile(
      path.join(site, 'headmatter.yaml'),
      'collections:\n  guide:\n    root: ../other/content\n',
    );
    assert.deepEqual((await ids()).filter((id) => id.startsWith('guide')), [
      'guide/b',
      'guide/deep/c',
    ]);
    await writeFile(
      path.join(site, 'headmatter.yaml'),
      'collections:\n  guide:\n    root: ../none\n',
    );
    const { code, stderr } = await runToEnd(['get', '/', site]);
    assert.equal(code, 2);
    assert.match(stderr, /headmatter.yaml:3:\d+: .*none cannot be served/);
    await rm(path.join(site, 'headmatter.yaml'));
  });

});

describe('Sites in the folders of a repository', () => {
  let dir, remove, server;
  before(async () => {
    ({ dir, remove } = await writeSite({
    'package.json': '{}',
    'apps/web/astro.config.mjs': '',
    'apps/web/src/content/blog/a.md': page('A'),
    'apps/web/README.md': 'x',
    'apps/log/hugo.toml': 'ignoreFiles = ["hidden"]\n',
    'apps/log/content/posts/b.md': page('B', '[a](../../../web/src/content/blog/a.md)'),
    'apps/log/content/posts/hidden.md': page('Hidden'),
    'apps/kept/hugo.toml': '',
    'apps/kept/headmatter.yaml': 'exclude: [content]\n',
    'apps/kept/content/k.md': page('Kept'),
    }));
    server = await startServer(dir);
  });
  after(async () => {
    await server?.stop();
    await remove();
  });
  const { ask } = tools(() => server);
  const paths = async () => {
    const { data } = JSON.parse((await ask('/_all?fields=path,url')).body);
    return Object.fromEntries(data.map((entry) => [entry.path, entry.url]));
  };

  test('are read by their own rules', async () => {
    assert.deepEqual(await paths(), {
      'apps/log/content/posts/b.md': '/posts/b/',
      'apps/web/src/content/blog/a.md': '/blog/a',
    });
    const { data } = JSON.parse((await ask('/posts/b?include=html')).body);
    assert.match(data.html, /<a href="\/blog\/a">a<\/a>/);
  });

  test('appear, and keep back what they did where their settings go', async () => {
    await mkdir(path.join(dir, 'apps/late/content'), { recursive: true });
    await writeFile(path.join(dir, 'apps/late/hugo.toml'), '');
    await writeFile(path.join(dir, 'apps/late/content/l.md'), page('L'));
    await until(
      async () => (await paths())['apps/late/content/l.md'] === '/l/',
    );
    await rm(path.join(dir, 'apps/log/hugo.toml'));
    await until(
      async () => (await paths())['apps/log/content/posts/b.md'] === undefined,
    );
    assert.ok(
      Object.keys(await paths()).every((name) => !name.includes('hidden')),
    );
  });
});
