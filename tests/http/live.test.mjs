// live.test.mjs - the folder changes while it is served.
//
// Every way in which programs write files: in place, by renaming over, by
// swapping links, whole trees at once. No test waits for a time: each asks
// until the change is there, and what must not change is told by a later
// change that did.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  copyFile,
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { page } from './contract-site.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, getJson, until } from './support.mjs';

const execute = promisify(execFile);

const isInstalled = (program) =>
  execute('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
const hasGit = await isInstalled('git');
const hasVim = await isInstalled('vim');

/** A site of its own, served. */
async function serve(files, options = []) {
  const site = await writeSite(files);
  const server = await startServer(site.dir, { options });
  const at = (name) => path.join(site.dir, name);
  const titleIs = (slug, title) =>
    until(async () => {
      const answer = await ask(server, `/posts/${slug}`);
      return answer.status === 200 && answer.json().data.title === title;
    });
  const isGone = (target) =>
    until(async () => (await ask(server, target)).status === 404);
  const logged = (pattern) =>
    until(async () => {
      await ask(server, '/_live'); // who is dead says no more
      return pattern.exec(server.output.stderr);
    });
  const slugs = async () =>
    (await getJson(server, '/posts?limit=1000')).data.map(({ slug }) => slug);
  return {
    server,
    at,
    titleIs,
    isGone,
    logged,
    slugs,
    put: (name, ...text) => writeFile(at(name), page(...text)),
    async end() {
      const end = await server.stop();
      assert.equal(end.code, 0, end.stderr);
      await site.remove();
    },
  };
}

const one = (title) => page([`title: ${title}`], 'Text.');

describe('a save', () => {
  let live;
  let slug = 0;

  before(async () => {
    live = await serve({
      'content/posts/a.md': one('A'),
      'content/posts/b.md': one('B'),
    });
  });
  after(() => live?.end());

  const saves = {
    'in place': (file) => writeFile(file, one('Saved')),
    'by a rename': async (file) => {
      await writeFile(`${file}.tmp`, one('Saved'));
      await rename(`${file}.tmp`, file);
    },
    'with a backup that goes again': async (file) => {
      await rename(file, `${file}~`);
      await writeFile(file, one('Saved'));
      await unlink(`${file}~`);
    },
    'with sed -i': (file) =>
      execute('sed', ['-i', 's/^title: .*/title: Saved/', file]),
    'with cp': async (file) => {
      await writeFile(`${live.at('saved')}`, one('Saved'));
      await execute('cp', [live.at('saved'), file]);
    },
    'with cp -p, as old as it was': async (file) => {
      await writeFile(`${live.at('saved')}`, one('Saved'));
      await utimes(live.at('saved'), 1e9, 1e9);
      await execute('cp', ['-p', live.at('saved'), file]);
    },
    'with mv': async (file) => {
      await writeFile(`${live.at('saved')}`, one('Saved'));
      await execute('mv', [live.at('saved'), file]);
    },
    'with ln -f': async (file) => {
      await writeFile(`${live.at('saved')}`, one('Saved'));
      await execute('ln', ['-f', live.at('saved'), file]);
    },
  };
  if (hasVim)
    saves['with vim'] = (file) =>
      execute('vim', [
        ...['-u', 'NONE', '-i', 'NONE', '-es'],
        ...['-c', '%s/^title: .*/title: Saved/', '-c', 'wq', file],
      ]);

  for (const [name, save] of Object.entries(saves)) {
    test(`${name} is published`, async () => {
      slug += 1;
      const file = live.at(`content/posts/s${slug}.md`);
      await writeFile(file, one('Before'));
      await live.titleIs(`s${slug}`, 'Before');
      await save(file);
      await live.titleIs(`s${slug}`, 'Saved');
    });
  }

  test('of the same bytes publishes and says nothing', async () => {
    const before = await ask(live.server, '/posts');
    await writeFile(live.at('content/posts/a.md'), one('A'));
    await utimes(live.at('content/posts/a.md'), 1e9, 1e9);
    await live.put('content/posts/b.md', ['title: B, the second']);
    await live.titleIs('b', 'B, the second');
    const told =
      /^reload: 1 changed \(content\/posts\/b\.md\): \d+ documents in \d+ ms$/m;
    await until(() => told.test(live.server.output.stderr)); // once it is published
    assert.doesNotMatch(live.server.output.stderr, /posts\/a\.md/);
    assert.notEqual((await ask(live.server, '/posts')).body, before.body);
  });

  test('of two thousand posts is published whole', async () => {
    const count = 2000;
    const files = Array.from({ length: count }, (_, i) => `m${i}`);
    for (const name of files)
      await live.put(`content/posts/${name}.md`, [`title: ${name}`]);
    await until(async () => {
      const { meta } = await getJson(live.server, '/posts?limit=0');
      return meta.pagination.total >= count;
    });
    await execute('sh', ['-c', `rm ${live.at('content/posts')}/m*.md`]);
    await live.isGone('/posts/m0');
    await until(async () => !(await live.slugs()).some((s) => s[0] === 'm'));
  });
});

describe('folders', () => {
  let live;

  before(async () => {
    live = await serve({ 'content/posts/a.md': one('A') });
  });
  after(() => live?.end());

  test('are noticed when they are made, and what is in them', async () => {
    await mkdir(live.at('content/posts/deep/deeper'), { recursive: true });
    await writeFile(live.at('content/posts/deep/deeper/n.md'), one('New'));
    await live.titleIs('deep/deeper/n', 'New');
    await writeFile(live.at('content/posts/deep/deeper/n.md'), one('Newer'));
    await live.titleIs('deep/deeper/n', 'Newer');
  });

  test('are noticed when they are renamed', async () => {
    await rename(live.at('content/posts/deep'), live.at('content/recipes'));
    await live.isGone('/posts/deep/deeper/n');
    await until(
      async () => (await ask(live.server, '/recipes/deeper/n')).status === 200,
    );
    await writeFile(live.at('content/recipes/deeper/n.md'), one('Newest'));
    await until(async () => {
      const { data } = await getJson(live.server, '/recipes/deeper/n');
      return data.title === 'Newest';
    });
  });

  test('are noticed when they go', async () => {
    await rm(live.at('content/recipes'), { recursive: true });
    await live.isGone('/recipes');
    await live.titleIs('a', 'A');
  });

  test('may go altogether and come back', async () => {
    const before = await ask(live.server, '/posts/a');
    await rename(live.at('content'), live.at('elsewhere'));
    await live.logged(/content folder .* is gone; still serving the last content/);
    assert.equal((await ask(live.server, '/posts/a')).body, before.body);
    const errors = async () =>
      (await ask(live.server, '/_ready')).json().diagnostics.errors;
    await until(async () => (await errors()) === 1);
    await writeFile(live.at('elsewhere/posts/a.md'), one('Back'));
    await rename(live.at('elsewhere'), live.at('content'));
    await live.titleIs('a', 'Back');
    await live.logged(/the folder is readable again/);
    await until(async () => (await errors()) === 0);
    const times = live.server.output.stderr.match(/is gone/g).length;
    assert.equal(times, 1, 'it is said once');
  });

  test('may be replaced as a whole', async () => {
    const root = live.at('.');
    await rename(root, `${root}-away`);
    await live.logged(/cannot serve the folder/);
    await mkdir(live.at('content/posts'), { recursive: true });
    await writeFile(live.at('content/posts/a.md'), one('Another tree'));
    await live.titleIs('a', 'Another tree');
    await rm(`${root}-away`, { recursive: true });
    await writeFile(live.at('content/posts/a.md'), one('And an edit'));
    await live.titleIs('a', 'And an edit');
  });
});

describe('a file that breaks', () => {
  let live;
  const broken = '---\ntitle: Part two: the return\n---\n';
  const ready = async () => (await ask(live.server, '/_ready')).body;

  before(async () => {
    live = await serve({
      'content/posts/a.md': one('Good'),
      'content/posts/b.md': one('Other'),
      'content/posts/secret.md': page(['title: Secret', 'draft: true']),
    });
  });
  after(() => live?.end());

  test('is served as it was, and its fault is told', async () => {
    const before = await ask(live.server, '/posts/a');
    await writeFile(live.at('content/posts/a.md'), broken);
    await live.logged(
      /^error: content\/posts\/a\.md:2:\d+: .*\[yaml-syntax\]; put .* quotes/m,
    );
    assert.equal((await ask(live.server, '/posts/a')).body, before.body);
    assert.match(
      live.server.output.stderr,
      /^reload: 1 broken, served as before \(content\/posts\/a\.md\)/m,
    );
  });

  test('does not hold up the others', async () => {
    await writeFile(live.at('content/posts/b.md'), one('Moves on'));
    await live.titleIs('b', 'Moves on');
    await live.titleIs('a', 'Good');
    const said = live.server.output.stderr.match(/^error: /gm).length;
    assert.equal(said, 1, 'a fault is told once');
  });

  test('is published when it is fixed', async () => {
    await writeFile(live.at('content/posts/a.md'), one('Mended'));
    await live.titleIs('a', 'Mended');
    await live.logged(/^fixed: content\/posts\/a\.md:2:\d+: /m);
  });

  test('is absent if it never was good', async () => {
    await writeFile(live.at('content/posts/new.md'), broken);
    await live.logged(/^error: content\/posts\/new\.md:2/m);
    await live.logged(
      /^reload: 1 broken, not served \(content\/posts\/new\.md\)/m,
    );
    assert.equal((await ask(live.server, '/posts/new')).status, 404);
    await unlink(live.at('content/posts/new.md'));
    await live.logged(/^gone: content\/posts\/new\.md:2/m);
  });

  test('stays hidden if it was a draft', async () => {
    await writeFile(
      live.at('content/posts/secret.md'),
      '---\ntitle: Secret: x\n---\n',
    );
    await live.logged(/^error: content\/posts\/secret\.md/m);
    assert.equal((await ask(live.server, '/posts/secret')).status, 404);
    await live.put('content/posts/secret.md', ['title: Out now']);
    await live.titleIs('secret', 'Out now');
    await live.put('content/posts/secret.md', ['title: S', 'draft: true']);
    await live.isGone('/posts/secret');
  });

  test('is counted while it is broken', async () => {
    const before = await ready();
    await writeFile(live.at('content/posts/a.md'), broken);
    await until(async () => (await ready()) !== before);
    await writeFile(live.at('content/posts/a.md'), one('Good'));
    await until(async () => (await ready()) === before);
  });
});

describe('links', () => {
  test('of a ConfigMap are followed when ..data is swapped', async () => {
    const live = await serve({
      '..first/a.md': one('First'),
      '..second/a.md': one('Second'),
      '..second/b.md': one('New'),
    });
    await symlink('..first', live.at('..data'));
    await mkdir(live.at('posts'));
    await symlink('../..data/a.md', live.at('posts/a.md'));
    await live.titleIs('a', 'First');
    await symlink('..second', live.at('..data_tmp'));
    await rename(live.at('..data_tmp'), live.at('..data'));
    await rm(live.at('..first'), { recursive: true });
    await live.titleIs('a', 'Second');
    await symlink('../..data/b.md', live.at('posts/b.md'));
    await live.titleIs('b', 'New');
    await writeFile(live.at('..second/a.md'), one('Written through'));
    await live.titleIs('a', 'Written through');
    await live.end();
  });

  test('to the root are followed when they are swapped', async () => {
    const site = await writeSite({
      'trees/1/content/posts/a.md': one('Tree 1'),
      'trees/2/content/posts/a.md': one('Tree 2'),
    });
    const at = (name) => path.join(site.dir, name);
    await symlink('trees/1', at('link'));
    const server = await startServer(at('link'));
    const titleIs = (title) =>
      until(async () => {
        const { data } = await getJson(server, '/posts/a');
        return data.title === title;
      });
    await titleIs('Tree 1');
    await symlink('trees/2', at('next'));
    await rename(at('next'), at('link'));
    await rm(at('trees/1'), { recursive: true });
    await titleIs('Tree 2');
    await writeFile(at('trees/2/content/posts/a.md'), one('Edited'));
    await titleIs('Edited');
    assert.equal((await server.stop()).code, 0);
    await site.remove();
  });

  test('that lead out are not followed, when they come later', async () => {
    const live = await serve({ 'content/posts/a.md': one('A') });
    await writeFile(live.at('outside.md'), one('Topsecret'));
    await unlink(live.at('content/posts/a.md'));
    await symlink('../../outside.md', live.at('content/posts/a.md'));
    await live.isGone('/posts/a');
    await live.logged(/^warning: content\/posts\/a\.md: .*leads out/m);
    await live.end();
  });
});

describe('git', { skip: !hasGit && 'git is not installed' }, () => {
  test('checkout changes everything at once', async () => {
    const count = 300;
    const posts = (mark) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `content/posts/p${i}.md`,
          one(`${mark} ${i}`),
        ]),
      );
    const live = await serve(posts('Main'));
    const git = (...args) =>
      execute(
        'git',
        ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args],
        { cwd: live.at('.') },
      );
    const all = async (mark) => {
      const { data } = await getJson(live.server, '/posts?limit=1000');
      return data.every(({ title }) => title.startsWith(mark)) && data.length;
    };
    await git('init', '-q', '-b', 'main');
    await git('add', '.');
    await git('commit', '-q', '-m', 'main');
    await git('checkout', '-q', '-b', 'other');
    for (const [name, text] of Object.entries(posts('Other')))
      await writeFile(live.at(name), text);
    await mkdir(live.at('content/posts/more'));
    await writeFile(live.at('content/posts/more/x.md'), one('Other x'));
    await git('rm', '-q', '--cached', 'content/posts/p0.md');
    await unlink(live.at('content/posts/p0.md'));
    await git('add', '.');
    await git('commit', '-q', '-m', 'other');
    await until(async () => (await all('Other')) === count);
    const other = await ask(live.server, '/posts?limit=1000');
    await git('checkout', '-q', 'main');
    await until(async () => (await all('Main')) === count);
    assert.equal((await ask(live.server, '/posts/x')).status, 404);
    await git('checkout', '-q', 'other');
    await until(async () => (await all('Other')) === count);
    const again = await ask(live.server, '/posts?limit=1000');
    assert.equal(again.headers.etag, other.headers.etag);
    await live.end();
  });
});

