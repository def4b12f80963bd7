import { createHmac } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/platform/telemetry/logger.js';
import { DeliveryGauges } from '../../src/projections/delivery-flow/delivery-gauges.service.js';
import { DeliveryMeasures } from '../../src/projections/delivery-flow/delivery-measures.service.js';
import {
  deploymentCreated,
  deploymentStatus,
  type GithubDelivery,
  pullRequestDraft,
  pullRequestMerged,
  pullRequestOpened,
  pushed,
  reviewDismissed,
  reviewSubmitted,
} from '../support/github-deliveries.js';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

const secret = 'a-secret-of-the-webhook';
/** Monday to Monday. */
const WEEK = 'from=2026-01-12T00:00:00Z&to=2026-01-19T00:00:00Z';
const at = (day: number, time: string) => `2026-01-${String(day).padStart(2, '0')}T${time}:00.000Z`;
const sha = (letter: string) => letter.repeat(40);

const first = { number: 9, openedAt: at(13, '23:00') };
const long = { number: 7, openedAt: at(15, '10:00'), draft: true };
const short = { number: 8, openedAt: at(15, '11:00') };
const before = { id: 1, sha: sha('d'), createdAt: at(13, '23:40') };
const broken = { id: 2, sha: sha('c'), createdAt: at(15, '12:10') };
const failed = { id: 3, sha: sha('e'), createdAt: at(15, '14:00') };
const mended = { id: 4, sha: sha('e'), createdAt: at(15, '14:20') };
const staging = { id: 5, sha: sha('c'), createdAt: at(15, '12:05'), environment: 'staging' };

/** Times of GitHub's own examples are replaced, so that all of it can be reckoned by hand. */
const deliveries: readonly GithubDelivery[] = [
  pullRequestOpened(first),
  pullRequestMerged(first, at(13, '23:30'), sha('d')),
  pushed(at(13, '23:31'), [[sha('d'), at(13, '23:30')]]),
  deploymentCreated(before),
  deploymentStatus(before, 'success', at(14, '00:00')),
  pullRequestOpened(long),
  pullRequestDraft(long, 'ready_for_review', at(15, '10:10')),
  pullRequestDraft(long, 'converted_to_draft', at(15, '10:20')),
  reviewSubmitted(long, { id: 1, reviewer: 'Codertocat', state: 'commented', at: at(15, '10:25') }),
  pullRequestDraft(long, 'ready_for_review', at(15, '10:30')),
  reviewSubmitted(long, { id: 2, reviewer: 'ann', state: 'changes_requested', at: at(15, '11:00') }),
  reviewSubmitted(long, { id: 3, reviewer: 'ann', state: 'approved', at: at(15, '11:30') }),
  reviewSubmitted(long, { id: 4, reviewer: 'bob', state: 'approved', at: at(15, '11:40') }),
  reviewDismissed(long, 4, at(15, '11:45')),
  pullRequestMerged(long, at(15, '12:00'), sha('a')),
  pullRequestOpened(short),
  reviewSubmitted(short, { id: 5, reviewer: 'ann', state: 'approved', at: at(15, '11:10') }),
  pullRequestMerged(short, at(15, '12:00'), sha('c')),
  pushed(at(15, '12:01'), [
    [sha('b'), at(15, '09:00')],
    [sha('a'), at(15, '12:00')],
    [sha('c'), at(15, '12:00')],
  ]),
  deploymentCreated(staging),
  deploymentStatus(staging, 'success', at(15, '12:06')),
  deploymentCreated(broken),
  deploymentStatus(broken, 'in_progress', at(15, '12:11')),
  deploymentStatus(broken, 'success', at(15, '12:20')),
  deploymentCreated(failed),
  deploymentStatus(failed, 'failure', at(15, '14:10')),
  deploymentCreated(mended),
  deploymentStatus(mended, 'success', at(15, '14:30')),
];

