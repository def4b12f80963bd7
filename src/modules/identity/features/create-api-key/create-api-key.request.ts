import { z } from 'zod';
import { roles } from '../../../../kernel/principal.js';

export const createApiKeyRequest = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, 'must not contain control characters')
    .describe('What the key is for, as the audit trail will show it.'),
  role: z
    .enum(roles)
    .describe('admin: everything; operator: view and operate; viewer: view; reporter: send facts only.'),
});

export const createApiKeyResponse = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  prefix: z.string(),
  key: z.string().describe('The key itself. Shown now and never again.'),
  position: z.string(),
});
