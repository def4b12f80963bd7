import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { roles } from '../../kernel/principal.js';
import { type Paged, pagedSchema, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';

export const listApiKeysRequest = z.strictObject({
  status: z.enum(['active', 'revoked']).optional().describe('Only keys of this status; all by default.'),
  role: z.enum(roles).optional(),
  ...pagingQuery,
  ...minPositionQuery,
});
export type ListApiKeysRequest = z.infer<typeof listApiKeysRequest>;

export const apiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  prefix: z.string().describe('How the key begins; `given` for one that its owner chose.'),
  status: z.enum(['active', 'revoked']),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  revokedAt: z.iso.datetime().nullable(),
  revokedBy: z.string().nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;

export const apiKeyPage = pagedSchema(apiKeyView);

/** API keys, the newest first, revoked ones included. */
export class ListApiKeys extends Query<Paged<ApiKeyView>> {
  constructor(readonly request: ListApiKeysRequest) {
    super();
  }
}
