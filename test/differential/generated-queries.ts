import { seeded, START_MS } from './generated-series.js';

/** A query, at one moment or over a range; times in milliseconds. */
export interface GeneratedQuery {
  readonly text: string;
  readonly startMs: number;
  /** The same as `startMs`: an instant query. */
  readonly endMs: number;
  readonly stepMs: number;
}

/** Moments lie at tenths of a second where neither samples nor the steps of subqueries do. */
const MOMENT_MS = 100;

const FIXED = / @ (?:start\(\)|end\(\)|[\d.]+)/g;

const metrics = {
  requests_total: ['path', 'code', 'instance'],
  temperature: ['room', 'floor'],
  depth: ['queue', 'instance'],
  odd: ['kind'],
  build_info: ['instance', 'version'],
  passing: ['span'],
} as const;
type Metric = keyof typeof metrics;
const names = Object.keys(metrics) as Metric[];
const values: Readonly<Record<string, readonly string[]>> = {
  path: ['/a', '/b', '/c'],
  code: ['200', '404', '500'],
  instance: ['1', '2', '3'],
  room: ['hall', 'attic', 'cellar', 'lab'],
  floor: ['0', '2'],
  queue: ['mail', 'jobs', 'audit'],
  kind: ['nan', 'inf', 'minus', 'mixed'],
  version: ['v1', 'v2'],
  span: ['early', 'late', 'middle'],
};

export function generatedQueries(seed: number, count: number): readonly GeneratedQuery[] {
  const generator = new Generator(seeded(seed));
  return Array.from({ length: count }, () => generator.query());
}

class Generator {
  constructor(private readonly random: () => number) {}

  query(): GeneratedQuery {
    const startMs = START_MS + 3_600_000 + this.whole(0, 5_400) * 1000 + MOMENT_MS;
    const isInstant = this.chance(0.6);
    const stepMs = this.pick([15, 30, 60, 90, 300]) * 1000;
    const endMs = isInstant ? startMs : startMs + stepMs * this.whole(1, 12) + this.whole(0, 10) * 1000;
    const text = this.chance(0.08) ? this.scalar(2) : this.vector(this.whole(1, 3));
    return { text, startMs, endMs, stepMs };
  }

  private vector(depth: number): string {
    if (depth <= 0) return this.selector(this.pick(names));
    const deeper = (): string => this.vector(depth - 1);
    return this.pick<() => string>([
      () => this.selector(this.pick(names)),
      () => this.overRange(depth),
      () => this.overRange(depth),
      () => this.aggregation(deeper()),
      () => this.aggregation(deeper()),
      () => this.choosing(),
      () => `${this.pick(['abs', 'ceil', 'floor', 'sgn', 'exp', 'ln', 'sqrt', 'atan', 'deg'])}(${this.raw()})`,
      () => this.arithmetic(depth),
      () => this.matching(),
      () => this.comparison(),
      () => this.sets(deeper(), deeper()),
      () => this.labels(deeper()),
      () => this.histogram(),
      () => this.special(deeper(), depth),
    ])();
  }

  private selector(metric: Metric): string {
    return `${metric}${this.matchers(metric)}${this.modifiers()}`;
  }

  /** A selector whose elements are sampled values themselves: on them, small differences of rounding cannot exist. */
  private raw(): string {
    return this.selector(this.pick(names));
  }

  private matchers(metric: Metric): string {
    if (this.chance(0.45)) return '';
    const label = this.pick(metrics[metric]);
    const value = this.pick(values[label]!);
    const other = this.pick(values[label]!);
    return this.pick([
      `{${label}="${value}"}`,
      `{${label}!="${value}"}`,
      `{${label}=~"${value}|${other}"}`,
      `{${label}!~"${value}.*"}`,
      `{${label}=~".+${value.at(-1)}"}`,
      `{nothing="",${label}=~".*"}`,
    ]);
  }

  private modifiers(): string {
    if (this.chance(0.75)) return '';
    const offset = ` offset ${this.pick(['', '-'])}${this.whole(1, 900)}s`;
    const at = ` @ ${this.pick([`${(START_MS + this.whole(3_600, 10_000) * 1000 + MOMENT_MS) / 1000}`, 'start()', 'end()'])}`;
    return this.pick([offset, offset, at, at + offset]);
  }

