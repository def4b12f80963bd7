import type { paths } from './schema';

/** The methods that the dashboard uses. */
export type Method = 'get' | 'post' | 'put' | 'delete';

/** Every path of the API with this method: `PathOf<'get'>`. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

type Operation<M extends Method, P> = P extends keyof paths
  ? paths[P] extends Record<M, infer Op>
    ? Op
    : never
  : never;

type JsonOf<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202
    ? Responses[Status] extends { content: { 'application/json': infer Body } }
      ? Body
      : never
    : never;
}[keyof Responses];

/** What a call answers when all is well: `ApiAnswer<'get', '/api/agents'>`. */
export type ApiAnswer<M extends Method, P> = Operation<M, P> extends { responses: infer R } ? JsonOf<R> : never;

/** One row of a list: `ApiItem<'/api/agents'>`. */
export type ApiItem<P extends PathOf<'get'>> =
  ApiAnswer<'get', P> extends { items: readonly (infer Item)[] } ? Item : never;

/** The query parameters of a call. */
export type ApiQuery<M extends Method, P> =
  Operation<M, P> extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never;

type ApiPathParams<M extends Method, P> =
  Operation<M, P> extends { parameters: { path: infer Params } } ? Params : never;

/** The body of a call. */
export type ApiBody<M extends Method, P> =
  Operation<M, P> extends { requestBody?: { content: { 'application/json': infer Body } } } ? Body : never;

/** Everything that a call may carry. `path` is asked for exactly when the path has `{…}` in it. */
export type ApiInput<M extends Method, P> = ([ApiPathParams<M, P>] extends [never]
  ? { path?: undefined }
  : { path: ApiPathParams<M, P> }) &
  ([ApiBody<M, P>] extends [never] ? { body?: undefined } : { body?: ApiBody<M, P> }) & {
    query?: [ApiQuery<M, P>] extends [never] ? undefined : ApiQuery<M, P>;
    /** The `revision` that was seen: refused with STALE_REVISION when there is a later one. Null: none was recorded. */
    ifMatch?: string | null;
  };
