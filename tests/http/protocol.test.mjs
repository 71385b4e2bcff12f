// protocol.test.mjs - HTTP as it is on the wire, from the ordinary to the
// hostile. What the answers say is other tests' business.
import assert from 'node:assert/strict';
import { readFile, rename, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, Peer } from './peer.mjs';
import { runToEnd, startServer, writeSite } from './server.mjs';
import { until } from './support.mjs';

const get = (target, ...fields) =>
  [`GET ${target} HTTP/1.1`, 'Host: x', ...fields, '', ''].join('\r\n');

let site;
let server;

before(async () => {
  site = await writeSite({
    'content/posts/first.md': '---\ntitle: First\n---\n\nText.\n',
    'content/posts/second.md': '---\ntitle: Second\n---\n\nText.\n',
  });
  server = await startServer(site.dir);
});

after(async () => {
  await server?.stop();
  await site?.remove();
});

/** A problem document that closes the connection. */
async function assertRefused({ peer, answer }, status) {
  assert.equal(answer?.status, status);
  assert.match(answer.headers['content-type'], /^application\/problem\+json/);
  assert.equal(JSON.parse(answer.body).status, status);
  assert.equal(answer.headers.connection, 'close');
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(await peer.readToEnd(), '');
}

describe('an ordinary answer', () => {
  test('has a date, a length and a body of that length', async () => {
    const { peer, answer } = await ask(server, 'GET /posts HTTP/1.1');
    assert.equal(answer.line, 'HTTP/1.1 200 OK');
    assert.equal(
      new Date(answer.headers.date).toUTCString(),
      answer.headers.date,
    );
    assert.equal(JSON.parse(answer.body).data.length, 2);
    peer.end();
  });

  test('to HEAD has the head of GET and no body', async () => {
    const peer = await Peer.connect(server);
    peer.send(get('/posts'));
    const whole = await peer.read();
    peer.send('HEAD /posts HTTP/1.1\r\nHost: x\r\n\r\n');
    const head = await peer.read({ method: 'HEAD' });
    peer.send(get('/posts'));
    const again = await peer.read();
    const stable = (answer) => answer.fields.filter((f) => !/^Date/.test(f));
    assert.deepEqual(stable(head), stable(whole));
    assert.equal(again.body, whole.body);
    peer.end();
  });

  test('304 has a validator, no length and no body', async () => {
    const peer = await Peer.connect(server);
    peer.send(get('/posts'));
    const { etag } = (await peer.read()).headers;
    peer.send(get('/posts', 'If-None-Match: "a"', `If-None-Match: ${etag}`));
    const unchanged = await peer.read();
    assert.equal(unchanged.status, 304);
    assert.equal(unchanged.headers.etag, etag);
    assert.equal('content-length' in unchanged.headers, false);
    peer.send(get('/_live'));
    assert.equal((await peer.read()).status, 200);
    peer.end();
  });

  test('comes once for each pipelined request, in their order', async () => {
    const peer = await Peer.connect(server);
    peer.send(get('/posts') + get('/nothing-here') + get('/_live'));
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await peer.read()).status);
    assert.deepEqual(statuses, [200, 404, 200]);
    peer.end();
  });

  test('waits for a head that arrives in pieces', async () => {
    const peer = await Peer.connect(server);
    const pieces = ['GET /po', 'sts HTTP/1.1\r\nHo', 'st: x\r\n\r', '\n'];
    for (const piece of pieces) {
      peer.send(piece);
      await pause(50);
    }
    assert.equal((await peer.read()).status, 200);
    peer.end();
  });

  test('is given for an absolute URL, whatever its authority', async () => {
    for (const authority of [server.addresses[0], 'a.example', 'a.example:1']) {
      const url = `http://${authority}/posts?limit=1`;
      const { peer, answer } = await ask(server, `GET ${url} HTTP/1.1`);
      assert.equal(answer?.status, 200, url);
      assert.equal(JSON.parse(answer.body).data.length, 1);
      peer.end();
    }
  });

  test('is given for "OPTIONS *"', async () => {
    const { peer, answer } = await ask(server, 'OPTIONS * HTTP/1.1');
    assert.equal(answer.status, 204);
    assert.match(answer.headers.allow, /GET/);
    peer.end();
  });
});

