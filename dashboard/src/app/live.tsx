import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type LiveState, openLiveStream } from '../api/live-stream';
import { useAsOf } from '../url/as-of';

const LiveContext = createContext<LiveState>({ state: 'connecting', heardAt: undefined });

/** Whether changes arrive as they happen, and when the stream last said anything. */
export const useLive = () => useContext(LiveContext);

/** Keeps the stream of changes open while somebody is signed in. The past does not change: none is needed then. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const past = useAsOf() !== undefined;
  const [live, setLive] = useState<LiveState>({ state: 'connecting', heardAt: undefined });
  useEffect(() => (past ? undefined : openLiveStream(client, setLive)), [client, past]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
