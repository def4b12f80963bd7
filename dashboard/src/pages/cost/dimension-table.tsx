import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { mapLoadable, type Loadable } from '../../api/loadable';
import { type Column, DataTable } from '../../components/data-table';
import { EmptyState } from '../../components/empty-state';
import { CodeLine } from '../../components/code-line';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { ShareBar } from '../../components/share-bar';
import { fillOf, seriesStyle, seriesStyles, usePaletteVersion } from '../../charts/palette';
import type { CostReport, CostSearch } from './cost-search';
import { type Dimension, keyWords, nextDimension } from './dimensions';
import { keptSearch } from './kept-search';

type Row = NonNullable<CostReport['groups']>[number];

/** Every row of the chosen dimension; a row leads to the report of itself, told apart by what tells more. */
export function DimensionTable({ state, search }: { state: Loadable<CostReport>; search: CostSearch }) {
  const { dimension } = search;
  const groups = state.data?.groups;
  const palette = usePaletteVersion();
  const columns = useMemo(
    () => columnsOf(search, coloursOf(groups ?? [], search)),
    // oxlint-disable-next-line react/exhaustive-deps -- colours are those of the palette as it is now
    [search, groups, palette],
  );
  const list = mapLoadable(state, (report) => (report.groups ?? []).filter(({ keys }) => dimension.by in keys));
  return (
    <DataTable
      label={`Cost by ${dimension.label.toLowerCase()}`}
      columns={columns}
      list={list}
      rowKey={({ keys }) => keys[dimension.by] ?? ''}
      height={420}
      empty={
        search.filters.active ? (
          <EmptyState title="No model call matches">Take a filter away, or choose another time.</EmptyState>
        ) : (
          <EmptyState
            title="No model calls in this time"
            action={<CodeLine code="npx orchestrate demo --history 1d" />}
          >
            They come with POST /api/agents/:id/model-calls, or by OTLP; or let a simulated fleet report:
          </EmptyState>
        )
      }
    />
  );
}

/** The costliest have the colours of the chart above, which tells so many apart. */
const CHARTED = 8;

function coloursOf(rows: readonly Row[], { dimension }: CostSearch): (key: string | null) => string {
  const styles = seriesStyles(rows.slice(0, CHARTED).flatMap(({ keys }) => keys[dimension.by] ?? []));
  return (key) => (key === null ? 'var(--ink-soft)' : fillOf(styles.get(key) ?? seriesStyle(key)));
}

function columnsOf(search: CostSearch, colourOf: (key: string | null) => string): Column<Row>[] {
  const { dimension } = search;
  return [
    {
      id: 'key',
      header: dimension.label,
      width: 180,
      grow: 2,
      cell: ({ keys }) => <KeyCell value={keys[dimension.by] ?? null} dimension={dimension} search={search} />,
    },
    { id: 'cost', header: 'Cost', width: 100, align: 'right', cell: ({ cost }) => <Money amount={cost} /> },
    {
      id: 'share',
      header: 'Share',
      width: 150,
      grow: 1,
      cell: ({ share, keys }) => (
        <ShareBar share={share} label="share of the total" colour={colourOf(keys[dimension.by] ?? null)} />
      ),
    },
    { id: 'calls', header: 'Calls', width: 80, align: 'right', cell: ({ calls }) => <NumberText value={calls} /> },
    { id: 'tokens', header: 'Tokens', width: 90, align: 'right', cell: ({ tokens }) => <NumberText value={tokens} /> },
  ];
}

interface KeyCellProps {
  readonly value: string | null;
  readonly dimension: Dimension;
  readonly search: CostSearch;
}

function KeyCell({ value, dimension, search }: KeyCellProps) {
  const words = keyWords(dimension.by, value);
  if (value === null || dimension.filter === null) {
    return (
      <Text {...(value === null ? { c: 'dimmed' } : {})} fz="sm" className="truncate">
        {words}
      </Text>
    );
  }
  const chosen = Object.entries(search.filters.values).flatMap(([key, names]) => (names.length > 0 ? [key] : []));
  const next = { ...keptSearch(search), [dimension.filter]: [value], by: nextDimension(dimension, chosen) };
  return (
    <Anchor
      component={Link}
      to="/cost"
      search={next as never}
      fz="sm"
      className="truncate"
      title={`${words}: its cost alone`}
    >
      {words}
    </Anchor>
  );
}