describe('a connection', { concurrency: true }, () => {
  const cases = [
    ['HTTP/1.1', [], 'keep-alive'],
    ['HTTP/1.1', ['Connection: keep-alive'], 'keep-alive'],
    ['HTTP/1.1', ['Connection: close'], 'close'],
    ['HTTP/1.1', ['Connection: Upgrade', 'Upgrade: websocket'], 'close'],
    ['HTTP/1.1', ['Connection: Upgrade', 'Upgrade: h2c'], 'close'],
    ['HTTP/1.0', [], 'close'],
    ['HTTP/1.0', ['Connection: Keep-Alive'], 'keep-alive'],
  ];
  for (const [version, fields, expected] of cases) {
    test(`with ${version} ${fields.join(', ')} is ${expected}`, async () => {
      const { peer, answer } = await ask(server, `GET /_live ${version}`, [
        'Host: x',
        ...fields,
      ]);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.connection, expected);
      if (expected === 'close') {
        assert.equal(await peer.readToEnd(), '');
      } else {
        peer.send(get('/_live'));
        assert.equal((await peer.read()).status, 200);
        peer.end();
      }
    });
  }

  test('that falls silent is closed without a word', async () => {
    const { peer, answer } = await ask(server, 'GET /_live HTTP/1.1');
    assert.equal(answer.status, 200);
    assert.equal(await peer.readToEnd(), '');
  });

  test('whose first head never ends is told so', async () => {
    const peer = await Peer.connect(server);
    peer.send('GET /posts HTTP/1.1\r\nHost: x\r\n');
    await assertRefused({ peer, answer: await peer.read() }, 408);
  });

  test('is answered though there are more of them than workers', async () => {
    const small = await startServer(site.dir, { options: ['--workers', '4'] });
    const client = async () => {
      let peer = await Peer.connect(small);
      for (let done = 0; done < 20; done++) {
        peer.send(get('/posts'));
        const answer = await peer.read();
        assert.equal(answer?.status, 200);
        if (answer.headers.connection === 'close') {
          peer.end();
          peer = await Peer.connect(small);
        }
      }
      peer.end();
    };
    await Promise.all(Array.from({ length: 40 }, client));
    assert.equal((await small.stop()).code, 0);
  });
});

