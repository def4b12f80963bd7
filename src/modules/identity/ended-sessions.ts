import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { Session } from './session-token.js';

/** How long another replica may go on honouring a session that was ended here. */
const RECHECK_MS = 2_000;
const MAX_REMEMBERED = 10_000;

/** Sessions ended before their time, so that a copied cookie ends with the sign-in that it was copied from. */
export class EndedSessions {
  private readonly remembered = new Map<string, { readonly ended: boolean; readonly checkedAt: number }>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async end({ sessionId, expiresAt }: Session): Promise<void> {
    const now = this.clock.now();
    // What has expired is refused anyway; removing it here keeps the table as small as its use.
    await this.pool.query('delete from identity.ended_sessions where expires_at < $1', [now]);
    await this.pool.query(
      'insert into identity.ended_sessions (session_id, expires_at) values ($1, $2) on conflict (session_id) do nothing',
      [sessionId, expiresAt],
    );
    this.remember(sessionId, true, now.getTime());
  }

  async includes({ sessionId }: Session): Promise<boolean> {
    const now = this.clock.now().getTime();
    const known = this.remembered.get(sessionId);
    if (known && (known.ended || now - known.checkedAt < RECHECK_MS)) return known.ended;
    const { rowCount } = await this.pool.query('select 1 from identity.ended_sessions where session_id = $1', [
      sessionId,
    ]);
    const ended = rowCount === 1;
    this.remember(sessionId, ended, now);
    return ended;
  }

  private remember(sessionId: string, ended: boolean, checkedAt: number): void {
    // An answer from before the end must not overwrite it.
    if (!ended && this.remembered.get(sessionId)?.ended) return;
    this.remembered.delete(sessionId);
    this.remembered.set(sessionId, { ended, checkedAt });
    if (this.remembered.size <= MAX_REMEMBERED) return;
    for (const oldest of this.remembered.keys()) {
      this.remembered.delete(oldest);
      break;
    }
  }
}
