/** What error texts say, the more telling first. */
const patterns: readonly (readonly [name: string, text: RegExp])[] = [
  ['out_of_turns', /max(?:imum)?[ _-]?(?:number of )?turns|turn limit/i],
  ['context_too_long', /context[ _-](?:length|window)|(?:prompt|input|request) is too (?:long|large)|too many tokens/i],
  ['rate_limited', /rate[ _-]?limit|too many requests|\b429\b/i],
  ['overloaded', /overloaded|service unavailable|\b529\b|\b503\b/i],
  ['out_of_budget', /budget|credit balance|quota|billing/i],
  ['timeout', /time[ds]?[ _-]?out|deadline exceeded/i],
  ['connection', /ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|EPIPE|socket hang up|connection|network/i],
  ['unauthorized', /unauthori[sz]ed|forbidden|authentication|permission denied|\b401\b|\b403\b/i],
  ['merge_conflict', /merge conflict/i],
  ['tests_failed', /tests? fail|failing tests?|failed tests?/i],
  ['build_failed', /build fail|failed to (?:build|compile)|compil\w+ (?:error|fail)/i],
  ['blocked', /\bblocked\b/i],
  ['idle', /\bidle\b/i],
];

/** A failure that nobody gave a reason for. */
export const UNEXPLAINED = 'unexplained';

/**
 * The kind of an error, by what its text says: few kinds, so that failures can be counted. A text that is one word in
 * the agent's own language, such as `tool_denied`, is its own kind; what cannot be told is `other`.
 */
export function errorClassOf(text: string): string {
  const found = patterns.find(([, pattern]) => pattern.test(text));
  if (found) return found[0];
  const word = text.trim();
  return /^[a-z]+(?:[_-][a-z]+){0,5}$/i.test(word) && word.length <= 60
    ? word.toLowerCase().replaceAll('-', '_')
    : 'other';
}
