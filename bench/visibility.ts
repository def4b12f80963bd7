import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { BENCH_KEY, spawnService } from './spawned-service.js';

const SECONDS = 15;
const PER_SECOND = 1_000;
const BATCH = 10;
/** One request in so many is watched until it is visible. */
const WATCHED = 5;
const TARGET_MS = 100;

const headers = { authorization: `Bearer ${BENCH_KEY}`, 'content-type': 'application/json' };

/** From the acknowledgement of a write to the answer of a read that includes it, at 1 000 events a second. */
export async function benchVisibility({ url }: BenchDatabase): Promise<readonly BenchRow[]> {
  const service = await spawnService(url, 'api,projections');
  try {
    await caughtUp(service.url);
    const latencies: number[] = [];
    const begin = performance.now();
    const running: Promise<void>[] = [];
    for (let sent = 0; sent < (SECONDS * PER_SECOND) / BATCH; sent++) {
      const due = begin + (sent * BATCH * 1_000) / PER_SECOND;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      running.push(report(service.url, sent, sent % WATCHED === 0 ? latencies : undefined));
    }
    await Promise.all(running);
    const eventsPerSecond = (SECONDS * PER_SECOND) / ((performance.now() - begin) / 1_000);
    latencies.sort((a, b) => a - b);
    const quantile = (q: number) => latencies[Math.floor(q * (latencies.length - 1))]!;
    return [
      {
        work: `appended to visible in a read model, ${Math.round(eventsPerSecond)} events/s`,
        target: `p99 <= ${TARGET_MS} ms`,
        met: quantile(0.99) <= TARGET_MS,
        figures: { p50: quantile(0.5), p99: quantile(0.99), max: quantile(1) },
        unit: 'ms',
      },
    ];
  } finally {
    await service.stop();
  }
}

async function report(url: string, n: number, latencies: number[] | undefined): Promise<void> {
  const items = Array.from({ length: BATCH }, (_, k) => ({
    type: 'ToolCallRecorded',
    data: { agentId: `visible-${(n + k) % 50}`, tool: 'Bash', durationMs: 12, success: true },
  }));
  const response = await fetch(`${url}/api/events`, { method: 'POST', headers, body: JSON.stringify(items) });
  const { position } = (await response.json()) as { position: string };
  if (!latencies) return;
  const acknowledged = performance.now();
  const read = await fetch(`${url}/api/agents?limit=1&minPosition=${position}`, { headers });
  await read.arrayBuffer();
  if (read.status !== 200) throw new Error(`the read answered ${read.status}`);
  latencies.push(performance.now() - acknowledged);
}

async function caughtUp(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/api/projections`, { headers });
    const { items } = (await response.json()) as { items: readonly { state: string }[] };
    if (items.every(({ state }) => state === 'current')) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
