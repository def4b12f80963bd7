import { Alert, Grid, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useApi } from '../../api/use-api';
import { PageHeader } from '../../components/page-header';
import { absoluteWords } from '../../components/time-words';
import { useAsOf } from '../../url/as-of';
import { BudgetPanel } from './budget-panel';
import { CostNav } from './cost-nav';
import { type CostReport, useCostSearch } from './cost-search';
import { CsvButton } from './csv-button';
import { dayWords } from './day-words';
import { DimensionTable } from './dimension-table';
import { DimensionTabs } from './dimension-tabs';
import { ForecastPanel } from './forecast-panel';
import { GapsPanel } from './gaps-panel';
import { ReportControls } from './report-controls';
import { ReportFilters } from './report-filters';
import { ReportTiles } from './report-tiles';
import { TrendPanel } from './trend-panel';

/** What was spent, on what, and what is to come. */
export default function CostPage() {
  const search = useCostSearch();
  const asOf = useAsOf();
  const { period, tz, only, span, dimension } = search;
  const query = { period, ...span, tz, groupBy: dimension.by, ...only };
  const report = useApi('/api/cost/report', { query });
  return (
    <>
      <PageHeader
        title="Cost"
        description={report.data ? spanWords(report.data) : 'What models cost, and on what work it was spent.'}
        actions={<CsvButton query={{ ...query, asOf }} />}
      />
      <CostNav />
      <ReportControls search={search} />
      <ReportFilters search={search} report={report.data} />
      <Stack gap="sm">
        {asOf === undefined ? null : (
          <Alert variant="light" color="yellow" p="xs" icon={<IconHistory size={16} />}>
            Calls made by {absoluteWords(Date.parse(asOf))}, by the prices known then. Of those calls, also what was
            reported later is counted.
          </Alert>
        )}
        <ReportTiles state={report} search={search} />
        <DimensionTabs search={search} />
        <TrendPanel search={search} />
        <Grid gap="sm">
          <Grid.Col span={{ base: 12, lg: 8, wide: 6 }}>
            <DimensionTable state={report} search={search} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 4, wide: 6 }}>
            <SimpleGrid cols={{ base: 1, wide: 2 }} spacing="sm">
              <ForecastPanel state={report} />
              <BudgetPanel state={report} />
            </SimpleGrid>
          </Grid.Col>
        </Grid>
        <GapsPanel state={report} />
        {report.data ? <PriceBook {...report.data.priceBook} /> : null}
      </Stack>
    </>
  );
}

function spanWords({ from, to, timeZone }: CostReport): string {
  if (from === to) return 'This time had not begun by then.';
  const last = new Date(Date.parse(to) - 1).toISOString();
  const [first, end] = [dayWords(from, timeZone), dayWords(last, timeZone)];
  return first === end ? `${first}, ${timeZone}` : `${first} to ${end}, ${timeZone}`;
}

function PriceBook({ base, revision, asOf }: CostReport['priceBook']) {
  return (
    <Text fz="xs" c="dimmed">
      Prices: {base}
      {revision === null ? '; no price was set by hand' : `, and those set by hand, revision ${revision}`}
      {asOf === null ? '' : `; as they were known on ${absoluteWords(Date.parse(asOf))}`}. Each call costs what its
      model cost when it was made.
    </Text>
  );
}
