import { describe, expect, it } from 'vitest';
import type { CustomMetricData, CustomMetricEvent, MetricOverEvents } from '../../../events/custom-metric.events.js';
import type { DomainError } from '../../../kernel/domain-error.js';
import { customMetricBookDecider, type CustomMetricBookCommand } from './custom-metric-book.decider.js';

type Change = Partial<CustomMetricData> & { readonly limitChosen?: boolean };

const register = ({ limitChosen = false, ...change }: Change = {}): CustomMetricBookCommand => ({
  type: 'register',
  limitChosen,
  metric: {
    name: 'team_deploys_total',
    kind: 'counter',
    help: 'Deployments by team.',
    unit: null,
    labels: ['team', 'stage'],
    buckets: null,
    maxSeries: 500,
    overEvents: null,
    ...change,
  },
});

const overTools = (change: Partial<MetricOverEvents> = {}): Change => ({
  name: 'bash_failures_total',
  labels: ['tool'],
  overEvents: {
    eventType: 'ToolCallRecorded',
    where: [{ path: 'data.success', op: '==', value: false }],
    value: null,
    labels: { tool: 'data.tool' },
    ...change,
  },
});
const where = (path: string, op: MetricOverEvents['where'][number]['op'], value: never | unknown) =>
  overTools({ where: [{ path: `data.${path}`, op, value: value as never }] });

function run(...commands: readonly CustomMetricBookCommand[]): readonly CustomMetricEvent[] {
  let state = customMetricBookDecider.initial;
  return commands.flatMap((command) => {
    const events = customMetricBookDecider.decide(command, state);
    for (const event of events) state = customMetricBookDecider.evolve(state, event);
    return events;
  });
}

