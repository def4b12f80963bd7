import { Anchor, Button, Group as Row, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { BarList } from '../../charts/bar-list';
import { DetailDrawer } from '../../components/detail-drawer';
import { Duration } from '../../components/duration';
import { KeyValueList } from '../../components/key-value-list';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { ratioWords } from '../../components/number-words';
import { wordsOf } from '../../components/state-words';
import { agentsOf, type Grouping } from './performance-search';
import { type Analysis, type Group, nameOf } from './performance-types';
import { SampleNote } from './sample-note';

export interface GroupDrawerProps {
  readonly by: Grouping;
  readonly group: Group | undefined;
  readonly percentilesFrom: Analysis['percentilesFrom'];
  readonly onClose: () => void;
  readonly onCompare: (key: string) => void;
}

/** Everything about one key, and the agents behind it. */
export function GroupDrawer({ by, group, percentilesFrom, onClose, onCompare }: GroupDrawerProps) {
  return (
    <DetailDrawer opened={group !== undefined} onClose={onClose} title={group ? nameOf(group.key) : ''}>
      {group ? <Details by={by} group={group} percentilesFrom={percentilesFrom} onCompare={onCompare} /> : null}
    </DetailDrawer>
  );
}

type DetailsProps = Omit<GroupDrawerProps, 'group' | 'onClose'> & { readonly group: Group };

function Details({ by, group, percentilesFrom, onCompare }: DetailsProps) {
  const { key } = group;
  return (
    <Stack gap="md">
      {key === null ? (
        <Text fz="sm" c="dimmed">
          Runs of which nobody told the {by}.
        </Text>
      ) : (
        <Row gap="xs">
          <Anchor component={Link} to="/agents" search={agentsOf(by, key) as never} fz="sm">
            Agents
          </Anchor>
          <Anchor component={Link} to="/agents" search={agentsOf(by, key, 'failed') as never} fz="sm">
            Failed agents
          </Anchor>
          <Button variant="default" size="compact-sm" onClick={() => onCompare(key)}>
            Compare
          </Button>
        </Row>
      )}
      <KeyValueList items={factsOf(group)} />
      <SampleNote percentilesFrom={percentilesFrom} />
      {group.topErrors.length > 0 ? (
        <div>
          <Text fz="sm" fw={600} mb={4}>
            Why runs failed
          </Text>
          <BarList
            label="Why runs failed"
            bars={group.topErrors.map(({ errorClass, runs }) => ({
              key: errorClass,
              label: wordsOf(errorClass),
              value: runs,
              text: <NumberText value={runs} />,
              colour: 'var(--bad)',
            }))}
          />
        </div>
      ) : null}
    </Stack>
  );
}

function factsOf(group: Group) {
  const interval = group.successRateInterval;
  return [
    { name: 'Runs', value: <NumberText value={group.runs} /> },
    {
      name: 'Ended',
      value: `${group.succeeded} succeeded, ${group.failed} failed, ${group.terminated} terminated; ${group.open} open`,
    },
    {
      name: 'Success rate',
      value:
        group.successRate === null || interval === null
          ? null
          : `${ratioWords(group.successRate)}, 95 % interval ${ratioWords(interval.low)} to ${ratioWords(interval.high)}`,
    },
    { name: 'Time to finish', value: <Times times={group.executionSeconds} /> },
    { name: 'Active time', value: <Times times={group.activeSeconds} /> },
    { name: 'Cost', value: <Money amount={group.cost} /> },
    { name: 'Cost per success', value: <Money amount={group.costPerSuccess} /> },
    { name: 'Runs without a price', value: <NumberText value={group.unpricedRuns} /> },
    { name: 'Tokens per success', value: <NumberText value={group.tokensPerSuccessfulRun} /> },
    { name: 'Model calls', value: <NumberText value={group.modelCalls} /> },
    { name: 'Failed calls', value: <NumberText value={group.failedCallRate} as="ratio" /> },
    { name: 'Retried calls', value: <NumberText value={group.retryRate} as="ratio" /> },
    { name: 'Tool calls', value: <NumberText value={group.toolCalls} /> },
    {
      name: 'Quality',
      value:
        group.qualityScore === null
          ? null
          : `${ratioWords(group.qualityScore)} of ${group.reviewedPullRequests} pull requests approved at once`,
    },
  ];
}

function Times({ times }: { times: Group['executionSeconds'] }) {
  if (times === null) return <span>–</span>;
  const { p50, p95, p99, runs } = times;
  return (
    <>
      p50 <Duration seconds={p50} /> · p95 <Duration seconds={p95} /> · p99 <Duration seconds={p99} />{' '}
      <Text component="span" fz="xs" c="dimmed">
        ({runs} runs)
      </Text>
    </>
  );
}
