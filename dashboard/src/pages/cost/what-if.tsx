import { Alert, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useApi } from '../../api/use-api';
import { CodeLine } from '../../components/code-line';
import { EmptyState } from '../../components/empty-state';
import { PageHeader } from '../../components/page-header';
import { PanelContent } from '../../components/panel';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { CostNav } from './cost-nav';
import { filterSpec, onlyOf } from './cost-search';
import { readRate } from './what-if/cache-rate';
import { WhatIfControls, whatIfSpec } from './what-if/what-if-controls';
import { WhatIfResult } from './what-if/what-if-result';

/** What the same calls would have cost otherwise. */
export default function WhatIfPage() {
  const asked = useFilters(whatIfSpec);
  const filters = useFilters(filterSpec);
  const asOf = useAsOf();
  const { as, rate, days = '30', tz = 'UTC' } = asked.values;
  const cacheRate = readRate(rate);
  const only = useMemo(() => onlyOf(filters.values), [filters.values]);
  const isAsked = as !== undefined || cacheRate !== undefined;
  const answer = useApi(
    '/api/cost/what-if',
    {
      query: {
        days,
        tz,
        ...only,
        ...(as === undefined ? {} : { to: as }),
        ...(cacheRate === undefined ? {} : { cacheRate }),
      },
    },
    { enabled: isAsked },
  );
  return (
    <>
      <PageHeader
        title="What if"
        description="What was used, priced as another model or with another share of cached input."
      />
      <CostNav />
      <WhatIfControls asked={asked} filters={filters} />
      {asOf === undefined ? null : (
        <Alert variant="light" color="yellow" p="xs" mb="sm">
          Questions of what if are of now: the time at the top does not count here.
        </Alert>
      )}
      {isAsked ? (
        <PanelContent
          state={answer}
          height={420}
          isEmpty={({ calls, unpriced }) => calls === 0 && unpriced.calls === 0}
          empty={<EmptyState title="No model call matches">Take a filter away, or look at more days.</EmptyState>}
        >
          {(data) => <WhatIfResult answer={data} />}
        </PanelContent>
      ) : (
        <EmptyState
          title="Choose a model or a cache rate"
          action={<CodeLine code="npx orchestrate cost what-if --model claude-opus-4-5 --to claude-haiku-4-5" />}
        >
          <Stack gap={4}>
            <Text inherit>The same calls are priced anew; nothing is changed.</Text>
          </Stack>
        </EmptyState>
      )}
    </>
  );
}