const story = (storyId: string, status: string, occurredAt: string) => ({
  type: 'StoryStatusChanged',
  occurredAt,
  data: { storyId, status },
});
const created = (storyId: string, occurredAt: string) => ({ type: 'StoryCreated', occurredAt, data: { storyId } });
const run = (agentId: string, to: string) => [
  { type: 'AgentSpawned', occurredAt: at(15, '09:00'), data: { agentId, type: 'coder' } },
  { type: 'AgentStateChanged', occurredAt: at(15, '09:01'), data: { agentId, to } },
];
const europe = (status: string, occurredAt: string) => ({
  type: 'DeploymentStatusChanged',
  occurredAt,
  data: { deploymentId: 'eu-1', environment: 'EU', status },
});
const facts = [
  created('last-week', at(6, '08:00')),
  story('last-week', 'completed', at(15, '08:00')),
  created('done', at(15, '08:00')),
  story('done', 'in_progress', at(15, '09:00')),
  story('done', 'completed', at(15, '12:30')),
  created('left', at(15, '08:00')),
  story('left', 'skipped', at(16, '08:00')),
  {
    type: 'IncidentDetected',
    occurredAt: at(15, '12:30'),
    data: { incidentId: 'i', severity: 'high', deploymentId: 'Codertocat/Hello-World/deployments/2' },
  },
  { type: 'IncidentStatusChanged', occurredAt: at(15, '13:30'), data: { incidentId: 'i', status: 'resolved' } },
  ...run('a-1', 'completed'),
  ...run('a-2', 'failed'),
  ...run('a-3', 'terminated'),
  europe('succeeded', at(15, '10:00')),
  europe('rolled_back', at(15, '10:30')),
];

const nothing = { n: 0, mean: null, p50: null, p75: null, p95: null };

