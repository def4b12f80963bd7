import { Menu } from '@mantine/core';
import { DEFAULT_REFRESH, refreshChoices, type RefreshChoice, useRefreshChoice } from '../url/refresh';
import { useSetSearch } from '../url/search';
import type { OpenedProps } from './on-demand';

/** How often the page may read anew by itself. */
export default function RefreshChoices({ button }: OpenedProps) {
  const choice = useRefreshChoice();
  const setSearch = useSetSearch();
  return (
    <Menu defaultOpened position="bottom-end">
      <Menu.Target>{button}</Menu.Target>
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
  );
}
