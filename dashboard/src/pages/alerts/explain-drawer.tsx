import { Anchor, Box, Group, List, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ApiAnswer } from '../../api/api-types';
import { useApi } from '../../api/use-api';
import { RuleValue, type RuleUnit } from '../../charts/rule-value';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { Duration } from '../../components/duration';
import { KeyValueList, LabelList } from '../../components/key-value-list';
import { PanelContent } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { absoluteWords } from '../../components/time-words';
import type { AlertDetail } from './alert-types';

type Explained = ApiAnswer<'get', '/api/alerts/rules/{idOrName}/explain'>;
type Side = Explained['condition'];

/** Why the rule did, or did not, fire at a moment: in words, then in numbers. */
export function ExplainDrawer({ alert, unit }: { alert: AlertDetail; unit: RuleUnit | undefined }) {
  const [moment, open] = useOpened('explain');
  return (
    <DetailDrawer opened={moment !== undefined} onClose={() => open(undefined)} title={`Why ${alert.ruleName}`}>
      {moment === undefined ? null : <Explanation ruleId={alert.ruleId} at={moment} unit={unit} />}
    </DetailDrawer>
  );
}

function Explanation({ ruleId, at, unit }: { ruleId: string; at: string; unit: RuleUnit | undefined }) {
  const state = useApi('/api/alerts/rules/{idOrName}/explain', { path: { idOrName: ruleId }, query: { at } });
  return (
    <PanelContent state={state} height={320}>
      {({ at: moment, because, recorded, condition, comparison, enabled }) => (
        <Stack gap="md">
          <Text fz="sm" c="dimmed" component="div">
            {absoluteWords(Date.parse(moment))} (<RelativeTime at={moment} />
            ). It explains the rule as it is now
            {enabled ? '' : ', which is disabled'}.
          </Text>
          <List fz="sm" spacing={4}>
            {because.map((reason, index) => (
              <List.Item key={index} style={{ overflowWrap: 'anywhere' }}>
                {reason}
              </List.Item>
            ))}
          </List>
          {comparison ? (
            <Section title="Both sides of the comparison">
              <SideView side={comparison.left} unit={unit} />
              <Text className="mono" fz="sm" fw={600}>
                {comparison.operator}
              </Text>
              <SideView side={comparison.right} unit={unit} />
            </Section>
          ) : null}
          <Section title="The condition, on the series as they are recorded of then">
            <SideView side={condition} unit={unit} />
          </Section>
          <Section title="The evaluation of then">
            {recorded === null ? (
              <Text fz="sm" c="dimmed">
                None is kept: evaluations are kept for seven days.
              </Text>
            ) : (
              <Recorded recorded={recorded} />
            )}
          </Section>
          <Anchor component={Link} to="/alerts/rules/$id" params={{ id: ruleId } as never} fz="sm">
            Open the rule
          </Anchor>
        </Stack>
      )}
    </PanelContent>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Box component="section">
      <Title order={3} fz="sm" mb={4}>
        {title}
      </Title>
      {children}
    </Box>
  );
}

function SideView({ side, unit }: { side: Side; unit: RuleUnit | undefined }) {
  return (
    <Stack gap={4}>
      <Text className="mono" fz="xs" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {side.expression}
      </Text>
      {side.error === null ? null : (
        <Text fz="sm" c="var(--bad)">
          {side.error}
        </Text>
      )}
      {side.samples.map(({ labels, value }, index) => (
        <Group key={index} gap={8} wrap="nowrap">
          <Text component="span" fz="sm" miw={64} ta="right">
            <RuleValue value={value} unit={unit} />
          </Text>
          <LabelList labels={labels} leaveOut={['__name__']} />
        </Group>
      ))}
      {side.results === 0 ? (
        <Text fz="sm" c="dimmed">
          It answered nothing.
        </Text>
      ) : null}
      {side.results !== null && side.results > side.samples.length ? (
        <Text fz="xs" c="dimmed" className="numbers">
          {side.samples.length} of {side.results}
        </Text>
      ) : null}
    </Stack>
  );
}

function Recorded({ recorded }: { recorded: NonNullable<Explained['recorded']> }) {
  const { firstAt, lastAt, evaluations, durationMs, late, error, results } = recorded;
  return (
    <KeyValueList
      items={[
        { name: 'At', value: <RelativeTime at={lastAt} /> },
        ...(evaluations > 1
          ? [
              {
                name: 'The same since',
                value: (
                  <>
                    <RelativeTime at={firstAt} />, {evaluations} times
                  </>
                ),
              },
            ]
          : []),
        { name: 'Elements', value: results },
        { name: 'Took', value: <Duration seconds={durationMs / 1000} /> },
        ...(late ? [{ name: 'Late', value: 'not everything recorded by then was in' }] : []),
        ...(error === null ? [] : [{ name: 'Error', value: error }]),
      ]}
    />
  );
}
