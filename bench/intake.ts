import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { modelCall, openRaw } from './append-contenders.js';
import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { BENCH_KEY, spawnService } from './spawned-service.js';

const BATCH = 500;
const CLIENTS = 4;
const ROUND_MS = Number(process.env['BENCH_ROUND_MS'] ?? 2_000) * 2;

/** `POST /api/events` in batches of 500 model calls, against the same number of rows by one raw insert per batch. */
export async function benchIntake({ url }: BenchDatabase): Promise<readonly BenchRow[]> {
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
      rates.http = Math.max(rates.http, await rate(() => post(service.url, agent, batchBody())));
    }
    const ratio = rates.http / rates.unnest;
    return [
      {
        work: 'intake over HTTP, batches of 500',
        target: '>= 0.5 x unnest',
        ratio,
        met: ratio >= 0.5,
        figures: rates,
        unit: 'events/s',
      },
    ];
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

/** Text made of a template: the client must not be what is measured. */
function batchBody(): string {
  const items = Array.from(
    { length: BATCH },
    (_, n) =>
      `{"id":"${randomUUID()}","type":"ModelCallRecorded","occurredAt":"2026-11-02T10:00:00Z","data":` +
      `{"agentId":"backend-engineer-${n % 20}","model":"claude-sonnet-4-5","provider":"anthropic","inputTokens":12345,` +
      `"outputTokens":678,"cacheReadTokens":9000,"cacheWriteTokens":120,"reportedCostUsd":"0.04821","durationMs":2345,"success":true}}`,
  );
  return `[${items.join(',')}]`;
}

function post(url: string, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/events`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${BENCH_KEY}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200 && !text.includes('"rejected"')) resolve();
          else reject(new Error(`intake answered ${response.statusCode}: ${text.slice(0, 500)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
