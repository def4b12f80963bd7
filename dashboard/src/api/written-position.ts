/**
 * The position of this page's latest write. Reads carry it as `?minPosition=`, so that who changes something sees the
 * change at once, whichever replica and projection answers.
 */
const REMEMBER_MS = 20_000;

let latest: { position: string; at: number } | undefined;

export function rememberWrite(position: unknown, now = Date.now()): void {
  if (typeof position !== 'string' || position === '') return;
  latest = { position, at: now };
}

/** Undefined when the write is so long ago that every projection has passed it. */
export function writtenPosition(now = Date.now()): string | undefined {
  return latest && now - latest.at < REMEMBER_MS ? latest.position : undefined;
}
