import { SimpleGrid, Stack } from '@mantine/core';
import { PageHeader } from '../../components/page-header';
import { ActivityCharts } from './activity-charts';
import { AgentPanels } from './agent-panels';
import { FiringAlerts } from './firing-alerts';
import { HealthPanel } from './health-panel';
import { OverviewTiles } from './overview-tiles';

/** Is the fleet well, what does it cost, what needs me? */
export default function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview" />
      <Stack gap="sm">
        <OverviewTiles />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
          <FiringAlerts />
          <HealthPanel />
        </SimpleGrid>
        <ActivityCharts />
        <AgentPanels />
      </Stack>
    </>
  );
}
