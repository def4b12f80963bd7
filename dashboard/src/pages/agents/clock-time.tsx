import { useNow } from '../../components/clock';
import { absoluteWords, clockWords } from '../../components/time-words';

/** The time of day to the second, with the day unless it is today: what follows what is seen at once. */
export function ClockTime({ at }: { at: string }) {
  const now = useNow();
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={`${absoluteWords(instant)} (${at})`}>
      {clockWords(instant, now)}
    </time>
  );
}
