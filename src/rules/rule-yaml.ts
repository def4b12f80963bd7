import { LineCounter, parseDocument } from 'yaml';
import { caret } from '../promql/caret.js';
import type { RuleRemark } from './rule-remark.js';

/** How often anchors may be repeated before a file counts as an attempt to fill the memory. */
const MOST_ALIASES = 100;

/** Every scalar as the text that it is: `for: 0`, `team: 007` and `on: yes` are texts in rule files. */
export function parseRuleYaml(text: string): { readonly value: unknown } | { readonly problem: RuleRemark } {
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
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: { field: 'content', message: `is no YAML: ${reason}`, at: null } };
  }
}
