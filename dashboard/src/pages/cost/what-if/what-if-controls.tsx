import { Autocomplete, Group, NumberInput, SegmentedControl } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useLabelValues } from '../../../api/use-label-values';
import { FilterBar } from '../../../components/filter-bar';
import { nameOptions } from '../../../components/filter-options';
import type { Filters } from '../../../url/filters';
import type { filterSpec } from '../cost-search';
import { percentOfRate, rateOfPercent } from './cache-rate';

/** `as` is the model that all is priced as: `to` in the address is the end of the range of time. */
export const whatIfSpec = { as: 'one', rate: 'one', days: 'one', tz: 'one' } as const;

const daysChoices = ['7', '30', '90'];

export interface WhatIfControlsProps {
  readonly asked: Filters<typeof whatIfSpec>;
  readonly filters: Filters<typeof filterSpec>;
}

/** What is priced anew, and as what. */
export function WhatIfControls({ asked: { values, set }, filters }: WhatIfControlsProps) {
  const models = useLabelValues('model', 'orchestrate_tokens_total');
  const types = useLabelValues('type', 'orchestrate_agents_total');
  const [model, setModel] = useState(values.as ?? '');
  const tellModel = useDebouncedCallback(
    (text: string) => set({ as: text.trim() || undefined }, { replace: true }),
    400,
  );
  const tellRate = useDebouncedCallback((rate: string | undefined) => set({ rate }, { replace: true }), 400);
  return (
    <>
      <Group gap="sm" mb="xs" align="flex-end" wrap="wrap">
        <Autocomplete
          label="Priced as the model"
          placeholder="the model that was used"
          w={260}
          data={[...models]}
          value={model}
          onChange={(text) => {
            setModel(text);
            tellModel(text);
          }}
        />
        <NumberInput
          label="Input read from a cache"
          placeholder="as it was"
          suffix=" %"
          min={0}
          max={100}
          step={5}
          allowDecimal={false}
          w={170}
          defaultValue={percentOfRate(values.rate)}
          onChange={(percent) => tellRate(rateOfPercent(percent))}
        />
        <SegmentedControl
          size="xs"
          aria-label="Days looked at"
          data={daysChoices.map((value) => ({ value, label: `${value} days` }))}
          value={daysChoices.includes(values.days ?? '') ? values.days! : '30'}
          onChange={(days) => set({ days: days === '30' ? undefined : days })}
        />
      </Group>
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'many', key: 'model', label: 'Only of the model', options: nameOptions(models) },
          { kind: 'many', key: 'agentType', label: 'Only of the agent type', options: nameOptions(types), width: 190 },
          ...(['epic', 'story', 'team', 'pullRequest'] as const)
            .filter((key) => filters.values[key].length > 0)
            .map((key) => ({ kind: 'many' as const, key, label: key, options: [] })),
        ]}
      />
    </>
  );
}
