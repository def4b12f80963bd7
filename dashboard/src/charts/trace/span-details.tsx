import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CopyableId } from '../../components/copy-button';
import { Duration } from '../../components/duration';
import { JsonView } from '../../components/json-view';
import { KeyValueList } from '../../components/key-value-list';
import { StateBadge } from '../../components/state-badge';
import { absoluteWords, durationWords } from '../../components/time-words';
import { kindWord, subjectOf } from './span-words';
import type { TraceSpan } from './use-trace';

/** Everything that is known of one span. */
export function SpanDetails({ span, startedAt }: { span: TraceSpan; startedAt: string }) {
  const begin = Date.parse(span.startedAt);
  const { durationMs, agentId, parentSpanId, statusMessage } = span;
  return (
    <Stack gap="md">
      <KeyValueList
        items={[
          { name: 'Kind', value: kindWord(span) },
          { name: 'About', value: subjectOf(span) },
          { name: 'Status', value: <StateBadge state={span.status} /> },
          {
            name: 'Began',
            value: `${absoluteWords(begin)}, ${durationWords((begin - Date.parse(startedAt)) / 1000)} in`,
          },
          {
            name: 'Took',
            value: <Duration seconds={durationMs === null ? null : durationMs / 1000} unknown="not told" />,
          },
          {
            name: 'Agent',
            value:
              agentId === null ? null : (
                <Anchor component={Link} to="/agents/$id" params={{ id: agentId } as never} fz="sm">
                  {agentId}
                </Anchor>
              ),
          },
          {
            name: 'From',
            value: span.source === 'derived' ? 'what was reported of the agent' : 'a span that was received',
          },
          { name: 'Span', value: <CopyableId id={span.spanId} length={16} /> },
          { name: 'Parent', value: parentSpanId === null ? 'none' : <CopyableId id={parentSpanId} length={16} /> },
        ]}
      />
      {span.orphan ? (
        <Text fz="sm" c="var(--warn)">
          The parent that it names has not come; it stands under the root until then.
        </Text>
      ) : null}
      {statusMessage === null ? null : (
        <section aria-label="What was said of it">
          <Title order={3} fz="sm" mb={4}>
            Said of it
          </Title>
          <Text fz="sm" className="mono" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {statusMessage}
          </Text>
        </section>
      )}
      <section aria-label="Attributes">
        <Title order={3} fz="sm" mb={4}>
          Attributes
        </Title>
        <JsonView value={span.attributes} />
      </section>
    </Stack>
  );
}
