import type { AlertRuleData } from '../../events/alert-rule.events.js';
import { durationText } from '../../kernel/duration-text.js';
import { evaluateInstant } from '../../promql/engine/evaluate.js';
import type { VectorSample } from '../../promql/evaluation.js';
import { formatPromql } from '../../promql/format.js';
import { Labels, METRIC_NAME } from '../../promql/labels.js';
import { parsePromql } from '../../promql/parse.js';
import { PromqlError } from '../../promql/promql-error.js';
import { parseSeriesNotation } from '../../promql/series-notation.js';
import { type AlertGroup, emptyAlertGroup, foldAlertGroup } from '../alert-group.js';
import { findingsOf } from '../alert-group-findings.js';
import { decideRound, type Finding } from '../alert-group-round.js';
import type { TestedGroup, TestedRule } from './rule-groups.js';
import { expressionError, RuleTestError } from './rule-test-error.js';
import { type RuleTestFile, type RuleTestGroup, startOf } from './test-file.js';
import { alertSeries, TestSeries } from './test-series.js';

const MINUTE_MS = 60_000;

/** One expectation that was not met, or one test that could not be carried out. */
export interface RuleTestFailure {
  /** Name of the test group, or its number. */
  readonly test: string;
  /** The alert's name or the expression. */
  readonly subject: string;
  /** Since the start of the series, as the file writes it: `10m`. */
  readonly time: string;
  readonly expected: string;
  readonly got: string;
}

export interface RuleTestReport {
  readonly passed: number;
  readonly failures: readonly RuleTestFailure[];
}

/** A rule on trial, with its alerts, and their annotations as the rule last found them, by fingerprint. */
interface Tested {
  readonly rule: TestedRule;
  readonly state: AlertGroup;
  readonly annotations: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/**
 * Runs unit tests of rules as promtool does, with the evaluator and the life of alerts that the service has: evaluation
 * at every interval from the start of the series on, groups in the order asked for. An expectation that is not met is
 * reported and the next one tried. Throws a RuleTestError for a file that cannot be run.
 */
export async function runRuleTests(file: RuleTestFile, groups: readonly TestedGroup[]): Promise<RuleTestReport> {
  const intervalMs = file.evaluation_interval ?? MINUTE_MS;
  const ordered = inOrder(groups, file.group_eval_order ?? []);
  const failures: RuleTestFailure[] = [];
  let passed = 0;
  for (const [index, test] of (file.tests ?? []).entries()) {
    const run = new TestRun(test, test.name ?? `test ${index + 1}`, ordered, intervalMs, file.fuzzy_compare ?? false);
    const report = await run.run();
    passed += report.passed;
    failures.push(...report.failures);
  }
  return { passed, failures };
}

function inOrder(groups: readonly TestedGroup[], order: readonly string[]): readonly TestedGroup[] {
  const unknown = order.find((name) => !groups.some((group) => group.name === name));
  if (unknown !== undefined) throw new RuleTestError(`group_eval_order names the group ${unknown}, which there is not`);
  const place = ({ name }: TestedGroup) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...groups].sort((a, b) => place(a) - place(b));
}

type AlertTest = NonNullable<RuleTestGroup['alert_rule_test']>[number];

class TestRun {
  private readonly series: TestSeries;
  private readonly start: number;
  private readonly tested = new Map<string, Tested>();
  private readonly failures: RuleTestFailure[] = [];
  private readonly errors: RuleTestFailure[] = [];
  private passed = 0;

  constructor(
    private readonly test: RuleTestGroup,
    private readonly name: string,
    private readonly groups: readonly TestedGroup[],
    private readonly intervalMs: number,
    private readonly fuzzy: boolean,
  ) {
    this.start = startOf(test);
    const spacing = test.interval ?? intervalMs;
    this.series = new TestSeries(
      (test.input_series ?? []).map(({ series, values }) => {
        const read = this.readable(series, () => parseSeriesNotation(`${series} ${values}`, spacing));
        return { ...read, times: read.times.map((ms) => ms + this.start) };
      }),
    );
  }

