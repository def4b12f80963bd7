/** What a key may do. `admin` may do everything; `reporter` may only send facts. */
export const roles = ['admin', 'operator', 'viewer', 'reporter'] as const;
export type Role = (typeof roles)[number];

/** Who was authenticated. */
export interface Principal {
  /** Id of the API key that the request or its session stands on. */
  readonly keyId: string;
  /** The key's name, as people know it. */
  readonly name: string;
  readonly role: Role;
  /** `user` when a person signed in to the dashboard, `api_key` for a program. */
  readonly via: 'user' | 'api_key';
}

/** What a route asks of its caller. */
export type Permission = 'view' | 'report' | 'operate' | 'administer';

const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  admin: ['view', 'report', 'operate', 'administer'],
  operator: ['view', 'operate'],
  viewer: ['view'],
  reporter: ['report'],
};

export function roleAllows(role: Role, permission: Permission): boolean {
  return permissionsOf[role].includes(permission);
}
