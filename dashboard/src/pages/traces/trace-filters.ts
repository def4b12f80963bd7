import type { ListRange } from '../../url/time-range';
/** What the search for traces keeps in its address. */
export const traceFilterSpec = {
  agent: 'one',
  type: 'many',
  status: 'many',
  least: 'one',
  most: 'one',
  epic: 'one',
  story: 'one',
  demo: 'one',
} as const;

export interface TraceFilterValues {
  readonly agent: string | undefined;
  readonly type: string[];
  readonly status: string[];
  readonly least: string | undefined;
  readonly most: string | undefined;
  readonly epic: string | undefined;
  readonly story: string | undefined;
  readonly demo: string | undefined;
}

export const traceStatuses = ['running', 'ok', 'error', 'unset'] as const;

/** Durations as choices; any other of this form works in the address too. */
export const durations = ['1s', '10s', '1m', '5m', '15m', '1h', '6h', '1d'] as const;
const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const unitWords: Readonly<Record<string, string>> = { ms: 'ms', s: 's', m: 'min', h: 'h', d: 'd' };

/** `90s` in milliseconds; undefined when it is no duration. */
export function durationMs(text: string | undefined): number | undefined {
  const [, count, unit] = /^(\d{1,6})(ms|s|m|h|d)$/.exec(text ?? '') ?? [];
  return count === undefined ? undefined : Number(count) * unitMs[unit!]!;
}

export const durationOptions = (word: string) =>
  durations.map((value) => ({
    value,
    label: `${word} ${value.replace(/[a-z]+$/, (unit) => ` ${unitWords[unit] ?? unit}`)}`,
  }));

const joined = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','));

/** The filters as `GET /api/traces` takes them; what is not set is not asked. */
export function traceQueryOf(values: TraceFilterValues, range: ListRange) {
  const { agent, type, status, least, most, epic, story, demo } = values;
  const text = (ms: number | undefined) => (ms === undefined ? undefined : String(ms));
  const asked = {
    agentId: agent,
    agentType: joined(type),
    status: joined(status),
    minDurationMs: text(durationMs(least)),
    maxDurationMs: text(durationMs(most)),
    epicId: epic,
    storyId: story,
    demo: demo === 'true' || demo === 'false' ? demo : undefined,
    ...range,
  } as const;
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
