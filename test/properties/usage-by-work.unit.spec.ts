import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../src/kernel/event.js';
import type { JsonObject } from '../../src/kernel/json.js';
import type { FoldOutput, SumOutput } from '../../src/platform/projections/projection.js';
import { contextBandOf } from '../../src/pricing/base-prices.js';
import { costOf, type ExactCost, microUsd } from '../../src/pricing/cost.js';
import { modeOf, PriceBook } from '../../src/pricing/price-book.js';
import {
  type AgentUsageRow,
  type ModelUsageRow,
  modelUsageProjection,
} from '../../src/projections/model-usage/model-usage.projector.js';

const [fold, sum] = modelUsageProjection.outputs as [
  FoldOutput<AgentUsageRow>,
  SumOutput<ModelUsageRow, AgentUsageRow>,
];
const book = new PriceBook([]);
/** Four hours before o3 became cheaper. */
const START = Date.UTC(2025, 5, 9, 20);

interface Said {
  readonly minute: number;
  readonly type: string;
  readonly data: JsonObject;
}

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const story = fc.constantFrom('story-1', 'story-2');
const team = fc.constantFrom('mobile', 'web');
const tokens = fc.integer({ min: 0, max: 300_000 });
const agentId = fc.constantFrom('a', 'b');

const data: Readonly<Record<string, fc.Arbitrary<object>>> = {
  ModelCallRecorded: fc.record({
    agentId,
    model: fc.constantFrom('o3', 'claude-sonnet-4-5', 'nobody-knows-it'),
    inputTokens: tokens,
    outputTokens: tokens,
    cacheReadTokens: some(tokens),
    cacheWriteTokens: some(tokens),
    cacheWrite1hTokens: some(tokens),
    success: fc.boolean(),
    storyId: some(story),
    team: some(team),
  }),
  AgentSpawned: fc.record({ agentId, agentType: fc.constant('explorer'), storyId: some(story), team: some(team) }),
  AgentObserved: fc.record({ agentId, agentType: fc.constant('explorer'), storyId: some(story), team: some(team) }),
  AgentAttributed: fc.record({
    agentId,
    epicId: fc.constant(null),
    storyId: some(fc.option(story)),
    prNumber: fc.constant(null),
    team: some(fc.option(team)),
    sessionId: some(fc.constant('s')),
  }),
};

const history = fc
  .uniqueArray(fc.integer({ min: 0, max: 600 }), { maxLength: 30 })
  .chain((minutes) =>
    fc.tuple(
      ...minutes.map((minute) =>
        fc
          .constantFrom(...Object.keys(data), 'ModelCallRecorded', 'ModelCallRecorded')
          .chain((type) =>
            data[type]!.map((told): Said => ({ minute, type, data: JSON.parse(JSON.stringify(told)) as JsonObject })),
          ),
      ),
    ),
  );

function event({ minute, type, data }: Said, index: number): RecordedEvent {
  const at = new Date(START + minute * 60_000);
  return {
    id: `e-${index}`,
    stream: 's',
    type,
    schemaVersion: 1,
    data,
    revision: BigInt(index),
    position: String(index).padStart(20, '0') as LogPosition,
    recordedAt: at,
    meta: {
      occurredAt: at.toISOString(),
      actor: { type: 'system', id: 'test', name: 'test' },
      correlationId: 'c',
      source: 'test',
    },
  };
}

const num = (value: unknown) => BigInt((value as number | undefined) ?? 0);

type Costs = Readonly<Record<string, { readonly micro: bigint; readonly calls: number; readonly unpriced: number }>>;

function added(costs: Costs, key: string, exact: bigint | undefined, calls: number, sums: Map<string, bigint>): Costs {
  const known = costs[key] ?? { micro: 0n, calls: 0, unpriced: 0 };
  const total = (sums.get(key) ?? 0n) + (exact ?? 0n);
  sums.set(key, total);
  return {
    ...costs,
    [key]: {
      micro: microUsd(total as ExactCost),
      calls: known.calls + calls,
      unpriced: known.unpriced + (exact === undefined ? calls : 0),
    },
  };
}

