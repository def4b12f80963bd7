import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What wraps the keys of secrets; its id tells which one it was, and nothing of it. */
export interface MasterKey {
  readonly id: string;
  readonly key: Buffer;
}

export function masterKey(key: Buffer): MasterKey {
  const id = createHash('sha256').update('orchestrate channel secrets').update(key).digest('hex').slice(0, 16);
  return { id, key };
}

/** A secret at rest: encrypted by a key of its own, which the master key wraps. */
export interface Envelope {
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  readonly sealed: Buffer;
}

/** `place` says what the secret belongs to: moved to another place, it does not open. */
export function sealEnvelope(secret: string, place: string, master: MasterKey): Envelope {
  const dataKey = randomBytes(KEY_BYTES);
  return {
    keyId: master.id,
    wrappedKey: encrypt(dataKey, master.key, place),
    sealed: encrypt(Buffer.from(secret, 'utf8'), dataKey, place),
  };
}

export function openEnvelope({ wrappedKey, sealed }: Envelope, place: string, master: MasterKey): string {
  return decrypt(sealed, decrypt(wrappedKey, master.key, place), place).toString('utf8');
}

/** The same secret, its key wrapped by another master key. */
export function rewrapEnvelope(envelope: Envelope, place: string, from: MasterKey, to: MasterKey): Envelope {
  return {
    ...envelope,
    keyId: to.id,
    wrappedKey: encrypt(decrypt(envelope.wrappedKey, from.key, place), to.key, place),
  };
}

function encrypt(plain: Buffer, key: Buffer, place: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place, 'utf8'));
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
}

function decrypt(bytes: Buffer, key: Buffer, place: string): Buffer {
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place, 'utf8')).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}
