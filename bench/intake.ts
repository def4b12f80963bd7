import { randomUUID } from 'node:crypto';
import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { BATCH, compareWithInsert } from './http-load.js';

/** `POST /api/events` in batches of 500 model calls, against the same number of rows by one raw insert per batch. */
export async function benchIntake(database: BenchDatabase): Promise<readonly BenchRow[]> {
  const figures = await compareWithInsert(database, {
    path: '/api/events',
    contentType: 'application/json',
    batch: () => Buffer.from(batchBody()),
    takenAll: (answer) => !answer.includes('"rejected"'),
  });
  const ratio = figures.http / figures.unnest;
  return [
    {
      work: 'intake over HTTP, batches of 500',
      target: '>= 0.5 x unnest',
      ratio,
      met: ratio >= 0.5,
      figures,
      unit: 'events/s',
    },
  ];
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
