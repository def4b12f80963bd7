import { SimpleGrid } from '@mantine/core';
import type { Loadable } from '../../api/loadable';
import { Duration } from '../../components/duration';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { compactWords, ratioWords } from '../../components/number-words';
import { StatTile } from '../../components/stat-tile';
import { sampleWords, shortSampleWords } from './percentile-sample';
import type { Analysis } from './performance-types';

/** All runs that were asked for, as one. */
export function FleetTiles({ analysis }: { analysis: Loadable<Analysis> }) {
  const ended = { when: 'range', state: ['completed', 'failed', 'terminated'] };
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }} spacing="xs">
      <StatTile
        label="Runs"
        state={analysis}
        value={({ fleet }) => <NumberText value={fleet.runs} />}
        note={({ fleet }) => `${compactWords(fleet.failed)} failed, ${compactWords(fleet.terminated)} terminated`}
        to="/agents"
        search={{ when: 'range' }}
      />
      <StatTile
        label="Success rate"
        state={analysis}
        value={({ fleet }) => <NumberText value={fleet.successRate} as="ratio" />}
        note={({ fleet }) => {
          const interval = fleet.successRateInterval;
          return interval === null ? 'none has ended' : `${ratioWords(interval.low)} to ${ratioWords(interval.high)}`;
        }}
        to="/agents"
        search={{ when: 'range', state: 'failed' }}
      />
      <StatTile
        label="Time to finish, p50"
        state={analysis}
        value={({ fleet }) => <Duration seconds={fleet.executionSeconds?.p50} />}
        note={(data) => (
          <span title={sampleWords(data)}>
            p95 <Duration seconds={data.fleet.executionSeconds?.p95} />
            {data.percentilesFrom === null ? null : `, ${shortSampleWords(data)}`}
          </span>
        )}
        to="/agents"
        search={ended}
      />
      <StatTile
        label="Cost per success"
        state={analysis}
        value={({ fleet }) => <Money amount={fleet.costPerSuccess} />}
        note={({ fleet }) =>
          fleet.unpricedRuns === 0 ? 'failed runs included' : `${compactWords(fleet.unpricedRuns)} runs have no price`
        }
        to="/cost"
      />
      <StatTile
        label="Retried calls"
        state={analysis}
        value={({ fleet }) => <NumberText value={fleet.retryRate} as="ratio" />}
        note={({ fleet }) => `of ${compactWords(fleet.modelCalls)} model calls`}
        to="/explore"
      />
      <StatTile
        label="Quality"
        state={analysis}
        value={({ fleet }) => <NumberText value={fleet.qualityScore} as="ratio" />}
        note={({ fleet }) => `approved at once, of ${compactWords(fleet.reviewedPullRequests)} reviewed`}
        to="/delivery"
      />
    </SimpleGrid>
  );
}
