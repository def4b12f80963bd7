import { PromqlError } from '../promql-error.js';
import { readDuration } from './duration.js';
import { type Nesting } from './nesting.js';
import { readNumber } from './number.js';
import type { TokenStream } from './token-stream.js';
import type { Token } from './token.js';

/** Longest duration of Prometheus, in seconds: 2^63 nanoseconds. */
const longest = 2 ** 63 / 1e9;
const power = 3;
const precedence: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': power };

interface Duration {
  readonly seconds: number;
  /** Written as one number; Prometheus rounds those to the nanosecond, and cuts off what it has calculated. */
  readonly literal: boolean;
}

/** Durations in brackets and after `offset`: numbers, `5m`, and arithmetic of both. Answers milliseconds. */
export class DurationParser {
  constructor(
    private readonly tokens: TokenStream,
    private readonly nesting: Nesting,
  ) {}

  /** The range or step in brackets: more than nothing. */
  positive(context: string, expected: string): number {
    const from = this.tokens.current.from;
    if (!this.startsHere()) throw this.tokens.unexpected(context, expected);
    const duration = this.tokens.within(context, () => this.operations(1));
    if (!(duration.seconds > 0)) throw this.refuse('duration must be greater than 0', from);
    return this.toMs(duration, from);
  }

  /** After `offset`: one number with its sign, or an expression in parentheses. */
  offset(): number {
    const from = this.tokens.current.from;
    const expected = 'number, duration, step(), or range()';
    if (!this.startsHere()) throw this.tokens.unexpected('offset', expected);
    const duration = this.tokens.within('offset', () => this.offsetOperand());
    return this.toMs(duration, from);
  }

  private offsetOperand(): Duration {
    if (this.tokens.at('(')) return this.operations(1);
    if (!this.tokens.at('+', '-')) return this.primary();
    const sign = this.tokens.take();
    if (!this.tokens.at('+', '-')) return signed(sign, this.primary());
    // After a second sign, Prometheus reads on as within brackets.
    return this.operations(1, signed(sign, this.operations(power)));
  }

  private startsHere(): boolean {
    return this.tokens.at('number', 'duration', '(', '+', '-', 'step', 'range', 'min_of', 'max_of');
  }

  private operations(least: number, first?: Duration): Duration {
    return this.nesting.deeper(this.tokens.current, () => {
      let left = first ?? this.unary();
      for (;;) {
        const operator = this.tokens.current;
        const strength = precedence[operator.type] ?? 0;
        if (strength < least) return left;
        this.tokens.take();
        // `^` binds to the right, all others to the left.
        const right = this.operations(strength === power ? strength : strength + 1);
        left = { seconds: this.combine(operator, left.seconds, right.seconds), literal: false };
      }
    });
  }

  private unary(): Duration {
    if (!this.tokens.at('+', '-')) return this.primary();
    return signed(this.tokens.take(), this.operations(power));
  }

  private primary(): Duration {
    const token = this.tokens.current;
    if (this.tokens.at('number')) return this.literal(this.tokens.take(), readNumber(token));
    if (this.tokens.at('duration')) return this.literal(this.tokens.take(), readDuration(token) / 1000);
    if (this.tokens.skip('(')) {
      const { seconds } = this.operations(1);
      this.tokens.expect(')');
      return { seconds, literal: false };
    }
    if (this.tokens.at('step', 'range')) throw this.dependsOnQuery();
    if (this.tokens.at('min_of', 'max_of')) return this.choice();
    throw this.tokens.unexpected();
  }

  /** `min_of(a, b)`, `max_of(a, b)`. */
  private choice(): Duration {
    const pick = this.tokens.take().type === 'min_of' ? Math.min : Math.max;
    this.tokens.expect('(');
    const one = this.operations(1);
    this.tokens.expect(',');
    const other = this.operations(1);
    this.tokens.expect(')');
    return { seconds: pick(one.seconds, other.seconds), literal: false };
  }

  private combine(operator: Token, left: number, right: number): number {
    switch (operator.type) {
      case '+':
        return left + right;
      case '-':
        return left - right;
      case '*':
        return left * right;
      case '^':
        return left ** right;
      default:
        if (right === 0) {
          throw this.tokens.refuse(operator.type === '/' ? 'division by zero' : 'modulo by zero', operator);
        }
        return operator.type === '/' ? left / right : left % right;
    }
  }

  private literal(token: Token, seconds: number): Duration {
    if (Math.abs(seconds) > longest) throw this.tokens.refuse('duration out of range', token);
    return { seconds, literal: true };
  }

  private toMs({ seconds, literal }: Duration, from: number): number {
    if (!Number.isFinite(seconds)) throw this.refuse('duration is NaN or infinite', from);
    if (Math.abs(seconds) > longest) throw this.refuse('duration is out of range', from);
    return literal ? literalMs(seconds) : Math.trunc(seconds * 1000) + 0;
  }

  private dependsOnQuery(): PromqlError {
    const { type, from } = this.tokens.take();
    this.tokens.expect('(');
    this.tokens.expect(')');
    const message = `${type}() in a duration depends on the query and is not supported: write the duration`;
    return new PromqlError('unsupported', message, { from, to: this.tokens.lastEnd });
  }

  private refuse(message: string, from: number): PromqlError {
    return this.tokens.refuse(message, { from, to: this.tokens.lastEnd });
  }
}

function signed(sign: Token, { seconds, literal }: Duration): Duration {
  return { seconds: sign.type === '-' ? -seconds : seconds, literal };
}

/** Whole milliseconds of a literal: what is less than half a nanosecond short of one is one, as 4.018 s are 4018 ms. */
function literalMs(seconds: number): number {
  const ms = seconds * 1000;
  const nearest = Math.round(ms);
  const tolerance = Math.max(5e-7, Math.abs(ms) * 2 ** -51);
  return (Math.abs(ms - nearest) <= tolerance ? nearest : Math.trunc(ms)) + 0;
}