/** By story and team, from the rows of the read model. */
function rolledUp(events: readonly RecordedEvent[]): Costs {
  const rows = new Map<string, AgentUsageRow>();
  for (const one of events) {
    const id = String(one.data['agentId']);
    const row = fold.apply(rows.get(id), one, [id]);
    if (row) rows.set(id, row);
  }
  const sums = new Map<string, bigint>();
  let costs: Costs = {};
  for (const row of [...rows.values()].flatMap((agent) => sum.parts(agent))) {
    const asked = { model: row.model, provider: row.provider, mode: row.mode, contextBand: row.context_band };
    const price = book.priceOf(asked, row.quarter);
    const [cacheReadTokens, cacheWriteTokens] = [BigInt(row.cache_read_tokens), BigInt(row.cache_write_tokens)];
    const usage = {
      inputTokens: BigInt(row.uncached_tokens) + cacheReadTokens + cacheWriteTokens,
      outputTokens: BigInt(row.output_tokens),
      cacheReadTokens,
      cacheWriteTokens,
      cacheWrite1hTokens: BigInt(row.cache_write_1h_tokens),
    };
    const exact = price.priced ? costOf(usage, price.rates) : undefined;
    costs = added(costs, `${row.story_id}|${row.team}`, exact, row.calls, sums);
  }
  return costs;
}

/** Call by call: what it cost, and whose it was by everything that the log says. */
function naively(events: readonly RecordedEvent[]): Costs {
  const sums = new Map<string, bigint>();
  let costs: Costs = {};
  for (const { type, data: call, meta } of events) {
    if (type !== 'ModelCallRecorded') continue;
    const { model, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens } = call;
    const asked = {
      model: String(model),
      provider: '',
      mode: modeOf('', ''),
      contextBand: contextBandOf(Number(inputTokens)),
    };
    const price = book.priceOf(asked, new Date(meta.occurredAt));
    const usage = {
      inputTokens: num(inputTokens),
      outputTokens: num(outputTokens),
      cacheReadTokens: num(cacheReadTokens),
      cacheWriteTokens: num(cacheWriteTokens),
      cacheWrite1hTokens: num(cacheWrite1hTokens),
    };
    const exact = price.priced ? costOf(usage, price.rates) : undefined;
    const about = events.filter((one) => one.data['agentId'] === call['agentId']);
    const key = `${wordOn('storyId', call, about)}|${wordOn('team', call, about)}`;
    costs = added(costs, key, exact, 1, sums);
  }
  return costs;
}

/** The agent's own attribution, its session's, the call's word, the spawn's, telemetry's: the first that there is. */
function wordOn(field: string, call: JsonObject, about: readonly RecordedEvent[]): string {
  const inTime = [...about].sort((a, b) => (a.meta.occurredAt < b.meta.occurredAt ? -1 : 1));
  const words = (type: string, session?: boolean) =>
    inTime
      .filter((one) => one.type === type && (session === undefined || 'sessionId' in one.data === session))
      .map((one) => one.data[field])
      .filter((word) => word !== undefined);
  const word = [
    words('AgentAttributed', false).at(-1),
    words('AgentAttributed', true).at(-1),
    call[field],
    words('AgentSpawned')[0],
    words('AgentObserved')[0],
  ].find((one) => one !== undefined);
  return word === undefined || word === null ? '' : String(word);
}

describe('costs of work', () => {
  it('are those of its calls one by one, to the micro-dollar, whenever it is told what they were for', () => {
    fc.assert(
      fc.property(history, fc.integer(), (said, seed) => {
        // They arrive in any order.
        const shuffled = said
          .map((one, index) => [Math.imul(index + 1, seed | 1) >>> 0, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one], index) => event(one, index));
        expect(rolledUp(shuffled)).toEqual(naively(shuffled));
      }),
      { numRuns: 150 },
    );
  });
});