describe('how work flows, over the API', () => {
  let service: TestService;
  let position: string;

  const read = async (query: string) => {
    const { status, body } = await service.get(`/api/analytics/business?${query}&minPosition=${position}`);
    expect([query, status, body.code]).toEqual([query, 200, undefined]);
    return body;
  };

  beforeAll(async () => {
    service = await startTestService({ env: { GITHUB_WEBHOOK_SECRET: secret } });
    for (const [index, { event, payload }] of deliveries.entries()) {
      const body = JSON.stringify(payload);
      const { status } = await service.post('/webhooks/github', body, {
        key: null,
        headers: {
          'x-github-event': event,
          'x-github-delivery': `d-${index}`,
          'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        },
      });
      if (status !== 200) throw new Error(`delivery ${index} was answered ${status}`);
    }
    const { body } = await service.post('/api/events', facts);
    const left = body.results.filter(({ status }: { status: string }) => status !== 'accepted');
    if (left.length > 0) throw new Error(`not recorded: ${JSON.stringify(left)}`);
    ({ position } = (await service.post('/api/keys', { name: 'the last', role: 'viewer' })).body);
  });
  afterAll(() => service.close());

  it('takes the times of pull requests apart', async () => {
    const { pullRequests } = (await read(WEEK)).current;
    expect(pullRequests).toEqual({
      // 30 minutes, an hour and two.
      cycleSeconds: { n: 3, mean: 4_200, p50: 3_600, p75: 5_400, p95: 6_840 },
      draftSeconds: { n: 3, mean: 400, p50: 0, p75: 600, p95: 1_080 },
      readySeconds: { n: 3, mean: 3_800, p50: 3_600, p75: 4_800, p95: 5_760 },
      // Ready at 10:30, reviewed at 11:00; opened at 11:00, reviewed at 11:10.
      reviewTurnaroundSeconds: { n: 2, mean: 1_200, p50: 1_200, p75: 1_500, p95: 1_740 },
      // 11:30 to 12:00, the other approval having been withdrawn; 11:10 to 12:00.
      mergeAfterApprovalSeconds: { n: 2, mean: 2_400, p50: 2_400, p75: 2_700, p95: 2_940 },
    });
  });

  it("tells DORA's metrics, and what they rest on", async () => {
    const { dora, incidents } = (await read(WEEK)).current;
    expect(dora).toEqual({
      deploymentFrequency: { n: 3, perDay: 3 / 7, cadence: 'daily_to_weekly' },
      // An hour since the first pull request was opened; 12:20 less 9:00 (commit), 10:00 and 11:00 (pull requests).
      leadTimeForChangesSeconds: {
        n: 4,
        mean: 7_200,
        p50: 6_600,
        p75: 9_300,
        p95: 11_460,
        sources: { commit: 1, push: 0, pullRequest: 3 },
        deployments: { n: 3, count: 2, rate: 2 / 3 },
      },
      changeFailureRate: { n: 4, count: 2, rate: 0.5, reasons: { failed: 1, rolledBack: 0, incident: 1 } },
      // Live at 12:20, its incident resolved at 13:30; failed at 14:10, the next one succeeded at 14:30.
      failedDeploymentRecoverySeconds: { n: 2, mean: 2_700, p50: 2_700, p75: 3_450, p95: 4_050 },
      // The one at 14:30; that at 14:10 came after the incident.
      deploymentReworkRate: { n: 4, count: 1, rate: 0.25 },
    });
    expect(incidents).toEqual({
      recoverySeconds: { n: 1, mean: 3_600, p50: 3_600, p75: 3_600, p95: 3_600 },
      bySeverity: [{ severity: 'high', n: 1, mean: 3_600 }],
    });
  });

  it('tells of stories and runs, and of the time before', async () => {
    const { current, previous } = await read(WEEK);
    expect(current.stories).toEqual({
      completionRate: { n: 2, count: 1, rate: 0.5 },
      leadSeconds: { n: 2, mean: 396_900, p50: 396_900, p75: 587_250, p95: 739_530 },
      completed: 2,
    });
    expect(current.agents).toEqual([{ type: 'coder', n: 2, succeeded: 1, failed: 1, successRate: 0.5 }]);
    expect(previous).toMatchObject({
      from: '2026-01-05T00:00:00.000Z',
      to: '2026-01-12T00:00:00.000Z',
      stories: { completionRate: { n: 1, count: 1, rate: 1 }, leadSeconds: nothing, completed: 0 },
      dora: { deploymentFrequency: { n: 0, perDay: 0, cadence: null }, failedDeploymentRecoverySeconds: nothing },
      agents: [],
    });
  });

  it('has a point for each day or week of a time zone', async () => {
    const { series } = await read(`${WEEK}&by=day`);
    expect(series.map(({ start }: { start: string }) => start.slice(8, 10))).toEqual([
      '12',
      '13',
      '14',
      '15',
      '16',
      '17',
      '18',
    ]);
    expect(series[1]).toMatchObject({ pullRequestCycleSeconds: { n: 1, p50: 1_800 }, deployments: 0 });
    expect(series[2]).toMatchObject({ pullRequestCycleSeconds: { n: 0, p50: null }, deployments: 1 });
    expect(series[3]).toMatchObject({
      pullRequestCycleSeconds: { n: 2, p50: 5_400 },
      reviewTurnaroundSeconds: { n: 2, p50: 1_200 },
      storiesCompleted: 2,
      deployments: 2,
      leadTimeForChangesSeconds: { n: 3, p50: 8_400 },
      changeFailureRate: { n: 3, count: 2, rate: 2 / 3 },
      failedDeploymentRecoverySeconds: { n: 2, p50: 2_700 },
      incidentRecoverySeconds: { n: 1, mean: 3_600 },
    });
    // 23:30 is the next day in Berlin.
    const berlin = await read(`${WEEK}&by=day&tz=Europe/Berlin`);
    expect(berlin.timeZone).toBe('Europe/Berlin');
    expect(berlin.series.map(({ start }: { start: string }) => start).slice(0, 2)).toEqual([
      '2026-01-12T00:00:00.000Z',
      '2026-01-12T23:00:00.000Z',
    ]);
    expect(berlin.series[2]).toMatchObject({ pullRequestCycleSeconds: { n: 1 }, deployments: 1 });
    expect((await read(`${WEEK}&by=week`)).series).toHaveLength(1);
  });

  it('takes for production what it is told to, and looks at some repositories only', async () => {
    const eu = await read(`${WEEK}&environment=eu`);
    expect(eu.environments).toEqual(['eu']);
    expect(eu.current.dora).toMatchObject({
      deploymentFrequency: { n: 1 },
      leadTimeForChangesSeconds: { ...nothing, deployments: { n: 1, count: 0, rate: 0 } },
      changeFailureRate: { n: 1, count: 1, reasons: { failed: 0, rolledBack: 1, incident: 0 } },
      failedDeploymentRecoverySeconds: { n: 1, mean: 1_800 },
    });
    expect(eu.current.incidents.recoverySeconds).toEqual(nothing);
    const one = await read(`${WEEK}&repository=Codertocat/Hello-World`);
    expect(one.current.dora.deploymentFrequency.n).toBe(3);
    expect(one.current.incidents.recoverySeconds.n).toBe(1);
    expect(one.current.stories.completionRate).toEqual({ n: 0, count: 0, rate: null });
    const other = await read(`${WEEK}&repository=acme/shop`);
    expect(other.current.pullRequests.cycleSeconds).toEqual(nothing);
    expect((await read(`${WEEK}&demo=true`)).current.pullRequests.cycleSeconds).toEqual(nothing);
  });

  it('knows nothing where nothing happened', async () => {
    const { current, series, definitions } = await read('from=2025-01-01T00:00:00Z&to=2025-01-03T00:00:00Z');
    expect(current.dora.changeFailureRate).toMatchObject({ n: 0, count: 0, rate: null });
    expect(current.dora.leadTimeForChangesSeconds).toMatchObject(nothing);
    expect(series).toHaveLength(2);
    expect(definitions.failedDeploymentRecoveryTime).toContain("DORA's failed deployment recovery time");
    expect(JSON.stringify(current)).not.toContain('NaN');
  });

  describe('on the command line', () => {
    const run = (...args: string[]) =>
      cli(['analytics', 'business', ...args], {
        env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey },
      });
    const week = ['--from', '2026-01-12', '--to', '2026-01-19'];

    it('shows every time and rate with what it rests on', async () => {
      const { code, out, err } = await run(...week);
      expect([code, err]).toEqual([0, '']);
      const lines = out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '));
      expect(lines).toEqual([
        '2026-01-12 00:00:00Z to 2026-01-19 00:00:00Z, production: production, prod, live',
        '',
        'TIME | N | P50 | P75 | P95 | MEAN | N BEFORE | P50 BEFORE | MEAN BEFORE',
        'pull request cycle | 3 | 1 h 0 min | 1 h 30 min | 1 h 54 min | 1 h 10 min | 0 | - | -',
        ' | as a draft | 3 | 0 ms | 10 min 0 s | 18 min 0 s | 6 min 40 s | 0 | - | -',
        ' | ready | 3 | 1 h 0 min | 1 h 20 min | 1 h 36 min | 1 h 3 min | 0 | - | -',
        'review turnaround | 2 | 20 min 0 s | 25 min 0 s | 29 min 0 s | 20 min 0 s | 0 | - | -',
        'merge after approval | 2 | 40 min 0 s | 45 min 0 s | 49 min 0 s | 40 min 0 s | 0 | - | -',
        'story lead time | 2 | 110 h 15 min | 163 h 7 min | 205 h 25 min | 110 h 15 min | 0 | - | -',
        'lead time for changes | 4 | 1 h 50 min | 2 h 35 min | 3 h 11 min | 2 h 0 min | 0 | - | -',
        'failed deployment recovery | 2 | 45 min 0 s | 57 min 30 s | 1 h 7 min | 45 min 0 s | 0 | - | -',
        'incident recovery | 1 | 1 h 0 min | 1 h 0 min | 1 h 0 min | 1 h 0 min | 0 | - | -',
        '',
        'deployment frequency | 0.43 a day (3; between once a day and once a week), before none',
        'change failure rate | 50.0 % (2 of 4): 1 failed, 0 rolled back, 1 by an incident, before none',
        'deployment rework rate | 25.0 % (1 of 4), before none',
        'story completion rate | 50.0 % (1 of 2), before 100.0 % (1 of 1)',
        'stories completed | 2, before 0',
        'changes | known of 2 of 3 deployments; since the commit 1, the push 0, the pull request 3',
        '',
        'AGENT | SUCCEEDED | FAILED | SUCCESS',
        'coder | 1 | 1 | 50.0 %',
        '',
      ]);
    });

    it('shows days of a time zone, prints JSON, and says what is wrong', async () => {
      const days = await run(...week, '--by', 'day', '--tz', 'Europe/Berlin', '--no-demo');
      const lines = days.out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '));
      expect(lines).toContain('2026-01-14 | 1 | 30 min 0 s | - | 0 | 1 | 0 | 1 h 0 min | - | -');
      const json = await run(...week, '--environment', 'eu', '--json');
      expect(JSON.parse(json.out).current.dora.deploymentFrequency.n).toBe(1);
      const refused = await run('--tz', 'Mars/Olympus');
      expect([refused.code, refused.out]).toEqual([1, '']);
      expect(refused.err).toContain('there is none named Mars/Olympus');
    });
  });

  it('shows the last 30 days as gauges, and nothing of what it does not know', async () => {
    const shownAt = async (now: string) => {
      const registry = new Registry();
      const measures = service.app.get(DeliveryMeasures, { strict: false });
      new DeliveryGauges(registry, { now: () => new Date(now) }, createLogger({ level: 'silent' }), measures);
      const text = await registry.metrics();
      return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    };
    expect((await shownAt(at(19, '00:00'))).sort()).toEqual([
      'orchestrate_agent_success_rate{agent_type="coder"} 0.5',
      'orchestrate_change_failure_rate 0.5',
      'orchestrate_deployment_frequency_per_day 0.1',
      'orchestrate_deployment_rework_rate 0.25',
      'orchestrate_failed_deployment_recovery_seconds{quantile="0.5"} 2700',
      'orchestrate_failed_deployment_recovery_seconds{quantile="0.75"} 3450',
      'orchestrate_failed_deployment_recovery_seconds{quantile="0.95"} 4050',
      'orchestrate_lead_time_for_changes_seconds{quantile="0.5"} 6600',
      'orchestrate_lead_time_for_changes_seconds{quantile="0.75"} 9300',
      'orchestrate_lead_time_for_changes_seconds{quantile="0.95"} 11460',
      'orchestrate_merge_after_approval_seconds{quantile="0.5"} 2400',
      'orchestrate_merge_after_approval_seconds{quantile="0.75"} 2700',
      'orchestrate_merge_after_approval_seconds{quantile="0.95"} 2940',
      'orchestrate_mttr_seconds{severity="high"} 3600',
      `orchestrate_story_completion_rate ${2 / 3}`,
    ]);
    expect(await shownAt('2025-06-01T00:00:00Z')).toEqual(['orchestrate_deployment_frequency_per_day 0']);
    expect((await service.get('/metrics')).body).toContain('orchestrate_deployment_frequency_per_day');
  });

  it.each([
    ['from=2026-01-19T00:00:00Z&to=2026-01-12T00:00:00Z', 'PERIOD_INVALID', ['from']],
    ['period=7d&from=2026-01-12T00:00:00Z', 'PERIOD_INVALID', ['period']],
    ['period=month', 'VALIDATION_FAILED', ['period']],
    ['tz=Mars/Olympus', 'TIME_ZONE_UNKNOWN', ['tz']],
    ['by=hour', 'VALIDATION_FAILED', ['by']],
    ['team=a', 'VALIDATION_FAILED', ['$']],
  ])('refuses %s', async (query, code, fields) => {
    const { status, body } = await service.get(`/api/analytics/business?${query}`);
    const named = body.errors?.map(({ field }: { field: string }) => field);
    expect([status, body.code, named]).toEqual([400, code, fields]);
  });
});
