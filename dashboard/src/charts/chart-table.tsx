import { ScrollArea, Table } from '@mantine/core';
import { absoluteWords } from '../components/time-words';
import type { Annotation, ChartSeries } from './chart-series';
import { type Unit, unitWords } from './units';

export interface ChartTableProps {
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly unit: Unit;
  readonly height: number;
  readonly annotations: readonly Annotation[];
}

/** The numbers of a chart, the latest first. */
export default function ChartTable({ times, series, unit, height, annotations }: ChartTableProps) {
  return (
    <ScrollArea h={height} viewportProps={{ tabIndex: 0 }}>
      <Table fz="xs" verticalSpacing={3} stickyHeader>
        <Table.Thead bg="var(--surface)">
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            {series.map(({ key, label }) => (
              <Table.Th key={key} ta="right">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {annotations.map(({ at, label }) => (
            <Table.Tr key={`${at} ${label}`}>
              <Table.Td>{absoluteWords(at * 1000)}</Table.Td>
              <Table.Td colSpan={series.length}>{label}</Table.Td>
            </Table.Tr>
          ))}
          {times.map((_, back) => {
            const index = times.length - 1 - back;
            return (
              <Table.Tr key={times[index]}>
                <Table.Td>{absoluteWords(times[index]! * 1000)}</Table.Td>
                {series.map(({ key, values }) => {
                  const value = values[index];
                  return (
                    <Table.Td key={key} ta="right">
                      {value == null ? '–' : unitWords(unit, value)}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
