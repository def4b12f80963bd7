const DAY_MS = 86_400_000;
const units: readonly (readonly [name: string, ms: number])[] = [
  ['w', 7 * DAY_MS],
  ['d', DAY_MS],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];
const form = new RegExp(`^${units.map(([name]) => `(?:(\\d{1,9})${name})?`).join('')}$`);

/** Milliseconds of `2h`, `1h30m` or `90s`: units from the largest to the smallest. Undefined for other text. */
export function parseDuration(text: string): number | undefined {
  const found = text === '' ? null : form.exec(text);
  if (!found) return undefined;
  return units.reduce((sum, [, ms], index) => sum + Number(found[index + 1] ?? 0) * ms, 0);
}

/** The same span of time as people write it: `1h30m`; `0s` for none. */
export function durationText(ms: number): string {
  let rest = Math.round(ms);
  let text = '';
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${name}`;
    rest -= count * size;
  }
  return text || '0s';
}
