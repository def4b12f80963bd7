import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server as SocketServer } from 'node:net';

export interface ReceivedPost {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpReceiver {
  readonly url: string;
  readonly port: number;
  readonly received: readonly ReceivedPost[];
  /** What it answers from now on. */
  answer(answer: (response: ServerResponse, post: ReceivedPost) => void): void;
  close(): Promise<void>;
}

/** A receiver on loopback that keeps what is posted to it. */
export async function startHttpReceiver(): Promise<HttpReceiver> {
  const received: ReceivedPost[] = [];
  let answer: (response: ServerResponse, post: ReceivedPost) => void = (response) => response.end('ok');
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const post = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(post);
      answer(response, post);
    });
  });
  const { port, close } = await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    answer: (next) => {
      answer = next;
    },
    close,
  };
}

/** Accepts connections and cuts each at once. */
export async function startResettingServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
  return listening(createSocketServer((socket) => socket.on('error', () => undefined).resetAndDestroy()));
}

/** Accepts connections and never says a word. */
export async function startSilentServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
  return listening(createSocketServer((socket) => socket.on('error', () => undefined).resume()));
}

async function listening(server: Server | SocketServer) {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket: { destroy(): void }) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, close };
}
