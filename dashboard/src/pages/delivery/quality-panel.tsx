import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Loadable } from '../../api/loadable';
import { Duration } from '../../components/duration';
import { KeyValueList } from '../../components/key-value-list';
import { compactWords, ratioWords } from '../../components/number-words';
import { Panel } from '../../components/panel';
import { StateBadge } from '../../components/state-badge';
import type { Delivery } from './delivery-types';

/** What of the numbers needs more than a number: why changes failed, what lead times rest on, stories, incidents. */
export function QualityPanel({ delivery }: { delivery: Loadable<Delivery> }) {
  return (
    <Panel
      title="Behind the numbers"
      height={348}
      state={delivery}
      actions={
        <Anchor component={Link} to="/performance" fz="xs">
          How well agents do
        </Anchor>
      }
    >
      {({ current: { dora, stories, incidents }, previous, environments }) => {
        const { reasons } = dora.changeFailureRate;
        const { sources, deployments } = dora.leadTimeForChangesSeconds;
        return (
          <div style={{ height: '100%', overflow: 'auto' }} tabIndex={0} role="group" aria-label="Behind the numbers">
            <KeyValueList
              items={[
                { name: 'Taken for production', value: environments.join(', ') },
                {
                  name: 'Stories completed',
                  value: `${compactWords(stories.completed)}, before ${compactWords(previous.stories.completed)}`,
                },
                {
                  name: 'Stories created',
                  value: `${createdWords(stories.completionRate)}; before: ${createdWords(previous.stories.completionRate)}`,
                },
                {
                  name: 'Changes failed because',
                  value: `${reasons.failed} failed, ${reasons.rolledBack} rolled back, ${reasons.incident} named by an incident`,
                },
                {
                  name: 'Lead times from',
                  value: `${compactWords(sources.pullRequest)} pull requests, ${compactWords(sources.commit)} commits, ${compactWords(sources.push)} pushes`,
                },
                {
                  name: 'Changes known of',
                  value: `${deployments.count} of ${deployments.n} deployments`,
                },
                ...incidents.bySeverity.map(({ severity, n, mean }) => ({
                  name: `Incidents, ${severity}`,
                  value: (
                    <>
                      <StateBadge state={severity} /> {n} recovered from, mean <Duration seconds={mean} />
                    </>
                  ),
                })),
              ]}
            />
          </div>
        );
      }}
    </Panel>
  );
}

/** How many of those that were created in the time are completed by now. */
const createdWords = ({ rate, count, n }: Delivery['current']['stories']['completionRate']) =>
  rate === null ? 'none' : `${n}, ${count} of them completed (${ratioWords(rate)})`;