describe('what is too large', () => {
  test('a target of 8 KiB is served', async () => {
    const target = `/posts?utm_source=${'a'.repeat(8192 - 18)}`;
    const { peer, answer } = await ask(server, `GET ${target} HTTP/1.1`);
    assert.equal(target.length, 8192);
    assert.equal(answer.status, 200);
    peer.end();
  });

  for (const size of [8193, 40000]) {
    test(`a target of ${size} bytes is 414`, async () => {
      const target = `/${'a'.repeat(size - 1)}`;
      await assertRefused(await ask(server, `GET ${target} HTTP/1.1`), 414);
    });
  }

  const head = 'GET /_live HTTP/1.1\r\nHost: x\r\n';
  const lax = {
    'a bare LF between fields': `${head}X: a\nY: b\r\n\r\n`,
    'a space before a colon': `${head}X : a\r\n\r\n`,
    'a space before the colon of Host': 'GET / HTTP/1.1\r\nHost : x\r\n\r\n',
    'a Host with a space': 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
    'a Host with markup': 'GET / HTTP/1.1\r\nHost: <script>\r\n\r\n',
  };
  for (const [what, text] of Object.entries(lax))
    test(`${what} is 400`, async () => {
      const peer = await Peer.connect(server);
      peer.send(text);
      await assertRefused({ peer, answer: await peer.read() }, 400);
    });

  const fine = {
    'an empty line before it': `\r\n${head}\r\n`,
    'a byte beyond ASCII in a value': `${head}X: \xe4\r\n\r\n`,
    'an empty Host': 'GET /_live HTTP/1.1\r\nHost:\r\n\r\n',
    'a Host with a port': 'GET /_live HTTP/1.1\r\nHost: [::1]:80\r\n\r\n',
    'a Content-Length of 00': `${head}Content-Length: 00\r\n\r\n`,
    'an expectation': `${head}Expect: 100-continue\r\n\r\n`,
    'an expectation that nobody knows': `${head}Expect: 200-ok\r\n\r\n`,
    'a name of all signs': `${head}!#$%&'*+-.^_\`|~: a\r\n\r\n`,
  };
  for (const [what, text] of Object.entries(fine))
    test(`${what} does no harm`, async () => {
      const peer = await Peer.connect(server);
      peer.send(text);
      const answer = await peer.read();
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.connection, 'keep-alive');
      peer.send(get('/_live'));
      assert.equal((await peer.read()).status, 200);
      peer.end();
    });

  const empty = {
    'two empty lines': '\r\n\r\n',
    'two bare line feeds': '\n\n',
    'three empty lines': '\r\n\r\n\r\n',
    'a space': ' ',
  };
  for (const [what, start] of Object.entries(empty)) {
    test(`${what} before it are one 400`, async () => {
      const peer = await Peer.connect(server);
      peer.send(`${start}${head}\r\n`);
      await assertRefused({ peer, answer: await peer.read() }, 400);
    });

    test(`${what} before the second one are one 400`, async () => {
      const peer = await Peer.connect(server);
      peer.send(`\r\n${head}\r\n`);
      assert.equal((await peer.read()).status, 200);
      peer.send(`${start}${head}\r\n`);
      await assertRefused({ peer, answer: await peer.read() }, 400);
    });
  }

  test('one empty line before it is ignored', async () => {
    const peer = await Peer.connect(server);
    for (let i = 0; i < 3; i++) {
      peer.send(`\r\n${head}\r\n`);
      assert.equal((await peer.read()).status, 200);
    }
    peer.end();
  });

  test('fields without values or spaces are accepted', async () => {
    const peer = await Peer.connect(server);
    peer.send(`${head}X:\r\nY:a\r\nZ: \r\n\r\n`);
    assert.equal((await peer.read()).status, 200);
    peer.end();
  });

  test('any close of several Connection fields counts', async () => {
    const peer = await Peer.connect(server);
    peer.send(`${head}Connection: keep-alive\r\nConnection: close\r\n\r\n`);
    const answer = await peer.read();
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.connection, 'close');
    assert.equal(await peer.readToEnd(), '');
  });

  test('a field of 20,000 bytes is 431', async () => {
    const fields = ['Host: x', `X: ${'a'.repeat(20000)}`];
    await assertRefused(await ask(server, 'GET / HTTP/1.1', fields), 431);
  });

  for (const count of [64, 65, 200]) {
    test(`${count} fields are 431`, async () => {
      const fields = ['Host: x'];
      while (fields.length < count) fields.push(`X-${fields.length}: a`);
      await assertRefused(await ask(server, 'GET / HTTP/1.1', fields), 431);
    });
  }

  test('63 fields are served', async () => {
    const fields = ['Host: x'];
    while (fields.length < 63) fields.push(`X-${fields.length}: a`);
    const { peer, answer } = await ask(server, 'GET / HTTP/1.1', fields);
    assert.equal(answer.status, 200);
    peer.end();
  });

  test('a head beyond all measure is 400', async () => {
    const fields = ['Host: x', `X: ${'a'.repeat(49152)}`];
    const { peer, answer } = await ask(server, 'GET / HTTP/1.1', fields);
    assert.equal(answer.status, 400);
    peer.end();
  });
});

