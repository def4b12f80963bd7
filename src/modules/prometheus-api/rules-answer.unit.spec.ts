import { describe, expect, it } from 'vitest';
import type { AlertRuleData } from '../../events/alert-rule.events.js';
import type { OpenAlert, RuleGroupState } from '../alerting/index.js';
import { alertJson, groupJson } from './rules-answer.js';

const rule: AlertRuleData = {
  name: 'Backlog',
  kind: 'promql',
  condition: 'orchestrate_queue_depth > 5',
  parameters: null,
  severity: 'warning',
  channels: [],
  enabled: true,
  forMs: 300_000,
  keepFiringForMs: 0,
  labels: { team: 'core' },
  annotations: { summary: 'full' },
  intervalMs: null,
  group: 'queues',
  unit: 'none',
  noData: 'resolve',
  runbookUrl: null,
} as AlertRuleData;
const open: OpenAlert = {
  labels: { alertname: 'Backlog' },
  annotations: {},
  state: 'pending',
  value: '7',
  activeAt: '2026-01-15T10:00:00.000Z',
  clearedAt: null,
};
const group = (alerts: readonly OpenAlert[], error: string | null = null): RuleGroupState => ({
  name: 'queues',
  intervalMs: 15_000,
  lastAt: new Date('2026-01-15T10:00:15Z'),
  durationMs: 4,
  rules: [{ rule, alerts, lastAt: new Date('2026-01-15T10:00:15Z'), durationMs: 2, error }],
});

describe('rules in Prometheus’ words', () => {
  it('have their group, state, health and alerts', () => {
    expect(groupJson(group([open, { ...open, state: 'firing' }]), true)).toMatchObject({
      name: 'queues',
      interval: 15,
      evaluationTime: 0.004,
      lastEvaluation: '2026-01-15T10:00:15.000Z',
      rules: [
        {
          type: 'alerting',
          state: 'firing',
          health: 'ok',
          duration: 300,
          labels: { severity: 'warning', team: 'core' },
          alerts: [{ state: 'pending' }, { state: 'firing' }],
        },
      ],
    });
    expect(groupJson(group([open], 'no'), false).rules[0]).toMatchObject({
      state: 'pending',
      health: 'err',
      lastError: 'no',
    });
    expect(groupJson(group([]), false).rules[0]).toMatchObject({ state: 'inactive' });
    expect(groupJson(group([]), false).rules[0]).not.toHaveProperty('alerts');
  });

  it('are unknown before they are evaluated', () => {
    const state = { ...group([]), lastAt: undefined, durationMs: undefined };
    const never = { ...state, rules: [{ ...state.rules[0]!, lastAt: undefined, durationMs: undefined }] };
    expect(groupJson(never, true)).toMatchObject({
      lastEvaluation: '0001-01-01T00:00:00Z',
      rules: [{ health: 'unknown', lastEvaluation: '0001-01-01T00:00:00Z' }],
    });
  });

  it.each([
    ['7', '7e+00'],
    ['0.00012', '1.2e-04'],
    ['-1e100', '-1e+100'],
    ['+Inf', '+Inf'],
    ['NaN', 'NaN'],
  ])('write the value %s as %s', (value, text) => {
    expect(alertJson({ ...open, value }).value).toBe(text);
  });

  it('say since when an alert fires on', () => {
    const clearedAt = '2026-01-15T10:05:00.000Z';
    expect(alertJson({ ...open, clearedAt })).toMatchObject({ keepFiringSince: clearedAt });
    expect(alertJson(open)).not.toHaveProperty('keepFiringSince');
  });
});
