import type { PointerEvent } from 'react';
import { useNow } from './clock';
import { absoluteWords, relativeWords } from './time-words';

export interface RelativeTimeProps {
  /** RFC 3339, as the API answers it; null is unknown. */
  readonly at: string | null | undefined;
  /** What stands there instead of an unknown time. */
  readonly unknown?: string;
}

/** `5 min ago`; on hover the instant itself, in the reader's zone and in UTC. Light: a table has hundreds of them. */
export function RelativeTime({ at, unknown = '–' }: RelativeTimeProps) {
  const now = useNow();
  if (at == null) return <span>{unknown}</span>;
  const instant = Date.parse(at);
  return (
    <time dateTime={at} onPointerEnter={tellInstant} style={{ whiteSpace: 'nowrap' }}>
      {relativeWords(instant, now)}
    </time>
  );
}

/** Written when somebody points at it: a table that scrolls has no time for what nobody reads. */
function tellInstant({ currentTarget: shown }: PointerEvent<HTMLTimeElement>) {
  shown.title = `${absoluteWords(Date.parse(shown.dateTime))}\n${shown.dateTime}`;
}
