// peer.mjs - a client that sends exactly the bytes that it is told to.
//
// Node's own client would repair, refuse or hide what the protocol tests are
// about, so this one speaks over a bare socket and reads one answer at a time.
import net from 'node:net';

const headEnd = '\r\n\r\n';

export class Peer {
  #socket;
  #received = '';
  #closed = false;
  #waiting = () => {};

  static connect({ host, port, localAddress }) {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host, port, localAddress });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new Peer(socket));
      });
    });
  }

  constructor(socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.setNoDelay(true);
    socket.on('data', (text) => {
      this.#received += text;
      this.#waiting();
    });
    for (const event of ['end', 'error', 'close']) {
      socket.on(event, () => {
        this.#closed = true;
        this.#waiting();
      });
    }
  }

  send(text) {
    this.#socket.write(text, 'latin1');
  }

  /** Sends this and says that nothing else follows, but goes on reading. */
  finish(text) {
    this.#socket.end(text, 'latin1');
  }

  /** Reads nothing any more. */
  pause() {
    this.#socket.pause();
  }

  resume() {
    this.#socket.resume();
  }

  end() {
    this.#socket.destroy();
  }

  async #until(isThere) {
    while (!isThere()) {
      if (this.#closed) return false;
      await new Promise((resolve) => {
        this.#waiting = resolve;
      });
    }
    return true;
  }

  /** The next answer, or null if the connection ends before it is whole. */
  async read({ method = 'GET' } = {}) {
    const hasHead = await this.#until(() => this.#received.includes(headEnd));
    if (!hasHead) return null;
    const end = this.#received.indexOf(headEnd);
    const [line, ...fields] = this.#received.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(
      fields.map((field) => {
        const colon = field.indexOf(': ');
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 2)];
      }),
    );
    const hasBody = method !== 'HEAD' && 'content-length' in headers;
    const start = end + headEnd.length;
    const total = start + (hasBody ? Number(headers['content-length']) : 0);
    if (!(await this.#until(() => this.#received.length >= total))) return null;
    const body = this.#received.slice(start, total);
    this.#received = this.#received.slice(total);
    return { line, status: Number(line.split(' ')[1]), headers, fields, body };
  }

  /** Waits for the end of the connection; returns what came before it. */
  async readToEnd() {
    await this.#until(() => false);
    const rest = this.#received;
    this.#received = '';
    return rest;
  }
}

/** One request on a connection of its own: head fields as lines. */
export async function ask(server, line, fields = ['Host: x'], body = '') {
  const peer = await Peer.connect(server);
  peer.send([line, ...fields, '', body].join('\r\n'));
  const answer = await peer.read({ method: line.split(' ')[0] });
  return { peer, answer };
}