describe('what is malformed', () => {
  const heads = {
    'no HTTP at all': ['hello', 400],
    'no version': ['GET /', 400],
    'a strange version': ['GET / FOO/1.1\r\nHost: x', 400],
    'version 2.0': ['GET / HTTP/2.0\r\nHost: x', 505],
    'a control character': ['GET /\x01 HTTP/1.1\r\nHost: x', 400],
    'a byte beyond ASCII in the target': ['GET /\xe4 HTTP/1.1\r\nHost: x', 400],
    'a target that is no path': ['GET posts HTTP/1.1\r\nHost: x', 400],
    'a field without a colon': ['GET / HTTP/1.1\r\nHost: x\r\nbad', 400],
    'no Host': ['GET / HTTP/1.1', 400],
    'two Hosts': ['GET / HTTP/1.1\r\nHost: x\r\nHost: y', 400],
    'HTTP/0.9 by its version': ['GET / HTTP/0.9\r\nHost: x', 505],
    'version 1.10': ['GET / HTTP/1.10\r\nHost: x', 505],
    'a version in small letters': ['GET / http/1.1\r\nHost: x', 400],
    'a space after the version': ['GET / HTTP/1.1 \r\nHost: x', 400],
    'two spaces before the target': ['GET  / HTTP/1.1\r\nHost: x', 400],
    'two spaces after the target': ['GET /  HTTP/1.1\r\nHost: x', 400],
    'a space in the target': ['GET /a b HTTP/1.1\r\nHost: x', 400],
    'a tab for a space': ['GET\t/ HTTP/1.1\r\nHost: x', 400],
    'a space before the first field': ['GET / HTTP/1.1\r\n Host: x', 400],
    'a CR alone after the version': ['GET / HTTP/1.1\rHost: x', 400],
    'two CRs after the version': ['GET / HTTP/1.1\r\r\nHost: x', 400],
    'a CR alone between fields': ['GET / HTTP/1.1\r\nHost: x\rX: y', 400],
    'a CR in a value': ['GET / HTTP/1.1\r\nHost: x\r\nX: a\rb', 400],
    'a NUL in the target': ['GET /\0 HTTP/1.1\r\nHost: x', 400],
    'a NUL in a name': ['GET / HTTP/1.1\r\nHost: x\r\nX\0: a', 400],
    'a NUL in a value': ['GET / HTTP/1.1\r\nHost: x\r\nX: a\0b', 400],
    'a DEL in a value': ['GET / HTTP/1.1\r\nHost: x\r\nX: a\x7fb', 400],
    'a vertical tab in a value': [
      'GET / HTTP/1.1\r\nHost: x\r\nX: \x0bchunked',
      400,
    ],
    'a space in a name': ['GET / HTTP/1.1\r\nHost: x\r\nX Y: a', 400],
    'a tab before a colon': ['GET / HTTP/1.1\r\nHost: x\r\nX\t: a', 400],
    'a parenthesis in a name': ['GET / HTTP/1.1\r\nHost: x\r\nX(Y): a', 400],
    'quotes around a name': ['GET / HTTP/1.1\r\nHost: x\r\n"X": a', 400],
    'two Hosts in HTTP/1.0': ['GET / HTTP/1.0\r\nHost: x\r\nHost: y', 400],
    'a list of Hosts': ['GET / HTTP/1.1\r\nHost: a, b', 400],
    'a Host with a user': ['GET / HTTP/1.1\r\nHost: u@x', 400],
    'an absolute URL without Host': ['GET http://x/ HTTP/1.1', 400],
    'an absolute URL without a host in it': [
      'GET http:///posts HTTP/1.1\r\nHost: x',
      400,
    ],
    'an absolute URL with a user': ['GET http://u@x/ HTTP/1.1\r\nHost: x', 400],
    'an absolute URL of FTP': ['GET ftp://x/ HTTP/1.1\r\nHost: x', 400],
    'an authority as the target': ['GET x:80 HTTP/1.1\r\nHost: x', 400],
    'CONNECT to an authority': ['CONNECT x:80 HTTP/1.1\r\nHost: x:80', 400],
    '"*" for GET': ['GET * HTTP/1.1\r\nHost: x', 400],
    '"**" for OPTIONS': ['OPTIONS ** HTTP/1.1\r\nHost: x', 400],
    'a fragment': ['GET /posts#x HTTP/1.1\r\nHost: x', 400],
    "the first line of HTTP/2": ['PRI * HTTP/2.0', 400],
    'the first bytes of TLS': ['\x16\x03\x01\x02\x00\x01\x00\x01', 400],
    'TRACE': ['TRACE / HTTP/1.1\r\nHost: x', 405],
    'a method of 9,000 letters': [`${'A'.repeat(9000)} / HTTP/1.1\r\nHost: x`, 405],
    'a method in small letters': ['get / HTTP/1.1\r\nHost: x', 405],
    'a method that nobody knows': ['BREW /posts HTTP/1.1\r\nHost: x', 405],
  };
  for (const [name, [head, status]] of Object.entries(heads)) {
    test(`${name} is ${status}`, async () => {
      await assertRefused(await ask(server, head, []), status);
    });
  }
});

