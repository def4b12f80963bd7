/** What the flags of facts mean to whoever reported one. */
const meanings: Readonly<Record<string, string>> = {
  illegal_transition: 'the life cycle has no such step from the status that it had; recorded all the same',
  late: 'it happened before what was recorded last, so the current status stays; recorded all the same',
  before_spawn: 'the agent itself has not been reported yet; recorded all the same',
  before_creation: 'its beginning has not been reported yet; recorded all the same',
  before_request: 'what was to be decided has not been reported yet; recorded all the same',
  already_resolved: 'it was settled before, and that stays; recorded all the same',
  decided_twice: 'who decided has decided before; recorded all the same',
  not_an_approver: 'the request names who decides, and it is somebody else; recorded, but nothing is decided by it',
  decided_by_others:
    'decisions reported before it are by somebody whom it does not name; they stay on record, but none of them counts',
  cached_exceeds_input:
    'inputTokens includes the tokens read from and written to a cache, which are more here; recorded as reported',
  reasoning_exceeds_output: 'outputTokens includes the reasoningTokens, which are more here; recorded as reported',
  cache_write_1h_exceeds_cache_write:
    'cacheWriteTokens includes the cacheWrite1hTokens, which are more here; recorded as reported',
};

export function warningOf(flag: string): string {
  return `${flag}: ${meanings[flag] ?? 'unusual; recorded all the same'}`;
}
