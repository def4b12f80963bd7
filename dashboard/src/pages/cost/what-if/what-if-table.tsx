import { useMemo } from 'react';
import { type Column, DataTable } from '../../../components/data-table';
import { Money } from '../../../components/money';
import { NumberText } from '../../../components/number-text';
import type { WhatIf } from './what-if-result';

type Row = WhatIf['byModel'][number];

/** Where the difference comes from, the greatest first. */
export function WhatIfTable({ title, rows }: { title: string; rows: readonly Row[] }) {
  const columns = useMemo((): Column<Row>[] => {
    return [
      { id: 'key', header: title, width: 150, grow: 1, cell: ({ key }) => key ?? 'nobody said' },
      { id: 'actual', header: 'It cost', width: 90, align: 'right', cell: ({ actual }) => <Money amount={actual} /> },
      {
        id: 'hypothetical',
        header: 'Would have',
        width: 100,
        align: 'right',
        cell: ({ hypothetical }) => <Money amount={hypothetical} />,
      },
      {
        id: 'difference',
        header: 'Difference',
        width: 100,
        align: 'right',
        cell: ({ difference }) => <Money amount={difference} />,
      },
      { id: 'calls', header: 'Calls', width: 70, align: 'right', cell: ({ calls }) => <NumberText value={calls} /> },
    ];
  }, [title]);
  return (
    <DataTable
      label={`Difference by ${title.toLowerCase()}`}
      columns={columns}
      list={{ data: rows, error: undefined, loading: false, updatedAt: undefined, retry: () => {} }}
      rowKey={({ key }) => key ?? ''}
      height={360}
      empty={null}
    />
  );
}