test('a letter beyond ASCII in the address is told how it is written', async () => {
  for (const bytes of ['\xe9', '\xc3\xa9']) {
    const head = `GET /posts?title:contains=${bytes}cole HTTP/1.1`;
    const { answer, peer } = await ask(server, head, ['Host: x']);
    assert.equal(answer.status, 400);
    assert.match(JSON.parse(answer.body).detail, /percent-encoded: %C3%A9/);
    peer.end();
  }
});

describe('a request that could hide another one', () => {
  const hidden = 'GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n';
  const length = `Content-Length: ${hidden.length}`;
  const fields = {
    'a body on GET': [length],
    'a chunked body on GET': ['Transfer-Encoding: chunked'],
    'a Content-Length beside Transfer-Encoding': [
      'Content-Length: 0',
      'Transfer-Encoding: chunked',
    ],
    'two equal Content-Lengths': ['Content-Length: 0', 'Content-Length: 0'],
    'two different Content-Lengths': ['Content-Length: 0', length],
    'a list of Content-Lengths': ['Content-Length: 0, 0'],
    'Content-Length 3abc': ['Content-Length: 3abc'],
    'Content-Length +3': ['Content-Length: +3'],
    'Content-Length -3': ['Content-Length: -3'],
    'Content-Length 0x3': ['Content-Length: 0x3'],
    'no Content-Length in its field': ['Content-Length:'],
    'chunks in HTTP/1.1 with a tab before them': [
      'Transfer-Encoding:\tchunked',
    ],
    'a Transfer-Encoding of nothing': ['Transfer-Encoding:'],
    'a Transfer-Encoding of identity': ['Transfer-Encoding: identity'],
    'a Transfer-Encoding in quotes': ['Transfer-Encoding: "chunked"'],
    'two Transfer-Encodings': [
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: identity',
    ],
    'chunks and something after them': [
      'Transfer-Encoding: chunked, identity',
    ],
    'a Content-Length in a list of one': ['Content-Length: 0,'],
    'a Content-Length beyond 64 bits': [`Content-Length: ${'9'.repeat(30)}`],
    'a Content-Length of letters': ['Content-Length: 1e0'],
    'a Content-Length in other digits': ['Content-Length: \xd9\xa0'],
    'a Content-Length that Connection names': [
      'Connection: content-length',
      length,
    ],
    'an unknown coding': ['Transfer-Encoding: xchunked'],
    'a doubled coding': ['Transfer-Encoding: chunked, chunked'],
    'a folded line': ['X: a', ` folded`, length],
    'a folded line with a tab': ['X: a', `\tfolded`, length],
    'a folded line at the end': ['X: a', ` folded`],
    'a field without a name': [': nameless', length],
    'a name beyond ASCII': ['\xe4: x', length],
    'a blank before the colon': ['X : a', `Content-Length : ${hidden.length}`],
  };
  for (const [name, lines] of Object.entries(fields)) {
    test(`${name} is 400, and nothing behind it is read`, async () => {
      await assertRefused(
        await ask(server, 'GET / HTTP/1.1', ['Host: x', ...lines], hidden),
        400,
      );
    });
  }

  test('chunks in HTTP/1.0 are 400', async () => {
    const fields = ['Transfer-Encoding: chunked'];
    await assertRefused(
      await ask(server, 'GET / HTTP/1.0', fields, hidden),
      400,
    );
  });

  const bodies = {
    'whose extension holds a line': `5;x="\r\n${hidden}"\r\nhello\r\n0\r\n\r\n`,
    'with a bare line feed': `5\nhello\n0\n\n${hidden}`,
    'of no size': `zz\r\n\r\n${hidden}`,
    'beyond 64 bits': `${'f'.repeat(17)}\r\n${hidden}`,
    'with a trailer': `0\r\nContent-Length: 5\r\n\r\n${hidden}`,
  };
  for (const [name, body] of Object.entries(bodies))
    test(`a chunk ${name} is not read, nor what is behind it`, async () => {
      const fields = ['Host: x', 'Transfer-Encoding: chunked'];
      await assertRefused(
        await ask(server, 'POST /posts HTTP/1.1', fields, body),
        405,
      );
    });

  const doubtful = {
    'Content-Length and Transfer-Encoding': [
      'Content-Length: 3',
      'Transfer-Encoding: chunked',
    ],
    'two Content-Lengths': ['Content-Length: 3', 'Content-Length: 4'],
    'a folded line': ['X: a', ' b', 'Content-Length: 3'],
    'an unknown coding': ['Transfer-Encoding: x'],
  };
  for (const [name, lines] of Object.entries(doubtful))
    test(`another method with ${name} is 400`, async () => {
      await assertRefused(
        await ask(server, 'POST /posts HTTP/1.1', ['Host: x', ...lines], hidden),
        400,
      );
    });

  test('a head that ends in bare line feeds is 400', async () => {
    const peer = await Peer.connect(server);
    peer.send(`GET / HTTP/1.1\nHost: x\n\n${hidden}`);
    await assertRefused({ peer, answer: await peer.read() }, 400);
  });

  test('a Content-Length of 0 on GET is none', async () => {
    const { peer, answer } = await ask(server, 'GET /_live HTTP/1.1', [
      'Host: x',
      'Content-Length: 0',
    ]);
    assert.equal(answer.status, 200);
    peer.end();
  });

  test('a body on another method is not read, nor waited for', async () => {
    const sent = ['Host: x', length];
    await assertRefused(
      await ask(server, 'POST /posts HTTP/1.1', sent, hidden),
      405,
    );
    await assertRefused(
      await ask(server, 'POST /posts HTTP/1.1', [
        ...sent,
        'Expect: 100-continue',
      ]),
      405,
    );
    await assertRefused(
      await ask(server, 'POST /posts HTTP/1.1', [
        'Host: x',
        'Transfer-Encoding: chunked',
      ]),
      405,
    );
  });
});

