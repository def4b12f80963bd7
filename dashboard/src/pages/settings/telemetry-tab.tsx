import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ApiItem } from '../../api/api-types';
import { useApi, useApiList } from '../../api/use-api';
import { CodeLine } from '../../components/code-line';
import { type Column, DataTable } from '../../components/data-table';
import { EmptyState } from '../../components/empty-state';
import { KeyValueList } from '../../components/key-value-list';
import { NumberText } from '../../components/number-text';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { wordsOf } from '../../components/state-words';

type Coverage = ApiItem<'/api/telemetry/coverage'>;

const columns: readonly Column<Coverage>[] = [
  {
    id: 'agent',
    header: 'Agent',
    width: 200,
    grow: 1,
    cell: ({ agentId }) => (
      <Anchor component={Link} to="/agents/$id" params={{ id: agentId } as never} fz="inherit">
        {agentId}
      </Anchor>
    ),
  },
  { id: 'source', header: 'Source', width: 130, cell: ({ source }) => source },
  {
    id: 'problems',
    header: 'Doubts',
    width: 220,
    grow: 1,
    cell: ({ problems }) => (problems.length === 0 ? 'none' : problems.map(wordsOf).join(', ')),
  },
  {
    id: 'missing',
    header: 'Records missing',
    width: 130,
    align: 'right',
    cell: ({ records }) => <NumberText value={records?.missing} />,
  },
  {
    id: 'usage',
    header: 'Calls with usage',
    width: 140,
    align: 'right',
    cell: ({ callsWithUsage, modelCalls }) => `${callsWithUsage} of ${modelCalls}`,
  },
  { id: 'last', header: 'Last heard of', width: 120, cell: ({ lastAt }) => <RelativeTime at={lastAt} /> },
];

/** How far the numbers of agents that send telemetry can be trusted. */
export default function TelemetryTab() {
  const summary = useApi('/api/telemetry/coverage', { query: { limit: 1 } });
  const list = useApiList('/api/telemetry/coverage', { query: { onlyProblems: 'true', limit: 100 } });
  return (
    <Stack gap="sm">
      <Panel
        title="Coverage"
        height="auto"
        state={summary}
        isEmpty={({ summary: { agents } }) => agents === 0}
        empty={
          <EmptyState
            title="No agent sends telemetry"
            action={<CodeLine code="export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318" />}
          >
            Claude Code, Codex, Gemini CLI and OpenTelemetry SDKs do, once they are told where to:
          </EmptyState>
        }
      >
        {({ summary: all }) => (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <KeyValueList
              items={[
                { name: 'Agents', value: <NumberText value={all.agents} /> },
                { name: 'With gaps in their records', value: <NumberText value={all.withGaps} /> },
                { name: 'Records missing', value: <NumberText value={all.missingRecords} /> },
                { name: 'With repeated numbers', value: <NumberText value={all.withRepeatedNumbers} /> },
              ]}
            />
            <KeyValueList
              items={[
                { name: 'Without usage', value: <NumberText value={all.withoutUsage} /> },
                { name: 'Usage stopped', value: <NumberText value={all.usageStopped} /> },
                { name: 'Events below their metrics', value: <NumberText value={all.eventsBelowMetrics} /> },
                { name: 'Tokens of events against metrics', value: <NumberText value={all.ratio} as="ratio" /> },
              ]}
            />
          </SimpleGrid>
        )}
      </Panel>
      <Text fz="sm" fw={600}>
        Agents in doubt
      </Text>
      <DataTable
        label="Agents whose telemetry is in doubt"
        columns={columns}
        list={list}
        rowKey={({ agentId, source }) => `${agentId} ${source}`}
        height={480}
        empty={
          <EmptyState title="None">
            {summary.data?.summary.agents === 0
              ? 'Nobody sends telemetry yet.'
              : 'What was sent is complete, as far as it can be told.'}
          </EmptyState>
        }
      />
    </Stack>
  );
}