describe('time', () => {
  const inSeconds = (seconds) =>
    new Date(Date.now() + seconds * 1000).toISOString();

  test('publishes what is due and takes away what is past', async () => {
    const due = inSeconds(2);
    const past = inSeconds(3);
    const live = await serve({
      'content/posts/due.md': page(['title: Due', `date: ${due}`]),
      'content/posts/past.md': page(['title: Past', `expires_at: ${past}`]),
    });
    const { headers } = await ask(live.server, '/posts');
    const lifetimes = [...headers['cache-control'].matchAll(/=(\d+)/g)];
    for (const [, seconds] of lifetimes) assert.ok(Number(seconds) <= 2);
    await live.titleIs('due', 'Due');
    assert.ok(Date.now() >= Date.parse(due));
    await live.isGone('/posts/past');
    assert.ok(Date.now() >= Date.parse(past));
    const log = 'reload: 1';
    await live.logged(
      new RegExp(`^${log} published \\(content/posts/due\\.md\\): 2 documents in`, 'm'),
    );
    await live.logged(
      new RegExp(`^${log} expired \\(content/posts/past\\.md\\): 1 document in`, 'm'),
    );
    await live.end();
  });

  test('counts for what was scheduled by an edit, too', async () => {
    const live = await serve({ 'content/posts/a.md': one('A') });
    await live.put('content/posts/b.md', [
      'title: B',
      `publish_at: ${inSeconds(1)}`,
    ]);
    await live.titleIs('b', 'B');
    await live.end();
  });
});