  private overRange(depth: number): string {
    const range = `${this.whole(35, 1_500)}s`;
    const isCounter = this.chance(0.5);
    if (isCounter) {
      const func = this.pick(['rate', 'increase', 'irate', 'resets', 'rate', 'increase']);
      const inner = `requests_total${this.matchers('requests_total')}`;
      if (this.chance(0.15)) return `${func}(${inner}[${range}:${this.pick([30, 60, 45])}s])`;
      return `${func}(${inner}[${range}]${this.modifiers()})`;
    }
    const func = this.pick([
      ...['avg', 'min', 'max', 'sum', 'count', 'last', 'present', 'stddev', 'stdvar'].map(
        (each) => `${each}_over_time`,
      ),
      ...['delta', 'idelta', 'deriv', 'changes', 'quantile_over_time', 'predict_linear', 'absent_over_time'],
    ]);
    const metric = this.pick(names);
    let selection = `${metric}${this.matchers(metric)}[${range}]${this.modifiers()}`;
    if (depth > 1 && func !== 'changes' && this.chance(0.25)) {
      const step = this.pick(['30s', '1m', '45s', '']);
      selection = `(${this.vector(depth - 2)})[${this.whole(61, 900)}s:${step}]${this.modifiers()}`;
    }
    if (func === 'quantile_over_time') return `${func}(${this.pick([0, 0.1, 0.5, 0.95, 1, 1.5])}, ${selection})`;
    // Prometheus 2 lets the fixed moment of such a selection wander from step to step.
    if (func === 'predict_linear') return `${func}(${selection.replaceAll(FIXED, '')}, ${this.whole(-600, 3600)})`;
    return `${func}(${selection})`;
  }

