import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type Command, useCommands } from '../components/command-registry';
import { allPlaces } from './navigation';
import { showOverlay } from './overlay-state';
import { useRefreshNow } from './use-auto-refresh';

/** What can be done on every page. */
export function useNavigationCommands(): void {
  const navigate = useNavigate();
  const refresh = useRefreshNow();
  const { setColorScheme } = useMantineColorScheme();
  useCommands([
    ...allPlaces.map(({ to, label, key, keywords }): Command => ({
      id: `go${to}`,
      label,
      group: 'Go to',
      keys: `g ${key}`,
      ...(keywords ? { keywords } : {}),
      run: () => void navigate({ to }),
    })),
    { id: 'refresh', label: 'Refresh now', group: 'Dashboard', keys: 'R', run: refresh },
    {
      id: 'shortcuts',
      label: 'Keyboard shortcuts',
      group: 'Dashboard',
      keys: '?',
      run: () => showOverlay('shortcuts'),
    },
    ...(['auto', 'light', 'dark'] as const).map((scheme): Command => ({
      id: `scheme.${scheme}`,
      label: `Theme: ${scheme === 'auto' ? 'as the system' : scheme}`,
      group: 'Dashboard',
      keywords: 'colour color scheme dark light',
      run: () => setColorScheme(scheme),
    })),
  ]);
}
