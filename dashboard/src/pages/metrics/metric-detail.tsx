import { Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { useLabelValues } from '../../api/use-label-values';
import { PanelContent } from '../../components/panel';
import classes from './metric-browser.module.css';
import { type Metric, selectorOf, startingExpression } from './metric-catalogue';

interface MetricDetailProps {
  readonly metric: Metric;
  readonly onAdd: (expression: string) => void;
}

/** The labels of a metric and what they are; those that are chosen narrow the query that is added. */
export function MetricDetail({ metric, onAdd }: MetricDetailProps) {
  const selector = selectorOf(metric);
  const labels = mapLoadable(useApi('/api/v1/labels', { query: { 'match[]': selector } as never }), labelsOf);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [by, setBy] = useState<string>();
  const matchers = Object.entries(chosen).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const expression = startingExpression(metric, matchers, by);
  return (
    <div className={classes['detail']}>
      <PanelContent
        state={labels}
        height="auto"
        isEmpty={(names) => names.length === 0}
        empty={
          <Text fz="xs" c="dimmed">
            It has no labels, or no samples yet.
          </Text>
        }
      >
        {(names) =>
          names.map((name) => (
            <LabelValues
              key={name}
              name={name}
              selector={selector}
              chosen={chosen[name]}
              split={by === name}
              onSplit={() => setBy(by === name ? undefined : name)}
              onChoose={(value) =>
                setChosen(({ [name]: before, ...rest }) => (before === value ? rest : { ...rest, [name]: value }))
              }
            />
          ))
        }
      </PanelContent>
      <code className={classes['expression']}>{expression}</code>
      <Button
        variant="filled"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onAdd(expression)}
        style={{ alignSelf: 'flex-start' }}
      >
        Add query
      </Button>
    </div>
  );
}

interface LabelValuesProps {
  readonly name: string;
  readonly selector: string;
  readonly chosen: string | undefined;
  readonly split: boolean;
  readonly onSplit: () => void;
  readonly onChoose: (value: string) => void;
}

function LabelValues({ name, selector, chosen, split, onSplit, onChoose }: LabelValuesProps) {
  const values = useLabelValues(name, selector);
  return (
    <div role="group" aria-label={`Label ${name}`}>
      <Group gap={8} mb={4}>
        <Text fz="xs" fw={600}>
          {name}
        </Text>
        <Text fz="xs" c="dimmed">
          {values.length}
        </Text>
        <UnstyledButton className={classes['value']} aria-pressed={split} onClick={onSplit}>
          split by it
        </UnstyledButton>
      </Group>
      <div className={classes['values']}>
        {values.map((value) => (
          <UnstyledButton
            key={value}
            className={classes['value']}
            aria-pressed={chosen === value}
            onClick={() => onChoose(value)}
          >
            {value === '' ? '(empty)' : value}
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}

/** The borders of histograms, and the name itself, are no choices. */
const labelsOf = (answer: unknown) =>
  (answer as { data: string[] }).data.filter((name) => !['__name__', 'le', 'quantile'].includes(name));
