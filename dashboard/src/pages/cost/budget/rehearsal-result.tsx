import { Stack, Table, Text } from '@mantine/core';
import { Money } from '../../../components/money';
import { ShareBar } from '../../../components/share-bar';
import { dayWords } from '../day-words';
import { usedTone } from './budget-words';
import type { BudgetRehearsal } from './rehearsal';

/** The rehearsed periods, the latest first. */
export function RehearsalResult({
  rehearsal: { budget, periods, alerts, periodsUsedUp },
}: {
  rehearsal: BudgetRehearsal;
}) {
  return (
    <Stack gap="xs">
      <Text fz="sm" fw={600} role="status">
        {alerts === 0 ? 'No alert' : alerts === 1 ? 'One alert' : `${alerts} alerts`}; used up in {periodsUsedUp} of{' '}
        {periods.length} {periods.length === 1 ? 'period' : 'periods'}
      </Text>
      <Table.ScrollContainer minWidth={520}>
        <Table fz="xs" verticalSpacing={4} aria-label="Rehearsed periods">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Period from</Table.Th>
              <Table.Th ta="right">Spent</Table.Th>
              <Table.Th w={150}>Used</Table.Th>
              <Table.Th>Thresholds</Table.Th>
              <Table.Th>Used up</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {periods.toReversed().map((period) => (
              <Table.Tr key={period.from}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  {dayWords(period.from, budget.timeZone)}
                  {period.isOver ? '' : ', so far'}
                </Table.Td>
                <Table.Td ta="right">
                  <Money amount={period.spent} />
                </Table.Td>
                <Table.Td>
                  <ShareBar
                    share={period.usedRatio}
                    label="used in this period"
                    tone={usedTone(period.usedRatio, budget.warnPercent)}
                  />
                </Table.Td>
                <Table.Td>{crossingWords(period, budget.timeZone)}</Table.Td>
                <Table.Td>{usedUpWords(period, budget.timeZone)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text fz="xs" c="dimmed">
        By the prices of now, and by what work was for as it is known now. Each forecast knew only the days before it.
      </Text>
    </Stack>
  );
}

type Period = BudgetRehearsal['periods'][number];

function crossingWords({ crossings }: Period, timeZone: string): string {
  const crossed = crossings.flatMap(({ percent, at }) =>
    at === null ? [] : [`${percent} % on ${dayWords(at, timeZone)}`],
  );
  return crossed.join('; ') || 'none crossed';
}

function usedUpWords({ usedUpAt, projectedBreachAt }: Period, timeZone: string): string {
  const seen = projectedBreachAt === null ? '' : `foreseen on ${dayWords(projectedBreachAt, timeZone)}`;
  if (usedUpAt === null) return seen || 'no';
  return [dayWords(usedUpAt, timeZone), seen].filter(Boolean).join(', ');
}