  async run(): Promise<RuleTestReport> {
    const alertTests = this.test.alert_rule_test ?? [];
    const expressionTests = this.test.promql_expr_test ?? [];
    const last = Math.max(0, ...[...alertTests, ...expressionTests].map(({ eval_time: at }) => at));
    for (let at = 0; at <= last; at += this.intervalMs) {
      for (const group of this.groups) await this.evaluate(group, this.start + at);
      for (const one of alertTests)
        if (at <= one.eval_time && one.eval_time < at + this.intervalMs) this.expectAlerts(one);
    }
    for (const one of expressionTests) await this.expectSamples(one);
    return { passed: this.passed, failures: [...this.errors, ...this.failures] };
  }

  /** One round of a group: its rules in order, each seeing what the ones before it made. */
  private async evaluate(group: TestedGroup, at: number): Promise<void> {
    for (const [index, rule] of group.rules.entries()) {
      const id = `${group.name}/${index}`;
      try {
        const samples = await this.vectorOf(rule, at);
        if (rule.kind === 'record') this.series.record(id, at, recorded(rule, samples));
        else this.decide(id, rule, findingsOf(id, asRule(rule), samples), at);
      } catch (error) {
        if (!(error instanceof PromqlError)) throw error;
        // Alerts of a rule that cannot be evaluated stay as they are.
        this.tellError(rule, at, error.message);
      }
    }
  }

  private decide(id: string, rule: TestedRule, findings: readonly Finding[], at: number): void {
    const before = this.tested.get(id);
    const state = before?.state ?? emptyAlertGroup;
    const outcome = { ok: true, findings, remaining: undefined } as const;
    const events = decideRound(state, {
      at,
      intervalMs: this.intervalMs,
      rules: [{ ruleId: id, rule: asRule(rule), outcome }],
      goneBecause: () => 'rule_deleted',
    });
    const after = { ...foldAlertGroup(state, events), evaluatedAt: at };
    const annotations = new Map(before?.annotations);
    for (const finding of findings) annotations.set(finding.fingerprint, finding.annotations);
    this.tested.set(id, { rule, state: after, annotations });
    const series = [...after.alerts.values()].flatMap(({ labels, phase, activeAt }) =>
      alertSeries(asWritten(labels, rule), phase, activeAt),
    );
    this.series.record(id, at, series);
  }

  private async vectorOf({ expr }: TestedRule, at: number): Promise<readonly VectorSample[]> {
    const { answer } = await evaluateInstant(expr, this.series.current, at);
    if (answer.type === 'vector') return answer.samples;
    if (answer.type === 'scalar') return [{ labels: Labels.empty, value: answer.value }];
    throw new PromqlError('evaluate', `rule result is not a vector or scalar but a ${answer.type}`);
  }

  private expectAlerts({ alertname, eval_time: at, exp_alerts: expected }: AlertTest): void {
    const firing = [...this.tested.values()].flatMap(({ rule, state, annotations }) =>
      [...state.alerts.values()].flatMap(({ phase, labels, fingerprint }) =>
        phase === 'firing' && rule.name === alertname
          ? [alertText(asWritten(labels, rule), annotations.get(fingerprint) ?? {})]
          : [],
      ),
    );
    const wanted = (expected ?? []).map(({ exp_labels: labels, exp_annotations: annotations }) =>
      alertText({ ...labels, alertname }, annotations ?? {}),
    );
    this.compare(alertname, at, wanted.sort(), firing.sort());
  }

  private async expectSamples({
    expr,
    eval_time: at,
    exp_samples: expected,
  }: NonNullable<RuleTestGroup['promql_expr_test']>[number]): Promise<void> {
    const histogram = expected?.find((sample) => sample.histogram !== undefined);
    if (histogram) throw new RuleTestError(`${this.name}: ${expr}: native histograms are not supported`);
    try {
      const { answer } = await evaluateInstant(parsePromql(expr), this.series.current, this.start + at);
      if (answer.type !== 'vector' && answer.type !== 'scalar') {
        throw new PromqlError('evaluate', `it answers a ${answer.type}, not a vector or scalar`);
      }
      const got = answer.type === 'scalar' ? [{ labels: Labels.empty, value: answer.value }] : answer.samples;
      const wanted = (expected ?? []).map(({ labels, value }) => ({
        labels: this.readable(labels, () => parseSeriesNotation(labels, 1).labels),
        value: value ?? 0,
      }));
      const equal = sameSamples(wanted, got, this.fuzzy);
      this.compare(expr, at, equal ? [] : wanted.map(sampleText).sort(), equal ? [] : got.map(sampleText).sort());
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      this.failures.push({
        ...this.about(expr, at),
        expected: samplesExpected(expected?.length ?? 0),
        got: excerpted(expressionError('error', expr, error)),
      });
    }
  }

