import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { BENCH_KEY, spawnService } from './spawned-service.js';

/** Of the service, unless told otherwise. */
const INTERVAL_MS = 15_000;
const ALLOWED_MS = INTERVAL_MS + 1_000;
/** Each begins at another moment of the interval. */
const ROUNDS = 6;
const APART_MS = 7_000;

const headers = { authorization: `Bearer ${BENCH_KEY}`, 'content-type': 'application/json' };

/** From the answer to a report until the message of the alert that follows from it reaches the channel's receiver. */
export async function benchAlerting({ url }: BenchDatabase): Promise<readonly BenchRow[]> {
  const service = await spawnService(url, 'api,projections,worker', { ORCHESTRATE_OUTBOUND_ALLOW: '127.0.0.0/8' });
  let arrived = () => {};
  const receiver = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(204).end();
      arrived();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  try {
    const send = sender(service.url);
    const { port } = receiver.address() as AddressInfo;
    await send('POST', '/api/channels', {
      name: 'hook',
      kind: 'webhook',
      secrets: { url: `http://127.0.0.1:${port}/` },
    });
    await send('POST', '/api/alerts/rules', {
      ...{ name: 'depth', condition: 'orchestrate_queue_depth{queue="bench"} > 100', channels: ['hook'] },
    });
    const latencies: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await new Promise((resolve) => setTimeout(resolve, APART_MS));
      const told = new Promise<void>((resolve) => (arrived = resolve));
      await send('PUT', '/api/queues/bench', { depth: round % 2 === 0 ? 250 : 1 });
      const begin = performance.now();
      await told;
      latencies.push(performance.now() - begin);
    }
    const worst = Math.max(...latencies);
    return [
      {
        work: `event to notification at the receiver, ${ROUNDS} alerts that fire or end`,
        target: `<= ${ALLOWED_MS} ms: one interval and a second`,
        met: worst <= ALLOWED_MS,
        figures: { mean: latencies.reduce((sum, one) => sum + one, 0) / ROUNDS, max: worst },
        unit: 'ms',
      },
    ];
  } finally {
    receiver.close();
    await service.stop();
  }
}

function sender(url: string) {
  return async (method: string, path: string, body: object): Promise<void> => {
    const response = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  };
}
