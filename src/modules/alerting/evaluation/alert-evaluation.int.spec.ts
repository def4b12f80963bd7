import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.js';
import { eventCatalog } from '../../../app/event-catalog.js';
import type { AlertRuleData } from '../../../events/alert-rule.events.js';
import { streams } from '../../../events/streams.js';
import type { JsonObject } from '../../../kernel/json.js';
import { EventFactory } from '../../../platform/commands/event-factory.js';
import { PostgresEventLog } from '../../../platform/event-store/postgres/postgres-event-log.js';
import { uuidIds } from '../../../platform/runtime/uuid-ids.js';
import type { VectorSample } from '../../../promql/evaluation.js';
import { Labels } from '../../../promql/labels.js';
import { PromqlError } from '../../../promql/promql-error.js';
import { AlertEvaluation } from './alert-evaluation.service.js';
import { AlertGroupSnapshots } from './alert-group-snapshots.store.js';
import { AlertGroupStream } from './alert-group-stream.service.js';
import { type ConditionRound, ConditionSource } from './condition-source.js';
import { CurrentValuesStore } from './current-values.store.js';
import { EvaluationGroupsStore } from './evaluation-groups.store.js';
import { evaluationHealth } from './evaluation-health.js';
import { EvaluationMeter } from './evaluation-meter.service.js';
import { GroupEvaluation } from './group-evaluation.service.js';
import { RuleBookReader } from './rule-book-reader.service.js';
import { RuleEvaluationsStore } from './rule-evaluations.store.js';

const START = Date.parse('2026-01-15T14:00:00Z');
const INTERVAL = 15_000;

const rule: AlertRuleData = {
  ...{ name: 'high', kind: 'promql', condition: 'x > 1', parameters: null, severity: 'error', channels: ['slack'] },
  ...{
    enabled: true,
    forMs: 2 * INTERVAL,
    keepFiringForMs: 0,
    labels: {},
    annotations: { summary: 'is {{ $value }}' },
  },
  ...{ intervalMs: null, group: 'default', unit: 'none', noData: 'resolve', runbookUrl: null },
};

interface LogLine {
  readonly msg: string;
  readonly rule?: string;
  readonly reason?: string;
}

/** Answers every condition the same, and tells what it was asked. */
class Told extends ConditionSource {
  values: Readonly<Record<string, number>> = {};
  failure: string | undefined;
  readonly asked: number[] = [];
  /** Called while a condition is answered. */
  meanwhile: () => Promise<void> = async () => {};

  override async begin(): Promise<ConditionRound> {
    return {
      late: null,
      query: async (_expr, atMs): Promise<readonly VectorSample[]> => {
        this.asked.push(atMs);
        await this.meanwhile();
        if (this.failure !== undefined) throw new PromqlError('evaluate', this.failure);
        return Object.entries(this.values).map(([team, value]) => ({ labels: Labels.of({ team }), value }));
      },
    };
  }
}

let database: TestDatabase;
let log: PostgresEventLog;
let now: number;
let conditions: Told;
let logged: LogLine[];

const clock = { now: () => new Date(now) };
const factory = new EventFactory(eventCatalog, clock, uuidIds);

/** One process: what it keeps in memory is its own. */
function replica() {
  const groups = new EvaluationGroupsStore(database.pool);
  const stream = new AlertGroupStream(new AlertGroupSnapshots(database.pool), factory, log, eventCatalog);
  const evaluations = new RuleEvaluationsStore(database.pool);
  const values = new CurrentValuesStore(database.pool);
  const settings = { roles: ['worker'], alertIntervalMs: INTERVAL, prometheusUrl: undefined };
  const evaluation = new AlertEvaluation(
    new RuleBookReader(log, eventCatalog),
    groups,
    new GroupEvaluation(conditions, stream, evaluations, values, clock),
    new EvaluationMeter(groups, new Registry()),
    settings,
    clock,
    pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line) as LogLine) }),
    uuidIds,
  );
  return { evaluation, groups, stream, evaluations, values };
}

async function append(stream: string, type: string, data: object): Promise<void> {
  const context = { actor: { type: 'user', id: 'ann', name: 'Ann' }, correlationId: 'c', source: 'rest' } as const;
  await log.append(stream, [factory.create({ type, data: data as JsonObject }, context)], { expected: 'any' });
}

const createRule = (given: Partial<AlertRuleData> = {}, ruleId = 'r1') =>
  append(streams.alertRules(), 'AlertRuleCreated', { ruleId, rule: { ...rule, ...given } });

/** Types of a group's events, with the seconds since the start at which they were decided. */
async function told(group = 'default'): Promise<string[]> {
  const all: string[] = [];
  for await (const { type, data } of log.readStream(streams.alertGroup(group))) {
    const at = (Date.parse(String(data['evaluatedAt'] ?? '')) - START) / 1_000;
    all.push(Number.isNaN(at) ? type : `${at} ${type.replace('Alert', '')}`);
  }
  return all;
}

/** Moves on to the next moment of the grid, and ticks. */
async function next(one: ReturnType<typeof replica>, rounds = 1): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    now += INTERVAL;
    await one.evaluation.tick();
  }
}

