import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a sign-in lasts. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** What a session's token says. */
export interface Session {
  readonly sessionId: string;
  /** The API key that it stands on, and ends with. */
  readonly keyId: string;
  readonly expiresAt: Date;
}

/** Names the format inside the signature, so that no other thing signed with the secret can pass for a session. */
const purpose = 'orchestrate-session-v1';

const sign = (payload: string, secret: Buffer) => createHmac('sha256', secret).update(`${purpose}.${payload}`).digest();

/** The session as signed text for a cookie. It holds no secret, and nobody without ours can make or change one. */
export function signSession(session: Session, secret: Buffer): string {
  const payload = Buffer.from(
    JSON.stringify([session.sessionId, session.keyId, Math.floor(session.expiresAt.getTime() / 1_000)]),
  ).toString('base64url');
  return `${payload}.${sign(payload, secret).toString('base64url')}`;
}

/** The session of a token that we signed, expired or not; undefined for any other text. */
export function verifySession(token: string, secret: Buffer): Session | undefined {
  const [payload, signature, ...rest] = token.split('.');
  if (payload === undefined || signature === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const right = sign(payload, secret);
  // Base64 has several spellings of some bytes; only the one that we write is a token of ours.
  if (signature !== given.toString('base64url')) return undefined;
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const [sessionId, keyId, expires] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as [
    string,
    string,
    number,
  ];
  return { sessionId, keyId, expiresAt: new Date(expires * 1_000) };
}
