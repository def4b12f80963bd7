import { Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useSession, useSignOut } from '../api/session';
import { wordsOf } from '../components/state-words';
import type { OpenedProps } from './on-demand';
import { showOverlay } from './overlay-state';

/** Opened: who is signed in, how it looks, and the way out. */
export default function UserMenuOpened({ button }: OpenedProps) {
  const { session } = useSession();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (!session) return null;
  return (
    <Menu defaultOpened position="bottom-end" width={220} closeOnItemClick>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fz="sm" fw={600} c="var(--ink)" className="truncate">
            {session.name}
          </Text>
          <Text fz="xs" c="dimmed">
            {wordsOf(session.role)}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}>
          <Menu.RadioItem value="auto">As the system</Menu.RadioItem>
          <Menu.RadioItem value="light">Light</Menu.RadioItem>
          <Menu.RadioItem value="dark">Dark</Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={15} />} onClick={() => showOverlay('shortcuts')}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
