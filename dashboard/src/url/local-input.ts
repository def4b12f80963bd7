/** What `<input type="datetime-local">` shows for an instant, in the reader's time zone. */
export function toLocalInput(ms: number): string {
  const at = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return at.toISOString().slice(0, 16);
}

/** The instant that such an input means; NaN while it is incomplete. */
export const fromLocalInput = (text: string) => new Date(text).getTime();