describe('where to listen', () => {
  test('several addresses are all served', async () => {
    const several = await startServer(site.dir, {
      listen: ['127.0.0.1:0', 'localhost:0', '0'],
    });
    assert.equal(new Set(several.addresses).size, 3);
    for (const address of several.addresses) {
      const response = await fetch(`http://${address}/_live`);
      assert.equal(response.status, 200);
      await response.arrayBuffer();
    }
    assert.equal((await several.stop()).code, 0);
  });

  test('IPv6 is, and its client is named', async () => {
    const six = await startServer(site.dir, {
      listen: ['[::1]:0', '[::]:0'],
      options: ['--access-log', 'text'],
    });
    const [local, all] = six.addresses;
    assert.match(local, /^\[::1\]:\d+$/);
    const urls = [local, all.replace('::', '::1'), all.replace('[::]', '127.0.0.1')];
    for (const url of urls) {
      const response = await fetch(`http://${url}/posts`);
      assert.equal(response.status, 200);
      await response.arrayBuffer();
    }
    const { code, stderr } = await six.stop();
    assert.equal(code, 0);
    const clients = stderr.match(/(?<=Z )\S+(?= GET \/posts)/g);
    assert.deepEqual(clients, ['::1', '::1', '127.0.0.1']);
  });

  test('a Unix socket is, also from within the sandbox', async () => {
    const { dir, remove } = await writeSite({ 'keep.md': '' });
    const socketPath = path.join(dir, 'http');
    const local = await startServer(site.dir, {
      listen: [`unix:${socketPath}`],
      options: [
        ...['--sandbox', 'on', '--access-log', 'text'],
        ...['--trusted-proxies', 'unix'],
      ],
    });
    const get = (target, headers) =>
      new Promise((resolve, reject) => {
        const options = { socketPath, path: target, headers };
        const answer = http.get(options, (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode));
        });
        answer.on('error', reject);
      });
    assert.equal(await get('/posts'), 200);
    assert.equal(await get('/_live', { 'X-Forwarded-For': '192.0.2.7' }), 200);
    const health = await runToEnd(['health', `unix:${socketPath}`]);
    assert.deepEqual([health.code, health.stdout], [0, 'live\n']);
    const { code, stderr } = await local.stop();
    const left = await stat(socketPath).catch((error) => error.code);
    await remove();
    assert.equal(code, 0);
    assert.equal(left, 'ENOENT');
    assert.match(stderr, /Z unix GET \/posts 200/);
    assert.match(stderr, /Z 192\.0\.2\.7 GET \/_live 200/);
  });

  test('a port that is taken is named, with the way out', async () => {
    const taken = server.addresses[0];
    const run = await runToEnd(['serve', site.dir, '--listen', taken]);
    assert.notEqual(run.code, 0);
    assert.ok(run.stderr.includes(taken), run.stderr);
    assert.match(run.stderr, /in use/);
    assert.match(run.stderr, /--listen/);
  });

  const refusals = {
    '::1': /IPv6.*\[::1\]:8080/s,
    '8443s': /TLS.*proxy/s,
    '127.0.0.1:8443s': /TLS.*proxy/s,
    'https://localhost:8443': /TLS.*proxy/s,
    'unix:/nowhere/headmatter.sock': /No such file.*folder/s,
    '127.0.0.1': /port/,
    '127.0.0.1:65536': /65535/,
    '127.0.0.1:http': /port/,
    '192.0.2.1:0': /192\.0\.2\.1/,
  };
  for (const [address, message] of Object.entries(refusals)) {
    test(`${address} is refused with the reason`, async () => {
      const run = await runToEnd(['serve', site.dir, '--listen', address]);
      assert.notEqual(run.code, 0);
      assert.match(run.stderr, message);
    });
  }
});

