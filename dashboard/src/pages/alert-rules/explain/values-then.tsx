import { Stack, Table, Text } from '@mantine/core';
import { RuleValue, type RuleUnit } from '../../../charts/rule-value';
import { LabelList } from '../../../components/key-value-list';
import type { Explained } from './explain-panel';

type Side = Explained['condition'];

/** What the condition answered, and both sides of its comparison. */
export function ValuesThen({ answer: { condition, comparison }, unit }: { answer: Explained; unit: RuleUnit }) {
  const number = comparison ? Number(comparison.right.expression) : Number.NaN;
  const limit =
    comparison && Number.isFinite(number) ? `${comparison.operator} ${comparison.right.expression}` : undefined;
  return (
    <Stack gap="sm">
      {comparison ? (
        <>
          <Values title="Compares" side={comparison.left} unit={unit} />
          {limit === undefined ? (
            <Values title={`With (${comparison.operator})`} side={comparison.right} unit={unit} />
          ) : null}
        </>
      ) : null}
      {condition.results === 0 && condition.error === null ? (
        <Text fz="sm" c="dimmed">
          {limit ? `None of it is ${limit}.` : 'The condition answered nothing.'}
        </Text>
      ) : comparison && limit ? (
        <Text fz="sm">
          {condition.results ?? 0} {condition.results === 1 ? 'is' : 'are'} {limit}.
        </Text>
      ) : (
        <Values title="The condition answered" side={condition} unit={unit} />
      )}
    </Stack>
  );
}

function Values({ title, side, unit }: { title: string; side: Side; unit: RuleUnit }) {
  const { expression, results, samples, error } = side;
  return (
    <div>
      <Text fz="xs" c="dimmed">
        {title}
      </Text>
      <Text component="code" className="mono" display="block" style={{ overflowWrap: 'anywhere' }}>
        {expression}
      </Text>
      {error ? (
        <Text fz="sm" c="var(--bad)">
          {error}
        </Text>
      ) : samples.length === 0 ? (
        <Text fz="sm" c="dimmed">
          No values
        </Text>
      ) : (
        <Table fz="sm" verticalSpacing={2} horizontalSpacing={0} mt={4} aria-label={title}>
          <Table.Tbody>
            {samples.map(({ labels, value }) => (
              <Table.Tr key={JSON.stringify(labels)}>
                <Table.Td>
                  {Object.keys(labels).every((name) => name === '__name__') ? (
                    <Text span c="dimmed" fz="sm">
                      no labels
                    </Text>
                  ) : (
                    <LabelList labels={labels} leaveOut={['__name__']} />
                  )}
                </Table.Td>
                <Table.Td ta="right" w={110}>
                  <RuleValue value={value} unit={unit} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {results !== null && results > samples.length ? (
        <Text fz="xs" c="dimmed">
          and {results - samples.length} more
        </Text>
      ) : null}
    </div>
  );
}
