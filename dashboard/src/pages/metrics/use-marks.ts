import { useMemo } from 'react';
import { type Loadable, mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import type { Annotation } from '../../charts/chart-series';
import { useFilters } from '../../url/filters';
import { useTimeRange } from '../../url/time-range';
import {
  gathered,
  markKinds,
  type MarkKind,
  markOfChange,
  markOfDeployment,
  marksOfAlert,
  readMarks,
  writeMarks,
} from './marks';

/** So many of a kind are drawn, the newest; more would be a wall. */
const MOST = 100;
/** A chart has room for so many marks side by side. */
const COLUMNS = 80;
const spec = { marks: 'one' } as const;

/** What happened in the range of time, by kind; which kinds are shown stands in the address, all unless it says so. */
export function useMarks() {
  const { values, set } = useFilters(spec);
  const shown = useMemo(() => readMarks(values.marks), [values.marks]);
  const { from, to, fromMs, toMs } = useTimeRange();
  const near = (toMs - fromMs) / 1000 / COLUMNS;
  const query = { from, to, limit: MOST };
  const deployments = useApi('/api/deployments', { query }, { enabled: shown.includes('deployments') });
  const changes = useApi(
    '/api/audit',
    { query: { ...query, action: 'config.*' } },
    {
      enabled: shown.includes('configuration'),
    },
  );
  const alerts = useApi('/api/alerts', { query }, { enabled: shown.includes('alerts') });
  const kinds: Readonly<Record<MarkKind, Loadable<readonly Annotation[]>>> = {
    deployments: mapLoadable(deployments, ({ items }) => items.map(markOfDeployment)),
    configuration: mapLoadable(changes, ({ items }) => items.map(markOfChange)),
    alerts: mapLoadable(alerts, ({ items }) => items.flatMap(marksOfAlert)),
  };
  const toggle = (kind: MarkKind) => {
    const next = markKinds.filter((one) => (one === kind ? !shown.includes(one) : shown.includes(one)));
    set({ marks: writeMarks(next) }, { replace: true });
  };
  // A drawing is made anew when its marks are others, so they stay the same while nothing happens.
  const annotations = useMemo(
    () =>
      gathered(
        [
          ...(shown.includes('deployments') ? (deployments.data?.items ?? []).map(markOfDeployment) : []),
          ...(shown.includes('configuration') ? (changes.data?.items ?? []).map(markOfChange) : []),
          ...(shown.includes('alerts') ? (alerts.data?.items ?? []).flatMap(marksOfAlert) : []),
        ],
        near,
      ),
    [shown, deployments.data, changes.data, alerts.data, near],
  );
  return { kinds, shown, toggle, annotations };
}

export type Marks = ReturnType<typeof useMarks>;
