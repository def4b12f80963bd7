import type { RefusalFact } from './refusal-recorder.service.js';

type Reason<Type extends RefusalFact['type']> = Extract<RefusalFact, { type: Type }>['data']['reason'];

/** Why a request was refused, as recorded, by the code that was answered. */
const accessReasons: Readonly<Record<string, Reason<'AccessRefused'>>> = {
  UNAUTHENTICATED: 'no_key',
  API_KEY_INVALID: 'unknown_key',
  API_KEY_REVOKED: 'revoked_key',
  SESSION_INVALID: 'false_session',
  SESSION_ENDED: 'ended_session',
  FORBIDDEN: 'role',
  CROSS_ORIGIN_REFUSED: 'cross_origin',
  TOO_MANY_FAILED_ATTEMPTS: 'too_many_attempts',
  ACCESS_UNDECIDED: 'no_rule',
};

const signInReasons: Readonly<Record<string, Reason<'SignInFailed'>>> = {
  API_KEY_INVALID: 'unknown_key',
  API_KEY_REVOKED: 'revoked_key',
  TOO_MANY_FAILED_ATTEMPTS: 'too_many_attempts',
  CROSS_ORIGIN_REFUSED: 'cross_origin',
};

/** Routes that check a signature of their own name their refusals themselves. */
export const accessReasonOf = (code: string): Reason<'AccessRefused'> => accessReasons[code] ?? 'signature';

/** Undefined for what is no failed sign-in, but a part that is away. */
export const signInReasonOf = (code: string): Reason<'SignInFailed'> | undefined => signInReasons[code];
