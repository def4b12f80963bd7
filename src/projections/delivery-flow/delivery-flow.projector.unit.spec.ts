import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deploymentCreated,
  deploymentStatus,
  type GithubDelivery,
  pullRequestDraft,
  pullRequestMerged,
  pullRequestOpened,
  pushed,
  reviewDismissed,
  reviewRequested,
  reviewSubmitted,
} from '../../../test/support/github-deliveries.js';
import { InMemoryEventLog } from '../../../test/support/in-memory-event-log.js';
import { eventCatalog } from '../../app/event-catalog.js';
import { factKinds } from '../../app/fact-kinds.js';
import { mapGithubDelivery } from '../../modules/intake/domain/github-delivery.mapper.js';
import { webhookReceivedKind } from '../../modules/intake/domain/webhook-received.facts.js';
import { RecordFacts, type ReportedItem } from '../../modules/intake/features/record-facts/record-facts.command.js';
import { RecordFactsHandler } from '../../modules/intake/features/record-facts/record-facts.handler.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { EventFactory } from '../../platform/commands/event-factory.js';
import { systemClock } from '../../platform/runtime/system-clock.js';
import { uuidIds } from '../../platform/runtime/uuid-ids.js';
import { deliveryFlowProjection } from './delivery-flow.projector.js';

const at = (time: string) => `2026-01-15T${time}:00.000Z`;
const time = (text: string) => new Date(at(text));

type Rows = Readonly<Record<string, readonly Record<string, unknown>[]>>;

/** What the real write side makes of the items, one after the other. */
async function recorded(items: readonly ReportedItem[]): Promise<readonly RecordedEvent[]> {
  const log = new InMemoryEventLog();
  const events = new EventFactory(eventCatalog, systemClock, uuidIds);
  const handler = new RecordFactsHandler(log, factKinds, eventCatalog, events, systemClock, uuidIds);
  const context = {
    actor: { type: 'api_key' as const, id: 'key-1', name: 'fleet' },
    correlationId: 'c-1',
    source: 'rest' as const,
  };
  for (const item of items) {
    const { results } = await handler.execute(new RecordFacts([item], context, [webhookReceivedKind]));
    expect(results.map(({ problem }) => problem)).toEqual([undefined]);
  }
  const { events: all } = await log.readAll({ limit: 1_000 });
  return all.filter(({ type }) => deliveryFlowProjection.types.includes(type));
}

function folded(events: readonly RecordedEvent[]): Rows {
  const tables = deliveryFlowProjection.outputs.map((output) => {
    if (output.kind !== 'fold') throw new Error('not a fold');
    return { output, rows: new Map<string, Record<string, unknown>>() };
  });
  for (const event of events) {
    for (const { output, rows } of tables) {
      for (const key of output.keys(event)) {
        rows.set(JSON.stringify(key), output.apply(rows.get(JSON.stringify(key)), event, key));
      }
    }
  }
  return Object.fromEntries(
    tables.map(({ output, rows }) => [
      output.table.name,
      [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row),
    ]),
  );
}

const flowOf = async (items: readonly ReportedItem[]) => folded(await recorded(items));

/** As the webhook records them: each fact has an identity of its own. */
const told = (deliveries: readonly GithubDelivery[]): readonly ReportedItem[] =>
  deliveries.flatMap(({ event, payload }, index) =>
    mapGithubDelivery(event, payload).map((fact, n) => ({ ...fact, id: `github/${index}/${n}` })),
  );

