import { useEffect, useEffectEvent } from 'react';
import { useAllCommands } from '../components/command-registry';

/** Longer than this between two keys, and they do not belong together. */
const TOGETHER_MS = 2_000;

/** Runs commands by their keys (`g a`, `?`), unless somebody is typing or a dialog is open. */
export function useKeySequences(): void {
  const commands = useAllCommands();
  const commandOf = useEffectEvent(
    (before: string, key: string) =>
      commands.find(({ keys }) => keys === before + key) ?? commands.find(({ keys }) => keys === key),
  );
  useEffect(() => {
    let first: { key: string; at: number } | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector('[aria-modal="true"]')) return;
      const before = first && event.timeStamp - first.at < TOGETHER_MS ? `${first.key} ` : '';
      first = { key: event.key, at: event.timeStamp };
      const command = commandOf(before, event.key);
      if (!command) return;
      first = undefined;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
