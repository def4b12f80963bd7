import { describe, expect, it } from 'vitest';
import { addressForms } from './address-forms.js';

describe('the forms of an address', () => {
  it.each([
    ['127.0.0.1', ['127.0.0.1']],
    ['::ffff:127.0.0.1', ['127.0.0.1']],
    ['::ffff:7f00:1', ['127.0.0.1']],
    ['[0:0:0:0:0:FFFF:7F00:0001]', ['127.0.0.1']],
    ['64:ff9b::7f00:1', ['64:ff9b:0:0:0:0:7f00:1', '127.0.0.1']],
    ['64:ff9b:1::a00:1', ['64:ff9b:1:0:0:0:a00:1', '10.0.0.1']],
    ['2002:a00:1::', ['2002:a00:1:0:0:0:0:0', '10.0.0.1']],
    ['2001:0:1::80ff:fffe', ['2001:0:1:0:0:0:80ff:fffe', '127.0.0.1']],
    ['::7f00:1', ['0:0:0:0:0:0:7f00:1', '127.0.0.1']],
    ['::1', ['0:0:0:0:0:0:0:1']],
    ['::', ['0:0:0:0:0:0:0:0']],
    ['fe80::1%eth0', ['fe80:0:0:0:0:0:0:1']],
    ['2606:4700::1111', ['2606:4700:0:0:0:0:0:1111']],
  ])('of %s are %j', (text, forms) => {
    expect(addressForms(text)).toEqual(forms);
  });

  it('does not take names for addresses', () => {
    for (const text of ['localhost', '127.1', 'example.com', '', '1.2.3.4.5'])
      expect(addressForms(text)).toBeUndefined();
  });
});
