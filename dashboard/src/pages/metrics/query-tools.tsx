import { ActionIcon, Group, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Unit } from '../../charts/units';
import { type ChartType, letterOf, type ShownQuery, unitChoices } from './queries';
import classes from './query-panel.module.css';
import type { Queries } from './use-queries';

interface QueryToolsProps {
  readonly query: ShownQuery;
  readonly index: number;
  /** The chosen or the guessed one. */
  readonly unit: Unit;
  readonly page: Queries;
}

/** How a query is shown, and its place among the others. */
export function QueryTools({ query, index, unit, page }: QueryToolsProps) {
  const letter = letterOf(index);
  return (
    <Group justify="space-between" gap="xs" className={classes['head']}>
      <Group gap="xs">
        <span className={classes['letter']}>{letter}</span>
        <SegmentedControl
          aria-label={`Show query ${letter} as`}
          value={query.chart}
          onChange={(chart) => page.change(index, { chart: chart as ChartType })}
          data={[
            { value: 'lines', label: 'Lines' },
            { value: 'stacked', label: 'Stacked' },
            { value: 'table', label: 'Table' },
            { value: 'value', label: 'Value now' },
          ]}
        />
        <Select
          aria-label={`Unit of query ${letter}`}
          w={150}
          data={[
            { value: 'auto', label: `Auto: ${unitChoices[unit].toLowerCase()}` },
            ...Object.entries(unitChoices).map(([value, label]) => ({ value, label })),
          ]}
          value={query.unit ?? 'auto'}
          allowDeselect={false}
          onChange={(chosen) => page.change(index, { unit: chosen === 'auto' ? undefined : (chosen as Unit) })}
        />
      </Group>
      <Group gap={2} wrap="nowrap">
        <Tool label={`Move query ${letter} up`} disabled={index === 0} onClick={() => page.move(index, index - 1)}>
          <IconArrowUp size={15} />
        </Tool>
        <Tool
          label={`Move query ${letter} down`}
          disabled={index === page.queries.length - 1}
          onClick={() => page.move(index, index + 1)}
        >
          <IconArrowDown size={15} />
        </Tool>
        <Tool label={`Copy query ${letter} into a new one`} onClick={() => page.add(query)}>
          <IconCopy size={15} />
        </Tool>
        <Tool
          label={query.hidden ? `Show query ${letter}` : `Hide query ${letter}`}
          onClick={() => page.change(index, { hidden: !query.hidden })}
        >
          {query.hidden ? <IconEye size={15} /> : <IconEyeOff size={15} />}
        </Tool>
        <Tool label={`Remove query ${letter}`} onClick={() => page.remove(index)}>
          <IconTrash size={15} />
        </Tool>
      </Group>
    </Group>
  );
}

interface ToolProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Tool({ label, disabled = false, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={26} variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
