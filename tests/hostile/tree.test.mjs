// tree.test.mjs - folders that are meant to hurt: links, pipes, depth, names.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { describe, test } from 'node:test';
import { writeSite } from '../http/server.mjs';
import { ask, binary, getJson } from '../http/support.mjs';
import { SMALL_MB, trial } from './hostile.mjs';

const DEPTH_MAX = 32;
const page = (title) => `---\ntitle: ${title}\n---\nText.\n`;

describe('links', () => {
  test('that lead to themselves and to each other end', () =>
    trial({
      make: async (at) => {
        await symlink('self.md', at('content/posts/self.md'));
        await symlink('pong.md', at('content/posts/ping.md'));
        await symlink('ping.md', at('content/posts/pong.md'));
        await symlink('..', at('content/posts/up'));
        await symlink('.', at('content/posts/here'));
        await symlink('end.md', at('content/posts/link-0.md'));
        for (let i = 1; i <= 60; i++)
          await symlink(`link-${i - 1}.md`, at(`content/posts/link-${i}.md`));
      },
      codes: (seen) => {
        for (const name of ['self', 'ping', 'pong', 'link-0', 'link-60'])
          assert.deepEqual(seen[`content/posts/${name}.md`], ['link-broken']);
      },
    }));

  test('of every folder to every other cost no more than they hold', () => {
    const names = [...'abcdefghijkl'];
    return trial({
      files: Object.fromEntries(
        names.map((name) => [`content/${name}/${name}.md`, page(name)]),
      ),
      make: async (at) => {
        for (const from of names)
          for (const to of names)
            await symlink(`../${to}`, at(`content/${from}/to-${to}`));
      },
      codes: (seen) => {
        const codes = new Set(Object.values(seen).flat());
        codes.delete('slug-taken');
        codes.delete('url-taken');
        assert.deepEqual([...codes], ['link-nested']);
      },
      // Each file by itself and by one link from each other folder.
      served: names.length ** 2,
    });
  });

  test('to devices and other folders are not followed', () =>
    trial({
      make: async (at) => {
        await symlink('/dev/zero', at('content/posts/zero.md'));
        await symlink('/etc/passwd', at('content/posts/passwd.md'));
        await symlink('/proc/self', at('content/posts/process'));
        await symlink('/', at('content/posts/root'));
      },
      codes: {
        'content/posts/zero.md': ['link-outside'],
        'content/posts/passwd.md': ['link-outside'],
        'content/posts/process': ['link-outside'],
        'content/posts/root': ['link-outside'],
      },
      look: async (server) => {
        const all = await ask(server, '/_all?include=html');
        assert.doesNotMatch(all.body, /root:x:/);
      },
    }));
});

describe('what is no file', () => {
  test('is named and not waited for', () =>
    trial({
      make: async (at) => {
        execFileSync('mkfifo', [at('content/posts/pipe.md')]);
        const socket = net.createServer();
        const where = at('content/posts/socket.md');
        await new Promise((resolve) => socket.listen(where, resolve));
        return () => new Promise((resolve) => socket.close(resolve));
      },
      codes: {
        'content/posts/pipe.md': ['file-unreadable'],
        'content/posts/socket.md': ['file-unreadable'],
      },
    }));
});

/** The words that run a command as somebody else, or why there are none. */
function asNobody() {
  if (process.getuid() !== 0) return { words: [] };
  const words = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  try {
    const [command, ...rest] = [...words, binary, '--version'];
    execFileSync(command, rest, { stdio: 'ignore' });
    return { words };
  } catch {
    return { skip: 'root reads everything, and nobody else can be run here' };
  }
}

describe('what may not be read', () => {
  const { words, skip = false } = asNobody();

  test('is named, file or folder, and the rest is served', { skip }, async () => {
    const site = await writeSite({
      'content/posts/good.md': page('Good'),
      'content/posts/locked.md': page('Locked'),
      'content/posts/closed/in.md': page('In'),
    });
    await chmod(site.dir, 0o755);
    await chmod(`${site.dir}/content/posts/locked.md`, 0);
    await chmod(`${site.dir}/content/posts/closed`, 0);
    const [command, ...rest] = [...words, binary];
    const look = (...args) =>
      JSON.parse(execFileSync(command, [...rest, ...args]).toString());
    try {
      const { data } = look('get', '/_all', site.dir);
      assert.deepEqual(
        data.map((entry) => entry.path),
        ['content/posts/good.md'],
      );
      assert.throws(
        () => look('check', site.dir, '--format', 'json'),
        ({ status, stdout }) => {
          const found = JSON.parse(stdout).data.map((d) => [d.path, d.code]);
          assert.equal(status, 1);
          assert.deepEqual(found.sort(), [
            ['content/posts/closed', 'file-unreadable'],
            ['content/posts/locked.md', 'file-unreadable'],
          ]);
          return true;
        },
      );
    } finally {
      await chmod(`${site.dir}/content/posts/closed`, 0o755);
      await site.remove();
    }
  });
});

