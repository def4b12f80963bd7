import { describe, expect, it } from 'vitest';
import { parsePromql } from './parse.js';
import { PromqlError } from './promql-error.js';

/** The error of a text; `place` is what its span covers. */
function refusal(text: string): { kind: string; message: string; place: string } {
  try {
    parsePromql(text);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    const { from, to } = error.span!;
    return { kind: error.kind, message: error.message, place: text.slice(from, to) };
  }
  throw new Error(`accepted: ${text}`);
}

type Case = readonly [text: string, message: string, place: string];

const noArguments = 'no arguments for aggregate expression provided';
const between = 'number, duration, step(), or range()';
const inRange = `in subquery or range selector, expected ${between}`;
const selectionFirst = 'must be preceded by an instant vector selector or range vector selector or a subquery';

const grammar: readonly Case[] = [
  ['', 'no expression found in input', ''],
  ['# only a comment\n', 'no expression found in input', ''],
  ['1 +', 'unexpected end of input', ''],
  ['1 /', 'unexpected end of input', ''],
  ['*1', 'unexpected <op:*>', '*'],
  ['a AND', 'unexpected end of input', ''],
  ['a OR AND(b)', 'unexpected "("', '('],
  ['a b', 'unexpected identifier "b"', 'b'],
  ['a b:c', 'unexpected metric identifier "b:c"', 'b:c'],
  ['a 5', 'unexpected number "5"', '5'],
  ['a 5m', 'unexpected duration "5m"', '5m'],
  ['a "text"', 'unexpected string "\\"text\\""', '"text"'],
  ['a "a longer text"', 'unexpected string "\\"a longer "...', '"a longer text"'],
  ['a sum', 'unexpected <aggr:sum>', 'sum'],
  ['a BY', 'unexpected <BY>', 'BY'],
  ['a start', 'unexpected "start"', 'start'],
  ['@@', 'unexpected <op:@>', '@'],
  ['-=', 'unexpected "="', '='],
  ['++-+-<', 'unexpected <op:<>', '<'],
  ['e-+=/(0)', 'unexpected "="', '='],
  ['(1))', "unexpected right parenthesis ')'", ')'],
  ['((1)', 'unclosed left parenthesis', ''],
  ['(', 'unclosed left parenthesis', ''],
  ['()', 'unexpected ")"', ')'],
  ['a == bool', 'unexpected end of input', ''],
  ['a - on(b) ignoring(c) d', 'unexpected <ignoring>', 'ignoring'],
  ['a + group_left(b) c', 'unexpected <group_left>', 'group_left'],
  ['on', 'unexpected <on>', 'on'],
  ['bool', 'unexpected <bool>', 'bool'],
  ['ignoring(a)', 'unexpected <ignoring>', 'ignoring'],
  ['atan2', 'unexpected <op:atan2>', 'atan2'],
  ['group_right', 'unexpected <group_right>', 'group_right'],
];

