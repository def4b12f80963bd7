import { Stack, Text } from '@mantine/core';
import { BarList } from '../../charts/bar-list';
import type { InstantSample } from '../../charts/promql-answer';
import { type Unit, unitWords } from '../../charts/units';
import { LabelList } from '../../components/key-value-list';
import { exactWords } from '../../components/number-words';
import { differingLabels } from './lines-of-answer';
import classes from './query-panel.module.css';

const MOST = 100;

/** What an expression is now: one large number, or one row for each series, the largest first. */
export function SampleList({ samples, unit }: { samples: readonly InstantSample[]; unit: Unit }) {
  const [only] = samples;
  if (samples.length === 1 && only) {
    return (
      <Stack gap={4} h={120} justify="center" align="center">
        <span className="numbers" style={{ fontSize: 40, fontWeight: 600 }} title={exactWords(only.value)}>
          {valueWords(only.value, unit)}
        </span>
        <LabelList labels={only.labels} leaveOut={['instance']} />
      </Stack>
    );
  }
  const keys = differingLabels(samples.map(({ labels }) => labels));
  const sorted = samples.toSorted((a, b) => (Number.isNaN(b.value) ? -1 : b.value - a.value));
  return (
    <div className={classes['samples']} tabIndex={0} role="group" aria-label="Values now" style={{ maxHeight: 260 }}>
      <BarList
        label="Values now"
        bars={sorted.slice(0, MOST).map(({ labels, value }) => ({
          key: keys?.length === 1 ? (labels[keys[0]!] ?? '') : JSON.stringify(labels),
          label:
            keys === undefined ? <LabelList labels={labels} /> : keys.map((name) => labels[name] ?? '–').join(' · '),
          value: Number.isFinite(value) ? value : null,
          text: <span title={exactWords(value)}>{valueWords(value, unit)}</span>,
        }))}
      />
      {samples.length > MOST ? (
        <Text fz="xs" c="dimmed">
          and {samples.length - MOST} more
        </Text>
      ) : null}
    </div>
  );
}

const valueWords = (value: number, unit: Unit) =>
  Number.isFinite(value) ? unitWords(unit, value) : Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞';
