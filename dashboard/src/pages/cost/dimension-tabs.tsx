import { Tabs } from '@mantine/core';
import type { CostSearch } from './cost-search';
import { dimensions } from './dimensions';

/** By what the costs are told apart, in the trend and in the table. */
export function DimensionTabs({ search: { dimension, set } }: { search: CostSearch }) {
  return (
    <Tabs
      value={dimension.by}
      onChange={(by) => set({ by: by === 'model' ? undefined : (by ?? undefined) })}
      variant="pills"
      aria-label="Told apart by"
    >
      <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
        {dimensions.map(({ by, label }) => (
          <Tabs.Tab key={by} value={by} py={6} px={10} fz="sm">
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
