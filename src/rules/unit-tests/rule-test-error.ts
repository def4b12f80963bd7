import type { PromqlError } from '../../promql/promql-error.js';
import { remark, type RuleRemark } from '../rule-remark.js';

/** Why a file of rules or of their tests cannot be run at all. Its message names the file and the field. */
export class RuleTestError extends Error {
  constructor(
    message: string,
    /** Where in the text of an expression. */
    readonly at: RuleRemark['at'] = null,
  ) {
    super(message);
    this.name = 'RuleTestError';
  }
}

/** An expression that is none, with the place in it. */
export function expressionError(where: string, text: string, { message, span }: PromqlError): RuleTestError {
  const { at } = remark('expr', message, text, span);
  return new RuleTestError(`${where}: ${message}${at === null ? '' : ` (line ${at.line}, column ${at.column})`}`, at);
}