function refusal(...commands: readonly CustomMetricBookCommand[]): DomainError {
  try {
    run(...commands);
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('not refused');
}

describe('custom metrics', () => {
  it('are registered once, changed in what does not touch their meaning, and removed', () => {
    const events = run(
      register(),
      register(),
      register({ labels: ['stage', 'team'] }),
      register({ help: 'Deployments by team and stage.', maxSeries: 10 }),
      { type: 'remove', name: 'team_deploys_total' },
      register({ kind: 'gauge', name: 'team_deploys' }),
    );
    expect(events.map(({ type }) => type)).toEqual([
      'CustomMetricRegistered',
      'CustomMetricRegistered',
      'CustomMetricRemoved',
      'CustomMetricRegistered',
    ]);
    expect(events[1]).toMatchObject({
      data: { metric: { maxSeries: 10, labels: ['team', 'stage'] }, previous: { maxSeries: 500 } },
    });
  });

  it.each<[string, Change]>([
    ['kind', { kind: 'gauge', name: 'team_deploys_total' }],
    ['labels', { labels: ['team'] }],
    ['source', { overEvents: { eventType: 'DeploymentTriggered', where: [], value: null, labels: {} } }],
  ])('keep their %s', (field, change) => {
    if (field === 'kind') {
      // A gauge of this name is no name at all: judged first.
      expect(refusal(register(), register(change))).toMatchObject({ code: 'CUSTOM_METRIC_INVALID' });
      const gauge = register({ name: 'team_size', kind: 'gauge' });
      const histogram = register({ name: 'team_size', kind: 'histogram', buckets: [1] });
      expect(refusal(gauge, histogram)).toMatchObject({ code: 'CUSTOM_METRIC_CONFLICT', fields: [{ field }] });
      return;
    }
    const source = change.overEvents && {
      ...change.overEvents,
      labels: { team: 'data.version', stage: 'data.version' },
    };
    expect(refusal(register(), register({ ...change, ...(source ? { overEvents: source } : {}) }))).toMatchObject({
      code: 'CUSTOM_METRIC_CONFLICT',
      fields: [{ field }],
    });
  });

  it('are one family under each name', () => {
    expect(refusal(register(), register({ name: 'team_deploys', kind: 'gauge' }))).toMatchObject({
      code: 'CUSTOM_METRIC_TAKEN',
    });
  });

  it('are a hundred at most', () => {
    const many = Array.from({ length: 100 }, (_, index) => register({ name: `a${index}_total` }));
    expect(refusal(...many, register())).toMatchObject({ code: 'CUSTOM_METRICS_TOO_MANY' });
    expect(run(...many, register({ name: 'a1_total', help: 'Another text.' }))).toHaveLength(101);
  });

  it('are not removed where there is none', () => {
    expect(refusal({ type: 'remove', name: 'x' })).toMatchObject({ code: 'CUSTOM_METRIC_UNKNOWN' });
  });

  it.each<[string, string, Change]>([
    ['name', 'digits', { name: '9lives_total' }],
    ['name', 'colons', { name: 'team:deploys_total' }],
    ['name', 'underscores', { name: '__team_total' }],
    ['name', 'orchestrate_', { name: 'orchestrate_team_total' }],
    ['name', 'process_', { name: 'process_team_total' }],
    ['name', 'team_deploys_total', { name: 'team_deploys' }],
    ['name', '_total', { kind: 'gauge' }],
    ['name', '_bucket', { name: 'deploys_bucket', kind: 'gauge' }],
    ['name', '_count', { name: 'deploys_count', kind: 'gauge' }],
    ['name', 'ALERTS', { name: 'ALERTS', kind: 'gauge' }],
    ['help', 'sentence', { help: ' ' }],
    ['unit', 'team_deploys_seconds_total', { unit: 'seconds' }],
    ['labels.0', 'le', { labels: ['le'] }],
    ['labels.0', 'quantile', { labels: ['quantile'] }],
    ['labels.0', '__name__', { labels: ['__name__'] }],
    ['labels.1', 'twice', { labels: ['a', 'a'] }],
    ['buckets', 'histograms only', { buckets: [1] }],
    ['buckets', 'at least one', { kind: 'histogram', name: 'wait_seconds', buckets: [] }],
    ['buckets', 'ascend', { kind: 'histogram', name: 'wait_seconds', buckets: [1, 1] }],
    ['seriesLimit', '10000', { maxSeries: 10_001 }],
    ['source.eventType', 'Nothing', overTools({ eventType: 'Nothing' })],
    ['source.filter.tol', 'tool', where('tol', '==', 'Bash')],
    ['source.filter.tool.name', 'no fields', where('tool.name', '==', 'Bash')],
    ['source.filter.success', 'never "no"', where('success', '==', 'no')],
    ['source.filter.tool', 'numbers', where('tool', '>', 3)],
    ['source.filter.durationMs', 'number', where('durationMs', '>', '3')],
    ['source.filter.tool', 'list', where('tool', 'in', 'Bash')],
    ['source.filter.tool', 'never 3', where('tool', 'in', ['Bash', 3])],
    ['source.filter.tool', 'true or false', where('tool', 'exists', 1)],
    [
      'source.filter.to',
      'completed',
      overTools({
        eventType: 'StoryStatusChanged',
        labels: { tool: 'data.to' },
        where: [{ path: 'data.to', op: '==', value: 'done' }],
      }),
    ],
    ['source.value', 'number', overTools({ value: 'data.tool' })],
    ['source.value', 'there is no duration', overTools({ value: 'data.duration' })],
    ['source.value', 'missing', { ...overTools(), name: 'bash_failures', kind: 'gauge' }],
    ['source.labels.tool', 'same labels', overTools({ labels: {} })],
    ['source.labels.tool', 'an id', overTools({ labels: { tool: 'data.agentId' } })],
    ['source.labels.tool', 'no kind', overTools({ labels: { tool: 'data.kind' } })],
  ])('refuse a wrong %s and say %s', (field, word, change) => {
    const error = refusal(register(change));
    expect(error.code).toBe('CUSTOM_METRIC_INVALID');
    expect(
      error.fields
        .filter((problem) => problem.field === field)
        .map(({ message }) => message)
        .join(),
    ).toContain(word);
  });

  it('may have ids as labels for whom says how many', () => {
    expect(run(register({ ...overTools({ labels: { tool: 'data.agentId' } }), limitChosen: true }))).toHaveLength(1);
  });

  it.each<[string, Change]>([
    ['in', where('tool', 'in', ['Bash', 'Read'])],
    ['exists', where('error', 'exists', true)],
    ['a comparison', where('durationMs', '>=', 1_000)],
    [
      'a number',
      {
        ...overTools({ value: 'data.durationMs', scale: 0.001 }),
        name: 'tool_seconds',
        kind: 'histogram',
        unit: 'seconds',
        buckets: [1, 2],
      },
    ],
  ])('are defined with %s', (_, change) => {
    expect(run(register(change))).toHaveLength(1);
  });
});
