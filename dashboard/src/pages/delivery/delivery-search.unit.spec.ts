import { describe, expect, it } from 'vitest';
import { deliveryQueryOf, isName } from './delivery-search';

describe('the filters of delivery', () => {
  it('ask for nothing that is not set', () => {
    expect(deliveryQueryOf({ environment: [], repository: [], demo: undefined })).toEqual({});
  });

  it('put names together as the API takes them', () => {
    expect(deliveryQueryOf({ environment: ['eu', 'us'], repository: ['a/b'], demo: 'false' })).toEqual({
      environment: 'eu,us',
      repository: 'a/b',
      demo: 'false',
    });
  });

  it('take no name that the API would take for two', () => {
    expect([isName('a/b'), isName('a,b'), isName(' ')]).toEqual([true, false, false]);
  });
});
