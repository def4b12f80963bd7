import { useApi } from '../api/use-api';
import { EmptyState } from './empty-state';
import { absoluteWords } from './time-words';

export interface UnknownThenProps {
  /** `agent`, `key`. */
  readonly what: string;
  /** The actions by which such a thing is recorded, as the audit log names them. */
  readonly action: string;
  readonly asOf: string;
}

/** Nothing had been recorded by the instant that the page shows; and when the first record that is kept was made. */
export function UnknownThen({ what, action, asOf }: UnknownThenProps) {
  const first = useApi('/api/audit', { query: { action, order: 'asc', limit: 1 } }).data?.items[0];
  const later = first !== undefined && Date.parse(first.recordedAt) > Date.parse(asOf);
  return (
    <EmptyState title={`No ${what} was known on ${absoluteWords(Date.parse(asOf))}`}>
      This list goes by when things were recorded, not by when they happened.
      {later ? ` The earliest of now was recorded on ${absoluteWords(Date.parse(first.recordedAt))}.` : ''}
    </EmptyState>
  );
}
