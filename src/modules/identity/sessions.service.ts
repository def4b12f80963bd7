import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Ids } from '../../kernel/ids.js';
import { ServiceSecrets } from '../../platform/postgres/service-secrets.js';
import { CLOCK, IDS, PG_POOL } from '../../platform/runtime/tokens.js';
import { EndedSessions } from './ended-sessions.js';
import { type ActiveKey, KeyDirectory } from './key-directory.service.js';
import { SESSION_SECONDS, type Session, signSession, verifySession } from './session-token.js';

const SIGNING_SECRET = 'session-signing';

export interface OpenedSession {
  readonly session: Session;
  /** For the cookie. */
  readonly token: string;
}

/** Sign-ins of people. A session is its key's shadow: it ends with the key, with a sign-out, or after 12 hours. */
@Injectable()
export class Sessions {
  private readonly secrets: ServiceSecrets;
  private readonly ended: EndedSessions;

  constructor(
    @Inject(PG_POOL) pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
    private readonly keys: KeyDirectory,
  ) {
    this.secrets = new ServiceSecrets(pool);
    this.ended = new EndedSessions(pool, clock);
  }

  async open(keyId: string): Promise<OpenedSession> {
    const session: Session = {
      sessionId: this.ids.next(),
      keyId,
      expiresAt: new Date((Math.floor(this.clock.now().getTime() / 1_000) + SESSION_SECONDS) * 1_000),
    };
    return { session, token: signSession(session, await this.secrets.get(SIGNING_SECRET)) };
  }

  /** The session and its key; undefined for a text that is no token of ours. Throws SESSION_ENDED for one that was. */
  async resolve(token: string): Promise<{ readonly session: Session; readonly key: ActiveKey } | undefined> {
    const session = verifySession(token, await this.secrets.get(SIGNING_SECRET));
    if (!session) return undefined;
    if (session.expiresAt <= this.clock.now()) throw ended('it has expired');
    if (await this.ended.includes(session)) throw ended('it was signed out');
    const key = await this.keys.byId(session.keyId);
    if (!key) throw ended('its key was revoked');
    return { session, key };
  }

  /** Refuses the session everywhere from now on. */
  end(session: Session): Promise<void> {
    return this.ended.end(session);
  }
}

function ended(reason: string): DomainError {
  return new DomainError('SESSION_ENDED', `the session has ended: ${reason}; sign in again`, {
    fault: 'unauthenticated',
  });
}