describe('depth', () => {
  test(`of 40 folders is read to ${DEPTH_MAX}`, () => {
    const folder = (depth) =>
      ['content', 'posts', ...Array(depth - 1).fill('f')].join('/');
    const file = (depth) => `${folder(depth)}/deep-${depth}.md`;
    const depths = [DEPTH_MAX, DEPTH_MAX + 1, 40];
    return trial({
      files: Object.fromEntries(depths.map((d) => [file(d), page(d)])),
      codes: { [folder(DEPTH_MAX + 1)]: ['folder-too-deep'] },
      served: [file(DEPTH_MAX)],
    });
  });

  test('of names that together are too long for the system is named', () =>
    trial({
      make: (at) => {
        // No path that long can be said at once: go down step by step.
        const name = 'n'.repeat(250);
        const script = `cd "$1" && for i in $(seq 20); do
          mkdir ${name} && cd ${name} && echo x >deep.md || exit 1; done`;
        execFileSync('bash', ['-c', script, 'bash', at('content/posts')]);
        return () => execFileSync('rm', ['-rf', at('content')]);
      },
      codes: (seen) => {
        const codes = new Set(Object.values(seen).flat());
        codes.delete('slug-taken');
        assert.deepEqual([...codes], ['file-unreadable']);
      },
      served: null, // how many fit depends on the folder they start in
    }));
});

describe('names', () => {
  const names = [
    'line\nbreak.md',
    'quote"s.md',
    "apostrophe's.md",
    'back\\slash.md',
    'bell\x07.md',
    'colour\x1b[31m.md',
    'delete\x7f.md',
    'tab\t.md',
    '<script>.md',
    'per%2Fcent.md',
    'question?.md',
    'hash#.md',
    'amp&=+.md',
    ' blank .md',
    '-.md',
    '*.md',
    `${'n'.repeat(252)}.md`,
    'e\u0301.md',
    '\u202eright.md',
  ];
  const file = (name) => `content/posts/${name}`;

  test('of every kind are served under the links that are given', () =>
    trial({
      files: Object.fromEntries(names.map((name) => [file(name), page('A')])),
      served: names.map(file),
      look: async (server) => {
        const { data } = await getJson(server, '/posts?limit=1000');
        assert.equal(data.length, names.length + 1);
        for (const { slug, path: from } of data) {
          const target = `/posts/${encodeURIComponent(slug)}`;
          const { data: post } = await getJson(server, target);
          assert.equal(post.path, from);
        }
      },
    }));

  test('of every kind may be in a report', () =>
    trial({
      files: Object.fromEntries(
        names.flatMap((name) => [
          [file(name), '---\ntitle: a: b\n---\n'],
          [file(`twice/${name}`), page('B')],
          [file(`twice/again/${name}`), page('B')],
        ]),
      ),
      codes: (seen) => {
        for (const name of names)
          assert.deepEqual(seen[file(name)], ['yaml-syntax'], name);
      },
      served: names.length * 2,
    }));
});

describe('10,000 files', () => {
  test('that want one slug all get one', { skip: !existsSync('/proc') }, () => {
    const count = 10_000;
    return trial({
      make: async (at) => {
        await mkdir(at('content/posts/same'));
        for (let i = 0; i < count; i++)
          await writeFile(
            at(`content/posts/same/${i}.md`),
            '---\nslug: same\ndate: 2024-01-01\n---\n',
          );
      },
      codes: (seen) => {
        assert.deepEqual(Object.values(seen).flat(), ['slug-taken']);
      },
      served: count,
      maxMb: SMALL_MB + 200,
      look: async (server) => {
        const { data } = await getJson(server, '/posts/same');
        assert.equal(data.path, 'content/posts/same/0.md');
        const last = await getJson(server, `/posts/same/${count - 1}`);
        assert.equal(last.data.slug, `same/${count - 1}`);
      },
    });
  });
});
