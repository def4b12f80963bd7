import { ActionIcon } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useSession } from '../api/session';
import { onDemand } from './on-demand';

const Opened = onDemand(() => import('./user-menu-opened'));

/** Who is signed in, how it looks, and the way out. */
export function UserMenu() {
  const { session } = useSession();
  if (!session) return null;
  return (
    <Opened>
      <ActionIcon variant="subtle" color="gray" aria-label={`Signed in as ${session.name}`} aria-haspopup="menu">
        <IconUser size={18} stroke={1.6} />
      </ActionIcon>
    </Opened>
  );
}
