import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeProtobuf } from '../../src/modules/otlp/decoding/otlp-message.js';
import { readExport } from '../../src/modules/otlp/decoding/read-export.js';
import type { OtlpSpan } from '../../src/modules/otlp/otlp-records.js';

export interface SpanCollector {
  /** Where to send to; without a path. */
  readonly url: string;
  readonly spans: OtlpSpan[];
  /** How many requests came, whatever was answered. */
  readonly requests: IncomingHttpHeaders[];
  /** What it answers from now on; 200 at first. What it refuses it does not keep. */
  answer(status: number): void;
  /** Keeps everybody waiting for their answer, until the function that it gives is called. */
  hold(): () => void;
  /** Resolves as soon as this holds, looked at after every request. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** A receiver of OTLP over HTTP with nothing behind it: keeps the spans that it is sent. */
export async function startSpanCollector(): Promise<SpanCollector> {
  const spans: OtlpSpan[] = [];
  const requests: IncomingHttpHeaders[] = [];
  let waiting: (() => void)[] = [];
  let status = 200;
  let held: Promise<void> | undefined;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push(request.headers);
      if (status === 200 && request.url === '/v1/traces') {
        const { export: sent } = readExport('traces', decodeProtobuf('traces', Buffer.concat(parts)));
        if (sent.signal === 'traces') spans.push(...sent.records);
      }
      const answer = () => response.writeHead(status, { 'content-type': 'application/x-protobuf' }).end();
      if (held) void held.then(answer);
      else answer();
      for (const look of waiting.splice(0)) look();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    answer: (given) => (status = given),
    hold: () => {
      let release = () => {};
      held = new Promise((resolve) => {
        release = () => {
          held = undefined;
          resolve();
        };
      });
      return release;
    },
    until: async (condition) => {
      while (!condition()) await new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
