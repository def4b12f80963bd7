import { useSyncExternalStore } from 'react';

/**
 * The "now" that relative ranges end at. It moves only when the page is refreshed, so that all charts show the same
 * span, and asking for it again gives the answer that is there.
 */
let anchor = wholeSecond(Date.now());
const listeners = new Set<() => void>();

export function moveRangeAnchor(now = Date.now()): void {
  anchor = wholeSecond(now);
  for (const listener of listeners) listener();
}

export function useRangeAnchor(): number {
  return useSyncExternalStore(onAnchor, readAnchor);
}

const readAnchor = () => anchor;

function onAnchor(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
