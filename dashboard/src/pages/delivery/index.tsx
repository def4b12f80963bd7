import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useApi } from '../../api/use-api';
import { useLabelValues } from '../../api/use-label-values';
import { FilterBar } from '../../components/filter-bar';
import { demoFilter } from '../../components/filter-options';
import { PageHeader } from '../../components/page-header';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { useSetTimeRange, useTimeRange } from '../../url/time-range';
import { NoDeliveryYet, NothingEnded, useNoDeliveryYet } from './delivery-empty';
import classes from './delivery.module.css';
import { deliveryFilterSpec, deliveryQueryOf, isName } from './delivery-search';
import { DoraTiles } from './dora-tiles';
import { FlowCharts } from './flow-charts';
import { nothingEnded } from './nothing-ended';
import { QualityPanel } from './quality-panel';
import { TimesTable } from './times-table';
import { WorkLists } from './work-lists';

const WEEK_MS = 7 * 86_400_000;
const QUARTER_MS = 90 * 86_400_000;
const readersZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How work flows, from pull request to production and back to health. */
export default function DeliveryPage() {
  const search = useSearchParams();
  const setSearch = useSetSearch();
  const setRange = useSetTimeRange();
  const asOf = useAsOf();
  const { from, to, fromMs, toMs } = useTimeRange();
  const by = textOf(search['by']) === 'week' ? 'week' : 'day';
  const filters = useFilters(deliveryFilterSpec);
  const query = deliveryQueryOf(filters.values);
  const delivery = useApi('/api/analytics/business', { query: { ...query, from, to, by, tz: readersZone } as never });
  const environments = useLabelValues('environment', 'orchestrate_deployments_total');
  const repositories = useRepositories();
  const isEmpty = delivery.data !== undefined && nothingEnded(delivery.data.current);
  const nothingYet = useNoDeliveryYet(isEmpty);
  return (
    <>
      <PageHeader
        title="Delivery"
        description={
          asOf === undefined
            ? `What ended in the range of time, beside the period before. Days are those of ${readersZone}.`
            : 'What ended until then, as it is known now.'
        }
        actions={
          <>
            {toMs - fromMs < WEEK_MS ? (
              <Button variant="default" onClick={() => setRange('30d')}>
                Show 30 days
              </Button>
            ) : null}
            <SegmentedControl
              aria-label="Points of the charts"
              value={by}
              onChange={(next) => setSearch({ by: next === 'week' ? next : undefined })}
              data={[
                { value: 'day', label: 'By day' },
                { value: 'week', label: 'By week' },
              ]}
            />
          </>
        }
      />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'tags', key: 'environment', label: 'Environments', suggestions: environments, accepts: isName },
          { kind: 'tags', key: 'repository', label: 'Repositories', suggestions: repositories, accepts: isName },
          demoFilter,
        ]}
      />
      <Stack gap="sm">
        {nothingYet ? (
          <NoDeliveryYet />
        ) : isEmpty ? (
          <NothingEnded
            filtered={filters.active}
            clear={filters.clear}
            longer={toMs - fromMs < QUARTER_MS ? () => setRange('90d') : undefined}
          />
        ) : (
          <>
            <DoraTiles delivery={delivery} />
            <FlowCharts delivery={delivery} />
            <div className={classes['numbers']}>
              <TimesTable delivery={delivery} />
              <QualityPanel delivery={delivery} />
            </div>
          </>
        )}
        {nothingYet ? null : <WorkLists query={{ ...query, from, to }} />}
      </Stack>
    </>
  );
}

/** Those of the latest pull requests; others can be typed. */
function useRepositories(): readonly string[] {
  const { data } = useApi('/api/pull-requests', { query: { limit: 200 } });
  return useMemo(
    () => [...new Set((data?.items ?? []).flatMap(({ repository }) => repository ?? []))].toSorted(),
    [data],
  );
}
