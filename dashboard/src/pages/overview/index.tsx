import { SimpleGrid } from '@mantine/core';
import { useApi } from '../../api/use-api';
import { Money } from '../../components/money';
import { PageHeader } from '../../components/page-header';
import { StatTile } from '../../components/stat-tile';
import { stateLook } from '../../components/state-words';

export default function OverviewPage() {
  const firing = useApi('/api/alerts', { query: { status: 'active', limit: 5 } });
  const spend = useApi('/api/cost/report', { query: { period: 'monthly' } });
  const ready = useApi('/readyz', {});
  return (
    <>
      <PageHeader title="Overview" />
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="xs">
        <StatTile label="Alerts" state={firing} value={(page) => page.total} to="/alerts" />
        <StatTile
          label="Spend this month"
          state={spend}
          value={(report) => <Money amount={report.total} />}
          to="/cost"
        />
        <StatTile label="Service" state={ready} value={(health) => stateLook(health.status).word} to="/settings" />
      </SimpleGrid>
    </>
  );
}
