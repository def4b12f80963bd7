/** `2026-01-15 14:32:00Z`: RFC 3339 to the second, easy on the eye and still sortable. */
export function readableTime(time: string | null): string | null {
  if (time === null) return null;
  const instant = new Date(time);
  if (Number.isNaN(instant.getTime())) return time;
  return `${instant.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** Seconds as people say them: `340 ms`, `12.3 s`, `4 min 5 s`, `2 h 3 min`. */
export function readableSeconds(seconds: number | null): string | null {
  if (seconds === null) return null;
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** The members of an object on one line: `to=running reason="waits for review"`. */
export function readableDetails(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}=${typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : json(value)}`)
    .join(' ');
}

const json = (value: unknown): string => JSON.stringify(value) ?? '';
