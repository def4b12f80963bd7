import { randomInt, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { projections } from '../../src/app/projections.js';
import { createTestDatabase } from '../support/postgres.js';
import { dumpReadModels } from '../support/read-model-dump.js';
import { TEST_ADMIN_KEY } from '../support/service.js';
import { SpawnedService } from '../support/spawned-service.js';

const BATCH = 25;
const states = ['initializing', 'running', 'waiting_for_input', 'running', 'completed'];
const headers = { authorization: `Bearer ${TEST_ADMIN_KEY}`, 'content-type': 'application/json' };

/** A batch of a fleet's report: an agent that is born, works and ends, every item with an id of its own. */
function batch(): readonly { readonly id: string }[] {
  const agentId = randomUUID();
  const item = (type: string, data: object) => ({ id: randomUUID(), type, data: { agentId, ...data } });
  return [
    item('AgentSpawned', { type: 'code-reviewer' }),
    ...states.map((to) => item('AgentStateChanged', { to })),
    ...Array.from({ length: BATCH - 1 - states.length }, (_, n) =>
      item('ModelCallRecorded', { model: 'model-a', inputTokens: n, outputTokens: 1, durationMs: 5, success: true }),
    ),
  ];
}

/** A client that reports batch after batch, and sends one again until it is acknowledged: the service may be gone. */
class Reporter {
  readonly acknowledged: string[] = [];
  private stopped = false;
  private readonly done: Promise<void>;

  constructor(
    private readonly urlNow: () => string,
    private readonly onAcknowledged: () => void,
  ) {
    this.done = this.run();
  }

  stop(): Promise<void> {
    this.stopped = true;
    return this.done;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const items = batch();
      while (!(await this.send(items))) await after(20);
      this.acknowledged.push(...items.map(({ id }) => id));
      this.onAcknowledged();
    }
  }

  private async send(items: readonly object[]): Promise<boolean> {
    try {
      const response = await fetch(`${this.urlNow()}/api/events`, {
        method: 'POST',
        headers,
        body: JSON.stringify(items),
        signal: AbortSignal.timeout(10_000),
      });
      const body = (await response.json()) as { results?: readonly { status: string; problem?: unknown }[] };
      if (response.status === 503) return false;
      if (response.status !== 200) throw new Error(`unexpected answer ${response.status}: ${JSON.stringify(body)}`);
      const refused = body.results?.filter(({ status }) => status === 'rejected') ?? [];
      if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused[0])}`);
      return true;
    } catch (error) {
      // Nobody there, or gone in the middle: exactly what is tested. An answer that should not be is not.
      if (error instanceof TypeError || (error as Error).name === 'TimeoutError' || error instanceof SyntaxError)
        return false;
      throw error;
    }
  }
}

interface Survivor {
  readonly acknowledged: readonly string[];
  readonly service: SpawnedService;
}

/** Starts the service, loads it, and kills it so many times at random moments. It is up again at the end. */
async function killUnderLoad(start: () => Promise<SpawnedService>, times: number): Promise<Survivor> {
  let service = await start();
  let wake = () => {};
  let acknowledgements = 0;
  const reporters = Array.from(
    { length: 4 },
    () =>
      new Reporter(
        () => service.url,
        () => {
          acknowledgements++;
          wake();
        },
      ),
  );
  for (let kill = 0; kill < times; kill++) {
    // At least one acknowledged batch under this process, then a random moment in the middle of others.
    const before = acknowledgements;
    while (acknowledgements === before) await new Promise<void>((resolve) => (wake = resolve));
    await after(randomInt(250));
    await service.end('SIGKILL');
    service = await start();
  }
  await Promise.all(reporters.map((reporter) => reporter.stop()));
  return { acknowledged: reporters.flatMap(({ acknowledged }) => acknowledged), service };
}

const getJson = async (service: SpawnedService, path: string, method = 'GET') =>
  (await (await fetch(`${service.url}${path}`, { method, headers })).json()) as {
    items: { name: string; state: string; rebuild: unknown; deadLetters: number }[];
  };

async function expectEverythingOnce({ acknowledged, service }: Survivor, pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string; type: string }>('select event_id as id, type from eventlog.events');
  const recorded = rows.filter(({ type }) => /^(Agent|ModelCall)/.test(type)).map(({ id }) => id);
  expect(acknowledged.length).toBeGreaterThan(BATCH * 4);
  expect(recorded.length).toBe(new Set(recorded).size);
  // Everything that was sent was acknowledged in the end, so the log holds exactly that.
  expect([...recorded].sort()).toEqual([...acknowledged].sort());

  const current = (items: { state: string; rebuild: unknown }[]) =>
    items.every(({ state, rebuild }) => state === 'current' && rebuild === null);
  await expect
    .poll(async () => current((await getJson(service, '/api/projections')).items), { timeout: 60_000 })
    .toBe(true);
  const live = await dumpReadModels(pool, projections);
  expect(live['agents']).toHaveLength(acknowledged.length / BATCH);
  await getJson(service, '/api/projections/rebuild', 'POST');
  await expect
    .poll(async () => current((await getJson(service, '/api/projections')).items), { timeout: 60_000 })
    .toBe(true);
  expect(await dumpReadModels(pool, projections)).toEqual(live);
  expect((await getJson(service, '/api/projections')).items.every(({ deadLetters }) => deadLetters === 0)).toBe(true);
}

describe('a service that is killed', () => {
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  it('20 times under load loses nothing that it acknowledged, and counts nothing twice', async () => {
    const database = await createTestDatabase();
    cleanUp.push(() => database.drop());
    const survivor = await killUnderLoad(
      () => SpawnedService.start({ DATABASE_URL: database.url, ORCHESTRATE_ADMIN_KEY: TEST_ADMIN_KEY }),
      20,
    );
    cleanUp.push(() => survivor.service.end('SIGKILL'));
    await expectEverythingOnce(survivor, database.pool);
    expect(await survivor.service.end('SIGTERM')).toBe(0);
  }, 300_000);

  it('with its embedded database recovers both', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'orchestrate-kill-'));
    cleanUp.push(() => rm(dataDir, { recursive: true, force: true }));
    const survivor = await killUnderLoad(
      () => SpawnedService.start({ ORCHESTRATE_DATA_DIR: dataDir, ORCHESTRATE_ADMIN_KEY: TEST_ADMIN_KEY }),
      3,
    );
    cleanUp.push(() => survivor.service.end('SIGTERM'));
    expect(survivor.acknowledged.length).toBeGreaterThan(0);
    const ready = (await (await fetch(`${survivor.service.url}/readyz`)).json()) as { status: string };
    expect(ready.status).toBe('ready');
    const { body } = await fetchAgents(survivor.service);
    expect(body.total).toBe(survivor.acknowledged.length / BATCH);
  }, 300_000);
});

async function fetchAgents(service: SpawnedService): Promise<{ body: { total: number } }> {
  let body = { total: -1 };
  await expect
    .poll(
      async () => {
        const { items } = await getJson(service, '/api/projections');
        body = (await getJson(service, '/api/agents?limit=1')) as never;
        return items.every(({ state }) => state === 'current');
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  return { body };
}
