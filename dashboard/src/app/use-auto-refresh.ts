import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { rereadDue } from '../api/list-rereads';
import { useAsOf } from '../url/as-of';
import { moveRangeAnchor } from '../url/range-anchor';
import { refreshChoices, useRefreshChoice } from '../url/refresh';

/** Reads everything on the page anew, up to now. */
export function useRefreshNow(): () => void {
  const client = useQueryClient();
  return useCallback(
    () => refresh(() => client.invalidateQueries({ queryKey: ['api'] }, { cancelRefetch: false })),
    [client],
  );
}

/** Does so by itself, as often as the top bar says; not while nobody looks, the service is away, or the past is shown. */
export function useAutoRefresh(): void {
  const client = useQueryClient();
  const everyMs = refreshChoices[useRefreshChoice()];
  const past = useAsOf() !== undefined;
  useEffect(() => {
    if (everyMs === 0 || past) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden && onlineManager.isOnline()) refresh(() => rereadDue(client, () => true));
    }, everyMs);
    return () => clearInterval(timer);
  }, [client, everyMs, past]);
}

function refresh(reread: () => unknown): void {
  moveRangeAnchor();
  // After the new range has been drawn: what it asks for is under way then, and is not asked for twice.
  setTimeout(() => void reread(), 50);
}
