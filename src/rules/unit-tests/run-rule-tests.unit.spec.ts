import { describe, expect, it } from 'vitest';
import { readRuleGroups } from './rule-groups.js';
import { runRuleTests } from './run-rule-tests.js';
import { readTestFile } from './test-file.js';

const rules = `
groups:
  - name: recorded
    rules:
      - record: job:errors:rate5m
        expr: sum by (job) (rate(errors_total[5m]))
  - name: alerts
    rules:
      - alert: Errors
        expr: job:errors:rate5m > 0.5
        for: 2m
        keep_firing_for: 3m
        labels: { team: core }
        annotations: { summary: '{{ $labels.job }} at {{ $value }}' }
      - alert: Several
        expr: count(ALERTS{alertname="Errors", alertstate="firing"}) > 0
`;

const run = (tests: string) => runRuleTests(readTestFile('test.yml', tests), readRuleGroups('rules.yml', rules));

describe('unit tests of rules', () => {
  it('see recorded series, pending time, alerts of rules before them, and an alert that is kept', async () => {
    const report = await run(`
tests:
  - interval: 1m
    input_series:
      - { series: 'errors_total{job="api"}', values: '0+60x10 600x20' }
    alert_rule_test:
      - { eval_time: 3m, alertname: Errors, exp_alerts: [] }
      - eval_time: 5m
        alertname: Errors
        exp_alerts: [{ exp_labels: { job: api, team: core }, exp_annotations: { summary: api at 1 } }]
      - { eval_time: 5m, alertname: Several, exp_alerts: [{}] }
      - { eval_time: 14m, alertname: Errors, exp_alerts: [{ exp_labels: { job: api, team: core }, exp_annotations: { summary: api at 0.75 } }] }
      - { eval_time: 25m, alertname: Errors, exp_alerts: [] }
    promql_expr_test:
      - { expr: 'job:errors:rate5m', eval_time: 5m, exp_samples: [{ labels: 'job:errors:rate5m{job="api"}', value: 1 }] }
      - { expr: 'count(ALERTS_FOR_STATE)', eval_time: 5m, exp_samples: [{ labels: '{}', value: 2 }] }
      - { expr: 'nothing', eval_time: 5m, exp_samples: [] }
`);
    expect(report.failures).toEqual([]);
    expect(report.passed).toBe(8);
  });

  it('say of every failure what was expected and what came, and go on', async () => {
    const report = await run(`
tests:
  - name: too early
    interval: 1m
    input_series: [{ series: 'errors_total{job="api"}', values: '0+60x10' }]
    alert_rule_test:
      - { eval_time: 1m, alertname: Errors, exp_alerts: [{ exp_labels: { job: api } }] }
    promql_expr_test:
      - { expr: 'errors_total', eval_time: 1m, exp_samples: [{ labels: 'errors_total{job="api"}', value: 61 }] }
      - { expr: 'errors_total + on(job) group_left', eval_time: 1m }
      - { expr: 'errors_total', eval_time: 2m, exp_samples: [{ labels: 'errors_total{job="api"}', value: 120 }] }
`);
    expect(report.passed).toBe(1);
    expect(report.failures).toEqual([
      {
        test: 'too early',
        subject: 'Errors',
        time: '1m',
        expected: '\n  Labels:{alertname="Errors", job="api"} Annotations:{}',
        got: '[]',
      },
      {
        test: 'too early',
        subject: 'errors_total',
        time: '1m',
        expected: '\n  errors_total{job="api"} 61',
        got: '\n  errors_total{job="api"} 60',
      },
      expect.objectContaining({
        subject: 'errors_total + on(job) group_left',
        got: expect.stringMatching(/^error: [^]*line 1, column \d+\)\nerrors_total[^]*\^$/),
      }),
    ]);
  });

  it('are run on rules in our own form, with their severity', async () => {
    const groups = readRuleGroups(
      'rules.yml',
      `rules:
  - { name: High, kind: threshold, parameters: { expression: depth, op: '>', value: 5 }, severity: critical, for: 1m }
  - { name: Plain, condition: depth > 90, group: others, labels: { team: core } }`,
    );
    expect(groups.map(({ name }) => name)).toEqual(['default', 'others']);
    const file = readTestFile(
      'test.yml',
      `
tests:
  - input_series: [{ series: 'depth', values: '6x10' }]
    alert_rule_test:
      - { eval_time: 5m, alertname: High, exp_alerts: [{ exp_labels: { severity: critical } }] }
      - { eval_time: 5m, alertname: Plain, exp_alerts: [] }
`,
    );
    expect(await runRuleTests(file, groups)).toEqual({ passed: 2, failures: [] });
  });

  it.each([
    ['rules: [{ name: a, condition: sum(x }]', /rules\.0 \(a\): .*line 1, column 6/, 'sum(x\n     ^'],
    ['groups: [{ name: g, rules: [{ alert: a, expr: sum(x }] }]', /rule 1 \(a\): .*line 1, column 6/, 'sum(x\n     ^'],
    ['rules: [{ name: a, condition: x, severity: page }]', /rules\.0\.severity: /, undefined],
    ['rules: [{ name: a, kind: absence, parameters: { selector: x, window: 5m } }]', /known to the service/, undefined],
    ['nothing: []', /groups/, undefined],
  ])('refuse %s, with the place', (text, message, excerpt) => {
    expect(() => readRuleGroups('rules.yml', text)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        at: excerpt === undefined ? null : expect.objectContaining({ excerpt }),
      }),
    );
  });

  it('tell a rule that cannot be evaluated once, and leave its alerts as they are', async () => {
    const groups = readRuleGroups('rules.yml', 'groups: [{ name: g, rules: [{ alert: A, expr: "a + b > 0" }] }]');
    const file = readTestFile(
      'test.yml',
      `
tests:
  - input_series:
      - { series: 'a{x="1"}', values: '1x10' }
      - { series: 'b{x="1"}', values: '1x10' }
      - { series: 'b{y="2"}', values: '_x2 1x10' }
      - { series: 'a{y="2"}', values: '_x2 1x10' }
    alert_rule_test: [{ eval_time: 5m, alertname: A, exp_alerts: [{ exp_labels: { x: '1' } }, { exp_labels: { y: '2' } }] }]
`,
    );
    expect(await runRuleTests(file, groups)).toEqual({ passed: 1, failures: [] });
  });

  it('take 0x3 for four times 0, with quotes or without', async () => {
    const file = readTestFile(
      'test.yml',
      `
tests:
  - input_series:
      - { series: 'bare', values: 0x3 }
      - { series: 'quoted', values: '0x3' }
    promql_expr_test:
      - { expr: bare, eval_time: 3m, exp_samples: [{ labels: bare, value: 0 }] }
      - { expr: quoted, eval_time: 3m, exp_samples: [{ labels: quoted, value: 0 }] }
`,
    );
    expect(await runRuleTests(file, [])).toEqual({ passed: 2, failures: [] });
  });

  it.each([
    ['tests: [{ input_series: [{ series: "a{", values: "1" }] }]', /a\{.*label/],
    ['tests: [{ alert_rule_test: [{ eval_time: 5x, alertname: A }] }]', /eval_time: "5x" is no duration/],
    ['tests: [{ promql_expr_test: [{ expr: a, eval_time: 1m, exp_sample: [] }] }]', /exp_sample/],
    ['group_eval_order: [nowhere]\ntests: []', /nowhere, which there is not/],
    ['tests: [', /test\.yml/],
  ])('refuse %s with a message that says why', async (text, message) => {
    await expect(async () => run(text)).rejects.toThrow(message);
  });
});
