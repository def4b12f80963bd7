import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Session, signSession, verifySession } from './session-token.js';

const secret = randomBytes(32);
const session: Session = { sessionId: 's-1', keyId: 'k-1', expiresAt: new Date('2026-01-01T12:00:00Z') };

describe('a session token', () => {
  it('says after verification what was signed', () => {
    expect(verifySession(signSession(session, secret), secret)).toEqual(session);
  });

  it('is refused when signed with another secret', () => {
    expect(verifySession(signSession(session, randomBytes(32)), secret)).toBeUndefined();
  });

  it('is refused when any character of it is changed', () => {
    const token = signSession(session, secret);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(verifySession(token.slice(0, at) + other + token.slice(at + 1), secret)).toBeUndefined();
    }
  });

  it('is refused when cut, lengthened, empty or signed for another purpose', () => {
    const token = signSession(session, secret);
    const payload = token.split('.')[0]!;
    const foreign = createHmac('sha256', secret).update(payload).digest('base64url');
    for (const text of ['', '.', payload, `${token}.x`, token.slice(0, -1), `${token}=`, `${payload}.${foreign}`]) {
      expect(verifySession(text, secret)).toBeUndefined();
    }
  });
});
