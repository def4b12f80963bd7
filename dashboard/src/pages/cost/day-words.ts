/** The day of an instant in a time zone: `26 Nov 2026`. */
export const dayWords = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(
    Date.parse(at),
  );
