import { Group, Paper, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ApiAnswer } from '../../api/api-types';
import type { Loadable } from '../../api/loadable';
import { explainError } from '../../api/problem-words';
import { useApi } from '../../api/use-api';
import { Duration } from '../../components/duration';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { StaleMark } from '../../components/stale-mark';
import classes from './agent.module.css';

type AgentDetail = ApiAnswer<'get', '/api/agents/{id}'>;
type Usage = NonNullable<AgentDetail['usage']>;

interface Tile<T> {
  readonly label: string;
  readonly value: (data: T) => ReactNode;
  readonly note: (data: T) => ReactNode;
}

/** A number of the agent, of the same height whether it is known yet or not. */
function Figure<T>({ label, state, value, note }: Tile<T> & { state: Loadable<T> }) {
  return (
    <Paper p="sm" mih={86}>
      <Text fz="xs" c="dimmed">
        {label}
      </Text>
      {state.data !== undefined ? (
        <>
          <Text fz={20} fw={600} lh="28px" className="numbers" component="div">
            {value(state.data)}
          </Text>
          <Text fz="xs" c="dimmed" component="div" mih={17} className="truncate">
            {state.error ? <StaleMark state={state} /> : note(state.data)}
          </Text>
        </>
      ) : state.error ? (
        <Tooltip label={explainError(state.error)}>
          <Group gap={4} mt={4} tabIndex={0}>
            <IconAlertTriangle size={14} color="var(--bad)" aria-hidden />
            <Text fz="sm">not known</Text>
          </Group>
        </Tooltip>
      ) : (
        <Skeleton h={40} mt={4} radius="sm" />
      )}
    </Paper>
  );
}

const failed = (count: number) => (count === 0 ? 'none failed' : <FailedWords count={count} />);

const FailedWords = ({ count }: { count: number }) => (
  <Text component="span" inherit c="var(--bad)">
    <NumberText value={count} /> failed
  </Text>
);

const usageTiles: readonly Tile<Usage>[] = [
  {
    label: 'Input tokens',
    value: ({ inputTokens }) => <NumberText value={inputTokens} />,
    note: ({ cacheReadTokens }) => (
      <>
        <NumberText value={cacheReadTokens} unknown="no" /> from the cache
      </>
    ),
  },
  {
    label: 'Output tokens',
    value: ({ outputTokens }) => <NumberText value={outputTokens} />,
    note: () => 'of all model calls',
  },
  {
    label: 'Model calls',
    value: ({ modelCalls }) => <NumberText value={modelCalls} />,
    note: ({ failedModelCalls }) => failed(failedModelCalls),
  },
  {
    label: 'Tool calls',
    value: ({ toolCalls }) => <NumberText value={toolCalls} />,
    note: ({ failedToolCalls }) => failed(failedToolCalls),
  },
  {
    label: 'Waited for models',
    value: ({ modelDurationMs }) => <Duration seconds={modelDurationMs === null ? null : modelDurationMs / 1000} />,
    note: ({ toolDurationMs }) => (
      <>
        for tools <Duration seconds={toolDurationMs / 1000} />
      </>
    ),
  },
];

/** What the agent cost and used, in all. */
export function AgentTiles({ id, usage }: { id: string; usage: Loadable<Usage> }) {
  const costs = useApi('/api/cost/agents/{id}', { path: { id } });
  return (
    <div className={classes['tiles']}>
      <Figure
        label="Cost"
        state={costs}
        value={({ cost }) => <Money amount={cost} />}
        note={({ unpricedCalls }) =>
          unpricedCalls > 0 ? `${unpricedCalls} calls have no price` : <Estimate usage={usage.data} />
        }
      />
      {usageTiles.map((tile) => (
        <Figure key={tile.label} state={usage} {...tile} />
      ))}
    </div>
  );
}

/** What the agent itself reckoned, where it did. */
function Estimate({ usage }: { usage: Usage | undefined }) {
  if (usage?.reportedCostUsd == null) return 'at the prices of the time';
  return (
    <>
      its own estimate: <Money amount={usage.reportedCostUsd} />
    </>
  );
}
