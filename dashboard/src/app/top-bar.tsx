import { ActionIcon, Burger, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCommand, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { AsOfControl } from './as-of-control';
import { LiveMark } from './live-mark';
import { showOverlay } from './overlay-state';
import { RefreshControl } from './refresh-control';
import { TimeRangePicker } from './time-range-picker';
import classes from './top-bar.module.css';
import { UserMenu } from './user-menu';

/** What stands on the key that commands begin with. */
const MOD = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl ';

export interface TopBarProps {
  readonly menuOpen: boolean;
  readonly onMenu: () => void;
  readonly narrow: boolean;
  readonly onNarrow: () => void;
}

/** What holds for all pages: when, how fresh, who. */
export function TopBar({ menuOpen, onMenu, narrow, onNarrow }: TopBarProps) {
  const NarrowIcon = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <Group h="100%" px="sm" gap="xs" wrap="nowrap" justify="space-between">
      <Group gap="xs" wrap="nowrap">
        <Burger opened={menuOpen} onClick={onMenu} hiddenFrom="sm" size="xs" aria-label="Navigation" />
        <Tooltip label={narrow ? 'Wide navigation' : 'Narrow navigation'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            visibleFrom="sm"
            onClick={onNarrow}
            aria-label="Narrow navigation"
            aria-pressed={narrow}
          >
            <NarrowIcon size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Link to="/" className={classes['brand']} aria-label="Orchestrate Monitor">
          <img src="/favicon.svg" width={22} height={22} alt="" />
          <Text component="span" fw={600} fz="sm" visibleFrom="md">
            Orchestrate Monitor
          </Text>
        </Link>
      </Group>
      <Group gap={6} wrap="nowrap">
        <UnstyledButton className={classes['commands']} onClick={() => showOverlay('palette')} visibleFrom="md">
          <IconCommand size={14} aria-hidden /> <span>Go to or do…</span> <kbd>{MOD}K</kbd>
        </UnstyledButton>
        <LiveMark />
        <AsOfControl />
        <TimeRangePicker />
        <RefreshControl />
        <UserMenu />
      </Group>
    </Group>
  );
}
