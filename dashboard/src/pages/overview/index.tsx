import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useApi } from '../../api/use-api';
import { PageHeader } from '../../components/page-header';
import { useAsOf } from '../../url/as-of';
import { ActivityCharts } from './activity-charts';
import { AgentPanels } from './agent-panels';
import { FiringAlerts } from './firing-alerts';
import { HealthPanel } from './health-panel';
import classes from './index.module.css';
import { OverviewTiles } from './overview-tiles';

const FirstSteps = lazy(() => import('./first-steps'));

/** Is the fleet well, what does it cost, what needs me? */
export default function OverviewPage() {
  const nothingYet = useNothingYet();
  return (
    <>
      <PageHeader title="Overview" />
      <Stack gap="sm">
        {nothingYet ? (
          <Suspense fallback={<Skeleton h={220} />}>
            <FirstSteps />
          </Suspense>
        ) : (
          <OverviewTiles />
        )}
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
          <FiringAlerts />
          <HealthPanel />
        </SimpleGrid>
        {nothingYet ? null : (
          <div className={classes['charts']}>
            <ActivityCharts />
            <AgentPanels />
          </div>
        )}
      </Stack>
    </>
  );
}

/** No agent ever, and no model call: not even of agents that nobody knows. In the past there may have been none. */
function useNothingYet(): boolean {
  const agents = useApi('/api/agents', { query: { limit: 1 } });
  const month = useApi('/api/cost/report', { query: { period: 'monthly' } });
  const past = useAsOf() !== undefined;
  return !past && agents.data?.total === 0 && month.data?.calls === 0;
}
