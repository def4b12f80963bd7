import { setTimeout as delay } from 'node:timers/promises';
import { trace } from '@opentelemetry/api';
import { createPostgresBackend, type Job, type JobsOptions, Queue, withBackend, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { tellFailure } from '../telemetry/in-span.js';
import { PooledClient } from '../postgres/pool.js';
import { jobTelemetry as telemetry } from './job-telemetry.js';

/** A kind of job: `name` is the queue's durable name, `Data` what its jobs carry. Data is a staged payload, not a fact. */
export interface JobKind<Data> {
  readonly name: string;
  /** Never read; ties the payload's type to the kind. */
  readonly payload?: Data;
}

export type JobHandler<Data> = (data: Data, job: { readonly id: string; readonly attempt: number }) => Promise<void>;

export interface JobQueuesOptions {
  /** Redis when set; otherwise BullMQ's own Postgres backend in schema `bullmq` of `databaseUrl`. */
  readonly redisUrl: string | undefined;
  readonly databaseUrl: string;
  readonly logger: Logger;
}

/** Finished jobs are facts elsewhere; the queue keeps a few for whoever looks into it. */
const keep = { removeOnComplete: { count: 100 }, removeOnFail: { count: 1_000 } } satisfies JobsOptions;

const retries = { attempts: 5, backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 } } satisfies JobsOptions;

/** Between two tries to reach a store that is away. */
const RETRY_MS = 1_000;

/**
 * Every queue and worker of the process, on Redis or on Postgres; nobody else knows which.
 * A job is delivered at least once: handlers are idempotent by the job's id.
 */
export class JobQueues {
  private readonly queues = new Map<string, Queue>();
  private readonly workers = new Set<Worker>();
  private readonly closing = new AbortController();
  private readonly redis: Redis | undefined;

  private constructor(private readonly options: JobQueuesOptions) {
    if (options.redisUrl !== undefined) {
      this.redis = new Redis(options.redisUrl, { maxRetriesPerRequest: null, enableReadyCheck: false });
      this.redis.on('error', (error) => options.logger.warn({ err: error }, 'Redis cannot be reached; jobs wait'));
    }
  }

  static open(options: JobQueuesOptions): JobQueues {
    return new JobQueues(options);
  }

  /** Adds a job. The same `id` again, while the job is known, adds nothing. */
  async enqueue<Data extends object>(
    kind: JobKind<Data>,
    id: string,
    data: Data,
    options: { readonly delayMs?: number; readonly attempts?: number } = {},
  ): Promise<void> {
    await this.queue(kind.name).add(kind.name, data, {
      ...keep,
      ...retries,
      ...(options.attempts === undefined ? {} : { attempts: options.attempts }),
      ...(options.delayMs === undefined ? {} : { delay: options.delayMs }),
      jobId: id,
    });
  }

  /** Has a job of this kind made every `everyMs`, once for all replicas. */
  async schedule<Data extends object>(kind: JobKind<Data>, everyMs: number, data: Data): Promise<void> {
    await this.queue(kind.name).upsertJobScheduler(
      kind.name,
      { every: everyMs },
      // Each run makes the job of the next one: with its context, all of them would be one trace without an end.
      { name: kind.name, data, opts: { ...keep, ...retries, telemetry: { omitContext: true } } },
    );
  }

  /** Handles jobs of this kind in this process, up to `concurrency` at once. Throwing retries with back-off. */
  work<Data extends object>(kind: JobKind<Data>, handler: JobHandler<Data>, concurrency = 1): void {
    const { logger } = this.options;
    const process = (job: Job) => {
      const [id, attempt] = [job.id ?? '', job.attemptsMade + 1];
      const attributes = {
        'messaging.system': 'bullmq',
        'messaging.operation.type': 'process',
        'messaging.destination.name': kind.name,
        'messaging.message.id': id,
        'orchestrate.job.attempt': attempt,
      };
      // BullMQ's own, of this job: the lines of the log in it bear its ids.
      const span = trace.getActiveSpan()?.setAttributes(attributes);
      return handler(job.data as Data, { id, attempt }).catch((error: unknown) => {
        logger.error({ err: error, queue: kind.name, job: job.id, attempt }, 'job failed');
        if (span) tellFailure(span, error);
        throw error;
      });
    };
    if (!this.redis) return void this.workOnPostgres(kind.name, process, concurrency);
    const connection = this.redis.duplicate();
    this.watch(
      kind.name,
      new Worker(kind.name, process, { connection, prefix: 'orchestrate', concurrency, telemetry }),
    );
  }

