/** Into so many slices, of about as many runs each, all runs are divided. */
export const RUN_SLICES = 1_024;

/** The same for ever: a slice is chosen by the agent's name alone, which tells nothing of how its run went. */
export function sliceOf(agentId: string): number {
  // FNV-1a over UTF-16 units, then mixed (MurmurHash3's finalizer): names that differ in a digit come to lie far apart.
  let hash = 0x811c9dc5;
  for (let index = 0; index < agentId.length; index++) {
    hash = Math.imul(hash ^ agentId.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % RUN_SLICES;
}
