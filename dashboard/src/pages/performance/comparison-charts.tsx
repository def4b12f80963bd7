import { SegmentedControl, SimpleGrid } from '@mantine/core';
import { type Bar, BarList } from '../../charts/bar-list';
import type { Loadable } from '../../api/loadable';
import { EmptyState } from '../../components/empty-state';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { ratioWords } from '../../components/number-words';
import { Panel } from '../../components/panel';
import { wordsOf } from '../../components/state-words';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import classes from './comparison-charts.module.css';
import { sampleWords } from './percentile-sample';
import { agentsOf, type Grouping } from './performance-search';
import { type Analysis, type Group, nameOf } from './performance-types';
import { QuantileBars } from './quantile-bars';
import { FailedLink } from './underperformers';

const HEIGHT = 320;

interface ChartsProps {
  readonly analysis: Loadable<Analysis>;
  readonly by: Grouping;
}

/** The same keys in each panel, in the same order, so that the eye can go across. */
export function ComparisonCharts({ analysis, by }: ChartsProps) {
  const shared = {
    height: HEIGHT,
    state: analysis,
    isEmpty: ({ items }: Analysis) => items.length === 0,
    empty: <EmptyState title="No runs in this range of time">Choose a longer one, at the top right.</EmptyState>,
  };
  const bars = (items: readonly Group[], of: (group: Group) => Omit<Bar, 'key' | 'label'>, state?: string): Bar[] =>
    items.map((group) => {
      const search = agentsOf(by, group.key, state);
      const name = nameOf(group.key);
      const label = <span title={name}>{name}</span>;
      return { key: name, label, ...(search ? { to: '/agents' as const, search } : {}), ...of(group) };
    });
  return (
    <SimpleGrid cols={{ base: 1, lg: 2, wide: 4 }} spacing="sm">
      <Panel {...shared} title="Success rate" unit="%, whiskers: 95 % interval">
        {({ items }) => (
          <div className={classes['scroll']} tabIndex={0} role="group" aria-label="Success rate">
            <BarList label="Success rate" most={1} bars={bars(items, successBar)} />
          </div>
        )}
      </Panel>
      <TimesPanel shared={shared} by={by} />
      <Panel {...shared} title="Cost per success" unit="USD, failed runs included">
        {({ items }) => (
          <div className={classes['scroll']} tabIndex={0} role="group" aria-label="Cost per success">
            <BarList
              label="Cost per success"
              bars={bars(items, ({ costPerSuccess }) => ({
                // Only the length of the bar; the amount is the API's own text.
                value: costPerSuccess === null ? null : Number(costPerSuccess),
                text: <Money amount={costPerSuccess} />,
              }))}
            />
          </div>
        )}
      </Panel>
      <Panel {...shared} title="Tokens per success" unit="input and output, mean">
        {({ items }) => (
          <div className={classes['scroll']} tabIndex={0} role="group" aria-label="Tokens per success">
            <BarList
              label="Tokens per success"
              bars={bars(items, ({ tokensPerSuccessfulRun: tokens }) => ({
                value: tokens,
                text: <NumberText value={tokens} />,
              }))}
            />
          </div>
        )}
      </Panel>
    </SimpleGrid>
  );
}

/** Why runs of the fleet failed. */
export function TopErrors({ analysis }: { analysis: Loadable<Analysis> }) {
  return (
    <Panel
      title="Why runs failed"
      unit="runs"
      height={268}
      state={analysis}
      isEmpty={({ fleet }) => fleet.topErrors.length === 0}
      empty={<EmptyState title="None failed in this range of time" />}
      actions={<FailedLink />}
    >
      {({ fleet }) => (
        <BarList
          label="Why runs failed"
          bars={fleet.topErrors.map(({ errorClass, runs }) => ({
            key: errorClass,
            label: wordsOf(errorClass),
            value: runs,
            text: <NumberText value={runs} />,
            colour: 'var(--bad)',
          }))}
        />
      )}
    </Panel>
  );
}

function successBar({
  successRate,
  successRateInterval: interval,
  succeeded,
  failed,
}: Group): Omit<Bar, 'key' | 'label'> {
  return {
    value: successRate,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    text: (
      <span
        title={
          interval === null
            ? 'none has ended'
            : `${ratioWords(interval.low)} to ${ratioWords(interval.high)}; ${succeeded} succeeded, ${failed} failed`
        }
      >
        <NumberText value={successRate} as="ratio" />
      </span>
    ),
  };
}

type Shared = Omit<Parameters<typeof Panel<Analysis>>[0], 'title' | 'children'>;

function TimesPanel({ shared, by }: { shared: Shared; by: Grouping }) {
  const setSearch = useSetSearch();
  const active = textOf(useSearchParams()['time']) === 'active';
  const sample = sampleWords(shared.state.data);
  return (
    <Panel
      {...shared}
      {...(sample === undefined ? {} : { description: sample })}
      title={active ? 'Active time' : 'Time to finish'}
      unit="p50 · p95 · p99"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which time"
          value={active ? 'active' : 'execution'}
          onChange={(time) => setSearch({ time: time === 'active' ? time : undefined }, { replace: true })}
          data={[
            { value: 'execution', label: 'All' },
            { value: 'active', label: 'Active' },
          ]}
        />
      }
    >
      {({ items }) => (
        <QuantileBars
          label={active ? 'Active time: p50, p95, p99' : 'Time to finish: p50, p95, p99'}
          bars={items.map(({ key, activeSeconds, executionSeconds }) => ({
            key: nameOf(key),
            label: nameOf(key),
            times: active ? activeSeconds : executionSeconds,
            search: agentsOf(by, key),
          }))}
        />
      )}
    </Panel>
  );
}
