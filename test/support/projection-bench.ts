import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { LogPosition, NewEvent } from '../../src/kernel/event.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { PostgresEventLog } from '../../src/platform/event-store/postgres/postgres-event-log.js';
import { createPool } from '../../src/platform/postgres/pool.js';
import { ProjectionEngine, type ProjectionEngineOptions } from '../../src/platform/projections/projection-engine.js';
import type { ProjectionObserver } from '../../src/platform/projections/projection-observer.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';

export interface Fact {
  readonly type: string;
  readonly data: JsonObject;
  readonly occurredAt?: string;
}

/** A database with an event log, and engines over it that stop with it. */
export class ProjectionBench {
  private readonly engines = new Set<ProjectionEngine>();
  readonly problems: string[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly pool: pg.Pool,
    readonly log: PostgresEventLog,
  ) {}

  static async open(): Promise<ProjectionBench> {
    const database = await createTestDatabase();
    const pool = createPool({ connectionString: database.url, max: 12, pipeline: true, applicationName: 'engine' });
    return new ProjectionBench(database, pool, new PostgresEventLog(database.pool));
  }

  async stop(): Promise<void> {
    for (const engine of this.engines) await engine.stop();
    this.engines.clear();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.log.close();
    await this.pool.end();
    await this.database.drop();
  }

  engine(options: Pick<ProjectionEngineOptions, 'projections'> & Partial<ProjectionEngineOptions>): ProjectionEngine {
    const { observer, ...rest } = options;
    const engine = new ProjectionEngine({
      pool: this.pool,
      log: this.log,
      upcast: (event) => event,
      clock: { now: () => new Date() },
      heartbeatMs: 100,
      leaseMs: 2_000,
      observer: {
        onProblem: ({ during, error }) => void this.problems.push(`${during}: ${String(error)}`),
        ...observer,
      } satisfies ProjectionObserver,
      ...rest,
    });
    this.engines.add(engine);
    return engine;
  }

  async started(
    options: Pick<ProjectionEngineOptions, 'projections'> & Partial<ProjectionEngineOptions>,
  ): Promise<ProjectionEngine> {
    const engine = this.engine(options);
    await engine.prepare();
    engine.start();
    return engine;
  }

  async append(facts: readonly Fact[], stream = 'ledger-1'): Promise<LogPosition> {
    const { position } = await this.log.append(stream, facts.map(eventOf), { expected: 'any' });
    return position;
  }

  async rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.database.pool.query<Record<string, unknown>>(sql, values)).rows;
  }

  /** Everything that the ledger's tables hold. */
  async ledger(): Promise<unknown> {
    const [accounts, history, entries] = await Promise.all([
      this.rows('select * from accounts order by account'),
      this.rows('select * from accounts_history order by account, valid_from'),
      this.rows('select * from entries order by position'),
    ]);
    return { accounts, history, entries };
  }
}

function eventOf({ type, data, occurredAt }: Fact): NewEvent {
  return {
    id: randomUUID(),
    type,
    schemaVersion: 1,
    data,
    meta: {
      occurredAt: occurredAt ?? '2026-01-01T00:00:00.000Z',
      actor: { type: 'system', id: 'test', name: 'test' },
      correlationId: randomUUID(),
      source: 'system',
    },
  };
}

export const moved = (account: string, amount: number): Fact => ({ type: 'Moved', data: { account, amount } });
export const closed = (account: string): Fact => ({ type: 'Closed', data: { account } });
