// cli.test.mjs - the program as its users meet it: words, variables, exit
// codes and signals.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { page, siteFiles } from './contract-site.mjs';
import { startServer, writeSite } from './server.mjs';
import { ask, binary, run } from './support.mjs';

let site;
let server;

before(async () => {
  site = await writeSite({
    ...siteFiles,
    'content/posts/unfinished.md': page(['title: Unfinished', 'draft: true']),
    'content/posts/cafe\u0301.md': page(['title: Coffee', 'aliases: /posts/old']),
  });
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

/** Serves with these variables, until it says where; then asks and stops. */
async function serve(args, env, look) {
  const child = spawn(binary, ['serve', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let said = '';
  const addresses = await new Promise((resolve, reject) => {
    ended.then(() => reject(new Error(said)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        said += data;
        const lines = [...said.matchAll(/listening +http:\/\/(\S+)\n/g)];
        if (lines.length > 0) resolve(lines.map(([, address]) => address));
      });
    }
  });
  try {
    await look(addresses, () => said);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

test('a folder cannot write to the terminal by its name', async () => {
  const named = await writeSite({
    '\x1b[31m\nlistening/a.md': page(['title: A']),
  });
  const folder = path.join(named.dir, '\x1b[31m\nlistening');
  try {
    await serve([folder, '--listen', '127.0.0.1:0'], {}, (_, said) => {
      assert.doesNotMatch(said(), /\x1b|^listening/m);
      assert.match(said(), /␛\[31m␊listening \(plain folder\)/);
    });
  } finally {
    await named.remove();
  }
});

const get = async (address, target) => {
  const [host, port] = address.split(':');
  return (await ask({ host, port }, target)).json();
};

/** Exit code 2, one line that says what is wrong, one that says the way out. */
async function assertUsage(args, message, hint, options) {
  const { code, stdout, stderr } = await run(args, options);
  assert.equal(code, 2, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, message);
  assert.match(stderr, /^headmatter: .*\n( {2}.*\n)?$/);
  if (hint) assert.match(stderr, hint);
}

describe('help', () => {
  const commands = {
    serve: ['--listen', '--workers', '--access-log', '--timezone'],
    check: ['--format', '--fail-on', '--timezone'],
    get: ['--timezone', '--public-url', '--raw-html'],
    health: ['--listen'],
  };

  test('lists the commands', async () => {
    for (const word of ['--help', '-h', 'help']) {
      const { code, stdout, stderr } = await run([word]);
      assert.equal(code, 0);
      assert.equal(stderr, '');
      for (const command of Object.keys(commands))
        assert.match(stdout, new RegExp(`^ {2}${command} .* {2}\\S.*\\.$`, 'm'));
    }
  });

  for (const [command, flags] of Object.entries(commands)) {
    test(`of ${command} lists its options and their variables`, async () => {
      for (const word of ['--help', '-h']) {
        const { code, stdout, stderr } = await run([command, word]);
        assert.equal(code, 0);
        assert.equal(stderr, '');
        for (const flag of flags) {
          const variable = `HEADMATTER_${flag.slice(2).toUpperCase()}`;
          assert.ok(stdout.includes(flag), flag);
          assert.ok(stdout.includes(variable.replaceAll('-', '_')), variable);
        }
      }
    });
  }

  test('does not run the command', async () => {
    const { code, stdout } = await run(['get', '/posts', '/nowhere', '--help']);
    assert.equal(code, 0);
    assert.match(stdout, /headmatter get/);
  });

  test('is what one gets for no words at all, but as an error', async () => {
    assert.equal((await run([])).code, 2);
  });

  test('is not needed for the version', async () => {
    const { code, stdout } = await run(['--version']);
    const description = (await ask(server, '/openapi.json')).json();
    assert.equal(code, 0);
    const [first, libraries, build, rest] = stdout.split('\n');
    assert.match(first, /^headmatter \d+\.\d+\.\d+ \(cmark [\d.]+, cmark-gfm \S+\)$/);
    assert.match(libraries, /^ {2}libraries {2}(\S+ \d+(\.\d+)+(, |$)){9}/);
    assert.match(build, /^ {2}built {6}\w+, \w+ \d+\.\S+, \w+/);
    assert.equal(rest, '');
    assert.ok(stdout.includes(description.info.version));
  });
});

describe('a word that is wrong', () => {
  const cases = [
    [['srve'], /'srve'/, /headmatter serve/],
    [['chekc', 'dir'], /'chekc'/, /headmatter check/],
    [['dance'], /'dance'/, /--help/],
    [['serve', '--lisen', '0'], /'--lisen'/, /--listen/],
    [['serve', '--acess-log=text'], /'--acess-log'/, /--access-log/],
    [['check', '--workers', '1'], /'--workers'/, /--help/],
    [['check', '--fromat', 'json'], /'--fromat'/, /--format/],
    [['serve', '--listen'], /--listen needs a value/, null],
    [['serve', '--workers', 'many'], /--workers.*'many'/, null],
    [['serve', '--workers=0'], /--workers.*'0'/, null],
    [['check', '--format', 'xml'], /--format.*'xml'/, null],
    [['check', '--fail-on', 'all'], /--fail-on.*'all'/, null],
    [['--verson'], /'--verson'/, /headmatter --version/],
    [['chek'], /'chek'/, /headmatter check/],
    [['init', 'one', 'two'], /'two'/, /only one folder/],
    [['get'], /target is missing/, /headmatter get/],
    [['get', '/', '.', 'more'], /folder more cannot be served/, /correct the/],
    [
      ['serve', '--public-url', 'example.org'],
      /--public-url.*'example.org'/,
      null,
    ],
  ];
  for (const [args, message, hint] of cases) {
    test(`"headmatter ${args.join(' ')}" ends with 2 and the way out`, async () => {
      await assertUsage(args, message, hint);
    });
  }

  test('in a variable is named too', async () => {
    await assertUsage(['serve', site.dir], /many/, null, {
      env: { HEADMATTER_WORKERS: 'many' },
    });
  });

  test('that names a folder ends with 1, and which it was', async () => {
    for (const command of ['serve', 'check']) {
      const { code, stderr } = await run([command, '/no/such/folder']);
      assert.equal(code, 1);
      assert.match(stderr, /\/no\/such\/folder/);
    }
    const file = path.join(site.dir, 'content/pages/about.md');
    const { code, stderr } = await run(['serve', file]);
    assert.equal(code, 1);
    assert.match(stderr, /about\.md.*file/);
  });

  test('that names a timezone says where they come from', async () => {
    const args = ['check', site.dir, '--timezone', 'Europe/Nowhere'];
    const { code, stderr } = await run(args);
    assert.notEqual(code, 0);
    assert.match(stderr, /Europe\/Nowhere/);
    assert.match(stderr, /tzdata/);
  });
});

describe('get', () => {
  test('prints what a server answers', async () => {
    for (const target of ['/', '/posts?limit=2', '/posts/alpha.md', '/_all']) {
      const { code, stdout, stderr } = await run(['get', target, site.dir]);
      assert.equal(code, 0);
      assert.equal(stderr, '');
      assert.equal(stdout, (await ask(server, target)).body);
    }
  });

  test('ends with 22 for an error, and prints it', async () => {
    const cases = { '/posts/nowhere': 404, '/posts?limit=x': 400, '/%zz': 400 };
    for (const [target, status] of Object.entries(cases)) {
      const { code, stdout } = await run(['get', target, site.dir]);
      assert.equal(code, 22);
      assert.equal(JSON.parse(stdout).status, status);
    }
  });

  test('says where what is not here is', async () => {
    const { code, stdout, stderr } = await run(['get', '/posts/old', site.dir]);
    assert.equal(code, 22);
    assert.equal(stdout, '');
    assert.equal(stderr, 'headmatter: moved to /posts/caf%C3%A9\n');
  });

  test('takes an address in any composition of its letters', async () => {
    for (const letters of ['caf%C3%A9', 'cafe%CC%81']) {
      const { code } = await run(['get', `/posts/${letters}`, site.dir]);
      assert.equal(code, 0, letters);
      const target = `/_resolve?url=/posts/${letters}`;
      assert.equal((await run(['get', target, site.dir])).code, 0, target);
    }
  });

  test('ends with 1 where there is no folder', async () => {
    const { code, stdout, stderr } = await run(['get', '/', '/no/such/folder']);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /\/no\/such\/folder/);
  });

  test('takes the current folder, or the one of the variable', async () => {
    const here = await run(['get', '/posts/alpha'], { cwd: site.dir });
    const there = await run(['get', '/posts/alpha'], {
      env: { HEADMATTER_DIR: site.dir },
    });
    assert.deepEqual([here.code, there.code], [0, 0]);
    assert.equal(here.stdout, there.stdout);
  });
});

describe('a variable', () => {
  test('holds as its flag does', async () => {
    const env = {
      HEADMATTER_LISTEN: '127.0.0.1:0',
      HEADMATTER_PUBLIC_URL: 'https://variable.example',
      HEADMATTER_TIMEZONE: 'Europe/Berlin',
      HEADMATTER_DIR: site.dir,
    };
    await serve([], env, async ([address]) => {
      const { data } = await get(address, '/');
      assert.equal(data.public_url, 'https://variable.example');
      assert.equal(data.timezone, 'Europe/Berlin');
      const post = await get(address, '/posts/alpha');
      assert.equal(post.data.date, '2024-05-01T00:00:00+02:00');
    });
  });

  test('or a flag says what becomes of raw HTML', async () => {
    const raw = await writeSite({ 'posts/a.md': 'a <b>b</b> [c](data:d)\n' });
    const html = async (args, env) => {
      const { stdout } = await run(['get', '/posts/a.html', raw.dir, ...args], {
        env,
      });
      return stdout.trim();
    };
    const omitted = '<p>a b <a href="">c</a></p>';
    const kept = '<p>a <b>b</b> <a href="data:d">c</a></p>';
    assert.equal(await html([]), kept);
    assert.equal(await html(['--raw-html', 'omit']), omitted);
    assert.equal(await html([], { HEADMATTER_RAW_HTML: 'omit' }), omitted);
    assert.equal(
      await html(['--raw-html=escape'], { HEADMATTER_RAW_HTML: 'omit' }),
      '<p>a &lt;b&gt;b&lt;/b&gt; <a href="">c</a></p>',
    );
    await assertUsage(
      ['check', raw.dir, '--raw-html', 'safe'],
      /--raw-html takes keep, omit or escape, not 'safe'/,
    );
    await raw.remove();
  });

  test('gives way to its flag', async () => {
    const env = {
      HEADMATTER_LISTEN: server.addresses[0], // which is taken
      HEADMATTER_PUBLIC_URL: 'https://variable.example',
      HEADMATTER_TIMEZONE: 'Europe/Berlin',
      HEADMATTER_DIR: '/no/such/folder',
    };
    const flags = ['--listen', '127.0.0.1:0', '--timezone=UTC'];
    const url = ['--public-url', 'https://flag.example'];
    await serve([site.dir, ...flags, ...url], env, async (addresses) => {
      const { data } = await get(addresses[0], '/');
      assert.equal(addresses.length, 1);
      assert.equal(data.public_url, 'https://flag.example');
      assert.equal(data.timezone, 'UTC');
    });
  });

  test('may name several addresses', async () => {
    const env = { HEADMATTER_LISTEN: '127.0.0.1:0,127.0.0.1:0' };
    await serve([site.dir], env, async (addresses, said) => {
      assert.equal([...said().matchAll(/listening/g)].length, 2);
    });
  });

  test('may be empty, as if it were not there', async () => {
    const { code } = await run(['check', site.dir], {
      env: { HEADMATTER_FORMAT: '', HEADMATTER_TIMEZONE: '' },
    });
    assert.equal(code, 0);
  });

  test('of the severity makes check fail on warnings', async () => {
    const mild = await writeSite({
      'posts/a.md': page(['title: A', 'updated: TBD']),
    });
    const env = { HEADMATTER_FAIL_ON: 'warning' };
    assert.equal((await run(['check', mild.dir])).code, 0);
    assert.equal((await run(['check', mild.dir], { env })).code, 1);
    const args = ['check', mild.dir, '--fail-on=error'];
    assert.equal((await run(args, { env })).code, 0);
    await mild.remove();
  });

  test('of the format makes check print JSON', async () => {
    const { stdout } = await run(['check', site.dir], {
      env: { HEADMATTER_FORMAT: 'json' },
    });
    assert.ok(Array.isArray(JSON.parse(stdout).data));
  });
});

describe('the report at the start', () => {
  test('has what an operator wants to know', () => {
    const { stdout } = server.output;
    assert.match(stdout, /^headmatter \d+\.\d+\.\d+\n/);
    assert.ok(stdout.includes(site.dir), 'the folder');
    assert.match(stdout, /\(plain folder\)/);
    assert.match(stdout, /documents +27: .*posts 18\b.*recipes 2\b/);
    assert.match(stdout, /left out +1 draft\n/);
    assert.match(stdout, /loaded +\d+ files, .* in \d+ ms/);
    assert.match(stdout, /0 errors, \d warnings?; .*headmatter check/);
    assert.ok(stdout.includes(`listening  ${server.baseUrl}\n`), 'the address');
    assert.equal(server.output.stderr, '');
  });

  test('knows a Stackbit tree', async () => {
    const stackbit = await writeSite({
      'content/pages/blog/one.md': page(['type: PostLayout', 'title: One']),
      'content/pages/index.md': page(['type: PageLayout', 'title: Home']),
    });
    const other = await startServer(stackbit.dir);
    assert.match(other.output.stdout, /\(Stackbit site\)/);
    assert.doesNotMatch(other.output.stdout, /errors|left out/);
    await other.stop();
    await stackbit.remove();
  });
});

describe('a port', () => {
  test('of 0 is any that is free', async () => {
    const second = await startServer(site.dir);
    assert.ok(second.port > 0);
    assert.notEqual(second.port, server.port);
    assert.equal((await ask(second, '/_live')).status, 200);
    await second.stop();
  });

  test('that is taken ends the program with 1', async () => {
    const args = ['serve', site.dir, '--listen', server.addresses[0]];
    const { code, stdout, stderr } = await run(args);
    assert.equal(code, 1);
    assert.doesNotMatch(stdout, /listening/);
    assert.ok(stderr.includes(server.addresses[0]));
  });
});

describe('health', () => {
  test('is good where a server answers', async () => {
    for (const args of [
      ['health', server.addresses[0]],
      ['health', String(server.port)],
      ['health', '--listen', server.addresses[0]],
    ]) {
      const { code, stdout } = await run(args);
      assert.equal(code, 0, args.join(' '));
      assert.equal(stdout, 'live\n');
    }
    const { code } = await run(['health'], {
      env: { HEADMATTER_LISTEN: `0.0.0.0:${server.port}` },
    });
    assert.equal(code, 0);
  });

  test('is good where a settings file has a fault by now', async () => {
    const listen = `listen: ${server.addresses[0]}\n`;
    for (const [own, operators] of [
      ['cache: [\n', listen],
      [listen, 'cache: [\n'],
    ]) {
      const folder = await writeSite({ 'headmatter.yaml': own });
      const other = await writeSite({ 'operator.yaml': operators });
      const { code, stderr } = await run(['health'], {
        env: {
          HEADMATTER_DIR: folder.dir,
          HEADMATTER_SETTINGS: path.join(other.dir, 'operator.yaml'),
        },
      });
      await folder.remove();
      await other.remove();
      assert.equal(code, 0, stderr);
    }
  });

  test('is bad where none does', async () => {
    const gone = await startServer(site.dir);
    await gone.stop();
    const { code, stderr } = await run(['health', gone.addresses[0]]);
    assert.equal(code, 1);
    assert.ok(stderr.includes(gone.addresses[0]));
  });
});

describe('a signal', () => {
  for (const name of ['SIGTERM', 'SIGINT']) {
    test(`${name} stops the server with 0`, async () => {
      const stopping = await startServer(site.dir);
      assert.equal((await ask(stopping, '/posts')).status, 200);
      stopping.signal(name);
      assert.deepEqual(await stopping.exited, { code: 0, signal: null });
      assert.equal(stopping.output.stderr, '');
      await assert.rejects(ask(stopping, '/posts'), { code: 'ECONNREFUSED' });
    });
  }
});
