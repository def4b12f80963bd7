import { wordsOf } from '../../../components/state-words';

const kinds = {
  cheaper_model: 'Cheaper model',
  cache_reuse: 'Cache reuse',
  failing_runs: 'Failing runs',
  looping_runs: 'Looping runs',
  oversized_context: 'Oversized context',
  retries: 'Retries',
} as const;

export const kindWords = (kind: keyof typeof kinds) => kinds[kind];
export const kindOptions = Object.entries(kinds).map(([value, label]) => ({ value, label }));

/** `otherCostPerSuccess` as `Other cost per success`. */
export function numberName(name: string): string {
  return wordsOf(
    name
      .replaceAll(/([A-Z])/g, ' $1')
      .toLowerCase()
      .replace(/^p95/, '95th percentile of'),
  );
}

const scopeNames: Readonly<Record<string, string>> = {
  agentType: 'agent type',
  toModel: 'other model',
  errorClass: 'error class',
  sign: 'seen by',
};

/** What a finding is about, in words; the names of agent types and models stay as they are. */
export function scopeWords(scope: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(scope).map(([name, value]) => [
      scopeNames[name] ?? numberName(name).toLowerCase(),
      name === 'sign' ? wordsOf(value).toLowerCase() : value,
    ]),
  );
}

export type NumberKind = 'money' | 'ratio' | 'count' | 'text';

/** What a number of the evidence is: amounts come as decimal texts, parts of one by their name. */
export function numberKind(name: string, value: number | string | null): NumberKind {
  if (typeof value === 'string') return /^-?\d+\.\d+$/.test(value) ? 'money' : 'text';
  return /rate$|^share/i.test(name) ? 'ratio' : 'count';
}

/** A question to the API as the page of the dashboard that shows the same; undefined where there is none. */
export function pageOfLink(link: string): { to: string; search: Record<string, string>; label: string } | undefined {
  const { pathname, searchParams } = new URL(link, 'http://service');
  const asked: Record<string, string> = Object.fromEntries(searchParams);
  const { from, to, groupBy, ...rest } = asked;
  const range: Record<string, string> = from === undefined || to === undefined ? {} : { from, to };
  if (pathname === '/api/cost/report') {
    const by = groupBy?.split(',')[0];
    return {
      to: '/cost',
      search: { ...rest, ...range, span: 'range', ...one('by', by) },
      label: 'Its costs',
    };
  }
  if (pathname === '/api/cost/what-if') return { to: '/cost/what-if', search: whatIf(asked), label: 'What if' };
  if (pathname.startsWith('/api/analytics')) {
    return { to: '/performance', search: { ...rest, ...range }, label: 'Performance' };
  }
  return undefined;
}

const one = (key: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [key]: value };

/** Times of a what-if are called otherwise there. */
function whatIf(asked: Record<string, string>): Record<string, string> {
  const { since: _since, until: _until, to: as, ...rest } = asked;
  return { ...rest, ...one('as', as) };
}
