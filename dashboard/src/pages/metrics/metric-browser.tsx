import { Anchor, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { type Loadable, mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { useOpened } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { PanelContent } from '../../components/panel';
import classes from './metric-browser.module.css';
import { type Metric, readCatalogue, searchCatalogue } from './metric-catalogue';
import { MetricDetail } from './metric-detail';

/** Every metric with its type and help; opened, with its labels and their values. */
export function MetricBrowser({ onAdd }: { onAdd: (expression: string) => void }) {
  const metrics: Loadable<Metric[]> = mapLoadable(useApi('/api/v1/metadata', {}), readCatalogue);
  const [text, setText] = useState('');
  const [opened, open] = useOpened('metric');
  return (
    <div className={classes['browser']}>
      <TextInput
        type="search"
        aria-label="Search metrics"
        placeholder="Search by name or meaning"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <PanelContent
        state={mapLoadable(metrics, (all) => searchCatalogue(all, text))}
        height="auto"
        isEmpty={(found) => found.length === 0}
        empty={
          <EmptyState title="No metric has these words">
            <Anchor component="button" fz="sm" onClick={() => setText('')}>
              Show all
            </Anchor>
          </EmptyState>
        }
      >
        {(found) => (
          <ul className={classes['list']} aria-label="Metrics">
            {found.map((metric) => (
              <li key={metric.name}>
                <UnstyledButton
                  className={classes['metric']}
                  aria-expanded={opened === metric.name}
                  onClick={() => open(opened === metric.name ? undefined : metric.name)}
                >
                  <span className={classes['name']}>{metric.name}</span>
                  <span className={classes['type']}>{metric.type}</span>
                  <span className={classes['help']}>{metric.help}</span>
                </UnstyledButton>
                {opened === metric.name ? <MetricDetail metric={metric} onAdd={onAdd} /> : null}
              </li>
            ))}
          </ul>
        )}
      </PanelContent>
    </div>
  );
}
