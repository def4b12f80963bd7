import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { OutboundHttp } from './outbound-http.js';
import { OutboundPolicy } from './outbound-policy.js';

const policy = new OutboundPolicy(['127.0.0.0/8']);
const open = new Set<() => void>();
afterEach(() => {
  for (const close of open) close();
  open.clear();
});

async function listening(server: Server | ReturnType<typeof createSocketServer>): Promise<number> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket: { destroy(): void }) => sockets.add(socket));
  open.add(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const receiver = (listener: RequestListener) => listening(createServer(listener));
const never = new AbortController().signal;
const post = (client: OutboundHttp, url: string, signal = never) =>
  client
    .post({ url, headers: { 'content-type': 'text/plain' }, body: 'hello', signal })
    .catch((error: Error) => `${error.name} ${error.message}`);

describe('posting to an address that a user named', () => {
  it('sends the body and answers the status', async () => {
    const port = await receiver((request, response) => {
      request.on('data', (body: Buffer) => {
        response.writeHead(429, { 'retry-after': '7' }).end(`${request.headers['content-type']} ${body}`);
      });
    });
    expect(await post(new OutboundHttp(policy), `http://127.0.0.1:${port}/`)).toEqual({
      status: 429,
      retryAfter: '7',
      body: 'text/plain hello',
    });
  });

  it('follows no redirect', async () => {
    const asked: string[] = [];
    const port = await receiver((request, response) => {
      asked.push(String(request.url));
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    });
    expect(await post(new OutboundHttp(policy), `http://127.0.0.1:${port}/a`)).toMatchObject({ status: 302 });
    expect(asked).toEqual(['/a']);
  });

  it('reads no more than the beginning of an endless answer', async () => {
    const port = await receiver((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const go = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', go);
      go();
    });
    const answer = await post(new OutboundHttp(policy), `http://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({ status: 200, body: 'x'.repeat(64 * 1024) });
  });

  it('waits only so long for an answer, also one that comes drop by drop', async () => {
    const silent = await receiver(() => undefined);
    expect(await post(new OutboundHttp(policy, { timeoutMs: 50 }), `http://127.0.0.1:${silent}/`)).toBe(
      'OutboundFailure TIMEOUT',
    );
    const drops = await listening(
      createSocketServer((socket) => {
        socket.on('error', () => undefined);
        socket.write('HTTP/1.1 200 OK\r\nx-drop: ');
        const timer = setInterval(() => socket.write('a'), 5).unref();
        socket.on('close', () => clearInterval(timer));
      }),
    );
    expect(await post(new OutboundHttp(policy, { timeoutMs: 50 }), `http://127.0.0.1:${drops}/`)).toBe(
      'OutboundFailure TIMEOUT',
    );
    const body = await receiver((_request, response) => {
      response.writeHead(500);
      const timer = setInterval(() => response.write('.'), 5).unref();
      response.on('close', () => clearInterval(timer));
    });
    expect(await post(new OutboundHttp(policy, { timeoutMs: 500 }), `http://127.0.0.1:${body}/`)).toMatchObject({
      status: 500,
    });
  });

  it('says by a code alone that there was no answer', async () => {
    const reset = await listening(
      createSocketServer((socket) => socket.on('error', () => undefined).resetAndDestroy()),
    );
    expect(await post(new OutboundHttp(policy), `http://127.0.0.1:${reset}/`)).toMatch(
      /^OutboundFailure (ECONNRESET|EPIPE)$/,
    );
    const port = await receiver(() => undefined);
    for (const close of open) close();
    expect(await post(new OutboundHttp(policy), `http://127.0.0.1:${port}/secret`)).toBe(
      'OutboundFailure ECONNREFUSED',
    );
  });

  it('ends when it is told to', async () => {
    const port = await receiver(() => undefined);
    expect(await post(new OutboundHttp(policy), `http://127.0.0.1:${port}/`, AbortSignal.abort())).toBe(
      'OutboundFailure ABORTED',
    );
  });

  it('refuses addresses as they are written', async () => {
    const strict = new OutboundHttp(new OutboundPolicy([]));
    expect(await post(strict, 'http://[::ffff:7f00:1]:9/')).toMatch(/^OutboundRefused is a loopback address/);
    expect(await post(strict, 'http://user@example.com/')).toMatch(/^OutboundRefused must not have a user name/);
  });

  it('refuses names by what they stand for when it connects, whatever they stood for before', async () => {
    const answers = [
      [{ address: '127.0.0.1', family: 4 }],
      [{ address: '10.0.0.1', family: 4 }],
      [
        { address: '127.0.0.1', family: 4 },
        { address: '::ffff:a00:1', family: 6 },
      ],
      [],
    ];
    const port = await receiver((request, response) => response.end(request.headers.host));
    const client = new OutboundHttp(policy, { resolve: () => Promise.resolve(answers.shift()!) });
    const url = `http://rebinding.example:${port}/`;
    expect(await post(client, url)).toMatchObject({ status: 200, body: `rebinding.example:${port}` });
    expect(await post(client, url)).toMatch(/^OutboundRefused stands for a private address/);
    expect(await post(client, url)).toMatch(/^OutboundRefused stands for a private address/);
    expect(await post(client, url)).toBe('OutboundFailure ENOTFOUND');
  });
});
