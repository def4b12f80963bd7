import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { showOverlay, useOverlay } from './overlay-state';

const CommandPalette = lazy(() => import('./command-palette'));
const Shortcuts = lazy(() => import('./shortcuts'));
const Messages = lazy(() => import('./messages'));

/** The palette of commands (Mod+K), the list of keys (?), and the messages about what was done. */
export function Overlays() {
  const open = useOverlay();
  useHotkeys([['mod+K', () => showOverlay('palette')]], []);
  return (
    <Suspense>
      <Messages />
      {open === 'palette' ? <CommandPalette /> : null}
      {open === 'shortcuts' ? <Shortcuts /> : null}
    </Suspense>
  );
}