describe('--watch', () => {
  test('poll finds changes by looking', async () => {
    const live = await serve({ 'content/posts/a.md': one('A') }, [
      '--watch',
      'poll',
    ]);
    await writeFile(live.at('content/posts/a.md'), one('Polled'));
    await live.titleIs('a', 'Polled');
    await copyFile(live.at('content/posts/a.md'), live.at('content/posts/b.md'));
    await live.titleIs('b', 'Polled');
    await unlink(live.at('content/posts/a.md'));
    await live.isGone('/posts/a');
    await live.end();
  });

  test('off looks when it is told to, by SIGHUP', async () => {
    const live = await serve({ 'content/posts/a.md': one('A') }, [
      '--watch=off',
    ]);
    await writeFile(live.at('content/posts/a.md'), one('Told'));
    live.server.signal('SIGHUP');
    await live.titleIs('a', 'Told');
    live.server.signal('SIGHUP');
    await live.logged(/^reload: nothing has changed$/m);
    await live.end();
  });

  test('takes no other word', async () => {
    await assert.rejects(serve({}, ['--watch', 'always']), /--watch takes/);
  });
});

test('a field whose last document goes is absent, not wrong', async () => {
  const live = await serve({
    'posts/a.md': page(['title: A', 'featured: true'], 'Text.'),
    'posts/b.md': one('B'),
  });
  const slip = await ask(live.server, '/posts?fetured=true');
  assert.equal(slip.status, 400);
  assert.equal(slip.json().errors[0].suggestion, 'featured');
  await unlink(live.at('posts/a.md'));
  await live.isGone('/posts/a');
  const { data, meta } = await getJson(live.server, '/posts?featured=true');
  assert.deepEqual(data, []);
  assert.equal(meta.pagination.total, 0);
  assert.equal(meta.warnings[0].parameter, 'featured');
  assert.equal(meta.warnings[0].code, 'unknown-field');
  await live.end();
});

