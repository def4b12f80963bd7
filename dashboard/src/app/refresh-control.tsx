import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import { IconChevronDown, IconRefresh } from '@tabler/icons-react';
import { useIsFetching } from '@tanstack/react-query';
import { DEFAULT_REFRESH, refreshChoices, type RefreshChoice, useRefreshChoice } from '../url/refresh';
import { useSetSearch } from '../url/search';
import classes from './refresh-control.module.css';
import { useRefreshNow } from './use-auto-refresh';

/** Refreshes now, and says how often it happens by itself. */
export function RefreshControl() {
  const choice = useRefreshChoice();
  const setSearch = useSetSearch();
  const refresh = useRefreshNow();
  const busy = useIsFetching({ queryKey: ['api'] }) > 0;
  return (
    <Group gap={0} wrap="nowrap" visibleFrom="xs">
      <Tooltip label="Refresh now (⇧R)">
        <ActionIcon size={30} variant="default" onClick={refresh} aria-label="Refresh now" className={classes['now']}>
          <IconRefresh size={15} className={busy ? classes['busy'] : undefined} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            px={8}
            rightSection={<IconChevronDown size={12} aria-hidden />}
            className={classes['choice']}
            aria-label={`Refresh by itself: ${choice}`}
          >
            {choice === 'off' ? 'Off' : choice}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Refresh by itself</Menu.Label>
          <Menu.RadioGroup
            value={choice}
            onChange={(one) => setSearch({ refresh: one === DEFAULT_REFRESH ? undefined : one }, { replace: true })}
          >
            {(Object.keys(refreshChoices) as RefreshChoice[]).map((one) => (
              <Menu.RadioItem key={one} value={one} closeMenuOnClick>
                {one === 'off' ? 'Off' : `Every ${one}`}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
