import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { RuleValue, type RuleUnit } from '../../../charts/rule-value';
import { RelativeTime } from '../../../components/relative-time';
import { wordsOf } from '../../../components/state-words';
import type { Explained } from './explain-panel';

/** What happened to the alerts of a rule around a moment. */
export function WhatHappened({ steps, unit }: { steps: Explained['steps']; unit: RuleUnit }) {
  return (
    <div>
      <Text fz="xs" c="dimmed">
        What happened around then
      </Text>
      <Table fz="sm" verticalSpacing={2} horizontalSpacing={0} aria-label="What happened around then">
        <Table.Tbody>
          {steps.map(({ type, at, by, value, detail, alertId }) => (
            <Table.Tr key={`${at} ${type} ${alertId}`}>
              <Table.Td w={96}>
                <RelativeTime at={at} />
              </Table.Td>
              <Table.Td>
                {alertId === null ? (
                  stepWords(type)
                ) : (
                  <Anchor
                    component={Link}
                    to="/alerts/$id"
                    params={{ id: alertId } as never}
                    fz="sm"
                    underline="always"
                  >
                    {stepWords(type)}
                  </Anchor>
                )}
                {by === null ? '' : ` by ${by}`}
                {detail ? (
                  <Text span fz="xs" c="dimmed">
                    {' '}
                    {detail}
                  </Text>
                ) : null}
              </Table.Td>
              <Table.Td ta="right" w={110}>
                {value === null ? null : <RuleValue value={value} unit={unit} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** `AlertTriggered` as `Alert triggered`. */
const stepWords = (type: string) => wordsOf(type.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
