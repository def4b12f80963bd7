import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { PageHeader } from '../../components/page-header';
import { ExampleList } from './example-list';
import { QueryPanel } from './query-panel';
import { useQueries } from './use-queries';

/** Any series over time: queries one below the other, on one time line. Everything stands in the address. */
export default function MetricsPage() {
  const page = useQueries();
  return (
    <>
      <PageHeader
        title="Metrics"
        actions={
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => page.add()}>
            Add query
          </Button>
        }
      />
      <Stack gap="sm">
        {page.queries.map((query, index) => (
          <QueryPanel key={index} query={query} index={index} page={page} annotations={[]} />
        ))}
        {page.queries.length === 0 ? <ExampleList onChoose={({ queries }) => page.show(queries)} /> : null}
      </Stack>
    </>
  );
}
