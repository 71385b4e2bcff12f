// mcp.mjs - messages for /_mcp and for `headmatter mcp`, as bytes.
//
// The official client says well-formed things only; these say whatever a test
// wants to be said.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ask, binary } from './support.mjs';

export const newest = '2026-07-28';
export const before = '2025-11-25';

const key = (name) => `io.modelcontextprotocol/${name}`;

/** What a request of the newest version says of itself. */
export const meta = (version = newest) => ({
  [key('protocolVersion')]: version,
  [key('clientInfo')]: { name: 'test', version: '1' },
  [key('clientCapabilities')]: {},
});

export const request = (method, params, id = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  ...(params && { params }),
});

/** The same with `_meta`. */
export const modern = (method, params = {}, version = newest) =>
  request(method, { ...params, _meta: meta(version) });

/** The header fields that repeat parts of it. */
export const mirrored = ({ method, params }) => ({
  'MCP-Protocol-Version': params._meta[key('protocolVersion')],
  'Mcp-Method': method,
  ...((params.name ?? params.uri) && { 'Mcp-Name': params.name ?? params.uri }),
});

export const call = (name, args) =>
  request('tools/call', { name, arguments: args });

/** POSTs a message, or the bytes of one; `at` is where. */
export const post = (server, message, headers = {}, at = '/_mcp') =>
  ask(server, at, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'MCP-Protocol-Version': before,
      ...headers,
    },
    body:
      typeof message === 'string' || Buffer.isBuffer(message)
        ? message
        : JSON.stringify(message),
  });

/** The result of a call of a tool, over HTTP. */
export async function callTool(server, name, args, headers, at) {
  const answer = await post(server, call(name, args), headers, at);
  return answer.json().result;
}

/** Starts `headmatter mcp`; say() sends a line and returns the answer. */
export function startOnPipe(dir, options = []) {
  const child = spawn(binary, ['mcp', dir, ...options], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout })[
    Symbol.asyncIterator
  ]();
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  const exited = new Promise((resolve) => child.on('close', resolve));
  const next = async () => JSON.parse((await lines.next()).value);
  const send = (message) =>
    child.stdin.write(
      `${typeof message === 'string' ? message : JSON.stringify(message)}\n`,
    );
  return {
    send,
    next,
    say: (message) => {
      send(message);
      return next();
    },
    callTool: async (name, args) => {
      send(call(name, args));
      return (await next()).result;
    },
    stderr: () => stderr,
    /** Closes the input; returns the exit code, once it has ended. */
    stop: () => {
      child.stdin.end();
      return exited;
    },
  };
}
