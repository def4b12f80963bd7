import { goGeneral } from './go-number.js';

/** How Prometheus' templates make numbers readable, to the letter. */

const above = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const above1024 = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const below = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];

export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return short(value);
  return Math.abs(value) >= 1 ? larger(value, 1_000, above) : smaller(value, '');
}

export function humanize1024(value: number): string {
  return Math.abs(value) <= 1 || !Number.isFinite(value) ? short(value) : larger(value, 1_024, above1024);
}

/** Seconds: `1h 2m 3s`, `250ms`. */
export function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return short(value);
  if (value === 0) return '0s';
  if (Math.abs(value) < 1) return smaller(value, 's');
  const sign = value < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(value));
  const [days, hours, minutes, seconds] = [
    Math.trunc(whole / 86_400),
    Math.trunc(whole / 3_600) % 24,
    Math.trunc(whole / 60) % 60,
    whole % 60,
  ];
  if (days !== 0) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`;
  if (hours !== 0) return `${sign}${hours}h ${minutes}m ${seconds}s`;
  return minutes !== 0 ? `${sign}${minutes}m ${seconds}s` : `${sign}${short(Math.abs(value))}s`;
}

/** A ratio: 0.25 is `25%`. */
export function humanizePercentage(value: number): string {
  return `${short(value * 100)}%`;
}

/** Unix seconds: `2026-01-15 14:32:00 +0000 UTC`; undefined for a time that there is not. */
export function humanizeTimestamp(value: number): string | undefined {
  if (!Number.isFinite(value)) return short(value);
  const time = new Date(Math.floor(value) * 1_000);
  if (Number.isNaN(time.getTime())) return undefined;
  // Prometheus keeps times in milliseconds.
  const fraction = String(Math.trunc((value - Math.floor(value)) * 1_000))
    .padStart(3, '0')
    .replace(/0+$/, '');
  const text = time.toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)}${fraction === '' ? '' : `.${fraction}`} +0000 UTC`;
}

function larger(value: number, step: number, prefixes: readonly string[]): string {
  let rest = value;
  let prefix = '';
  for (const next of prefixes) {
    if (Math.abs(rest) < step) break;
    prefix = next;
    rest /= step;
  }
  return short(rest) + prefix;
}

function smaller(value: number, unit: string): string {
  let rest = value;
  let prefix = '';
  for (const next of below) {
    if (Math.abs(rest) >= 1) break;
    prefix = next;
    rest *= 1_000;
  }
  return short(rest) + prefix + unit;
}

function short(value: number): string {
  return goGeneral(value, 4);
}