test('data is content only while a document is beside it', async () => {
  const live = await serve({
    'package.json': '{"name": "site"}',
    'posts/a.md': one('A'),
    'docs/routes.json': '{"routes": 1}',
    'docs/a.md': one('A'),
  });
  const routes = () => ask(live.server, '/docs/routes');
  assert.equal((await routes()).status, 200);
  await unlink(live.at('docs/a.md'));
  await live.isGone('/docs/routes');
  await live.put('docs/b.md', ['title: B'], 'Text.');
  await until(async () => (await routes()).status === 200);
  await live.end();
});

test('settings of a generator count as content', async () => {
  const live = await serve({
    '_config.yml': 'title: Before\nurl: https://example.org\n',
    '_posts/2024-01-01-a.md': one('A'),
  });
  const title = async () => (await getJson(live.server, '/')).data.title;
  assert.match(JSON.stringify(await getJson(live.server, '/')), /Before/);
  const text = await readFile(live.at('_config.yml'), 'utf8');
  await writeFile(live.at('_config.yml'), text.replace('Before', 'After'));
  await until(async () =>
    JSON.stringify(await getJson(live.server, '/')).includes('After'),
  );
  assert.notEqual(await title(), 'Before');
  await live.end();
});

test('settings above the content hold back as soon as they are there', async () => {
  const wip = 'ignoreFiles = ["wip/"]\n';
  const site = await writeSite({
    'site/content/posts/a.md': one('A'),
    'site/content/wip/b.md': one('B'),
    'site/etc/h.toml': 'title = "A"\n',
  });
  const at = (name) => path.join(site.dir, 'site', name);
  const server = await startServer(at('content'), { options: ['--sandbox', 'on'] });
  const statusIs = (status) =>
    until(async () => (await ask(server, '/wip/b')).status === status);
  const inSteps = async () => {
    await statusIs(200);
    await writeFile(at('hugo.toml'), wip);
    await statusIs(404);
    // Gone, they still count; others take their place.
    await rename(at('hugo.toml'), at('hugo.toml~'));
    await until(() => /settings of the site are gone/.test(server.output.stderr));
    const { status } = await ask(server, '/wip/b');
    await symlink('etc/h.toml', at('hugo.toml'));
    await statusIs(200);
    await writeFile(at('etc/h.toml'), wip);
    await statusIs(404);
    return status;
  };
  const status = await inSteps().finally(() => server.stop());
  assert.equal(status, 404);
});

