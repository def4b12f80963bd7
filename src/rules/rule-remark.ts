import { z } from 'zod';
import type { Span } from '../promql/ast.js';
import { caret } from '../promql/caret.js';

/** What is wrong or doubtful about a rule: in which field, and where in its text. */
export const ruleRemark = z.object({
  field: z.string(),
  message: z.string(),
  at: z
    .object({
      line: z.int().describe('From 1.'),
      column: z.int().describe('From 1, in characters.'),
      excerpt: z.string().describe('The line, and below it a caret.'),
    })
    .nullable()
    .describe('Null where it is about the field as a whole.'),
});
export type RuleRemark = z.infer<typeof ruleRemark>;

export function remark(field: string, message: string, text?: string, span?: Span): RuleRemark {
  return { field, message, at: text === undefined || span === undefined ? null : placeIn(text, span) };
}

function placeIn(text: string, span: Span): RuleRemark['at'] {
  const before = text.slice(0, span.from).split('\n');
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1, excerpt: caret(text, span) };
}
