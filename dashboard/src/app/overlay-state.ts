import { useSyncExternalStore } from 'react';

/** What lies over the page. Its code is fetched when somebody first asks for it. */
export type Overlay = 'palette' | 'shortcuts';

let open: Overlay | undefined;
const listeners = new Set<() => void>();

export function showOverlay(overlay: Overlay | undefined): void {
  open = overlay;
  for (const listener of listeners) listener();
}

export const useOverlay = () => useSyncExternalStore(listen, read);

const read = () => open;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