const pull = { number: 7, openedAt: at('10:00'), draft: true };
const sha = (letter: string) => letter.repeat(40);
const pullRequest = [
  pullRequestOpened(pull),
  pullRequestDraft(pull, 'ready_for_review', at('10:10')),
  reviewRequested(pull, 'ann', at('10:15')),
  pullRequestDraft(pull, 'converted_to_draft', at('10:20')),
  reviewSubmitted(pull, { id: 1, reviewer: 'Codertocat', state: 'commented', at: at('10:25') }),
  pullRequestDraft(pull, 'ready_for_review', at('10:30')),
  reviewSubmitted(pull, { id: 2, reviewer: 'ann', state: 'changes_requested', at: at('11:00') }),
  reviewSubmitted(pull, { id: 3, reviewer: 'ann', state: 'approved', at: at('11:30') }),
  reviewSubmitted(pull, { id: 4, reviewer: 'bob', state: 'approved', at: at('11:40') }),
  reviewDismissed(pull, 4, at('11:45')),
  pullRequestMerged(pull, at('12:00'), sha('a')),
];
const production = { id: 1, sha: sha('a'), createdAt: at('12:10') };
const deployment = [
  pushed(at('12:01'), [
    [sha('b'), at('09:00')],
    [sha('a'), at('12:00')],
  ]),
  deploymentCreated(production),
  deploymentStatus(production, 'in_progress', at('12:11')),
  deploymentStatus(production, 'success', at('12:20')),
];
const others: readonly ReportedItem[] = [
  { id: 's-1', type: 'StoryCreated', occurredAt: at('08:00'), data: { storyId: 's', epicId: 'e' } },
  { id: 's-2', type: 'StoryStatusChanged', occurredAt: at('09:00'), data: { storyId: 's', status: 'in_progress' } },
  { id: 's-3', type: 'StoryStatusChanged', occurredAt: at('12:30'), data: { storyId: 's', status: 'completed' } },
  {
    id: 'i-1',
    type: 'IncidentDetected',
    occurredAt: at('12:30'),
    data: { incidentId: 'i', severity: 'p1', deploymentId: 'Codertocat/Hello-World/deployments/1' },
  },
  { id: 'i-2', type: 'IncidentStatusChanged', occurredAt: at('12:40'), data: { incidentId: 'i', status: 'resolved' } },
  {
    id: 'i-3',
    type: 'IncidentStatusChanged',
    occurredAt: at('12:50'),
    data: { incidentId: 'i', status: 'investigating' },
  },
  { id: 'i-4', type: 'IncidentStatusChanged', occurredAt: at('13:30'), data: { incidentId: 'i', status: 'resolved' } },
];
const all = [...told([...pullRequest, ...deployment]), ...others];

