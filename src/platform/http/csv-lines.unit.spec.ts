import { describe, expect, it } from 'vitest';
import { csvLines } from './csv-lines.js';

describe('lines of CSV', () => {
  it('end as RFC 4180 says, and have quotes where they need them', () => {
    expect(
      csvLines([
        ['a', 'b,c', 'd "e"'],
        ['f\ng', 1.5, true],
      ]),
    ).toBe('a,"b,c","d ""e"""\r\n"f\ng",1.5,true\r\n');
  });

  it('leave empty what is not known', () => {
    expect(csvLines([[null, '', 0]])).toBe(',,0\r\n');
  });

  it.each(['=1+1', '+1', '-a', '@sum', '\tx'])('are nothing that a spreadsheet executes: %j', (text) => {
    expect(csvLines([[text]])).toBe(`'${text}\r\n`);
  });

  it.each(['-1', '-1.5', 'a=b', '1-2'])('leave %j as it is', (text) => {
    expect(csvLines([[text]])).toBe(`${text}\r\n`);
  });

  it('are none of none', () => {
    expect(csvLines([])).toBe('');
  });
});
