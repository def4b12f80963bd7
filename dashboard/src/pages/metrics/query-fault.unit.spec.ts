import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../api/api-problem';
import { queryFaultOf } from './query-fault';

const refused = (detail: string, code = 'bad_data') => new ApiProblem(400, code, 'Bad Request', detail);

describe('the fault of a query', () => {
  it('stands below its place', () => {
    const error = refused('invalid parameter "query": 2:3: parse error: unexpected identifier "b"');
    expect(queryFaultOf(error, 'up +\n\ta b')).toEqual({
      message: 'parse error: unexpected identifier "b"',
      excerpt: '\ta b\n\t ^',
    });
  });

  it('may be behind the end', () => {
    expect(queryFaultOf(refused('1:5: parse error: unclosed left parenthesis'), 'sum(')?.excerpt).toBe('sum(\n    ^');
  });

  it('may have no place', () => {
    expect(queryFaultOf(refused('too many samples', 'execution'), 'up')).toEqual({
      message: 'too many samples',
      excerpt: undefined,
    });
  });

  it('is none when something else went wrong', () => {
    expect(queryFaultOf(new Error('away'), 'up')).toBeUndefined();
    expect(queryFaultOf(refused('no', 'FORBIDDEN'), 'up')).toBeUndefined();
  });
});