const characters: readonly Case[] = [
  ['.', "unexpected character: '.'", '.'],
  ['a\u00a0+ b', "unexpected character: '\\u00a0'", '\u00a0+ b'],
  ['ünder', "unexpected character: 'ü'", 'ünder'],
  ['a & b', "unexpected character: '&'", '& b'],
  ['a; b', "unexpected character: ';'", '; b'],
  ['a $ b', "unexpected character: '$'", '$ b'],
  ['some}', "unexpected character: '}'", '}'],
  ['a]', "unexpected right bracket ']'", ']'],
  ['1 !~ 1', "unexpected character after '!': '~'", '!~ 1'],
  ['1 =~ 1', "unexpected character after '=': '~'", '=~ 1'],
  ['2.5.', 'bad number or duration syntax: "2.5."', '2.5.'],
  ['100..4', 'bad number or duration syntax: "100.."', '100..4'],
  ['0deadbeef', 'bad number or duration syntax: "0de"', '0deadbeef'],
  ['1_', 'bad number or duration syntax: "1_"', '1_'],
  ['1__0', 'bad number or duration syntax: "1__"', '1__0'],
  ['1e', 'bad number or duration syntax: "1e"', '1e'],
  ['1e5e', 'bad number or duration syntax: "1e5e"', '1e5e'],
  ['0x1.5', 'bad number or duration syntax: "0x1."', '0x1.5'],
  ['5M', 'bad number or duration syntax: "5"', '5M'],
  ['1_ + 1', 'error parsing number: strconv.ParseFloat: parsing "1_": invalid syntax', '1_'],
  ['0x + 1', 'error parsing number: strconv.ParseFloat: parsing "0x": invalid syntax', '0x'],
  ['1e999', 'error parsing number: strconv.ParseFloat: parsing "1e999": value out of range', '1e999'],
  ['"open', 'unterminated quoted string', '"open'],
  ['"a\nb"', 'unterminated quoted string', '"a\nb"'],
  ['`open', 'unterminated raw string', '`open'],
  ['"\\', 'escape sequence not terminated', '"\\'],
  ['"\\x1', 'escape sequence not terminated', '"\\x1'],
  ['"\\c"', "unknown escape sequence U+0063 'c'", '"\\c"'],
  ['"\\\'"', "unknown escape sequence U+0027 '\\''", '"\\\'"'],
  ['"\\x."', "illegal character U+002E '.' in escape sequence", '"\\x."'],
  ['"\\400"', 'escape sequence is an invalid Unicode code point', '"\\400"'],
  ['"\\ud800"', 'escape sequence is an invalid Unicode code point', '"\\ud800"'],
  ['"\\U00110000"', 'escape sequence is an invalid Unicode code point', '"\\U00110000"'],
  ['"\ud800"', 'invalid UTF-8 rune', '"\ud800"'],
  ['"\ufffd"', 'invalid UTF-8 rune', '"\ufffd"'],
];