  private compare(subject: string, at: number, wanted: readonly string[], got: readonly string[]): void {
    if (wanted.join('\n') === got.join('\n')) this.passed += 1;
    else this.failures.push({ ...this.about(subject, at), expected: listText(wanted), got: listText(got) });
  }

  /** A rule that cannot be evaluated fails its test once, however often it is evaluated. */
  private tellError(rule: TestedRule, at: number, message: string): void {
    if (this.errors.some(({ subject }) => subject === rule.name)) return;
    const expected = `an evaluation of ${formatPromql(rule.expr)}`;
    this.errors.push({ ...this.about(rule.name, at - this.start), expected, got: `error: ${message}` });
  }

  private about(subject: string, at: number): Pick<RuleTestFailure, 'test' | 'subject' | 'time'> {
    return { test: this.name, subject, time: durationText(at) };
  }

  private readable<T>(text: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof PromqlError) throw new RuleTestError(`${this.name}: ${text}: ${error.message}`);
      throw error;
    }
  }
}

/** The rule as the life of alerts knows rules; a series that is gone resolves at once, as in Prometheus. */
function asRule({ name, expr, forMs, keepFiringForMs, labels, annotations }: TestedRule): AlertRuleData {
  return {
    name,
    kind: 'promql',
    condition: formatPromql(expr),
    parameters: null,
    severity: 'warning',
    channels: [],
    enabled: true,
    forMs,
    keepFiringForMs,
    labels: { ...labels },
    annotations: { ...annotations },
    intervalMs: null,
    group: 'test',
    unit: 'none',
    noData: 'resolve',
    runbookUrl: null,
  };
}

/** Labels without the severity that our rules always have, where the file names none. */
function asWritten(labels: Readonly<Record<string, string>>, rule: TestedRule): Readonly<Record<string, string>> {
  if ('severity' in rule.labels) return labels;
  const { severity: _ours, ...written } = labels;
  return written;
}

function recorded({ name, labels }: TestedRule, samples: readonly VectorSample[]): readonly VectorSample[] {
  const made = samples.map((sample) => ({ ...sample, labels: sample.labels.with({ ...labels, [METRIC_NAME]: name }) }));
  if (new Set(made.map(({ labels: { key } }) => key)).size < made.length) {
    throw new PromqlError('evaluate', 'vector contains metrics with the same labelset after applying rule labels');
  }
  return made;
}

function sameSamples(wanted: readonly VectorSample[], got: readonly VectorSample[], fuzzy: boolean): boolean {
  if (wanted.length !== got.length) return false;
  const byLabels = new Map(got.map((sample) => [sample.labels.key, sample.value]));
  return wanted.every(({ labels, value }) => {
    const other = byLabels.get(labels.key);
    if (other === undefined) return false;
    if (Object.is(value, other) || value === other) return true;
    return fuzzy && Math.abs(value - other) <= 1e-15 * Math.max(Math.abs(value), Math.abs(other));
  });
}

function alertText(labels: Readonly<Record<string, string>>, annotations: Readonly<Record<string, string>>): string {
  return `Labels:${labelsText(labels)} Annotations:${labelsText(annotations)}`;
}

/** As Prometheus writes label sets: `{alertname="x", type="y"}`. */
function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ')}}`;
}

function sampleText({ labels, value }: VectorSample): string {
  return `${labels.get(METRIC_NAME)}${labelsText(labels.withoutName().toRecord())} ${value}`;
}

function excerpted({ message, at }: RuleTestError): string {
  return at === null ? message : `${message}\n${at.excerpt}`;
}

function samplesExpected(count: number): string {
  return count === 0 ? 'no samples' : `${count} samples`;
}

function listText(lines: readonly string[]): string {
  return lines.length === 0 ? '[]' : lines.map((line) => `\n  ${line}`).join('');
}
