import createClient, { type Client } from 'openapi-fetch';
import type { operations, paths } from './generated/openapi.js';

/** Every route of the API as a typed call: `client.GET('/api/agents', …)`. */
export type ApiClient = Client<paths>;

/** What an operation answers when all is well: `ApiAnswer<'listAgents'>`. */
export type ApiAnswer<Operation extends keyof operations> = JsonOf<operations[Operation]['responses']>;

/** The query parameters of an operation. */
export type ApiQuery<Operation extends keyof operations> = NonNullable<operations[Operation]['parameters']['query']>;

/** What an operation takes: `ApiBody<'setBudget'>`. */
export type ApiBody<Operation extends keyof operations> =
  NonNullable<operations[Operation]['requestBody']> extends { content: { 'application/json': infer Body } }
    ? Body
    : never;

type JsonOf<Responses> = {
  [Status in keyof Responses]: Responses[Status] extends { content: { 'application/json': infer Body } } ? Body : never;
}[keyof Responses];

export interface ApiClientOptions {
  readonly url: string;
  /** Undefined: calls carry no key. */
  readonly apiKey: string | undefined;
  readonly userAgent: string;
  /** Sends a request; the platform's own unless given. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A client of a running service. It throws only when no answer arrives; refusals are answers. */
export function createApiClient({ url, apiKey, userAgent, fetch }: ApiClientOptions): ApiClient {
  return createClient<paths>({
    baseUrl: url,
    headers: {
      'user-agent': userAgent,
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    ...(fetch ? { fetch } : {}),
  });
}
