import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useEffect } from 'react';
import { showOverlay, useOverlay } from './overlay-state';

const loadPalette = () => import('./command-palette');
const CommandPalette = lazy(loadPalette);
const Shortcuts = lazy(() => import('./shortcuts'));
const Messages = lazy(() => import('./messages'));

/** The palette of commands (Mod+K), the list of keys (?), and the messages about what was done. */
export function Overlays() {
  const open = useOverlay();
  useEffect(() => {
    // Typing begins with the first key, so it must be there; but not before what the page shows.
    const timer = setTimeout(() => void loadPalette(), 4_000);
    return () => clearTimeout(timer);
  }, []);
  useHotkeys([['mod+K', () => showOverlay('palette')]], []);
  return (
    <Suspense>
      <Messages />
      {open === 'palette' ? <CommandPalette /> : null}
      {open === 'shortcuts' ? <Shortcuts /> : null}
    </Suspense>
  );
}
