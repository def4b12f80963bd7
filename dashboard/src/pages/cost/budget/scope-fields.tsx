import { Autocomplete, Select, SimpleGrid } from '@mantine/core';
import { useApi } from '../../../api/use-api';
import { dimensionOf, scopedDimensions } from '../dimensions';
import type { BudgetDraft, ScopeKind } from './budget-draft';

export interface ScopeFieldsProps {
  readonly draft: BudgetDraft;
  readonly onChange: (part: Partial<BudgetDraft>) => void;
  readonly error: string | undefined;
}

/** What counts against a budget: all, or one model, type, piece of work or team. Offered is what cost the most lately. */
export function ScopeFields({ draft: { scopeKind, scopeValue }, onChange, error }: ScopeFieldsProps) {
  const isAll = scopeKind === 'all';
  const known = useApi(
    '/api/cost/report',
    { query: { period: 'monthly', last: 3, ...(isAll ? {} : { groupBy: scopeKind }) } },
    { enabled: !isAll },
  );
  const keys = (known.data?.groups ?? []).flatMap(({ keys: row }) => row[scopeKind] ?? []);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label="Counts"
        description="What is spent on"
        allowDeselect={false}
        data={[
          { value: 'all', label: 'Everything' },
          ...scopedDimensions.map(({ by, label }) => ({ value: by, label: `One ${label.toLowerCase()}` })),
        ]}
        value={scopeKind}
        onChange={(kind) => onChange({ scopeKind: (kind ?? 'all') as ScopeKind, scopeValue: '' })}
      />
      {isAll ? null : (
        <Autocomplete
          label={dimensionOf(scopeKind).label}
          description="As agents report it"
          limit={50}
          data={[...new Set(keys)]}
          value={scopeValue}
          error={error}
          onChange={(value) => onChange({ scopeValue: value })}
        />
      )}
    </SimpleGrid>
  );
}
