import type { Span } from '../ast.js';
import { PromqlError } from '../promql-error.js';
import { Scanner } from './scanner.js';
import { describe, type Token } from './token.js';

/** The tokens of a text, one at a time, with the words for what is not expected. */
export class TokenStream {
  current: Token;
  /** Where the token before `current` ended. */
  lastEnd = 0;
  private readonly scanner: Scanner;
  private context = '';

  constructor(text: string) {
    this.scanner = new Scanner(text);
    this.current = this.scanner.next();
  }

  at(...types: readonly string[]): boolean {
    return types.includes(this.current.type);
  }

  /** Takes the current token. */
  take(): Token {
    const taken = this.current;
    this.lastEnd = taken.to;
    this.current = this.scanner.next();
    return taken;
  }

  /** Takes the current token if it is of this type. */
  skip(type: string): boolean {
    if (this.current.type !== type) return false;
    this.take();
    return true;
  }

  expect(type: string, context?: string, expected?: string): Token {
    if (this.current.type !== type) throw this.unexpected(context, expected);
    return this.take();
  }

  /** Whatever is unexpected during `parse` and says no better is unexpected "in `context`". */
  within<T>(context: string, parse: () => T): T {
    const outer = this.context;
    this.context = context;
    const result = parse();
    this.context = outer;
    return result;
  }

  unexpected(context = this.context, expected = ''): PromqlError {
    const where = context === '' ? '' : ` in ${context}`;
    const instead = expected === '' ? '' : `, expected ${expected}`;
    return this.refuse(`unexpected ${describe(this.current)}${where}${instead}`, this.current);
  }

  refuse(message: string, { from, to }: Span): PromqlError {
    return new PromqlError('parse', message, { from, to });
  }
}
