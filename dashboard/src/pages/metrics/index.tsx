import { Button, Group, Menu, Paper, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBulb, IconListSearch, IconPlus } from '@tabler/icons-react';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { PageHeader } from '../../components/page-header';
import { ExampleList } from './example-list';
import { examples } from './examples';
import classes from './index.module.css';
import { MarkToggles } from './mark-toggles';
import { MetricBrowser } from './metric-browser';
import { newQuery } from './queries';
import { QueryPanel } from './query-panel';
import { useMarks } from './use-marks';
import { useQueries } from './use-queries';
import { ViewsMenu } from './views-menu';

/** Any series over time: queries one below the other, on one time line. Everything stands in the address. */
export default function MetricsPage() {
  const page = useQueries();
  const marks = useMarks();
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const [browsing, browse] = useOpened('browse');
  const add = (expression: string) => page.add(newQuery(expression));
  return (
    <>
      <PageHeader
        title="Metrics"
        actions={
          <>
            {wide ? null : (
              <Button leftSection={<IconListSearch size={14} aria-hidden />} onClick={() => browse('metrics')}>
                Find metric
              </Button>
            )}
            <Menu position="bottom-end" width={280}>
              <Menu.Target>
                <Button leftSection={<IconBulb size={14} aria-hidden />}>Examples</Button>
              </Menu.Target>
              <Menu.Dropdown>
                {examples.map(({ title, queries }) => (
                  <Menu.Item key={title} onClick={() => page.add(...queries)}>
                    {title}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <ViewsMenu nothingShown={page.queries.length === 0} />
            <Button
              variant="filled"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => page.add(newQuery(''))}
            >
              Add query
            </Button>
          </>
        }
      />
      <div className={classes['columns']}>
        {wide ? (
          <Paper component="aside" aria-label="List of metrics" className={classes['aside']}>
            <MetricBrowser onAdd={add} />
          </Paper>
        ) : (
          <DetailDrawer opened={browsing === 'metrics'} onClose={() => browse(undefined)} title="Metrics">
            <MetricBrowser onAdd={add} />
          </DetailDrawer>
        )}
        <Stack gap="sm" miw={0}>
          {page.queries.length === 0 ? (
            <ExampleList onChoose={({ queries }) => page.show(queries)} />
          ) : (
            <Group>
              <MarkToggles marks={marks} />
            </Group>
          )}
          {page.queries.map((query, index) => (
            <QueryPanel key={index} query={query} index={index} page={page} annotations={marks.annotations} />
          ))}
        </Stack>
      </div>
    </>
  );
}
