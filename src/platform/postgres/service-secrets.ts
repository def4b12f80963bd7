import { randomBytes } from 'node:crypto';
import type pg from 'pg';

const SECRET_BYTES = 32;

/** Secrets that the service makes for itself, one per name, the same for all replicas and over restarts. */
export class ServiceSecrets {
  private readonly known = new Map<string, Promise<Buffer>>();

  constructor(private readonly pool: pg.Pool) {}

  /** The secret of this name, made when first asked for. Rejects while the database is away; ask again then. */
  get(name: string): Promise<Buffer> {
    const known = this.known.get(name);
    if (known) return known;
    const loading = this.load(name);
    this.known.set(name, loading);
    loading.catch(() => this.known.delete(name));
    return loading;
  }

  private async load(name: string): Promise<Buffer> {
    // Of replicas that start together, one inserts; all read what it inserted.
    await this.pool.query(
      'insert into identity.service_secrets (name, secret) values ($1, $2) on conflict (name) do nothing',
      [name, randomBytes(SECRET_BYTES)],
    );
    const { rows } = await this.pool.query<{ secret: Buffer }>(
      'select secret from identity.service_secrets where name = $1',
      [name],
    );
    const [row] = rows;
    if (!row) throw new Error(`the secret ${name} vanished from identity.service_secrets`);
    return row.secret;
  }
}
