import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useFaultyAsOf } from '../url/as-of';
import { useSetSearch } from '../url/search';
import classes from './banner.module.css';
import { onDemand } from './on-demand';

const Opened = onDemand(() => import('./as-of-opened'));
const SHOWN_LETTERS = 60;

/** The address asks for an instant that is none: nobody may take the present for it. */
export function FaultyAsOfBanner() {
  const faulty = useFaultyAsOf();
  const setSearch = useSetSearch();
  if (faulty === undefined) return null;
  const shown = faulty.length > SHOWN_LETTERS ? `${faulty.slice(0, SHOWN_LETTERS)}…` : faulty;
  return (
    <Group role="alert" className={classes['banner']} data-kind="past" gap="sm" wrap="wrap">
      <IconAlertTriangle size={16} aria-hidden />
      <Text fz="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        “{shown}” is no instant
      </Text>
      <Text fz="sm">The address asks for what was known then. This is now.</Text>
      <Group gap={8}>
        <Opened>
          <Button size="compact-xs" aria-haspopup="dialog">
            Choose an instant
          </Button>
        </Opened>
        <Button size="compact-xs" onClick={() => setSearch({ asOf: undefined })}>
          Stay at now
        </Button>
      </Group>
    </Group>
  );
}
