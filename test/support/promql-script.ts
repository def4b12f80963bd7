import { evaluateInstant, evaluateRange } from '../../src/promql/engine/evaluate.js';
import type { Notices, VectorSample } from '../../src/promql/evaluation.js';
import { Labels } from '../../src/promql/labels.js';
import { MemorySeriesSource } from '../../src/promql/memory-series-source.js';
import { parsePromql } from '../../src/promql/parse.js';
import { PromqlError } from '../../src/promql/promql-error.js';
import { parseSeriesNotation } from '../../src/promql/series-notation.js';
import type { SampledSeries } from '../../src/promql/series-source.js';

/**
 * Scripts in the style of Prometheus' own tests of its language:
 *
 *     load 1m
 *       http_requests_total{path="/a"} 0+60x10
 *
 *     eval instant at 5m rate(http_requests_total[5m])
 *       expect no_info
 *       {path="/a"} 1
 *
 *     eval range from 0 to 4m step 2m http_requests_total > 60
 *       http_requests_total{path="/a"} _ 120 240
 *
 * `clear` forgets what was loaded. Further `expect` lines: `fail [msg: …]`, `warn [msg: …]`, `info [msg: …]`, `no_warn`,
 * `ordered` and `string "…"`. Each `eval` is a case of its own.
 */
export function readScript(text: string): readonly ScriptCase[] {
  const cases: ScriptCase[] = [];
  let loaded = new Map<string, SampledSeries>();
  const lines = text.split('\n').map((line) => line.replace(/^\s*#.*$/, '').trimEnd());
  for (let index = 0; index < lines.length; index++) {
    const head = lines[index]!.trim();
    if (head === '') continue;
    const line = index + 1;
    const body: string[] = [];
    while (/^\s+\S/.test(lines[index + 1] ?? '')) body.push(lines[++index]!.trim());
    if (head === 'clear') loaded = new Map();
    else if (head.startsWith('load ')) loaded = withLoaded(loaded, body, durationOf(head.slice(5).trim()));
    else if (head.startsWith('eval ')) cases.push(new ScriptCase(line, head.slice(5), body, loaded.values()));
    else throw new Error(`line ${line}: "${head}" is no command`);
  }
  return cases;
}

const INSTANT = /^instant at (\S+)\s+(.+)$/;
const RANGE = /^range from (\S+) to (\S+) step (\S+)\s+(.+)$/;
const TOLERANCE = 1e-6;

export class ScriptCase {
  readonly expression: string;
  private readonly moment: { readonly from: number; readonly to: number; readonly step: number };
  private readonly isInstant: boolean;
  private readonly source: MemorySeriesSource;
  private readonly expectations: readonly string[];
  private readonly results: readonly string[];

  constructor(
    readonly line: number,
    private readonly head: string,
    body: readonly string[],
    series: Iterable<SampledSeries>,
  ) {
    const instant = INSTANT.exec(head);
    const range = RANGE.exec(head);
    if (!instant && !range) throw new Error(`line ${line}: "eval ${head}" is neither instant nor range`);
    this.isInstant = instant !== null;
    this.expression = (instant?.[2] ?? range?.[4])!;
    const [from, to, step] = instant ? [instant[1]!, instant[1]!, '1m'] : range!.slice(1, 4);
    this.moment = { from: durationOf(from!), to: durationOf(to!), step: durationOf(step!) };
    this.source = new MemorySeriesSource(series);
    this.expectations = body.filter((each) => each.startsWith('expect ')).map((each) => each.slice(7));
    this.results = body.filter((each) => !each.startsWith('expect '));
  }

  /** Evaluates, and throws where the answer is not the expected one. */
  async check(): Promise<void> {
    try {
      const refusal = await this.refusal();
      if (refusal) this.checkRefusal(refusal);
      else if (this.isInstant) await this.checkInstant();
      else await this.checkRange();
    } catch (error) {
      throw new Error(`line ${this.line}: eval ${this.head}\n${(error as Error).message}`, { cause: error });
    }
  }

  private async refusal(): Promise<PromqlError | undefined> {
    const { from, to, step } = this.moment;
    try {
      const expr = parsePromql(this.expression);
      if (this.isInstant) await evaluateInstant(expr, this.source, from);
      else await evaluateRange(expr, this.source, { startMs: from, endMs: to, stepMs: step });
      const expected = this.expectation('fail');
      if (expected !== undefined) throw new Error('was expected to fail');
      return undefined;
    } catch (error) {
      if (error instanceof PromqlError) return error;
      throw error;
    }
  }

  private checkRefusal(error: PromqlError): void {
    const expected = this.expectation('fail');
    if (expected === undefined) throw new Error(`failed: ${error.message}`, { cause: error });
    assertMessage(expected, [error.message], 'failure');
  }

  private async checkInstant(): Promise<void> {
    const expr = parsePromql(this.expression);
    const { from: at } = this.moment;
    const { answer, ...notices } = await evaluateInstant(expr, this.source, at);
    this.checkNotices(notices);
    switch (answer.type) {
      case 'scalar':
        return assertSame([`{} ${answer.value}`], this.results.map(asScalar));
      case 'string':
        return assertSame([answer.value], [JSON.parse(this.expectation('string') ?? '""') as string]);
      case 'matrix': {
        const wanted = this.results.map((each) => parseSeriesNotation(each, 0));
        return assertSame(
          answer.series.map(({ labels, values }) => written(labels, values)),
          wanted.map(({ labels, values }) => written(labels, values)),
        );
      }
      case 'vector': {
        const wanted = this.results.map((each) => asSample(each));
        assertVector(answer.samples, wanted, this.expectation('ordered') !== undefined);
        if (this.expectation('ordered') !== undefined) return;
        // The same in the middle of a range.
        const { step } = this.moment;
        const { series } = await evaluateRange(expr, this.source, {
          startMs: at - step,
          endMs: at + step,
          stepMs: step,
        });
        const middle = series.flatMap(({ labels, times, values }) => {
          const index = times.indexOf(at);
          return index < 0 ? [] : [{ labels, value: values[index]! }];
        });
        assertVector(middle, wanted, false);
      }
    }
  }

  private async checkRange(): Promise<void> {
    const { from, to, step } = this.moment;
    const range = { startMs: from, endMs: to, stepMs: step };
    const { series, ...notices } = await evaluateRange(parsePromql(this.expression), this.source, range);
    this.checkNotices(notices);
    const wanted = this.results
      .map((each) => parseSeriesNotation(each, step))
      .filter(({ times }) => times.length > 0)
      .flatMap(({ labels, times, values }) => Array.from(times, (time, at) => atTime(labels, time, values[at]!)));
    const found = series.flatMap(({ labels, times, values }) =>
      times.map((time, at) => atTime(labels, time - from, values[at]!)),
    );
    assertVector(found, wanted, false);
  }

  private checkNotices({ warnings, infos }: Notices): void {
    for (const [kind, said] of [
      ['warn', warnings],
      ['info', infos],
    ] as const) {
      const expected = this.expectation(kind);
      if (expected !== undefined) assertMessage(expected, said, kind);
      if (this.expectation(`no_${kind}`) !== undefined && said.length > 0) throw new Error(`unexpected: ${said}`);
    }
  }

  private expectation(kind: string): string | undefined {
    const found = this.expectations.find((each) => each === kind || each.startsWith(`${kind} `));
    return found?.slice(kind.length).trim();
  }
}

function withLoaded(
  before: ReadonlyMap<string, SampledSeries>,
  lines: readonly string[],
  intervalMs: number,
): Map<string, SampledSeries> {
  const after = new Map(before);
  for (const line of lines) {
    const series = parseSeriesNotation(line, intervalMs);
    const known = after.get(series.labels.key);
    after.set(series.labels.key, known ? joined(known, series) : series);
  }
  return after;
}

function joined(one: SampledSeries, other: SampledSeries): SampledSeries {
  // Byte by byte, for a staleness marker would not survive as a number.
  const order = [...one.times, ...other.times]
    .map((time, index) => ({ time, index }))
    .sort((a, b) => a.time - b.time || a.index - b.index);
  const values = new Float64Array(order.length);
  const bits = new BigUint64Array(values.buffer);
  const given = [one, other].map((each) => new BigUint64Array(each.values.slice().buffer));
  order.forEach(({ index }, at) => {
    bits[at] = index < one.times.length ? given[0]![index]! : given[1]![index - one.times.length]!;
  });
  return { labels: one.labels, times: Float64Array.from(order, ({ time }) => time), values };
}

/** In milliseconds: `1h30m`, or plain seconds. */
function durationOf(text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5, y: 31536e6 };
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.map(([all]) => all).join('') !== text.replace(/^-/, '')) throw new Error(`"${text}" is no duration`);
  const sum = parts.reduce((total, [, count, unit]) => total + Number(count) * units[unit!]!, 0);
  return text.startsWith('-') ? -sum : sum;
}

