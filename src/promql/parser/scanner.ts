import { PromqlError } from '../promql-error.js';
import { isAlpha, isAlphaNumeric, isDigit, isSpace } from './characters.js';
import { goQuote, goQuoteCharacter } from './go-quote.js';
import { scanNumberOrDuration } from './scan-number.js';
import { scanString } from './scan-string.js';
import { keywords, type Token } from './token.js';

const durationWords: ReadonlySet<string> = new Set(['step', 'range', 'min_of', 'max_of']);
const signs = ['==', '=', '!=', '<=', '</', '<', '>=', '>/', '>', ',', '*', '/', '%', '+', '-', '^', '@'];
const durationSigns = ['+', '-', '*', '/', '%', '^', ','];

/**
 * Cuts the text into tokens by the rules of Prometheus' lexer, whose modes (within braces, within brackets) decide what
 * a character means. Refuses what it refuses, in its words.
 */
export class Scanner {
  private at = 0;
  private parens = 0;
  private inBraces = false;
  private inBrackets = false;
  /** Right after `[`, and until its first number: only the signs of a duration may come. */
  private durationOnly = false;
  private colonSeen = false;
  private durationSeen = false;

  constructor(private readonly text: string) {}

  next(): Token {
    this.skip();
    if (this.durationOnly) return this.inDuration();
    return this.inBraces ? this.inMatchers() : this.inExpression();
  }

  private skip(): void {
    for (;;) {
      while (isSpace(this.text[this.at])) this.at++;
      if (this.durationOnly || this.text[this.at] !== '#') return;
      while (this.at < this.text.length && this.text[this.at] !== '\n' && this.text[this.at] !== '\r') this.at++;
    }
  }

  private inExpression(): Token {
    const c = this.text[this.at];
    if (c === undefined) return this.end();
    if (isDigit(c) || (c === '.' && isDigit(this.text[this.at + 1]))) return this.number();
    if (isAlpha(c) || c === ':') return this.inBrackets ? this.wordInBrackets(c) : this.word();
    if (c === '"' || c === "'" || c === '`') return this.string();
    if ('(){}[]'.includes(c)) return this.bracket(c);
    const next = this.text[this.at + 1];
    if (c === '=' && next === '~') throw this.fail(`unexpected character after '=': '~'`);
    if (c === '!' && next !== '=') throw this.fail(`unexpected character after '!': ${this.quotedAt(this.at + 1)}`);
    const sign = signs.find((one) => this.text.startsWith(one, this.at));
    if (sign === undefined) throw this.fail(`unexpected character: ${this.quotedAt(this.at)}`);
    return this.token(sign, sign.length);
  }

  private inMatchers(): Token {
    const c = this.text[this.at];
    if (c === undefined) throw this.fail('unexpected end of input inside braces');
    if (isAlpha(c)) return this.token('identifier', this.wordLength(false));
    if (c === '"' || c === "'" || c === '`') return this.string();
    if (c === '}') {
      this.inBraces = false;
      return this.token('}', 1);
    }
    if (c === '{') throw this.fail(`unexpected left brace '{'`);
    for (const sign of [',', '=~', '=', '!~', '!=']) {
      if (this.text.startsWith(sign, this.at)) return this.token(sign, sign.length);
    }
    if (c === '!') throw this.fail(`unexpected character after '!' inside braces: ${this.quotedAt(this.at + 1)}`);
    throw this.fail(`unexpected character inside braces: ${this.quotedAt(this.at)}`);
  }

  private inDuration(): Token {
    const c = this.text[this.at];
    if (c === undefined) throw this.fail('unexpected end of input in duration expression');
    if (isDigit(c) || (c === '.' && isDigit(this.text[this.at + 1]))) {
      this.durationOnly = false;
      this.durationSeen = true;
      return this.number();
    }
    if (c === '(' || c === ')' || c === ']') return this.bracket(c);
    if (c === ':') {
      if (!this.durationSeen) throw this.fail('unexpected colon before duration in duration expression');
      return this.colon();
    }
    if (durationSigns.includes(c)) return this.token(c, 1);
    const word = this.durationWord();
    if (word === undefined) throw this.fail(`unexpected character in duration expression: ${this.quotedAt(this.at)}`);
    return word;
  }

