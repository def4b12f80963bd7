import { SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Loadable } from '../../api/loadable';
import { Duration } from '../../components/duration';
import { NumberText } from '../../components/number-text';
import { compactWords } from '../../components/number-words';
import { StatTile } from '../../components/stat-tile';
import { Defined } from './defined';
import { cadenceWords } from './delivery-search';
import classes from './dora-tiles.module.css';
import type { Definition, Delivery, Period } from './delivery-types';

interface Tile {
  readonly label: string;
  readonly definition: Definition;
  readonly value: (period: Period) => ReactNode;
  /** On how many it rests, and of what. */
  readonly rests: (period: Period) => string;
  /** The list below that it comes from. */
  readonly list: 'deployments' | 'pull-requests' | 'incidents';
}

const tiles: readonly Tile[] = [
  {
    label: 'Deployment frequency',
    definition: 'deploymentFrequency',
    value: ({ dora }) => (
      <>
        <NumberText value={dora.deploymentFrequency.perDay} />
        <span className={classes['unit']}>a day</span>
      </>
    ),
    rests: ({ dora: { deploymentFrequency: of } }) =>
      `${of.cadence === null ? 'none' : (cadenceWords[of.cadence] ?? of.cadence)}, ${compactWords(of.n)} deployments`,
    list: 'deployments',
  },
  {
    label: 'Lead time for changes, p50',
    definition: 'leadTimeForChanges',
    value: ({ dora }) => <Duration seconds={dora.leadTimeForChangesSeconds.p50} />,
    rests: ({ dora }) => `${compactWords(dora.leadTimeForChangesSeconds.n)} changes`,
    list: 'pull-requests',
  },
  {
    label: 'Change failure rate',
    definition: 'changeFailureRate',
    value: ({ dora }) => <NumberText value={dora.changeFailureRate.rate} as="ratio" />,
    rests: ({ dora: { changeFailureRate: of } }) => `${compactWords(of.count)} of ${compactWords(of.n)} deployments`,
    list: 'deployments',
  },
  {
    label: 'Failed deployment recovery, p50',
    definition: 'failedDeploymentRecoveryTime',
    value: ({ dora }) => <Duration seconds={dora.failedDeploymentRecoverySeconds.p50} />,
    rests: ({ dora }) => `${compactWords(dora.failedDeploymentRecoverySeconds.n)} recovered from`,
    list: 'deployments',
  },
  {
    label: 'Deployment rework rate',
    definition: 'deploymentReworkRate',
    value: ({ dora }) => <NumberText value={dora.deploymentReworkRate.rate} as="ratio" />,
    rests: ({ dora: { deploymentReworkRate: of } }) => `${compactWords(of.count)} of ${compactWords(of.n)} deployments`,
    list: 'deployments',
  },
  {
    label: 'Incident recovery, mean',
    definition: 'incidentRecovery',
    value: ({ incidents }) => <Duration seconds={incidents.recoverySeconds.mean} />,
    rests: ({ incidents }) => `${compactWords(incidents.recoverySeconds.n)} incidents`,
    list: 'incidents',
  },
];

/** DORA's numbers: what each means on hover, on how many it rests, and what it was in the period before. */
export function DoraTiles({ delivery }: { delivery: Loadable<Delivery> }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 3, wide: 6 }} spacing="xs">
      {tiles.map(({ label, definition, value, rests, list }) => (
        <Defined key={label} definition={delivery.data?.definitions[definition]}>
          <div className={classes['tile']}>
            <StatTile
              label={label}
              state={delivery}
              value={({ current }) => value(current)}
              note={({ current, previous }) => (
                <>
                  <span className={classes['rests']}>{rests(current)}</span>
                  <span className={classes['before']}>
                    before: {value(previous)} ({rests(previous)})
                  </span>
                </>
              )}
              to="/delivery"
              search={{ list }}
            />
          </div>
        </Defined>
      ))}
    </SimpleGrid>
  );
}
