import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factKinds } from '../app/fact-kinds.js';
import { agentStates, toolDecisions } from '../events/agent.events.js';
import { approvalStatuses } from '../events/approval.events.js';
import { definitionOf } from '../events/catalog.js';
import { deploymentStatuses } from '../events/deployment.events.js';
import { incidentSeverities, incidentStatuses } from '../events/incident.events.js';
import { pullRequestStatuses, reviewerTypes, reviewVerdicts } from '../events/pull-request.events.js';
import { storyStatuses } from '../events/story.events.js';
import type { TelemetryEvent } from '../events/telemetry.events.js';
import type { JsonObject } from '../kernel/json.js';
import { type FoldableFact } from '../events/fact-kind.js';
import { admitItem } from '../modules/intake/features/record-facts/admit-item.js';
import { agentTypes } from './agent-types.js';
import { type DemoFact, fleetHistory, type FleetOptions } from './fleet-history.js';
import { DAY, HOUR } from './script.js';

/** A Monday. */
const START = Date.UTC(2026, 0, 5);

function history(days: number, options: Partial<FleetOptions> = {}): DemoFact[] {
  const from = options.from ?? START;
  const facts: DemoFact[] = [];
  for (const fact of fleetHistory({ seed: 7, from, ...options })) {
    if (Date.parse(fact.occurredAt) >= from + days * DAY) return facts;
    facts.push(fact);
  }
  throw new Error('a history has no end');
}

interface Judged {
  readonly fact: DemoFact;
  /** What is recorded for it. */
  readonly events: readonly { readonly type: string; readonly data: JsonObject }[];
}

/** One subject's events so far, and how far each kind has folded them. */
interface Told {
  readonly events: FoldableFact[];
  readonly states: Map<string, { readonly state: unknown; readonly upTo: number }>;
}

/** Facts as the intake judges them, each on what was recorded of its subject before. */
function judged(facts: readonly DemoFact[]): Judged[] {
  const streams = new Map<string, Told>();
  return facts.map((fact) => {
    const admission = admitItem(fact, 0, factKinds, new Date(fact.occurredAt), () => 'none');
    if (!admission.ok) throw new Error(`${fact.id}: ${admission.problem.detail}`);
    const { kind, input, stream } = admission.item;
    if (kind.mode === 'activity') return { fact, events: [kind.record(input)] };
    const told: Told = streams.get(stream) ?? { events: [], states: new Map() };
    const { events: stored, states } = told;
    const before = states.get(kind.type) ?? { state: kind.initial as unknown, upTo: 0 };
    const state = stored.slice(before.upTo).reduce((folded, event) => kind.evolve(folded, event), before.state);
    states.set(kind.type, { state, upTo: stored.length });
    const events = kind.decide(input, state, fact.occurredAt);
    stored.push(...events.map((event) => ({ ...event, meta: { occurredAt: fact.occurredAt } })));
    streams.set(stream, told);
    return { fact, events };
  });
}

const valuesOf = (facts: readonly DemoFact[], type: string, field: string) =>
  new Set(facts.filter((fact) => fact.type === type).map(({ data }) => data[field]));

