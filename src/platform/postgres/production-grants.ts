/**
 * What the service's own role may do when another role, the owner, runs the migrations: append through the function
 * and read; add what proves the log, and read it. The owner of a table can switch its triggers off; a role with these grants cannot, nor can it write rows
 * around the function. Run by the owner, after the migrations. `role` is an identifier, taken as it is.
 */
export function productionGrants(role: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(role)) throw new Error(`not a plain role name: ${role}`);
  return `
    revoke all on schema eventlog from public;
    revoke all on all tables in schema eventlog from public;
    revoke all on all functions in schema eventlog from public;
    grant usage on schema eventlog to ${role};
    grant select on all tables in schema eventlog to ${role};
    grant execute on all functions in schema eventlog to ${role};
    revoke all on schema audit from public;
    grant usage on schema audit to ${role};
    grant select, insert on audit.seals to ${role};
    grant select, insert, update on audit.verifications to ${role};`;
}
