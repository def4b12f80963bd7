import type { Expr, VectorSelector } from '../promql/ast.js';
import { selectorsOf, visit } from '../promql/visit.js';
import { remark, type RuleRemark } from './rule-remark.js';

/** The series that there are now. */
export interface SeriesNow {
  readonly matches: (selector: VectorSelector) => Promise<boolean>;
  /** Names of metrics, for who has misspelt one. */
  readonly names: () => Promise<readonly string[]>;
}

/** Beyond so many, an expression is not looked through: each costs a look into all series. */
const MOST_SELECTORS = 50;

/** Selectors of a condition of which nothing is there now, which is a mistake or a rule that is early. */
export async function emptySelectors(text: string, expr: Expr, series: SeriesNow): Promise<readonly RuleRemark[]> {
  const absent = new Set<VectorSelector>();
  visit(expr, (node) => {
    if (node.kind === 'call' && node.func.startsWith('absent')) for (const one of selectorsOf(node)) absent.add(one);
  });
  const distinct = new Map<string, VectorSelector>();
  for (const one of selectorsOf(expr)) {
    const key = JSON.stringify(one.matchers);
    if (!distinct.has(key) || absent.has(one)) distinct.set(key, one);
  }
  const remarks: RuleRemark[] = [];
  for (const selector of [...distinct.values()].slice(0, MOST_SELECTORS)) {
    if (await series.matches(selector)) continue;
    const like = selector.name === undefined ? undefined : closest(selector.name, await series.names());
    const meant = like === undefined ? '' : `; is ${like} meant?`;
    const fires = absent.has(selector) ? ', and as long as that is so the rule fires' : '';
    remarks.push(remark('condition', `no series matches this now${fires}${meant}`, text, selector.span));
  }
  return remarks;
}

/** The known name that shares most with this one: a prefix or suffix misspelt, `_total` forgotten. */
function closest(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined;
  const own = pairsOf(name);
  const ranked = known
    .map((candidate) => {
      const pairs = pairsOf(candidate);
      const shared = [...own].filter((pair) => pairs.has(pair)).length;
      return { candidate, likeness: (2 * shared) / (own.size + pairs.size) };
    })
    .sort((a, b) => b.likeness - a.likeness);
  const [best] = ranked;
  return best && best.likeness > NEAR_ENOUGH ? best.candidate : undefined;
}

const NEAR_ENOUGH = 0.8;

/** Dice's measure: pairs of neighbouring letters. */
function pairsOf(name: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, name.length - 1) }, (_, index) => name.slice(index, index + 2)));
}