test('the sandbox leaves linked settings and the zones of TZDIR readable', async () => {
  const site = await writeSite({ 'site/posts/a.md': page(['title: A', 'date: 2026-07-01 10:00'], '') });
  const links = await writeSite({ 'in/none': '' });
  const store = await writeSite({ 'a.yaml': 'site: {title: Before}\n', 'zones/Europe/none': '' });
  const at = (name) => path.join(store.dir, name);
  const link = path.join(links.dir, 'in', 'a.yaml');
  await symlink(at('a.yaml'), link);
  await copyFile('/usr/share/zoneinfo/Europe/Berlin', at('zones/Europe/Berlin'));
  const server = await startServer(path.join(site.dir, 'site'), {
    options: ['--sandbox', 'on', '--settings', link, '--timezone', 'Europe/Berlin'],
    wrapper: ['env', `TZDIR=${at('zones')}`],
  });
  const inSteps = async () => {
    const { data } = await getJson(server, '/posts/a');
    await writeFile(at('a.yaml'), 'site: {title: After}\n');
    await until(async () => (await getJson(server, '/')).data.title === 'After');
    return data.date;
  };
  const date = await inSteps().finally(() => server.stop());
  assert.equal(date, '2026-07-01T10:00:00+02:00');
  await Promise.all([site, links, store].map((folder) => folder.remove()));
});

