import type { AtModifier, MatrixSelector, Subquery, VectorSelector } from '../ast.js';
import { PromqlError } from '../promql-error.js';
import { readDuration } from './duration.js';
import type { DurationParser } from './duration-expression.js';
import { readNumber } from './number.js';
import { covering, operand, type Operand } from './operand.js';
import type { TokenStream } from './token-stream.js';
import type { TypeChecker } from './type-checker.js';

const between = 'number, duration, step(), or range()';
/** Prometheus keeps the time of `@` in 64 bits. */
const latest = 2 ** 63;

type Selection = VectorSelector | MatrixSelector | Subquery;

/** What may stand behind an expression and moves or widens its time: `[5m]`, `[1h:1m]`, `offset 5m`, `@ 0`. */
export class TimedParser {
  constructor(
    private readonly tokens: TokenStream,
    private readonly durations: DurationParser,
    private readonly types: TypeChecker,
  ) {}

  /** The operand with all of these that follow. */
  behind(start: Operand): Operand {
    let result = start;
    for (;;) {
      if (this.tokens.at('[')) result = this.brackets(result);
      else if (this.tokens.at('offset')) result = this.offset(result);
      else if (this.tokens.at('@')) result = this.at(result);
      else if (this.tokens.at('anchored', 'smoothed')) throw this.experimental(result);
      else return result;
    }
  }

  private brackets(of: Operand): Operand {
    const open = this.tokens.take();
    const rangeMs = this.durations.positive('subquery or range selector', between);
    if (this.tokens.skip(':')) return this.subquery(of, rangeMs);
    const close = this.tokens.expect(']', 'subquery or range', '":" or "]"');
    const problem = rangeProblem(of);
    if (problem !== undefined) throw this.tokens.refuse(problem, covering(open, close));
    const selector = of.expr as VectorSelector;
    return operand({ kind: 'matrix_selector', selector, rangeMs, span: covering(selector.span, close) }, 'matrix', [
      of,
    ]);
  }

  private subquery(of: Operand, rangeMs: number): Operand {
    const context = 'subquery selector';
    const stepMs = this.tokens.at(']') ? 0 : this.durations.positive(context, `${between}, or "]"`);
    const close = this.tokens.expect(']', context, '"]"');
    const span = covering(of.expr.span, close);
    this.types.subquery(of, span);
    return operand(
      // A step below a millisecond counts as none, as in Prometheus.
      { kind: 'subquery', expr: of.expr, rangeMs, stepMs: stepMs || undefined, offsetMs: 0, at: undefined, span },
      'matrix',
      [of],
    );
  }

  private offset(of: Operand): Operand {
    this.tokens.take();
    const offsetMs = this.durations.offset();
    if (!isSelection(of)) throw this.misplaced('offset modifier', of);
    if (of.hasOffset) throw this.tokens.refuse('offset may not be set multiple times', of.expr.span);
    return { ...this.moved(of, { offsetMs }), hasOffset: offsetMs !== 0 };
  }

  private at(of: Operand): Operand {
    this.tokens.take();
    const at = this.time(of);
    if (!isSelection(of)) throw this.misplaced('@ modifier', of);
    if (of.hasAt) throw this.tokens.refuse('@ <timestamp> may not be set multiple times', of.expr.span);
    return { ...this.moved(of, { at }), hasAt: true };
  }

  private time(of: Operand): AtModifier {
    if (this.tokens.at('start', 'end')) {
      const kind = this.tokens.take().type as 'start' | 'end';
      this.tokens.expect('(', '@', 'timestamp');
      this.tokens.expect(')', '@', 'timestamp');
      return { kind };
    }
    const negative = this.tokens.at('+', '-') && this.tokens.take().type === '-';
    if (!this.tokens.at('number', 'duration')) throw this.tokens.unexpected('@', 'timestamp');
    const token = this.tokens.take();
    const value = token.type === 'number' ? readNumber(token) : readDuration(token) / 1000;
    const seconds = negative ? -value : value;
    if (Math.abs(seconds) < latest) return { kind: 'time', ms: roundAwayFromZero(seconds * 1000) };
    throw this.tokens.refuse(`timestamp out of bounds for @ modifier: ${outOfBounds(seconds)}`, of.expr.span);
  }

  private moved(of: Operand<Selection>, change: { offsetMs?: number; at?: AtModifier }): Operand {
    const span = { from: of.expr.span.from, to: this.tokens.lastEnd };
    if (of.expr.kind !== 'matrix_selector') return { ...of, expr: { ...of.expr, ...change, span } };
    return { ...of, expr: { ...of.expr, selector: { ...of.expr.selector, ...change }, span } };
  }

  private misplaced(what: string, of: Operand): PromqlError {
    const allowed = 'must be preceded by an instant vector selector or range vector selector or a subquery';
    return this.tokens.refuse(`${what} ${allowed}`, of.expr.span);
  }

  private experimental(of: Operand): PromqlError {
    const message = `${this.tokens.current.type} modifier is experimental and not enabled`;
    return new PromqlError('unsupported', message, of.expr.span);
  }
}

function isSelection(of: Operand): of is Operand<Selection> {
  return of.expr.kind === 'vector_selector' || of.expr.kind === 'matrix_selector' || of.expr.kind === 'subquery';
}

function rangeProblem({ expr, hasOffset, hasAt }: Operand): string | undefined {
  if (expr.kind !== 'vector_selector') return 'ranges only allowed for vector selectors';
  if (hasOffset) return 'no offset modifiers allowed before range';
  return hasAt ? 'no @ modifiers allowed before range' : undefined;
}

function roundAwayFromZero(ms: number): number {
  return Math.sign(ms) * Math.round(Math.abs(ms)) + 0;
}

function outOfBounds(seconds: number): string {
  if (Number.isNaN(seconds)) return 'NaN';
  return Number.isFinite(seconds) ? BigInt(seconds).toString() + '.000000' : seconds > 0 ? '+Inf' : '-Inf';
}
