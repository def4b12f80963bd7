/** What the API takes and answers, generated from its OpenAPI document by `npm run gen`; nothing here is written by hand. */
export type { paths } from '../../../src/platform/api-client/generated/openapi';