test('Eleventy: data beside a document comes and goes with it', async () => {
  const live = await serve({
    '.eleventy.js': '',
    'posts/a.md': page(['title: A'], ''),
    'posts/z.json': '{"title": "Z"}',
  });
  const moodIs = (slug, mood) =>
    until(async () => (await ask(live.server, `/posts/${slug}`)).json().data?.mood === mood);
  await writeFile(live.at('posts/a.json'), '{"mood": "calm"}');
  await moodIs('a', 'calm');
  await writeFile(live.at('posts/a.json'), '{"mood": "eager", "draft": false}');
  await moodIs('a', 'eager');
  await writeFile(live.at('posts/a.json'), '{"draft": true}');
  await live.isGone('/posts/a');
  await unlink(live.at('posts/a.json'));
  await live.titleIs('a', 'A');
  await writeFile(live.at('posts/z.md'), page([], ''));
  await live.titleIs('z', 'Z');
  const { data } = await getJson(live.server, '/data');
  await live.end();
  assert.deepEqual(data, []);
});

test('the timezone of a generator is that of the start', async () => {
  const dateIn = async (files, options) => {
    const live = await serve(
      { 'posts/a.md': page(['title: A', 'date: 2024-05-01 23:30:00'], ''), ...files },
      options,
    );
    const { data } = await getJson(live.server, '/posts/a');
    const { timezone } = (await getJson(live.server, '/')).data;
    return { live, said: [data.date, data.day, timezone] };
  };
  const day = '2024-05-01';
  const inNewYork = [`${day}T23:30:00-04:00`, day, 'America/New_York'];
  const inUtc = [`${day}T23:30:00Z`, day, 'UTC'];
  // YAML has no local time: without an offset it is UTC, says Jekyll.
  const fromUtc = [`${day}T23:30:00Z`, day, 'America/New_York'];
  const jekyll = (zone) => ({
    '_config.yml': `timezone: ${zone}\n`,
    '_posts/2024-05-01-a.md': page(['title: A', 'date: 2024-05-01 23:30:00'], ''),
  });
  for (const [files, options, expected] of [
    [jekyll('America/New_York'), [], fromUtc],
    [jekyll('America/New_York'), ['--timezone', 'UTC'], inUtc],
    [jekyll('America/NewYork'), [], inUtc],
    [jekyll('../../etc/passwd'), [], inUtc],
    [{ 'hugo.yaml': 'timeZone: America/New_York\n',
      'content/posts/a.md': page(['title: A', 'date: 2024-05-01 23:30:00'], '') },
      [], inNewYork],
    [{}, [], inUtc],
  ]) {
    const { live, said } = await dateIn(files, options);
    await live.end();
    assert.deepEqual(said, expected);
  }
  const { live } = await dateIn(jekyll('America/New_York'));
  await writeFile(live.at('_config.yml'), 'timezone: Europe/Berlin\n');
  await live.logged(/^warning: _config\.yml:1:\d+: .*restart/m);
  const { timezone } = (await getJson(live.server, '/')).data;
  await live.end();
  assert.equal(timezone, 'America/New_York');
});

