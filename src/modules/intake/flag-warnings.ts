/** What the flags of facts mean to whoever reported one. */
const meanings: Readonly<Record<string, string>> = {
  illegal_transition: 'the life cycle has no such step from the status that it had; recorded all the same',
  late: 'it happened before what was recorded last, so the current status stays; recorded all the same',
  before_spawn: 'the agent itself has not been reported yet; recorded all the same',
  before_creation: 'its beginning has not been reported yet; recorded all the same',
  cached_exceeds_input:
    'inputTokens includes the tokens read from and written to a cache, which are more here; recorded as reported',
};

export function warningOf(flag: string): string {
  return `${flag}: ${meanings[flag] ?? 'unusual; recorded all the same'}`;
}
