// requests.mjs - heads and bodies that no client would send: real ones, with
// changes that depend on a seed alone.
import net from 'node:net';
import { random } from '../random.mjs';

const patienceMs = 300; // for an answer, before the client leaves

const seeds = [
  'GET /posts HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /posts/a?section=b&include=html,mdast HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip;q=0.5\r\n\r\n',
  'GET /posts?status=draft&preview=abc.1.def HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n',
  'HEAD /posts.ndjson HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\n\r\n',
  'GET http://a:80/posts/a HTTP/1.1\r\nHost: a\r\nIf-None-Match: W/"a", "b"\r\nIf-Match: *\r\n\r\n',
  'POST /posts HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello',
  'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'GET /_resolve?url=%2Fposts%2Fa HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.0.0.1, ::1\r\nForwarded: for="[::1]:80";proto=https\r\nX-Request-Id: 1\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n',
  'GET /posts HTTP/1.1\r\nHost: a\r\n\r\nGET /posts/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
].map((text) => Buffer.from(text, 'latin1'));

const pieces = [
  '\r\n', '\n', '\r', '\r\n\r\n', ' ', '\t', '\0', ':', ',', ';', '"', '%', '%00',
  '%ff', '?', '#', '//', '/../', '*', 'HTTP/1.1', 'HTTP/9.9', 'close', 'chunked',
  'Content-Length: 18446744073709551616\r\n', 'Content-Length: 3\r\n',
  'Transfer-Encoding: gzip, chunked\r\n', 'Host: b\r\n', 'Connection: close\r\n',
  '\x80', '\xff', '-1', '99999999999999999999', 'A'.repeat(3000), 'a=b&'.repeat(500),
  'X: y\r\n'.repeat(70),
].map((text) => Buffer.from(text, 'latin1'));

let numbers = random(0);
export const begin = (seed) => {
  numbers = random(seed);
};
export const draw = (below) => numbers.below(below);
export const pick = (list) => numbers.pick(list);

const splice = (bytes, from, to, middle) =>
  Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)]);

const changes = [
  (bytes, at) => splice(bytes, at, at + 1, Buffer.from([draw(256)])),
  (bytes, at) => splice(bytes, at, at, pick(pieces)),
  (bytes, at) => splice(bytes, at, at + draw(20), Buffer.alloc(0)),
  (bytes, at) => splice(bytes, at, at, bytes.subarray(draw(bytes.length))),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => splice(pick(seeds), draw(20), draw(40), bytes.subarray(at)),
];

export function make() {
  let bytes = pick(seeds);
  for (let count = 1 + draw(5); count > 0; count--)
    bytes = pick(changes)(bytes, draw(bytes.length + 1));
  return bytes.length > 0 ? bytes : pick(seeds);
}

/** What came back until the server closed, or the client had enough. */
export function send(port, bytes) {
  return new Promise((resolve) => {
    const chunks = [];
    const end = () => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    const socket = net.connect(port, '127.0.0.1');
    socket.setTimeout(patienceMs, end);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', end);
    socket.on('close', end);
    const half = draw(bytes.length);
    const leaves = draw(64) > 0; // or waits to see if it is kept
    socket.write(bytes.subarray(0, half));
    setImmediate(() => {
      if (socket.destroyed) return;
      socket.write(bytes.subarray(half));
      if (leaves) socket.end();
    });
  });
}