describe('headmatter.yaml', () => {
  let live;

  before(async () => {
    live = await serve({
      'headmatter.yaml': 'cache: {max_age: 11}\n',
      'content/posts/a.md': page(['title: A'], '<b>bold</b>'),
    });
  });
  after(() => live?.end());

  const lifetime = async () =>
    (await ask(live.server, '/posts')).headers['cache-control'];
  const html = async () =>
    (await getJson(live.server, '/posts/a')).data.html;

  test('is read again when it is written', async () => {
    assert.match(await lifetime(), /max-age=11,/);
    assert.match(await html(), /<b>/);
    await writeFile(
      live.at('headmatter.yaml'),
      'cache: {max_age: 12}\nmarkdown: {raw_html: omit}\n',
    );
    await until(async () => /max-age=12,/.test(await lifetime()));
    assert.doesNotMatch(await html(), /<b>/);
    await live.logged(/^settings: markdown\.raw_html, cache\.max_age changed$/m);
  });

  test('with a fault changes nothing', async () => {
    await writeFile(live.at('headmatter.yaml'), 'cache: {max_age: soon}\n');
    await live.logged(/^error: headmatter\.yaml:1:\d+: cache\.max_age takes/m);
    await live.logged(/^settings: not changed, because of the faults in the file$/m);
    const { diagnostics } = (await ask(live.server, '/_ready')).json();
    assert.deepEqual(diagnostics, { errors: 1, warnings: 0 });
    await live.put('content/posts/a.md', ['title: Edited']);
    await live.titleIs('a', 'Edited');
    assert.match(await lifetime(), /max-age=12,/);
  });

  test('says what takes a restart', async () => {
    await writeFile(live.at('headmatter.yaml'), 'workers: 3\n');
    await live.logged(/^settings: a change of workers takes effect after a restart$/m);
    await until(async () => / max-age=0,/.test(await lifetime()));
  });

  test('says each time what has changed', async () => {
    const said = () =>
      live.server.output.stderr.match(/^settings: cache\.max_age changed$/gm)
        ?.length ?? 0;
    const before = said();
    for (const age of [21, 22, 21, 22]) {
      await writeFile(live.at('headmatter.yaml'), `cache: {max_age: ${age}}\n`);
      await until(async () => (await lifetime()).includes(`max-age=${age},`));
    }
    await until(async () => said() === before + 4);
  });
});
