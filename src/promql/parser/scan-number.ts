import { isAlphaNumeric, isDigit } from './characters.js';

interface Scanned {
  readonly type: 'number' | 'duration' | 'bad';
  readonly end: number;
}

/**
 * Reads a number or a duration from `start`, a digit or a point. Prometheus is generous here (`1_000`, `0x1F`, `5.`) and
 * in places odd: the `e` of a hexadecimal number may count as an exponent. `bad` ends where reading gave up.
 */
export function scanNumberOrDuration(text: string, start: number): Scanned {
  const number = scanNumber(text, start);
  if (number.ok) return { type: 'number', end: number.end };
  return scanDuration(text, number.end);
}

function scanNumber(text: string, start: number): { ok: boolean; end: number } {
  let at = start;
  const has = (set: string) => at < text.length && set.includes(text[at]!);
  const take = (set: string) => has(set) && ++at > 0;
  let digits = '0123456789';
  if (take('0') && take('xX')) {
    take('_');
    digits = '0123456789abcdefABCDEF';
  }
  take('.');
  take(digits);
  let point = false;
  let exponent = false;
  const failed = () => ({ ok: false, end: at });
  while (has(digits) || has('._eE')) {
    if ((point && has('.')) || (exponent && has('eE'))) {
      at++;
      return failed();
    }
    if (take('.')) {
      point = true;
      if (take('_.') || digits.length > 10) return failed();
    } else if (take('eE')) {
      exponent = true;
      take('+-');
      if (take('._eE') || at >= text.length) return failed();
    } else if (take('_')) {
      if (take('._eE') || at >= text.length) return failed();
    } else {
      while (take(digits));
    }
  }
  return { ok: at > start && !isAlphaNumeric(text[at]), end: at };
}

/** The rest of a duration after its first digits; that its units are in order is for the parser to see. */
function scanDuration(text: string, afterDigits: number): Scanned {
  let at = afterDigits;
  const take = (set: string) => at < text.length && set.includes(text[at]!) && ++at > 0;
  if (!take('smhdwy')) return { type: 'bad', end: at };
  take('s');
  while (isDigit(text[at])) {
    while (isDigit(text[at])) at++;
    if (!take('smhdw')) return { type: 'bad', end: at };
    take('s');
  }
  if (!isAlphaNumeric(text[at])) return { type: 'duration', end: at };
  return { type: 'bad', end: at + 1 };
}