  private aggregation(inner: string): string {
    const grouping = this.grouping();
    const op = this.pick(['sum', 'avg', 'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'quantile']);
    // Prometheus 2 says 0 of the deviation of a single infinite value, Prometheus 3 NaN.
    const given = op.startsWith('std') && /odd|ln|sqrt|exp|quantile|\/|\^/.test(inner) ? 'depth' : inner;
    const phi = op === 'quantile' ? `${this.pick([0, 0.25, 0.5, 0.9, 1])}, ` : '';
    return this.chance(0.5) ? `${op}${grouping} (${phi}${given})` : `${op}(${phi}${given})${grouping}`;
  }

  private grouping(): string {
    if (this.chance(0.3)) return '';
    const labels = this.some(Object.keys(values), this.whole(0, 2));
    return ` ${this.pick(['by', 'without'])} (${labels.join(', ')})`;
  }

  private choosing(): string {
    const inner = this.raw();
    return this.pick([
      `topk${this.grouping()} (${this.whole(0, 4)}, ${inner})`,
      `bottomk${this.grouping()} (${this.whole(0, 4)}, ${inner})`,
      `count_values${this.grouping()} ("value", ${inner})`,
      `sort(${inner})`,
      `sort_desc(${inner})`,
    ]);
  }

  private arithmetic(depth: number): string {
    const op = this.pick(['+', '-', '*', '/', '^', 'atan2']);
    const scalar = this.scalar(depth - 1);
    if (op === '/') return `(${this.vector(depth - 1)}) / ${this.pick([2, 3.5, 60, 0])}`;
    if (op === '^') return `(${this.raw()}) ^ ${this.pick([0, 1, 2, -1, 0.5])}`;
    if (op === 'atan2') return `(-(${this.raw()})) atan2 (${scalar})`;
    const inner = this.vector(depth - 1);
    return this.chance(0.5) ? `(${inner}) ${op} (${scalar})` : `(${scalar}) ${op} (${inner})`;
  }

  /** Many of these are refused, by both. */
  private matching(): string {
    const op = this.pick(['+', '-', '*', '/', '%']);
    const left = this.raw();
    const right = this.raw();
    const label = (): string => this.some(Object.keys(values), this.whole(0, 2)).join(', ');
    const how = this.pick([
      '',
      `on (${label()})`,
      `ignoring (${label()})`,
      'on (instance)',
      'ignoring (path, code, queue)',
    ]);
    const group = how === '' ? '' : this.pick(['', '', 'group_left', 'group_right', 'group_left (version)']);
    return this.pick([
      `${left} ${op} ${how} ${group} ${right}`,
      `sum by (instance) (${left}) ${op} on (instance) sum by (instance) (${right})`,
      `${this.selector('requests_total')} * on (instance) group_left (version) build_info`,
      `build_info * on (instance) group_right (version) ${this.selector('depth')}`,
      `${left} ${op} ${left}`,
    ]);
  }

  private comparison(): string {
    const op = this.pick(['==', '!=', '>', '<', '>=', '<=']);
    const bool = this.pick(['', '', 'bool ']);
    const left = this.raw();
    const number = this.pick([0, 0.25, 1, 10.5, 100, 10_000, -5]);
    return this.pick([
      `${left} ${op} ${bool}${number}`,
      `${number} ${op} ${bool}${left}`,
      `depth ${op} ${bool}ignoring (instance) group_left sum without (instance) (depth)`,
      `depth ${op} ${bool}depth offset 5m`,
      `requests_total ${op} ${bool}on (path, code, instance) requests_total offset 1m`,
    ]);
  }

  private sets(left: string, right: string): string {
    const how = this.pick([
      '',
      '',
      ` on (${this.some(Object.keys(values), this.whole(0, 2)).join(', ')})`,
      ' ignoring (instance)',
    ]);
    return `(${left}) ${this.pick(['and', 'or', 'unless'])}${how} (${right})`;
  }

  private labels(inner: string): string {
    const label = this.pick(Object.keys(values));
    const target = this.pick([label, 'new', '__name__', 'instance']);
    return this.pick([
      `label_replace(${inner}, "${target}", "x_$1", "${label}", "(.).*")`,
      `label_replace(${inner}, "${target}", "${'$'}{1}y", "${label}", "/?([abv].*)")`,
      `label_join(${inner}, "${target}", "-", "${label}", "instance")`,
    ]);
  }

  private histogram(): string {
    const phi = this.pick([0, 0.2, 0.5, 0.9, 0.99, 1, 1.1, -1]);
    const range = `${this.whole(90, 900)}s`;
    return this.pick([
      `histogram_quantile(${phi}, rate(latency_bucket[${range}]))`,
      `histogram_quantile(${phi}, sum by (le) (rate(latency_bucket[${range}])))`,
      `histogram_quantile(${phi}, latency_bucket${this.modifiers()})`,
      `histogram_quantile(${phi}, latency_bucket{le!="+Inf"})`,
    ]);
  }

  private special(inner: string, depth: number): string {
    return this.pick([
      `absent(${inner})`,
      `absent(nothing{a="b",c=~"d"})`,
      `-(${inner})`,
      `timestamp(${this.raw()})`,
      `timestamp(${inner})`,
      `clamp(${this.raw()}, ${this.whole(-50, 0)}, ${this.whole(-10, 100)})`,
      `clamp_min(${this.raw()}, ${this.whole(-50, 50)})`,
      `clamp_max(${inner}, ${this.whole(-50, 50)})`,
      `round(${this.raw()}, ${this.pick([1, 5, 0.5])})`,
      `vector(${this.scalar(depth - 1)})`,
      `${this.pick(['hour', 'minute', 'day_of_week', 'month', 'year', 'days_in_month'])}(${this.pick(['', 'vector(time())', 'build_info * 86400 * 500', '1e5 * requests_total'])})`,
      `scalar(${this.raw()}) + ${inner}`,
    ]);
  }

  private scalar(depth: number): string {
    if (depth <= 0) return this.pick(['1', '0', '2.5', '-3', 'pi()', '1e3', 'time()']);
    return this.pick<() => string>([
      () => this.scalar(0),
      () => `scalar(${this.raw()})`,
      () => `${this.scalar(depth - 1)} ${this.pick(['+', '-', '*'])} ${this.scalar(0)}`,
      () => `(${this.scalar(depth - 1)} ${this.pick(['>', '<', '=='])} bool ${this.scalar(0)})`,
    ])();
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private whole(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  private pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.random() * choices.length)]!;
  }

  private some<T>(choices: readonly T[], count: number): readonly T[] {
    return Array.from({ length: count }, () => this.pick(choices));
  }
}