describe('how work flows, by what GitHub tells', () => {
  it('takes the times of a pull request apart', async () => {
    const { pull_request_flows: rows } = await flowOf(told(pullRequest));
    expect(rows).toHaveLength(1);
    expect(rows![0]).toMatchObject({
      pull_request_id: 'Codertocat/Hello-World#7',
      repository: 'Codertocat/Hello-World',
      opened_at: time('10:00'),
      merged_at: time('12:00'),
      cycle_seconds: 7_200,
      // 10:00 to 10:10, and 10:20 to 10:30.
      draft_seconds: 1_200,
      // The author's answer at 10:25 is no review; from when it last became ready.
      first_review_at: time('11:00'),
      turnaround_seconds: 1_800,
      // Bob's approval was withdrawn before the merge.
      approved_at: time('11:30'),
      merge_wait_seconds: 1_800,
      commit_sha: sha('a'),
    });
  });

  it('counts a review from when it was asked for, if that came last', async () => {
    const asked = { requestedAt: at('10:40'), reviewer: 'ann', verdict: 'approved' };
    const [opening] = told([pullRequestOpened({ ...pull, draft: false })]);
    const review = { pullRequestId: 'Codertocat/Hello-World#7', ...asked };
    const { pull_request_flows: rows } = await flowOf([
      opening!,
      { type: 'ReviewSubmitted', occurredAt: at('11:00'), data: review },
    ]);
    expect(rows![0]).toMatchObject({ turnaround_seconds: 1_200, draft_seconds: null, approved_at: null });
  });

  it('counts a review from the last request before it that GitHub tells of, whenever that comes', async () => {
    const open = { ...pull, draft: false };
    const deliveries = [
      pullRequestOpened(open),
      reviewRequested(open, 'ann', at('10:40')),
      reviewSubmitted(open, { id: 2, reviewer: 'ann', state: 'changes_requested', at: at('11:00') }),
      reviewRequested(open, 'ann', at('11:10')),
    ];
    for (const facts of [told(deliveries), told(deliveries).toReversed()]) {
      const { pull_request_flows: rows } = await flowOf(facts);
      expect(rows![0]).toMatchObject({ first_review_at: time('11:00'), turnaround_seconds: 1_200 });
    }
  });

  it('follows commits to production', async () => {
    const flow = await flowOf(told(deployment));
    expect(flow['pushed_commits']).toEqual([
      expect.objectContaining({ sha: sha('a'), committed_at: time('12:00'), pushed_at: time('12:01'), place: 1 }),
      expect.objectContaining({ sha: sha('b'), committed_at: time('09:00'), pushed_at: time('12:01'), place: 0 }),
    ]);
    expect(flow['deployment_flows']).toEqual([
      expect.objectContaining({
        environment: 'production',
        repository: 'Codertocat/Hello-World',
        commit_sha: sha('a'),
        outcome: 'succeeded',
        succeeded_at: time('12:20'),
        ended_at: time('12:20'),
      }),
    ]);
  });

  it('knows when a deployment that failed began to do harm', async () => {
    const step = (status: string, when: string): ReportedItem => ({
      type: 'DeploymentStatusChanged',
      occurredAt: at(when),
      data: { deploymentId: 'd', environment: 'production', status },
    });
    const flow = async (...steps: readonly ReportedItem[]) => (await flowOf(steps))['deployment_flows']![0];
    expect(await flow(step('failed', '12:00'))).toMatchObject({
      outcome: 'failed',
      succeeded_at: null,
      ended_at: time('12:00'),
      harmful_from: time('12:00'),
    });
    expect(await flow(step('succeeded', '12:00'), step('rolled_back', '12:30'))).toMatchObject({
      outcome: 'rolled_back',
      ended_at: time('12:00'),
      rolled_back_at: time('12:30'),
      harmful_from: time('12:00'),
    });
    expect(await flow(step('in_progress', '12:00'), step('rolled_back', '12:30'))).toMatchObject({
      ended_at: time('12:30'),
      harmful_from: null,
    });
    expect(await flow(step('failed', '12:00'), step('succeeded', '12:30'))).toMatchObject({
      outcome: 'succeeded',
      ended_at: time('12:00'),
    });
    expect(await flow(step('cancelled', '12:00'))).toMatchObject({ outcome: 'cancelled', ended_at: null });
  });

  it('knows how long stories and incidents took, one that came back included', async () => {
    const flow = await flowOf(others);
    expect(flow['story_flows']).toEqual([
      expect.objectContaining({ began_at: time('08:00'), completed_at: time('12:30'), lead_seconds: 16_200 }),
    ]);
    expect(flow['incident_flows']).toEqual([
      expect.objectContaining({
        severity: 'high',
        deployment_id: 'Codertocat/Hello-World/deployments/1',
        resolved_at: time('13:30'),
        recovery_seconds: 3_600,
      }),
    ]);
    expect((await flowOf(others.slice(0, -1)))['incident_flows']![0]).toMatchObject({
      resolved_at: null,
      recovery_seconds: null,
    });
  });

  it('is the same in whatever order and how often it is reported', async () => {
    // A status that holds already is not recorded again: of a reopened incident, the order of reports decides what is.
    const items = all.slice(0, -2);
    const expected = derivedOf(await flowOf(items));
    await fc.assert(
      fc.asyncProperty(shuffled(items), fc.subarray(items), async (once, again) => {
        expect(derivedOf(await flowOf([...once, ...again]))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same in whatever order and how often events are applied', async () => {
    const events = await recorded(all);
    const expected = folded(events);
    fc.assert(
      fc.property(shuffled(events), fc.subarray([...events]), (once, again) => {
        expect(folded([...once, ...again])).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

/** Without what only says who told it. */
function derivedOf(rows: Rows): unknown {
  return Object.fromEntries(
    Object.entries(rows).map(([table, found]) => [
      table,
      found.map(({ said_opened_at: _1, said_created_at: _2, said_detected_at: _3, reviews: _4, ...row }) => row),
    ]),
  );
}