const selectors: readonly Case[] = [
  ['{', 'unexpected end of input inside braces', ''],
  ['some{', 'unexpected end of input inside braces', ''],
  ['a{b=c}', 'unexpected identifier "c" in label matching, expected string', 'c'],
  ['a{b=5}', "unexpected character inside braces: '5'", '5}'],
  ['a{a:b="b"}', "unexpected character inside braces: ':'", ':b="b"}'],
  ['a{b*"c"}', "unexpected character inside braces: '*'", '*"c"}'],
  ['a{b>="c"}', "unexpected character inside braces: '>'", '>="c"}'],
  ['a{b!"c"}', "unexpected character after '!' inside braces: '\"'", '!"c"}'],
  ['a{{b="c"}', "unexpected left brace '{'", '{b="c"}'],
  ['a{b}', 'unexpected "}" in label matching, expected label matching operator', '}'],
  ['a{,}', 'unexpected "," in label matching, expected identifier or "}"', ','],
  ['a{b="c",,}', 'unexpected "," in label matching, expected identifier or "}"', ','],
  ['a{b="c" d}', 'unexpected identifier "d" in label matching, expected "," or "}"', 'd'],
  ['a{"b" "c"}', 'unexpected string "\\"c\\"" in label matching, expected "," or "}"', '"c"'],
  ['a{b= ="c"}', 'unexpected "=" in label matching, expected string', '='],
  ['a{b=="c"}', 'unexpected "=" in label matching, expected string', '='],
  ['{"a"=}', 'unexpected "}" in label matching, expected string', '}'],
  ['{}', 'vector selector must contain at least one non-empty matcher', '{}'],
  ['{""}', 'vector selector must contain at least one non-empty matcher', '{""}'],
  ['1 + {x=""}', 'vector selector must contain at least one non-empty matcher', '{x=""}'],
  ['{x=~".*"}', 'vector selector must contain at least one non-empty matcher', '{x=~".*"}'],
  ['{x!~".+"}', 'vector selector must contain at least one non-empty matcher', '{x!~".+"}'],
  ['{x!="a"}', 'vector selector must contain at least one non-empty matcher', '{x!="a"}'],
  ['{x=~"a|"}', 'vector selector must contain at least one non-empty matcher', '{x=~"a|"}'],
  ['a{__name__="b"}', 'metric name must not be set twice: "a" or "b"', 'a{__name__="b"}'],
  ['a{__name__=~"b"}', 'metric name must not be set twice: "a" or "b"', 'a{__name__=~"b"}'],
  ['a{"b"}', 'metric name must not be set twice: "a" or "b"', 'a{"b"}'],
  ['a{b=~"("}', 'error parsing regexp: missing closing ): `(`', 'b=~"("'],
  ['a{b!~"(?=x)"}', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`', 'b!~"(?=x)"'],
  ['a{b=~"x{1001}"}', 'error parsing regexp: invalid repeat count: `{1001}`', 'b=~"x{1001}"'],
];

const times: readonly Case[] = [
  ['a[', 'unexpected end of input in duration expression', ''],
  ['a[]', `unexpected "]" ${inRange}`, ']'],
  ['a["5m"]', `unexpected character in duration expression: '"'`, '"5m"]'],
  ['a[# no comment here\n5m]', "unexpected character in duration expression: '#'", '# no comment here\n5m]'],
  ['a[5mm]', 'bad number or duration syntax: "5mm"', '5mm]'],
  ['a[5m1]', 'bad number or duration syntax: "5m1"', '5m1]'],
  ['a[5m:1m1]', 'bad number or duration syntax: "1m1"', '1m1]'],
  ['a[5y1hs]', 'unknown unit "hs" in duration "5y1hs"', '5y1hs'],
  ['a[5m1h]', 'not a valid duration string: "5m1h"', '5m1h'],
  ['a[5m1m]', 'not a valid duration string: "5m1m"', '5m1m'],
  ['a[300y]', 'duration out of range', '300y'],
  ['a[0m]', 'duration must be greater than 0', '0m'],
  ['a[-1]', 'duration must be greater than 0', '-1'],
  ['a[5m-5m]', 'duration must be greater than 0', '5m-5m'],
  ['a[-2^2]', 'duration must be greater than 0', '-2^2'],
  ['a[5m:0s]', 'duration must be greater than 0', '0s'],
  ['a[5s/0d]', 'division by zero', '/'],
  ['a[5s%0d]', 'modulo by zero', '%'],
  ['a[9.5e10]', 'duration out of range', '9.5e10'],
  ['a[1e9 * 10]', 'duration is out of range', '1e9 * 10'],
  ['a[5s x 5s]', "unexpected character: 'x', expected ':'", 'x 5s]'],
  ['a[5s s 5s]', "unexpected character: 's', expected ':'", 's 5s]'],
  ['a[5m 5m]', 'unexpected duration "5m" in subquery or range, expected ":" or "]"', '5m'],
  ['a[5m', 'unclosed left bracket', ''],
  ['a[5m:', 'unclosed left bracket', ''],
  ['a[:5m]', 'unexpected colon before duration in duration expression', ':5m]'],
  ['a[5m::5m]', "unexpected colon ':'", ':5m]'],
  ['a[5m:*]', `unexpected <op:*> in subquery selector, expected ${between}, or "]"`, '*'],
  ['a[5m:5m 5m]', 'unexpected duration "5m" in subquery selector, expected "]"', '5m'],
  ['a[step]', 'unexpected "]" in subquery or range selector', ']'],
  ['(a + b)[5m]', 'ranges only allowed for vector selectors', '[5m]'],
  ['rate(a[1m])[1h] offset 1h', 'ranges only allowed for vector selectors', '[1h]'],
  ['1[5m]', 'ranges only allowed for vector selectors', '[5m]'],
  ['a offset 1m[5m]', 'no offset modifiers allowed before range', '[5m]'],
  ['a @ 1234 [5m]', 'no @ modifiers allowed before range', '[5m]'],
  ['a @ start() [5m]', 'no @ modifiers allowed before range', '[5m]'],
  ['1 offset 1d', `offset modifier ${selectionFirst}`, '1'],
  ['(a) offset 1d', `offset modifier ${selectionFirst}`, '(a)'],
  ['rate(a[5m]) offset 1d', `offset modifier ${selectionFirst}`, 'rate(a[5m])'],
  ['a offset 1s offset 2s', 'offset may not be set multiple times', 'a offset 1s'],
  ['a[5m] offset 1s offset 2s', 'offset may not be set multiple times', 'a[5m] offset 1s'],
  ['a offset', `unexpected end of input in offset, expected ${between}`, ''],
  ['a offset b', `unexpected identifier "b" in offset, expected ${between}`, 'b'],
  ['a[5m] OFFSET 1mm', 'bad number or duration syntax: "1mm"', '1mm'],
  ['a offset 9.5e10', 'duration out of range', '9.5e10'],
  ['a offset (4d/0)', 'division by zero', '/'],
  ['a offset Inf', 'duration out of range', 'Inf'],
  ['a offset NaN', 'duration is NaN or infinite', 'NaN'],
  ['rate(a[5m]) @ 1234', `@ modifier ${selectionFirst}`, 'rate(a[5m])'],
  ['a @ 1 @ 2', '@ <timestamp> may not be set multiple times', 'a @ 1'],
  ['a @ start() @ 2', '@ <timestamp> may not be set multiple times', 'a @ start()'],
  ['a @', 'unexpected end of input in @, expected timestamp', ''],
  ['a @ b', 'unexpected identifier "b" in @, expected timestamp', 'b'],
  ['a @ start', 'unexpected end of input in @, expected timestamp', ''],
  ['a @ +Inf', 'timestamp out of bounds for @ modifier: +Inf', 'a'],
  ['a @ -Inf', 'timestamp out of bounds for @ modifier: -Inf', 'a'],
  ['a @ NaN', 'timestamp out of bounds for @ modifier: NaN', 'a'],
  ['a @ 1e20', 'timestamp out of bounds for @ modifier: 100000000000000000000.000000', 'a'],
];

const aggregations: readonly Case[] = [
  ['sum without(==)(a)', 'unexpected <op:==> in grouping opts, expected label', '=='],
  ['sum without(,)(a)', 'unexpected "," in grouping opts, expected label', ','],
  ['sum without(b,,)(a)', 'unexpected "," in grouping opts, expected label', ','],
  ['sum by (without)(a)', 'unexpected <without> in grouping opts, expected label', 'without'],
  ['sum by (b c)(a)', 'unexpected identifier "c" in grouping opts, expected "," or ")"', 'c'],
  ['sum by ("")(a)', 'invalid label name for grouping: ""', '""'],
  ['sum by ("b)(a{})', 'unterminated quoted string', '"b)(a{})'],
  ['sum (a) by b', 'unexpected identifier "b" in grouping opts, expected "("', 'b'],
  ['sum a by (b)', 'unexpected identifier "a"', 'a'],
  ['sum by (b) a', 'unexpected identifier "a" in aggregation', 'a'],
  ['sum(a b)', 'unexpected identifier "b" in aggregation', 'b'],
  ['MIN (a) keep_common', 'unexpected identifier "keep_common"', 'keep_common'],
  ['sum (a) without (b) by (b)', 'unexpected <by>', 'by'],
  ['sum without (b) (a) by (b)', 'unexpected <by>', 'by'],
  ['sum () by (b)', noArguments, 'sum () by (b)'],
  ['sum(', 'unclosed left parenthesis', ''],
  ['sum(a, b)', 'wrong number of arguments for aggregate expression provided, expected 1, got 2', 'sum(a, b)'],
  ['topk(a)', 'wrong number of arguments for aggregate expression provided, expected 2, got 1', 'topk(a)'],
  ['topk(a,)', 'trailing commas not allowed in function call args', ','],
  ['topk(a, b)', 'expected type scalar in aggregation parameter, got instant vector', 'a'],
  ['quantile("0.9", b)', 'expected type scalar in aggregation parameter, got string', '"0.9"'],
  ['count_values(5, b)', 'expected type string in aggregation parameter, got scalar', '5'],
  ['sum(a[5m])', 'expected type instant vector in aggregation expression, got range vector', 'a[5m]'],
  ['sum(5)', 'expected type instant vector in aggregation expression, got scalar', '5'],
];

const calls: readonly Case[] = [
  ['floor()', 'expected 1 argument(s) in call to "floor", got 0', 'floor()'],
  ['floor(a, b)', 'expected 1 argument(s) in call to "floor", got 2', 'floor(a, b)'],
  ['floor(1)', 'expected type instant vector in call to function "floor", got scalar', '1'],
  ['hour(a, a, a)', 'expected at most 1 argument(s) in call to "hour", got 3', 'hour(a, a, a)'],
  ['label_join(a, "b")', 'expected at least 3 argument(s) in call to "label_join", got 2', 'label_join(a, "b")'],
  ['label_join(a, "b", "c", d)', 'expected type string in call to function "label_join", got instant vector', 'd'],
  ['time(a)', 'expected 0 argument(s) in call to "time", got 1', 'time(a)'],
  ['nothing()', 'unknown function with name "nothing"', 'nothing'],
  ['RATE(a[5m])', 'unknown function with name "RATE"', 'RATE'],
  ['a > b()', 'unknown function with name "b"', 'b'],
  ['rate(a)', 'expected type range vector in call to function "rate", got instant vector', 'a'],
  ['rate((a))', 'expected type range vector in call to function "rate", got instant vector', '(a)'],
  ['rate(avg)', 'expected type range vector in call to function "rate", got instant vector', 'avg'],
  ['rate(a[5m] b)', 'unexpected identifier "b"', 'b'],
  ['a:b(c)', 'unexpected "("', '('],
];

const types: readonly Case[] = [
  ['1 and 1', 'set operator "and" not allowed in binary scalar expression', '1 and 1'],
  ['a or 1', 'set operator "or" not allowed in binary scalar expression', 'a or 1'],
  ['1 unless a', 'set operator "unless" not allowed in binary scalar expression', '1 unless a'],
  ['1 == 1', 'comparisons between scalars must use BOOL modifier', '=='],
  ['1 > (2)', 'comparisons between scalars must use BOOL modifier', '>'],
  ['a + bool b', 'bool modifier can only be used on comparison operators', '+ bool'],
  ['a and bool b', 'bool modifier can only be used on comparison operators', 'and bool'],
  ['1 or on(b) a', 'vector matching only allowed between instant vectors', '1 or on(b) a'],
  ['a == on(b) 10', 'vector matching only allowed between instant vectors', 'a == on(b) 10'],
  ['a and on(b) group_left(c) d', 'no grouping allowed for "and" operation', 'a and on(b) group_left(c) d'],
  ['a or on(b) group_right d', 'no grouping allowed for "or" operation', 'a or on(b) group_right d'],
  [
    'a + on(b) group_left(c, b) d',
    'label "b" must not occur in ON and GROUP clause at once',
    '+ on(b) group_left(c, b)',
  ],
  ['-"text"', 'unary expression only allowed on expressions of type scalar or instant vector, got "string"', '-"text"'],
  [
    '-a[5m]',
    'unary expression only allowed on expressions of type scalar or instant vector, got "range vector"',
    '-a[5m]',
  ],
  ['a + b[5m]', 'binary expression must contain only scalar and instant vector types', 'b[5m]'],
  ['"a" == "a"', 'binary expression must contain only scalar and instant vector types', '"a"'],
  ['a[5m:][1h:]', 'subquery is only allowed on instant vector, got matrix instead', 'a[5m:][1h:]'],
  ['1[1h:]', 'subquery is only allowed on instant vector, got scalar instead', '1[1h:]'],
  [
    'a[5d] offset 10s [10m:5s]',
    'subquery is only allowed on instant vector, got matrix instead',
    'a[5d] offset 10s [10m:5s]',
  ],
];

describe.each([
  ['grammar', grammar],
  ['characters', characters],
  ['selectors', selectors],
  ['times', times],
  ['aggregations', aggregations],
  ['calls', calls],
  ['types', types],
])('what Prometheus refuses: %s', (_, cases) => {
  it.each(cases)('%j', (text, message, place) => {
    expect(refusal(text)).toEqual({ kind: 'parse', message, place });
  });
});

it('names mistakes of grammar before those of types', () => {
  expect(refusal('rate(a) + )').message).toContain('unexpected right parenthesis');
});

describe('what Prometheus has behind a flag, or answers for native histograms alone', () => {
  const experimental = 'is experimental in Prometheus and not supported';
  const query = 'in a duration depends on the query and is not supported: write the duration';
  it.each<Case>([
    ['info(a)', `function "info" ${experimental}`, 'info'],
    ['sort_by_label(a, "b")', `function "sort_by_label" ${experimental}`, 'sort_by_label'],
    ['start()', `function "start" ${experimental}`, 'start'],
    ['min_of(1, 2)', `function "min_of" ${experimental}`, 'min_of'],
    ['limitk(2, a)', `limitk() ${experimental}`, 'limitk(2, a)'],
    ['a anchored', 'anchored modifier is experimental and not enabled', 'a'],
    ['rate(a[5m] smoothed)', 'smoothed modifier is experimental and not enabled', 'a[5m]'],
    ['a + fill(0) b', 'binop fill modifiers are experimental and not enabled', 'fill'],
    ['a </ 2', 'operator "</" works on native histograms only, which are not supported', '</'],
    ['a >/ 2', 'operator ">/" works on native histograms only, which are not supported', '>/'],
    ['a[step()]', `step() ${query}`, 'step()'],
    ['a offset -range()', `range() ${query}`, 'range()'],
  ])('%j', (text, message, place) => {
    expect(refusal(text)).toEqual({ kind: 'unsupported', message, place });
  });
});

describe('depth', () => {
  const tooDeep = 'the expression nests more than 500 levels deep: split it over recording rules';
  it.each([
    ['parentheses', '('.repeat(10_000) + 'a' + ')'.repeat(10_000)],
    ['calls', 'abs('.repeat(10_000) + 'a' + ')'.repeat(10_000)],
    ['aggregations', 'sum('.repeat(10_000) + 'a' + ')'.repeat(10_000)],
    ['signs', '-'.repeat(10_000) + 'a'],
    ['a chain to the left', 'a' + ' + a'.repeat(10_000)],
    ['a chain to the right', 'a' + ' ^ a'.repeat(10_000)],
    ['durations', `a[${'('.repeat(10_000)}5m${')'.repeat(10_000)}]`],
    ['signs of durations', `a[${'-'.repeat(10_000)}5m]`],
  ])('of %s is bounded', (_, text) => {
    expect(refusal(text)).toMatchObject({ kind: 'limit', message: tooDeep });
  });
});

it('regular expressions are bounded together, so that none can hold the service', () => {
  const patterns = Array.from({ length: 101 }, (_, index) => `l${index}=~"[a-c]{9}.?zz"`);
  expect(refusal(`a{${patterns.slice(0, 50).join()}} + b{${patterns.slice(50).join()}}`)).toEqual({
    kind: 'limit',
    message: 'the regular expressions are too large: length times repetitions may be 10000 in all',
    place: 'l92=~"[a-c]{9}.?zz"',
  });
});
