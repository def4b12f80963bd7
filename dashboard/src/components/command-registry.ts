import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

/** Something that can be done from the command palette (Mod+K) or by keys. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: 'Go to' | 'On this page' | 'Dashboard';
  /** Words that find it although the label does not have them. */
  readonly keywords?: string;
  /** Keys one after the other, as `g a`, or one key. */
  readonly keys?: string;
  readonly run: () => void;
}

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

/**
 * Adds commands while the calling component is shown. The list may be a new one each time; it counts as changed when
 * what it shows has changed.
 *
 *     useCommands([{ id: 'rule.new', label: 'New alert rule', group: 'On this page', keys: 'n', run: openForm }]);
 */
export function useCommands(added: readonly Command[]): void {
  const run = useEffectEvent((id: string) => added.find((command) => command.id === id)?.run());
  const make = useEffectEvent(() => added.map((command) => ({ ...command, run: () => run(command.id) })));
  const shown = added
    .map(({ id, label, group, keys, keywords }) => [id, label, group, keys, keywords].join())
    .join('\n');
  useEffect(() => {
    const mine = make();
    commands = [...commands, ...mine];
    tell();
    return () => {
      commands = commands.filter((command) => !mine.includes(command));
      tell();
    };
  }, [shown]);
}

/** Everything that can be done just now. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(listen, read);
}

const read = () => commands;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
