import { Group, Select, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useApi } from '../../api/use-api';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { ratioWords } from '../../components/number-words';
import { Panel, PanelContent } from '../../components/panel';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import classes from './compare-panel.module.css';
import type { Grouping } from './performance-search';
import { SampleNote } from './sample-note';
import type { Group as RunGroup } from './performance-types';

export interface ComparePanelProps {
  readonly by: Grouping;
  readonly query: Record<string, string>;
  /** What can be compared. */
  readonly keys: readonly string[];
}

/** Two keys side by side, and whether their success differs by more than chance. */
export function ComparePanel({ by, query, keys }: ComparePanelProps) {
  const search = useSearchParams();
  const setSearch = useSetSearch();
  const [a, b] = [textOf(search['a']), textOf(search['b'])];
  const chosen = a !== undefined && b !== undefined && a !== b;
  const asked = { ...query, by, ...(chosen ? { compare: `${a},${b}` } : {}) };
  const answer = useApi('/api/analytics/agents', { query: asked as never }, { enabled: chosen });
  const choice = (which: 'a' | 'b', value: string | undefined, other: string | undefined) => (
    <Select
      aria-label={which === 'a' ? 'Compare' : 'Compare with'}
      placeholder={which === 'a' ? 'Compare …' : '… with'}
      searchable
      clearable
      size="xs"
      w="100%"
      // The API takes both with a comma between.
      data={[...new Set([...keys, ...(value === undefined ? [] : [value])])].filter(
        (key) => key !== other && !key.includes(','),
      )}
      value={value ?? null}
      onChange={(next) => setSearch({ [which]: next ?? undefined })}
    />
  );
  return (
    <Panel title="Compare two" height={268} state={always}>
      {() => (
        <Stack gap="xs" h="100%" style={{ overflow: 'auto' }}>
          <Group gap="xs" grow wrap="nowrap" preventGrowOverflow={false}>
            {choice('a', a, b)}
            {choice('b', b, a)}
          </Group>
          {chosen ? (
            <PanelContent state={answer} height={180}>
              {({ comparison, items, percentilesFrom }) => (
                <>
                  <Text fz="sm" role="status">
                    {comparison?.statement}
                  </Text>
                  <SideBySide names={[a, b]} groups={[a, b].map((key) => items.find((one) => one.key === key))} />
                  <SampleNote percentilesFrom={percentilesFrom} />
                </>
              )}
            </PanelContent>
          ) : (
            <EmptyState title="Choose two">
              Their success is put to a test: is the difference more than chance?
            </EmptyState>
          )}
        </Stack>
      )}
    </Panel>
  );
}

/** The choices are there whatever has been asked. */
const always = { data: true, error: undefined, loading: false, updatedAt: undefined, retry: () => {} };

function SideBySide({ names, groups }: { names: readonly string[]; groups: readonly (RunGroup | undefined)[] }) {
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">Number</th>
          {names.map((name) => (
            <th key={name} scope="col" title={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, of }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {groups.map((group, index) => (
              <td key={names[index]}>{group === undefined ? '–' : of(group)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const rows: readonly { name: string; of: (group: RunGroup) => ReactNode }[] = [
  {
    name: 'Success rate',
    of: ({ successRate, successRateInterval: interval }) => (
      <span title={interval === null ? undefined : `${ratioWords(interval.low)} to ${ratioWords(interval.high)}`}>
        <NumberText value={successRate} as="ratio" />
      </span>
    ),
  },
  { name: 'Time, p50', of: ({ executionSeconds }) => <Duration seconds={executionSeconds?.p50} /> },
  { name: 'Cost/success', of: ({ costPerSuccess }) => <Money amount={costPerSuccess} /> },
  { name: 'Tokens/success', of: ({ tokensPerSuccessfulRun }) => <NumberText value={tokensPerSuccessfulRun} /> },
];
