import type { CostEvidence } from './finding.js';

type Period = Pick<CostEvidence, 'from' | 'to'>;

function link(path: string, { from, to }: Period, query: Readonly<Record<string, string>>): string {
  const asked = new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), ...query });
  return `${path}?${asked.toString()}`;
}

export const linkTo = {
  agents: (period: Period, query: Readonly<Record<string, string>>) => link('/api/analytics/agents', period, query),
  report: (period: Period, query: Readonly<Record<string, string>>) => link('/api/cost/report', period, query),
  whatIf: ({ from, to }: Period, query: Readonly<Record<string, string>>) => {
    const asked = new URLSearchParams({ ...query, since: from.toISOString(), until: to.toISOString() });
    return `/api/cost/what-if?${asked.toString()}`;
  },
};
