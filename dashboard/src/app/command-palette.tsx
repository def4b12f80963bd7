import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type Command, useAllCommands } from '../components/command-registry';
import { Keys, Shortcuts } from './shortcuts';

/** Opens the palette from elsewhere than the keyboard. */
export const openCommandPalette = () => spotlight.open();

/** Everything that can be done, found by typing: Mod+K. Pages add theirs with `useCommands`. */
export function CommandPalette() {
  const commands = useAllCommands();
  return (
    <>
      <Spotlight
        actions={groupsOf(commands)}
        shortcut={['mod + K']}
        nothingFound="Nothing of that name"
        highlightQuery
        scrollable
        maxHeight={420}
        searchProps={{
          leftSection: <IconSearch size={16} aria-hidden />,
          placeholder: 'Go to a page, do something…',
          'aria-label': 'Search commands',
        }}
      />
      <Shortcuts />
    </>
  );
}

function groupsOf(commands: readonly Command[]): SpotlightActionGroupData[] {
  return (['On this page', 'Go to', 'Dashboard'] as const).map((group) => ({
    group,
    actions: commands
      .filter((command) => command.group === group)
      .map(({ id, label, keywords, keys, run }) => ({
        id,
        label,
        onClick: run,
        ...(keywords ? { keywords } : {}),
        ...(keys ? { rightSection: <Keys keys={keys} /> } : {}),
      })),
  }));
}
