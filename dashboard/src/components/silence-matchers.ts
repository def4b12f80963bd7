import type { ApiItem } from '../api/api-types';

export type Matcher = ApiItem<'/api/silences'>['matchers'][number];

/** The most that a silence takes. */
export const MOST_MATCHERS = 20;

/** Matchers of exactly this alert: its rule, and all of its labels. */
export function matchersOf({ ruleName, labels }: { ruleName: string; labels: Record<string, string> }): Matcher[] {
  const others = Object.entries(labels).filter(([name]) => name !== 'alertname' && name !== 'severity');
  return [['alertname', ruleName] as const, ...others]
    .map(([name, value]) => ({ name, op: '=' as const, value }))
    .slice(0, MOST_MATCHERS);
}

/** `team="core"`, as it is written everywhere. */
export const matcherText = ({ name, op, value }: Matcher) => `${name}${op}${JSON.stringify(value)}`;

/** What an address says of a matcher: `team=core`, `queue=~a|b`. Undefined where it says none. */
export function parseMatcher(text: string): Matcher | undefined {
  const [, name, op, value = ''] = /^([^=!~]+)(=~|!~|!=|=)(.*)$/s.exec(text) ?? [];
  return name === undefined ? undefined : { name, op: op as Matcher['op'], value: unquoted(value) };
}

/** The same the other way round; quoted where its beginning could be read as something else. */
export const matcherParameter = ({ name, op, value }: Matcher) =>
  `${name}${op}${/^[~"]/.test(value) ? JSON.stringify(value) : value}`;

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
