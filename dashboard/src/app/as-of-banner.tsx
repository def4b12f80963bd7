import { Button, Group, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useAsOf } from '../url/as-of';
import { useSetSearch } from '../url/search';
import { absoluteWords } from '../components/time-words';
import classes from './banner.module.css';

/** The page shows the past: not to be overlooked, on every page, until one goes back to the present. */
export function AsOfBanner() {
  const asOf = useAsOf();
  const setSearch = useSetSearch();
  if (asOf === undefined) return null;
  return (
    <Group role="status" className={classes['banner']} data-kind="past" gap="sm" wrap="wrap">
      <IconHistory size={16} aria-hidden />
      <Text fz="sm" fw={600}>
        As it was known on <time dateTime={asOf}>{absoluteWords(Date.parse(asOf))}</time>
      </Text>
      <Text fz="sm">
        Agents, alerts, rules, silences, configuration: as recorded by then. Cost and charts end there.
      </Text>
      <Button size="compact-xs" onClick={() => setSearch({ asOf: undefined })}>
        Back to now
      </Button>
    </Group>
  );
}
