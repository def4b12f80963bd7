import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertRuleData } from '../events/alert-rule.events.js';
import { alertSeverities, displayUnits, noDataPolicies } from '../kernel/alert-vocabulary.js';
import { readRuleFile } from './rule-file.js';
import { ruleFileText } from './rule-file-text.js';
import { ruleOfDraft } from './rule-of-draft.js';

const unknown = () => undefined;
const rulesOf = (text: string) => {
  const { problems, rules } = readRuleFile(text);
  expect(problems).toEqual([]);
  return rules.map(({ draft }) => ruleOfDraft(draft, unknown));
};

describe('a file of rules', () => {
  it('reads the short form, quotes within quotes included', () => {
    const rules = rulesOf(`
rules:
  - name: high-failure-rate
    condition: "rate(orchestrate_agent_failures_total[5m]) > 0.2"
    severity: critical
    channels: [slack, pagerduty]

  - name: queue-backup
    condition: "orchestrate_queue_depth{queue='webhook_events'} > 100"
    severity: warning
    channels: [slack]

  - name: token-budget-exceeded
    condition: "sum(orchestrate_tokens_total) > 1000000"
    severity: warning
    channels: [email]
`);
    expect(rules).toMatchObject([
      {
        name: 'high-failure-rate',
        condition: 'rate(orchestrate_agent_failures_total[5m]) > 0.2',
        severity: 'critical',
        channels: ['slack', 'pagerduty'],
        enabled: true,
        forMs: 0,
      },
      { name: 'queue-backup', condition: "orchestrate_queue_depth{queue='webhook_events'} > 100", channels: ['slack'] },
      { name: 'token-budget-exceeded', condition: 'sum(orchestrate_tokens_total) > 1000000', channels: ['email'] },
    ]);
  });

  it('reads what is filled in, and the names that Prometheus has for the same fields', () => {
    const rules = rulesOf(`
rules:
  - name: silent
    kind: rate
    parameters: { selector: requests_total, percent: 50, window: 5m, minChange: 2.5 }
    enabled: false
    for: 0
    keep_firing_for: 1m
    no_data: alert
    runbook_url: docs/runbooks/silent.md
    labels: { team: 007, on: yes }
`);
    expect(rules).toMatchObject([
      {
        parameters: { kind: 'rate', percent: 50, windowMs: 300_000, minChange: 2.5 },
        enabled: false,
        keepFiringForMs: 60_000,
        noData: 'alert',
        runbookUrl: 'docs/runbooks/silent.md',
        labels: { team: '007', on: 'yes' },
      },
    ]);
  });

  it('reads groups of Prometheus: what it has no use for is told, not taken', () => {
    const text = `
groups:
  - name: fleet
    interval: 30s
    limit: 10
    labels: { team: core, tier: "1" }
    rules:
      - record: job:failures:rate5m
        expr: sum(rate(failures_total[5m]))
      - alert: Failing
        expr: |
          sum(rate(failures_total[5m]))
            > 0.2
        for: 1h30m
        labels: { severity: critical, tier: "2" }
        annotations: { summary: 'x {{ $value }}', runbook_url: https://runbooks.example.com/failing }
      - alert: Paging
        expr: vector(1)
        labels: { severity: page }
  - name: none
    rules:
`;
    const file = readRuleFile(text);
    expect(file.notTaken).toEqual([{ group: 'fleet', record: 'job:failures:rate5m' }]);
    expect(file.warnings.map(({ field }) => field)).toEqual(['groups.0.limit', 'groups.0.rules.2.labels.severity']);
    expect(rulesOf(text)).toMatchObject([
      {
        name: 'Failing',
        condition: 'sum(rate(failures_total[5m]))\n  > 0.2',
        severity: 'critical',
        labels: { team: 'core', tier: '2' },
        annotations: { summary: 'x {{ $value }}' },
        runbookUrl: 'https://runbooks.example.com/failing',
        forMs: 5_400_000,
        intervalMs: 30_000,
        group: 'fleet',
      },
      { name: 'Paging', severity: 'warning', labels: { severity: 'page', team: 'core' } },
    ]);
  });

  it.each([
    ['', 'content', /neither/],
    ['- a', 'content', /neither/],
    ['rules: [', 'content', /no YAML/],
    ['rules: {}', 'rules', /list/],
    ['rules: []\nmore: 1', 'more', /not known/],
    ['rules: [{ name: a }]', 'rules.0.condition', /./],
    ['rules: [{ name: a, condition: up, for: -1m }]', 'rules.0.for', /duration/],
    ['rules: [{ name: a, condition: up, severity: page }]', 'rules.0.severity', /critical/],
    ['rules: [{ name: a, kind: magic }]', 'rules.0.kind', /promql, threshold/],
    ['groups: [{ name: g, rules: [{ expr: up }] }]', 'groups.0.rules.0', /alert/],
    ['groups: [{ name: g, rules: [{ alert: A, expr: up, fore: 5m }] }]', 'groups.0.rules.0', /fore/],
    ['groups: [{ name: g, rules: [{ alert: A, expr: "" }] }]', 'groups.0.rules.0.expr', /empty/],
    [
      'groups: [{ name: g, rules: [{ alert: A, expr: up, annotations: { orchestrate_unit: x } }] }]',
      'groups.0.rules.0.annotations.orchestrate_unit',
      /ratio/,
    ],
  ])('says where it is wrong: %j', (text, field, message) => {
    expect(readRuleFile(text).problems).toEqual([
      expect.objectContaining({ field, message: expect.stringMatching(message) }),
    ]);
  });

  it('tells all faults of form of a rule, and of which rule and line each is', () => {
    const { problems, salvaged, placeOf } = readRuleFile(`
rules:
  - { name: fine, condition: up }
  - name: broken
    expr: sum(
    unit: furlongs
    channels: [slack]
groups:
  - name: g
    rules:
      - alert: theirs
        expr: sum(
        for: soon
`);
    expect(problems.map(({ field }) => [field, placeOf(field)])).toEqual([
      ['rules.1.unit', 'the rule broken, line 6 of the file'],
      ['groups.0.rules.0.for', 'the rule theirs, line 13 of the file'],
    ]);
    expect(salvaged).toMatchObject([
      { path: 'rules.1', draft: { name: 'broken', condition: 'sum(', channels: ['slack'] } },
      { path: 'groups.0.rules.0', draft: { name: 'theirs', condition: 'sum(' } },
    ]);
    expect(['rules.1.condition', 'groups.0.rules.0.condition', 'rules.1.labels.a', 'content'].map(placeOf)).toEqual([
      'the rule broken, line 5 of the file',
      'the rule theirs, line 12 of the file',
      'the rule broken, line 4 of the file',
      undefined,
    ]);
  });

  it('shows the line that is no YAML', () => {
    const [problem] = readRuleFile('rules:\n  - name: "a\n').problems;
    expect(problem?.at).toMatchObject({ line: expect.any(Number), excerpt: expect.stringContaining('^') });
  });

  it('does not unfold a bomb of aliases', () => {
    const levels = [
      'a: &a ["x"]',
      ...[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`)}]`),
    ];
    expect(readRuleFile(`${levels.join('\n')}\nrules: *h`).problems).toMatchObject([{ field: 'content' }]);
  });
});

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((one) => !/[\p{Cc}\p{Cs}]|\{\{/u.test(one));
const name = text.map((one) => one.trim()).filter((one) => one !== '');
const labelName = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter((one) => one !== 'severity' && one !== '__name__');
const ms = fc.integer({ min: 0, max: 10 ** 9 });
const rule: fc.Arbitrary<AlertRuleData> = fc.record({
  name,
  kind: fc.constant('promql' as const),
  condition: fc.constantFrom('up > 1', "up{a='b'}\n  > 1 # so", 'vector(1)', 'up{a=~".*\\\\d: - \\"x\\""}'),
  parameters: fc.constant(null),
  severity: fc.constantFrom(...alertSeverities),
  channels: fc.uniqueArray(name, { maxLength: 3 }),
  enabled: fc.boolean(),
  forMs: ms,
  keepFiringForMs: ms,
  labels: fc.dictionary(labelName, text, { maxKeys: 3 }),
  annotations: fc.dictionary(labelName, fc.oneof(text, fc.constant('so {{ $value | humanize }}\n- "x": y\n')), {
    maxKeys: 3,
  }),
  intervalMs: fc.constantFrom(null, 15_000, 60_000),
  group: fc.constantFrom('default', 'fleet', 'fleet (2)', 'yes'),
  unit: fc.constantFrom(...displayUnits),
  noData: fc.constantFrom(...noDataPolicies),
  runbookUrl: fc.constantFrom(null, 'https://runbooks.example.com/a#b', 'docs/a.md'),
});
const filledIn: fc.Arbitrary<AlertRuleData> = rule.map((one) => ({
  ...one,
  kind: 'absence',
  condition: 'absent_over_time(x{a="{{"}[10m])',
  parameters: { kind: 'absence', selector: 'x{a="{{"}', windowMs: 600_000, mode: 'any' },
}));
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('an exported file', () => {
  it('reads back as the same rules', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(rule, filledIn), { maxLength: 6 }), (rules) => {
        const byName = (a: AlertRuleData, b: AlertRuleData) => (a.name < b.name ? -1 : 1);
        const unique = [...new Map(rules.map((one) => [one.name, one])).values()];
        expect(plain(rulesOf(ruleFileText(unique)).sort(byName))).toEqual(plain(unique.sort(byName)));
      }),
      { numRuns: 200 },
    );
  });
});