describe('the access log', () => {
  const requests = async (format) => {
    const logging = await startServer(site.dir, {
      options: ['--access-log', format],
    });
    const heads = ['GET /posts?a="\\ HTTP/1.1', 'HEAD /_live HTTP/1.1', 'x'];
    for (const head of heads) (await ask(logging, head)).peer.end();
    return (await logging.stop()).stderr.split('\n');
  };

  test('in JSON is one object a line', async () => {
    const lines = (await requests('json')).filter((line) => /^{/.test(line));
    const records = lines.map((line) => JSON.parse(line));
    const of = (method) => records.find((record) => record.method === method);
    const [list, live, noise] = [of('GET'), of('HEAD'), of(null)];
    assert.equal(records.length, 3);
    assert.equal(list.method, 'GET');
    assert.equal(list.target, '/posts?a="\\');
    assert.equal(list.client, '127.0.0.1');
    assert.equal(typeof list.ms, 'number');
    assert.ok(list.bytes > 0);
    assert.equal(new Date(list.time).toISOString(), list.time);
    assert.deepEqual([live.status, live.bytes], [200, 0]);
    assert.deepEqual([noise.status, noise.target], [400, null]);
  });

  test('in text is one line of words, escaped', async () => {
    const lines = (await requests('text')).filter((line) =>
      / 127\.0\.0\.1 /.test(line),
    );
    assert.equal(lines.length, 3);
    for (const expected of [
      /^\S+Z 127\.0\.0\.1 GET \/posts\?a=\\x22\\x5c \d+ \d+ \d+\.\d+$/,
      /^\S+Z 127\.0\.0\.1 HEAD \/_live 200 0 \d+\.\d+$/,
      /^\S+Z 127\.0\.0\.1 - - 400 \d+ \d+\.\d+$/,
    ]) {
      assert.equal(lines.filter((line) => expected.test(line)).length, 1);
    }
  });

  test('can be a file, which is opened anew on SIGUSR1', async () => {
    const { dir, remove } = await writeSite({ 'keep.md': '' });
    const file = path.join(dir, 'a.log');
    const logging = await startServer(site.dir, {
      options: ['--access-log', 'combined', '--access-log-file', file],
    });
    const get = async (target) =>
      (await ask(logging, `GET ${target} HTTP/1.1`)).peer.end();
    await get('/posts');
    await until(async () => (await stat(file)).size > 0);
    await rename(file, `${file}.1`);
    logging.signal('SIGUSR1');
    await until(() => stat(file).catch(() => null));
    await get('/_live');
    const { stderr } = await logging.stop();
    const [old, next] = [await readFile(`${file}.1`), await readFile(file)];
    await remove();
    assert.match(`${old}`, /^127\.0\.0\.1 - - \[.*"GET \/posts HTTP\/1\.1" 200/);
    assert.match(`${next}`, /^127\.0\.0\.1 - - \[.*"GET \/_live HTTP\/1\.1" 200/);
    assert.doesNotMatch(stderr, /GET/);
  });

  test('in a file needs a format', async () => {
    const run = await runToEnd(['serve', site.dir, '--access-log-file', 'a']);
    assert.equal(run.code, 2);
    assert.match(run.stderr, /no format\n.*--access-log text, combined or json/);
  });

  test('is off unless it is asked for', async () => {
    const silent = await startServer(site.dir);
    const { peer } = await ask(silent, 'GET /posts HTTP/1.1');
    peer.end();
    assert.doesNotMatch((await silent.stop()).stderr, /\/posts/);
  });
});

describe('stopping', () => {
  test('loses no request in flight', async () => {
    const stopping = await startServer(site.dir);
    let answered = 0;
    const client = async (_, i) => {
      const fields = i % 2 === 0 ? [] : ['Connection: close'];
      for (;;) {
        const peer = await Peer.connect(stopping).catch(() => null);
        if (peer === null) return; // refused: the server has gone
        let stays = true;
        while (stays) {
          peer.send(get('/posts', ...fields));
          const answer = await peer.read();
          assert.equal(answer?.status, 200, 'a request was lost');
          answered++;
          stays = answer.headers.connection === 'keep-alive';
        }
        peer.end();
      }
    };
    const clients = Array.from({ length: 16 }, client);
    await until(() => answered >= 200, { pollMs: 5 });
    const { code } = await stopping.stop();
    await Promise.all(clients);
    assert.equal(code, 0);
  });

  test('does not wait for those who are idle', async () => {
    const stopping = await startServer(site.dir);
    const { peer, answer } = await ask(stopping, 'GET /_live HTTP/1.1');
    assert.equal(answer.headers.connection, 'keep-alive');
    const silent = await Peer.connect(stopping);
    assert.equal((await stopping.stop()).code, 0);
    assert.equal(await peer.readToEnd(), '');
    assert.equal(await silent.readToEnd(), '');
  });
});
