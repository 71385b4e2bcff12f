// program.mjs - one binary that answers for one site, as text.
//
// What is asked is plain data, so that it can be saved beside its answer and
// asked again of another binary:
//
//   { target, method, headers, auth, only }   a request; without a method a
//       GET, the HEAD that belongs to it and, with its own ETag, the 304
//   { command }                               what the program prints by itself
//   { log: true }                             what it says when it starts
//
// The answer is one string of bytes (latin1, so that nothing is lost) with
// whatever changes from run to run left out: Date, the port, milliseconds.
import { spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

/** Always the same, so that preview links are, too. */
const token = 'hm_answers';
const digest = createHash('sha256').update(token).digest();
const expires = 4_000_000_000;

export const connections = 8;
const varies = /^(date|connection|keep-alive)$/i;

/** The preview parameter for a document; `until` in seconds since 1970. */
export function previewOf(id, until = expires) {
  const signature = createHmac('sha256', digest)
    .update(`preview\n${until}\n${id}`)
    .digest('base64url');
  return `preview=answers.${until}.${signature}`;
}

/** Writes the tokens file that every server is started with. */
export function writeTokens(dir) {
  const file = path.join(dir, 'tokens');
  writeFileSync(file, `answers:${digest.toString('hex')}\n`, { mode: 0o600 });
  return file;
}

/** The environment without settings for the program. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^HEADMATTER/.test(name)),
);

function start(binary, args) {
  const child = spawn(binary, args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    child[name].on('data', (data) => {
      output[name] += data.toString('latin1');
    });
  const exited = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  return { child, output, exited };
}

const showOutput = ({ stdout, stderr }) =>
  `${stdout}--- standard error\n${stderr}`
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/in \d+ ms \([^)]*\)/g, 'in MS');

const showHeaders = (answer) =>
  answer.headers.map(([name, value]) => `${name}: ${value}\n`).join('');

const valueOf = (answer, wanted) =>
  answer.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

/** Starts `binary` for `site` ({ dir, options }). */
export async function startProgram(binary, site, tokens) {
  const common = [site.dir, ...site.options];
  const args = [
    ...['serve', ...common, '--tokens', tokens],
    ...['--listen', '127.0.0.1:0', '--watch', 'off'],
  ];
  const { child, output, exited } = start(binary, args);
  const port = await new Promise((resolve, reject) => {
    const look = () => {
      const text = output.stdout + output.stderr;
      const found = /http:\/\/127\.0\.0\.1:(\d+)[^\n]*\n/.exec(text);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    exited.then((code) => {
      const log = showOutput(output);
      reject(new Error(`${binary} serve ${site.dir}: exit ${code}\n${log}`));
    }, reject);
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });

  const request = (method, target, headers) =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, agent };
      const sent = { ...options, method, path: target, headers };
      const asked = http.request(sent, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const raw = response.rawHeaders;
          const pairs = raw
            .map((name, i) => [name, raw[i + 1]])
            .filter(([name], i) => i % 2 === 0 && !varies.test(name));
          resolve({
            status: response.statusCode,
            headers: pairs,
            body: Buffer.concat(chunks).toString('latin1'),
          });
        });
      });
      asked.on('error', (error) => {
        // The server may end an idle connection just as it is used again.
        if (asked.reusedSocket) resolve(request(method, target, headers));
        else reject(new Error(`${method} ${target}: ${error.message}`));
      });
      asked.end();
    });

  async function fetchText({ target, method, headers = {}, auth }) {
    const sent = auth
      ? { ...headers, Authorization: `Bearer ${token}` }
      : headers;
    const answer = await request(method ?? 'GET', target, sent);
    const shown = showHeaders(answer);
    let text = `${answer.status}\n${shown}\n${answer.body}\n`;
    if (method) return text;

    const head = await request('HEAD', target, sent);
    const same = head.status === answer.status && showHeaders(head) === shown;
    text += `--- HEAD\n${same ? 'the same' : `${head.status}\n${showHeaders(head)}`}\n`;
    const etag = valueOf(answer, 'etag');
    if (etag === undefined) return text;
    const condition = { ...sent, 'If-None-Match': etag };
    const again = await request('GET', target, condition);
    const kept = `${again.status}\n${showHeaders(again)}${again.body}`;
    return `${text}--- If-None-Match\n${kept}\n`;
  }

  async function runText([name, ...rest]) {
    const isGet = name === 'get';
    const words = isGet
      ? [rest[0], ...common, ...rest.slice(1)]
      : [...common, ...rest];
    const { output: printed, exited: ended } = start(binary, [name, ...words]);
    const code = await ended;
    return `exit ${code}\n${showOutput(printed)}`;
  }

  return {
    /** The answer to what is asked, as text. */
    async ask(asked) {
      if (asked.log) return showOutput(output);
      return asked.command ? runText(asked.command) : fetchText(asked);
    },
    /** The body of a target as data; null if it is not a 200. */
    async read(target) {
      const answer = await request('GET', target, {
        Authorization: `Bearer ${token}`,
      });
      if (answer.status !== 200) return null;
      const text = Buffer.from(answer.body, 'latin1').toString();
      return /ndjson/.test(valueOf(answer, 'content-type'))
        ? text
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line))
        : JSON.parse(text);
    },
    async stop() {
      agent.destroy();
      child.kill('SIGTERM');
      await exited;
    },
  };
}
