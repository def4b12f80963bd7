import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconCommand } from '@tabler/icons-react';
import { useEffect } from 'react';
import { type Command, useAllCommands } from '../components/command-registry';
import { Keys } from './keys';
import { showOverlay } from './overlay-state';

const [store, spotlight] = createSpotlight();

/** Everything that can be done, found by typing. Pages add theirs with `useCommands`. */
export default function CommandPalette() {
  const commands = useAllCommands();
  useEffect(() => spotlight.open(), []);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={groupsOf(commands)}
      nothingFound="No such command"
      highlightQuery
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      onSpotlightClose={() => showOverlay(undefined)}
      searchProps={{
        leftSection: <IconCommand size={16} aria-hidden />,
        placeholder: 'Go to a page, do something…',
        'aria-label': 'Commands',
      }}
    />
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