  private wordInBrackets(c: string): Token {
    if (c === ':') return this.colon();
    const word = this.durationWord();
    if (word === undefined) throw this.fail(`unexpected character: ${this.quotedAt(this.at)}, expected ':'`);
    return word;
  }

  private colon(): Token {
    if (this.colonSeen) throw this.fail(`unexpected colon ':'`);
    this.colonSeen = true;
    return this.token(':', 1);
  }

  private durationWord(): Token | undefined {
    let end = this.at;
    while (isAlpha(this.text[end])) end++;
    const word = this.text.slice(this.at, end).toLowerCase();
    return durationWords.has(word) ? this.token(word, word.length) : undefined;
  }

  private word(): Token {
    const length = this.wordLength(true);
    const text = this.text.slice(this.at, this.at + length);
    const lower = text.toLowerCase();
    if (lower === 'inf' || lower === 'nan') return this.token('number', length);
    if (keywords.has(lower) && (!lower.startsWith('fill') || this.opensParen(this.at + length))) {
      return this.token(lower, length);
    }
    return this.token(text.includes(':') ? 'metric' : 'identifier', length);
  }

  private wordLength(withColons: boolean): number {
    let end = this.at;
    while (isAlphaNumeric(this.text[end]) || (withColons && this.text[end] === ':')) end++;
    return end - this.at;
  }

  /** `fill` is a keyword only in front of a parenthesis: metrics may have its name. */
  private opensParen(from: number): boolean {
    let at = from;
    while (isSpace(this.text[at])) at++;
    return this.text[at] === '(';
  }

  private bracket(c: string): Token {
    if (c === '(') this.parens++;
    else if (c === ')') this.closeParen();
    else if (c === '{') this.inBraces = true;
    else if (c === '}') throw this.fail(`unexpected character: '}'`);
    else if (c === '[') this.openBracket();
    else this.closeBracket();
    return this.token(c, 1);
  }

  private closeParen(): void {
    if (this.parens > 0) {
      this.parens--;
      return;
    }
    throw new PromqlError('parse', `unexpected right parenthesis ')'`, { from: this.at, to: this.at + 1 });
  }

  private openBracket(): void {
    if (this.inBrackets) throw this.fail(`unexpected left bracket '['`);
    this.inBrackets = true;
    this.durationOnly = true;
    this.colonSeen = false;
  }

  private closeBracket(): void {
    if (!this.inBrackets) throw this.fail(`unexpected right bracket ']'`);
    this.inBrackets = false;
    this.durationOnly = false;
  }

  private number(): Token {
    const { type, end } = scanNumberOrDuration(this.text, this.at);
    if (type !== 'bad') return this.token(type, end - this.at);
    throw this.fail(`bad number or duration syntax: ${goQuote(this.text.slice(this.at, end))}`);
  }

  private string(): Token {
    return this.token('string', scanString(this.text, this.at) - this.at);
  }

  private end(): Token {
    if (this.parens > 0) throw this.fail('unclosed left parenthesis');
    if (this.inBrackets) throw this.fail('unclosed left bracket');
    return this.token('eof', 0);
  }

  private token(type: string, length: number): Token {
    const from = this.at;
    this.at += length;
    return { type, text: this.text.slice(from, this.at), from, to: this.at };
  }

  private quotedAt(at: number): string {
    const code = this.text.codePointAt(at);
    return code === undefined ? 'end of input' : goQuoteCharacter(String.fromCodePoint(code));
  }

  private fail(message: string): PromqlError {
    return new PromqlError('parse', message, { from: this.at, to: this.text.length });
  }
}
