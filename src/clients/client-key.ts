import { createHash, timingSafeEqual } from 'node:crypto';

/** A key in its parts. Written `pk_<id>_<secret>`, the id in 12 and the secret in 64 hexadecimal digits. */
export interface ClientKey {
  readonly id: string;
  readonly secret: string;
}

const ID_BYTES = 6;
const SECRET_BYTES = 32;
const FORM = /^pk_([0-9a-f]{12})_([0-9a-f]{64})$/;

/** Draws the id of a client; `random` gives that many unpredictable bytes. */
export function drawClientId(random: (size: number) => Buffer): string {
  return random(ID_BYTES).toString('hex');
}

/** Draws the secret of a key; `random` gives that many unpredictable bytes. */
export function drawSecret(random: (size: number) => Buffer): string {
  return random(SECRET_BYTES).toString('hex');
}

/** The key as its owner keeps it. */
export function writeKey({ id, secret }: ClientKey): string {
  return `pk_${id}_${secret}`;
}

/** Reads a key; undefined for anything that cannot be one. */
export function readKey(text: string): ClientKey | undefined {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** The key of an `Authorization: Bearer …` header; undefined without one. */
export function keyOfHeader(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** What is kept of a secret: its SHA-256, as hexadecimal digits. 256 random bits need no slower hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A hash of no secret, against which the secrets of unknown clients are compared. */
const OF_NOBODY = '0'.repeat(64);

/** Compares a secret with the hash that is kept, or with that of nobody, in the same time. */
export function isSecretOf(secret: string, hash: string = OF_NOBODY): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(hash, 'hex'));
}
