/** Where the reader is. */
export const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** UTC and the reader's own zone first, then all that the browser knows. */
export function timeZones(): readonly string[] {
  return [...new Set(['UTC', ownTimeZone(), ...Intl.supportedValuesOf('timeZone')])];
}