beforeEach(async () => {
  database = await createTestDatabase();
  log = new PostgresEventLog(database.pool);
  now = START;
  conditions = new Told();
  logged = [];
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

describe('the evaluation of alert rules', () => {
  it('finds, fires and resolves, at the moments of the grid', async () => {
    const one = replica();
    now += 4_000;
    await createRule();
    await one.evaluation.tick();
    expect(conditions.asked).toEqual([]);
    conditions.values = { core: 5 };
    await next(one, 3);
    expect(await told()).toEqual(['15 PendingStarted', '45 Fired']);
    conditions.values = {};
    await next(one);
    expect((await told()).at(-1)).toBe('60 Resolved');
    expect(conditions.asked.every((at) => at % INTERVAL === 0)).toBe(true);
  });

  it('evaluates a moment once, however often and wherever it is asked for', async () => {
    await createRule({ forMs: 0 });
    const [one, two] = [replica(), replica()];
    await Promise.all([one.evaluation.tick(), two.evaluation.tick()]);
    conditions.values = { core: 5, web: 6 };
    for (let round = 1; round <= 5; round++) {
      now = START + round * INTERVAL;
      await Promise.all([one, two, one, two].map(({ evaluation }) => evaluation.tick()));
    }
    expect(conditions.asked).toEqual([1, 2, 3, 4, 5].map((round) => START + round * INTERVAL));
    expect(await told()).toEqual(['15 Fired', '15 Fired']);
  });

  it('keeps its state over a restart, with and without its snapshot', async () => {
    await createRule();
    conditions.values = { core: 5 };
    await replica().evaluation.tick();
    await next(replica());
    await database.pool.query('update alerting.evaluation_groups set snapshot = null, revision = null');
    await next(replica());
    await next(replica(), 2);
    expect(await told()).toEqual(['15 PendingStarted', '45 Fired']);
  });

  it('neither repeats nor loses what was appended before the process died', async () => {
    await createRule({ forMs: 0 });
    const one = replica();
    await one.evaluation.tick();
    conditions.values = { core: 5, web: 6 };
    // The process dies after the append: nothing else of the round is written, and the claim is left behind.
    one.evaluations.record = () => new Promise<never>(() => {});
    now += INTERVAL;
    const dying = one.evaluation.tick();
    await expect.poll(() => told()).toEqual(['15 Fired', '15 Fired']);
    const other = replica();
    await other.evaluation.tick();
    expect(conditions.asked).toHaveLength(1);
    // Its claim runs out.
    now += 20_000;
    await other.evaluation.tick();
    expect(await told()).toEqual(['15 Fired', '15 Fired']);
    conditions.values = { web: 6 };
    await next(other);
    expect(await told()).toEqual(['15 Fired', '15 Fired', '45 Resolved']);
    void dying;
  });

  it('completes a round of which only the first events were appended', async () => {
    await createRule({ forMs: 0 });
    const one = replica();
    await one.evaluation.tick();
    conditions.values = { core: 5, web: 6 };
    const append = log.append.bind(log);
    log.append = async (stream, events, options) => {
      await append(stream, events.slice(0, 1), options);
      throw new Error('the store is gone');
    };
    await next(one);
    log.append = append;
    await next(replica());
    expect((await told()).map((event) => event.slice(3))).toEqual(['Fired', 'Fired']);
  });

  it('takes in that somebody acknowledges while it evaluates', async () => {
    await createRule({ forMs: 0 });
    const one = replica();
    await one.evaluation.tick();
    conditions.values = { core: 5 };
    await next(one);
    const [open] = (await one.stream.load('default')).state.alerts.values();
    conditions.values = { core: 5, web: 6 };
    conditions.meanwhile = async () => {
      conditions.meanwhile = async () => {};
      const { alertId, fingerprint } = open!;
      const data = { ruleId: 'r1', ruleName: 'high', alertId, fingerprint, note: null, until: null };
      await append(streams.alertGroup('default'), 'AlertAcknowledged', data);
    };
    await next(one);
    expect(await told()).toEqual(['15 Fired', 'AlertAcknowledged', '30 Fired']);
    const { state } = await one.stream.load('default');
    expect([...state.alerts.values()].map(({ acknowledged }) => acknowledged?.by)).toEqual(['ann', undefined]);
  });

  it('keeps the alerts of a rule that cannot be evaluated, and tells of it once', async () => {
    await createRule({ forMs: 0 });
    const one = replica();
    await one.evaluation.tick();
    conditions.values = { core: 5 };
    await next(one);
    conditions.failure = 'many-to-many matching';
    await next(one, 5);
    expect(await told()).toEqual(['15 Fired', '60 RuleFailed']);
    const evaluation = (await one.evaluations.latest(['r1'])).get('r1');
    expect(evaluation).toMatchObject({ error: 'many-to-many matching', failedRounds: 5, evaluations: 5 });
    const { alertId } = [...(await one.stream.load('default')).state.alerts.values()][0]!;
    expect((await one.values.of([alertId])).get(alertId)).toMatchObject({
      value: '5',
      annotations: { summary: 'is 5' },
    });
    conditions.failure = undefined;
    await next(one);
    expect((await told()).at(-1)).toBe('105 RuleRecovered');
    await next(one, 2);
    expect(logged).toMatchObject([
      { msg: expect.stringContaining('cannot be evaluated'), rule: 'high', reason: 'many-to-many matching' },
      { msg: expect.stringContaining('again'), rule: 'high' },
    ]);
  });

  it('leaves out rounds that it was too slow for, and counts them', async () => {
    await createRule({ forMs: 0 });
    const one = replica();
    await one.evaluation.tick();
    await next(one);
    now += 4 * INTERVAL;
    await one.evaluation.tick();
    expect(conditions.asked).toEqual([START + INTERVAL, START + 5 * INTERVAL]);
    expect(await one.groups.statuses()).toMatchObject([{ name: 'default', missed: 3, iterations: 2 }]);
  });

  it('goes on by the new time when the clock is set back', async () => {
    await createRule({ forMs: 0 });
    const one = replica();
    await one.evaluation.tick();
    await next(one, 2);
    now -= 3_600_000;
    conditions.values = { core: 5 };
    await next(one);
    expect(await told()).toEqual(['-3555 Fired']);
  });

  it('ends the alerts of rules that are gone, and then leaves their group alone', async () => {
    await createRule({ forMs: 0, group: 'a' });
    await createRule({ forMs: 0, group: 'a', name: 'other', intervalMs: 60_000 }, 'r2');
    const one = replica();
    await one.evaluation.tick();
    conditions.values = { core: 5 };
    await next(one, 4);
    expect(await told('a')).toEqual(['15 Fired']);
    expect(await told('a@60000ms')).toEqual(['60 Fired']);
    await append(streams.alertRules(), 'AlertRuleDisabled', { ruleId: 'r1', name: 'high' });
    await append(streams.alertRules(), 'AlertRuleDeleted', { ruleId: 'r2', name: 'other' });
    await next(one, 5);
    expect(await told('a')).toEqual(['15 Fired', '75 Resolved']);
    expect(await told('a@60000ms')).toEqual(['60 Fired', '120 Resolved']);
    expect(await one.groups.statuses()).toEqual([]);
  });

  it('keeps a record of evaluations, in which runs without a result are one', async () => {
    await createRule({ forMs: 0 });
    const one = replica();
    await one.evaluation.tick();
    await next(one, 3);
    conditions.values = { core: 5 };
    await next(one, 2);
    const at = (seconds: number) => one.evaluations.latest(['r1'], new Date(START + seconds * 1_000));
    expect((await at(40)).get('r1')).toMatchObject({ evaluations: 3, results: 0, lastAt: new Date(START + 45_000) });
    expect((await at(60)).get('r1')).toMatchObject({ results: 1, samples: [{ value: '5' }] });
    expect(await one.evaluations.forgetBefore(new Date(START + 61_000))).toBe(2);
    expect([...(await at(45)).values()]).toEqual([]);
  });

  it('lists evaluations of a time, the latest first, with what they found for one alert', async () => {
    await createRule({ forMs: 0 });
    const one = replica();
    await one.evaluation.tick();
    await next(one, 2);
    conditions.values = { core: 5, web: 7 };
    await next(one, 3);
    const { evaluations } = one;
    const labels = { alertname: 'high', severity: 'error', team: 'web' };
    const asked = { ruleId: 'r1', from: new Date(START + 1_000), to: new Date(START + 61_000), labels, limit: 1 };
    const first = await evaluations.between({ ...asked, cursor: undefined });
    const second = await evaluations.between({ ...asked, limit: 5, cursor: first.nextCursor ?? undefined });
    const all = [...first.items, ...second.items];
    expect(all.map(({ lastAt, value }) => [lastAt.getTime() - START, value])).toEqual([
      [60_000, '7'],
      [45_000, '7'],
      [30_000, null],
    ]);
    expect([first.total, second.total, second.nextCursor]).toEqual([3, 3, null]);
    const unknown = await evaluations.between({ ...asked, labels: { team: 'web' }, cursor: undefined });
    expect(unknown.items.map(({ value, results }) => [value, results])).toEqual([[null, 2]]);
  });

  it('splits what one append cannot hold', async () => {
    await createRule({ forMs: 0, annotations: { summary: 'x'.repeat(4_000) } });
    const one = replica();
    await one.evaluation.tick();
    conditions.values = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`team-${i}`, i]));
    await next(one, 2);
    expect(await told()).toHaveLength(500);
  });

  it('says in its health when evaluation stands still', async () => {
    await createRule();
    const one = replica();
    await one.evaluation.tick();
    await next(one);
    const health = async () => evaluationHealth(await one.groups.statuses(), clock.now());
    expect(await health()).toEqual({ status: 'up' });
    now += 4 * INTERVAL;
    expect(await health()).toMatchObject({ status: 'degraded', reason: expect.stringContaining('14:00:15.000Z') });
  });
});