function asSample(text: string): VectorSample {
  if (!/[{\sa-zA-Z_]/.test(text)) return { labels: Labels.empty, value: Number(text) };
  const { labels, values } = parseSeriesNotation(text, 0);
  if (values.length !== 1) throw new Error(`"${text}" is not one sample`);
  return { labels, value: values[0]! };
}

function asScalar(text: string): string {
  return `{} ${parseSeriesNotation(`{} ${text}`, 0).values[0]}`;
}

function atTime(labels: Labels, time: number, value: number): VectorSample {
  return { labels: labels.with({ __time__: String(time) }), value };
}

function written(labels: Labels, values: Iterable<number>): string {
  return `${labels.key} ${[...values].join(' ')}`;
}

function assertMessage(expectation: string, said: readonly string[], what: string): void {
  const [, how, text = ''] = /^(msg|regex):\s*(.*)$/.exec(expectation) ?? [];
  const fits = (message: string): boolean =>
    how === undefined || (how === 'msg' ? message.includes(text) : new RegExp(text).test(message));
  if (!said.some(fits)) throw new Error(`expected ${what} ${expectation}, got: ${said.join('; ') || 'none'}`);
}

function assertVector(found: readonly VectorSample[], wanted: readonly VectorSample[], isOrdered: boolean): void {
  const order = (samples: readonly VectorSample[]): readonly VectorSample[] =>
    isOrdered ? samples : [...samples].sort((a, b) => (a.labels.key < b.labels.key ? -1 : 1));
  const left = order(found);
  const right = order(wanted);
  const isSame =
    left.length === right.length &&
    left.every(({ labels, value }, index) => {
      const other = right[index]!;
      return labels.key === other.labels.key && isClose(value, other.value);
    });
  if (!isSame) throw new Error(`got:\n${listed(left)}\nexpected:\n${listed(right)}`);
}

function listed(samples: readonly VectorSample[]): string {
  return samples.map(({ labels, value }) => `  ${labels.key} ${value}`).join('\n');
}

function isClose(found: number, wanted: number): boolean {
  if (Number.isNaN(found) || Number.isNaN(wanted)) return Number.isNaN(found) && Number.isNaN(wanted);
  return found === wanted || Math.abs(found - wanted) <= TOLERANCE * (Math.abs(found) + Math.abs(wanted));
}

function assertSame(found: readonly string[], wanted: readonly string[]): void {
  if (found.join('\n') !== wanted.join('\n'))
    throw new Error(`got:\n${found.join('\n')}\nexpected:\n${wanted.join('\n')}`);
}
