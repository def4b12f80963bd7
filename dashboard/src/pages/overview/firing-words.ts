/** The statuses of alerts that fire: neither pending nor over. */
export const FIRING = ['active', 'acknowledged', 'silenced'] as const;

/** What to know beside the number of alerts that fire; a total that is not known yet is left out. */
export function firingWords(
  firing: number | null,
  silenced: number | null | undefined,
  pending: number | null | undefined,
): string {
  const others = [silenced ? `${silenced} of them silenced` : '', pending ? `${pending} pending` : ''].filter(Boolean);
  if (others.length > 0) return others.join(', ');
  return firing === 0 ? 'nothing needs you' : 'not resolved';
}
