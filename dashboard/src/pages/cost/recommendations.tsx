import { Button, Group, SegmentedControl, SimpleGrid, Select, Stack, Tabs, Text } from '@mantine/core';
import { useApi } from '../../api/use-api';
import { useSession } from '../../api/session';
import { EmptyState } from '../../components/empty-state';
import { NoAgentsYet, useNoAgentsYet } from '../../components/no-agents-yet';
import { PageHeader } from '../../components/page-header';
import { PanelContent } from '../../components/panel';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { CostNav } from './cost-nav';
import { RecommendationCard } from './recommendation/recommendation-card';
import { kindOptions } from './recommendation/recommendation-words';

const spec = { status: 'one', days: 'one', kind: 'one' } as const;
const statuses = ['open', 'accepted', 'dismissed'] as const;
const daysChoices = ['7', '30', '90'] as const;

const emptyWords = {
  open: 'Nothing to save was found',
  accepted: 'None has been accepted',
  dismissed: 'None has been dismissed',
} as const;

/** Where money can be saved, by what was seen; each to be accepted or dismissed. */
export default function RecommendationsPage() {
  const { values, set } = useFilters(spec);
  const asOf = useAsOf();
  const { can } = useSession();
  const status = statuses.find((one) => one === values.status) ?? 'open';
  const days = daysChoices.find((one) => one === values.days) ?? '30';
  const nothingYet = useNoAgentsYet();
  const found = useApi('/api/cost/recommendations', { query: { status, days, limit: 200 } });
  return (
    <>
      <PageHeader
        title="Recommendations"
        description="Where money can be saved, by what was seen. Savings overlap: they do not add up."
      />
      <CostNav />
      <Group justify="space-between" gap="xs" mb="sm" wrap="wrap">
        <Tabs value={status} onChange={(next) => set({ status: next === 'open' ? undefined : (next ?? undefined) })}>
          <Tabs.List aria-label="By decision">
            <Tabs.Tab value="open">Open</Tabs.Tab>
            <Tabs.Tab value="accepted">Accepted</Tabs.Tab>
            <Tabs.Tab value="dismissed">Dismissed</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <Group gap="xs">
          <Select
            aria-label="Kind"
            placeholder="Kind"
            clearable
            w={180}
            data={kindOptions}
            value={values.kind ?? null}
            onChange={(kind) => set({ kind: kind ?? undefined })}
          />
          <SegmentedControl
            size="xs"
            aria-label="Days looked at"
            data={daysChoices.map((value) => ({ value, label: `${value} days` }))}
            value={days}
            onChange={(next) => set({ days: next === '30' ? undefined : next })}
          />
        </Group>
      </Group>
      {asOf === undefined ? null : (
        <Text fz="sm" c="dimmed" mb="xs">
          Recommendations are those of now: they are not kept for the past.
        </Text>
      )}
      <PanelContent
        state={found}
        height={320}
        isEmpty={({ items }) => items.length === 0}
        empty={
          nothingYet ? (
            <NoAgentsYet>
              Where money can be saved is found in what runs of agents cost, and how they ended.
            </NoAgentsYet>
          ) : status === 'open' && found.data?.runs === 0 ? (
            <EmptyState
              title={`No run finished in ${days} days`}
              action={
                days === '90' ? undefined : (
                  <Button size="compact-sm" variant="default" onClick={() => set({ days: '90' })}>
                    Look at 90 days
                  </Button>
                )
              }
            >
              Where money can be saved is found in finished runs of known cost.
            </EmptyState>
          ) : (
            <EmptyState title={emptyWords[status]}>
              {found.data?.reason ?? 'What is decided on stands here, with who decided it and why.'}
            </EmptyState>
          )
        }
      >
        {({ items, runs, pricedRuns }) => (
          <Stack gap="sm">
            <Text fz="xs" c="dimmed" role="status">
              From {pricedRuns} finished runs of known cost, of {runs} in {days} days. The greatest expected saving
              first.
            </Text>
            <SimpleGrid cols={{ base: 1, wide: 2 }} spacing="sm">
              {items
                .filter(({ kind }) => values.kind === undefined || kind === values.kind)
                .map((item) => (
                  <RecommendationCard
                    key={item.id}
                    recommendation={item}
                    days={Number(days)}
                    mayDecide={can('operate') && asOf === undefined}
                  />
                ))}
            </SimpleGrid>
          </Stack>
        )}
      </PanelContent>
    </>
  );
}
