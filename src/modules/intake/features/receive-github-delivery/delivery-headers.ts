import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '../../../../kernel/domain-error.js';

const word = /^[\w.-]{1,100}$/;

/** Which delivery it is and of what event, as GitHub's headers say. */
export function deliveryHeaders(headers: IncomingHttpHeaders): { readonly id: string; readonly event: string } {
  return {
    id: headerOf(headers, 'X-GitHub-Delivery', 'the id of the delivery'),
    event: headerOf(headers, 'X-GitHub-Event', 'the name of the event'),
  };
}

function headerOf(headers: IncomingHttpHeaders, name: string, what: string): string {
  const value = headers[name.toLowerCase()];
  if (typeof value === 'string' && word.test(value)) return value;
  const message = `${value === undefined ? 'is missing' : 'is not understood'}; it carries ${what}: 1 to 100 letters, digits, dots, dashes or underscores`;
  throw new DomainError('HEADER_INVALID', `${name}: ${message}`, {
    fault: 'invalid',
    fields: [{ field: name, message }],
  });
}
