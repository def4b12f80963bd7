import { useSyncExternalStore } from 'react';
import { onConnection, readConnection } from './connection';

/** Whether the service answers, for what shows it. */
export const useConnection = () => useSyncExternalStore(onConnection, readConnection);
