import type { Expr } from '../ast.js';
import { joined, parseOperator } from './binary.js';
import { CallParser } from './call-parser.js';
import { readDuration } from './duration.js';
import { DurationParser } from './duration-expression.js';
import { maxDepth, Nesting, tooDeep } from './nesting.js';
import { readNumber } from './number.js';
import { covering, operand, type Operand } from './operand.js';
import { PatternBudget } from './pattern-budget.js';
import { parseSelector, selectorProblem } from './selector.js';
import { TimedParser } from './timed.js';
import { TokenStream } from './token-stream.js';
import { aggregatorSet, isMetricName, type Token } from './token.js';
import { TypeChecker } from './type-checker.js';
import { unquote } from './unquote.js';

const strengths: Readonly<Record<string, number>> = {
  or: 1,
  ...Object.fromEntries(['and', 'unless'].map((op) => [op, 2])),
  ...Object.fromEntries(['==', '!=', '<', '<=', '>', '>=', '</', '>/'].map((op) => [op, 3])),
  ...Object.fromEntries(['+', '-'].map((op) => [op, 4])),
  ...Object.fromEntries(['*', '/', '%', 'atan2'].map((op) => [op, 5])),
  '^': 6,
};
const weakest = 1;
const power = 6;

const callableKeywords: ReadonlySet<string> = new Set(['start', 'end', 'step', 'range', 'min_of', 'max_of']);

/** Reads one expression by the strength of its operators, and checks its types on the way. */
export class ExpressionParser {
  private readonly tokens: TokenStream;
  private readonly nesting = new Nesting();
  private readonly types = new TypeChecker();
  private readonly patterns = new PatternBudget();
  private readonly timed: TimedParser;
  private readonly calls: CallParser;

  constructor(text: string) {
    this.tokens = new TokenStream(text);
    const durations = new DurationParser(this.tokens, this.nesting);
    this.timed = new TimedParser(this.tokens, durations, this.types);
    this.calls = new CallParser(this.tokens, this.types, () => this.expression(weakest));
  }

  parse(): Expr {
    if (this.tokens.at('eof')) throw this.tokens.refuse('no expression found in input', { from: 0, to: 0 });
    const { expr } = this.expression(weakest);
    if (!this.tokens.at('eof')) throw this.tokens.unexpected();
    this.types.settle();
    return expr;
  }

  private expression(least: number): Operand {
    return this.nesting.deeper(this.tokens.current, () => {
      let left = this.unary();
      for (;;) {
        const strength = strengths[this.tokens.current.type] ?? 0;
        if (strength < least) return left;
        const operator = parseOperator(this.tokens);
        // `^` binds to the right, all others to the left.
        const right = this.expression(strength === power ? strength : strength + 1);
        left = this.bounded(joined(this.types, left, operator, right));
      }
    });
  }

  /** A sign binds as strongly as `*`: `-1 ^ 2` is -1. In front of a number it is part of the number. */
  private unary(): Operand {
    if (!this.tokens.at('+', '-')) return this.timed.behind(this.primary());
    const sign = this.tokens.take();
    const of = this.expression(power);
    const span = covering(sign, of.expr.span);
    if (of.expr.kind === 'number') {
      const value = sign.type === '-' ? -of.expr.value : of.expr.value;
      return operand({ ...of.expr, value, span }, 'scalar');
    }
    this.types.unary(of, span);
    return this.bounded(operand({ kind: 'unary', op: sign.type as '+' | '-', expr: of.expr, span }, of.type, [of]));
  }

  private primary(): Operand {
    const token = this.tokens.current;
    switch (token.type) {
      case 'number':
        this.tokens.take();
        return operand({ kind: 'number', value: readNumber(token), span: spanOf(token) }, 'scalar');
      case 'duration':
        this.tokens.take();
        return operand(
          { kind: 'number', value: readDuration(token) / 1000, duration: true, span: spanOf(token) },
          'scalar',
        );
      case 'string':
        this.tokens.take();
        return operand({ kind: 'string', value: unquote(token.text), span: spanOf(token) }, 'string');
      case '(':
        return this.parenthesised();
      case '{':
        return this.selector(undefined);
      default:
        return this.named();
    }
  }

  private parenthesised(): Operand {
    const open = this.tokens.take();
    const of = this.expression(weakest);
    const span = covering(open, this.tokens.expect(')'));
    return this.bounded(operand({ kind: 'paren', expr: of.expr, span }, of.type, [of]));
  }

  /** What begins with a word: an aggregation, a call, or a selector. */
  private named(): Operand {
    if (!isMetricName(this.tokens.current)) throw this.tokens.unexpected();
    const word = this.tokens.take();
    if (aggregatorSet.has(word.type) && this.tokens.at('(', 'by', 'without'))
      return this.bounded(this.calls.aggregation(word));
    if (this.tokens.at('(') && (word.type === 'identifier' || callableKeywords.has(word.type)))
      return this.bounded(this.calls.call(word));
    return this.selector(word);
  }

  private selector(name: Token | undefined): Operand {
    const selector = parseSelector(this.tokens, name, this.patterns);
    const problem = selectorProblem(selector);
    if (problem !== undefined) this.types.problem(problem, selector.span);
    return operand(selector, 'vector');
  }

  /** Chains of operators nest to the left without the parser descending; others rely on the bound all the same. */
  private bounded<O extends Operand>(of: O): O {
    if (of.depth > maxDepth) throw tooDeep(of.expr.span);
    return of;
  }
}

function spanOf({ from, to }: Token): { from: number; to: number } {
  return { from, to };
}
