import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface PostgresProxy {
  /** The same database through the proxy. */
  readonly url: string;
  /** Lets the next append through, waits until the server is done with it, then cuts instead of answering. */
  loseNextAppendAnswer(): void;
  /** Cuts every connection and refuses new ones, as a database that is gone. */
  cut(): void;
  /** The database is back. */
  restore(): void;
  close(): Promise<void>;
}

/** The last message of a finished command: ReadyForQuery, idle. */
const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** A wire between client and server on which answers can get lost. */
export async function startPostgresProxy(target: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let armed = false;
  let away = false;
  const server = createServer((client) => {
    if (away) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    let cutting = false;
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      if (armed && chunk.includes('eventlog.append')) {
        armed = false;
        cutting = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (!cutting) client.write(chunk);
      else if (chunk.subarray(-ready.length).equals(ready)) client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    loseNextAppendAnswer: () => void (armed = true),
    cut: () => {
      away = true;
      for (const socket of sockets) socket.destroy();
    },
    restore: () => void (away = false),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
