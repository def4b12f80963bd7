import { z } from 'zod';
import { type Permission, type Principal, type Role, roleAllows, roles } from '../../kernel/principal.js';

const permissions = ['view', 'report', 'operate', 'administer'] as const satisfies readonly Permission[];

/** Who somebody is to this service. */
export const sessionDescription = z.object({
  keyId: z.string(),
  name: z.string(),
  role: z.enum(roles),
  permissions: z.array(z.enum(permissions)),
  via: z.enum(['user', 'api_key']).describe('`user`: by a session; `api_key`: by the key itself.'),
});

export function describePrincipal(principal: Principal): z.infer<typeof sessionDescription> {
  const { keyId, name, role, via } = principal;
  return { keyId, name, role, via, permissions: permissionsOf(role) };
}

const permissionsOf = (role: Role) => permissions.filter((permission) => roleAllows(role, permission));
