import type { AggregationOperator, Span } from '../ast.js';
import { experimentalFunctions, functions } from '../functions.js';
import { PromqlError } from '../promql-error.js';
import { goQuote } from './go-quote.js';
import { parseGrouping } from './grouping.js';
import { operand, type Operand } from './operand.js';
import type { TokenStream } from './token-stream.js';
import type { Token } from './token.js';
import type { TypeChecker } from './type-checker.js';

const withParameter: ReadonlySet<string> = new Set(['topk', 'bottomk', 'count_values', 'quantile']);
const experimentalAggregators: ReadonlySet<string> = new Set(['limitk', 'limit_ratio']);

/** Calls of functions and aggregations: what has arguments in parentheses. */
export class CallParser {
  constructor(
    private readonly tokens: TokenStream,
    private readonly types: TypeChecker,
    private readonly argument: () => Operand,
  ) {}

  call(name: Token): Operand {
    const args = this.args();
    const span = { from: name.from, to: this.tokens.lastEnd };
    const signature = functions.get(name.text);
    if (signature === undefined) throw unknownFunction(name);
    this.types.call(signature, args, span);
    const expr = { kind: 'call' as const, func: name.text, args: args.map((arg) => arg.expr), span };
    return operand(expr, signature.returns, args);
  }

  aggregation(op: Token): Operand {
    const { before, args } = this.tokens.within('aggregation', () => ({ before: this.groups(), args: this.args() }));
    const groups = before ?? this.groups();
    const span = { from: op.from, to: this.tokens.lastEnd };
    const { parameter, of } = this.aggregated(op, args, span);
    const { grouping = [], without = false } = groups ?? {};
    const kind = 'aggregation' as const;
    const which = op.type as AggregationOperator;
    return operand(
      { kind, op: which, expr: of.expr, parameter: parameter?.expr, grouping, without, span },
      'vector',
      args,
    );
  }

  private groups(): { grouping: string[]; without: boolean } | undefined {
    if (!this.tokens.at('by', 'without')) return undefined;
    const without = this.tokens.take().type === 'without';
    return { grouping: parseGrouping(this.tokens), without };
  }

  private aggregated(op: Token, args: readonly Operand[], span: Span) {
    if (args.length === 0) throw this.tokens.refuse('no arguments for aggregate expression provided', span);
    if (experimentalAggregators.has(op.type)) {
      throw new PromqlError('unsupported', `${op.type}() is experimental in Prometheus and not supported`, span);
    }
    const count = withParameter.has(op.type) ? 2 : 1;
    if (args.length !== count) {
      const wrong = 'wrong number of arguments for aggregate expression provided';
      throw this.tokens.refuse(`${wrong}, expected ${count}, got ${args.length}`, span);
    }
    const of = args[count - 1]!;
    const parameter = count === 2 ? args[0]! : undefined;
    this.types.expect(of, 'vector', 'aggregation expression');
    if (parameter !== undefined) {
      this.types.expect(parameter, op.type === 'count_values' ? 'string' : 'scalar', 'aggregation parameter');
    }
    return { parameter, of };
  }

  private args(): Operand[] {
    this.tokens.expect('(');
    const args: Operand[] = [];
    if (this.tokens.skip(')')) return args;
    for (;;) {
      args.push(this.argument());
      if (this.tokens.skip(')')) return args;
      const comma = this.tokens.expect(',');
      if (this.tokens.at(')')) throw this.tokens.refuse('trailing commas not allowed in function call args', comma);
    }
  }
}

function unknownFunction({ text, from, to }: Token): PromqlError {
  if (!experimentalFunctions.has(text)) {
    return new PromqlError('parse', `unknown function with name ${goQuote(text)}`, { from, to });
  }
  const message = `function ${goQuote(text)} is experimental in Prometheus and not supported`;
  return new PromqlError('unsupported', message, { from, to });
}
