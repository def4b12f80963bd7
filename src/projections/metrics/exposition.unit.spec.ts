import { Counter, Gauge, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { headerText, numberText, openMetricsOf, seriesLines } from './exposition.js';
import { hiddenLabelValues, type MetricFamily, metricFamilies as m } from './metric-families.js';
import { observeInto } from './metric-series.row.js';

const families: readonly MetricFamily[] = [...Object.values(m), hiddenLabelValues];

function observed(family: MetricFamily, values: readonly number[]) {
  return values.reduce<ReturnType<typeof observeInto> | null>(
    (state, value) => observeInto(state, family, value),
    null,
  );
}

describe('a sample', () => {
  it('names its labels in the order of the family', () => {
    expect(seriesLines(m.agents, ['story-developer', 'running']).render(3, null)).toBe(
      'orchestrate_agents_total{type="story-developer",state="running"} 3\n',
    );
  });

  it('has no braces without labels', () => {
    expect(seriesLines(m.storyCompletions, []).render(2, null)).toBe('orchestrate_story_completions_total 2\n');
  });

  it('escapes backslash, quote and line feed, and nothing else', () => {
    expect(seriesLines(m.queueDepth, ['a\\b"c\nd{},=\té']).render(0, null)).toBe(
      'orchestrate_queue_depth{queue="a\\\\b\\"c\\nd{},=\té"} 0\n',
    );
  });

  it.each([
    [0, '0'],
    [1_500_000, '1500000'],
    [0.1, '0.1'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [1e21, '1e+21'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
    [Number.NaN, 'NaN'],
  ])('writes %d as %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});

describe('the header of a family', () => {
  it('names a counter with _total in Prometheus text, without it in OpenMetrics', () => {
    expect(headerText(m.tokens, 'prometheus')).toContain('# TYPE orchestrate_tokens_total counter\n');
    expect(headerText(m.tokens, 'openmetrics')).toMatch(
      /^# HELP orchestrate_tokens Tokens .*\n# TYPE orchestrate_tokens counter\n$/,
    );
  });

  it('keeps the _total of a gauge in both', () => {
    for (const format of ['prometheus', 'openmetrics'] as const) {
      expect(headerText(m.agents, format)).toContain('# TYPE orchestrate_agents_total gauge\n');
    }
  });

  it('tells the unit in OpenMetrics only', () => {
    expect(headerText(m.storyDuration, 'openmetrics')).toMatch(/# UNIT orchestrate_story_duration_seconds seconds\n$/);
    expect(headerText(m.storyDuration, 'prometheus')).not.toContain('UNIT');
  });
});

describe('a histogram', () => {
  const family = { ...m.toolCallDuration, buckets: [0.5, 1, 60] };
  const lines = seriesLines(family, ['Bash']);

  it('counts up to each bound, the bound included, then everything', () => {
    expect(lines.render(4, observed(family, [0.25, 0.5, 1, 100]))).toBe(
      [
        'orchestrate_tool_call_duration_seconds_bucket{tool="Bash",le="0.5"} 2',
        'orchestrate_tool_call_duration_seconds_bucket{tool="Bash",le="1.0"} 3',
        'orchestrate_tool_call_duration_seconds_bucket{tool="Bash",le="60.0"} 3',
        'orchestrate_tool_call_duration_seconds_bucket{tool="Bash",le="+Inf"} 4',
        'orchestrate_tool_call_duration_seconds_sum{tool="Bash"} 101.75',
        'orchestrate_tool_call_duration_seconds_count{tool="Bash"} 4',
        '',
      ].join('\n'),
    );
  });

  it('without labels of its own has le alone', () => {
    expect(seriesLines(m.storyDuration, []).render(1, observed(m.storyDuration, [1]))).toContain(
      'orchestrate_story_duration_seconds_bucket{le="300.0"} 1\n',
    );
  });
});

describe('a summary', () => {
  it('gives the quantiles of its window by nearest rank, and the sum and number of all observations', () => {
    const state = observed(
      m.agentExecution,
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    expect(seriesLines(m.agentExecution, ['explorer']).render(100, state)).toBe(
      [
        'orchestrate_agent_execution_seconds{type="explorer",quantile="0.5"} 50',
        'orchestrate_agent_execution_seconds{type="explorer",quantile="0.9"} 90',
        'orchestrate_agent_execution_seconds{type="explorer",quantile="0.95"} 95',
        'orchestrate_agent_execution_seconds{type="explorer",quantile="0.99"} 99',
        'orchestrate_agent_execution_seconds_sum{type="explorer"} 5050',
        'orchestrate_agent_execution_seconds_count{type="explorer"} 100',
        '',
      ].join('\n'),
    );
  });

  it('says NaN, not 0, where nothing was observed', () => {
    expect(seriesLines(m.agentExecution, ['explorer']).render(0, { window: [], sum: 0 })).toContain(
      'quantile="0.99"} NaN\n',
    );
  });
});

describe('the families', () => {
  const names = families.map(({ name }) => name);

  it('have names of their own, in OpenMetrics too', () => {
    const own = families.map(({ name, kind }) => (kind === 'counter' ? name.replace(/_total$/, '') : name));
    expect(new Set(own).size).toBe(families.length);
  });

  it('have the names and labels that the fleet’s dashboards and rules were written for', () => {
    const known = {
      orchestrate_agents_total: ['gauge', 'type', 'state'],
      orchestrate_agent_execution_seconds: ['summary', 'type'],
      orchestrate_agent_execution_duration_seconds: ['histogram', 'type'],
      orchestrate_tokens_total: ['counter', 'model', 'direction'],
      orchestrate_queue_depth: ['gauge', 'queue'],
      orchestrate_agent_failures_total: ['counter', 'type'],
      orchestrate_errors_total: ['counter', 'error_type'],
    };
    const found = families
      .filter(({ name }) => name in known)
      .map(({ name, kind, labels }) => [name, [kind, ...labels]]);
    expect(Object.fromEntries(found)).toEqual(known);
  });

  it.each(families.map((family) => [family.name, family] as const))('name %s as both formats ask', (name, family) => {
    expect(name).toMatch(/^orchestrate_[a-z][a-z_]*[a-z]$/);
    // The one exception is the epic's own.
    if (name !== m.agents.name) expect(name.endsWith('_total')).toBe(family.kind === 'counter');
    expect(name.endsWith(`_seconds`)).toBe(family.unit === 'seconds');
    expect(family.help).toMatch(/^[^\n\\"]*\.$/);
    expect(family.labels).not.toContain('le');
    expect(family.labels).not.toContain('quantile');
    expect((family.buckets ?? []).every((bound, index, all) => index === 0 || bound > (all[index - 1] ?? 0))).toBe(
      true,
    );
    expect([family.buckets !== undefined, family.quantiles !== undefined]).toEqual([
      family.kind === 'histogram',
      family.kind === 'summary',
    ]);
    const parts = ['_sum', '_count', '_bucket'].map((suffix) => `${name}${suffix}`);
    expect(names.filter((other) => parts.includes(other))).toEqual([]);
  });
});

describe('text of prom-client as OpenMetrics', () => {
  it('names counters without _total where OpenMetrics does, and has no blank lines', async () => {
    const registry = new Registry();
    const registers = [registry];
    new Counter({ name: 'a_total', help: 'about a_total.', labelNames: ['x'], registers }).inc({ x: 'a_total\nb' });
    new Gauge({ name: 'b_total', help: 'odd.', registers }).set(2);
    expect(openMetricsOf(await registry.metrics())).toBe(
      [
        '# HELP a about a_total.',
        '# TYPE a counter',
        'a_total{x="a_total\\nb"} 1',
        '# HELP b_total odd.',
        '# TYPE b_total gauge',
        'b_total 2',
        '',
      ].join('\n'),
    );
  });
});
