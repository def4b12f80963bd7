import { Agent, request } from 'node:http';
import { modelCall, openRaw } from './append-contenders.js';
import type { BenchDatabase } from './bench-database.js';
import { BENCH_KEY, spawnService } from './spawned-service.js';

export const BATCH = 500;
const CLIENTS = 4;
const ROUND_MS = Number(process.env['BENCH_ROUND_MS'] ?? 2_000) * 2;

/** Where a batch goes, and how each is made; making one must cost next to nothing. */
export interface HttpLoad {
  readonly path: string;
  readonly contentType: string;
  batch(client: number): Buffer;
  /** Whether an answer of 200 says that all of the batch was taken. */
  takenAll(answer: Buffer): boolean;
}

/** Records taken per second in batches of 500, and as many rows by one raw insert per batch. */
export async function compareWithInsert(
  { url }: BenchDatabase,
  load: HttpLoad,
): Promise<{ http: number; unnest: number }> {
  const raw = await openRaw(url, CLIENTS);
  const service = await spawnService(url, 'api');
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  try {
    const rates = { http: 0, unnest: 0 };
    for (let round = 0; round < 3; round++) {
      rates.unnest = Math.max(
        rates.unnest,
        await rate((client) => raw.append(client, Array.from({ length: BATCH }, modelCall))),
      );
      rates.http = Math.max(rates.http, await rate((client) => post(service.url, agent, load, client)));
    }
    return rates;
  } finally {
    agent.destroy();
    await service.stop();
    await raw.close();
  }
}

async function rate(send: (client: number) => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  let sent = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      while (performance.now() - begin < ROUND_MS) {
        await send(client);
        sent += BATCH;
      }
    }),
  );
  return (sent / (performance.now() - begin)) * 1_000;
}

function post(url: string, agent: Agent, load: HttpLoad, client: number): Promise<void> {
  const body = load.batch(client);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${load.path}`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${BENCH_KEY}`,
          'content-type': load.contentType,
          'content-length': body.length,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks);
          if (response.statusCode === 200 && load.takenAll(answer)) resolve();
          else reject(new Error(`${load.path} answered ${response.statusCode}: ${answer.toString().slice(0, 500)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