  /** Jobs waiting, active, delayed and failed, by queue that this process uses. */
  async depths(): Promise<readonly { readonly queue: string; readonly counts: Readonly<Record<string, number>> }[]> {
    return Promise.all(
      [...this.queues].map(async ([queue, handle]) => ({
        queue,
        counts: await handle.getJobCounts('waiting', 'active', 'delayed', 'failed'),
      })),
    );
  }

  /** Answers once the store behind the queues does. */
  async ping(): Promise<void> {
    if (this.redis) await this.redis.ping();
    else await Promise.all([...this.queues.values()].map((queue) => queue.getJobCounts('waiting')));
  }

  /** Lets running jobs finish, then lets go of the store. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([...this.workers].map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.redis?.disconnect();
  }

  /** BullMQ remembers for ever that it could not make its tables ready: a worker that could not is replaced. */
  private async workOnPostgres(name: string, process: (job: Job) => Promise<void>, concurrency: number): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      const options = { connection: this.postgresConnection(), concurrency, telemetry, autorun: false };
      const worker = new postgres.Worker(name, process, options) as never as Worker;
      this.watch(name, worker);
      try {
        await worker.waitUntilReady();
        return await worker.run();
      } catch {
        // Told by its error event.
        this.workers.delete(worker);
        await worker.close().catch(() => {});
        await delay(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  private watch(name: string, worker: Worker): void {
    const { logger } = this.options;
    worker.on('error', (error) => logger.warn({ err: error, queue: name }, 'queue worker cannot reach its store'));
    this.workers.add(worker);
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = this.redis
      ? new Queue(name, { connection: this.redis, prefix: 'orchestrate', telemetry })
      : (new postgres.Queue(name, { connection: this.postgresConnection(), telemetry }) as never as Queue);
    queue.on('error', (error) => this.options.logger.warn({ err: error, queue: name }, 'queue cannot reach its store'));
    this.queues.set(name, queue);
    // As with workers: the next to ask gets another one.
    queue.waitUntilReady().catch(() => {
      if (this.queues.get(name) === queue) this.queues.delete(name);
      return queue.close().catch(() => {});
    });
    return queue;
  }

  /**
   * Connections for each kind of job: one of the queue, one of the worker, and one on which the worker listens, so three
   * in a process that does both. A pool given to BullMQ could be shared by all kinds, but then BullMQ would neither make
   * its tables nor listen outside of the pool, which would have to grow with the workers.
   */
  private postgresConnection() {
    return {
      connectionString: this.options.databaseUrl,
      schema: 'bullmq',
      // BullMQ makes and upgrades its own tables, under a lock of its own.
      migrate: true,
      // Its statements are short and wait for no second connection, so one will do, however many jobs run at once.
      max: 1,
      // BullMQ listens to no errors of a connection that it holds.
      Client: PooledClient,
      application_name: 'orchestrate-jobs',
    };
  }
}

/** BullMQ asks for the next job again at once when the store fails it, so a failure takes its time. */
const unhurried: typeof createPostgresBackend = (...given) => {
  const backend = createPostgresBackend(...given);
  const next = backend.moveToActive.bind(backend);
  backend.moveToActive = async (...job) => {
    try {
      return await next(...job);
    } catch (error) {
      await delay(RETRY_MS);
      throw error;
    }
  };
  return backend;
};

const postgres = withBackend(unhurried);
