import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { caret } from '../promql/caret.js';
import type { RuleRemark } from './rule-remark.js';

/** How often anchors may be repeated before a file counts as an attempt to fill the memory. */
const MOST_ALIASES = 100;

export interface RuleYaml {
  readonly value: unknown;
  /** The line of what stands at the path, or of the innermost thing around it that there is. */
  readonly lineOf: (path: readonly string[]) => number;
}

/** Every scalar as the text that it is: `for: 0`, `team: 007` and `on: yes` are texts in rule files. */
export function parseRuleYaml(text: string): RuleYaml | { readonly problem: RuleRemark } {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault) {
    const from = Math.min(fault.pos[0], text.length);
    const { line, col } = lines.linePos(from);
    return {
      problem: {
        field: 'content',
        message: `is no YAML: ${fault.message}`,
        at: { line: Math.max(line, 1), column: Math.max(col, 1), excerpt: caret(text, { from, to: from }) },
      },
    };
  }
  try {
    const value = document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
    return { value, lineOf: (path) => lines.linePos(startOf(document, path)).line };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: { field: 'content', message: `is no YAML: ${reason}`, at: null } };
  }
}

function startOf(document: Document, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const keys = path.slice(0, depth).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const node: unknown = document.getIn(keys, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
