import type { Annotation } from '../../charts/chart-series';

export const markKinds = ['deployments', 'configuration', 'alerts'] as const;
export type MarkKind = (typeof markKinds)[number];

export function readMarks(text: string | undefined): readonly MarkKind[] {
  if (text === undefined) return markKinds;
  const named = text.split(',');
  return markKinds.filter((kind) => named.includes(kind));
}

/** Undefined: all, which the address need not say. */
export function writeMarks(kinds: readonly MarkKind[]): string | undefined {
  if (kinds.length === markKinds.length) return undefined;
  return kinds.length === 0 ? 'none' : kinds.join(',');
}

const NAMED = 3;

/** Marks that would stand on one another become one that names the first and counts the others. */
export function gathered(marks: readonly Annotation[], nearSeconds: number): Annotation[] {
  const groups: Annotation[][] = [];
  for (const mark of marks.toSorted((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    if (last && mark.at - last[0]!.at < nearSeconds) last.push(mark);
    else groups.push([mark]);
  }
  return groups.map((group) => {
    const labels = group.slice(0, NAMED).map(({ label }) => label);
    const more = group.length > NAMED ? [`and ${group.length - NAMED} more`] : [];
    const tone = tones.find((one) => group.some((mark) => mark.tone === one)) ?? 'info';
    return { at: group[0]!.at, label: [...labels, ...more].join('; '), tone };
  });
}

/** The gravest first. */
const tones = ['bad', 'warn', 'info', 'quiet'] as const;

interface Deployment {
  readonly service: string | null;
  readonly version: string | null;
  readonly environment: string | null;
  readonly status: string;
  readonly triggeredAt: string | null;
  readonly endedAt: string | null;
  readonly updatedAt: string;
}

/** At its end, which is when what it brought began to act. */
export function markOfDeployment(one: Deployment): Annotation {
  const what = [one.service, one.version].filter(Boolean).join(' ') || 'Deployment';
  const where = one.environment === null ? '' : ` to ${one.environment}`;
  const ill = one.status === 'failed' || one.status === 'rolled_back';
  return {
    at: secondsOf(one.endedAt ?? one.triggeredAt ?? one.updatedAt),
    label: `${what}${where}: ${one.status.replaceAll('_', ' ')}`,
    tone: ill ? 'bad' : 'info',
  };
}

export function markOfChange({ timestamp, actor, resource }: { timestamp: string; actor: string; resource: string }) {
  return {
    at: secondsOf(timestamp),
    label: `${resource.replace(/^config:/, '')} changed by ${actor}`,
    tone: 'quiet',
  } satisfies Annotation;
}

export function marksOfAlert(one: {
  ruleName: string;
  severity: string | null;
  triggeredAt: string | null;
}): Annotation[] {
  if (one.triggeredAt === null) return [];
  return [
    {
      at: secondsOf(one.triggeredAt),
      label: `${one.ruleName} fired${one.severity === null ? '' : ` (${one.severity})`}`,
      tone: 'warn',
    },
  ];
}

const secondsOf = (time: string) => Date.parse(time) / 1000;