describe('the history of a simulated fleet', () => {
  const month = history(30);

  it('is the same for the same seed', () => {
    expect(history(3)).toEqual(history(3));
  });

  it('is another one for another seed, with no id in common', () => {
    const other = history(3, { seed: 8 });
    const ids = new Set(history(3).map(({ id }) => id));
    expect(other.filter(({ id }) => ids.has(id))).toEqual([]);
    const agents = valuesOf(history(3), 'AgentSpawned', 'agentId');
    expect([...valuesOf(other, 'AgentSpawned', 'agentId')].filter((id) => agents.has(id))).toEqual([]);
  });

  it('tells what began at an instant in the same way, wherever the history begins', () => {
    const known = new Map(history(4).map((fact) => [fact.id, JSON.stringify(fact)]));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 * DAY }), (later) => {
        const part = history((4 * DAY - later) / DAY, { from: START + later });
        expect(part.length).toBeGreaterThan(500);
        expect(part.filter((fact) => known.get(fact.id) !== JSON.stringify(fact))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('tells what earlier versions told in the same way, so that a fleet of theirs can be told on', () => {
    const added = /\/(?:decision|telemetry|doc_generator)-/;
    const digest = createHash('sha256');
    for (const fact of history(4)) if (!added.test(fact.id)) digest.update(JSON.stringify(fact));
    expect(digest.digest('hex')).toBe('a96d0d2821ffd8239d008517a3052d90e4cb0aa7efca46fab8c0300fcddd714c');
  });

  it('has at a higher rate all that it has at a lower one, and more', () => {
    const few = history(2);
    const many = new Map(history(2, { rate: 4 }).map((fact) => [fact.id, fact]));
    for (const fact of few) expect(fact).toEqual(many.get(fact.id));
    expect(many.size).toBeGreaterThan(2 * few.length);
  });

  it('goes forward in time, from its beginning on', () => {
    const times = month.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort());
    expect(Date.parse(times[0]!)).toBeGreaterThanOrEqual(START);
  });

  it('has tens of thousands of facts in a month, each under an id of its own that the intake takes', () => {
    expect(month.length).toBeGreaterThan(50_000);
    expect(month.length).toBeLessThan(200_000);
    expect(new Set(month.map(({ id }) => id)).size).toBe(month.length);
    expect(month.filter(({ id }) => id.length > 200)).toEqual([]);
  });

  it.each([1, 7, 42, 2026])(
    'of seed %i holds only facts that the intake records as they are: legal, in time, never a repetition',
    (seed) => {
      const results = judged(history(10, { seed }));
      const unusual = results.filter(({ events }) => events.length !== 1 || events[0]!.data['flags'] !== undefined);
      expect(unusual).toEqual([]);
      for (const { events } of results) {
        for (const { type, data } of events) {
          const parsed = definitionOf(type)!.data.safeParse(data);
          expect([type, parsed.error?.issues]).toEqual([type, undefined]);
        }
      }
    },
  );

  it('would be seen to be unusual if it were', () => {
    const spawnless = judged(month.filter(({ type }) => type === 'AgentStateChanged').slice(0, 1));
    expect(spawnless[0]!.events[0]!.data['flags']).toEqual(['before_spawn']);
  });

  it.each([7, 8, 9])('of seed %i shows every type of agent and every state within a week', (seed) => {
    const week = history(7, { seed });
    expect([...valuesOf(week, 'AgentSpawned', 'type')].sort()).toEqual([...agentTypes].sort());
    const states = new Set(['created', ...valuesOf(week, 'AgentStateChanged', 'to')]);
    expect([...states].sort()).toEqual([...agentStates].sort());
  });

  it('shows every status of everything else within a month', () => {
    const all = (type: string, ...initial: string[]) =>
      [...new Set([...initial, ...valuesOf(month, type, 'to')])].sort();
    expect(all('PullRequestStatusChanged')).toEqual([...pullRequestStatuses].sort());
    expect(all('StoryStatusChanged', 'pending')).toEqual([...storyStatuses].sort());
    expect(all('DeploymentStatusChanged', 'pending')).toEqual([...deploymentStatuses].sort());
    expect(all('IncidentStatusChanged', 'detected')).toEqual([...incidentStatuses].sort());
    expect([...valuesOf(month, 'IncidentDetected', 'severity')].sort()).toEqual([...incidentSeverities].sort());
    expect([...valuesOf(month, 'ReviewSubmitted', 'verdict'), 'pending'].sort()).toEqual([...reviewVerdicts].sort());
    expect([...valuesOf(month, 'ReviewSubmitted', 'reviewerType')].sort()).toEqual([...reviewerTypes].sort());
    expect([...valuesOf(month, 'ApprovalDecided', 'decision'), 'pending'].sort()).toEqual([...approvalStatuses].sort());
  });

  it('shows every kind of fact that a fleet reports', () => {
    const fromElsewhere = ['AgentErrorRecorded', 'AgentObserved', 'AgentAttributed', 'SpanRecorded', 'ReviewRequested'];
    expect([...new Set(month.map(({ type }) => type))].sort()).toEqual(
      factKinds.types.filter((type) => !fromElsewhere.includes(type)).sort(),
    );
  });

  it('uses tokens as agents do: most of the input comes from the cache, costs agree with the counts', () => {
    const calls = month.filter(({ type, data }) => type === 'ModelCallRecorded' && data['success'] === true);
    const sum = (field: string, among = calls) =>
      among.reduce((total, { data }) => total + Number(data[field] ?? 0), 0);
    expect(new Set(calls.map(({ data }) => data['model'])).size).toBeGreaterThanOrEqual(5);
    for (const { data } of calls) {
      const cached = Number(data['cacheReadTokens']) + Number(data['cacheWriteTokens'] ?? 0);
      expect(cached).toBeLessThanOrEqual(Number(data['inputTokens']));
    }
    const read = sum('cacheReadTokens') / sum('inputTokens');
    expect(read).toBeGreaterThan(0.6);
    expect(read).toBeLessThan(0.97);
    expect(sum('outputTokens') / sum('inputTokens')).toBeLessThan(0.1);
    expect(sum('outputTokens') / calls.length).toBeGreaterThan(200);
    const sonnet = calls.filter(({ data }) => data['model'] === 'claude-sonnet-4-5');
    const [read_, write, output] = ['cacheReadTokens', 'cacheWriteTokens', 'outputTokens'].map((f) => sum(f, sonnet));
    const fresh = sum('inputTokens', sonnet) - read_! - write!;
    const usd = (fresh * 3 + output! * 15 + read_! * 0.3 + write! * 3.75) / 1e6;
    expect(sum('reportedCostUsd', sonnet)).toBeCloseTo(usd, 3);
  });

  it.each(['ModelCallRecorded', 'ToolCallRecorded'])('fails now and then, never mostly: %s', (type) => {
    const calls = month.filter((fact) => fact.type === type);
    const failed = calls.filter(({ data }) => data['success'] === false);
    expect(failed.length / calls.length).toBeGreaterThan(0.005);
    expect(failed.length / calls.length).toBeLessThan(0.15);
    expect(failed.every(({ data }) => typeof data['error'] === 'string')).toBe(true);
  });

  it('gets most of its work in office hours, and does little at night and on weekends', () => {
    const share = (facts: readonly DemoFact[], test: (time: Date) => boolean) =>
      facts.filter(({ occurredAt }) => test(new Date(occurredAt))).length / facts.length;
    const work = month.filter(
      ({ data }) =>
        data['change'] === 'opened' || data['type'] === 'bmad_orchestrator' || data['type'] === 'issue_triager',
    );
    expect(share(work, (time) => time.getUTCHours() >= 8 && time.getUTCHours() < 18)).toBeGreaterThan(0.55);
    const calls = month.filter(({ type }) => type === 'ModelCallRecorded');
    expect(share(calls, (time) => time.getUTCHours() < 6)).toBeLessThan(0.25);
    expect(share(calls, (time) => [0, 6].includes(time.getUTCDay()))).toBeLessThan(2 / 7);
  });

  it('decides about tools: most are allowed, some refused or broken off, and who decided is said', () => {
    const decided = month.filter(({ type }) => type === 'ToolDecisionRecorded');
    expect([...valuesOf(month, 'ToolDecisionRecorded', 'decision')].sort()).toEqual([...toolDecisions].sort());
    expect(decided.every(({ data }) => typeof data['decidedBy'] === 'string')).toBe(true);
    const calls = new Map(
      month.filter(({ type }) => type === 'ToolCallRecorded').map(({ data }) => [data['toolCallId'], data['tool']]),
    );
    const [used, refused] = [true, false].map((isUsed) =>
      decided.filter(({ data }) => (data['decision'] === 'accepted') === isUsed),
    );
    expect(used!.length / decided.length).toBeGreaterThan(0.7);
    expect(refused!.length).toBeGreaterThan(100);
    expect(refused!.filter(({ data }) => calls.has(data['toolCallId']))).toEqual([]);
    // Of those at the very end the call is still under way.
    const called = used!.filter(({ data }) => calls.get(data['toolCallId']) === data['tool']);
    expect(called.length / used!.length).toBeGreaterThan(0.99);
  });

  it('lets know of the telemetry of some agents that nearly all of it came', () => {
    const told = month.filter(({ type }) => type === 'TelemetryReceived');
    const agents = new Set(told.map(({ data }) => data['agentId']));
    expect(agents.size / valuesOf(month, 'AgentSpawned', 'agentId').size).toBeGreaterThan(0.2);
    let [missing, seen, byMetrics] = [0, 0, 0];
    const last = new Map<unknown, number>();
    for (const { data } of told as (DemoFact & { data: TelemetryEvent['data'] })[]) {
      for (const { from, marks } of data.sequences ?? []) {
        missing += from - (last.get(data.agentId) ?? 0) - 1;
        seen += marks.length / 2;
        last.set(data.agentId, from + marks.length / 2 - 1);
      }
      for (const { amount, value } of data.deltas ?? []) if (amount === 'input_tokens') byMetrics += Number(value);
    }
    expect(missing).toBeGreaterThan(0);
    expect(missing / seen).toBeLessThan(0.01);
    const byEvents = month
      .filter(({ type, data }) => type === 'ModelCallRecorded' && agents.has(data['agentId']))
      .reduce((sum, { data }) => sum + Number(data['inputTokens']), 0);
    expect(byEvents / byMetrics).toBeGreaterThan(0.98);
    expect(byEvents / byMetrics).toBeLessThan(1.01);
  });

  it('has a few calls of a model of its own every day, which nobody has a price of', () => {
    const calls = month.filter(({ type }) => type === 'ModelCallRecorded');
    const own = calls.filter(({ data }) => data['provider'] === 'ollama');
    expect(new Set(own.map(({ occurredAt }) => occurredAt.slice(0, 10))).size).toBe(30);
    expect(own.length / calls.length).toBeLessThan(0.05);
    expect(own.filter(({ data }) => data['reportedCostUsd'] !== undefined)).toEqual([]);
  });

  it('ties stories to epics, pull requests to stories and agents, and tells no later fact of an unknown subject', () => {
    const spawned = valuesOf(month, 'AgentSpawned', 'agentId');
    const stories = valuesOf(month, 'StoryCreated', 'storyId');
    expect(valuesOf(month, 'StoryCreated', 'epicId').size).toBeLessThan(stories.size / 2);
    for (const { data } of month.filter(({ type }) => type === 'PullRequestOpened')) {
      expect(spawned).toContain(data['agentId']);
      expect(stories).toContain(data['storyId']);
    }
    const begins = month.findIndex(({ type }) => type === 'StoryStatusChanged');
    expect(Date.parse(month[begins]!.occurredAt)).toBeLessThan(START + 36 * HOUR);
  });
});
