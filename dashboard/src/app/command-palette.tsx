import { Text } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconCommand } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useState } from 'react';
import { type Command, useAllCommands } from '../components/command-registry';
import type { FoundThing } from './found-things';
import { Keys } from './keys';
import { showOverlay } from './overlay-state';
import { keepSelection, LIST_MARK } from './palette-selection';
import { useFoundThings } from './use-found-things';

const [store, spotlight] = createSpotlight();

/** Everything that can be done and all that can be gone to, found by typing. Pages add theirs with `useCommands`. */
export default function CommandPalette() {
  const commands = useAllCommands();
  const [query, setQuery] = useState('');
  const { things, note } = useFoundThings(query);
  const navigate = useNavigate();
  const select = () => {
    if (query.trim() !== '') keepSelection(store);
  };
  useEffect(() => spotlight.open(), []);
  // Whatever has been typed or has come: before it is seen.
  useLayoutEffect(select);
  const open = ({ to, params, search }: FoundThing) =>
    void navigate({ to, params, search: (() => search ?? {}) as never } as never);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      actions={[...groupsOf(commands), ...groupsOfThings(things, query, open)]}
      nothingFound={note ?? 'Nothing has this name'}
      highlightQuery
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Commands' }, actionsList: LIST_MARK }}
      onSpotlightClose={() => showOverlay(undefined)}
      searchProps={{
        leftSection: <IconCommand size={16} aria-hidden />,
        placeholder: 'Go to a page, an agent, a rule; do something…',
        'aria-label': 'Commands',
        onKeyDown: select,
        ...(note === undefined
          ? {}
          : {
              rightSection: (
                <Text fz="xs" c="dimmed" role="status" truncate>
                  {note}
                </Text>
              ),
              rightSectionWidth: `min(${note.length + 2}ch, 50%)`,
            }),
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

const groups = ['Agents', 'Alerts', 'Alert rules', 'Budgets', 'Saved views'] as const;

/** What the service has found is shown whatever the filter of commands would say of its words. */
function groupsOfThings(
  things: readonly FoundThing[],
  query: string,
  open: (thing: FoundThing) => void,
): SpotlightActionGroupData[] {
  return groups.map((group) => ({
    group,
    actions: things
      .filter((thing) => thing.group === group)
      .map((thing) => ({
        id: thing.id,
        label: thing.label,
        description: thing.description,
        keywords: query,
        onClick: () => open(thing),
      })),
  }));
}
