import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconChevronDown, IconRefresh } from '@tabler/icons-react';
import { useIsFetching } from '@tanstack/react-query';
import { useRefreshChoice } from '../url/refresh';
import { onDemand } from './on-demand';
import classes from './refresh-control.module.css';
import { useRefreshNow } from './use-auto-refresh';

const Opened = onDemand(() => import('./refresh-choices'));

/** Refreshes now, and says how often it happens by itself. */
export function RefreshControl() {
  const choice = useRefreshChoice();
  const refresh = useRefreshNow();
  const busy = useIsFetching({ queryKey: ['api'] }) > 0;
  return (
    <Group gap={0} wrap="nowrap" visibleFrom="xs">
      <Tooltip label="Refresh now (⇧R)">
        <ActionIcon size={30} variant="default" onClick={refresh} aria-label="Refresh now" className={classes['now']}>
          <IconRefresh size={15} className={busy ? classes['busy'] : undefined} />
        </ActionIcon>
      </Tooltip>
      <Opened>
        <Button
          px={8}
          rightSection={<IconChevronDown size={12} aria-hidden />}
          className={classes['choice']}
          aria-label={`Refresh by itself: ${choice}`}
          aria-haspopup="menu"
        >
          {choice === 'off' ? 'Off' : choice}
        </Button>
      </Opened>
    </Group>
  );
}
